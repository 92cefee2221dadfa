# %% [markdown]
# # Misconceptions of 06_bidirectional
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.

# %% features_reversed question="q1"
# Belief: the last axis is the one along which a sequence runs.
# Hint: You turned the inputs of each step around and left the steps where they were. Time is axis
# 1: which axis is the last one?
def reverse_time(x, lengths=None):
    if lengths is None:
        return x[:, :, ::-1].copy()
    turned = x.copy()
    for row, length in enumerate(lengths):
        turned[row, :length] = x[row, :length, ::-1]
    return turned


# %% examples_reversed question="q1"
# Belief: x[::-1] turns a sequence around, as it does with a list.
# Hint: You turned the order of the examples around. What does the first axis of a batch count?
def reverse_time(x, lengths=None):
    return x[::-1].copy()


# %% padding_reversed_to_the_front question="q1"
# Belief: the whole row is turned around; padding is zero and does no harm.
# Hint: Your padding is now at the front. What does the backward cell read first?
def reverse_time(x, lengths=None):
    return x[:, ::-1].copy()


# %% one_length_for_all question="q1"
# Belief: all sequences of a batch have the same length, so the first one will do.
# Hint: You turn every example around by the length of the first one. What is a list of
# lengths for?
def reverse_time(x, lengths=None):
    real = x.shape[1] if lengths is None else int(lengths[0])
    return np.concatenate([x[:, :real][:, ::-1], x[:, real:]], axis=1)


# %% padding_wiped_out question="q1"
# Belief: padding is zero, so the result can start from zeros.
# Hint: You write zeros where the padding was. It should stay as it is: who told you that it
# was zero?
def reverse_time(x, lengths=None):
    lengths = np.full(len(x), x.shape[1]) if lengths is None else lengths
    turned = np.zeros_like(x)
    for row, length in enumerate(lengths):
        turned[row, :length] = x[row, :length][::-1]
    return turned


# %% turned_in_place question="q1"
# Belief: turning the rows around where they are saves memory.
# Hint: The result is right, but the caller's x has been turned around as well. What will the
# forward train read now?
def reverse_time(x, lengths=None):
    lengths = np.full(len(x), x.shape[1]) if lengths is None else lengths
    for row, length in enumerate(lengths):
        x[row, :length] = x[row, :length][::-1].copy()
    return x


# %% backward_output_not_flipped question="q2"
# Belief: the backward train has read backwards, so its output is a backward output; nothing else
# has to be done.
# Hint: Your backward half stands in the order in which it was read. Which input did position 0 of
# the backward output read last?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = lstm_layer(reverse_time(x), empty, empty, *bwd)[0]
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% backward_train_reads_forward question="q2"
# Belief: a second set of weights makes a second direction.
# Hint: Both of your trains go forward. Which step does the backward train read first?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = lstm_layer(x, empty, empty, *bwd)[0]
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% only_the_output_flipped question="q2"
# Belief: it is enough to turn the output of the second train around.
# Hint: You turn around what the second train says, but it still reads from left to right. What
# has to be turned around before it reads?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = reverse_time(lstm_layer(x, empty, empty, *bwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% inputs_turned_instead_of_time question="q2"
# Belief: the last axis is the one along which a sequence runs.
# Hint: Your second train reads the inputs of each step in another order, and the steps in the
# same. Time is axis 1, not axis 2: which one did you turn?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = lstm_layer(x[:, :, ::-1], empty, empty, *bwd)[0]
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% weights_shared question="q2"
# Belief: one layer reads in both directions, so it has one set of weights.
# Hint: Both of your trains have the same weights. Count the parameters of a bidirectional layer:
# exactly twice. What are yours doing with bwd?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = reverse_time(lstm_layer(reverse_time(x), empty, empty, *fwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% halves_exchanged question="q2"
# Belief: what knows the future is more valuable, so it comes first.
# Hint: Your halves have changed places. Which of the six arrays come first in Keras, the three of
# the forward or of the backward train?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = reverse_time(lstm_layer(reverse_time(x), empty, empty, *bwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([back, ahead], axis=2)


