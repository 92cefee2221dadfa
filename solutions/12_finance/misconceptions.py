# %% [markdown]
# # Misconceptions of 12_finance
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.

# %% returns_in_simple_per_cents question="q1"
# Belief: a return is the new price divided by the old one, minus one.
# Hint: Yours are simple returns. They are nearly the same for small moves, but do they add up to
# the move of the whole year?
def load_prices(csv):
    rows = [line.split(",") for line in csv.splitlines()[1:]]
    dates = np.array([row[0] for row in rows], dtype="datetime64[D]")
    prices = np.array([row[1:] for row in rows], dtype=float)
    if np.any(np.diff(dates) <= np.timedelta64(0, "D")) or not np.all(prices > 0):
        raise ValueError("this file cannot be right")
    return dates, prices


def log_returns(prices):
    return prices[1:] / prices[:-1] - 1


# %% returns_backwards question="q1"
# Belief: the difference is taken of the first and the second, in that order.
# Hint: Your returns have the wrong sign: the earlier price less the later one. If a share has risen,
# should its return be above zero or below?
def load_prices(csv):
    rows = [line.split(",") for line in csv.splitlines()[1:]]
    dates = np.array([row[0] for row in rows], dtype="datetime64[D]")
    prices = np.array([row[1:] for row in rows], dtype=float)
    if np.any(np.diff(dates) <= np.timedelta64(0, "D")) or not np.all(prices > 0):
        raise ValueError("this file cannot be right")
    return dates, prices


def log_returns(prices):
    logs = np.log(prices)
    return logs[:-1] - logs[1:]


# %% returns_with_base_ten question="q1"
# Belief: a logarithm is a logarithm.
# Hint: Yours is the logarithm with base ten. A rise of one per cent then becomes 0.0043: which base
# makes it 0.00995, close to one per cent?
def load_prices(csv):
    rows = [line.split(",") for line in csv.splitlines()[1:]]
    dates = np.array([row[0] for row in rows], dtype="datetime64[D]")
    prices = np.array([row[1:] for row in rows], dtype=float)
    if np.any(np.diff(dates) <= np.timedelta64(0, "D")) or not np.all(prices > 0):
        raise ValueError("this file cannot be right")
    return dates, prices


def log_returns(prices):
    return np.diff(np.log10(prices), axis=0)


# %% returns_across_the_shares question="q1"
# Belief: np.diff goes down the rows by itself.
# Hint: Your differences go across, from one share to the other on the same day. Down which axis do the
# days run?
def load_prices(csv):
    rows = [line.split(",") for line in csv.splitlines()[1:]]
    dates = np.array([row[0] for row in rows], dtype="datetime64[D]")
    prices = np.array([row[1:] for row in rows], dtype=float)
    if np.any(np.diff(dates) <= np.timedelta64(0, "D")) or not np.all(prices > 0):
        raise ValueError("this file cannot be right")
    return dates, prices


def log_returns(prices):
    return np.diff(np.log(prices))


# %% order_repaired_in_silence question="q1"
# Belief: a good loader sorts the lines itself, then their order does not matter.
# Hint: You sort the lines in silence. A file out of order has been through hands that you do not
# know: should the reader not be told?
def load_prices(csv):
    rows = sorted(line.split(",") for line in csv.splitlines()[1:])
    dates = np.array([row[0] for row in rows], dtype="datetime64[D]")
    prices = np.array([row[1:] for row in rows], dtype=float)
    if np.any(np.diff(dates) <= np.timedelta64(0, "D")) or not np.all(prices > 0):
        raise ValueError("this file cannot be right")
    return dates, prices


def log_returns(prices):
    return np.diff(np.log(prices), axis=0)


# %% same_day_twice_goes_through question="q1"
# Belief: dates are in order when none of them goes back.
# Hint: You look for dates that go back, and a date that stands still slips through. How often may a
# trading day be in the file?
def load_prices(csv):
    rows = [line.split(",") for line in csv.splitlines()[1:]]
    dates = np.array([row[0] for row in rows], dtype="datetime64[D]")
    prices = np.array([row[1:] for row in rows], dtype=float)
    if np.any(np.diff(dates) < np.timedelta64(0, "D")) or not np.all(prices > 0):
        raise ValueError("this file cannot be right")
    return dates, prices


def log_returns(prices):
    return np.diff(np.log(prices), axis=0)


# %% bad_days_dropped question="q1"
# Belief: days with an impossible price are left out, then the rest is clean.
# Hint: You leave out the lines with an impossible price. Then one return leads over two days, and
# nobody knows: why is that worse than an error?
def load_prices(csv):
    rows = [line.split(",") for line in csv.splitlines()[1:]]
    dates = np.array([row[0] for row in rows], dtype="datetime64[D]")
    prices = np.array([row[1:] for row in rows], dtype=float)
    if np.any(np.diff(dates) <= np.timedelta64(0, "D")):
        raise ValueError("the dates are out of order")
    good = np.all(prices > 0, axis=1)
    return dates[good], prices[good]


def log_returns(prices):
    return np.diff(np.log(prices), axis=0)


# %% nan_goes_through question="q1"
# Belief: a price is wrong if it is zero or below.
# Hint: You look for prices that are zero or below, and nan is neither: every comparison with it is
# False. Which question does it answer with False, although it should be True?
def load_prices(csv):
    rows = [line.split(",") for line in csv.splitlines()[1:]]
    dates = np.array([row[0] for row in rows], dtype="datetime64[D]")
    prices = np.array([row[1:] for row in rows], dtype=float)
    if np.any(np.diff(dates) <= np.timedelta64(0, "D")) or np.any(prices <= 0):
        raise ValueError("this file cannot be right")
    return dates, prices


def log_returns(prices):
    return np.diff(np.log(prices), axis=0)


