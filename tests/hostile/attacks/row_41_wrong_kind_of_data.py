# Row 41: data of which a hidden check cannot take the length.
# open: a value of the wrong kind is taken for a fault of the grader
# score: 6
# verdicts: q4 failed
# %% q4
halves = 1.0