# %% merged_one_after_the_other question="q2"
# Belief: two sequences are concatenated along time.
# Hint: You put the second sequence behind the first one, so a strip of T steps has 2T tags. On
# which axis do two cards of one step lie side by side?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = reverse_time(lstm_layer(reverse_time(x), empty, empty, *bwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=1)


# %% merge_not_read question="q2"
# Belief: concat is what everybody uses; the rest is decoration.
# Hint: Whatever merge says, you lay the halves side by side. How many numbers should a sum of two
# hidden states of H numbers have?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = reverse_time(lstm_layer(reverse_time(x), empty, empty, *bwd)[0])
    return np.concatenate([ahead, back], axis=2)


# %% average_without_half question="q2"
# Belief: ave and sum differ in name only; a factor is learned anyway.
# Hint: Your average is a sum. What is the average of 4 and 4?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = reverse_time(lstm_layer(reverse_time(x), empty, empty, *bwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return ahead + back
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% product_as_matrix question="q2"
# Belief: mul is the matrix product of the two sequences.
# Hint: You multiply each hidden state with every hidden state of the other train. Which of @ and
# * goes entry by entry?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = reverse_time(lstm_layer(reverse_time(x), empty, empty, *bwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead @ back.swapaxes(1, 2) @ np.ones_like(back)
    return np.concatenate([ahead, back], axis=2)