# %% walk_without_gap question="q2"
# Belief: training may go on up to the day before the block; the gap delays the first block only.
# Hint: Your later folds train right up to their block. The newest targets are not known yet on that
# day: how many days does every fold have to leave out?
def walk_forward(n, train_min, test, gap, expanding=True):
    folds = []
    for start in range(train_min + gap, n, test):
        end = train_min if start == train_min + gap else start
        first = 0 if expanding else end - train_min
        folds.append((slice(first, end), slice(start, min(start + test, n))))
    return folds


def ribbon(n, train_min, test, gap, expanding=True):
    folds = walk_forward(n, train_min, test, gap, expanding)
    marks = np.zeros((len(folds), n), dtype=int)
    for row, (past, block) in enumerate(folds):
        marks[row, past] = 1
        marks[row, block] = 2
    return marks


# %% walk_with_a_gap_behind_every_block question="q2"
# Belief: a gap belongs behind each block as well, so the next block begins one gap later.
# Hint: You skip a gap between two blocks, and those days are never foretold. Between which two
# things does the gap belong?
def walk_forward(n, train_min, test, gap, expanding=True):
    folds = []
    for start in range(train_min + gap, n, test + gap):
        end = start - gap
        first = 0 if expanding else end - train_min
        folds.append((slice(first, end), slice(start, min(start + test, n))))
    return folds


def ribbon(n, train_min, test, gap, expanding=True):
    folds = walk_forward(n, train_min, test, gap, expanding)
    marks = np.zeros((len(folds), n), dtype=int)
    for row, (past, block) in enumerate(folds):
        marks[row, past] = 1
        marks[row, block] = 2
    return marks


# %% walk_one_day_at_a_time question="q2"
# Belief: walking forward means that the block moves on by one day each time.
# Hint: Your blocks move on by one day and overlap, so most days are foretold many times. Where does
# the next block begin if none is foretold twice?
def walk_forward(n, train_min, test, gap, expanding=True):
    folds = []
    for start in range(train_min + gap, n - test + 1):
        end = start - gap
        first = 0 if expanding else end - train_min
        folds.append((slice(first, end), slice(start, start + test)))
    return folds


def ribbon(n, train_min, test, gap, expanding=True):
    folds = walk_forward(n, train_min, test, gap, expanding)
    marks = np.zeros((len(folds), n), dtype=int)
    for row, (past, block) in enumerate(folds):
        marks[row, past] = 1
        marks[row, block] = 2
    return marks


# %% walk_drops_the_last_short_block question="q2"
# Belief: all blocks have the same length, so days that do not fill one are left over.
# Hint: Your walk stops when no whole block is left, and the newest days are never foretold. What
# should the last block do with what is left?
def walk_forward(n, train_min, test, gap, expanding=True):
    folds = []
    for start in range(train_min + gap, n - test + 1, test):
        end = start - gap
        first = 0 if expanding else end - train_min
        folds.append((slice(first, end), slice(start, start + test)))
    return folds


def ribbon(n, train_min, test, gap, expanding=True):
    folds = walk_forward(n, train_min, test, gap, expanding)
    marks = np.zeros((len(folds), n), dtype=int)
    for row, (past, block) in enumerate(folds):
        marks[row, past] = 1
        marks[row, block] = 2
    return marks


# %% walk_that_always_expands question="q2"
# Belief: training parts always begin with the oldest day; more data is never worse.
# Hint: Your training parts grow even when they should move along. With expanding=False, where does
# a part begin if it keeps its length?
def walk_forward(n, train_min, test, gap, expanding=True):
    return [
        (slice(0, start - gap), slice(start, min(start + test, n)))
        for start in range(train_min + gap, n, test)
    ]


def ribbon(n, train_min, test, gap, expanding=True):
    folds = walk_forward(n, train_min, test, gap, expanding)
    marks = np.zeros((len(folds), n), dtype=int)
    for row, (past, block) in enumerate(folds):
        marks[row, past] = 1
        marks[row, block] = 2
    return marks


# %% walk_around_the_block question="q2"
# Belief: as in cross-validation, everything that is not in the block may be learned from.
# Hint: You train on days behind the block as well, as cross-validation does. Who could have learned
# from 2007 in order to foretell 2005?
def walk_forward(n, train_min, test, gap, expanding=True):
    folds = []
    for start in range(train_min + gap, n, test):
        folds.append((slice(0, n), slice(start, min(start + test, n))))
    return folds


def ribbon(n, train_min, test, gap, expanding=True):
    folds = walk_forward(n, train_min, test, gap, expanding)
    marks = np.zeros((len(folds), n), dtype=int)
    for row, (past, block) in enumerate(folds):
        marks[row, past] = 1
        marks[row, max(0, block.start - gap) : block.stop + gap] = 0
        marks[row, block] = 2
    return marks


# %% walk_starts_without_the_first_gap question="q2"
# Belief: the first block begins right after train_min days, so training has to give the gap.
# Hint: Your first block begins one gap too early, and takes its gap out of the training part. How many
# days is the first training part to hold?
def walk_forward(n, train_min, test, gap, expanding=True):
    folds = []
    for start in range(train_min, n, test):
        end = start - gap
        first = 0 if expanding else max(0, end - train_min)
        folds.append((slice(first, end), slice(start, min(start + test, n))))
    return folds


def ribbon(n, train_min, test, gap, expanding=True):
    folds = walk_forward(n, train_min, test, gap, expanding)
    marks = np.zeros((len(folds), n), dtype=int)
    for row, (past, block) in enumerate(folds):
        marks[row, past] = 1
        marks[row, block] = 2
    return marks


# %% baselines_learn_from_the_test_days question="q3"
# Belief: mean and size are facts about the share, so all returns that there are may be used.
# Hint: Your forecasts of mean and always-up learn from the test days as well. On the first of these
# days, who knows the others?
def baselines(r_train, r_test):
    days = np.ones(len(r_test))
    both = np.concatenate([r_train, r_test])
    slope, level = np.polyfit(r_train[:-1], r_train[1:], 1)
    before = np.concatenate([r_train[-1:], r_test[:-1]])
    return {
        "zero": 0.0 * days,
        "mean": both.mean() * days,
        "always_up": np.abs(both).mean() * days,
        "ar1": level + slope * before,
    }


