# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "Multivariate: several series at once"
#     minutes: 75
#     limits: {call_seconds: 20, notebook_seconds: 60}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: multivariate

# %% [markdown]
# # Multivariate: several series at once
#
# **What you will have built.** Everything between a pile of tables and a forecast that reads all of them: tables joined
# by time, windows over many columns (with a place for what is *known ahead*), a scale for each column, an LSTM that
# reads the lot, the way back to euros. And a small court in which every column has to show what it is worth.
#
# **Time.** About 75 minutes. A good place to pause is after question 4. Three cells near the end train small nets, for ten to
# twenty seconds each; nothing else makes you wait.
#
# **You need.** NumPy arrays, windows as in assignment 01, and having seen an LSTM layer. Keras builds it this time. No
# calculus.

# %%
import course_lib
import keras
import numpy as np
from sklearn.linear_model import LinearRegression

# %% [markdown]
# ## The whole thing first
#
# On an island there is a kiosk that sells ice cream. Three things are written down every hour, each as *more or less
# than usual* (0 is usual):
#
# - `ice`: the takings;
# - `ferry`: how many passengers went aboard on the mainland. The ferry takes three hours;
# - `sun`: above zero it shines, below zero it rains.
#
# What will be taken in the next hour? Below, somebody foretells it twice, hour after hour. Once from the takings
# alone, and once from all three columns. The frame is what may be looked at: the last four hours. Run the cells.

# %% tags=["otter_ignore"]
from sklearn.svm import SVR

island = course_lib.open_kiosk(2560, seed=3)
names = list(island.names)
rows = np.lib.stride_tricks.sliding_window_view(island.table, 4, axis=0)[:-1].reshape(2556, 12)
came = island.table[4:, 0]
one = SVR().fit(rows[:2500, :4], came[:2500]).predict(rows[2500:, :4])
three = SVR().fit(rows[:2500], came[:2500]).predict(rows[2500:])
course_lib.animate_columns(
    island.table[2500:],
    names,
    {"from all three columns": three, "from the takings alone": one},
    T=4,
    title="What will the kiosk take in the next hour?",
)

# %% [markdown]
# The dashed line trots behind the grey one (you know that animal: it is a parrot). The other one is there on time. So the ferry
# and the sun know something. *Which of the two?*
#
# **Guess before you run (1).** Somebody draws the takings against the passengers who boarded three hours before, and
# puts a straight line through all dots. Does that line go up, go down, or lie flat? More passengers, more ice?

# %% tags=["otter_ignore"]
two = course_lib.open_kiosk(2000, seed=18).table
course_lib.draw_cross(
    two[:-3, 1],
    two[3:, 0] - two[2:-1, 0] / 2,
    two[2:-1, 2],
    labels=(
        "ferry, three hours before",
        "takings, less what lingers",
        "the sun was out",
        "it rained",
    ),
    title="The same passengers, two kinds of weather",
)

# %% [markdown]
# It lies flat (its slope is +0.02), and it is the most misleading line in this course. In the sun every passenger buys an ice. In the
# rain they all squeeze under the awning, buy nothing, and keep the regulars out. The **ferry** by itself says nothing about
# the takings, and the **sun** by itself says nothing, either. *Together* they say nearly everything, and no straight line
# through the three columns will ever see that: it adds up, and here one thing *turns around* what the other one means.
#
# This is the recipe of the kiosk, which nobody on the island knows:
#
# $$\text{ice}_t = 0.5\,\text{ice}_{t-1} + 0.8\,\text{ferry}_{t-3}\,\tanh(2\,\text{sun}_{t-1}) + 0.3\,\text{luck}_t$$
#
# The luck is new in every hour, so a mean squared error of $0.3^2 = 0.09$ is the **floor**: nobody gets below it.
#
# ### The letters
#
# | letter | what it is | shape |
# |---|---|---|
# | $L$, $D$ | steps of the whole table, columns of it | numbers |
# | $T$, `horizon` | steps of a window; how many steps after its last one the target lies | numbers |
# | $M$ | windows that can be cut from the table, or rows that are left after a join | number |
# | `t`, `v` | times of one series, in any order, and its values | `(n,)` each |
# | `Z` | the table: one row a step, oldest first, one column a series | `(L, D)` |
# | `target` | the *number* of the column that is to be foretold | number |
# | `known_future` | the numbers of the columns that are known ahead | tuple of numbers |
# | `X`, `y` | windows, and what each has to foretell | `(M, T, D)`, `(M,)` |
# | `mu`, `sd` | mean and standard deviation of each column, from training rows | `(D,)` each |
# | $H$, $K$ | units of the LSTM, outputs | numbers |
#
# Time is axis 1 of `X`, columns are its last axis, and everything is `float64`.

# %% [markdown]
# ## Part 1. One table out of many
#
# Series hardly ever come as one neat table. The kiosk writes down its takings when it is open, the harbour writes down
# passengers when a ferry sails, and somebody has sorted one of the lists by the wrong column. Before anything is
# learned, rows have to stand side by side that belong to the **same time**.
#
# We take the strict way, the **inner join**: a time is kept if *every* table has it, and nothing is made up.

# %% tags=["otter_ignore"]
course_lib.draw_column_equation("join")

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 3

# %% [markdown]
# ### Question 1: Line them up
#
# Write `align`. It gets a list of tables, each a pair `(t, v)`, and returns the times that all of them have, in
# ascending order, and one column of values for each table, in the order of the list.
#
# - Times may be whole numbers or dates (`datetime64`), in any order, with gaps.
# - If a time stands twice in one table, nobody can know which value is meant: raise a `ValueError`.
# - If there is no common time, zero rows come back.
#
# <details><summary>Hint 1: a nudge</summary>
#
# First find the times, then fetch the values. `np.intersect1d` knows what two arrays of times have in common. How do
# you get on from two to many?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Start with the times of the first table and intersect with each of the others. Then, for each table: a dictionary
# from time to value, or `np.argsort` of its times and `np.searchsorted` in the sorted ones. When you sort the times,
# take the values along. A time stands twice if `np.unique` makes the array shorter.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Table one has the times 1, 2, 4, 5 with the values 10, 20, 40, 50. Table two has the times 5, 2, 3 (in that order) with -5, -2, -3.
# Common are 2 and 5. The result is `[2, 5]` with `[[20, -2], [50, -5]]`. What table two would have said at time 4 is
# nobody's business.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def align(tables):
    """Joins several series on the times that all of them have.

    Args:
        tables: a list of pairs (t, v): times, (n,), int64 or datetime64, in any order, and values,
            (n,), float64. Each table has an n of its own.

    Returns:
        A tuple (t, Z): the common times in ascending order, (M,), and the values, (M, D), float64,
        one column for each table.

    Raises:
        ValueError: a time stands twice in one table.
    """
    # BEGIN SOLUTION
    common = tables[0][0]
    for t, _ in tables:
        if len(np.unique(t)) < len(t):
            raise ValueError("a time stands twice in one table")
        common = np.intersect1d(common, t)
    columns = []
    for t, v in tables:
        order = np.argsort(t)
        place = np.searchsorted(t[order], common)
        columns.append(v[order][place])
    return common, np.stack(columns, axis=1)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The two tables of the picture were joined. Which times have both, and what stood at them?'
"""  # END TEST CONFIG


def the_two_tables_of_the_picture_become_one(align):
    first = np.array([1, 2, 4, 5]), np.array([10.0, 20.0, 40.0, 50.0])
    second = np.array([5, 2, 3]), np.array([-5.0, -2.0, -3.0])
    t, Z = unpack(align([first, second]), "t Z", (2,), (2, 2))
    assert np.array_equal(t, [2, 5]), (
        f"Both tables have the times 2 and 5 and no others, and yours are {t.tolist()}. Which "
        "times do all tables share?"
    )
    result = compare(Z, np.array([[20.0, -2.0], [50.0, -5.0]]), name="Z of the picture")
    assert result, f"{result} Does each value still stand at its own time?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Three tables with the same times were joined. Is there a column for each, in the order of the list?'
"""  # END TEST CONFIG


