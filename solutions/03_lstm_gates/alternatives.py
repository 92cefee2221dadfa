# %% [markdown]
# # Alternatives of 03_lstm_gates
#
# Each code cell is a right answer to one question, written in another way. It replaces the whole
# answer cell and must earn every point.

# %% split_with_numpy question="q1"
# How: np.split along the columns; it returns a list, which is as good as a tuple.
def split_gates(z):
    return np.split(z, 4, axis=1)


# %% split_by_reshape question="q1"
# How: the columns are seen as (4, H) and the gate axis is brought to the front.
def split_gates(z):
    i, f, g, o = z.reshape(len(z), 4, -1).swapaxes(0, 1)
    return i, f, g, o


# %% split_with_hsplit_of_copies question="q1"
# How: hsplit, and every block copied so that nobody shares memory.
def split_gates(z):
    return tuple(block.copy() for block in np.hsplit(z, 4))


# %% sigmoid_by_exponential question="q2"
# How: the textbook fraction; it overflows to the right limit, and the warning is switched off.
def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-z))


def forget_gate(x, h, K_f, U_f, b_f):
    return sigmoid(x @ K_f + h @ U_f + b_f)


# %% sigmoid_in_two_halves question="q2"
# How: the exponential never sees a positive number, so that nothing overflows.
def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def forget_gate(x, h, K_f, U_f, b_f):
    return sigmoid(b_f + np.dot(h, U_f) + np.dot(x, K_f))


# %% gate_on_stacked_inputs question="q2"
# How: x and h side by side, their weights one above the other, one product.
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def forget_gate(x, h, K_f, U_f, b_f):
    both = np.concatenate([x, h], axis=1)
    return sigmoid(both @ np.concatenate([K_f, U_f]) + b_f)


# %% gate_by_einsum question="q2"
# How: the sums are written out as index expressions.
def sigmoid(z):
    return (np.tanh(z / 2) + 1) / 2


def forget_gate(x, h, K_f, U_f, b_f):
    total = np.einsum("nd,dh->nh", x, K_f) + np.einsum("nk,kh->nh", h, U_f)
    return sigmoid(total + b_f[None, :])


# %% input_gate_from_the_forget_gate question="q3"
# How: a valve is a valve, so the function of question 2 is used again; tanh is 2 s(2z) - 1.
def input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g):
    i = forget_gate(x, h, K_i, U_i, b_i)
    g = 2 * forget_gate(x, h, 2 * K_g, 2 * U_g, 2 * b_g) - 1
    return i, g


# %% input_gate_fused question="q3"
# How: one product for both, cut afterwards; a list is returned.
def input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g):
    z = x @ np.hstack([K_i, K_g]) + h @ np.hstack([U_i, U_g]) + np.hstack([b_i, b_g])
    half = z.shape[1] // 2
    return [1 / (1 + np.exp(-z[:, :half])), np.tanh(z[:, half:])]


# %% input_gate_by_einsum question="q3"
# How: index expressions, and the tanh-based sigmoid written on the spot.
def input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g):
    def total(K, U, b):
        return np.einsum("nd,dh->nh", x, K) + np.einsum("nk,kh->nh", h, U) + b

    return 0.5 * (1 + np.tanh(total(K_i, U_i, b_i) / 2)), np.tanh(total(K_g, U_g, b_g))


# %% update_by_numpy_functions question="q4"
# How: np.add and np.multiply instead of operators, a new array for the result.
def update_cell(c, f, i, g):
    return np.add(np.multiply(f, c), np.multiply(i, g))


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = forget_gate(x, h, K_o, U_o, b_o)
    return o, np.multiply(o, np.tanh(c_new))


# %% update_on_a_copy question="q4"
# How: in-place arithmetic, but on a copy of its own.
def update_cell(c, f, i, g):
    new = c.copy()
    new *= f
    new += i * g
    return new


def output_gate(x, h, c_new, K_o, U_o, b_o):
    z = x @ K_o
    z = z + h @ U_o
    z = z + b_o
    o = 1 / (1 + np.exp(-z))
    return [o, np.tanh(c_new) * o]


# %% update_by_einsum question="q4"
# How: both products and the sum as one contraction over the two streams.
def update_cell(c, f, i, g):
    return np.einsum("knh,knh->nh", np.stack([f, i]), np.stack([c, g]))


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = 0.5 + 0.5 * np.tanh((np.hstack([x, h]) @ np.vstack([K_o, U_o]) + b_o) / 2)
    return o, o * (2 * sigmoid(2 * c_new) - 1)


