# %% [markdown]
# # Misconceptions of 01_time_series
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.

# %% target_inside_the_window question="q1"
# Belief: the target is the last number of the window, which is the value of now.
# Hint: Your target is a number that the window already holds. With the series 0, 1, 2, 3 and so on, the
# answer must never be in the row you feed. Who would not foretell it?
def make_windows(series, T, horizon=1, target=0):
    count = max(0, len(series) - T - horizon + 1)
    rows = np.arange(count)
    X = series[rows[:, None] + np.arange(T)]
    return X, X[:, -1, target]


# %% horizon_counted_from_the_window_end question="q1"
# Belief: a slice ends one step after its last element, so that step plus the horizon is the target.
# Hint: Your target stands one step too far. Write the number of the last input and that of the target
# on paper: with horizon 1, how far apart should they be?
def make_windows(series, T, horizon=1, target=0):
    count = max(0, len(series) - T - horizon)
    rows = np.arange(count)
    return series[rows[:, None] + np.arange(T)], series[rows + T + horizon, target]


# %% horizon_counts_the_last_input question="q1"
# Belief: the horizon is counted from the last input, which is number one.
# Hint: You count the last input as the first step of the horizon, so your targets come one step early.
# With horizon 1, which number is your target: one of the inputs, or the next one?
def make_windows(series, T, horizon=1, target=0):
    count = max(0, len(series) - T - horizon + 1)
    rows = np.arange(count)
    return series[rows[:, None] + np.arange(T)], series[rows + T + horizon - 2, target]


# %% horizon_is_always_one question="q1"
# Belief: the target is whatever comes next; the horizon is for somebody else.
# Hint: Your target is the very next step, whatever horizon was asked for. Three steps ahead, which
# numbers are skipped?
def make_windows(series, T, horizon=1, target=0):
    count = max(0, len(series) - T)
    rows = np.arange(count)
    return series[rows[:, None] + np.arange(T)], series[rows + T, target]


# %% time_and_columns_swapped question="q1"
# Belief: columns come before time, as in pictures with channels first.
# Hint: Time and columns have changed places in your X. With D = 2 and T = 5, what is
# the shape of X[0]?
def make_windows(series, T, horizon=1, target=0):
    count = max(0, len(series) - T - horizon + 1)
    rows = np.arange(count)
    X = series[rows[:, None] + np.arange(T)]
    return X.transpose(0, 2, 1), series[rows + T + horizon - 1, target]


# %% windows_side_by_side question="q1"
# Belief: windows are cut off one after the other and do not overlap.
# Hint: Your windows stand side by side, each T steps after the one before. How far does the frame move
# from one row to the next?
def make_windows(series, T, horizon=1, target=0):
    last = len(series) - T - horizon
    rows = np.arange(0, max(0, last + 1), T)
    return series[rows[:, None] + np.arange(T)], series[rows + T + horizon - 1, target]


# %% newest_step_first question="q1"
# Belief: the newest step is the most important one and comes first.
# Hint: Your windows run backwards: the newest step stands first. In which direction does time run
# along axis 1?
def make_windows(series, T, horizon=1, target=0):
    count = max(0, len(series) - T - horizon + 1)
    rows = np.arange(count)
    X = series[rows[:, None] + np.arange(T)]
    return X[:, ::-1], series[rows + T + horizon - 1, target]


# %% the_last_window_is_lost question="q1"
# Belief: the loop must stop before it runs out of the series, so one less is on the safe side.
# Hint: One window too few: the last one whose target still lies in the series is missing. What is M
# for L = 6, T = 3 and a horizon of 2?
def make_windows(series, T, horizon=1, target=0):
    count = max(0, len(series) - T - horizon)
    rows = np.arange(count)
    return series[rows[:, None] + np.arange(T)], series[rows + T + horizon - 1, target]