def tables_with_the_same_times_stand_side_by_side(align):
    times, values = np.arange(6) * 10, rng.normal(size=(6, 3))
    tables = [(times.copy(), column.copy()) for column in values.T]
    t, Z = unpack(align(tables), "t Z", (6,), (6, 3))
    assert np.array_equal(t, times), "All tables had the same times. What became of them?"
    result = compare(Z, values, name="Z")
    assert result, f"{result} Which table is which column?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Tables with gaps, in a mixed order, some with dates, were joined. Does every value stand at its own time, and at none that a table does not have?'
"""  # END TEST CONFIG


def gaps_stay_gaps_and_values_stay_at_their_times(align):
    for D, span in ((2, 40), (4, 30), (1, 12)):
        start = np.datetime64("2026-02-20") if D == 4 else int(rng.integers(-50, 50))
        tables, shared = [], set(range(span))
        for column in range(D):
            days = rng.permutation(span)[: span - 4 - column]
            shared &= set(days.tolist())
            tables.append((start + days, 1000.0 * column + days))
        kept = [(times.copy(), values.copy()) for times, values in tables]
        rows = np.array(sorted(shared))
        joined = align(tables)
        count = len(joined) if isinstance(joined, (list, tuple)) else 0
        assert count == 2, (
            "Times and values should come back, two things. What does your return line say?"
        )
        t = np.asarray(joined[0])
        (Z,) = unpack(joined[1], "Z", (len(rows), D))
        assert np.array_equal(t, start + rows), (
            "The times were not those that all tables have, oldest first. Is a time kept that one of "
            "the tables does not know, or is their order another one?"
        )
        assert np.array_equal(Z, rows[:, None] + 1000.0 * np.arange(D)), (
            "A value did not stand at its own time in its own column. When the times were put in "
            "order, did the values go along?"
        )
        assert all(
            np.array_equal(old, new) for a, b in zip(kept, tables) for old, new in zip(a, b)
        ), "After the join a table was no longer what it had been. Which line writes into it?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'One time stood twice in one of the tables. Which of the two values is right, and who decides that?'
"""  # END TEST CONFIG