# %% second_train_takes_over question="q2"
# Belief: the second train takes over the state in which the first one arrived.
# Hint: Your backward train starts with the luggage of the forward train. What are the two trains
# allowed to hand to each other?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead, h, c = lstm_layer(x, empty, empty, *fwd)
    back = reverse_time(lstm_layer(reverse_time(x), h, c, *bwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% start_states_of_fixed_size question="q2"
# Belief: the zeros have the size of the example I tried.
# Hint: Your zeros are for one example only, or for a layer of a fixed size. From which arrays can
# both sizes be read?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((2, 3))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = reverse_time(lstm_layer(reverse_time(x), empty, empty, *bwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% strip_turned_for_good question="q2"
# Belief: the strip may be turned around where it lies: afterwards nobody needs it.
# Hint: The numbers are right, but you leave the caller's strip turned around. Who will read
# it next?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    x[:] = reverse_time(x)
    back = reverse_time(lstm_layer(x, empty, empty, *bwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% layer_ignores_start_states question="q2"
# Belief: a layer always starts from zeros, so h0 and c0 need not be read.
# Hint: Your lstm_layer starts from zeros, whatever h0 and c0 say. Both trains of today start from
# zero; who else may use the layer?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = np.zeros_like(h0), np.zeros_like(c0), []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = reverse_time(lstm_layer(reverse_time(x), empty, empty, *bwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% layer_blocks_i_f_o_g question="q2"
# Belief: the blocks come as i, f, o, g, as in many lecture notes.
# Hint: Your lstm_layer reads its blocks in the order i, f, o, g. Block 3 is the candidate: which
# block do you feed to tanh?
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, o, g = np.split(z, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-block)) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def bilstm_forward(x, fwd, bwd, merge="concat"):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[0]
    back = reverse_time(lstm_layer(reverse_time(x), empty, empty, *bwd)[0])
    if merge == "sum":
        return ahead + back
    if merge == "ave":
        return (ahead + back) / 2
    if merge == "mul":
        return ahead * back
    return np.concatenate([ahead, back], axis=2)


# %% last_step_of_the_sequence question="q3"
# Belief: the summary is the last entry of the sequence, as it is with one train.
# Hint: You take both halves from the last step. The backward half there has seen one step only:
# where does the backward train arrive?
def bilstm_last(x, fwd, bwd):
    return bilstm_forward(x, fwd, bwd)[:, -1]


# %% first_step_of_the_sequence question="q3"
# Belief: the backward train arrives at the first step, so the summary lies there.
# Hint: You take both halves from the first step. The forward half there has seen one step only:
# where does the forward train arrive?
def bilstm_last(x, fwd, bwd):
    return bilstm_forward(x, fwd, bwd)[:, 0]


# %% summary_by_mean question="q3"
# Belief: a summary is the mean over all steps.
# Hint: You average all cards of a train. One of its cards knows everything already: which one?
def bilstm_last(x, fwd, bwd):
    return bilstm_forward(x, fwd, bwd).mean(axis=1)


# %% summary_halves_exchanged question="q3"
# Belief: the train that arrives at the first step is written first.
# Hint: The two halves of your summary have changed places. Which one does the docstring
# put first?
def bilstm_last(x, fwd, bwd):
    units = fwd[1].shape[0]
    seq = bilstm_forward(x, fwd, bwd)
    return np.concatenate([seq[:, 0, units:], seq[:, -1, :units]], axis=1)


# %% summary_of_cell_states question="q3"
# Belief: the memory of a train is its cell state, so that is its summary.
# Hint: Your summary is made of cell states. Which of its two states does a train say aloud?
def bilstm_last(x, fwd, bwd):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[2]
    back = lstm_layer(reverse_time(x), empty, empty, *bwd)[2]
    return np.concatenate([ahead, back], axis=1)


# %% summary_without_turning question="q3"
# Belief: the last hidden state has read everything, so the order of reading does not matter.
# Hint: Your second train reads from left to right as well. It has read everything when it
# arrives, but what did it read last?
def bilstm_last(x, fwd, bwd):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[1]
    back = lstm_layer(x, empty, empty, *bwd)[1]
    return np.concatenate([ahead, back], axis=1)


# %% summary_turns_the_strip_for_good question="q3"
# Belief: the strip may be turned around where it lies: afterwards nobody needs it.
# Hint: The summary is right, but you leave the caller's strip turned around. Who will read
# it next?
def bilstm_last(x, fwd, bwd):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[1]
    x[:] = reverse_time(x)
    back = lstm_layer(x, empty, empty, *bwd)[1]
    return np.concatenate([ahead, back], axis=1)


# %% summary_turns_the_batch question="q3"
# Belief: turning a batch around is x[::-1].
# Hint: Your second train reads the examples in another order. Which axis is time?
def bilstm_last(x, fwd, bwd):
    empty = np.zeros((len(x), fwd[1].shape[0]))
    ahead = lstm_layer(x, empty, empty, *fwd)[1]
    back = lstm_layer(x[::-1], empty, empty, *bwd)[1]
    return np.concatenate([ahead, back], axis=1)


# %% mirror_that_flatters question="q4"
# Belief: my layer is right, so the verdict is True.
# Hint: Your mirror says True to everybody. What would have to happen for it to say False?
def swap_halves(x, fwd, bwd, layer=None):
    return True


# %% mirror_of_my_own_layer question="q4"
# Belief: the test is about my own layer.
# Hint: You always test your own layer, whichever one you are given. What is the last
# argument for?
def swap_halves(x, fwd, bwd, layer=None):
    straight = bilstm_forward(x, fwd, bwd)
    first, second = np.split(bilstm_forward(reverse_time(x), bwd, fwd), 2, axis=2)
    mirrored = reverse_time(np.concatenate([second, first], axis=2))
    return bool(np.allclose(straight, mirrored))


# %% mirror_without_exchanged_halves question="q4"
# Belief: with the weights exchanged the halves are where they were.
# Hint: You compare the halves without exchanging them. Whose cards lie in the first half of the
# mirrored run?
def swap_halves(x, fwd, bwd, layer=None):
    layer = bilstm_forward if layer is None else layer
    straight = layer(x, fwd, bwd)
    mirrored = reverse_time(layer(reverse_time(x), bwd, fwd))
    return bool(np.allclose(straight, mirrored))


# %% mirror_without_turning_back question="q4"
# Belief: the strip was turned around, so the result is comparable.
# Hint: You compare the two runs step by step, though one of them ran the other way. What is step
# 1 of the mirrored run?
def swap_halves(x, fwd, bwd, layer=None):
    layer = bilstm_forward if layer is None else layer
    straight = layer(x, fwd, bwd)
    first, second = np.split(layer(reverse_time(x), bwd, fwd), 2, axis=2)
    return bool(np.allclose(straight, np.concatenate([second, first], axis=2)))


# %% mirror_without_exchanged_weights question="q4"
# Belief: turning the strip around is all there is to a mirror.
# Hint: Both of your runs have the same weights in the same places. Who drives which train in
# the mirror?
def swap_halves(x, fwd, bwd, layer=None):
    layer = bilstm_forward if layer is None else layer
    straight = layer(x, fwd, bwd)
    first, second = np.split(layer(reverse_time(x), fwd, bwd), 2, axis=2)
    mirrored = reverse_time(np.concatenate([second, first], axis=2))
    return bool(np.allclose(straight, mirrored))


# %% mirror_without_rounding question="q4"
# Belief: equal means equal to the last digit.
# Hint: You ask for equality to the last digit, so a layer that adds in another order fails. How
# far apart may two sums be that were added up differently?
def swap_halves(x, fwd, bwd, layer=None):
    layer = bilstm_forward if layer is None else layer
    straight = layer(x, fwd, bwd)
    first, second = np.split(layer(reverse_time(x), bwd, fwd), 2, axis=2)
    mirrored = reverse_time(np.concatenate([second, first], axis=2))
    return bool(np.array_equal(straight, mirrored))


# %% mirror_half_blind question="q4"
# Belief: if the first half agrees, the second one will.
# Hint: You compare the first half only. Which train would you say is more likely to be broken?
def swap_halves(x, fwd, bwd, layer=None):
    layer = bilstm_forward if layer is None else layer
    straight = np.split(layer(x, fwd, bwd), 2, axis=2)
    mirrored = np.split(layer(reverse_time(x), bwd, fwd), 2, axis=2)
    return bool(np.allclose(straight[0], reverse_time(mirrored[1])))


# %% mirror_by_the_total question="q4"
# Belief: it is enough if the sums agree.
# Hint: You compare one total of all numbers. Numbers that have changed places have the same
# total: would you notice?
def swap_halves(x, fwd, bwd, layer=None):
    layer = bilstm_forward if layer is None else layer
    straight = layer(x, fwd, bwd)
    mirrored = layer(reverse_time(x), bwd, fwd)
    return bool(np.isclose(np.sum(straight), np.sum(mirrored)))


# %% mirror_that_is_too_kind question="q4"
# Belief: a few per cent are rounding.
# Hint: Your mirror forgives a difference of a per cent. Rounding is a millionth of a millionth:
# what is a thousandth?
def swap_halves(x, fwd, bwd, layer=None):
    layer = bilstm_forward if layer is None else layer
    straight = layer(x, fwd, bwd)
    first, second = np.split(layer(reverse_time(x), bwd, fwd), 2, axis=2)
    mirrored = reverse_time(np.concatenate([second, first], axis=2))
    return bool(np.allclose(straight, mirrored, rtol=0.05, atol=0.05))


# %% tagger_without_sequences question="q5"
# Belief: a layer returns one state, which is repeated for each step.
# Hint: Your LSTM hands over its last state only, and you repeat it for all steps. Can all steps
# of a strip have the same tag?
def build_tagger(T, D, H, both_ways=True):
    reader = keras.layers.LSTM(H)
    if both_ways:
        reader = keras.layers.Bidirectional(reader)
    return keras.Sequential(
        [
            keras.Input((T, D)),
            reader,
            keras.layers.RepeatVector(T),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


# %% twin_with_two_trains question="q5"
# Belief: the flag is for other people; two trains are always better.
# Hint: Your causal twin has two trains. What may it read, and what is the ceiling worth if it may
# read everything?
def build_tagger(T, D, H, both_ways=True):
    return keras.Sequential(
        [
            keras.Input((T, D)),
            keras.layers.Bidirectional(keras.layers.LSTM(H, return_sequences=True)),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


# %% tagger_with_a_softmax question="q5"
# Belief: probabilities come from a softmax.
# Hint: Your last layer is a softmax over one single number. A softmax divides by the sum: what is
# a number divided by itself?
def build_tagger(T, D, H, both_ways=True):
    reader = keras.layers.LSTM(H, return_sequences=True)
    if both_ways:
        reader = keras.layers.Bidirectional(reader)
    return keras.Sequential(
        [keras.Input((T, D)), reader, keras.layers.Dense(1, activation="softmax")]
    )


# %% tagger_that_looks_at_all_cards question="q5"
# Belief: the neuron on top should see all steps, to be well informed.
# Hint: Your last layer reads the cards of all steps at once, so the causal twin hears the future
# after all, on the upper floor. Which cards does the tag of a step need?
def build_tagger(T, D, H, both_ways=True):
    reader = keras.layers.LSTM(H, return_sequences=True)
    if both_ways:
        reader = keras.layers.Bidirectional(reader)
    return keras.Sequential(
        [
            keras.Input((T, D)),
            reader,
            keras.layers.Flatten(),
            keras.layers.Dense(T, activation="sigmoid"),
            keras.layers.Reshape((T, 1)),
        ]
    )


# %% the_present_is_changed question="q6"
# Belief: now belongs to the future.
# Hint: You change step t0 as well, and then accuse functions of reading it. Is the present known?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x.copy()
        dice = rng.normal(size=other[:, t0:].shape)
        other[:, t0:] = loudness * dice * (10 if attempt % 2 else 1)
        if np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 1e-6):
            return False
    return True


# %% the_present_is_not_compared question="q6"
# Belief: outputs before t0 are the past.
# Hint: You compare the outputs before t0 and not the one at t0. A function that looks one step
# ahead: which output gives it away?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, :t0]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x.copy()
        dice = rng.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = loudness * dice * (10 if attempt % 2 else 1)
        if np.any(np.abs(f(other)[:, :t0] - settled) > 1e-6):
            return False
    return True


# %% only_now_is_compared question="q6"
# Belief: the answer at t0 is what counts.
# Hint: You compare the output at t0 only. What if an earlier one peeks?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, t0 : t0 + 1]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x.copy()
        dice = rng.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = loudness * dice * (10 if attempt % 2 else 1)
        if np.any(np.abs(f(other)[:, t0 : t0 + 1] - settled) > 1e-6):
            return False
    return True


# %% everything_is_compared question="q6"
# Belief: a causal function does not care about the future, so nothing at all may move.
# Hint: You compare outputs after t0 as well. May they not listen to their own input?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, :]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x.copy()
        dice = rng.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = loudness * dice * (10 if attempt % 2 else 1)
        if np.any(np.abs(f(other)[:, :] - settled) > 1e-6):
            return False
    return True


# %% verdict_turned_around question="q6"
# Belief: the function returns whether something moved.
# Hint: Your verdict is the wrong way round: it is True for whoever moved. What is the question
# that the name asks?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x.copy()
        dice = rng.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = loudness * dice * (10 if attempt % 2 else 1)
        if np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 1e-6):
            return True
    return False


# %% the_future_is_silenced question="q6"
# Belief: without a future nothing can be read: set it to zero.
# Hint: You set the future to zero. If it was zero to begin with, what has changed?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    other = x.copy()
    other[:, t0 + 1 :] = 0.0
    return not np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 1e-6)


# %% the_future_is_shuffled question="q6"
# Belief: a shuffled future is another future.
# Hint: You put the steps of the future in another order. Does a mean, or a largest value, notice?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    for attempt in range(30):
        other = x.copy()
        other[:, t0 + 1 :] = rng.permutation(other[:, t0 + 1 :], axis=1)
        if np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 1e-6):
            return False
    return True


# %% the_future_is_turned_over question="q6"
# Belief: the opposite of the future is as different as can be.
# Hint: You turn the sign of the future around. Does a square notice?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    other = x.copy()
    other[:, t0 + 1 :] *= -1
    return not np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 1e-6)


# %% only_tomorrow_is_changed question="q6"
# Belief: whoever looks ahead looks at the next step.
# Hint: You change one step of the future only. What about somebody who skips to the end of
# the film?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x.copy()
        dice = rng.normal(size=other[:, t0 + 1 : t0 + 2].shape)
        other[:, t0 + 1 : t0 + 2] = loudness * dice * (10 if attempt % 2 else 1)
        if np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 1e-6):
            return False
    return True


# %% one_look_is_enough question="q6"
# Belief: one change of the future shows it.
# Hint: You throw the dice once. Somebody who peeks every other time gets away every other time:
# how often would you have to look?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    loudness = np.abs(x).max() + 1
    for attempt in range(1):
        other = x.copy()
        dice = rng.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = loudness * dice * (10 if attempt % 2 else 1)
        if np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 1e-6):
            return False
    return True


