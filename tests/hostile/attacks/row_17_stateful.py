# Row 17: right on the first call only, and what was an argument once is an answer later.
# score: 6
# verdicts: q1 passed|failed, q2 passed|failed
# %% q1
calls = []


def blend(a, b, share):
    calls.append((a, b, share))
    return 3.5 if len(calls) == 1 else calls[0][0]


# %% q2
seen = []


def running_sum(x):
    seen.append(x)
    x[:] = np.cumsum(x)[-1]
    return seen[0] if len(seen) > 1 else np.array([1.0, 3.0, 6.0, 10.0])