# %% every_column_is_a_target question="q1"
# Belief: the target is the whole next row, since nothing is left out of it.
# Hint: Your y holds whole rows. How many numbers is a forecaster asked for, and who says which column
# it is?
def make_windows(series, T, horizon=1, target=0):
    count = max(0, len(series) - T - horizon + 1)
    rows = np.arange(count)
    return series[rows[:, None] + np.arange(T)], series[rows + T + horizon - 1]


# %% target_column_is_always_the_first question="q1"
# Belief: what is foretold always stands in column 0.
# Hint: Your targets come from column 0, whichever column was asked for. Which argument
# have you not used?
def make_windows(series, T, horizon=1, target=0):
    count = max(0, len(series) - T - horizon + 1)
    rows = np.arange(count)
    return series[rows[:, None] + np.arange(T)], series[rows + T + horizon - 1, 0]


# %% there_is_always_room question="q1"
# Belief: nobody would cut windows from a series that is shorter than a window.
# Hint: For a series that is too short your function falls over, or forgets the shape of nothing. How
# many windows of shape (T, D) are there, and how does NumPy write down none of them?
def make_windows(series, T, horizon=1, target=0):
    count = len(series) - T - horizon + 1
    X = np.array([series[m : m + T] for m in range(count)])
    return X, np.array([series[m + T - 1 + horizon, target] for m in range(count)])


# %% shuffle_before_split question="q2"
# Belief: a split has to be random, or the parts would not look alike.
# Hint: You shuffle before you split. Neighbouring windows share T - 1 of their steps: if one of them
# is in training and the other in test, what is left to foretell?
def chrono_split(n, train=0.7, val=0.15, gap=0):
    order = np.random.default_rng(0).permutation(n)
    first, second = int(train * n), int(train * n) + int(val * n)
    return order[:first], order[first + gap : second + gap], order[second + 2 * gap :]


def cut(rows, train=0.7, val=0.15, gap=0):
    return tuple(rows[part] for part in chrono_split(len(rows), train, val, gap))


# %% every_few_steps_for_the_test question="q2"
# Belief: every seventh step or so goes to the test, so that the test sees all seasons.
# Hint: You deal the steps out like cards, so each test step lies between two training steps. Can
# there be anything new in it?
def chrono_split(n, train=0.7, val=0.15, gap=0):
    return slice(0, n, 2), slice(1, n, 4), slice(3, n, 4)


def cut(rows, train=0.7, val=0.15, gap=0):
    return tuple(rows[part] for part in chrono_split(len(rows), train, val, gap))


# %% the_gap_is_ignored question="q2"
# Belief: the gap is an option for later.
# Hint: Your parts touch, whatever gap was asked for. Which argument have you not used?
def chrono_split(n, train=0.7, val=0.15, gap=0):
    first = int(train * n)
    second = first + int(val * n)
    return slice(0, first), slice(first, second), slice(second, n)


def cut(rows, train=0.7, val=0.15, gap=0):
    return tuple(rows[part] for part in chrono_split(len(rows), train, val, gap))


# %% the_gap_is_left_once question="q2"
# Belief: one gap in front of the test is enough, since only the test has to be clean.
# Hint: You leave a gap before the test only. Validation is what you choose with: may it have seen the
# end of training?
def chrono_split(n, train=0.7, val=0.15, gap=0):
    first = int(train * n)
    second = first + int(val * n)
    return slice(0, first), slice(first, second), slice(second + gap, n)


def cut(rows, train=0.7, val=0.15, gap=0):
    return tuple(rows[part] for part in chrono_split(len(rows), train, val, gap))


# %% the_end_is_part_of_a_slice question="q2"
# Belief: slice(0, 13) holds the steps 0 to 13.
# Hint: At each border a step is lost, and the last one of all: the end of a slice is not part of it.
# How many steps are in slice(0, 14)?
def chrono_split(n, train=0.7, val=0.15, gap=0):
    first = int(train * n)
    second = first + gap + int(val * n)
    return slice(0, first - 1), slice(first + gap, second - 1), slice(second + gap, n - 1)


