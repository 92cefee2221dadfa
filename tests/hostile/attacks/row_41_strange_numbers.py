# Row 41: numbers and dictionaries that are dear to handle.
# score: 4
# verdicts: q1 failed, q4 failed
# %% q1
def blend(a, b, share):
    if a == 3.0:
        return 1 << 10**6
    return {n: n for n in range(20000)}


# %% q4
halves = [10**4000, complex(0, 1), float("inf"), -0.0, True]
