# %% [markdown]
# # Misconceptions of 03_lstm_gates
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.

# %% blocks_i_f_o_g question="q1"
# Belief: the blocks come as i, f, o, g, as in many lecture notes and in char-rnn: the three
# sigmoids first, so that they can be squashed in one go.
# Hint: You cut in the order i, f, o, g. Block 3 is the candidate, the only one that goes through
# tanh. Which block would your cell feed to tanh?
def split_gates(z):
    units = z.shape[1] // 4
    return (
        z[:, :units],
        z[:, units : 2 * units],
        z[:, 3 * units :],
        z[:, 2 * units : 3 * units],
    )


# %% blocks_forget_first question="q1"
# Belief: the forget gate comes first, because it comes first in every explanation.
# Hint: Your first two blocks have changed places. Explanations start with the forget gate; with
# which gate does Keras start?
def split_gates(z):
    f, i, g, o = np.split(z, 4, axis=1)
    return i, f, g, o


# %% blocks_interleaved question="q1"
# Belief: the four numbers of one unit stand side by side, so every fourth column is one gate.
# Hint: You take every fourth column for a gate. Do the columns go unit by unit, or gate by gate?
def split_gates(z):
    return z[:, 0::4], z[:, 1::4], z[:, 2::4], z[:, 3::4]


# %% blocks_by_reshape question="q1"
# Belief: reshape to four blocks of (N, H) cuts the columns; with one example it does.
# Hint: A reshape fills the new shape row after row, so with several examples your blocks are made of
# other people's numbers. Which axis has to be cut, and which has to stay whole?
def split_gates(z):
    examples, columns = z.shape
    i, f, g, o = z.reshape(4, examples, columns // 4)
    return i, f, g, o


# %% blocks_of_one_column question="q1"
# Belief: a block is one column, as it is in the example of the public check.
# Hint: Your blocks are one column wide, whatever the cell. Where can you read off how many units
# there are?
def split_gates(z):
    return z[:, 0:1], z[:, 1:2], z[:, 2:3], z[:, 3:4]


# %% forget_means_forget question="q2"
# Belief: it is called forget gate, so f = 1 means that everything is forgotten.
# Hint: Your gate closes when it should open. f is the share that is kept: with f = 1 and i = 0,
# what should c be?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forget_gate(x, h, K_f, U_f, b_f):
    return 1 - sigmoid(x @ K_f + h @ U_f + b_f)


# %% gate_without_h question="q2"
# Belief: a gate looks at the new input only, as a feed-forward layer does.
# Hint: Your forget gate never looks at h. List the arrows that enter a gate in the drawing: how
# many are there?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forget_gate(x, h, K_f, U_f, b_f):
    return sigmoid(x @ K_f + b_f)


# %% gate_without_x question="q2"
# Belief: what to forget depends on what is remembered, so the gate reads h alone.
# Hint: Your forget gate never looks at the new input. How would it know that the whistle blew?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forget_gate(x, h, K_f, U_f, b_f):
    return sigmoid(h @ U_f + b_f)


# %% gate_without_bias question="q2"
# Belief: the bias is a detail that may be left out; with zero biases nothing is missed.
# Hint: Your forget gate does not use its bias. With all inputs at zero, how could such a gate be
# anything but half open?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forget_gate(x, h, K_f, U_f, b_f):
    return sigmoid(x @ K_f + h @ U_f)


# %% gate_with_forget_bias_added question="q2"
# Belief: the forget bias of 1 that everybody recommends is a term of the formula.
# Hint: You add 1 inside the forget gate at run time. It is an initial value of the bias: Keras has
# already stored it in b_f. Who would add it a second time?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forget_gate(x, h, K_f, U_f, b_f):
    return sigmoid(x @ K_f + h @ U_f + b_f + 1.0)


# %% gate_through_tanh question="q2"
# Belief: recurrent nets squash with tanh, so a gate does as well.
# Hint: You squash the gate with tanh. A gate is a share from 0 to 1: what would it mean to keep
# minus a half of something?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forget_gate(x, h, K_f, U_f, b_f):
    return np.tanh(x @ K_f + h @ U_f + b_f)


# %% gate_through_hard_sigmoid question="q2"
# Belief: gates use the hard sigmoid, straight lines instead of the curve, as in old Keras.
# Hint: Your sigmoid is made of straight lines. That was the default of Keras long ago: which curve
# stands in the formula here?
def sigmoid(z):
    return np.clip(0.2 * z + 0.5, 0.0, 1.0)


def forget_gate(x, h, K_f, U_f, b_f):
    return sigmoid(x @ K_f + h @ U_f + b_f)


# %% gate_with_recurrent_weights_transposed question="q2"
# Belief: U is square, so it does not matter which way round it is multiplied.
# Hint: You turned U_f on its side; being square it does not complain. Try a U_f with a single 1 off
# the diagonal: which unit listens to which?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forget_gate(x, h, K_f, U_f, b_f):
    return sigmoid(x @ K_f + h @ U_f.T + b_f)


# %% gate_with_bias_outside question="q2"
# Belief: the bias is added at the end, to the squashed value.
# Hint: Your bias is added after the squashing, so the gate can leave the range from 0 to 1. On
# which side of the curve does the bias belong?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forget_gate(x, h, K_f, U_f, b_f):
    return sigmoid(x @ K_f + h @ U_f) + b_f


# %% candidate_through_sigmoid question="q3"
# Belief: everything in the input gate is squashed by the sigmoid.
# Hint: Your candidate goes through the sigmoid, so it can never be negative. Can such a cell ever
# count down?
def input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g):
    i = sigmoid(x @ K_i + h @ U_i + b_i)
    g = sigmoid(x @ K_g + h @ U_g + b_g)
    return i, g


