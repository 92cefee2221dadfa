# %% [markdown]
# # Misconceptions of 09_multivariate
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.

# %% gaps_filled_from_tomorrow question="q1"
# Belief: a gap is filled with the next value that there is (bfill).
# Hint: A gap was filled from tomorrow: where a table has no value, yours shows one that came later.
# Who could have known it then?
def align(tables):
    t = np.sort(tables[0][0])
    columns = []
    for times, values in tables:
        if len(np.unique(times)) < len(times):
            raise ValueError("twice")
        order = np.argsort(times)
        place = np.searchsorted(times[order], t)
        columns.append(values[order][np.minimum(place, len(times) - 1)])
    return t, np.stack(columns, axis=1)


# %% gaps_filled_with_what_was_last question="q1"
# Belief: a value holds until there is a new one (ffill).
# Hint: A gap was filled with an older value. That never looks ahead, but it makes up rows that a
# table does not have. Which times are left if every table has to have them?
def align(tables):
    t = np.sort(tables[0][0])
    columns = []
    for times, values in tables:
        if len(np.unique(times)) < len(times):
            raise ValueError("twice")
        order = np.argsort(times)
        place = np.searchsorted(times[order], t, side="right") - 1
        columns.append(values[order][np.maximum(place, 0)])
    return t, np.stack(columns, axis=1)


# %% holes_kept_as_nan question="q1"
# Belief: keep every time that any table has, and leave holes where a value is missing (outer join).
# Hint: You keep every time that *any* table has, with holes. How many rows are left if *all* tables
# have to know the time?
def align(tables):
    t = np.unique(np.concatenate([times for times, _ in tables]))
    Z = np.full((len(t), len(tables)), np.nan)
    for column, (times, values) in enumerate(tables):
        if len(np.unique(times)) < len(times):
            raise ValueError("twice")
        Z[np.searchsorted(t, times), column] = values
    return t, Z


# %% rows_joined_by_number question="q1"
# Belief: row 5 of one file belongs to row 5 of the other.
# Hint: You lay the tables side by side by row number. What do two rows have to share to
# belong together?
def align(tables):
    for times, _ in tables:
        if len(np.unique(times)) < len(times):
            raise ValueError("twice")
    shortest = min(len(times) for times, _ in tables)
    return tables[0][0][:shortest], np.stack([v[:shortest] for _, v in tables], axis=1)


# %% times_sorted_without_their_values question="q1"
# Belief: after sorting the times, everything is in order.
# Hint: The times are in order, and the values have stayed where they were. When two cards of a
# card index change places, what has to come along?
def align(tables):
    common = tables[0][0]
    for times, _ in tables:
        if len(np.unique(times)) < len(times):
            raise ValueError("twice")
        common = np.intersect1d(common, times)
    return common, np.stack([v[np.isin(times, common)] for times, v in tables], axis=1)


# %% the_first_value_of_a_double_time question="q1"
# Belief: if a time stands twice, the first value is as good as any.
# Hint: A time stood twice, and yours takes one of the two values in silence. How would you know
# that it is the right one?
def align(tables):
    common = tables[0][0]
    for times, _ in tables:
        common = np.intersect1d(common, times)
    columns = []
    for times, values in tables:
        first, place = np.unique(times, return_index=True)
        columns.append(values[place][np.searchsorted(first, common)])
    return common, np.stack(columns, axis=1)


# %% doubles_looked_for_in_the_first_table question="q1"
# Belief: the first table sets the times, so it is the one to be checked.
# Hint: You look for double times in one table only. Can they not stand in another one?
def align(tables):
    if len(np.unique(tables[0][0])) < len(tables[0][0]):
        raise ValueError("twice")
    common = tables[0][0]
    for times, _ in tables:
        common = np.intersect1d(common, times)
    columns = []
    for times, values in tables:
        first, place = np.unique(times, return_index=True)
        columns.append(values[place][np.searchsorted(first, common)])
    return common, np.stack(columns, axis=1)


