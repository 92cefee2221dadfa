# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "Finance prediction workbook: MDT and MRK"
#     minutes: 95
#     limits: {call_seconds: 10, notebook_seconds: 60}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: finance

# %% [markdown]
# # Finance prediction workbook: MDT and MRK
#
# **What you will have built.** A lie detector for forecasts of share prices: returns, a walk through the years that never
# looks ahead, four lazy forecasters to beat, honest intervals, a test for luck, a *leak hunter* that catches models
# with tomorrow's newspaper in their pocket, and a verdict that three nets with three seeds cannot talk their way around.
# First you try it on two invented pairs, one with nothing to find and one with a secret. Then on Medtronic and Merck.
#
# **Time.** About 95 minutes. A good place to pause is after question 5. Three cells near the end train small nets, for
# half a minute or so each, longer on a busy machine.
#
# **You need.** NumPy arrays and slices, the mean and the square root. The LSTM itself is given this time: you have
# built so many of them that we take your word for it. Having met the parrot of assignment 01 helps. No knowledge of
# finance, and no money: this is no advice to buy or to sell anything, and in an hour and a half you will see why.

# %%
import logging
import os
from statistics import NormalDist

import course_lib
import numpy as np

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow likes to talk
logging.getLogger("tensorflow").setLevel("ERROR")

# %% [markdown]
# ## The whole thing first
#
# Somebody rings. He has a machine that foretells the price of a share, always for the next day. Here is what it did
# last year. It learned from the years before, it looked at nothing but the five latest closes, there is no trick in
# it and no leak. The wide grey line is what came, the thin one is what the machine had said a day earlier.
#
# (The prices come from a file on your disk, if it is there; on Linux, `pip install pyhuge==2.0.1` brings it. Which
# shares they are stands above the picture. **All numbers in our text were measured on MDT and MRK, 2003 to 2007.** If
# another pair has stepped in on your machine, your numbers are others, and what we tell about a year of MRK is a story
# for you. The questions and the verdict are the same.)

# %% tags=["otter_ignore"]
from sklearn.linear_model import LinearRegression

pair = course_lib.load_pair()
name, price = pair.names[1], pair.prices[:, 1]
seen = np.lib.stride_tricks.sliding_window_view(price, 6)
machine = LinearRegression().fit(seen[:1000, :5], seen[:1000, 5])
hugging, came, known = machine.predict(seen[1002:, :5]), seen[1002:, 5], seen[1002:, 4]
course_lib.draw_forecasts(
    came,
    {"machine": hugging},
    title=f"{name}, one year, each day foretold on the day before ({pair.source})",
    labels=("trading day", "dollars"),
)

# %% [markdown]
# **Guess before you run (1).** The two lines have a correlation of 0.99. The forecast explains 98 % of the ups and
# downs of the price and is off by one per cent on average. The machine costs 499 dollars a month. What do you offer
# him? Write down a number. Then run the next two cells.

# %% tags=["otter_ignore"]
course_lib.draw_illusion(came, hugging, known, title=f"{name}: the same forecast, drawn twice")

# %% tags=["otter_ignore"]
course_lib.animate_shift(
    came, hugging, title=f"{name}: slide the forecast. Where does it fit best?"
)

# %% [markdown]
# Slid back by one day it fits nearly perfectly. In other words: **the forecast for tomorrow is the price of today**,
# with a little make-up. It is the parrot of assignment 01, and somebody has put it into a suit. Prices move by one
# per cent a day, so whoever says "as today" is off by one per cent, and in a chart of a whole year you do not see one
# per cent. The right half of the picture before the film asks the only question that could earn money: when the machine foretold a
# *move*, did that move come? The machine hardly dares to foretell any, and where it does, there is nothing behind it.
# (Its opinion is worth less than that of the real parrot, which works for sunflower seeds.)
#
# So how would one notice, when the next machine calls? This notebook builds the questions to ask. We grade *the
# measuring*, never the profit, and nobody loses a point because a share did what it liked.
#
# ### The letters
#
# | letter | what it is | shape |
# |---|---|---|
# | $L$ | days with a price | number |
# | `prices` | closes of two shares, oldest first | `(L, 2)` |
# | `r` | log returns: `r[k]` leads from day $k$ to day $k+1$ | `(L - 1, 2)`, or one column |
# | $n$, $m$ | number of returns, or of days; $m$ where there are two kinds | numbers |
# | `r_train`, `r_test` | returns to learn from, and those of the days that are asked about | `(n, 2)` or `(n,)` each |
# | `y`, `yhat` | what came and what was foretold | `(n,)` |
# | `ybench` | what the benchmark had foretold | `(n,)` |
# | `acc`, `lo`, `hi` | share of right directions, and its 95 % interval | numbers from 0 to 1 |
# | `p` | how often pure luck does at least as well | number from 0 to 1, or `nan` |
#
# One row is one day, oldest first, and everything is `float64`. Returns are written as they are: 0.01 is one per cent.

# %% [markdown]
# ## Part 1. From prices to moves
#
# A price has a level, and the level flatters everybody. So we look at what changes: the **log return**, the
# difference of the logarithms of two neighbouring prices. For small moves it is the change in per cent, divided by a
# hundred. Its charm is that it adds up: the sum of a year's log returns is the log return of the year.

# %% tags=["otter_ignore"]
course_lib.draw_market_equation("returns")

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 2

# %% [markdown]
# ### Question 1: Read prices, mistrust them, take returns
#
# Write `load_prices`. It gets the *text* of a CSV file: a heading, and then a line for each day with a date and two
# prices, such as `2003-01-02,46.68,58.25`. It returns the dates (as `datetime64[D]`) and the prices. And it raises a
# `ValueError` if something is wrong: dates that do not move forward from line to line (out of order, or the same day
# twice), or a price that is not a number above zero.
#
# A loader that repairs such files in silence is no friend: a file that needs repair has been through hands that you
# do not know.
#
# Then write `log_returns`, for prices that are known to be good.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `csv.splitlines()` and `line.split(",")` get you far. Which line is not a day? And how do you compare each date
# with the one above it, for all lines at once?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `np.array(words, dtype="datetime64[D]")` turns words into dates, and `np.diff` of dates gives spans of time, which
# can be compared with `np.timedelta64(0, "D")`. The word `nan` becomes a float without any complaint, and it is
# neither above zero nor below: ask whether all prices *are* above zero, rather than whether one is not. Returns:
# $r_k = \ln P_{k+1} - \ln P_k$, down the days, for each column by itself.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# A share at 100, 110 and 99: the log returns are $\ln 1.1 = 0.0953$ and $\ln 0.9 = -0.1054$. They add up to
# $-0.0101 = \ln 0.99$, and that is what became of 100 dollars in two days: 99.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def load_prices(csv):
    """Reads the prices of two shares and refuses what cannot be right.

    Args:
        csv: the text of a CSV file: a heading, then a date and two prices a line, oldest first.

    Returns:
        A tuple (dates, prices): (L,) datetime64[D] and (L, 2) float64.

    Raises:
        ValueError: a date does not come after the one before it, or a price is not above zero.
    """
    # BEGIN SOLUTION
    rows = [line.split(",") for line in csv.splitlines()[1:]]
    dates = np.array([row[0] for row in rows], dtype="datetime64[D]")
    prices = np.array([row[1:] for row in rows], dtype=float)
    if np.any(np.diff(dates) <= np.timedelta64(0, "D")):
        raise ValueError("the dates do not move forward from line to line")
    if not np.all(prices > 0):
        raise ValueError("there is a price that is not above zero")
    return dates, prices
    # END SOLUTION


def log_returns(prices):
    """The moves from day to day.

    Args:
        prices: closes, one row a day, oldest first, (L, 2), float64, all above zero.

    Returns:
        r: log returns, (L - 1, 2).
    """
    # BEGIN SOLUTION
    return np.diff(np.log(prices), axis=0)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'Three lines of a file were read, and the mini-case of hint 3 was computed. What do you get on paper?'
"""  # END TEST CONFIG


def three_days_are_read_and_make_two_returns(load_prices, log_returns):
    text = "date,ONE,TWO\n2003-01-02,100,20\n2003-01-03,110.0,25\n2003-01-06,99,20\n"
    result = load_prices(text)
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Dates and prices should come back, two things. What does your return line say?"
    )
    days = [str(day)[:10] for day in np.asarray(result[0])]
    assert days == ["2003-01-02", "2003-01-03", "2003-01-06"], (
        f"The file holds the 2nd, 3rd and 6th of January 2003, and you read {days}. Is the heading a day?"
    )
    (prices,) = unpack(result[1], "prices", (3, 2))
    read = compare(prices, np.array([[100.0, 20.0], [110.0, 25.0], [99.0, 20.0]]), name="prices")
    assert read, f"{read} Which columns are prices?"
    (r,) = unpack(log_returns(prices), "r", (2, 2))
    result = compare(
        r[:, 0], np.array([0.0953102, -0.1053605]), atol=1e-6, name="r in the mini-case"
    )
    assert result, f"{result} Which logarithm, and which day is taken off which?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Returns of random prices were added up again. Do they lead from the first price to every other one?'
"""  # END TEST CONFIG