# %% input_valve_through_tanh question="q3"
# Belief: what enters the cell is squashed by tanh, valve and candidate alike.
# Hint: Your input valve goes through tanh and can be negative. What would a valve do that is open
# by minus a half?
def input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g):
    i = np.tanh(x @ K_i + h @ U_i + b_i)
    g = np.tanh(x @ K_g + h @ U_g + b_g)
    return i, g


# %% candidate_returned_first question="q3"
# Belief: the candidate comes first, for it exists before the valve is opened.
# Hint: You return the candidate first and the valve second. Which order does the docstring promise?
def input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g):
    g = np.tanh(x @ K_g + h @ U_g + b_g)
    i = sigmoid(x @ K_i + h @ U_i + b_i)
    return g, i


# %% candidate_with_the_weights_of_its_valve question="q3"
# Belief: one set of weights is enough; valve and candidate are two views of the same sum.
# Hint: Valve and candidate use the same weights in your version. How could the valve then say no
# to what the candidate likes best?
def input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g):
    total = x @ K_i + h @ U_i + b_i
    return sigmoid(total), np.tanh(total)


# %% candidate_without_h question="q3"
# Belief: the candidate is made from the new input alone; the past is already in c.
# Hint: Your candidate never looks at h. It has a U_g of its own: what is that for?
def input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g):
    i = sigmoid(x @ K_i + h @ U_i + b_i)
    g = np.tanh(x @ K_g + b_g)
    return i, g


# %% candidate_already_gated question="q3"
# Belief: the input gate hands out what has passed the valve, i times g.
# Hint: Your second result has already passed the valve. The multiplication comes later, in the
# update: how often should i act on g?
def input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g):
    i = sigmoid(x @ K_i + h @ U_i + b_i)
    g = i * np.tanh(x @ K_g + h @ U_g + b_g)
    return i, g


# %% update_forgets_the_share_f question="q4"
# Belief: f is the share that is forgotten, so 1 - f is what remains.
# Hint: You multiply the old cell state by 1 - f. With f = 1 and i = 0, what should c be?
def update_cell(c, f, i, g):
    return (1 - f) * c + i * g


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = sigmoid(x @ K_o + h @ U_o + b_o)
    return o, o * np.tanh(c_new)


