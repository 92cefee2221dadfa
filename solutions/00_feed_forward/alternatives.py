# %% [markdown]
# # Alternatives of 00_feed_forward
#
# Each code cell is a right answer to one question, written in another way. It replaces the whole
# answer cell and must earn every point.

# %% curves_by_the_book question="q1"
# How: np.where for the bend, and the textbook fraction; it overflows to the right limit.
def relu(z):
    return np.where(z > 0, z, 0.0)


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


# %% curves_by_masks question="q1"
# How: z times a mask; the exponential never sees a positive number.
def relu(z):
    return z * (z > 0)


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


# %% curves_by_copies question="q1"
# How: a copy whose negative entries are set to zero; the sigmoid through a logarithm of a sum.
def relu(z):
    out = z.copy()
    out[out < 0] = 0
    return out


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


# %% dense_by_dot question="q2"
# How: np.dot, and one return at the end.
def dense(x, W, b, activation=None):
    out = np.dot(x, W) + b
    if activation == "relu":
        out = relu(out)
    elif activation == "sigmoid":
        out = sigmoid(out)
    return out


# %% dense_by_a_dictionary question="q2"
# How: the words are looked up in a dictionary of functions; sums by einsum.
def dense(x, W, b, activation=None):
    curves = {"relu": relu, "sigmoid": sigmoid, None: lambda z: z}
    return curves[activation](np.einsum("nd,dh->nh", x, W) + b)


# %% dense_with_a_column_of_ones question="q2"
# How: the bias is the weight of one more input that is always 1.
def dense(x, W, b, activation=None):
    wide = np.concatenate([x, np.ones((len(x), 1))], axis=1)
    z = wide @ np.concatenate([W, b[None, :]])
    return relu(z) if activation == "relu" else sigmoid(z) if activation == "sigmoid" else z


# %% forward_with_curves question="q3"
# How: z by hand, the curve chosen by the word, outputs in a list.
def forward(x, layers):
    seen, cache = x, []
    for layer in layers:
        z = seen @ layer["W"] + layer["b"]
        cache.append(dict(x=seen, z=z, W=layer["W"], activation=layer["activation"]))
        if layer["activation"] == "relu":
            seen = relu(z)
        elif layer["activation"] == "sigmoid":
            seen = sigmoid(z)
        else:
            seen = z
    return seen, cache


# %% forward_by_recursion question="q3"
# How: the first layer, and then the rest of the net.
def forward(x, layers):
    if not layers:
        return x, []
    layer, rest = layers[0], layers[1:]
    out = dense(x, layer["W"], layer["b"], layer["activation"])
    note = {name: layer[name] for name in ("W", "activation")}
    note.update(x=x, z=dense(x, layer["W"], layer["b"], None))
    y_pred, notes = forward(out, rest)
    return y_pred, [note, *notes]


# %% forward_with_more_in_its_notes question="q3"
# How: the notes hold the bias and the output as well.
def forward(x, layers):
    cache = []
    for layer in layers:
        out = dense(x, layer["W"], layer["b"], layer["activation"])
        cache.append({**layer, "x": x, "z": dense(x, layer["W"], layer["b"]), "out": out})
        x = out
    return x, cache


# %% losses_by_choice question="q4"
# How: squares by np.square; the probability of the true answer is picked by np.where.
def mse(y_pred, y_true):
    if np.shape(y_pred) != np.shape(y_true):
        raise ValueError("shapes differ")
    return np.square(y_pred - y_true).mean()


def bce(p, y):
    if np.shape(p) != np.shape(y):
        raise ValueError("shapes differ")
    given = np.where(y == 1, p, 1 - p)
    return -np.log(np.maximum(given, 1e-15)).mean()


# %% losses_with_a_little_added question="q4"
# How: sums divided by the size; a little is added inside the logarithm instead of clipping.
def mse(y_pred, y_true):
    if y_pred.shape == y_true.shape:
        off = y_pred - y_true
        return np.sum(off * off) / off.size
    raise ValueError("outputs and labels must have one shape")


def bce(p, y):
    if p.shape == y.shape:
        return -np.sum(y * np.log(p + 1e-7) + (1 - y) * np.log(1 - p + 1e-7)) / p.size
    raise ValueError("outputs and labels must have one shape")


