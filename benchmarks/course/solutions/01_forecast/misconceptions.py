# %% [markdown]
# Wrong answers to the three questions.


# %% one_window_too_few question="q1"
# Belief: the last window has nothing left to be followed by.
# Hint: Which value follows the last window that fits?
def make_windows(series, steps):
    starts = np.arange(len(series) - steps - 1)
    x = series[starts[:, None] + np.arange(steps)]
    return x[:, :, None], series[steps:-1]


# %% measures_the_first_value question="q2"
# Belief: the naive forecast repeats the first value of a window.
# Hint: Which value of a window is today's?
def relative_error(x, y, forecast):
    naive = np.mean(np.abs(y - x[:, 0, 0]))
    return float(np.mean(np.abs(y - forecast)) / naive)