# %% step_fused question="q5"
# How: all sigmoids at once over the whole of z, the candidate overwritten by tanh.
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = np.hstack([x, h]) @ np.vstack([kernel, recurrent_kernel]) + bias
    s = 0.5 * (1 + np.tanh(z / 2))
    H = h.shape[1]
    c_new = s[:, H : 2 * H] * c + s[:, :H] * np.tanh(z[:, 2 * H : 3 * H])
    return s[:, 3 * H :] * np.tanh(c_new), c_new


# %% step_from_separate_gates question="q5"
# How: the weights are cut, not z, and the functions of questions 2 to 4 do the rest.
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    K_i, K_f, K_g, K_o = np.split(kernel, 4, axis=1)
    U_i, U_f, U_g, U_o = np.split(recurrent_kernel, 4, axis=1)
    b_i, b_f, b_g, b_o = np.split(bias, 4)
    f = forget_gate(x, h, K_f, U_f, b_f)
    i, g = input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g)
    c_new = update_cell(c, f, i, g)
    _, h_new = output_gate(x, h, c_new, K_o, U_o, b_o)
    return h_new, c_new


# %% step_by_einsum question="q5"
# How: weights seen as (D, 4, H), so that the gate is an axis of its own.
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    D, H = x.shape[1], h.shape[1]
    z = np.einsum("nd,dkh->knh", x, kernel.reshape(D, 4, H))
    z = z + np.einsum("nj,jkh->knh", h, recurrent_kernel.reshape(H, 4, H))
    i, f, g, o = z + bias.reshape(4, 1, H)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_in_place_on_own_arrays question="q5"
# How: squashes inside its own z and returns a list; a stable sigmoid by halves.
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    def squash(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + small), small / (1 + small))

    z = x @ kernel
    z += h @ recurrent_kernel
    z += bias
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = squash(f) * c
    c_new += squash(i) * np.tanh(g)
    return [squash(o) * np.tanh(c_new), c_new]


# %% forward_stacks_a_list question="q6"
# How: outputs collected in a list and stacked on the time axis.
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t, :], h, c, kernel, recurrent_kernel, bias)
        outputs.append(h)
    return np.stack(outputs, axis=1), outputs[-1], c


# %% forward_projects_first question="q6"
# How: x meets the kernel for all steps at once; only the recurrent part stays in the loop.
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    projected = x @ kernel + bias
    H = h0.shape[1]
    h, c = h0, c0
    seq = np.zeros((len(x), x.shape[1], H), dtype=projected.dtype)
    for t in range(x.shape[1]):
        z = projected[:, t] + h @ recurrent_kernel
        s = 1 / (1 + np.exp(-z))
        c = s[:, H : 2 * H] * c + s[:, :H] * np.tanh(z[:, 2 * H : 3 * H])
        h = s[:, 3 * H :] * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


# %% forward_time_major_inside question="q6"
# How: time is brought to the front for the loop and put back afterwards.
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    state, seq = (h0, c0), []
    for now in np.moveaxis(x, 1, 0):
        state = lstm_step(now, *state, kernel, recurrent_kernel, bias)
        seq.append(state[0])
    return np.array(seq).transpose(1, 0, 2), *state


# %% backward_by_einsum question="q7"
# How: the gate is an axis of its own, and the dense layer is undone with index expressions.
def lstm_step_backward(dh, dc, cache):
    x, h, c = (cache[name] for name in ("x", "h", "c"))
    K, U, b = (cache[name] for name in ("kernel", "recurrent_kernel", "bias"))
    N, H = h.shape
    z = (x @ K + h @ U + b).reshape(N, 4, H)
    s = 1 / (1 + np.exp(-z))
    g = np.tanh(z[:, 2])
    t = np.tanh(s[:, 1] * c + s[:, 0] * g)
    both = dc + dh * s[:, 3] * (1 - t * t)
    dz = np.stack([both * g, both * c, both * s[:, 0], dh * t], axis=1)
    slope = s * (1 - s)
    slope[:, 2] = 1 - g * g
    dz = (dz * slope).reshape(N, 4 * H)
    return {
        "dx": np.einsum("nz,dz->nd", dz, K),
        "dh": np.einsum("nz,jz->nj", dz, U),
        "dc": both * s[:, 1],
        "dkernel": np.einsum("nd,nz->dz", x, dz),
        "drecurrent_kernel": np.einsum("nj,nz->jz", h, dz),
        "dbias": np.einsum("nz->z", dz),
    }


