# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "How RNNs are structured"
#     minutes: 80
#     limits: {call_seconds: 10, notebook_seconds: 40}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: rnn

# %% [markdown]
# # How RNNs are structured
#
# **What you will have built.** A recurrent net in plain NumPy, forwards and *backwards through time*,
# that agrees with Keras as closely as `float32` allows. And a row of whisperers: a net
# without any training, whose one talent is to say what it heard three steps ago.
#
# **Time.** About 80 minutes. A good place to pause is after question 2.
#
# **You need.** NumPy arrays and the matrix product `@` (assignment 00). From question 3 on, the chain
# rule; there is a picture for every step of it.

# %%
import course_lib
import numpy as np

# %% [markdown]
# ## The whole thing first
#
# Four children stand in a row and play the whispering game. At every beat somebody tells the first child
# a number, and at the same beat each child whispers to its neighbour on the right what it heard *one
# beat ago*. The last child says aloud what it hears. Run the cell below and watch one number, say the
# first one, walk through the row. (Under the children stand their names: $h_0$ is the first child, $h_3$ the last.
# In all later pictures and formulas the small number counts beats, not children.)

# %% tags=["otter_ignore"]
said = np.array([0.6, -0.9, 0.3, 0.8, -0.4, 0.0, 1.0, -0.7, 0.2, 0.5, -1.0, 0.4])
padded = np.pad(said, (3, 0))
in_mind = np.lib.stride_tricks.sliding_window_view(padded, 4)[:, ::-1]
course_lib.animate_whispers(
    said, in_mind, padded[: len(said)], title="Where we are going: an echo, three steps late"
)

# %% [markdown]
# No child knows much. Each has one number in mind, and forgets it at the next beat. Still the *row* knows
# the last four numbers, at any time, for ever. It is a memory made of passing things on.
#
# A feed-forward net cannot do this. Each row of its input is a stranger to it; it has no yesterday. The
# row of children is a **recurrent neural net**: what it has in mind after one step, the **hidden state** $h$, is
# read again at the next step, together with the new input. In question 6 you will set its weights by hand, and
# this very film will be made by your own code.
#
# There are two ways to draw such a net. Left, **folded**: one box with a loop. Right, **unfolded** (or
# *unrolled*): the same box once for each step, side by side. The thick arrow is one and the same set of weights,
# called $U$, wherever it appears.

# %% tags=["otter_ignore"]
course_lib.draw_unrolled(4)

# %% [markdown]
# **Guess before you run (1).** This net reads films of 4 frames. Tomorrow it has to read films of 8. How many
# weights must be added: none, as many again, or four more? Say a number aloud, then run the cell.

# %% tags=["otter_ignore"]
course_lib.draw_unrolled(8)

# %% [markdown]
# None. More paper, not more net. The boxes on the right are not several nets in a row, they are one net at
# several moments, like a comic strip that shows the same dog eight times. This is called **sharing weights over
# time**, and it is the one idea to take home today. (If somebody asks what the dog weighs, do not add up
# the pictures.)
#
# ### The letters
#
# | letter | what it is | shape |
# |---|---|---|
# | $N$, $T$, $D$, $H$ | examples in the batch, time steps, inputs per step, units | numbers |
# | `x` | the inputs: of one step, or of a whole sequence | `(N, D)`, or `(N, T, D)` |
# | `h` | the hidden state: what the net has in mind | `(N, H)` |
# | `h0` | the hidden state before the first step | `(N, H)` |
# | `seq` | the hidden states of all steps, `h0` not among them | `(N, T, H)` |
# | `K`, `U`, `b` | weights on `x`, weights on `h`, bias | `(D, H)`, `(H, H)`, `(H,)` |
# | `dx`, `dh`, `dK`, … | how the loss changes with `x`, `h`, `K`, …: its *gradient* | that of its letter |
#
# One row is one example, always; time is axis 1, always; and everything is `float64`. Paper counts steps from 1, so that
# $h_0$ can be what was before; Python counts from 0, and so do the charts: $x_1$ is `x[:, 0]`. Mind the two sizes that
# beginners love to mix up: $H$ is how many children stand in the row, $T$ is how many beats the game goes on. They
# have nothing to do with each other.

# %% [markdown]
# ## Part 1. One beat
#
# At each step the net looks at two things, weighs both, adds a bias, and squashes the sum into the range from
# -1 to 1, so that no number can grow and grow while it goes round in circles:
#
# $$h_t = \tanh(x_t K + h_{t-1} U + b)$$

# %% tags=["otter_ignore"]
course_lib.draw_rnn_equation("step")

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 3

# %% [markdown]
# ### Question 1: One step
#
# Write `rnn_step`. It gets the new input and the old hidden state, and returns the new hidden state.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Follow the shapes in the picture: which product of an `(N, D)` and a `(D, H)` array gives `(N, H)`? How
# many things stand inside the bracket before anything is squashed?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Three terms in one bracket: $x K$, then $h U$, then $b$. NumPy adds the `(H,)` bias to every row by itself. $\tanh$
# comes last, and once.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One input, one unit: $x = 1$, $K = 1$, $h = 2$, $U = -\tfrac12$, $b = \ln 2$. The bracket is $1 - 1 + \ln 2$, and
# $\tanh(\ln 2) = \dfrac{2 - \frac12}{2 + \frac12} = 0.6$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def rnn_step(x, h, K, U, b):
    """One step of a recurrent net.

    Args:
        x: the new input, (N, D), float64.
        h: the hidden state of the step before, (N, H), float64.
        K: weights on x, (D, H).
        U: weights on h, (H, H); row i holds what unit i of the old state tells each new unit.
        b: bias, (H,).

    Returns:
        The new hidden state, (N, H), between -1 and 1.
    """
    # BEGIN SOLUTION
    return np.tanh(x @ K + h @ U + b)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was computed. Do you get 0.6 on paper?'
"""  # END TEST CONFIG


def the_mini_case_gives_six_tenths(rnn_step):
    one = np.array([[1.0]])
    new = rnn_step(one, 2 * one, one.copy(), -0.5 * one, np.array([np.log(2.0)]))
    (new,) = unpack(new, "h_new", (1, 1))
    result = compare(new, np.array([[0.6]]), name="The new h in the mini-case")
    assert result, f"{result} Which three things stand inside the bracket, and what is outside?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A state lies between -1 and 1, one row for each example. Which shape and range has yours?'
"""  # END TEST CONFIG