# %% only_two_tables_compared question="q1"
# Belief: to compare the first table with the last one is enough.
# Hint: With two tables yours is right. With more, a time is kept that one in the middle does not
# have. Is each of them asked?
def align(tables):
    for times, _ in tables:
        if len(np.unique(times)) < len(times):
            raise ValueError("twice")
    common = np.intersect1d(tables[0][0], tables[-1][0])
    columns = []
    for times, values in tables:
        order = np.argsort(times)
        place = np.searchsorted(times[order], common)
        columns.append(values[order][np.minimum(place, len(times) - 1)])
    return common, np.stack(columns, axis=1)


# %% tables_sorted_in_place question="q1"
# Belief: the tables may as well be put in order first.
# Hint: The result is right, but the tables were sorted where they are, and their owner did not ask
# for that. Which call makes a sorted copy instead?
def align(tables):
    common = tables[0][0].copy()
    for times, values in tables:
        if len(np.unique(times)) < len(times):
            raise ValueError("twice")
        order = np.argsort(times)
        times[:], values[:] = times[order], values[order]
        common = np.intersect1d(common, times)
    return common, np.stack([v[np.searchsorted(t, common)] for t, v in tables], axis=1)


# %% one_row_for_each_table question="q1"
# Belief: what is put together is stacked.
# Hint: Your tables lie under each other, one row for each. Which axis of Z is time?
def align(tables):
    common = tables[0][0]
    for times, _ in tables:
        if len(np.unique(times)) < len(times):
            raise ValueError("twice")
        common = np.intersect1d(common, times)
    rows = []
    for times, values in tables:
        order = np.argsort(times)
        rows.append(values[order][np.searchsorted(times[order], common)])
    return common, np.stack(rows)


# %% volume_of_the_same_day question="q2"
# Belief: the other columns of the target's row may be used to foretell it.
# Hint: Every column but the target is taken from the row of the target itself, like the volume of
# the same day. Is it known before what you foretell?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    M = len(Z) - T - horizon + 1
    X = np.stack([Z[m : m + T] for m in range(M)])
    for column in range(Z.shape[1]):
        if column != target:
            X[:, :, column] = [Z[m + horizon : m + horizon + T, column] for m in range(M)]
    return X, Z[T + horizon - 1 :, target]


# %% everything_moved_if_anything_is_known question="q2"
# Belief: the window as a whole is moved by the horizon.
# Hint: If one column is known ahead, you move the window of *all* columns. Which of them are known
# ahead, and which are only observed?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    M = len(Z) - T - horizon + 1
    later = horizon if known_future else 0
    X = np.stack([Z[m + later : m + later + T] for m in range(M)])
    return X, Z[T + horizon - 1 :, target]


# %% known_future_ignored question="q2"
# Belief: known ahead or not, a window is a window.
# Hint: A column that is known ahead is treated like any other one. If Friday's weekday is known on
# Monday, why should the window end with Monday's?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    M = len(Z) - T - horizon + 1
    return np.stack([Z[m : m + T] for m in range(M)]), Z[T + horizon - 1 :, target]


# %% known_columns_moved_by_one question="q2"
# Belief: known ahead means one step ahead.
# Hint: What is known ahead is moved by one step, whatever the horizon is. Which row should its last
# one stand beside?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    M = len(Z) - T - horizon + 1
    X = np.stack([Z[m : m + T] for m in range(M)])
    for column in known_future:
        X[:, :, column] = [Z[m + 1 : m + 1 + T, column] for m in range(M)]
    return X, Z[T + horizon - 1 :, target]


# %% known_columns_moved_into_the_past question="q2"
# Belief: np.roll by the horizon brings the future here.
# Hint: What is known ahead was moved the wrong way: the window shows an older piece of it. In which
# direction does np.roll push?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    moved = Z.copy()
    for column in known_future:
        moved[:, column] = np.roll(Z[:, column], horizon)
    M = len(Z) - T - horizon + 1
    return np.stack([moved[m : m + T] for m in range(M)]), Z[T + horizon - 1 :, target]


