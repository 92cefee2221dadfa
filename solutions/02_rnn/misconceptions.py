# %% [markdown]
# # Misconceptions of 02_rnn
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.

# %% tanh_on_x_only question="q1"
# Belief: the new input is squashed, and then the past is added to it.
# Hint: You squash what comes from x and add the past afterwards. List what is inside the bracket:
# which of the three terms may stay outside?
def rnn_step(x, h, K, U, b):
    return np.tanh(x @ K) + h @ U + b


# %% tanh_twice question="q1"
# Belief: the dense layer is squashed, and the recurrent sum of it is squashed again.
# Hint: There are two tanh in your step, one inside the other. How many brackets are there in the
# formula, and what is in it?
def rnn_step(x, h, K, U, b):
    return np.tanh(np.tanh(x @ K + b) + h @ U)


# %% u_transposed question="q1"
# Belief: U is square, so it does not matter which way round it is multiplied.
# Hint: You turned U on its side; being square it does not complain. Try a U with a single 1 off the
# diagonal: which unit listens to which?
def rnn_step(x, h, K, U, b):
    return np.tanh(x @ K + h @ U.T + b)


# %% step_without_h question="q1"
# Belief: a layer looks at its input; the past takes care of itself.
# Hint: Your step never looks at the old state. What makes this net other than a feed-forward one?
def rnn_step(x, h, K, U, b):
    return np.tanh(x @ K + b)


# %% step_without_bias question="q1"
# Belief: the bias is a detail; with zero biases nothing is missed.
# Hint: Your step does not use its bias. With x and h at zero, how could such a unit be anything
# but zero?
def rnn_step(x, h, K, U, b):
    return np.tanh(x @ K + h @ U)


# %% step_through_sigmoid question="q1"
# Belief: nets squash with the sigmoid.
# Hint: You squash with the sigmoid, which knows no negative numbers. Between which two numbers
# should a state lie?
def rnn_step(x, h, K, U, b):
    return 1 / (1 + np.exp(-(x @ K + h @ U + b)))


# %% bias_outside_the_bracket question="q1"
# Belief: the bias shifts the result, so it is added at the end.
# Hint: Your bias is added after the squashing, so a state can leave the range from -1 to 1. On which
# side of the curve does the bias belong?
def rnn_step(x, h, K, U, b):
    return np.tanh(x @ K + h @ U) + b


# %% old_state_added question="q1"
# Belief: the new state is the old one plus what is new.
# Hint: You add the old state once more, past the weights and the squashing. In the drawing, how many
# arrows lead from the old state to the new one, and what do they pass?
def rnn_step(x, h, K, U, b):
    return h + np.tanh(x @ K + h @ U + b)


# %% step_written_into_h question="q1"
# Belief: h becomes the new state, so the new state is written into h.
# Hint: The numbers are right, but you wrote them into the caller's h. What will the caller find
# there, who still needed the old state?
def rnn_step(x, h, K, U, b):
    h[:] = np.tanh(x @ K + h @ U + b)
    return h


# %% h0_ignored question="q2"
# Belief: every run starts from nothing.
# Hint: You start from zeros and never look at h0. Start with h0 = 1: should the first output
# not move?
def rnn_forward(x, h0, K, U, b):
    h, outputs = np.zeros_like(h0), []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, K, U, b)
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% time_first question="q2"
# Belief: a list of steps, stacked, is a sequence: time comes first.
# Hint: Your sequence has time on axis 0. Keras keeps the batch first: along which axis do you put the
# steps together?
def rnn_forward(x, h0, K, U, b):
    h, outputs = h0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, K, U, b)
        outputs.append(h)
    return np.array(outputs)


# %% last_state_only question="q2"
# Belief: what counts is what the net has in mind at the end.
# Hint: You return the last state alone. All states are asked for: how could somebody find the one of
# the second step in yours?
def rnn_forward(x, h0, K, U, b):
    h = h0
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, K, U, b)
    return h


# %% one_step_late question="q2"
# Belief: the sequence starts with the state that was there at the start.
# Hint: Your sequence is one step late: it starts with h0 and misses the last state. What is the first
# thing that the net has in mind after it has read something?
def rnn_forward(x, h0, K, U, b):
    h, outputs = h0, []
    for t in range(x.shape[1]):
        outputs.append(h)
        h = rnn_step(x[:, t], h, K, U, b)
    return np.stack(outputs, axis=1)


