# %% [markdown]
# # Alternatives of 07_cnn_lstm
#
# Each code cell is a right answer to one question, written in another way. It replaces the whole
# answer cell and must earn every point.


# %% one_tap_at_a_time question="q1"
# How: for every weight of the ruler, a strided slice of the series; no windows at all.
def pad_time(x, k, stride, padding):
    left, right = 0, 0
    if padding == "causal":
        left = k - 1
    if padding == "same":
        T = x.shape[1]
        short = k - stride if T % stride == 0 else k - T % stride
        left, right = max(short, 0) // 2, (max(short, 0) + 1) // 2
    zeros = np.zeros((x.shape[0], 1, x.shape[2]))
    return np.concatenate([zeros.repeat(left, 1), x, zeros.repeat(right, 1)], axis=1)


def conv1d(x, w, b, stride=1, padding="valid"):
    x = pad_time(x, len(w), stride, padding)
    places = (x.shape[1] - len(w)) // stride + 1
    out = np.zeros((len(x), places, len(b))) + b
    for j, weights in enumerate(w):
        out += x[:, j : j + (places - 1) * stride + 1 : stride] @ weights
    return out


# %% all_windows_at_once question="q1"
# How: a view of all windows, one einsum.
def pad_time(x, k, stride, padding):
    T = x.shape[1]
    left = right = 0
    if padding == "causal":
        left = k - 1
    elif padding == "same":
        places = int(np.ceil(T / stride))
        missing = max(0, k + stride * (places - 1) - T)
        left, right = missing // 2, missing - missing // 2
    out = np.zeros((x.shape[0], left + T + right, x.shape[2]))
    out[:, left : left + T] = x
    return out


def conv1d(x, w, b, stride=1, padding="valid"):
    windows = np.lib.stride_tricks.sliding_window_view(
        pad_time(x, w.shape[0], stride, padding), w.shape[0], axis=1
    )
    return np.einsum("ntdk,kdf->ntf", windows[:, ::stride], w) + b


# %% one_big_matrix question="q1"
# How: the windows laid out as rows of one matrix; one product.
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k, D, F = w.shape
    x = pad_time(x, k, stride, padding)
    starts = np.arange(0, x.shape[1] - k + 1, stride)
    rows = x[:, starts[:, None] + np.arange(k)]
    return rows.reshape(len(x), len(starts), k * D) @ w.reshape(k * D, F) + b


# %% length_of_a_range question="q2"
# How: Python counts the places.
def out_len(T, k, stride, padding, pool):
    reach = T - k + 1 if padding == "valid" else T
    return len(range(0, reach, stride)) // pool


# %% length_with_ceil question="q2"
# How: math.ceil for both kinds of padding.
import math


def out_len(T, k, stride, padding, pool):
    free = T - k + 1 if padding == "valid" else T
    return math.ceil(free / stride) // pool