# %% target_dropped_from_the_inputs question="q2"
# Belief: what is to be foretold must not be among the inputs.
# Hint: The target column is missing from your windows. Its future has to be, but the past of y is
# legal and useful: what has been taken up to now, is it known?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    M = len(Z) - T - horizon + 1
    X = np.stack([Z[m : m + T] for m in range(M)])
    for column in known_future:
        X[:, :, column] = [Z[m + horizon : m + horizon + T, column] for m in range(M)]
    return np.delete(X, target, axis=2), Z[T + horizon - 1 :, target]


# %% target_always_the_first_column question="q2"
# Belief: the target is column 0.
# Hint: Your targets come from the first column, whatever is asked for. Where does the number of the
# target go?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    M = len(Z) - T - horizon + 1
    X = np.stack([Z[m : m + T] for m in range(M)])
    for column in known_future:
        X[:, :, column] = [Z[m + horizon : m + horizon + T, column] for m in range(M)]
    return X, Z[T + horizon - 1 :, 0]


# %% target_one_step_late question="q2"
# Belief: the horizon is counted from the first row after the window.
# Hint: Your targets lie one step further than asked for. From which row of the window is the
# horizon counted?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    M = len(Z) - T - horizon
    X = np.stack([Z[m : m + T] for m in range(M)])
    for column in known_future:
        X[:, :, column] = [Z[m + horizon : m + horizon + T, column] for m in range(M)]
    return X, Z[T + horizon :, target]


# %% steps_on_the_last_axis question="q2"
# Belief: sliding_window_view puts the axes where they belong.
# Hint: In your windows the columns come before the steps. Which axis is time in this course?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    M = len(Z) - T - horizon + 1
    X = np.stack([Z[m : m + T].T for m in range(M)])
    for column in known_future:
        X[:, column] = [Z[m + horizon : m + horizon + T, column] for m in range(M)]
    return X, Z[T + horizon - 1 :, target]


# %% table_moved_in_place question="q2"
# Belief: to move a column, one moves it in the table.
# Hint: You move the known columns in the table itself. It belongs to somebody else, who still needs
# it: what is missing in front of the move?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    M = len(Z) - T - horizon + 1
    y = Z[T + horizon - 1 :, target].copy()
    for column in known_future:
        Z[:-horizon, column] = Z[horizon:, column].copy()
    return np.stack([Z[m : m + T] for m in range(M)]), y


# %% target_may_be_known_ahead question="q2"
# Belief: whoever calls the function knows what they want.
# Hint: You let the target be known ahead. The windows then hold the very number that is to be
# foretold: should that go through?
def windows_mv(Z, T, horizon, target, known_future=()):
    M = len(Z) - T - horizon + 1
    X = np.stack([Z[m : m + T] for m in range(M)])
    for column in known_future:
        X[:, :, column] = [Z[m + horizon : m + horizon + T, column] for m in range(M)]
    return X, Z[T + horizon - 1 :, target]


# %% only_the_last_known_row_replaced question="q2"
# Belief: of what is known ahead, only the row of the target is needed.
# Hint: Only the last row of a known column is taken from the row of the target, and the rows before
# it are the old ones. Is the whole window of that column moved?
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("target")
    M = len(Z) - T - horizon + 1
    X = np.stack([Z[m : m + T] for m in range(M)])
    for column in known_future:
        X[:, -1, column] = Z[T + horizon - 1 :, column]
    return X, Z[T + horizon - 1 :, target]


# %% one_scaler_for_all_columns question="q3"
# Belief: scaling means one mean and one deviation.
# Hint: One scaler for all columns: every column gets the same mean and deviation. What happened to
# the small feature?
def fit_scaler_mv(train):
    D = train.shape[-1]
    sd = train.std()
    return np.full(D, train.mean()), np.full(D, sd if sd > 0 else 1.0)


