# %% [markdown]
# # Alternatives of encoder_decoder
#
# Each code cell is a right answer to one question, written in another way.

# %% switches_one_by_one question="q1"
# How: a table of zeros, filled switch by switch; the way back by stripping.
def encode_text(s, vocab, T):
    if len(s) > T:
        raise ValueError(f"{s!r} has more than {T} symbols")
    grid = np.zeros((T, len(vocab)), np.float32)
    for place, symbol in enumerate(s.ljust(T, vocab[0])):
        grid[place, vocab.index(symbol)] = 1
    return grid


def decode_ids(ids, vocab):
    return "".join([vocab[int(number)] for number in ids]).rstrip(vocab[0])


# %% compared_with_the_vocabulary question="q1"
# How: a column of symbols is compared with a row of them; unknown ones are looked for first.
def encode_text(s, vocab, T):
    if len(s) > T or set(s) - set(vocab):
        raise ValueError("this does not fit")
    text = np.array(list(s) + [vocab[0]] * (T - len(s)))
    return (text[:, None] == np.array(list(vocab))).astype(np.float32)


def decode_ids(ids, vocab):
    text = ""
    for number in ids:
        if number:
            text += vocab[number]
    return text


# %% padded_and_cut question="q2"
# How: NumPy pads a column in front, and the last one is cut off.
def shift_right(y, start):
    return np.pad(y, ((0, 0), (1, 0)), constant_values=start)[:, :-1]


# %% filled_on_a_copy question="q2"
# How: an array of the same kind, filled in two goes.
def shift_right(y, start):
    told = np.empty_like(y)
    told[:, 0] = start
    told[:, 1:] = y[:, :-1]
    return told


# %% rolled_and_mended question="q2"
# How: rolled around, and what comes in at the front is overwritten.
def shift_right(y, start):
    told = np.roll(y, 1, axis=-1)
    told[..., 0] = start
    return told


# %% blocks_by_index question="q3"
# How: the four blocks by slices, the sigmoid as a quotient, time first.
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    H = h.shape[1]
    z = bias + np.matmul(x, kernel) + np.matmul(h, recurrent_kernel)
    i, f, o = sigmoid(z[:, :H]), sigmoid(z[:, H : 2 * H]), sigmoid(z[:, 3 * H :])
    new = i * np.tanh(z[:, 2 * H : 3 * H]) + f * c
    return np.tanh(new) * o, new


def encoder(x, params):
    kernel, recurrent_kernel, bias = params["encoder"]
    h = np.zeros((x.shape[0], recurrent_kernel.shape[0]))
    c = np.zeros_like(h)
    for symbol in np.swapaxes(x, 0, 1):
        h, c = lstm_step(symbol, h, c, kernel, recurrent_kernel, bias)
    return h, c


def decoder_step(y_prev, h, c, params):
    kernel, recurrent_kernel, bias = params["decoder"]
    new_h, new_c = lstm_step(y_prev, h, c, kernel, recurrent_kernel, bias)
    W, b = params["readout"]
    return b + new_h.dot(W), new_h, new_c


# %% one_stacked_product question="q3"
# How: input and state side by side, one product with the weights on top of each other.
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    both = np.concatenate([x, h], axis=1)
    z = both @ np.concatenate([kernel, recurrent_kernel]) + bias
    i, f, g, o = z.reshape(len(z), 4, -1).transpose(1, 0, 2)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def encoder(x, params):
    H = params["encoder"][2].size // 4
    state = (np.zeros((len(x), H)), np.zeros((len(x), H)))
    for t in range(x.shape[1]):
        state = lstm_step(x[:, t, :], *state, *params["encoder"])
    return state


def decoder_step(y_prev, h, c, params):
    state = lstm_step(y_prev, h, c, *params["decoder"])
    return (np.einsum("nh,hv->nv", state[0], params["readout"][0]) + params["readout"][1], *state)


# %% one_sum_after_the_other question="q4"
# How: every sum by itself, and it stops as soon as it may.
def greedy_decode(x, params, start, stop, max_len):
    answers = []
    for n in range(len(x)):
        h, c = encoder(x[n : n + 1], params)
        words, told = [], start
        while len(words) < max_len:
            switches = np.zeros((1, params["readout"][1].size))
            switches[0, told] = 1.0
            logits, h, c = decoder_step(switches, h, c, params)
            told = int(np.argmax(logits[0]))
            if told == stop:
                break
            words.append(told)
        answers.append(words)
    return answers


# %% whoever_has_finished_is_skipped question="q4"
# How: all side by side; a flag for each says who has finished.
def greedy_decode(x, params, start, stop, max_len):
    h, c = encoder(x, params)
    V = params["readout"][0].shape[1]
    answers = [[] for _ in range(len(x))]
    done, told = [False] * len(x), [start] * len(x)
    for _ in range(max_len):
        logits, h, c = decoder_step(np.identity(V)[told], h, c, params)
        told = np.argmax(logits, axis=1).tolist()
        for n, number in enumerate(told):
            done[n] = done[n] or number == stop
            if not done[n]:
                answers[n].append(number)
        if all(done):
            break
    return answers