# %% line_fitted_on_the_test_days question="q3"
# Belief: AR(1) describes the days it is used on, so it is fitted to them.
# Hint: Your AR(1) is fitted with the test returns. A line through the answers fits the answers: which
# days may it learn from?
def baselines(r_train, r_test):
    days = np.ones(len(r_test))
    both = np.concatenate([r_train, r_test])
    slope, level = np.polyfit(both[:-1], both[1:], 1)
    before = np.concatenate([r_train[-1:], r_test[:-1]])
    return {
        "zero": 0.0 * days,
        "mean": r_train.mean() * days,
        "always_up": np.abs(r_train).mean() * days,
        "ar1": level + slope * before,
    }


# %% line_reads_the_day_itself question="q3"
# Belief: the forecast for a test day is the line at the return of that day.
# Hint: Your AR(1) reads the return of the very day that it foretells. Which return is known the
# evening before?
def baselines(r_train, r_test):
    days = np.ones(len(r_test))
    slope, level = np.polyfit(r_train[:-1], r_train[1:], 1)
    return {
        "zero": 0.0 * days,
        "mean": r_train.mean() * days,
        "always_up": np.abs(r_train).mean() * days,
        "ar1": level + slope * r_test,
    }


# %% line_without_a_level question="q3"
# Belief: returns average to nothing, so the line goes through zero.
# Hint: Your line has no level: it is pulled through zero. What does it foretell after a day without a
# move, if the share rises in the long run?
def baselines(r_train, r_test):
    days = np.ones(len(r_test))
    slope = np.sum(r_train[:-1] * r_train[1:]) / np.sum(r_train[:-1] ** 2)
    before = np.concatenate([r_train[-1:], r_test[:-1]])
    return {
        "zero": 0.0 * days,
        "mean": r_train.mean() * days,
        "always_up": np.abs(r_train).mean() * days,
        "ar1": slope * before,
    }


# %% line_turned_around question="q3"
# Belief: it makes no difference which of two neighbours is fitted to which.
# Hint: You fit yesterday to today. Which of the two is known when you speak, and which one do you
# have to foretell?
def baselines(r_train, r_test):
    days = np.ones(len(r_test))
    slope, level = np.polyfit(r_train[1:], r_train[:-1], 1)
    before = np.concatenate([r_train[-1:], r_test[:-1]])
    return {
        "zero": 0.0 * days,
        "mean": r_train.mean() * days,
        "always_up": np.abs(r_train).mean() * days,
        "ar1": level + slope * before,
    }


# %% line_foretells_the_whole_block_at_once question="q3"
# Belief: nothing of the block is known, so AR(1) feeds on its own forecasts after the first day.
# Hint: Your AR(1) lives on its own forecasts from the second test day on. Each evening one more
# return is known: is it forbidden to read it?
def baselines(r_train, r_test):
    days = np.ones(len(r_test))
    slope, level = np.polyfit(r_train[:-1], r_train[1:], 1)
    said, last = [], r_train[-1]
    for _ in r_test:
        last = level + slope * last
        said.append(last)
    return {
        "zero": 0.0 * days,
        "mean": r_train.mean() * days,
        "always_up": np.abs(r_train).mean() * days,
        "ar1": np.array(said),
    }


# %% always_up_by_the_mean question="q3"
# Belief: the average size of a return is the size of the average return.
# Hint: Your always-up foretells the size of the mean, in which rises and falls have cancelled. How
# large is a single move on average?
def baselines(r_train, r_test):
    days = np.ones(len(r_test))
    slope, level = np.polyfit(r_train[:-1], r_train[1:], 1)
    before = np.concatenate([r_train[-1:], r_test[:-1]])
    return {
        "zero": 0.0 * days,
        "mean": r_train.mean() * days,
        "always_up": np.abs(r_train.mean()) * days,
        "ar1": level + slope * before,
    }


# %% skill_against_the_mean_of_the_test question="q4"
# Belief: R squared is R squared, and libraries compare with the mean of y.
# Hint: Your R2 compares with the mean of what came, which nobody knew beforehand. What is the third
# argument for?
def r2_oos(y, yhat, ybench):
    return 1 - np.sum((y - yhat) ** 2) / np.sum((y - y.mean()) ** 2)


def mase(y, yhat, train):
    return np.mean(np.abs(y - yhat)) / np.mean(np.abs(np.diff(train)))


def theil_u(y, yhat, last):
    return np.sqrt(np.mean((y - yhat) ** 2) / np.mean((y - last) ** 2))


# %% skill_as_squared_correlation question="q4"
# Belief: R squared is the square of the correlation.
# Hint: Yours is the squared correlation of forecast and truth. A lagged copy of the price has one
# near 1: slide it by a day, where does it fit best? And which argument does yours never look at?
def r2_oos(y, yhat, ybench):
    return np.corrcoef(y, yhat)[0, 1] ** 2 if np.std(yhat) > 0 else 0.0


def mase(y, yhat, train):
    return np.mean(np.abs(y - yhat)) / np.mean(np.abs(np.diff(train)))


def theil_u(y, yhat, last):
    return np.sqrt(np.mean((y - yhat) ** 2) / np.mean((y - last) ** 2))


# %% skill_upside_down question="q4"
# Belief: the benchmark stands above the line.
# Hint: You divide the benchmark's errors by yours. For a perfect forecast, what would you divide by?
def r2_oos(y, yhat, ybench):
    return 1 - np.sum((y - ybench) ** 2) / np.sum((y - yhat) ** 2)


def mase(y, yhat, train):
    return np.mean(np.abs(y - yhat)) / np.mean(np.abs(np.diff(train)))


def theil_u(y, yhat, last):
    return np.sqrt(np.mean((y - yhat) ** 2) / np.mean((y - last) ** 2))


# %% skill_of_absolute_errors question="q4"
# Belief: an error is an error, squared or not.
# Hint: You add up the sizes of the errors. Which character of R2 says that squares are meant?
def r2_oos(y, yhat, ybench):
    return 1 - np.sum(np.abs(y - yhat)) / np.sum(np.abs(y - ybench))


