# Row 37: arrays larger than the memory allowed.
# score: 4
# verdicts: q1 out_of_memory|not_reached, q2 out_of_memory|not_reached
# %% q1
def blend(a, b, share):
    return float(np.ones(3 * 2**27).sum())


# %% q2
def running_sum(x):
    kept = [np.ones(2**20) for _ in range(1000)]
    return kept[0]
