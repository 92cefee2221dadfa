# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "Examples of time series"
#     minutes: 70
#     limits: {call_seconds: 5, notebook_seconds: 30}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: time_series

# %% [markdown]
# # Examples of time series
#
# **What you will have built.** A small workbench for forecasting, in plain NumPy: windows, an honest
# split, a scaler, two lazy forecasters (the *parrot* and the *calendar*), three scores, a meter for
# memory, and a linear forecaster that beats the lazy ones and can dream up a whole week by itself. And a
# nose for *leaks* (something of the future that has got in where it should not be), the rarest tool of all.
#
# **Time.** About 70 minutes. A good place to pause is after question 3.
#
# **You need.** NumPy arrays, slices such as `x[3:7]`, the mean, and for the last question the matrix
# product `@`. No neural net appears in this notebook: they come later, and they will have to beat what
# you build here.

# %%
import course_lib
import numpy as np

# %% [markdown]
# ## The whole thing first
#
# A time series is a list of numbers in which *the order matters*. That is all. The temperature
# every half hour, a price every day, weddings every year. The rest of this course is about nets
# that read such lists.
#
# **Guess before you run (1).** Here are eight of them, without names. Four were measured in the real
# world, four were made with dice. Run the cell, write down your four letters for *real*, and only
# then run the cell after it. There are no points for this, and no shame in it either: two of the eight look like twins.

# %% tags=["otter_ignore"]
gallery = course_lib.load_gallery()
course_lib.draw_gallery(gallery, reveal=False, title="Four were measured, four made with dice")

# %% tags=["otter_ignore"]
course_lib.draw_gallery(gallery, title="Four were measured, four made with dice")

# %% [markdown]
# Five words will do to talk about such pictures:
#
# - **trend**: the level drifts for a long time in one direction (C, and E since 2009);
# - **season**: something comes back after a fixed number of steps (the days and weeks in F, the
#   years in C, the small teeth on D: every winter somebody loses a job);
# - **noise**: what nobody could have known the day before. It can *linger*: in F, a good part of each surprise
#   is still there an hour later;
# - **regime**: the rules themselves change (H; or ask G about 1946, when the soldiers came home and
#   married);
# - **memory**: the value of now has something to do with the values just before. A has nothing *but*
#   memory: each value is the one before it, plus a roll of the dice. Compare it with E before you
#   believe the next chart about shares that you are shown.
#
# And this is where we are going: one week of series F's big sister, and three forecasters who each say,
# hour by hour, what the next hour will bring. The **parrot** repeats what it heard last. The
# **calendar** looks up the same hour a week ago. The **linear** one weighs the last 24 hours. You will
# build all three, and find out why the wide grey line can never be hit exactly.

# %% tags=["otter_ignore"]
from sklearn.linear_model import LinearRegression

hourly = course_lib.seasonal_series(seed=1)
values = hourly.values
week = np.arange(2856, 2856 + 168)
seen = np.lib.stride_tricks.sliding_window_view(values, 25)
line = LinearRegression().fit(seen[:2328, :24], seen[:2328, 24])
course_lib.draw_forecasts(
    values[week],
    {
        "parrot": values[week - 1],
        "calendar": values[week - 168],
        "linear": line.predict(seen[week - 24, :24]),
    },
    title="One week, each hour foretold one hour before (a generated series)",
    labels=("hour", ""),
)

# %% [markdown]
# ### The letters
#
# | letter | what it is | shape |
# |---|---|---|
# | $L$ | how many steps a series has | number |
# | $D$ | how many numbers are measured at each step | number |
# | `series` | the whole list: one row a step, oldest first | `(L, D)`, or `(L,)` where $D$ does not matter |
# | $T$ | how many steps a forecaster may look at | number |
# | `horizon` | how many steps ahead it has to say something; 1 is the very next one | number |
# | $M$ | how many windows can be cut | number |
# | `X` | the windows: what is fed in | `(M, T, D)` |
# | `y` | the targets: what really came | `(M,)` |
# | `yhat`, $\hat y$ | what was foretold | that of `y` |
# | $N$ | how many forecasts are scored | number |
# | `mu`, `sd` | mean and standard deviation of each column, over the training part | `(D,)` |
# | `coef` | the weights of a linear forecaster, and last of all its level $b$ | `(T + 1,)` |
#
# Time is axis 1 of `X`, as everywhere in this course. Everything is `float64`.

# %% [markdown]
# ## Part 1. Windows
#
# A forecaster cannot eat a whole series. It gets **windows**: $T$ steps in a row, and together with each window
# the one number that it should have said, `horizon` steps after the window's last step. Then the window
# moves on by one step, and so on to the end.

# %% tags=["otter_ignore"]
course_lib.draw_series_equation("window")

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 4

# %% [markdown]
# ### Question 1: Cut windows
#
# Write `make_windows`. With $L$ steps there are
#
# $$M = L - T - \mathrm{horizon} + 1$$
#
# windows. Window $m$ holds the steps $m$ to $m + T - 1$, all columns; its target is one number, from the
# column named `target`. If the series is too short for even one window, the answer is an empty `X` of shape
# `(0, T, D)` and an empty `y` of shape `(0,)`: no error, and no surprise for whoever comes next.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Write the numbers 0 to 9 on paper, frame three of them, and circle the one that is two steps after the
# frame's last one. Which is its number, counted from the frame's first? Then let the frame move.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Row $m$ of `X` is `series` from step $m$ up to, but without, step $m + T$. The target of row $m$ stands at
# step $(m + T - 1) + \mathrm{horizon}$: the last step of the window, and `horizon` further. For an empty
# result, look at what `np.arange(0)` gives when you index with it, or at `np.empty`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# The series 0, 1, 2, 3, 4, 5 with $T = 3$ and `horizon` 2: $M = 6 - 3 - 2 + 1 = 2$. Row 0 is 0, 1, 2 with
# the target 4, and row 1 is 1, 2, 3 with the target 5. The 3 is skipped in row 0: it is one step ahead, and two
# were asked for.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def make_windows(series, T, horizon=1, target=0):
    """Cuts a series into windows and their targets.

    Args:
        series: one row a step, oldest first, (L, D), float64.
        T: how many steps a window holds, at least 1.
        horizon: how far behind a window's last step its target stands, at least 1.
        target: the column that the targets are taken from.

    Returns:
        A tuple (X, y): the windows, (M, T, D), and their targets, (M,). M may be 0.
    """
    # BEGIN SOLUTION
    first = np.arange(max(0, series.shape[0] - T - horizon + 1))
    X = series[first[:, None] + np.arange(T)]
    return X, series[first + T - 1 + horizon, target]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3 was cut. Which rows and targets do you get on paper?'
"""  # END TEST CONFIG


def six_steps_make_two_windows_in_the_mini_case(make_windows):
    X, y = unpack(make_windows(np.arange(6.0)[:, None], 3, 2), "X y", (2, 3, 1), (2,))
    rows = compare(X[:, :, 0], np.array([[0.0, 1, 2], [1, 2, 3]]), name="X in the mini-case")
    assert rows, f"{rows} Which steps does the first window hold, and which the second?"
    goals = compare(y, np.array([4.0, 5.0]), name="y in the mini-case")
    assert goals, f"{goals} The target stands horizon steps after the last step of its window."


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'Twelve steps of two numbers, T = 5. What is the shape of X[0]: which axis is time?'
"""  # END TEST CONFIG


