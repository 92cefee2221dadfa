# Row 41: the grader's own function is handed what it cannot take.
# score: 6
# verdicts: q3 failed
# %% q3
def find_peak(height, places):
    return height("the highest of all, please")