# %% backward_gate_by_gate question="q7"
# How: four small dense layers, one for each gate, and the pieces put together at the end.
def lstm_step_backward(dh, dc, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    kernels = np.split(cache["kernel"], 4, axis=1)
    recurrents = np.split(cache["recurrent_kernel"], 4, axis=1)
    biases = np.split(cache["bias"], 4)
    sums = [x @ K + h @ U + b for K, U, b in zip(kernels, recurrents, biases)]
    i, f, o = (sigmoid(sums[k]) for k in (0, 1, 3))
    g = np.tanh(sums[2])
    cosh = np.cosh(f * c + i * g)
    through = dh * o / cosh**2 + dc
    parts = [
        through * g * (i - i * i),
        through * c * (f - f * f),
        through * i * (1 - g) * (1 + g),
        dh * np.tanh(f * c + i * g) * (o - o * o),
    ]
    return {
        "dx": sum(part @ K.T for part, K in zip(parts, kernels)),
        "dh": sum(part @ U.T for part, U in zip(parts, recurrents)),
        "dc": f * through,
        "dkernel": np.concatenate([x.T @ part for part in parts], axis=1),
        "drecurrent_kernel": np.concatenate([h.T @ part for part in parts], axis=1),
        "dbias": np.concatenate([part.sum(0) for part in parts]),
    }


# %% backward_on_stacked_inputs question="q7"
# How: x, h and a column of ones are one input, so all weight gradients come from one product.
def lstm_step_backward(dh, dc, cache):
    x, h, c = cache["x"], cache["h"], cache["c"]
    D, H = x.shape[1], h.shape[1]
    rows = np.hstack([x, h, np.ones((len(x), 1))])
    weights = np.vstack([cache["kernel"], cache["recurrent_kernel"], cache["bias"][None]])
    z_i, z_f, z_g, z_o = split_gates(rows @ weights)
    i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
    said = np.tanh(update_cell(c, f, i, g))
    dc_total = dc.copy()
    dc_total += dh * o * (1 - said**2)
    dz = np.empty((len(x), 4 * H))
    dz[:, :H] = dc_total * g * i * (1 - i)
    dz[:, H : 2 * H] = dc_total * c * f * (1 - f)
    dz[:, 2 * H : 3 * H] = dc_total * i * (1 - g**2)
    dz[:, 3 * H :] = dh * said * o * (1 - o)
    d_rows, d_weights = dz @ weights.T, rows.T @ dz
    return {
        "dx": d_rows[:, :D],
        "dh": d_rows[:, D : D + H],
        "dc": dc_total * f,
        "dkernel": d_weights[:D],
        "drecurrent_kernel": d_weights[D : D + H],
        "dbias": d_weights[-1],
    }


# %% latch_with_larger_weights question="q8"
# How: written entry by entry with weights of a thousand; the output stays half open.
def latch():
    kernel, recurrent_kernel, bias = np.zeros((2, 4)), np.zeros((1, 4)), np.zeros(4)
    kernel[1, 0], bias[0] = 1000.0, -500.0
    kernel[1, 1], bias[1] = -1000.0, 500.0
    kernel[0, 2] = 1.0
    return kernel, recurrent_kernel, bias


# %% latch_with_uneven_valves question="q8"
# How: different margins for the two valves, the output shut, integers as float32.
def latch():
    kernel = np.array([[0, 0, 1, 0], [60, -80, 0, 0]], dtype=np.float32)
    return [kernel, np.zeros((1, 4), np.float32), np.array([-25, 40, 0, -30], np.float32)]


# %% latch_that_speaks_at_the_mark question="q8"
# How: the output gate opens at a mark only, so that h is a short cry and c the memory.
def latch():
    i, f, g, o = [0.0, 40.0, -20.0], [0.0, -40.0, 20.0], [1.0, 0.0, 0.0], [0.0, 40.0, -20.0]
    table = np.array([i, f, g, o]).T
    return table[:2], np.zeros((1, 4)), table[2]
