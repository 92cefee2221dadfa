# %% [markdown]
# # Alternatives of 01_time_series
#
# Each code cell is a right answer to one question, written in another way. It replaces the whole
# answer cell and must earn every point.

# %% windows_in_a_loop question="q1"
# How: empty arrays of the right size, filled window by window.
def make_windows(series, T, horizon=1, target=0):
    steps, columns = series.shape
    many = max(steps - T - horizon + 1, 0)
    X, y = np.empty((many, T, columns)), np.empty(many)
    for m in range(many):
        X[m] = series[m : m + T]
        y[m] = series[m + T + horizon - 1, target]
    return X, y


# %% windows_by_stacking_shifted_series question="q1"
# How: the series T times, each a step further on, stacked along a new axis of time.
def make_windows(series, T, horizon=1, target=0):
    many = max(len(series) - T - horizon + 1, 0)
    shifted = [series[t : t + many] for t in range(T)]
    if not many:
        shifted = [series[:0]] * T
    return np.stack(shifted, axis=1), series[T + horizon - 1 :, target][:many]


# %% windows_as_views question="q1"
# How: NumPy's own sliding views, whose window axis comes last and is brought to the middle.
def make_windows(series, T, horizon=1, target=0):
    from numpy.lib.stride_tricks import sliding_window_view as slide

    if len(series) < T + horizon:
        return np.zeros((0, T, series.shape[1])), np.zeros(0)
    X = np.swapaxes(slide(series, T, axis=0), 1, 2)
    y = series[T - 1 + horizon :, target]
    return X[: len(y)], y


# %% split_with_rounding question="q2"
# How: shares are rounded to the nearest whole number; the last slice has no end.
def chrono_split(n, train=0.7, val=0.15, gap=0):
    a, b = round(n * train), round(n * val)
    return slice(a), slice(a + gap, a + b + gap), slice(a + b + gap + gap, None)


def cut(rows, train=0.7, val=0.15, gap=0):
    one, two, three = chrono_split(len(rows), train=train, val=val, gap=gap)
    return rows[one], rows[two], rows[three]


# %% split_from_sizes question="q2"
# How: a list of sizes, laid one behind the other with a running start.
def chrono_split(n, train=0.7, val=0.15, gap=0):
    sizes = [int(np.ceil(train * n)), int(np.floor(val * n))]
    parts, start = [], 0
    for size in sizes:
        parts.append(slice(start, start + size))
        start += size + gap
    return [*parts, slice(start, n)]


def cut(rows, train=0.7, val=0.15, gap=0):
    return [rows[part.start : part.stop] for part in chrono_split(len(rows), train, val, gap)]


# %% scaler_by_hand question="q3"
# How: mean and root mean square written out, zero deviations overwritten afterwards.
def fit_scaler(train):
    rows = len(train)
    mu = np.sum(train, axis=0) / rows
    sd = np.sqrt(np.sum((train - mu) ** 2, axis=0) / rows)
    sd[sd == 0] = 1.0
    return mu, sd


def scale(x, mu, sd):
    return x / sd - mu / sd


def unscale(scaled, mu, sd):
    return mu + sd * scaled


def prepare(series, n_train):
    learned = fit_scaler(series[:n_train])
    return scale(series, learned[0], learned[1])


# %% scaler_from_a_library question="q3"
# How: scikit-learn's scaler, which treats a column that never moves in the same way.
def fit_scaler(train):
    from sklearn.preprocessing import StandardScaler

    learned = StandardScaler().fit(train)
    return learned.mean_, learned.scale_


def scale(x, mu, sd):
    return np.divide(np.subtract(x, mu), sd)


def unscale(scaled, mu, sd):
    return np.add(np.multiply(scaled, sd), mu)


def prepare(series, n_train):
    from sklearn.preprocessing import StandardScaler

    return StandardScaler().fit(series[:n_train]).transform(series)


# %% calendar_steps_back question="q4"
# How: start at the step to foretell and go back by periods until it is in the past.
def persistence(X, horizon):
    return X[..., 0][:, -1]


def seasonal_naive(series, period, horizon):
    place = len(series) - 1 + horizon
    while place >= len(series):
        place -= period
    return series[place]


# %% calendar_repeats_the_last_season question="q4"
# How: the last season is laid out again and again, as far as needed.
def persistence(X, horizon):
    return np.array([window[-1, 0] for window in X])


def seasonal_naive(series, period, horizon):
    return float(np.resize(series[-period:], horizon)[horizon - 1])


# %% scores_by_norms question="q5"
# How: vector norms of the errors, divided by the number of errors or its root.
def mae(y, yhat):
    errors = yhat - y
    return np.linalg.norm(errors, 1) / errors.size


def rmse(y, yhat):
    errors = yhat - y
    return np.linalg.norm(errors) / np.sqrt(errors.size)


def mase(y, yhat, train, period=1):
    lazy = train[: len(train) - period]
    return mae(y, yhat) / mae(train[period:], lazy)


# %% scores_in_loops question="q5"
# How: sums in plain Python, number by number.
def mae(y, yhat):
    return sum(abs(a - b) for a, b in zip(y, yhat)) / len(y)


def rmse(y, yhat):
    return (sum((a - b) ** 2 for a, b in zip(y, yhat)) / len(y)) ** 0.5


def mase(y, yhat, train, period=1):
    steps = [abs(train[t] - train[t - period]) for t in range(period, len(train))]
    return float(mae(y, yhat) * len(steps) / sum(steps))


# %% acf_by_correlate question="q6"
# How: np.correlate gives all lags at once; the middle is lag 0.
def acf(x, nlags):
    centred = x - x.mean()
    everything = np.correlate(centred, centred, mode="full")
    middle = len(x) - 1
    return everything[middle : middle + nlags + 1] / everything[middle]


# %% acf_by_dot_products question="q6"
# How: lag 0 by itself, the others as dot products of two slices.
def acf(x, nlags):
    centred = x - np.mean(x)
    total = centred @ centred
    r = np.ones(nlags + 1)
    for lag in range(1, nlags + 1):
        r[lag] = (centred[lag:] @ centred[:-lag]) / total
    return r


# %% linear_by_pseudo_inverse question="q7"
# How: the pseudo-inverse of the table with its column of ones.
def linear_ar(train, T):
    X, y = make_windows(train.reshape(-1, 1), T)
    return np.linalg.pinv(np.c_[X[..., 0], np.ones(len(X))]) @ y


def ar_forecast(X, coef):
    return np.c_[X[..., 0], np.ones(len(X))] @ coef


# %% linear_from_a_library question="q7"
# How: scikit-learn's linear regression, whose intercept is appended to its weights.
def linear_ar(train, T):
    from sklearn.linear_model import LinearRegression

    X, y = make_windows(train[:, None], T)
    fitted = LinearRegression().fit(X[..., 0], y)
    return np.append(fitted.coef_, fitted.intercept_)


def ar_forecast(X, coef):
    return np.einsum("mtd,t->m", X, coef[:-1]) + coef[-1]


# %% linear_around_the_mean question="q7"
# How: everything is centred first, so the weights need no column of ones; b follows from the means.
def linear_ar(train, T):
    X, y = make_windows(train[:, None], T, horizon=1)
    middle, level = X[:, :, 0].mean(axis=0), y.mean()
    weights, *_ = np.linalg.lstsq(X[:, :, 0] - middle, y - level, rcond=None)
    return np.r_[weights, level - middle @ weights]


def ar_forecast(X, coef):
    *weights, level = coef
    return level + np.tensordot(X, weights, axes=([1], [0]))[:, 0]
