# %% [markdown]
# # Alternatives of 05_stacked
#
# Each code cell is a right answer to one question, written in another way. It replaces the whole
# answer cell and must earn every point.

# %% time_outside_floors_inside question="q1"
# How: all floors take step t before anybody takes step t + 1; the states live in a list.
def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    weights = dict(kernel=kernel, recurrent_kernel=recurrent_kernel, bias=bias)
    seq, states = stacked_forward(x, [weights], [h0], [c0])
    return seq, *states[0]


def stacked_forward(x, layers, h0=None, c0=None):
    def start(given):
        if given is not None:
            return list(given)
        return [np.zeros((x.shape[0], len(layer["bias"]) // 4)) for layer in layers]

    h, c, seq = start(h0), start(c0), []
    for now in np.moveaxis(x, 1, 0):
        for number, layer in enumerate(layers):
            now, c[number] = lstm_step(now, h[number], c[number], **layer)
            h[number] = now
        seq.append(now)
    return np.stack(seq, axis=1), list(zip(h, c))


# %% climbing_by_recursion question="q1"
# How: the stack above is a stack as well, which reads what the ground floor says.
def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    N, T, _ = x.shape
    H = recurrent_kernel.shape[0]
    ready = x @ kernel + bias
    h, c, seq = h0, c0, np.zeros((N, T, H))
    for t in range(T):
        z = (ready[:, t] + h @ recurrent_kernel).reshape(N, 4, H)
        c = sigmoid(z[:, 1]) * c + sigmoid(z[:, 0]) * np.tanh(z[:, 2])
        h = sigmoid(z[:, 3]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    if not layers:
        return x, []
    ground, *above = layers
    rest = np.zeros((x.shape[0], ground["recurrent_kernel"].shape[1] // 4))
    h = rest if h0 is None else h0[0]
    c = rest if c0 is None else c0[0]
    weights = (ground["kernel"], ground["recurrent_kernel"], ground["bias"])
    seq, h, c = lstm_layer(x, h, c, *weights)
    top, pairs = stacked_forward(
        seq, above, None if h0 is None else h0[1:], None if c0 is None else c0[1:]
    )
    return top, [(h, c), *pairs]


# %% states_as_arrays_in_a_tuple question="q1"
# How: zip over floors and starts; the pairs are lists, the result is a list.
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    weights = np.vstack([kernel, recurrent_kernel, bias[None]])
    state, pages = (h0, c0), []
    for t in range(x.shape[1]):
        h, c = state
        z = np.hstack([x[:, t], h, np.ones((len(x), 1))]) @ weights
        i, f, g, o = np.hsplit(z, 4)
        c = sigmoid(f) * c + sigmoid(i) * (2 * sigmoid(2 * g) - 1)
        state = (sigmoid(o) * np.tanh(c), c)
        pages.append(state[0])
    return np.array(pages).swapaxes(0, 1), *state


def stacked_forward(x, layers, h0=None, c0=None):
    sizes = [(x.shape[0], layer["recurrent_kernel"].shape[0]) for layer in layers]
    h0 = [np.zeros(size) for size in sizes] if h0 is None else h0
    c0 = [np.zeros(size) for size in sizes] if c0 is None else c0
    states = []
    for layer, h, c in zip(layers, h0, c0):
        x, *pair = lstm_layer(x, h, c, layer["kernel"], layer["recurrent_kernel"], layer["bias"])
        states.append(pair)
    return [x, states]


# %% built_as_a_function question="q2"
# How: the functional way: every layer is called with what the one before has given.
def build_stacked(T, D, units, K):
    start = keras.Input(shape=(T, D))
    page = start
    *below, top = units
    for H in below:
        page = keras.layers.LSTM(H, return_sequences=True)(page)
    page = keras.layers.LSTM(top)(page)
    return keras.Model(start, keras.layers.Dense(K)(page))


# %% built_from_one_list question="q2"
# How: a list of layers, put together with a comprehension.
def build_stacked(T, D, units, K):
    floors = [keras.layers.LSTM(H, return_sequences=True) for H in units[:-1]]
    floors += [keras.layers.LSTM(units[-1], return_sequences=False), keras.layers.Dense(K)]
    return keras.Sequential([keras.layers.InputLayer(shape=(T, D)), *floors])


# %% counted_by_shapes question="q3"
# How: the sizes of all arrays are added up.
def count_params(D, units, K):
    *_, top = units
    arrays = [np.empty((top, K)), np.empty(K)]
    for below, width in zip([D, *units], units):
        arrays.append(np.empty((4, below + width + 1, width)))
    return sum(array.size for array in arrays)


# %% counted_by_recursion question="q3"
# How: the ground floor, and then the same question for the rest of the stairs.
def count_params(D, units, K):
    if len(units) == 0:
        return D * K + K
    H = units[0]
    return 4 * (H * D + H * H + H) + count_params(H, units[1:], K)


# %% taps_by_a_second_model question="q4"
# How: a model with the same input and several outputs.
def intermediate(model, x):
    taps = []
    for floor in model.layers:
        taps += [floor.output] * isinstance(floor, keras.layers.LSTM)
    said = keras.Model(model.inputs, taps)(x)
    return [np.asarray(page) for page in (said if isinstance(said, (list, tuple)) else [said])]


# %% taps_by_predict question="q4"
# How: one model for each tap, asked to predict; the result is a tuple.
def intermediate(model, x):
    pages = ()
    for place, floor in enumerate(model.layers):
        if type(floor) is keras.layers.LSTM:
            tap = keras.Model(model.inputs, model.layers[place].output)
            pages += (tap.predict(x, verbose=0),)
    return pages


# %% widths_by_bisection_of_the_total question="q5"
# How: tries every number of units in all, shared out evenly, and keeps the nearest bill.
def pick_widths(floors, budget, D, K):
    def team(total):
        return [total // floors + (place < total % floors) for place in range(floors)]

    def distance(units):
        return abs(count_params(D, units, K) - budget)

    total = floors
    while count_params(D, team(total), K) < budget:
        total += 1
    return min((team(n) for n in range(floors, total + 1)), key=distance)


def fair_compare(train, val, budget_params, trial):
    D = train[0].shape[2]
    seeds, parts = [11, 5, 2026], {}
    for seed in seeds:
        for name, floors in (("stacked", 2), ("single", 1)):
            units = pick_widths(floors, budget_params, D, 1)
            part = parts.setdefault(
                name, {"units": units, "params": count_params(D, units, 1), "errors": []}
            )
            part["errors"].append(trial(units=units, seed=seed, train=train, val=val))
    for part in parts.values():
        low, _, high = sorted(part["errors"])
        part.update(mean=np.mean(part["errors"]), spread=high - low)
    pairs = [(a, b) for a in parts["single"]["errors"] for b in parts["stacked"]["errors"]]
    verdict = "cannot tell"
    if all(stacked < single for single, stacked in pairs):
        verdict = "deeper"
    elif all(single < stacked for single, stacked in pairs):
        verdict = "wider"
    return {"seeds": seeds, "verdict": verdict, **parts}


# %% widths_from_the_top_down question="q5"
# How: the topmost of the thinnest floors gets the next unit; errors are kept in an array.
def pick_widths(floors, budget, D, K):
    units = np.ones(floors, dtype=int)
    bills = []
    while not bills or bills[-1][0] < budget:
        bills.append((count_params(D, units, K), units.tolist()))
        units[floors - 1 - np.argmin(units[::-1])] += 1
    nearest = int(np.argmin([abs(bill - budget) for bill, _ in bills]))
    return bills[nearest][1]


def fair_compare(train, val, budget_params, trial):
    X, _ = train
    report = {"seeds": (1, 2, 3), "verdict": "cannot tell"}
    errors = np.zeros((2, 3))
    for floors, name in enumerate(("single", "stacked")):
        units = pick_widths(floors + 1, budget_params, X.shape[-1], 1)
        for place, seed in enumerate(report["seeds"]):
            errors[floors, place] = trial(units, seed, train, val)
        report[name] = dict(
            units=units,
            params=int(count_params(X.shape[-1], units, 1)),
            errors=errors[floors].tolist(),
            mean=errors[floors].mean(),
            spread=np.ptp(errors[floors]),
        )
    if errors[1].max() < errors[0].min():
        report["verdict"] = "deeper"
    elif errors[0].max() < errors[1].min():
        report["verdict"] = "wider"
    return report


# %% forecast_by_calling question="q6"
# How: the model is called instead of asked to predict; the column becomes a row at the end.
def forecast(model, X):
    scaled = (np.asarray(X, dtype=np.float32) - LEVEL) / SPREAD
    answer = np.asarray(model(scaled.astype(np.float32)))
    return np.float32(LEVEL + SPREAD * answer.reshape(-1))


# %% forecast_in_batches question="q6"
# How: small batches, squeezed and translated at once.
def forecast(model, X):
    pieces = [X[k : k + 128] for k in range(0, len(X), 128)]
    said = [model.predict_on_batch((piece - LEVEL) / SPREAD) for piece in pieces]
    return np.concatenate(said).astype("float32").ravel() * np.float32(SPREAD) + np.float32(LEVEL)