# %% state_not_handed_on question="q2"
# Belief: every step is the same computation, so each can be started from h0.
# Hint: Each of your steps starts from h0 again. Who tells step two what step one had in mind?
def rnn_forward(x, h0, K, U, b):
    return np.stack([rnn_step(x[:, t], h0, K, U, b) for t in range(x.shape[1])], axis=1)


# %% read_from_the_end question="q2"
# Belief: the newest input counts most, so the sequence is read from its end.
# Hint: You read the sequence from its end to its beginning. What does the first output know about
# the last input?
def rnn_forward(x, h0, K, U, b):
    h, outputs = h0, []
    for t in reversed(range(x.shape[1])):
        h = rnn_step(x[:, t], h, K, U, b)
        outputs.insert(0, h)
    return np.stack(outputs, axis=1)


# %% new_weights_at_every_step question="q2"
# Belief: each box of the unfolded drawing is a layer of its own, with a U of its own.
# Hint: Your U is another one at every step. Unfolding copies the drawing, not the numbers: does a
# longer film need a bigger brain?
def rnn_forward(x, h0, K, U, b):
    h, outputs = h0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, K, np.linalg.matrix_power(U, t + 1), b)
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% squashed_once_more question="q2"
# Belief: the layer has an activation, and the cell has one as well.
# Hint: Each state of yours is squashed once more after the step. Which function already contains the
# only tanh of the formula?
def rnn_forward(x, h0, K, U, b):
    h, outputs = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(rnn_step(x[:, t], h, K, U, b))
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% centred_over_time question="q2"
# Belief: inputs should be centred before they enter a net, so the layer centres the sequence.
# Hint: You centre the whole sequence before reading it. Then a step knows the mean of days to come:
# if the future changes, may the past move?
def rnn_forward(x, h0, K, U, b):
    centred, h, outputs = x - x.mean(axis=1, keepdims=True), h0, []
    for t in range(x.shape[1]):
        h = rnn_step(centred[:, t], h, K, U, b)
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% start_state_written_into question="q2"
# Belief: h0 is a convenient array to keep the running state in.
# Hint: The numbers are right, but you keep the running state in the caller's h0. What will the caller
# find there, the next time they start?
def rnn_forward(x, h0, K, U, b):
    outputs = []
    for t in range(x.shape[1]):
        h0[:] = rnn_step(x[:, t], h0, K, U, b)
        outputs.append(h0.copy())
    return np.stack(outputs, axis=1)


# %% slope_forgotten question="q3"
# Belief: the gradient of the state goes straight to the weights.
# Hint: Your gradient reaches z without passing the curve. What is the slope of tanh where the state is
# nearly 1?
def rnn_step_backward(dh, cache):
    x, h, K, U = cache["x"], cache["h"], cache["K"], cache["U"]
    return dh @ K.T, dh @ U.T, x.T @ dh, h.T @ dh, dh.sum(axis=0)


# %% slope_of_the_sigmoid question="q3"
# Belief: the slope of every squashing curve is y times (1 - y).
# Hint: You use the slope of the sigmoid. Which curve made the state, and what is its slope where the
# state is zero?
def rnn_step_backward(dh, cache):
    x, h, K, U = cache["x"], cache["h"], cache["K"], cache["U"]
    new = np.tanh(x @ K + h @ U + cache["b"])
    dz = dh * new * (1 - new)
    return dz @ K.T, dz @ U.T, x.T @ dz, h.T @ dz, dz.sum(axis=0)


# %% slope_at_the_old_state question="q3"
# Belief: the h in the slope is the h in the cache.
# Hint: You took the slope at the old state. Which state came out of the curve, the one in the cache or
# the new one?
def rnn_step_backward(dh, cache):
    x, h, K, U = cache["x"], cache["h"], cache["K"], cache["U"]
    dz = dh * (1 - h**2)
    return dz @ K.T, dz @ U.T, x.T @ dz, h.T @ dz, dz.sum(axis=0)


