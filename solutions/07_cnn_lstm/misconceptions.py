# %% [markdown]
# # Misconceptions of 07_cnn_lstm
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell. The
# checks of that question must fail on it, and its hint is what the student is told.


# %% kernel_flipped question="q1"
# Belief: a convolution turns the kernel around before it slides; that is its definition.
# Hint: You turn the ruler around. In a neural net nobody does. With the ruler [1, 0, 0], which of
# the three inputs under it should come out?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    w = w[::-1]
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + k], w) + b for s in starts], axis=1)


# %% conv_over_features question="q1"
# Belief: the last axis is the one that things slide along.
# Hint: Your ruler moves along the channels. Time is axis 1, and a ruler covers all channels at
# once: which axis moves the ruler?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[2] - k + 1, stride)
    rows = [np.einsum("ntk,kdf->ntf", x[:, :, s : s + k], w) + b for s in starts]
    return np.concatenate(rows, axis=1)


# %% window_flattened_in_another_order question="q1"
# Belief: window and ruler may be flattened and multiplied; the order of axes is a detail.
# Hint: You flatten the piece and the ruler in different orders: with one channel nobody notices,
# with several the weights meet other people's inputs. Which index runs faster in each?
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
    windows = np.lib.stride_tricks.sliding_window_view(x, k, axis=1)[:, ::stride]
    return windows.reshape(len(x), windows.shape[1], D * k) @ w.reshape(k * D, F) + b


# %% only_the_first_channel question="q1"
# Belief: a ruler reads one series, so the first channel is taken.
# Hint: Your rulers read the first channel only. What is the second axis of w there for?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([x[:, s : s + k, 0] @ w[:, 0] + b for s in starts], axis=1)


# %% bias_once_for_every_weight question="q1"
# Belief: every product under the ruler gets the bias.
# Hint: You add the bias at every step under the ruler, k times in all. How often does it stand in
# the formula?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([sum(x[:, s + j] @ w[j] + b for j in range(k)) for s in starts], axis=1)


# %% bias_left_out question="q1"
# Belief: the bias is a detail.
# Hint: The bias never enters your output. With a ruler of zeros, what should come out?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + k], w) for s in starts], axis=1)


# %% stride_spreads_the_ruler question="q1"
# Belief: a stride of 2 means that every second input lies under the ruler.
# Hint: You spread the ruler out, so that it skips inputs under itself; that is called dilation. A
# stride moves the ruler: by how much, from one place to the next?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    reach = (k - 1) * stride + 1
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - reach + 1)
    pieces = [x[:, s : s + reach : stride] for s in starts]
    return np.stack([np.einsum("nkd,kdf->nf", p, w) + b for p in pieces], axis=1)


# %% last_place_forgotten question="q1"
# Belief: range(T - k) covers all places.
# Hint: Your ruler stops one place too early. A ruler of 3 on 8 steps: where does it begin for the
# last time?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k, stride)
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + k], w) + b for s in starts], axis=1)


# %% a_ruler_of_three question="q1"
# Belief: rulers have three weights, as in the picture.
# Hint: Your ruler is three steps long, whatever w is. Where can you read off its length?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    x = pad_time(x, 3, stride, padding)
    starts = range(0, x.shape[1] - 2, stride)
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + 3], w[:3]) + b for s in starts], axis=1)


# %% zeros_behind_for_causal question="q1"
# Belief: causal means that the zeros stand for the future, so they come at the end.
# Hint: Your causal zeros stand behind the series, so every output reads ahead. At the first step,
# what can a ruler know but the first input, and what fills its other weights?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = 0 if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + k], w) + b for s in starts], axis=1)


# %% causal_is_same question="q1"
# Belief: both keep the length, so 'causal' is another word for 'same'.
# Hint: You treat 'causal' like 'same': the length is right, and output t sees input t + 1. On which
# side do all zeros belong?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = max((T - 1) // stride * stride + k - T, 0)
    left = zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + k], w) + b for s in starts], axis=1)