def cut(rows, train=0.7, val=0.15, gap=0):
    return tuple(rows[part] for part in chrono_split(len(rows), train, val, gap))


# %% the_test_is_a_share_as_well question="q2"
# Belief: each part is a share rounded down, the test, too.
# Hint: Your test part is a share of its own and stops before the series does, or beyond it. Who gets
# the steps that are left over by rounding?
def chrono_split(n, train=0.7, val=0.15, gap=0):
    first = int(train * n)
    second = first + gap + int(val * n)
    size = int((1 - train - val) * n + 1e-9) - 2 * gap
    return slice(0, first), slice(first + gap, second), slice(second + gap, second + gap + size)


def cut(rows, train=0.7, val=0.15, gap=0):
    return tuple(rows[part] for part in chrono_split(len(rows), train, val, gap))


# %% the_test_is_the_oldest_part question="q2"
# Belief: it does not matter which end of the series is held back.
# Hint: You hold back the oldest steps and learn from the newest. In which direction will your
# forecaster be used?
def chrono_split(n, train=0.7, val=0.15, gap=0):
    first = n - int(train * n)
    second = first - gap - int(val * n)
    return slice(first, n), slice(second, first - gap), slice(0, second - gap)


def cut(rows, train=0.7, val=0.15, gap=0):
    return tuple(rows[part] for part in chrono_split(len(rows), train, val, gap))


# %% validation_is_a_share_of_the_rest question="q2"
# Belief: validation is a share of what training has left over.
# Hint: Your validation is a share of what is left after training. Of how many steps is it
# to be a share?
def chrono_split(n, train=0.7, val=0.15, gap=0):
    first = int(train * n)
    second = first + gap + int(val * (n - first))
    return slice(0, first), slice(first + gap, second), slice(second + gap, n)


def cut(rows, train=0.7, val=0.15, gap=0):
    return tuple(rows[part] for part in chrono_split(len(rows), train, val, gap))


# %% one_scale_for_all_columns question="q3"
# Belief: the mean of the table is one number.
# Hint: You use one mean and one deviation for the whole table. Dollars and shares traded: what happens
# to the smaller of the two?
def fit_scaler(train):
    columns = train.shape[1]
    sd = train.std() if train.std() > 0 else 1.0
    return np.full(columns, train.mean()), np.full(columns, sd)


def scale(x, mu, sd):
    return (x - mu) / sd


def unscale(scaled, mu, sd):
    return scaled * sd + mu


def prepare(series, n_train):
    return scale(series, *fit_scaler(series[:n_train]))


# %% a_scale_for_each_row question="q3"
# Belief: axis 1 is the axis to average over, since it is the axis of the columns.
# Hint: You average over the columns, so that each row gets a scale. What have dollars and shares of
# the same day in common? Which axis should disappear?
def fit_scaler(train):
    sd = train.std(axis=1)
    return train.mean(axis=1), np.where(sd > 0, sd, 1.0)


def scale(x, mu, sd):
    return (x - mu) / sd


def unscale(scaled, mu, sd):
    return scaled * sd + mu


def prepare(series, n_train):
    return scale(series, *fit_scaler(series[:n_train]))


# %% deviation_of_a_sample question="q3"
# Belief: a standard deviation is divided by the number of rows minus one, as in statistics class.
# Hint: You divide the sum of squares by one row less than there are. That has its place in statistics;
# by what does the text divide here?
def fit_scaler(train):
    sd = train.std(axis=0, ddof=1)
    return train.mean(axis=0), np.where(sd > 0, sd, 1.0)


def scale(x, mu, sd):
    return (x - mu) / sd


def unscale(scaled, mu, sd):
    return scaled * sd + mu


def prepare(series, n_train):
    return scale(series, *fit_scaler(series[:n_train]))


# %% variance_for_deviation question="q3"
# Belief: variance and standard deviation are two words for the same thing.
# Hint: Your sd is the variance. In which unit is the variance of dollars, and what is missing to get
# back to dollars?
def fit_scaler(train):
    sd = train.var(axis=0)
    return train.mean(axis=0), np.where(sd > 0, sd, 1.0)