# %% place_by_place question="q5"
# How: a loop over the real places.
def masked_xent(logits, y, mask):
    prices = [
        np.logaddexp.reduce(logits[place]) - logits[place][y[place]]
        for place in zip(*np.nonzero(mask))
    ]
    return float(np.mean(prices)) if prices else 0.0


# %% real_places_first question="q5"
# How: real places are picked before anything is computed.
def masked_xent(logits, y, mask):
    if not np.any(mask):
        return 0.0
    real, goals = logits[mask], y[mask]
    calm = real - real.max(axis=1, keepdims=True)
    log_p = calm - np.log(np.sum(np.exp(calm), axis=1, keepdims=True))
    return float(-np.average(log_p[np.arange(len(goals)), goals]))


# %% three_models question="q6"
# How: the doors are Keras models, wrapped into functions.
def build_seq2seq(V, H):
    encoder_layer = keras.layers.LSTM(H, return_state=True, name="encoder")
    decoder_layer = keras.layers.LSTM(H, return_state=True, return_sequences=True, name="decoder")
    dense = keras.layers.Dense(V, name="readout")
    question, whisper = keras.Input(shape=(None, V)), keras.Input(shape=(None, V))
    _, h, c = encoder_layer(question)
    states, _, _ = decoder_layer(whisper, initial_state=[h, c])
    train_model = keras.Model([question, whisper], dense(states))
    reader = keras.Model(question, [h, c])
    told, old_h, old_c = keras.Input((1, V)), keras.Input((H,)), keras.Input((H,))
    seq, new_h, new_c = decoder_layer(told, initial_state=[old_h, old_c])
    speaker = keras.Model([told, old_h, old_c], [dense(seq), new_h, new_c])

    def encode_fn(x):
        return tuple(np.asarray(state) for state in reader(np.asarray(x)))

    def step_fn(y_prev, h, c):
        logits, h, c = speaker([np.asarray(y_prev)[:, None, :], h, c])
        return np.asarray(logits)[:, 0], np.asarray(h), np.asarray(c)

    return train_model, encode_fn, step_fn


def weights_of(train_model):
    return {
        layer.name: [np.array(weight, dtype=float) for weight in layer.get_weights()]
        for layer in train_model.layers
        if layer.name in ("encoder", "decoder", "readout")
    }


# %% through_the_cell question="q6"
# How: single steps go through the cell of the decoder layer.
def build_seq2seq(V, H):
    ear = keras.layers.LSTM(H, return_sequences=True, return_state=True, name="encoder")
    mouth = keras.layers.LSTM(H, return_sequences=True, name="decoder")
    readout = keras.layers.Dense(V, name="readout")
    asked, told = keras.Input((None, V)), keras.Input((None, V))
    _, h, c = ear(asked)
    train_model = keras.Model([asked, told], readout(mouth(told, initial_state=[h, c])))

    def encode_fn(x):
        _, h, c = ear(keras.ops.convert_to_tensor(x, "float32"))
        return np.array(h), np.array(c)

    def step_fn(y_prev, h, c):
        y_prev, h, c = (keras.ops.convert_to_tensor(a, "float32") for a in (y_prev, h, c))
        _, (h, c) = mouth.cell(y_prev, [h, c])
        return np.array(readout(h)), np.array(h), np.array(c)

    return train_model, encode_fn, step_fn


def weights_of(train_model):
    return {
        layer.name: [np.array(weight, dtype=float) for weight in layer.get_weights()]
        for layer in train_model.layers
        if layer.name in ("encoder", "decoder", "readout")
    }


# %% keys_of_pairs question="q7"
# How: the smaller times a large number plus the larger names a pair; the mark by a mean.
def split_pairs(pairs, share, rng):
    names = pairs.min(axis=1) * (pairs.max() + 1) + pairs.max(axis=1)
    kinds = np.unique(names)
    asked = rng.choice(kinds, size=int(round(share * len(kinds))), replace=False)
    exam = np.isin(names, asked)
    return pairs[~exam], pairs[exam]


def exact_match(pred, true):
    return float(np.mean([tuple(a) == tuple(b) for a, b in zip(pred, true)]))


# %% sets_of_pairs question="q7"
# How: sorted tuples in a set, and a count.
def split_pairs(pairs, share, rng):
    kinds = sorted({tuple(sorted(row)) for row in pairs.tolist()})
    rng.shuffle(kinds)
    asked = {tuple(kind) for kind in kinds[: round(share * len(kinds))]}
    exam = np.array([tuple(sorted(row)) in asked for row in pairs.tolist()], dtype=bool)
    return pairs[~exam], pairs[exam]


def exact_match(pred, true):
    count = 0
    for mine, theirs in zip(pred, true):
        same_length = len(mine) == len(theirs)
        if same_length and all(a == b for a, b in zip(mine, theirs)):
            count += 1
    return count / len(true)