# %% slope_from_the_sum question="q3"
# Belief: the slope of tanh is one minus the square of what goes in.
# Hint: Your slope uses what went into the curve. 1 - tanh squared: tanh of what, and is that z itself?
def rnn_step_backward(dh, cache):
    x, h, K, U = cache["x"], cache["h"], cache["K"], cache["U"]
    dz = dh * (1 - (x @ K + h @ U + cache["b"]) ** 2)
    return dz @ K.T, dz @ U.T, x.T @ dz, h.T @ dz, dz.sum(axis=0)


# %% du_with_the_new_h question="q3"
# Belief: dU belongs to this step, so it uses the state of this step.
# Hint: Your dU is made with the new state. Which h did U multiply on the way forward?
def rnn_step_backward(dh, cache):
    x, h, K, U = cache["x"], cache["h"], cache["K"], cache["U"]
    new = np.tanh(x @ K + h @ U + cache["b"])
    dz = dh * (1 - new**2)
    return dz @ K.T, dz @ U.T, x.T @ dz, new.T @ dz, dz.sum(axis=0)


# %% back_through_u_unturned question="q3"
# Belief: what came through U goes back through U.
# Hint: You go back through U as you came. Forward, row i says what unit i tells: who has to be asked
# on the way back, and so which axis is summed?
def rnn_step_backward(dh, cache):
    x, h, K, U = cache["x"], cache["h"], cache["K"], cache["U"]
    dz = dh * (1 - np.tanh(x @ K + h @ U + cache["b"]) ** 2)
    return dz @ K.T, dz @ U, x.T @ dz, h.T @ dz, dz.sum(axis=0)


# %% du_turned question="q3"
# Belief: dz comes first, because it comes first in the formulas for dx and dh.
# Hint: Your dU lies on its side; being square it does not complain. Rows of U belong to the old state:
# do the rows of your dU?
def rnn_step_backward(dh, cache):
    x, h, K, U = cache["x"], cache["h"], cache["K"], cache["U"]
    dz = dh * (1 - np.tanh(x @ K + h @ U + cache["b"]) ** 2)
    return dz @ K.T, dz @ U.T, x.T @ dz, dz.T @ h, dz.sum(axis=0)


# %% mean_over_the_batch question="q3"
# Belief: gradients of weights are averaged over the batch.
# Hint: Your weight gradients are averages over the batch. Dividing by N is the business of the loss:
# what does a weight feel that all examples pull at?
def rnn_step_backward(dh, cache):
    x, h, K, U = cache["x"], cache["h"], cache["K"], cache["U"]
    dz = dh * (1 - np.tanh(x @ K + h @ U + cache["b"]) ** 2)
    N = len(x)
    return dz @ K.T, dz @ U.T, x.T @ dz / N, h.T @ dz / N, dz.mean(axis=0)


# %% gradients_in_another_order question="q3"
# Belief: the state's gradient is the important one and is returned first.
# Hint: Your first two results have changed places. Which order does the docstring promise?
def rnn_step_backward(dh, cache):
    x, h, K, U = cache["x"], cache["h"], cache["K"], cache["U"]
    dz = dh * (1 - np.tanh(x @ K + h @ U + cache["b"]) ** 2)
    return dz @ U.T, dz @ K.T, x.T @ dz, h.T @ dz, dz.sum(axis=0)


# %% dh_written_into question="q3"
# Belief: dh *= slope is the natural way to bring dh through the curve.
# Hint: The numbers are right, but *= wrote into the dh that you were given. Whose array is that, and
# who may still need it?
def rnn_step_backward(dh, cache):
    x, h, K, U = cache["x"], cache["h"], cache["K"], cache["U"]
    dh *= 1 - np.tanh(x @ K + h @ U + cache["b"]) ** 2
    return dh @ K.T, dh @ U.T, x.T @ dh, h.T @ dh, dh.sum(axis=0)


# %% only_the_last_arrow_from_outside question="q4"
# Belief: the loss sits at the end; what arrives at earlier steps is a by-product.
# Hint: Only what arrives at the last step enters your sum; dh_all of earlier steps is dropped. Which
# arrows enter h[t] when going back?
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    states = np.concatenate([h0[:, None], rnn_forward(x, h0, K, U, b)], axis=1)
    dx, dK, dU, db = np.zeros_like(x), np.zeros_like(K), np.zeros_like(U), np.zeros_like(b)
    dh = dh_all[:, -1]
    for t in reversed(range(x.shape[1])):
        step = {"x": x[:, t], "h": states[:, t], "K": K, "U": U, "b": b}
        dx[:, t], dh, a, c, d = rnn_step_backward(dh, step)
        dK, dU, db = dK + a, dU + c, db + d
    return {"dx": dx, "dh0": dh, "dK": dK, "dU": dU, "db": db}


