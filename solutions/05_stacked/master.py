# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "Stacked: one LSTM on top of another"
#     minutes: 75
#     limits: {call_seconds: 20, notebook_seconds: 60}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: stacked

# %% [markdown]
# # Stacked: one LSTM on top of another
#
# **What you will have built.** A stack of LSTMs, as high as you like, in plain NumPy and in Keras, and proof
# that the two are the same. A fair contest between a wide net and a deep one. And a pen that draws a chaotic
# curve twenty steps *before* it happens: a film to show a friend.
#
# **Time.** About 75 minutes, of which the nets train for one or two. A good place to pause is after
# question 3.
#
# **You need.** One LSTM layer in NumPy (assignment 03; yours will do) and an idea of windows and persistence
# (assignment 01). No calculus, and no patience for training: the nets are tiny.
#
# (The first cell wakes Keras up, which takes some seconds. Should a red box about TensorFlow and oneDNN
# appear: it talks to itself, nothing is wrong.)

# %%
import os

# TensorFlow likes to talk while it wakes up. These two settings ask it not to.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import course_lib
import keras
import numpy as np

# %% [markdown]
# ## The whole thing first
#
# The black curve below comes from an old model of white blood cells, by Mackey and Glass. How much is made
# *now* depends on how much there was 17 steps *ago*, so the body is always a little late with its news, and
# overdoes it. There are no dice anywhere in it, and yet it never repeats: it is chaotic.
#
# Look at the blue pen. It runs 20 steps ahead of the black one, and the black one has to follow.

# %% tags=["otter_ignore"]
from sklearn.neighbors import KNeighborsRegressor

HORIZON, T = 20, 30
demo = course_lib.mackey_glass(2400).values
windows = np.lib.stride_tricks.sliding_window_view(demo[:-HORIZON], T)
wanted = demo[T + HORIZON - 1 :]
librarian = KNeighborsRegressor(5, weights="distance").fit(windows[:2000], wanted[:2000])
looked_up = np.r_[np.full(HORIZON, np.nan), librarian.predict(windows[2100:2220])]
happened = demo[2100 + T - 1 :][: len(looked_up)]
course_lib.animate_forecast(
    happened, looked_up, horizon=HORIZON, title="Where we are going: 20 steps ahead"
)

# %% [markdown]
# We have to confess something. *This* pen is held by a librarian. She keeps the last 2000 windows in a
# cabinet and looks up the five that resemble the present most. By the end of this notebook the pen will be
# held by a stack of two LSTMs, with no cabinet, and you will have built each of its floors.
#
# ### A newspaper with three floors
#
# An LSTM reads a sequence and, at each step, says something: its hidden state $h_t$. All the $h_t$ together
# are a sequence again. So nothing stops us from giving that sequence to a *second* LSTM to read. This is the
# whole idea of stacking: **the output sequence of one LSTM is the input of the next.**
#
# Think of a small newspaper. The **reporter** on the ground floor watches the event and writes one page each
# minute. The **editor** one floor up has never seen the event. She reads the reporter's pages, each as it
# comes up, and writes pages of her own. The **publisher** under the roof reads only those. Each of them has a
# memory of their own, and each of them forgets at their own pace: the one on top may care about the week,
# while the one below cares about the minute.

# %% tags=["otter_ignore"]
course_lib.draw_staircase(steps=4, floors=("reporter", "editor", "publisher"))

# %% [markdown]
# Time runs to the right, depth runs upwards. Inside a box stand its step and its floor. A box reads *one*
# thing from below and *two* from the left.
#
# ### The letters
#
# | letter | what it is | shape |
# |---|---|---|
# | $N$, $T$, $D$ | examples in the batch, time steps, inputs per step | numbers |
# | $H_l$ | units on floor $l$; floors are counted from 1, as in the picture | number |
# | $K$ | outputs of the net | number |
# | $h_t^{(l)}$, $c_t^{(l)}$ | hidden and cell state of floor $l$ after step $t$ | `(N, H_l)` |
# | `seq` | the hidden states of one floor at all steps | `(N, T, H_l)` |
# | `layers` | the weights: a list with one dictionary for each floor | |
# | `states` | a list with one pair `(h, c)` for each floor | |
#
# Such a dictionary holds what you know from assignment 03: `kernel`, `recurrent_kernel` and `bias`, each with
# its four blocks in the order i, f, g, o. Time is axis 1.

# %% [markdown]
# ## Part 1. The staircase
#
# One step of one floor is the LSTM that you know, and only the arrow from below is new. On floor $l$, the
# place of $x_t$ is taken by $h_t^{(l-1)}$, what the floor below has *just* said:
#
# $$z = h_t^{(l-1)}\,\mathrm{kernel} + h_{t-1}^{(l)}\,\mathrm{recurrent\_kernel} + \mathrm{bias}
# \qquad\text{with}\qquad h_t^{(0)} = x_t$$
#
# The rest you have written before: cut $z$ into $i, f, g, o$, squash ($g$ with $\tanh$, the others with
# $\sigma$), then $c_t = f \odot c_{t-1} + i \odot g$ and $h_t = o \odot \tanh(c_t)$.

# %% tags=["otter_ignore"]
course_lib.draw_stack_equation("forward")

# %% [markdown]
# In which order do you visit the boxes? You may finish the whole ground floor first, from left to right, and
# then climb. Or you may do step 1 on all floors, then step 2 on all floors. Follow the arrows in the
# staircase: both ways, everything that a box reads is there when it is read. Choose the one you find easier
# to write.

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 5

# %% [markdown]
# ### Question 1: Build it floor by floor
#
# First put one floor in place: `lstm_layer`, and the `sigmoid` that it needs (yours from assignments 00 and
# 03 will do; there it was called `lstm_forward`). Then write `stacked_forward`, which runs a stack of any
# height. It returns the sequence of the *top* floor, and the last states of *all* floors.
#
# `h0` and `c0` are looked at one by one. Where one of them is `None`, every floor starts with zeros in its
# place; otherwise it is a list with one array for each floor.
#
# <details><summary>Hint 1: a nudge</summary>
#
# How many pairs $(h, c)$ does a newspaper with three floors own? And whose pages does the second floor read:
# all of them, or the last one?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Let `seq` be what the next floor is going to read. It begins as `x`. Each floor turns it into a new `seq`
# with `lstm_layer` and leaves a pair $(h, c)$ behind. A start of zeros has shape `(N, H_l)`, and $H_l$ can be
# read off the floor's own weights.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# A floor with one unit whose bias opens $i$ and $o$, shuts $f$, and whose only weight sends the input to the
# candidate, says $\tanh(\tanh(x_t))$ at each step. Two such floors on top of each other say $\tanh$ of
# $\tanh$ of $\tanh$ of $\tanh(x_t)$. For $x = [\,1, 0\,]$ that is $[\,0.5126, 0\,]$, since $1 \to 0.7616 \to
# 0.6420 \to 0.5663 \to 0.5126$.
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


def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    """Runs one LSTM over a whole sequence.

    Args:
        x: inputs, (N, T, D), float64, time on axis 1.
        h0: hidden state before the first step, (N, H).
        c0: cell state before the first step, (N, H).
        kernel, recurrent_kernel, bias: weights, (D, 4H), (H, 4H), (4H,), blocks i, f, g, o.

    Returns:
        A tuple (seq, h, c): the hidden states of all steps, (N, T, H), and the hidden and the cell
        state after the last step, each (N, H).
    """
    # BEGIN SOLUTION
    h, c, said = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        said.append(h)
    return np.stack(said, axis=1), h, c
    # END SOLUTION


def stacked_forward(x, layers, h0=None, c0=None):
    """Runs LSTMs on top of each other: each reads the hidden states of the one below.

    Args:
        x: inputs, (N, T, D), float64.
        layers: one dictionary for each floor, from the ground up, with the arrays "kernel",
            "recurrent_kernel" and "bias". Floor l has H_l units; no two need be alike.
        h0, c0: states before the first step, each a list of (N, H_l) arrays, one for each floor, or
            None for zeros.

    Returns:
        A tuple (seq, states): the hidden states of the top floor at all steps, (N, T, H_top), and a
        list with the pair (h, c) after the last step for each floor, from the ground up.
    """
    # BEGIN SOLUTION
    seq, states = x, []
    for number, layer in enumerate(layers):
        rest = np.zeros((len(x), len(layer["recurrent_kernel"])))
        h = rest if h0 is None else h0[number]
        c = rest if c0 is None else c0[number]
        seq, h, c = lstm_layer(seq, h, c, **layer)
        states.append((h, c))
    return seq, states
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Two floors of different width were run. Does the top floor give the sequence, and each floor a pair?'
"""  # END TEST CONFIG


def the_top_floor_speaks_and_every_floor_has_a_pair(stacked_forward):
    N, T, widths = 3, 4, (2, 5, 6)
    layers = [
        {
            "kernel": rng.normal(size=(below, 4 * H)),
            "recurrent_kernel": rng.normal(size=(H, 4 * H)),
            "bias": rng.normal(size=4 * H),
        }
        for below, H in zip(widths, widths[1:])
    ]
    result = stacked_forward(rng.normal(size=(N, T, 2)), layers)
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Two things should come back, the sequence and the states. What does the return line say?"
    )
    seq, states = result
    unpack(seq, "seq", (N, T, 6))
    assert isinstance(states, (tuple, list)) and len(states) == 2, (
        "A stack of two floors should leave a list of two pairs. How many did you put in the list?"
    )
    for pair, H in zip(states, widths[1:]):
        unpack(pair, "h c", (N, H))


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3 was computed: two floors of echoes. What do you get on paper?'
"""  # END TEST CONFIG