def time_is_axis_one_and_the_answer_is_not_in_the_row(make_windows):
    series = np.stack([np.arange(12.0), 100 + np.arange(12.0)], axis=1)
    X, y = unpack(make_windows(series, 5), "X y", (7, 5, 2), (7,))
    inside = (X == y[:, None, None]).any(axis=(1, 2))
    assert not inside.any(), (
        f"In row {inside.argmax()} the target {y[inside.argmax()]:g} is one of the numbers fed in. "
        "Who would not foretell that?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Several lengths, windows and horizons were tried. Write down the last input and the target: how far apart are they?'
"""  # END TEST CONFIG


def every_target_stands_one_horizon_behind_its_window(make_windows):
    for L, T, horizon in ((9, 3, 1), (20, 4, 5), (12, 1, 1), (15, 6, 3)):
        series = rng.normal(size=(L, 2))
        before = series.copy()
        M = L - T - horizon + 1
        X, y = unpack(make_windows(series, T, horizon), "X y", (M, T, 2), (M,))
        for m in range(M):
            assert np.array_equal(X[m], before[m : m + T]), (
                "A window did not hold its own T steps, oldest first. Where does the second window "
                "begin, and in which order do its steps come?"
            )
            assert y[m] == before[m + T + horizon - 1, 0], (
                "A target did not stand horizon steps after the last step of its window. With "
                "horizon 1, is it the very next step?"
            )
        assert np.array_equal(series, before), (
            "After the call the series was no longer what it had been. Which line writes into it?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Three columns, and each was the target once. Which column do your targets come from?'
"""  # END TEST CONFIG


def targets_come_from_the_column_asked_for(make_windows):
    series = rng.normal(size=(14, 3))
    for target in (0, 1, 2):
        X, y = unpack(make_windows(series, 4, 2, target), "X y", (9, 4, 3), (9,))
        assert np.array_equal(y, series[5:, target]), (
            "The targets were not the numbers of the column that was asked for. Is it always the "
            "same one?"
        )
        assert np.array_equal(X[-1], series[8:12]), (
            "With another target column the windows changed. Are all columns still fed in?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'One single step of a series was changed. Which windows saw it, and for which one was it the target?'
"""  # END TEST CONFIG


def one_changed_step_touches_its_windows_and_one_target(make_windows):
    L, T, horizon = 16, 4, 3
    M = L - T - horizon + 1
    series = rng.normal(size=(L, 2))
    X, y = unpack(make_windows(series.copy(), T, horizon), "X y", (M, T, 2), (M,))
    for step in (0, 5, 9, L - 1):
        other = series.copy()
        other[step] += 1.0
        X2, y2 = unpack(make_windows(other, T, horizon), "X y", (M, T, 2), (M,))
        first = np.arange(M)
        touched = np.any(X2 != X, axis=(1, 2))
        assert np.array_equal(touched, (first <= step) & (step < first + T)), (
            "One step of the series was changed, and windows moved that do not hold it, or did not "
            "although they do. What else do your windows look at?"
        )
        assert np.array_equal(y2 != y, first + T - 1 + horizon == step), (
            "One step of the series was changed, and the wrong target moved. Which step is the "
            "target of which window?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A series too short for a single window came in. Is the result empty, and does it keep its shape?'
"""  # END TEST CONFIG


def a_series_that_is_too_short_gives_empty_windows(make_windows):
    for L, T, horizon in ((6, 4, 3), (3, 5, 1), (4, 4, 1)):
        X, y = unpack(make_windows(rng.normal(size=(L, 2)), T, horizon), "X y")
        assert X.shape == (0, T, 2) and y.shape == (0,), (
            "There was no room for even one window and its target, and the result was not empty in "
            "the right shapes. How many windows does the formula give, and what if it is negative?"
        )
    series = rng.normal(size=(6, 2))
    X, y = unpack(make_windows(series, 4, 2), "X y", (1, 4, 2), (1,))
    assert np.array_equal(X[0], series[:4]) and y[0] == series[5, 0], (
        "There was room for exactly one window, and it was not the right one. Do you lose the last?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your own windows of the numbers 0 to 11, with a horizon of 2. Read the columns downwards: each is the one
# before it, a step later. And the number in the red frame must never be among the blue ones to its left: that would
# be the answer, printed on the question sheet.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    course_lib.draw_windows(*make_windows(np.arange(12.0)[:, None], 4, 2)).show()

# %% [markdown]
# ## Part 2. An honest split
#
# A forecaster is always good at what it has already seen. So the series is cut into three parts, *in the
# order of time*: **training** to learn from, **validation** to choose between forecasters with, and **test**, the
# newest, to look at just once. Between them we leave a **gap** that belongs to nobody, so that neighbours on two sides
# of a border cannot whisper to each other.

# %% tags=["otter_ignore"]
course_lib.draw_series_equation("split")

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 2

# %% [markdown]
# ### Question 2: Split along time
#
# Write `chrono_split`. It gets a number of steps and returns three slices: the oldest share `train`, then the
# share `val` (both are shares of all $n$ steps, rounded down or up as you like); the test part gets all the rest, to
# the last step. Before validation and before test, `gap` steps are skipped. Then write `cut`, which applies
# the slices to the rows of an array.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Only two borders have to be computed. The gap comes *after* a border: the next part simply starts
# later. Who pays for the gaps?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With $a$ the training share of $n$ and $b$ the validation share of $n$, both whole numbers: training is
# $0$ to $a$, validation is $a + \mathrm{gap}$ to $a + \mathrm{gap} + b$, and test begins another gap later and ends
# with the series. In Python, `slice(3, 7)` is what stands in the brackets of `x[3:7]`: its end is not part of it.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# $n = 20$ and `gap` 0: 70 % are 14 and 15 % are 3, so the slices are 0 to 14, 14 to 17, 17 to 20. With a gap of
# 2 they are 0 to 14, 16 to 19, and 21 to 20, which is empty: 20 steps are too few for that. With $n = 40$ and a gap
# of 2: 0 to 28, 30 to 36, 38 to 40.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def chrono_split(n, train=0.7, val=0.15, gap=0):
    """Splits n steps into training, validation and test, in the order of time.

    Args:
        n: how many steps there are.
        train: share of all steps that are for training, oldest first.
        val: share of all steps that are for validation.
        gap: steps that are skipped before validation, and again before test.

    Returns:
        A tuple of three slices: training, validation, test.
    """
    # BEGIN SOLUTION
    first = int(train * n)
    second = first + gap + int(val * n)
    return slice(0, first), slice(first + gap, second), slice(second + gap, n)
    # END SOLUTION


def cut(rows, train=0.7, val=0.15, gap=0):
    """Cuts the rows of an array into training, validation and test.

    Args:
        rows: one row a step, oldest first, (n, ...), any type.
        train, val, gap: as in chrono_split.

    Returns:
        A tuple of three arrays: the rows of each part.
    """
    # BEGIN SOLUTION
    return tuple(rows[part] for part in chrono_split(rows.shape[0], train, val, gap))
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: are three slices returned, and do they end where they should?'
"""  # END TEST CONFIG


def twenty_steps_are_fourteen_three_and_three(chrono_split, cut):
    parts = chrono_split(20)
    assert isinstance(parts, (tuple, list)) and len(parts) == 3, (
        "Three slices should come back. What does your return line say?"
    )
    assert not any(isinstance(part, (int, list, tuple, np.ndarray)) for part in parts), (
        "Each part should be a slice, such as slice(3, 7). What are yours made of?"
    )
    spans = [tuple(part.indices(20)) for part in parts]
    assert spans == [(0, 14, 1), (14, 17, 1), (17, 20, 1)], (
        f"Of 20 steps, 14 are for training, 3 for validation and 3 for test. Yours (start, stop, "
        f"step) are {spans}. Is the end of a slice a part of it?"
    )
    sizes = [len(part) for part in unpack(cut(np.arange(20.0)), "train val test")]
    assert sizes == [14, 3, 3], (
        f"Without being told otherwise, cut made parts of {sizes} rows out of 20. Does it hand the "
        "shares and the gap on as they are?"
    )
    train, val, test = unpack(cut(np.arange(40.0), gap=2), "train val test")
    got = (len(train), len(val), len(test))
    assert got == (28, 6, 2), (
        f"40 steps with a gap of 2 should become 28, 6 and 2 rows, and yours became {got}. Where "
        "do the skipped steps come from?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Splits with gaps of several sizes were made. Is the gap there twice, and is the past before the future?'
"""  # END TEST CONFIG


def the_parts_follow_one_another_with_a_gap_each(cut):
    for n, train, val, gap in ((100, 0.7, 0.15, 5), (57, 0.6, 0.2, 3), (240, 0.5, 0.25, 24)):
        steps = np.arange(n)
        parts = unpack(cut(steps, train, val, gap), "train val test")
        assert all(part.ndim == 1 and len(part) for part in parts), (
            "There was room for three parts and two gaps, and a part came out empty. Which one "
            "pays for the gaps?"
        )
        assert all(np.array_equal(part, np.arange(part[0], part[-1] + 1)) for part in parts), (
            "A part was not a piece of the series without holes, in the order of time. Neighbouring "
            "windows share nearly all their steps: what happens if they land in different parts?"
        )
        first, second, third = parts
        assert first[0] == 0 and second[0] - first[-1] == gap + 1, (
            "Training did not begin with the oldest step, or validation did not begin one gap "
            "after it. How many steps lie between the two?"
        )
        assert third[0] - second[-1] == gap + 1, (
            "The test part did not begin one gap after validation. Is the second gap forgotten, or "
            "too long?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Lengths that do not divide evenly were split. Is any step lost, and are the shares those of all steps?'
"""  # END TEST CONFIG


def nothing_is_lost_and_the_shares_are_those_of_the_whole(cut):
    for n, train, val, gap in ((23, 0.7, 0.15, 0), (41, 0.6, 0.2, 0), (97, 0.5, 0.3, 4)):
        steps = rng.permutation(1000)[:n] * 1.0
        table = np.stack([steps, -steps], axis=1)
        before = table.copy()
        first, second, third = unpack(cut(table, train, val, gap), "train val test")
        assert all(part.ndim == 2 and part.shape[1] == 2 for part in (first, second, third)), (
            "A table with two columns was cut, and a part lost its columns. Which axis is time?"
        )
        assert abs(len(first) - train * n) <= 1 and abs(len(second) - val * n) <= 1, (
            "Training and validation were not the shares of all steps that were asked for. A share "
            "of what did you take?"
        )
        assert len(first) + len(second) + len(third) == n - 2 * gap, (
            "Some step was lost, or used twice. Does the test part reach to the very last step, and "
            "is the end of a slice a part of it?"
        )
        assert np.array_equal(third[-1], before[-1]) and np.array_equal(table, before), (
            "The newest step was not the last one of the test part, or the table was changed. What "
            "is the test part for?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Two weeks of the hourly series, cut by you, with a gap of 12 hours. Below it *your* windows walk along the
# strip. The dots should lie exactly on the line, and the ring stands where the target is. Watch what becomes
# of the windows that touch two parts.

# %% tags=["otter_ignore"]
# Needs your make_windows from question 1 as well.
with course_lib.once_ready("q2"):
    fortnight = values[: 2 * 168]
    parts = chrono_split(len(fortnight), gap=12)
    course_lib.draw_parts(
        fortnight, parts, title=f"Your split ({hourly.source})", step="hour"
    ).show()
    walking = make_windows(fortnight[:, None], 24, 3)
    course_lib.animate_windows(fortnight, *walking, 3, parts).show()

# %% [markdown]
# **A design question (not graded).** You want windows of $T = 24$ steps with a horizon of 1, and no step may be
# seen by two parts, neither as an input nor as a target. There are two orders of work: cut the *series* into
# parts and then make windows inside each part, or make all *windows* first and then cut the rows of `X`. Which
# gap does each of them need?
#
# <details><summary>What we would do</summary>
#
# Series first: no gap is needed at all. A window made inside a part never leaves it; the windows that would
# have crossed the border are never made. Windows first: rows $m$ and $m + k$ share steps as long as
# $k \le T - 1 + \mathrm{horizon}$, so $T + \mathrm{horizon} - 1 = 24$ rows have to be dropped at each
# border. Both give the same windows in the end. (A gap *on top of that* is still wise where the noise lingers, or
# where in real life a value becomes known only some days later.)
# </details>
#
# ### What happens if you shuffle first
#
# Nearly every library has a function that splits *at random*, and for pictures of cats that is right. Here is what it
# does to a random walk, where nothing beats the parrot: a forecaster who looks for the most similar window it has
# ever seen, and says what came after that one. The last line is the *floor*: the average error that nobody can avoid,
# because each step of the walk is a fresh roll of the dice.

# %% tags=["otter_ignore"]
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor

walk = course_lib.random_walk(1500, seed=2)
near = np.lib.stride_tricks.sliding_window_view(walk.values, 13)
learned, asked = train_test_split(near, test_size=0.3, random_state=0)
for word, old, new in (
    ("shuffled: ", learned, asked),
    ("honest:   ", near[:1041], near[1053:]),  # T + horizon - 1 = 12 rows dropped
):
    twin = KNeighborsRegressor(1).fit(old[:, :12], old[:, 12])
    off = np.abs(twin.predict(new[:, :12]) - new[:, 12]).mean()
    print(f"{word} mean absolute error {off:5.2f}")
print(f"the floor of this walk, which is the parrot's too: {walk.floor:.2f}")

# %% [markdown]
# Twenty times better, just by cheating: shuffled, nearly every test window has a twin in training that was cut one
# step earlier or later and shares all but one of its numbers. Split along time, the walk has wandered off to where
# nobody has ever been, and the twin-seeker is lost. (The honest parrot, at its floor, would
# have beaten even the cheat.) So: **split along time first**. Shuffling the training windows *among themselves* afterwards is fine.

# %% [markdown]
# ## Part 3. One scale for all
#
# A share costs 100 dollars, and seven million of them change hands on a day. A net that is fed both numbers sees
# only the millions. So each column is shifted and stretched until, *in the training part*, its mean is 0 and its standard
# deviation 1:
#
# $$\text{scaled} = \frac{x - \mathrm{mu}}{\mathrm{sd}}$$
#
# where `mu` is the mean of the column, and `sd` the root of the mean squared distance from it (divided by the
# number of rows, as NumPy does if you leave it alone).

# %% tags=["otter_ignore"]
course_lib.draw_series_equation("scale")

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 3

# %% [markdown]
# ### Question 3: Fit a scaler, use it, undo it
#
# Four small functions. `fit_scaler` looks at training rows and returns `mu` and `sd`, one number for each column. For
# a column that never moves, `sd` is set to 1, so that nothing is ever divided by zero. `scale` and `unscale` use
# the two numbers they are given, on arrays of any number of axes whose *last* axis is the columns (so windows can be
# scaled, too). `prepare` puts it together: it scales a whole series by what its first `n_train` rows say.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which axis disappears when you take the mean of each column? And in `prepare`: which rows is the
# scaler allowed to see, and which rows does it act on?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# For each column, `mu` is the mean over the rows and `sd` the root of the mean of $(x - \mathrm{mu})^2$. Scaling takes off `mu`
# and divides by `sd`. Solve that for $x$ and you have `unscale`. NumPy lines up an array of shape `(D,)` with the
# last axis of `(L, D)` and of `(M, T, D)` by itself.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Training rows $[1, 10]$ and $[3, 30]$: `mu` is $[2, 20]$ and `sd` is $[1, 10]$. The row $[5, 50]$ becomes $[3, 3]$: both
# columns are three deviations above what training had led us to expect. If both rows had had a 7 in
# the first column, its `mu` would be 7 and its `sd` 1.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def fit_scaler(train):
    """Learns the scale of each column from training rows.

    Args:
        train: training rows, (L, D), float64.

    Returns:
        A tuple (mu, sd): mean and standard deviation of each column, (D,) each; sd is 1 for a
        column that never moves.
    """
    # BEGIN SOLUTION
    mu = train.mean(axis=0)
    sd = train.std(axis=0)
    return mu, np.where(sd > 0, sd, 1.0)
    # END SOLUTION


def scale(x, mu, sd):
    """Brings values to the common scale.

    Args:
        x: values whose last axis is the columns, (..., D), float64.
        mu, sd: what fit_scaler returned, (D,) each.

    Returns:
        The scaled values, the same shape as x.
    """
    # BEGIN SOLUTION
    return (x - mu) / sd
    # END SOLUTION


def unscale(scaled, mu, sd):
    """Brings scaled values back to dollars, degrees or whatever they were.

    Args:
        scaled: scaled values, (..., D), float64.
        mu, sd: what they were scaled with, (D,) each.

    Returns:
        The values in their own unit, the same shape as scaled.
    """
    # BEGIN SOLUTION
    return scaled * sd + mu
    # END SOLUTION


def prepare(series, n_train):
    """Scales a whole series without peeking into its future.

    Args:
        series: one row a step, oldest first, (L, D), float64.
        n_train: how many rows, from the oldest on, are for training.

    Returns:
        The scaled series, (L, D).
    """
    # BEGIN SOLUTION
    mu, sd = fit_scaler(series[:n_train])
    return scale(series, mu, sd)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: what are the mean and the deviation of each column?'
"""  # END TEST CONFIG


def two_rows_give_a_scale_for_each_column(fit_scaler, scale):
    train = np.array([[1.0, 10.0], [3.0, 30.0]])
    mu, sd = unpack(fit_scaler(train), "mu sd", (2,))
    first = compare(mu, np.array([2.0, 20.0]), name="mu in the mini-case")
    assert first, f"{first} Which axis is averaged away?"
    second = compare(sd, np.array([1.0, 10.0]), name="sd in the mini-case")
    assert second, f"{second} How far are the two rows from their mean?"
    (z,) = unpack(scale(np.array([[5.0, 50.0]]), mu, sd), "z", (1, 2))
    third = compare(z, np.array([[3.0, 3.0]]), name="The row [5, 50], scaled")
    assert third, f"{third} How many deviations above the mean is it?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Values were scaled and brought back. Are they what they had been?'
"""  # END TEST CONFIG


def there_and_back_again_changes_nothing(scale, unscale):
    x, mu, sd = rng.normal(size=(6, 3)), rng.normal(size=3), rng.uniform(0.5, 3, size=3)
    (z,) = unpack(scale(x.copy(), mu, sd), "z", (6, 3))
    (back,) = unpack(unscale(z.copy(), mu, sd), "x", (6, 3))
    result = compare(back, x, name="What came back")
    assert result, f"{result} Which of the two steps of scaling has to be undone first?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Columns of very different size were scaled. Has each of them mean 0 and deviation 1 afterwards?'
"""  # END TEST CONFIG


def every_column_gets_mean_zero_and_deviation_one(fit_scaler, scale):
    for L, D in ((30, 3), (9, 1), (4, 6)):
        size = 10.0 ** rng.integers(-2, 3, size=D)
        train = size * (rng.normal(size=(L, D)) + rng.uniform(-2, 2, size=D))
        before = train.copy()
        mu, sd = unpack(fit_scaler(train), "mu sd", (D,))
        assert np.array_equal(train, before), (
            "After fitting, the training rows were no longer what they had been. Which line writes "
            "into them?"
        )
        (z,) = unpack(scale(before.copy(), mu, sd), "z", (L, D))
        assert np.all(np.abs(np.mean(z, axis=0)) < 1e-9), (
            "Some scaled training column did not have mean 0. Has each column a mean of its own?"
        )
        assert np.all(np.abs(np.mean(z * z, axis=0) - 1) < 1e-9), (
            "Some scaled training column did not have deviation 1. By how many rows is the sum of "
            "squares divided, and is a root taken?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'One column never moved. What is your sd for it, and what happens when you divide by that?'
"""  # END TEST CONFIG


def a_column_that_never_moves_is_safe(fit_scaler, scale, unscale):
    train = np.stack([rng.normal(size=8), np.full(8, 3.0), np.zeros(8)], axis=1)
    mu, sd = unpack(fit_scaler(train.copy()), "mu sd", (3,))
    assert np.array_equal(sd[1:], [1.0, 1.0]), (
        "A column never moved, and its sd was not set to 1. What would you divide by?"
    )
    (z,) = unpack(scale(train.copy(), mu, sd), "z", (8, 3))
    assert np.all(z[:, 1:] == 0), (
        "A column that never moves was not 0 after scaling. Where is it, seen from its mean?"
    )
    (back,) = unpack(unscale(z, mu, sd), "x", (8, 3))
    assert np.allclose(back, train, rtol=0, atol=1e-12), (
        "A table with a column that never moves did not come back from scaling. What happened to it?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Windows, single rows and later rows were scaled with given mu and sd. Do you use what you are given?'
"""  # END TEST CONFIG


def the_given_scale_is_used_on_arrays_of_any_shape(scale, unscale):
    for shape in ((5, 4, 3), (7, 2), (3,)):
        D = shape[-1]
        x, mu, sd = rng.normal(size=shape), rng.normal(size=D), rng.uniform(0.5, 3, size=D)
        kept = [array.copy() for array in (x, mu, sd)]
        (z,) = unpack(scale(x, mu, sd), "z", shape)
        assert all(np.array_equal(a, b) for a, b in zip((x, mu, sd), kept)), (
            "After scaling, an input was no longer what it had been. Does -= write into it?"
        )
        assert np.all(np.abs(z * kept[2] - (kept[0] - kept[1])) < 1e-10), (
            "Values were not scaled with the mu and sd that were handed in. Where do yours come "
            "from, and are they subtracted and divided in that order?"
        )
        before = z.copy()
        (back,) = unpack(unscale(z, mu, sd), "x", shape)
        assert np.array_equal(z, before), (
            "After unscaling, an input was no longer what it had been. Does *= write into it?"
        )
        assert np.all(np.abs(back - kept[0]) < 1e-12), (
            "Scaled values did not come back to what they had been. Which of the two steps of "
            "scaling has to be undone first?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The last row of a series was changed. Did a training row move? Could you have known that value in training?'
"""  # END TEST CONFIG


def the_future_does_not_move_the_training_rows(prepare):
    for L, D, n_train in ((20, 2, 12), (15, 3, 14), (9, 1, 3)):
        series = 5 + rng.normal(size=(L, D)) * np.linspace(1, 4, L)[:, None]
        (z,) = unpack(prepare(series.copy(), n_train), "z", (L, D))
        other = series.copy()
        other[n_train:] += 10.0
        (moved,) = unpack(prepare(other, n_train), "z", (L, D))
        assert np.allclose(z[:n_train], moved[:n_train], rtol=0, atol=1e-12), (
            "Only rows after the training part were changed, and scaled training rows moved. On "
            "which rows is your scaler fitted?"
        )
        old = series[:n_train]
        wanted = (series - np.average(old, axis=0)) / np.sqrt(np.var(old, axis=0))
        assert np.all(np.abs(z - wanted) < 1e-9), (
            "The series was not scaled by what its training rows say. Are the later rows scaled "
            "with the same two numbers as the training rows?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Price and volume of a share on one axis (means of 30 trading days), scaled by *your* `prepare` from the first 76 of
# 109 points. In dollars and in millions of shares they would need two charts; now they are neighbours. Note that the price ends
# seven deviations above zero. That is no mistake: in training it had never been near that, and a scaler that
# knew otherwise would be a fortune teller.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q3"):
    table = course_lib.load_stock_table("IBM")
    two = np.stack([table.close, table.volume], axis=1)
    two = two[:3270].reshape(109, 30, 2).mean(axis=1)
    together = prepare(two, 76)
    course_lib.draw_lines(
        np.arange(109),
        {"volume": together[:, 1], "price": together[:, 0]},
        labels=("30 trading days each", "deviations from the training mean"),
        title=f"IBM, scaled ({table.source})",
    ).show()

# %% [markdown]
# *This is a good place for a pause.*

# %% [markdown]
# ## Part 4. The parrot and the calendar
#
# Before anybody builds a net, two lazy colleagues have to be beaten.
#
# The **parrot** (books call it *persistence*, or the naive forecast) says whatever it heard last. Tomorrow?
# As today. In a month? As today. The **calendar** (the *seasonal naive* forecast) knows one number, the
# period, and says what was said at the same hour of the most recent day, or on the same weekday of the most recent
# week. Neither has ever learned anything, and you would be surprised how often they win.

# %% tags=["otter_ignore"]
course_lib.draw_series_equation("naive")

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 3

# %% [markdown]
# ### Question 4: Two lazy forecasters
#
# Write `persistence`, which gets windows and answers for all of them at once; the number to foretell is in column 0.
# It is told the horizon, out of courtesy. What should it do with it? Then write `seasonal_naive`, which gets
# one history and says one number: the value `horizon` steps after its end. Horizons longer than a
# period are allowed: next Wednesday but one looks like last Wednesday, too.
#
# <details><summary>Hint 1: a nudge</summary>
#
# For the calendar, draw the picture above for a horizon of 7, of 8 and of 14. Which day is copied each time? From
# which end of the history is it easiest to count?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# The step to foretell is number $L - 1 + \mathrm{horizon}$. Go back from there by whole periods until you stand
# inside the history *for the first time*. For a horizon from 1 to one period that is one period back; for longer ones
# remember what `%` is for, and be careful with the horizon that is exactly one period.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# A history of 1, 2, 3, 4, 5, 6, 7, Monday to Sunday, with a period of 7. One step ahead is a Monday: 1. Three steps ahead
# is a Wednesday: 3. Seven ahead is a Sunday: 7. Eight ahead is the Monday after next: 1 again, and ten
# ahead 3. The parrot says 7, five times.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def persistence(X, horizon):
    """Foretells for each window what a parrot would say.

    Args:
        X: windows, (M, T, D), float64; what is to be foretold is in column 0.
        horizon: how many steps ahead the answer is wanted.

    Returns:
        One forecast for each window, (M,).
    """
    # BEGIN SOLUTION
    return X[:, -1, 0]
    # END SOLUTION


def seasonal_naive(series, period, horizon):
    """Foretells one value from the most recent season.

    Args:
        series: the history, oldest first, (L,), float64, at least one period long.
        period: after how many steps the season returns.
        horizon: how many steps after the end of the history the answer is wanted, at least 1.

    Returns:
        The forecast, one number.
    """
    # BEGIN SOLUTION
    back = period - (horizon - 1) % period
    return series[-back]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Two windows of three steps. What was heard last in each of them?'
"""  # END TEST CONFIG


def the_parrot_says_what_it_heard_last(persistence):
    X = np.array([[[1.0, 50.0], [2.0, 60.0], [9.0, 70.0]], [[4.0, 80.0], [5.0, 90.0], [3.0, 99.0]]])
    for horizon in (1, 3):
        (said,) = unpack(persistence(X, horizon), "forecast", (2,))
        result = compare(said, np.array([9.0, 3.0]), name=f"The parrot at horizon {horizon}")
        assert result, f"{result} What is the newest thing in each window, and in which column?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: a week from 1 to 7. Which weekday is meant each time?'
"""  # END TEST CONFIG


def the_calendar_knows_its_weekdays(seasonal_naive):
    week = np.arange(1.0, 8.0)
    for horizon, day in ((1, 1.0), (3, 3.0), (7, 7.0), (8, 1.0)):
        (said,) = unpack(seasonal_naive(week, 7, horizon), "forecast", ())
        assert said == day, (
            f"After a week of 1 to 7, {horizon} steps ahead, it said {said:g} and should say {day:g}. "
            "Which weekday is that?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Windows of several lengths and widths, and several horizons. Does the parrot always say the newest value?'
"""  # END TEST CONFIG


def the_parrot_does_not_care_how_far_ahead(persistence):
    for M, T, D in ((5, 4, 3), (1, 6, 1), (8, 1, 2)):
        X = rng.normal(size=(M, T, D))
        before = X.copy()
        newest = before[:, T - 1][:, 0]
        for horizon in (1, 2, 9):
            (said,) = unpack(persistence(X, horizon), "forecast", (M,))
            assert np.array_equal(said, newest), (
                "A parrot did not repeat the newest value of column 0. It was told a longer horizon: "
                "does that give it anything newer to repeat, or older?"
            )
        assert np.array_equal(X, before), (
            "After the call the windows were no longer what they had been. Who wrote into them?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Histories longer than one season were given. Is it the most recent season, and the right step of it?'
"""  # END TEST CONFIG


def the_calendar_copies_the_newest_step_of_the_same_phase(seasonal_naive):
    for L, period in ((30, 7), (24, 24), (50, 12), (9, 4)):
        history = rng.permutation(200)[:L] * 1.0
        before = history.copy()
        for horizon in range(1, period + 1):
            (said,) = unpack(seasonal_naive(history, period, horizon), "forecast", ())
            places = np.flatnonzero(before == said)
            assert len(places) == 1, (
                "The calendar said something that is nowhere in the history. It only copies: what "
                "did you add or average?"
            )
            assert (L - 1 + horizon - places[0]) % period == 0, (
                "The calendar copied a step of another phase: a Tuesday for a Wednesday. How many "
                "steps lie between the copied step and the one to foretell?"
            )
            assert places[0] >= L - period, (
                "The calendar copied the right weekday of an older week. Which week is the most "
                "recent one?"
            )
        assert np.array_equal(history, before), (
            "After the call the history was no longer what it had been. Who wrote into it?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Horizons longer than one period were asked for. What does the week after next look like?'
"""  # END TEST CONFIG


def horizons_longer_than_a_period_work(seasonal_naive):
    for L, period in ((30, 7), (5, 5), (40, 12), (6, 1)):
        season = rng.permutation(100)[:period] * 1.0
        history = np.resize(season, L) + 1000.0 * (np.arange(L) >= L - period)
        for horizon in (period + 1, 2 * period, 2 * period + 3, 5 * period):
            (said,) = unpack(seasonal_naive(history.copy(), period, horizon), "forecast", ())
            wanted = season[(L - 1 + horizon) % period] + 1000.0
            assert said == wanted, (
                "With a horizon longer than one period the calendar did not say what the most "
                "recent season says for that phase. Next week's next Wednesday looks like which "
                "past day?"
            )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Both of them at work, asked *twelve hours* ahead. At noon the parrot repeats what it heard at
# midnight, and so it is always exactly the wrong way round. The calendar does not mind: it
# looks up the same hour of the week before.

# %% tags=["otter_ignore"]
# Needs your make_windows from question 1 as well.
with course_lib.once_ready("q4"):
    some = values[2000 : 2000 + 168 + 12 + 96]
    X, y = make_windows(some[:, None], 168, 12)
    course_lib.draw_forecasts(
        y,
        {
            "parrot": persistence(X, 12),
            "calendar": [seasonal_naive(row[:, 0], 168, 12) for row in X],
        },
        title=f"Twelve hours ahead ({hourly.source})",
        labels=("hour", ""),
    ).show()

# %% [markdown]
# ## Part 5. Keeping the score
#
# How bad is a forecast? Draw a stick from each forecast to what really came. The **MAE**, the mean absolute error, is the
# average length of the sticks, in the unit of the series. The **RMSE**, the root of the mean squared error, is
# in the same unit but takes long sticks more to heart. The **MASE**, the mean absolute *scaled* error, asks
# how the sticks compare with those of a lazy colleague at home: the MAE, divided by the MAE that the (seasonal) naive
# forecast has *on the training part*. Below 1 is better than lazy, and it has no unit, so that
# weddings can be compared with degrees.

# %% tags=["otter_ignore"]
course_lib.draw_series_equation("errors")

# %% [raw]
# # BEGIN QUESTION
# name: q5
# points: 3

# %% [markdown]
# ### Question 5: Three scores
#
# Write `mae`, `rmse` and `mase`. The last one gets the training series as well, and a period: its yardstick is
# the mean absolute difference between training values that lie one `period` apart. With a period of 1, that is the
# parrot, one step ahead.
#
# <details><summary>Hint 1: a nudge</summary>
#
# An error of +2 and an error of -2: has the forecaster been perfect on average? And where may a root stand so that the
# result has the unit of the series again?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $$\mathrm{MAE} = \frac1N \sum |y - \hat y| \qquad \mathrm{RMSE} = \sqrt{\frac1N \sum (y - \hat y)^2} \qquad
# \mathrm{MASE} = \frac{\mathrm{MAE}(y, \hat y)}{\text{mean of } |x_t - x_{t-p}| \text{ over the training series}}$$
#
# with $p$ the period. Training series without its first $p$ values, and without its last $p$: two rows of equal length.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Came: 1, 2, 3, 4. Foretold: 1, 4, 3, 2. The errors are 0, -2, 0, 2: the MAE is 1, the RMSE is
# $\sqrt{2} \approx 1.414$. Training was 0, 2, 4, 6: neighbours differ by 2, so the MASE is $1 / 2 = 0.5$. With a period
# of 2 the yardstick is 4 and the MASE 0.25.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def mae(y, yhat):
    """How long the sticks are on average.

    Args:
        y: what came, (N,), float64.
        yhat: what was foretold, (N,), float64.

    Returns:
        The mean absolute error, one number, in the unit of y.
    """
    # BEGIN SOLUTION
    return np.abs(y - yhat).mean()
    # END SOLUTION


def rmse(y, yhat):
    """The same, with long sticks taken more to heart.

    Args:
        y: what came, (N,), float64.
        yhat: what was foretold, (N,), float64.

    Returns:
        The root of the mean squared error, one number, in the unit of y.
    """
    # BEGIN SOLUTION
    return np.sqrt(((y - yhat) ** 2).mean())
    # END SOLUTION


def mase(y, yhat, train, period=1):
    """The mean absolute error, measured in those of the naive forecast at home.

    Args:
        y: what came, (N,), float64.
        yhat: what was foretold, (N,), float64.
        train: the training series, oldest first, (L,), float64.
        period: the season of the naive forecast; 1 is the parrot.

    Returns:
        The mean absolute scaled error, one number without a unit.
    """
    # BEGIN SOLUTION
    return mae(y, yhat) / mae(train[period:], train[:-period])
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: four sticks of length 0, 2, 0, 2. What do the three scores say on paper?'
"""  # END TEST CONFIG


def four_sticks_are_scored_as_on_paper(mae, rmse, mase):
    y, yhat = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 4.0, 3.0, 2.0])
    train = np.array([0.0, 2.0, 4.0, 6.0])
    (first,) = unpack(mae(y, yhat), "mae", ())
    assert abs(first - 1) < 1e-9, (
        f"Sticks of 0, 2, 0 and 2 have the mean length 1, and mae says {first:.3f}. Do errors up and "
        "down cancel, or is something divided that should not be?"
    )
    (second,) = unpack(rmse(y, yhat), "rmse", ())
    assert abs(second - np.sqrt(2)) < 1e-9, (
        f"The squares are 0, 4, 0 and 4, and rmse says {second:.3f}. Where does the root stand?"
    )
    (third,) = unpack(mase(y, yhat, train), "mase", ())
    assert abs(third - 0.5) < 1e-9, (
        f"The parrot's steps in training were 2 each, and mase says {third:.3f}. Which yardstick did "
        "you take?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The parrot was scored on its own training series. What should its MASE be there?'
"""  # END TEST CONFIG


def the_parrot_scores_one_at_home(mase):
    train = np.cumsum(rng.normal(size=50))
    (score,) = unpack(mase(train[1:], train[:-1], train), "mase", ())
    assert abs(score - 1) < 1e-9, (
        f"The naive forecast was scored on its own training series, and its MASE is {score:.4f}. "
        "Measured with its own stick, how long is a thing?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Random forecasts were scored, with zeros among the values. Are mae and rmse what the sticks say?'
"""  # END TEST CONFIG


def both_errors_are_those_of_the_sticks(mae, rmse):
    for N in (1, 7, 40):
        y, yhat = 3 * rng.normal(size=N), 3 * rng.normal(size=N)
        y[0] = 0.0
        kept = y.copy(), yhat.copy()
        sticks = np.stack(kept)
        lengths = np.ptp(sticks, axis=0)
        (short,) = unpack(mae(y, yhat), "mae", ())
        assert abs(short - np.average(lengths)) < 1e-9, (
            "The mean absolute error was not the mean length of the sticks. Are they divided by "
            "anything? And what would one zero among the values do to your score?"
        )
        (long,) = unpack(rmse(y, yhat), "rmse", ())
        assert abs(long - np.linalg.norm(lengths) / N**0.5) < 1e-9, (
            "The root mean squared error was not the root of the mean of the squares. In which "
            "order do you square, average and take the root?"
        )
        (twice,) = unpack(mae(2 * y, 2 * yhat), "mae", ())
        (twice_long,) = unpack(rmse(2 * y, 2 * yhat), "rmse", ())
        assert abs(twice - 2 * short) < 1e-9 and abs(twice_long - 2 * long) < 1e-9, (
            "Everything was measured in half as large a unit, and the errors did not double. In "
            "which unit is your score?"
        )
        assert np.array_equal(y, kept[0]) and np.array_equal(yhat, kept[1]), (
            "After scoring, an array was no longer what it had been. Which line writes into it?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Seasonal naive forecasts of several periods were scored at home. Does the yardstick know the period?'
"""  # END TEST CONFIG


def the_calendar_scores_one_at_home(mase):
    for L, period in ((40, 7), (100, 24), (9, 2)):
        train = 10 * rng.normal(size=L) + np.arange(L)
        (score,) = unpack(mase(train[period:], train[:-period], train, period), "mase", ())
        assert abs(score - 1) < 1e-9, (
            "The seasonal naive forecast was scored on its own training series, and its MASE was "
            "not 1. Which values does the yardstick compare when the period is not 1?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A calm training series, a wild test. Which of the two does the yardstick of mase come from?'
"""  # END TEST CONFIG


def the_yardstick_comes_from_training_alone(mase):
    for N, L, period in ((12, 30, 1), (5, 50, 4), (30, 20, 3)):
        y, yhat = 9 * rng.normal(size=N), 9 * rng.normal(size=N)
        train = np.cumsum(rng.normal(size=L))
        kept = train.copy()
        steps = [abs(kept[t] - kept[t - period]) for t in range(period, L)]
        wanted = np.average(np.ptp(np.stack([y, yhat]), axis=0)) / np.average(steps)
        (score,) = unpack(mase(y, yhat, train, period), "mase", ())
        assert abs(score - wanted) < 1e-9 * (1 + abs(wanted)), (
            "The score was not the mean absolute error in units of the naive forecast's error on "
            "the training series. What is above the line, what below, and from which series?"
        )
        (again,) = unpack(mase(100 * y, 100 * yhat, 100 * kept, period), "mase", ())
        assert abs(again - score) < 1e-9 * (1 + abs(score)), (
            "Dollars were turned into cents, and a score without a unit moved. Which part of yours "
            "still has a unit?"
        )
        assert np.array_equal(train, kept), (
            "After scoring, the training series was no longer what it had been. Who wrote into it?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# **Guess before you run (2).** Now the lazy ones compete, scored by you on the last 30 % of each series. Six
# contests: the sea (next half hour, or the same time yesterday), unemployment (next month, or the same month last
# year), a share (tomorrow, or the same weekday last week), the commits to a project whose people rest at weekends
# (tomorrow, or the same weekday last week), and our hourly series, one hour and twelve hours ahead. On how
# many of the six will the calendar beat the parrot? Write down a number. Then run.

# %% tags=["otter_ignore"]
# Needs questions 1, 2 and 4 as well.
with course_lib.once_ready("q5"):
    contests = (
        ("sea", course_lib.load_sea_temperature(), 48, 1),
        ("unemployment", course_lib.load_unemployment(), 12, 1),
        ("IBM", course_lib.load_stock_close("IBM"), 5, 1),
        ("commits", course_lib.load_commits(), 7, 1),
        ("a day and a week", hourly, 168, 1),
        ("the same, 12 ahead", hourly, 168, 12),
    )
    result = {}
    for word, one, period, horizon in contests:
        X, y = make_windows(one.values[:, None], period, horizon)
        _, _, X = cut(X, train=0.7, val=0.0)
        _, _, y = cut(y, train=0.7, val=0.0)
        lazy = persistence(X, horizon)
        dated = np.array([seasonal_naive(row[:, 0], period, horizon) for row in X])
        result[word] = mae(y, lazy), mae(y, dated)
        print(
            f"{word:20s} {one.source:42s} parrot {result[word][0]:7.4f}   calendar {result[word][1]:7.4f}"
        )
    course_lib.draw_contest(result).show()

# %% [markdown]
# Once, and only where the parrot was asked twelve hours ahead. A season that you can *see* is not
# yet a season that helps: on the next step, the last value usually knows more than the same hour of yesterday. The sea is
# the extreme case: half an hour changes next to nothing, a day changes a lot. Therefore the rule of the house: **name both
# lazy scores before you show your own**, and say for which horizon.
#
# (And the percentages that newspapers love? Divide each stick by the value itself and one quiet day
# with a value of 0 makes the score infinite. The commits have 760 such days, out of 1576.)

# %% [markdown]
# ## Part 6. What a series remembers
#
# How far back is it worth looking? Lay the series over a copy of itself that comes $k$ steps late, take the mean off,
# and see whether the two go up and down together. That number, between -1 and 1, is the **autocorrelation** at lag $k$:
#
# $$r_k = \frac{\sum_{t} (x_t - \bar x)(x_{t+k} - \bar x)}{\sum_{t} (x_t - \bar x)^2}$$
#
# In the numerator $t$ runs as long as both partners exist; $\bar x$ is always the mean of the *whole* series. The
# denominator is the same for every lag.

# %% tags=["otter_ignore"]
course_lib.draw_series_equation("lags")

# %% [raw]
# # BEGIN QUESTION
# name: q6
# points: 2

# %% [markdown]
# ### Question 6: Autocorrelation
#
# Write `acf`. It returns $r_0, r_1, \dots$ up to and including lag `nlags`, which is smaller than the length
# of the series.
#
# <details><summary>Hint 1: a nudge</summary>
#
# What is $r_0$, without computing anything? If a slice such as `d[:-k]` serves you well for every lag but one, look
# at that one.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With $d = x - \bar x$: for lag $k$, multiply $d$ without its last $k$ entries by $d$ without its first $k$ entries,
# sum, and divide by the sum of $d^2$. Nothing else is divided.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# 1, 2, 3, 4 has the mean 2.5 and $d = -1.5, -0.5, 0.5, 1.5$, with the squares adding up to 5. Lag 1: $0.75 - 0.25 +
# 0.75 = 1.25$, so $r_1 = 0.25$. Lag 2: $-0.75 - 0.75 = -1.5$, so $r_2 = -0.3$. Lag 3: $-2.25$, so $r_3 = -0.45$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def acf(x, nlags):
    """How much a series has in common with its own past.

    Args:
        x: the series, oldest first, (L,), float64; it moves at least once.
        nlags: the largest lag, smaller than L.

    Returns:
        The autocorrelations from lag 0 to nlags, (nlags + 1,).
    """
    # BEGIN SOLUTION
    d = x - x.mean()
    together = [np.sum(d[: len(d) - k] * d[k:]) for k in range(nlags + 1)]
    return np.array(together) / np.sum(d * d)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: what do 1, 2, 3, 4 have in common with themselves?'
"""  # END TEST CONFIG


def one_two_three_four_as_on_paper(acf):
    (r,) = unpack(acf(np.array([1.0, 2.0, 3.0, 4.0]), 3), "r", (4,))
    assert abs(r[0] - 1) < 1e-9, (
        f"At lag 0 a series is compared with itself, and r[0] is {r[0]:.3f}. What is divided by what?"
    )
    result = compare(r, np.array([1.0, 0.25, -0.3, -0.45]), name="r in the mini-case")
    assert result, f"{result} What is multiplied, what is the sum divided by, and is the mean off?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Random series, shifted and stretched, were compared with their past. Which mean, which pairs, which divisor?'
"""  # END TEST CONFIG


def lags_follow_the_formula_for_any_series(acf):
    for L, nlags in ((30, 12), (7, 6), (101, 1), (12, 0)):
        x = 4 + np.cumsum(rng.normal(size=L))
        before = x.copy()
        (r,) = unpack(acf(x, nlags), "r", (nlags + 1,))
        assert np.array_equal(x, before), (
            "After the call the series was no longer what it had been. Does -= write into it?"
        )
        wave = np.fft.rfft(before - np.average(before), 2 * L)
        power = np.fft.irfft(np.abs(wave) ** 2)[: nlags + 1]
        assert np.all(np.abs(r - power / power[0]) < 1e-9), (
            "Some autocorrelation was not the sum over all existing pairs, divided by what lag 0 "
            "gives. Is the mean that of the whole series, is anything wrapped around, and is the "
            "divisor the same for every lag?"
        )
        (other,) = unpack(acf(50 - 3 * before, nlags), "r", (nlags + 1,))
        assert np.all(np.abs(other - r) < 1e-9), (
            "The series was turned upside down, stretched and lifted, and its memory changed. Does "
            "your result still have a unit or a level?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A wave and a series with a fading memory were given, both far above zero. At which lags should they agree with themselves?'
"""  # END TEST CONFIG


def a_wave_returns_and_lingering_noise_fades(acf):
    period = int(rng.integers(8, 20))
    wave = 50 + np.sin(2 * np.pi * np.arange(40 * period) / period + rng.uniform(0, 6))
    (r,) = unpack(acf(wave, period), "r", (period + 1,))
    assert r[period] > 0.9 and r[period // 2] < -0.8, (
        "A wave was compared with itself one period later, where it should agree, and half a period "
        "later, where it should be the other way round. What does a level far above zero do to you?"
    )
    noise = 20 + ar1(20000, phi=0.8, seed=rng).values
    (r,) = unpack(acf(noise, 3), "r", (4,))
    assert np.all(np.abs(r - 0.8 ** np.arange(4)) < 0.1), (
        "In a series where the share 0.8 lingers from step to step, the autocorrelations should be "
        "near 0.8, 0.64 and 0.512. Are yours lags of one, two and three steps?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your autocorrelations. Read them like fingerprints. The hourly series comes back at 24 and at 168 hours. Unemployment and
# the share both seem to remember for ages. But look at the rows below them, at their *changes* from
# step to step. In those of unemployment a season stands out that one could hardly see before: 12 months, 24, 36. In those of the share
# nothing is left but lag 0. (Its changes are taken from the logarithm of the price, which makes them roughly per cent: a
# dollar more means less to a dear share.) All its memory was "the price of today is near that of yesterday", and
# the parrot knew that.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    course_lib.draw_autocorrelation(
        {"a day and a week": acf(values, 180)},
        marks=(24, 168),
        title=f"What the hourly series remembers, in hours ({hourly.source})",
    ).show()
    jobless = course_lib.load_unemployment()
    course_lib.draw_autocorrelation(
        {
            "unemployment": acf(jobless.values, 40),
            "its monthly changes": acf(np.diff(jobless.values), 40),
        },
        marks=(12, 24, 36),
        title=f"What unemployment remembers, in months ({jobless.source})",
    ).show()
    price = course_lib.load_stock_close("IBM")
    course_lib.draw_autocorrelation(
        {
            "IBM, close": acf(price.values, 40),
            "its daily changes": acf(np.diff(np.log(price.values)), 40),
        },
        title=f"What a share remembers, in trading days ({price.source})",
    ).show()

# %% [markdown]
# ## Part 7. The linear forecaster
#
# The parrot looks at one step of its window and gives it the weight 1. The calendar looks at another one. Why not give
# *every* step of the window a weight, and let the training part choose them? This is the **linear autoregression**, the
# workhorse among forecasters:
#
# $$\hat y = x_0 w_0 + x_1 w_1 + \dots + x_{T-1} w_{T-1} + b$$
#
# with $x_0$ the oldest step of the window. The weights and $b$ are those with the smallest sum of squared errors over all training
# windows, one step ahead. Finding them is called *least squares*, and NumPy does it in one call:
# `np.linalg.lstsq(A, y)` returns several things, the first of which is the `coef` for which `A @ coef` comes as close
# to `y` as possible.

# %% tags=["otter_ignore"]
course_lib.draw_series_equation("weights")

# %% [raw]
# # BEGIN QUESTION
# name: q7
# points: 3

# %% [markdown]
# ### Question 7: Fit it, let it speak
#
# Write `linear_ar`, which returns the $T$ weights, oldest step first, and then $b$, as one array of $T + 1$ numbers. And
# write `ar_forecast`, which uses them on windows. Your `make_windows` will be of good use.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `lstsq` knows nothing of a $b$. But what if every row of the table had one more column, in which the same number
# stands every time? What number makes its weight equal to $b$?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Make the windows of the training series (as a table with one column) with horizon 1. Drop their last axis, so that
# they are `(M, T)`, and put a column of ones to their right: that is `A`, of shape `(M, T + 1)`. The forecast is the
# product of windows and the first $T$ numbers, plus the last one.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# The series 0, 1, 1.5, 1.75, 1.875 with $T = 1$: each value is half of the one before it, plus 1. So `coef` is
# $[0.5, 1]$, and for a window that ends with 2 the forecast is $0.5 \cdot 2 + 1 = 2$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def linear_ar(train, T):
    """Fits a linear forecaster, one step ahead, by least squares.

    Args:
        train: the training series, oldest first, (L,), float64.
        T: how many steps it may look at.

    Returns:
        coef: the weights of the window's steps, oldest first, and last of all b, (T + 1,).
    """
    # BEGIN SOLUTION
    X, y = make_windows(train[:, None], T)
    table = np.hstack([X[:, :, 0], np.ones((len(y), 1))])
    return np.linalg.lstsq(table, y, rcond=None)[0]
    # END SOLUTION


def ar_forecast(X, coef):
    """Foretells the step after each window.

    Args:
        X: windows, (M, T, 1), float64.
        coef: the weights, oldest step first, and last of all b, (T + 1,).

    Returns:
        One forecast for each window, (M,).
    """
    # BEGIN SOLUTION
    return X[:, :, 0] @ coef[:-1] + coef[-1]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: half of the value before, plus one. Which two numbers say that?'
"""  # END TEST CONFIG


def half_and_one_are_found(linear_ar, ar_forecast):
    (coef,) = unpack(linear_ar(np.array([0.0, 1.0, 1.5, 1.75, 1.875]), 1), "coef", (2,))
    result = compare(coef, np.array([0.5, 1.0]), name="coef in the mini-case")
    assert result, f"{result} The weights come first, and b last. Is there a b?"
    windows = np.array([[[2.0]], [[8.0]]])
    (said,) = unpack(ar_forecast(windows, np.array([0.5, 1.0])), "forecast", (2,))
    result = compare(said, np.array([2.0, 5.0]), name="The forecast in the mini-case")
    assert result, f"{result} What is half of the window's value, plus one?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A wave without noise was given. Two steps are enough to continue it: does your forecast hit?'
"""  # END TEST CONFIG


def two_steps_are_enough_for_a_wave(linear_ar, ar_forecast):
    wave = 3 + np.sin(2 * np.pi * np.arange(60) / 11)
    (coef,) = unpack(linear_ar(wave, 2), "coef", (3,))
    windows = np.stack([wave[:-2], wave[1:-1]], axis=1)[:, :, None]
    (said,) = unpack(ar_forecast(windows, coef), "forecast", (58,))
    worst = np.abs(said - wave[2:]).max()
    assert worst < 1e-6, (
        f"A wave is a sum of its two last steps with the right weights, yet the forecast is off by "
        f"{worst:.3g}. Are fit and forecast agreed on which step of the window is the oldest?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Noise with a level was fitted. At the smallest sum of squares, no column of the table can help any further: can one of yours?'
"""  # END TEST CONFIG


def no_other_weights_fit_better(linear_ar):
    for L, T in ((80, 3), (150, 8), (40, 1)):
        train = 2 + ar1(L, phi=0.6, seed=rng).values
        before = train.copy()
        (coef,) = unpack(linear_ar(train, T), "coef", (T + 1,))
        assert np.array_equal(train, before), (
            "After fitting, the training series was no longer what it had been. Who wrote into it?"
        )
        table = np.stack([before[t : L - T + t] for t in range(T)], axis=1)
        left = before[T:] - table.dot(coef[:T]) - coef[T]
        assert abs(np.average(left)) < 1e-7, (
            "The errors of the fitted forecaster on its own training windows did not average to "
            "zero. Does it have a b, is it the last number, and is it fitted with the others?"
        )
        assert np.all(np.abs(left.dot(table)) / len(left) < 1e-7), (
            "The errors on the training windows still go along with some step of the window, so "
            "other weights would fit better. Are the weights in order, oldest first, and are they "
            "fitted to the step right after the window?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Random weights were used on random windows. Which weight belongs to the oldest step, and where is b?'
"""  # END TEST CONFIG


def forecasts_weigh_every_step_and_add_the_level(ar_forecast):
    for M, T in ((5, 3), (1, 6), (9, 1)):
        X, coef = rng.normal(size=(M, T, 1)), rng.normal(size=T + 1)
        kept = X.copy(), coef.copy()
        wanted = [np.sum(np.append(row, 1.0) * kept[1]) for row in kept[0][:, :, 0]]
        (said,) = unpack(ar_forecast(X, coef), "forecast", (M,))
        assert np.all(np.abs(said - wanted) < 1e-10), (
            "With random weights the forecast was not the weighted sum of the window's steps, oldest "
            "first, plus the last number. Which weight meets which step?"
        )
        assert np.array_equal(X, kept[0]) and np.array_equal(coef, kept[1]), (
            "After the call, windows or weights were no longer what they had been. Who wrote there?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'An hourly series with a day and a week in it: with 24 weights, is the error well below that of the parrot?'
"""  # END TEST CONFIG


def the_parrot_is_beaten_by_a_quarter(linear_ar, ar_forecast):
    hours = seasonal_series(2400, seed=rng).values
    (coef,) = unpack(linear_ar(hours[:1700].copy(), 24), "coef", (25,))
    rows = np.stack([hours[t : t + 24] for t in range(1700, 2376)])[:, :, None]
    (said,) = unpack(ar_forecast(rows, coef), "forecast", (676,))
    came, lazy = hours[1724:], hours[1723:-1]
    parrot, mine = np.average(np.abs(came - lazy)), np.average(np.abs(came - said))
    assert mine < 0.75 * parrot, (
        "On a series with a daily and a weekly wave, a window of 24 hours did not beat the parrot by "
        "a quarter. Is it fitted to the next step, and used with the weights in the same order?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# **Guess before you run (3).** Which of the 24 weights will be the largest? And how close will the linear forecaster come to
# the floor, with 24 hours to look at, and with a whole week?
#
# The **floor** first. This series was made of two waves, which can be known exactly, and of noise that is partly new every hour: a roll of
# the dice with a standard deviation of 0.3. Nobody can know a roll beforehand, so even the perfect
# forecaster has an average error of $0.3 \cdot \sqrt{2/\pi} \approx 0.239$. That is what generated series are for: on
# this one we know how good one *can* be.

# %% tags=["otter_ignore"]
# Needs questions 1, 2, 4 and 5 as well.
with course_lib.once_ready("q7"):
    old, _, new = cut(values)
    scores = {}
    # The targets are those of the test part. Inputs may reach back before it: by then they are known.
    X, y = make_windows(values[len(values) - len(new) - 168 :, None], 168)
    scores["parrot"] = mae(y, persistence(X, 1))
    scores["calendar, a day"] = mae(y, np.array([seasonal_naive(r[:, 0], 24, 1) for r in X]))
    scores["calendar, a week"] = mae(y, np.array([seasonal_naive(r[:, 0], 168, 1) for r in X]))
    for T in (24, 168):
        coef = linear_ar(old, T)
        scores[f"linear, {T} weights"] = mae(y, ar_forecast(X[:, -T:], coef))
    course_lib.draw_scores(
        scores, floor=hourly.floor, title="Your score board: one hour ahead, on the test part"
    ).show()
    print("MASE of the last one:", round(scores["linear, 168 weights"] / mae(old[1:], old[:-1]), 3))
    weights = linear_ar(old, 24)[:24]
    course_lib.draw_bars(
        {"from the oldest step to the newest": weights}, title="Your 24 weights"
    ).show()

# %% [markdown]
# The newest hour has nearly all the weight, so there is a parrot in every forecaster. The other weights are small
# corrections: "but at this time of day it usually goes up". With 24 hours the error is a third smaller than the parrot's, and with
# a week it nearly touches the floor; its MASE of 0.6 says that its error is 60 % of the parrot's in the training part. There is
# hardly anything left to win here, for *anybody's* net. Remember that when somebody shows you a chart of a large model on a small series.
#
# ## Something to show
#
# One hour ahead is polite conversation. Now let your forecaster **dream**: give it one week, let it foretell the next
# hour, put that *forecast* into the window as if it had happened, and go on like this for a whole week, without ever
# looking at what really came.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    now = len(values) - len(new)
    for T in (24, 168):
        coef, history = linear_ar(old, T), list(values[:now])
        while len(history) < now + 168:
            history.append(ar_forecast(np.array(history[-T:]).reshape(1, T, 1), coef)[0])
        came, dream = values[now : now + 168], np.array(history[now:])
        print(f"dreaming with {T:3d} weights: off by {mae(came, dream):.2f} on average")
    film = course_lib.animate_dream(
        values[now - 168 : now], came, dream, title="A week, dreamed with 168 weights"
    )
    film.show()

# %% [markdown]
# With 168 weights the dream keeps the days *and* the week for 168 hours: it has seen a whole week, and whoever has seen
# one can sing it again. With 24 it is nearly three times as far off: a day is all it ever sees at once, so it cannot know a Sunday
# from a Wednesday. `film.save("dream.gif")` makes a file to send to a friend.
#
# **A debugging question (not graded).** Speaking of friends. Yours has built the same linear forecaster for the same
# series, with the same 24 weights and the same honest split. "I only took the jitter out first, with an average of three
# neighbouring hours, and then cut my windows." Run the cell. Why can this not be true, and where is the leak?

# %% tags=["otter_ignore"]
smooth = np.convolve(values, np.ones(3) / 3, mode="same")
seen = np.lib.stride_tricks.sliding_window_view(smooth, 25)
friend = LinearRegression().fit(seen[:2328, :24], seen[:2328, 24])
off = np.abs(friend.predict(seen[2832:, :24]) - seen[2832:, 24]).mean()
print(f"my friend's error: {off:.3f}   the floor: {hourly.floor:.3f}")

# %% [markdown]
# <details><summary>What we would say to the friend</summary>
#
# Far below the floor: nobody gets there honestly, so the number itself is the alarm. The smoothed value of now is the
# average of the hour before, now, *and the hour after*. The newest input of each window therefore already contains a third of the
# value that is to be foretold, and the target is smoothed as well, so it is not even the real one. No split can repair that,
# because the future was stirred in before anything was cut. The cure: smooth only backwards (the average of now and the
# two hours *before*), and foretell the value that really comes.
#
# Do you know the floor of a real series? No. But you know the parrot's score, and if yours is many times better,
# look for the leak before you look for a publisher.
# </details>
#
# **A question to talk about (not graded).** Series A of the gallery was a random walk, and E was a share. Which of your tools
# could tell them apart, if any?
#
# *Your thoughts (double-click here and write):*

# %% [markdown]
# ## Recap in five lines
#
# 1. A window is $T$ steps; its target stands `horizon` steps after the last one, never inside.
# 2. Split along time first, with a gap, and fit every scaler on the training part alone.
# 3. The parrot says what was last, the calendar what was there a season ago; the parrot is better more often than one thinks.
# 4. MAE and RMSE have a unit, MASE counts in lazy colleagues; a score below the floor is a leak.
# 5. The autocorrelation tells how far back it is worth looking, and a linear forecaster weighs every step that it sees. It
#    is the one to beat for all the nets that follow.
#
# ## If you want more (not graded)
#
# **The difference of a week.** Take `values[168:] - values[:-168]`, forecast *that* with 24 weights, and add last
# week's value back on. You now have the calendar and the linear forecaster in one. Is it better than either? Its floor is
# still 0.239, but its noise is not what it was: why is it hard for it to get there?