# %% no_arrow_from_the_next_step question="q4"
# Belief: each step has its own gradient, dh_all[:, t], and is done with it.
# Hint: Each of your steps only gets what arrives from outside. The next step read h[t] as well: where
# does its arrow go?
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    states = np.concatenate([h0[:, None], rnn_forward(x, h0, K, U, b)], axis=1)
    dx, dK, dU, db = np.zeros_like(x), np.zeros_like(K), np.zeros_like(U), np.zeros_like(b)
    for t in reversed(range(x.shape[1])):
        step = {"x": x[:, t], "h": states[:, t], "K": K, "U": U, "b": b}
        dx[:, t], dh, a, c, d = rnn_step_backward(dh_all[:, t], step)
        dK, dU, db = dK + a, dU + c, db + d
    return {"dx": dx, "dh0": dh, "dK": dK, "dU": dU, "db": db}


# %% du_summed_with_h_of_the_same_step question="q4"
# Belief: step t goes with h[t], in the cache as everywhere.
# Hint: You handed each step back the state that it made, not the one that it read. Which h did U
# multiply at step t: h[t], or h[t-1]?
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    seq = rnn_forward(x, h0, K, U, b)
    dx, dK, dU, db = np.zeros_like(x), np.zeros_like(K), np.zeros_like(U), np.zeros_like(b)
    carried = np.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        step = {"x": x[:, t], "h": seq[:, t], "K": K, "U": U, "b": b}
        dx[:, t], carried, a, c, d = rnn_step_backward(dh_all[:, t] + carried, step)
        dK, dU, db = dK + a, dU + c, db + d
    return {"dx": dx, "dh0": carried, "dK": dK, "dU": dU, "db": db}


# %% shares_overwritten question="q4"
# Belief: the gradient of the weights is what the last visited step says.
# Hint: Each step overwrites what the step before said about the weights, so only one step's share is
# left. How many steps used the one and only U?
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    states = np.concatenate([h0[:, None], rnn_forward(x, h0, K, U, b)], axis=1)
    dx, carried = np.zeros_like(x), np.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        step = {"x": x[:, t], "h": states[:, t], "K": K, "U": U, "b": b}
        dx[:, t], carried, dK, dU, db = rnn_step_backward(dh_all[:, t] + carried, step)
    return {"dx": dx, "dh0": carried, "dK": dK, "dU": dU, "db": db}


# %% weights_for_each_step question="q4"
# Belief: every step of the unfolded net has weights, so every step has gradients of its own.
# Hint: You return the shares of each step side by side, as if each had weights of its own. There is only
# one U: what becomes of all that is said about it?
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    states = np.concatenate([h0[:, None], rnn_forward(x, h0, K, U, b)], axis=1)
    T = x.shape[1]
    dx, carried = np.zeros_like(x), np.zeros_like(h0)
    dK, dU, db = np.zeros((T, *K.shape)), np.zeros((T, *U.shape)), np.zeros((T, *b.shape))
    for t in reversed(range(T)):
        step = {"x": x[:, t], "h": states[:, t], "K": K, "U": U, "b": b}
        dx[:, t], carried, dK[t], dU[t], db[t] = rnn_step_backward(dh_all[:, t] + carried, step)
    return {"dx": dx, "dh0": carried, "dK": dK, "dU": dU, "db": db}


# %% mean_over_time question="q4"
# Belief: a long sequence should not weigh more than a short one, so shares are averaged.
# Hint: You divide the shares by the number of steps. Nobody asked for a mean: if every step pulls a
# little, how hard is the pull of all?
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    states = np.concatenate([h0[:, None], rnn_forward(x, h0, K, U, b)], axis=1)
    dx, dK, dU, db = np.zeros_like(x), np.zeros_like(K), np.zeros_like(U), np.zeros_like(b)
    carried, T = np.zeros_like(h0), x.shape[1]
    for t in reversed(range(T)):
        step = {"x": x[:, t], "h": states[:, t], "K": K, "U": U, "b": b}
        dx[:, t], carried, a, c, d = rnn_step_backward(dh_all[:, t] + carried, step)
        dK, dU, db = dK + a / T, dU + c / T, db + d / T
    return {"dx": dx, "dh0": carried, "dK": dK, "dU": dU, "db": db}


