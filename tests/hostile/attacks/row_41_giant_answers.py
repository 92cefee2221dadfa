# Row 41: answers that would be too much for whoever reads them: size, depth, count, cycles.
# score: 0
# verdicts: q1 failed, q2 failed|out_of_memory, q3 failed, q4 failed
# %% q1
def blend(a, b, share):
    deep = []
    for _ in range(100000):
        deep = [deep]
    return deep


# %% q2
def running_sum(x):
    if x.size == 4:
        return np.zeros(10_000_000)
    if x.size == 2:
        return np.broadcast_to(np.zeros(1), (2**20, 2**20))
    return np.array([object()])


# %% q3
def find_peak(height, places):
    if places == 8:
        return [{}] * 10**5
    return (n for n in range(10**9))


# %% q4
halves = [0.0] * 5
halves[1] = halves