# %% update_without_input_valve question="q4"
# Belief: the candidate is simply added; the forget gate does the choosing.
# Hint: Nothing holds your candidate back: i does not act on it. With the input gate shut, what may
# enter the memory?
def update_cell(c, f, i, g):
    return f * c + g


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = sigmoid(x @ K_o + h @ U_o + b_o)
    return o, o * np.tanh(c_new)


# %% update_with_coupled_gates question="q4"
# Belief: what is not kept is written, so the input share is 1 - f (as in a GRU).
# Hint: You write the share 1 - f of the candidate and ignore i. That is another cell, with one
# valve fewer: can yours keep everything and still take something in?
def update_cell(c, f, i, g):
    return f * c + (1 - f) * g


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = sigmoid(x @ K_o + h @ U_o + b_o)
    return o, o * np.tanh(c_new)


# %% update_swaps_the_valves question="q4"
# Belief: the input gate acts on what is there and the forget gate on what comes.
# Hint: Your two valves have changed places. Which one guards the old state, and which one
# guards the newcomer?
def update_cell(c, f, i, g):
    return i * c + f * g


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = sigmoid(x @ K_o + h @ U_o + b_o)
    return o, o * np.tanh(c_new)


# %% update_squashes_the_memory question="q4"
# Belief: every state of a recurrent net is squashed by tanh, the cell state as well.
# Hint: You squash the cell state at every step, so it fades even when everything is kept. How many
# times does tanh stand in the equation for c?
def update_cell(c, f, i, g):
    return np.tanh(f * c + i * g)


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = sigmoid(x @ K_o + h @ U_o + b_o)
    return o, o * np.tanh(c_new)


# %% update_writes_into_the_old_state question="q4"
# Belief: c *= f and c += i * g say the same thing and save memory.
# Hint: The numbers are right, but you changed the caller's c while computing them. What does *= do
# to an array that somebody else still holds?
def update_cell(c, f, i, g):
    c *= f
    c += i * g
    return c


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = sigmoid(x @ K_o + h @ U_o + b_o)
    return o, o * np.tanh(c_new)


# %% said_without_tanh question="q4"
# Belief: the output gate simply lets a share of c through.
# Hint: Your h is a share of the raw cell state. Is h allowed to leave the range from -1 to 1?
def update_cell(c, f, i, g):
    return f * c + i * g


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = sigmoid(x @ K_o + h @ U_o + b_o)
    return o, o * c_new


# %% said_with_tanh_after_the_valve question="q4"
# Belief: the product is squashed at the very end, as the last line of a cell.
# Hint: You squash after the valve, and the drawing squashes before it. A fully open valve and a
# large memory give the same either way: what about a half-open one?
def update_cell(c, f, i, g):
    return f * c + i * g


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = sigmoid(x @ K_o + h @ U_o + b_o)
    return o, np.tanh(o * c_new)


# %% output_valve_reads_the_cell question="q4"
# Belief: the output gate decides about c, so it must look at c (a peephole).
# Hint: Your output valve reads the cell state. List the inputs of a gate in the drawing: x and
# what else?
def update_cell(c, f, i, g):
    return f * c + i * g


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = sigmoid(x @ K_o + c_new @ U_o + b_o)
    return o, o * np.tanh(c_new)


# %% output_returned_in_the_wrong_order question="q4"
# Belief: the new state is the important result, so it is returned first.
# Hint: You return the hidden state first and the opening second. Which order does the docstring of
# output_gate promise?
def update_cell(c, f, i, g):
    return f * c + i * g


def output_gate(x, h, c_new, K_o, U_o, b_o):
    o = sigmoid(x @ K_o + h @ U_o + b_o)
    return o * np.tanh(c_new), o


