# Row 41: data where a function belongs, and what is no data where data belongs: a mistake of the
# student's, never one of the grader's.
# score: 0
# verdicts: q1 failed, q2 failed, q3 failed, q4 failed
# %% q1
blend = 3.5

# %% q2
running_sum = np.array([1.0, 3.0, 6.0, 10.0])

# %% q3
find_peak = None

# %% q4
halves = (0.5**n for n in range(5))
