# %% [markdown]
# # Alternatives of 02_rnn
#
# Right answers written differently. Each replaces the whole answer cell of its question and must earn
# every point.

# %% step_on_stacked_inputs question="q1"
# How: x and h side by side are one input, K above U one matrix.
def rnn_step(x, h, K, U, b):
    both = np.hstack([x, h])
    return np.tanh(both @ np.vstack([K, U]) + b)


# %% step_piece_by_piece question="q1"
# How: adds up in place in an array of its own, and squashes by the exponential function.
def rnn_step(x, h, K, U, b):
    total = np.dot(x, K)
    total += np.dot(h, U)
    total += b
    grown, shrunk = np.exp(total), np.exp(-total)
    return (grown - shrunk) / (grown + shrunk)


# %% step_by_tensordot question="q1"
# How: contractions, and the bias as a row.
def rnn_step(x, h, K, U, b):
    return np.tanh(b.reshape(1, -1) + np.tensordot(h, U, axes=1) + np.tensordot(x, K, axes=1))


# %% forward_stacks_a_list question="q2"
# How: states collected in a list and stacked on the time axis.
def rnn_forward(x, h0, K, U, b):
    states = [h0]
    for t in range(x.shape[1]):
        states.append(rnn_step(x[:, t, :], states[-1], K, U, b))
    return np.stack(states[1:], axis=1)


# %% forward_projects_first question="q2"
# How: x meets K for all steps at once; only the recurrent part stays in the loop.
def rnn_forward(x, h0, K, U, b):
    projected = x @ K + b
    seq, h = np.zeros_like(projected), h0
    for t in range(x.shape[1]):
        h = np.tanh(projected[:, t] + h @ U)
        seq[:, t] = h
    return seq


# %% forward_time_major_inside question="q2"
# How: time is brought to the front for the loop and put back afterwards.
def rnn_forward(x, h0, K, U, b):
    h, seq = h0, []
    for now in np.moveaxis(x, 1, 0):
        h = rnn_step(now, h, K, U, b)
        seq.append(h)
    return np.array(seq).transpose(1, 0, 2)


# %% backward_by_cosh question="q3"
# How: the slope of tanh is one over cosh squared; sums over the batch by einsum; a list.
def rnn_step_backward(dh, cache):
    x, h, K, U, b = (cache[n] for n in ("x", "h", "K", "U", "b"))
    dz = dh / np.cosh(x @ K + h @ U + b) ** 2
    return [
        np.einsum("nh,dh->nd", dz, K),
        np.einsum("nh,jh->nj", dz, U),
        np.einsum("nd,nh->dh", x, dz),
        np.einsum("nj,nh->jh", h, dz),
        np.einsum("nh->h", dz),
    ]


# %% backward_on_stacked_inputs question="q3"
# How: x, h and a column of ones are one input, so all weight gradients come from one product.
def rnn_step_backward(dh, cache):
    x, h = cache["x"], cache["h"]
    D, H = x.shape[1], h.shape[1]
    rows = np.hstack([x, h, np.ones((len(x), 1))])
    weights = np.vstack([cache["K"], cache["U"], cache["b"][None]])
    said = np.tanh(rows @ weights)
    dz = dh * (1 - said) * (1 + said)
    d_rows, d_weights = dz @ weights.T, rows.T @ dz
    return d_rows[:, :D], d_rows[:, D : D + H], d_weights[:D], d_weights[D : D + H], d_weights[-1]


# %% through_time_with_kept_states question="q4"
# How: no step functions at all; slopes from kept states, weight gradients from the whole dz at once.
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    N, T, D = x.shape
    before, h = np.zeros((N, T, len(b))), h0
    dz = np.zeros((N, T, len(b)))
    for t in range(T):
        before[:, t] = h
        h = np.tanh(x[:, t] @ K + h @ U + b)
        dz[:, t] = 1 - h * h
    arriving = 0.0
    for t in range(T - 1, -1, -1):
        dz[:, t] *= dh_all[:, t] + arriving
        arriving = dz[:, t] @ U.T
    return {
        "dx": dz @ K.T,
        "dh0": arriving,
        "dK": np.einsum("ntd,nth->dh", x, dz),
        "dU": np.einsum("ntj,nth->jh", before, dz),
        "db": dz.sum(axis=(0, 1)),
    }