def mase(y, yhat, train):
    return np.mean(np.abs(y - yhat)) / np.mean(np.abs(np.diff(train)))


def theil_u(y, yhat, last):
    return np.sqrt(np.mean((y - yhat) ** 2) / np.mean((y - last) ** 2))


# %% yardstick_from_the_test_days question="q4"
# Belief: the parrot has to run over the same days as the forecast.
# Hint: The yardstick of your MASE is made of the test prices. Which prices were handed over for it?
def r2_oos(y, yhat, ybench):
    return 1 - np.sum((y - yhat) ** 2) / np.sum((y - ybench) ** 2)


def mase(y, yhat, train):
    return np.mean(np.abs(y - yhat)) / np.mean(np.abs(np.diff(y)))


def theil_u(y, yhat, last):
    return np.sqrt(np.mean((y - yhat) ** 2) / np.mean((y - last) ** 2))


# %% theil_without_the_root question="q4"
# Belief: the ratio of squared errors is Theil's U.
# Hint: Your U is a ratio of mean squared errors; the root is missing. A forecast that is half as far
# off as the parrot should have which U?
def r2_oos(y, yhat, ybench):
    return 1 - np.sum((y - yhat) ** 2) / np.sum((y - ybench) ** 2)


def mase(y, yhat, train):
    return np.mean(np.abs(y - yhat)) / np.mean(np.abs(np.diff(train)))


def theil_u(y, yhat, last):
    return np.mean((y - yhat) ** 2) / np.mean((y - last) ** 2)


# %% theil_parrot_in_the_test_alone question="q4"
# Belief: the parrot's errors are the steps between neighbouring test days.
# Hint: Your parrot walks from each test day to the next and forgets the way to the first one; last knows
# it. What is last for?
def r2_oos(y, yhat, ybench):
    return 1 - np.sum((y - yhat) ** 2) / np.sum((y - ybench) ** 2)


def mase(y, yhat, train):
    return np.mean(np.abs(y - yhat)) / np.mean(np.abs(np.diff(train)))


def theil_u(y, yhat, last):
    return np.sqrt(np.mean((y - yhat) ** 2) / np.mean(np.diff(y) ** 2))


