# %% [markdown]
# # Misconceptions of 05_stacked
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.

# %% the_last_page_is_copied question="q1"
# Belief: the next floor needs one vector for each step, and the summary of the floor below is its
# last hidden state, so that is repeated.
# Hint: Each of your upper floors reads the same page at every step: the last one of the floor
# below. Change x at step 2 only: should what the second floor reads not change at step 2?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number, layer in enumerate(layers):
        rest = np.zeros((len(x), len(layer["recurrent_kernel"])))
        h = rest if h0 is None else h0[number]
        c = rest if c0 is None else c0[number]
        seq, h, c = lstm_layer(seq, h, c, **layer)
        states.append((h, c))
        if number < len(layers) - 1:
            seq = np.repeat(h[:, None, :], x.shape[1], axis=1)
    return seq, states


# %% all_floors_share_the_upper_weights question="q1"
# Belief: one LSTM is one set of weights; above the ground floor it is used again and again.
# Hint: Your third floor works with the weights of the second. Why does the list hold one
# dictionary for each floor, and why is the kernel of a floor as tall as the floor below is wide?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number, layer in enumerate(layers):
        weights = layers[min(number, 1)]
        H = weights["recurrent_kernel"].shape[0]
        h = np.zeros((x.shape[0], H)) if h0 is None else h0[number]
        c = np.zeros((x.shape[0], H)) if c0 is None else c0[number]
        seq, h, c = lstm_layer(seq, h, c, **weights)
        states.append((h, c))
    return seq, states


# %% one_pair_of_states_for_all_floors question="q1"
# Belief: a net has one h and one c; each floor carries on with what the floor below has left.
# Hint: Your upper floors start with the states that the floor below ended with. How many pairs
# (h, c) does the stack own?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states, pair = x, [], None
    for number, layer in enumerate(layers):
        H = layer["recurrent_kernel"].shape[0]
        rest = np.zeros((x.shape[0], H))
        h = rest if h0 is None else h0[number]
        c = rest if c0 is None else c0[number]
        if pair is not None and pair[0].shape == h.shape:
            h, c = pair
        seq, *pair = lstm_layer(seq, h, c, **layer)
        states.append(tuple(pair))
    return seq, states


# %% the_stairs_take_a_step question="q1"
# Belief: at step t a floor reads what the floor below said at step t - 1, because only
# that is finished.
# Hint: Your upper floors are one step late: they read what the floor below said before. At time
# t, which h of floor 1 does floor 2 read, the old one or the new one?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number, layer in enumerate(layers):
        H = layer["recurrent_kernel"].shape[0]
        rest = np.zeros((x.shape[0], H))
        h = rest if h0 is None else h0[number]
        c = rest if c0 is None else c0[number]
        if number:
            seq = np.concatenate([below[:, None], seq[:, :-1]], axis=1)
        below = h
        seq, h, c = lstm_layer(seq, h, c, **layer)
        states.append((h, c))
    return seq, states


# %% start_states_are_ignored question="q1"
# Belief: a sequence always starts from zeros.
# Hint: Your floors start from zeros even when h0 and c0 are given. Who would then be able to
# carry on where somebody else stopped?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for layer in layers:
        H = layer["recurrent_kernel"].shape[0]
        rest = np.zeros((x.shape[0], H))
        seq, h, c = lstm_layer(seq, rest, rest, **layer)
        states.append((h, c))
    return seq, states


# %% only_the_top_floor_leaves_its_states question="q1"
# Belief: the state of a net is the state of its last layer.
# Hint: You return the states of the top floor alone. If somebody wants to carry on, what would
# the other floors start from?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq = x
    for number, layer in enumerate(layers):
        H = layer["recurrent_kernel"].shape[0]
        rest = np.zeros((x.shape[0], H))
        h = rest if h0 is None else h0[number]
        c = rest if c0 is None else c0[number]
        seq, h, c = lstm_layer(seq, h, c, **layer)
    return seq, [(h, c)]


# %% pairs_are_c_and_h question="q1"
# Belief: the cell state is the more important of the two and comes first.
# Hint: Your pairs hold the cell state first. Which order do the docstring and Keras promise?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number, layer in enumerate(layers):
        H = layer["recurrent_kernel"].shape[0]
        rest = np.zeros((x.shape[0], H))
        h = rest if h0 is None else h0[number]
        c = rest if c0 is None else c0[number]
        seq, h, c = lstm_layer(seq, h, c, **layer)
        states.append((c, h))
    return seq, states