# %% odd_zero_in_front question="q1"
# Belief: if the number of zeros is odd, the extra one goes in front.
# Hint: With an odd number of zeros you put one more in front. Keras puts it behind. Which rounding
# does that?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else (zeros + 1) // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + k], w) + b for s in starts], axis=1)


# %% same_without_a_look_at_the_stride question="q1"
# Belief: 'same' always needs k - 1 zeros.
# Hint: You add k - 1 zeros for 'same' whatever the stride. With larger strides the last ruler ends
# earlier: how many zeros are still needed there?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    left = k - 1 if padding == "causal" else (k - 1) // 2
    return np.pad(x, [(0, 0), (left, k - 1 - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + k], w) + b for s in starts], axis=1)


# %% the_edge_repeated question="q1"
# Belief: zeros are a lie about the series, so its first and last value are repeated.
# Hint: You repeat the first and the last value instead of adding zeros. It is a sensible thing to
# do, and not what Keras does: what should stand there?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)], mode="edge")


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + k], w) + b for s in starts], axis=1)


# %% zeros_on_the_channels question="q1"
# Belief: np.pad gets the two numbers for the last axis.
# Hint: Your zeros stand beside the channels. Which of the three pairs that np.pad takes
# belongs to time?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (0, 0), (left, zeros - left)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x, k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + k], w) + b for s in starts], axis=1)