# %% still_column_divides_by_zero question="q3"
# Belief: every column moves.
# Hint: A column that never moves has deviation 0, and you would divide by it. What should sd
# be there?
def fit_scaler_mv(train):
    rows = train.reshape(-1, train.shape[-1])
    return rows.mean(axis=0), rows.std(axis=0)


# %% every_step_a_scale_of_its_own question="q3"
# Belief: axis 0 is the rows, whatever comes in.
# Hint: For windows, yours has a scale for each *step* of each column. Which axes have to go, so that
# one number is left for each column?
def fit_scaler_mv(train):
    mu = train.mean(axis=0)
    sd = train.std(axis=0)
    return mu, np.where(sd > 0, sd, 1.0)


# %% smallest_and_largest_instead question="q3"
# Belief: scaling brings everything between 0 and 1.
# Hint: You return the smallest value and the range. That is a scaling, too, but not this one: what
# are mean and deviation of your scaled columns?
def fit_scaler_mv(train):
    rows = train.reshape(-1, train.shape[-1])
    wide = np.ptp(rows, axis=0)
    return rows.min(axis=0), np.where(wide > 0, wide, 1.0)


# %% deviation_of_a_sample question="q3"
# Belief: a standard deviation is divided by one less than the number of rows.
# Hint: Your sd is a little too large: it is divided by one row less. Which deviation makes the mean
# square of the scaled column exactly 1?
def fit_scaler_mv(train):
    rows = train.reshape(-1, train.shape[-1])
    sd = rows.std(axis=0, ddof=1)
    return rows.mean(axis=0), np.where(sd > 0, sd, 1.0)


# %% variance_for_deviation question="q3"
# Belief: the mean squared distance is the deviation.
# Hint: You return the mean of the squares. In which unit is that, if the column is in cents?
def fit_scaler_mv(train):
    rows = train.reshape(-1, train.shape[-1])
    sd = rows.var(axis=0)
    return rows.mean(axis=0), np.where(sd > 0, sd, 1.0)


# %% training_rows_scaled_on_the_way question="q3"
# Belief: the mean may be taken off right away.
# Hint: mu and sd are right, but the training rows have lost their mean. Does -= write into them?
def fit_scaler_mv(train):
    rows = train.reshape(-1, train.shape[-1])
    mu = rows.mean(axis=0)
    rows -= mu
    sd = np.sqrt(np.mean(rows**2, axis=0))
    return mu, np.where(sd > 0, sd, 1.0)


# %% t_and_d_changed_places question="q4"
# Belief: the input has D columns of T steps.
# Hint: In Input(shape), T and D have changed places. It is (T, D), batch not listed: over which of
# them does the LSTM walk?
import keras


def build_mv(T, D, H, K):
    return keras.Sequential([keras.Input((D, T)), keras.layers.LSTM(H), keras.layers.Dense(K)])


# %% a_number_for_every_step question="q4"
# Belief: an LSTM should return its sequence.
# Hint: Your LSTM returns all of its states, and so a forecast comes out for every step. Which state
# has read the whole window?
import keras


def build_mv(T, D, H, K):
    return keras.Sequential(
        [keras.Input((T, D)), keras.layers.LSTM(H, return_sequences=True), keras.layers.Dense(K)]
    )


# %% a_curve_at_the_end question="q4"
# Belief: every layer needs an activation.
# Hint: There is a curve at the end of your net, and so some forecasts can never be said. Which
# numbers may the takings be?
import keras


def build_mv(T, D, H, K):
    return keras.Sequential(
        [keras.Input((T, D)), keras.layers.LSTM(H), keras.layers.Dense(K, activation="tanh")]
    )


# %% always_one_output question="q4"
# Belief: a forecast is one number.
# Hint: One number comes out, whatever K is. Where does K go?
import keras


def build_mv(T, D, H, K):
    return keras.Sequential([keras.Input((T, D)), keras.layers.LSTM(H), keras.layers.Dense(1)])