# %% the_roof_comes_first question="q1"
# Belief: a building is described from the roof down, so the last entry of the list reads x.
# Hint: You run the list backwards: its last floor reads x. Which floor stands at the
# front of the list?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number in reversed(range(len(layers))):
        H = layers[number]["recurrent_kernel"].shape[0]
        rest = np.zeros((x.shape[0], H))
        h = rest if h0 is None else h0[number]
        c = rest if c0 is None else c0[number]
        seq, h, c = lstm_layer(seq, h, c, **layers[number])
        states.append((h, c))
    return seq, states


# %% states_lie_upside_down question="q1"
# Belief: the newest states are put on top of the pile, so the top floor comes first.
# Hint: Your list of states begins with the top floor. In which order do the floors stand in the
# list of weights?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number, layer in enumerate(layers):
        H = layer["recurrent_kernel"].shape[0]
        rest = np.zeros((x.shape[0], H))
        h = rest if h0 is None else h0[number]
        c = rest if c0 is None else c0[number]
        seq, h, c = lstm_layer(seq, h, c, **layer)
        states.insert(0, (h, c))
    return seq, states


# %% both_starts_or_none question="q1"
# Belief: if one of h0 and c0 is missing, there are no start states.
# Hint: When only one of h0 and c0 is given, you throw it away. What should the given one start,
# and what the other one?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number, layer in enumerate(layers):
        H = layer["recurrent_kernel"].shape[0]
        h = c = np.zeros((x.shape[0], H))
        if h0 is not None and c0 is not None:
            h, c = h0[number], c0[number]
        seq, h, c = lstm_layer(seq, h, c, **layer)
        states.append((h, c))
    return seq, states


# %% upper_floors_hear_a_whisper_of_x question="q1"
# Belief: each floor should still see the event itself, so x is added to the pages where it fits.
# Hint: Your upper floors read the pages plus x. How many arrows enter a box of the
# staircase from below?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number, layer in enumerate(layers):
        H = layer["recurrent_kernel"].shape[0]
        rest = np.zeros((x.shape[0], H))
        h = rest if h0 is None else h0[number]
        c = rest if c0 is None else c0[number]
        fits = number and seq.shape == x.shape
        seq, h, c = lstm_layer(seq + x if fits else seq, h, c, **layer)
        states.append((h, c))
    return seq, states


# %% a_floor_writes_into_its_start_states question="q1"
# Belief: h[:] = saves memory, and nobody needs the old state any more.
# Hint: Your floor writes its new states into the arrays that were handed in as h0 and c0. Whose
# arrays are those?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    H = h0.shape[1]
    h, c, seq = h0, c0, np.empty((x.shape[0], x.shape[1], H))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        c[:] = sigmoid(z[:, H : 2 * H]) * c + sigmoid(z[:, :H]) * np.tanh(z[:, 2 * H : 3 * H])
        h[:] = sigmoid(z[:, 3 * H :]) * np.tanh(c)
        seq[:, t] = h
    return seq, h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number, layer in enumerate(layers):
        H = layer["recurrent_kernel"].shape[0]
        h = np.zeros((x.shape[0], H)) if h0 is None else h0[number]
        c = np.zeros((x.shape[0], H)) if c0 is None else c0[number]
        seq, h, c = lstm_layer(seq, h, c, **layer)
        states.append((h, c))
    return seq, states