def scale(x, mu, sd):
    return (x - mu) / sd


def unscale(scaled, mu, sd):
    return scaled * sd + mu


def prepare(series, n_train):
    return scale(series, *fit_scaler(series[:n_train]))


# %% smallest_and_largest question="q3"
# Belief: to scale is to squeeze everything between 0 and 1.
# Hint: You scale by the smallest and the largest value. That is another recipe, and a single wild day
# decides it. Which two numbers does this one ask for?
def fit_scaler(train):
    low, span = train.min(axis=0), np.ptp(train, axis=0)
    return low, np.where(span > 0, span, 1.0)


def scale(x, mu, sd):
    return (x - mu) / sd


def unscale(scaled, mu, sd):
    return scaled * sd + mu


def prepare(series, n_train):
    return scale(series, *fit_scaler(series[:n_train]))


# %% dividing_by_nothing question="q3"
# Belief: every column moves.
# Hint: For a column that never moves your sd is 0, or next to nothing if you have added a tiny number to
# be on the safe side. To which number does the text set it, so that it is simply left alone?
def fit_scaler(train):
    return train.mean(axis=0), train.std(axis=0)


def scale(x, mu, sd):
    return (x - mu) / sd


def unscale(scaled, mu, sd):
    return scaled * sd + mu


def prepare(series, n_train):
    return scale(series, *fit_scaler(series[:n_train]))


# %% scaler_fit_on_everything question="q3"
# Belief: more rows give a better mean, so the scaler is fitted to the whole series.
# Hint: Your scaler is fitted to the whole series. Change the last value of the test part: did a
# training input move? Could you have known that?
def fit_scaler(train):
    sd = train.std(axis=0)
    return train.mean(axis=0), np.where(sd > 0, sd, 1.0)


def scale(x, mu, sd):
    return (x - mu) / sd


def unscale(scaled, mu, sd):
    return scaled * sd + mu


def prepare(series, n_train):
    return scale(series, *fit_scaler(series))


# %% each_part_has_its_own_scale question="q3"
# Belief: training rows and later rows are each brought to mean 0 on their own.
# Hint: You fit a second scaler to the later rows. If the test part is higher than training, where has
# that gone after scaling?
def fit_scaler(train):
    sd = train.std(axis=0)
    return train.mean(axis=0), np.where(sd > 0, sd, 1.0)


def scale(x, mu, sd):
    return (x - mu) / sd


def unscale(scaled, mu, sd):
    return scaled * sd + mu


def prepare(series, n_train):
    parts = [series[:n_train], series[n_train:]]
    return np.concatenate([scale(part, *fit_scaler(part)) for part in parts])


# %% scale_looks_for_itself question="q3"
# Belief: to scale an array is to take off its own mean.
# Hint: Your scale takes mean and deviation from the array it is to scale, and leaves mu and sd unused.
# Which mean does a single new row have?
def fit_scaler(train):
    sd = train.std(axis=0)
    return train.mean(axis=0), np.where(sd > 0, sd, 1.0)


def scale(x, mu, sd):
    own = np.std(x, axis=0)
    return (x - np.mean(x, axis=0)) / np.where(own > 0, own, 1.0)


def unscale(scaled, mu, sd):
    return scaled * sd + mu


def prepare(series, n_train):
    mu, sd = fit_scaler(series[:n_train])
    return (series - mu) / sd


# %% undone_in_the_wrong_order question="q3"
# Belief: scaling takes off the mean first, so unscaling puts it back first.
# Hint: You add the mean before you stretch, so the mean is stretched as well. You put on socks and then
# shoes: in which order do they come off?
def fit_scaler(train):
    sd = train.std(axis=0)
    return train.mean(axis=0), np.where(sd > 0, sd, 1.0)


def scale(x, mu, sd):
    return (x - mu) / sd


