# %% [markdown]
# # Alternatives of 06_bidirectional
#
# Each code cell is a right answer to one question, written in another way. It replaces the whole
# answer cell and must earn every point.

# %% reverse_by_index question="q1"
# How: an index for each example and step, picked with take_along_axis.
def reverse_time(x, lengths=None):
    N, T = x.shape[:2]
    real = np.full((N, 1), T) if lengths is None else np.asarray(lengths)[:, None]
    step = np.arange(T)[None, :]
    source = np.where(step < real, real - 1 - step, step)
    return np.take_along_axis(x, source[:, :, None], axis=1)


# %% reverse_with_flip question="q1"
# How: each row in two pieces, put together again.
def reverse_time(x, lengths=None):
    if lengths is None:
        lengths = [x.shape[1]] * len(x)
    rows = [np.concatenate([np.flipud(row[:n]), row[n:]]) for row, n in zip(x, lengths)]
    return np.array(rows)


# %% reverse_as_a_view question="q1"
# How: without lengths a view is enough, since nobody writes into it.
def reverse_time(x, lengths=None):
    if lengths is None:
        return np.flip(x, axis=1)
    order = [[*range(n)][::-1] + [*range(n, x.shape[1])] for n in lengths]
    return x[np.arange(len(x))[:, None], order]


# %% both_trains_in_one_loop question="q2"
# How: no strip is turned around; one loop drives both trains, from both ends.
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H, h, c = h0.shape[1], h0, c0
    seq = np.empty((*x.shape[:2], H))
    for t in range(x.shape[1]):
        h, c = cell(x[:, t], h, c, (kernel, recurrent_kernel, bias))
        seq[:, t] = h
    return seq, h, c


def cell(x, h, c, weights):
    kernel, recurrent_kernel, bias = weights
    H = h.shape[1]
    z = x @ kernel + h @ recurrent_kernel + bias
    open_ = 1.0 / (1.0 + np.exp(-z))
    c = open_[:, H : 2 * H] * c + open_[:, :H] * np.tanh(z[:, 2 * H : 3 * H])
    return open_[:, 3 * H :] * np.tanh(c), c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    N, T, H = len(x), x.shape[1], len(fwd[1])
    both = np.empty((2, N, T, H))
    h1 = c1 = h2 = c2 = np.zeros((N, H))
    for t in range(T):
        h1, c1 = cell(x[:, t], h1, c1, fwd)
        h2, c2 = cell(x[:, T - 1 - t], h2, c2, bwd)
        both[0, :, t], both[1, :, T - 1 - t] = h1, h2
    merges = {"sum": both.sum(axis=0), "ave": both.mean(axis=0), "mul": both.prod(axis=0)}
    return merges.get(merge, np.concatenate(list(both), axis=-1))


