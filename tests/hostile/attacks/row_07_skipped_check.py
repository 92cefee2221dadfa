# Row 7: a tag asks the runner to skip the check.
# score: 6
# verdicts: q1 failed
# metadata q1-check: {"tags": ["skip-execution", "otter_ignore", "skip"]}
# metadata q1-answer: {"tags": ["remove-cell", "otter_ignore"]}
# %% q1
def blend(a, b, share):
    return -1.0