# %% a_memory_of_sixteen question="q4"
# Belief: sixteen units are a good number.
# Hint: Your LSTM has the same number of units, whatever H is. Where does H go?
import keras


def build_mv(T, D, H, K):
    return keras.Sequential([keras.Input((T, D)), keras.layers.LSTM(16), keras.layers.Dense(K)])


# %% columns_read_one_after_another question="q4"
# Belief: each column is a sequence, so the LSTM gets one after another.
# Hint: Your columns are turned around and read one after another: the LSTM walks over columns, not
# over time. What should it remember?
import keras


def build_mv(T, D, H, K):
    return keras.Sequential(
        [
            keras.Input((T, D)),
            keras.layers.Permute((2, 1)),
            keras.layers.LSTM(H),
            keras.layers.Dense(K),
        ]
    )


# %% only_the_newest_row_is_read question="q4"
# Belief: what counts is the newest row, so the older ones may be cut off.
# Hint: Shapes and weights are right, and your LSTM gets nothing but the newest row. What about the
# ferry that left three hours ago?
import keras


def build_mv(T, D, H, K):
    return keras.Sequential(
        [
            keras.Input((T, D)),
            keras.layers.Cropping1D((T - 1, 0)),
            keras.layers.LSTM(H),
            keras.layers.Dense(K),
        ]
    )


# %% columns_stay_shuffled question="q5"
# Belief: one copy is enough for all columns.
# Hint: When the second column is in the dock, the first one is still mixed up. What is each column
# worth while all others are as they were?
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(seed)
    error = lambda windows: np.mean((np.ravel(predict(windows)) - y) ** 2)
    mixed = X.copy()
    importance = []
    for d in range(X.shape[2]):
        mixed[:, :, d] = X[rng.permutation(len(X)), :, d]
        importance.append(error(mixed) - error(X))
    return np.array(importance)


# %% windows_shuffled_for_good question="q5"
# Belief: X may be shuffled, it is ours.
# Hint: You shuffle X itself, and whoever has lent it to you gets it back in disorder. In what should
# the mixing be done?
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(seed)
    error = lambda windows: np.mean((np.ravel(predict(windows)) - y) ** 2)
    base = error(X)
    importance = []
    for d in range(X.shape[2]):
        X[:, :, d] = X[rng.permutation(len(X)), :, d]
        importance.append(error(X) - base)
    return np.array(importance)


# %% steps_mixed_inside_of_a_window question="q5"
# Belief: a column is destroyed by shuffling its steps.
# Hint: You mix the steps inside of each window, and each window keeps its own numbers. A forecaster
# that goes by their sum notices nothing: should a piece not go to another window?
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(seed)
    error = lambda windows: np.mean((np.ravel(predict(windows)) - y) ** 2)
    importance = []
    for d in range(X.shape[2]):
        mixed = X.copy()
        mixed[:, :, d] = rng.permuted(X[:, :, d], axis=1)
        importance.append(error(mixed) - error(X))
    return np.array(importance)


# %% pieces_torn_apart question="q5"
# Belief: the more is shuffled, the better.
# Hint: You throw all numbers of a column into one pot, and the pieces are torn apart. Then windows
# come about that no day ever had: what should stay together?
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(seed)
    error = lambda windows: np.mean((np.ravel(predict(windows)) - y) ** 2)
    importance = []
    for d in range(X.shape[2]):
        mixed = X.copy()
        mixed[:, :, d] = rng.permutation(X[:, :, d].ravel()).reshape(X.shape[:2])
        importance.append(error(mixed) - error(X))
    return np.array(importance)


# %% column_set_to_zero question="q5"
# Belief: to take a column away is to set it to zero.
# Hint: You set the column to zero. That is a window which the net has never met, and if the usual
# level is not 0 it is far off: what would be as believable as before?
def permutation_importance(predict, X, y, seed):
    error = lambda windows: np.mean((np.ravel(predict(windows)) - y) ** 2)
    importance = []
    for d in range(X.shape[2]):
        mixed = X.copy()
        mixed[:, :, d] = 0.0
        importance.append(error(mixed) - error(X))
    return np.array(importance)


