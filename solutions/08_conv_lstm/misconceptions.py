# %% [markdown]
# # Misconceptions of 08_conv_lstm
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.

# %% stencil_turned_around question="q1"
# Belief: a convolution flips the kernel first, as in mathematics.
# Hint: Your stencil is turned around before it is laid on. In a net it is not: with a single 1 in
# the right column, which neighbour should a place repeat?
def conv2d_same(x, w, b=None):
    k, edge = w.shape[0], w.shape[0] // 2
    R, C = x.shape[1:3]
    padded = np.pad(x, ((0, 0), (edge, edge), (edge, edge), (0, 0)))
    turned = w[::-1, ::-1]
    out = 0.0
    for u in range(k):
        for v in range(k):
            out = out + padded[:, u : u + R, v : v + C] @ turned[u, v]
    return out if b is None else out + b


# %% stencil_with_rows_and_columns_mixed_up question="q1"
# Belief: the first axis of the stencil goes across, as x does in a drawing.
# Hint: The first axis of your stencil goes across the columns. In w, as in x, which comes first:
# rows or columns?
def conv2d_same(x, w, b=None):
    k, edge = w.shape[0], w.shape[0] // 2
    R, C = x.shape[1:3]
    padded = np.pad(x, ((0, 0), (edge, edge), (edge, edge), (0, 0)))
    out = 0.0
    for u in range(k):
        for v in range(k):
            out = out + padded[:, v : v + R, u : u + C] @ w[u, v]
    return out if b is None else out + b


# %% zeros_at_the_end_only question="q1"
# Belief: k - 1 zeros are missing, so they are put below and to the right.
# Hint: All your zeros stand below and on the right, so everybody looks half a stencil away. Where
# is the middle of the stencil when the first place is computed?
def conv2d_same(x, w, b=None):
    k = w.shape[0]
    R, C = x.shape[1:3]
    padded = np.pad(x, ((0, 0), (0, k - 1), (0, k - 1), (0, 0)))
    out = 0.0
    for u in range(k):
        for v in range(k):
            out = out + padded[:, u : u + R, v : v + C] @ w[u, v]
    return out if b is None else out + b


# %% edges_wrap_around question="q1"
# Belief: np.roll moves a picture.
# Hint: In your version what leaves the picture on one side comes in again on the other. What
# should a place at the edge see beyond it?
def conv2d_same(x, w, b=None):
    k, edge = w.shape[0], w.shape[0] // 2
    out = 0.0
    for u in range(k):
        for v in range(k):
            out = out + np.roll(x, (edge - u, edge - v), axis=(1, 2)) @ w[u, v]
    return out if b is None else out + b


# %% edges_repeated_outwards question="q1"
# Belief: beyond the edge the picture goes on as it ended; zeros would be a lie.
# Hint: Beyond the edge you repeat the last pixel. Reasonable people do that to photographs; what
# does 'same' put there?
def conv2d_same(x, w, b=None):
    k, edge = w.shape[0], w.shape[0] // 2
    R, C = x.shape[1:3]
    padded = np.pad(x, ((0, 0), (edge, edge), (edge, edge), (0, 0)), mode="edge")
    out = 0.0
    for u in range(k):
        for v in range(k):
            out = out + padded[:, u : u + R, v : v + C] @ w[u, v]
    return out if b is None else out + b


# %% frame_thought_to_be_square question="q1"
# Belief: a picture has a size, and that is its number of rows.
# Hint: You take the number of rows for the number of columns. What comes out of a frame that is
# wider than it is high?
def conv2d_same(x, w, b=None):
    k, edge = w.shape[0], w.shape[0] // 2
    size = x.shape[1]
    padded = np.pad(x, ((0, 0), (edge, edge), (edge, edge), (0, 0)))
    out = 0.0
    for u in range(k):
        for v in range(k):
            out = out + padded[:, u : u + size, v : v + size] @ w[u, v]
    return out if b is None else out + b


