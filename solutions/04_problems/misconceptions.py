# %% [markdown]
# # Misconceptions of 04_problems
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.


# %% jacobian_with_wires_the_other_way question="q1"
# Belief: the table of pushes is the weight matrix with a slope for each row; U needs no turning.
# Hint: In your table the wire from i to j stands where the one from j to i belongs. Which index of
# J is the output, and which index of U?
def step_jacobian(h_new, U):
    return (1 - h_new**2)[:, None] * U


# %% jacobian_transposed question="q1"
# Belief: rows are what is pushed, columns are what answers.
# Hint: Your table lies on its side: its rows belong to the old units. Which index is the output?
def step_jacobian(h_new, U):
    return U * (1 - h_new**2)


# %% slope_of_the_pushed_unit question="q1"
# Belief: a push is weakened by the slope of the unit that is pushed.
# Hint: Each column of your table has one slope. Whose curve does the push go through: that of the
# unit that is pushed, or that of the unit that answers?
def step_jacobian(h_new, U):
    return U.T * (1 - h_new**2)


# %% jacobian_without_slopes question="q1"
# Belief: what goes from state to state is the weight matrix, and the curve is a detail.
# Hint: Your table holds the wires alone, as if there were no tanh. How far does a unit move that
# says 0.999 already?
def step_jacobian(h_new, U):
    return U.T.copy()


# %% slope_of_the_tanh_of_the_state question="q1"
# Belief: the slope is 1 - tanh(h)^2, taken at the new state.
# Hint: You squash the new state once more before you take its slope. Has h_new been through the
# tanh already?
def step_jacobian(h_new, U):
    return (1 - np.tanh(h_new) ** 2)[:, None] * U.T


# %% slope_of_a_sigmoid question="q1"
# Belief: the slope of every squashing curve is h (1 - h).
# Hint: That is the slope of a sigmoid. Where is tanh steepest, and how steep is it there?
def step_jacobian(h_new, U):
    return (h_new * (1 - h_new))[:, None] * U.T


# %% jacobian_written_over_the_weights question="q1"
# Belief: U.T is a new array, so it may be multiplied in place.
# Hint: U.T is the same memory seen from the side, and your *= writes into the weights. What will
# the next step find there?
def step_jacobian(h_new, U):
    J = U.T
    J *= (1 - h_new**2)[:, None]
    return J


# %% product_of_norms question="q2"
# Belief: the norm of a product is the product of the norms, so one number a step is enough.
# Hint: You multiply the norms of the steps. What the one lets through, the next may swallow: is the
# norm of a product as large as the product of the norms?
def state_gradient_norms(x, h0, K, U, b):
    h, sizes = h0, []
    for now in x:
        h = np.tanh(now @ K + h @ U + b)
        sizes.append(np.linalg.norm(step_jacobian(h, U), 2))
    return np.cumprod(sizes[::-1])[::-1]


# %% chain_in_the_wrong_order question="q2"
# Belief: each further Jacobian is put on the left, as when one goes forwards.
# Hint: Your chain is multiplied in the wrong order. Going back, which Jacobian stands next to the
# last state, and where does the next older one join?
def state_gradient_norms(x, h0, K, U, b):
    h, states = h0, []
    for now in x:
        h = np.tanh(now @ K + h @ U + b)
        states.append(h)
    chain, norms = np.eye(len(h0)), []
    for h in states[::-1]:
        chain = step_jacobian(h, U) @ chain
        norms.append(np.linalg.norm(chain, 2))
    return np.array(norms[::-1])


# %% norms_by_distance question="q2"
# Belief: the result is in the order in which one goes back: distance 1 first.
# Hint: Your array begins with the step next to the end. Entry t belongs to h[t]: which entry has
# come the whole way?
def state_gradient_norms(x, h0, K, U, b):
    h, states = h0, []
    for now in x:
        h = np.tanh(now @ K + h @ U + b)
        states.append(h)
    chain, norms = np.eye(len(h0)), []
    for h in states[::-1]:
        chain = chain @ step_jacobian(h, U)
        norms.append(np.linalg.norm(chain, 2))
    return np.array(norms)


# %% norms_with_the_identity question="q2"
# Belief: entry t belongs to the state after step t, so the last one is the last state itself: 1.
# Hint: Your last entry is 1, the echo of the last state in itself, and the one of h0 is missing. Of
# which states is h[0] the first?
def state_gradient_norms(x, h0, K, U, b):
    h, states = h0, []
    for now in x:
        h = np.tanh(now @ K + h @ U + b)
        states.append(h)
    chain, norms = np.eye(len(h0)), [1.0]
    for h in states[:0:-1]:
        chain = chain @ step_jacobian(h, U)
        norms.append(np.linalg.norm(chain, 2))
    return np.array(norms[::-1])


