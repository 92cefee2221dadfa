# %% [markdown]
# Right answers to the tiny assignment, written differently.

# %% builtin_sum question="q1"
# How: Python adds up by itself.
def add_up(numbers):
    return float(sum(numbers))

# %% numpy_mean question="q2"
# How: NumPy's mean of an array.
def mean(numbers):
    return float(np.asarray(numbers).mean())