# %% whole_windows_change_places question="q5"
# Belief: X is shuffled against y.
# Hint: Whole windows change places, all columns at once, and so every column gets the same number.
# Which part of a window should go on a journey?
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(seed)
    error = lambda windows: np.mean((np.ravel(predict(windows)) - y) ** 2)
    return np.array([error(X[rng.permutation(len(X))]) - error(X) for d in range(X.shape[2])])


# %% a_square_of_differences question="q5"
# Belief: predict returns what y looks like.
# Hint: Yours is right for (M,), and with (M, 1) every forecast is compared with *every* target: a
# square of differences. What has to be done with the forecasts first?
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(seed)
    error = lambda windows: np.mean((np.asarray(predict(windows)) - y) ** 2)
    importance = []
    for d in range(X.shape[2]):
        mixed = X.copy()
        mixed[:, :, d] = X[rng.permutation(len(X)), :, d]
        importance.append(error(mixed) - error(X))
    return np.array(importance)


# %% error_without_a_comparison question="q5"
# Belief: the error with the mixed column says it all.
# Hint: You report the error with the mixed column as it is. A column that is not used then seems to
# be worth something: what do you compare with?
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(seed)
    importance = []
    for d in range(X.shape[2]):
        mixed = X.copy()
        mixed[:, :, d] = X[rng.permutation(len(X)), :, d]
        importance.append(np.mean((np.ravel(predict(mixed)) - y) ** 2))
    return np.array(importance)


# %% importance_with_the_wrong_sign question="q5"
# Belief: importance is the old error less the new one.
# Hint: Your important columns are far below zero. Does the error grow or shrink when something
# useful is taken away?
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(seed)
    error = lambda windows: np.mean((np.ravel(predict(windows)) - y) ** 2)
    importance = []
    for d in range(X.shape[2]):
        mixed = X.copy()
        mixed[:, :, d] = X[rng.permutation(len(X)), :, d]
        importance.append(error(X) - error(mixed))
    return np.array(importance)


# %% compared_with_the_old_forecast question="q5"
# Belief: importance is how far the forecast moves.
# Hint: You measure how far the forecasts move, not how much worse they get. Where does y come in?
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(seed)
    base = np.ravel(predict(X))
    importance = []
    for d in range(X.shape[2]):
        mixed = X.copy()
        mixed[:, :, d] = X[rng.permutation(len(X)), :, d]
        importance.append(np.mean(np.abs(np.ravel(predict(mixed)) - base)))
    return np.array(importance)


# %% always_the_same_shuffle question="q5"
# Belief: a fixed seed makes it repeatable.
# Hint: The order of the windows is always the same, whatever the seed says. Who decides which
# shuffle is drawn?
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(0)
    error = lambda windows: np.mean((np.ravel(predict(windows)) - y) ** 2)
    importance = []
    for d in range(X.shape[2]):
        mixed = X.copy()
        mixed[:, :, d] = X[rng.permutation(len(X)), :, d]
        importance.append(error(mixed) - error(X))
    return np.array(importance)


# %% scaler_has_seen_the_test_rows question="q6"
# Belief: the more rows, the better the scale.
# Hint: Your scale is fitted on all rows, test rows included. Could you have known them in training?
def ablation(train, test, learn=train_net, T=4):
    mu, sd = fit_scaler_mv(np.concatenate([train, test]))
    X, y = windows_mv((train - mu) / sd, T, 1, 0)
    X_test, y_test = windows_mv((test - mu) / sd, T, 1, 0)
    forecasts = {
        "uni": learn(X[:, :, :1], y, X_test[:, :, :1]),
        "multi": learn(X, y, X_test),
        "linear": line(X, y, X_test),
    }
    return {name: np.mean((yhat - y_test) ** 2) * sd[0] ** 2 for name, yhat in forecasts.items()}