def a_state_stays_between_minus_one_and_one(rnn_step):
    x, h = rng.uniform(-1, 1, size=(6, 3)), rng.uniform(-1, 1, size=(6, 2))
    K, U, b = rng.uniform(-1, 1, size=(3, 2)), rng.uniform(-1, 1, size=(2, 2)), np.ones(2)
    (new,) = unpack(rnn_step(x, h, K, U, b), "h_new", (6, 2))
    assert np.all(np.abs(new) < 1), (
        "With random weights some state was not strictly between -1 and 1. Which curve is the last "
        "thing that happens to the sum?"
    )
    low = rnn_step(x, h, 0 * K, 0 * U, -b)
    (low,) = unpack(low, "h_new", (6, 2))
    assert np.all(low < -0.5), (
        "With no weights at all and a bias of -1 every state should be clearly below zero. Can your "
        "curve go below zero, and does the bias get in?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'A Keras cell got the same weights, input and state, and says something else. Is U the right way round?'
"""  # END TEST CONFIG


def a_step_agrees_with_the_keras_cell(rnn_step):
    N, D, H = 3, 4, 5
    sizes = ((N, D), (N, H), (D, H), (H, H), (H,))
    x, h, *weights = (0.7 * rng.normal(size=size).astype(np.float32) for size in sizes)
    cell = keras.layers.SimpleRNNCell(H)
    cell.build((N, D))
    cell.set_weights(weights)
    theirs = np.asarray(cell(x, [h])[0])
    mine = rnn_step(*(array.astype(np.float64) for array in (x, h, *weights)))
    (mine,) = unpack(mine, "h_new", (N, H))
    assert np.allclose(mine, theirs, rtol=1e-5, atol=1e-5), (
        "A Keras cell with the same weights, input and state gives another state. Try a U with a "
        "single 1 off the diagonal: which unit should listen to which?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Other numbers of examples, inputs and units were tried. Which size is built into your line?'
"""  # END TEST CONFIG


def every_size_follows_the_formula(rnn_step):
    for N, D, H in ((1, 2, 5), (3, 5, 1), (4, 3, 2)):
        sizes = ((N, D), (N, H), (D, H), (H, H), (H,))
        x, h, K, U, b = (rng.normal(size=size) for size in sizes)
        total = np.einsum("nd,du->nu", x, K) + np.einsum("nv,vu->nu", h, U) + b[None]
        (mine,) = unpack(rnn_step(x, h, K, U, b), "h_new", (N, H))
        assert np.allclose(mine, 1 - 2 / (np.exp(2 * total) + 1), rtol=0, atol=1e-10), (
            "For some numbers of examples, inputs and units the new state was not what the formula "
            "says. Are x, the old h and the bias all added before the squashing?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Examples were shuffled, and the inputs were looked at afterwards. Do you write into one?'
"""  # END TEST CONFIG


def examples_do_not_mix_and_the_inputs_stay(rnn_step):
    N, D, H = 5, 2, 3
    sizes = ((N, D), (N, H), (D, H), (H, H), (H,))
    given = [rng.normal(size=size) for size in sizes]
    kept = [array.copy() for array in given]
    (first,) = unpack(rnn_step(*given), "h_new", (N, H))
    first = first.copy()
    assert all(np.array_equal(a, b) for a, b in zip(given, kept)), (
        "After the call an input was no longer what it had been. Do you keep your result in an "
        "array that somebody else still needs?"
    )
    rows = rng.permutation(np.r_[np.arange(N), 1])
    mixed = rnn_step(kept[0][rows], kept[1][rows], *kept[2:])
    (mixed,) = unpack(mixed, "h_new", (N + 1, H))
    assert np.allclose(mixed, first[rows], rtol=0, atol=1e-12), (
        "Examples were shuffled and one was doubled, and the states did not follow. Does an "
        "example look at another one?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your own step, with one unit and nothing in mind. What it hears goes from -2 to 2; the three lines differ in their $K$
# only. Near zero the lines are straight: a whisper is passed on faithfully. Far out they bend: a shout is squashed. Keep
# this in mind, we shall need it in question 6.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    heard = np.linspace(-2, 2, 81)[:, None]
    nothing, one = np.zeros((81, 1)), np.ones((1, 1))
    lines = {f"K = {k}": rnn_step(heard, nothing, k * one, one, np.zeros(1)) for k in (0.5, 1, 2)}
    course_lib.draw_lines(
        heard, lines, colour="h", labels=("new input", "new state"), title="One beat of your net"
    ).show()

# %% [markdown]
# ## Part 2. Through time
#
# Now the loop. The state that comes out of one step goes into the next one. What you keep is the list of all states,
# put together *on the time axis*, which is axis 1.

# %% tags=["otter_ignore"]
course_lib.draw_rnn_equation("forward")

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 4

# %% [markdown]
# ### Question 2: Unroll it
#
# Write `rnn_forward`. It runs your step over a whole sequence and returns the hidden states of all steps. For the last
# state alone, whoever needs it takes `seq[:, -1]`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `x[:, t]` is what all examples read at step `t`. What else does step `t` need, and what plays its part when `t` is 0?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $h_t = \mathrm{step}(x_t, h_{t-1})$ for $t = 1 \dots T$, from the given $h_0$ on, with the same $K$, $U$, $b$ each
# time. The sequence is $h_1 \dots h_T$. Either fill an array of the right shape, or collect a list and look up the
# `axis` of `np.stack`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One unit that hears nothing: $K = 0$, $U = 1$, $b = 0$, from $h_0 = 1$ on, two steps. The sequence is $\tanh(1)
# \approx 0.7616$, then $\tanh(0.7616) \approx 0.6420$. As an array: shape `(1, 2, 1)`.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def rnn_forward(x, h0, K, U, b):
    """Runs a recurrent net over whole sequences.

    Args:
        x: inputs, (N, T, D), float64, time on axis 1.
        h0: the hidden state before the first step, (N, H), float64.
        K, U, b: the weights of the step, (D, H), (H, H), (H,), the same at every step.

    Returns:
        seq: the hidden states after each step, (N, T, H). h0 is not one of them.
    """
    # BEGIN SOLUTION
    h = h0
    seq = np.empty((x.shape[0], x.shape[1], h0.shape[1]))
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, K, U, b)
        seq[:, t] = h
    return seq
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Two examples, four steps, five units. Which axis of your sequence is time?'
"""  # END TEST CONFIG


def time_stays_on_axis_one(rnn_forward):
    x, h0 = rng.normal(size=(2, 4, 3)), rng.normal(size=(2, 5))
    K, U, b = rng.normal(size=(3, 5)), rng.normal(size=(5, 5)), rng.normal(size=5)
    unpack(rnn_forward(x, h0, K, U, b), "seq", (2, 4, 5))


# %%
""" # BEGIN TEST CONFIG
points: 1
failure_message: 'The mini-case of hint 3 was computed, starting from h0 = 1. What do you get on paper?'
"""  # END TEST CONFIG


def a_start_state_of_one_fades_in_the_mini_case(rnn_forward):
    one, nothing = np.ones((1, 1)), np.zeros((1, 1))
    result = rnn_forward(np.ones((1, 2, 1)), one.copy(), nothing, one, np.zeros(1))
    (seq,) = unpack(result, "seq", (1, 2, 1))
    wanted = np.tanh([1.0, np.tanh(1.0)])
    result = compare(seq[0, :, 0], wanted, name="The sequence in the mini-case")
    assert result, f"{result} What does the first step start from, and what the second?"


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'A Keras layer got the same weights and start state, and disagrees. Where is the state lost on the way?'
"""  # END TEST CONFIG


def the_sequence_agrees_with_the_keras_layer(rnn_forward):
    N, T, D, H = 3, 7, 4, 5
    sizes = ((N, T, D), (N, H), (D, H), (H, H), (H,))
    x, h0, *weights = (0.7 * rng.normal(size=size).astype(np.float32) for size in sizes)
    layer = keras.layers.SimpleRNN(H, return_sequences=True)
    layer.build((N, T, D))
    layer.set_weights(weights)
    theirs = np.asarray(layer(x, initial_state=[h0]))
    mine = rnn_forward(*(array.astype(np.float64) for array in (x, h0, *weights)))
    (mine,) = unpack(mine, "seq", (N, T, H))
    assert np.allclose(mine, theirs, rtol=1e-5, atol=1e-5), (
        "With the weights and the start state of a Keras layer the sequence is not Keras's. Is the "
        "state handed from step to step, in the order of time, and does h0 start it?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A sequence was run in two pieces, the second starting where the first stopped. Is it the same as one run?'
"""  # END TEST CONFIG


def two_pieces_equal_one_run(rnn_forward):
    for N, T, D, H, cut in ((3, 7, 2, 5, 3), (1, 2, 4, 1, 1)):
        sizes = ((N, T, D), (N, H), (D, H), (H, H), (H,))
        x, h0, *weights = (rng.normal(size=size) for size in sizes)
        (whole,) = unpack(rnn_forward(x, h0.copy(), *weights), "seq", (N, T, H))
        (early,) = unpack(rnn_forward(x[:, :cut], h0.copy(), *weights), "seq", (N, cut, H))
        late = rnn_forward(x[:, cut:], early[:, -1].copy(), *weights)
        (late,) = unpack(late, "seq", (N, T - cut, H))
        assert np.allclose(whole, np.concatenate([early, late], axis=1), rtol=0, atol=1e-10), (
            "A sequence was cut in two, and the second piece was started with the last state of the "
            "first one. It should make no difference. What does your first step start from?"
        )
        (moved,) = unpack(rnn_forward(x, h0 + 1, *weights), "seq", (N, T, H))
        assert not np.allclose(moved[:, 0], whole[:, 0], rtol=0, atol=1e-9), (
            "The start h0 was changed and the first output did not move. Who uses h0?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The future of a sequence was changed. May the past move?'
"""  # END TEST CONFIG


def the_past_does_not_know_the_future(rnn_forward):
    N, T, D, H = 2, 7, 3, 4
    x, h0 = rng.normal(size=(N, T, D)), rng.normal(size=(N, H))
    weights = [0.5 * rng.normal(size=size) for size in ((D, H), (H, H), (H,))]
    (seq,) = unpack(rnn_forward(x, h0.copy(), *weights), "seq", (N, T, H))
    for now in (0, 3, 5):
        other = x.copy()
        other[:, now + 1 :] = rng.normal(size=(N, T - now - 1, D))
        (changed,) = unpack(rnn_forward(other, h0.copy(), *weights), "seq", (N, T, H))
        assert np.allclose(changed[:, : now + 1], seq[:, : now + 1], rtol=0, atol=1e-12), (
            "Only inputs after some step were changed, and outputs up to that step moved. Which line "
            "looks at the whole of x at once?"
        )
        late = np.abs(changed[:, now + 1 :] - seq[:, now + 1 :]).max(axis=(0, 2))
        assert np.all(late > 1e-9), (
            "The inputs after some step were changed, and later outputs did not move. Does every "
            "step read its own input?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Examples were shuffled, one was doubled. Do the results follow, and are the inputs left alone?'
"""  # END TEST CONFIG


def examples_do_not_mix_over_time_and_the_inputs_stay(rnn_forward):
    N, T, D, H = 4, 3, 5, 2
    sizes = ((N, T, D), (N, H), (D, H), (H, H), (H,))
    given = [rng.normal(size=size) for size in sizes]
    kept = [array.copy() for array in given]
    (first,) = unpack(rnn_forward(*given), "seq", (N, T, H))
    assert all(np.array_equal(a, b) for a, b in zip(given, kept)), (
        "After the call an input was no longer what it had been. Is h0 being written into?"
    )
    rows = rng.permutation(np.r_[np.arange(N), 1])
    mixed = rnn_forward(kept[0][rows], kept[1][rows], *kept[2:])
    (mixed,) = unpack(mixed, "seq", (N + 1, T, H))
    assert np.allclose(mixed, first[rows], rtol=0, atol=1e-12), (
        "Examples were shuffled and one was doubled, and the results did not follow. Which axis "
        "holds the examples, and does one of them look at another one?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# **Guess before you run (2).** Think of your net as a bell. At step 0 you knock on it once, and then there is silence for
# 39 steps. We took a $U$ that turns the state around and makes it a tenth smaller at each step. What will its eight units do: fall silent at once, ring and fade, or ring for ever?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q2"):
    demo = np.random.default_rng(1)
    turn = np.linalg.qr(demo.normal(size=(8, 8)))[0]
    knock = np.eye(1, 40)[..., None]
    bell = (knock, np.zeros((1, 8)), np.ones((1, 8)))
    ringing = rnn_forward(*bell, 0.9 * turn, np.zeros(8))
    course_lib.draw_state_map(
        ringing, inputs=knock[0, :, 0], title="One knock on your net, U a little tame"
    ).show()

# %% [markdown]
# It rings and fades. Each row is one unit, each column one step, and the colour is what it has in mind. Nothing comes in
# after step 0, so all you see is the net talking to itself, a little more quietly each time. And if $U$ made
# the state three tenths *larger* at each step? Guess again, then run.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q2"):
    howling = rnn_forward(*bell, 1.3 * turn, np.zeros(8))
    course_lib.draw_state_map(
        howling, inputs=knock[0, :, 0], title="The same knock, U a little wild"
    ).show()

# %% [markdown]
# Now it never stops, and thanks to $\tanh$ it does not explode either: it howls, like a microphone that hears its own
# loudspeaker. Between fading and howling lies a narrow ridge, and it is hard to stay on it. That is the trouble of
# all plain recurrent nets; assignment 04 is about nothing else, and the LSTM of assignment 03 is the way out.

# %% [markdown]
# ## Part 3. One step back
#
# To train a net, ask every number: *if you were a little larger, how would the loss change?* The answer is its
# gradient, and the gradients are computed from the end to the beginning. First one single step. Somebody tells us `dh`, how the
# loss changes with the *new* state. We want to know how it changes with each of the five things that went in.
#
# Call the bracket $z_t = x_t K + h_{t-1} U + b$, so that $h_t = \tanh(z_t)$. The whole way back is three rules:
#
# - a curve hands back what it gets **times its slope**, and $\tanh' = 1 - \tanh^2$: if you know $h_t$, you know the slope;
# - a product $x K$ hands $x$ the gradient times $K^\top$, and hands $K$ the product of $x^\top$ with the gradient;
# - a weight that all examples share gets the **sum** of what they hand back.

# %% tags=["otter_ignore"]
course_lib.draw_rnn_equation("step back")

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 3

# %% [markdown]
# ### Question 3: One step back
#
# Write `rnn_step_backward`. Its `cache` is a dictionary with the five inputs of the step: `x`, `h`, `K`, `U` and `b`, where
# `h` is the state *before* the step. Compute the new state from them again, then go back. Return five gradients, in the
# order of the docstring.
#
# <details><summary>Hint 1: a nudge</summary>
#
# First bring `dh` back through the curve: that gives `dz`, of the same shape. From there on it is an ordinary dense
# layer with two inputs, `x` and the old `h`.
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# $dz = dh \odot (1 - h_t^2)$ with the *new* state, where $\odot$ is entry by entry, NumPy's `*`. Then $dx = dz\,K^\top$ and $dh_{prev} = dz\,U^\top$; $dK = x_t^\top
# dz$ and $dU = h_{t-1}^\top dz$; and $db$ is the sum of the rows of $dz$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# The numbers of question 1: $x = 1$, $K = 1$, $h = 2$, $U = -\tfrac12$, $b = \ln 2$, new state $0.6$. With $dh = 1$: $dz = 1
# - 0.36 = 0.64$, and so $dx = 0.64$, $dh_{prev} = -0.32$, $dK = 0.64$, $dU = 1.28$, $db = 0.64$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def rnn_step_backward(dh, cache):
    """Takes the gradient of the new state back through one step.

    Args:
        dh: gradient with respect to the new hidden state, (N, H), float64.
        cache: a dict with the five inputs of the step: x (N, D), h (N, H), the state before the
            step, K (D, H), U (H, H), b (H,).

    Returns:
        A tuple (dx, dh_prev, dK, dU, db): the gradients with respect to the five inputs x, h, K,
        U, b, each with the shape of its input. Those of K, U and b are summed over the batch.
    """
    # BEGIN SOLUTION
    x, h, K, U, b = (cache[name] for name in ("x", "h", "K", "U", "b"))
    new = rnn_step(x, h, K, U, b)
    dz = dh * (1 - new**2)
    return dz @ K.T, dz @ U.T, x.T @ dz, h.T @ dz, dz.sum(axis=0)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Each gradient has the shape of what it belongs to. Which of the five does not?'
"""  # END TEST CONFIG


def each_gradient_has_the_shape_of_its_input(rnn_step_backward):
    N, D, H = 3, 2, 4
    sizes = {"x": (N, D), "h": (N, H), "K": (D, H), "U": (H, H), "b": (H,)}
    cache = {name: rng.normal(size=size) for name, size in sizes.items()}
    grads = rnn_step_backward(rng.normal(size=(N, H)), cache)
    unpack(grads, "dx dh_prev dK dU db", *sizes.values())
    still = rnn_step_backward(np.zeros((N, H)), cache)
    for gradient in unpack(still, "dx dh_prev dK dU db", *sizes.values()):
        assert np.all(gradient == 0), "With dh = 0 all gradients should be zero. What feeds yours?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3 was computed. What do you get on paper?'
"""  # END TEST CONFIG


def the_mini_case_goes_back(rnn_step_backward):
    one = np.array([[1.0]])
    cache = {"x": one, "h": 2 * one, "K": one, "U": -0.5 * one, "b": np.array([np.log(2.0)])}
    grads = rnn_step_backward(one.copy(), cache)
    grads = unpack(grads, "dx dh_prev dK dU db", *[(1, 1)] * 4, (1,))
    wanted = {"dx": 0.64, "dh_prev": -0.32, "dK": 0.64, "dU": 1.28, "db": 0.64}
    for (name, value), gradient in zip(wanted.items(), grads):
        result = compare(gradient.reshape(1), [value], name=f"{name} in the mini-case")
        assert result, f"{result} Which slope does tanh have there, and what did each weight touch?"


# %%
""" # BEGIN TEST CONFIG
points: 1.25
hidden: true
failure_message: 'Each input was nudged a little. Compare one gradient with a nudge yourself: which one is off?'
"""  # END TEST CONFIG


def the_gradients_say_what_nudges_do(rnn_step_backward):
    for N, D, H in ((3, 2, 4), (1, 4, 1), (2, 3, 2)):
        sizes = {"x": (N, D), "h": (N, H), "K": (D, H), "U": (H, H), "b": (H,)}
        cache = {name: 0.7 * rng.normal(size=size) for name, size in sizes.items()}
        dh = rng.normal(size=(N, H))

        def loss(name, value):
            p = {**cache, name: value}
            total = np.einsum("nd,du->nu", p["x"], p["K"]) + p["b"][None]
            total = total + np.einsum("nv,vu->nu", p["h"], p["U"])
            return np.sum(dh - 2 * dh / (np.exp(2 * total) + 1))

        grads = unpack(
            rnn_step_backward(dh.copy(), {name: array.copy() for name, array in cache.items()}),
            "dx dh_prev dK dU db",
            *sizes.values(),
        )
        for name, mine in zip(sizes, grads):
            nudged = numeric_gradient(lambda value: loss(name, value), cache[name])
            assert relative_error(mine, nudged, floor=1e-3) <= BAR, (
                "A gradient does not say what a small nudge of its input does to the new state. Was "
                "the slope taken where tanh was, and is each gradient a product with what the "
                "weight touched on the way forward?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The gradient and the cache were looked at after the call, and examples added up. Which line writes, or divides?'
"""  # END TEST CONFIG


def what_came_in_is_left_alone_and_examples_add_up(rnn_step_backward):
    N, D, H = 4, 3, 2
    sizes = {"x": (N, D), "h": (N, H), "K": (D, H), "U": (H, H), "b": (H,)}
    given = {name: rng.normal(size=size) for name, size in sizes.items()}
    dh = rng.normal(size=(N, H))
    cache, upstream = {name: array.copy() for name, array in given.items()}, dh.copy()
    grads = unpack(rnn_step_backward(upstream, cache), "dx dh_prev dK dU db", *sizes.values())
    intact = all(np.array_equal(cache[name], given[name]) for name in given)
    assert intact and np.array_equal(upstream, dh), (
        "After the call dh or the cache was no longer what it had been. In NumPy, what does *= do "
        "to an array that somebody else still needs?"
    )
    total = [0.0, 0.0, 0.0]
    for row in range(N):
        one = {n: a[row : row + 1].copy() if n in "xh" else a.copy() for n, a in given.items()}
        parts = rnn_step_backward(dh[row : row + 1].copy(), one)
        parts = unpack(parts, "dx dh_prev dK dU db", (1, D), (1, H), (D, H), (H, H), (H,))
        total = [whole + part for whole, part in zip(total, parts[2:])]
    for mine, whole in zip(grads[2:], total):
        assert np.allclose(mine, whole, rtol=0, atol=1e-10), (
            "Weights are shared by all examples, yet the gradient of a batch was not the sum over "
            "its examples. Did you take a mean, or divide by something?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Why does the step back compute the state again, although somebody has surely kept it? Because then it needs nothing but what
# the step was given, and *your* step back works with anybody's step forward. A library would keep the state and
# save a few multiplications.
#
# The slope is the whole drama of this net. Here is your `dh_prev` for one unit with $U = 1$, whatever stands in its bracket: near
# zero everything is handed back, far out next to nothing.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q3"):
    sums, one = np.linspace(-3, 3, 61), np.ones((1, 1))
    rest = {"x": 0 * one, "h": 0 * one, "K": one, "U": one}
    handed = [rnn_step_backward(one, {**rest, "b": np.array([z])})[1] for z in sums]
    course_lib.draw_lines(
        sums,
        {"dh_prev": handed},
        colour="h",
        labels=("what stands in the bracket, z", "handed back of 1"),
        title="How much of the gradient survives one step back",
    ).show()

# %% [markdown]
# ## Part 4. Back through time
#
# Now backwards along the whole sequence. The picture has only two things in it that are new, and everybody trips
# over one of them:
#
# - **Two arrows enter each $h_t$ when going back.** One from outside, because somebody used $h_t$ as an output; one from the
#   step after it, because that step read $h_t$. *Where two arrows meet, add.*
# - **There is only one $K$, one $U$, one $b$.** Every step used them, so every step has something to say about them. *Add
#   that up, too.*

# %% tags=["otter_ignore"]
course_lib.draw_rnn_equation("back in time")

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 4

# %% [markdown]
# ### Question 4: Backpropagation through time
#
# Write `rnn_backward`. Its `cache` is a dictionary with the five inputs of `rnn_forward`: `x`, `h0`, `K`, `U` and `b`.
# `dh_all[:, t]` is what arrives at the state of step `t` *from outside*; what arrives from the step after it is
# for you to work out.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Run forward once, so that you know all states. Then walk from the last step to the first with one step back each time. You
# carry one thing with you: what the step after this one wants to tell it. What is it at the last step?
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# At step $t$: $\;dh = dh\_all_t + dh_{carried}$. One step back, with $x_t$ and the state *before* step $t$, gives
# $dx_t$, the next $dh_{carried}$, and shares of $dK$, $dU$, $db$ that are added to the sums. The state before the first
# step is $h_0$, and what is carried out of the first step is $dh_0$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One unit, two steps, silence: $x = 0$, $h_0 = 0$, $b = 0$, $K = 3$, $U = 2$. All states are 0, so all slopes are 1. From
# outside come 1 at the first step and 10 at the second. Second step: $dz = 10$, $dx_2 = 30$, carried $20$. First step:
# $dz = 1 + 20 = 21$, $dx_1 = 63$, carried out $dh_0 = 42$. And $db = 21 + 10 = 31$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def rnn_backward(dh_all, cache):
    """Takes gradients of all hidden states back through the whole sequence.

    Args:
        dh_all: what arrives at the state of each step from outside, (N, T, H), float64; it does
            not contain what later steps hand back.
        cache: a dict with the five inputs of rnn_forward: x (N, T, D), h0 (N, H), K (D, H),
            U (H, H), b (H,).

    Returns:
        A dict with dx (N, T, D), dh0 (N, H), dK (D, H), dU (H, H) and db (H,): the gradients
        with respect to the five inputs, those of K, U and b summed over batch and time.
    """
    # BEGIN SOLUTION
    x, h0, K, U, b = (cache[name] for name in ("x", "h0", "K", "U", "b"))
    seq = rnn_forward(x, h0, K, U, b)
    dx = np.empty_like(x)
    dK, dU, db = np.zeros_like(K), np.zeros_like(U), np.zeros_like(b)
    carried = np.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        before = seq[:, t - 1] if t > 0 else h0
        step = {"x": x[:, t], "h": before, "K": K, "U": U, "b": b}
        dx[:, t], carried, dK_t, dU_t, db_t = rnn_step_backward(dh_all[:, t] + carried, step)
        dK, dU, db = dK + dK_t, dU + dU_t, db + db_t
    return {"dx": dx, "dh0": carried, "dK": dK, "dU": dU, "db": db}
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Each gradient has the shape of what it belongs to. Which of the five does not?'
"""  # END TEST CONFIG


def five_gradients_come_back_in_the_right_shapes(rnn_backward):
    N, T, D, H = 2, 5, 3, 4
    sizes = {"x": (N, T, D), "h0": (N, H), "K": (D, H), "U": (H, H), "b": (H,)}
    cache = {name: rng.normal(size=size) for name, size in sizes.items()}
    grads = rnn_backward(rng.normal(size=(N, T, H)), cache)
    assert isinstance(grads, dict), "A dictionary with five gradients should come back. What does?"
    for name, size in sizes.items():
        assert f"d{name}" in grads, f"d{name} is missing: which five names should come back?"
        unpack(grads[f"d{name}"], f"d{name}", size)


# %%
""" # BEGIN TEST CONFIG
points: 1
failure_message: 'The mini-case of hint 3 was computed. What do you get on paper?'
"""  # END TEST CONFIG


def two_silent_steps_go_back_as_on_paper(rnn_backward):
    one = np.ones((1, 1))
    cache = {"x": np.zeros((1, 2, 1)), "h0": 0 * one, "K": 3 * one, "U": 2 * one, "b": np.zeros(1)}
    grads = rnn_backward(np.array([[[1.0], [10.0]]]), cache)
    assert isinstance(grads, dict) and {"dx", "dh0", "db"} <= set(grads), (
        "A dictionary with five gradients should come back. Which names does yours have?"
    )
    for name, wanted in (("dx", [[[63.0], [30.0]]]), ("dh0", [[42.0]]), ("db", [31.0])):
        result = compare(grads[name], np.array(wanted), name=f"{name} in the mini-case")
        assert result, (
            f"{result} Which arrows enter a state when you go back, and what becomes of the shares "
            "of each step?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'Every step had a say in the loss, and each input was nudged a little. Which of your gradients is off?'
"""  # END TEST CONFIG


def gradients_match_nudges_when_every_step_counts(rnn_backward):
    for N, T, D, H in ((2, 4, 3, 2), (1, 7, 2, 3), (3, 1, 1, 5)):
        sizes = {"x": (N, T, D), "h0": (N, H), "K": (D, H), "U": (H, H), "b": (H,)}
        cache = {name: 0.6 * rng.normal(size=size) for name, size in sizes.items()}
        dh_all = rng.normal(size=(N, T, H))

        def loss(name, value):
            p = {**cache, name: value}
            state, total = p["h0"], 0.0
            for now, share in zip(np.moveaxis(p["x"], 1, 0), np.moveaxis(dh_all, 1, 0)):
                z = np.einsum("nd,du->nu", now, p["K"]) + np.einsum("nv,vu->nu", state, p["U"])
                state = 1 - 2 / (np.exp(2 * (z + p["b"])) + 1)
                total += np.sum(share * state)
            return total

        kept = {name: array.copy() for name, array in cache.items()}
        grads = rnn_backward(dh_all.copy(), kept)
        assert isinstance(grads, dict) and {f"d{name}" for name in sizes} <= set(grads), (
            "A dictionary with five gradients should come back. Which names does yours have?"
        )
        for name in ("K", "U", "b"):
            (mine,) = unpack(grads[f"d{name}"], f"d{name}", sizes[name])
            nudged = numeric_gradient(lambda value: loss(name, value), cache[name])
            assert relative_error(mine, nudged, floor=1e-3) <= BAR, (
                "A gradient of the weights does not say what a small nudge of them does. All steps "
                "share them: is every step's share in the sum, each with the h that U multiplied?"
            )
        for name in ("x", "h0"):
            (mine,) = unpack(grads[f"d{name}"], f"d{name}", sizes[name])
            nudged = numeric_gradient(lambda value: loss(name, value), cache[name])
            assert relative_error(mine, nudged, floor=1e-3) <= BAR, (
                "A gradient of x or h0 does not say what a small nudge of it does. Which two arrows "
                "enter a state when you go back?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Only the last state mattered to the loss. Does its gradient find the way back to the first step?'
"""  # END TEST CONFIG


def gradients_match_nudges_when_only_the_last_step_counts(rnn_backward):
    N, T, D, H = 2, 4, 2, 3
    sizes = {"x": (N, T, D), "h0": (N, H), "K": (D, H), "U": (H, H), "b": (H,)}
    cache = {name: 0.6 * rng.normal(size=size) for name, size in sizes.items()}
    dh_all = np.zeros((N, T, H))
    dh_all[:, -1] = rng.normal(size=(N, H))

    def loss(name, value):
        p = {**cache, name: value}
        state = p["h0"]
        for now in np.moveaxis(p["x"], 1, 0):
            z = np.einsum("nd,du->nu", now, p["K"]) + np.einsum("nv,vu->nu", state, p["U"])
            state = 1 - 2 / (np.exp(2 * (z + p["b"])) + 1)
        return np.sum(dh_all[:, -1] * state)

    grads = rnn_backward(dh_all.copy(), {name: array.copy() for name, array in cache.items()})
    assert isinstance(grads, dict) and {f"d{name}" for name in sizes} <= set(grads), (
        "A dictionary with five gradients should come back. Which names does yours have?"
    )
    for name in sizes:
        (mine,) = unpack(grads[f"d{name}"], f"d{name}", sizes[name])
        nudged = numeric_gradient(lambda value: loss(name, value), cache[name])
        assert relative_error(mine, nudged, floor=1e-3) <= BAR, (
            "Only the last state mattered, and a gradient does not say what a small nudge does. What "
            "does a step get from the step after it?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Only an early state mattered to the loss. Can inputs that come after it be to blame?'
"""  # END TEST CONFIG


def later_inputs_are_not_to_blame_for_an_early_state(rnn_backward):
    N, T, D, H = 2, 6, 3, 2
    sizes = {"x": (N, T, D), "h0": (N, H), "K": (D, H), "U": (H, H), "b": (H,)}
    cache = {name: 0.6 * rng.normal(size=size) for name, size in sizes.items()}
    for now in (0, 2):
        dh_all = np.zeros((N, T, H))
        dh_all[:, now] = rng.normal(size=(N, H))
        grads = rnn_backward(dh_all, {name: array.copy() for name, array in cache.items()})
        assert isinstance(grads, dict) and {"dx", "dh0"} <= set(grads), (
            "A dictionary with five gradients should come back. Which names does yours have?"
        )
        (dx,) = unpack(grads["dx"], "dx", (N, T, D))
        (dh0,) = unpack(grads["dh0"], "dh0", (N, H))
        assert np.all(dx[:, now + 1 :] == 0), (
            "Only an early state mattered, and inputs after it got a gradient. In which direction do "
            "gradients travel, and is each dx at its own step?"
        )
        assert np.all(np.abs(dx[:, : now + 1]).max(axis=(0, 2)) > 0) and np.any(dh0 != 0), (
            "Only an early state mattered, and an input up to it, or h0, got no gradient at all. Is "
            "what arrives from outside at that step used?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'What was handed in was looked at after the call, and examples added up. Which line writes, or divides?'
"""  # END TEST CONFIG


def nothing_is_written_into_and_sequences_add_up(rnn_backward):
    N, T, D, H = 3, 4, 2, 3
    sizes = {"x": (N, T, D), "h0": (N, H), "K": (D, H), "U": (H, H), "b": (H,)}
    given = {name: rng.normal(size=size) for name, size in sizes.items()}
    dh_all = rng.normal(size=(N, T, H))
    cache, upstream = {name: array.copy() for name, array in given.items()}, dh_all.copy()
    grads = rnn_backward(upstream, cache)
    assert isinstance(grads, dict) and {"dK", "dU", "db"} <= set(grads), (
        "A dictionary with five gradients should come back. Which names does yours have?"
    )
    intact = all(np.array_equal(cache[name], given[name]) for name in given)
    assert intact and np.array_equal(upstream, dh_all), (
        "After the call dh_all or the cache was no longer what it had been. What does += do to an "
        "array that somebody else still needs?"
    )
    total = {"dK": 0.0, "dU": 0.0, "db": 0.0}
    for row in range(N):
        alone = slice(row, row + 1)
        one = {n: (a[alone] if n in ("x", "h0") else a).copy() for n, a in given.items()}
        parts = rnn_backward(dh_all[alone].copy(), one)
        assert isinstance(parts, dict) and set(total) <= set(parts), (
            "With a single example no dictionary of five gradients came back. What does?"
        )
        for name in total:
            (part,) = unpack(parts[name], name, sizes[name[1:]])
            total[name] = total[name] + part
    for name, whole in total.items():
        (mine,) = unpack(grads[name], name, sizes[name[1:]])
        assert np.allclose(mine, whole, rtol=0, atol=1e-10), (
            "Weights are shared by all sequences, yet the gradient of a batch was not the sum over "
            "its examples. Did you take a mean, or divide by something?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# No formula is believed until it has been nudged. Below, every number of a small net is moved a hair up and down, and what
# *your* `rnn_forward` does then is put beside what *your* `rnn_backward` said it would do. If the dots leave the line in
# $dU$ alone, ask which $h$ you multiplied; if in all pictures, ask which arrow is missing.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q4"):
    demo = np.random.default_rng(4)
    sizes = {"x": (2, 5, 3), "h0": (2, 4), "K": (3, 4), "U": (4, 4), "b": (4,)}
    cache = {name: 0.7 * demo.normal(size=size) for name, size in sizes.items()}
    weight = demo.normal(size=(2, 5, 4))
    grads = rnn_backward(weight, cache)
    nudged = {
        name: course_lib.numeric_gradient(
            lambda value, name=name: np.sum(weight * rnn_forward(**{**cache, name: value})),
            cache[name],
        )
        for name in ("x", "h0", "K", "U")
    }
    course_lib.draw_agreement(
        {f"d{name}": (grads[f"d{name}"], value) for name, value in nudged.items()},
        labels=("nudging", "your formula"),
    ).show()

# %% [markdown]
# You have just done by hand what every deep-learning library does for its living. It has a grand name, *backpropagation
# through time*, and there is no more to it than what you wrote: one loop, two sums.

# %% [markdown]
# ## Part 5. How big is its brain?
#
# Count on your fingers: which arrays does the net own? Not the states; those are thoughts. The arrays that it keeps when
# nobody is talking to it.

# %% [raw]
# # BEGIN QUESTION
# name: q5
# points: 1

# %% [markdown]
# ### Question 5: Count the weights
#
# Write `param_count`: how many single numbers have to be learned in a recurrent net with $D$ inputs and $H$ units.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Look at the table of letters. Three of its rows are weights. Does $T$ stand in one of their shapes?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `K` has $D$ rows and $H$ columns, `U` has $H$ of both, and `b` is one row. Add their sizes.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# For $D = 4$ and $H = 3$: `K` has 12 numbers, `U` has 9, `b` has 3. Twenty-four, whether the film has 5 frames or 5000.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def param_count(D, H):
    """How many numbers a recurrent net has to learn.

    Args:
        D: inputs at each step, an integer.
        H: units, an integer.

    Returns:
        The number of entries of K, U and b together, an integer.
    """
    # BEGIN SOLUTION
    return H * (D + H + 1)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Four inputs and three units, as in hint 3. How many numbers are in K, in U and in b?'
"""  # END TEST CONFIG


def four_inputs_and_three_units_make_twenty_four(param_count):
    count = param_count(4, 3)
    assert count is not None, "Nothing came back: is a return missing?"
    assert count == 24, (
        f"You counted {count} numbers instead of 24. Which array is missing or extra?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Keras counted the weights of five nets, for short and for long films. Does a longer film need a bigger brain?'
"""  # END TEST CONFIG


def keras_counts_the_same_for_short_and_long_films(param_count):
    pairs = [(1, 1), (1, 7), (6, 2)] + [tuple(int(n) for n in rng.integers(2, 12, 2)) for _ in "ab"]
    for T, (D, H) in zip((3, 50, 2, 9, 30), pairs):
        layer = keras.layers.SimpleRNN(H)
        layer.build((None, T, D))
        assert param_count(D, H) == layer.count_params(), (
            "For some D and H Keras counts another number of weights. Which of K, U and b is "
            "counted wrongly, or counted once for each step?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Here comes the dullest chart of the whole course, and one of the most important. For comparison: a dense layer that reads all
# steps at once, side by side, and so has weights of its own for every step.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    steps = np.arange(1, 101)
    course_lib.draw_lines(
        steps,
        {
            "recurrent": np.full(100, param_count(3, 16)),
            "dense": (3 * steps + 1) * 16,
        },
        labels=("steps to read", "numbers to learn"),
        title="Does a longer film need a bigger brain?",
    ).show()

# %% [markdown]
# ## Part 6. The row of whisperers
#
# Time to be the training algorithm yourself. Forget $\tanh$ for a moment: the net of this part is **linear**, and has a
# *readout* that turns its state into one number:
#
# $$h_t = x_t K + h_{t-1} U + b, \qquad y_t = h_t \cdot \mathrm{readout}$$
#
# You choose the four arrays, and you choose how many units there are. The net shall be an echo: $y_t = x_{t-k}$, exactly, for
# ever, and silence as long as there is nothing to repeat. It starts from $h_0 = 0$.

# %% tags=["otter_ignore"]
course_lib.draw_rnn_equation("whispering")

# %% [raw]
# # BEGIN QUESTION
# name: q6
# points: 2

# %% [markdown]
# ### Question 6: Build an echo (a design question)
#
# Write `delay_line`. For a delay of `k` steps it returns the weights of a linear net with one input and one output that says
# at each step what it was told `k` steps ago.
#
# <details><summary>Hint 1: a nudge</summary>
#
# How many numbers must the net have in mind so that none is lost before its time? (Count the children in the picture: the delay
# there is 3.) Then ask of each child: whom does it listen to?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Entry $U_{ij}$ says how much unit $j$ hears of what unit $i$ had in mind. If each unit listens to its left neighbour only,
# then $U_{ij} = 1$ where $j = i + 1$, and 0 elsewhere. `np.eye` has an argument for that. Who hears $x$? Who is read out?
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# For $k = 1$ two units will do. $K = [\,1, 0\,]$: only unit 0 hears the input. $U$ has a single 1, in row 0 and column 1. The
# bias is zero, and the readout is a column with 0 on top and 1 below. Say 5, 7, 9: the states are $[5, 0]$, $[7, 5]$, $[9, 7]$,
# and what is read out is 0, 5, 7.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def delay_line(k):
    """Weights of a linear recurrent net that repeats its input k steps later.

    Args:
        k: the delay, an integer, at least 1.

    Returns:
        A dict with K (1, H), U (H, H), b (H,) and readout (H, 1), float64. How many units H there
        are is up to you.
    """
    # BEGIN SOLUTION
    H = k + 1
    K, readout = np.zeros((1, H)), np.zeros((H, 1))
    K[0, 0] = 1.0
    readout[k, 0] = 1.0
    return {"K": K, "U": np.eye(H, k=1), "b": np.zeros(H), "readout": readout}
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A dictionary with K, U, b and readout should come back. Do their shapes fit each other?'
"""  # END TEST CONFIG


def the_four_arrays_fit_each_other(delay_line):
    for k in (1, 2, 4):
        net = delay_line(k)
        assert isinstance(net, dict) and {"K", "U", "b", "readout"} <= set(net), (
            f"For k = {k} no dictionary with K, U, b and readout came back. What does?"
        )
        H = np.size(net["b"])
        parts = [net[name] for name in ("K", "U", "b", "readout")]
        unpack(parts, "K U b readout", (1, H), (H, H), (H,), (H, 1))


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was computed: 5, 7, 9 were said, with k = 1. What is heard?'
"""  # END TEST CONFIG


def with_a_delay_of_one_the_mini_case_comes_back(delay_line):
    net = delay_line(1)
    assert isinstance(net, dict) and {"K", "U", "b", "readout"} <= set(net), (
        "A dictionary with K, U, b and readout should come back. What does?"
    )
    state, heard = np.zeros(np.size(net["b"])), []
    for word in (5.0, 7.0, 9.0):
        state = np.add(np.dot(state, net["U"]), word * np.ravel(net["K"])) + net["b"]
        heard.append(float(np.dot(state, net["readout"])[0]))
    result = compare(heard, np.array([0.0, 5.0, 7.0]), name="What is heard after 5, 7, 9")
    assert result, f"{result} Who hears the input, who listens to whom, and who is read out?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Noise was said to nets with delays of 3 and 6. Is each number heard once, whole, and in time?'
"""  # END TEST CONFIG


def noise_comes_back_after_three_and_six_steps(delay_line):
    for k in (3, 6):
        net = delay_line(k)
        assert isinstance(net, dict) and {"K", "U", "b", "readout"} <= set(net), (
            "A dictionary with K, U, b and readout should come back. What does?"
        )
        H = np.size(net["b"])
        parts = [net[name] for name in ("K", "U", "b", "readout")]
        K, U, b, readout = unpack(parts, "K U b readout", (1, H), (H, H), (H,), (H, 1))
        said, heard, state = rng.normal(size=25), [], np.zeros(H)
        for word in said:
            state = np.add(np.dot(state, U), word * K[0]) + b
            heard.append(np.dot(state, readout)[0])
        assert np.allclose(heard[k:], said[: 25 - k], rtol=0, atol=1e-9), (
            "Noise was said to a net with a longer delay, and what was heard was not the same noise "
            "k steps later. How many units must a number pass, and does anybody hear two voices?"
        )
        assert np.allclose(heard[:k], 0, rtol=0, atol=1e-9), (
            "Something was heard before the first echo could be there. Who is talking?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'One word was said, and then there was a long silence. Does the echo come exactly once, for any delay?'
"""  # END TEST CONFIG


def one_word_comes_back_exactly_once(delay_line):
    for k in (1, 2, 5, int(rng.integers(7, 15))):
        net = delay_line(k)
        assert isinstance(net, dict) and {"K", "U", "b", "readout"} <= set(net), (
            "A dictionary with K, U, b and readout should come back. What does?"
        )
        H = np.size(net["b"])
        parts = [net[name] for name in ("K", "U", "b", "readout")]
        K, U, b, readout = unpack(parts, "K U b readout", (1, H), (H, H), (H,), (H, 1))
        powers = [np.linalg.matrix_power(U, age) @ readout for age in range(4 * k + 8)]
        echo = np.array([np.dot(K[0], power[:, 0]) for power in powers])
        hum = np.array([np.dot(b, power[:, 0]) for power in powers])
        assert np.allclose(hum, 0, rtol=0, atol=1e-9), (
            "Nothing was said, and something was heard. Which of the four arrays can talk by itself?"
        )
        assert np.allclose(echo, np.arange(4 * k + 8) == k, rtol=0, atol=1e-9), (
            "One word was said and then nothing more. It should be heard exactly once, k steps "
            "later. What does the last unit do with it afterwards?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# And now the film from the beginning, made by your own arrays and your own `rnn_forward`. But stop: `rnn_forward` has a $\tanh$ in
# it, and the echo was made for a net without one! Remember the chart after question 1: near zero $\tanh$ is a straight line. So we
# let the children *whisper* (everything is divided by 1000 on the way in, and multiplied by 1000 on the way out), and $\tanh$ does not
# notice that anything is going on: $\tanh(0.001) = 0.000\,999\,999\,67$.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    net = delay_line(3)
    weights = (net["K"], net["U"], net["b"])
    silence = np.zeros((1, len(net["b"])))
    whispers = rnn_forward(said[None, :, None] / 1000, silence, *weights)
    echo = whispers @ net["readout"]
    course_lib.animate_whispers(
        said, 1000 * whispers, 1000 * echo, net=net, title="My echo: no training at all"
    ).show()

# %% [markdown]
# **Guess before you run (3).** And if they *shout*, everything times 3? Will the echo be three times as loud, the same but
# with cut-off peaks, or all of the same loudness?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    shouts = rnn_forward(3 * said[None, :, None], silence, *weights) @ net["readout"]
    course_lib.draw_strips(
        {"said": said, "h whispered": 1000 * echo, "h shouted": shouts},
        title="The same words, whispered and shouted",
    ).show()

# %% [markdown]
# All of nearly the same loudness. A word passes four $\tanh$ on its way, and every one of them presses the loud ones down: whether somebody shouted 2.4 or 3.0, a
# bit over 0.56 comes out. You still hear *that* somebody spoke, and the sign, but hardly how loud. A message that is squashed at
# every hand becomes a rumour. (Why then has the net a $\tanh$ at all? Look at the howling bell again, and imagine it without.)

# %% [markdown]
# **A debugging question (not graded).** A friend's linear echo worked for the first word, and then strange things happened in the night.
# Here is the chart. One word was said, at step 0, with $k = 3$. Which single entry of which array would you look at?

# %% tags=["otter_ignore"]
word = np.eye(1, 24)[0]
haunted = (np.arange(24) % 4 == 3).astype(float)
course_lib.draw_strips(
    {"said": word, "h heard": haunted}, title="A friend's echo, in a haunted canyon"
)

# %% [markdown]
# <details><summary>What we would say to the friend</summary>
#
# The first echo comes at step 3, in time. Then one more every 4 steps, for ever, and none of them gets weaker: the word is going
# round in a circle of four units. So the last child whispers back to the first one: there is a 1 in the last row of $U$, in
# column 0. `np.roll` makes such matrices when one wanted to shift and got a ring. It should be 0.
# </details>

# %% [markdown]
# ## Part 7. The same net in Keras
#
# In Keras, all of this is one layer: `SimpleRNN`. It owns the same three arrays as yours, in the same order, and so weights can be
# carried over in both directions. Two of its switches matter here. `return_sequences` decides whether you get all states
# or only the last one. And the input shape may leave the number of steps open, with `None`: you know by now why that can be.

# %%
import keras

# %% [raw]
# # BEGIN QUESTION
# name: q7
# points: 3

# %% [markdown]
# ### Question 7: A Keras net of your own
#
# Write `keras_rnn`. It returns a Keras model with an input and one recurrent layer, and nothing else.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which of the three numbers `T`, `D`, `H` does the *layer* have to be told, and which two belong to the *input*? (Look at
# the letters once more: which two of them say how large one example is?)
# </details>
# <details><summary>Hint 2: the pieces</summary>
#
# `keras.Input` gets the shape of one example, without the batch: steps first, then inputs. `keras.layers.SimpleRNN` gets the number
# of units, and `return_sequences`. `keras.Sequential` takes a list of both.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# For `keras_rnn(6, 3, 4, True)`, a batch of shape `(2, 6, 3)` becomes `(2, 6, 4)`; with `False`, `(2, 4)`. Its `get_weights()` are
# three arrays with shapes `(3, 4)`, `(4, 4)`, `(4,)`.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def keras_rnn(T, D, H, return_sequences):
    """A Keras model with one simple recurrent layer, not trained.

    Args:
        T: steps of a sequence, an integer, or None if it should take sequences of any length.
        D: inputs at each step, an integer.
        H: units, an integer.
        return_sequences: True for the states of all steps, False for the last one only.

    Returns:
        A keras.Model from (N, T, D) to (N, T, H), or to (N, H).
    """
    # BEGIN SOLUTION
    layer = keras.layers.SimpleRNN(H, return_sequences=return_sequences)
    return keras.Sequential([keras.Input((T, D)), layer])
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Six steps, three inputs, four units, as in hint 3. Which shapes go in, come out, and are learned?'
"""  # END TEST CONFIG


def the_shapes_are_those_of_the_mini_case(keras_rnn):
    model = keras_rnn(6, 3, 4, True)
    assert hasattr(model, "get_weights"), "keras_rnn should return a Keras model. What does yours?"
    assert tuple(model.input_shape) == (None, 6, 3), (
        f"The model reads {model.input_shape} and should read (None, 6, 3). Which axis is time?"
    )
    assert tuple(model.output_shape) == (None, 6, 4), (
        f"The model returns {model.output_shape} and should return (None, 6, 4). How many units does "
        "it have, and are all steps returned?"
    )
    shapes = [tuple(array.shape) for array in model.get_weights()]
    assert shapes == [(3, 4), (4, 4), (4,)], (
        f"The weights have shapes {shapes}. Which of K, U and b is missing, or what is there besides?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The weights of your Keras model were put into your own rnn_forward. Do both say the same?'
"""  # END TEST CONFIG


def weights_carried_out_of_keras_give_the_same_states(keras_rnn, rnn_forward):
    model = keras_rnn(5, 2, 3, True)
    assert hasattr(model, "get_weights"), "keras_rnn should return a Keras model. What does yours?"
    weights = [np.asarray(array, dtype=np.float64) for array in model.get_weights()]
    assert len(weights) == 3, f"The model has {len(weights)} arrays instead of K, U and b. Which?"
    x = rng.normal(size=(4, 5, 2)).astype(np.float32)
    (theirs,) = unpack(np.asarray(model(x)), "states", (4, 5, 3))
    (mine,) = unpack(
        rnn_forward(x.astype(np.float64), np.zeros((4, 3)), *weights), "seq", (4, 5, 3)
    )
    result = compare(theirs, mine, rtol=1e-5, atol=1e-5, name="What your Keras model returns")
    assert result, (
        f"{result} Keras or you: who reads the steps in another order or squashes otherwise?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Models with and without return_sequences got the same weights. Is the last state the last of the sequence?'
"""  # END TEST CONFIG


def the_last_state_alone_is_the_last_of_the_sequence(keras_rnn):
    N, T, D, H = 3, 7, 2, 5
    every, last = keras_rnn(T, D, H, True), keras_rnn(T, D, H, False)
    assert hasattr(every, "get_weights") and hasattr(last, "get_weights"), (
        "keras_rnn should return a Keras model. What does yours?"
    )
    weights = [0.5 * rng.normal(size=size).astype(np.float32) for size in ((D, H), (H, H), (H,))]
    for model in (every, last):
        shapes = [tuple(array.shape) for array in model.get_weights()]
        assert shapes == [array.shape for array in weights], (
            "The weights of a model are not three arrays of the shapes of K, U and b. What else is "
            "in it, or which size is in the wrong place?"
        )
        model.set_weights(weights)
    x = rng.normal(size=(N, T, D)).astype(np.float32)
    (seq,) = unpack(np.asarray(every(x)), "seq", (N, T, H))
    (end,) = unpack(np.asarray(last(x)), "last_state", (N, H))
    assert np.allclose(seq[:, -1], end, rtol=1e-5, atol=1e-5), (
        "Two of your models got the same weights, one returning all states and one only the last. "
        "The last one should be the same. What is different between them?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Weights of a net that is known were carried into your model. Does it say what that net says?'
"""  # END TEST CONFIG


def weights_carried_into_keras_give_the_same_states(keras_rnn):
    N, T, D, H = 2, 4, 3, 5
    model = keras_rnn(T, D, H, True)
    assert hasattr(model, "get_weights"), "keras_rnn should return a Keras model. What does yours?"
    weights = [0.7 * rng.normal(size=size) for size in ((D, H), (H, H), (H,))]
    shapes = [tuple(array.shape) for array in model.get_weights()]
    assert shapes == [array.shape for array in weights], (
        "The weights of the model are not three arrays of the shapes of K, U and b. What else is "
        "in it, or which size is in the wrong place?"
    )
    model.set_weights([array.astype(np.float32) for array in weights])
    x, state, wanted = rng.normal(size=(N, T, D)), np.zeros((N, H)), []
    for now in np.moveaxis(x, 1, 0):
        z = np.einsum("nd,du->nu", now, weights[0]) + np.einsum("nv,vu->nu", state, weights[1])
        state = 1 - 2 / (np.exp(2 * (z + weights[2])) + 1)
        wanted.append(state)
    (seq,) = unpack(np.asarray(model(x.astype(np.float32))), "seq", (N, T, H))
    assert np.allclose(np.moveaxis(seq, 1, 0), wanted, rtol=1e-5, atol=1e-5), (
        "Known weights were set in your model, and its states were not those of the net they "
        "came from. Which curve does it use, and does it read the steps in order?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A model was built with T = None and given short and long sequences. Where is a length built in?'
"""  # END TEST CONFIG


def a_model_without_a_fixed_length_reads_any_film(keras_rnn):
    model = keras_rnn(None, 2, 3, True)
    assert hasattr(model, "get_weights"), "keras_rnn should return a Keras model. What does yours?"
    assert tuple(model.input_shape) == (None, None, 2), (
        "With T = None the model should leave the number of steps open. Where does it get one from?"
    )
    x = rng.normal(size=(2, 9, 2)).astype(np.float32)
    (whole,) = unpack(np.asarray(model(x)), "seq", (2, 9, 3))
    for length in (1, 4):
        (short,) = unpack(np.asarray(model(x[:, :length])), "seq", (2, length, 3))
        assert np.allclose(short, whole[:, :length], rtol=1e-5, atol=1e-5), (
            "The beginning of a sequence was read alone, and the states were others than in the "
            "whole. Does your model look at steps that are still to come?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your net and Keras's, with the same weights. Left, the random weights of a Keras model were carried into your `rnn_forward`; right, weights
# of ours were carried into Keras. The gap is what `float32` rounds away.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    demo = np.random.default_rng(7)
    model = keras_rnn(20, 2, 8, True)
    film, rest = demo.normal(size=(5, 20, 2)), np.zeros((5, 8))
    outward = rnn_forward(film, rest, *(w.astype(float) for w in model.get_weights()))
    pairs = {"out of Keras": (outward, np.asarray(model(film)))}
    ours = [0.6 * demo.normal(size=size) for size in ((2, 8), (8, 8), (8,))]
    model.set_weights(ours)
    pairs["into Keras"] = (rnn_forward(film, rest, *ours), np.asarray(model(film)))
    course_lib.draw_agreement(pairs, labels=("Keras", "you")).show()

# %% [markdown]
# ### Can it learn the echo by itself?
#
# You built an echo by hand. Now let training find one. The data are noise, and the label at each step is the noise three steps before. One
# dense unit reads your net's states out. Whoever always predicts the mean, zero, is off by 100 % of the variance. The bar is 5 %. This takes
# a few seconds.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    keras.utils.set_random_seed(0)
    noise = np.random.default_rng(0).uniform(-1, 1, size=(640, 16, 1))
    late = np.pad(noise, ((0, 0), (3, 0), (0, 0)))[:, :16]
    pupil = keras.Sequential([keras_rnn(16, 1, 12, True), keras.layers.Dense(1)])
    pupil.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
    fitted = pupil.fit(noise[:512], late[:512], epochs=10, batch_size=16, verbose=0)
    off = np.mean((np.asarray(pupil(noise[512:])) - late[512:]) ** 2) / np.var(late[512:])
    print(f"On noise it has never heard it is off by {100 * off:.2f} % of the variance.")
    course_lib.draw_lines(
        np.arange(1, 11),
        {"loss": 100 * np.array(fitted.history["loss"]) / np.var(late)},
        labels=("epoch", "off by, in % of variance"),
        title="Learning to be an echo, three steps late",
    ).show()

# %% [markdown]
# And how does it do it: with a tidy row of whisperers, like yours? Knock once and look into its mind. The map on top is yours (with the volume
# turned to 0.7), the one below is the pupil's.

# %% tags=["otter_ignore"]
knock = 0.7 * np.eye(1, 12)[..., None]
with course_lib.once_ready("q6"):
    mine = rnn_forward(knock, silence, *weights)
    course_lib.draw_state_map(mine, inputs=knock[0, :, 0], title="Your echo, one knock").show()
with course_lib.once_ready("q7"):
    K_p, U_p, b_p = (w.astype(float) for w in pupil.layers[0].get_weights())
    theirs = rnn_forward(knock, np.zeros((1, 12)), K_p, U_p, b_p)
    course_lib.draw_state_map(theirs, title="The pupil's echo, the same knock").show()

# %% [markdown]
# Nothing tidy about it. Every unit has a finger in everything, and the knock is smeared over all twelve of them. Both nets solve the
# same task, and yours can be read. What a trained net has in mind seldom looks like what you would have had in mind.
#
# But one thing it has found out by itself: look how pale its map is. It *whispers*. Even when it listens to noise as loud as 1,
# half of its states stay within 0.15 of zero, where $\tanh$ is nearly straight (so it was with each of ten seeds). Nobody told it.

# %% [markdown]
# ### Reading handwriting like a fax machine
#
# Last, something real: 1797 handwritten digits from scikit-learn, each 8 rows of 8 grey values. We let your Keras net read each digit *row by
# row*, from top to bottom, as a sequence of 8 steps with 8 inputs, and after every row it has to say which digit it believes to see. After
# the first row it can hardly know (blind guessing is right in 10 of 100 cases). This takes a few seconds again.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    digits = load_digits()
    drawn = train_test_split(
        digits.images / 16, digits.target, test_size=0.25, random_state=0, stratify=digits.target
    )
    train_x, test_x, train_y, test_y = drawn
    keras.utils.set_random_seed(0)
    reader = keras.Sequential([keras_rnn(8, 8, 32, True), keras.layers.Dense(10, "softmax")])
    reader.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    reader.fit(train_x, np.tile(train_y[:, None], 8), epochs=12, batch_size=32, verbose=0)
    beliefs = np.asarray(reader(test_x))
    right = 100 * np.mean(beliefs.argmax(axis=-1) == test_y[:, None], axis=0)
    course_lib.draw_lines(
        np.arange(1, 9),
        {"your net": right},
        colour="h",
        labels=("rows read", "digits read rightly, in %"),
        title="How much of a digit do you have to see?",
    ).show()

# %% [markdown]
# Look closely at the end of that line. After the last row the net has seen *more* than after the row before, and it does not know
# more, rather less. It is a small step down, but not just bad luck in this one run: of ten seeds that we tried, the last row made it worse
# with nine, and with one it was a draw. Nor is that row empty: it is as inky as the others. Is it only the readout that is torn between eight
# rows? We taught a fresh one on nothing but the net's thoughts after one single row. It reads better all in all, having only one thing to
# care for, and still it does worse after the last row than after the one before (90.9 % and 92.9 % in one run).
#
# So there was something it *knew* and knows no longer. The net rewrites its whole memory at every row, whatever the row has to
# say, and what is rewritten is blurred. If only it could leave the memory alone unless there is a reason! Hold that thought. It is how
# assignment 03 begins.
#
# And here is what it is like to change your mind. Among the digits that it reads rightly in the end, this is the one about which it had
# been most sure of something else.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    sure = (beliefs[:, -1].argmax(axis=-1) == test_y) & (beliefs[:, -1].max(axis=-1) > 0.7)
    wrong = np.where(np.arange(10) == test_y[:, None, None], 0, beliefs).max(axis=(1, 2))
    case = int(np.argmax(np.where(sure, wrong, -1)))
    course_lib.animate_reading(
        test_x[case], beliefs[case], title=f"Changing its mind: this will be a {test_y[case]}"
    ).show()

# %% [markdown]
# In our run it was a 1 with a wide foot, taken for a 6 with 95 % after five rows, and saved by the very last one. So the last row does help,
# now and then; on average it costs more than it brings. Both are true at once, and no single picture tells you both.

# %% [markdown]
# **A question to talk about (not graded).** The net read the digits from top to bottom. Would it do as well if it read them column
# by column? From the bottom up? And why does it make sense to train it on all eight beliefs, not on the last one alone?
#
# *Your thoughts (double-click here and write):*

# %% [markdown]
# ## Recap in five lines
#
# 1. A recurrent net reads two things at each step: the new input, and what it had in mind a step ago.
# 2. Folded it is one box with a loop, unfolded the same box $T$ times: the weights are shared, and $T$ is in no shape of them.
# 3. Units are how much it can have in mind at once; steps are how long it listens. One is $H$, the other $T$.
# 4. Going back, two arrows enter each $h_t$, from outside and from the next step; add them, and add each step's share of $dK$, $dU$, $db$.
# 5. Whatever it remembers has to be passed on at every step, through $\tanh$: a whisper survives that, a shout does not, and both fade
#    or howl if $U$ is not just right.
#
# ## If you want more (not graded)
#
# **The forgetful average.** Set a *linear* net with one unit by hand whose state is a running mean: 90 % of the old state and 10 % of the new
# input. Then a net with two outputs that says how much the input differs from its running mean. Feed it a wave with a slow
# drift: what do you hear? How would you choose the 90 % if a year had to be remembered, day by day?
