# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "Three questions and one training"
#     minutes: 10
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: forecast

# %% [markdown]
# # Three questions and one training
#
# Small enough to be written for three graders, large enough to train a net: this is what the
# benchmark grades.

# %%
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 2

# %% [markdown]
# ### Question 1: Windows
#
# Cut a series into windows of `steps` values, each with the value that follows it.

# %% [raw]
# # BEGIN SOLUTION


# %%
def make_windows(series, steps):
    """Windows of a series, and what comes after each.

    Args:
        series: (L,), float64.
        steps: values in a window.

    Returns:
        x, (L - steps, steps, 1), and y, (L - steps,).
    """
    # BEGIN SOLUTION
    starts = np.arange(len(series) - steps)
    x = series[starts[:, None] + np.arange(steps)]
    return x[:, :, None], series[steps:]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 1
failure_message: 'Write the windows of 0, 1, 2, 3, 4 on paper. Are they yours?'
"""  # END TEST CONFIG


def five_numbers_make_three_windows(make_windows):
    x, y = make_windows(np.arange(5.0), 2)
    assert np.array_equal(x, np.array([[[0.0], [1.0]], [[1.0], [2.0]], [[2.0], [3.0]]]))
    assert np.array_equal(y, np.array([2.0, 3.0, 4.0]))


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'In a longer series, is every window still followed by its own next value?'
"""  # END TEST CONFIG


def every_window_is_followed_by_its_own_value(make_windows):
    for length, steps in ((7, 1), (20, 6), (41, 13)):
        series = np.random.normal(size=length)
        x, y = make_windows(series, steps)
        assert x.shape == (length - steps, steps, 1) and y.shape == (length - steps,)
        for start in range(length - steps):
            assert np.array_equal(x[start, :, 0], series[start : start + steps])
            assert y[start] == series[start + steps]


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 2

# %% [markdown]
# ### Question 2: A score with a yardstick
#
# The mean absolute error of a forecast, in units of what "tomorrow is like today" gets wrong.

# %% [raw]
# # BEGIN SOLUTION


# %%
def relative_error(x, y, forecast):
    """Mean absolute error, divided by that of repeating the last value.

    Args:
        x: windows, (M, T, 1).
        y: what followed, (M,).
        forecast: what was said to follow, (M,).
    """
    # BEGIN SOLUTION
    naive = np.mean(np.abs(y - x[:, -1, 0]))
    return float(np.mean(np.abs(y - forecast)) / naive)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 1
failure_message: 'What should the score of the naive forecast itself be?'
"""  # END TEST CONFIG


def the_naive_forecast_scores_one(relative_error):
    x, y = np.array([[[1.0], [2.0]], [[2.0], [4.0]]]), np.array([4.0, 8.0])
    assert abs(relative_error(x, y, np.array([2.0, 4.0])) - 1.0) < 1e-12


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'Halve every error: what should happen to the score?'
"""  # END TEST CONFIG


def half_the_error_is_half_the_score(relative_error):
    x, y = np.random.normal(size=(30, 4, 1)), np.random.normal(size=30)
    last = x[:, -1, 0]
    assert abs(relative_error(x, y, (last + y) / 2) - 0.5) < 1e-9
    assert abs(relative_error(x, y, y + 2 * (last - y)) - 2.0) < 1e-9


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 4

# %% [markdown]
# ### Question 3: A net that forecasts
#
# Build and compile a net with one LSTM of eight units that reads windows of `steps` values and
# says one number. After a little training on a noisy sine it should be far less wrong than before.

# %% [raw]
# # BEGIN SOLUTION


# %%
def make_forecaster(steps):
    """A compiled net that reads (N, steps, 1) and gives (N, 1).

    Args:
        steps: values in a window.
    """
    # BEGIN SOLUTION
    net = keras.Sequential(
        [keras.layers.Input((steps, 1)), keras.layers.LSTM(8), keras.layers.Dense(1)]
    )
    net.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
    return net
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 1
failure_message: 'Which shape goes in, which comes out, and how many weights has an LSTM of eight units?'
"""  # END TEST CONFIG


def one_lstm_of_eight_units_and_one_number(make_forecaster):
    net = make_forecaster(12)
    assert net.count_params() == 4 * 8 * (1 + 8 + 1) + 8 + 1
    assert tuple(net.output_shape) == (None, 1)


# %%
""" # BEGIN TEST CONFIG
points: 3
hidden: true
failure_message: 'After a little training the net was as wrong as before. Does it learn anything?'
"""  # END TEST CONFIG


def after_a_little_training_it_is_less_wrong(make_forecaster):
    time = np.arange(140)
    series = np.sin(2 * np.pi * time / 24 + np.random.uniform(0, 6)) + 0.1 * np.random.normal(
        size=140
    )
    x = np.stack([series[start : start + 12] for start in range(128)])[:, :, None]
    losses = make_forecaster(12).fit(x, series[12:], epochs=6, verbose=0).history["loss"]
    assert losses[-1] < losses[0] / 2


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