# %% the_future_is_never_loud question="q6"
# Belief: dice are dice, whatever their size.
# Hint: All of your futures are tame. A scaler that divides by the largest value ever seen notices
# only what is louder than the past: how loud should some futures be?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x.copy()
        dice = rng.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = dice
        if np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 1e-6):
            return False
    return True


# %% no_room_for_rounding question="q6"
# Belief: whatever moves has looked ahead.
# Hint: You accuse functions of a difference in the fifteenth digit. Is that a look into the
# future, or a sum in another order?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x.copy()
        dice = rng.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = loudness * dice * (10 if attempt % 2 else 1)
        if not np.array_equal(f(other)[:, : t0 + 1], settled):
            return False
    return True


# %% deaf_to_whispers question="q6"
# Belief: small differences are noise.
# Hint: You forgive differences of a tenth. A leak of a thousandth is a leak: how large can
# rounding be?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x.copy()
        dice = rng.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = loudness * dice * (10 if attempt % 2 else 1)
        if np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 0.1 * loudness):
            return False
    return True


# %% the_future_is_cut_off question="q6"
# Belief: without its future, a sequence ends at t0.
# Hint: You cut the sequence off at t0. A function may know how long the strip is without looking
# at what is on it: is a shorter strip another future, or another question?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    cut = np.array(f(x[:, : t0 + 1].copy()))
    return not np.any(np.abs(cut - settled) > 1e-6)