# %% radius_is_the_whole_story question="q2"
# Belief: what is left after k steps is U to the power of k; inputs and the curve do not matter.
# Hint: Your gauge shows powers of U, whatever the net reads. tanh' shrinks as well: at rho = 1, with
# quiet inputs, fifty steps leave about a fifth. Where do the slopes come in?
def state_gradient_norms(x, h0, K, U, b):
    T = len(x)
    return np.array([np.linalg.norm(np.linalg.matrix_power(U, T - t), 2) for t in range(T)])


# %% eigenvalues_of_the_chain question="q2"
# Belief: the size of a matrix is its largest eigenvalue.
# Hint: You take the largest eigenvalue of the chain. The loudest answer to a shout of loudness 1 may
# be larger, since it need not point where the shout pointed. Which norm says how large?
def state_gradient_norms(x, h0, K, U, b):
    h, states = h0, []
    for now in x:
        h = np.tanh(now @ K + h @ U + b)
        states.append(h)
    chain, norms = np.eye(len(h0)), []
    for h in states[::-1]:
        chain = chain @ step_jacobian(h, U)
        norms.append(np.abs(np.linalg.eigvals(chain)).max())
    return np.array(norms[::-1])


# %% frobenius_norm question="q2"
# Belief: the norm of an array is the root of the sum of its squares, which is NumPy's default.
# Hint: Without a second argument NumPy sums the squares of all entries. Is that how loud the loudest
# answer can be, or how loud all of them are together?
def state_gradient_norms(x, h0, K, U, b):
    h, states = h0, []
    for now in x:
        h = np.tanh(now @ K + h @ U + b)
        states.append(h)
    chain, norms = np.eye(len(h0)), []
    for h in states[::-1]:
        chain = chain @ step_jacobian(h, U)
        norms.append(np.linalg.norm(chain))
    return np.array(norms[::-1])


# %% start_state_ignored question="q2"
# Belief: a net starts from zeros.
# Hint: Your net starts from zeros and never reads h0. Do the slopes of the first step know where
# it began?
def state_gradient_norms(x, h0, K, U, b):
    h, states = np.zeros(len(h0)), []
    for now in x:
        h = np.tanh(now @ K + h @ U + b)
        states.append(h)
    chain, norms = np.eye(len(h0)), []
    for h in states[::-1]:
        chain = chain @ step_jacobian(h, U)
        norms.append(np.linalg.norm(chain, 2))
    return np.array(norms[::-1])


# %% states_written_into_h0 question="q2"
# Belief: h = h0 makes a copy, so that h may be filled anew at each step.
# Hint: You fill h in place, and h is another name for h0: the start state is gone after the call. How
# does one get an array of one's own?
def state_gradient_norms(x, h0, K, U, b):
    h, states = h0, []
    for now in x:
        h[:] = np.tanh(now @ K + h @ U + b)
        states.append(h.copy())
    chain, norms = np.eye(len(h0)), []
    for state in states[::-1]:
        chain = chain @ step_jacobian(state, U)
        norms.append(np.linalg.norm(chain, 2))
    return np.array(norms[::-1])


# %% radius_by_real_parts question="q3"
# Belief: an eigenvalue is a real number, and where NumPy returns complex ones the real part is it.
# Hint: You look at real parts only. A matrix that turns by 90 degrees has eigenvalues i and -i: does
# it shrink anything?
def spectral_radius(U):
    return float(np.max(np.abs(np.linalg.eigvals(U).real)))


def rescale(U, rho):
    return U * rho / spectral_radius(U)


# %% radius_without_negative_eigenvalues question="q3"
# Belief: the largest eigenvalue is the one that is furthest to the right.
# Hint: You take the largest eigenvalue, and -2 is not large. What does a factor of -2 do to the
# length of an arrow?
def spectral_radius(U):
    return float(np.max(np.linalg.eigvals(U).real))


def rescale(U, rho):
    return U * rho / spectral_radius(U)


# %% radius_by_the_norm question="q3"
# Belief: the spectral radius is the spectral norm.
# Hint: You take the largest stretch in a single step. A matrix can stretch a lot once and still
# shrink everything in the long run: what counts after many steps?
def spectral_radius(U):
    return float(np.linalg.norm(U, 2))


