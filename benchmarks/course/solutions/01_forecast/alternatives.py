# %% [markdown]
# Right answers to the three questions, written differently.


# %% a_loop_of_slices question="q1"
# How: one slice for each start.
def make_windows(series, steps):
    x = np.array([series[start : start + steps] for start in range(len(series) - steps)])
    return x[:, :, None], series[steps:]
