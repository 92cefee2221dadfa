# Row 41: data of which a hidden check cannot take the length.
# score: 6
# verdicts: q4 failed
# %% q4
halves = 1.0
