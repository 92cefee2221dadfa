# %% [markdown]
# # Alternatives of your_slug
#
# Each code cell is a right answer to one question, written in another way. It replaces the whole answer
# cell and must earn every point. They keep the checks from asking for your own way of writing it:
# another return type, another order of operations, another library call.

# %% fade_by_numpy_functions question="q1"
# How: NumPy's functions instead of operators.
def fade_once(memory, value, keep):
    return np.add(value, np.multiply(memory, keep))


# %% fade_on_a_copy question="q1"
# How: arithmetic in place, but on an array of its own.
def fade_once(memory, value, keep):
    new = memory.copy()
    new *= keep
    new += value
    return new


# %% all_nights_at_once question="q2"
# How: no loop; every value is weighed by the nights it has lain there.
def fade_through(values, keep):
    steps = np.arange(values.shape[1])
    nights = steps[:, None] - steps[None, :]
    weights = np.where(nights >= 0, float(keep) ** np.maximum(nights, 0), 0.0)
    return values @ weights.T


# %% filled_column_by_column question="q2"
# How: an array of zeros is filled, and the formula is written on the spot.
def fade_through(values, keep):
    memories = np.zeros(values.shape)
    memories[:, 0] = values[:, 0]
    for t in range(1, values.shape[1]):
        memories[:, t] = keep * memories[:, t - 1] + values[:, t]
    return memories