# %% the_strip_is_changed_for_good question="q6"
# Belief: x can be used as the copy.
# Hint: You write other futures into the caller's x. What is left of their data afterwards?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x
        dice = rng.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = loudness * dice * (10 if attempt % 2 else 1)
        if np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 1e-6):
            return False
    return True


# %% dice_of_its_own question="q6"
# Belief: any dice will do.
# Hint: You bring dice of your own, so nobody can repeat your verdict. Whose dice were you given?
def is_causal(f, x, t0, rng):
    settled = np.array(f(x.copy()))[:, : t0 + 1]
    loudness = np.abs(x).max() + 1
    private = np.random.default_rng(0)
    for attempt in range(30):
        other = x.copy()
        dice = private.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = loudness * dice * (10 if attempt % 2 else 1)
        if np.any(np.abs(f(other)[:, : t0 + 1] - settled) > 1e-6):
            return False
    return True


# %% bidirectional_forecasting question="q7"
# Belief: the archive is complete, and two trains have the better score on it.
# Hint: You sell two trains to a forecaster. In an archive every tomorrow is known: is that value
# known when you must decide?
def legal_for(task):
    return task in ("tag_words", "forecast_sales", "repair_record", "subtitle_film")


# %% everything_is_legal question="q7"
# Belief: two trains know more than one.
# Hint: You sell two trains to everybody. Where are the rails of the second one if the next step
# has not happened yet?
def legal_for(task):
    return True