# %% walked_forwards question="q4"
# Belief: the loop over time goes from the first step to the last, as always.
# Hint: You walk from the first step to the last. What a step gets from the next one is then not known
# yet: at which end do you have to begin?
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    states = np.concatenate([h0[:, None], rnn_forward(x, h0, K, U, b)], axis=1)
    dx, dK, dU, db = np.zeros_like(x), np.zeros_like(K), np.zeros_like(U), np.zeros_like(b)
    carried = np.zeros_like(h0)
    for t in range(x.shape[1]):
        step = {"x": x[:, t], "h": states[:, t], "K": K, "U": U, "b": b}
        dx[:, t], carried, a, c, d = rnn_step_backward(dh_all[:, t] + carried, step)
        dK, dU, db = dK + a, dU + c, db + d
    return {"dx": dx, "dh0": carried, "dK": dK, "dU": dU, "db": db}


# %% dx_in_the_order_of_the_walk question="q4"
# Belief: a list that grows while walking back is a sequence.
# Hint: Your dx starts with the last step, since that is where you began. What has to be done to a list
# that was collected on the way back?
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    states = np.concatenate([h0[:, None], rnn_forward(x, h0, K, U, b)], axis=1)
    dxs, dK, dU, db = [], np.zeros_like(K), np.zeros_like(U), np.zeros_like(b)
    carried = np.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        step = {"x": x[:, t], "h": states[:, t], "K": K, "U": U, "b": b}
        dx, carried, a, c, d = rnn_step_backward(dh_all[:, t] + carried, step)
        dxs.append(dx)
        dK, dU, db = dK + a, dU + c, db + d
    return {"dx": np.stack(dxs, axis=1), "dh0": carried, "dK": dK, "dU": dU, "db": db}


# %% start_state_taken_for_zero question="q4"
# Belief: before the first step there is nothing, so the first step read zeros.
# Hint: Your first step is taken back as if it had read zeros. What did it read on the way forward?
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    seq = rnn_forward(x, h0, K, U, b)
    states = np.concatenate([np.zeros_like(h0)[:, None], seq], axis=1)
    dx, dK, dU, db = np.zeros_like(x), np.zeros_like(K), np.zeros_like(U), np.zeros_like(b)
    carried = np.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        step = {"x": x[:, t], "h": states[:, t], "K": K, "U": U, "b": b}
        dx[:, t], carried, a, c, d = rnn_step_backward(dh_all[:, t] + carried, step)
        dK, dU, db = dK + a, dU + c, db + d
    return {"dx": dx, "dh0": carried, "dK": dK, "dU": dU, "db": db}


# %% dh_all_written_into question="q4"
# Belief: what is carried is added to dh_all, for that is what it is for.
# Hint: The numbers are right, but += wrote into the dh_all that you were given. Whose array is that,
# and who may still need it?
def rnn_backward(dh_all, cache):
    x, h0, K, U, b = (cache[n] for n in ("x", "h0", "K", "U", "b"))
    states = np.concatenate([h0[:, None], rnn_forward(x, h0, K, U, b)], axis=1)
    dx, dK, dU, db = np.zeros_like(x), np.zeros_like(K), np.zeros_like(U), np.zeros_like(b)
    carried = np.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        dh_all[:, t] += carried
        step = {"x": x[:, t], "h": states[:, t], "K": K, "U": U, "b": b}
        dx[:, t], carried, a, c, d = rnn_step_backward(dh_all[:, t], step)
        dK, dU, db = dK + a, dU + c, db + d
    return {"dx": dx, "dh0": carried, "dK": dK, "dU": dU, "db": db}


# %% counted_once_for_each_step question="q5"
# Belief: an unfolded net has weights in every box, here for the ten steps of the usual film.
# Hint: You count the weights once for each step of a film. The boxes share them: does a longer film need
# a bigger brain?
def param_count(D, H):
    T = 10
    return T * (D * H + H * H + H)