# %% step_blocks_i_f_o_g question="q5"
# Belief: the weights hold i, f, o, g, as in many lecture notes and in char-rnn.
# Hint: You read the weights in the order i, f, o, g. Block 3 is the candidate and goes through
# tanh: which block did you feed to tanh?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, o, g = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_blocks_i_f_swapped question="q5"
# Belief: forget comes first, because it comes first in every explanation.
# Hint: Your input and forget blocks have changed places. Close one and open the other by hand:
# which half of the bias did you need?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    f, i, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_blocks_i_o_swapped question="q5"
# Belief: the order is output, forget, candidate, input, from the outside to the inside.
# Hint: Your first and last block have changed places. Which valve is at the entrance, and which
# one at the exit?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    o, f, g, i = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_blocks_interleaved question="q5"
# Belief: the four columns of one unit stand side by side.
# Hint: You take every fourth column of z for a gate. With five units, which columns belong to the
# forget gate: 5 to 9, or 1, 5, 9, 13 and 17?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = z[:, 0::4], z[:, 1::4], z[:, 2::4], z[:, 3::4]
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_recurrent_kernel_transposed question="q5"
# Belief: each gate's recurrent block is square, and weights are written (to, from) as in PyTorch.
# Hint: Each square block of your recurrent kernel lies on its side. Rows are the h that comes in:
# what are the columns?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    turned = np.hstack([block.T for block in np.split(recurrent_kernel, 4, axis=1)])
    z = x @ kernel + h @ turned + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_without_recurrent_term question="q5"
# Belief: the past comes in through c, so h has nothing to do in the gates.
# Hint: Your gates never look at h. Without the recurrent kernel, how would a valve know what the
# cell has just said?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_without_bias question="q5"
# Belief: the bias starts at zero, so it can be left out.
# Hint: Your step does not use the bias. How could an untrained cell keep its memory by default?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_with_forget_bias_added question="q5"
# Belief: unit_forget_bias means that the cell adds 1 to the forget gate at every step.
# Hint: You add 1 to the forget block at run time. It is an initial value of the bias; Keras has
# already stored it in bias[H:2H]. How often should it count?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f + 1.0) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_with_peepholes question="q5"
# Belief: gates that decide about the memory look at it, as in the paper with peepholes.
# Hint: Your gates read c. List the inputs of a gate in the drawing: x and h. Which arrow
# did you add?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f + c) * c + sigmoid(i + c) * np.tanh(g)
    return sigmoid(o + c_new) * np.tanh(c_new), c_new


# %% step_with_coupled_gates question="q5"
# Belief: what is not written is kept, so f = 1 - i saves a gate.
# Hint: In your cell f is always 1 - i. That saves a valve and costs a freedom: can it keep
# everything and write at the same time?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, _, g, o = np.split(z, 4, axis=1)
    c_new = (1 - sigmoid(i)) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_forgets_h question="q5"
# Belief: the memory that the forget gate fades is the hidden state.
# Hint: Your forget gate acts on h. Which of the two states is the memory that runs straight
# through the drawing?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * h + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_forget_means_forget question="q5"
# Belief: f = 1 means that everything is forgotten.
# Hint: In your step a fully open forget gate empties the memory. f is the share that is kept: what
# should a bias of +60 in that block do?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = (1 - sigmoid(f)) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_h_from_old_c question="q5"
# Belief: h is read from the cell state that came in; the new one is for the next step.
# Hint: Your h comes from the cell state of the step before. Could the cell then answer to what it
# has heard just now?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c_new


# %% step_h_without_tanh question="q5"
# Belief: h is the share o of c, and no more.
# Hint: Your h is a share of the unsquashed cell state. Is h allowed to leave (-1, 1)?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c_new, c_new


# %% step_candidate_through_sigmoid question="q5"
# Belief: all four blocks go through the sigmoid, in one go.
# Hint: All four of your blocks go through the sigmoid. One of them has to be able to say minus:
# can your cell ever count down?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(sigmoid(x @ kernel + h @ recurrent_kernel + bias), 4, axis=1)
    c_new = f * c + i * g
    return o * np.tanh(c_new), c_new