# %% test_rows_with_a_scale_of_their_own question="q6"
# Belief: each part is scaled by itself.
# Hint: Your test rows are scaled by their own mean and deviation. Does a net that has learned one
# scale know the other one?
def ablation(train, test, learn=train_net, T=4):
    mu, sd = fit_scaler_mv(train)
    X, y = windows_mv((train - mu) / sd, T, 1, 0)
    own, size = fit_scaler_mv(test)
    X_test, y_test = windows_mv((test - own) / size, T, 1, 0)
    forecasts = {
        "uni": learn(X[:, :, :1], y, X_test[:, :, :1]),
        "multi": learn(X, y, X_test),
        "linear": line(X, y, X_test),
    }
    return {name: np.mean((yhat - y_test) ** 2) * size[0] ** 2 for name, yhat in forecasts.items()}


# %% errors_left_scaled question="q6"
# Belief: an error is an error.
# Hint: Your errors are those of scaled numbers. How large are they in the target's own unit, if one
# scaled unit is sd[0] of them, and the error is squared?
def ablation(train, test, learn=train_net, T=4):
    mu, sd = fit_scaler_mv(train)
    X, y = windows_mv((train - mu) / sd, T, 1, 0)
    X_test, y_test = windows_mv((test - mu) / sd, T, 1, 0)
    forecasts = {
        "uni": learn(X[:, :, :1], y, X_test[:, :, :1]),
        "multi": learn(X, y, X_test),
        "linear": line(X, y, X_test),
    }
    return {name: np.mean((yhat - y_test) ** 2) for name, yhat in forecasts.items()}


# %% more_columns_always_help question="q6"
# Belief: more features always help, so a worse result must be an accident.
# Hint: Where all columns did worse than one, you report the better of the two. More columns do not
# always help: add a noise column, and report both. What is the honest number?
def ablation(train, test, learn=train_net, T=4):
    mu, sd = fit_scaler_mv(train)
    X, y = windows_mv((train - mu) / sd, T, 1, 0)
    X_test, y_test = windows_mv((test - mu) / sd, T, 1, 0)
    forecasts = {
        "uni": learn(X[:, :, :1], y, X_test[:, :, :1]),
        "multi": learn(X, y, X_test),
        "linear": line(X, y, X_test),
    }
    result = {n: np.mean((yhat - y_test) ** 2) * sd[0] ** 2 for n, yhat in forecasts.items()}
    result["multi"] = min(result["multi"], result["uni"])
    return result


# %% tested_on_what_was_learned question="q6"
# Belief: the windows at hand will do for the score.
# Hint: You score forecasts for the training windows, which the learner has seen with their targets.
# What does that say about tomorrow?
def ablation(train, test, learn=train_net, T=4):
    mu, sd = fit_scaler_mv(train)
    X, y = windows_mv((train - mu) / sd, T, 1, 0)
    forecasts = {
        "uni": learn(X[:, :, :1], y, X[:, :, :1]),
        "multi": learn(X, y, X),
        "linear": line(X, y, X),
    }
    return {name: np.mean((yhat - y) ** 2) * sd[0] ** 2 for name, yhat in forecasts.items()}


# %% the_target_left_out_of_all_columns question="q6"
# Belief: all columns means all others.
# Hint: Your multi does not get the past of the target, only the other columns. Is that past not
# known, and useful?
def ablation(train, test, learn=train_net, T=4):
    mu, sd = fit_scaler_mv(train)
    X, y = windows_mv((train - mu) / sd, T, 1, 0)
    X_test, y_test = windows_mv((test - mu) / sd, T, 1, 0)
    forecasts = {
        "uni": learn(X[:, :, :1], y, X_test[:, :, :1]),
        "multi": learn(X[:, :, 1:], y, X_test[:, :, 1:]),
        "linear": line(X[:, :, 1:], y, X_test[:, :, 1:]),
    }
    return {name: np.mean((yhat - y_test) ** 2) * sd[0] ** 2 for name, yhat in forecasts.items()}