# %% through_time_with_a_stack question="q4"
# How: the five inputs of each step are kept on a stack, which is emptied on the way back.
def rnn_backward(dh_all, cache):
    K, U, b, h = cache["K"], cache["U"], cache["b"], cache["h0"]
    stack, backwards = [], []
    for now in np.moveaxis(cache["x"], 1, 0):
        stack.append({"x": now, "h": h, "K": K, "U": U, "b": b})
        h = rnn_step(now, h, K, U, b)
    total, carried = {"dK": 0 * K, "dU": 0 * U, "db": 0 * b}, 0 * h
    for t in range(len(stack) - 1, -1, -1):
        dx, carried, *shares = rnn_step_backward(carried + dh_all[:, t], stack.pop())
        backwards.append(dx)
        for name, share in zip(total, shares):
            total[name] = total[name] + share
    return {**total, "dh0": carried, "dx": np.stack(backwards[::-1], axis=1)}


# %% through_time_by_recursion question="q4"
# How: a sequence is its first step and the rest; the rest is taken back first.
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    first = {"x": x[:, 0], "h": h0, "K": K, "U": U, "b": b}
    if x.shape[1] == 1:
        dx, dh0, dK, dU, db = rnn_step_backward(dh_all[:, 0], first)
        return {"dx": dx[:, None], "dh0": dh0, "dK": dK, "dU": dU, "db": db}
    later = {"x": x[:, 1:], "h0": rnn_step(x[:, 0], h0, K, U, b), "K": K, "U": U, "b": b}
    rest = rnn_backward(dh_all[:, 1:], later)
    dx, dh0, dK, dU, db = rnn_step_backward(dh_all[:, 0] + rest["dh0"], first)
    return {
        "dx": np.concatenate([dx[:, None], rest["dx"]], axis=1),
        "dh0": dh0,
        "dK": dK + rest["dK"],
        "dU": dU + rest["dU"],
        "db": db + rest["db"],
    }


# %% count_by_sizes question="q5"
# How: makes the three arrays and counts their entries.
def param_count(D, H):
    return sum(np.zeros(shape).size for shape in ((D, H), (H, H), (H,)))


# %% count_by_units question="q5"
# How: each unit has one weight for each input, one for each unit, and a bias.
def param_count(D, H):
    return sum(D + H + 1 for unit in range(H))


# %% echo_from_right_to_left question="q6"
# How: the row stands the other way round: the last unit hears the input, the first is read out.
def delay_line(k):
    ones = np.ones(k)
    K, readout = np.zeros((1, k + 1)), np.zeros((k + 1, 1))
    K[0, -1] = readout[0, 0] = 1
    return {"K": K, "U": np.diag(ones, -1), "b": np.zeros(k + 1), "readout": readout}


# %% echo_that_whispers question="q6"
# How: everything is said at a quarter of its size and read out four times as loud; two spare units.
def delay_line(k):
    H = k + 3
    K, U, readout = np.zeros((1, H)), np.zeros((H, H)), np.zeros((H, 1))
    K[0, 0], readout[k, 0] = 0.25, 4.0
    for left in range(H - 1):
        U[left, left + 1] = 1.0
    return {"K": K, "U": U, "b": np.zeros(H), "readout": readout}


# %% echo_in_a_shuffled_row question="q6"
# How: the children stand anywhere; each still knows whom to listen to.
def delay_line(k):
    seats = np.random.default_rng(k).permutation(k + 1)
    U = np.zeros((k + 1, k + 1))
    U[seats[:-1], seats[1:]] = 1.0
    hears = np.arange(k + 1) == seats[0]
    said = np.arange(k + 1) == seats[-1]
    return {
        "K": hears[None, :].astype(float),
        "U": U,
        "b": np.zeros(k + 1),
        "readout": said[:, None].astype(float),
    }


# %% keras_functional question="q7"
# How: the functional way of building a model.
def keras_rnn(T, D, H, return_sequences):
    inputs = keras.Input(shape=(T, D))
    outputs = keras.layers.SimpleRNN(units=H, return_sequences=return_sequences)(inputs)
    return keras.Model(inputs, outputs)


# %% keras_from_a_cell question="q7"
# How: the general layer around a cell.
def keras_rnn(T, D, H, return_sequences):
    model = keras.Sequential()
    model.add(keras.layers.Input(shape=(T, D)))
    cell = keras.layers.SimpleRNNCell(H, activation="tanh")
    model.add(keras.layers.RNN(cell, return_sequences=return_sequences))
    return model