def two_echoes_squash_four_times(stacked_forward):
    echo = {
        "kernel": np.array([[0.0, 0.0, 1.0, 0.0]]),
        "recurrent_kernel": np.zeros((1, 4)),
        "bias": np.array([60.0, -60.0, 0.0, 60.0]),
    }
    result = stacked_forward(np.array([[[1.0], [0.0]]]), [echo, echo])
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Two things should come back, the sequence and the states. What does the return line say?"
    )
    (seq,) = unpack(result[0], "seq", (1, 2, 1))
    told = compare(seq[0, :, 0], [0.51265, 0.0], atol=1e-3, name="The sequence of two echoes")
    assert told, (
        f"{told} The second input is 0: what does the ground floor say then, and what does the floor "
        "above read at that step?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'A stack of one floor was compared with your own lstm_layer. Should they differ?'
"""  # END TEST CONFIG


def a_stack_of_one_floor_is_one_layer(stacked_forward, lstm_layer):
    N, T, D, H = 2, 3, 4, 3
    x, h0, c0 = (rng.normal(size=size) for size in ((N, T, D), (N, H), (N, H)))
    kernel, recurrent_kernel = rng.normal(size=(D, 4 * H)), rng.normal(size=(H, 4 * H))
    bias = rng.normal(size=4 * H)
    alone = lstm_layer(x, h0.copy(), c0.copy(), kernel, recurrent_kernel, bias)
    seq, h, c = unpack(alone, "seq h c", (N, T, H), (N, H), (N, H))
    floor = {"kernel": kernel, "recurrent_kernel": recurrent_kernel, "bias": bias}
    result = stacked_forward(x, [floor], [h0.copy()], [c0.copy()])
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Two things should come back, the sequence and the states. What does the return line say?"
    )
    (mine,) = unpack(result[0], "seq", (N, T, H))
    first = compare(mine, seq, name="The sequence of a stack of one floor")
    assert first, f"{first} Do h0 and c0 start the floor?"
    assert isinstance(result[1], (tuple, list)) and len(result[1]) == 1, (
        "A stack of one floor should leave a list with one pair. What is in your list?"
    )
    last_h, last_c = unpack(result[1][0], "h c", (N, H))
    second = compare(np.stack([last_h, last_c]), np.stack([h, c]), name="The pair (h, c)")
    assert second, f"{second} Is it h first and c second, both after the last step?"


# %%
""" # BEGIN TEST CONFIG
points: 1.25
hidden: true
failure_message: 'Stacks of one, two and three floors were given the weights of Keras layers, and disagree with Keras. From which floor on?'
"""  # END TEST CONFIG


def one_two_and_three_floors_agree_with_keras(stacked_forward):
    N, T, widths = 3, 5, (4, 6, 3, 5)
    read = (0.8 * rng.normal(size=(N, T, widths[0]))).astype(np.float32)
    x, layers, starts, theirs = read, [], [], []
    for below, H in zip(widths, widths[1:]):
        sizes = ((below, 4 * H), (H, 4 * H), (4 * H,), (N, H), (N, H))
        *weights, h, c = (0.8 * rng.normal(size=size).astype(np.float32) for size in sizes)
        floor = keras.layers.LSTM(
            H, recurrent_activation="sigmoid", return_sequences=True, return_state=True
        )
        floor.build((N, T, below))
        floor.set_weights(weights)
        theirs.append([np.asarray(array) for array in floor(read, initial_state=[h, c])])
        read = theirs[-1][0]
        names = ("kernel", "recurrent_kernel", "bias")
        layers.append({name: a.astype(np.float64) for name, a in zip(names, weights)})
        starts.append((h.astype(np.float64), c.astype(np.float64)))
    for floors in (1, 2, 3):
        h0, c0 = ([pair[k].copy() for pair in starts[:floors]] for k in (0, 1))
        result = stacked_forward(x.astype(np.float64), layers[:floors], h0, c0)
        assert isinstance(result, (tuple, list)) and len(result) == 2, (
            "A sequence and a list of states should come back. What does the return line say?"
        )
        (seq,) = unpack(result[0], "seq", (N, T, widths[floors]))
        assert np.allclose(seq, theirs[floors - 1][0], rtol=1e-5, atol=1e-5), (
            "With the weights and start states of Keras layers the top floor did not say what Keras "
            "says. Does every floor read all pages of the floor below, with weights of its own?"
        )
        assert isinstance(result[1], (tuple, list)) and len(result[1]) == floors, (
            "There should be one pair of states for each floor. How many floors put one in the list?"
        )
        for pair, (_, h, c) in zip(result[1], theirs):
            mine = np.stack(unpack(pair, "h c", h.shape))
            assert np.allclose(mine, np.stack([h, c]), rtol=1e-5, atol=1e-5), (
                "The top floor speaks like Keras, but some floor's last states do not. Are they in "
                "the list from the ground up, h before c?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'A long sequence was cut in two, and the second piece started from the states of the first. Which floor lost its thread?'
"""  # END TEST CONFIG


def two_pieces_equal_one_run_and_none_means_zeros(stacked_forward):
    N, T, D, H, floors = 2, 7, 3, 4, 3
    x = rng.normal(size=(N, T, D))
    layers = [
        {
            "kernel": rng.normal(size=(H if number else D, 4 * H)),
            "recurrent_kernel": rng.normal(size=(H, 4 * H)),
            "bias": rng.normal(size=4 * H),
        }
        for number in range(floors)
    ]
    zeros = [np.zeros((N, H)) for _ in range(floors)]

    def run(piece, *starts):
        result = stacked_forward(piece, layers, *starts)
        assert isinstance(result, (tuple, list)) and len(result) == 2, (
            "A sequence and a list of states should come back. What does the return line say?"
        )
        (seq,) = unpack(result[0], "seq", (N, piece.shape[1], H))
        assert isinstance(result[1], (tuple, list)) and len(result[1]) == floors, (
            "There should be one pair of states for each floor. How many pairs does a stack own?"
        )
        return seq, [unpack(pair, "h c", (N, H)) for pair in result[1]]

    whole, ends = run(x)
    again, _ = run(x, zeros, [array.copy() for array in zeros])
    assert np.allclose(whole, again, rtol=0, atol=1e-10), (
        "A stack without start states was compared with one that starts from zeros, and they "
        "differ. What does each floor start from if nothing is given: its own zeros, or something "
        "left over from another floor?"
    )
    early, middle = run(x[:, :3])
    late, last = run(x[:, 3:], *([pair[k].copy() for pair in middle] for k in (0, 1)))
    assert np.allclose(np.concatenate([early, late], axis=1), whole, rtol=0, atol=1e-10), (
        "A sequence was cut in two, and every floor of the second run started with the pair that the "
        "same floor had returned. It should make no difference. Which pair goes where?"
    )
    assert np.allclose(np.array(last), np.array(ends), rtol=0, atol=1e-10), (
        "After two pieces the last states were not those of one long run. Whose states come back?"
    )
    only_h, _ = run(x, [array + 1 for array in zeros])
    assert np.abs(only_h[:, 0] - whole[:, 0]).max() > 1e-9, (
        "Only h0 was given, and it was not used. What if one of the two is None and the other not?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A single step of the input was changed. Which outputs of the top floor may move, and which must?'
"""  # END TEST CONFIG


def a_change_at_one_step_climbs_at_that_step(stacked_forward):
    N, T, D, H = 2, 6, 3, 4
    x = rng.normal(size=(N, T, D))
    layers = [
        {
            "kernel": rng.normal(size=(H if number else D, 4 * H)),
            "recurrent_kernel": rng.normal(size=(H, 4 * H)),
            "bias": rng.normal(size=4 * H),
        }
        for number in range(3)
    ]
    (before,) = unpack(stacked_forward(x, layers)[0], "seq", (N, T, H))
    for now in (0, 2, T - 1):
        other = x.copy()
        other[:, now] = rng.normal(size=(N, D))
        (after,) = unpack(stacked_forward(other, layers)[0], "seq", (N, T, H))
        gap = np.abs(after - before).max(axis=(0, 2))
        assert np.all(gap[:now] < 1e-12), (
            "The input was changed at one step only, and the top floor moved before that step. How "
            "could the future get into its pages?"
        )
        assert gap[now] > 1e-9, (
            "The input was changed at one step, and at that step the top floor did not move. Does "
            "each floor read what the floor below says now, or what it said before?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Inputs, weights and start states were looked at after the call, and batches shuffled. Does anything leak or get overwritten?'
"""  # END TEST CONFIG


def what_came_in_is_left_alone_and_rows_do_not_mix(stacked_forward):
    N, T, widths = 4, 3, (2, 3, 1)
    layers = [
        {
            "kernel": rng.normal(size=(below, 4 * H)),
            "recurrent_kernel": rng.normal(size=(H, 4 * H)),
            "bias": rng.normal(size=4 * H),
        }
        for below, H in zip(widths, widths[1:])
    ]
    x = rng.normal(size=(N, T, 2))
    h0, c0 = ([rng.normal(size=(N, H)) for H in widths[1:]] for _ in range(2))
    kept = [array.copy() for array in (x, *h0, *c0)]
    weights = [array.copy() for layer in layers for array in layer.values()]
    (seq,) = unpack(stacked_forward(x, layers, h0, c0)[0], "seq", (N, T, 1))
    assert all(np.array_equal(a, b) for a, b in zip((x, *h0, *c0), kept)), (
        "After the call x or a start state was no longer what it had been. Which line writes into it?"
    )
    now = [array for layer in layers for array in layer.values()]
    assert len(now) == len(weights) and all(np.array_equal(a, b) for a, b in zip(now, weights)), (
        "After the call the weights were no longer what they had been. Which line changes them?"
    )
    rows = rng.permutation(np.r_[np.arange(N), 0])
    mixed = stacked_forward(x[rows], layers, [h[rows] for h in h0], [c[rows] for c in c0])
    (mixed,) = unpack(mixed[0], "seq", (N + 1, T, 1))
    assert np.allclose(mixed, seq[rows], rtol=0, atol=1e-12), (
        "Examples were shuffled and one was doubled, and the results did not follow. Does a number of "
        "examples stand in your code?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# **Guess before you run (1).** Here is a newspaper with three floors and random weights, to which nothing
# happens for six minutes. Then, at step 6, one single event. The reporter reacts at step 6, of course. When
# does the *publisher*, two floors up, first hear of it: at step 6, at step 7, or at step 8?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    draw = np.random.default_rng(4)
    widths = (1, 6, 6, 6)
    layers = [
        {
            "kernel": 1.4 * draw.normal(size=(below, 4 * H)),
            "recurrent_kernel": 0.6 * draw.normal(size=(H, 4 * H)),
            "bias": np.zeros(4 * H),
        }
        for below, H in zip(widths, widths[1:])
    ]
    poke = np.zeros((1, 30, 1))
    poke[0, 6] = 2.0
    pages = {
        name: stacked_forward(poke, layers[: number + 1])[0]
        for number, name in enumerate(("reporter", "editor", "publisher"))
    }
    course_lib.draw_floors(pages, inputs=poke[0, :, 0], title="One event, three floors").show()

# %% [markdown]
# At step 6, all of them. A page goes upstairs within the same minute; there is no queue on the stairs. What
# the higher floors have more of is not delay but *digestion*: each one chews once more on what the floor
# below has made of it. (If your publisher stirs before step 6, she has a visitor from the future. The
# debugging question at the end knows that visitor.)

# %% [markdown]
# ## Part 2. The same thing in Keras, and its most famous trap
#
# A Keras LSTM is a polite employee: unless told otherwise it hands in *the last page only*. For the top floor
# this is usually what you want. For every other floor it is a disaster: the editor upstairs wants to read a
# page at each step, and gets a single one, without any time in it. `return_sequences=True` is how you ask for
# all pages.

# %% tags=["otter_ignore"]
course_lib.draw_stack_equation("handover")

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 4

# %% [markdown]
# ### Question 2: Build it in Keras
#
# Write `build_stacked`: an input for `T` steps of `D` numbers, one `keras.layers.LSTM` for each entry of
# `units`, from the ground up, and on the roof one `keras.layers.Dense` with `K` outputs and no squashing. The
# top floor hands only its last page to the roof. Nothing else belongs in it, and nothing has to be compiled.
#
# `T` may be `None`: then the net reads sequences of any length.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Say for each floor who reads what it writes. Who of them needs every page, and who needs one?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# A floor returns sequences exactly if another LSTM stands above it: all but the top one. A loop over `units`
# that also counts will do. `units` may be a list with a single entry; then the only floor is the top one.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# `build_stacked(T=6, D=3, units=[5, 4], K=2)`: between the floors travels `(N, 6, 5)`, to the roof goes `(N,
# 4)`, and out of the roof comes `(N, 2)`. The flags are `True`, `False`.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def build_stacked(T, D, units, K):
    """Builds a stack of LSTMs with a linear head.

    Args:
        T: steps of an input sequence, or None for any number.
        D: inputs at each step.
        units: how many units each floor has, from the ground up; at least one floor.
        K: outputs.

    Returns:
        A keras.Model from (N, T, D) to (N, K), float32, not compiled.
    """
    # BEGIN SOLUTION
    model = keras.Sequential([keras.Input((T, D))])
    for number, H in enumerate(units, start=1):
        model.add(keras.layers.LSTM(H, return_sequences=number < len(units)))
    model.add(keras.layers.Dense(K))
    return model
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The net of hint 3 was built. From which shape to which shape should it lead?'
"""  # END TEST CONFIG


def the_net_of_hint_three_has_the_right_ends(build_stacked):
    model = build_stacked(6, 3, [5, 4], 2)
    assert model is not None, "Nothing came back instead of a model: is a return missing?"
    assert tuple(model.input_shape) == (None, 6, 3), (
        "The net should read six steps of three numbers. What is the shape of its input?"
    )
    assert tuple(model.output_shape) == (None, 2), (
        f"The net leads to {tuple(model.output_shape)} and not to (None, 2): one row of two numbers "
        "for each example. What does the top floor hand to the roof?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The floors of the net of hint 3 were listed. Is it LSTM, LSTM, Dense?'
"""  # END TEST CONFIG


def its_floors_are_two_lstms_and_a_roof(build_stacked):
    model = build_stacked(6, 3, [5, 4], 2)
    assert model is not None, "Nothing came back instead of a model: is a return missing?"
    floors = [
        layer for layer in model.get_config()["layers"] if layer["class_name"] != "InputLayer"
    ]
    names = [layer["class_name"] for layer in floors]
    assert names == ["LSTM", "LSTM", "Dense"], (
        f"The net of hint 3 is made of {', '.join(names)}. What should it be made of?"
    )
    assert [layer["config"]["units"] for layer in floors] == [5, 4, 2], (
        "The widths of the floors are not 5, 4, and 2 on the roof. Which floor comes first?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'Stacks of one to four floors were built. Which floors return sequences, and how wide is each?'
"""  # END TEST CONFIG


def every_floor_but_the_last_returns_sequences(build_stacked):
    for units in ([7], [3, 3], [2, 6, 4], [4, 1, 5, 2]):
        model = build_stacked(5, 2, list(units), 3)
        assert model is not None, "Nothing came back instead of a model: is a return missing?"
        floors = [
            layer["config"]
            for layer in model.get_config()["layers"]
            if layer["class_name"] == "LSTM"
        ]
        assert [floor["units"] for floor in floors] == units, (
            "The floors of some stack do not have the widths that were asked for. Is there one LSTM "
            "for each entry of units, in that order?"
        )
        flags = [floor["return_sequences"] for floor in floors]
        assert flags[:-1] == [True] * (len(units) - 1) and not flags[-1], (
            "In some stack the wrong floors return sequences. Who is read by an LSTM, and who is not?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'A net of yours got random weights, and its answers were computed by hand. Do all floors do their work?'
"""  # END TEST CONFIG


def the_net_computes_what_a_stack_computes(build_stacked):
    N, T, D, units, K = 3, 4, 2, [5, 3], 2
    model = build_stacked(T, D, units, K)
    assert model is not None, "Nothing came back instead of a model: is a return missing?"
    sizes = [np.shape(array) for array in model.get_weights()]
    wanted = [(2, 20), (5, 20), (20,), (5, 12), (3, 12), (12,), (3, 2), (2,)]
    assert sizes == wanted, (
        "The weights of a stack do not have the shapes that two LSTMs and a dense head have. How wide "
        "is what the second floor reads?"
    )
    weights = [rng.normal(size=size).astype(np.float32) for size in wanted]
    model.set_weights(weights)
    x = rng.normal(size=(N, T, D)).astype(np.float32)
    (theirs,) = unpack(model(x), "answer", (N, K))
    read = x.astype(np.float64)
    for kernel, recurrent_kernel, bias in (weights[:3], weights[3:6]):
        H = len(recurrent_kernel)
        h, c, pages = np.zeros((N, H)), np.zeros((N, H)), np.zeros((N, T, H))
        for t in range(T):
            rows = np.hstack([read[:, t], h, np.ones((N, 1))])
            z = rows @ np.vstack([kernel, recurrent_kernel, bias[None]])
            valves = 1 / (1 + np.exp(-z))
            c = valves[:, H : 2 * H] * c + valves[:, :H] * np.tanh(z[:, 2 * H : 3 * H])
            h = valves[:, 3 * H :] * np.tanh(c)
            pages[:, t] = h
        read = pages
    assert np.allclose(theirs, read[:, -1] @ weights[6] + weights[7], rtol=1e-4, atol=1e-4), (
        "With random weights the net did not answer what two floors and a linear head answer. Is "
        "something between the floors, or is the head squashed?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A net was built for sequences of any length. Does it read short ones and long ones?'
"""  # END TEST CONFIG


def without_a_length_any_length_is_read(build_stacked):
    model = build_stacked(None, 2, [3, 4], 1)
    assert model is not None, "Nothing came back instead of a model: is a return missing?"
    assert tuple(model.input_shape) == (None, None, 2), (
        "With T=None the input should leave the number of steps open. Where is a length written down?"
    )
    long = rng.normal(size=(2, 9, 2)).astype(np.float32)
    for T in (2, 9):
        unpack(model(long[:, :T]), "answer", (2, 1))


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The moment of truth: the weights of *your* Keras net, carried over into *your* NumPy stack. The head on the
# roof is one matrix product, so it is done by hand here. If the dots lie on the line, the two newspapers
# print the same paper. (The *gap* above each picture is the largest difference; 1e-07 is all that `float32`
# can tell apart.)

# %% tags=["otter_ignore"]
with course_lib.once_ready("q2"):
    keras.utils.set_random_seed(2)
    model = build_stacked(12, 2, [7, 5, 4], 1)
    x = np.random.default_rng(2).normal(size=(40, 12, 2)).astype(np.float32)
    *floors, roof, bias = model.get_weights()
    names = ("kernel", "recurrent_kernel", "bias")
    layers = [dict(zip(names, floors[k : k + 3])) for k in range(0, len(floors), 3)]
    seq, _ = stacked_forward(x.astype(np.float64), layers)
    mine = seq[:, -1] @ roof + bias
    theirs = np.asarray(model(x))
    course_lib.draw_agreement(
        {"three floors": (mine, theirs)}, labels=("Keras", "your NumPy")
    ).show()

# %% [markdown]
# ## Part 3. The bill
#
# Each floor costs weights. One LSTM that reads $D$ numbers with $H$ units has $4H(D + H + 1)$ of them: four
# gates, each with a weight on everything that comes in from below, on everything that comes from the left,
# and a bias. How many *steps* it runs does not matter, since each step uses the same ones. And the floor
# above reads not $D$ numbers but as many as the floor below has units.

# %% tags=["otter_ignore"]
course_lib.draw_stack_equation("bill")

# %% [markdown]
# **Guess before you run (2).** Two architects, one input, one output. The first builds *one floor of 32
# units*, the second *two floors of 16*. Both have 32 memory cells. Who pays more, or is it the same? Write
# the function first, then let it decide.

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 3

# %% [markdown]
# ### Question 3: Count the weights
#
# Write `count_params`: how many numbers does `build_stacked(T, D, units, K)` have to learn, with its head?
# Only arithmetic, no Keras: you will want to ask this a few hundred times.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Walk up the stairs with a variable that says how wide the thing is that you are about to read. What is its
# value at the front door, and what when you reach the roof?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $\sum_l 4H_l\,(H_{l-1} + H_l + 1)$ with $H_0 = D$, and for the head $H_{\mathrm{top}} K + K$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# $D = 3$, `units=[2, 1]`, $K = 2$. Floor 1: $8 \cdot (3 + 2 + 1) = 48$. Floor 2: $4 \cdot (2 + 1 + 1) = 16$.
# Roof: $1 \cdot 2 + 2 = 4$. Together 68.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def count_params(D, units, K):
    """Counts the weights of a stack of LSTMs with a dense head.

    Args:
        D: inputs at each step.
        units: how many units each floor has, from the ground up.
        K: outputs of the head.

    Returns:
        The number of weights and biases, an int.
    """
    # BEGIN SOLUTION
    total, width = 0, D
    for H in units:
        total += 4 * H * (width + H + 1)
        width = H
    return total + (width + 1) * K
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 1
failure_message: 'The mini-case of hint 3 was counted. What is the bill of each floor on paper?'
"""  # END TEST CONFIG


def the_mini_case_costs_sixty_eight(count_params):
    total = count_params(3, [2, 1], 2)
    assert isinstance(total, (int, np.integer)), "A number of weights is an int. What came back?"
    assert total == 68, (
        f"The mini-case of hint 3 costs 68, and you count {total}. Which floor's bill is different on "
        "paper, or is it the roof's?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1.5
hidden: true
failure_message: 'Your count was compared with Keras for six stacks. What does each floor read, and what does the roof read?'
"""  # END TEST CONFIG


def the_count_agrees_with_keras_six_times(count_params):
    for floors in (1, 1, 2, 2, 3, 4):
        D, K, *units = (int(size) for size in rng.permutation(np.arange(2, 9))[: floors + 2])
        sizes = zip([D, *units], units)
        cells = [keras.layers.LSTMCell(H) for H in units]
        for cell, (below, _) in zip(cells, sizes):
            cell.build((None, below))
        arrays = [array for cell in cells for array in cell.get_weights()]
        expected = sum(array.size for array in arrays) + units[-1] * K + K
        total = count_params(D, list(units), K)
        assert isinstance(total, (int, np.integer)), (
            "A number of weights is an int. What came back?"
        )
        assert total == expected, (
            "For some stack your count is not what Keras holds. Does each floor read as many numbers "
            "as the floor below has units, and does the head have a bias?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A list of widths was looked at after the count. Is it still whole, and may it be a tuple?'
"""  # END TEST CONFIG


def the_list_of_widths_is_left_alone(count_params):
    units = np.array([2, 5, 3])
    before = units.copy()
    total = count_params(4, units, 1)
    assert total == int(total) > 0, "A bill is a whole number of weights. What came back?"
    assert np.array_equal(units, before), (
        "After counting, the widths were no longer what they had been. Does a line write into them?"
    )
    assert count_params(4, (2, 5, 3), 1) == total, (
        "The same widths as a tuple cost something else. What do you do with the list?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["otter_ignore"]
with course_lib.once_ready("q3"):
    tower, hall = count_params(1, [16, 16], 1), count_params(1, [32], 1)
    print("one floor of 32:", hall, "   two floors of 16:", tower)
    cells = np.arange(6, 73, 6)
    bills = {
        f"{floors} floor{'s' * (floors > 1)}": [
            count_params(1, [n // floors] * floors, 1) for n in cells
        ]
        for floors in (1, 2, 3)
    }
    course_lib.draw_lines(
        cells, bills, labels=("memory cells in all", "weights"), title="The bill of the same cells"
    ).show()

# %% [markdown]
# The tower is cheaper: 3281 against 4385. On one floor of 32, everybody listens to everybody, which is $32
# \cdot 32$ conversations for each gate. In a stack each floor of 16 listens to itself and to the floor below:
# less gossip, for fewer weights. So "the same number of units" is not a fair contest between wide and deep,
# and neither is "16 units on every floor". Remember this for part 5.
#
# *This is a good place for a pause.*

# %% [markdown]
# ## Part 4. Taps on the stairs
#
# A net gives you its answer and keeps its pages to itself. To see what is said *between* the floors, you put
# a tap on the pipe. This is the first thing to do when a stack does not work: look at the shapes, and look at
# whether a floor says anything at all.

# %% tags=["otter_ignore"]
course_lib.draw_stack_equation("taps")

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 2

# %% [markdown]
# ### Question 4: Listen on the stairs
#
# Write `intermediate`. It gets a Keras model that is one straight line of layers (LSTMs, a head, perhaps
# something else between them) and an input, and returns what leaves each *LSTM*, from the ground up. A floor
# that returns sequences gives `(N, T, H)`, a floor that hands on its last page gives `(N, H)`. Other layers
# have no tap. The model may come from either of Keras' workshops, `keras.Sequential` or `keras.Model`; the
# second one also lists the front door, a `keras.layers.InputLayer`, among the layers.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `model.layers` is a list, and each layer can be called like a function, except the front door, where there
# is one: nobody calls a door. What does the second layer want to be called with?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Either carry the input from layer to layer, $x \leftarrow \mathrm{layer}(x)$, and keep a copy after each
# LSTM; or build a second `keras.Model` from `model.inputs` to a list of the `layer.output` you want. In both
# cases `isinstance(layer, keras.layers.LSTM)` knows an LSTM when it sees one, and `np.asarray` makes an array
# of a tensor.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# For `build_stacked(6, 3, [5, 4], 2)` and `x` of shape `(7, 6, 3)`, two arrays come back, of shapes `(7, 6,
# 5)` and `(7, 4)`. The head's `(7, 2)` is not among them.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def intermediate(model, x):
    """What leaves each LSTM of a model on the way up.

    Args:
        model: a keras.Model whose layers form one straight line.
        x: inputs, (N, T, D), float32.

    Returns:
        A list with one NumPy array for each LSTM, from the ground up: (N, T, H) from those that
        return sequences, (N, H) from those that do not, float32.
    """
    # BEGIN SOLUTION
    heard = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.InputLayer):
            continue
        x = layer(x)
        if isinstance(layer, keras.layers.LSTM):
            heard.append(np.asarray(x))
    return heard
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 1
failure_message: 'Two LSTMs and a head were given an input. Which shapes travel on the stairs?'
"""  # END TEST CONFIG


def two_taps_for_two_lstms(intermediate):
    # From the workshop that lists its front door among the layers.
    door = keras.Input((6, 3))
    pages = keras.layers.LSTM(5, return_sequences=True)(door)
    net = keras.Model(door, keras.layers.Dense(2)(keras.layers.LSTM(4)(pages)))
    heard = intermediate(net, rng.normal(size=(7, 6, 3)).astype(np.float32))
    assert isinstance(heard, (list, tuple)), "A list of arrays should come back. What did?"
    assert len(heard) == 2, (
        f"There are two LSTMs in this model, and {len(heard)} arrays came back. Which layers have a tap?"
    )
    unpack(heard, "floor_1 floor_2", (7, 6, 5), (7, 4))


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'What you heard on the stairs was compared with what each LSTM says about the pages of the one below. Does every floor read the right pages?'
"""  # END TEST CONFIG


def every_tap_holds_what_its_floor_says(intermediate):
    N, T, widths = 2, 4, (3, 5, 2, 4)
    x = rng.normal(size=(N, T, widths[0])).astype(np.float32)
    floors = [keras.layers.LSTM(H, return_sequences=True) for H in widths[1:]]
    roof = keras.layers.Dense(1)
    net = keras.Sequential([keras.layers.InputLayer((T, widths[0])), *floors, roof])
    net.set_weights([rng.normal(size=w.shape) for w in net.get_weights()])
    heard = intermediate(net, x)
    assert isinstance(heard, (list, tuple)) and len(heard) == 3, (
        "Three LSTMs that all return sequences should give three arrays. How many came back?"
    )
    read = x
    for floor, mine, H in zip(floors, heard, widths[1:]):
        (mine,) = unpack(mine, "page", (N, T, H))
        said = np.asarray(floor(read))
        assert np.allclose(mine, said, rtol=1e-5, atol=1e-5), (
            "With random weights some tap did not hold what its LSTM says about the pages of the floor "
            "below. What does each layer get to read in your loop?"
        )
        read = said


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Other layers stood between two LSTMs, or there was only one LSTM. Is everything passed on, and nothing else tapped?'
"""  # END TEST CONFIG


def other_layers_pass_on_and_have_no_tap(intermediate):
    start = keras.Input((5, 2))
    ground = keras.layers.LSTM(3, return_sequences=True)
    between = keras.layers.Dense(3, activation="relu")
    top = keras.layers.LSTM(2)
    model = keras.Model(start, keras.layers.Dense(1)(top(between(ground(start)))))
    model.set_weights([rng.normal(size=w.shape) for w in model.get_weights()])
    x = rng.normal(size=(4, 5, 2)).astype(np.float32)
    heard = intermediate(model, x)
    assert isinstance(heard, (list, tuple)) and len(heard) == 2, (
        "A dense layer stood between two LSTMs, and there were not two arrays. Which layers are tapped?"
    )
    first, second = unpack(heard, "floor_1 floor_2", (4, 5, 3), (4, 2))
    said = np.asarray(ground(x))
    assert np.allclose(first, said, rtol=1e-5, atol=1e-5), (
        "Below a dense layer the tap of the ground floor does not hold what it says. What is in it?"
    )
    assert np.allclose(second, np.asarray(top(between(said))), rtol=1e-5, atol=1e-5), (
        "A dense layer stood between two LSTMs, and the second LSTM did not read what it makes of the "
        "pages. Does the page go through every layer on its way up, tapped or not?"
    )
    alone = keras.Sequential([keras.Input((3, 2)), keras.layers.LSTM(4)])
    heard = intermediate(alone, x[:, :3])
    assert isinstance(heard, (list, tuple)) and len(heard) == 1, (
        "A model of a single LSTM should give a list of one array. What comes back then?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your taps on three fresh floors, which have never been trained, while they read a piece of the chaotic
# curve. They know nothing and still say something: random weights mix what comes in, and each floor mixes the
# mixture. (Under the roof the colours are pale: from floor to floor the pages get quieter, and smoother.
# Small hidden states make small numbers to read.)

# %% tags=["otter_ignore"]
with course_lib.once_ready("q4"):
    keras.utils.set_random_seed(1)
    fresh = build_stacked(90, 1, [6, 6, 6], 1)
    piece = course_lib.mackey_glass(90, seed=1).values.astype(np.float32)
    untrained = keras.Sequential(
        [fresh.layers[0], fresh.layers[1], keras.layers.LSTM(6, return_sequences=True)]
    )
    heard = intermediate(untrained, piece[None, :, None])
    course_lib.draw_floors(
        dict(zip(("reporter", "editor", "publisher"), heard)),
        inputs=piece,
        title="Three untrained floors read a chaotic curve",
    ).show()

# %% [markdown]
# ## Part 5. Does depth help? A fair contest
#
# "Deeper is better", says everybody, most of all those who sell shovels. You are going to measure it. Three
# things make such a contest unfair, and all three are popular:
#
# 1. **Different budgets.** Two floors of 10 units have more than twice the weights of one floor of 10. If
#    they win: was it the depth or the money?
# 2. **One start.** A net begins with random weights, and some begin lucky. One run against one run is a coin
#    that has been thrown once.
# 3. **The better half of the truth.** Take the best of three for your favourite, and the average for the other.
#
# So: the same budget of weights, the same three seeds for both, all errors on the table, and a verdict only
# if the two clouds of errors do not even touch.

# %% tags=["otter_ignore"]
course_lib.draw_stack_equation("fair")

# %% [raw]
# # BEGIN QUESTION
# name: q5
# points: 3

# %% [markdown]
# ### Question 5: Judge by evidence
#
# Write two functions.
#
# `pick_widths` finds widths for a given number of floors, as equal as possible, whose bill comes close to a
# budget: for every budget of 500 or more, and up to five inputs and outputs, it has to lie within 10 %. (With
# fifty inputs a single new unit costs so much that no team may come as close.)
#
# `fair_compare` puts one floor against two, with `K = 1`, on the same budget. Training is not your job: you
# are handed a function `trial(units, seed, train, val)`, which trains one net and returns its error on `val`.
# You call it six times, with three different seeds (whole numbers of your choice, the same three for both
# nets), and report:
#
# ```
# {"seeds": [...],                       # the three seeds
#  "single":  {"units": [...], "params": ..., "errors": [...], "mean": ..., "spread": ...},
#  "stacked": {"units": [...], "params": ..., "errors": [...], "mean": ..., "spread": ...},
#  "verdict": "deeper" or "wider" or "cannot tell"}
# ```
#
# `errors` are in the order of the seeds, `spread` is the largest error minus the smallest one. The verdict is
# `"deeper"` if *every* error of the stack is smaller than *every* error of the single floor, `"wider"` if it
# is the other way round, and otherwise `"cannot tell"`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# For the widths: begin with one unit on each floor and hire one more at a time, always where the fewest work,
# until the next one would break the budget. For the verdict: which error of each net do you have to look at
# to know that *all* of one are smaller than *all* of the other?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Of the last team below the budget and the first above it, take the one whose bill is nearer. `"deeper"`
# means: the largest error of the stack is below the smallest error of the single floor. The number of inputs
# $D$ is the last entry of the shape of `train[0]`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Budget 500, $D = K = 1$. One floor: 10 units cost 491, 11 cost 584, so `[10]`. Two floors: `[6, 5]` cost
# 438, `[6, 6]` cost 511, so `[6, 6]`. Errors 3, 5, 4 for the single floor (mean 4, spread 2) and 2, 2, 3.5
# for the stack (mean 2.5, spread 1.5): the stack's worst, 3.5, is not below the other's best, 3. `"cannot
# tell"`.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def pick_widths(floors, budget, D, K):
    """Chooses how many units each floor gets, so that the whole stack costs about a budget.

    Args:
        floors: how many floors.
        budget: weights that the stack should have, head included; at least 500.
        D: inputs at each step.
        K: outputs of the head.

    Returns:
        A list of ints, one for each floor from the ground up. Their count_params is within 10 % of
        the budget, and no two differ by more than 1.
    """
    # BEGIN SOLUTION
    units = [1] * floors
    while True:
        wider = list(units)
        wider[wider.index(min(wider))] += 1
        if count_params(D, wider, K) > budget:
            return min(units, wider, key=lambda team: abs(count_params(D, team, K) - budget))
        units = wider
    # END SOLUTION


def fair_compare(train, val, budget_params, trial):
    """Compares one floor with two of about the same number of weights, over three seeds.

    Args:
        train: a tuple (X, y) to train on, X of shape (N, T, D).
        val: a tuple (X, y) to judge on.
        budget_params: how many weights each net should have, to within 10 %.
        trial: trial(units, seed, train, val) trains a net and returns its error on val, a float.

    Returns:
        A dict with "seeds", "single", "stacked" and "verdict", as described above.
    """
    # BEGIN SOLUTION
    D = train[0].shape[-1]
    report = {"seeds": [0, 1, 2]}
    for name, floors in (("single", 1), ("stacked", 2)):
        units = pick_widths(floors, budget_params, D, 1)
        errors = [trial(units, seed, train, val) for seed in report["seeds"]]
        report[name] = {
            "units": units,
            "params": count_params(D, units, 1),
            "errors": errors,
            "mean": float(np.mean(errors)),
            "spread": max(errors) - min(errors),
        }
    wide, deep = report["single"]["errors"], report["stacked"]["errors"]
    report["verdict"] = "cannot tell"
    if max(deep) < min(wide):
        report["verdict"] = "deeper"
    if max(wide) < min(deep):
        report["verdict"] = "wider"
    return report
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The widths of the mini-case were picked: budget 500, one input, one output. What do the neighbours cost?'
"""  # END TEST CONFIG


def five_hundred_buy_ten_or_six_and_six(pick_widths):
    for floors, expected in ((1, [10]), (2, [6, 6])):
        units = pick_widths(floors, 500, 1, 1)
        assert isinstance(units, (list, tuple)), "A list of widths should come back. What did?"
        assert list(units) == expected, (
            f"For {floors} floors on a budget of 500 you chose {list(units)}, and {expected} is nearer. "
            "What do one unit more and one unit less cost?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Six trials with invented errors were held: 3, 5, 4 and 2, 2, 3.5. Is the report that of the mini-case?'
"""  # END TEST CONFIG


def the_mini_case_is_reported(fair_compare):
    seen = {1: {}, 2: {}}

    def trial(units, seed, train, val):
        order = (3.0, 5.0, 4.0) if len(units) == 1 else (2.0, 2.0, 3.5)
        seen[len(units)].setdefault(seed, order[len(seen[len(units)]) % 3])
        return seen[len(units)][seed]

    some = (np.zeros((4, 3, 1)), np.zeros(4))
    report = fair_compare(some, some, 500, trial)
    assert isinstance(report, dict), "A dictionary should come back. What did?"
    missing = [key for key in ("seeds", "single", "stacked", "verdict") if key not in report]
    assert not missing, f"The report has no {missing[0]!r}. How are its four keys spelled?"
    for name, mean, spread in (("single", 4.0, 2.0), ("stacked", 2.5, 1.5)):
        part = report[name]
        assert isinstance(part, dict), f"report[{name!r}] should be a dictionary. What is it?"
        wanted = ("units", "params", "errors", "mean", "spread")
        missing = [key for key in wanted if key not in part]
        assert not missing, f"report[{name!r}] has no {missing[0]!r}. Which five keys belong there?"
        (numbers,) = unpack([part["mean"], part["spread"]], "mean_and_spread", (2,))
        told = compare(numbers, [mean, spread], name=f"(mean, spread) of {name}")
        assert told, f"{told} What are they for the errors of the mini-case?"
    assert report["verdict"] == "cannot tell", (
        f"The verdict of the mini-case is {report['verdict']!r}. Is 3.5 below 3?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Widths were picked for several budgets and up to three floors. Is the bill always within a tenth, and the team balanced?'
"""  # END TEST CONFIG


def every_bill_is_within_a_tenth_of_the_budget(pick_widths):
    for floors in (1, 2, 3):
        for budget in (500, 640, int(rng.integers(800, 4000))):
            D, K = (int(size) for size in rng.integers(1, 6, size=2))
            units = pick_widths(floors, budget, D, K)
            assert isinstance(units, (list, tuple)) and len(units) == floors, (
                "There should be one width for each floor. How many came back?"
            )
            assert all(isinstance(H, (int, np.integer)) and H >= 1 for H in units), (
                "A width is a whole number of at least one unit. What is in your list?"
            )
            bill = units[-1] * K + K
            for below, H in zip([D, *units], units):
                bill += np.size(np.empty((below + H + 1, 4, H)))
            assert abs(bill - budget) <= 0.1 * budget, (
                "For some budget the bill was more than a tenth off. Do inputs, outputs and floors all "
                "enter your count, and do you compare the last team below with the first above?"
            )
            assert max(units) - min(units) <= 1, (
                "The floors of some stack were of very different width. Who gets the next unit?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Six trials were watched. Who was trained how often, with which seeds, on what, and for how many weights?'
"""  # END TEST CONFIG


def both_nets_get_the_same_budget_seeds_and_data(fair_compare):
    D, budget = 2, 900
    train = (rng.normal(size=(6, 4, D)), rng.normal(size=6))
    val = (rng.normal(size=(5, 4, D)), rng.normal(size=5))
    held = []

    def trial(units, seed, train, val):
        held.append((list(units), seed, train, val))
        luck = (7 * seed + 3 * len(units)) % 11
        return float(luck + sum(np.sum(np.square(part)) for part in (*train, *val, *val)))

    report = fair_compare(train, val, budget, trial)
    assert isinstance(report, dict) and {"seeds", "single", "stacked", "verdict"} <= set(report), (
        "A dictionary with the four keys should come back. What did?"
    )
    assert len(held) == 6, "Two nets with three seeds each are six trials. How many did you hold?"
    seeds = {floors: sorted(s for u, s, *_ in held if len(u) == floors) for floors in (1, 2)}
    assert len(seeds[1]) == 3 and len(set(seeds[1])) == 3, (
        "The single floor was not tried with three different seeds. What does a spread over one "
        "seed tell?"
    )
    assert seeds[1] == seeds[2], (
        "The two nets were not tried with the same three seeds. Is that a fair draw?"
    )
    assert len(report["seeds"]) == 3 and sorted(report["seeds"]) == seeds[1], (
        "The seeds in the report are not those of the trials. What stands under 'seeds'?"
    )
    for units, _, first, second in held:
        bill = units[-1] + 1
        for below, H in zip([D, *units], units):
            bill += np.size(np.empty((below + H + 1, 4, H)))
        assert abs(bill - budget) <= 0.1 * budget, (
            "A net whose bill is more than a tenth off the budget took part. Do both get the same "
            "number of weights, rather than the same number of units?"
        )
        part = report["single" if len(units) == 1 else "stacked"]
        assert list(part["units"]) == units and part["params"] == bill, (
            "The report tells other units or another bill than those of the trials. What stands under "
            "'units' and 'params'?"
        )
        assert len(first) == 2 and all(np.array_equal(a, b) for a, b in zip(first, train)), (
            "A net was not trained on train. In which order does trial take its arguments?"
        )
        assert len(second) == 2 and all(np.array_equal(a, b) for a, b in zip(second, val)), (
            "A net was not judged on val. What is an error on data that were learned by heart worth?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Trials with invented errors were held: one net far ahead, or behind, or level. Do mean, spread and verdict follow from all three errors?'
"""  # END TEST CONFIG


def the_verdict_needs_clouds_that_do_not_touch(fair_compare):
    some = (np.zeros((4, 3, 1)), np.zeros(4))
    near, far = rng.uniform(1, 2, size=3), rng.uniform(3, 4, size=3)
    lucky = np.array([0.5, *rng.uniform(4.2, 5, size=2)])
    once = np.array([2.5, 2.6, 9.0])
    cases = (
        (far, near, "deeper"),
        (near, far, "wider"),
        (far, once, "cannot tell"),
        (far, lucky, "cannot tell"),
        (lucky, far, "cannot tell"),
        (once, near + 2, "cannot tell"),
        (np.full(3, 2.0), np.full(3, 2.0), "cannot tell"),
    )

    def course(tables, single, stacked):
        # One course for each case: the same seed meets the same error, however often it is asked.
        def trial(units, seed, train, val):
            table, errors = tables[len(units)], single if len(units) == 1 else stacked
            table.setdefault(seed, float(errors[len(table) % 3]))
            return table[seed]

        return trial

    for single, stacked, verdict in cases:
        tables = {1: {}, 2: {}}
        report = fair_compare(some, some, 600, course(tables, single, stacked))
        assert isinstance(report, dict) and {"seeds", "single", "stacked"} <= set(report), (
            "A dictionary with the four keys should come back. What did?"
        )
        for name, floors in (("single", 1), ("stacked", 2)):
            errors = [tables[floors].get(seed) for seed in report["seeds"]]
            assert None not in errors and list(report[name]["errors"]) == errors, (
                "The errors in the report are not those of the trials, in the order of the seeds. Where "
                "do they get lost or mixed?"
            )
            assert abs(report[name]["mean"] - sum(errors) / 3) < 1e-9, (
                "A mean in the report is not the mean of the three errors. Which ones count?"
            )
            assert abs(report[name]["spread"] - np.ptp(errors)) < 1e-9, (
                "A spread in the report is not the largest error minus the smallest. What is it?"
            )
        assert report["verdict"] == verdict, (
            "The verdict does not follow from the errors. When is every error of one net below every "
            "error of the other, and what if not?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Now the contest itself: a curve of 750 steps, windows of 30 steps, and the value 20 steps after the end of
# each window. The first 500 windows are for training, the last ones for judging, with a gap between them so
# that no window has a foot in both. `trial` below is the training that was not your job. Nets like numbers
# around zero, so everything is scaled by two numbers of the training part: its mean, `LEVEL`, and its standard
# deviation, `SPREAD`. (In capitals, so that you do not take it for the `spread` of the errors in your report.)

# %%
HORIZON, T = 20, 30
series = course_lib.mackey_glass(750).values
LEVEL, SPREAD = series[:549].mean(), series[:549].std()

# %% tags=["otter_ignore"]
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler().fit(series[:549, None])
scaled = scaler.transform(series[:, None]).astype(np.float32)
X_scaled = np.lib.stride_tricks.sliding_window_view(scaled[:-HORIZON, 0], T)[..., None]
y_scaled = scaled[T + HORIZON - 1 :, 0]
train, val = (X_scaled[:500], y_scaled[:500]), (X_scaled[549:], y_scaled[549:])


def trial(units, seed, train, val, epochs=8):
    """Trains one net and returns its mean squared error on val, in the units of the series."""
    keras.utils.set_random_seed(seed)
    model = build_stacked(T, 1, units, 1)
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="mse")
    model.fit(*train, epochs=epochs, batch_size=64, verbose=0)
    error = model.evaluate(*val, batch_size=256, verbose=0) * scaler.var_[0]
    print(f"   units {units}, seed {seed}: {error:.5f}", flush=True)
    return float(error)


# %% [markdown]
# **Guess before you run (3).** One floor of 10 units against two floors of 6, at 500 weights each. Write down
# who will win, and by how much: half the error? A tenth less? Then run the cell. It takes about half a
# minute, and prints each error as it comes.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    report = fair_compare(train, val, 500, trial)
    course_lib.draw_whiskers(
        {
            f"{name} {report[name]['units']}": report[name]["errors"]
            for name in ("single", "stacked")
        },
        title=f"500 weights each, three seeds: {report['verdict']}",
    ).show()

# %% [markdown]
# When we ran it, the single floor was off by 0.0008, 0.0018 and 0.0010, the stack by 0.0019, 0.0024 and
# 0.0012. The single floor has the smaller mean, and the verdict is **cannot tell**: the two clouds overlap.
# (If your numbers differ a little from ours, nothing is wrong: the last digits depend on the machine.)
#
# We had more patience and ran ten seeds each. The single floor then came to a mean of 0.0010, from 0.0005 to
# 0.0018, and the stack to 0.0016, from 0.0008 to 0.0024. So for *this* curve, on *this* tiny budget, after
# *these* eight epochs, nothing speaks for the second floor, and a little speaks against it. That is what the
# contest says, and it says nothing about the next curve. Depth has its triumphs, in nets and on data a
# thousand times larger. Ask for their whiskers as well.
#
# And how much is a verdict worth? Share out six different errors between two nets, three for each: there are
# 20 ways to do it, and in two of them the clouds do not touch. So even if depth made no difference
# whatsoever, one contest in ten would end with "deeper" or "wider". Whoever quietly holds seven contests and
# prints the prettiest one has, more often than not, found something.
#
# **A question of design (not graded).** You have 2000 weights and three floors. Would you build a pyramid
# (wide at the bottom), a mushroom (wide on top), or a tower? What does a narrow floor in the middle do to
# everything above it? `trial([16, 8, 4], 0, train, val)` and its friends will tell you, if you ask them with
# more than one seed.
#
# *Your thoughts (double-click here and write):*

# %% [markdown]
# ## Part 6. Twenty steps ahead
#
# Last piece: let a trained stack hold the pen. The net reads and speaks in scaled numbers; the world wants
# plain ones. Whoever forgets to translate *in* asks the net about a curve that it has never seen, and whoever
# forgets to translate *back* publishes a forecast in a foreign currency.

# %% tags=["otter_ignore"]
course_lib.draw_stack_equation("forecast")

# %% [raw]
# # BEGIN QUESTION
# name: q6
# points: 3

# %% [markdown]
# ### Question 6: Speak about the future
#
# Write `forecast`. It gets a trained net with one output and $M$ windows *as measured*, and returns one
# forecast for each window, *as measured* as well. The net was trained on numbers from which `LEVEL` had been
# subtracted and which had then been divided by `SPREAD`. Both were made in part 5, in the short cell just
# before `trial`, and on these two names your answer may lean.
#
# <details><summary>Hint 1: a nudge</summary>
#
# The net answers with a column, `(M, 1)`. What becomes of `(M, 1)` minus `(M,)`, when somebody computes your
# error later on?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# In: $(X - \mathrm{LEVEL}) / \mathrm{SPREAD}$. Out: the inverse, in the opposite order. `model.predict(...,
# verbose=0)` does the middle. (`LEVEL` and `SPREAD` are `float64`, and what they touch becomes `float64` too;
# `.astype` changes it back.)
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Let `LEVEL` be 1 and `SPREAD` 0.2. A window that ends with 1.2 ends with 1 for the net. A net that repeats
# the last number it has read answers 1, and the forecast is $1 \cdot 0.2 + 1 = 1.2$. A net that always says 0
# forecasts `LEVEL`.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def forecast(model, X):
    """Forecasts one value for each window, in the units of the series.

    Args:
        model: a keras.Model from (M, T, 1) to (M, 1) that reads and speaks in scaled numbers.
        X: windows as measured, (M, T, 1).

    Returns:
        The forecasts as measured, (M,), float32.
    """
    # BEGIN SOLUTION
    said = model.predict((X - LEVEL) / SPREAD, verbose=0)[:, 0]
    return (said * SPREAD + LEVEL).astype(np.float32)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 1
failure_message: 'A net that repeats the last number of its window was asked to forecast. What should come out?'
"""  # END TEST CONFIG


def a_parrot_forecasts_the_last_value(forecast):
    parrot = keras.Sequential([keras.Input((4, 1)), keras.layers.Flatten(), keras.layers.Dense(1)])
    parrot.set_weights([np.array([[0.0], [0.0], [0.0], [1.0]]), np.zeros(1)])
    X = rng.uniform(0.5, 1.3, size=(6, 4, 1)).astype(np.float32)
    (said,) = unpack(forecast(parrot, X.copy()), "forecast", (6,))
    told = compare(said, X[:, -1, 0], rtol=1e-3, atol=1e-3, name="The parrot's forecast")
    assert told, (
        f"{told} The net says the last scaled number. Do you translate it back, and was the window "
        "translated before?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Nets whose answer is known in advance were asked: one that says nothing, one that exaggerates. Are both translations right, in the right order?'
"""  # END TEST CONFIG


def known_nets_are_translated_both_ways(forecast, LEVEL, SPREAD):
    M, T = 5, 3
    X = rng.uniform(0.4, 1.3, size=(M, T, 1)).astype(np.float32)
    before = X.copy()
    weights, push = rng.uniform(0.5, 1.5, size=(T, 1)), rng.uniform(1, 2, size=1)
    for share in (0.0, 1.0):
        net = keras.Sequential([keras.Input((T, 1)), keras.layers.Flatten(), keras.layers.Dense(1)])
        net.set_weights([share * weights, share * push])
        (said,) = unpack(forecast(net, X), "forecast", (M,))
        assert np.array_equal(X, before), (
            "After the call the windows were no longer what they had been. Which line writes into X?"
        )
        total = float(weights.sum())
        mixed = before[:, :, 0] @ weights[:, 0] + float(push[0]) * SPREAD + (1 - total) * LEVEL
        expected = share * mixed + (1 - share) * LEVEL
        assert np.allclose(said, expected, rtol=1e-3, atol=1e-3), (
            "A net whose answer is known in advance was asked, and the forecast was not that answer in "
            "the units of the series. What is undone first on the way back?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'One window was forecast alone and in company. May its neighbours matter?'
"""  # END TEST CONFIG


def every_window_is_forecast_by_itself(forecast):
    net = keras.Sequential([keras.Input((3, 1)), keras.layers.Flatten(), keras.layers.Dense(1)])
    net.set_weights([rng.normal(size=(3, 1)), rng.normal(size=1)])
    X = rng.uniform(0.4, 1.3, size=(40, 3, 1)).astype(np.float32)
    X[20:] += 1.0
    (together,) = unpack(forecast(net, X.copy()), "forecast", (40,))
    (alone,) = unpack(forecast(net, X[3:4].copy()), "forecast", (1,))
    assert np.allclose(alone, together[3:4], rtol=1e-3, atol=1e-3), (
        "A window was forecast once alone and once among others, and the forecasts differ. Where does "
        "your scale come from?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'A stack of two was trained for some seconds, and your forecast was compared with what happened. Is it better than guessing?'
"""  # END TEST CONFIG


def a_trained_stack_sees_twenty_steps_ahead(forecast, LEVEL, SPREAD):
    T, ahead, M = 30, 20, 500
    values = mackey_glass(900, seed=int(rng.integers(1000))).values.astype(np.float32)
    X = np.lib.stride_tricks.sliding_window_view(values[:-ahead], T)[..., None]
    y = values[T + ahead - 1 :]
    keras.utils.set_random_seed(0)
    floors = [keras.layers.LSTM(8, return_sequences=True), keras.layers.LSTM(8)]
    model = keras.Sequential([keras.Input((T, 1)), *floors, keras.layers.Dense(1)])
    adam = {"class_name": "Adam", "config": {"learning_rate": 0.03}}
    model.compile(optimizer=adam, loss="mse")
    into = [np.float32((array[:M] - LEVEL) / SPREAD) for array in (X, y)]
    model.fit(*into, epochs=8, batch_size=64, verbose=0)
    future = slice(M + T + ahead, None)
    (said,) = unpack(forecast(model, X[future]), "forecast", y[future].shape)
    error = float(np.mean((said - y[future]) ** 2))
    assert error < 0.2 * float(np.var(y[future])), (
        "A stack was trained well, and what your forecast made of it for the next 300 windows was hardly "
        "better than saying the mean. Is it in the units of the series?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Something to show
#
# A slightly larger stack, two floors of 12, trained for some seconds; the blue pen is yours. Below it you see
# what the two floors have in mind while they read. Save the film and send it to a friend:
# `film.save("twenty_steps_ahead.gif")`.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    keras.utils.set_random_seed(0)
    model = build_stacked(T, 1, [12, 12], 1)
    model.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
    model.fit(*train, epochs=25, batch_size=64, verbose=0)
    tomorrow = course_lib.mackey_glass(420, seed=1).values  # a curve that the net has never seen
    X = np.lib.stride_tricks.sliding_window_view(tomorrow[:-HORIZON], T)[..., None]
    y = tomorrow[T + HORIZON - 1 :]
    said = forecast(model, X)
    reporter, editor = intermediate(
        model, scaler.transform(X[:, :, 0].reshape(-1, 1)).reshape(X.shape)
    )
    shown = 130
    film = course_lib.animate_forecast(
        tomorrow[T - 1 :][:shown],
        np.r_[np.full(HORIZON, np.nan), said][:shown],
        horizon=HORIZON,
        floors={"reporter": reporter[:shown, -1], "editor": editor[:shown]},
        title="My stack holds the pen: 20 steps ahead",
    )
    film.show()

# %% [markdown]
# And the sober view, which a forecaster owes to everybody who did not see the film. Four rivals for the same
# windows of the unseen curve: *the mean*; *the parrot*, who says that nothing will change (persistence, in
# assignment 01); a straight line (a weighted sum of the last 30 values, no more); and the librarian of the
# beginning, whose cabinet now holds 500 windows, the same ones that the net has learned from.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    from sklearn.linear_model import LinearRegression

    past = scaler.inverse_transform(train[0][:, :, 0].T).T
    after = scaler.inverse_transform(train[1][:, None])[:, 0]
    guesses = {
        "the mean": np.full(len(y), LEVEL),
        "the parrot": X[:, -1, 0],
        "straight line": LinearRegression().fit(past, after).predict(X[:, :, 0]),
        "librarian": KNeighborsRegressor(5, weights="distance")
        .fit(past, after)
        .predict(X[:, :, 0]),
        "your stack": said,
    }
    for name, guess in guesses.items():
        print(f"{name:>16}: mean squared error {np.mean((guess - y) ** 2):.5f}")

# %% [markdown]
# Look at the parrot first: 0.167, three times worse than saying the mean, because 20 steps on, the curve is
# usually on the other side of its middle. The straight line takes it down to 0.012. The librarian and the
# stack leave the paper: 0.0001 and 0.00008 when we ran it, so close together that another seed may well turn
# them around. But the librarian carries a cabinet of 500 windows, which is 15,500 numbers. Your stack carries
# `count_params(1, [12, 12], 1)`, which is 1885, and has never seen this curve before.

# %% [markdown]
# ## A look at the sea
#
# The curve above was made to be forecast: no noise, no seasons, no storms. Here is something that was not,
# the temperature of the sea off the coast of Maine, hour by hour. (The buoy looks every half hour; we take
# every second value.) The same kind of stack, the same windows of 30 steps, and again 20 steps ahead.
#
# **Guess before you run (4).** Who wins at sea: the stack, the straight line, or the parrot?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    sea = course_lib.load_sea_temperature()
    hourly = sea.values[::2]
    cut = int(0.7 * len(hourly))
    level, spread = hourly[:cut].mean(), hourly[:cut].std()
    calm = StandardScaler().fit(hourly[:cut, None]).transform(hourly[:, None]).astype(np.float32)
    X_sea = np.lib.stride_tricks.sliding_window_view(calm[:-HORIZON, 0], T)[..., None]
    y_sea = calm[T + HORIZON - 1 :, 0]
    learn, judge = slice(0, cut - T - HORIZON, 8), slice(cut, None, 4)
    keras.utils.set_random_seed(0)
    sailor = build_stacked(T, 1, [8, 8], 1)
    sailor.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
    sailor.fit(X_sea[learn], y_sea[learn], epochs=12, batch_size=64, verbose=0)
    line = LinearRegression().fit(X_sea[learn, :, 0], y_sea[learn])
    rivals = {
        "the mean": np.zeros_like(y_sea[judge]),
        "the parrot": X_sea[judge, -1, 0],
        "straight line": line.predict(X_sea[judge, :, 0]),
        "stack of two": sailor.predict(X_sea[judge], verbose=0)[:, 0],
    }
    print(f"{sea.name}, source: {sea.source}")
    for name, guess in rivals.items():
        miss = spread * np.sqrt(np.mean((guess - y_sea[judge]) ** 2))
        print(f"{name:>16}: off by {miss:.2f} {sea.unit} (root of the mean squared error)")

# %% [markdown]
# The parrot. Off by 0.35 degrees, before the straight line with 0.37 and the stack with 0.42; the mean is
# hopeless with 6. The sea is lazy: 20 hours later it is nearly what it was, and what does change comes with
# wind and weather that no window of temperatures contains. The stack has not become stupid. There is just
# nothing in the last 30 hours for it to find, and what it has found in summer does not help in winter. A
# forecast can be as good as the thing that is forecast allows, and the parrot is how you find out.
#
# **A debugging question (not graded).** A friend shows you the stairs of *their* newspaper, with a single
# event at step 24. The reporter is fine. What has happened on the way to the editor, and why is it worse than
# a crash?

# %% tags=["otter_ignore"]
event = np.zeros((1, 30, 1), np.float32)
event[0, 24] = 2.0
loud = keras.initializers.RandomNormal(stddev=1.0, seed=3)
desk = keras.layers.LSTM(6, return_sequences=True, kernel_initializer=loud)
below = np.asarray(desk(event))
louder = keras.initializers.RandomNormal(stddev=4.0, seed=8)
desk = keras.layers.LSTM(6, return_sequences=True, kernel_initializer=louder)
above = np.asarray(desk(np.tile(below[:, -1:], (1, 30, 1))))
course_lib.draw_floors(
    {"reporter": below, "editor": above}, inputs=event[0, :, 0], title="A friend's newspaper"
)

# %% [markdown]
# <details><summary>What we would say to the friend</summary>
#
# The editor is busy from step 0 on, twenty-four minutes *before* the event. Only the reporter's last page was
# sent up, and since the editor wants a page at each step, somebody has copied that one 30 times (in Keras:
# `return_sequences` left out, and a `RepeatVector` put in because of the error message). Now the editor reads
# at step 0 what was written at step 29. A crash would have been kinder: this net trains, looks brilliant, and
# knows the future. The cure is to hand over all pages. And the test for it is the one of part 1: change one
# step, and see who moves too early.
# </details>
#
# ## Recap in five lines
#
# 1. A stack is a pipeline of sequences: floor $l$ reads all hidden states of floor $l-1$, each at its own step.
# 2. Every floor owns its weights and its pair $(h, c)$; a stack of three leaves three pairs.
# 3. In Keras: `return_sequences=True` for everybody who is read by another LSTM.
# 4. The bill of a floor is $4H_l(H_{l-1} + H_l + 1)$: compare nets by their bills, not by their units.
# 5. Depth is a claim like any other: same budget, same seeds, all errors on the table, and "cannot tell" is an answer.
#
# ## If you want more (not graded)
#
# **The lift.** In very deep stacks, pages get quieter from floor to floor, as you saw with the untrained
# ones. Build a stack in which each floor reads what the floor below says *plus* what the floor below has read
# (a lift past the stairs; all floors need the same width). Keras has `keras.layers.Add` for it. Run the
# contest of part 5 again, with eight floors, with and without the lift. Does "cannot tell" become "deeper"?
# And how many seeds did you use?