# %% other_columns_of_the_same_hour question="q6"
# Belief: the other columns of the hour that is foretold may be used.
# Hint: Your windows hold the other columns of the very hour that is foretold. Are they known
# before it?
def ablation(train, test, learn=train_net, T=4):
    mu, sd = fit_scaler_mv(train)
    others = tuple(range(1, train.shape[1]))
    X, y = windows_mv((train - mu) / sd, T, 1, 0, others)
    X_test, y_test = windows_mv((test - mu) / sd, T, 1, 0, others)
    forecasts = {
        "uni": learn(X[:, :, :1], y, X_test[:, :, :1]),
        "multi": learn(X, y, X_test),
        "linear": line(X, y, X_test),
    }
    return {name: np.mean((yhat - y_test) ** 2) * sd[0] ** 2 for name, yhat in forecasts.items()}


# %% the_line_gets_one_column question="q6"
# Belief: a straight line is for a single series.
# Hint: Your straight line gets the takings alone. Then columns and curves are taken away at the same
# time: what does the comparison tell?
def ablation(train, test, learn=train_net, T=4):
    mu, sd = fit_scaler_mv(train)
    X, y = windows_mv((train - mu) / sd, T, 1, 0)
    X_test, y_test = windows_mv((test - mu) / sd, T, 1, 0)
    forecasts = {
        "uni": learn(X[:, :, :1], y, X_test[:, :, :1]),
        "multi": learn(X, y, X_test),
        "linear": line(X[:, :, :1], y, X_test[:, :, :1]),
    }
    return {name: np.mean((yhat - y_test) ** 2) * sd[0] ** 2 for name, yhat in forecasts.items()}


# %% mean_of_the_first_column question="q7"
# Belief: the target is column 0.
# Hint: You use mean and deviation of column 0, whatever the target is. Compare the forecast's level
# to that of y: whose is it?
def inverse_target(yhat, mu, sd, target):
    return yhat * sd[0] + mu[0]


# %% mean_of_the_last_column question="q7"
# Belief: the target is the last column.
# Hint: You use mean and deviation of the last column, whatever the target is. Compare the forecast's
# level to that of y: whose is it?
def inverse_target(yhat, mu, sd, target):
    return yhat * sd[-1] + mu[-1]


# %% unscaled_with_the_wrong_mean question="q7"
# Belief: the mean of everything is the level.
# Hint: The wiggles have the right size, and they are on a level that belongs to no column: you add
# the mean of all means. Compare the forecast's level to y: which one number should be added?
def inverse_target(yhat, mu, sd, target):
    return yhat * sd[target] + np.mean(mu)


# %% scaled_once_more question="q7"
# Belief: the formula of scaling is used again.
# Hint: You scale the forecast a second time. How do you solve that formula for x?
def inverse_target(yhat, mu, sd, target):
    return (yhat - mu[target]) / sd[target]


# %% mean_added_first question="q7"
# Belief: what was done first is undone first.
# Hint: You add the mean and then multiply. Which of the two steps of scaling came last, and so has to
# be undone first?
def inverse_target(yhat, mu, sd, target):
    return (yhat + mu[target]) * sd[target]


# %% mean_forgotten question="q7"
# Belief: the size is what matters.
# Hint: The size is right, and the level is missing. What was taken off before the division?
def inverse_target(yhat, mu, sd, target):
    return yhat * sd[target]


# %% forecast_written_over question="q7"
# Belief: *= is the shorter way to write it.
# Hint: The result is right, and the scaled forecast is gone: you have written over it. What does *=
# do to an array that somebody else still needs?
def inverse_target(yhat, mu, sd, target):
    yhat *= sd[target]
    yhat += mu[target]
    return yhat.copy()


# %% always_flattened question="q7"
# Belief: forecasts are a plain row.
# Hint: Whatever shape the forecasts have, a plain row comes back. What if K numbers are foretold for
# each window?
def inverse_target(yhat, mu, sd, target):
    return np.ravel(yhat) * sd[target] + mu[target]
