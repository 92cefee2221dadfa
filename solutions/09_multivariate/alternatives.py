# %% [markdown]
# # Alternatives of 09_multivariate
#
# Right answers written differently; each replaces the whole answer cell of its question.

# %% join_with_dictionaries question="q1"
# How: a dictionary for each table, and the keys that all of them have.
def align(tables):
    books = []
    for times, values in tables:
        book = dict(zip(times, values))
        if len(book) != len(times):
            raise ValueError("a time stands twice")
        books.append(book)
    shared = sorted(set.intersection(*(set(book) for book in books)))
    t = np.array(shared, dtype=tables[0][0].dtype)
    Z = np.array([[book[time] for book in books] for time in shared], dtype=float)
    return t, Z.reshape(len(shared), len(books))


# %% join_with_pandas question="q1"
# How: pandas knows inner joins.
def align(tables):
    import pandas as pd

    columns = [pd.Series(values, index=times) for times, values in tables]
    if not all(column.index.is_unique for column in columns):
        raise ValueError("a time stands twice")
    joined = pd.concat(columns, axis=1, join="inner").sort_index()
    return joined.index.to_numpy(), joined.to_numpy(dtype=float)


# %% push_the_known_columns_first question="q2"
# How: known columns are pushed up in a longer copy, then all windows are cut at once.
def windows_mv(Z, T, horizon, target, known_future=()):
    if target in known_future:
        raise ValueError("the target is not known ahead")
    rows = len(Z) - horizon
    pushed = Z[:rows].copy()
    known = list(known_future)
    pushed[:, known] = Z[horizon:][:, known]
    views = np.lib.stride_tricks.sliding_window_view(pushed, T, axis=0)
    return np.moveaxis(views, -1, 1).copy(), Z[T + horizon - 1 :, target].copy()


# %% every_cell_by_its_row question="q2"
# How: a table of row numbers for each column, and one look-up.
def windows_mv(Z, T, horizon, target, known_future=()):
    L, D = Z.shape
    shift = np.array([horizon * (column in known_future) for column in range(D)])
    if shift[target]:
        raise ValueError("the target is not known ahead")
    first = np.arange(L - T - horizon + 1)
    rows = first[:, None, None] + np.arange(T)[:, None] + shift
    return Z[rows, np.arange(D)], Z[first + T - 1 + horizon, target]


# %% average_all_axes_but_the_last question="q3"
# How: NumPy takes a tuple of axes.
def fit_scaler_mv(train):
    axes = tuple(range(train.ndim - 1))
    mu = np.mean(train, axis=axes)
    sd = np.sqrt(np.mean((train - mu) ** 2, axis=axes))
    sd[np.ptp(train, axis=axes) == 0] = 1.0
    return mu, sd


# %% scaler_of_scikit_learn question="q3"
# How: StandardScaler does the same, still columns included.
def fit_scaler_mv(train):
    from sklearn.preprocessing import StandardScaler

    fitted = StandardScaler().fit(train.reshape(-1, train.shape[-1]))
    return fitted.mean_, fitted.scale_


# %% net_in_the_functional_way question="q4"
# How: layers are called on what goes in.
import keras


def build_mv(T, D, H, K):
    window = keras.Input(shape=(T, D))
    state = keras.layers.LSTM(units=H)(window)
    return keras.Model(window, keras.layers.Dense(units=K, activation="linear")(state))


# %% net_layer_by_layer question="q4"
# How: an empty Sequential, and three calls of add.
import keras


def build_mv(T, D, H, K):
    model = keras.Sequential()
    model.add(keras.layers.Input((T, D)))
    model.add(keras.layers.LSTM(H))
    model.add(keras.layers.Dense(K))
    return model


# %% shuffle_and_put_back question="q5"
# How: one copy in which each column is put right again.
def permutation_importance(predict, X, y, seed):
    rng = np.random.default_rng(seed)
    work = X.copy()
    before = np.mean(np.square(np.asarray(predict(work)).reshape(-1) - y))
    importance = []
    for d in range(X.shape[-1]):
        work[..., d] = rng.permutation(X[..., d], axis=0)
        after = np.mean(np.square(np.asarray(predict(work)).reshape(-1) - y))
        importance.append(after - before)
        work[..., d] = X[..., d]
    return np.array(importance)


# %% a_generator_for_each_column question="q5"
# How: each column is judged by a function of its own.
def permutation_importance(predict, X, y, seed):
    M, _, D = X.shape
    orders = np.random.default_rng(seed)

    def squared(windows):
        gaps = y - np.array(predict(windows), dtype=float).reshape(M)
        return gaps @ gaps / M

    def without(d):
        order = np.argsort(orders.uniform(size=M))
        return np.where(np.arange(D) == d, X[order], X)

    return np.array([squared(without(d)) for d in range(D)]) - squared(X)


# %% ablation_in_a_loop question="q6"
# How: one row for each of the three, and errors after the way back.
def ablation(train, test, learn=train_net, T=4):
    mu, sd = fit_scaler_mv(train)
    old, new = (train - mu) / sd, (test - mu) / sd
    report = {}
    for name, columns, learner in (
        ("uni", 1, learn),
        ("multi", train.shape[1], learn),
        ("linear", train.shape[1], line),
    ):
        X, y = windows_mv(old[:, :columns], T, 1, 0)
        X_test, _ = windows_mv(new[:, :columns], T, 1, 0)
        yhat = np.ravel(learner(X, y, X_test)) * sd[0] + mu[0]
        report[name] = float(np.mean(np.square(test[T:, 0] - yhat)))
    return report


# %% ablation_with_least_squares question="q6"
# How: the straight line is fitted by hand, everything else by the functions above.
def ablation(train, test, learn=train_net, T=4):
    mu, sd = fit_scaler_mv(train)
    (X, y), (X_test, y_test) = (windows_mv((rows - mu) / sd, T, 1, 0) for rows in (train, test))
    flat = lambda windows: np.hstack(
        [windows.reshape(len(windows), -1), np.ones((len(windows), 1))]
    )
    weights = np.linalg.lstsq(flat(X), y, rcond=None)[0]
    squares = lambda yhat: float(
        np.var(sd[0] * (yhat - y_test)) + np.mean(sd[0] * (yhat - y_test)) ** 2
    )
    return {
        "uni": squares(learn(X[..., [0]], y, X_test[..., [0]])),
        "multi": squares(learn(X, y, X_test)),
        "linear": squares(flat(X_test) @ weights),
    }


# %% back_with_whole_columns question="q7"
# How: the two numbers are taken out first.
def inverse_target(yhat, mu, sd, target):
    level, size = mu[target], sd[target]
    return level + size * np.asarray(yhat)


# %% back_by_a_straight_line question="q7"
# How: the way back is a straight line with a slope and a level.
def inverse_target(yhat, mu, sd, target):
    return np.polyval([sd[target], mu[target]], yhat)
