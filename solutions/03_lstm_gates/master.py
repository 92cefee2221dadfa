# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "LSTM gates: forget, input, output"
#     minutes: 75
#     limits: {call_seconds: 5, notebook_seconds: 30}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: lstm_gates

# %% [markdown]
# # LSTM gates: forget, input, output
#
# **What you will have built.** A complete LSTM layer in plain NumPy, forwards and backwards, that
# agrees with Keras to the last digit that `float32` can hold. And a *latch*: one single memory
# cell that you set by hand, without any training, to remember a number for as long as you like.
#
# **Time.** About 75 minutes. A good place to pause is after question 4.
#
# **You need.** NumPy arrays and the matrix product `@`. Having seen the recurrent net of
# assignment 02 helps. No calculus before question 7, and there only the chain rule.

# %%
import course_lib
import numpy as np

# %% [markdown]
# ## The whole thing first
#
# Imagine a bored timekeeper at a rally. Numbers are shouted all day long, and nearly all of them
# are of no importance. Now and then somebody shouts a number *and blows a whistle*. That one has
# to be remembered, until the next whistle.
#
# Run the cell below. The top row is what is shouted, the triangles are the whistle, and the golden
# row is what the timekeeper has in mind. This is the chart that you will draw yourself at the end,
# with an LSTM that has exactly one unit. (If you look closely, 0.95 is remembered as 0.74. The cell
# keeps not the number itself but its $\tanh$, a little squashed. You will meet the culprit in part 3.)

# %% tags=["otter_ignore"]
demo = np.random.default_rng(3)
shouted = demo.uniform(-1, 1, size=60)
whistle = np.isin(np.arange(60), [4, 21, 41])
last_whistle = np.maximum.accumulate(np.where(whistle, np.arange(60), -1))
in_mind = np.where(last_whistle < 0, 0.0, np.tanh(shouted[last_whistle]))
course_lib.draw_strips(
    {"shouted": shouted, "c": in_mind},
    marks=whistle,
    title="Where we are going: remember the number at the whistle",
)

# %% [markdown]
# A feed-forward net cannot do this at all: it has no yesterday. A simple recurrent net can for a
# few steps, but it rewrites its whole memory at every step, and a memory that is rewritten sixty
# times is a rumour. The idea of the LSTM is almost rude in its simplicity: **leave the memory
# alone unless there is a reason**, and put a valve wherever something could happen to it.
#
# Here is the cell. The golden pipe on top is the memory, the **cell state** $c$: it runs straight
# through. Three valves, each somewhere between shut (0) and open (1):
#
# - the **forget gate** $f$ controls what of the cell state is forgotten, given the new input.
#   Beware of its name: $f$ is the share that is *kept*. Open means remember.
# - the **input gate** $i$ controls what new information is encoded into the cell state. What is
#   waiting behind that valve is the **candidate** $g$.
# - the **output gate** $o$ controls what of the cell state goes on as $h_t$. That $h_t$ is
#   both the layer's output and what the cell will read at the next step.
#
# How to read the valves in the picture: a bar that lies *along* its pipe is open, a bar that lies
# *across* it is shut. The dotted lines show what each valve looks at before it moves.

# %% tags=["otter_ignore"]
course_lib.explore_cell(forget=0.9, input=0.3, output=0.6)

# %% [markdown]
# If sliders appeared above the picture, play with them. If not, nothing is missing: the picture is
# what counts, and `course_lib.draw_cell(forget=1, input=0, output=0.5)` draws any other one.
#
# **Guess before you run (1).** The forget gate is wide open and the input gate is shut. What happens
# to the cell state: does it vanish, stay, or become the candidate? Say it aloud, then run the cell.

# %% tags=["otter_ignore"]
course_lib.draw_cell(forget=1.0, input=0.0, output=0.5)

# %% [markdown]
# It stays, to the last decimal. Nothing multiplies it, nothing is added. This is the whole trick,
# and the rest is plumbing.
#
# ### The letters
#
# | letter | what it is | shape |
# |---|---|---|
# | $N$, $T$, $D$, $H$ | examples in the batch, time steps, inputs per step, units | numbers |
# | `x` | the new input at this step | `(N, D)` |
# | `h` | the hidden state: what went on from the step before | `(N, H)` |
# | `c` | the cell state: the memory | `(N, H)` |
# | `z` | what a gate has added up, before the squashing | `(N, 4H)` |
# | $f$, $i$, $o$ | forget, input, output gate: valves, from 0 to 1 | `(N, H)` |
# | $g$ | the candidate: what could be written, from -1 to 1 | `(N, H)` |
# | `K`, `U`, `b` | weights on `x`, weights on `h`, bias | `(D, H)`, `(H, H)`, `(H,)` |
# | $\sigma$ | the sigmoid, which squashes any number into (0, 1) | |
# | $\odot$ | multiply entry by entry, `*` in NumPy (while `@` is the matrix product) | |
#
# One row is one example, always, and everything is `float64`. The four sets of weights are kept
# side by side in three arrays with Keras's names: `kernel` is `(D, 4H)`, `recurrent_kernel` is
# `(H, 4H)`, and `bias` is `(4H,)`. A small letter says whose weights are meant: $K_f$ is the block
# of `kernel` that belongs to the forget gate, $U_f$ and $b_f$ are its blocks of the other two.

# %% [markdown]
# ## Part 1. Four numbers in one breath
#
# The cell computes all four things in one go, as one wide row $z$ for each example, and then cuts
# the row into four blocks of $H$. In which order? Nature does not say, so every library chose for
# itself. We follow Keras: **input, forget, candidate, output**.

# %% tags=["otter_ignore"]
course_lib.draw_equation("split")

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 1

# %% [markdown]
# ### Question 1: Cut the row into four
#
# Write `split_gates`. It gets `z` and returns its four blocks in Keras's order. No squashing yet:
# only cutting.
#
# <details><summary>Hint 1: a nudge</summary>
#
# How wide is one block, if you only have `z` to look at? Let the array tell you; do not count
# units on your fingers, the hidden checks have other fingers.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With $H$ a quarter of the number of columns, block number $k$ (counted from 0) is the columns
# from $kH$ up to, but without, $(k+1)H$. All rows go along.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# For two units and one example, $z = [\,1, 2, 3, 4, 5, 6, 7, 8\,]$ becomes $i=[1, 2]$, $f=[3, 4]$,
# $g=[5, 6]$, $o=[7, 8]$. Neighbours stay neighbours.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def split_gates(z):
    """Cuts the summed inputs of all gates into one block for each gate, in Keras's order.

    Args:
        z: summed inputs before any squashing, (N, 4H), float64.

    Returns:
        A tuple (i, f, g, o): input gate, forget gate, candidate, output gate, each (N, H).
    """
    # BEGIN SOLUTION
    units = z.shape[1] // 4
    i = z[:, :units]
    f = z[:, units : 2 * units]
    g = z[:, 2 * units : 3 * units]
    o = z[:, 3 * units :]
    return i, f, g, o
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'One unit, four columns. Does each of i, f, g, o get the column that belongs to it?'
"""  # END TEST CONFIG


def four_columns_become_i_f_g_o(split_gates):
    z = np.array([[10.0, 20.0, 30.0, 40.0]])
    i, f, g, o = unpack(split_gates(z), "i f g o", (1, 1))
    assert i[0, 0] == 10.0, "The first block is the input gate. Which column did i get?"
    assert f[0, 0] == 20.0, "The second block is the forget gate. Which column did f get?"
    assert g[0, 0] == 30.0, "The third block is the candidate. Which column did g get?"
    assert o[0, 0] == 40.0, "The fourth block is the output gate. Which column did o get?"


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'A cell with several units was cut. How wide is a block when H is not 1?'
"""  # END TEST CONFIG