# %% batch_centred_first question="q1"
# Belief: inputs should be centred before they are convolved, over the whole batch.
# Hint: You take something from the whole batch off every recording, so one recording changes what
# is said about another. Does the formula have a mean in it?
def pad_time(x, k, stride, padding):
    if padding == "valid":
        return x
    T = x.shape[1]
    zeros = k - 1 if padding == "causal" else max((T - 1) // stride * stride + k - T, 0)
    left = zeros if padding == "causal" else zeros // 2
    return np.pad(x, [(0, 0), (left, zeros - left), (0, 0)])


def conv1d(x, w, b, stride=1, padding="valid"):
    k = len(w)
    x = pad_time(x - x.mean(axis=0), k, stride, padding)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([np.einsum("nkd,kdf->nf", x[:, s : s + k], w) + b for s in starts], axis=1)


# %% one_place_short question="q2"
# Belief: the number of places is the number of jumps.
# Hint: You count jumps instead of places. From 0 to 16 in steps of 2: how many jumps, and how many
# places to stand on?
def out_len(T, k, stride, padding, pool):
    places = (T - k) // stride if padding == "valid" else -(-T // stride)
    return places // pool


# %% stride_ignored question="q2"
# Belief: the length depends on the ruler only.
# Hint: Your count does not change with the stride. If the ruler moves on by two, how many of the
# places are left?
def out_len(T, k, stride, padding, pool):
    places = T - k + 1 if padding == "valid" else T
    return places // pool


# %% stride_ignored_for_same question="q2"
# Belief: 'same' means that the length stays the same, whatever else is asked for.
# Hint: 'same' keeps the length with stride 1 only. With stride 2, on every second step stands a
# ruler: how many are there?
def out_len(T, k, stride, padding, pool):
    places = (T - k) // stride + 1 if padding == "valid" else T
    return places // pool


# %% same_rounded_down question="q2"
# Belief: T // stride.
# Hint: With 'same' and 'causal' you round down. The ruler stands on step 0 and then on every
# stride-th step: does the last, short stretch get a place of its own?
def out_len(T, k, stride, padding, pool):
    places = (T - k) // stride + 1 if padding == "valid" else T // stride
    return places // pool


# %% valid_rounded_up question="q2"
# Belief: a place that is begun counts.
# Hint: With 'valid' you count a last place on which the ruler hangs over. What does valid
# mean there?
def out_len(T, k, stride, padding, pool):
    places = -((k - T) // stride) + 1 if padding == "valid" else -(-T // stride)
    return places // pool


# %% causal_counted_as_valid question="q2"
# Belief: causal has no zeros behind, so the ruler loses its length.
# Hint: You count 'causal' like 'valid'. Its k - 1 zeros in front make up for the length of the
# ruler: how many places are there then?
def out_len(T, k, stride, padding, pool):
    places = (T + stride - 1) // stride if padding == "same" else (T - k) // stride + 1
    return places // pool


# %% incomplete_group_counted question="q2"
# Belief: what is left over makes a small group.
# Hint: You count a group that is not full. What does the picture of part 3 do with 9 and 0?
def out_len(T, k, stride, padding, pool):
    places = (T - k) // stride + 1 if padding == "valid" else -(-T // stride)
    return -(-places // pool)


# %% pool_in_front question="q2"
# Belief: pooling shortens by its factor, so it may come first.
# Hint: You pool before you convolve. In the order of the question, which numbers are put
# into groups?
def out_len(T, k, stride, padding, pool):
    T = T // pool
    return (T - k) // stride + 1 if padding == "valid" else -(-T // stride)


# %% pool_ignored question="q2"
# Belief: only the convolution changes the length.
# Hint: Your count does not change with the pool. In groups of three, how many of nine
# steps are left?
def out_len(T, k, stride, padding, pool):
    places = (T - k) // stride + 1 if padding == "valid" else -(-T // stride)
    return places


# %% a_length_with_a_point question="q2"
# Belief: a division is a division.
# Hint: Yours gives a number with a decimal point. How many is 9.5 places, and which division gives
# whole numbers?
def out_len(T, k, stride, padding, pool):
    places = (T - k) // stride + 1 if padding == "valid" else -(-T // stride)
    return places / pool


# %% pool_that_starts_from_zero question="q3"
# Belief: the largest so far starts at 0.
# Hint: Your largest so far starts at zero, so nothing below zero can win. What comes out of a group
# in which all are negative?
def max_pool1d(x, size):
    N, T, D = x.shape
    out = np.zeros((N, T // size, D))
    for t in range(T // size):
        for j in range(size):
            out[:, t] = np.maximum(out[:, t], x[:, t * size + j])
    return out


# %% rest_pooled_as_well question="q3"
# Belief: what is left over makes a small group of its own.
# Hint: You keep a last group that is not full. Which shape did question 2 promise?
def max_pool1d(x, size):
    return np.stack([x[:, t : t + size].max(axis=1) for t in range(0, x.shape[1], size)], axis=1)


# %% groups_that_overlap question="q3"
# Belief: a pool slides like a ruler, one step at a time.
# Hint: Your groups overlap: the next one begins one step later. Where does the second group of the
# picture begin?
def max_pool1d(x, size):
    last = x.shape[1] - size + 1
    return np.stack([x[:, t : t + size].max(axis=1) for t in range(last)], axis=1)


# %% every_size_th_step question="q3"
# Belief: to shorten by three, keep every third.
# Hint: You keep the first of every group, whatever it is. Which of the three should stay?
def max_pool1d(x, size):
    return x[:, : x.shape[1] // size * size : size]


# %% mean_of_the_group question="q3"
# Belief: pooling averages.
# Hint: You average the groups. That is another pooling; what is the largest of -3, -1 and -2?
def max_pool1d(x, size):
    N, T, D = x.shape
    return x[:, : T // size * size].reshape(N, T // size, size, D).mean(axis=2)


# %% group_axis_mixed_up question="q3"
# Belief: the two new axes may stand in either order.
# Hint: Your groups are made of steps that lie far apart: number of the group and place in it have
# changed places. Which of the two runs faster along time?
def max_pool1d(x, size):
    N, T, D = x.shape
    return x[:, : T // size * size].reshape(N, size, T // size, D).max(axis=1)


# %% largest_of_all_channels question="q3"
# Belief: the largest of a group is one number.
# Hint: You take the largest over all channels and give it to each of them. How many rows go into a
# pool, and how many come out?
def max_pool1d(x, size):
    N, T, D = x.shape
    best = x[:, : T // size * size].reshape(N, T // size, size * D).max(axis=2, keepdims=True)
    return np.repeat(best, D, axis=2)


# %% start_of_the_series_dropped question="q3"
# Belief: what does not fit is dropped in front, since the latest values matter most.
# Hint: You drop the left-over steps in front. With which step does the first group begin?
def max_pool1d(x, size):
    N, T, D = x.shape
    return x[:, T % size :].reshape(N, T // size, size, D).max(axis=2)


# %% the_largest_in_size question="q3"
# Belief: the largest is the one farthest from zero.
# Hint: You choose the number farthest from zero. Is -3 larger than -1?
def max_pool1d(x, size):
    N, T, D = x.shape
    groups = x[:, : T // size * size].reshape(N, T // size, size, D)
    place = np.abs(groups).argmax(axis=2)[:, :, None]
    return np.take_along_axis(groups, place, axis=2)[:, :, 0]


# %% groups_sorted_in_place question="q3"
# Belief: sort every group, and the largest stands last.
# Hint: You sort inside of x itself, since your groups are a view of it. Who needs x after you, and
# which function sorts a copy?
def max_pool1d(x, size):
    N, T, D = x.shape
    out = np.empty((N, T // size, D))
    for t in range(T // size):
        group = x[:, t * size : (t + 1) * size]
        group.sort(axis=1)
        out[:, t] = group[:, -1]
    return out


# %% same_padding_in_a_commentator question="q4"
# Belief: the commentator needs T outputs, and 'same' keeps the length.
# Hint: Your commentator pads with 'same': there is an output at every step, and output t sees input
# t + 1. Which padding has as many outputs and reads the past only?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "same"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% valid_padding_in_a_commentator question="q4"
# Belief: 'valid' invents nothing, so it is honest.
# Hint: With 'valid' your commentator is silent at the first steps, and step t of its output is no
# longer step t of the race. How many states were asked for?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "valid"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% valid_padding_and_zeros_behind question="q4"
# Belief: 'valid' is honest, and missing steps may be filled up at the end.
# Hint: Your rulers stay inside and the missing rows are filled up behind, so that what
# you say at a step is about a window that begins there, and ends in the future. Where do
# the missing rows belong?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"]))
    features = np.pad(features, [(0, 0), (0, len(conv["w"]) - 1), (0, 0)])
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    return lstm_layer(features, nothing, nothing, **lstm)[0]


# %% commentator_scales_by_the_whole_race question="q4"
# Belief: features should be scaled to a largest value of one before the LSTM.
# Hint: You divide by the largest value of the whole race, and at step 5 nobody knows that yet.
# Which of your lines looks at all of time at once?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    features = features / (1 + np.abs(x).max())
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% nothing_below_zero_forgotten question="q4"
# Belief: the LSTM has curves of its own, so the rulers need none.
# Hint: What your rulers say below zero reaches the LSTM. What should become of it on the way?
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
    features = conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"])
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = conv1d(x, conv["w"], conv["b"], 1, "causal")
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% pool_left_out question="q4"
# Belief: the LSTM can read a long sequence just as well.
# Hint: Your LSTM reads every step that the rulers left. Which station of the picture is missing?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(features, nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% time_pooled_away question="q4"
# Belief: pooling gives one number for each ruler, over the whole recording.
# Hint: You pool over the whole recording, so the LSTM gets a single step. How many time steps
# should reach it, and what is left of the order?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(features.max(axis=1, keepdims=True), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% time_flattened_away question="q4"
# Belief: between a CNN and the next layer one flattens, as with images.
# Hint: You lay all steps side by side before the LSTM, so that it reads one long step, if any. How
# many time steps reach it?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(
        max_pool1d(features, pool).reshape(len(x), 1, -1), nothing, nothing, **lstm
    )
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% stride_and_padding_not_passed_on question="q4"
# Belief: conv1d has defaults, so they need not be given.
# Hint: You never pass the stride and the padding on to conv1d, so it takes its defaults. What does
# the dictionary conv hold besides w and b?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% memory_instead_of_state question="q4"
# Belief: c is the memory, so c is what has been understood.
# Hint: You return the cell state. It may exceed 1; what the layer says is h. Which of the three
# parts of lstm_layer is that?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, _, h = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% start_states_ignored question="q4"
# Belief: an LSTM always starts from zeros.
# Hint: Your lstm_layer starts from zeros whatever it is given. If somebody stopped in the middle,
# where do they go on?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, units, seq = 0 * h0, 0 * c0, h0.shape[1], []
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% forgets_h_between_steps question="q4"
# Belief: the memory is c, so h need not be handed on.
# Hint: Your lstm_layer reads the first h at every step. What does step t read from step t - 1,
# besides c?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, units, seq = h0, c0, h0.shape[1], []
    for step in np.moveaxis(x, 1, 0):
        z = step @ kernel + h0 @ recurrent_kernel + bias
        valve = 1 / (1 + np.exp(-z))
        c = valve[:, units : 2 * units] * c + valve[:, :units] * np.tanh(
            z[:, 2 * units : 3 * units]
        )
        h = valve[:, 3 * units :] * np.tanh(c)
        seq.append(h)
    return np.stack(seq, axis=1), h, c


def cnn_lstm_forward(x, conv, lstm, pool):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% zeros_written_into_the_recording question="q4"
# Belief: features below zero are set to zero where they are, in the input, to save a copy.
# Hint: You write zeros into x itself. Whoever called you still needs it, and what should be cut off
# is what the rulers say. Which line writes?
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
    np.maximum(x, 0, out=x)
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% deaf_commentator question="q4"
# Belief: the commentator repeats what it knew at the first step, to be on the safe side.
# Hint: Your commentator says the same at every step, so it certainly does not know the future; nor
# the present. Which step of the features should step t read?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    _, h, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    features = np.repeat(features[:, :1], x.shape[1], axis=1)
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% the_whole_sequence_returned question="q4"
# Belief: an LSTM returns its sequence.
# Hint: You return the states of all steps. Which of the three parts that lstm_layer returns is the
# last state alone?
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
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    h, _, _ = lstm_layer(max_pool1d(features, pool), nothing, nothing, **lstm)
    return h


def commentator(x, conv, lstm):
    features = np.maximum(0, conv1d(x, conv["w"], conv["b"], 1, "causal"))
    nothing = np.zeros((x.shape[0], lstm["kernel"].shape[1] // 4))
    seq, _, _ = lstm_layer(features, nothing, nothing, **lstm)
    return seq


# %% order_mixed_up question="q5"
# Belief: reshape to (N, length, n_seq) and turn it; the numbers are all there.
# Hint: Your pieces are made of steps that lie far apart: feed it 0 to 11 and read the rows. Which
# of the two new axes comes first in memory?
def to_subsequences(x, n_seq):
    N, T, D = x.shape
    return x.reshape(N, T // n_seq, n_seq, D).swapaxes(1, 2)


# %% rest_dropped_in_silence question="q5"
# Belief: a few steps more or less do not matter.
# Hint: You throw the left-over steps away without a word. What was promised instead, where it does
# not come out even?
def to_subsequences(x, n_seq):
    N, T, D = x.shape
    long = T // n_seq
    return x[:, : long * n_seq].reshape(N, n_seq, long, D)


# %% rest_filled_up_with_zeros question="q5"
# Belief: what is missing is filled up with zeros.
# Hint: You fill a series that does not come out even up with zeros. What was promised
# there instead?
def to_subsequences(x, n_seq):
    N, T, D = x.shape
    long = -(-T // n_seq)
    return np.pad(x, [(0, 0), (0, long * n_seq - T), (0, 0)]).reshape(N, n_seq, long, D)


# %% length_of_a_piece_instead_of_number question="q5"
# Belief: n_seq is how long a piece is.
# Hint: You take n_seq for the length of a piece. It is how many there are: what does twelve steps
# in three pieces look like?
def to_subsequences(x, n_seq):
    N, T, D = x.shape
    return x.reshape(N, T // n_seq, n_seq, D)


# %% channels_cut_as_well question="q5"
# Belief: a reshape keeps what it should; the last axis takes care of itself.
# Hint: Your channels get mixed up with time: a reshape fills row after row, and you have moved an
# axis on the way. Which axis should stay untouched?
def to_subsequences(x, n_seq):
    N, T, D = x.shape
    if T % n_seq:
        raise ValueError("does not come out even")
    return x.swapaxes(1, 2).reshape(N, n_seq, T // n_seq, D)


# %% pieces_in_front question="q5"
# Belief: np.split makes the pieces, and np.stack stacks them.
# Hint: Your pieces are stacked in front of the recordings. Which axis holds the recordings, always?
def to_subsequences(x, n_seq):
    return np.stack(np.split(x, n_seq, axis=1))


# %% recordings_shared_out question="q5"
# Belief: the pieces are dealt out to the recordings: there are n_seq times as many now.
# Hint: You fill the pieces piece by piece, across recordings, so one piece holds steps of several.
# Whose steps may be in it?
def to_subsequences(x, n_seq):
    N, T, D = x.shape
    return x.reshape(n_seq, N, T // n_seq, D).swapaxes(0, 1)


# %% pieces_centred_in_place question="q5"
# Belief: every piece should begin at zero, so that the CNN sees shapes only.
# Hint: You subtract something from every piece, and since a piece is a view, from x as well. What
# was asked for but cutting?
def to_subsequences(x, n_seq):
    N, T, D = x.shape
    pieces = x.reshape(N, n_seq, T // n_seq, D)
    pieces -= pieces[:, :1, :1]
    return pieces


# %% global_pooling_before_the_lstm question="q6"
# Belief: GlobalMaxPooling1D says how much of each shape there is; the LSTM does the rest.
# Hint: Global pooling leaves a single step, and the LSTM reads just that one. How many time steps
# reach it, and where has the order gone?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.Conv1D(8, 12, strides=2, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Reshape((1, 8)),
            layers.LSTM(8),
            layers.Dense(K, activation="sigmoid"),
        ]
    )


# %% flatten_before_the_lstm question="q6"
# Belief: one flattens between a CNN and what follows.
# Hint: You flatten before the LSTM: it reads one long step, with a weight for every place. How many
# time steps reach it, and what happens to the number of weights when T grows?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.Conv1D(4, 16, strides=2, activation="relu"),
            layers.MaxPooling1D(4),
            layers.Flatten(),
            layers.Reshape((1, -1)),
            layers.LSTM(6),
            layers.Dense(K, activation="sigmoid"),
        ]
    )


# %% lstm_inside_time_distributed question="q6"
# Belief: the whole net goes into TimeDistributed, so that each piece is read by an LSTM.
# Hint: You wrap the LSTM in TimeDistributed, so it starts anew on every piece and forgets the ones
# before. Wrap the CNN, not the memory: which of the two has to know the order?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.Conv1D(8, 16, strides=2, padding="same", activation="relu"),
            layers.Reshape((4, -1, 8)),
            layers.TimeDistributed(layers.LSTM(8)),
            layers.GlobalMaxPooling1D(),
            layers.Dense(K, activation="sigmoid"),
        ]
    )


# %% nothing_shortened question="q6"
# Belief: the LSTM can read all 96 steps: more information is better.
# Hint: Your LSTM reads nearly as many steps as there were. What is the CNN to do besides
# finding shapes?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.Conv1D(8, 16, padding="same", activation="relu"),
            layers.LSTM(8),
            layers.Dense(K, activation="sigmoid"),
        ]
    )


# %% answers_that_are_no_probabilities question="q6"
# Belief: the last layer needs no curve; the loss will see to it.
# Hint: What your model says may be below 0 or above 1. Which curve makes a probability of
# any number?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.Conv1D(8, 12, strides=2, activation="relu"),
            layers.MaxPooling1D(4),
            layers.LSTM(8),
            layers.Dense(K),
        ]
    )


# %% one_answer_whatever_k question="q6"
# Belief: there is one question, so there is one output.
# Hint: Your model has one answer, however many are asked for. Which number of units does the last
# layer need?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.Conv1D(8, 12, strides=2, activation="relu"),
            layers.MaxPooling1D(4),
            layers.LSTM(8),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


# %% three_channels_lost question="q6"
# Belief: a recording has one channel.
# Hint: Your model takes one channel, whatever D is. What belongs into the shape of the input?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, 1)),
            layers.Conv1D(8, 12, strides=2, activation="relu"),
            layers.MaxPooling1D(4),
            layers.LSTM(8),
            layers.Dense(K, activation="sigmoid"),
        ]
    )


# %% an_lstm_too_large question="q6"
# Belief: more units learn more.
# Hint: Your LSTM alone has more weights than the budget. Its number grows with the square of the
# units: how many can you afford?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.Conv1D(8, 12, strides=2, activation="relu"),
            layers.MaxPooling1D(4),
            layers.LSTM(50),
            layers.Dense(K, activation="sigmoid"),
        ]
    )


# %% no_memory_at_all question="q6"
# Belief: a Dense layer on the pooled features will do.
# Hint: There is no LSTM in your model. Who keeps in mind which shape came first?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.Conv1D(8, 12, strides=2, activation="relu"),
            layers.MaxPooling1D(4),
            layers.GlobalAveragePooling1D(),
            layers.Dense(8, activation="relu"),
            layers.Dense(K, activation="sigmoid"),
        ]
    )


# %% no_rulers_at_all question="q6"
# Belief: averages in groups shorten the series just as well.
# Hint: There is no convolution in your model. Averages over eight steps: what is left of a hoot
# that swings every three?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.AveragePooling1D(8),
            layers.LSTM(8),
            layers.Dense(K, activation="sigmoid"),
        ]
    )


# %% rulers_of_one_step question="q6"
# Belief: a ruler of length 1 reads every step, and the pool does the rest.
# Hint: Your rulers are one step long, so they see how loud it is, and no shape. How long is a swing
# of a low hoot?
import keras


def build_cnn_lstm(T, D, K):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((T, D)),
            layers.Conv1D(8, 1, activation="relu"),
            layers.MaxPooling1D(8),
            layers.LSTM(8),
            layers.Dense(K, activation="sigmoid"),
        ]
    )


# %% ten_times_ten_comparisons question="q7"
# Belief: the model's answers and y can be compared as they are.
# Hint: Your answers are (N, 1) and y is (N,): compared, they make a table of N times N, every
# answer with every label. Which axis of length one has to go?
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    rng = np.random.default_rng(seed)
    mixed = np.stack([p[rng.permutation(n_seq)] for p in to_subsequences(x, n_seq)])
    mixed = mixed.reshape(x.shape)
    acc = np.mean((model.predict(x, verbose=0) > 0.5) == y)
    acc_shuffled = np.mean((model.predict(mixed, verbose=0) > 0.5) == y)
    return float(acc), float(acc_shuffled)


# %% one_order_for_all question="q7"
# Belief: one permutation, applied to the axis of the pieces (or a generator that starts anew each time).
# Hint: You shuffle all recordings in the same way (one order for all, or a generator that starts
# anew for each), so an order is still an order: only another one. How many do N recordings need?
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    order = np.random.default_rng(seed).permutation(n_seq)
    mixed = to_subsequences(x, n_seq)[:, order].reshape(x.shape)
    acc = np.mean((model.predict(x, verbose=0)[:, 0] > 0.5) == y)
    acc_shuffled = np.mean((model.predict(mixed, verbose=0)[:, 0] > 0.5) == y)
    return float(acc), float(acc_shuffled)


# %% recordings_shuffled question="q7"
# Belief: rng.permutation(x) shuffles.
# Hint: You shuffle the recordings, so that each answer meets another one's label. What is shuffled
# inside of each recording?
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    mixed = np.random.default_rng(seed).permutation(x)
    acc = np.mean((model.predict(x, verbose=0)[:, 0] > 0.5) == y)
    acc_shuffled = np.mean((model.predict(mixed, verbose=0)[:, 0] > 0.5) == y)
    return float(acc), float(acc_shuffled)


# %% single_steps_shuffled question="q7"
# Belief: to destroy the order, shuffle time.
# Hint: You shuffle single steps, and with them every hoot. Then it is no wonder that nothing is
# heard: what should stay whole?
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    mixed = np.random.default_rng(seed).permuted(x, axis=1)
    acc = np.mean((model.predict(x, verbose=0)[:, 0] > 0.5) == y)
    acc_shuffled = np.mean((model.predict(mixed, verbose=0)[:, 0] > 0.5) == y)
    return float(acc), float(acc_shuffled)


# %% labels_shuffled_too question="q7"
# Belief: the labels have to go along.
# Hint: Your labels were shuffled, so everybody has to guess, whether they go by the order or not.
# What changes about a recording's label when its pieces move?
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    rng = np.random.default_rng(seed)
    mixed = np.stack([p[rng.permutation(n_seq)] for p in to_subsequences(x, n_seq)])
    mixed = mixed.reshape(x.shape)
    acc = np.mean((model.predict(x, verbose=0)[:, 0] > 0.5) == y)
    y = rng.permutation(y)
    acc_shuffled = np.mean((model.predict(mixed, verbose=0)[:, 0] > 0.5) == y)
    return float(acc), float(acc_shuffled)


# %% labels_shuffled_for_good question="q7"
# Belief: rng.shuffle(y) keeps both in step.
# Hint: You shuffle y in place: the caller's labels are ruined, and no answer meets its own any
# more. Who asked for other labels?
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    rng = np.random.default_rng(seed)
    mixed = np.stack([p[rng.permutation(n_seq)] for p in to_subsequences(x, n_seq)])
    mixed = mixed.reshape(x.shape)
    acc = np.mean((model.predict(x, verbose=0)[:, 0] > 0.5) == y)
    rng.shuffle(y)
    acc_shuffled = np.mean((model.predict(mixed, verbose=0)[:, 0] > 0.5) == y)
    return float(acc), float(acc_shuffled)


# %% shuffled_in_place question="q7"
# Belief: to_subsequences returns a new array, which may be shuffled.
# Hint: Your pieces are a view of x, and you shuffle them in place: afterwards the recordings
# themselves are shuffled. Where is a copy needed?
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    rng = np.random.default_rng(seed)
    acc = np.mean((model.predict(x, verbose=0)[:, 0] > 0.5) == y)
    for pieces in to_subsequences(x, n_seq):
        rng.shuffle(pieces)
    acc_shuffled = np.mean((model.predict(x, verbose=0)[:, 0] > 0.5) == y)
    return float(acc), float(acc_shuffled)


# %% seed_ignored question="q7"
# Belief: random is random.
# Hint: Your orders do not depend on the seed. Which generator draws them?
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    rng = np.random.default_rng(0)
    mixed = np.stack([p[rng.permutation(n_seq)] for p in to_subsequences(x, n_seq)])
    mixed = mixed.reshape(x.shape)
    acc = np.mean((model.predict(x, verbose=0)[:, 0] > 0.5) == y)
    acc_shuffled = np.mean((model.predict(mixed, verbose=0)[:, 0] > 0.5) == y)
    return float(acc), float(acc_shuffled)


# %% nothing_shuffled question="q7"
# Belief: permutation shuffles the array that it is given.
# Hint: Both of your shares are of the recordings as they are. Which array does the model see the
# second time?
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    mixed = to_subsequences(x, n_seq)
    np.random.default_rng(seed).permutation(mixed, axis=1)
    mixed = mixed.reshape(x.shape)
    acc = np.mean((model.predict(x, verbose=0)[:, 0] > 0.5) == y)
    acc_shuffled = np.mean((model.predict(mixed, verbose=0)[:, 0] > 0.5) == y)
    return float(acc), float(acc_shuffled)
