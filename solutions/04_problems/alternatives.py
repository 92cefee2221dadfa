# %% [markdown]
# # Alternatives of 04_problems
#
# Each code cell is a right answer to one question, written in another way. It replaces the whole
# answer cell and must earn every point.


# %% jacobian_by_a_diagonal question="q1"
# How: the slopes as a diagonal matrix, which is what textbooks print.
def step_jacobian(h_new, U):
    return np.diag(1 - np.square(h_new)) @ U.T


# %% jacobian_entry_by_entry question="q1"
# How: two loops, one entry after another.
def step_jacobian(h_new, U):
    H = len(h_new)
    J = np.empty((H, H))
    for i in range(H):
        for j in range(H):
            J[i, j] = U[j, i] * (1 - h_new[i]) * (1 + h_new[i])
    return J


# %% jacobian_by_einsum question="q1"
# How: indices say which is which; the slope by way of the inverse curve.
def step_jacobian(h_new, U):
    slope = 1 / np.cosh(np.arctanh(h_new)) ** 2
    return np.einsum("i,ji->ij", slope, U)


# %% gauge_by_singular_values question="q2"
# How: a cache of Jacobians, multiplied from the front for each t, and svd for the norm.
def state_gradient_norms(x, h0, K, U, b):
    tables, h = [], h0
    for t in range(x.shape[0]):
        h = np.tanh(b + x[t] @ K + h @ U)
        tables.append(step_jacobian(h, U))
    norms = []
    for t in range(len(tables)):
        chain = np.eye(len(h0))
        for table in tables[t:]:
            chain = table @ chain
        norms.append(np.linalg.svd(chain, compute_uv=False).max())
    return np.array(norms)


# %% gauge_filled_from_the_end question="q2"
# How: arrays made beforehand, filled from their end.
def state_gradient_norms(x, h0, K, U, b):
    T, H = len(x), len(h0)
    seq = np.empty((T + 1, H))
    seq[0] = h0
    for t in range(T):
        seq[t + 1] = np.tanh(x[t] @ K + seq[t] @ U + b)
    norms, chain = np.empty(T), np.identity(H)
    for t in range(T - 1, -1, -1):
        chain = np.matmul(chain, step_jacobian(seq[t + 1], U))
        norms[t] = np.linalg.norm(chain, ord=2)
    return norms


# %% radius_by_complex_sizes question="q3"
# How: eig, and the size of a complex number by Pythagoras.
def spectral_radius(U):
    values, _ = np.linalg.eig(U)
    return np.sqrt(max(values.real**2 + values.imag**2))


def rescale(U, rho):
    return rho * (U / spectral_radius(U))


# %% radius_by_the_polynomial question="q3"
# How: the roots of the characteristic polynomial, sorted by size.
def spectral_radius(U):
    return float(sorted(abs(np.roots(np.poly(U))))[-1])


def rescale(U, rho):
    turned = U.copy()
    turned *= rho / spectral_radius(U)
    return turned


# %% limiters_with_a_condition question="q4"
# How: an if instead of a factor of at most one; bounds by maximum and minimum.
def clip_by_value(grads, v):
    return {name: np.maximum(np.minimum(gradient, v), -v) for name, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    norm = np.linalg.norm([np.linalg.norm(gradient) for gradient in grads.values()])
    if norm > c:
        return {name: gradient * c / norm for name, gradient in grads.items()}, norm
    return {name: gradient.copy() for name, gradient in grads.items()}, norm


def careful_step(weights, grads, rate, c):
    clipped, norm = clip_by_global_norm(grads, c)
    new = {}
    for name in weights:
        new[name] = weights[name] - rate * clipped[name]
    return new


# %% limiters_on_one_long_array question="q4"
# How: all gradients laid out in one row, as the text says, and cut apart again.
def clip_by_value(grads, v):
    return {n: np.sign(g) * np.minimum(np.abs(g), v) for n, g in grads.items()}


def clip_by_global_norm(grads, c):
    row = np.concatenate([gradient.reshape(-1) for gradient in grads.values()])
    norm = float(np.sqrt(row @ row))
    row = row * (1.0 if norm <= c else c / norm)
    clipped, start = {}, 0
    for name, gradient in grads.items():
        clipped[name] = row[start : start + gradient.size].reshape(gradient.shape)
        start += gradient.size
    return clipped, norm


def careful_step(weights, grads, rate, c):
    direction = clip_by_global_norm(grads, c)[0]
    return {name: np.subtract(weights[name], rate * direction[name]) for name in weights}


# %% retention_step_by_step question="q5"
# How: a loop, one gate after the other.
def cell_retention(b_f, T):
    left = 1.0
    for _ in range(T):
        left *= 0.5 * (1 + np.tanh(0.5 * b_f))
    return left


# %% retention_by_logarithms question="q5"
# How: the logarithm of the share is added up, T times.
def cell_retention(b_f, T):
    return np.exp(-T * np.log1p(np.exp(-b_f)))


# %% adding_by_comparison question="q6"
# How: marks by comparing positions with the steps; the sum by picking the values.
def adding_problem(n, T, seed):
    source = np.random.default_rng(seed)
    X = np.zeros((n, T, 2), dtype=np.float32)
    X[:, :, 0] = source.random((n, T))
    first = source.integers(T // 2, size=(n, 1))
    second = source.integers(T // 2, T, size=(n, 1))
    steps = np.arange(T)
    X[:, :, 1] = (steps == first) + (steps == second)
    y = np.take_along_axis(X[:, :, 0], first, 1) + np.take_along_axis(X[:, :, 0], second, 1)
    return X, y


# %% adding_row_by_row question="q6"
# How: one example after another, with a loop.
def adding_problem(n, T, seed):
    source = np.random.default_rng([seed, 1])
    X, y = [], []
    for _ in range(n):
        values, marks = source.random(T), np.zeros(T)
        places = [source.choice(T // 2), T // 2 + source.choice(T - T // 2)]
        marks[places] = 1
        X.append(np.column_stack([values, marks]))
        y.append([values[places].sum()])
    return np.array(X, dtype=np.float32), np.array(y, dtype=np.float32)


# %% contest_written_out question="q7"
# How: no loop, one line for each score; another way to another seed.
def compare(T, seed, problem=adding_problem, learn=learn):
    X_train, y_train = problem(1280, T, seed)
    X_test, y_test = problem(1000, T, seed=2 * seed + 1)
    rnn = learn("SimpleRNN", X_train, y_train, seed)
    lstm = learn("LSTM", X_train, y_train, seed)

    def mse(predictions):
        return np.mean(np.square(predictions - y_test))

    return {
        "rnn_mse": mse(rnn(X_test)),
        "lstm_mse": mse(lstm(X_test)),
        "baseline": mse(np.full_like(y_test, np.mean(y_train))),
    }


# %% contest_with_the_lstm_first question="q7"
# How: the LSTM first, keywords, and float64 for the means.
def compare(T, seed, problem=adding_problem, learn=learn):
    homework = problem(n=1280, T=T, seed=seed)
    X, y = problem(n=1000, T=T, seed=seed + 1)
    y = y.astype(np.float64)
    lstm = learn(kind="LSTM", X=homework[0], y=homework[1], seed=seed)
    rnn = learn(kind="SimpleRNN", X=homework[0], y=homework[1], seed=seed)
    said = {"lstm_mse": lstm(X), "rnn_mse": rnn(X), "baseline": homework[1].mean(dtype=np.float64)}
    return {name: float(((answer - y) ** 2).mean()) for name, answer in said.items()}