# %% step_gates_through_tanh question="q5"
# Belief: all four blocks go through tanh, in one go.
# Hint: All four of your blocks go through tanh. Three of them are shares: what would a valve be
# that is open by minus a half?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(np.tanh(x @ kernel + h @ recurrent_kernel + bias), 4, axis=1)
    c_new = f * c + i * g
    return o * np.tanh(c_new), c_new


# %% step_hard_sigmoid question="q5"
# Belief: the recurrent activation is the hard sigmoid, as it was in old Keras.
# Hint: Your valves are straight lines with two corners, the hard sigmoid of old Keras. Which
# recurrent activation is the default today, and stands in part 2?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, o = (np.clip(0.2 * block + 0.5, 0.0, 1.0) for block in (i, f, o))
    c_new = f * c + i * np.tanh(g)
    return o * np.tanh(c_new), c_new


# %% step_states_swapped question="q5"
# Belief: the cell state is the state, so it is returned first.
# Hint: You return c first and h second. Look at your two results with large weights: which one may
# exceed 1?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return c_new, sigmoid(o) * np.tanh(c_new)


# %% step_without_input_valve question="q5"
# Belief: the candidate is added as it is; the forget gate does the choosing.
# Hint: In your step the candidate enters without passing the input valve. What should a bias of -60
# in the first block prevent?
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    _, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% forward_resets_h question="q6"
# Belief: the cell state carries the past, so h can start afresh at each step.
# Hint: Your loop starts every step from the same h. What did the step before hand over, and who
# picks it up?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    c, outputs = c0, []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h0, c, kernel, recurrent_kernel, bias)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


# %% forward_resets_c question="q6"
# Belief: only h goes from step to step, as in a simple recurrent net.
# Hint: Your loop starts every step from the same cell state, so nothing lasts longer than one step.
# Which two batons are handed on?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, outputs = h0, []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c0, kernel, recurrent_kernel, bias)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


# %% forward_ignores_start_states question="q6"
# Belief: a recurrent net always starts from zero.
# Hint: You start from zeros, whatever h0 and c0 say. If somebody wants to carry on where another
# call has stopped, how can they?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = np.zeros_like(h0), np.zeros_like(c0), []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


# %% forward_ignores_c0 question="q6"
# Belief: only h0 is a start state; the cell state is private and starts at zero.
# Hint: You use h0 and start the cell state from zero. What is c0 handed to you for?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, np.zeros_like(h0), []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


# %% forward_sequence_of_cells question="q6"
# Belief: the sequence shows the memory, the cell state of each step.
# Hint: Your sequence is made of cell states. Which of the two states is said aloud, and so goes on
# to the next layer?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        outputs.append(c)
    return np.stack(outputs, axis=1), h, c


# %% forward_one_step_late question="q6"
# Belief: the sequence starts with the state that was there at the start.
# Hint: Your sequence is one step late: it starts with h0 and misses the last output. What is the
# first thing that the cell says?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        outputs.append(h)
        h, c = lstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
    return np.stack(outputs, axis=1), h, c


# %% forward_time_first question="q6"
# Belief: a list of steps, stacked, is a sequence: time comes first.
# Hint: Your sequence has time on axis 0. Keras keeps the batch first: along which axis do you put
# the steps together?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        outputs.append(h)
    return np.array(outputs), h, c


# %% forward_backwards question="q6"
# Belief: the newest input counts most, so the sequence is read from its end.
# Hint: You read the sequence from its end to its beginning. What does the first output know about
# the last input?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in reversed(range(x.shape[1])):
        h, c = lstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        outputs.insert(0, h)
    return np.stack(outputs, axis=1), h, c