# %% interval_of_the_textbook question="q5"
# Belief: the interval is the share plus and minus 1.96 standard errors.
# Hint: Your interval is the one of most school books, with the share in its middle. If 10 out of 10
# were right, how wide would it be?
def direction_accuracy(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan, 0.0, 1.0
    acc = np.mean((y[kept] > 0) == (yhat[kept] > 0))
    half = 1.96 * np.sqrt(acc * (1 - acc) / n)
    return acc, max(0.0, acc - half), min(1.0, acc + half)


def pesaran_timmermann(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan
    came, said = y[kept] > 0, yhat[kept] > 0
    A, U, S = np.mean(came == said), np.mean(came), np.mean(said)
    luck = U * S + (1 - U) * (1 - S)
    v = luck * (1 - luck) / n
    w = ((2 * U - 1) ** 2 * S * (1 - S) + (2 * S - 1) ** 2 * U * (1 - U)) / n
    w = w + 4 * U * S * (1 - U) * (1 - S) / n**2
    if v - w <= 1e-15:
        return np.nan
    return NormalDist().cdf(-(A - luck) / np.sqrt(v - w))


# %% still_days_are_judged question="q5"
# Belief: a day without a move is a day that did not go up, so it counts.
# Hint: You judge days on which nothing moved, or nothing was said. Which direction has zero?
def direction_accuracy(y, yhat):
    n = len(y)
    if n == 0:
        return np.nan, 0.0, 1.0
    z = 1.96
    acc = np.mean((y > 0) == (yhat > 0))
    centre = acc + z**2 / (2 * n)
    half = z * np.sqrt(acc * (1 - acc) / n + z**2 / (4 * n**2))
    return acc, (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)


def pesaran_timmermann(y, yhat):
    n = len(y)
    if n == 0:
        return np.nan
    came, said = y > 0, yhat > 0
    A, U, S = np.mean(came == said), np.mean(came), np.mean(said)
    luck = U * S + (1 - U) * (1 - S)
    v = luck * (1 - luck) / n
    w = ((2 * U - 1) ** 2 * S * (1 - S) + (2 * S - 1) ** 2 * U * (1 - U)) / n
    w = w + 4 * U * S * (1 - U) * (1 - S) / n**2
    if v - w <= 1e-15:
        return np.nan
    return NormalDist().cdf(-(A - luck) / np.sqrt(v - w))


# %% divided_by_all_days question="q5"
# Belief: n is the length of the arrays, also after days were dropped.
# Hint: You drop still days from the hits, but your n still counts them. How many days were judged?
def direction_accuracy(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = len(y)
    if np.sum(kept) == 0:
        return np.nan, 0.0, 1.0
    z = 1.96
    acc = np.mean((y[kept] > 0) == (yhat[kept] > 0))
    centre = acc + z**2 / (2 * n)
    half = z * np.sqrt(acc * (1 - acc) / n + z**2 / (4 * n**2))
    return acc, (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)


def pesaran_timmermann(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = len(y)
    if np.sum(kept) == 0:
        return np.nan
    came, said = y[kept] > 0, yhat[kept] > 0
    A, U, S = np.mean(came == said), np.mean(came), np.mean(said)
    luck = U * S + (1 - U) * (1 - S)
    v = luck * (1 - luck) / n
    w = ((2 * U - 1) ** 2 * S * (1 - S) + (2 * S - 1) ** 2 * U * (1 - U)) / n
    w = w + 4 * U * S * (1 - U) * (1 - S) / n**2
    if v - w <= 1e-15:
        return np.nan
    return NormalDist().cdf(-(A - luck) / np.sqrt(v - w))


# %% share_of_nothing_is_zero question="q5"
# Belief: of no days, none were right: that is a share of zero.
# Hint: Where no day is left, you report a share of zero, and are sure of it. What is known about a
# coin that was never thrown?
def direction_accuracy(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return 0.0, 0.0, 0.0
    z = 1.96
    acc = np.mean((y[kept] > 0) == (yhat[kept] > 0))
    centre = acc + z**2 / (2 * n)
    half = z * np.sqrt(acc * (1 - acc) / n + z**2 / (4 * n**2))
    return acc, (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)


def pesaran_timmermann(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan
    came, said = y[kept] > 0, yhat[kept] > 0
    A, U, S = np.mean(came == said), np.mean(came), np.mean(said)
    luck = U * S + (1 - U) * (1 - S)
    v = luck * (1 - luck) / n
    w = ((2 * U - 1) ** 2 * S * (1 - S) + (2 * S - 1) ** 2 * U * (1 - U)) / n
    w = w + 4 * U * S * (1 - U) * (1 - S) / n**2
    if v - w <= 1e-15:
        return np.nan
    return NormalDist().cdf(-(A - luck) / np.sqrt(v - w))


# %% luck_is_one_half question="q5"
# Belief: luck is right in half of all cases, as a coin is.
# Hint: You compare with one half. If a share rises on most days and you say up on most days, how many
# hits do two strangers have?
def direction_accuracy(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan, 0.0, 1.0
    z = 1.96
    acc = np.mean((y[kept] > 0) == (yhat[kept] > 0))
    centre = acc + z**2 / (2 * n)
    half = z * np.sqrt(acc * (1 - acc) / n + z**2 / (4 * n**2))
    return acc, (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)


def pesaran_timmermann(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan
    came, said = y[kept] > 0, yhat[kept] > 0
    if came.all() or said.all() or not came.any() or not said.any():
        return np.nan
    return NormalDist().cdf(-(np.mean(came == said) - 0.5) / np.sqrt(0.25 / n))


# %% good_forecasts_have_a_large_p question="q5"
# Belief: p is the probability that the forecast is good.
# Hint: Your p is large for good forecasts. It should say how often luck does as well: for a forecast
# that is always right, is that often?
def direction_accuracy(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan, 0.0, 1.0
    z = 1.96
    acc = np.mean((y[kept] > 0) == (yhat[kept] > 0))
    centre = acc + z**2 / (2 * n)
    half = z * np.sqrt(acc * (1 - acc) / n + z**2 / (4 * n**2))
    return acc, (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)


def pesaran_timmermann(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan
    came, said = y[kept] > 0, yhat[kept] > 0
    A, U, S = np.mean(came == said), np.mean(came), np.mean(said)
    luck = U * S + (1 - U) * (1 - S)
    v = luck * (1 - luck) / n
    w = ((2 * U - 1) ** 2 * S * (1 - S) + (2 * S - 1) ** 2 * U * (1 - U)) / n
    w = w + 4 * U * S * (1 - U) * (1 - S) / n**2
    if v - w <= 1e-15:
        return np.nan
    return NormalDist().cdf((A - luck) / np.sqrt(v - w))


# %% luck_with_two_sides question="q5"
# Belief: a p-value has two sides.
# Hint: Your p counts luck that is as bad as the forecast is good, too: it is twice the tail. The
# question was how often luck does at least as well: which tail is that?
def direction_accuracy(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan, 0.0, 1.0
    z = 1.96
    acc = np.mean((y[kept] > 0) == (yhat[kept] > 0))
    centre = acc + z**2 / (2 * n)
    half = z * np.sqrt(acc * (1 - acc) / n + z**2 / (4 * n**2))
    return acc, (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)


def pesaran_timmermann(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan
    came, said = y[kept] > 0, yhat[kept] > 0
    A, U, S = np.mean(came == said), np.mean(came), np.mean(said)
    luck = U * S + (1 - U) * (1 - S)
    v = luck * (1 - luck) / n
    w = ((2 * U - 1) ** 2 * S * (1 - S) + (2 * S - 1) ** 2 * U * (1 - U)) / n
    w = w + 4 * U * S * (1 - U) * (1 - S) / n**2
    if v - w <= 1e-15:
        return np.nan
    return 2 * NormalDist().cdf(-abs(A - luck) / np.sqrt(v - w))


# %% luck_that_is_known_exactly question="q5"
# Belief: w is a small correction, so v alone will do.
# Hint: You divide by the root of v alone. The share of lucky hits is itself estimated from these days:
# which letter takes account of that?
def direction_accuracy(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan, 0.0, 1.0
    z = 1.96
    acc = np.mean((y[kept] > 0) == (yhat[kept] > 0))
    centre = acc + z**2 / (2 * n)
    half = z * np.sqrt(acc * (1 - acc) / n + z**2 / (4 * n**2))
    return acc, (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)


def pesaran_timmermann(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan
    came, said = y[kept] > 0, yhat[kept] > 0
    A, U, S = np.mean(came == said), np.mean(came), np.mean(said)
    luck = U * S + (1 - U) * (1 - S)
    if min(U, 1 - U, S, 1 - S) == 0:
        return np.nan
    return NormalDist().cdf(-(A - luck) / np.sqrt(luck * (1 - luck) / n))


# %% same_word_every_day_is_a_perfect_bore question="q5"
# Belief: somebody who always says the same has no skill, so luck always does as well: p is 1.
# Hint: For somebody who says the same on all days you report a p of 1. Nothing can vary there, so
# nothing was tested: which value says that?
def direction_accuracy(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return np.nan, 0.0, 1.0
    z = 1.96
    acc = np.mean((y[kept] > 0) == (yhat[kept] > 0))
    centre = acc + z**2 / (2 * n)
    half = z * np.sqrt(acc * (1 - acc) / n + z**2 / (4 * n**2))
    return acc, (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)


def pesaran_timmermann(y, yhat):
    kept = (y != 0) & (yhat != 0)
    n = np.sum(kept)
    if n == 0:
        return 1.0
    came, said = y[kept] > 0, yhat[kept] > 0
    A, U, S = np.mean(came == said), np.mean(came), np.mean(said)
    luck = U * S + (1 - U) * (1 - S)
    v = luck * (1 - luck) / n
    w = ((2 * U - 1) ** 2 * S * (1 - S) + (2 * S - 1) ** 2 * U * (1 - U)) / n
    w = w + 4 * U * S * (1 - U) * (1 - S) / n**2
    if v - w <= 1e-15:
        return 1.0
    return NormalDist().cdf(-(A - luck) / np.sqrt(v - w))


# %% hunt_rewrites_today question="q6"
# Belief: at the day now, that day itself is already the future.
# Hint: You rewrite the price of the day now itself. The forecast is made at its close: is that price
# known then?
def find_leak(pipeline, prices):
    dice = np.random.default_rng(0)
    honest = pipeline(prices.copy())
    for now in np.linspace(5, len(prices) - 2, 25).astype(int):
        other = prices.copy()
        other[now:] *= dice.uniform(0.5, 2.0, size=other[now:].shape)
        again = pipeline(other)
        if not np.allclose(again[: now + 1], honest[: now + 1], rtol=0, atol=1e-9, equal_nan=True):
            return True
    return False


# %% hunt_stops_a_day_early question="q6"
# Belief: the forecasts of days before now are the old ones.
# Hint: You compare the forecasts before number now, and leave out the one that is made at its close.
# That is the one that foretells the first rewritten price: may it move?
def find_leak(pipeline, prices):
    dice = np.random.default_rng(0)
    honest = pipeline(prices.copy())
    for now in np.linspace(5, len(prices) - 2, 25).astype(int):
        other = prices.copy()
        other[now + 1 :] *= dice.uniform(0.5, 2.0, size=other[now + 1 :].shape)
        again = pipeline(other)
        if not np.allclose(again[:now], honest[:now], rtol=0, atol=1e-9, equal_nan=True):
            return True
    return False


# %% hunt_looks_at_all_forecasts question="q6"
# Belief: if any forecast moves, the pipeline depends on the future.
# Hint: You compare all forecasts, those made after now as well. When their own past has been rewritten,
# why should they not move?
def find_leak(pipeline, prices):
    dice = np.random.default_rng(0)
    honest = pipeline(prices.copy())
    for now in np.linspace(5, len(prices) - 2, 25).astype(int):
        other = prices.copy()
        other[now + 1 :] *= dice.uniform(0.5, 2.0, size=other[now + 1 :].shape)
        if not np.allclose(pipeline(other), honest, rtol=0, atol=1e-9, equal_nan=True):
            return True
    return False


# %% hunt_takes_nan_for_a_move question="q6"
# Belief: equal arrays are found with ==, or with allclose as it is.
# Hint: A nan that stays a nan looks like a move to you, for nan is not equal to anything. What should
# happen where there was no forecast before and is none now?
def find_leak(pipeline, prices):
    dice = np.random.default_rng(0)
    honest = pipeline(prices.copy())
    for now in np.linspace(5, len(prices) - 2, 25).astype(int):
        other = prices.copy()
        other[now + 1 :] *= dice.uniform(0.5, 2.0, size=other[now + 1 :].shape)
        if not np.allclose(pipeline(other)[: now + 1], honest[: now + 1], rtol=0, atol=1e-9):
            return True
    return False


# %% hunt_in_the_middle_only question="q6"
# Belief: a leak is a property of the code, so one day in the middle is enough.
# Hint: You try one single day as now. A leak may be open in some years and shut in others: how many
# days should you try, and where?
def find_leak(pipeline, prices):
    dice = np.random.default_rng(0)
    honest = pipeline(prices.copy())
    now = len(prices) // 2
    other = prices.copy()
    other[now + 1 :] *= dice.uniform(0.5, 2.0, size=other[now + 1 :].shape)
    again = pipeline(other)
    return not np.allclose(again[: now + 1], honest[: now + 1], rtol=0, atol=1e-9, equal_nan=True)


# %% hunt_rewrites_the_first_share_only question="q6"
# Belief: the first share is the one that is foretold, so its future is the future.
# Hint: You rewrite the first share alone. Tomorrow's price of the other one is just as unknown: could
# a pipeline not read it there?
def find_leak(pipeline, prices):
    dice = np.random.default_rng(0)
    honest = pipeline(prices.copy())
    for now in np.linspace(5, len(prices) - 2, 25).astype(int):
        other = prices.copy()
        other[now + 1 :, 0] *= dice.uniform(0.5, 2.0, size=len(other) - now - 1)
        again = pipeline(other)
        if not np.allclose(again[: now + 1], honest[: now + 1], rtol=0, atol=1e-9, equal_nan=True):
            return True
    return False


# %% hunt_nudges_tomorrow_only question="q6"
# Belief: a leak reaches one day ahead, so it is enough to change tomorrow.
# Hint: You change one day, the next one. A scale may come from the last day of all, and a hole may be
# filled from next week: which days are the future?
def find_leak(pipeline, prices):
    honest = pipeline(prices.copy())
    for now in np.linspace(5, len(prices) - 12, 25).astype(int):
        other = prices.copy()
        other[now + 1] *= 1.3
        again = pipeline(other)
        if not np.allclose(again[: now + 1], honest[: now + 1], rtol=0, atol=1e-9, equal_nan=True):
            return True
    return False


# %% hunt_writes_into_the_prices question="q6"
# Belief: other = prices makes a second table.
# Hint: You rewrite the caller's own prices: without a copy, other is only a second name for them. What
# should they be after the hunt?
def find_leak(pipeline, prices):
    dice = np.random.default_rng(0)
    for now in np.linspace(len(prices) - 2, 5, 25).astype(int):
        honest = pipeline(prices)
        prices[now + 1 :] *= dice.uniform(0.5, 2.0, size=prices[now + 1 :].shape)
        again = pipeline(prices)
        if not np.allclose(again[: now + 1], honest[: now + 1], rtol=0, atol=1e-9, equal_nan=True):
            return True
    return False


# %% hunt_says_true_for_clean question="q6"
# Belief: the function tells whether the pipeline has passed.
# Hint: You return True for a clean pipeline. Read the name of the function as a question: what does
# True answer?
def find_leak(pipeline, prices):
    dice = np.random.default_rng(0)
    honest = pipeline(prices.copy())
    for now in np.linspace(5, len(prices) - 2, 25).astype(int):
        other = prices.copy()
        other[now + 1 :] *= dice.uniform(0.5, 2.0, size=other[now + 1 :].shape)
        again = pipeline(other)
        if not np.allclose(again[: now + 1], honest[: now + 1], rtol=0, atol=1e-9, equal_nan=True):
            return False
    return True


# %% learner_gets_everything_before_the_block question="q7"
# Belief: all returns before the block are its past, the gap too.
# Hint: You hand over the days of the gap for training. Their targets are not known yet when the block
# begins: what is walk_forward's first slice for?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    for _, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[: block.start], r[block], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 0], said["mean"][tested]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }


# %% days_without_a_forecast_are_zero question="q7"
# Belief: where nothing is foretold, a zero will do.
# Hint: You put zeros where there is no forecast. Zero is a forecast, the parrot's: how would anybody
# see that none was made?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.zeros(len(r))
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past], r[block], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 0], said["mean"][tested]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }


# %% scaled_before_the_walk question="q7"
# Belief: nets like scaled numbers, so the returns are scaled first and the walk comes afterwards.
# Hint: You scale with the mean and the deviation of all years before the walk begins. Could you have
# known them on the last day of the first training part?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    level, size = r.mean(axis=0), r.std(axis=0)
    scaled = (r - level) / size
    for past, block in walk_forward(len(r), train_min, test, gap):
        said = np.asarray(learner(scaled[past], scaled[block], seed))
        yhat[block] = level[0] + size[0] * said
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 0], said["mean"][tested]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }


# %% sizes_not_handed_on question="q7"
# Belief: the sizes are arguments of run, so foretell knows them.
# Hint: Your run does not hand its sizes on, and foretell falls back on its own 503, 251 and 1. Which
# arguments of run do you never use?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past], r[block], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number)
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 0], said["mean"][tested]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }


# %% learner_sees_one_share question="q7"
# Belief: the first share is to be foretold, so its column is what the learner needs.
# Hint: You hand over the first column alone. What could the learner find in the other share, and
# how would it come there?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past][:, [0, 0]], r[block][:, [0, 0]], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 0], said["mean"][tested]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }


# %% all_nets_with_the_same_seed question="q7"
# Belief: the seed makes the run repeatable, so all three nets get the same.
# Hint: Your three nets have one seed between them, so they are the same net three times. What are
# three of them for?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past], r[block], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, seed, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 0], said["mean"][tested]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }


# %% only_the_best_net_is_shown question="q7"
# Belief: one reports the best net, as one would use it.
# Hint: You show the best of three nets and no other. It was chosen by the days on which it is judged:
# what did the coins of part 5 teach?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past], r[block], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 0], said["mean"][tested]
    rows = {name: judge(y, yhat[tested], bench) for name, yhat in said.items()}
    nets = [name for name in rows if name.startswith("net")]
    best = max(nets, key=lambda name: rows[name]["acc"])
    for name in nets:
        if name != best:
            del rows[name]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": rows,
    }


# %% benchmark_is_the_mean_of_the_test question="q7"
# Belief: the mean forecast is the mean of what came.
# Hint: Your benchmark is the mean of the test days themselves. Which row of your own report is the
# mean forecast that somebody could have made?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past], r[block], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y = r[tested, 0]
    bench = np.full(len(y), y.mean())
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }


# %% share_of_rises_among_all_days question="q7"
# Belief: the share of rises is a fact about the whole history.
# Hint: Your up_share counts days that nobody foretold. Always-up is to be judged beside the others: on
# which days?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past], r[block], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 0], said["mean"][tested]
    every = r[:, 0]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(every[every != 0] > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }


# %% rises_among_still_days_too question="q7"
# Belief: a day without a move is a day without a rise.
# Hint: Your up_share divides by days on which the share did not move as well. The judge drops them:
# are the two numbers comparable then?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past], r[block], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 0], said["mean"][tested]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }


# %% second_share_is_judged question="q7"
# Belief: the target is the last column, as in many tables.
# Hint: You judge the forecasts by the returns of the second share. Which share is to be foretold?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past], r[block], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    said = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        lazy = lambda a, b, _, name=name: baselines(a[:, 0], b[:, 0])[name]
        said[name] = foretell(r, lazy, seed, train_min, test, gap)
    for number in range(seed, seed + 3):
        said[f"net {number}"] = foretell(r, learner, number, train_min, test, gap)
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 1], said["mean"][tested]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": {name: judge(y, yhat[tested], bench) for name, yhat in said.items()},
    }


# %% lazy_ones_all_say_the_last_word question="q7"
# Belief: a lambda in a loop keeps the value that its name had when it was written.
# Hint: All of your baselines say the same, that of the last name in the loop. When does a function
# look up a name that is not its own?
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.full(len(r), np.nan)
    for past, block in walk_forward(len(r), train_min, test, gap):
        yhat[block] = learner(r[past], r[block], seed)
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    learners = {}
    for name in ("zero", "mean", "always_up", "ar1"):
        learners[name] = (lambda a, b, _: baselines(a[:, 0], b[:, 0])[name], seed)
    for number in range(seed, seed + 3):
        learners[f"net {number}"] = (learner, number)
    said = {
        word: foretell(r, function, number, train_min, test, gap)
        for word, (function, number) in learners.items()
    }
    tested = ~np.isnan(said["mean"])
    y, bench = r[tested, 0], said["mean"][tested]
    return {
        "days": int(np.sum(tested)),
        "up_share": float(np.mean(y[y != 0] > 0)),
        "rows": {word: judge(y, yhat[tested], bench) for word, yhat in said.items()},
    }


# %% costs_left_out question="q8"
# Belief: costs are small, and they do not change who is right.
# Hint: Your result is that of a world without costs. You turn on every other day or so: what does a
# tenth of a per cent a turn make in a year?
def after_costs(y, yhat, cost):
    return np.sign(yhat) * y


def verdict(report):
    nets = [row for name, row in report["rows"].items() if name.startswith("net")]
    if all(row["duel_lo"] > 0.5 for row in nets):
        return "better"
    if all(row["duel_hi"] < 0.5 for row in nets):
        return "worse"
    return "no evidence"


# %% costs_every_day question="q8"
# Belief: every day on which one holds something costs.
# Hint: You pay on every day that you are in, even if nothing was bought or sold. What is paid for, the
# holding or the turning?
def after_costs(y, yhat, cost):
    side = np.sign(yhat)
    return side * y - cost * np.abs(side)


def verdict(report):
    nets = [row for name, row in report["rows"].items() if name.startswith("net")]
    if all(row["duel_lo"] > 0.5 for row in nets):
        return "better"
    if all(row["duel_hi"] < 0.5 for row in nets):
        return "worse"
    return "no evidence"


# %% costs_without_the_first_step question="q8"
# Belief: on the first day nothing has changed yet.
# Hint: Your first day is free. You began outside and are now in it: did nobody have to buy?
def after_costs(y, yhat, cost):
    side = np.sign(yhat)
    turns = np.concatenate([np.zeros(1), np.abs(np.diff(side))])
    return side * y - cost * turns


def verdict(report):
    nets = [row for name, row in report["rows"].items() if name.startswith("net")]
    if all(row["duel_lo"] > 0.5 for row in nets):
        return "better"
    if all(row["duel_hi"] < 0.5 for row in nets):
        return "worse"
    return "no evidence"


# %% costs_once_for_turning_around question="q8"
# Belief: a change is a change, from long to short as well.
# Hint: You pay one turn for going from long to short. First you sell what you hold, then you sell what
# you do not hold: how many turns are that?
def after_costs(y, yhat, cost):
    side = np.sign(yhat)
    turns = np.diff(side, prepend=0.0) != 0
    return side * y - cost * turns


def verdict(report):
    nets = [row for name, row in report["rows"].items() if name.startswith("net")]
    if all(row["duel_lo"] > 0.5 for row in nets):
        return "better"
    if all(row["duel_hi"] < 0.5 for row in nets):
        return "worse"
    return "no evidence"


# %% side_as_large_as_the_forecast question="q8"
# Belief: one buys as much as the forecast says.
# Hint: Your stake grows with the forecast. Here there are three sides only: which function turns a number into
# its sign?
def after_costs(y, yhat, cost):
    turns = np.abs(np.diff(yhat, prepend=0.0))
    return yhat * y - cost * turns


def verdict(report):
    nets = [row for name, row in report["rows"].items() if name.startswith("net")]
    if all(row["duel_lo"] > 0.5 for row in nets):
        return "better"
    if all(row["duel_hi"] < 0.5 for row in nets):
        return "worse"
    return "no evidence"


# %% one_good_seed_is_enough question="q8"
# Belief: if one of the nets is better, a better net exists, and that is what was asked.
# Hint: One net beyond one half is enough for you. Try enough seeds and one always is: how many of them
# have to agree?
def after_costs(y, yhat, cost):
    side = np.sign(yhat)
    return side * y - cost * np.abs(np.diff(side, prepend=0.0))


def verdict(report):
    nets = [row for name, row in report["rows"].items() if name.startswith("net")]
    if any(row["duel_lo"] > 0.5 for row in nets):
        return "better"
    if any(row["duel_hi"] < 0.5 for row in nets):
        return "worse"
    return "no evidence"


# %% verdict_from_the_average_net question="q8"
# Belief: the three intervals are averaged, and the average is judged.
# Hint: You average the ends of the three intervals first. A very good seed can then carry a poor one:
# does every net lie beyond one half?
def after_costs(y, yhat, cost):
    side = np.sign(yhat)
    return side * y - cost * np.abs(np.diff(side, prepend=0.0))


def verdict(report):
    nets = [row for name, row in report["rows"].items() if name.startswith("net")]
    if np.mean([row["duel_lo"] for row in nets]) > 0.5:
        return "better"
    if np.mean([row["duel_hi"] for row in nets]) < 0.5:
        return "worse"
    return "no evidence"


# %% verdict_without_intervals question="q8"
# Belief: more than half is more than half.
# Hint: You look at the share of hits and not at its interval. How far from one half does a coin get on
# as many days?
def after_costs(y, yhat, cost):
    side = np.sign(yhat)
    return side * y - cost * np.abs(np.diff(side, prepend=0.0))


def verdict(report):
    nets = [row for name, row in report["rows"].items() if name.startswith("net")]
    middles = [(row["duel_lo"] + row["duel_hi"]) / 2 for row in nets]
    if all(middle > 0.5 for middle in middles):
        return "better"
    if all(middle < 0.5 for middle in middles):
        return "worse"
    return "no evidence"


# %% verdict_with_the_baselines question="q8"
# Belief: all rows of the report have to agree.
# Hint: You ask the baselines, too. Whom is the verdict about, and with which rows
# are they compared?
def after_costs(y, yhat, cost):
    side = np.sign(yhat)
    return side * y - cost * np.abs(np.diff(side, prepend=0.0))


def verdict(report):
    rows = report["rows"].values()
    if all(row["duel_lo"] > 0.5 for row in rows):
        return "better"
    if all(row["duel_hi"] < 0.5 for row in rows):
        return "worse"
    return "no evidence"


# %% draw_counts_as_a_win question="q8"
# Belief: an interval that ends at one half does not contain it.
# Hint: An interval that ends exactly on one half is beyond it for you. Is a draw a win?
def after_costs(y, yhat, cost):
    side = np.sign(yhat)
    return side * y - cost * np.abs(np.diff(side, prepend=0.0))


def verdict(report):
    nets = [row for name, row in report["rows"].items() if name.startswith("net")]
    if all(row["duel_lo"] >= 0.5 for row in nets):
        return "better"
    if all(row["duel_hi"] <= 0.5 for row in nets):
        return "worse"
    return "no evidence"