# %% pool_step_by_step question="q3"
# How: a loop over the groups.
def max_pool1d(x, size):
    groups = range(x.shape[1] // size)
    return np.stack([np.max(x[:, g * size : (g + 1) * size], axis=1) for g in groups], axis=1)


# %% pool_by_strided_slices question="q3"
# How: the running largest of `size` strided slices.
def max_pool1d(x, size):
    end = x.shape[1] // size * size
    best = x[:, 0:end:size].copy()
    for j in range(1, size):
        best = np.maximum(best, x[:, j:end:size])
    return best


# %% pool_by_reduceat question="q3"
# How: np.maximum.reduceat at the beginnings of the groups.
def max_pool1d(x, size):
    groups = x.shape[1] // size
    return np.maximum.reduceat(x[:, : groups * size], np.arange(groups) * size, axis=1)


# %% pool_first_and_silence_after question="q4"
# How: the largest first, then zero below zero: the two may change places.
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, units, seq = h0, c0, h0.shape[1], []
    for step in np.moveaxis(x, 1, 0):
        z = step @ kernel + h @ recurrent_kernel + bias
        valve = 1 / (1 + np.exp(-z))
        c = valve[:, units : 2 * units] * c + valve[:, :units] * np.tanh(
            z[:, 2 * units : 3 * units]
        )
        h = valve[:, 3 * units :] * np.tanh(c)
        seq.append(h)
    return np.stack(seq, axis=1), h, c


def cnn_lstm_forward(x, conv, lstm, pool):
    said = conv1d(x, conv["w"], conv["b"], stride=conv["stride"], padding=conv["padding"])
    shorter = np.clip(max_pool1d(said, pool), 0, None)
    zeros = np.zeros((len(x), lstm["recurrent_kernel"].shape[0]))
    seq, _, _ = lstm_layer(
        shorter, zeros, zeros, lstm["kernel"], lstm["recurrent_kernel"], lstm["bias"]
    )
    return seq[:, -1]


def commentator(x, conv, lstm):
    k = conv["w"].shape[0]
    waiting = np.concatenate([np.zeros((len(x), k - 1, x.shape[2])), x], axis=1)
    said = conv1d(waiting, conv["w"], conv["b"])
    zeros = np.zeros((len(x), lstm["recurrent_kernel"].shape[0]))
    return lstm_layer(said * (said > 0), zeros, zeros, **lstm)[0]


# %% lstm_with_four_products question="q4"
# How: the gates one by one, and states that broadcast.
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    K, U, b = (np.split(weights, 4, axis=-1) for weights in (kernel, recurrent_kernel, bias))
    N, T, _ = x.shape
    seq = np.zeros((N, T, h0.shape[1]))
    h, c = h0.copy(), c0.copy()
    for t in range(T):
        sums = [x[:, t] @ K[n] + h @ U[n] + b[n] for n in range(4)]
        i, f, o = (np.exp(-np.logaddexp(0, -sums[n])) for n in (0, 1, 3))
        c = f * c + i * np.tanh(sums[2])
        h = o * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def cnn_lstm_forward(x, conv, lstm, pool):
    features = conv1d(x, **conv)
    features[features < 0] = 0
    H = len(lstm["bias"]) // 4
    states = np.zeros((2, len(x), H))
    return lstm_layer(max_pool1d(features, pool), states[0], states[1], **lstm)[1]


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% pieces_by_split question="q5"
# How: np.split complains by itself; the pieces are stacked behind the recordings.
def to_subsequences(x, n_seq):
    return np.stack(np.split(x, n_seq, axis=1), axis=1)


# %% pieces_with_words question="q5"
# How: a sentence for who has to read the error, and a copy.
def to_subsequences(x, n_seq):
    if x.shape[1] % n_seq != 0:
        raise ValueError(f"{x.shape[1]} steps cannot be cut into {n_seq} equal pieces")
    long = x.shape[1] // n_seq
    return np.array([[row[p * long : (p + 1) * long] for p in range(n_seq)] for row in x])


# %% built_functionally question="q6"
# How: the functional way, with averages instead of the largest, rulers of 16, and two directions.
import keras
from keras import layers


def build_cnn_lstm(T, D, K):
    sound = keras.Input((T, D))
    features = layers.Conv1D(8, 16, activation="relu")(sound)
    shorter = layers.AveragePooling1D(8)(features)
    state = layers.Bidirectional(layers.LSTM(6))(shorter)
    return keras.Model(sound, layers.Dense(K, activation="sigmoid")(state))


# %% built_in_pieces question="q6"
# How: pieces of 16 steps, a small CNN of its own in TimeDistributed, the LSTM going from piece to piece.
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    listener = keras.Sequential(
        [
            layers.Conv1D(8, 12, padding="same", activation="relu"),
            layers.GlobalMaxPooling1D(),
        ]
    )
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.Reshape((T // 16, 16, D)),
            layers.TimeDistributed(listener),
            layers.LSTM(8),
            layers.Dense(K, activation="sigmoid"),
        ]
    )


# %% probe_in_a_loop question="q7"
# How: one recording after the other; labels compared as booleans.
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    rng = np.random.default_rng(seed)
    mixed = np.empty_like(x)
    for row in range(len(x)):
        pieces = to_subsequences(x[row : row + 1], n_seq)[0]
        mixed[row] = np.concatenate(list(pieces[rng.permutation(n_seq)]), axis=0)
    before = (model.predict(x, verbose=0).ravel() > 0.5).astype(int)
    after = (model.predict(mixed, verbose=0).ravel() > 0.5).astype(int)
    return np.mean(before == y), np.mean(after == y)


# %% probe_in_one_call question="q7"
# How: both versions in one batch, orders by sorting random numbers.
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    N = len(x)
    order = np.random.default_rng(seed).uniform(size=(N, n_seq)).argsort(axis=1)
    pieces = to_subsequences(x, n_seq)[np.arange(N)[:, None], order]
    both = np.concatenate([x, pieces.reshape(x.shape)])
    wrong = np.abs(np.round(model.predict(both, verbose=0)[:, 0]) - np.tile(y, 2))
    return 1 - wrong[:N].mean(), 1 - wrong[N:].mean()