# %% forward_standardises_over_time question="q6"
# Belief: inputs should be centred before they enter a net, so the layer centres the sequence.
# Hint: You centre the whole sequence before reading it. Then a step knows the mean of days to come:
# if the future changes, may the past move?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    centred = x - x.mean(axis=1, keepdims=True)
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        h, c = lstm_step(centred[:, t], h, c, kernel, recurrent_kernel, bias)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


# %% forward_last_states_swapped question="q6"
# Belief: the cell state is what somebody carries on with, so it is returned before h.
# Hint: The last two of your three results have changed places. Which one equals the last entry of
# the sequence?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        outputs.append(h)
    return np.stack(outputs, axis=1), c, h


# %% forward_writes_into_the_start_states question="q6"
# Belief: h0 and c0 are convenient arrays to keep the running states in.
# Hint: The numbers are right, but you keep the running states in the caller's h0 and c0. What will
# the caller find there, the next time they start?
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    outputs = []
    for t in range(x.shape[1]):
        h0[:], c0[:] = lstm_step(x[:, t], h0, c0, kernel, recurrent_kernel, bias)
        outputs.append(h0.copy())
    return np.stack(outputs, axis=1), h0.copy(), c0.copy()


# %% backward_drops_dc question="q7"
# Belief: the loss sits on h, so only dh flows back.
# Hint: The gradient that comes in through c is lost in your version. c[t] feeds h[t] and c[t+1]:
# which of the two arrows back did you leave out?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    s = np.tanh(f * c + i * g)
    total = dh * o * (1 - s**2)
    blocks = (total * g * i * (1 - i), total * c * f * (1 - f), total * i * (1 - g**2))
    dz = np.hstack([*blocks, dh * s * o * (1 - o)])
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": total * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": h.T @ dz,
        "dbias": dz.sum(axis=0),
    }


# %% backward_drops_dh_into_c question="q7"
# Belief: dh goes to the output gate and dc to the memory, each to its own.
# Hint: In your version dh reaches the output valve and never the cell state. Was h not made from c?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    s = np.tanh(f * c + i * g)
    total = dc
    blocks = (total * g * i * (1 - i), total * c * f * (1 - f), total * i * (1 - g**2))
    dz = np.hstack([*blocks, dh * s * o * (1 - o)])
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": total * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": h.T @ dz,
        "dbias": dz.sum(axis=0),
    }


# %% backward_memory_misses_h question="q7"
# Belief: the memory's way back takes the incoming dc and multiplies it by f.
# Hint: Your gates receive both arrows, but the old cell state receives only the one from dc. Where
# do the two arrows meet: before the valves, or after?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    s = np.tanh(f * c + i * g)
    total = dc + dh * o * (1 - s**2)
    blocks = (total * g * i * (1 - i), total * c * f * (1 - f), total * i * (1 - g**2))
    dz = np.hstack([*blocks, dh * s * o * (1 - o)])
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": dc * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": h.T @ dz,
        "dbias": dz.sum(axis=0),
    }


# %% backward_without_tanh_slope question="q7"
# Belief: h is the share o of c, so the gradient of c is the share o of dh.
# Hint: Between c and h stands a tanh, and your gradient passes it without noticing. What is the
# slope of tanh where the cell state is large?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    s = np.tanh(f * c + i * g)
    total = dc + dh * o
    blocks = (total * g * i * (1 - i), total * c * f * (1 - f), total * i * (1 - g**2))
    dz = np.hstack([*blocks, dh * s * o * (1 - o)])
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": total * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": h.T @ dz,
        "dbias": dz.sum(axis=0),
    }


# %% backward_without_valve_slopes question="q7"
# Belief: once di, df, dg and do are known, the weights can be reached directly.
# Hint: Your gradients reach the openings but not the sums behind them. Between z and each opening
# stands a curve: where is its slope?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    s = np.tanh(f * c + i * g)
    total = dc + dh * o * (1 - s**2)
    dz = np.hstack([total * g, total * c, total * i, dh * s])
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": total * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": h.T @ dz,
        "dbias": dz.sum(axis=0),
    }