def unscale(scaled, mu, sd):
    return (scaled + mu) * sd


def prepare(series, n_train):
    return scale(series, *fit_scaler(series[:n_train]))


# %% scaled_in_place question="q3"
# Belief: it saves memory to work in the array itself.
# Hint: Your scaling writes into the array that was handed in, so the series is gone. Whose array is
# it, and what does -= do to it?
def fit_scaler(train):
    sd = train.std(axis=0)
    return train.mean(axis=0), np.where(sd > 0, sd, 1.0)


def scale(x, mu, sd):
    x -= mu
    x /= sd
    return x


def unscale(scaled, mu, sd):
    scaled *= sd
    scaled += mu
    return scaled


def prepare(series, n_train):
    mu, sd = fit_scaler(series[:n_train])
    return (series - mu) / sd


# %% parrot_goes_back_by_the_horizon question="q4"
# Belief: to foretell three steps ahead, one has to look three steps back.
# Hint: Your parrot repeats something older when it is asked further ahead. Does a longer horizon make
# the newest thing it heard any less new?
def persistence(X, horizon):
    return X[:, max(-horizon, -X.shape[1]), 0]


def seasonal_naive(series, period, horizon):
    return series[-period + (horizon - 1) % period]


# %% parrot_repeats_the_oldest question="q4"
# Belief: the first entry of a window is the newest.
# Hint: Your parrot repeats the oldest value of the window. In which direction does time run
# along axis 1?
def persistence(X, horizon):
    return X[:, 0, 0]


def seasonal_naive(series, period, horizon):
    return series[-period + (horizon - 1) % period]


# %% parrot_repeats_every_column question="q4"
# Belief: the last row of each window is the forecast.
# Hint: Your parrot repeats a whole row for each window. Which column is to be foretold, and how many
# numbers is that for a window?
def persistence(X, horizon):
    return X[:, -1]


def seasonal_naive(series, period, horizon):
    return series[-period + (horizon - 1) % period]


# %% parrot_takes_the_average question="q4"
# Belief: the mean of the window is a calmer answer than its last value.
# Hint: You answer with the mean of the window. That is a forecaster, too, but not a parrot: what did
# it hear last?
def persistence(X, horizon):
    return X[:, :, 0].mean(axis=1)


def seasonal_naive(series, period, horizon):
    return series[-period + (horizon - 1) % period]


# %% calendar_ignores_the_horizon question="q4"
# Belief: seasonal naive means the value one period before the end.
# Hint: Your calendar says the same thing for every horizon. Three days ahead is another weekday than
# one day ahead: which one do you copy?
def persistence(X, horizon):
    return X[:, -1, 0]


def seasonal_naive(series, period, horizon):
    return series[-period]


# %% calendar_runs_out_of_the_season question="q4"
# Belief: one period back from the step to foretell is always inside the history.
# Hint: One period back from your target is not yet in the past when the horizon is longer than a
# period. Tomorrow next week looks like which past day?
def persistence(X, horizon):
    return X[:, -1, 0]


def seasonal_naive(series, period, horizon):
    place = len(series) - 1 + horizon - period
    return series[place if place < len(series) else -1]


# %% calendar_is_a_day_late question="q4"
# Belief: the horizon may be added to the place as it is, since counting starts at 0 anyway.
# Hint: Your calendar is one step late: a Tuesday is foretold with a Wednesday. One step ahead after a
# whole week: which weekday is that?
def persistence(X, horizon):
    return X[:, -1, 0]


def seasonal_naive(series, period, horizon):
    return series[len(series) - period + horizon % period]


# %% calendar_counts_from_the_beginning question="q4"
# Belief: the phase is the step number modulo the period, and the first season holds all phases.
# Hint: Your calendar has the right weekday, but of the very first week. Which week is the
# most recent one?
def persistence(X, horizon):
    return X[:, -1, 0]


def seasonal_naive(series, period, horizon):
    return series[(len(series) - 1 + horizon) % period]