# %% floors_with_blocks_i_f_o_g question="q1"
# Belief: the blocks of the weights come as i, f, o, g.
# Hint: Your floors take block 3 for the output gate and block 4 for the candidate. In which order
# do the four blocks stand in Keras, and which of them goes through tanh?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, seq = h0, c0, []
    for t in range(x.shape[1]):
        i, f, o, g = np.split(x[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        seq.append(h)
    return np.stack(seq, axis=1), h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number, layer in enumerate(layers):
        H = layer["recurrent_kernel"].shape[0]
        h = np.zeros((x.shape[0], H)) if h0 is None else h0[number]
        c = np.zeros((x.shape[0], H)) if c0 is None else c0[number]
        seq, h, c = lstm_layer(seq, h, c, **layer)
        states.append((h, c))
    return seq, states


# %% pages_piled_up_by_time question="q1"
# Belief: a list of pages becomes an array by np.array, and time is the first axis then.
# Hint: Your sequence has time on axis 0. Which axis is time in this course, and what does the
# floor above take for its examples?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, seq = h0, c0, []
    for t in range(x.shape[1]):
        i, f, g, o = np.split(x[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        seq.append(h)
    return np.array(seq), h, c


def stacked_forward(x, layers, h0=None, c0=None):
    seq, states = x, []
    for number, layer in enumerate(layers):
        H = layer["recurrent_kernel"].shape[0]
        h = np.zeros((x.shape[0], H)) if h0 is None else h0[number]
        c = np.zeros((x.shape[0], H)) if c0 is None else c0[number]
        seq, h, c = lstm_layer(seq, h, c, **layer)
        states.append((h, c))
    return seq, states


# %% return_sequences_missing question="q2"
# Belief: an LSTM gives its output to the next LSTM; that is what stacking means, so no
# flag is needed.
# Hint: In your stack a floor hands only its last page to the next LSTM. Layer 2 wants 3 axes; how
# many leave layer 1?
def build_stacked(T, D, units, K):
    model = keras.Sequential([keras.Input((T, D))])
    for H in units:
        model.add(keras.layers.LSTM(H))
    model.add(keras.layers.Dense(K))
    return model


# %% last_page_repeated_by_keras question="q2"
# Belief: the error about 3 axes is cured by repeating the last vector T times.
# Hint: Between your floors the last page is copied for each step. Change x at step 2 only: what
# would the second floor notice at step 2?
def build_stacked(T, D, units, K):
    model = keras.Sequential([keras.Input((T, D))])
    for number, H in enumerate(units):
        if number:
            model.add(keras.layers.RepeatVector(T or 1))
        model.add(keras.layers.LSTM(H))
    model.add(keras.layers.Dense(K))
    return model


# %% the_top_floor_returns_sequences question="q2"
# Belief: all floors of a stack are alike, so all return sequences.
# Hint: Your top floor hands all its pages to the roof, so there is an answer for every step. How
# many answers does the net owe for each example?
def build_stacked(T, D, units, K):
    model = keras.Sequential([keras.Input((T, D))])
    for H in units:
        model.add(keras.layers.LSTM(H, return_sequences=True))
    model.add(keras.layers.Dense(K))
    return model


# %% only_the_ground_floor_returns_sequences question="q2"
# Belief: the first floor needs return_sequences, since it is the one that gets the sequence.
# Hint: Only your ground floor returns sequences. What does the third floor get to read then?
def build_stacked(T, D, units, K):
    model = keras.Sequential([keras.Input((T, D))])
    for number, H in enumerate(units):
        more = number == 0 and len(units) > 1
        model.add(keras.layers.LSTM(H, return_sequences=more))
    model.add(keras.layers.Dense(K))
    return model


# %% every_floor_as_wide_as_the_first question="q2"
# Belief: a stack is the same layer several times, so the first width counts.
# Hint: All your floors are as wide as the first one. What are the other entries of units for?
def build_stacked(T, D, units, K):
    model = keras.Sequential([keras.Input((T, D))])
    for number in range(len(units)):
        model.add(keras.layers.LSTM(units[0], return_sequences=number < len(units) - 1))
    model.add(keras.layers.Dense(K))
    return model


# %% built_from_the_roof_down question="q2"
# Belief: the list of widths is read from the top floor down.
# Hint: Your first floor has the last width of the list. Does the list begin at the ground or
# on the roof?
def build_stacked(T, D, units, K):
    model = keras.Sequential([keras.Input((T, D))])
    for number in range(len(units)):
        last = number == len(units) - 1
        model.add(keras.layers.LSTM(units[-1 - number], return_sequences=not last))
    model.add(keras.layers.Dense(K))
    return model


# %% a_squashed_head question="q2"
# Belief: the head is a layer as well, and layers end with tanh.
# Hint: Your head squashes its answer. Could this net ever say 3?
def build_stacked(T, D, units, K):
    model = keras.Sequential([keras.Input((T, D))])
    for number in range(len(units)):
        last = number == len(units) - 1
        model.add(keras.layers.LSTM(units[number], return_sequences=not last))
    model.add(keras.layers.Dense(K, activation="tanh"))
    return model


# %% a_dense_layer_on_every_landing question="q2"
# Belief: between two LSTMs there has to be a dense layer that translates.
# Hint: There is a dense layer between your floors. The pages are numbers already: who asked for a
# translator on the stairs?
def build_stacked(T, D, units, K):
    model = keras.Sequential([keras.Input((T, D))])
    for number, H in enumerate(units):
        last = number == len(units) - 1
        model.add(keras.layers.LSTM(H, return_sequences=not last))
        if not last:
            model.add(keras.layers.Dense(H))
    model.add(keras.layers.Dense(K))
    return model


# %% relu_on_the_floors question="q2"
# Belief: modern nets use ReLU, so the floors get it as well.
# Hint: Your LSTMs use ReLU where an LSTM has tanh. What keeps h between -1 and 1 then?
def build_stacked(T, D, units, K):
    model = keras.Sequential([keras.Input((T, D))])
    for number, H in enumerate(units):
        more = number < len(units) - 1
        model.add(keras.layers.LSTM(H, activation="relu", return_sequences=more))
    model.add(keras.layers.Dense(K))
    return model


# %% no_length_becomes_a_length question="q2"
# Belief: keras wants a number, so a missing T is replaced by a usual one.
# Hint: Where T is None you put in a length of your own. What does Keras do with None itself?
def build_stacked(T, D, units, K):
    model = keras.Sequential([keras.Input((T or 30, D))])
    for number, H in enumerate(units):
        more = number < len(units) - 1
        model.add(keras.layers.LSTM(H, return_sequences=more))
    model.add(keras.layers.Dense(K))
    return model


# %% every_floor_reads_the_input question="q3"
# Belief: each layer reads D inputs, as the first one does.
# Hint: In your count every floor reads D numbers. How many numbers does the floor below hand up?
def count_params(D, units, K):
    return sum(4 * H * (D + H + 1) for H in units) + units[-1] * K + K


# %% one_gate_only question="q3"
# Belief: an LSTM layer has a kernel, a recurrent kernel and a bias, each once.
# Hint: Your floors pay for a single gate. How many blocks stand side by side in kernel?
def count_params(D, units, K):
    below = [D, *units]
    return sum(H * (B + H + 1) for B, H in zip(below, units)) + units[-1] * K + K


# %% the_head_is_free question="q3"
# Belief: the head is not a layer of the stack and does not count.
# Hint: You forgot the roof. Has the dense head no weights?
def count_params(D, units, K):
    below = [D, *units]
    return sum(4 * H * (B + H + 1) for B, H in zip(below, units))


# %% the_head_has_no_bias question="q3"
# Belief: the head is one matrix.
# Hint: Your head has weights and no bias. How many numbers does a Dense layer add
# after its product?
def count_params(D, units, K):
    below = [D, *units]
    return sum(4 * H * (B + H + 1) for B, H in zip(below, units)) + units[-1] * K


# %% the_head_reads_all_floors question="q3"
# Belief: the answer is made from what all floors say.
# Hint: Your head reads every floor. Whose last page goes to the roof?
def count_params(D, units, K):
    below = [D, *units]
    return sum(4 * H * (B + H + 1) for B, H in zip(below, units)) + (sum(units) + 1) * K


# %% two_biases_for_each_gate question="q3"
# Belief: as in other libraries, x and h have a bias each.
# Hint: You count two biases for each gate, as PyTorch has them. How many has Keras?
def count_params(D, units, K):
    below = [D, *units]
    return sum(4 * H * (B + H + 2) for B, H in zip(below, units)) + units[-1] * K + K


# %% recurrent_weights_from_below question="q3"
# Belief: h comes from the floor below, so both kernels are as tall as that is wide.
# Hint: Your recurrent kernel is as tall as the floor below is wide. Whose h does it multiply:
# that of the floor below, or that of its own floor?
def count_params(D, units, K):
    below = [D, *units]
    return sum(4 * H * (2 * B + 1) for B, H in zip(below, units)) + units[-1] * K + K


# %% the_list_is_eaten question="q3"
# Belief: pop takes the floors from the list one by one, which is what a stack is for.
# Hint: Your function takes the widths out of the list that it was given, so the list is empty
# afterwards, and a tuple or an array has no pop at all. How else can you walk along a list?
def count_params(D, units, K):
    total = 0
    while len(units):
        H = units.pop(0)
        total += 4 * H * (D + H + 1)
        D = H
    return total + D * K + K


# %% every_layer_has_a_tap question="q4"
# Belief: all layers are intermediate, the head among them.
# Hint: You return what leaves every layer, the head included. Which layers did the question name?
def intermediate(model, x):
    heard = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.InputLayer):
            continue
        x = layer(x)
        heard.append(np.asarray(x))
    return heard


# %% every_floor_hears_the_event question="q4"
# Belief: each layer is called with the input of the model.
# Hint: You call every LSTM with x itself. Who on the second floor has ever seen the event?
def intermediate(model, x):
    lstms = [layer for layer in model.layers if isinstance(layer, keras.layers.LSTM)]
    return [np.asarray(layer(x)) for layer in lstms]


# %% what_is_not_tapped_is_skipped question="q4"
# Belief: only the LSTMs are of interest, so only they are run.
# Hint: You carry the page from LSTM to LSTM and leave out whatever stands between them. Who reads
# what the other layers make of it?
def intermediate(model, x):
    heard = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.LSTM):
            x = layer(x)
            heard.append(np.asarray(x))
    return heard


# %% weights_instead_of_pages question="q4"
# Belief: what is inside a layer are its weights.
# Hint: You return weights. They are the same whatever the net reads: what did the question
# want to hear?
def intermediate(model, x):
    lstms = [layer for layer in model.layers if isinstance(layer, keras.layers.LSTM)]
    return [layer.get_weights()[0] for layer in lstms]


# %% only_the_top_tap question="q4"
# Belief: the last LSTM says it all.
# Hint: You return what the top floor says, and nothing from below. How many LSTMs have a tap?
def intermediate(model, x):
    for layer in model.layers:
        if isinstance(layer, keras.layers.InputLayer):
            continue
        x = layer(x)
        if isinstance(layer, keras.layers.LSTM):
            heard = np.asarray(x)
    return [heard]


# %% taps_from_the_top_down question="q4"
# Belief: the newest page lies on top of the pile.
# Hint: Your list begins with the top floor. From where to where does the question count?
def intermediate(model, x):
    heard = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.InputLayer):
            continue
        x = layer(x)
        if isinstance(layer, keras.layers.LSTM):
            heard.insert(0, np.asarray(x))
    return heard


# %% the_last_team_below_the_budget question="q5"
# Belief: a budget must not be exceeded, so the last team below it is taken.
# Hint: You always take the team below the budget, even if it is far below. Which of the two
# neighbours is nearer?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if max(stacked) < min(single):
        report["verdict"] = "deeper"
    elif max(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% the_first_team_above_the_budget question="q5"
# Belief: the loop ends when the budget is reached, and what it has then is the answer.
# Hint: You always take the first team above the budget. Which of the two neighbours is nearer?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if max(stacked) < min(single):
        report["verdict"] = "deeper"
    elif max(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% all_units_on_the_ground_floor question="q5"
# Belief: the floors above need no more than one unit, the first does the work.
# Hint: All your units sit on the ground floor. What does a page look like that goes through a
# floor of one unit?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [units[0] + 1, *units[1:]]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if max(stacked) < min(single):
        report["verdict"] = "deeper"
    elif max(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% one_input_and_one_output_assumed question="q5"
# Belief: there is one input and one output, as in the mini-case.
# Hint: Your bill is always that of one input and one output. Who tells you how many there are?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(1, more, 1), count_params(1, units, 1)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if max(stacked) < min(single):
        report["verdict"] = "deeper"
    elif max(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% the_same_units_on_every_floor question="q5"
# Belief: fair means that both nets have floors of the same size.
# Hint: Both your nets have floors of the same width, so the stack has more than twice the
# weights. If it wins, was it the depth or the money?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(1, budget_params, train[0].shape[2], 1) * floors
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if max(stacked) < min(single):
        report["verdict"] = "deeper"
    elif max(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% one_seed_is_enough question="q5"
# Belief: a fixed seed makes a run repeatable, so it has to be the same in all three runs.
# Hint: Your three runs all use the same seed, so they are one run told three times. What is the
# spread of a single throw?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, 0, train, val) for _ in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if max(stacked) < min(single):
        report["verdict"] = "deeper"
    elif max(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% every_net_gets_fresh_seeds question="q5"
# Belief: six runs need six seeds.
# Hint: The stack gets other seeds than the single floor. Would you let two runners start
# on different days?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed + 3 * (floors - 1), train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if max(stacked) < min(single):
        report["verdict"] = "deeper"
    elif max(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% judged_on_what_was_learned question="q5"
# Belief: the error that counts is the one on the training data.
# Hint: Your nets are judged on the data that they have learned from. Which of the two sets have
# they never seen?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed, train, train) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if max(stacked) < min(single):
        report["verdict"] = "deeper"
    elif max(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% best_of_three question="q5"
# Belief: the best run shows what a net can do, so it stands for the net.
# Hint: You report the best of three runs. Whoever tries more often then always wins: what
# happened to the other two?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": min(errors),
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if max(stacked) < min(single):
        report["verdict"] = "deeper"
    elif max(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% deeper_is_better question="q5"
# Belief: the smaller mean wins.
# Hint: You compare two means and forget how far the errors are apart. Show the spread over the
# seeds before you say so: do the two clouds touch?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if sum(stacked) < sum(single):
        report["verdict"] = "deeper"
    elif sum(single) < sum(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% more_is_better question="q5"
# Belief: the larger number wins, as with points.
# Hint: Your verdict goes to the larger errors. Is an error something to be proud of?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if min(stacked) > max(single):
        report["verdict"] = "deeper"
    elif min(single) > max(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% one_good_run_decides question="q5"
# Belief: whoever has the best single run is ahead.
# Hint: Your verdict looks at the best run of each net only. What if the other two runs were bad?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": max(errors) - min(errors),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if min(stacked) < min(single):
        report["verdict"] = "deeper"
    elif min(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% spread_as_standard_deviation question="q5"
# Belief: spread is another word for standard deviation.
# Hint: Your spread is a standard deviation. With three runs, which question did we ask: how far
# apart are the best and the worst?
def pick_widths(floors, budget, D, K):
    units = [1] * floors
    while True:
        more = [H + (place == units.index(min(units))) for place, H in enumerate(units)]
        above, below = count_params(D, more, K), count_params(D, units, K)
        if above > budget:
            return units if budget - below <= above - budget else more
        units = more


def fair_compare(train, val, budget_params, trial):
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, train[0].shape[2], 1)
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(train[0].shape[2], units, 1),
            "errors": errors,
            "mean": sum(errors) / 3,
            "spread": float(np.std(errors)),
        }
    single, stacked = report["single"]["errors"], report["stacked"]["errors"]
    if max(stacked) < min(single):
        report["verdict"] = "deeper"
    elif max(single) < min(stacked):
        report["verdict"] = "wider"
    else:
        report["verdict"] = "cannot tell"
    return report


# %% the_forecast_stays_scaled question="q6"
# Belief: what the net says is the forecast.
# Hint: Your forecast is still in the units of the net. A net that says 0: which value of the
# series does it mean?
def forecast(model, X):
    return model.predict((X - LEVEL) / SPREAD, verbose=0)[:, 0]


# %% the_net_reads_raw_numbers question="q6"
# Belief: the net takes whatever it is given; only its answer has to be translated.
# Hint: You ask the net about raw numbers. It was trained on scaled ones: what does it
# make of a 1.2?
def forecast(model, X):
    return model.predict(X, verbose=0)[:, 0] * SPREAD + LEVEL


# %% undone_in_the_same_order question="q6"
# Belief: to undo both, they are undone in the order in which they were done.
# Hint: On the way back you add LEVEL first and multiply afterwards. Shoes and socks: which came
# on last, and which has to come off first?
def forecast(model, X):
    return (model.predict((X - LEVEL) / SPREAD, verbose=0)[:, 0] + LEVEL) * SPREAD


# %% a_column_of_forecasts question="q6"
# Belief: the net answers with one row for each window, so that is what is returned.
# Hint: You return a column, (M, 1). What becomes of a column minus a row of M values?
def forecast(model, X):
    return model.predict((X - LEVEL) / SPREAD, verbose=0) * SPREAD + LEVEL


# %% scaled_by_its_own_windows question="q6"
# Belief: numbers are scaled by their own mean and spread.
# Hint: Your scale is made from the windows of the moment, so a window is forecast in another way
# in other company. Which two numbers did the net learn with?
def forecast(model, X):
    level, spread = X.mean(), X.std()
    return model.predict((X - level) / spread, verbose=0)[:, 0] * spread + level


# %% scaled_in_place question="q6"
# Belief: -= and /= scale without a second array.
# Hint: You scale the windows where they lie, and whoever handed them over finds other numbers
# there. Whose array is X?
def forecast(model, X):
    X -= LEVEL
    X /= SPREAD
    return model.predict(X, verbose=0)[:, 0] * SPREAD + LEVEL