# %% backward_sigmoid_slope_on_the_candidate question="q7"
# Belief: the slope of every squashing curve is y times (1 - y).
# Hint: You use the slope of the sigmoid for the candidate too. Which curve made g, and what is its
# slope when g is zero?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    s = np.tanh(f * c + i * g)
    total = dc + dh * o * (1 - s**2)
    blocks = (total * g * i * (1 - i), total * c * f * (1 - f), total * i * g * (1 - g))
    dz = np.hstack([*blocks, dh * s * o * (1 - o)])
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": total * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": h.T @ dz,
        "dbias": dz.sum(axis=0),
    }


# %% backward_blocks_i_f_o_g question="q7"
# Belief: the gradients of the blocks are put together as i, f, o, g.
# Hint: Your dz is put together in the order i, f, o, g, but z was cut in another one. In which
# block do the weights of the candidate sit?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    s = np.tanh(f * c + i * g)
    total = dc + dh * o * (1 - s**2)
    di, df = total * g * i * (1 - i), total * c * f * (1 - f)
    dz = np.hstack([di, df, dh * s * o * (1 - o), total * i * (1 - g**2)])
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": total * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": h.T @ dz,
        "dbias": dz.sum(axis=0),
    }


# %% backward_mean_over_the_batch question="q7"
# Belief: weight gradients are averaged over the batch.
# Hint: Your weight gradients are averages over the batch. Dividing by N is the business of the loss:
# what does a weight feel that all examples pull at?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    s = np.tanh(f * c + i * g)
    total = dc + dh * o * (1 - s**2)
    blocks = (total * g * i * (1 - i), total * c * f * (1 - f), total * i * (1 - g**2))
    dz = np.hstack([*blocks, dh * s * o * (1 - o)])
    n = len(x)
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": total * f,
        "dkernel": x.T @ dz / n,
        "drecurrent_kernel": h.T @ dz / n,
        "dbias": dz.mean(axis=0),
    }


# %% backward_new_h_for_old question="q7"
# Belief: the recurrent weights meet the hidden state of this step.
# Hint: Your gradient of the recurrent kernel uses the new h. Which h did that matrix multiply on
# the way forward?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    s = np.tanh(f * c + i * g)
    total = dc + dh * o * (1 - s**2)
    blocks = (total * g * i * (1 - i), total * c * f * (1 - f), total * i * (1 - g**2))
    dz = np.hstack([*blocks, dh * s * o * (1 - o)])
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": total * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": (o * s).T @ dz,
        "dbias": dz.sum(axis=0),
    }


# %% backward_new_c_for_old question="q7"
# Belief: the forget gate's gradient uses the cell state at hand, the new one.
# Hint: Your gradient of the forget gate uses the new cell state. What did f multiply on the
# way forward?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    new = f * c + i * g
    s = np.tanh(new)
    total = dc + dh * o * (1 - s**2)
    blocks = (total * g * i * (1 - i), total * new * f * (1 - f), total * i * (1 - g**2))
    dz = np.hstack([*blocks, dh * s * o * (1 - o)])
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": total * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": h.T @ dz,
        "dbias": dz.sum(axis=0),
    }


# %% backward_adds_into_dc question="q7"
# Belief: dc += ... is the natural way to say that two arrows meet.
# Hint: The numbers are right, but += wrote into the dc that you were given. Whose array is that, and
# who may still need it?
def lstm_step_backward(dh, dc, cache):
    x, h, c, kernel = cache["x"], cache["h"], cache["c"], cache["kernel"]
    recurrent_kernel = cache["recurrent_kernel"]
    z = x @ kernel + h @ recurrent_kernel + cache["bias"]
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    s = np.tanh(f * c + i * g)
    dc += dh * o * (1 - s**2)
    blocks = (dc * g * i * (1 - i), dc * c * f * (1 - f), dc * i * (1 - g**2))
    dz = np.hstack([*blocks, dh * s * o * (1 - o)])
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": dc * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": h.T @ dz,
        "dbias": dz.sum(axis=0),
    }