# %% bias_not_counted question="q5"
# Belief: a bias is not a weight.
# Hint: You left the bias out. Is it learned, too, and how many numbers does it have?
def param_count(D, H):
    return D * H + H * H


# %% recurrent_weights_not_counted question="q5"
# Belief: a recurrent net is a dense layer that is used again and again.
# Hint: You counted a dense layer. What does a recurrent net own besides, with which it reads its
# own state?
def param_count(D, H):
    return D * H + H


# %% one_weight_for_each_old_unit question="q5"
# Belief: every unit looks back at itself, so U is a row of H weights.
# Hint: You count H weights for U, as if each unit listened to itself alone. To how many units does a
# unit listen?
def param_count(D, H):
    return D * H + H + H


# %% two_biases_counted question="q5"
# Belief: x and h are two dense layers, and each has a bias, as in PyTorch.
# Hint: You count a bias for x and another for h. Some libraries have two; how many stand in the formula
# of question 1?
def param_count(D, H):
    return (D + 1) * H + (H + 1) * H


# %% one_child_too_few question="q6"
# Belief: a delay of k needs k units.
# Hint: Your echo comes one step too early: the first unit has the input at once. How many units must have
# held a number when it is k steps old?
def delay_line(k):
    H = k
    K, readout = np.zeros((1, H)), np.zeros((H, 1))
    K[0, 0], readout[H - 1, 0] = 1.0, 1.0
    return {"K": K, "U": np.eye(H, k=1), "b": np.zeros(H), "readout": readout}


# %% whispering_to_the_left question="q6"
# Belief: row j of U says to whom unit j listens.
# Hint: Your children whisper in the wrong direction, and the number falls off at the first one. Is unit
# i in the row or in the column of U when it is the one that talks?
def delay_line(k):
    H = k + 1
    K, readout = np.zeros((1, H)), np.zeros((H, 1))
    K[0, 0], readout[k, 0] = 1.0, 1.0
    return {"K": K, "U": np.eye(H, k=-1), "b": np.zeros(H), "readout": readout}


# %% whispering_in_a_ring question="q6"
# Belief: to shift by one is to roll by one.
# Hint: Your last child whispers to the first one, so an echo comes round again and again. What should
# happen to a number that has been said aloud?
def delay_line(k):
    H = k + 1
    K, readout = np.zeros((1, H)), np.zeros((H, 1))
    K[0, 0], readout[k, 0] = 1.0, 1.0
    return {"K": K, "U": np.roll(np.eye(H), 1, axis=1), "b": np.zeros(H), "readout": readout}


# %% each_keeps_its_number question="q6"
# Belief: a memory must not forget, so each unit also keeps what it has.
# Hint: Your units whisper on what they have and keep it as well, so voices pile up. What has to happen to
# the old number when a new one comes?
def delay_line(k):
    H = k + 1
    K, readout = np.zeros((1, H)), np.zeros((H, 1))
    K[0, 0], readout[k, 0] = 1.0, 1.0
    return {"K": K, "U": np.eye(H) + np.eye(H, k=1), "b": np.zeros(H), "readout": readout}


# %% everybody_is_read_out question="q6"
# Belief: the readout looks at the whole state.
# Hint: Your readout listens to all units at once and hears the sum of the last numbers. Which one holds
# the number that is k steps old?
def delay_line(k):
    H = k + 1
    K = np.zeros((1, H))
    K[0, 0] = 1.0
    return {"K": K, "U": np.eye(H, k=1), "b": np.zeros(H), "readout": np.ones((H, 1))}


# %% everybody_hears_the_input question="q6"
# Belief: the input goes to all units, as in any layer.
# Hint: Every unit of yours hears the input at once, so it is heard k + 1 times. Who should hear it
# first hand?
def delay_line(k):
    H = k + 1
    readout = np.zeros((H, 1))
    readout[k, 0] = 1.0
    return {"K": np.ones((1, H)), "U": np.eye(H, k=1), "b": np.zeros(H), "readout": readout}


# %% bias_of_one question="q6"
# Belief: a bias of 1 lets everything through.
# Hint: Your units have a bias, so the net hums when nobody says a word. What does a bias do when x and h
# are zero?
def delay_line(k):
    H = k + 1
    K, readout = np.zeros((1, H)), np.zeros((H, 1))
    K[0, 0], readout[k, 0] = 1.0, 1.0
    return {"K": K, "U": np.eye(H, k=1), "b": np.ones(H), "readout": readout}


