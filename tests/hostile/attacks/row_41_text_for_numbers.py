# Row 41: an array of words where numbers belong.
# score: 4
# verdicts: q2 failed, q1 failed
# %% q2
def running_sum(x):
    return np.array(["passed"] * x.size)


# %% q1
def blend(a, b, share):
    return np.array(["2020-01-01", "NaT"], dtype="M8[D]")