def blocks_stay_together_for_several_units(split_gates):
    for units in (3, 5):
        labels = np.repeat(np.arange(4.0), units) * 100 + np.tile(np.arange(units), 4)
        z = labels[None, :] + np.array([[0.0], [0.25]])
        blocks = unpack(split_gates(z), "i f g o", (2, units))
        for position, block in enumerate(blocks):
            assert np.array_equal(block, z[:, position * units : (position + 1) * units]), (
                "With several units a block did not hold the columns of its own gate. Are "
                "neighbouring columns still neighbours after your cut, and in the order i, f, g, o?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'A whole batch was cut. Is every example treated like the first one?'
"""  # END TEST CONFIG


def every_example_is_cut_alike(split_gates):
    z = rng.normal(size=(7, 8))
    before = z.copy()
    order = rng.permutation(7)
    blocks = unpack(split_gates(z), "i f g o", (7, 2))
    assert np.array_equal(z, before), (
        "After the call z was no longer what it had been. Does your function write into its input?"
    )
    shuffled = unpack(split_gates(z[order]), "i f g o", (7, 2))
    for block, mixed in zip(blocks, shuffled):
        assert np.array_equal(block[order], mixed), (
            "The examples of a batch were put in another order, and the results did not follow. "
            "Which axis holds the examples, and do you leave it alone?"
        )
    assert np.array_equal(np.concatenate(blocks, axis=1), z), (
        "The four blocks of a batch, put side by side again, are not z. Which axis did you cut?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your own cut, in the colours that the four have all through the course. This `z` starts with 0.5 and
# 1.5, and goes on with 2.0 and 1.0. Which bars should stand side by side, and do they?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    z = np.array([[0.5, 1.5, 2.0, 1.0, -1.0, 0.5, 1.0, -0.5]])
    course_lib.draw_bars(dict(zip("ifgo", split_gates(z)))).show()

# %% [markdown]
# *A word of warning for the day you copy weights from somewhere.* Many lecture notes use the order
# i, f, o, g; PyTorch uses i, f, g, o as we do, but turns its matrices on their side and has two
# biases. A net with its blocks in the wrong order does not crash. It only talks nonsense, politely.

# %% [markdown]
# ## Part 2. The forget gate: how much of the past survives
#
# A gate reads two things: the new input `x`, and `h`, what the cell said a moment ago. It weighs
# them, adds a bias, and squashes the sum into a number between 0 and 1:
#
# $$f = \sigma(x K_f + h U_f + b_f)$$
#
# The squashing curve is the sigmoid, $\sigma(z) = \dfrac{1}{1 + e^{-z}}$. You know it from
# assignment 00.

# %% tags=["otter_ignore"]
course_lib.draw_equation("forget")

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 2

# %% [markdown]
# ### Question 2: The forget gate
#
# Write `sigmoid` (yours from assignment 00 will do) and then `forget_gate`. The result has one
# number for each example and unit: the share of that cell state which is *kept*.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Follow the shapes in the picture. Which product of an `(N, D)` and a `(D, H)` array gives
# `(N, H)`? What does NumPy do when an `(H,)` bias is added to that?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Three terms inside one bracket: $x K_f$, then $h U_f$, then $b_f$. The squashing comes last and
# once. If large negative numbers bother your sigmoid, remember
# $\sigma(z) = \tfrac12\big(1 + \tanh(z/2)\big)$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One input, one unit: $x=1$, $K_f=1$, $h=2$, $U_f=-1$, $b_f=1+\ln 3$. The bracket is
# $1 - 2 + 1 + \ln 3 = \ln 3$, and $\sigma(\ln 3) = \frac{1}{1 + 1/3} = 0.75$. Three quarters
# of the memory survive.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def sigmoid(z):
    """Squashes every entry into (0, 1).

    Args:
        z: any numbers, any shape, float64.

    Returns:
        The openings, the same shape as z.
    """
    # BEGIN SOLUTION
    return 0.5 * (1.0 + np.tanh(0.5 * z))
    # END SOLUTION


def forget_gate(x, h, K_f, U_f, b_f):
    """How much of each cell state is kept, given the new input.

    Args:
        x: the new input, (N, D), float64.
        h: the hidden state of the step before, (N, H), float64.
        K_f: weights on x, (D, H).
        U_f: weights on h, (H, H).
        b_f: bias, (H,).

    Returns:
        f: the share that is kept, (N, H), between 0 and 1.
    """
    # BEGIN SOLUTION
    return sigmoid(x @ K_f + h @ U_f + b_f)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was computed. Do you get three quarters on paper?'
"""  # END TEST CONFIG


def three_quarters_survive_in_the_mini_case(forget_gate):
    one = np.array([[1.0]])
    (f,) = unpack(forget_gate(one, 2 * one, one, -one, np.array([1 + np.log(3.0)])), "f", (1, 1))
    result = compare(f, np.array([[0.75]]), name="f in the mini-case")
    assert result, f"{result} What stands inside the bracket, and what does the squashing?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A gate is a share. Can yours be smaller than nothing, or larger than everything?'
"""  # END TEST CONFIG


def the_gate_lies_between_zero_and_one(forget_gate):
    x, h = 2 * rng.normal(size=(6, 3)), 2 * rng.normal(size=(6, 2))
    K_f, U_f, b_f = rng.normal(size=(3, 2)), rng.normal(size=(2, 2)), rng.normal(size=2)
    (f,) = unpack(forget_gate(x, h, K_f, U_f, b_f), "f", (6, 2))
    assert np.all((f > 0) & (f < 1)), (
        "With random weights some f was not strictly between 0 and 1. Which curve squashes there?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'A very large bias was set. f is the share kept: should +50 open or shut the valve?'
"""  # END TEST CONFIG


def a_large_bias_opens_or_shuts_the_valve(forget_gate):
    x, h = rng.normal(size=(3, 4)), rng.normal(size=(3, 2))
    K_f, U_f = rng.normal(size=(4, 2)), rng.normal(size=(2, 2))
    for size in (50.0, 800.0):
        (f_open,) = unpack(forget_gate(x, h, K_f, U_f, np.full(2, size)), "f", (3, 2))
        (f_shut,) = unpack(forget_gate(x, h, K_f, U_f, np.full(2, -size)), "f", (3, 2))
        assert np.all(np.isfinite(f_open)) and np.all(np.isfinite(f_shut)), (
            "A bias of several hundreds gave something that is not a number. Which exponential in "
            "your sigmoid overflows there?"
        )
        assert np.all(f_open > 1 - 1e-9), (
            "With a very large positive bias everything should be kept. What is f the share of?"
        )
        assert np.all(f_shut < 1e-9), (
            "With a very large negative bias nothing should be kept. Does your gate really close?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'Only h was changed, then only x. A gate reads both: does yours?'
"""  # END TEST CONFIG


def the_gate_reads_both_x_and_h(forget_gate):
    x, h = rng.normal(size=(2, 3)), rng.normal(size=(2, 4))
    K_f, U_f, b_f = rng.normal(size=(3, 4)), np.zeros((4, 4)), rng.normal(size=4)
    U_f[0, 2] = 1.5
    (f,) = unpack(forget_gate(x, h, K_f, U_f, b_f), "f", (2, 4))
    (f_other_x,) = unpack(forget_gate(x + 1, h, K_f, U_f, b_f), "f", (2, 4))
    assert np.all(np.abs(f_other_x - f).max(axis=1) > 1e-6), (
        "The input x was changed and the gate did not move. Where does x enter the bracket?"
    )
    moved = h.copy()
    moved[:, 0] += 1.0
    (f_other_h,) = unpack(forget_gate(x, moved, K_f, U_f, b_f), "f", (2, 4))
    change = np.abs(f_other_h - f).max(axis=0) > 1e-6
    assert change.any(), (
        "The hidden state h was changed and the gate did not move. Where does h enter the bracket?"
    )
    assert change[2] and change.sum() == 1, (
        "U_f had a single weight, from one unit to another one, and the wrong unit moved. Which "
        "axis of U_f belongs to the h that comes in?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Batches and cells of several sizes were tried. Do you add and squash as in the picture?'
"""  # END TEST CONFIG


def the_gate_follows_the_formula_at_every_size(forget_gate):
    for N, D, H in ((1, 3, 5), (3, 2, 1), (4, 5, 3)):
        x, h = rng.normal(size=(N, D)), rng.normal(size=(N, H))
        K_f, U_f, b_f = rng.normal(size=(D, H)), rng.normal(size=(H, H)), rng.normal(size=H)
        kept = [array.copy() for array in (x, h, K_f, U_f, b_f)]
        expected = 1 / (1 + np.exp(-(np.hstack([x, h]) @ np.vstack([K_f, U_f]) + b_f)))
        (f,) = unpack(forget_gate(x, h, K_f, U_f, b_f), "f", (N, H))
        assert np.all(np.abs(f - expected) < 1e-10), (
            "With random weights f was not the sigmoid of three terms: x with its weights, h with "
            "its weights, and the bias. Is one missing, is one too many, or is one outside?"
        )
        for array, before in zip((x, h, K_f, U_f, b_f), kept):
            assert np.array_equal(array, before), (
                "After the call an input was no longer what it had been. Which line writes into it?"
            )
        small = [array.astype(np.float32) for array in (x, h, K_f, U_f, b_f)]
        (f32,) = unpack(forget_gate(*small), "f", (N, H))
        assert np.all(np.abs(f32 - expected) < 1e-4), (
            "With float32 inputs the gate came out differently. Does a type get in the way?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Here is your gate for one unit while the input goes from -6 to 6. The bias moves the curve
# sideways: it says how much is kept when nothing in particular happens.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q2"):
    sweep = np.linspace(-6, 6, 121)[:, None]
    quiet = np.zeros((121, 1))
    one = np.ones((1, 1))
    course_lib.draw_lines(
        sweep[:, 0],
        {f"bias {b}": forget_gate(sweep, quiet, one, one, np.array([b]))[:, 0] for b in (-3, 0, 3)},
        colour="f",
        labels=("input x", "share kept, f"),
        title="Your forget gate",
    ).show()

# %% [markdown]
# **A design question (not graded).** The input is silent, the input gate is shut, and you would
# like the memory to lose half of itself in about 14 steps. Which forget bias do you choose? Would 1
# be enough? Write down your guess first, then unfold.
#
# <details><summary>What came out for us</summary>
#
# After $n$ steps a share $f^n$ is left, so half is gone after $\ln 0.5 / \ln f$ steps. A bias of 0
# gives $f = 0.5$: one step. A bias of 1 gives 2.2 steps, and a bias of 3 gives 14. This is why many
# people *start* training with a forget bias of 1 (Keras does: it puts a 1 into that block of the
# bias when the layer is born). It is a starting value and no part of the formula.
# </details>

# %% [markdown]
# ## Part 3. The input gate and the candidate: what is written
#
# Two things together decide what enters the memory. The **candidate** $g$ is the proposal: it may
# be positive or negative, so it is squashed by $\tanh$ into $(-1, 1)$. The **input gate** $i$ is the
# valve in front of it, and a valve is a share, from 0 to 1. Each has weights of its own:
#
# $$i = \sigma(x K_i + h U_i + b_i) \qquad\qquad g = \tanh(x K_g + h U_g + b_g)$$
#
# The candidate is an editor full of ideas. The input gate is the editor's boss.

# %% tags=["otter_ignore"]
course_lib.draw_equation("input")

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 2

# %% [markdown]
# ### Question 3: The input gate and its candidate
#
# Write `input_gate`. It returns both, valve first: `(i, g)`. They are multiplied later, not here.
#
# <details><summary>Hint 1: a nudge</summary>
#
# You have written something very like one of the two a minute ago. Which of the two results
# may be negative?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Two brackets with three terms each, one with the weights named i and one with the weights named g.
# The first goes through $\sigma$, the second through $\tanh$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# All weights zero, $b_i = \ln 3$ and $b_g = -\tfrac12\ln 3$. Then $i = 0.75$, and
# $g = \tanh(-\tfrac12 \ln 3) = \frac{1/3 - 1}{1/3 + 1} = -0.5$. Later, three quarters of -0.5 will
# be written.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def input_gate(x, h, K_i, U_i, b_i, K_g, U_g, b_g):
    """What could be written into the cell state, and how much of it will be.

    Args:
        x: the new input, (N, D), float64.
        h: the hidden state of the step before, (N, H), float64.
        K_i, U_i, b_i: weights of the input gate, (D, H), (H, H), (H,).
        K_g, U_g, b_g: weights of the candidate, (D, H), (H, H), (H,).

    Returns:
        A tuple (i, g), each (N, H): the opening of the valve and the candidate behind it.
    """
    # BEGIN SOLUTION
    i = sigmoid(x @ K_i + h @ U_i + b_i)
    g = np.tanh(x @ K_g + h @ U_g + b_g)
    return i, g
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was computed. What do you get on paper?'
"""  # END TEST CONFIG


def the_mini_case_gives_three_quarters_and_minus_a_half(input_gate):
    one, nil = np.ones((1, 1)), np.zeros((1, 1))
    b_i, b_g = np.array([np.log(3.0)]), np.array([-0.5 * np.log(3.0)])
    i, g = unpack(input_gate(one, one, nil, nil, b_i, nil, nil, b_g), "i g", (1, 1))
    first = compare(i, np.array([[0.75]]), name="i in the mini-case")
    assert first, f"{first} Which curve squashes a valve?"
    second = compare(g, np.array([[-0.5]]), name="g in the mini-case")
    assert second, f"{second} Which curve lets a candidate be negative?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A valve is a share from 0 to 1, a candidate lies between -1 and 1. Which one is which?'
"""  # END TEST CONFIG


def the_valve_is_a_share_and_the_candidate_takes_both_signs(input_gate):
    x, h = rng.normal(size=(40, 3)), rng.normal(size=(40, 2))
    weights = [rng.normal(size=size) for size in ((3, 2), (2, 2)) * 2]
    weights = [*weights[:2], np.zeros(2), *weights[2:], np.zeros(2)]
    i, g = unpack(input_gate(x, h, *weights), "i g", (40, 2))
    assert np.all((i > 0) & (i < 1)), (
        "With random weights some i was not strictly between 0 and 1. Can a valve be more than open?"
    )
    assert np.all(np.abs(g) < 1), (
        "With random weights some g was not strictly between -1 and 1. Which curve belongs there?"
    )
    assert np.any(g < 0) and np.any(g > 0), (
        "Among forty random examples g never changed its sign. Could such a cell ever count down?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Random weights at several sizes. Is the valve i the sigmoid of its own three terms?'
"""  # END TEST CONFIG


def the_valve_follows_the_formula_at_every_size(input_gate):
    for N, D, H in ((1, 4, 5), (3, 3, 1), (4, 5, 3)):
        x, h = rng.normal(size=(N, D)), rng.normal(size=(N, H))
        weights = [rng.normal(size=size) for size in ((D, H), (H, H), (H,)) * 2]
        inputs = [x, h, *weights]
        kept = [array.copy() for array in inputs]
        K_i, U_i, b_i = weights[:3]
        expected = 1 / (1 + np.exp(-(np.hstack([x, h]) @ np.vstack([K_i, U_i]) + b_i)))
        i, _ = unpack(input_gate(*inputs), "i g", (N, H))
        assert np.all(np.abs(i - expected) < 1e-10), (
            "With random weights i was not the sigmoid of x, h and bias with the weights named i. "
            "Which of the six weights did you use, and is i what you return first?"
        )
        assert all(np.array_equal(array, before) for array, before in zip(inputs, kept)), (
            "After the call an input was no longer what it had been. Which line writes into it?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Random weights at several sizes. Is the candidate g the tanh of its own three terms?'
"""  # END TEST CONFIG


def the_candidate_follows_the_formula_at_every_size(input_gate):
    for N, D, H in ((1, 4, 5), (3, 3, 1), (4, 5, 3)):
        x, h = rng.normal(size=(N, D)), rng.normal(size=(N, H))
        weights = [rng.normal(size=size) for size in ((D, H), (H, H), (H,)) * 2]
        K_g, U_g, b_g = weights[3:]
        expected = np.tanh(np.hstack([x, h]) @ np.vstack([K_g, U_g]) + b_g)
        _, g = unpack(input_gate(x, h, *weights), "i g", (N, H))
        assert np.all(np.abs(g - expected) < 1e-10), (
            "With random weights g was not the tanh of x, h and bias with the weights named g. Does "
            "your candidate have weights of its own, and is it still unmixed with the valve?"
        )
        small = [array.astype(np.float32) for array in (x, h, *weights)]
        _, g32 = unpack(input_gate(*small), "i g", (N, H))
        assert np.all(np.abs(g32 - expected) < 1e-4), (
            "With float32 inputs the candidate came out differently. Does a type get in the way?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your valve and your candidate for one unit, again with an input from -6 to 6. Here the valve
# opens only for inputs above 2, so most of what the candidate proposes is politely ignored.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q3"):
    sweep = np.linspace(-6, 6, 121)[:, None]
    quiet, one = np.zeros((121, 1)), np.ones((1, 1))
    valve, proposal = input_gate(
        sweep, quiet, 3 * one, one, np.array([-6.0]), 0.5 * one, one, np.zeros(1)
    )
    course_lib.draw_lines(
        sweep[:, 0],
        {"i": valve[:, 0], "g": proposal[:, 0]},
        labels=("input x", "opening and proposal"),
        title="Your input gate and its candidate",
    ).show()

# %% [markdown]
# ## Part 4. The memory moves, and something is said
#
# Now the valves are used. The cell state keeps the share $f$ of itself and takes in the share $i$
# of the candidate:
#
# $$c_t = f \odot c_{t-1} + i \odot g$$
#
# Then the cell speaks. The output gate is a third valve just like the others. It decides how much
# of the *new* cell state goes on as $h_t$, and before that $\tanh$ takes the edge off:
#
# $$o = \sigma(x K_o + h U_o + b_o) \qquad\qquad h_t = o \odot \tanh(c_t)$$
#
# Note who may do what. The memory $c$ is a sum and can grow as large as it likes. What is said
# aloud, $h$, never leaves $(-1, 1)$.

# %% tags=["otter_ignore"]
course_lib.draw_equation("update")

# %% [markdown]
# **Guess before you run (2).** Start with $c = 1$, and for 40 steps hold all gates still: $f = 0.9$,
# $i = 0.5$, $g = 1$. Will the memory die out, grow for ever, or settle down somewhere? Where? Write
# a number on paper before question 4; the picture after it tells.

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 3

# %% [markdown]
# ### Question 4: Update the cell, open the output gate
#
# Write `update_cell` and `output_gate`. The second one gets the new cell state as `c_new`, and
# returns the opening and the new hidden state: `(o, h_new)`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# In the picture of the cell, near the top, two streams meet on the golden pipe. Each has passed one
# valve. For `output_gate`: the valve itself reads the *old* `h`; only what flows through it is new.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $c_t = f \odot c_{t-1} + i \odot g$, where $\odot$ multiplies entry by entry. Then $o$ like any gate,
# and $h_t = o \odot \tanh(c_t)$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# $c = 4$, $f = 0.5$, $i = 0.25$, $g = -1$: two are kept, a quarter is taken off, and the new cell
# state is 1.75. With all weights and the bias of the output gate at zero, $o = 0.5$, so that
# $h = 0.5 \tanh(1.75) \approx 0.4707$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def update_cell(c, f, i, g):
    """Moves the memory on by one step.

    Args:
        c: the cell state of the step before, (N, H), float64.
        f: forget gate, (N, H), between 0 and 1.
        i: input gate, (N, H), between 0 and 1.
        g: candidate, (N, H), between -1 and 1.

    Returns:
        The new cell state, (N, H).
    """
    # BEGIN SOLUTION
    return f * c + i * g
    # END SOLUTION


def output_gate(x, h, c_new, K_o, U_o, b_o):
    """Decides what of the cell state goes on as the new hidden state.

    Args:
        x: the new input, (N, D), float64.
        h: the hidden state of the step before, (N, H), float64.
        c_new: the cell state of this step, (N, H), float64.
        K_o, U_o, b_o: weights of the output gate, (D, H), (H, H), (H,).

    Returns:
        A tuple (o, h_new), each (N, H): the opening of the valve and the new hidden state.
    """
    # BEGIN SOLUTION
    o = sigmoid(x @ K_o + h @ U_o + b_o)
    return o, o * np.tanh(c_new)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was computed with update_cell. What do you get on paper?'
"""  # END TEST CONFIG


def the_cell_keeps_a_share_and_takes_in_a_share(update_cell):
    one = np.ones((1, 1))
    (c,) = unpack(update_cell(4 * one, 0.5 * one, 0.25 * one, -one), "c", (1, 1))
    result = compare(c, np.array([[1.75]]), name="The new cell state")
    assert result, f"{result} Which valve stands in front of the old state, which before g?"
    row = np.array([[0.3, -2.0, 1.5]])
    (c,) = unpack(
        update_cell(row.copy(), np.ones((1, 3)), np.zeros((1, 3)), np.ones((1, 3))), "c", (1, 3)
    )
    result = compare(c, row, name="The cell state with f = 1 and i = 0")
    assert result, f"{result} If everything is kept and nothing is written, what should c be?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was computed with output_gate. What do you get on paper?'
"""  # END TEST CONFIG


def half_open_lets_half_of_the_squashed_cell_through(output_gate):
    one, nil = np.ones((1, 1)), np.zeros((1, 1))
    o, h = unpack(output_gate(one, one, 1.75 * one, nil, nil, np.zeros(1)), "o h_new", (1, 1))
    first = compare(o, 0.5 * one, name="o with zero weights")
    assert first, f"{first} What is the sigmoid of zero?"
    second = compare(h, 0.5 * np.tanh(1.75) * one, name="h_new in the mini-case")
    assert second, f"{second} What happens to the cell state before the valve?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Everything kept and nothing written, for 200 steps. What should be left of c?'
"""  # END TEST CONFIG


def a_kept_memory_does_not_fade_in_200_steps(update_cell):
    start = 2 * rng.normal(size=(2, 3))
    c = start.copy()
    for _ in range(200):
        g = np.tanh(rng.normal(size=(2, 3)))
        (c,) = unpack(update_cell(c, np.ones((2, 3)), np.zeros((2, 3)), g), "c", (2, 3))
    assert np.all(np.abs(c - start) < 1e-12), (
        "The forget gate was fully open and the input gate shut for 200 steps, and the cell state "
        "did not stay. With f = 1 and i = 0, what should happen to c in one step?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Random gates were given to update_cell. Does each valve act on the right stream?'
"""  # END TEST CONFIG


def each_valve_acts_on_its_own_stream(update_cell):
    for N, H in ((1, 5), (3, 1), (4, 3)):
        c, g = 3 * rng.normal(size=(N, H)), np.tanh(rng.normal(size=(N, H)))
        f, i = rng.uniform(size=(2, N, H))
        inputs = (c, f, i, g)
        kept = [array.copy() for array in inputs]
        expected = np.sum(np.stack([f, i]) * np.stack([c, g]), axis=0)
        (new,) = unpack(update_cell(*inputs), "c", (N, H))
        assert np.all(np.abs(new - expected) < 1e-12), (
            "With four different random arrays the new cell state was not what the two valves let "
            "through. What does f multiply, what does i multiply, and is the sum left as it is?"
        )
        assert all(np.array_equal(array, before) for array, before in zip(inputs, kept)), (
            "After the call an input was no longer what it had been. Does += write into it?"
        )
    ones = np.ones((1, 2))
    (large,) = unpack(update_cell(3 * ones, ones, ones, 0.9 * ones), "c", (1, 2))
    assert np.all(large > 3.5), (
        "A full memory took in more and did not grow beyond it. May the cell state exceed 1?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Random weights were given to output_gate. What does the valve read: x, h, or c?'
"""  # END TEST CONFIG


def the_output_valve_reads_x_and_the_old_h(output_gate):
    for N, D, H in ((1, 4, 5), (3, 3, 1), (4, 5, 3)):
        x, h, c_new = (rng.normal(size=(N, size)) for size in (D, H, H))
        K_o, U_o, b_o = (rng.normal(size=size) for size in ((D, H), (H, H), (H,)))
        expected = 1 / (1 + np.exp(-(np.hstack([x, h]) @ np.vstack([K_o, U_o]) + b_o)))
        o, _ = unpack(output_gate(x, h, c_new, K_o, U_o, b_o), "o h_new", (N, H))
        assert np.all(np.abs(o - expected) < 1e-10), (
            "With random weights o was not the sigmoid of x, the old h and the bias. Which arrows "
            "enter a valve in the drawing, and is o what you return first?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Large and small cell states went through the output gate. What may h never do?'
"""  # END TEST CONFIG


def what_is_said_comes_from_the_new_cell_and_stays_below_one(output_gate):
    N, D, H = 5, 4, 3
    x, h, c_new = (rng.normal(size=(N, size)) for size in (D, H, H))
    K_o, U_o, b_o = (rng.normal(size=size) for size in ((D, H), (H, H), (H,)))
    inputs = (x, h, c_new, K_o, U_o, b_o)
    kept = [array.copy() for array in inputs]
    o, said = unpack(output_gate(*inputs), "o h_new", (N, H))
    assert np.all(np.abs(said - o * np.tanh(c_new)) < 1e-10), (
        "The new hidden state was not the share o of the squashed new cell state. What does the "
        "cell state pass through on its way to the valve?"
    )
    assert all(np.array_equal(array, before) for array, before in zip(inputs, kept)), (
        "After the call an input was no longer what it had been. Which line writes into it?"
    )
    _, loud = unpack(output_gate(x, h, 40 * c_new, K_o, U_o, b_o), "o h_new", (N, H))
    assert np.all(np.abs(loud) < 1), (
        "A very large cell state made h leave the range from -1 to 1. What holds it back?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Back to your guess. The memory is moved on forty times by *your* function:

# %% tags=["otter_ignore"]
with course_lib.once_ready("q4"):
    memory, still = [np.array([[1.0]])], np.ones((1, 1))
    while len(memory) < 41:
        memory.append(update_cell(memory[-1], 0.9 * still, 0.5 * still, still))
    said = [output_gate(still, still, m, 0 * still, 0 * still, np.zeros(1))[1] for m in memory]
    course_lib.draw_strips(
        {"c": np.ravel(memory), "h": np.ravel(said)},
        title="f = 0.9, i = 0.5, g = 1: the memory settles, and h stays below 1",
    ).show()

# %% [markdown]
# It settles at 5: there, losing a tenth and gaining a half balance each other. A leaky bath under
# a running tap has a level of its own. If your $c$ never gets above 1, look for a line that squashes
# it on the way. And why does $h$ stop at 0.5? The output gate is held half open here, so no more
# than a half gets through.
#
# *This is a good place for a pause.*

# %% [markdown]
# ## Part 5. One step of the cell
#
# All the parts are on the table. One step takes the input, the two states of the step before and
# the three weight arrays, and returns the two new states, **`h` first and `c` second**. The four gates
# sit side by side in the weights, in the order of part 1:
#
# $$z = x\,\mathrm{kernel} + h\,\mathrm{recurrent\_kernel} + \mathrm{bias}$$

# %% tags=["otter_ignore"]
course_lib.draw_equation("step")

# %% [raw]
# # BEGIN QUESTION
# name: q5
# points: 4

# %% [markdown]
# ### Question 5: One step
#
# Write `lstm_step`. You may use your functions from above, or write it in one go, whichever you find
# easier to read. This is the cell that Keras has, so it will be compared with Keras: random
# weights, random bias, random states, and sizes $N$, $D$ and $H$ that are all different, so that no
# swapped axis slips through by luck.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Make `z` once, cut it with your own function from question 1, squash the four blocks (one of them
# in another way than the other three), and finish with the two lines of question 4.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $i, f, o$ are $\sigma$ of their blocks and $g$ is $\tanh$ of its block. Then
# $c_t = f \odot c_{t-1} + i \odot g$ and $h_t = o \odot \tanh(c_t)$. Nothing else is added, whatever
# you may have read about forget biases.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One unit, all weights and biases zero, $c = 2$. All three valves are half open and the candidate is
# $\tanh(0) = 0$. So the new $c$ is $0.5 \cdot 2 + 0.5 \cdot 0 = 1$, and
# $h = 0.5 \tanh(1) \approx 0.3808$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    """One step of an LSTM cell.

    Args:
        x: the new input, (N, D), float64.
        h: the hidden state of the step before, (N, H), float64.
        c: the cell state of the step before, (N, H), float64.
        kernel: weights on x for all four, side by side, (D, 4H).
        recurrent_kernel: weights on h for all four, side by side, (H, 4H).
        bias: for all four, side by side, (4H,).

    Returns:
        A tuple (h, c): the new hidden state and the new cell state, each (N, H).
    """
    # BEGIN SOLUTION
    z_i, z_f, z_g, z_o = split_gates(x @ kernel + h @ recurrent_kernel + bias)
    c_new = update_cell(c, sigmoid(z_f), sigmoid(z_i), np.tanh(z_g))
    return sigmoid(z_o) * np.tanh(c_new), c_new
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Three examples, two inputs, five units. Are two states of shape (N, H) returned?'
"""  # END TEST CONFIG


def a_step_returns_two_states_of_the_right_shape(lstm_step):
    x, h, c = (rng.normal(size=size) for size in ((3, 2), (3, 5), (3, 5)))
    weights = [rng.normal(size=size) for size in ((2, 20), (5, 20), (20,))]
    h_new, c_new = unpack(lstm_step(x, h, c, *weights), "h c", (3, 5))
    assert np.all(np.isfinite(h_new)) and np.all(np.isfinite(c_new)), (
        "With ordinary random weights a state was not a finite number. Which line makes it so?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was computed. What do you get on paper?'
"""  # END TEST CONFIG


def zero_weights_halve_the_cell(lstm_step):
    one = np.ones((1, 1))
    nothing = (np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4))
    h, c = unpack(lstm_step(one, one, 2 * one, *nothing), "h c", (1, 1))
    first = compare(c, one, name="c in the mini-case")
    assert first, (
        f"{first} All three valves are half open, so half of c is kept. Is every block squashed, is "
        "nothing added to it before, and is c what you return second?"
    )
    second = compare(h, 0.5 * np.tanh(1.0) * one, name="h in the mini-case")
    assert second, f"{second} Which cell state does h come from, and through which curve?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The bias opened the forget gate and shut the input gate. What should c be?'
"""  # END TEST CONFIG


def an_open_forget_gate_alone_keeps_the_cell(lstm_step):
    x, h, c = (rng.normal(size=size) for size in ((2, 4), (2, 3), (2, 3)))
    kernel, recurrent_kernel = 0.1 * rng.normal(size=(4, 12)), 0.1 * rng.normal(size=(3, 12))
    bias = np.repeat([-60.0, 60.0, 0.0, 0.0], 3)
    _, kept = unpack(lstm_step(x, h, c, kernel, recurrent_kernel, bias), "h c", (2, 3))
    result = compare(kept, c, name="The cell state after a step with f = 1 and i = 0")
    assert result, f"{result} Which blocks of z are the input gate and the forget gate?"


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'The cell was given the weights of a Keras cell, and they disagree. What differs: a block, a state, a curve?'
"""  # END TEST CONFIG


def the_step_agrees_with_the_keras_cell(lstm_step):
    N, D, H = 3, 4, 5
    x, h, c = (rng.normal(size=size).astype(np.float32) for size in ((N, D), (N, H), (N, H)))
    sizes = ((D, 4 * H), (H, 4 * H), (4 * H,))
    weights = [0.7 * rng.normal(size=size).astype(np.float32) for size in sizes]
    cell = keras.layers.LSTMCell(H, recurrent_activation="sigmoid")
    cell.build((N, D))
    cell.set_weights(weights)
    _, (h_keras, c_keras) = cell(x, [h, c])
    wide = [array.astype(np.float64) for array in (x, h, c, *weights)]
    h_new, c_new = unpack(lstm_step(*wide), "h c", (N, H))
    assert np.allclose(c_new, np.asarray(c_keras), rtol=1e-5, atol=1e-5), (
        "With the weights of a Keras cell, random states and a random bias, your new cell state is "
        "not Keras's. Which block goes through which curve, and what does each valve multiply?"
    )
    assert np.allclose(h_new, np.asarray(h_keras), rtol=1e-5, atol=1e-5), (
        "With the weights of a Keras cell your cell state is right and your hidden state is not. "
        "Which cell state does h come from, through which curve, and which block is its valve?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Batches and cells of other sizes were tried. Does a size stand in your code as a number?'
"""  # END TEST CONFIG


def the_step_is_exact_at_every_size(lstm_step):
    for N, D, H in ((1, 3, 5), (3, 2, 1), (4, 5, 3)):
        x, h, c = (rng.normal(size=size) for size in ((N, D), (N, H), (N, H)))
        weights = [rng.normal(size=size) for size in ((D, 4 * H), (H, 4 * H), (4 * H,))]
        z = np.hstack([x, h, np.ones((N, 1))]) @ np.vstack([*weights[:2], weights[2][None, :]])
        valves = 1 / (1 + np.exp(-z))
        c_true = valves[:, H : 2 * H] * c + valves[:, :H] * np.tanh(z[:, 2 * H : 3 * H])
        h_true = valves[:, 3 * H :] * np.tanh(c_true)
        h_new, c_new = unpack(lstm_step(x, h, c, *weights), "h c", (N, H))
        assert np.all(np.abs(c_new - c_true) < 1e-10), (
            "At some sizes of batch, input and cell the new cell state was not exact. Does each of "
            "x, h, c and the bias play its part, whatever N, D and H are?"
        )
        assert np.all(np.abs(h_new - h_true) < 1e-10), (
            "At some sizes of batch, input and cell the new hidden state was not exact. Does it come "
            "from the new cell state, squashed, behind the output valve?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Valves were forced fully open or shut. Which of h and c may leave the range from -1 to 1?'
"""  # END TEST CONFIG


def only_the_cell_may_exceed_one(lstm_step):
    N, D, H = 3, 2, 4
    x, h, c = (rng.normal(size=size) for size in ((N, D), (N, H), (N, H)))
    kernel, recurrent_kernel = rng.normal(size=(D, 4 * H)), rng.normal(size=(H, 4 * H))
    c = c + 5 * np.sign(c)
    hold = np.repeat([-800.0, 800.0, 0.0, 800.0], H)
    h_new, c_new = unpack(lstm_step(x, h, c, kernel, recurrent_kernel, hold), "h c", (N, H))
    assert np.all(np.abs(c_new - c) < 1e-12), (
        "The forget gate was forced open and the input gate shut, and the cell state changed. What "
        "does a fully open forget gate do to the memory?"
    )
    assert np.all(np.abs(h_new) <= 1), (
        "With a large memory the hidden state left the range from -1 to 1. Which of the two states "
        "may do that, and what holds the other one back?"
    )
    silent = np.repeat([-800.0, -800.0, 0.0, -800.0], H)
    h_new, c_new = unpack(lstm_step(x, h, c, kernel, recurrent_kernel, silent), "h c", (N, H))
    assert np.all(np.abs(c_new) < 1e-12) and np.all(np.abs(h_new) < 1e-12), (
        "All three valves were forced shut, and something came through. Which path has no valve?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'A batch was shuffled, a type changed, inputs looked at afterwards. Does each row mind its own business?'
"""  # END TEST CONFIG


def rows_do_not_mix_and_inputs_stay(lstm_step):
    N, D, H = 5, 2, 3
    states = [rng.normal(size=size) for size in ((N, D), (N, H), (N, H))]
    weights = [rng.normal(size=size) for size in ((D, 4 * H), (H, 4 * H), (4 * H,))]
    kept = [array.copy() for array in (*states, *weights)]
    first = unpack(lstm_step(*states, *weights), "h c", (N, H))
    assert all(np.array_equal(a, b) for a, b in zip((*states, *weights), kept)), (
        "After the call an input was no longer what it had been. Does one of your lines write into "
        "x, h, c or the weights?"
    )
    rows = rng.permutation(np.r_[np.arange(N), 0])
    mixed = unpack(lstm_step(*(array[rows] for array in states), *weights), "h c", (N + 1, H))
    assert all(np.allclose(a[rows], b, rtol=0, atol=1e-12) for a, b in zip(first, mixed)), (
        "Examples were shuffled and one was doubled, and the results did not follow. Does one "
        "example look at another one?"
    )
    small = [array.astype(np.float32) for array in (*states, *weights)]
    coarse = unpack(lstm_step(*small), "h c", (N, H))
    assert all(np.allclose(a, b, rtol=0, atol=1e-4) for a, b in zip(first, coarse)), (
        "With float32 inputs the step came out differently. Does a type get in the way?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The moment of truth: the same weights in your cell and in the one of Keras. If the dots lie on the
# line, you have written an LSTM. The *gap* above each picture is the largest difference; 1e-07 means
# 0.0000001, which is all that Keras's `float32` can tell apart. (Keras takes a few seconds to wake
# up. Should a red box about TensorFlow and oneDNN appear: it talks to itself, nothing is wrong.)

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    demo = np.random.default_rng(5)
    x, h, c = (demo.normal(size=size) for size in ((20, 4), (20, 6), (20, 6)))
    weights = [demo.normal(size=size) for size in ((4, 24), (6, 24), (24,))]
    my_h, my_c = lstm_step(x, h, c, *weights)
    import os

    # TensorFlow likes to talk while it wakes up. These two settings ask it not to.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    import keras

    keras_cell = keras.layers.LSTMCell(6, recurrent_activation="sigmoid")
    keras_cell.build((20, 4))
    keras_cell.set_weights(weights)
    theirs = [np.asarray(state, dtype=np.float64) for state in keras_cell(x, [h, c])[1]]
    course_lib.draw_agreement(
        {"h": (my_h, theirs[0]), "c": (my_c, theirs[1])}, labels=("Keras", "you")
    ).show()
    print(course_lib.compare(my_c, theirs[1], rtol=1e-5, atol=1e-5, name="Your cell state"))

# %% [markdown]
# ## Part 6. A whole sequence
#
# A layer is one cell, used again and again with *the same weights*. The two states are handed
# from step to step like a baton, and the caller says what the first runner starts with. Time is
# axis 1, as in Keras.

# %% tags=["otter_ignore"]
course_lib.draw_equation("forward")

# %% [raw]
# # BEGIN QUESTION
# name: q6
# points: 3

# %% [markdown]
# ### Question 6: Run through time
#
# Write `lstm_forward`. It returns three things: the hidden states of all steps, and the last hidden
# and cell state, so that somebody can carry on from where you stopped.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `x[:, t]` is what all examples see at step `t`. Which two things does step `t` need from step
# `t - 1`, and what plays their part when `t` is 0?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $(h_t, c_t) = \mathrm{step}(x_t, h_{t-1}, c_{t-1})$ for $t = 1 \dots T$, starting from the given
# $h_0$ and $c_0$. The sequence is $h_1 \dots h_T$: the start $h_0$ is not part of it.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One unit, all weights zero, $c_0 = 4$, two steps. The cell goes $4 \to 2 \to 1$, and the sequence is
# $0.5 \tanh(2) \approx 0.4820$, then $0.5 \tanh(1) \approx 0.3808$. The last $h$ is the second of them.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def lstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    """Runs an LSTM cell over a whole sequence.

    Args:
        x: inputs, (N, T, D), float64, time on axis 1.
        h0: hidden state before the first step, (N, H), float64.
        c0: cell state before the first step, (N, H), float64.
        kernel, recurrent_kernel, bias: the weights of the cell, (D, 4H), (H, 4H), (4H,).

    Returns:
        A tuple (seq, h, c): the hidden states of all steps, (N, T, H), and the hidden and the
        cell state after the last step, each (N, H).
    """
    # BEGIN SOLUTION
    h, c = h0, c0
    seq = np.empty((x.shape[0], x.shape[1], h0.shape[1]))
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        seq[:, t] = h
    return seq, h, c
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


def time_stays_on_axis_one_and_ends_with_the_last_state(lstm_forward):
    x, h0, c0 = (rng.normal(size=size) for size in ((2, 4, 3), (2, 5), (2, 5)))
    weights = [rng.normal(size=size) for size in ((3, 20), (5, 20), (20,))]
    seq, h, _ = unpack(lstm_forward(x, h0, c0, *weights), "seq h c", (2, 4, 5), (2, 5), (2, 5))
    result = compare(h, seq[:, -1], name="The last hidden state")
    assert result, f"{result} Should the last entry of the sequence not be the same thing?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was computed. What do you get on paper?'
"""  # END TEST CONFIG


def zero_weights_halve_the_cell_at_each_step(lstm_forward):
    one = np.ones((1, 1))
    nothing = (np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4))
    result = lstm_forward(np.ones((1, 2, 1)), one.copy(), 4 * one, *nothing)
    seq, _, c = unpack(result, "seq h c", (1, 2, 1), (1, 1), (1, 1))
    first = compare(c, one, name="The cell state after two steps from 4")
    assert first, (
        f"{first} Does step two start from what step one left behind, and step one from c0?"
    )
    second = compare(seq[0, :, 0], 0.5 * np.tanh([2.0, 1.0]), name="The sequence in the mini-case")
    assert second, f"{second} What is h after the first step, and what after the second?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'A Keras layer got the same weights and start states, and disagrees. Which state is lost on the way?'
"""  # END TEST CONFIG


def the_sequence_agrees_with_the_keras_layer(lstm_forward):
    N, T, D, H = 3, 7, 4, 5
    sizes = ((N, T, D), (N, H), (N, H), (D, 4 * H), (H, 4 * H), (4 * H,))
    x, h0, c0, *weights = (0.7 * rng.normal(size=size).astype(np.float32) for size in sizes)
    layer = keras.layers.LSTM(
        H, recurrent_activation="sigmoid", return_sequences=True, return_state=True
    )
    layer.build((N, T, D))
    layer.set_weights(weights)
    theirs = [np.asarray(array) for array in layer(x, initial_state=[h0, c0])]
    wide = [array.astype(np.float64) for array in (x, h0, c0, *weights)]
    seq, h, c = unpack(lstm_forward(*wide), "seq h c", (N, T, H), (N, H), (N, H))
    assert np.allclose(seq, theirs[0], rtol=1e-5, atol=1e-5), (
        "With the weights and start states of a Keras layer the sequence of hidden states is not "
        "Keras's. Are both states handed from step to step, and do h0 and c0 start them?"
    )
    assert np.allclose(h, theirs[1], rtol=1e-5, atol=1e-5), (
        "The sequence agrees with Keras, the last hidden state does not. What do you return second?"
    )
    assert np.allclose(c, theirs[2], rtol=1e-5, atol=1e-5), (
        "The sequence agrees with Keras, the last cell state does not. What do you return third?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A sequence was run in two pieces, the second starting where the first stopped. Is it the same as one run?'
"""  # END TEST CONFIG


def two_pieces_equal_one_run(lstm_forward):
    for N, T, D, H, cut in ((3, 7, 2, 5, 3), (1, 2, 4, 1, 1)):
        x, h0, c0 = (rng.normal(size=size) for size in ((N, T, D), (N, H), (N, H)))
        weights = [rng.normal(size=size) for size in ((D, 4 * H), (H, 4 * H), (4 * H,))]
        whole = lstm_forward(x, h0.copy(), c0.copy(), *weights)
        whole = unpack(whole, "seq h c", (N, T, H), (N, H), (N, H))
        early = lstm_forward(x[:, :cut], h0.copy(), c0.copy(), *weights)
        early = unpack(early, "seq h c", (N, cut, H), (N, H), (N, H))
        late = lstm_forward(x[:, cut:], early[1].copy(), early[2].copy(), *weights)
        late = unpack(late, "seq h c", (N, T - cut, H), (N, H), (N, H))
        joined = (np.concatenate([early[0], late[0]], axis=1), late[1], late[2])
        assert all(np.allclose(a, b, rtol=0, atol=1e-10) for a, b in zip(whole, joined)), (
            "A sequence was cut in two, and the second piece was started with the states that the "
            "first one returned. It should make no difference. Which state is dropped at the cut?"
        )
        moved = lstm_forward(x, h0 + 1, c0.copy(), *weights)
        moved = unpack(moved, "seq h c", (N, T, H), (N, H), (N, H))
        assert not np.allclose(moved[0][:, 0], whole[0][:, 0], rtol=0, atol=1e-9), (
            "The start h0 was changed and the first output did not move. Who uses h0?"
        )
        moved = lstm_forward(x, h0.copy(), c0 + 1, *weights)
        moved = unpack(moved, "seq h c", (N, T, H), (N, H), (N, H))
        assert not np.allclose(moved[0][:, 0], whole[0][:, 0], rtol=0, atol=1e-9), (
            "The start c0 was changed and the first output did not move. Who uses c0?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The future of a sequence was changed. May the past move?'
"""  # END TEST CONFIG


def the_past_does_not_know_the_future(lstm_forward):
    N, T, D, H = 2, 7, 3, 4
    x, h0, c0 = (rng.normal(size=size) for size in ((N, T, D), (N, H), (N, H)))
    weights = [rng.normal(size=size) for size in ((D, 4 * H), (H, 4 * H), (4 * H,))]
    shapes = ((N, T, H), (N, H), (N, H))
    seq, _, _ = unpack(lstm_forward(x, h0.copy(), c0.copy(), *weights), "seq h c", *shapes)
    for now in (0, 3, 5):
        other = x.copy()
        other[:, now + 1 :] = rng.normal(size=(N, T - now - 1, D))
        changed = lstm_forward(other, h0.copy(), c0.copy(), *weights)
        changed, _, _ = unpack(changed, "seq h c", *shapes)
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
points: 0.25
hidden: true
failure_message: 'Examples were shuffled, one was doubled. Do the results follow, and are the inputs left alone?'
"""  # END TEST CONFIG


def examples_do_not_mix_and_inputs_stay(lstm_forward):
    N, T, D, H = 4, 3, 5, 2
    states = [rng.normal(size=size) for size in ((N, T, D), (N, H), (N, H))]
    weights = [rng.normal(size=size) for size in ((D, 4 * H), (H, 4 * H), (4 * H,))]
    kept = [array.copy() for array in (*states, *weights)]
    first = unpack(lstm_forward(*states, *weights), "seq h c", (N, T, H), (N, H), (N, H))
    assert all(np.array_equal(a, b) for a, b in zip((*states, *weights), kept)), (
        "After the call an input was no longer what it had been. Is h0 or c0 being written into?"
    )
    rows = rng.permutation(np.r_[np.arange(N), 1])
    mixed = lstm_forward(*(array[rows] for array in states), *weights)
    mixed = unpack(mixed, "seq h c", (N + 1, T, H), (N + 1, H), (N + 1, H))
    assert all(np.allclose(a[rows], b, rtol=0, atol=1e-12) for a, b in zip(first, mixed)), (
        "Examples were shuffled and one was doubled, and the results did not follow. Which axis "
        "holds the examples, and does one of them look at another one?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# A small wave goes through three units with random weights. Nobody has trained them; they already
# have opinions.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    demo = np.random.default_rng(0)
    wave = np.sin(np.arange(60) / 4)[None, :, None]
    weights = [2 * demo.normal(size=size) for size in ((1, 12), (3, 12), (12,))]
    seq, h, c = lstm_forward(wave, np.zeros((1, 3)), np.zeros((1, 3)), *weights)
    course_lib.draw_strips(
        {
            "wave": wave[0, :, 0],
            "h unit 1": seq[0, :, 0],
            "h unit 2": seq[0, :, 1],
            "h unit 3": seq[0, :, 2],
        },
        title="Your layer, reading a wave",
    ).show()

# %% [markdown]
# ## Part 7. The way back
#
# Training means asking every number: *if you were a little larger, would the loss grow?* The answers
# run through the cell backwards. Somebody downstream hands us two of them: `dh`, how the loss
# depends on the new $h_t$, and `dc`, how it depends on the new $c_t$ through *later* steps. A `d` in
# front of any name, as in `dz` or `dbias`, always means the same: how the loss changes with it, its
# *gradient*.
#
# And here is the one thing to understand. In the picture below, look for the arrows that come back into
# $c_t$. There are two: one from its successor, and one from $h_t$, since $c_t$ was also spoken
# aloud. **Where two arrows meet, add.** The rest is the chain rule, valve by valve:
#
# - a product $a \odot b$ hands each factor the other one as its weight;
# - $\sigma' = \sigma(1 - \sigma)$ and $\tanh' = 1 - \tanh^2$, so the openings themselves are all you need;
# - a matrix product $x K$ hands $x$ the gradient times $K^\top$, and $K$ gets $x^\top$ times the gradient.

# %% tags=["otter_ignore"]
course_lib.draw_equation("backward")

# %% [raw]
# # BEGIN QUESTION
# name: q7
# points: 3

# %% [markdown]
# ### Question 7: One step back
#
# Write `lstm_step_backward`. Its `cache` is a dictionary with the six inputs of the step: `x`, `h`,
# `c`, `kernel`, `recurrent_kernel` and `bias`. Compute the gates again from them, then go back. Return a
# dictionary with the gradient of each: `dx`, `dh`, `dc`, `dkernel`, `drecurrent_kernel`, `dbias`,
# every one with the shape of what it belongs to.
#
# Mind the two names that come twice: the `dh` and `dc` that you *get* belong to the new states $h_t$ and
# $c_t$. Those that you *return* belong to the old ones, the `h` and `c` in the cache.
#
# <details><summary>Hint 1: a nudge</summary>
#
# First collect *everything* that arrives at $c_t$. Only then go to the valves, then to the four blocks of
# $z$, put side by side in the old order. From `dz` onwards it is an ordinary dense layer.
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# With $s$ for $\tanh(c_t)$ and $\delta$ for all that arrives at $c_t$:
#
# $\delta = dc + dh \odot o \odot (1 - s^2)$, and $do = dh \odot s$. From $c_t = f \odot c_{t-1} + i
# \odot g$ follow $df = \delta \odot c_{t-1}$, $di = \delta \odot g$, $dg = \delta \odot i$, and the
# memory's own way back, $\delta \odot f$.
#
# Through the curves: $di \odot i(1-i)$, $df \odot f(1-f)$, $dg \odot (1-g^2)$, $do \odot o(1-o)$ are the
# four blocks of $dz$. Weights are shared by all examples, so their gradients are summed over the batch.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One unit, all weights zero, $c = 2$, $dh = 0$, $dc = 1$. All valves are 0.5, and $g = 0$. Nothing comes
# through $h$, so $\delta = 1$. The gradient of the old cell state is $1 \cdot 0.5 = 0.5$. The blocks of
# $dz$ are: $i$: $1 \cdot 0 \cdot 0.25 = 0$; $f$: $1 \cdot 2 \cdot 0.25 = 0.5$; $g$: $1 \cdot 0.5 \cdot 1 =
# 0.5$; $o$: 0. With one example, that is also the gradient of the bias.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def lstm_step_backward(dh, dc, cache):
    """Takes the gradients of the two new states back through one step.

    Args:
        dh: gradient with respect to the new hidden state, (N, H), float64.
        dc: gradient with respect to the new cell state, from later steps only, (N, H), float64.
        cache: the six inputs of the step: x (N, D), h (N, H), c (N, H), kernel (D, 4H),
            recurrent_kernel (H, 4H), bias (4H,).

    Returns:
        A dict with dx, dh, dc, dkernel, drecurrent_kernel and dbias: the gradients with respect
        to the six inputs, each with the shape of its input.
    """
    # BEGIN SOLUTION
    x, h, c = cache["x"], cache["h"], cache["c"]
    kernel, recurrent_kernel = cache["kernel"], cache["recurrent_kernel"]
    z_i, z_f, z_g, z_o = split_gates(x @ kernel + h @ recurrent_kernel + cache["bias"])
    i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
    squashed = np.tanh(update_cell(c, f, i, g))
    arriving = dc + dh * o * (1 - squashed**2)
    dz = np.hstack(
        [
            arriving * g * i * (1 - i),
            arriving * c * f * (1 - f),
            arriving * i * (1 - g**2),
            dh * squashed * o * (1 - o),
        ]
    )
    return {
        "dx": dz @ kernel.T,
        "dh": dz @ recurrent_kernel.T,
        "dc": arriving * f,
        "dkernel": x.T @ dz,
        "drecurrent_kernel": h.T @ dz,
        "dbias": dz.sum(axis=0),
    }
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Each gradient has the shape of what it belongs to. Which of the six does not?'
"""  # END TEST CONFIG


def each_gradient_has_the_shape_of_its_input(lstm_step_backward):
    N, D, H = 3, 2, 4
    sizes = {
        "x": (N, D),
        "h": (N, H),
        "c": (N, H),
        "kernel": (D, 4 * H),
        "recurrent_kernel": (H, 4 * H),
        "bias": (4 * H,),
    }
    cache = {name: rng.normal(size=size) for name, size in sizes.items()}
    grads = lstm_step_backward(rng.normal(size=(N, H)), rng.normal(size=(N, H)), cache)
    assert isinstance(grads, dict), "A dictionary with six gradients should come back. What does?"
    for name, size in sizes.items():
        assert f"d{name}" in grads, f"d{name} is missing: which six names should come back?"
        unpack(grads[f"d{name}"], f"d{name}", size)
    still = lstm_step_backward(np.zeros((N, H)), np.zeros((N, H)), cache)
    for name, size in sizes.items():
        (gradient,) = unpack(still[f"d{name}"], f"d{name}", size)
        assert np.all(gradient == 0), f"With dh = dc = 0, d{name} should be zero. What feeds it?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was computed. What do you get on paper?'
"""  # END TEST CONFIG


def the_mini_case_goes_back_through_the_memory(lstm_step_backward):
    one = np.ones((1, 1))
    cache = {
        "x": one,
        "h": one,
        "c": 2 * one,
        "kernel": np.zeros((1, 4)),
        "recurrent_kernel": np.zeros((1, 4)),
        "bias": np.zeros(4),
    }
    grads = lstm_step_backward(0 * one, one, cache)
    assert isinstance(grads, dict) and {"dc", "dbias"} <= set(grads), (
        "A dictionary with six gradients should come back. Which names does yours have?"
    )
    (dc,) = unpack(grads["dc"], "dc", (1, 1))
    first = compare(dc, 0.5 * one, name="dc in the mini-case")
    assert first, f"{first} Which valve does the gradient of the old memory pass?"
    (dbias,) = unpack(grads["dbias"], "dbias", (4,))
    second = compare(dbias, np.array([0.0, 0.5, 0.5, 0.0]), name="dbias in the mini-case")
    assert second, f"{second} Which of the four blocks had a say in the new cell state?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Only h was asked about: dc was zero. Compare one gradient with a nudge of one weight: which one is off?'
"""  # END TEST CONFIG


def gradients_through_h_match_the_nudges(lstm_step_backward):
    N, D, H = 2, 3, 2
    sizes = {
        "x": (N, D),
        "h": (N, H),
        "c": (N, H),
        "kernel": (D, 4 * H),
        "recurrent_kernel": (H, 4 * H),
        "bias": (4 * H,),
    }
    cache = {name: rng.normal(size=size) for name, size in sizes.items()}
    weight = rng.normal(size=(N, H))

    def loss(name, value):
        p = {**cache, name: value}
        z = (p["x"] @ p["kernel"] + p["h"] @ p["recurrent_kernel"] + p["bias"]).reshape(N, 4, H)
        valves = 1 / (1 + np.exp(-z))
        c_new = valves[:, 1] * p["c"] + valves[:, 0] * np.tanh(z[:, 2])
        return np.sum(weight * valves[:, 3] * np.tanh(c_new))

    grads = lstm_step_backward(weight.copy(), np.zeros((N, H)), cache)
    assert isinstance(grads, dict) and {f"d{name}" for name in sizes} <= set(grads), (
        "A dictionary with six gradients should come back. Which names does yours have?"
    )
    for name in ("c", "h", "x"):
        (mine,) = unpack(grads[f"d{name}"], f"d{name}", sizes[name])
        nudged = numeric_gradient(lambda value: loss(name, value), cache[name])
        assert relative_error(mine, nudged, floor=1e-3) <= BAR, (
            "A gradient of x, h or c does not say what a small nudge of it does to the new hidden "
            "state. Which curves lie between the gate's sum and h, and did you differentiate each?"
        )
    for name in ("kernel", "recurrent_kernel", "bias"):
        (mine,) = unpack(grads[f"d{name}"], f"d{name}", sizes[name])
        nudged = numeric_gradient(lambda value: loss(name, value), cache[name])
        assert relative_error(mine, nudged, floor=1e-3) <= BAR, (
            "A gradient of the weights does not say what a small nudge of them does to the new "
            "hidden state. In which order are your four blocks, and are all examples summed?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Only c was asked about: dh was zero. Two arrows lead away from c: do you follow the one to its successor?'
"""  # END TEST CONFIG


def gradients_through_c_match_the_nudges(lstm_step_backward):
    N, D, H = 3, 2, 2
    sizes = {
        "x": (N, D),
        "h": (N, H),
        "c": (N, H),
        "kernel": (D, 4 * H),
        "recurrent_kernel": (H, 4 * H),
        "bias": (4 * H,),
    }
    cache = {name: rng.normal(size=size) for name, size in sizes.items()}
    weight = rng.normal(size=(N, H))

    def loss(name, value):
        p = {**cache, name: value}
        z = (p["x"] @ p["kernel"] + p["h"] @ p["recurrent_kernel"] + p["bias"]).reshape(N, 4, H)
        valves = 1 / (1 + np.exp(-z))
        return np.sum(weight * (valves[:, 1] * p["c"] + valves[:, 0] * np.tanh(z[:, 2])))

    grads = lstm_step_backward(np.zeros((N, H)), weight.copy(), cache)
    assert isinstance(grads, dict) and {f"d{name}" for name in sizes} <= set(grads), (
        "A dictionary with six gradients should come back. Which names does yours have?"
    )
    for name in ("c", "h", "x"):
        (mine,) = unpack(grads[f"d{name}"], f"d{name}", sizes[name])
        nudged = numeric_gradient(lambda value: loss(name, value), cache[name])
        assert relative_error(mine, nudged, floor=1e-3) <= BAR, (
            "A gradient of x, h or c does not say what a small nudge of it does to the new cell "
            "state. The cell state feeds two things: does the gradient from its successor get in?"
        )
    for name in ("kernel", "recurrent_kernel", "bias"):
        (mine,) = unpack(grads[f"d{name}"], f"d{name}", sizes[name])
        nudged = numeric_gradient(lambda value: loss(name, value), cache[name])
        assert relative_error(mine, nudged, floor=1e-3) <= BAR, (
            "A gradient of the weights does not say what a small nudge of them does to the new cell "
            "state. Which valve multiplied what, and is the sum taken over all examples?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Gradients came in through h and through c at once. Where the two arrows meet, do you add?'
"""  # END TEST CONFIG


def both_paths_together_match_the_nudges(lstm_step_backward):
    for N, D, H in ((2, 2, 3), (1, 3, 1)):
        sizes = {
            "x": (N, D),
            "h": (N, H),
            "c": (N, H),
            "kernel": (D, 4 * H),
            "recurrent_kernel": (H, 4 * H),
            "bias": (4 * H,),
        }
        cache = {name: rng.normal(size=size) for name, size in sizes.items()}
        dh, dc = rng.normal(size=(2, N, H))

        def loss(name, value):
            p = {**cache, name: value}
            z = p["x"] @ p["kernel"] + p["h"] @ p["recurrent_kernel"] + p["bias"]
            z = z.reshape(N, 4, H)
            valves = 1 / (1 + np.exp(-z))
            c_new = valves[:, 1] * p["c"] + valves[:, 0] * np.tanh(z[:, 2])
            return np.sum(dh * valves[:, 3] * np.tanh(c_new)) + np.sum(dc * c_new)

        grads = lstm_step_backward(dh.copy(), dc.copy(), cache)
        assert isinstance(grads, dict) and {f"d{name}" for name in sizes} <= set(grads), (
            "A dictionary with six gradients should come back. Which names does yours have?"
        )
        for name, size in sizes.items():
            (mine,) = unpack(grads[f"d{name}"], f"d{name}", size)
            nudged = numeric_gradient(lambda value: loss(name, value), cache[name])
            assert relative_error(mine, nudged, floor=1e-3) <= BAR, (
                "With gradients for both new states, one of the six results does not say what a "
                "small nudge does. Where the arrow from h and the arrow from the next c meet, do "
                "you add them before going on to the valves?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The gradients and the cache were looked at after the call. Which of your lines writes into them?'
"""  # END TEST CONFIG


def what_came_in_is_left_alone_and_examples_add_up(lstm_step_backward):
    N, D, H = 4, 3, 2
    sizes = {
        "x": (N, D),
        "h": (N, H),
        "c": (N, H),
        "kernel": (D, 4 * H),
        "recurrent_kernel": (H, 4 * H),
        "bias": (4 * H,),
    }
    cache = {name: rng.normal(size=size) for name, size in sizes.items()}
    dh, dc = rng.normal(size=(2, N, H))
    before = {name: array.copy() for name, array in {**cache, "dh": dh, "dc": dc}.items()}
    names = {f"d{name}" for name in sizes}
    grads = lstm_step_backward(dh, dc, cache)
    assert isinstance(grads, dict) and names <= set(grads), (
        "A dictionary with six gradients should come back. Which names does yours have?"
    )
    after = {**cache, "dh": dh, "dc": dc}
    assert all(np.array_equal(after[name], before[name]) for name in before), (
        "After the call dh, dc or the cache was no longer what it had been. In NumPy, what does += "
        "do to an array that somebody else still needs?"
    )
    summed = {name: 0.0 for name in ("dkernel", "drecurrent_kernel", "dbias")}
    for row in range(N):
        one = {n: a[row : row + 1] if n in ("x", "h", "c") else a for n, a in before.items()}
        single = lstm_step_backward(one.pop("dh")[row : row + 1], one.pop("dc")[row : row + 1], one)
        assert isinstance(single, dict) and names <= set(single), (
            "With a single example no dictionary of six gradients came back. What does?"
        )
        for name in summed:
            (part,) = unpack(single[name], name, sizes[name[1:]])
            summed[name] = summed[name] + part
    for name, total in summed.items():
        (mine,) = unpack(grads[name], name, sizes[name[1:]])
        assert np.allclose(mine, total, rtol=0, atol=1e-10), (
            "Weights are shared by all examples, yet the gradient of a batch was not the sum over "
            "its examples. Did you take a mean, or divide by something?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# No formula is believed until it has been nudged. Here every weight of *your* `lstm_step` is moved
# a hair up and down, and what happens is put beside what *your* backward step says. Dots away from the
# line are worth a look even if the public checks have passed: if they stray in all four pictures, ask
# what arrives at $c_t$; if only in one, ask about that gradient alone.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    demo = np.random.default_rng(7)
    sizes = {
        "x": (2, 3),
        "h": (2, 4),
        "c": (2, 4),
        "kernel": (3, 16),
        "recurrent_kernel": (4, 16),
        "bias": (16,),
    }
    cache = {name: demo.normal(size=size) for name, size in sizes.items()}
    grads = lstm_step_backward(np.ones((2, 4)), np.ones((2, 4)), cache)
    nudged = {
        name: course_lib.numeric_gradient(
            lambda value, name=name: np.sum(lstm_step(**{**cache, name: value})), cache[name]
        )
        for name in ("c", "h", "kernel", "bias")
    }
    course_lib.draw_agreement(
        {f"d{name}": (grads[f"d{name}"], value) for name, value in nudged.items()},
        labels=("nudging", "your formula"),
    ).show()

# %% [markdown]
# Look at `dc` once more: on its way to the step before, it is multiplied by $f$ and by nothing else.
# With the gates held still, the gradient over many steps is just a product of forget gates. This
# is what people mean when they say that an LSTM remembers. It does not mean that nothing can go
# wrong: the paths through $h$ still shrink and grow, and assignment 04 will enjoy them.

# %% [markdown]
# ## Part 8. The latch: remember the number at the whistle
#
# Back to the timekeeper. There are two inputs, the **value** that is shouted and the **mark**, 1 when the
# whistle blows and 0 otherwise. There is one unit. You are the training algorithm.

# %% tags=["otter_ignore"]
course_lib.draw_equation("latch")

# %% [raw]
# # BEGIN QUESTION
# name: q8
# points: 2

# %% [markdown]
# ### Question 8: Set the valves by hand
#
# Write `latch`. It returns weights for $D = 2$ (column 0 is the value, from -1 to 1; column 1 is the mark, 0
# or 1) and $H = 1$, such that $c$ is always $\tanh$ of the last marked value:
#
# - at a marked step, the old memory is dropped and $\tanh(\text{value})$ takes its place;
# - at every other step $c$ stays, whatever is shouted. Even after 200 unmarked steps it may be
#   off by at most 0.01. Before the first mark it keeps the $c$ it was given.
#
# What the cell says, $h$, is up to you, but the gates must not care about it.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Make a table with two rows, *mark is 0* and *mark is 1*, and two columns, $f$ and $i$. Fill in what
# each valve should be. Then ask which of the two inputs each valve has to look at, and how hard.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# A valve that follows the mark needs $\sigma(w \cdot \text{mark} + b)$ with $b$ far below zero and
# $w + b$ far above it. For the opposite, turn both signs around. The candidate is
# $\tanh(w \cdot \text{value})$: which $w$ gives what is asked for? How far is *far*? After 200 steps a
# share of $f^{200}$ is left.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# With $w = 20$ and $b = -10$, a valve is $\sigma(-10) \approx 0.000045$ without a mark, and
# $\sigma(10) \approx 0.999955$ with one. Kept 200 times: $0.999955^{200} \approx 0.991$. Not quite
# good enough to be calm about. What would 60 and -30 do? In `kernel`, row 0 belongs to the value,
# row 1 to the mark, and the columns are in the order of question 1.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def latch():
    """Weights of a one-unit LSTM that remembers the last marked value.

    Returns:
        A tuple (kernel, recurrent_kernel, bias) with shapes (2, 4), (1, 4), (4,), float64. Row 0
        of the kernel belongs to the value, row 1 to the mark.
    """
    # BEGIN SOLUTION
    kernel = np.array([[0.0, 0.0, 1.0, 0.0], [60.0, -60.0, 0.0, 0.0]])
    recurrent_kernel = np.zeros((1, 4))
    bias = np.array([-30.0, 30.0, 0.0, 30.0])
    return kernel, recurrent_kernel, bias
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Two inputs and one unit. Which shapes do kernel, recurrent_kernel and bias have?'
"""  # END TEST CONFIG


def the_weights_fit_two_inputs_and_one_unit(latch):
    weights = unpack(latch(), "kernel recurrent_kernel bias", (2, 4), (1, 4), (4,))
    assert all(np.all(np.isfinite(array)) for array in weights), (
        "Some weight is not a finite number. Infinity times zero is no number: is large enough?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Five steps with one whistle, run through your lstm_forward. What is remembered at the end?'
"""  # END TEST CONFIG


def one_whistle_is_remembered_for_five_steps(latch, lstm_forward):
    weights = unpack(latch(), "kernel recurrent_kernel bias", (2, 4), (1, 4), (4,))
    x = np.array([[[0.9, 0.0], [-0.5, 1.0], [0.3, 0.0], [-1.0, 0.0], [0.8, 0.0]]])
    result = lstm_forward(x, np.zeros((1, 1)), np.zeros((1, 1)), *weights)
    _, _, c = unpack(result, "seq h c", (1, 5, 1), (1, 1), (1, 1))
    gap = abs(c[0, 0] - np.tanh(-0.5))
    assert gap < 0.01, (
        f"The whistle blew at -0.5, so c should end near tanh(-0.5) = -0.462, and it is {c[0, 0]:.3f}. "
        "At which of the five steps does it go astray?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'One whistle, then 200 steps of shouting. Are your valves shut tightly enough?'
"""  # END TEST CONFIG


def a_marked_value_survives_200_steps_of_shouting(latch):
    kernel, recurrent_kernel, bias = unpack(
        latch(), "kernel recurrent_kernel bias", (2, 4), (1, 4), (4,)
    )
    N = 8
    marked = rng.uniform(0.3, 1, size=N) * np.where(np.arange(N) % 2, 1, -1)
    marked[:2] = 1.0, -1.0
    side = np.where(np.arange(N) < 4, 1, -1)
    h, c = rng.uniform(-0.5, 0.5, size=(2, N, 1))
    worst = 0.0
    for step in range(201):
        shouted = marked if step == 0 else side * rng.uniform(0, 1, size=N)
        shouted = np.where(np.arange(N) < 2, marked if step == 0 else -marked, shouted)
        x = np.stack([shouted, np.full(N, float(step == 0))], axis=1)
        z = x @ kernel + h @ recurrent_kernel + bias
        valves = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
        c = valves[:, 1:2] * c + valves[:, 0:1] * np.tanh(z[:, 2:3])
        h = valves[:, 3:4] * np.tanh(c)
        gap = float(np.max(np.abs(c[:, 0] - np.tanh(marked))))
        assert step > 0 or gap < 0.01, (
            "At the whistle the cell state did not become tanh of the value. What should the two "
            "valves do at a mark, and what should the candidate make of the value?"
        )
        worst = max(worst, gap)
    assert worst < 0.01, (
        "After the whistle came 200 steps of unmarked shouting, and the memory did not stay within "
        "0.01. How much is left of something that is kept almost entirely, 200 times over?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Several whistles blew, or none at all. Does a new one replace the old, and does silence change nothing?'
"""  # END TEST CONFIG


def a_new_mark_overwrites_and_no_mark_changes_nothing(latch):
    kernel, recurrent_kernel, bias = unpack(
        latch(), "kernel recurrent_kernel bias", (2, 4), (1, 4), (4,)
    )
    N, T = 6, 30
    value = rng.uniform(-1, 1, size=(N, T))
    mark = (rng.uniform(size=(N, T)) < 0.2) & (np.arange(T) >= 8)
    mark[:, [10, 11, 20]] = True
    h, c = rng.uniform(-0.5, 0.5, size=(2, N, 1))
    target = c[:, 0].copy()
    for t in range(T):
        x = np.stack([value[:, t], mark[:, t].astype(float)], axis=1)
        z = x @ kernel + h @ recurrent_kernel + bias
        valves = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
        c = valves[:, 1:2] * c + valves[:, 0:1] * np.tanh(z[:, 2:3])
        h = valves[:, 3:4] * np.tanh(c)
        target = np.where(mark[:, t], np.tanh(value[:, t]), target)
        close = bool(np.all(np.abs(c[:, 0] - target) < 0.01))
        assert close or t >= 8, (
            "Before the first whistle the cell state did not stay what it was at the start. Which "
            "valve moves although there is no mark?"
        )
        assert close, (
            "A second whistle blew, and the memory was not the newly marked value. What has to "
            "happen to the old one at a mark: which valve does that?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Something to show
#
# And here it is, made by your own `split_gates`, `forget_gate`, `input_gate`, `output_gate` and
# `lstm_forward`: no training, one unit, three valves. Print it and hang it on the fridge.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q8"):
    kernel, recurrent_kernel, bias = latch()
    x = np.stack([shouted, whistle.astype(float)], axis=1)
    nothing = np.zeros((1, 1))
    seq, _, _ = lstm_forward(x[None], nothing, nothing, kernel, recurrent_kernel, bias)
    memory = np.concatenate(
        [
            lstm_forward(x[None, : t + 1], nothing, nothing, kernel, recurrent_kernel, bias)[2]
            for t in range(len(x))
        ]
    )
    before = np.concatenate([nothing, seq[0, :-1]])
    K_i, K_f, K_g, K_o = split_gates(kernel)
    U_i, U_f, U_g, U_o = split_gates(recurrent_kernel)
    b_i, b_f, b_g, b_o = (block[0] for block in split_gates(bias[None]))
    valve_f = forget_gate(x, before, K_f, U_f, b_f)
    valve_i, proposal = input_gate(x, before, K_i, U_i, b_i, K_g, U_g, b_g)
    valve_o, spoken = output_gate(x, before, memory, K_o, U_o, b_o)
    course_lib.draw_strips(
        {
            "shouted": shouted,
            "f": valve_f,
            "i": valve_i,
            "g": proposal,
            "o": valve_o,
            "c": memory,
            "h": spoken,
        },
        marks=whistle,
        title="My latch: it remembers the number at the whistle",
    ).show()

# %% [markdown]
# **A debugging question (not graded).** A friend sends you the chart of *their* latch. It takes the
# right value at each whistle, and all valves move in the right direction. Still, something is
# wrong. What, and which number would you change?

# %% tags=["otter_ignore"]
since = np.arange(60) - last_whistle
course_lib.draw_strips(
    {"shouted": shouted, "c": in_mind * 0.88**since},
    marks=whistle,
    title="A friend's latch",
)

# %% [markdown]
# <details><summary>What we would say to the friend</summary>
#
# Between two whistles the memory fades by the same share at every step: about 12 % are lost each time. So
# the forget gate is open, but not wide open: $f \approx 0.88$, which is $\sigma(2)$. The direction
# is right and the *size* is not: make the forget block of the bias (and the weight on the mark with it)
# several times larger. Had the memory been jittery instead of fading, we would have looked at
# the input gate.
# </details>

# %% [markdown]
# **A question to talk about (not graded).** Your latch needed weights of a size that no training would like
# to visit. What would have to change in the task, or in the cell, to make it easy to *learn*?
#
# *Your thoughts (double-click here and write):*

# %% [markdown]
# ## Recap in five lines
#
# 1. The cell state $c$ is a pipe that runs straight through; nothing happens to it but what valves allow.
# 2. $f$ is the share kept, $i$ the share of the candidate that is written, $o$ the share that goes on as $h_t$.
# 3. Valves are sigmoids of `x`, the old `h` and a bias; only the candidate goes through $\tanh$ and has a sign.
# 4. $c$ may exceed 1 and $h$ may not; Keras's order is i, f, g, o, and nothing crashes when you mix it up.
# 5. Backwards, two arrows meet at $c_t$, and along the memory the gradient is multiplied by $f$ alone.
#
# ## If you want more (not graded)
#
# **The doorkeeper.** Set a one-unit LSTM by hand that *counts*: each time the mark is 1, $c$ grows by 0.1, and
# otherwise it stays. How far can it count? How would you let a second mark, "somebody left", count down? And a
# third one that sends everybody home? Draw its strip chart.