def a_time_that_stands_twice_is_refused(align):
    for place in range(3):
        tables = [(np.arange(8) + 3 * column, rng.normal(size=8)) for column in range(3)]
        common, _ = unpack(align(tables), "t Z", (2,), (2, 3))
        assert np.array_equal(common, [6, 7]), (
            "Three tables without any double time were not joined on the two times that all have. "
            "What was found in them?"
        )
        t, v = tables[place]
        again = int(rng.integers(8))
        twice = np.append(t, t[again]), np.append(v, v[again])
        tables[place] = twice
        refused = False
        try:
            align(tables)
        except ValueError:
            refused = True
        assert refused, (
            "A table had the same time twice, and no ValueError came. Is every table looked at, and "
            "also the times that the others do not have?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Tables without a common time were joined. How many rows are left, and how many columns?'
"""  # END TEST CONFIG


def without_a_common_time_no_row_is_left(align):
    tables = [(np.arange(5) + 10 * column, rng.normal(size=5)) for column in range(3)]
    t, Z = unpack(align(tables), "t Z", (0,), (0, 3))
    assert t.size == 0 and Z.size == 0, "Where nothing is common, nothing is left. What is yours?"


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your join, on real tables: the daily trading volume of IBM (from the year 2000 on) and of Google (whose shares can be
# bought since August 2004). Where is row 1000 of the one, and where row 1000 of the other? Lay the two files side by side
# by row number, as one does in a hurry, and you compare March 2004 with August 2008.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    shares = {name: course_lib.load_stock_table(name) for name in ("IBM", "GOOG")}
    for name, share in shares.items():
        print(f"{name:5} {len(share)} days, row 1000 is {share.dates[1000]} ({share.source})")
    days, volume = align([(share.dates, np.log(share.volume)) for share in shares.values()])
    print(f"both  {len(days)} days, row 1000 is {days[1000]}")
    course_lib.draw_columns(
        volume[-80:],
        list(shares),
        start=20,
        T=5,
        horizon=1,
        target=0,
        title="Log volume of two shares, joined by date: the last 80 days",
    ).show()

# %% [markdown]
# ## Part 2. A window over all columns
#
# You know windows: $T$ steps in a row, and a target `horizon` steps after the last of them. With several columns the
# window goes over all of them at once, and one column is the target. The past of the target column stays in the window:
# what has been taken up to now is known, legal and useful.

# %% tags=["otter_ignore"]
course_lib.draw_column_equation("window")

# %% [markdown]
# So far it is as in assignment 01. Now the new thing. Some columns are **known ahead**: the weekday, school holidays, the timetable of
# the ferry. It would be silly not to look at next Friday when next Friday is to be foretold. For such a column the window
# is moved by the horizon, so that its last row is the row of the target.

# %% tags=["otter_ignore"]
course_lib.draw_column_equation("ahead")

# %% [markdown]
# **A design question (not graded).** It is Monday evening, and Tuesday's takings are to be foretold. Which of these columns are
# known ahead? (a) Tuesday's weekday; (b) Tuesday's sunshine; (c) the weather forecast for Tuesday, as printed on Monday; (d) the
# timetable of the ferry; (e) how many passengers will come on Tuesday; (f) how many tickets for Tuesday have been sold so far.
#
# <details><summary>What we think</summary>
#
# (a), (c), (d) and (f) are known on Monday evening. (b) and (e) are *observed*: on Monday they lie in the future, though in the file that you
# got they stand in the same row as Tuesday's takings and look as innocent as the weekday. For (c), beware: the file must hold the
# forecast *as it was printed on Monday*. Most archives keep only what the weather turned out to be.
# The question to ask of every column is not "what is it called?" but **"when was this number known?"**
# </details>

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 4

# %% [markdown]
# ### Question 2: Windows with a place for the known future
#
# Write `windows_mv`. Window $m$ holds the rows $m$ to $m+T-1$ of all columns, the target's own past among them; for the
# columns in `known_future` it holds the rows that come `horizon` later. Its target is the target column, `horizon` steps after the last
# row, $m+T-1$. There are $M = L - T - \text{horizon} + 1$ windows.
#
# The target itself may not be in `known_future`: whoever says so gets a `ValueError`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Make all windows as if no column were known ahead. Then replace, for the columns that are, what stands in them. Or
# do it the other way round: first push those columns up by the horizon in a *copy* of the table.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $$X_{m,j,d} = \begin{cases} Z_{m+j+\text{horizon},\,d} & d \text{ known ahead}\\ Z_{m+j,\,d} & \text{otherwise}\end{cases}
# \qquad y_m = Z_{m+T-1+\text{horizon},\ \text{target}}$$
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Two columns, 0, 1, 2, 3, 4 and 10, 11, 12, 13, 14; $T = 2$, `horizon` 2, target 0. There are two windows. The first is
# `[[0, 10], [1, 11]]`, and its target is 3. With column 1 known ahead it is `[[0, 12], [1, 13]]`, and its target
# is still 3: the 13 stands in the same row as the 3.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def windows_mv(Z, T, horizon, target, known_future=()):
    """Cuts a table into windows over all columns, and their targets.

    Args:
        Z: the table, one row a step, oldest first, (L, D), float64, with L >= T + horizon.
        T: steps of a window.
        horizon: how many steps after the last row of a window its target lies, 1 or more.
        target: the number of the column to be foretold.
        known_future: the numbers of the columns that are known ahead.

    Returns:
        A tuple (X, y): windows, (M, T, D), and targets, (M,), with M = L - T - horizon + 1.

    Raises:
        ValueError: the target is among the columns that are known ahead.
    """
    # BEGIN SOLUTION
    if target in known_future:
        raise ValueError("what is to be foretold cannot be known ahead")
    M = len(Z) - T - horizon + 1
    X = np.stack([Z[m : m + T] for m in range(M)])
    for column in known_future:
        later = Z[horizon:, column]
        X[:, :, column] = np.stack([later[m : m + T] for m in range(M)])
    return X, Z[T + horizon - 1 :, target]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3, without a column that is known ahead. Which rows does the first window hold, and which is its target?'
"""  # END TEST CONFIG


def five_rows_make_two_windows_in_the_mini_case(windows_mv):
    Z = np.stack([np.arange(5.0), 10 + np.arange(5.0)], axis=1)
    X, y = unpack(windows_mv(Z, 2, 2, 0), "X y", (2, 2, 2), (2,))
    first = compare(X[0], np.array([[0.0, 10.0], [1.0, 11.0]]), name="The first window")
    assert first, f"{first} Are the steps on axis 1 and the columns on axis 2?"
    second = compare(y, np.array([3.0, 4.0]), name="y in the mini-case")
    assert second, f"{second} How far is each target from the last row of its window?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case again, with column 1 known ahead. Which of its rows stands beside the target?'
"""  # END TEST CONFIG


def a_known_column_reaches_the_row_of_the_target(windows_mv):
    Z = np.stack([np.arange(5.0), 10 + np.arange(5.0)], axis=1)
    X, y = unpack(windows_mv(Z, 2, 2, 0, (1,)), "X y", (2, 2, 2), (2,))
    first = compare(X[0, :, 1], np.array([12.0, 13.0]), name="Column 1 of the first window")
    assert first, f"{first} By how many steps is what is known ahead moved?"
    second = compare(X[:, :, 0], np.array([[0.0, 1.0], [1.0, 2.0]]), name="Column 0 of the windows")
    assert second, f"{second} Is column 0 known ahead, too?"
    third = compare(y, np.array([3.0, 4.0]), name="y")
    assert third, f"{third} Do targets change because something is known ahead?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Windows of other sizes, with another target column, were cut. Which rows does a window hold, in which columns, and where is its target?'
"""  # END TEST CONFIG


def every_row_and_target_is_where_it_belongs(windows_mv):
    for L, D, T, horizon in ((17, 3, 4, 1), (12, 5, 3, 4), (9, 2, 1, 3), (8, 4, 5, 3)):
        Z = np.arange(float(L))[:, None] + 100.0 * np.arange(D) + rng.uniform(0, 0.4)
        before, target = Z.copy(), int(rng.integers(1, D))
        M = L - T - horizon + 1
        X, y = unpack(windows_mv(Z, T, horizon, target), "X y", (M, T, D), (M,))
        assert np.array_equal(Z, before), "After the cut Z had changed. Which line writes into it?"
        places = np.arange(M)[:, None] + np.arange(T)
        for column in range(D):
            assert np.array_equal(X[:, :, column], np.take(before[:, column], places)), (
                "With nothing known ahead, a column of a window was not the rows from the "
                "window's first to its last. Is some column moved, or missing?"
            )
        assert np.array_equal(y, np.flip(before[::-1, target][:M])), (
            "Targets were not the target column, one horizon after the last row of each window. "
            "Which column do you take, and how far ahead?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'The future of one column after another was replaced. Which windows moved, and was it known before what they foretell?'
"""  # END TEST CONFIG


def only_what_is_known_ahead_may_know_the_future(windows_mv):
    for L, D, T, horizon in ((20, 4, 3, 2), (15, 3, 4, 3), (14, 5, 2, 1)):
        Z = rng.normal(size=(L, D))
        target = int(rng.integers(D))
        known = [column for column in range(D) if column != target][:: max(1, D - 3)]
        M = L - T - horizon + 1
        kept = Z.copy()
        X, y = unpack(windows_mv(Z, T, horizon, target, tuple(known)), "X y", (M, T, D), (M,))
        assert np.array_equal(Z, kept), (
            "After the cut the table had changed. Which line moves a column where it is, instead of "
            "in a copy?"
        )
        now = M // 2 + T - 1
        for column in range(D):
            other = Z.copy()
            other[now + 1 :, column] += 5.0
            moved, goals = unpack(
                windows_mv(other, T, horizon, target, tuple(known)), "X y", (M, T, D), (M,)
            )
            changed = np.abs(moved - X) > 1
            steps = np.arange(M)[:, None] + np.arange(T) + (horizon if column in known else 0)
            wanted = np.zeros((M, T, D), dtype=bool)
            wanted[:, :, column] = steps > now
            if column not in known:
                assert not np.any(changed[: M // 2 + 1]), (
                    "A column that is not known ahead was changed after a certain step, and a window "
                    "that ends at that step moved. Is that number known before what you foretell?"
                )
            assert np.array_equal(changed, wanted), (
                "When the later rows of one column are replaced, exactly those cells of the windows "
                "should move that hold such a row. By how much, and in which columns, is the window "
                "moved?"
            )
            late = (np.arange(M) + T - 1 + horizon > now) & (column == target)
            assert np.array_equal(np.abs(goals - y) > 1, late), (
                "Targets did not follow the target column. Where is a target taken from?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'The target was said to be known ahead. If it were, what would there be to foretell?'
"""  # END TEST CONFIG


def the_target_is_never_known_ahead(windows_mv):
    Z = rng.normal(size=(12, 3))
    for target, known in ((0, (0,)), (2, (1, 2)), (1, (0, 1, 2))):
        refused = False
        try:
            windows_mv(Z.copy(), 3, 2, target, known)
        except ValueError:
            refused = True
        assert refused, (
            "The target was among the columns that are known ahead, and no ValueError came. What "
            "would the windows hold then?"
        )
    X, _ = unpack(windows_mv(Z.copy(), 3, 2, 1, (0, 2)), "X y", (8, 3, 3), (8,))
    assert np.array_equal(X[:, 0, 2], Z[2:10, 2]), (
        "Two columns were known ahead, and it was not right for the last of them. Are all moved?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your windows, drawn over the table they were cut from. The dots come from your `X`, so if they lie on the lines, your rows are where they
# belong. Here the sun is said to be known ahead (suppose that the island has a very good weather service).

# %% tags=["otter_ignore"]
with course_lib.once_ready("q2"):
    X, y = windows_mv(island.table[:50], 8, 3, 0, (2,))
    rebuilt = island.table[:50].copy()
    rebuilt[20:28, :2], rebuilt[23:31, 2], rebuilt[30, 0] = X[20, :, :2], X[20, :, 2], y[20]
    course_lib.draw_columns(
        rebuilt,
        names,
        start=20,
        T=8,
        horizon=3,
        target=0,
        known_future=(2,),
        title="Window 20 of mine: the sun is known ahead, the ferry is not",
    ).show()

# %% [markdown]
# ## Part 3. Equally loud
#
# The kiosk counts its takings in cents, some tens of thousands a day, and the sun between 0 and 1. To a net, numbers are loudness: a column a
# thousand times as large shouts, and the other one whispers. So each column gets a mean and a deviation **of its own**, from training rows
# alone, and all columns speak equally loud.

# %% tags=["otter_ignore"]
course_lib.draw_column_equation("scale")

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 2

# %% [markdown]
# ### Question 3: A scale for every column
#
# Write `fit_scaler_mv`. It returns `mu` and `sd`, one number for each column. For a column that never moves, `sd` is 1.
#
# New in this assignment: the training rows may come as a table, `(L, D)`, or already cut into windows, `(M, T, D)`. Columns are
# the last axis in both.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which axes disappear when the mean of each column is taken: of a table, and of windows? Could windows be laid out as
# one long table?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# All axes but the last one are averaged away. NumPy takes a tuple of axes, such as `axis=(0, 1)`; and
# `reshape(-1, D)` makes a table of anything whose last axis is the columns. `sd` is the root of the mean of
# $(\text{value} - \text{mu})^2$, which is `np.std` as it comes.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Rows `[1, 700, 5]` and `[3, 100, 5]`: `mu` is `[2, 400, 5]` and `sd` is `[1, 300, 1]`. Somebody who takes one mean for all six
# numbers gets 135.67, and a first column in which nothing seems to happen.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def fit_scaler_mv(train):
    """Learns the scale of each column from training rows or windows.

    Args:
        train: (L, D) or (M, T, D), float64; columns are the last axis.

    Returns:
        A tuple (mu, sd): mean and standard deviation of each column, (D,) each; sd is 1 for a
        column that never moves.
    """
    # BEGIN SOLUTION
    rows = train.reshape(-1, train.shape[-1])
    mu = rows.mean(axis=0)
    sd = rows.std(axis=0)
    return mu, np.where(sd > 0, sd, 1.0)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: which mean and which deviation does each of the three columns have?'
"""  # END TEST CONFIG


def two_rows_give_three_means_and_deviations(fit_scaler_mv):
    mu, sd = unpack(fit_scaler_mv(np.array([[1.0, 700.0, 5.0], [3.0, 100.0, 5.0]])), "mu sd", (3,))
    first = compare(mu, np.array([2.0, 400.0, 5.0]), name="mu in the mini-case")
    assert first, f"{first} Which axis is averaged away?"
    second = compare(sd, np.array([1.0, 300.0, 1.0]), name="sd in the mini-case")
    assert second, f"{second} How far are the rows from their mean, and what of a still column?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'One column was made a thousand times as large. After scaling, is everything as it was?'
"""  # END TEST CONFIG


def a_louder_column_changes_nothing_after_scaling(fit_scaler_mv):
    for shape in ((30, 3), (8, 5, 4), (12, 1)):
        D = shape[-1]
        train = rng.normal(size=shape) + rng.uniform(-2, 2, size=D)
        before = train.copy()
        mu, sd = unpack(fit_scaler_mv(train), "mu sd", (D,))
        assert np.array_equal(train, before), (
            "After fitting, the training rows had changed. Which line writes into them?"
        )
        z = (before - mu) / sd
        for column in range(D):
            flat = z[..., column].ravel()
            assert abs(np.sum(flat)) < 1e-8 * len(flat), (
                "A scaled training column did not have mean 0. Whose mean was taken off?"
            )
            assert abs(flat.dot(flat) / len(flat) - 1) < 1e-8, (
                "A scaled training column did not have deviation 1. Has each column its own?"
            )
        loud = int(rng.integers(D))
        factor = np.where(np.arange(D) == loud, 1000.0, 1.0)
        mu, sd = unpack(fit_scaler_mv(before * factor), "mu sd", (D,))
        assert np.allclose((before * factor - mu) / sd, z, rtol=0, atol=1e-8), (
            "One column was given in other units, a thousand times as large, and after scaling the "
            "numbers were others. What happened to the small columns?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Windows with a column that never moves were scaled. What do you divide by?'
"""  # END TEST CONFIG


def windows_with_a_still_column_are_safe(fit_scaler_mv):
    table = rng.normal(size=(12, 3)) * [1, 50, 0.1]
    table[:, int(rng.integers(3))] = 0.5
    mu, sd = unpack(fit_scaler_mv(table.copy().reshape(4, 3, 3)), "mu sd", (3,))
    alone, spread = unpack(fit_scaler_mv(table.copy()), "mu sd", (3,))
    assert np.all(sd > 0), "Some sd was not above zero. What do you divide by then?"
    assert np.allclose(mu, alone, rtol=0, atol=1e-10) and np.allclose(
        sd, spread, rtol=0, atol=1e-10
    ), (
        "The same rows, once as a table and once cut into pieces, gave two scales. Which axes are "
        "averaged away?"
    )
    still = np.flatnonzero(np.ptp(table, axis=0) == 0)
    assert np.array_equal(sd[still], [1.0]), (
        "For a column that never moves sd was not 1. What is it?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The island in its real units, cents, passengers and the share of an hour with sun: before your scaler and after it, drawn on one ruler. In the upper picture, can
# you see the sun at all?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q3"):
    units = island.table[:120] * [9000.0, 60.0, 0.15] + [40000.0, 300.0, 0.5]
    mu, sd = fit_scaler_mv(units)
    for name, level, size in zip(names, mu, sd):
        print(f"{name:5}  mu {level:9.2f}  sd {size:8.2f}")
    course_lib.draw_lines(
        np.arange(120), dict(zip(names, units.T)), title="As they come: one of them shouts"
    ).show()
    course_lib.draw_lines(
        np.arange(120), dict(zip(names, ((units - mu) / sd).T)), title="Scaled: equally loud"
    ).show()

# %% [markdown]
# ## Part 4. An LSTM that reads them all
#
# After all that work with tables, the net itself is nearly an anticlimax. To an LSTM several columns are nothing new: at each step it reads a
# row of $D$ numbers instead of one. `kernel` has $D$ rows, and that is all. What it can do with them is another matter: gates *multiply*.
# And multiplying is just what the kiosk needs, where the sun turns around what the ferry means.

# %% tags=["otter_ignore"]
course_lib.draw_column_equation("net")

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 3

# %% [markdown]
# ### Question 4: Build it in Keras
#
# Write `build_mv`: one LSTM layer with $H$ units whose last state goes into one dense layer with $K$ outputs, without any activation.
# (A forecast may be any number, and a curve at the end would forbid some of them.) It returns a `keras.Model` that is neither compiled
# nor trained.
#
# In the hidden checks it is trained for some seconds on the island and must do what no straight line can: have at most 56 % of the
# squared error of a parrot.
#
# <details><summary>Hint 1: a nudge</summary>
#
# What is the shape of *one* example, without the batch? In which order do time and columns stand in it?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `keras.Sequential` of `keras.Input(shape)`, `keras.layers.LSTM(units)` and `keras.layers.Dense(units)`. The shape is a tuple of two
# numbers. The number of weights is $4H(D + H + 1) + (H + 1)K$, and there is no $T$ in it.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# $T = 4$, $D = 3$, $H = 2$, $K = 1$: $4 \cdot 2 \cdot 6 + 3 = 51$ weights. If you count 59, then $T$ and $D$ have changed places: the net
# reads three steps of four columns.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def build_mv(T, D, H, K):
    """An LSTM over several columns, and a dense layer on its last state.

    Args:
        T: steps of a window.
        D: columns.
        H: units of the LSTM.
        K: how many numbers are foretold.

    Returns:
        A keras.Model from (N, T, D) to (N, K), neither compiled nor trained.
    """
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((T, D)),
            keras.layers.LSTM(H),
            keras.layers.Dense(K),
        ]
    )
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The net of hint 3 was built and asked about five windows. How many numbers come back, and how many weights has it?'
"""  # END TEST CONFIG


def five_windows_get_one_number_each(build_mv):
    model = build_mv(4, 3, 2, 1)
    assert model is not None, "Nothing came back. Is a return missing?"
    assert tuple(model.input_shape) == (None, 4, 3), (
        f"Windows of four steps and three columns should go in, and your net takes "
        f"{tuple(model.input_shape)}. One example is (T, D), and the batch is not listed."
    )
    unpack(model.predict(rng.normal(size=(5, 4, 3)), verbose=0), "yhat", (5, 1))
    weights = model.count_params()
    assert weights == 51, (
        f"Hint 3 counts 51 weights, and your net has {weights}. Where are the others?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The bias of the last layer was set to 50 and to -50, with nothing else. May a forecast be any number?'
"""  # END TEST CONFIG


def a_forecast_may_be_any_number(build_mv):
    model = build_mv(5, 2, 6, 1)
    weights = model.get_weights()
    x = rng.normal(size=(4, 5, 2))
    for level in (50.0, -50.0):
        last = [0 * part + level * (part.ndim == 1) for part in weights[-2:]]
        model.set_weights([*weights[:-2], *last])
        (yhat,) = unpack(model.predict(x, verbose=0), "yhat", (4, 1))
        assert np.all(np.abs(yhat - level) < 1e-3), (
            f"With a last bias of {level:g} and nothing else, your net should say {level:g}, and it "
            f"says {yhat[0, 0]:.3g}. Which curve is at its end?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Nets of other sizes were built, for a single column and for many. Which of the four letters does not reach its layer?'
"""  # END TEST CONFIG


def every_letter_reaches_its_layer(build_mv):
    for T, D, H, K in ((7, 1, 4, 1), (6, 5, 3, 2), (2, 4, 5, 3), (9, 5, 1, 1)):
        model = build_mv(T, D, H, K)
        assert tuple(model.input_shape) == (None, T, D), (
            "A net for other T and D took something else than (T, D). Which of them comes first, and "
            "is one of them fixed?"
        )
        assert tuple(model.output_shape) == (None, K), (
            "A net for K numbers did not say K numbers for each window. What comes out of the LSTM: "
            "its last state, or one for each step?"
        )
        memory = H * (H + D + 1)
        assert model.count_params() == memory * 4 + K * H + K, (
            "The number of weights was not that of one LSTM with H units and one dense layer with K "
            "outputs. Which layer is too many, missing, or of a fixed size?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'The net was trained on the island and asked about fresh hours. Its error is too large: can it see all columns and all steps?'
"""  # END TEST CONFIG


def it_learns_what_no_straight_line_can(build_mv):
    keras.utils.set_random_seed(5)
    table = open_kiosk(4004, seed=rng).table
    views = np.lib.stride_tricks.sliding_window_view(table, 5, axis=0).transpose(0, 2, 1)
    x, y = views[:, :4], views[:, 4, 0]
    model = build_mv(4, 3, 16, 1)
    adam = {"class_name": "Adam", "config": {"learning_rate": 0.01}}
    model.compile(optimizer=adam, loss="mse")
    model.fit(x[:2000], y[:2000, None], epochs=8, batch_size=32, verbose=0)
    (yhat,) = unpack(model.predict(x[2000:], batch_size=500, verbose=0), "yhat", (2000, 1))
    parrot = np.mean((x[2000:, 3, 0] - y[2000:]) ** 2)
    assert np.mean((yhat[:, 0] - y[2000:]) ** 2) <= 0.56 * parrot, (
        "After training the net had more than 56 % of a parrot's squared error on fresh hours. Does "
        "it keep in mind what the ferry was three hours ago?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Before any training: what does your net look at? Push one number of a window a little, and see how far the forecast moves; each bar is one column at one
# step. All twelve reach the forecast; mostly, the older a step is, the fainter. (The weights are still random, so the heights mean nothing yet.)

# %% tags=["otter_ignore"]
with course_lib.once_ready("q4"):
    keras.utils.set_random_seed(4)
    net = build_mv(4, 3, 16, 1)
    pushed = np.zeros((13, 4, 3))
    pushed[1:].reshape(12, 12)[np.arange(12), np.arange(12)] = 1.0
    moved = net.predict(pushed, verbose=0)[:, 0]
    reach = np.abs(moved[1:] - moved[0]).reshape(4, 3)
    course_lib.draw_bars(
        {name: reach[:, column] for column, name in enumerate(names)},
        title="How far one push moves the forecast: oldest step to newest",
    ).show()

# %% [markdown]
# *A good place for a pause. When you come back: the court.*

# %% [markdown]
# ## Part 5. What is a column worth?
#
# A trained net will not tell you what it looks at. But you can ask it, without opening it: take one column away and see how much worse it gets.
# "Away" must not mean zeros, for a window with a dead column is something that the net has never met. Instead each window gets the column *of some other
# window*. Every number is as believable as before, it only belongs to somebody else. This is **permutation importance**.

# %% tags=["otter_ignore"]
course_lib.draw_column_equation("swap")

# %% [raw]
# # BEGIN QUESTION
# name: q5
# points: 3

# %% [markdown]
# ### Question 5: Put every column in the dock
#
# Write `permutation_importance`. For each column: shuffle that column's pieces among the windows (whole pieces, their steps in order; all other columns
# stay; `y` stays), let `predict` foretell again, and note by how much the **mean squared error has grown**. Use `np.random.default_rng(seed)` and one
# shuffle for each column.
#
# `predict` takes windows `(M, T, D)` and returns `(M,)` or `(M, 1)`. Both have to work. (Keras returns the second, and
# what NumPy makes of `(M, 1) - (M,)` is one of its better jokes.) And leave `X` as it was.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Where does the shuffling happen: in `X`, or in a copy? And for the second column: is the first one still shuffled?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `rng.permutation(M)` is a new order of the windows. With `mixed = X.copy()`, the line `mixed[:, :, d] = X[order, :, d]` moves whole
# pieces. $\text{importance}_d = \text{mse}(\text{mixed}) - \text{mse}(X)$. Flatten what `predict` returns before you subtract `y`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Two windows of one step, `X = [[[1, 7]], [[3, 7]]]`, `y = [1, 3]`, and `predict` says what stands in column 0. The error is 0. When the pieces of
# column 0 change places it says 3 and 1, and the error is 4. So the importance is `[4, 0]` (or `[0, 0]`, if the shuffle has happened to change
# nothing, which with two windows it does half of the time). Column 1 is 0 for sure.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def permutation_importance(predict, X, y, seed):
    """How much the mean squared error grows when one column is mixed up among the windows.

    Args:
        predict: a function from windows, (M, T, D), to forecasts, (M,) or (M, 1).
        X: windows, (M, T, D), float64.
        y: what came, (M,), float64.
        seed: for the order of the windows.

    Returns:
        importance: (D,), float64; 0 for a column that is not used, and it may be a little below 0.
    """
    # BEGIN SOLUTION
    rng = np.random.default_rng(seed)

    def error(windows):
        return np.mean((np.ravel(predict(windows)) - y) ** 2)

    importance = np.zeros(X.shape[2])
    for d in range(X.shape[2]):
        mixed = X.copy()
        mixed[:, :, d] = X[rng.permutation(len(X)), :, d]
        importance[d] = error(mixed) - error(X)
    return importance
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'A forecaster that reads column 0 and nothing else was put in the dock. What is each column worth to it?'
"""  # END TEST CONFIG


def who_is_not_used_is_worth_nothing(permutation_importance):
    X = rng.normal(size=(3000, 2, 3))
    y = 2 * X[:, 1, 0]
    result = permutation_importance(lambda windows: 2 * np.asarray(windows)[:, 1, 0], X, y, 0)
    (importance,) = unpack(result, "importance", (3,))
    assert np.all(np.abs(importance[1:]) < 1e-9), (
        f"Columns 1 and 2 are not used, so nothing gets worse without them, and yours are worth "
        f"{importance[1]:.3f} and {importance[2]:.3f}. Is another column still mixed up?"
    )
    assert 6.5 < importance[0] < 9.5, (
        f"Column 0 is all there is, and without it the squared error grows by about 8; yours says "
        f"{importance[0]:.3f}. Error with the mix, less error without?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A forecaster was asked that returns (M, 1), as Keras does. Does the same come out as with (M,)?'
"""  # END TEST CONFIG


def forecasts_may_be_a_row_or_a_column(permutation_importance):
    X, y = rng.normal(size=(50, 3, 2)), rng.normal(size=50)
    flat = permutation_importance(lambda w: np.asarray(w)[:, -1, 1], X.copy(), y.copy(), 3)
    tall = permutation_importance(lambda w: np.asarray(w)[:, -1, 1:], X.copy(), y.copy(), 3)
    (first,) = unpack(flat, "importance", (2,))
    (second,) = unpack(tall, "importance", (2,))
    result = compare(second, first, name="importance with (M, 1)")
    assert result, f"{result} Which shape has (M, 1) minus (M,)?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'A noisy target, and a forecaster that weighs two of four columns. By how much does the squared error grow for each?'
"""  # END TEST CONFIG


def every_column_is_judged_by_itself(permutation_importance):
    for seed in range(2):
        X = rng.normal(size=(6000, 3, 4))
        heard = X @ np.array([0.0, 2.0, -1.0, 0.0])
        y = heard[:, 2] + rng.normal(size=6000)
        result = permutation_importance(
            lambda windows: np.asarray(windows)[:, 2] @ np.array([0.0, 2.0, -1.0, 0.0]), X, y, seed
        )
        (importance,) = unpack(result, "importance", (4,))
        assert np.all(np.abs(importance[[0, 3]]) < 1e-9), (
            "A column that is not used at all was worth something. Are the other columns, and y, left "
            "as they are while one is mixed up, and is what was mixed before put right again?"
        )
        assert 6.6 < importance[1] < 9.4 and 1.5 < importance[2] < 2.5, (
            "For a column that is used, the growth of the mean squared error was not what it should "
            "be. Do you subtract the error without any mixing, and square before the mean?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Two forecasters were asked: one by the sum of a piece, one by what changes within it. Do whole pieces change windows, with their steps in order?'
"""  # END TEST CONFIG


def whole_pieces_change_windows(permutation_importance):
    level = rng.normal(size=(400, 1, 2))
    X = level + np.zeros((400, 5, 1))
    change = permutation_importance(
        lambda windows: np.ptp(np.asarray(windows)[:, :, 0], axis=1), X.copy(), np.zeros(400), 1
    )
    (importance,) = unpack(change, "importance", (2,))
    assert np.all(np.abs(importance) < 1e-9), (
        "Inside of every piece nothing changed, and after the mix something did. Are steps of "
        "different windows put into one piece?"
    )
    total = permutation_importance(
        lambda windows: np.asarray(windows)[:, :, 1].sum(axis=1), X.copy(), 5 * level[:, 0, 1], 1
    )
    (importance,) = unpack(total, "importance", (2,))
    assert importance[1] > 15, (
        "A forecaster that goes by the sum of a piece did not get worse. Do the pieces go to other "
        "windows, or are only the steps inside of them mixed?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The court met twice with the same seed and once with another. Are X and y as before, and does the seed decide?'
"""  # END TEST CONFIG


def the_court_can_be_repeated_and_leaves_no_mess(permutation_importance):
    X, y = rng.normal(size=(200, 4, 3)), rng.normal(size=200)
    kept, goals = X.copy(), y.copy()
    reader = lambda windows: np.asarray(windows)[:, -1].sum(axis=1)
    seed = int(rng.integers(1000))
    rounds = [permutation_importance(reader, X, y, each) for each in (seed, seed, seed + 1)]
    first, second, third = (unpack(each, "importance", (3,))[0] for each in rounds)
    assert np.array_equal(X, kept) and np.array_equal(y, goals), (
        "After the court had met, the windows or targets were no longer what they had been. Is the mixing done in "
        "a copy?"
    )
    assert np.array_equal(first, second), "The same seed gave two results. Who draws the order?"
    assert not np.any(first == third), "Two seeds gave the same result. Is the seed used?"


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# **Guess before you run (2).** Two forecasters have learned from 2000 hours on the island: a straight line through all twelve numbers of a window, and
# something with curves (a support vector machine; your LSTM is coming). What is the ferry worth to each of them? And the sun? Say four numbers, or at
# least which of them are zero.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    # Needs question 2 as well.
    X, y = windows_mv(island.table, 4, 1, 0)
    straight = LinearRegression().fit(X[:2000].reshape(2000, 12), y[:2000])
    curved = SVR().fit(X[:2000].reshape(2000, 12), y[:2000])
    worth = {
        name: permutation_importance(
            lambda windows, model=model: model.predict(windows.reshape(-1, 12)),
            X[2000:],
            y[2000:],
            0,
        )
        for name, model in (("with curves", curved), ("straight line", straight))
    }
    course_lib.draw_importance(worth, names, title="What each column is worth, and to whom").show()

# %% [markdown]
# To the straight line the ferry and the sun are worth nothing. That is true, and it is *not* a fact about the island: it is a fact about the straight line.
# **Importance belongs to a model.** "The ferry does not matter" would be the wrong conclusion from the grey bars, and it is drawn from such bars every day.
# (A second trap, for later: two columns that say the same share their importance, for while one is in the dock the other one tells all.)

# %% [markdown]
# ## Part 6. The trial: one column, all columns, a straight line
#
# Is it the *columns* that help, or the *curves*? To know, take away one at a time. That is an **ablation**: a net with the target's past alone (`uni`), the
# same net with all columns (`multi`), and a straight line with all columns (`linear`). Two learners are given. Both take training windows, their targets and
# test windows, and return forecasts.


# %%
def line(X, y, X_test):
    """A straight line through all numbers of a window. Windows (M, T, D), targets (M,), float64."""
    fitted = LinearRegression().fit(X.reshape(len(X), -1), y)
    return fitted.predict(X_test.reshape(len(X_test), -1))


def train_net(X, y, X_test):
    """Your net with 16 units, trained for some seconds. Windows (M, T, D), targets (M,), float64."""
    keras.utils.set_random_seed(1)
    net = build_mv(X.shape[1], X.shape[2], 16, 1)
    net.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    net.fit(X, y[:, None], epochs=12, batch_size=32, verbose=0)
    return net.predict(X_test, batch_size=500, verbose=0)[:, 0]


# %% [raw]
# # BEGIN QUESTION
# name: q6
# points: 3

# %% [markdown]
# ### Question 6: The ablation
#
# Write `ablation`. Column 0 is the target, and the next step is to be foretold (horizon 1) from windows of `T` steps. Test rows come after training rows.
#
# 1. Fit the scale on the **training rows alone**, and scale both tables with it.
# 2. Cut windows from each of them.
# 3. Let `learn` forecast from column 0 alone (`"uni"`, windows `(M, T, 1)`) and from all columns (`"multi"`), and let `line` forecast from all columns (`"linear"`).
# 4. Report the three mean squared errors on the test windows **in the target's own unit**: learners see and say scaled numbers, and an error that is scaled by `sd` is no error
#    in euros.
#
# Report what came out, also if more columns made it worse. (In the checks the learner is one of ours, quick and without any training. `train_net` is for you.)
#
# <details><summary>Hint 1: a nudge</summary>
#
# Everything has been written: `fit_scaler_mv`, `windows_mv`, two learners. What is the difference between the three calls, apart from the columns and the learner?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `X[:, :, :1]` are windows of column 0 alone that still have three axes. A forecast and its target are both scaled by the same `mu` and `sd` of column 0, so their
# difference is too small by the factor `sd[0]`, and a *squared* difference by that factor squared.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# If the scaled errors are 0.5 and -0.5 and `sd[0]` is 4, the errors in the target's own unit are 2 and -2, and the mean squared error is 4 (and neither 0.25 nor 1).
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def ablation(train, test, learn=train_net, T=4):
    """Three forecasters on the same windows: one column, all columns, a straight line.

    Args:
        train: training rows, oldest first, (L, D), float64; column 0 is the target.
        test: the rows that come after them, (L2, D), float64.
        learn: a function (X, y, X_test) that returns a forecast for each test window.
        T: steps of a window.

    Returns:
        A dictionary of three numbers, "uni", "multi" and "linear": mean squared errors on the test
        windows, in the target's own unit, squared.
    """
    # BEGIN SOLUTION
    mu, sd = fit_scaler_mv(train)
    X, y = windows_mv((train - mu) / sd, T, 1, 0)
    X_test, y_test = windows_mv((test - mu) / sd, T, 1, 0)
    forecasts = {
        "uni": learn(X[:, :, :1], y, X_test[:, :, :1]),
        "multi": learn(X, y, X_test),
        "linear": line(X, y, X_test),
    }
    return {name: np.mean((yhat - y_test) ** 2) * sd[0] ** 2 for name, yhat in forecasts.items()}
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'An ablation with a parrot as the learner. Are there three numbers, and is the error that of a parrot, in the unit of the target?'
"""  # END TEST CONFIG


def a_parrot_has_a_parrots_error(ablation):
    table = 5 + 3 * rng.normal(size=(90, 2))
    report = ablation(table[:60], table[60:], lambda X, y, X_test: np.asarray(X_test)[:, -1, 0], 3)
    assert isinstance(report, dict) and {"uni", "multi", "linear"} <= set(report), (
        "A dictionary with uni, multi and linear should come back. What does yours hold?"
    )
    wanted = np.mean(np.diff(table[62:, 0]) ** 2)
    for name in ("uni", "multi"):
        assert abs(report[name] - wanted) < 1e-6 * wanted, (
            f"A parrot repeats the last value of column 0, and its mean squared error on the test "
            f"windows is {wanted:.3f} in the target's own unit; your {name} is {report[name]:.3f}. Is "
            "it still scaled, or are other windows judged?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The straight line was asked about a target that is a straight line of the columns. Is its error zero?'
"""  # END TEST CONFIG


def a_straight_line_finds_what_is_straight(ablation):
    table = rng.normal(size=(120, 3))
    table[1:, 0] = table[:-1, 1] - 2 * table[:-1, 2]
    report = ablation(table[:80], table[80:], lambda X, y, X_test: np.zeros(len(X_test)), 4)
    assert isinstance(report, dict) and {"uni", "multi", "linear"} <= set(report), (
        "A dictionary with uni, multi and linear should come back. What does yours hold?"
    )
    assert abs(report["linear"]) < 1e-6, (
        f"The target is a straight line of the columns of the step before, and your linear is off by "
        f"{report['linear']:.3f}. Does it get all columns?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'A learner that tells what it was handed was asked. Does it get scaled windows, its columns, training targets, and are its forecasts judged as they are?'
"""  # END TEST CONFIG


def learners_are_handed_what_they_should_be(ablation):
    def teller(X, y, X_test):
        X, y, X_test = np.asarray(X), np.asarray(y), np.asarray(X_test)
        told = X[0, -1, -1] + y[-1] + 0.01 * len(X) + 0.1 * X.shape[1] + np.mean(y)
        return told + X_test[:, 0, -1] - 2 * X_test[:, -1, 0] + 0.3 * X.shape[2]

    for D, T, n in ((3, 3, 40), (5, 4, 50), (2, 2, 30)):
        table = (rng.normal(size=(n + 25, D)) + rng.uniform(-3, 3, size=D)) * 3.0 ** np.arange(D)
        table[n:] = 1.5 * table[n:] + 1
        train, test = table[:n].copy(), table[n:].copy()
        report = ablation(train, test, teller, T)
        assert np.array_equal(train, table[:n]) and np.array_equal(test, table[n:]), (
            "After the ablation a table was no longer what it had been. Which line writes into it?"
        )
        old = table[:n]
        scaled = (table - np.average(old, axis=0)) / np.sqrt(np.var(old, axis=0))
        size = np.sqrt(np.var(old[:, 0]))
        for name, last in (("uni", 0), ("multi", D - 1)):
            told = scaled[T - 1, last] + scaled[n - 1, 0] + 0.01 * (n - T) + 0.1 * T
            told = told + np.mean(scaled[T:n, 0]) + 0.3 * (last + 1)
            said = told + scaled[n:-T, last] - 2 * scaled[n + T - 1 : -1, 0]
            gap = (said - scaled[n + T :, 0]) * size
            wanted = gap.dot(gap) / len(gap)
            assert abs(report[name] - wanted) < 1e-6 * wanted, (
                "A learner that tells what it was handed had another error than it should have. Is the "
                "scale fitted on training rows alone, does it get its columns, and is its error "
                "reported as it is, in the target's unit?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'The island, with a quick learner that knows curves. Are all columns better than one, a line as bad as one, and is nobody too good to be true?'
"""  # END TEST CONFIG


def only_all_columns_with_curves_win_and_nobody_peeks(ablation):
    def curves(X, y, X_test):
        X, X_test = (np.asarray(each).reshape(len(each), -1) for each in (X, X_test))
        first, second = np.triu_indices(X.shape[1])
        old, new = (
            np.hstack([each, each[:, first] * each[:, second], np.ones((len(each), 1))])
            for each in (X, X_test)
        )
        return new.dot(np.linalg.pinv(old).dot(np.asarray(y)))

    table = open_kiosk(6000, seed=rng).table * [40.0, 0.1, 7.0] + [500.0, 3.0, -20.0]
    report = ablation(table[:4000].copy(), table[4000:].copy(), curves)
    assert isinstance(report, dict) and {"uni", "multi", "linear"} <= set(report), (
        "No dictionary with uni, multi and linear came back. What does your return line say?"
    )
    parrot = np.mean(np.diff(table[4003:, 0]) ** 2)
    assert report["multi"] <= 0.62 * parrot, (
        "With all columns and curves the error was more than 62 % of a parrot's. Does the learner "
        "get all columns, each at its own loudness, and the right targets?"
    )
    assert report["multi"] >= 0.2 * parrot, (
        "With all columns the error was below the floor, which is the luck of each hour. What does "
        "the learner know that it cannot know?"
    )
    assert report["uni"] >= 0.8 * parrot, (
        "From column 0 alone the error was lower than it can be. What has leaked into that window?"
    )
    assert 0.8 * parrot <= report["linear"] <= 1.02 * parrot, (
        "The straight line was not about as good as the takings alone. What does it get, and what "
        "is it judged by?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# And now the real thing, with your LSTM: 4000 hours to learn from, 2000 to be judged by. It takes about ten seconds. What would have been the floor of *any* forecast?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    import logging

    logging.getLogger("tensorflow").setLevel("ERROR")  # it likes to talk
    summer = course_lib.open_kiosk(6000, seed=1).table
    report = ablation(summer[:4000], summer[4000:])
    parrot = float(np.mean(np.diff(summer[4003:, 0]) ** 2))
    course_lib.draw_scores(
        {
            "parrot": parrot,
            "linear, all columns": report["linear"],
            "LSTM, takings alone": report["uni"],
            "LSTM, all columns": report["multi"],
        },
        floor=course_lib.KIOSK_FLOOR,
        title="One thing taken away at a time",
        label="mean squared error",
    ).show()

# %% [markdown]
# Columns without curves: nothing. Curves without columns: nothing. Both: with us the squared error falls from the parrot's 0.302 to 0.110, and most of what is left is luck (0.090). If you see an ablation in which
# every piece "contributes 20 %", be glad for the authors; but often it is like this, and taking away *either* piece takes away everything.
#
# **Guess before you run (3).** More columns cannot hurt, can they? A net could simply ignore them. We give it the same three columns and ten more, made with dice, and only 300
# hours to learn from. What happens to `multi`: nothing, a bit worse, worse than the takings alone? And to the straight line? Run it, and report *both* numbers to whoever asks.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    dice = np.random.default_rng(8).normal(size=(6000, 10))
    few = ablation(summer[3700:4000], summer[4000:])
    many = ablation(np.hstack([summer, dice])[3700:4000], np.hstack([summer, dice])[4000:])
    course_lib.draw_scores(
        {
            "parrot": parrot,
            "LSTM, takings alone": few["uni"],
            "LSTM, three columns": few["multi"],
            "LSTM, and ten of dice": many["multi"],
            "linear, three columns": few["linear"],
            "linear, and ten of dice": many["linear"],
        },
        floor=course_lib.KIOSK_FLOOR,
        title="300 hours to learn from, ten columns of dice",
        label="mean squared error",
    ).show()

# %% [markdown]
# With us the net goes from 0.235 to 0.524, far behind the parrot (0.302), and the line from 0.324 to 0.365. A net could ignore the dice, but it would have to *learn* to ignore them, and that takes data, too. With 300 hours, forty more numbers in every window are forty more ways to explain
# luck. **More columns do not always help.** A column of dice is a cheap and honest yardstick: whatever is worth less than dice in your importance bars should go.

# %% [markdown]
# ## Part 7. Back to euros
#
# The kiosk's owner does not want to hear "minus 0.4". A scaled forecast has to go back, with `mu` and `sd` **of the target's column**. That sounds too simple to go wrong, and
# it goes wrong all the time: the scaler knows $D$ columns, the forecast has one, and NumPy is happy to help with whatever fits.

# %% tags=["otter_ignore"]
course_lib.draw_column_equation("level")

# %% [raw]
# # BEGIN QUESTION
# name: q7
# points: 2

# %% [markdown]
# ### Question 7: The way back
#
# Write `inverse_target`. It gets scaled forecasts of the column `target`, of any shape, and returns them in that column's own unit, in the same shape.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Scaling took off the mean and then divided. What has to be undone first?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Of `mu` and of `sd` you need one number each. Then solve $z = (x - \text{mu}) / \text{sd}$ for $x$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# `mu = [40000, 300, 0.5]`, `sd = [9000, 60, 0.1]`. A forecast of 2 for the ferry (column 1) is 420 passengers: two deviations of 60 above 300. The same 2 for the takings (column 0) would
# be 58000 cents.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def inverse_target(yhat, mu, sd, target):
    """Brings scaled forecasts of one column back to its own unit.

    Args:
        yhat: scaled forecasts of the column target, any shape, float64.
        mu, sd: what fit_scaler_mv returned, (D,) each.
        target: the number of the column.

    Returns:
        The forecasts in the unit of that column, the same shape as yhat.
    """
    # BEGIN SOLUTION
    return yhat * sd[target] + mu[target]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: two deviations above usual. How many passengers are that?'
"""  # END TEST CONFIG


def two_deviations_are_420_passengers(inverse_target):
    mu, sd = np.array([40000.0, 300.0, 0.5]), np.array([9000.0, 60.0, 0.1])
    (back,) = unpack(inverse_target(np.array([2.0, 0.0, -1.0]), mu, sd, 1), "yhat", (3,))
    result = compare(back, np.array([420.0, 300.0, 240.0]), name="The way back for the ferry")
    assert result, f"{result} Compare its level with that of the column: whose mean did you add?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Columns were scaled, and each was brought back. Is it on its own level again?'
"""  # END TEST CONFIG


def every_column_comes_back_to_its_own_level(inverse_target):
    for L, D in ((9, 4), (5, 5), (3, 2)):
        Z = (rng.normal(size=(L, D)) + 4) * 10.0 ** rng.permutation(D)
        mu, sd = np.average(Z, axis=0), rng.uniform(0.5, 2, size=D)
        kept = mu.copy(), sd.copy()
        for target in range(D):
            z = (Z[:, target] - mu[target]) / sd[target]
            before = z.copy()
            (back,) = unpack(inverse_target(z, mu, sd, target), "yhat", (L,))
            assert np.array_equal(z, before), (
                "After the way back the forecasts that were handed in had changed. Does *= write "
                "into them?"
            )
            assert np.allclose(back, Z[:, target], rtol=1e-9, atol=0), (
                "A scaled column did not come back to what it had been. Compare the level of the "
                "forecast with that of y: whose mean and deviation are these, and in which order are "
                "they used?"
            )
        assert np.array_equal(mu, kept[0]) and np.array_equal(sd, kept[1]), (
            "After the way back mu or sd had changed. Which line writes into them?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Forecasts came as a column, (M, 1), and as a block, (M, K). Is the shape kept?'
"""  # END TEST CONFIG


def the_shape_is_kept_whatever_it_is(inverse_target):
    mu, sd = rng.normal(size=3), rng.uniform(1, 2, size=3)
    for shape in ((6, 1), (4, 3), (2, 5, 2)):
        z = rng.normal(size=shape)
        (back,) = unpack(inverse_target(z.copy(), mu, sd, 2), "yhat", shape)
        assert np.allclose((back - mu[2]) / sd[2], z, rtol=0, atol=1e-9), (
            "Forecasts of another shape did not come back with the two numbers of their own column. "
            "Is every entry treated alike?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# **A debugging question (not graded).** A friend's net foretells the *passengers* of the ferry. The scaled forecast looked perfect, and this is what it became on the way back. The
# shape is right, and nothing else is. Which line of `inverse_target` did the friend write?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    # Needs question 3 as well.
    units = island.table[:120] * [60.0, 40.0, 0.15] + [420.0, 300.0, 0.5]
    mu, sd = fit_scaler_mv(units)
    scaled = (units[:, 1] - mu[1]) / sd[1]
    course_lib.draw_lines(
        np.arange(120),
        {
            "yours": inverse_target(scaled, mu, sd, 1),
            "friend's": inverse_target(scaled, mu, sd, 0),
        },
        labels=("hour", "passengers"),
        title="The same forecast, two ways back",
    ).show()

# %% [markdown]
# <details><summary>What we would say to the friend</summary>
#
# *Compare the level of the forecast with that of the column.* The friend's passengers live on the level of the *takings*, and swing as widely as those do: `yhat * sd[0] + mu[0]`. Column 0 is so often the target
# that the 0 has crept into the formula. Correlation would not have noticed anything (it is 1.00), and the scaled error would not have, either. A look at the level does.
# </details>

# %% [markdown]
# ## A real-data moment: tomorrow's trading volume
#
# Can one foretell how many shares of IBM will change hands tomorrow? Not the price, mind you, only how busy the day will be. Columns on offer: the volume of IBM itself; that of
# four other shares; and the **weekday**, as five columns of 0 and 1, known ahead. Everybody is a straight line over the last five days, so that it takes no time.
# And, as a warning, a fourth forecaster: he has put *tomorrow's* volume of the other shares into `known_future`. In the file it stands in the same row, after all.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    # Needs questions 1, 2 and 3 as well.
    tickers = ("IBM", "MSFT", "GOOG", "AAPL")
    shares = [course_lib.load_stock_table(name) for name in tickers]
    days, volume = align([(share.dates, np.log(share.volume)) for share in shares])
    weekday = np.eye(5)[(days.astype("datetime64[D]").astype(int) + 3) % 7]
    table = np.hstack([volume, weekday])
    mu, sd = fit_scaler_mv(table[:1600])
    scaled = (table - mu) / sd
    calendar = (4, 5, 6, 7, 8)
    scores = {}
    for name, columns, ahead in (
        ("IBM alone", [0], ()),
        ("IBM and weekday", [0, *calendar], (1, 2, 3, 4, 5)),
        ("four shares", [0, 1, 2, 3], ()),
        ("four shares, peeking", [0, 1, 2, 3], (1, 2, 3)),
    ):
        X, y = windows_mv(scaled[:1600, columns], 5, 1, 0, ahead)
        X_test, y_test = windows_mv(scaled[1600:, columns], 5, 1, 0, ahead)
        gaps = line(X, y, X_test) - y_test
        scores[name] = float(gaps @ gaps / len(gaps))
    scores["parrot"] = float(np.mean((X_test[:, -1, 0] - y_test) ** 2))
    course_lib.draw_scores(
        scores,
        title=f"Tomorrow's log volume of {tickers[0]}, {days[1600]} to {days[-1]}",
        label=f"mean squared error, scaled ({shares[0].source})",
    ).show()

# %% [markdown]
# On our disk: IBM alone 0.579, with the weekday 0.576, and with the three other shares 0.597, which is *worse* than without them: fifteen more numbers to explain
# luck with. The parrot has 0.704. All of that is what real data look like: small gains, small losses, and a column that everybody would have sworn by.
# And then there is the forecaster who peeks, with 0.420, far ahead of everybody.
#
# **If it is too good, it is known too late.** The peeking forecaster looks like a triumph, and it is worth nothing: tomorrow's volume of Microsoft is known tomorrow evening, together with that of IBM.
# Nothing in the numbers gives it away. Only the question does: *when was this number known?*

# %% [markdown]
# ## Something to show
#
# Your own net, on hours that it has never seen, with your windows, your scale and your way back, and the straight line limping along beside it. Save it with `.save("kiosk.gif")`.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    # Needs questions 2, 3 and 4 as well.
    mu, sd = fit_scaler_mv(summer[:4000])
    scaled = (summer - mu) / sd
    X, y = windows_mv(scaled[:4000], 4, 1, 0)
    X_test, _ = windows_mv(scaled[4000:4064], 4, 1, 0)
    said = {
        "my LSTM": inverse_target(train_net(X, y, X_test), mu, sd, 0),
        "straight line": inverse_target(line(X, y, X_test), mu, sd, 0),
    }
    film = course_lib.animate_columns(
        summer[4000:4064], names, said, T=4, title="My forecast for the kiosk"
    )
    film.show()

# %% [markdown]
# **A question to talk about (not graded).** Your ablation says that the ferry is worth a lot *if the sun is known*, and nothing otherwise. What would you answer to the owner of the kiosk who asks:
# "So, what is more important, the ferry or the sun?"
#
# *Your thoughts (double-click here and write):*

# %% [markdown]
# ## Recap in five lines
#
# 1. Rows belong together by time, not by number; a gap is a gap, and it is never filled from tomorrow.
# 2. For each column ask *when was this number known?* Known ahead: moved by the horizon. Observed: never.
# 3. Each column has a scale of its own, from training rows; the forecast goes back with the target's.
# 4. An LSTM reads $D$ numbers a step and can multiply; a straight line cannot, however many columns it gets.
# 5. Importance belongs to a model; an ablation takes away one thing at a time and reports what came out, also when more columns hurt.
#
# ## If you want more (not graded)
#
# **The weather service.** Suppose the sun is known ahead: put it into `known_future`. The recipe needs the sun *one hour before*; with a horizon of 3, how much does the forecast gain, and where is the new floor? Then make the weather
# service fallible: add noise to the column, more and more of it. At which noise is it better to leave it out? And would your `permutation_importance` have told you?