# %% trains_from_a_table_of_merges question="q2"
# How: flip instead of reverse_time, and a table of functions for the merges.
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    seq = []
    drive = np.einsum("ntd,dk->tnk", x, kernel) + bias
    h, c = h0, c0
    for row in drive:
        z_i, z_f, z_g, z_o = np.hsplit(row + np.dot(h, recurrent_kernel), 4)
        keep, write, say = (np.exp(-np.logaddexp(0, -z)) for z in (z_f, z_i, z_o))
        c = keep * c + write * np.tanh(z_g)
        h = say * np.tanh(c)
        seq.append(h)
    return np.array(seq).transpose(1, 0, 2), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    zeros = np.zeros((x.shape[0], fwd[0].shape[1] // 4))
    first, _, _ = lstm_layer(x, zeros, zeros, *fwd)
    second, _, _ = lstm_layer(np.flip(x, axis=1), zeros, zeros, *bwd)
    second = np.flip(second, axis=1)
    table = {
        "concat": lambda: np.dstack([first, second]),
        "sum": lambda: np.add(first, second),
        "ave": lambda: np.mean([first, second], axis=0),
        "mul": lambda: np.multiply(first, second),
    }
    return table[merge]()


# %% last_from_the_sequence question="q3"
# How: the two ends of the aligned sequence.
def bilstm_last(x, fwd, bwd):
    seq = bilstm_forward(x, fwd, bwd)
    H = seq.shape[2] // 2
    return np.hstack([seq[:, -1, :H], seq[:, 0, H:]])


# %% last_from_two_sequences question="q3"
# How: both trains read, and the last card of each is kept before anything is turned back.
def bilstm_last(x, fwd, bwd):
    start = np.zeros((x.shape[0], fwd[0].shape[1] // 4))
    seqs = [
        lstm_layer(strip, start, start, *weights)[0]
        for strip, weights in ((x, fwd), (x[:, ::-1], bwd))
    ]
    return np.concatenate([seq[:, -1] for seq in seqs], axis=-1)


# %% mirror_half_by_half question="q4"
# How: each half is compared with the other half of the mirrored run.
def swap_halves(x, fwd, bwd, layer=None):
    run = layer or bilstm_forward
    here = run(x, fwd, bwd)
    there = run(np.flip(x, axis=1), bwd, fwd)
    H = here.shape[2] // 2
    ahead = np.allclose(here[:, :, :H], there[:, ::-1, H:])
    back = np.allclose(here[:, :, H:], there[:, ::-1, :H])
    return ahead and back


# %% mirror_by_rolling question="q4"
# How: the halves are exchanged by rolling the last axis; the largest difference decides.
def swap_halves(x, fwd, bwd, layer=None):
    if layer is None:
        layer = bilstm_forward
    mirrored = layer(reverse_time(x), bwd, fwd)
    mirrored = np.roll(mirrored, mirrored.shape[2] // 2, axis=2)
    return bool(np.max(np.abs(reverse_time(mirrored) - layer(x, fwd, bwd))) < 1e-8)


# %% tagger_as_a_functional_model question="q5"
# How: the functional interface instead of Sequential, and the Dense layer wrapped in
# TimeDistributed.
def build_tagger(T, D, H, both_ways=True):
    strip = keras.Input((T, D))
    layer = keras.layers.LSTM(H, return_sequences=True)
    cards = keras.layers.Bidirectional(layer)(strip) if both_ways else layer(strip)
    neuron = keras.layers.Dense(1, activation="sigmoid")
    return keras.Model(strip, keras.layers.TimeDistributed(neuron)(cards))


# %% tagger_with_a_separate_sigmoid question="q5"
# How: layers added one by one, strips of any length, the curve as a layer of its own.
def build_tagger(T, D, H, both_ways=True):
    model = keras.Sequential()
    model.add(keras.layers.InputLayer(shape=(None, D)))
    train = keras.layers.LSTM(H, return_sequences=True)
    model.add(keras.layers.Bidirectional(train, merge_mode="concat") if both_ways else train)
    model.add(keras.layers.Dense(1))
    model.add(keras.layers.Activation("sigmoid"))
    return model


# %% causal_by_worst_move question="q6"
# How: all futures are drawn first, and the largest move of any of them decides.
def is_causal(f, x, t0, rng):
    now = t0 + 1
    N, T, D = x.shape
    before = np.asarray(f(np.array(x)))[:, :now].copy()
    scale = max(1.0, float(np.max(np.abs(x))))
    futures = rng.standard_normal((40, N, T - now, D)) * scale
    futures[20:] *= 10
    worst = 0.0
    for future in futures:
        answer = np.asarray(f(np.concatenate([x[:, :now], future], axis=1)))
        worst = max(worst, float(np.abs(answer[:, :now] - before).max()))
    return worst <= 1e-6


# %% causal_with_all question="q6"
# How: a helper makes one future; all stops at the first lie.
def is_causal(f, x, t0, rng):
    past, first = x[:, : t0 + 1], f(x.copy())[:, : t0 + 1]
    top = np.max(np.abs(x)) + 1

    def honest(loud):
        later = rng.normal(0, top * loud, size=x[:, t0 + 1 :].shape)
        answer = f(np.concatenate([past, later], axis=1))
        return np.allclose(answer[:, : t0 + 1], first, rtol=0, atol=1e-7)

    return all(honest(loud) for loud in [10, 1] * 16)


# %% legal_by_table question="q7"
# How: a table with an answer for each task.
def legal_for(task):
    known = {
        "tag_words": True,
        "forecast_sales": False,
        "repair_record": True,
        "stop_machine": False,
        "subtitle_film": True,
        "next_letter": False,
    }
    return known[task]


# %% legal_unless_something_is_awaited question="q7"
# How: the tasks in which somebody waits for a step that does not exist yet.
def legal_for(task):
    return not (task.startswith(("forecast", "stop", "next")))