def rescale(U, rho):
    return U * rho / spectral_radius(U)


# %% radius_of_a_symmetric_matrix question="q3"
# Belief: eigvalsh is the better eigvals.
# Hint: eigvalsh believes that U is symmetric and reads one half of it only. Are the wires the same in
# both directions here?
def spectral_radius(U):
    return float(np.max(np.abs(np.linalg.eigvalsh(U))))


def rescale(U, rho):
    return U * rho / spectral_radius(U)


# %% knob_turned_in_place question="q3"
# Belief: rescaling may be done in the array that came in.
# Hint: Your rescale writes into U, and whoever handed it over has lost the old knob. What does *= do
# where plain * does not?
def spectral_radius(U):
    return float(np.max(np.abs(np.linalg.eigvals(U))))


def rescale(U, rho):
    U *= rho / spectral_radius(U)
    return U


# %% knob_turned_by_the_norm question="q3"
# Belief: the factor is the wanted radius divided by the size of U, and the size is its norm.
# Hint: Your rescale divides by the norm of U and not by its radius. Which of the two should be rho
# when it is done?
def spectral_radius(U):
    return float(np.max(np.abs(np.linalg.eigvals(U))))


def rescale(U, rho):
    return U * rho / np.linalg.norm(U, 2)


# %% each_array_by_itself question="q4"
# Belief: each array has a norm of its own and is clipped by it, as Keras's clipnorm does.
# Hint: You clip each array alone. Some are shortened and others are not: did the angle of the whole
# gradient change?
def clip_by_value(grads, v):
    return {name: np.clip(gradient, -v, v) for name, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    clipped = {}
    for name, gradient in grads.items():
        size = np.linalg.norm(gradient)
        clipped[name] = gradient * (c / max(size, c))
    return clipped, float(np.sqrt(sum(np.sum(gradient**2) for gradient in grads.values())))


def careful_step(weights, grads, rate, c):
    clipped, _ = clip_by_global_norm(grads, c)
    return {name: weights[name] - rate * clipped[name] for name in weights}


# %% always_scaled_to_c question="q4"
# Belief: clipping brings every gradient to the length c, so it cures vanishing as well.
# Hint: Yours makes short gradients longer. Clipping is no cure for vanishing: what does it do to a
# norm of 1e-9, and what should it do to 0?
def clip_by_value(grads, v):
    return {name: np.clip(gradient, -v, v) for name, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    norm = float(np.sqrt(sum(np.sum(gradient**2) for gradient in grads.values())))
    return {name: gradient * (c / np.float64(norm)) for name, gradient in grads.items()}, norm


def careful_step(weights, grads, rate, c):
    clipped, _ = clip_by_global_norm(grads, c)
    return {name: weights[name] - rate * clipped[name] for name in weights}


# %% lengths_added question="q4"
# Belief: the length of the whole is the sum of the lengths of its parts.
# Hint: You add the lengths of the arrays. Three steps east and four north: how far away are you?
def clip_by_value(grads, v):
    return {name: np.clip(gradient, -v, v) for name, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    norm = float(sum(np.linalg.norm(gradient) for gradient in grads.values()))
    return {name: gradient * (c / max(norm, c)) for name, gradient in grads.items()}, norm


def careful_step(weights, grads, rate, c):
    clipped, _ = clip_by_global_norm(grads, c)
    return {name: weights[name] - rate * clipped[name] for name in weights}


# %% norm_after_clipping question="q4"
# Belief: the norm to return is that of what is returned.
# Hint: The norm you return is the one after clipping, which is never above c. What would your training
# log say about an explosion?
def clip_by_value(grads, v):
    return {name: np.clip(gradient, -v, v) for name, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    norm = float(np.sqrt(sum(np.sum(gradient**2) for gradient in grads.values())))
    return {name: gradient * (c / max(norm, c)) for name, gradient in grads.items()}, min(norm, c)


def careful_step(weights, grads, rate, c):
    clipped, _ = clip_by_global_norm(grads, c)
    return {name: weights[name] - rate * clipped[name] for name in weights}


# %% nan_hidden_by_nan_to_num question="q4"
# Belief: a gradient that is no number is best replaced by zero, and training goes on.
# Hint: Your nan_to_num makes a broken gradient look healthy. At which step did it first appear, and who
# will ever find out?
def clip_by_value(grads, v):
    return {name: np.clip(gradient, -v, v) for name, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    whole = {name: np.nan_to_num(gradient) for name, gradient in grads.items()}
    norm = float(np.sqrt(sum(np.sum(gradient**2) for gradient in whole.values())))
    return {name: gradient * (c / max(norm, c)) for name, gradient in whole.items()}, norm


def careful_step(weights, grads, rate, c):
    clipped, _ = clip_by_global_norm(grads, c)
    return {name: weights[name] - rate * clipped[name] for name in weights}


# %% cut_off_above_only question="q4"
# Belief: clipping takes away what is too large, and negative numbers are small.
# Hint: You cut off on one side only. A gradient of -1000: is that a small one?
def clip_by_value(grads, v):
    return {name: np.where(gradient > v, v, gradient) for name, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    norm = float(np.sqrt(sum(np.sum(gradient**2) for gradient in grads.values())))
    return {name: gradient * (c / max(norm, c)) for name, gradient in grads.items()}, norm


def careful_step(weights, grads, rate, c):
    clipped, _ = clip_by_global_norm(grads, c)
    return {name: weights[name] - rate * clipped[name] for name in weights}


# %% largest_entry_scaled_to_v question="q4"
# Belief: by value means that the largest value becomes v, and the others shrink along with it.
# Hint: You shrink a whole array until its largest entry fits. By value means each number by itself:
# what happens to one that was small enough?
def clip_by_value(grads, v):
    return {n: gradient * min(1, v / np.abs(gradient).max()) for n, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    norm = float(np.sqrt(sum(np.sum(gradient**2) for gradient in grads.values())))
    return {name: gradient * (c / max(norm, c)) for name, gradient in grads.items()}, norm


def careful_step(weights, grads, rate, c):
    clipped, _ = clip_by_global_norm(grads, c)
    return {name: weights[name] - rate * clipped[name] for name in weights}


# %% cut_off_in_place question="q4"
# Belief: gradients are used once, so they may be cut off where they are.
# Hint: Your clip_by_value writes into the gradients that it was given. Who else may still need
# them as they were?
def clip_by_value(grads, v):
    for gradient in grads.values():
        np.clip(gradient, -v, v, out=gradient)
    return grads


def clip_by_global_norm(grads, c):
    norm = float(np.sqrt(sum(np.sum(gradient**2) for gradient in grads.values())))
    return {name: gradient * (c / max(norm, c)) for name, gradient in grads.items()}, norm


def careful_step(weights, grads, rate, c):
    clipped, _ = clip_by_global_norm(grads, c)
    return {name: weights[name] - rate * clipped[name] for name in weights}


# %% clipped_after_the_update question="q4"
# Belief: it is enough that clipping happens in the same function; the order does not matter.
# Hint: Your step is taken first, and then something is clipped that nobody uses any more. Which number
# did the optimiser use?
def clip_by_value(grads, v):
    return {name: np.clip(gradient, -v, v) for name, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    norm = float(np.sqrt(sum(np.sum(gradient**2) for gradient in grads.values())))
    return {name: gradient * (c / max(norm, c)) for name, gradient in grads.items()}, norm


def careful_step(weights, grads, rate, c):
    stepped = {name: weights[name] - rate * grads[name] for name in weights}
    grads, _ = clip_by_global_norm(grads, c)
    return stepped


# %% step_clipped_instead_of_gradient question="q4"
# Belief: what has to be short is the step, so the learning rate comes in before the clipping.
# Hint: You clip the step, learning rate included, and not the gradient. With a rate of 0.01, how large
# may a gradient be before your limiter notices it?
def clip_by_value(grads, v):
    return {name: np.clip(gradient, -v, v) for name, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    norm = float(np.sqrt(sum(np.sum(gradient**2) for gradient in grads.values())))
    return {name: gradient * (c / max(norm, c)) for name, gradient in grads.items()}, norm


def careful_step(weights, grads, rate, c):
    moves, _ = clip_by_global_norm({name: rate * grads[name] for name in grads}, c)
    return {name: weights[name] - moves[name] for name in weights}


# %% step_written_into_the_weights question="q4"
# Belief: weights are there to be changed, so -= is the natural way.
# Hint: Your step writes into the weights that it was given. What if somebody wants to compare the new
# ones with the old ones?
def clip_by_value(grads, v):
    return {name: np.clip(gradient, -v, v) for name, gradient in grads.items()}


def clip_by_global_norm(grads, c):
    norm = float(np.sqrt(sum(np.sum(gradient**2) for gradient in grads.values())))
    return {name: gradient * (c / max(norm, c)) for name, gradient in grads.items()}, norm


def careful_step(weights, grads, rate, c):
    clipped, _ = clip_by_global_norm(grads, c)
    for name in weights:
        weights[name] -= rate * clipped[name]
    return weights


# %% lstm_never_forgets question="q5"
# Belief: an LSTM with the recommended bias does not forget; its pipe is perfect.
# Hint: For you an open gate keeps everything. A bias of 1 opens it to 0.73 and halves the memory every
# 2.2 steps, one of 3 every 14. When is a gate really open?
def cell_retention(b_f, T):
    if b_f >= 1:
        return 1.0
    return float((1 / (1 + np.exp(-b_f))) ** T)


# %% steps_inside_the_gate question="q5"
# Belief: many steps of a bias are one step of many biases.
# Hint: You multiply the bias by the number of steps inside the gate. With a positive bias yours remembers
# more, the longer it waits. Where does each step leave its mark?
def cell_retention(b_f, T):
    return float(1 / (1 + np.exp(-b_f * T)))


# %% same_amount_lost_at_each_step question="q5"
# Belief: each step loses the same amount, until nothing is left.
# Hint: Yours loses the same amount at every step. A share of what: of the beginning, or of what is
# still there?
def cell_retention(b_f, T):
    lost = 1 - 1 / (1 + np.exp(-b_f))
    return float(max(0.0, 1 - T * lost))


# %% share_that_is_gone question="q5"
# Belief: a forget gate says what is forgotten.
# Hint: Your gate keeps little where it should keep much. Is f the share that is forgotten, or is it
# what is kept?
def cell_retention(b_f, T):
    return float((1 - 1 / (1 + np.exp(-b_f))) ** T)


# %% marks_anywhere question="q6"
# Belief: two marks are two random positions, wherever they fall.
# Hint: Your marks fall anywhere: both in one half, or both on one step. Where is the first mark allowed,
# and where the second?
def adding_problem(n, T, seed):
    generator = np.random.default_rng(seed)
    values, marks = generator.uniform(size=(n, T)), np.zeros((n, T))
    marks[np.arange(n), generator.integers(0, T, size=n)] = 1
    marks[np.arange(n), generator.integers(0, T, size=n)] = 1
    X = np.stack([values, marks], axis=2).astype(np.float32)
    return X, np.sum(X[:, :, 0] * X[:, :, 1], axis=1, keepdims=True)


# %% same_marks_for_everybody question="q6"
# Belief: one position for each half, drawn once, is random enough.
# Hint: All your examples are marked at the same two steps. Could a net learn two positions by heart and
# need no marks at all?
def adding_problem(n, T, seed):
    generator = np.random.default_rng(seed)
    values, marks = generator.uniform(size=(n, T)), np.zeros((n, T))
    marks[:, generator.integers(0, T // 2)] = 1
    marks[:, generator.integers(T // 2, T)] = 1
    X = np.stack([values, marks], axis=2).astype(np.float32)
    return X, np.sum(X[:, :, 0] * X[:, :, 1], axis=1, keepdims=True)


# %% last_step_never_marked question="q6"
# Belief: the upper end of integers has to be made smaller by one, or it would be drawn.
# Hint: The last step of a half is never marked in yours. Does the upper end that you give to integers
# belong to what is drawn?
def adding_problem(n, T, seed):
    generator = np.random.default_rng(seed)
    values, marks = generator.uniform(size=(n, T)), np.zeros((n, T))
    marks[np.arange(n), generator.integers(0, max(1, T // 2 - 1), size=n)] = 1
    marks[np.arange(n), generator.integers(T // 2, max(T // 2 + 1, T - 1), size=n)] = 1
    X = np.stack([values, marks], axis=2).astype(np.float32)
    return X, np.sum(X[:, :, 0] * X[:, :, 1], axis=1, keepdims=True)


# %% answer_in_the_inputs question="q6"
# Belief: at the last step the net is told what it should say, so that it knows.
# Hint: The answer stands among the inputs: the last value is what should be said. What would a net
# with no memory at all score on that?
def adding_problem(n, T, seed):
    generator = np.random.default_rng(seed)
    values, marks = generator.uniform(size=(n, T)), np.zeros((n, T))
    marks[np.arange(n), generator.integers(0, T // 2, size=n)] = 1
    marks[np.arange(n), generator.integers(T // 2, T, size=n)] = 1
    X = np.stack([values, marks], axis=2).astype(np.float32)
    y = np.sum(X[:, :, 0] * X[:, :, 1], axis=1, keepdims=True)
    X[:, -1, 0] = y[:, 0]
    return X, y


# %% mean_of_the_two_numbers question="q6"
# Belief: the answer is the average of the marked values.
# Hint: You average the two numbers. What should be said at the end: their middle, or their sum?
def adding_problem(n, T, seed):
    generator = np.random.default_rng(seed)
    values, marks = generator.uniform(size=(n, T)), np.zeros((n, T))
    marks[np.arange(n), generator.integers(0, T // 2, size=n)] = 1
    marks[np.arange(n), generator.integers(T // 2, T, size=n)] = 1
    X = np.stack([values, marks], axis=2).astype(np.float32)
    return X, np.sum(X[:, :, 0] * X[:, :, 1], axis=1, keepdims=True) / 2


# %% values_on_both_sides_of_zero question="q6"
# Belief: inputs of a net are best drawn around zero.
# Hint: Some of your values are negative. From where to where should they be spread, and what would that
# change about the number to beat?
def adding_problem(n, T, seed):
    generator = np.random.default_rng(seed)
    values, marks = generator.uniform(-1, 1, size=(n, T)), np.zeros((n, T))
    marks[np.arange(n), generator.integers(0, T // 2, size=n)] = 1
    marks[np.arange(n), generator.integers(T // 2, T, size=n)] = 1
    X = np.stack([values, marks], axis=2).astype(np.float32)
    return X, np.sum(X[:, :, 0] * X[:, :, 1], axis=1, keepdims=True)


# %% one_generator_for_all_calls question="q6"
# Belief: the seed is set once, at the beginning of a program.
# Hint: The same seed gives other examples at the second call, because your generator is made once and goes
# on drawing. When does it have to be made?
generators = {}


def adding_problem(n, T, seed):
    generator = generators.setdefault(seed, np.random.default_rng(seed))
    values, marks = generator.uniform(size=(n, T)), np.zeros((n, T))
    marks[np.arange(n), generator.integers(0, T // 2, size=n)] = 1
    marks[np.arange(n), generator.integers(T // 2, T, size=n)] = 1
    X = np.stack([values, marks], axis=2).astype(np.float32)
    return X, np.sum(X[:, :, 0] * X[:, :, 1], axis=1, keepdims=True)


# %% examined_on_the_homework question="q7"
# Belief: a second draw is for the books; the scores are those of the examples learned from.
# Hint: Your nets are examined on what they learned from. What could somebody score there who has understood
# nothing and has a good memory?
def compare(T, seed, problem=adding_problem, learn=learn):
    X, y = problem(1280, T, seed)
    X_exam, y_exam = problem(1000, T, seed + 10_000)
    scores = {"baseline": float(np.mean((y.mean() - y_exam) ** 2))}
    for name, kind in {"rnn_mse": "SimpleRNN", "lstm_mse": "LSTM"}.items():
        scores[name] = float(np.mean((learn(kind, X, y, seed)(X) - y) ** 2))
    return scores


# %% every_answer_meets_every_prediction question="q7"
# Belief: y is a list of numbers, so it is better without its second axis.
# Hint: A column minus a row is a whole table: each of your predictions meets every answer. Which shape do
# both of them have, and which should the difference have?
def compare(T, seed, problem=adding_problem, learn=learn):
    X, y = problem(1280, T, seed)
    X_exam, y_exam = problem(1000, T, seed + 10_000)
    scores = {"baseline": float(np.mean((y.mean() - y_exam) ** 2))}
    for name, kind in {"rnn_mse": "SimpleRNN", "lstm_mse": "LSTM"}.items():
        scores[name] = float(np.mean((learn(kind, X, y, seed)(X_exam) - y_exam.ravel()) ** 2))
    return scores


# %% constant_that_says_zero question="q7"
# Belief: who knows nothing says zero.
# Hint: Your constant says zero. Who knows nothing about an example still knows what the answers are like on
# average: what should such a one say?
def compare(T, seed, problem=adding_problem, learn=learn):
    X, y = problem(1280, T, seed)
    X_exam, y_exam = problem(1000, T, seed + 10_000)
    scores = {"baseline": float(np.mean(y_exam**2))}
    for name, kind in {"rnn_mse": "SimpleRNN", "lstm_mse": "LSTM"}.items():
        scores[name] = float(np.mean((learn(kind, X, y, seed)(X_exam) - y_exam) ** 2))
    return scores