# %% losses_in_float32_limits question="q4"
# How: clipped at 1e-7, as Keras does; averages by np.average.
def mse(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError(y_pred.shape, y_true.shape)
    return float(np.average((y_true - y_pred) ** 2))


def bce(p, y):
    if p.shape != y.shape:
        raise ValueError(p.shape, y.shape)
    safe = np.minimum(np.maximum(p, 1e-7), 1 - 1e-7)
    return float(np.average(-y * np.log(safe) - (1 - y) * np.log1p(-safe)))


# %% backward_with_where question="q5"
# How: slopes by np.where and by the exponential; the list grows at its front.
def slope(z, activation):
    if activation is None:
        return np.ones(z.shape)
    if activation == "relu":
        return np.where(z > 0, 1.0, 0.0)
    return 1 / (np.exp(z / 2) + np.exp(-z / 2)) ** 2


def backward(cache, dy):
    grads = []
    for note in cache[::-1]:
        dz = slope(note["z"], note["activation"]) * dy
        grads.insert(0, {"dW": np.dot(note["x"].T, dz), "db": np.sum(dz, axis=0)})
        dy = np.dot(dz, note["W"].T)
    return grads


# %% backward_by_einsum question="q5"
# How: index expressions, places in a list filled from behind.
def slope(z, activation):
    if activation == "relu":
        return np.heaviside(z, 0.0)
    if activation == "sigmoid":
        return sigmoid(z) * sigmoid(-z)
    return z * 0 + 1


def backward(cache, dy):
    grads = [None] * len(cache)
    for place in range(len(cache) - 1, -1, -1):
        note = cache[place]
        dz = np.multiply(dy, slope(note["z"], note["activation"]))
        dW = np.einsum("nd,nh->dh", note["x"], dz)
        grads[place] = {"dW": dW, "db": np.einsum("nh->h", dz)}
        dy = np.einsum("nh,dh->nd", dz, note["W"])
    return grads


# %% step_in_a_loop question="q6"
# How: a loop that appends; the old dictionary is spread out into the new one.
def sgd_step(params, grads, lr):
    new = []
    for layer, grad in zip(params, grads):
        moved = {name: layer[name] - lr * grad["d" + name] for name in ("W", "b")}
        new.append({**layer, **moved})
    return new


# %% step_on_copies question="q6"
# How: in-place arithmetic, but on copies of its own.
def sgd_step(params, grads, lr):
    new = [
        {"W": old["W"].copy(), "b": old["b"].copy(), "activation": old["activation"]}
        for old in params
    ]
    for number, grad in enumerate(grads):
        new[number]["W"] -= lr * grad["dW"]
        new[number]["b"] -= lr * grad["db"]
    return new


# %% train_from_larger_numbers question="q7"
# How: a start from standard normal numbers, undivided; the history is filled by place.
def train(x, y, hidden=8, epochs=300, lr=0.5, seed=0):
    rng = np.random.default_rng(seed)
    W1, W2 = rng.standard_normal((x.shape[1], hidden)), rng.standard_normal((hidden, 1))
    params = [
        {"W": W1, "b": np.zeros(hidden), "activation": "relu"},
        {"W": W2, "b": np.zeros(1), "activation": "sigmoid"},
    ]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        p, cache = forward(x, params)
        history[epoch] = bce(p, y)
        q = np.clip(p, 1e-9, 1 - 1e-9)
        params = sgd_step(params, backward(cache, (q - y) / (q * (1 - q) * y.size)), lr)
    return params, history


# %% train_from_a_uniform_start question="q7"
# How: a uniform start, small biases, and the slope of the loss in two halves, one for each answer.
def train(x, y, hidden=8, epochs=300, lr=0.5, seed=0):
    rng = np.random.default_rng(seed)
    sizes = [x.shape[1], hidden, y.shape[1]]
    params = [
        {
            "W": rng.uniform(low=-1.0, high=1.0, size=(sizes[k], sizes[k + 1]))
            * np.sqrt(3 / sizes[k]),
            "b": rng.uniform(0, 0.1, size=sizes[k + 1]),
            "activation": ["relu", "sigmoid"][k],
        }
        for k in (0, 1)
    ]
    history = []
    while len(history) < epochs:
        p, cache = forward(x, params)
        history.append(bce(p, y))
        dy = np.where(y == 1, -1 / np.maximum(p, 1e-9), 1 / np.maximum(1 - p, 1e-9)) / len(x)
        params = sgd_step(params, backward(cache, dy), lr)
    return params, np.asarray(history)