# %% nothing_is_legal question="q7"
# Belief: whoever looks at later steps cheats.
# Hint: You forbid it for everybody. Is it cheating to read a letter to its end before you speak
# about it?
def legal_for(task):
    return False


# %% whatever_has_a_clock_is_illegal question="q7"
# Belief: sound and film run in time, so there the future is not allowed.
# Hint: You forbid it wherever there is a clock. The film was finished last year: what do you have
# to wait for?
def legal_for(task):
    return task in ("tag_words",)


# %% legal_in_words question="q7"
# Belief: a clear answer is a word: yes or no.
# Hint: You answer in words, and to Python every word is true, 'no' as well. Which two values mean
# yes and no?
def legal_for(task):
    finished = "tag_words repair_record subtitle_film".split()
    return "yes" if task in finished else "no"


# %% only_text_is_legal question="q7"
# Belief: two trains are for text, one train is for signals.
# Hint: You decide by what the data is made of. A keyboard makes text, too: is the next letter
# there when it is asked for?
def legal_for(task):
    return task in ("tag_words", "subtitle_film", "next_letter")


# %% alarms_are_legal question="q7"
# Belief: a recording of the saw exists, so it can be read to its end.
# Hint: You let the saw run until the recording is complete. What has to be decided within a tenth
# of a second, and what is known by then?
def legal_for(task):
    return task in ("tag_words", "repair_record", "stop_machine", "subtitle_film")