# %% row_of_two question="q6"
# Belief: the net of the mini-case is the net.
# Hint: You return the net of the mini-case, whatever k is. With a delay of 4, where are the numbers that
# are on their way?
def delay_line(k):
    return {
        "K": np.array([[1.0, 0.0]]),
        "U": np.array([[0.0, 1.0], [0.0, 0.0]]),
        "b": np.zeros(2),
        "readout": np.array([[0.0], [1.0]]),
    }


# %% units_are_steps question="q7"
# Belief: the layer needs one unit for every step of the sequence.
# Hint: You gave the layer as many units as there are steps. Units are how much it can have in mind at
# once: which of the three numbers is that?
def keras_rnn(T, D, H, return_sequences):
    layer = keras.layers.SimpleRNN(T, return_sequences=return_sequences)
    return keras.Sequential([keras.Input((T, D)), layer])


# %% input_lies_on_its_side question="q7"
# Belief: the features come first, then the steps.
# Hint: Your input has its features where Keras looks for the steps. Which axis is time, all through
# this course?
def keras_rnn(T, D, H, return_sequences):
    layer = keras.layers.SimpleRNN(H, return_sequences=return_sequences)
    return keras.Sequential([keras.Input((D, T)), layer])


# %% always_all_steps question="q7"
# Belief: a recurrent layer returns a sequence; whoever needs the last step can take it.
# Hint: Your model returns all steps, whether it was asked to or not. What is the fourth argument for?
def keras_rnn(T, D, H, return_sequences):
    layer = keras.layers.SimpleRNN(H, return_sequences=True)
    return keras.Sequential([keras.Input((T, D)), layer])


# %% never_all_steps question="q7"
# Belief: a recurrent layer in Keras returns its last state, as the defaults say.
# Hint: Your model returns the last state only, whether it was asked to or not. What is the fourth
# argument for?
def keras_rnn(T, D, H, return_sequences):
    return keras.Sequential([keras.Input((T, D)), keras.layers.SimpleRNN(H)])


# %% straightened_with_relu question="q7"
# Belief: relu is the modern choice for any layer.
# Hint: Your layer squashes with relu. Which curve stands in the formula, and what keeps a state from
# growing while it goes round?
def keras_rnn(T, D, H, return_sequences):
    layer = keras.layers.SimpleRNN(H, activation="relu", return_sequences=return_sequences)
    return keras.Sequential([keras.Input((T, D)), layer])


# %% a_length_filled_in question="q7"
# Belief: a shape must not have holes, so where no length is given a usual one is taken.
# Hint: Where no length is given you fill one in. Which array of weights would have to know how long the
# film is?
def keras_rnn(T, D, H, return_sequences):
    steps = 10 if T is None else T
    layer = keras.layers.SimpleRNN(H, return_sequences=return_sequences)
    return keras.Sequential([keras.Input((steps, D)), layer])


# %% dense_layer_on_top question="q7"
# Belief: a model ends with a dense layer.
# Hint: There is a dense layer on top of your recurrent one. How many arrays of weights should the model
# have, and how many does yours?
def keras_rnn(T, D, H, return_sequences):
    layer = keras.layers.SimpleRNN(H, return_sequences=return_sequences)
    return keras.Sequential([keras.Input((T, D)), layer, keras.layers.Dense(H)])


# %% reading_backwards question="q7"
# Belief: go_backwards makes the newest input count most.
# Hint: Your layer reads each sequence from its end. What may the first state know about the
# last input?
def keras_rnn(T, D, H, return_sequences):
    layer = keras.layers.SimpleRNN(H, return_sequences=return_sequences, go_backwards=True)
    return keras.Sequential([keras.Input((T, D)), layer])


# %% lstm_instead question="q7"
# Belief: in practice a recurrent net is an LSTM.
# Hint: Your layer is an LSTM. It has four times as many weights: how many arrows enter a step of the net of
# this assignment?
def keras_rnn(T, D, H, return_sequences):
    layer = keras.layers.LSTM(H, return_sequences=return_sequences)
    return keras.Sequential([keras.Input((T, D)), layer])