# %% stencil_of_three_assumed question="q1"
# Belief: one zero on every side is what 'same' means.
# Hint: Your frame of zeros is one wide whatever the stencil. How far does a stencil with a side of
# five reach from its middle?
def conv2d_same(x, w, b=None):
    R, C = x.shape[1:3]
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    out = 0.0
    for u in range(3):
        for v in range(3):
            out = out + padded[:, u : u + R, v : v + C] @ w[u, v]
    return out if b is None else out + b


# %% bias_added_for_every_number_of_the_stencil question="q1"
# Belief: each term of the sum is a small dense layer, with its bias.
# Hint: Your bias is added once for every number of the stencil. How often does it stand in
# the formula?
def conv2d_same(x, w, b=None):
    k, edge = w.shape[0], w.shape[0] // 2
    R, C = x.shape[1:3]
    b = 0.0 if b is None else b
    padded = np.pad(x, ((0, 0), (edge, edge), (edge, edge), (0, 0)))
    out = 0.0
    for u in range(k):
        for v in range(k):
            out = out + padded[:, u : u + R, v : v + C] @ w[u, v] + b
    return out


# %% only_the_first_channel_is_read question="q1"
# Belief: a picture is (rows, columns); the last axis is a formality.
# Hint: You read the first channel only. With several channels, which of them lie under
# the stencil?
def conv2d_same(x, w, b=None):
    k, edge = w.shape[0], w.shape[0] // 2
    R, C = x.shape[1:3]
    padded = np.pad(x, ((0, 0), (edge, edge), (edge, edge), (0, 0)))
    out = 0.0
    for u in range(k):
        for v in range(k):
            out = out + padded[:, u : u + R, v : v + C, :1] * w[u, v, 0]
    return out if b is None else out + b


# %% peepholes question="q2"
# Belief: gates look at the cell state as well, as in the paper.
# Hint: Your gates look at the cell state. Those are the peepholes of the paper, and Keras leaves
# them out: which two maps does a gate read here?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = conv2d_same(x, kernel, bias) + conv2d_same(h, recurrent_kernel)
    i, f, g, o = np.split(z, 4, axis=-1)
    c_new = sigmoid(f + c) * c + sigmoid(i + c) * np.tanh(g)
    return sigmoid(o + c_new) * np.tanh(c_new), c_new


# %% blocks_cut_from_the_rows question="q2"
# Belief: np.split cuts along axis 1, as it did for (N, 4H).
# Hint: You cut the rows of the picture into four. The four blocks lie behind each other in the
# channels: which axis is 4F long?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = conv2d_same(x, kernel, bias) + conv2d_same(h, recurrent_kernel)
    i, f, g, o = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% blocks_interleaved question="q2"
