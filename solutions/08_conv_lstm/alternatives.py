# %% [markdown]
# # Alternatives of 08_conv_lstm
#
# Each code cell is a right answer to one question, written differently, and must earn full points.

# %% stencil_by_windows question="q1"
# How: all windows at once as a view, and one index expression for the sums.
def conv2d_same(x, w, b=None):
    k = w.shape[0]
    padded = np.pad(x, [(0, 0), (k // 2,) * 2, (k // 2,) * 2, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(1, 2))
    out = np.einsum("nrcquv,uvqp->nrcp", windows, w)
    return out if b is None else out + b


# %% stencil_place_by_place question="q1"
# How: a loop over places, and one tensor product at each.
def conv2d_same(x, w, b=None):
    N, R, C, _ = x.shape
    k = len(w)
    framed = np.zeros((N, R + k - 1, C + k - 1, x.shape[3]))
    framed[:, k // 2 : k // 2 + R, k // 2 : k // 2 + C] = x
    out = np.empty((N, R, C, w.shape[3]))
    for row in range(R):
        for column in range(C):
            patch = framed[:, row : row + k, column : column + k]
            out[:, row, column] = np.tensordot(patch, w, axes=3)
    if b is not None:
        out += b
    return out


# %% stencil_as_one_dense_layer question="q1"
# How: the moved pictures side by side as channels, and a single matrix.
def conv2d_same(x, w, b=None):
    k, _, inputs, outputs = w.shape
    rows, columns = x.shape[1], x.shape[2]
    wide = np.pad(x, ((0, 0), (k // 2, k // 2), (k // 2, k // 2), (0, 0)))
    moved = [wide[:, u:, v:][:, :rows, :columns] for u in range(k) for v in range(k)]
    out = np.concatenate(moved, axis=-1) @ w.reshape(k * k * inputs, outputs)
    return out + (0 if b is None else b)


# %% step_on_stacked_maps question="q2"
# How: frame and hidden state are one input, their stencils one stencil.
def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    both = np.concatenate([x, h], axis=3)
    stencils = np.concatenate([kernel, recurrent_kernel], axis=2)
    z = conv2d_same(both, stencils, bias)
    gates = z.reshape(*z.shape[:3], 4, -1)
    i, f, g, o = (gates[:, :, :, gate] for gate in range(4))
    c = c * sigmoid(f) + np.tanh(g) * sigmoid(i)
    return np.tanh(c) * sigmoid(o), c


# %% step_gate_by_gate question="q2"
# How: four pairs of convolutions, one for each gate.
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    F = h.shape[3]

    def total(gate):
        part = slice(gate * F, (gate + 1) * F)
        return conv2d_same(x, kernel[..., part], bias[part]) + conv2d_same(
            h, recurrent_kernel[..., part]
        )

    kept = sigmoid(total(1)) * c
    written = sigmoid(total(0)) * np.tanh(total(2))
    memory = kept + written
    return sigmoid(total(3)) * np.tanh(memory), memory


# %% forward_into_an_array question="q3"
# How: the result is made first and filled frame by frame.
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    seq = np.empty((*x.shape[:4], h0.shape[3]))
    state = (h0, c0)
    for t in range(x.shape[1]):
        state = convlstm_step(x[:, t], *state, kernel, recurrent_kernel, bias)
        seq[:, t] = state[0]
    return seq, *state


# %% forward_with_time_in_front question="q3"
# How: time is moved to the front, walked along, and moved back.
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    states = [(h0, c0)]
    for frame in np.moveaxis(x, 1, 0):
        states.append(convlstm_step(frame, *states[-1], kernel, recurrent_kernel, bias))
    h, c = states[-1]
    return np.moveaxis(np.array([said for said, _ in states[1:]]), 0, 1), h, c


# %% films_by_a_clock question="q4"
# How: a clock runs round the way there and back, and its hand is folded into places.
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[-1]
    room = size - side
    which = rng.integers(0, len(images), n)
    start = rng.integers(0, size - side + 1, (n, 1, 2))
    up = rng.random((n, 1, 2)) < 0.5
    hand = np.where(up, start, 2 * room - start) + np.arange(T).reshape(1, T, 1)
    places = room - np.abs(hand % (2 * room) - room)
    films = np.zeros((n, T, size, size, 1), "float32")
    for number in range(n):
        for t in range(T):
            top, left = places[number, t]
            films[number, t, top : top + side, left : left + side, 0] = images[which[number]]
    return films


def next_frame_pairs(films):
    T = films.shape[1]
    return films[:, np.arange(T - 1)], films[:, np.arange(1, T)]


# %% films_by_padding question="q4"
# How: every frame is the picture with as much black around it as its place asks for.
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    generator = np.random.default_rng(seed)
    room = size - images.shape[1]

    def path():
        at, way = int(generator.integers(room + 1)), 1 if generator.random() < 0.5 else -1
        steps = []
        for _ in range(T):
            steps.append(at)
            if not 0 <= at + way <= room:
                way *= -1
            at += way
        return steps

    films = []
    for _ in range(n):
        picture = images[generator.integers(images.shape[0])]
        films.append(
            [np.pad(picture, ((r, room - r), (c, room - c))) for r, c in zip(path(), path())]
        )
    return np.asarray(films, dtype=np.float32)[..., None]


def next_frame_pairs(films):
    shown, answers = np.delete(films, -1, axis=1), np.delete(films, 0, axis=1)
    return shown, answers


# %% net_with_a_distributed_head question="q5"
# How: a functional model, a Conv2D inside of TimeDistributed, a larger stencil on top.
import keras


def build_next_frame(size, filters=8):
    film = keras.Input((None, size, size, 1))
    maps = keras.layers.ConvLSTM2D(filters, (3, 3), padding="same", return_sequences=True)(film)
    head = keras.layers.Conv2D(1, 5, padding="same", activation="sigmoid")
    return keras.Model(film, keras.layers.TimeDistributed(head)(maps))


# %% net_with_a_plain_head question="q5"
# How: a list of stations, and a head that looks at a single place: a dense layer on the channels.
import keras


def build_next_frame(size, filters=8):
    L = keras.layers
    stations = [
        L.ConvLSTM2D(filters, 5, padding="same", return_sequences=True),
        L.Dense(1),
        L.Activation("sigmoid"),
    ]
    film = frames = keras.Input((None, size, size, 1))
    for station in stations:
        frames = station(frames)
    return keras.Model(film, frames)


# %% dream_with_predict question="q6"
# How: predict instead of a call, and a list that is glued at the end.
def rollout(model, frames, steps):
    film = [np.asarray(frames)[:, t] for t in range(np.shape(frames)[1])]
    for _ in range(steps):
        film.append(model.predict(np.stack(film, axis=1), verbose=0)[:, -1])
    dreamed = np.stack(film, axis=1)[:, np.shape(frames)[1] :]
    return dreamed.astype("float32")


# %% dream_into_a_long_film question="q6"
# How: an array that is long enough from the start, shown as far as it is filled.
def rollout(model, frames, steps):
    shown = frames.shape[1]
    film = np.zeros((len(frames), shown + steps, *frames.shape[2:]), np.float32)
    film[:, :shown] = frames
    for t in range(shown, shown + steps):
        film[:, t] = np.asarray(model(film[:, :t]))[:, t - 1]
    return film[:, shown:]