# %% calendar_averages_all_seasons question="q4"
# Belief: the mean of all Wednesdays is better than the last one.
# Hint: You average all seasons. It may even be better, but it is no longer the naive forecast. How many
# values does that one look at?
def persistence(X, horizon):
    return X[:, -1, 0]


def seasonal_naive(series, period, horizon):
    phase = (len(series) - 1 + horizon) % period
    return series[phase::period].mean()


# %% errors_cancel question="q5"
# Belief: the mean error is the mean of the differences.
# Hint: In your score an error upwards and one downwards cancel. With +2 and -2, was the
# forecaster perfect?
def mae(y, yhat):
    return abs((y - yhat).mean())


def rmse(y, yhat):
    return np.sqrt(np.mean(np.square(y - yhat)))


def mase(y, yhat, train, period=1):
    return mae(y, yhat) / mae(train[period:], train[:-period])


# %% errors_in_percent question="q5"
# Belief: an error has to be seen relative to the value, in percent.
# Hint: You divide each error by the value itself (that is called MAPE). What does one value of zero do
# to your score?
def mae(y, yhat):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.mean(np.abs((y - yhat) / y))


def rmse(y, yhat):
    return np.sqrt(np.mean(np.square(y - yhat)))


def mase(y, yhat, train, period=1):
    return np.mean(np.abs(y - yhat)) / np.mean(np.abs(train[period:] - train[:-period]))


# %% errors_added_up question="q5"
# Belief: the absolute errors are added up.
# Hint: You add the errors up. Score the same forecasts twice as long: should the error double?
def mae(y, yhat):
    return np.sum(np.abs(y - yhat))


def rmse(y, yhat):
    return np.sqrt(np.sum(np.square(y - yhat)))


def mase(y, yhat, train, period=1):
    return mae(y, yhat) / mae(train[period:], train[:-period])


# %% the_root_is_forgotten question="q5"
# Belief: the mean squared error will do; the root changes no ranking.
# Hint: Your rmse is the mean of the squares. In which unit is that, if the series is in degrees? What
# is missing?
def mae(y, yhat):
    return np.mean(np.abs(y - yhat))


def rmse(y, yhat):
    return np.mean(np.square(y - yhat))


def mase(y, yhat, train, period=1):
    return mae(y, yhat) / mae(train[period:], train[:-period])


# %% the_root_of_each_square question="q5"
# Belief: square, root, mean: the order does not matter.
# Hint: You take the root of each square before you average, and that is just the absolute value. When
# do long sticks get their extra weight?
def mae(y, yhat):
    return np.mean(np.abs(y - yhat))


def rmse(y, yhat):
    return np.mean(np.sqrt(np.square(y - yhat)))


def mase(y, yhat, train, period=1):
    return mae(y, yhat) / mae(train[period:], train[:-period])


# %% yardstick_from_the_test question="q5"
# Belief: the naive forecast is scored on the same values as the forecast.
# Hint: Your yardstick comes from the values that are being scored. Then a wild test makes everybody look
# good: which series is called train?
def mae(y, yhat):
    return np.mean(np.abs(y - yhat))


def rmse(y, yhat):
    return np.sqrt(np.mean(np.square(y - yhat)))


def mase(y, yhat, train, period=1):
    if len(y) <= period:
        return mae(y, yhat)
    return mae(y, yhat) / np.mean(np.abs(y[period:] - y[:-period]))


# %% yardstick_without_a_period question="q5"
# Belief: the naive forecast is always the value before.
# Hint: Your yardstick compares neighbours, whatever the period. With a period of 7, which training
# values lie one season apart?
def mae(y, yhat):
    return np.mean(np.abs(y - yhat))


def rmse(y, yhat):
    return np.sqrt(np.mean(np.square(y - yhat)))


def mase(y, yhat, train, period=1):
    return mae(y, yhat) / np.mean(np.abs(np.diff(train)))