# Belief: the four numbers of one filter stand side by side.
# Hint: You take every fourth channel for a gate. Do the channels go filter by filter, or gate
# by gate?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = conv2d_same(x, kernel, bias) + conv2d_same(h, recurrent_kernel)
    i, f, g, o = (z[..., gate::4] for gate in range(4))
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% blocks_i_f_o_g question="q2"
# Belief: the three sigmoids come first, as in the paper and in many lecture notes.
# Hint: You cut in the order i, f, o, g. Block 3 is the candidate and goes through tanh: which block
# did you feed to tanh?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = conv2d_same(x, kernel, bias) + conv2d_same(h, recurrent_kernel)
    i, f, o, g = np.split(z, 4, axis=-1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% recurrent_stencil_valid question="q2"
# Belief: the recurrent convolution has no zeros around it; they are put around its result.
# Hint: At the edge your memory hears nothing from its neighbours: the zeros stand around the result
# instead of around h. Where does 'same' put them, and must the state keep its size?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    edge = recurrent_kernel.shape[0] // 2
    from_h = conv2d_same(h, recurrent_kernel)
    inner = np.zeros_like(from_h)
    rows = slice(edge, from_h.shape[1] - edge)
    columns = slice(edge, from_h.shape[2] - edge)
    inner[:, rows, columns] = from_h[:, rows, columns]
    z = conv2d_same(x, kernel, bias) + inner
    i, f, g, o = np.split(z, 4, axis=-1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% everybody_remembers_alone question="q2"
# Belief: the memory of a place is its own, so h is multiplied by a matrix, place by place.
# Hint: In your step a place hears its own past only, never that of its neighbours. How could a
# digit move across such a picture?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    middle = recurrent_kernel.shape[0] // 2
    z = conv2d_same(x, kernel, bias) + h @ recurrent_kernel[middle, middle]
    i, f, g, o = np.split(z, 4, axis=-1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% step_without_the_past question="q2"
# Belief: the convolution of the frame is the input; the past comes in through c.
# Hint: Your gates never look at h. What is the recurrent kernel for?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = conv2d_same(x, kernel, bias)
    i, f, g, o = np.split(z, 4, axis=-1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% bias_added_twice question="q2"
# Belief: each of the two convolutions has its bias.
# Hint: You add the bias in both convolutions. How often does it stand in the formula for z?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = conv2d_same(x, kernel, bias) + conv2d_same(h, recurrent_kernel, bias)
    i, f, g, o = np.split(z, 4, axis=-1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% forget_bias_added_at_run_time question="q2"
# Belief: the forget bias of 1 is a term of the formula.
# Hint: You add 1 inside the forget gate. It is an initial value which Keras has already stored in
# the bias: who would add it a second time?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = conv2d_same(x, kernel, bias) + conv2d_same(h, recurrent_kernel)
    i, f, g, o = np.split(z, 4, axis=-1)
    c_new = sigmoid(f + 1) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new


# %% said_from_the_old_memory question="q2"
# Belief: the output gate reads out the memory as it was handed in.
# Hint: Your hidden state comes from the old cell state. Which one does the formula squash?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = conv2d_same(x, kernel, bias) + conv2d_same(h, recurrent_kernel)
    i, f, g, o = np.split(z, 4, axis=-1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c_new


# %% memory_returned_first question="q2"
# Belief: the memory is the important thing, so it comes first.
# Hint: You return the cell state first and the hidden state second. Which order does the docstring
# promise, and which one may exceed 1?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = conv2d_same(x, kernel, bias) + conv2d_same(h, recurrent_kernel)
    i, f, g, o = np.split(z, 4, axis=-1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return c_new, sigmoid(o) * np.tanh(c_new)


# %% memory_updated_in_place question="q2"
# Belief: c *= f and c += i * g save memory.
# Hint: The numbers are right, but you changed the caller's c while computing them. What does *= do
# to an array that somebody else still holds?
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = conv2d_same(x, kernel, bias) + conv2d_same(h, recurrent_kernel)
    i, f, g, o = np.split(z, 4, axis=-1)
    c *= sigmoid(f)
    c += sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


# %% time_stacked_in_front question="q3"
# Belief: a list of frames becomes an array with time first.
# Hint: Time is axis 0 of your seq. Which axis is it in x, and all through the course?
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, seq = h0, c0, []
    for t in range(x.shape[1]):
        h, c = convlstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        seq.append(h)
    return np.stack(seq), h, c


# %% states_one_step_late question="q3"
# Belief: the state of a step is the one that it begins with.
# Hint: Your seq holds the states before each frame: it begins with h0 and the last one is missing.
# Which state belongs to a frame, the one before it or the one after it?
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, seq = h0, c0, []
    for t in range(x.shape[1]):
        seq.append(h)
        h, c = convlstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
    return np.stack(seq, axis=1), h, c


# %% first_memory_ignored question="q3"
# Belief: a memory is empty at the start.
# Hint: You begin with an empty cell state, whatever c0 is. Who would notice when a film is shown in
# two pieces?
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, seq = h0, np.zeros_like(c0), []
    for t in range(x.shape[1]):
        h, c = convlstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        seq.append(h)
    return np.stack(seq, axis=1), h, c


# %% first_hidden_state_ignored question="q3"
# Belief: nothing has been said before the film begins.
# Hint: You begin with a hidden state of zeros, whatever h0 is. Who would notice when a film is
# shown in two pieces?
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, seq = np.zeros_like(h0), c0, []
    for t in range(x.shape[1]):
        h, c = convlstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        seq.append(h)
    return np.stack(seq, axis=1), h, c


# %% every_frame_starts_anew question="q3"
# Belief: each frame is put through the step, with the states that were given.
# Hint: Every frame of yours starts from h0 and c0 again, so nothing is remembered. What does a step
# hand on to the next one?
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    weights = kernel, recurrent_kernel, bias
    both = [convlstm_step(x[:, t], h0, c0, *weights) for t in range(x.shape[1])]
    return np.stack([h for h, _ in both], axis=1), *both[-1]


# %% memory_not_carried question="q3"
# Belief: the hidden state is the recurrent one; c is used up within the step.
# Hint: You hand on h, but every step gets c0. Which of the two is the memory?
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, seq = h0, []
    for t in range(x.shape[1]):
        h, c = convlstm_step(x[:, t], h, c0, kernel, recurrent_kernel, bias)
        seq.append(h)
    return np.stack(seq, axis=1), h, c


# %% film_run_backwards question="q3"
# Belief: the last frame is the newest, so it is read first.
# Hint: You walk through the film from its end. Whose future does the first map then know?
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, seq = h0, c0, []
    for t in reversed(range(x.shape[1])):
        h, c = convlstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        seq.insert(0, h)
    return np.stack(seq, axis=1), h, c


# %% memories_collected question="q3"
# Belief: the sequence of a memory is the sequence of its cell states.
# Hint: Your seq holds cell states. Which of the two states is what a layer says?
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    h, c, seq = h0, c0, []
    for t in range(x.shape[1]):
        h, c = convlstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        seq.append(c)
    return np.stack(seq, axis=1), h, c


# %% first_states_written_over question="q3"
# Belief: h0[:] = h is how a state is updated.
# Hint: The numbers are right, but afterwards the caller's h0 and c0 hold your last states. What does
# an assignment to h0[:] change?
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    seq = []
    for t in range(x.shape[1]):
        h, c = convlstm_step(x[:, t], h0, c0, kernel, recurrent_kernel, bias)
        h0[:], c0[:] = h, c
        seq.append(h)
    return np.stack(seq, axis=1), h, c


# %% a_break_at_the_wall question="q4"
# Belief: at the wall the direction turns, and the move of that frame is lost.
# Hint: Your digits stay at the wall for two frames: the frame in which they turn, they do not move.
# When does the direction turn, before the step or instead of it?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = image
            outside = (place + step < 0) | (place + step > room)
            place = np.where(outside, place, place + step)
            step = np.where(outside, -step, step)
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% stuck_at_the_wall question="q4"
# Belief: np.clip keeps a digit inside.
# Hint: Your digits are kept inside, and stay at the wall for good. What should happen to the
# direction there?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = image
            place = np.clip(place + step, 0, room)
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% in_again_on_the_other_side question="q4"
# Belief: whoever leaves on the right comes in on the left.
# Hint: Your digits leave the frame and come in again on the other side. That is another old game:
# what do walls do?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = image
            place = (place + step) % (room + 1)
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% both_directions_turn_together question="q4"
# Belief: at a wall the digit goes back the way that it came.
# Hint: Your digits turn right round at a wall and go back the way they came. Which of the two
# directions does the left wall concern?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = image
            if ((place + step < 0) | (place + step > room)).any():
                step = -step
            place = np.clip(place + step, 0, room)
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% a_new_direction_every_frame question="q4"
# Belief: random motion means that each step is drawn.
# Hint: Your digits draw a new direction with every frame, so nobody could foresee the next one.
# When is a direction drawn, and when does it change?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = image
            step = rng.choice([-1, 1], size=2)
            outside = (place + step < 0) | (place + step > room)
            place = place + np.where(outside, -step, step)
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% one_direction_for_rows_and_columns question="q4"
# Belief: a digit goes forwards or backwards: one draw.
# Hint: You draw one direction for rows and columns together, so two of the four ways never occur.
# How many coins have to be tossed?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = np.full(2, rng.choice([-1, 1]))
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = image
            outside = (place + step < 0) | (place + step > room)
            step = np.where(outside, -step, step)
            place = place + step
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% never_starts_at_the_last_place question="q4"
# Belief: integers(0, room) goes up to room.
# Hint: None of your films starts in the last row or column that is possible. Does rng.integers
# include its upper end?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = image
            outside = (place + step < 0) | (place + step > room)
            step = np.where(outside, -step, step)
            place = place + step
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% another_digit_every_frame question="q4"
# Belief: the picture is drawn where it is drawn.
# Hint: Your films show another picture in every frame. How often is a picture chosen for one film?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = images[rng.integers(len(images))]
            outside = (place + step < 0) | (place + step > room)
            step = np.where(outside, -step, step)
            place = place + step
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% eight_by_eight_for_ever question="q4"
# Belief: a digit is 8 by 8.
# Hint: The side of a digit stands in your code as a number. Where can you read off how large the
# pictures are that you were given?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    room = max(size - 8, 0)
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            spot = frame[r : r + 8, c : c + 8, 0]
            spot[: len(image), : len(image)] = image
            outside = (place + step < 0) | (place + step > room)
            step = np.where(outside, -step, step)
            place = place + step
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% given_pictures_ignored question="q4"
# Belief: the digits of the course are the pictures.
# Hint: You take the digits of the course, whichever pictures are given. How then could known and
# unseen pictures be kept apart?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = max(size - side, 0)
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            spot = frame[r : r + side, c : c + side, 0]
            spot[...] = image[: spot.shape[0], : spot.shape[1]]
            outside = (place + step < 0) | (place + step > room)
            step = np.where(outside, -step, step)
            place = place + step
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% seed_written_down question="q4"
# Belief: a generator wants some number, and 0 is one.
# Hint: Your generator begins with the same number, whichever seed was ordered. What should
# default_rng be given?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(0)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = image
            outside = (place + step < 0) | (place + step > room)
            step = np.where(outside, -step, step)
            place = place + step
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, 1:]


# %% answered_by_itself question="q4"
# Belief: a net that predicts frames is asked about its frames.
# Hint: You ask for the frame that is being shown. Then copying the last frame scores 0: what should
# it score, if copying is a bad idea?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = image
            outside = (place + step < 0) | (place + step > room)
            step = np.where(outside, -step, step)
            place = place + step
    return films


def next_frame_pairs(films):
    return films[:, :-1], films[:, :-1]


# %% asked_for_the_frame_before question="q4"
# Belief: shift by one; either way.
# Hint: You show the later frames and ask for the earlier ones. Who wants to foresee the past?
def moving_digits(n, T=10, size=16, seed=0, images=None):
    if images is None:
        images = course_lib.load_digit_images()
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            r, c = place
            frame[r : r + side, c : c + side, 0] = image
            outside = (place + step < 0) | (place + step > room)
            step = np.where(outside, -step, step)
            place = place + step
    return films


def next_frame_pairs(films):
    return films[:, 1:], films[:, :-1]


# %% head_that_peeks question="q5"
# Belief: the head is a Conv3D with a stencil of 3 by 3 by 3 and padding 'same', as in a well-known example.
# Hint: Your head reaches one step along the time axis, in both directions. Blank the last frame: may
# the prediction before it change?
import keras


def build_next_frame(size, filters=8):
    return keras.Sequential(
        [
            keras.Input((None, size, size, 1)),
            keras.layers.ConvLSTM2D(filters, 3, padding="same", return_sequences=True),
            keras.layers.Conv3D(1, (3, 3, 3), padding="same", activation="sigmoid"),
        ]
    )


# %% memory_in_both_directions question="q5"
# Belief: a bidirectional memory is better than one that reads forwards only.
# Hint: Your memory reads the film backwards as well. What does a net that has seen the end of a film
# have to foresee?
import keras


def build_next_frame(size, filters=8):
    memory = keras.layers.ConvLSTM2D(filters, 3, padding="same", return_sequences=True)
    return keras.Sequential(
        [
            keras.Input((None, size, size, 1)),
            keras.layers.Bidirectional(memory),
            keras.layers.Conv3D(1, (1, 3, 3), padding="same", activation="sigmoid"),
        ]
    )


# %% flattened_for_a_dense_head question="q5"
# Belief: a head is a Flatten and a Dense, as in every first net.
# Hint: Your head flattens the maps, so every place has weights of its own and knows nothing of
# neighbours. Move the film by one pixel: does what is said move along?
import keras


def build_next_frame(size, filters=8):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((None, size, size, 1)),
            layers.ConvLSTM2D(filters, 3, padding="same", return_sequences=True),
            layers.TimeDistributed(layers.Flatten()),
            layers.TimeDistributed(layers.Dense(size * size, activation="sigmoid")),
            layers.TimeDistributed(layers.Reshape((size, size, 1))),
        ]
    )


# %% no_memory_in_the_net question="q5"
# Belief: two convolutions on every frame can see where the digit goes.
# Hint: Your net looks at one frame at a time and remembers nothing. From a single frame, which of
# four ways does the digit go?
import keras


def build_next_frame(size, filters=8):
    return keras.Sequential(
        [
            keras.Input((None, size, size, 1)),
            keras.layers.Conv3D(filters, (1, 3, 3), padding="same", activation="relu"),
            keras.layers.Conv3D(1, (1, 3, 3), padding="same", activation="sigmoid"),
        ]
    )


# %% pixels_without_a_limit question="q5"
# Belief: it is a regression, so the last layer is linear.
# Hint: Your last layer is linear, so a pixel may be blacker than black. Which curve keeps a number
# between 0 and 1?
import keras


def build_next_frame(size, filters=8):
    return keras.Sequential(
        [
            keras.Input((None, size, size, 1)),
            keras.layers.ConvLSTM2D(filters, 3, padding="same", return_sequences=True),
            keras.layers.Conv3D(1, (1, 3, 3), padding="same"),
        ]
    )


# %% filters_fixed_at_eight question="q5"
# Belief: eight filters are what the text says.
# Hint: Your net has eight filters, whatever is asked for. Where does the argument go?
import keras


def build_next_frame(size, filters=8):
    return keras.Sequential(
        [
            keras.Input((None, size, size, 1)),
            keras.layers.ConvLSTM2D(8, 3, padding="same", return_sequences=True),
            keras.layers.Conv3D(1, (1, 3, 3), padding="same", activation="sigmoid"),
        ]
    )


# %% stencils_of_a_single_pixel question="q5"
# Belief: the memory has a cell for every pixel, so its stencil is one pixel.
# Hint: All your stencils are one pixel wide, so nobody hears of anybody else. How would a place know
# that a digit is coming?
import keras


def build_next_frame(size, filters=8):
    return keras.Sequential(
        [
            keras.Input((None, size, size, 1)),
            keras.layers.ConvLSTM2D(filters, 1, padding="same", return_sequences=True),
            keras.layers.Conv3D(1, 1, activation="sigmoid"),
        ]
    )


# %% told_the_truth_every_time question="q6"
# Belief: predictions are what the model says along the film; the last ones are the future.
# Hint: You hand out what the net said while it was still being shown true frames. At step 2 of a
# dream, where does the input come from?
def rollout(model, frames, steps):
    said = np.asarray(model(np.asarray(frames, dtype=np.float32)))
    padded = np.concatenate([said[:, :1]] * max(0, steps - said.shape[1]) + [said], axis=1)
    return padded[:, padded.shape[1] - steps :]


# %% past_forgotten_at_every_step question="q6"
# Belief: the model remembers, so it only needs the newest frame.
# Hint: From the second step on your net sees a single frame, and has no past. It begins every film
# with an empty memory: what do you have to show it?
def rollout(model, frames, steps):
    now = np.asarray(frames, dtype=np.float32)
    dreamed = [now[:, :0]]
    for _ in range(steps):
        now = np.asarray(model(now))[:, -1:]
        dreamed.append(now)
    return np.concatenate(dreamed, axis=1)


# %% oldest_frame_dropped question="q6"
# Belief: the input keeps its length, so the oldest frame leaves when a new one comes.
# Hint: You drop the oldest frame whenever a new one is dreamed. A net with a memory would like to
# see the whole film: how long may it be?
def rollout(model, frames, steps):
    film = np.asarray(frames, dtype=np.float32)
    dreamed = [film[:, :0]]
    for _ in range(steps):
        said = np.asarray(model(film))[:, -1:]
        film = np.concatenate([film[:, 1:], said], axis=1)
        dreamed.append(said)
    return np.concatenate(dreamed, axis=1)


# %% dream_not_shown_to_the_dreamer question="q6"
# Belief: the loop asks the model again, so it goes on.
# Hint: You ask the same question every time, so every dreamed frame is the same. What is the film that
# the net should see at the second step?
def rollout(model, frames, steps):
    film = np.asarray(frames, dtype=np.float32)
    dreamed = [film[:, :0]]
    for _ in range(steps):
        dreamed.append(np.asarray(model(film))[:, -1:])
    return np.concatenate(dreamed, axis=1)


# %% first_frame_taken_for_the_news question="q6"
# Belief: the model returns the next frame; it stands at index 0.
# Hint: You take the first frame that the net says: its opinion about frame 2. Which of its opinions is
# about a frame that nobody has seen?
def rollout(model, frames, steps):
    film = np.asarray(frames, dtype=np.float32)
    for _ in range(steps):
        film = np.concatenate([film, np.asarray(model(film))[:, :1]], axis=1)
    return film[:, np.shape(frames)[1] :]


# %% everything_said_is_put_behind question="q6"
# Belief: all that the model says is its dream.
# Hint: You put everything behind the film that the net says, also about frames that were there
# already. How many new frames does one question bring?
def rollout(model, frames, steps):
    film = np.asarray(frames, dtype=np.float32)
    shown = film.shape[1]
    while film.shape[1] < shown + steps:
        film = np.concatenate([film, np.asarray(model(film))], axis=1)
    return film[:, shown : shown + steps]


# %% dream_rounded_to_black_and_white question="q6"
# Belief: foggy frames are bad food, so they are sharpened before they are shown.
# Hint: You round the dreamed frames before they are used. An understandable wish, but what was said
# about rounding?
def rollout(model, frames, steps):
    film = np.asarray(frames, dtype=np.float32)
    for _ in range(steps):
        said = np.round(np.asarray(model(film))[:, -1:])
        film = np.concatenate([film, said], axis=1)
    return film[:, np.shape(frames)[1] :]


# %% whole_film_returned question="q6"
# Belief: the result of a rollout is the film with its continuation.
# Hint: You return the true frames as well. Which frames does the docstring promise?
def rollout(model, frames, steps):
    film = np.asarray(frames, dtype=np.float32)
    for _ in range(steps):
        film = np.concatenate([film, np.asarray(model(film))[:, -1:]], axis=1)
    return film


# %% last_frames_cut_off_with_a_minus question="q6"
# Belief: the last steps frames are film[:, -steps:].
# Hint: With zero steps you return the whole film. What does a slice from -0 on contain?
def rollout(model, frames, steps):
    film = np.asarray(frames, dtype=np.float32)
    for _ in range(steps):
        film = np.concatenate([film, np.asarray(model(film))[:, -1:]], axis=1)
    return film[:, -steps:]