def returns_add_up_to_the_prices(log_returns):
    for L in (2, 9, 60):
        prices = np.stack([rng.uniform(5, 90, size=L), rng.uniform(0.5, 4, size=L)], axis=1)
        before = prices.copy()
        (r,) = unpack(log_returns(prices), "r", (L - 1, 2))
        for k in range(1, L):
            there = before[0] * np.exp(np.sum(r[:k], axis=0))
            assert np.allclose(there, before[k], rtol=1e-9, atol=0), (
                "The first price, moved by the sum of the first returns, was not the price of that "
                "day. Is it the natural logarithm, later minus earlier, each share by itself?"
            )
        assert np.array_equal(prices, before), (
            "After the call the prices were no longer what they had been. Who wrote into them?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Files with something wrong in them were handed in, and good ones. Are all of the former refused, and none of the latter?'
"""  # END TEST CONFIG


def what_cannot_be_right_is_refused(load_prices):
    start = np.datetime64("2004-02-25") + int(rng.integers(0, 400))
    days = [str(start + k) for k in (0, 1, 2, 5, 6, 7)]
    cents = rng.integers(100, 9000, size=(6, 2)) / 100
    cents[1, 1] = 0.37
    lines = [f"{day},{one},{two}" for day, (one, two) in zip(days, cents.tolist())]
    day, one, two = lines[3].split(",")
    broken = {
        "order": [*lines[:3], lines[4], lines[3], lines[5]],
        "twice": [*lines[:4], f"{day},{two},{one}", *lines[4:]],
        "zero": [*lines[:3], f"{day},{one},0", *lines[4:]],
        "below": [*lines[:3], f"{day},-{one},{two}", *lines[4:]],
        "no number": [*lines[:3], f"{day},{one},nan", *lines[4:]],
    }
    words = {
        "order": "Two lines had changed places, and no ValueError was raised. Does every date come after the one above it?",
        "twice": "One day was there twice, with two different prices, and no ValueError was raised. Which of the two would you believe?",
        "zero": "A price was zero, and no ValueError was raised. What is its logarithm?",
        "below": "A price was below zero, and no ValueError was raised. Who would sell at that?",
        "no number": "A price was not a number, and no ValueError was raised. Is nan above zero?",
    }
    refused = {}
    for word, table in broken.items():
        refused[word] = False
        try:
            load_prices("\n".join(["date,X,Y", *table]))
        except ValueError:
            refused[word] = True
    assert refused["order"], words["order"]
    assert refused["twice"], words["twice"]
    assert refused["zero"], words["zero"]
    assert refused["below"], words["below"]
    assert refused["no number"], words["no number"]
    result = load_prices("\n".join(["day,MDT,MRK", *lines]) + "\n")
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "A good file was read, and no two things came back. What does your return line say?"
    )
    assert [str(day)[:10] for day in np.asarray(result[0])] == days, (
        "A good file was read, and its dates were not those of its lines. Is one lost, or added?"
    )
    (prices,) = unpack(result[1], "prices", (6, 2))
    assert np.all(np.abs(prices - cents) < 1e-9), (
        "A good file was read, and its prices were not those of its lines. In which order?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your loader and your returns, on the real pair. A comb with a few teeth too long is what share returns look
# like everywhere. On MRK, the longest one, 27 % lost in one day (a log return of -0.31), is 30 September 2004: a drug was
# taken off the market before breakfast. No model that reads prices knew about that, and one that had "known" would
# have been a leak.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    dates, prices = load_prices(pair.csv())
    r = log_returns(prices)
    course_lib.draw_gallery(
        {
            letter: course_lib.TimeSeries(
                f"{pair.names[column]}, daily log return",
                dates[1:],
                100 * r[:, column],
                "%",
                pair.source,
            )
            for column, letter in enumerate("AB")
        },
        title="Returns have no level",
    ).show()

# %% [markdown]
# **Look at your data before a model does.** Here are the returns of Microsoft in 2003, the lowest and the highest. Was
# there a crash?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    table = course_lib.load_stock_table("MSFT")
    for word, column in (("raw closes", table.close), ("adjusted closes", table.adjusted_close)):
        moves = log_returns(np.stack([column, column], axis=1))[:, 0]
        moves = moves[
            (table.dates[1:] >= np.datetime64("2003-01-01"))
            & (table.dates[1:] < np.datetime64("2004-01-01"))
        ]
        print(f"MSFT 2003, {word:16s} lowest return {moves.min():+.3f}, highest {moves.max():+.3f}")

# %% [markdown]
# It was a *split*: every share became two on that day, at half the price ($\ln 0.5 = -0.69$, and the share itself rose
# by 3 % besides), and nobody was richer or poorer. Adjusted
# prices have splits and dividends taken out. Either kind will do, but **never mix the two**, and never let a net
# learn from a crash that was not one. (MDT and MRK had no split in these years; that was checked, not hoped. MRK handed a
# daughter company to its owners in August 2003, which makes one of its returns look 5.5 % worse than it was, and
# dividends do a little of that four times a year. We leave both in, and say so.)

# %% [markdown]
# ## Part 2. Walk forward
#
# One split into past and future gives one answer, and one answer can be luck. So one *walks*: learn from the first
# years, foretell a block of days, add that block to the past, learn again, foretell the next block, and so on to the
# end. Every day after the start is foretold once, from days before it. Between the two there is a **gap** that nobody
# uses: if a target takes $k$ days to become known, the last $k$ days before a block have no known target yet.

# %% tags=["otter_ignore"]
course_lib.draw_market_equation("walk")

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 3

# %% [markdown]
# ### Question 2: Walk, and paint the ribbon
#
# Write `walk_forward`. It returns one pair of slices for each fold, (training, test):
#
# - The first training part holds `train_min` days. Then `gap` days are skipped, then comes the first block of `test`
#   days.
# - The next block begins where the last one ended. There is always exactly one gap between a training part and its block.
# - The last block takes what is left, even if that is shorter. If there is no day left for a first block, the list is
#   empty.
# - `expanding=True`: every training part begins with the oldest day and grows. `expanding=False`: it keeps its length
#   of `train_min` days and moves along.
#
# Then write `ribbon`, which paints what `walk_forward` returned: a row for each fold, a column for each day, with 1
# where the fold trains, 2 where it tests, 0 elsewhere.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Let one number walk: the first day of the next block. Everything else follows from it: where training ends, where
# the block ends, and when to stop.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With $s$ the first day of a block: training ends (without that day) at $s - \mathrm{gap}$, and the block at
# $s + \mathrm{test}$ or at $n$, whichever is first. The first $s$ is $\mathrm{train\_min} + \mathrm{gap}$, each next
# one is `test` larger, and it goes on as long as $s < n$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# The picture above: $n = 12$, `train_min` 4, `test` 3, `gap` 1. Training 0 to 4, test 5 to 8; training 0 to 7, test 8
# to 11; training 0 to 10, test 11 to 12. With `expanding=False` the training parts are 0 to 4, 3 to 7 and 6 to 10.
# (The second number is never part of it, as in `slice`.)
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def walk_forward(n, train_min, test, gap, expanding=True):
    """Cuts n days into folds: training, a gap, and a block to be foretold.

    Args:
        n: how many days there are.
        train_min: days of the first training part.
        test: days of a block; the last one may be shorter.
        gap: days between a training part and its block.
        expanding: whether the training part grows; otherwise it moves along.

    Returns:
        A list with one pair of slices for each fold: (training, test).
    """
    # BEGIN SOLUTION
    folds = []
    for start in range(train_min + gap, n, test):
        end = start - gap
        first = 0 if expanding else end - train_min
        folds.append((slice(first, end), slice(start, min(start + test, n))))
    return folds
    # END SOLUTION


def ribbon(n, train_min, test, gap, expanding=True):
    """Paints the folds of walk_forward.

    Args:
        n, train_min, test, gap, expanding: as in walk_forward.

    Returns:
        marks: 1 where a fold trains, 2 where it tests, 0 elsewhere, (folds, n), whole numbers.
    """
    # BEGIN SOLUTION
    folds = walk_forward(n, train_min, test, gap, expanding)
    marks = np.zeros((len(folds), n), dtype=int)
    for row, (past, block) in enumerate(folds):
        marks[row, past] = 1
        marks[row, block] = 2
    return marks
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3 was painted. Compare your ribbon with the picture above the question.'
"""  # END TEST CONFIG


def twelve_days_are_painted_as_in_the_picture(ribbon):
    painted = []
    for grows, wanted in (
        (True, ["111102220000", "111111102220", "111111111102"]),
        (False, ["111102220000", "000111102220", "000000111102"]),
    ):
        (marks,) = unpack(ribbon(12, 4, 3, 1, grows), "marks")
        painted.append(
            (wanted, ["".join(str(int(day)) for day in row) for row in np.atleast_2d(marks)])
        )
    for wanted, rows in painted:
        assert rows == wanted, (
            f"Twelve days, train_min 4, test 3, gap 1: the rows should be {wanted}, and yours are {rows}. "
            "Go through them from left to right: where is the first difference?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Are pairs of slices returned, training first? A slice is written slice(0, 4).'
"""  # END TEST CONFIG


def a_fold_is_a_pair_of_slices(walk_forward):
    folds = walk_forward(12, 4, 3, 1)
    assert isinstance(folds, (list, tuple)) and len(folds) == 3, (
        "Three folds should come back in a list. What does your return line say?"
    )
    for fold in folds:
        assert isinstance(fold, (tuple, list)) and len(fold) == 2, (
            "A fold should be a pair: training and test. What are yours?"
        )
        assert not any(isinstance(part, (int, list, tuple, np.ndarray)) for part in fold), (
            "Both parts of a fold should be slices. What are yours made of?"
        )
    spans = [part.indices(12) for fold in folds for part in fold]
    assert [tuple(span)[:2] for span in spans[:2]] == [(0, 4), (5, 8)], (
        "The first fold trains on 0 to 4 and tests on 5 to 8. Is the end of a slice a part of it?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Walks of several lengths: is every day after the start foretold exactly once, in order, up to the last one?'
"""  # END TEST CONFIG


def every_day_is_foretold_once_and_in_order(ribbon):
    for n, train_min, test, gap in (
        (60, 20, 10, 3),
        (47, 9, 8, 2),
        (100, 50, 1, 5),
        (30, 4, 90, 0),
    ):
        (marks,) = unpack(ribbon(n, train_min, test, gap), "marks")
        assert marks.ndim == 2 and marks.shape[1] == n and len(marks), (
            "A table with a row for each fold and a column for each day should come back, and there was "
            "room for folds. How many are there?"
        )
        row, day = np.nonzero(marks == 2)
        assert np.array_equal(np.sort(day), np.unique(day)), (
            "Some day was foretold by two folds. Where does the next block begin?"
        )
        assert np.array_equal(np.sort(day), np.arange(train_min + gap, n)), (
            "Not every day from the end of the first gap to the last day was foretold. Are days lost "
            "between two blocks, or at the end, or is the first block late?"
        )
        assert np.array_equal(day, np.sort(day)) and np.all(np.diff(row) >= 0), (
            "The blocks were not in the order of time. Which one comes first?"
        )
        sizes = np.sum(marks == 2, axis=1)
        assert np.all(sizes[:-1] == test) and sizes[-1] <= test, (
            "A block was not as long as was asked for. Only the last one may be shorter: is it?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The days between training and test were counted, in every fold. Is there one gap, no more and no less?'
"""  # END TEST CONFIG


def between_past_and_block_there_is_one_gap(ribbon):
    for n, train_min, test, gap in ((80, 20, 12, 4), (50, 10, 7, 1), (64, 30, 5, 0)):
        (marks,) = unpack(ribbon(n, train_min, test, gap), "marks")
        for row in np.atleast_2d(marks):
            past, block = np.flatnonzero(row == 1), np.flatnonzero(row == 2)
            assert len(past) and len(block), (
                "A fold had no training days or no test days. Which of the two, and why?"
            )
            assert past[-1] < block[0], (
                "A fold trained on days that come after days of its block. Who could do that in life?"
            )
            assert block[0] - past[-1] == gap + 1, (
                "Between the last training day and the first test day of a fold there was not one gap. "
                "Does every fold have it, the later ones too?"
            )
            assert np.array_equal(past, np.arange(len(past))), (
                "A training part that grows did not begin with the oldest day, or had a hole in it. "
                "Which days did you leave out?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A training part that moves along, and series that are too short. How long is the part, and where does it end?'
"""  # END TEST CONFIG


def a_moving_past_keeps_its_length_and_short_series_have_no_folds(ribbon):
    for n, train_min, test, gap in ((70, 20, 9, 3), (41, 8, 5, 0)):
        (marks,) = unpack(ribbon(n, train_min, test, gap, False), "marks")
        for row in np.atleast_2d(marks):
            past, block = np.flatnonzero(row == 1), np.flatnonzero(row == 2)
            assert len(past) == train_min and len(block), (
                "With expanding=False a training part did not keep its length. What moves, its end "
                "alone or its beginning as well?"
            )
            assert np.array_equal(past, np.arange(block[0] - gap - train_min, block[0] - gap)), (
                "With expanding=False a training part was not the newest days before the gap. Where "
                "does it end?"
            )
    for n, train_min, test, gap in ((10, 8, 3, 2), (5, 9, 2, 1), (12, 12, 4, 0)):
        (marks,) = unpack(ribbon(n, train_min, test, gap), "marks")
        assert marks.shape == (0, n), (
            "There was no day left to be foretold, and the ribbon was not a table of no rows and n "
            "columns. How many folds should there be?"
        )
    (marks,) = unpack(ribbon(11, 8, 3, 2), "marks", (1, 11))
    assert np.sum(marks == 2) == 1, (
        "There was room for one single test day, and it was not used. Why?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your walk through the five years of the real pair, as it will be used below: two years to begin with, a gap of one
# day (too thin to be seen here, but it is there), and a block of a year at a time.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q2"):
    course_lib.draw_ribbon(
        ribbon(len(pair) - 1, 503, 251, 1),
        dates=pair.dates[1:],
        title="Three years, each foretold from the years before it",
    ).show()

# %% [markdown]
# **A design question (not graded).** Suppose you want to foretell not the next day, but what a share will have done
# 20 days later, for every day. Which gap does your walk need, and what happens without one? And why would it be even
# worse to shuffle all days first, and to call a random fifth of them the test part?
#
# <details><summary>What we would do</summary>
#
# The target of day $k$ becomes known 20 days later. So on the day before a block, the newest 20 targets are not known
# yet: the gap has to be 20 at least. Without it, the last training targets are made of the very days that are asked
# about. Shuffled, nearly every test day has a neighbour in training whose 20 days overlap its own in 19. A model that
# looks for the most similar 20 prices it has ever seen finds that twin, and shines: on MRK it was right about the
# direction in 82 to 88 % of cases (ten shuffles). With an honest split and a gap of 20 days it was right in 52 %,
# where always-up was right in 66. Nothing was learned, but everything was copied.
# </details>

# %% [markdown]
# ## Part 3. Four lazy forecasters
#
# The parrot of assignment 01 said "the price stays". As a return, that is **zero**. Three colleagues of it are nearly
# as lazy: the **mean** says what a training day did on average; **always up** foretells for every day a rise by a
# training day's average *size* (of rises and falls alike, without their signs); and **AR(1)**, the only one with an
# idea, takes a straight line through the training days: return of a day against the return of the day before.

# %% tags=["otter_ignore"]
course_lib.draw_market_equation("lazy")

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 2

# %% [markdown]
# ### Question 3: Baselines
#
# Write `baselines`. It gets the training returns and the test returns of one share, and returns a dictionary with
# four arrays of forecasts, one number for each test day: `"zero"`, `"mean"`, `"always_up"` and `"ar1"`.
#
# Beware of the test returns. What comes on a day is what is to be foretold for it. `"ar1"` may use the return of the
# day before; for the first test day that is the newest training return (with a gap it is a little stale, and that is
# the price of the gap).
#
# <details><summary>Hint 1: a nudge</summary>
#
# Three of the four would say the same if all test returns were hidden from them. Which of your lines reads `r_test`,
# and does it need more than its length?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# AR(1) foretells $\mathrm{level} + \mathrm{slope} \cdot r_{k-1}$ for day $k$. The two numbers are those with the
# smallest sum of squared errors over all pairs of neighbours in training; `np.polyfit(x, y, 1)` returns them (slope
# first). For the returns "before" the test days, put the newest training return in front of the test returns and
# leave off the last one.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Training 2, -1, 0.5, -0.25 (strange per cents, but easy ones): each is minus a half of the one before, so the slope
# is -0.5 and the level 0. The mean is 0.3125 and the average size 0.9375. If the test days bring 4 and 1, AR(1)
# foretells $-0.5 \cdot (-0.25) = 0.125$ and $-0.5 \cdot 4 = -2$. The 1 is never used.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def baselines(r_train, r_test):
    """What four lazy forecasters say for each test day.

    Args:
        r_train: returns to learn from, oldest first, (n,), float64, at least 3.
        r_test: returns of the days that are asked about, oldest first, (m,), float64.

    Returns:
        A dictionary of forecasts, (m,) each: "zero", "mean", "always_up", "ar1".
    """
    # BEGIN SOLUTION
    days = len(r_test)
    slope, level = np.polyfit(r_train[:-1], r_train[1:], 1)
    before = np.concatenate([r_train[-1:], r_test[:-1]])
    return {
        "zero": np.zeros(days),
        "mean": np.full(days, r_train.mean()),
        "always_up": np.full(days, np.abs(r_train).mean()),
        "ar1": level + slope * before,
    }
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: what do the four say for two days?'
"""  # END TEST CONFIG


def four_forecasts_for_two_days_as_on_paper(baselines):
    said = baselines(np.array([2.0, -1.0, 0.5, -0.25]), np.array([4.0, 1.0]))
    names = ("zero", "mean", "always_up", "ar1")
    assert isinstance(said, dict) and set(names) <= set(said), (
        "A dictionary with zero, mean, always_up and ar1 should come back. Which names does yours have?"
    )
    wanted = ([0.0, 0.0], [0.3125, 0.3125], [0.9375, 0.9375], [0.125, -2.0])
    for name, numbers in zip(names, wanted):
        (forecast,) = unpack(said[name], name, (2,))
        result = compare(forecast, np.array(numbers), name=f"{name} in the mini-case")
        assert result, f"{result} What does this one learn from, and what does it look at?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Test returns were changed, one at a time. Whose forecasts may move then, and for which day?'
"""  # END TEST CONFIG


def only_the_day_before_is_looked_at(baselines):
    r_train, r_test = 0.01 * rng.normal(size=40) + 0.002, 0.02 * rng.normal(size=9) - 0.01
    kept = r_train.copy(), r_test.copy()
    first = baselines(r_train, r_test)
    names = ("zero", "mean", "always_up", "ar1")
    assert isinstance(first, dict) and set(names) <= set(first), (
        "No dictionary with the four names came back. What does your return line say?"
    )
    assert np.array_equal(r_train, kept[0]) and np.array_equal(r_test, kept[1]), (
        "After the call the returns were no longer what they had been. Who wrote into them?"
    )
    for day in (0, 4, 8):
        other = kept[1].copy()
        other[day] += 0.5
        second = baselines(kept[0].copy(), other)
        for name in names[:3]:
            one, two = unpack((first[name], second[name]), "before after", (9,))
            assert np.allclose(one, two, rtol=0, atol=1e-12), (
                "A test return was changed, and the forecast of zero, mean or always_up moved. Which "
                "days may these three learn from?"
            )
        one, two = unpack((first["ar1"], second["ar1"]), "before after", (9,))
        moved = np.abs(one - two) > 1e-12
        assert np.array_equal(moved, np.arange(9) == day + 1), (
            "One test return was changed, and AR(1) did not move for the day after it alone. Does it "
            "foretell a day from that very day, or is it fitted to the test days?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Training returns with a level and a memory were given. Is each of the four what its name says, and is the line of AR(1) the best one?'
"""  # END TEST CONFIG


def each_forecaster_learns_what_its_name_says(baselines):
    for n, m in ((50, 6), (7, 1), (200, 30)):
        r_train = 0.04 + 0.1 * ar1(n, phi=-0.4, seed=rng).values
        r_test = 0.1 * rng.normal(size=m)
        said = baselines(r_train.copy(), r_test.copy())
        assert isinstance(said, dict), "No dictionary came back. What does your return line say?"
        none, mean, up, line = unpack(
            [said.get(name) for name in ("zero", "mean", "always_up", "ar1")],
            "zero mean always_up ar1",
            (m,),
        )
        assert not none.any(), "The zero forecast was not zero. What does 'the price stays' mean?"
        assert np.allclose(mean, np.sum(r_train) / n, rtol=0, atol=1e-12), (
            "The mean forecast was not the mean of the training returns on every test day. Whose "
            "mean is it?"
        )
        size = np.linalg.norm(r_train, 1) / n
        assert np.allclose(up, size, rtol=0, atol=1e-12), (
            "Always-up did not foretell the average size of a training return. Which returns count, "
            "and with which sign?"
        )
        deviation = r_train[:-1] - np.average(r_train[:-1])
        steep = deviation.dot(r_train[1:]) / deviation.dot(deviation)
        flat = np.average(r_train[1:]) - steep * np.average(r_train[:-1])
        before = np.append(r_train, r_test)[n - 1 : -1]
        assert np.allclose(line, flat + steep * before, rtol=0, atol=1e-9), (
            "AR(1) was not the straight line with the smallest squared errors in training, read at "
            "the return before. Does it have a level, is it fitted to neighbours, and which comes first?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your four on the first thirty days of the last year of the real pair, in per cent. Look how small AR(1)'s opinions
# are: on MRK, what seems to be one line at zero is three, the parrot, the mean and AR(1). Having seen four years, AR(1)
# knows that yesterday's move says next to nothing about today's. That is not a weakness. That is an education.

# %% tags=["otter_ignore"]
# Needs questions 1 and 2 as well.
with course_lib.once_ready("q3"):
    r = log_returns(pair.prices)[:, 1]
    past, block = walk_forward(len(r), 503, 251, 1)[-1]
    four = baselines(r[past], r[block])
    words = {"zero": "parrot, zero", "ar1": "linear, ar1"}
    course_lib.draw_forecasts(
        100 * r[block][:30],
        {words.get(word, word): 100 * line[:30] for word, line in four.items()},
        title=f"{pair.names[1]}, last year: what came, and what the lazy ones say",
        labels=("trading day", "per cent"),
    ).show()

# %% [markdown]
# ## Part 4. Scores that cannot be flattered
#
# The machine at the door explained 98 % of the price's ups and downs. Beside *what*? Beside somebody who says the
# same price, the year's average, on all days of the year: a benchmark that nobody would ever use. Give the parrot
# that benchmark, and it is a genius, too.
#
# So the first rule: **choose a benchmark that could have been used**. The **out-of-sample $R^2$** is the share of the
# benchmark's squared errors that a forecast saves:

# %% tags=["otter_ignore"]
course_lib.draw_market_equation("skill")

# %% [markdown]
# Two relatives. The **MASE** you may know from assignment 01: the mean absolute error, divided by the parrot's, as
# the parrot did on the *training* prices. **Theil's U** divides root mean squared errors, those of the forecast by
# the parrot's on the *same* days: at 1, all your work has bought a parrot. A MASE of 1 says less: as good as
# the parrot was in the *training* days. In a wilder or dearer year even the parrot is above 1.

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 2

# %% [markdown]
# ### Question 4: Three scores with a benchmark inside
#
# Write `r2_oos`, `mase` and `theil_u`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Put the benchmark itself in for the forecast. Which number should `r2_oos` and `theil_u` give then? If you remember that,
# you need not remember what stands above the line. (The parrot of `mase` sits in the training days.)
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $$R^2_{\mathrm{oos}} = 1 - \frac{\sum (y - \hat y)^2}{\sum (y - y_{\mathrm{bench}})^2} \qquad
# \mathrm{MASE} = \frac{\text{mean } |y - \hat y|}{\text{mean } |x_t - x_{t-1}| \text{ in training}} \qquad
# U = \sqrt{\frac{\sum (y - \hat y)^2}{\sum (y - \mathrm{last})^2}}$$
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Came: 1, 2, 3, 4. Foretold: 1, 3, 3, 3. The benchmark says 2 on all days. Squared errors: $0 + 1 + 0 + 1 = 2$
# against $1 + 0 + 1 + 4 = 6$, so $R^2_{\mathrm{oos}} = 1 - 2/6 = 0.667$. With training prices 0, 1, 3 the parrot was
# off by 1.5 on average, so the MASE is $0.5/1.5 = 0.333$. With `last` 0, 1, 2, 3 the parrot is off by 1 every day:
# $U = \sqrt{2/4} = 0.707$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def r2_oos(y, yhat, ybench):
    """The share of the benchmark's squared errors that a forecast saves.

    Args:
        y: what came, (n,), float64.
        yhat: what was foretold, (n,), float64.
        ybench: what the benchmark had foretold, (n,), float64.

    Returns:
        One number, at most 1.
    """
    # BEGIN SOLUTION
    return 1 - np.sum((y - yhat) ** 2) / np.sum((y - ybench) ** 2)
    # END SOLUTION


def mase(y, yhat, train):
    """The mean absolute error, measured in those of the parrot on the training prices.

    Args:
        y: prices that came, (n,), float64.
        yhat: prices that were foretold, (n,), float64.
        train: training prices, oldest first, (m,), float64.

    Returns:
        One number without a unit.
    """
    # BEGIN SOLUTION
    return np.mean(np.abs(y - yhat)) / np.mean(np.abs(np.diff(train)))
    # END SOLUTION


def theil_u(y, yhat, last):
    """The root mean squared error, measured in those of the parrot on the same days.

    Args:
        y: prices that came, (n,), float64.
        yhat: prices that were foretold, (n,), float64.
        last: the newest price that was known each time, (n,), float64.

    Returns:
        One number without a unit.
    """
    # BEGIN SOLUTION
    return np.sqrt(np.mean((y - yhat) ** 2) / np.mean((y - last) ** 2))
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: what do the three scores say on paper?'
"""  # END TEST CONFIG


def four_days_are_scored_as_on_paper(r2_oos, mase, theil_u):
    y, yhat = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 3.0, 3.0, 3.0])
    (first,) = unpack(r2_oos(y, yhat, np.full(4, 2.0)), "r2", ())
    assert abs(first - 2 / 3) < 1e-9, (
        f"Squared errors of 2 against 6 save two thirds, and r2_oos says {first:.3f}. Which benchmark did you take?"
    )
    (second,) = unpack(mase(y, yhat, np.array([0.0, 1.0, 3.0])), "mase", ())
    assert abs(second - 1 / 3) < 1e-9, (
        f"A mean error of 0.5 against the parrot's 1.5, and mase says {second:.3f}. Which yardstick did you take?"
    )
    (third,) = unpack(theil_u(y, yhat, np.array([0.0, 1.0, 2.0, 3.0])), "u", ())
    assert abs(third - np.sqrt(0.5)) < 1e-9, (
        f"Squared errors of 2 against 4, and theil_u says {third:.3f}. Is there a root?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Benchmarks were scored against themselves, and forecasts against benchmarks of all kinds. Which errors are divided by which?'
"""  # END TEST CONFIG


def what_is_saved_is_measured_in_the_benchmark(r2_oos):
    for n in (3, 12, 80):
        y = 0.01 * rng.normal(size=n) + 0.02
        ybench, yhat = y + 0.02 * rng.normal(size=n), y + 0.03 * rng.normal(size=n)
        kept = [array.copy() for array in (y, yhat, ybench)]
        (score,) = unpack(r2_oos(y, yhat, ybench), "r2", ())
        (own,) = unpack(r2_oos(y, ybench.copy(), ybench), "r2", ())
        (best,) = unpack(r2_oos(y, y.copy(), ybench), "r2", ())
        wanted = 1 - (np.linalg.norm(kept[1] - kept[0]) / np.linalg.norm(kept[2] - kept[0])) ** 2
        assert abs(score - wanted) < 1e-9 * (1 + abs(wanted)), (
            "A forecast was scored against a benchmark, and the result was not one minus its squared "
            "errors over those of the benchmark. Where does your denominator come from?"
        )
        assert abs(own) < 1e-12 and abs(best - 1) < 1e-12, (
            "The benchmark itself should score 0, and a perfect forecast 1. What do yours score?"
        )
        assert all(np.array_equal(a, b) for a, b in zip((y, yhat, ybench), kept)), (
            "After scoring, an array was no longer what it had been. Who wrote into it?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The parrot was scored on its own days and at home, and so were others. Which yardstick is from training, which from the test days?'
"""  # END TEST CONFIG


def both_parrots_are_yardsticks(mase, theil_u):
    for n, m in ((5, 30), (40, 12), (9, 9)):
        walk = 50 + np.cumsum(rng.normal(size=m + n) * np.where(np.arange(m + n) < m, 1.0, 3.0))
        train, y, last = walk[:m], walk[m:], walk[m - 1 : -1]
        yhat = y + 2 * rng.normal(size=n)
        (score,) = unpack(mase(y.copy(), yhat.copy(), train.copy()), "mase", ())
        steps = [abs(train[t] - train[t - 1]) for t in range(1, m)]
        wanted = np.linalg.norm(y - yhat, 1) / n / np.average(steps)
        assert abs(score - wanted) < 1e-9 * (1 + wanted), (
            "The MASE was not the mean absolute error over the parrot's mean absolute error on the "
            "training prices. Which prices does your yardstick look at?"
        )
        (ratio,) = unpack(theil_u(y.copy(), yhat.copy(), last.copy()), "u", ())
        squares = np.linalg.norm(y - yhat) / np.linalg.norm(y - last)
        assert abs(ratio - squares) < 1e-9 * (1 + squares), (
            "Theil's U was not the ratio of two root mean squared errors, the parrot's below the line "
            "and on the same days. Is there a root, and is it the squares that are averaged?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Back to the machine at the door, with your scores. **Level metrics are no proof**: score the parrot with them first.
# On MRK, the parrot explains 97.9 % of the price's ups and downs, and the machine 97.8 %.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q4"):
    average = np.full(len(came), came.mean())
    print(f"{name}, last year                          machine    parrot")
    for word, score in (
        ("R2 against the year's average price", lambda f: r2_oos(came, f, average)),
        ("R2 against the parrot", lambda f: r2_oos(came, f, known)),
        ("MASE", lambda f: mase(came, f, price[:1005])),
        ("Theil's U", lambda f: theil_u(came, f, known)),
    ):
        print(f"{word:40s} {score(hugging):8.4f}  {score(known):8.4f}")

# %% [markdown]
# One of these four lines could be printed in an advertisement, and three could not. (The parrot itself has a MASE above
# 1, since prices moved more in that year than in the training days. So look at both columns. And by the way: `theil_u(...) ** 2` is
# `1 - r2_oos(...)` with the parrot as the benchmark. Two names, one idea.)
#
# *The next question is a good one to finish before a pause.*

# %% [markdown]
# ## Part 5. Right or wrong, and how sure
#
# "My model gets the direction right on 55 % of days!" How many days? And how often did the share go up anyway?
#
# Out of 100 days, 55 is what a coin does every now and then. The **Wilson interval** says which true shares are
# compatible with what was seen. If a coin's 50 % lies inside, you have not shown anything yet; it does not say that
# there is nothing, either.

# %% tags=["otter_ignore"]
course_lib.draw_market_equation("wilson")

# %% [markdown]
# And the second question: if a share rises on 54 % of days, a parrot that always says "up" has 54 %, and knows
# nothing. The test of **Pesaran and Timmermann** asks how many hits *two strangers* would have who know nothing of
# each other, one who says "up" as often as you did, and one who goes up as often as the share did:

# %% tags=["otter_ignore"]
course_lib.draw_market_equation("table")

# %% [markdown]
# In letters: $A$ is the share of days with the right direction, $U$ the share of days that went up, $S$ the share of
# days for which "up" was said, all out of $n$ days.
#
# $$A_* = U S + (1-U)(1-S) \qquad v = \frac{A_*(1-A_*)}{n}$$
#
# $$w = \frac{(2U-1)^2\, S(1-S) + (2S-1)^2\, U(1-U)}{n} + \frac{4\,U S (1-U)(1-S)}{n^2} \qquad
# p = \Phi\left(-\,\frac{A - A_*}{\sqrt{v - w}}\right)$$
#
# $v$ is how much the hits of strangers vary, $w$ the part of it that comes from not knowing $A_*$ exactly. $\Phi$ is
# the bell curve added up from the left: `NormalDist().cdf(...)` from the first cell. So $p$ is how often luck does
# *at least* as well. If you said the same on all days (or the share did the same), there is nothing to be tested:
# $v - w$ is not above zero, and $p$ is `nan`.

# %% [raw]
# # BEGIN QUESTION
# name: q5
# points: 3

# %% [markdown]
# ### Question 5: Direction, interval, luck
#
# Write `direction_accuracy` and `pesaran_timmermann`. Both first drop the days on which nothing moved (`y` is 0) and
# those for which nothing was said (`yhat` is 0).
#
# - `direction_accuracy` returns `(acc, lo, hi)` with Wilson's formula and $z = 1.96$. If no day is left, nothing is
#   known: `(nan, 0.0, 1.0)`.
# - `pesaran_timmermann` returns $p$, or `nan` where no day is left or $v - w$ is not above zero (not above 1e-15, to
#   be safe from rounding).
#
# <details><summary>Hint 1: a nudge</summary>
#
# Make two arrays of True and False first, "came up" and "said up", of the days that are kept. Everything in both
# formulas is a mean of something made of these two, or their length.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With $a$ the share of hits among $n$ days, both ends in one line:
#
# $$\frac{a + \frac{z^2}{2n} \;\pm\; z\sqrt{\frac{a(1-a)}{n} + \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}}$$
#
# For $p$: the five letters above, one line of code each. Watch the minus sign inside of $\Phi$: the better the
# forecast, the smaller $p$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# 55 hits on 100 days: $a = 0.55$, $z^2/2n = 0.0192$, the root is 0.0507 and the divisor 1.0384. So the interval is
# $(0.5692 \pm 0.0994) / 1.0384$: from 0.452 to 0.644. And the table in the picture: $U = 0.54$, $S = 0.5$,
# $A = 0.56$, $A_* = 0.5$, $v = 0.0025$, $w = 0.000041$, and $p = \Phi(-1.21) = 0.113$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def direction_accuracy(y, yhat):
    """How often the direction was right, with Wilson's 95 % interval.

    Args:
        y: returns that came, (n,), float64.
        yhat: returns that were foretold, (n,), float64.

    Returns:
        A tuple (acc, lo, hi) of numbers; (nan, 0.0, 1.0) if there is no day to judge.
    """
    # BEGIN SOLUTION
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan, 0.0, 1.0
    z = 1.96
    acc = np.mean((y[kept] > 0) == (yhat[kept] > 0))
    centre = acc + z**2 / (2 * n)
    half = z * np.sqrt(acc * (1 - acc) / n + z**2 / (4 * n**2))
    return acc, (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)
    # END SOLUTION


def pesaran_timmermann(y, yhat):
    """How often pure luck does at least as well.

    Args:
        y: returns that came, (n,), float64.
        yhat: returns that were foretold, (n,), float64.

    Returns:
        p: one number from 0 to 1, or nan where nothing can be tested.
    """
    # BEGIN SOLUTION
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan
    came, said = y[kept] > 0, yhat[kept] > 0
    A, U, S = np.mean(came == said), np.mean(came), np.mean(said)
    luck = U * S + (1 - U) * (1 - S)
    v = luck * (1 - luck) / n
    both = (2 * U - 1) ** 2 * S * (1 - S) + (2 * S - 1) ** 2 * U * (1 - U)
    w = both / n + 4 * U * S * (1 - U) * (1 - S) / n**2
    if v - w <= 1e-15:
        return np.nan
    return NormalDist().cdf(-(A - luck) / np.sqrt(v - w))
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: 55 right out of 100. Which interval do you get on paper?'
"""  # END TEST CONFIG


def fifty_five_of_a_hundred_as_on_paper(direction_accuracy):
    yhat = np.where(np.arange(100) < 60, 0.01, -0.02)
    y = np.where(np.arange(100) < 55, yhat, -yhat)
    acc, lo, hi = unpack(direction_accuracy(y, yhat), "acc lo hi", ())
    assert abs(acc - 0.55) < 1e-9, (
        f"55 of 100 directions were right, and acc is {acc:.4f}. When are two directions the same?"
    )
    assert abs(lo - 0.452446) < 1e-4 and abs(hi - 0.643857) < 1e-4, (
        f"The interval goes from 0.4524 to 0.6439, and yours from {lo:.4f} to {hi:.4f}. Is its middle "
        "the share itself, and what is everything divided by?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The table of the picture, and somebody who always says up. What can luck do, and what cannot be tested?'
"""  # END TEST CONFIG


def the_table_of_the_picture_and_always_up(pesaran_timmermann):
    said = np.repeat([1.0, 1.0, -1.0, -1.0], [30, 20, 24, 26])
    came = np.repeat([1.0, -1.0, 1.0, -1.0], [30, 20, 24, 26])
    (p,) = unpack(pesaran_timmermann(0.01 * came, 0.003 * said), "p", ())
    assert abs(p - 0.113154) < 1e-4, (
        f"For the table of the picture p is 0.113, and yours is {p:.4f}. Compare A, U, S and luck "
        "with hint 3, one after the other."
    )
    (p,) = unpack(pesaran_timmermann(0.01 * came, np.full(100, 0.001)), "p", ())
    assert np.isnan(p), (
        f"'Up' was said on all days, and p is {p:.4f} instead of nan. What is v - w then?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Random days were judged, some without a move and some without a forecast. Which days count, and are both ends where they should be?'
"""  # END TEST CONFIG


def the_interval_is_wilsons_and_still_days_are_dropped(direction_accuracy):
    for n in (12, 90, 400):
        y, yhat = 0.01 * rng.normal(size=n), 0.01 * rng.normal(size=n)
        y[:3], yhat[2:5] = 0.0, 0.0
        kept = y.copy(), yhat.copy()
        acc, lo, hi = unpack(direction_accuracy(y, yhat), "acc lo hi", ())
        product = kept[0] * kept[1]
        hits, days = np.count_nonzero(product > 0), np.count_nonzero(product)
        assert abs(acc - hits / days) < 1e-9, (
            "The share of right directions was not that of the days on which something moved and "
            "something was said. What becomes of a zero, and which days do you divide by?"
        )
        assert 0 <= lo <= acc + 1e-12 and acc <= hi + 1e-12 and hi <= 1, (
            "An interval did not hold the share it belongs to, or left the range from 0 to 1. Which "
            "end comes first?"
        )
        for end in (lo, hi):
            left, right = (acc - end) ** 2, 3.8416 * end * (1 - end) / days
            assert abs(left - right) <= 2e-4 * right + 1e-12, (
                "An end of the interval was not where Wilson's formula puts it. Check the term under "
                "the root, the shift of the middle, and n: is it the number of days that are left?"
            )
        assert np.array_equal(y, kept[0]) and np.array_equal(yhat, kept[1]), (
            "After judging, an array was no longer what it had been. Who wrote into it?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'Nothing moved, or nothing was said. What is known then, and what can be tested?'
"""  # END TEST CONFIG


def where_nothing_is_left_nothing_is_known(direction_accuracy, pesaran_timmermann):
    y, none = 0.01 * rng.normal(size=7), np.zeros(7)
    for one, other in ((y, none), (none, y), (y[:0], y[:0])):
        acc, lo, hi = unpack(direction_accuracy(one.copy(), other.copy()), "acc lo hi", ())
        assert np.isnan(acc) and lo == 0 and hi == 1, (
            "No day was left to be judged, and (nan, 0.0, 1.0) was not returned. What is known about "
            "a share of nothing?"
        )
        (p,) = unpack(pesaran_timmermann(one.copy(), other.copy()), "p", ())
        assert np.isnan(p), "No day was left to be judged, and p was not nan. What was tested?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Forecasts with and without skill were tested. How often does luck do at least as well, given how often up was said and came?'
"""  # END TEST CONFIG


def luck_is_measured_against_two_strangers(pesaran_timmermann):
    from statistics import NormalDist

    for n, drift, skill in ((30, 0.0, 0.0), (150, 0.6, 0.1), (60, -0.4, 0.0), (90, 0.9, -0.1)):
        yhat = rng.normal(size=n) + drift
        y = skill * yhat + rng.normal(size=n) + drift / 2
        y[:2], yhat[1:4] = 0.0, 0.0
        kept = y.copy(), yhat.copy()
        (p,) = unpack(pesaran_timmermann(y, yhat), "p", ())
        days = kept[0] * kept[1] != 0
        up, told = np.sign(kept[0][days]), np.sign(kept[1][days])
        m, a, b = len(up), np.average(up), np.average(told)
        excess = (np.average(up * told) - a * b) / 2
        spread = (1 - a**2 * b**2) / (4 * m)
        spread -= (a**2 * (1 - b**2) + b**2 * (1 - a**2)) / (4 * m)
        spread -= (1 - a**2) * (1 - b**2) / (4 * m**2)
        wanted = 1 - NormalDist().cdf(excess / np.sqrt(spread))
        assert abs(p - wanted) < 1e-6, (
            "p was not what the formula gives. Are still days dropped, is luck made of how often up "
            "was said and how often it came, is w taken off, and is a good forecast's p small?"
        )
        assert np.array_equal(y, kept[0]) and np.array_equal(yhat, kept[1]), (
            "After testing, an array was no longer what it had been. Who wrote into it?"
        )
    y = 0.01 * rng.normal(size=50)
    (p,) = unpack(pesaran_timmermann(y, y + 0.0), "p", ())
    assert 100 * p < 0.1, (
        "Every single direction was right, and luck was said to do as well. How often?"
    )
    (p,) = unpack(pesaran_timmermann(np.abs(y), y), "p", ())
    assert np.isnan(p), "The share rose on all days, and p was not nan. What can be tested there?"


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your intervals, for the lazy ones and the machine at the door, on the last year of the pair's second share. Even the
# honest ones are as wide as a barn door: with 250 days you cannot tell 55 % from a coin. To tell 52 % from 50
# in four cases of five takes about 4900 days: twenty years. (Where $p$ is `nan`, somebody said the same direction on all
# days, or none at all, so there was nothing to be tested.)

# %% tags=["otter_ignore"]
# Needs questions 1 to 3 as well.
with course_lib.once_ready("q5"):
    r = log_returns(pair.prices)[:, 1]
    past, block = walk_forward(len(r), 503, 251, 1)[-1]
    foretold = baselines(r[past], r[block])
    foretold["machine"] = np.log(hugging / known)
    ups = r[block][r[block] != 0] > 0
    course_lib.draw_intervals(
        {word: direction_accuracy(r[block], line) for word, line in foretold.items()},
        line=ups.mean(),
        line_name="days that went up",
        title=f"{pair.names[1]}, last year: who knew the direction?",
    ).show()
    for word, line in foretold.items():
        print(f"{word:10s} p = {pesaran_timmermann(r[block], line):.2f}")

# %% [markdown]
# **Guess before you run (2).** Sixty friends foretell a year of 251 days, each with a coin. How many per cent will the *best*
# of them have? And how many of the sixty intervals will not contain 50 %? Write down two numbers.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    year = np.ones(251)  # any year will do: what a coin says has nothing to do with it
    coins = np.random.default_rng(12).choice([-1.0, 1.0], size=(60, 251))
    judged = sorted(direction_accuracy(year, coin) for coin in coins)
    course_lib.draw_intervals(
        {f"friend {number}": row for number, row in enumerate(judged[::-1])},
        line=0.5,
        line_name="a coin",
        title="Sixty friends with a coin each",
    ).show()
    outside = sum(lo > 0.5 or hi < 0.5 for _, lo, hi in judged)
    print(f"the best: {judged[-1][0]:.1%}; intervals without 50 %: {outside}")

# %% [markdown]
# The best coin has 57 %: on a business card, that is a career. Four of the sixty intervals do not contain one half, two
# above it and two below, poor things. Nothing is wrong with that: 95 % means that about one in twenty misses, and of
# sixty that is three, give or take. (The seed, 12, is the number of this notebook. We did not look for a nicer one.)
# What is wrong is to show *one* out of sixty. **Best of many** seeds, tickers, layers or friends: whoever shows you a
# result owes you the number of tries. We will show all of ours.
#
# *This is a good place for a pause.*

# %% [markdown]
# ## Part 6. The leak hunter
#
# The costliest mistakes in this business are not wrong formulas but **leaks**: something of the future has got into what
# a model is fed. A smoothed curve whose average reaches two days ahead. A scale taken from all years. A hole in the
# data, filled with the value that came after it. Nobody sees such things by reading the result; it is only *too
# good*, and who complains about that?
#
# But there is a question that no leak survives. Call everything from prices to forecasts a **pipeline**: a function
# that takes `prices` and returns one forecast for every return. Forecast $k$ is meant for `r[k]`, so it is made at
# the close of day $k$, and it may look at `prices[:k + 1]`, which includes that day. Where it makes none, it says
# `nan`. Now rewrite history:

# %% tags=["otter_ignore"]
course_lib.draw_market_equation("probe")

# %% [raw]
# # BEGIN QUESTION
# name: q6
# points: 3

# %% [markdown]
# ### Question 6: Hunt the leak
#
# Write `find_leak`. It returns True if a forecast that was made up to some day `now` moves when prices after `now`
# are rewritten, and False if none ever does.
#
# Try it with at least twenty different days as `now`, from early ones to the last but one: some leaks are open in
# certain years only. Rewrite *all* later days of *both* shares, each by a random factor of its own (between a half
# and two, say, so that prices stay above zero). A forecast that was `nan` and still is has not moved, and neither has
# one that differs by rounding, less than `1e-9`. The caller's `prices` stay as they are.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Two lines matter. Which is the first price that you rewrite? And which is the last forecast that must not move?
# Write the five days 0 to 4 on paper, with `now = 2`.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With `other = prices.copy()`, rewrite `other[now + 1:]`. Then the forecasts up to and with number `now`,
# `[:now + 1]`, must be those of before. `np.allclose` takes `rtol=0`, `atol=1e-9` and `equal_nan=True`. For the days, 25 points of
# `np.linspace` from 5 to the last day but one, made whole with `.astype(int)`, are as good as any.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Prices of days 0 to 4, so returns 0 to 3. A model says for `r[2]` what `r[1]` was: it needs the prices of days 1 and
# 2. With `now = 2`, the prices of days 3 and 4 are rewritten, and forecast 2 stays: clean. Another one says for
# `r[2]` the mean of `r[1]`, `r[2]` and `r[3]`: it needs days 3 and 4, so it moves. A leak.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def find_leak(pipeline, prices):
    """Whether a pipeline reads prices that it cannot have known.

    Args:
        pipeline: a function that takes prices, (L, 2), and returns forecasts, (L - 1,); forecast
            k is made at the close of day k; nan where there is none.
        prices: closes of two shares, oldest first, (L, 2), float64.

    Returns:
        True if there is a leak, else False.
    """
    # BEGIN SOLUTION
    dice = np.random.default_rng(0)
    honest = pipeline(prices)
    for now in np.linspace(5, len(prices) - 2, 25).astype(int):
        other = prices.copy()
        other[now + 1 :] *= dice.uniform(0.5, 2.0, size=other[now + 1 :].shape)
        again = pipeline(other)
        if not np.allclose(again[: now + 1], honest[: now + 1], rtol=0, atol=1e-9, equal_nan=True):
            return True
    return False
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 1.25
failure_message: 'A parrot and a crystal ball were examined. One of them reads the future: which one does your hunter catch?'
"""  # END TEST CONFIG


def the_crystal_ball_is_caught_and_the_parrot_is_not(find_leak):
    prices = synthetic_pair(200, seed=5).prices.copy()

    def move(prices):
        return prices[1:, 0] / prices[:-1, 0] - 1

    def crystal_ball(prices):
        return move(prices)

    def parrot(prices):
        return np.append(0.0, move(prices)[:-1])

    def quiet_parrot(prices):
        return np.append(np.nan, move(prices)[:-1])

    answers = [find_leak(one, prices.copy()) for one in (crystal_ball, parrot, quiet_parrot)]
    assert all(isinstance(answer, (bool, np.bool_)) for answer in answers), (
        "True or False should come back. What does your return line say?"
    )
    assert answers[0], (
        "A pipeline whose forecast for a return is that very return was not caught. Which is the "
        "last forecast that must not move?"
    )
    assert not answers[1], (
        "A pipeline that repeats the return of the day before was accused. Everything up to now is "
        "known, and forecasts after now may move. Which is the first price that you rewrite?"
    )
    assert not answers[2], (
        "The same parrot was accused when it says nan for the first return. Is nan equal to nan?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'Leaks of seven kinds were planted: in features, in a scale, in a fill, in a split. Are all of them caught, in early and in late years, and in both shares?'
"""  # END TEST CONFIG


def planted_leaks_are_caught(find_leak):
    prices = synthetic_pair(260, seed=int(rng.integers(10**6))).prices.copy()
    holes = rng.uniform(size=400) < 0.6

    def lagged(prices, column=0):
        return np.append(0.0, np.diff(prices[:, column])[:-1] / prices[:-2, column])

    def centred(prices):
        return np.convolve(np.diff(prices[:, 0]) / prices[:-1, 0], np.ones(5) / 5, "same")

    def rebased(prices):
        return lagged(prices) * prices[0, 0] / prices[-1, 0]

    def filled_backwards(prices):
        said = lagged(prices)
        for k in range(len(said) - 2, -1, -1):
            said[k] = said[k + 1] if holes[k] else said[k]
        return said

    def other_share(prices):
        return np.append(lagged(prices, 1)[1:], 0.0)

    def fitted_on_all_in_late_years(prices):
        said, late = lagged(prices), len(prices) * 3 // 4
        said[late:] *= np.std(said)
        return said

    def a_day_off_in_early_years(prices):
        said = lagged(prices)
        return np.where(np.arange(len(said)) < 60, np.append(said[1:], 0.0), said)

    def shuffled_split(prices):
        said = lagged(prices)
        some = np.random.default_rng(1).permutation(len(said))[: len(said) // 2]
        return said * np.mean(said[some] ** 2)

    leaky = (centred, rebased, filled_backwards, other_share, fitted_on_all_in_late_years,
             a_day_off_in_early_years, shuffled_split)  # fmt: skip
    caught = [find_leak(one, prices.copy()) for one in leaky]
    assert all(verdict in (True, False) for verdict in caught), (
        "A leak hunter says True or False. What does yours say?"
    )
    assert caught[0], (
        "A moving average that is centred on the day reaches into the future, and was not caught. "
        "Did an old forecast move?"
    )
    assert caught[1], (
        "Prices were divided by that of the very last day before anything else, and it was not "
        "caught. Do you rewrite all later days, and clearly?"
    )
    assert caught[2], (
        "Missing forecasts were filled with later ones, and it was not caught. How many days do you try?"
    )
    assert caught[3], (
        "A pipeline read tomorrow's price of the other share, and was not caught. Whose future do "
        "you rewrite?"
    )
    assert caught[4], (
        "A leak that is open in the last quarter only was not caught. Which days do you take as now?"
    )
    assert caught[5], (
        "A leak that is open in the first quarter only was not caught. Which days do you take as now?"
    )
    assert caught[6], (
        "A number fitted on a random half of all days was not caught. Did the forecasts move a little?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Clean pipelines were examined, and one that is not. Is any of the clean ones accused, and are your inputs what they were?'
"""  # END TEST CONFIG


def clean_pipelines_are_left_in_peace(find_leak):
    prices = synthetic_pair(230, seed=int(rng.integers(10**6))).prices.copy()
    before = prices.copy()

    def slow(prices):
        moves = np.diff(prices[:, 0]) / prices[:-1, 0]
        return np.append([0.0, 0.0], moves[:-2])

    def both_shares(prices):
        moves = np.diff(prices, axis=0) / prices[:-1]
        return np.append(0.0, np.sum(moves[:-1], axis=1))

    def average_of_ten(prices):
        moves = np.diff(prices[:, 0]) / prices[:-1, 0]
        said = np.full(len(moves), np.nan)
        said[10:] = np.convolve(moves, np.ones(10) / 10, "valid")[:-1][: len(said) - 10]
        return said

    def walking(prices):
        moves = np.diff(prices[:, 0]) / prices[:-1, 0]
        said = np.full(len(moves), np.nan)
        for start in range(60, len(moves), 30):
            stop = min(start + 30, len(moves))
            steep = np.mean(moves[1 : start - 1] * moves[: start - 2]) / np.mean(
                moves[: start - 1] ** 2
            )
            said[start:stop] = steep * moves[start - 1 : stop - 1]
        return said

    def reads_tomorrow(prices):
        return np.diff(prices[:, 1]) / prices[:-1, 1]

    pipelines = (slow, both_shares, average_of_ten, walking, reads_tomorrow)
    accused = [bool(find_leak(one, prices)) for one in pipelines]
    assert np.array_equal(prices, before), (
        "After the hunt the caller's prices were no longer what they had been. Who wrote into them?"
    )
    assert accused[4], (
        "Among clean pipelines there was one that reads tomorrow's price, and it was let go. What does "
        "True stand for?"
    )
    assert not accused[0], (
        "A pipeline that reads nothing newer than the day before yesterday was accused. Do you look "
        "at forecasts that were made after now?"
    )
    assert not accused[1], (
        "A pipeline that reads today's closes of both shares was accused. At the close of a day, is "
        "the price of that day known?"
    )
    assert not accused[2], (
        "A pipeline that says nan until it has seen ten returns was accused. Is nan equal to nan?"
    )
    assert not accused[3], (
        "An honest walk forward, fitted before every block, was accused. Which of its forecasts moved?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# A friend has a model for the pair's second share. It is a simple one: whether the five-day average of returns is
# above zero says whether the next return will be. Twice, once with the average around the day, once with the average
# of the five days *before*. Your judge, your hunter:

# %% tags=["otter_ignore"]
# Needs questions 1 and 5 as well.
with course_lib.once_ready("q6"):

    def friend_centred(prices):
        r = log_returns(prices)[:, 1]
        return np.convolve(r, np.ones(5) / 5, mode="same")

    def friend_trailing(prices):
        r = log_returns(prices)[:, 1]
        return np.concatenate(
            [np.full(5, np.nan), np.convolve(r, np.ones(5) / 5, mode="valid")[:-1]]
        )

    r, shown = log_returns(pair.prices)[:, 1], {}
    for word, pipeline in (
        ("centred average", friend_centred),
        ("five days before", friend_trailing),
    ):
        bark = "leak" if find_leak(pipeline, pair.prices) else "clean"
        shown[f"{word}: {bark}"] = direction_accuracy(r[5:], pipeline(pair.prices)[5:])
    course_lib.draw_intervals(
        shown,
        line=(r[r != 0] > 0).mean(),
        line_name="days that went up",
        title=f"{pair.names[1]}: a friend's model before and after the hunt",
    ).show()

# %% [markdown]
# With the centred average, 63 % of all directions are right, over five years, with an interval far away from
# everything. All of it comes from the one fifth of the average that is the answer itself. With the leak shut, the
# same model has 48.7 % on MRK, and always-up has 51.7. (There, its interval ends a hair below that line. Before you bet on
# the opposite of what it says: how many models have you looked at by now?)
#
# **A debugging question (not graded).** The friend has understood. Walk forward, gap, no centred averages: "I did
# everything by the book, and your hunter still barks." Run the cell. Which line is it?

# %% tags=["otter_ignore"]
from sklearn.preprocessing import StandardScaler


def friend_again(prices):
    moves = StandardScaler().fit_transform(log_returns(prices))
    said = np.full(len(moves), np.nan)
    for past, block in walk_forward(len(moves), 503, 251, 1):
        level = moves[past, 1].mean()
        said[block] = level + 0.1 * np.tanh(moves[block.start - 1 : block.stop - 1, 1])
    return said


with course_lib.once_ready("q6"):
    print("a leak:", find_leak(friend_again, pair.prices))

# %% [markdown]
# <details><summary>What we would say to the friend</summary>
#
# The first one. The scaler is fitted to the returns of all years, and only then does the walk begin. Mean and
# deviation of 2003 to 2007 are not known in 2005: had 2007 been wilder, every forecast of 2005 would have been
# different. It is a *small* leak, and it would hardly change the score. That is no excuse but the reason why it is
# found in so many published notebooks. The cure: fit the scaler inside the loop, on `past` alone. (The hunter is a
# *dog*: it barks at every leak, small or large. How large it is you have to measure yourself.)
# </details>

# %% [markdown]
# ## Part 7. The trial
#
# Now the net. It is given: a small LSTM that reads the last five returns of both shares, and says what the first
# share will do next. Everything that can leak is inside the function, where it sees nothing but what it is handed:
# the scaler is fitted on the training returns alone. Read it once; it holds nothing new.

# %%
NETS = {}


def lstm_forecast(r_train, r_test, seed):
    """Trains a small LSTM on returns and lets it foretell the first share.

    Args:
        r_train: returns of both shares to learn from, (n, 2), float64.
        r_test: returns of the days that are asked about, (m, 2); day k sees those before it only.
        seed: which first weights, and which order of the training windows.

    Returns:
        One forecast for each test day, (m,), float64.
    """
    import keras
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(r_train)
    scaled = scaler.transform(np.concatenate([r_train, r_test])).astype("float32")
    windows = np.lib.stride_tricks.sliding_window_view(scaled[:-1], 5, axis=0).transpose(0, 2, 1)
    border = len(r_train) - 5
    keras.utils.set_random_seed(seed)
    if not NETS:  # one net for all, with new weights each time: building it is what takes long
        last = keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")
        lstm = keras.layers.LSTM(8, unroll=True)  # unrolled, eight steps at a time: that is quicker
        NETS["it"] = keras.Sequential([keras.Input((5, 2)), lstm, last])
        descent = keras.optimizers.SGD(0.2)
        NETS["it"].compile(optimizer=descent, loss="mse", steps_per_execution=8)
    net = NETS["it"]
    net.set_weights(keras.models.clone_model(net).get_weights())
    net.fit(windows[:border], scaled[5:, :1][:border], epochs=12, batch_size=128, verbose=0)
    said = net.predict(windows[border:], batch_size=512, verbose=0)[:, 0]
    return said * scaler.scale_[0] + scaler.mean_[0]


# %% [markdown]
# And the judge: one row of numbers for each forecaster, made by your functions. One part of it is new, the **duel**.
#
# You want to know whether you are better than always-up. On the days for which you said "up" as well, the two of you
# are right or wrong *together*, and these days cannot decide anything. What decides are the days for which you said
# "down". If you are right on more than half of *those*, you beat always-up; the Wilson interval of that share tells
# whether it could be luck.

# %% tags=["otter_ignore"]
course_lib.draw_market_equation("duel")


# %%
def judge(y, yhat, ybench):
    """All numbers about one forecaster.

    Args:
        y: returns that came, (n,), float64.
        yhat: returns that were foretold, (n,), float64.
        ybench: what the benchmark had foretold, (n,), float64.

    Returns:
        A dictionary of numbers: r2, acc, lo, hi, p, duel_lo, duel_hi.
    """
    acc, lo, hi = direction_accuracy(y, yhat)
    says_down = yhat < 0
    _, duel_lo, duel_hi = direction_accuracy(y[says_down], yhat[says_down])
    return {
        "r2": float(r2_oos(y, yhat, ybench)),
        "acc": float(acc),
        "lo": float(lo),
        "hi": float(hi),
        "p": float(pesaran_timmermann(y, yhat)),
        "duel_lo": float(duel_lo),
        "duel_hi": float(duel_hi),
    }


# %% [raw]
# # BEGIN QUESTION
# name: q7
# points: 3

# %% [markdown]
# ### Question 7: Walk everybody through the years
#
# Write `foretell` and `run`. The first share (column 0) is the one to be foretold; both may be looked at.
#
# `foretell` walks forward over the returns `r` and asks `learner(r_train, r_test, seed)` for every block, with *both*
# columns. It returns one forecast for every return, `nan` where no block is. (A learner is handed the returns of its
# block, so that it can read yesterday's each evening. That it reads no later ones is a matter of trust, or of your
# leak hunter.)
#
# `run` makes a report: a dictionary with
#
# - `"days"`: how many days were foretold (a whole number), and `"up_share"`: the share of them that went up, among
#   those on which the first share moved at all;
# - `"rows"`: a dictionary with what `judge` says about each forecaster on the foretold days: the four baselines under
#   their names, and *three* nets, `"net 4"`, `"net 5"`, `"net 6"` if `seed` is 4. The benchmark `ybench` is the mean
#   forecast, for all of them.
#
# Baselines go through the same walk: they are learners, too, which look at column 0 and do not care for a seed.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `foretell` is four lines: an array full of `nan`, your `walk_forward`, one call, one assignment. For `run`, first
# write down a dictionary of learners with a seed each, seven of them, and then treat them all alike.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# A baseline as a learner: `lambda a, b, seed: baselines(a[:, 0], b[:, 0])["mean"]`. (In a loop over names, write
# `lambda a, b, seed, name=name: ...`, or all four will use the last name.) The foretold days are those where the mean
# forecast is not `nan`. Take `r[tested, 0]` for `y`, and the same days of every forecast.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Nine returns, `train_min` 4, `test` 2, `gap` 1: blocks 5 to 7 and 7 to 9. The learner is called twice, with
# `r[0:4]`, `r[5:7]` and with `r[0:6]`, `r[7:9]`. Five `nan` and four forecasts come back, and `"days"` is 4. For the
# row `"mean"` the `r2` is 0: it is its own benchmark.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    """Walks forward and lets a learner foretell block after block.

    Args:
        r: returns of both shares, oldest first, (n, 2), float64.
        learner: a function (r_train, r_test, seed) that returns one forecast for each test day.
        seed: what to hand to the learner.
        train_min, test, gap: as in walk_forward; training parts grow.

    Returns:
        yhat: one forecast for each return, (n,), nan where there is none.
    """
    # BEGIN SOLUTION
    yhat = np.full(len(r), np.nan)
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past], r[block], seed)
    return yhat
    # END SOLUTION


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    """The trial: baselines and three nets on the same days, all of them reported.

    Args:
        prices: closes of two shares, oldest first, (L, 2), float64; the first is foretold.
        seed: of the first net; the other two have the next ones.
        learner: a function (r_train, r_test, seed) that returns one forecast for each test day.
        train_min, test, gap: as in walk_forward.

    Returns:
        A dictionary: "days", "up_share", and "rows", a dictionary of what judge says.
    """
    # BEGIN SOLUTION
    r = log_returns(prices)
    said = {}
    for name in "zero mean always_up ar1".split():
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y = r[tested, 0]
    bench = said["mean"][tested]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: nine returns and two blocks. What is the learner handed, and where do its forecasts go?'
"""  # END TEST CONFIG


def two_blocks_are_foretold_from_what_came_before(foretell):
    r = np.stack([np.arange(9.0), 10 * np.arange(9.0)], axis=1)

    def learner(r_train, r_test, seed):
        r_train, r_test = np.asarray(r_train), np.asarray(r_test)
        return 1000 * seed + 100 * len(r_train) + r_train[-1, 0] + r_test[:, 1]

    (yhat,) = unpack(foretell(r.copy(), learner, 3, 4, 2, 1), "yhat", (9,))
    wanted = np.array([np.nan] * 5 + [3453.0, 3463.0, 3675.0, 3685.0])
    gone = np.isnan(yhat)
    assert np.array_equal(gone, np.isnan(wanted)), (
        f"Returns 5 to 8 should be foretold and 0 to 4 not, and yours has nan at "
        f"{np.flatnonzero(gone).tolist()}. What stands where there is no forecast?"
    )
    assert np.all(np.abs(yhat[5:] - wanted[5:]) < 1e-9), (
        "A learner that tells what it was handed says that it was not r[0:4] with r[5:7], then r[0:6] "
        "with r[7:9], both columns, and seed 3. What do you hand to it?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A short trial was run with a learner that knows nothing. Are all parts of the report there?'
"""  # END TEST CONFIG


def the_report_has_all_its_parts(run):
    prices = synthetic_pair(160, seed=2).prices.copy()
    report = run(
        prices, 4, lambda r_train, r_test, seed: np.full(len(r_test), 0.001 * seed), 60, 40, 2
    )
    assert isinstance(report, dict) and {"days", "up_share", "rows"} <= set(report), (
        "A dictionary with days, up_share and rows should come back. What does yours hold?"
    )
    assert report["days"] == 97, (
        f"Of 159 returns, 60 are for training and 2 in the gap, so 97 days are foretold, not {report['days']}."
    )
    assert isinstance(report["rows"], dict), "rows should be a dictionary. What is yours?"
    names = {"zero", "mean", "always_up", "ar1", "net 4", "net 5", "net 6"}
    assert set(report["rows"]) == names, (
        f"The rows should be {sorted(names)}, and yours are {sorted(report['rows'])}. Is every net shown?"
    )
    parts = {"r2", "acc", "lo", "hi", "p", "duel_lo", "duel_hi"}
    assert all(isinstance(row, dict) and parts <= set(row) for row in report["rows"].values()), (
        "Each row should be what judge says. What are yours made of?"
    )
    assert abs(report["rows"]["mean"]["r2"]) < 1e-9, (
        "The mean forecast is the benchmark, so its own r2 should be 0. Which benchmark is yours?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Walks of several lengths, a learner that tells what it is handed, and nets that know only their seed. Is each of them asked, and shown as it is?'
"""  # END TEST CONFIG


def everybody_is_asked_alike_and_shown_as_they_are(foretell, run):
    def teller(r_train, r_test, seed):
        r_train, r_test = np.asarray(r_train), np.asarray(r_test)
        return np.sum(r_train) + 7 * r_train[-1, 1] + r_test[:, 0] - 2 * r_test[:, 1] + seed

    for n, train_min, test, gap in ((40, 10, 7, 2), (31, 20, 30, 0), (26, 5, 4, 3)):
        r = rng.normal(size=(n, 2))
        kept = r.copy()
        (yhat,) = unpack(foretell(r, teller, 11, train_min, test, gap), "yhat", (n,))
        assert np.array_equal(r, kept), (
            "After the walk the returns were no longer what they had been. Who wrote into them?"
        )
        start = train_min + gap
        assert np.all(np.isnan(yhat[:start])) and not np.any(np.isnan(yhat[start:])), (
            "Days before the first block had a forecast, or later ones had none. Where do the "
            "forecasts of a block go?"
        )
        for k in range(start, n):
            end = k - (k - start) % test - gap
            wanted = np.sum(kept[:end]) + 7 * kept[end - 1, 1] + kept[k] @ [1, -2] + 11
            assert abs(yhat[k] - wanted) < 1e-9 * (1 + abs(wanted)), (
                "A learner was not handed the returns before the gap, those of its own block, both "
                "columns, and the seed. Which of them is it?"
            )
    r = rng.normal(size=(760, 2))
    (yhat,) = unpack(foretell(r.copy(), teller, 2), "yhat", (760,))
    assert np.flatnonzero(~np.isnan(yhat)).tolist() == list(range(504, 760)), (
        "Without sizes, 503 returns to begin with and a gap of one were not taken. Which defaults "
        "stand in the first line of foretell?"
    )
    for k, end in ((504, 503), (754, 503), (755, 754), (759, 754)):
        wanted = np.sum(r[:end]) + 7 * r[end - 1, 1] + r[k] @ [1, -2] + 2
        assert abs(yhat[k] - wanted) < 1e-9 * (1 + abs(wanted)), (
            "Without sizes, the second block did not begin 251 days after the first. Which defaults "
            "stand in the first line of foretell?"
        )
    first = int(rng.integers(0, 50)) * 2
    prices = synthetic_pair(150, seed=int(rng.integers(10**6))).prices.copy()
    prices[90] = prices[89]
    up = np.diff(prices[:, 0])[43:] > 0
    share = np.sum(up) / 105
    sides = lambda r_train, r_test, seed: np.full(len(r_test), 0.01 - 0.02 * (seed % 2))
    report = run(prices, first, sides, 41, 30, 2)
    assert isinstance(report, dict) and isinstance(report.get("rows"), dict), (
        "No report with rows came back. What does your return line say?"
    )
    assert abs(report["up_share"] - share) < 1e-9, (
        "up_share was not the share of rises among the foretold days on which the first share moved. "
        "Do days without a move count, and days that nobody foretold?"
    )
    rows = report["rows"]
    names = [f"net {first + k}" for k in range(3)]
    assert all(name in rows for name in names) and len(rows) == 7, (
        "The rows were not those of four baselines and three nets with three seeds in a row. Is one "
        "left out, or named differently?"
    )
    hits = [rows[name]["acc"] for name in names]
    assert np.allclose(hits, [share, 1 - share, share], rtol=0, atol=1e-9), (
        "Three nets were asked that say up or down by their seed alone, and their rows did not show "
        "that. Does every net get its own seed, and its own row?"
    )
    assert abs(rows["mean"]["r2"]) < 1e-9, (
        "The mean forecast, its own benchmark, did not save exactly nothing. Is the benchmark what "
        "the training parts said, block by block?"
    )
    assert abs(rows["always_up"]["acc"] - share) < 1e-9 and np.isnan(rows["zero"]["acc"]), (
        "The row of always-up did not have the share of days that went up, or that of zero had a "
        "direction. Does every baseline stand under its own name?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'Trials with and without sizes, and a learner whose forecasts depend on what it may learn from. Is every row scored on its own forecasts, over the same walk?'
"""  # END TEST CONFIG


def every_row_is_scored_over_the_same_walk(run):
    def teller(r_train, r_test, seed):
        return (
            np.sin(np.sum(np.asarray(r_train)) * 1000 + seed) / 100 + 0.5 * np.asarray(r_test)[:, 1]
        )

    for days, sizes in ((260, (90, 60, 5)), (800, ())):
        train_min, test, gap = sizes or (503, 251, 1)
        prices = synthetic_pair(days, seed=int(rng.integers(10**6))).prices.copy()
        r = np.diff(np.log(prices), axis=0)
        report = run(prices, 7, teller, *sizes)
        start = train_min + gap
        assert report["days"] == days - 1 - start, (
            "A trial did not foretell every day after the first training part and its gap. Are the "
            "sizes handed on, and what are they if none are given?"
        )
        y, bench, net, steady = r[start:, 0], [], [], []
        for first in range(start, len(r), test):
            past, block = r[: first - gap], r[first : first + test]
            bench += [np.sum(past[:, 0]) / len(past)] * len(block)
            net += teller(past, block, 8).tolist()
            x = past[:-1, 0] - np.average(past[:-1, 0])
            steep = x.dot(past[1:, 0]) / x.dot(x)
            seen = np.append(past[-1:, 0], block[:-1, 0]) - np.average(past[:-1, 0])
            steady += (np.average(past[1:, 0]) + steep * seen).tolist()
        lost = np.linalg.norm(y - bench) ** 2
        for name, said in (("net 8", net), ("ar1", steady)):
            wanted = 1 - np.linalg.norm(y - said) ** 2 / lost
            assert abs(report["rows"][name]["r2"] - wanted) < 1e-9 * (1 + abs(wanted)), (
                "The row of a net or of AR(1) was not scored on what it had said, block by block, "
                "having learned from the days before the gap. What is handed to whom?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The negative control: an invented pair in which nothing can be foretold. Does your report say so?'
"""  # END TEST CONFIG


def where_there_is_nothing_nothing_is_found(run):
    def line(r_train, r_test, seed):
        r_train, r_test = np.asarray(r_train), np.asarray(r_test)
        past = np.column_stack([r_train[:-1], np.ones(len(r_train) - 1)])
        weights = np.linalg.pinv(past).dot(r_train[1:, 0])
        return np.vstack([r_train[-1:], r_test[:-1]]).dot(weights[:2]) + weights[2]

    report = run(synthetic_pair(5000, seed=9).prices.copy(), 0, line, 2000, 1000, 1)
    assert isinstance(report, dict) and report.get("days") == 2998, (
        "A trial over 4999 returns, 2000 of them for training and one in the gap, did not foretell "
        "2998 days. Which ones are missing?"
    )
    row = report["rows"]["net 0"]
    assert row["lo"] < report["up_share"] < row["hi"] and row["duel_lo"] < 0.5 < row["duel_hi"], (
        "On a pair without a secret, a straight line through yesterday's returns seemed to know the "
        "direction. What did it see that it should not have?"
    )
    assert -1 < 100 * row["r2"] < 0.4 and abs(100 * report["rows"]["zero"]["r2"]) < 1, (
        "On a pair without a secret, errors were saved or wasted that should not be. Which benchmark "
        "is used, and are forecasts and days lined up?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The positive control: an invented pair with a planted secret between the two shares. Is it found?'
"""  # END TEST CONFIG


def where_there_is_something_it_is_found(run):
    def line(r_train, r_test, seed):
        r_train, r_test = np.asarray(r_train), np.asarray(r_test)
        past = np.column_stack([r_train[:-1], np.ones(len(r_train) - 1)])
        weights = np.linalg.pinv(past).dot(r_train[1:, 0])
        return np.vstack([r_train[-1:], r_test[:-1]]).dot(weights[:2]) + weights[2]

    report = run(synthetic_pair(5000, seed=9, planted=0.03).prices.copy(), 0, line, 2000, 1000, 1)
    assert isinstance(report, dict) and isinstance(report.get("rows"), dict), (
        "No report with rows came back. What does your return line say?"
    )
    row = report["rows"]["net 1"]
    assert (
        1.5 < 100 * row["r2"] < 3.5 and row["lo"] > report["up_share"] and row["duel_lo"] > 0.5
    ), (
        "The second share's return of the day before tells something about the first share, and the "
        "report does not show it. Are both columns handed on, and are days and forecasts lined up?"
    )
    assert 100 * row["p"] < 0.1 and 100 * report["rows"]["ar1"]["r2"] < 1, (
        "A planted secret should hardly be luck, and AR(1), which never looks at the other share, "
        "cannot know it. Which row is which?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Before you let a detector near the real thing, hold it over two things that you know: an empty box, and a box with a
# coin in it. The **negative control** is an invented pair in which nothing can be foretold by anybody. In the
# **positive control**, yesterday's return of SYN-B explains 3 % of the variance of SYN-A's return today. A detector
# that finds something in the first is broken; one that finds nothing in the second is blind. (AR(1) *is* blind there,
# by design: it never looks at SYN-B.)
#
# First the hunter once more, over the whole walk of an honest AR(1) and of a friend of ours. Then two times nine
# trainings: half a minute or so.

# %% tags=["otter_ignore"]
# Needs questions 1 to 3 and 6 as well.
with course_lib.once_ready("q7"):

    def line_learner(r_train, r_test, seed):
        return baselines(r_train[:, 0], r_test[:, 0])["ar1"]

    def friend_learner(r_train, r_test, seed):
        return baselines(r_train[:, 0], np.append(r_test[1:, 0], 0.0))["ar1"]

    for word, one in (("AR(1)", line_learner), ("our friend", friend_learner)):
        walk = lambda prices, one=one: foretell(log_returns(prices), one, 0)
        print(f"{word} reads the future: {find_leak(walk, pair.prices)}")

# %% tags=["otter_ignore"]
# Needs questions 1 to 5 as well.
reports = {}


def show_row_by_row(report):
    print(f"{'':10s} {'R2 against the mean':>20s} {'p':>6s}")
    for key, row in report["rows"].items():
        print(f"{key:10s} {row['r2']:20.3f} {row['p']:6.3f}")


with course_lib.once_ready("q7"):
    for word, planted in (("nothing planted", 0.0), ("3 % planted", 0.03)):
        print(f"{word}: training nine times ...", flush=True)
        control = course_lib.synthetic_pair(5000, seed=9, planted=planted)
        reports[word] = run(control.prices, 0, train_min=2000, test=1000)
        course_lib.draw_intervals(
            {key: (row["acc"], row["lo"], row["hi"]) for key, row in reports[word]["rows"].items()},
            line=reports[word]["up_share"],
            line_name="always up",
            title=f"{control.names[0]}, {reports[word]['days']} days ({control.source})",
        ).show()
        show_row_by_row(reports[word])

# %% [markdown]
# All three nets find the secret, without having been told where to look. And the empty box? Look closely at the three
# nets in it, and keep what you see in mind until part 8. Now we may ask.
#
# **Guess before you run (3).** Medtronic and Merck, three years, each foretold by nets that know all the years
# before, small and plain ones, as all of this is about what is there, and not about tricks. For each of the two: *better* than always-up,
# *worse*, or *no evidence*?

# %% tags=["otter_ignore"]
# Needs questions 1 to 5 as well.
with course_lib.once_ready("q7"):
    for column, word in enumerate(pair.names):
        print(f"{word}: training nine times ...", flush=True)
        reports[word] = run(pair.prices[:, [column, 1 - column]], 0)
        course_lib.draw_intervals(
            {key: (row["acc"], row["lo"], row["hi"]) for key, row in reports[word]["rows"].items()},
            line=reports[word]["up_share"],
            line_name="always up",
            title=f"{word}, {reports[word]['days']} days ({pair.source})",
        ).show()
        show_row_by_row(reports[word])

# %% [markdown]
# ## Part 8. The verdict
#
# A verdict that is made by looking at a picture is made by whoever holds the picture. So it is made by a function,
# from the intervals, and before anybody has seen the result. The rule: **better** only if *all three* nets beat
# always-up, each with its whole duel interval above one half; **worse** only if all three lose, each with its whole
# interval below; otherwise, **no evidence**. One lucky seed is not enough, and neither is one unlucky one.
#
# And then the bill. Whoever acts on a forecast pays for it: a little for every **turn**, from out to in, from in to
# out. From long (holding the share) to short (having sold what one does not own) it is two turns.

# %% tags=["otter_ignore"]
course_lib.draw_market_equation("costs")

# %% [raw]
# # BEGIN QUESTION
# name: q8
# points: 2

# %% [markdown]
# ### Question 8: The bill and the verdict
#
# Write `after_costs`. Each day one is long, short or out, as the forecast is above zero, below zero, or zero; and
# before the first day, out. The result of a day is the side (1, -1, 0) times the return, less the cost of that day's
# turns.
#
# Write `verdict`, which reads nothing but the intervals `duel_lo`, `duel_hi` of the rows whose names begin with
# `"net"`. An end that lies exactly on one half is not beyond it. (A net that never says "down" has a duel interval
# from 0 to 1, and so no evidence.)
#
# <details><summary>Hint 1: a nudge</summary>
#
# `np.sign` knows three answers. For the turns you need the side of the day before, and for the first day something
# has to stand in front of it. In `verdict`, which word belongs in the sentence: *all* or *any*?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $\mathrm{result}_k = \mathrm{side}_k\, y_k - \mathrm{cost} \cdot |\mathrm{side}_k - \mathrm{side}_{k-1}|$, with
# $\mathrm{side}_{-1} = 0$. `np.diff` has an argument `prepend`. The three words are `'better'`, `'worse'` and
# `'no evidence'`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Foretold 0.2, 0.1, -0.3; came 0.01, -0.02, -0.03; a turn costs 0.001. Sides 1, 1, -1; turns 1, 0, 2; results
# $0.01 - 0.001 = 0.009$, then $-0.02$, then $0.03 - 0.002 = 0.028$. And with duel intervals from 0.51 to 0.58, from
# 0.52 to 0.59 and from 0.499 to 0.56: no evidence.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def after_costs(y, yhat, cost):
    """What every day brings to somebody who acts on the forecast and pays for every turn.

    Args:
        y: returns that came, oldest first, (n,), float64.
        yhat: returns that were foretold, (n,), float64.
        cost: of one turn, as a share of what is moved.

    Returns:
        The results, (n,), float64.
    """
    # BEGIN SOLUTION
    side = np.sign(yhat)
    turns = np.abs(np.diff(side, prepend=0.0))
    return side * y - cost * turns
    # END SOLUTION


def verdict(report):
    """Whether the nets of a report are better than always-up, as far as the intervals say.

    Args:
        report: what run returned; at least one row belongs to a net.

    Returns:
        'better', 'worse' or 'no evidence'.
    """
    # BEGIN SOLUTION
    nets = [row for name, row in report["rows"].items() if name.startswith("net")]
    if all(row["duel_lo"] > 0.5 for row in nets):
        return "better"
    if all(row["duel_hi"] < 0.5 for row in nets):
        return "worse"
    return "no evidence"
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3: three days with one change of mind, and three intervals. What is the bill, and what is the verdict?'
"""  # END TEST CONFIG


def three_days_are_paid_for_and_three_nets_judged(after_costs, verdict):
    y, yhat = np.array([0.01, -0.02, -0.03]), np.array([0.2, 0.1, -0.3])
    (paid,) = unpack(after_costs(y, yhat, 0.001), "results", (3,))
    result = compare(paid, np.array([0.009, -0.02, 0.028]), name="The results of the mini-case")
    assert result, f"{result} Which side is taken on each day, and how many turns does it take?"
    ends = {"net 0": (0.51, 0.58), "net 1": (0.52, 0.59), "net 2": (0.499, 0.56)}
    rows = {name: {"duel_lo": low, "duel_hi": high} for name, (low, high) in ends.items()}
    word = verdict({"rows": rows})
    assert word == "no evidence", (
        f"Two intervals lie above one half and one does not, and the verdict was {word!r}. Are two "
        "seeds out of three enough?"
    )
    rows["net 2"] = {"duel_lo": 0.53, "duel_hi": 0.6}
    word = verdict({"rows": rows})
    assert word == "better", f"All three lie above one half, and the verdict was {word!r}. Why?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Random forecasts were acted on, with zeros among them, and with and without a cost. Is every turn paid for once, the first one too?'
"""  # END TEST CONFIG


def every_turn_is_paid_for_once(after_costs):
    for n in (1, 6, 40):
        y = 0.02 * rng.normal(size=n)
        yhat = rng.choice([-0.3, 0.0, 0.02, 5.0], size=n)
        yhat[0] = rng.choice([-0.1, 0.2])
        cost = float(rng.uniform(0.0005, 0.01))
        kept = y.copy(), yhat.copy()
        (paid,) = unpack(after_costs(y, yhat, cost), "results", (n,))
        (free,) = unpack(after_costs(y.copy(), yhat.copy(), 0.0), "results", (n,))
        held = [int(number > 0) - int(number < 0) for number in kept[1].tolist()]
        assert np.all(np.abs(free - np.array(held) * kept[0]) < 1e-12), (
            "Without costs, a day's result was not the return, with the sign of the forecast. Does "
            "the size of a forecast matter, and what of a zero?"
        )
        steps = [abs(b - a) for a, b in zip([0, *held], held)]
        assert np.all(np.abs(free - paid - cost * np.array(steps)) < 1e-12), (
            "The costs of a day were not one for every turn of that day. Who pays for the first "
            "step in, and how many turns is it from long to short?"
        )
        assert np.array_equal(y, kept[0]) and np.array_equal(yhat, kept[1]), (
            "After the bill, an array was no longer what it had been. Who wrote into it?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Reports with all kinds of intervals were judged: clear ones, mixed ones, ends exactly on one half. Do the nets have to agree, and does anything else matter?'
"""  # END TEST CONFIG


def the_nets_have_to_agree(verdict):
    def report(*ends, lazy=(0.6, 0.7), more=0.9):
        rows = {"zero": (0.0, 1.0), "ar1": lazy}
        first = int(rng.integers(0, 90))
        rows.update({f"net {first + k}": pair for k, pair in enumerate(ends)})
        return {
            "days": 900,
            "up_share": 0.53,
            "rows": {
                name: {"r2": more, "acc": more, "lo": more - 0.02, "hi": more + 0.02, "p": 1 - more,
                       "duel_lo": low, "duel_hi": high}
                for name, (low, high) in rows.items()
            },
        }  # fmt: skip

    up, down = (0.501, 0.56), (0.42, 0.499)
    high = (0.6, 0.7)
    across, on_top, below, nothing = (0.47, 0.55), (0.5, 0.57), (0.43, 0.5), (0.0, 1.0)
    cases = (
        ("better", report(up, up, up, lazy=(0.3, 0.4), more=0.4)),
        ("worse", report(down, down, down)),
        ("no evidence", report(across, across, across)),
        ("no evidence", report(across, high, high)),
        ("no evidence", report(up, across, across)),
        ("no evidence", report(down, down, up, more=0.3)),
        ("no evidence", report(on_top, up, up)),
        ("no evidence", report(down, below, down, more=0.2)),
        ("no evidence", report(nothing, nothing, nothing)),
        ("better", report(up)),
    )
    words = [verdict(each) for _, each in cases]
    assert words[0] == "better" and words[-1] == "better", (
        "All nets of a report lie above one half, and the verdict was not better. Is anything else "
        "read than the intervals of the duels, or anybody else's than the nets'?"
    )
    assert words[1] == "worse", (
        "All nets of a report lie below one half, and the verdict was not worse. Which end has to "
        "be below?"
    )
    assert words[2] == "no evidence" and words[8] == "no evidence", (
        "All intervals of a report contain one half, and something was concluded. From what?"
    )
    assert words[3:6] == ["no evidence"] * 3, (
        "The nets of a report did not agree, and something was concluded. How many of the seeds "
        "have to be beyond one half?"
    )
    assert words[6:8] == ["no evidence"] * 2, (
        "An interval ended exactly on one half, and was taken to be beyond it. Is a draw a win?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The moment of truth: your verdicts on all four trials, from the duels.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q8"):
    for word, report in reports.items():
        print(f"{word:16s} {verdict(report)}")
    course_lib.draw_intervals(
        {
            f"{word}, {key}": (
                (row["duel_lo"] + row["duel_hi"]) / 2,
                row["duel_lo"],
                row["duel_hi"],
            )
            for word, report in reports.items()
            for key, row in report["rows"].items()
            if key.startswith("net")
        },
        line=0.5,
        line_name="a draw",
        title="The duels with always-up",
        label="share of the decisive days that the net wins",
    ).show()

# %% [markdown]
# In our run: *no evidence* in the empty box, *better* in the box with the coin, and *no evidence* for Medtronic and for
# Merck. Read that slowly. It does not say that nothing can be foretold about these two shares. It says that in 753
# days three small nets have shown nothing that luck could not have done as well; an edge of one point would have been
# invisible, with intervals that reach 3.6 points to either side. The nets of MRK had learned from years in which the
# share fell, and said "down" on nearly nine days out of ten. Then it rose.
#
# (Were you misled by the pictures of part 7, where on our machine one net of MDT lies wholly above the line, and all three of MRK
# wholly below? The line itself was counted on these same 753 days and could have been elsewhere, too. The duels know
# that: all six of them reach across one half.)
#
# And look at the empty box once more. In our run, one of its three nets was right on 52.0 % of 2998 days, with an
# interval above always-up and a $p$ of 0.012. In an *empty box*. Whoever trains that one net, stops there and writes
# it down has done nothing forbidden, and would now be on the telephone with you. (That is no bad luck either: of a
# hundred honest tests of nothing, five succeed.) Would more seeds have helped? We trained seven more nets on that
# box, and *six* of them have a $p$ below 0.05. They are ten opinions about the same 2998 days, and if these days are
# kind, they are kind to everybody. A second opinion needs second data, not a second seed.
#
# And now suppose that you *had* found something. What is 3 % of the variance worth? Here are the results of net 0 on the
# positive control, added up over three thousand days, for somebody who pays nothing for a turn, and for people who
# pay 0.05 %, 0.1 % and 0.2 %.

# %% tags=["otter_ignore"]
# Needs questions 1, 2 and 7 as well.
with course_lib.once_ready("q8"):
    r = log_returns(course_lib.synthetic_pair(5000, seed=9, planted=0.03).prices)
    said = foretell(r, lstm_forecast, 0, 2000, 1000)
    tested = ~np.isnan(said)
    bills = {
        f"{100 * cost:g} % a turn": np.cumsum(after_costs(r[tested, 0], said[tested], cost))
        for cost in (0.0, 0.0005, 0.001, 0.002)
    }
    course_lib.draw_lines(
        np.arange(tested.sum())[::25],
        {word: line[::25] for word, line in bills.items()},
        labels=("trading day", "sum of log returns"),
        title="The positive control, after costs",
    ).show()

# %% [markdown]
# Free of charge, the secret brings log returns of 0.39 a year: 48 per cent. But the net changes its mind often, 0.8
# turns a day. At a tenth of a per cent a turn, less than half is left, and at two tenths there is a small loss. So
# this is the answer to the question why an $R^2$ of 3 % does not lie about in the street: whoever finds it picks it
# up until the next one cannot pay for the bus home. It also says what to ask about a study with a "significant"
# $R^2$: after which costs?
#
# **A question to talk about (not graded).** In which sense is "no evidence" a result? What would you have to do to
# turn it into "there is nothing"? (How many days would that take, and would the market stay the same for so long?)
#
# *Your thoughts (double-click here and write):*
#
# ## Something to show
#
# The next time somebody shows you a chart on which the forecast hugs the price, send them this. It is made by the
# machine at the door.

# %% tags=["otter_ignore"]
film = course_lib.animate_shift(
    came, hugging, title="My forecast is excellent. Just slide it a little."
)
film.save("slide.gif")
film

# %% [markdown]
# ## Recap in five lines
#
# 1. Prices flatter: score the parrot with the same score first, and judge returns, not levels.
# 2. Walk forward with a gap; fit everything, scalers too, on the past of each block alone.
# 3. A share of right directions without its interval, its number of tries and always-up beside it is an anecdote.
# 4. Rewrite the future: if an old forecast moves, there is a leak, whatever the code looks like.
# 5. A verdict is made by a rule that was written before, on a detector that has passed both controls; and then come
#    the costs.
#
# ## If you want more (not graded)
#
# **Your own file.** `load_prices(open("mine.csv").read())` takes any file with a date and two prices a line. Choose
# two shares, write down your rule and your guess *first*, run it once, and keep the result, whatever it says. (With
# the package `yfinance` installed, `course_lib.load_pair("live")` asks Yahoo for MDT and MRK, for your own eyes
# only.) Or look for something that *can* be foretold: take `np.abs(r)`, the **size** of the moves, for the target.
# Calm days follow calm days, and nervous ones nervous ones. Does your detector find that?