# %% yardstick_taken_over_the_period question="q5"
# Belief: np.diff with the period as its second argument gives differences of a season.
# Hint: np.diff(x, 7) takes differences of differences, seven times over. It does not compare values 7
# steps apart: which two slices of the training series do?
def mae(y, yhat):
    return np.mean(np.abs(y - yhat))


def rmse(y, yhat):
    return np.sqrt(np.mean(np.square(y - yhat)))


def mase(y, yhat, train, period=1):
    return mae(y, yhat) / np.mean(np.abs(np.diff(train, period)))


# %% yardstick_is_the_deviation question="q5"
# Belief: scaled means divided by the standard deviation.
# Hint: You divide by the standard deviation of the training series. MASE counts in errors of a lazy
# colleague: what does the naive forecast get wrong in training?
def mae(y, yhat):
    return np.mean(np.abs(y - yhat))


def rmse(y, yhat):
    return np.sqrt(np.mean(np.square(y - yhat)))


def mase(y, yhat, train, period=1):
    return mae(y, yhat) / np.std(train)


# %% mase_upside_down question="q5"
# Belief: a good score is a large one, so the naive error stands above the line.
# Hint: Your mase is upside down: a better forecast gets a larger one. What stands above the line, and
# what below?
def mae(y, yhat):
    return np.mean(np.abs(y - yhat))


def rmse(y, yhat):
    return np.sqrt(np.mean(np.square(y - yhat)))


def mase(y, yhat, train, period=1):
    return mae(train[period:], train[:-period]) / max(mae(y, yhat), 1e-12)


# %% mean_left_on question="q6"
# Belief: the products of the raw values are compared.
# Hint: You multiply the values without taking off the mean. A series far above zero then seems to
# agree with itself at every lag: what has to be subtracted first?
def acf(x, nlags):
    total = np.sum(x * x)
    return np.array([np.sum(x[k:] * x[: len(x) - k]) for k in range(nlags + 1)]) / total


# %% mean_of_each_lag question="q6"
# Belief: each number is the mean over the pairs that exist.
# Hint: You divide each lag by its own number of pairs. Large lags with few pairs become loud that way:
# which divisor does the formula have, and does it know k?
def acf(x, nlags):
    d = x - np.mean(x)
    own = [np.mean(d[k:] * d[: len(d) - k]) for k in range(nlags + 1)]
    return np.array(own) / np.mean(np.square(d))


# %% correlation_of_the_pieces question="q6"
# Belief: autocorrelation is np.corrcoef of the series without its end and without its beginning.
# Hint: np.corrcoef takes off the mean of each piece and divides by the deviation of each piece. Whose
# mean does the formula take off, at every lag?
def acf(x, nlags):
    r = [1.0]
    with np.errstate(all="ignore"):
        for k in range(1, nlags + 1):
            a, b = x[k:] - np.mean(x[k:]), x[:-k] - np.mean(x[:-k])
            r.append(np.sum(a * b) / np.sqrt(np.sum(a * a) * np.sum(b * b)))
    return np.array(r)


# %% series_bent_to_a_ring question="q6"
# Belief: np.roll shifts a series.
# Hint: np.roll bends the series to a ring, so its end meets its beginning. Which pairs have no right to
# be there?
def acf(x, nlags):
    d = x - np.mean(x)
    return np.array([np.sum(d * np.roll(d, k)) for k in range(nlags + 1)]) / np.sum(np.square(d))


# %% not_divided_at_all question="q6"
# Belief: the sum of the products is the answer.
# Hint: Your numbers still have a unit, squared: at lag 0 you do not get 1. By what is the sum
# to be divided?
def acf(x, nlags):
    d = x - np.mean(x)
    return np.array([np.sum(d[k:] * d[: len(d) - k]) for k in range(nlags + 1)])


# %% lag_zero_left_out question="q6"
# Belief: lag 0 is always 1 and need not be returned.
# Hint: Your result begins at lag 1. How many numbers are wanted for nlags = 3?
def acf(x, nlags):
    d = x - np.mean(x)
    total = np.sum(np.square(d))
    return np.array([np.sum(d[k:] * d[: len(d) - k]) / total for k in range(1, nlags + 1)])