# %% latch_that_leaks question="q8"
# Belief: weights of about ten are enough to call a valve open or shut.
# Hint: Your valves are nearly shut, and nearly is not enough: the memory leaks. How much of c is
# left after 200 steps if a share of 0.993 is kept at each?
def latch():
    kernel = np.array([[0.0, 0.0, 1.0, 0.0], [10.0, -10.0, 0.0, 0.0]])
    return kernel, np.zeros((1, 4)), np.array([-5.0, 5.0, 0.0, 5.0])


# %% latch_that_adds_up question="q8"
# Belief: remembering means never forgetting, so the forget gate is always open.
# Hint: Your forget gate is open all the time, so a new mark is added to the old memory. What has to
# happen to the old number when the whistle blows again?
def latch():
    kernel = np.array([[0.0, 0.0, 1.0, 0.0], [60.0, 0.0, 0.0, 0.0]])
    return kernel, np.zeros((1, 4)), np.array([-30.0, 30.0, 0.0, 30.0])


# %% latch_forget_means_forget question="q8"
# Belief: at a mark the forget gate opens, to throw the old number out.
# Hint: Your forget gate opens at a mark and is shut otherwise. f is the share kept: in which of the
# two moments should everything be kept?
def latch():
    kernel = np.array([[0.0, 0.0, 1.0, 0.0], [60.0, 60.0, 0.0, 0.0]])
    return kernel, np.zeros((1, 4)), np.array([-30.0, -30.0, 0.0, 30.0])


# %% latch_that_hears_everything question="q8"
# Belief: the input gate has to be open for a value to get in, so it is left open.
# Hint: Your input gate is open all the time, so unmarked shouting gets into the memory. When
# may it open?
def latch():
    kernel = np.array([[0.0, 0.0, 1.0, 0.0], [0.0, -60.0, 0.0, 0.0]])
    return kernel, np.zeros((1, 4)), np.array([30.0, 30.0, 0.0, 30.0])


# %% latch_of_plus_and_minus_one question="q8"
# Belief: large weights are good everywhere, for the candidate as well.
# Hint: Your candidate is driven so hard that only its sign is left. Which weight on the value
# gives tanh(value)?
def latch():
    kernel = np.array([[0.0, 0.0, 60.0, 0.0], [60.0, -60.0, 0.0, 0.0]])
    return kernel, np.zeros((1, 4)), np.array([-30.0, 30.0, 0.0, 30.0])


# %% latch_blocks_i_f_o_g question="q8"
# Belief: the columns of the kernel are i, f, o, g.
# Hint: Your candidate sits in the last block. The columns go in the order of question 1: which
# block is the candidate?
def latch():
    kernel = np.array([[0.0, 0.0, 0.0, 1.0], [60.0, -60.0, 0.0, 0.0]])
    return kernel, np.zeros((1, 4)), np.array([-30.0, 30.0, 30.0, 0.0])


# %% latch_with_rows_swapped question="q8"
# Belief: the mark is the first input, since it decides.
# Hint: Your valves follow the value and your candidate follows the mark. Which input is in column
# 0 of x?
def latch():
    kernel = np.array([[60.0, -60.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]])
    return kernel, np.zeros((1, 4)), np.array([-30.0, 30.0, 0.0, 30.0])


# %% latch_that_reads_its_own_words question="q8"
# Belief: to remember, the candidate has to see what the cell said before.
# Hint: Your candidate also reads h, so the old memory colours the new one. Who keeps the memory in
# this cell: the loop through h, or the pipe of c?
def latch():
    kernel = np.array([[0.0, 0.0, 1.0, 0.0], [60.0, -60.0, 0.0, 0.0]])
    recurrent_kernel = np.array([[0.0, 0.0, 1.0, 0.0]])
    return kernel, recurrent_kernel, np.array([-30.0, 30.0, 0.0, 30.0])