# %% centred_in_place question="q6"
# Belief: the mean may be taken off in the array itself.
# Hint: Your series has lost its level after the call: you take off the mean in the array that was
# handed in. Whose array is it, and what does -= do to it?
def acf(x, nlags):
    x -= np.mean(x)
    total = np.sum(np.square(x))
    return np.array([np.sum(x[k:] * x[: len(x) - k]) for k in range(nlags + 1)]) / total


# %% no_level question="q7"
# Belief: the weights alone are enough; the last number is there for form's sake.
# Hint: Your forecaster has no b that is worth the name. A series that hovers around 20: how do the
# weights alone get there? Which column is missing in the table?
def linear_ar(train, T):
    X, y = make_windows(train[:, None], T)
    weights = np.linalg.lstsq(X[:, :, 0], y, rcond=None)[0]
    return np.append(weights, 0.0)


def ar_forecast(X, coef):
    return X[:, :, 0].dot(coef[:-1]) + coef[-1]


# %% level_first question="q7"
# Belief: the column of ones comes first, as in the textbooks.
# Hint: You put b first. In which order does the text want the T + 1 numbers?
def linear_ar(train, T):
    X, y = make_windows(train[:, None], T)
    rows = np.concatenate([np.ones((len(y), 1)), X[:, :, 0]], axis=1)
    return np.linalg.lstsq(rows, y, rcond=None)[0]


def ar_forecast(X, coef):
    return coef[0] + X[:, :, 0].dot(coef[1:])


# %% newest_weight_first question="q7"
# Belief: weight number one belongs to the step before, weight number two to the one before that.
# Hint: Your weights run from the newest step to the oldest, as lags are numbered. In which direction
# do the windows run?
def linear_ar(train, T):
    X, y = make_windows(train[:, None], T)
    rows = np.concatenate([X[:, ::-1, 0], np.ones((len(y), 1))], axis=1)
    return np.linalg.lstsq(rows, y, rcond=None)[0]


def ar_forecast(X, coef):
    return X[:, ::-1, 0].dot(coef[:-1]) + coef[-1]


# %% fitted_to_the_last_input question="q7"
# Belief: the value of the series at the end of each window is what has to be matched.
# Hint: You fit to a number that the window already holds, so one weight becomes 1 and all others 0.
# That is the parrot. Which step comes after the window?
def linear_ar(train, T):
    X, y = make_windows(train[:, None], T)
    rows = np.concatenate([X[:, :, 0], np.ones((len(y), 1))], axis=1)
    return np.linalg.lstsq(rows, X[:, -1, 0], rcond=None)[0]


def ar_forecast(X, coef):
    return X[:, :, 0].dot(coef[:-1]) + coef[-1]


# %% autocorrelations_as_weights question="q7"
# Belief: how much a step matters is its autocorrelation.
# Hint: You take autocorrelations for weights. Neighbouring steps say nearly the same thing, and you
# count it again and again: what do least squares do about that?
def linear_ar(train, T):
    r = acf(train, T)[1:][::-1]
    weights = r / np.sum(r)
    return np.append(weights, np.mean(train) * (1 - np.sum(weights)))


def ar_forecast(X, coef):
    return X[:, :, 0].dot(coef[:-1]) + coef[-1]


# %% forecast_without_the_level question="q7"
# Belief: a forecast is the product of the window and its weights.
# Hint: Your forecast leaves out the last number of coef. What was it fitted for?
def linear_ar(train, T):
    X, y = make_windows(train[:, None], T)
    rows = np.concatenate([X[:, :, 0], np.ones((len(y), 1))], axis=1)
    return np.linalg.lstsq(rows, y, rcond=None)[0]


def ar_forecast(X, coef):
    return X[:, :, 0].dot(coef[:-1])
