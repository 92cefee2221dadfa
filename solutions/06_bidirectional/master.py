# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "Bidirectional: reading from both ends"
#     minutes: 80
#     limits: {call_seconds: 30, notebook_seconds: 90}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: bidirectional

# %% [markdown]
# # Bidirectional: reading from both ends
#
# **What you will have built.** A bidirectional LSTM in plain NumPy that agrees with Keras. A tagger that
# finds doughnuts in other people's handwriting. And a lie detector, ten lines long, that catches any
# function, whatever is inside, if it peeks into the future.
#
# **Time.** About 80 minutes. A good place to pause is after question 4.
#
# **You need.** An LSTM layer in NumPy: yours from assignment 03 will do, and its formulas are repeated
# here. No calculus.

# %%
import os

import course_lib
import numpy as np

# TensorFlow likes to talk while it wakes up. These two settings ask it not to.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
import keras

# %% [markdown]
# ## The whole thing first
#
# Read this slowly, word by word, and say for each word what kind of word it is:
#
# > *I saw her duck …*
#
# A bird? Or did she bend down? You cannot know. Now read on: *… lay an egg*, or *… to dodge a snowball*.
# The word has not changed. Its tag has, and what decided it came **after** it.
#
# An LSTM that reads from left to right is in exactly this position, at every word. So let us send
# a second one from the other end. Below, two trains read one strip of numbers. Each leaves a card at every
# station: what it knows by then. Where both cards lie, somebody can answer who knows *everything*. The tag
# here is the sign of three neighbours added up: the number itself, the one before, the one after.

# %% tags=["otter_ignore"]
demo = np.random.default_rng(4)
strip = demo.normal(size=9)
trains = course_lib.animate_trains(strip, title="Two trains, one strip")
trains

# %% [markdown]
# (It is a GIF. To show it to somebody else, `trains.save("trains.gif")` puts it beside this notebook.)
#
# And this is where we are going. Three readers tag those signs. The first one throws a coin. The second
# is a good LSTM that reads from left to right. The third is your bidirectional one. The dashed line is
# remarkable: it is not a record that nobody has broken *yet*. Nobody who reads from left to right can *ever*
# cross it, with whatever net and however much data, and by the end you will know why to the last decimal.

# %% tags=["otter_ignore"]
course_lib.draw_accuracies(
    {"a coin": 0.5, "left to right": 0.801, "both ways": 0.970},
    ceiling=0.5 + np.arctan(np.sqrt(2)) / np.pi,
    ceiling_name="causal ceiling",
    title="Where we are going: the sign of three neighbours",
)

# %% [markdown]
# A reader is **causal** if what it says at a step depends on that step and earlier ones only. That is
# neither good nor bad. Sometimes the whole strip lies on your desk and it would be silly not to look
# at both ends. Sometimes you ride on the engine and the rails ahead have not been built yet. The most expensive
# mistakes with sequences come from mixing up the two, so this notebook ends with a detector for it.
#
# ### The letters
#
# | letter | what it is | shape |
# |---|---|---|
# | $N$, $T$, $D$, $H$ | examples, time steps, inputs per step, units **in each direction** | numbers |
# | `x` | inputs | `(N, T, D)` |
# | `fwd`, `bwd` | the weights of the two trains: each a tuple `(kernel, recurrent_kernel, bias)` | `(D, 4H)`, `(H, 4H)`, `(4H,)` |
# | `seq` | the hidden states of all steps | of one train `(N, T, H)`, of both side by side `(N, T, 2H)` |
# | `t0` | *now*: the last step that is known | number |
#
# Time is axis 1 and one row is one example, as always; NumPy arrays are `float64`. Keras keeps the weights
# of a bidirectional layer in a list of six, first the three of the forward train, then the three of the
# backward one. Steps are counted from 0, as NumPy does it. Only the railway maps say step 1 for the first
# station, because there $h_0$ is what a train has in its hands *before* it.

# %% [markdown]
# ## Part 1. Turning time around
#
# There is no such thing as a backward LSTM. There is an ordinary LSTM, and a strip that has been turned
# around before it reads. So we begin by turning strips around, and there is one catch.
#
# Sequences in a batch have different lengths: short ones are filled up at the end with **padding**, which
# means nothing. Turn the whole row around, padding included, and the first thing that the second train sees is
# a long stretch of nothing.

# %% tags=["otter_ignore"]
course_lib.draw_both_ways("reverse")

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 2

# %% [markdown]
# ### Question 1: Turn time around
#
# Write `reverse_time`. Without lengths, all steps are real and all are turned around. With lengths, each row has
# its own number of real steps; these are turned around and the padding stays where it is, at the end, whatever is
# written in it.
#
# <details><summary>Hint 1: a nudge</summary>
#
# There are three axes. Which one is time? What is an example allowed to know of the length of
# another example?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With length $L$, step $t$ of the result is step $L - 1 - t$ of the input, as long as $t < L$. From $L$ on,
# step $t$ is step $t$. A loop over the examples is fine.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One input per step. The row $7, 8, 9, 0, 0$ of length 3 becomes $9, 8, 7, 0, 0$. Not
# $0, 0, 9, 8, 7$: nothing would be read first.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def reverse_time(x, lengths=None):
    """Turns the real steps of each example around; padding stays at the end, as it is.

    Args:
        x: sequences, (N, T, D), float64.
        lengths: how many steps of each example are real, (N,), integers from 0 to T. None if all
            of them are.

    Returns:
        The sequences with time reversed, (N, T, D). x itself is left alone.
    """
    # BEGIN SOLUTION
    if lengths is None:
        return x[:, ::-1]
    turned = x.copy()
    for row, length in enumerate(lengths):
        turned[row, :length] = x[row, :length][::-1]
    return turned
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Three steps with two inputs each were turned around. Which axis is time?'
"""  # END TEST CONFIG


def without_lengths_every_step_changes_its_place(reverse_time):
    x = np.array([[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], [[4.0, 40.0], [5.0, 50.0], [6.0, 60.0]]])
    (turned,) = unpack(reverse_time(x), "turned", (2, 3, 2))
    expected = [[[3, 30], [2, 20], [1, 10]], [[6, 60], [5, 50], [4, 40]]]
    result = compare(turned, np.array(expected, dtype=float), name="The turned sequence")
    assert result, f"{result} Steps change their places; do examples and inputs keep theirs?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was turned around. What does the backward train read first?'
"""  # END TEST CONFIG


def padding_stays_at_the_end_in_the_mini_case(reverse_time):
    x = np.array([7.0, 8.0, 9.0, 0.0, 0.0])[None, :, None]
    (turned,) = unpack(reverse_time(x, np.array([3])), "turned", (1, 5, 1))
    result = compare(turned[0, :, 0], np.array([9.0, 8.0, 7.0, 0.0, 0.0]), name="The mini-case")
    assert result, f"{result} Only the three real steps change their places. Where is the padding?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Several examples of several lengths were turned. Does each row use its own length, and keep its own padding?'
"""  # END TEST CONFIG


def every_example_is_turned_by_its_own_length(reverse_time):
    for N, T, D in ((5, 7, 3), (1, 2, 1), (3, 1, 2)):
        x = rng.normal(size=(N, T, D))
        lengths = rng.integers(0, T + 1, size=N)
        lengths[:2] = (max(T - 2, 1), T)[: min(N, 2)]
        (turned,) = unpack(reverse_time(x, lengths), "turned", (N, T, D))
        for n in range(N):
            L = int(lengths[n])
            assert np.array_equal(turned[n, L:], x[n, L:]), (
                "The padding of an example did not stay as it was, at the end. Does each example use "
                "its own length, and may you touch what lies behind it?"
            )
            for t in range(L):
                assert np.array_equal(turned[n, t], x[n, L - t - 1]), (
                    "With lengths, the real steps of some example did not come out in reverse. Does "
                    "each example use its own length?"
                )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'A sequence was turned twice, and looked at afterwards. Does your function write into what it was given?'
"""  # END TEST CONFIG


def turning_twice_changes_nothing_and_the_input_stays(reverse_time):
    x = rng.normal(size=(4, 6, 2))
    lengths = np.array([4, 1, 6, 3])
    before, counted = x.copy(), lengths.copy()
    for extra in ((), (lengths,)):
        (once,) = unpack(reverse_time(x, *extra), "turned", (4, 6, 2))
        assert np.array_equal(x, before) and np.array_equal(lengths, counted), (
            "After the call the sequence or its lengths were no longer what they had been. Which line "
            "writes into them?"
        )
        (twice,) = unpack(reverse_time(once, *extra), "twice", (4, 6, 2))
        assert np.array_equal(twice, before), (
            "A sequence that is turned around twice is not what it was before. Is every step of it "
            "still there?"
        )
    (small,) = unpack(reverse_time(x.astype(np.float32), lengths), "turned", (4, 6, 2))
    assert small.dtype == np.float32, "The numbers came back in another type. Who changed it?"


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Four words of different lengths, read from their ends by your function. Two of them do not care.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    words = ["STRESSED", "ROTATOR", "LSTM", "NOON"]
    spelled = np.zeros((4, 8, 1))
    for row, word in enumerate(words):
        spelled[row, : len(word), 0] = [ord(letter) for letter in word]
    read_back = reverse_time(spelled, np.array([len(word) for word in words]))
    for word, numbers in zip(words, read_back[:, :, 0]):
        print(f"{word:10} {''.join(chr(int(n)) if n else '·' for n in numbers)}")

# %% [markdown]
# ## Part 2. Two trains
#
# The layer, drawn as a railway map. Below are the inputs. The forward train starts on the left with
# empty hands ($h_0 = c_0 = 0$), the backward train on the right, just as empty. They have **different
# weights** and pass each other without a word. At every step their two hidden states are laid side by side
# (they are the two cards of the film): $H$ numbers that know the past, then $H$ numbers that know the future.

# %% tags=["otter_ignore"]
course_lib.draw_both_ways("layer")

# %% [markdown]
# In computing order it is even simpler, since the backward train is an ordinary LSTM on a turned strip.
# Only its answers come out in the order in which *it* saw things, last station first, so **they have to be turned
# around again** before they are laid beside the others. (From here on, all strips of a batch are equally long,
# so you need no lengths when you turn them.)
#
# Side by side is Keras's default, `merge='concat'`. One may also add the two hidden states (`'sum'`),
# average them (`'ave'`) or multiply them entry by entry (`'mul'`).
#
# *A refresher.* One LSTM step, with its four blocks in the order i, f, g, o:
#
# $$z = x_t K + h_{t-1} U + b, \qquad c_t = f \odot c_{t-1} + i \odot g, \qquad h_t = o \odot \tanh(c_t)$$
#
# where the three valves $i$, $f$, $o$ are $\sigma$ of their blocks of $z$, the candidate $g$ is $\tanh$ of its
# block, and $\odot$ is entry by entry. $K$, $U$ and $b$ are `kernel`, `recurrent_kernel` and `bias`.

# %% tags=["otter_ignore"]
course_lib.draw_equation("step")

# %% [markdown]
# **Guess before you run (1).** In a strip of nine numbers, only the number at step 4 is changed. In which steps
# does the *forward* half of the output move, in which the *backward* half? Say it aloud; after
# question 2 your own layer will answer.

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 5

# %% [markdown]
# ### Question 2: The bidirectional layer
#
# Write `lstm_layer` (yours from assignment 03 will do; there it was called `lstm_forward`) and then
# `bilstm_forward`. It runs both trains, aligns their outputs, and merges them. Both trains start from zeros.
#
# <details><summary>Hint 1: a nudge</summary>
#
# You have a layer that reads forwards, and a function that turns time around. How often do you need
# each of them? Where can you read $H$ off, to make the zeros?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With $R$ for turning time around: the forward half is $\mathrm{LSTM}_{\text{fwd}}(x)$, the backward
# half is $R(\mathrm{LSTM}_{\text{bwd}}(R(x)))$. Two $R$: one so that it reads from the right, one so that
# its answers stand where they belong. `'concat'` puts the halves side by side on the last axis, forward first.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One input, one unit, valves forced open by biases of 60, candidate $\tanh(x_t)$: a cell that just adds up. It
# reads $1, 0, 0$. The forward train finds the 1 at once and never forgets it: $0.642, 0.642, 0.642$
# (that is $\tanh(\tanh 1)$). The backward train finds it at its last stop, which is the first step:
# $0.642, 0, 0$. Side by side: $(0.642, 0.642)$, then $(0.642, 0)$, then $(0.642, 0)$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    """Runs an LSTM over a whole sequence, from its first step to its last.

    Args:
        x: inputs, (N, T, D), float64, time on axis 1.
        h0: hidden state before the first step, (N, H).
        c0: cell state before the first step, (N, H).
        kernel, recurrent_kernel, bias: the weights, (D, 4H), (H, 4H), (4H,), blocks i, f, g, o.

    Returns:
        A tuple (seq, h, c): the hidden states of all steps, (N, T, H), and the hidden and the
        cell state after the last step, each (N, H).
    """
    # BEGIN SOLUTION
    h, c, outputs = h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (0.5 + 0.5 * np.tanh(0.5 * block) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c
    # END SOLUTION


def bilstm_forward(x, fwd, bwd, merge="concat"):
    """Runs two LSTMs over a sequence, one from each end, and merges what they say at each step.

    Args:
        x: inputs, (N, T, D), float64, time on axis 1.
        fwd: weights of the forward train, a tuple (kernel, recurrent_kernel, bias).
        bwd: weights of the backward train, the same shapes.
        merge: 'concat', 'sum', 'ave' or 'mul'.

    Returns:
        What both say at each step, (N, T, 2H) for 'concat' with the forward half first, (N, T, H)
        otherwise.
    """
    # BEGIN SOLUTION
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
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Your lstm_layer got the weights and start states of a Keras layer. Does it agree?'
"""  # END TEST CONFIG


def one_train_alone_agrees_with_keras(lstm_layer):
    N, T, D, H = 2, 5, 3, 4
    sizes = ([N, T, D], [N, H], [N, H], [D, 4 * H], [H, 4 * H], [4 * H])
    x, *rest = (rng.uniform(-1, 1, size=size).astype("float32") for size in sizes)
    everything = {"return_state": True, "return_sequences": True}
    train = keras.layers.LSTM(H, recurrent_activation="sigmoid", **everything)
    train.build(x.shape)
    train.set_weights(rest[2:])
    theirs = [np.asarray(array) for array in train(x, initial_state=rest[:2])]
    doubles = [array.astype(np.float64) for array in (x, *rest)]
    mine = unpack(lstm_layer(*doubles), "seq h c", (N, T, H), (N, H), (N, H))
    for name, ours, keras_says in zip(("seq", "h", "c"), mine, theirs):
        result = compare(ours, keras_says, rtol=1e-5, atol=1e-5, name=f"Your {name}")
        assert result, (
            f"{result} Keras says otherwise. Do both states travel from step to step, do h0 and c0 "
            "start them, and are the blocks i, f, g, o?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Two examples, four steps, three units in each direction. Which shapes come back for the four ways to merge?'
"""  # END TEST CONFIG


def halves_lie_side_by_side_or_on_top_of_each_other(bilstm_forward):
    N, T, D, H = 2, 4, 5, 3
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    unpack(bilstm_forward(x, fwd, bwd), "both", (N, T, 2 * H))
    for merge in ("sum", "ave", "mul"):
        unpack(bilstm_forward(x, fwd, bwd, merge), merge, (N, T, H))


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The adding cells of hint 3 read 1, 0, 0 from both ends. What do you get on paper?'
"""  # END TEST CONFIG


def the_adding_cells_meet_the_one_where_they_should(bilstm_forward):
    adding = (np.array([[0.0, 0, 1, 0]]), np.zeros((1, 4)), np.array([60.0, 60, 0, 60]))
    x = np.array([1.0, 0.0, 0.0])[None, :, None]
    (both,) = unpack(bilstm_forward(x, adding, adding), "both", (1, 3, 2))
    said = np.tanh(np.tanh(1.0))
    first = compare(both[0, :, 0], np.full(3, said), name="The forward half")
    assert first, f"{first} Which half comes first, and what does its train read first?"
    second = compare(both[0, :, 1], np.array([said, 0.0, 0.0]), name="The backward half")
    assert second, (
        f"{second} Which input did position 0 of the backward half read last? Does its answer stand "
        "at the step that it belongs to?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'One number in the middle of a strip was changed. Which steps of which half may move?'
"""  # END TEST CONFIG


def each_half_hears_one_side_only(bilstm_forward):
    N, T, D, H, now = 1, 7, 2, 3, 4
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    other = x.copy()
    other[:, now] += 1.0
    (before,) = unpack(bilstm_forward(x, fwd, bwd), "both", (N, T, 2 * H))
    (after,) = unpack(bilstm_forward(other, fwd, bwd), "both", (N, T, 2 * H))
    moved = np.abs(after - before).reshape(T, 2, H).max(axis=2) > 1e-12
    assert not moved[:now, 0].any() and moved[now:, 0].all(), (
        f"Step {now} was changed, and the first half moved at steps {np.flatnonzero(moved[:, 0])}. "
        "Which steps come after it for a train that goes forward?"
    )
    assert not moved[now + 1 :, 1].any() and moved[: now + 1, 1].all(), (
        f"Step {now} was changed, and the second half moved at steps {np.flatnonzero(moved[:, 1])}. "
        "Which steps come after it for a train that goes backward?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'A bidirectional Keras layer lent you its six weights, and disagrees. Which half is it, and which way does it read?'
"""  # END TEST CONFIG


def both_trains_agree_with_keras(bilstm_forward):
    N, T, D, H = 3, 6, 4, 5
    x = rng.normal(size=(N, T, D)).astype(np.float32)
    sizes = ([D, 4 * H], [H, 4 * H], [4 * H]) * 2
    weights = [0.7 * rng.normal(size=size).astype(np.float32) for size in sizes]
    inner = keras.layers.LSTM(H, recurrent_activation="sigmoid", return_sequences=True)
    layer = keras.layers.Bidirectional(inner)
    layer.build((N, T, D))
    layer.set_weights(weights)
    theirs = np.asarray(layer(x))
    wide = [weight.astype(np.float64) for weight in weights]
    result = bilstm_forward(x.astype(np.float64), tuple(wide[:3]), tuple(wide[3:]))
    (mine,) = unpack(result, "both", (N, T, 2 * H))
    assert np.allclose(mine[:, :, :H], theirs[:, :, :H], rtol=1e-5, atol=1e-5), (
        "With the weights of a bidirectional Keras layer your forward half is not Keras's. Which "
        "weights, which order of steps, which half?"
    )
    assert np.allclose(mine[:, :, H:], theirs[:, :, H:], rtol=1e-5, atol=1e-5), (
        "With the weights of a bidirectional Keras layer your forward half is right and your backward "
        "half is not. Which input did its position 0 read last, with whose weights, from which state?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'The halves were added, averaged and multiplied. Does each word do what it says?'
"""  # END TEST CONFIG


def each_way_to_merge_does_what_its_name_says(bilstm_forward):
    N, T, D, H = 2, 5, 3, 4
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    (wide,) = unpack(bilstm_forward(x, fwd, bwd, "concat"), "both", (N, T, 2 * H))
    halves = wide.reshape(N, T, 2, H)
    for merge, expected in (
        ("sum", np.sum(halves, axis=2)),
        ("ave", np.mean(halves, axis=2)),
        ("mul", np.prod(halves, axis=2)),
    ):
        (merged,) = unpack(bilstm_forward(x, fwd, bwd, merge), "both", (N, T, H))
        assert np.allclose(merged, expected, rtol=0, atol=1e-10), (
            "One of 'sum', 'ave' and 'mul' did not give what adding, averaging or multiplying the two "
            "halves of 'concat' gives. What does each word ask for?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Batches, lengths and layers of other sizes were tried. Does a size stand in your code as a number?'
"""  # END TEST CONFIG


def the_layer_is_exact_at_every_size(bilstm_forward):
    for N, T, D, H in ((1, 1, 3, 5), (3, 2, 4, 1), (2, 7, 1, 3)):
        x = rng.normal(size=(N, T, D))
        trains = [
            tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H]))
            for _ in range(2)
        ]
        expected = np.zeros((N, T, 2, H))
        for way, (kernel, recurrent_kernel, bias) in enumerate(trains):
            stacked = np.vstack([kernel, recurrent_kernel, bias[None, :]])
            said, kept = np.zeros((2, N, H))
            for step in range(T):
                place = T - 1 - step if way else step
                total = np.hstack([x[:, place], said, np.ones((N, 1))]) @ stacked
                valves = 1 / (1 + np.exp(-total))
                written = valves[:, :H] * np.tanh(total[:, 2 * H : 3 * H])
                kept = written + kept * valves[:, H : 2 * H]
                said = np.tanh(kept) * valves[:, 3 * H :]
                expected[:, place, way] = said
        (both,) = unpack(bilstm_forward(x, *trains), "both", (N, T, 2 * H))
        assert np.all(np.abs(both - expected.reshape(N, T, 2 * H)) < 1e-10), (
            "At some sizes of batch, strip, input and layer the output was not exact. Does each train "
            "start from zeros of the right shape and read with its own weights?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A batch was shuffled, and inputs looked at afterwards. Does each example mind its own business?'
"""  # END TEST CONFIG


def examples_do_not_mix_and_inputs_stay(bilstm_forward):
    N, T, D, H = 4, 3, 5, 2
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    kept = [array.copy() for array in (x, *fwd, *bwd)]
    (first,) = unpack(bilstm_forward(x, fwd, bwd), "both", (N, T, 2 * H))
    assert all(np.array_equal(a, b) for a, b in zip((x, *fwd, *bwd), kept)), (
        "After the call the strip or a weight was no longer what it had been. Who writes into it?"
    )
    rows = rng.permutation(np.r_[np.arange(N), 1])
    (mixed,) = unpack(bilstm_forward(x[rows], fwd, bwd), "both", (N + 1, T, 2 * H))
    assert np.allclose(first[rows], mixed, rtol=0, atol=1e-12), (
        "Examples were shuffled and one was doubled, and the outputs did not follow. Which axis did "
        "you turn around?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Here is the answer to your guess, for all nine steps at once. Each input step is moved a little, and every
# output step that answers gets a dark square. Row 4 is what step 4 of the output hears; column 4 is
# who hears step 4 of the input. The forward half is a triangle that hears its past, the backward
# half hears its future, and together they hear everything.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q2"):
    demo = np.random.default_rng(2)
    line = demo.normal(size=(1, 9, 1))
    fwd, bwd = (tuple(demo.normal(size=size) for size in ((1, 12), (3, 12), (12,))) for _ in "fb")
    still = bilstm_forward(line, fwd, bwd)
    reach = np.zeros((9, 9, still.shape[2]))
    for step in range(9):
        pushed = line.copy()
        pushed[0, step] += 0.5
        reach[:, step] = (bilstm_forward(pushed, fwd, bwd) - still)[0]
    course_lib.draw_reach(
        {
            "forward half": np.abs(reach[:, :, :3]).max(axis=2),
            "backward half": np.abs(reach[:, :, 3:]).max(axis=2),
            "both": np.abs(reach).max(axis=2),
        },
        title="Your layer: who hears whom?",
    ).show()

# %% [markdown]
# **A debugging question (not graded).** A friend made the same picture of the backward half of *their* layer.
# It trains, the shapes are right, nothing crashes, and it is worse than reading one way only. What did they
# forget? Look at row 0: which input does that output hear?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q2"):
    course_lib.draw_reach(
        {
            "your backward half": np.abs(reach[:, :, 3:]).max(axis=2),
            "a friend's backward half": np.flipud(np.abs(reach[:, :, 3:]).max(axis=2)),
        }
    ).show()

# %% [markdown]
# <details><summary>What we would say to the friend</summary>
#
# In row 0 only the *last* input is heard: the first card that the backward train wrote lies at step 0, where the
# forward train has its first card. So the strip was turned around before reading, as it should be, but the
# answers were never turned back. The tag of the first word is then decided with a card about the last
# word. It is the classic of all bidirectional bugs, and no shape can tell you.
# </details>

# %% [markdown]
# ## Part 3. One card for the whole strip
#
# Often one does not want a tag for each step, but one answer for the whole strip: is this film review friendly,
# is this heartbeat healthy? Then one card from each train is enough: the **last one it wrote**, for by then it
# has read everything. Where does that card lie? For the forward train at the right end. For the
# backward train?

# %% tags=["otter_ignore"]
course_lib.draw_both_ways("last")

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 3

# %% [markdown]
# ### Question 3: The last word of each train
#
# Write `bilstm_last`: for each example, what the forward train says at its last stop, beside what the backward
# train says at *its* last stop. This is what `keras.layers.Bidirectional` returns when the layer inside has
# `return_sequences=False`. Many people take `seq[:, -1]` for it. The shapes agree. The numbers do not.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Put a finger on each train in the picture. Where are your fingers when both have arrived?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Your `lstm_layer` returns three things, and the second one is the hidden state after everything has been
# read. Or take it out of the aligned sequence: the forward half of the last step and the backward half of
# the first one.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# The adding cells of question 2, reading $1, 0, 0$: both trains have met the 1 by the time they arrive, so
# both say $0.642$. At the last step, the backward train has only just left, and says $0$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def bilstm_last(x, fwd, bwd):
    """What each of the two trains says once it has read the whole sequence.

    Args:
        x: inputs, (N, T, D), float64, time on axis 1.
        fwd: weights of the forward train, a tuple (kernel, recurrent_kernel, bias).
        bwd: weights of the backward train, the same shapes.

    Returns:
        One row for each example, (N, 2H), the forward half first.
    """
    # BEGIN SOLUTION
    empty = np.zeros((len(x), fwd[1].shape[0]))
    _, ahead, _ = lstm_layer(x, empty, empty, *fwd)
    _, back, _ = lstm_layer(reverse_time(x), empty, empty, *bwd)
    return np.concatenate([ahead, back], axis=1)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The adding cells read 1, 0, 0. What does each train say when it has arrived?'
"""  # END TEST CONFIG


def both_trains_have_met_the_one_when_they_arrive(bilstm_last):
    adding = (np.array([[0.0, 0, 1, 0]]), np.zeros((1, 4)), np.array([60.0, 60, 0, 60]))
    x = np.array([1.0, 0.0, 0.0])[None, :, None]
    (last,) = unpack(bilstm_last(x, adding, adding), "last", (1, 2))
    result = compare(last[0], np.full(2, np.tanh(np.tanh(1.0))), name="The mini-case")
    assert result, f"{result} At which step does the backward train arrive?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'Each step of a strip was changed in turn. Has each half of the summary read all of them?'
"""  # END TEST CONFIG


def each_half_has_read_every_step(bilstm_last):
    N, T, D, H = 1, 5, 2, 3
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    (still,) = unpack(bilstm_last(x, fwd, bwd), "last", (N, 2 * H))
    for step in range(T):
        other = x.copy()
        other[:, step] += 1.0
        (moved,) = unpack(bilstm_last(other, fwd, bwd), "last", (N, 2 * H))
        for half, (a, b) in {"first": (0, H), "second": (H, 2 * H)}.items():
            assert not np.array_equal(moved[:, a:b], still[:, a:b]), (
                f"Step {step} of {T} was changed and the {half} half of the summary did not move. "
                "Which card of that train has seen every step?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'A bidirectional Keras layer without return_sequences lent you its weights, and disagrees. Which card does it keep?'
"""  # END TEST CONFIG


def the_summary_agrees_with_keras(bilstm_last):
    N, T, D, H = 3, 5, 2, 4
    x = rng.normal(size=(N, T, D)).astype(np.float32)
    sizes = ([D, 4 * H], [H, 4 * H], [4 * H]) * 2
    weights = [0.7 * rng.normal(size=size).astype(np.float32) for size in sizes]
    layer = keras.layers.Bidirectional(keras.layers.LSTM(H, recurrent_activation="sigmoid"))
    layer.build((N, T, D))
    layer.set_weights(weights)
    wide = [weight.astype(np.float64) for weight in weights]
    result = bilstm_last(x.astype(np.float64), tuple(wide[:3]), tuple(wide[3:]))
    (mine,) = unpack(result, "last", (N, 2 * H))
    assert np.allclose(mine, np.asarray(layer(x)), rtol=1e-5, atol=1e-5), (
        "With the weights of a bidirectional Keras layer your summary is not Keras's. Has the "
        "backward half you keep read the whole strip, and is the forward half first?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The summary was compared with the cards of your own layer. At which step does each half of it lie there?'
"""  # END TEST CONFIG


def the_summary_is_taken_from_the_two_ends(bilstm_last, bilstm_forward):
    for N, T, D, H in ((2, 6, 3, 4), (1, 1, 2, 3), (3, 2, 1, 2)):
        x = rng.normal(size=(N, T, D))
        fwd, bwd = (
            tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
        )
        (seq,) = unpack(bilstm_forward(x, fwd, bwd), "seq", (N, T, 2 * H))
        (last,) = unpack(bilstm_last(x, fwd, bwd), "last", (N, 2 * H))
        assert np.allclose(last[:, :H], seq[:, T - 1, :H], rtol=0, atol=1e-10), (
            "The first half of the summary is not what the forward train says at the end of the "
            "strip. Which half comes first?"
        )
        assert np.allclose(last[:, H:], seq[:, 0, H:], rtol=0, atol=1e-10), (
            "The second half of the summary is not what the backward train says where it arrives. "
            "Where is that?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Examples were shuffled, and inputs looked at afterwards. Does each row of the summary belong to one example?'
"""  # END TEST CONFIG


def every_example_has_its_own_summary(bilstm_last):
    N, T, D, H = 5, 4, 2, 3
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    kept = [array.copy() for array in (x, *fwd, *bwd)]
    (first,) = unpack(bilstm_last(x, fwd, bwd), "last", (N, 2 * H))
    assert all(np.array_equal(a, b) for a, b in zip((x, *fwd, *bwd), kept)), (
        "After the call the strip or a weight was no longer what it had been. Who writes into it?"
    )
    rows = rng.permutation(np.r_[np.arange(N), 2])
    (mixed,) = unpack(bilstm_last(x[rows], fwd, bwd), "last", (N + 1, 2 * H))
    assert np.allclose(first[rows], mixed, rtol=0, atol=1e-12), (
        "Examples were shuffled and one was doubled, and the summaries did not follow. Which axis "
        "did you turn around?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Thirty random strips: on the left your summary against Keras's, on the right what somebody gets who takes
# `seq[:, -1]`. Its forward halves lie on the line. Its backward halves have read one single step, and look it.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q3"):
    demo = np.random.default_rng(3)
    many = demo.normal(size=(30, 8, 2))
    six = [demo.normal(size=size) for size in ((2, 16), (4, 16), (16,)) * 2]
    keras_layer = keras.layers.Bidirectional(keras.layers.LSTM(4))
    keras_layer.build((30, 8, 2))
    keras_layer.set_weights(six)
    theirs = np.asarray(keras_layer(many), dtype=np.float64)
    course_lib.draw_agreement(
        {
            "bilstm_last": (bilstm_last(many, six[:3], six[3:]), theirs),
            "seq[:, -1]": (bilstm_forward(many, six[:3], six[3:])[:, -1], theirs),
        },
        labels=("Keras", "you"),
    ).show()

# %% [markdown]
# ## Part 4. A test that needs no right answer
#
# How do you test a layer if there is no Keras to compare with? Ask for a property that must hold, whatever the
# numbers are. Two trains have a beautiful one. Turn the strip around *and* let the trains exchange
# their drivers (their weights). Then each driver reads exactly what they read before, only from the other
# platform: every card is written again, in the other half, at the mirrored step.

# %% tags=["otter_ignore"]
course_lib.draw_both_ways("mirror")

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 2

# %% [markdown]
# ### Question 4: The mirror test
#
# Write `swap_halves`. It puts a layer to the mirror test, on one strip and two sets of weights, and says whether
# the layer passes: `True` if the mirrored run has the same cards, up to rounding (a millionth of a millionth is rounding, a
# thousandth is not). The layer is your own if none is given; the hidden checks bring others, good and bad ones.
# Whatever is in `fwd` and `bwd`, hand it on as it is: another layer may have weights of another kind.
#
# <details><summary>Hint 1: a nudge</summary>
#
# There are two runs of the layer. What is different in the second one: two things. And what has to be done to its
# result before the two can be compared: two things again.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Run the layer on $x$ with (fwd, bwd). Run it on $R(x)$ with (bwd, fwd). Cut the second result in half on the
# last axis, exchange the halves, turn time around, and compare everything with the first result.
# `np.allclose` knows about rounding.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# A "layer" that puts $x$ and $2x$ side by side, and ignores its weights, reads $1, 5$: first half $1, 5$,
# second half $2, 10$. Mirrored it reads $5, 1$ and says $5, 1$ beside $10, 2$. Exchange, turn: $2, 10$ beside
# $1, 5$. Not the same: this layer fails, since its two trains are not equals.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def swap_halves(x, fwd, bwd, layer=None):
    """Puts a bidirectional layer to the mirror test.

    Args:
        x: inputs, (N, T, D), float64, time on axis 1.
        fwd: weights of the forward train.
        bwd: weights of the backward train.
        layer: the function to test, called as layer(x, fwd, bwd), which gives (N, T, 2H). None for
            bilstm_forward.

    Returns:
        True if the layer passes, False if not.
    """
    # BEGIN SOLUTION
    layer = bilstm_forward if layer is None else layer
    straight = layer(x, fwd, bwd)
    first, second = np.split(layer(reverse_time(x), bwd, fwd), 2, axis=2)
    mirrored = reverse_time(np.concatenate([second, first], axis=2))
    return bool(np.allclose(straight, mirrored, rtol=1e-9, atol=1e-9))
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.25
failure_message: 'Your own layer was put to your own mirror test. Does it pass?'
"""  # END TEST CONFIG


def your_own_layer_passes(swap_halves):
    N, T, D, H = 2, 4, 3, 2
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    verdict = swap_halves(x, fwd, bwd)
    assert verdict is True or verdict is False, (
        f"The verdict should be True or False and it is {verdict!r}. What does your function return?"
    )
    assert verdict, (
        "Your own layer fails. If question 2 is right, look at the mirror: are the weights exchanged, "
        "the halves exchanged, and time turned around twice?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The layer of hint 3, whose halves are x and twice x, was put to your test. Is it caught?'
"""  # END TEST CONFIG


def the_unequal_trains_of_the_mini_case_are_caught(swap_halves):
    def unequal(x, fwd, bwd):
        return np.concatenate([x, 2 * x], axis=2)

    def equal(x, fwd, bwd):
        return np.concatenate([fwd * x, bwd * x], axis=2)

    x = np.array([[[1.0], [5.0]]])
    good, bad = (swap_halves(x, 3.0, 4.0, layer) for layer in (equal, unequal))
    assert good, (
        "A layer that multiplies each step by fwd in the first half and by bwd in the second passes "
        "on paper, and fails your test. Which of the four changes is missing?"
    )
    assert not bad, (
        "The layer of hint 3 passes your test. Do you run the layer that you were given?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Layers that are in order were put to your test. Which of them do you accuse, and why?'
"""  # END TEST CONFIG


def layers_in_order_pass(swap_halves):
    def running(x, fwd, bwd):
        back = np.cumsum(np.flip(x, 1), axis=1)
        return np.concatenate([fwd * np.cumsum(x, axis=1), bwd * np.flip(back, 1)], axis=2)

    def subtracting(x, fwd, bwd):
        ahead = np.cumsum(x, axis=1)
        back = ahead[:, -1:] - ahead + x
        return np.concatenate([fwd * ahead, bwd * back], axis=2)

    def neighbours(x, fwd, bwd):
        wide = np.pad(x, ((0, 0), (1, 1), (0, 0)))
        return np.concatenate([fwd * wide[:, :-2] + x, bwd * wide[:, 2:] + x], axis=2)

    verdicts = [
        swap_halves(rng.normal(size=size), 1.5, -0.7, layer)
        for layer in (running, subtracting, neighbours)
        for size in ((2, 9, 3), (1, 4, 1), (3, 7, 2))
    ]
    assert all(verdicts), (
        "A layer that is in order, other than an LSTM, was accused. Do you hand its weights on as "
        "they are, allow for rounding, and undo every change before you compare?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Broken layers were put to your test. Which mistake of a second train slips through?'
"""  # END TEST CONFIG


def broken_layers_are_caught(swap_halves):
    def running(x, weight):
        return weight * np.cumsum(x, axis=1)

    def not_turned_back(x, fwd, bwd):
        return np.concatenate([running(x, fwd), running(np.flip(x, 1), bwd)], axis=2)

    def one_set_of_weights(x, fwd, bwd):
        return np.concatenate([running(x, fwd), np.flip(running(np.flip(x, 1), fwd), 1)], axis=2)

    def one_way_only(x, fwd, bwd):
        return np.concatenate([running(x, fwd), running(x, bwd)], axis=2)

    def a_little_louder(x, fwd, bwd):
        back = 1.001 * np.flip(running(np.flip(x, 1), bwd), 1)
        return np.concatenate([running(x, fwd), back], axis=2)

    def late(x, fwd, bwd):
        back = np.roll(np.flip(running(np.flip(x, 1), bwd), 1), 1, axis=1)
        return np.concatenate([running(x, fwd), back], axis=2)

    def inputs_exchanged(x, fwd, bwd):
        back = np.flip(running(np.flip(x, (1, 2)), bwd), 1)
        return np.concatenate([running(x, fwd), back], axis=2)

    def a_sign_is_lost(x, fwd, bwd):
        back = np.flip(running(np.flip(x, 1), abs(bwd)), 1)
        return np.concatenate([running(x, fwd), back], axis=2)

    verdicts = [
        swap_halves(rng.normal(size=(2, 5, 2)), 1.5, -0.7, layer)
        for layer in (
            not_turned_back,
            one_set_of_weights,
            one_way_only,
            a_little_louder,
            late,
            inputs_exchanged,
            a_sign_is_lost,
        )
    ]
    assert not any(verdicts), (
        "A layer with a broken second train passed. Do you compare every number of both halves, and "
        "is a thousandth still a difference for you?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'What the layer was asked, and your inputs afterwards, were looked at. What is different in the second run?'
"""  # END TEST CONFIG


def the_layer_is_run_straight_and_mirrored(swap_halves):
    asked = []

    def witness(x, fwd, bwd):
        asked.append((np.array(x), fwd, bwd))
        return np.concatenate([fwd * x, bwd * x], axis=2)

    x = rng.normal(size=(2, 4, 3))
    before = x.copy()
    verdict = swap_halves(x, 2.0, 0.5, witness)
    assert np.array_equal(x, before), "After the test the strip had changed. Who wrote into it?"
    assert verdict, "A layer in order was accused. Which change did you not undo?"
    straight = [(fwd, bwd) for strip, fwd, bwd in asked if np.array_equal(strip, x)]
    turned = [(fwd, bwd) for strip, fwd, bwd in asked if np.array_equal(strip, np.flip(x, 1))]
    assert straight and turned, (
        "The layer should be run on the strip and on the turned strip. What is yours run on?"
    )
    assert set(straight) != set(turned), (
        "Both runs had the same weights in the same order. Who drives which train in the mirror?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your layer, on a strip of twelve steps: the second half as it is, and the first half of the mirrored run, turned
# back. If you see one line only, that is the proof: two lines lie on top of each other.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q4"):
    demo = np.random.default_rng(14)
    line = demo.normal(size=(1, 12, 1))
    fwd, bwd = (tuple(demo.normal(size=size) for size in ((1, 8), (2, 8), (8,))) for _ in "fb")
    there = bilstm_forward(line, fwd, bwd)[0]
    mirror = bilstm_forward(reverse_time(line), bwd, fwd)
    course_lib.draw_lines(
        np.arange(12),
        {"as it is": there[:, 2], "in the mirror": reverse_time(mirror)[0, :, 0]},
        colour="h",
        labels=("step", "one unit of the backward train"),
        title=f"The mirror test says {swap_halves(line, fwd, bwd)}",
    ).show()

# %% [markdown]
# **A question to talk about (not graded).** The mirror test needs no right answers, and there is a price. Can you think
# of a layer that passes it and is still useless? (One of them needs no weights at all. Another
# one always puts the backward half first.) What would you have to ask besides?
#
# *Your thoughts (double-click here and write):*

# %% [markdown]
# ## Part 5. A task with a known ceiling
#
# Now to the numbers of the first picture. All $x_t$ are drawn from a normal distribution, each by itself, and the
# tag of step $t$ is 1 if $x_{t-1} + x_t + x_{t+1} > 0$. Two of the three are on the table when step $t$ is read from
# the left. The third is in the future, and nothing in the past says anything about it.
#
# **Guess before you run (2).** The dashed line has given away what the best causal reader can reach. So guess this:
# a *lazy* reader looks at $x_t$ alone, at no neighbour at all, and says 1 if it is above zero. How often is that right: 50 %,
# 60 %, 70 %, or 80 %? Write your guess into the cell, then run it. It plays the game two hundred thousand times, first with
# the lazy reader, then with one who knows two of the three and does the only sensible thing: to trust their sum.

# %% tags=["otter_ignore"]
my_guess = "nothing yet"

demo = np.random.default_rng(5)
before, here, after = demo.normal(size=(3, 200_000))
tag = before + here + after > 0
print(f"one number:  you guessed {my_guess}, the dice say {np.mean((here > 0) == tag):.3f}")
print(f"two numbers: the dice say {np.mean((before + here > 0) == tag):.3f}")

# %% [markdown]
# And why 80.4 %, whoever reads? Throw darts. Across, the sum of the two known numbers (divided by $\sqrt2$, which makes it
# as spread out as the third one); up, the unknown number. The darts form a round cloud, no direction is special, so a share
# of darts is a share of the *angle*. The guess fails only where the unknown number is large enough, and on the other side,
# to turn the sum around: in the two shaded slices. On their slanted edge all three numbers cancel. One step across
# is $\sqrt2$ of the real sum, so the edge goes $\sqrt2$ down for it: it lies $\arctan\sqrt2 = 54.7°$ below the horizontal.
# In the right half, then, the guess is good from this edge all the way up to the vertical, $90° + 54.7°$ out of $180°$, and
# the left half is the same upside down. With angles in radians, as NumPy has them, this share is
#
# $$\frac12 + \frac{\arctan\sqrt2}{\pi} = 0.804.$$

# %% tags=["otter_ignore"]
course_lib.draw_both_ways("dartboard")

# %% [markdown]
# A known ceiling is a gift. A causal model far *below* it has not learned the task. And a "causal" model *above* it is not
# a triumph: it is a leak, and you should look for it instead of writing a paper. So the bar in the checks has two
# sides: the bidirectional tagger has to be right in at least 95 %, and its causal twin in 76 to 82 %, no more. (Why 82 and not
# 80.4? A score is measured on a few thousand tags, and luck moves it by half a point, up or down.)
#
# The net is small: a layer of trains, and one neuron that reads both cards of a step and says how likely the tag is.
# That neuron is used at every step by itself, with the same weights: a `Dense` layer does just this to the last axis.

# %% tags=["otter_ignore"]
course_lib.draw_both_ways("tagger")

# %% [raw]
# # BEGIN QUESTION
# name: q5
# points: 3

# %% [markdown]
# ### Question 5: A tagger and its causal twin
#
# Write `build_tagger`. It returns a Keras model that reads `(N, T, D)` and says for every step how likely its
# tag is: `(N, T, 1)`, between 0 and 1. With `both_ways` it has a bidirectional LSTM with $H$ units in each direction,
# halves side by side; without, it is the causal twin: the same with a plain LSTM of $H$ units. Do not train it, and you
# need not compile it.
#
# <details><summary>Hint 1: a nudge</summary>
#
# One tag for each step: how many hidden states must the LSTM hand over, all or the last? Two outcomes, one number: which curve
# turns a number into a probability?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `keras.Sequential` of an `Input` of shape `(T, D)`, an `LSTM` of `H` units that returns sequences (wrapped in
# `keras.layers.Bidirectional` if both ways are wanted), and a `Dense` layer with one unit and a sigmoid.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# For $T = 6$, $D = 3$, $H = 4$, one train has 128 weights and two trains have 256: **exactly twice**, nothing is shared. The
# neuron on top reads 8 numbers and has a bias: 9 more, 265 in all. In the causal twin it reads 4: 133 in all.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def build_tagger(T, D, H, both_ways=True):
    """Builds a net that says for each step of a sequence how likely its tag is.

    Args:
        T: steps.
        D: inputs at each step.
        H: units in each direction.
        both_ways: whether it reads from both ends; otherwise it is causal.

    Returns:
        A Keras model, not trained: (N, T, D) to (N, T, 1), from 0 to 1, float32.
    """
    # BEGIN SOLUTION
    reader = keras.layers.LSTM(H, return_sequences=True)
    if both_ways:
        reader = keras.layers.Bidirectional(reader)
    return keras.Sequential(
        [keras.Input((T, D)), reader, keras.layers.Dense(1, activation="sigmoid")]
    )
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Five sequences were tagged by an untrained net. Is there a probability for every step?'
"""  # END TEST CONFIG


def there_is_a_probability_for_every_step(build_tagger):
    x = 3 * rng.normal(size=(5, 6, 3)).astype(np.float32)
    for both_ways in (True, False):
        model = build_tagger(6, 3, 4, both_ways=both_ways)
        (tags,) = unpack(np.asarray(model(x)), "tags", (5, 6, 1))
        assert np.all((tags > 0) & (tags < 1)), (
            f"With both_ways={both_ways} some tags were not strictly between 0 and 1. Which curve "
            "makes a probability of one single number?"
        )
        assert np.ptp(tags) > 0, (
            f"With both_ways={both_ways} all tags were the same. Which curve says the same about "
            "everything if there is one number only?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The weights of the mini-case were counted. Are there exactly twice as many in two trains as in one?'
"""  # END TEST CONFIG


def two_trains_have_exactly_twice_the_weights_of_one(build_tagger):
    both, one = (build_tagger(6, 3, 4, both_ways=way).count_params() for way in (True, False))
    assert both == 265, (
        f"The net of the mini-case should have 265 weights and has {both}. How many trains are there, "
        "how many units does each have, and how many numbers does the neuron on top read?"
    )
    assert one == 133, (
        f"The causal twin of the mini-case should have 133 weights and has {one}. How many trains are "
        "left in it?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'Your tagger was trained for a moment on signs of three neighbours. Does it read both neighbours of every step?'
"""  # END TEST CONFIG


def reading_both_ways_finds_nearly_every_sign(build_tagger):
    x, y = neighbour_signs(1000, 10, rng)
    fresh, truth = neighbour_signs(2000, 10, rng)
    model = build_tagger(10, 1, 8)
    adam = {"class_name": "Adam", "config": {"learning_rate": 0.04}}
    model.compile(optimizer=adam, loss="binary_crossentropy")
    model.fit(x, y, epochs=10, batch_size=50, shuffle=False, verbose=0)
    (said,) = unpack(model.predict(fresh, batch_size=1000, verbose=0), "tags", (2000, 10, 1))
    right = np.mean((said > 0.5)[:, 1:-1] == (truth > 0.5)[:, 1:-1])
    assert right >= 0.95, (
        "After a short training on signs of three neighbours your tagger was not right in 95 % of "
        "fresh steps. Does the neuron on top get a card from both trains at every step?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'The causal twin was trained in the same way. Is it where a causal reader can be: near its ceiling, and not above?'
"""  # END TEST CONFIG


def the_causal_twin_stays_below_its_ceiling(build_tagger):
    x, y = neighbour_signs(1000, 10, rng)
    fresh, truth = neighbour_signs(3000, 10, rng)
    model = build_tagger(10, 1, 8, both_ways=False)
    adam = {"class_name": "Adam", "config": {"learning_rate": 0.04}}
    model.compile(optimizer=adam, loss="binary_crossentropy")
    model.fit(x, y, epochs=8, batch_size=50, shuffle=False, verbose=0)
    (said,) = unpack(model.predict(fresh, batch_size=1000, verbose=0), "tags", (3000, 10, 1))
    right = np.mean((said > 0.5)[:, 1:-1] == (truth > 0.5)[:, 1:-1])
    assert right <= 0.82, (
        "Your causal twin did better than any causal reader can. That is no triumph but a leak: "
        "through which layer does a later step reach an earlier tag?"
    )
    assert right >= 0.76, (
        "Your causal twin stayed far below what a causal reader can do. Does it hand over its "
        "hidden state at every step?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'The last steps of a sequence were changed, in nets of other sizes. Whose earlier tags may move?'
"""  # END TEST CONFIG


def only_two_trains_hear_the_future(build_tagger):
    for T, D, H in ((5, 2, 3), (9, 4, 6)):
        x = rng.normal(size=(3, T, D)).astype(np.float32)
        other = x.copy()
        other[:, 3:] = rng.normal(size=(3, T - 3, D))
        for both_ways in (True, False):
            model = build_tagger(T, D, H, both_ways=both_ways)
            assert model.input_shape[1] in (T, None), (
                "A tagger says of itself that it reads sequences of another length than it was "
                "built for. Does a size stand in your code as a number?"
            )
            said, changed = (
                unpack(np.asarray(model(strip)), "tags", (3, T, 1))[0] for strip in (x, other)
            )
            moved = np.abs(changed - said)[:, :3].max() > 1e-6
            assert moved or not both_ways, (
                "In an untrained tagger the future was changed and the tags before it did not move. "
                "Where is the second train?"
            )
            assert both_ways or not moved, (
                "In an untrained causal twin the future was changed and tags before it moved. "
                "Through which layer did they hear of it?"
            )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Train both of yours (about ten seconds). The score counts the inner steps only, since the two ends have a neighbour less.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    x, y = course_lib.neighbour_signs(1000, 10, seed=0)
    fresh, truth = course_lib.neighbour_signs(3000, 10, seed=1)
    scores = {"a coin": 0.5}
    for name, both_ways in (("left to right", False), ("both ways", True)):
        keras.utils.set_random_seed(6)
        tagger = build_tagger(10, 1, 8, both_ways=both_ways)
        tagger.compile(keras.optimizers.Adam(0.04), "binary_crossentropy")
        tagger.fit(x, y, epochs=10, batch_size=50, verbose=0)
        hits = (tagger.predict(fresh, verbose=0) > 0.5) == (truth > 0.5)
        scores[name] = float(hits[:, 1:-1].mean())
    course_lib.draw_accuracies(
        scores,
        ceiling=0.5 + np.arctan(np.sqrt(2)) / np.pi,
        ceiling_name="causal ceiling",
        title="My taggers: the sign of three neighbours",
    ).show()

# %% [markdown]
# ### And now for real: doughnuts
#
# Thirteen people wrote the digits that come with scikit-learn: 1797 of them, eight by eight pixels each. We
# lay three side by side and read the strip column by column, eight pixels at a time, as an eye would that looks through
# a slit. The question at each column: **does the digit that you are in have a hole**, like a doughnut? (0, 6 and
# 9 have one, 8 has even two.) At the first column of a digit there is hardly a speck of ink in sight.
#
# Training takes about fifteen seconds; the test strips are made of the last 597 digits, which the nets have never seen.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    x, y = course_lib.doughnut_strips(1500, seed=0)
    fresh, truth = course_lib.doughnut_strips(1000, training=False, seed=1)
    readers, by_column = {}, {}
    for name, both_ways in (("left to right", False), ("both ways", True)):
        keras.utils.set_random_seed(6)
        reader = build_tagger(24, 8, 16, both_ways=both_ways)
        reader.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
        reader.fit(x, y, epochs=8, batch_size=50, verbose=0)
        readers[name] = reader.predict(fresh, verbose=0)
        wrong = (readers[name] > 0.5) != (truth > 0.5)
        by_column[name] = wrong.reshape(-1, 8).mean(axis=0)
    course_lib.draw_tagged_strip(
        fresh[4],
        {"truth": truth[4], **{name: said[4] for name, said in readers.items()}},
        title="Which columns belong to a doughnut?",
    ).show()
    course_lib.draw_lines(
        np.arange(1, 9),
        by_column,
        labels=("column of the digit", "share of wrong tags"),
        title="How soon do they know?",
    ).show()

# %% [markdown]
# The reader with one train guesses at the first two columns (six digits in ten have no hole, so saying *no* is right that often),
# makes up its mind as the pen moves on, and knows as much as the other one when the digit is complete. The reader with
# two trains knows at every column. Nobody is smarter here. One of them has simply *seen the end*.

# %% [markdown]
# ## Part 6. The lie detector
#
# The ceiling told us when a score was too good to be true. Usually there is no known ceiling. But there is something better: a
# direct test that works on **any** function that turns a sequence into a sequence: a net, somebody's preprocessing, a black box
# that you may only call. Change the future, and see whether the past moves.

# %% tags=["otter_ignore"]
course_lib.draw_both_ways("probe")

# %% [markdown]
# It takes a little care to be hard to fool:
#
# - A function may look at the future so that *one* particular change makes no difference to it (a mean does not care about the
#   order, a square does not care about the sign). Dice are better than any clever change, and **30 futures** are better than one.
# - Some only look when something unusual happens: a scaler that divides by the largest value ever seen notices nothing until the future
#   is *louder* than the past. So let about half of the futures be about as loud as `x`, and half of them ten times as loud.
# - Computers round. A sum in another order may differ in the fifteenth digit, and that is no leak. **Less than a millionth
#   is rounding**; everything else is a leak, however small.

# %% [raw]
# # BEGIN QUESTION
# name: q6
# points: 3

# %% [markdown]
# ### Question 6: Does it look ahead?
#
# Write `is_causal`. It calls the black box `f` on `x` and on copies of `x` with another future, at least 30 of them, half of them
# loud, and looks at the outputs up to and with step `t0`. All the dice come from `rng`, so that whoever brings
# the same dice gets the same verdict.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which steps of a copy do you replace, from which one on? Is the present, step `t0`, still known? And which outputs may
# depend on it?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Let the first answer be $f(x)$. For each try, replace `x[:, t0 + 1:]` in a fresh copy by normal numbers times a loudness:
# the largest entry of `abs(x)` plus 1 (else a silent `x` would have silent futures), or ten times that. If any output in
# steps $0 \dots t_0$ differs by more than a millionth from the first answer, the verdict is `False`, at once. If all tries
# pass, it is `True`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Let $x = 1, 2, 3, 4$ and $t_0 = 1$. A copy is $1, 2, -0.3, 7.1$. The running sum says $1, 3, 6, 10$ and then
# $1, 3, 2.7, 9.8$: the first two agree, and will for every future. The function that turns time around says
# $4, 3, 2, 1$ and then $7.1, -0.3, 2, 1$: caught.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def is_causal(f, x, t0, rng):
    """Says whether a function keeps its eyes off the future, as far as 30 throws of dice can tell.

    Args:
        f: the function in question: takes a sequence (N, T, D), gives one (N, T, K).
        x: a sequence to try it on, (N, T, D), float64. It is left alone.
        t0: now, from 0 to T - 1: later steps are the future.
        rng: the dice, a NumPy generator.

    Returns:
        True if no change of the future moved an output up to t0, False otherwise.
    """
    # BEGIN SOLUTION
    settled = np.array(f(x))[:, : t0 + 1]
    loudness = np.abs(x).max() + 1
    for attempt in range(30):
        other = x.copy()
        dice = rng.normal(size=other[:, t0 + 1 :].shape)
        other[:, t0 + 1 :] = loudness * dice * (10 if attempt % 2 else 1)
        if not np.allclose(f(other)[:, : t0 + 1], settled, rtol=0, atol=1e-6):
            return False
    return True
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The two functions of the mini-case were put to your detector. Whom does it believe?'
"""  # END TEST CONFIG


def a_running_sum_passes_and_a_reversal_is_caught(is_causal):
    def running(x):
        return np.cumsum(x, axis=1)

    def turning(x):
        return np.flip(x, 1)

    x = np.array([1.0, 2.0, 3.0, 4.0])[None, :, None]
    verdicts = {f.__name__: is_causal(f, x, 1, rng) for f in (running, turning)}
    for name, verdict in verdicts.items():
        assert verdict is True or verdict is False, (
            f"The verdict should be True or False, and for {name} it is {verdict!r}. What is returned?"
        )
    assert verdicts["running"], (
        "A running sum reads the past and the present, and your detector calls it a liar. Do you leave "
        "step t0 as it is, and compare no later outputs than its own?"
    )
    assert not verdicts["turning"], (
        "A function that turns time around got through. Which inputs do you change, and which outputs "
        "do you compare?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'Your own layers were put to your detector: one train, and two. Which of them hears the future?'
"""  # END TEST CONFIG


def one_train_passes_and_two_trains_are_caught(is_causal, lstm_layer, bilstm_forward):
    N, T, D, H = 2, 6, 3, 2
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )

    def one_train(x):
        return lstm_layer(x, np.zeros((N, H)), np.zeros((N, H)), *fwd)[0]

    def two_trains(x):
        return bilstm_forward(x, fwd, bwd)

    for t0 in (0, 3):
        assert is_causal(one_train, x, t0, rng), (
            f"With t0 = {t0} your own lstm_layer was called a liar. It reads from left to right: did "
            "you change something that it has already read?"
        )
        assert not is_causal(two_trains, x, t0, rng), (
            f"With t0 = {t0} your own bidirectional layer got through. Did the future change at all?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Functions that keep their eyes off the future were put to your detector. Whom does it accuse, and why?'
"""  # END TEST CONFIG


def the_innocent_pass(is_causal):
    T = 12
    triangle = np.tril(rng.normal(size=(T, T)))
    fading = 0.7 ** np.arange(T)

    def by_matrix(x):
        return np.einsum("ts,nsd->ntd", triangle, x)

    def by_fourier(x):
        spectrum = np.fft.rfft(x, 2 * T, axis=1) * np.fft.rfft(fading, 2 * T)[None, :, None]
        return np.fft.irfft(spectrum, 2 * T, axis=1)[:, :T]

    def time_left(x):
        return np.cumsum(x, axis=1)[:, :, :1] / (x.shape[1] - np.arange(x.shape[1]))[:, None]

    def largest_so_far(x):
        return np.maximum.accumulate(x, axis=1)

    def yesterday(x):
        return np.pad(x, ((0, 0), (1, 0), (0, 0)))[:, :-1]

    def deaf(x):
        return np.zeros_like(x)

    verdicts = [
        is_causal(f, rng.normal(size=(2, T, 3)), t0, rng)
        for f in (by_matrix, by_fourier, time_left, largest_so_far, yesterday, deaf)
        for t0 in (4, T - 1)
    ]
    assert all(verdict is True for verdict in verdicts), (
        "A function that never looks ahead was accused. Do you change the future only, keep its "
        "length, compare the past only, and allow for rounding?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Functions that look ahead, each in its own way, were put to your detector. Who gets away?'
"""  # END TEST CONFIG


def whoever_looks_ahead_is_caught(is_causal):
    def tomorrow(x):
        return np.roll(x, -1, axis=1)

    def the_end_of_the_film(x):
        return np.concatenate([x[:, -1:], x[:, 1:]], axis=1)

    def centred(x):
        return x - x.mean(axis=1, keepdims=True)

    def energy(x):
        return x + np.square(x).sum(axis=1, keepdims=True)

    def scaled_by_the_largest(x):
        return x / np.abs(x).max()

    def whisper(x):
        return x + 1e-3 * np.flip(x, 1)

    x = rng.normal(size=(2, 9, 2))
    silent, shouted = x.copy(), x.copy()
    silent[:, 4:] = 0.0
    shouted[:, 0] = 50.0
    verdicts = [
        is_causal(f, strip, t0, rng)
        for f, strip, t0 in (
            (tomorrow, x, 3),
            (tomorrow, silent, 3),
            (the_end_of_the_film, x, 5),
            (centred, x, 3),
            (centred, silent, 3),
            (energy, x, 0),
            (scaled_by_the_largest, shouted, 4),
            (whisper, x, 5),
            (tomorrow, np.zeros((1, 6, 2)), 2),
            (tomorrow, np.repeat([1.0, 0.0], 3).reshape(1, 6, 1), 2),
        )
    ]
    assert all(verdict is False for verdict in verdicts), (
        "A function that looks ahead got away. Some look at the next step, some at the last one, some "
        "at a sum, a square or the loudest value, some only whisper. Which change or comparison of "
        "yours is blind to it?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'A function that peeks only now and then was put to your detector. Is one look a proof?'
"""  # END TEST CONFIG


def whoever_peeks_now_and_then_is_caught(is_causal):
    def now_and_then(x):
        ahead = np.roll(x, -1, axis=1)
        return (ahead[:, :, :1] > ahead[:, :, 1:]).astype(float)

    x = np.arange(14.0).reshape(1, 7, 2)
    verdicts = [is_causal(now_and_then, x, 3, rng) for _ in range(12)]
    assert all(verdict is False for verdict in verdicts), (
        "A function that gives itself away about every other time got through. How often do you throw "
        "the dice?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'What your detector asked was written down, twice with the same dice. What was changed, how often, how loudly, by whose dice?'
"""  # END TEST CONFIG


def the_questions_are_fair_and_follow_the_dice(is_causal):
    x = 3 * rng.normal(size=(2, 7, 2))
    before, t0, seed = x.copy(), 2, int(rng.integers(10**6))

    def questions(seed):
        asked = []

        def witness(strip):
            asked.append(np.array(strip))
            return np.cumsum(strip, axis=1)

        verdict = is_causal(witness, x, t0, np.random.default_rng(seed))
        assert verdict is True, "A running sum was accused. What did you change or compare?"
        return asked

    def centred(strip):
        return strip - strip.mean(axis=1, keepdims=True)

    def share_of_the_strip(strip):
        return np.cumsum(strip, axis=1) / strip.shape[1]

    quiet = np.where(np.arange(7)[:, None] > t0, 0.0, x)
    liar = is_causal(centred, quiet, t0, np.random.default_rng(seed))
    honest = is_causal(share_of_the_strip, x, t0, np.random.default_rng(seed))
    first, again, other = questions(seed), questions(seed), questions(seed + 1)
    assert np.array_equal(x, before), "After the call x had changed. Do you work on a copy?"
    assert honest and not liar, (
        "Before the questions were written down, one liar and one honest function were tried, and one "
        "verdict was wrong. Is the future really another one, and the strip as long as before?"
    )
    assert all(np.array_equal(strip[:, : t0 + 1], x[:, : t0 + 1]) for strip in first), (
        "In some question the past or the present was not that of x. Which step is the first to change?"
    )
    futures = [strip[:, t0 + 1 :] for strip in first if not np.array_equal(strip, x)]
    assert len({future.tobytes() for future in futures}) >= 30, (
        "Fewer than 30 different futures were tried. How often do you throw the dice?"
    )
    assert all(np.all(future != x[:, t0 + 1 :]) for future in futures), (
        "In some question a part of the future was that of x. Do all later steps and all inputs change?"
    )
    loud = [np.abs(future).max() > 6 * np.abs(x).max() for future in futures]
    tame = [0.2 * np.abs(x).max() < np.abs(future).max() for future in futures]
    assert all(tame) and 10 <= sum(loud) <= len(loud) - 10, (
        "About half of the futures should be about as loud as x and half ten times as loud. How loud are "
        "yours?"
    )
    same = len(first) == len(again) and all(map(np.array_equal, first, again))
    assert same and not all(map(np.array_equal, first, other)), (
        "The same dice should ask the same questions, and other dice other ones. Do all of your random "
        "numbers come from rng?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Now go hunting. Two of these are nets of yours; the others are lines of preprocessing that you will meet in the wild. Two of
# the liars look perfectly respectable.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    keras.utils.set_random_seed(6)
    two_trains, one_train = (build_tagger(10, 1, 4, both_ways=way) for way in (True, False))

    def average(x, back, ahead):
        windows = [x[:, max(0, t - back) : t + ahead + 1] for t in range(x.shape[1])]
        return np.stack([window.mean(axis=1) for window in windows], axis=1)

    suspects = {
        "average of the last 3": lambda x: average(x, 2, 0),
        "average of 3, centred": lambda x: average(x, 1, 1),
        "x divided by its largest value": lambda x: x / np.abs(x).max(),
        "x minus the mean of the series": lambda x: x - x.mean(axis=1, keepdims=True),
        "my tagger, both ways": lambda x: np.asarray(two_trains(x)),
        "my tagger, causal twin": lambda x: np.asarray(one_train(x)),
    }
    line = np.random.default_rng(6).normal(size=(1, 10, 1))
    for name, suspect in suspects.items():
        verdict = is_causal(suspect, line, 4, np.random.default_rng(0))
        words = {True: "causal", False: "LOOKS AHEAD"}[verdict]
        print(f"{name:32} {words}")

# %% [markdown]
# The two respectable ones hold no net and have never seen a tag. But a largest value, or a mean, *of the whole series*
# has tomorrow in it, and hands a little of it to every step of today. The repair is to take both from what was known
# by then. (The centred average at least looks like what it is.)
#
# ## Part 7. When is the second train legal?
#
# **Guess before you run (3).** Somebody wants to *forecast*: will the next number be above zero? The numbers are dice, so nobody
# can know: 50 %. They take your bidirectional tagger, label each step with the sign of the *next* number, train it, and score it on
# fresh strips it has never seen, fair and square. What will the score be? And what on the day it has to earn its money, when the strip ends
# at *now*?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    dice = np.random.default_rng(7).normal(size=(3000, 11, 1)).astype("float32")
    strips, next_is_up = dice[:, :-1], (dice[:, 1:] > 0).astype("float32")
    keras.utils.set_random_seed(7)
    oracle = build_tagger(10, 1, 8)
    oracle.compile(keras.optimizers.Adam(0.04), "binary_crossentropy")
    oracle.fit(strips[:1000], next_is_up[:1000], epochs=6, batch_size=50, verbose=0)
    archive, answers = strips[1000:], next_is_up[1000:, 4, 0] > 0.5
    live = archive.copy()
    live[:, 5:] = 0  # not yet happened
    course_lib.draw_accuracies(
        {
            name: float(np.mean((oracle.predict(x, verbose=0)[:, 4, 0] > 0.5) == answers))
            for name, x in (("on fresh archive strips", archive), ("live, strip ends now", live))
        },
        ceiling=0.5,
        ceiling_name="causal ceiling",
        floor=0.4,
        title="A bidirectional forecaster of pure dice",
    ).show()

# %% [markdown]
# Nearly perfect on strips it had never seen, and a coin when it counts (a hair above or below the line is luck: coins do
# that, too). Nothing is wrong with the split, the seed or the net. The backward train had simply *read the answer*: the next
# number was part of the strip. In an archive every tomorrow is already known, so no score on an archive can warn you. Only
# one question can: **is that value known when you must decide?**

# %% tags=["otter_ignore"]
course_lib.draw_both_ways("legal")

# %% [raw]
# # BEGIN QUESTION
# name: q7
# points: 2

# %% [markdown]
# ### Question 7: Legal or not?
#
# Six people would like to buy a bidirectional net from you. Write `legal_for`, which says whether each may have one. (This is a
# question of design, so think of the day on which the net has to answer, not of the archive it is trained on.)
#
# | task | what has to be decided |
# |---|---|
# | `'tag_words'` | a finished letter lies on the desk: say for each word whether it is a name |
# | `'forecast_sales'` | it is Monday evening: say how many ice creams will be sold on Tuesday. The archive of the last ten years is complete |
# | `'repair_record'` | an old record has a scratch: fill in the second that is lost, from what is to be heard around it |
# | `'stop_machine'` | a saw is running: switch it off within a tenth of a second if it sounds wrong |
# | `'subtitle_film'` | write subtitles, word by word in time, for a film that was finished last year |
# | `'next_letter'` | while you type, suggest the letter that comes next |
#
# <details><summary>Hint 1: a nudge</summary>
#
# Whether it is sound, text or sales does not matter, nor whether there is a clock in it. Who is waiting, and what do they
# have on their desk when they have to decide?
# </details>
# <details><summary>Hint 2: the rule</summary>
#
# Legal if every step that the backward train reads already exists at the moment of the decision. Illegal if a single
# one of them does not.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# A finished letter is finished: the word after the name is there, so read it. Tuesday's sales are not there on Monday evening,
# however long the archive.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def legal_for(task):
    """Says whether a net that reads in both directions may be used for a task.

    Args:
        task: one of 'tag_words', 'forecast_sales', 'repair_record', 'stop_machine',
            'subtitle_film', 'next_letter'.

    Returns:
        True if everything that it would read is known when the decision is made, False otherwise.
    """
    # BEGIN SOLUTION
    return task in "tag_words repair_record subtitle_film".split()
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.25
failure_message: 'All six tasks were asked about. Is there a clear yes or no for each?'
"""  # END TEST CONFIG


def there_is_a_yes_or_no_for_each(legal_for):
    for task in (
        "tag_words",
        "forecast_sales",
        "repair_record",
        "stop_machine",
        "subtitle_film",
        "next_letter",
    ):
        answer = legal_for(task)
        assert answer is True or answer is False, (
            f"For {task!r} the answer is {answer!r}. Is that a yes or a no?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The two tasks of the mini-case were asked about. Which of them has its future on the desk?'
"""  # END TEST CONFIG


def tagging_a_letter_is_legal_and_forecasting_is_not(legal_for):
    assert legal_for("tag_words"), (
        "Tagging a finished letter was forbidden. Is the word after the name not already there?"
    )
    assert not legal_for("forecast_sales"), (
        "Forecasting was allowed. Is that value known when you must decide?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Tasks in which everything lies on the desk were asked about. Does it matter that they have a clock in them?'
"""  # END TEST CONFIG


def whatever_is_finished_may_be_read_from_both_ends(legal_for):
    answers = [legal_for(task) for task in ("tag_words", "repair_record", "subtitle_film")]
    assert all(answer in (True, False) for answer in answers), (
        "A law says True or False. What does yours say?"
    )
    assert all(answers), (
        "A task was forbidden although everything that could be read already exists. Who has to wait "
        "for what?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Tasks in which somebody must decide now were asked about. Which of the later steps exist at that moment?'
"""  # END TEST CONFIG


def whoever_must_decide_now_may_not_read_ahead(legal_for):
    answers = [legal_for(task) for task in ("forecast_sales", "stop_machine", "next_letter")]
    # Who forbids everything, or is silent, has not decided anything.
    assert legal_for("tag_words"), "Everything was forbidden. What about a letter that is finished?"
    assert not any(answers), (
        "A task was allowed although what the backward train would read has not happened yet. Is that "
        "value known when you must decide?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your price list, as it hangs in the shop window:

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    for task in (
        "tag_words",
        "forecast_sales",
        "repair_record",
        "stop_machine",
        "subtitle_film",
        "next_letter",
    ):
        answer = {True: "two trains", False: "one train only"}[legal_for(task)]
        print(f"{task.replace('_', ' '):16} {answer}")

# %% [markdown]
# **A question to talk about (not graded).** Live subtitles on television appear two seconds late. Does that make a second
# train legal? How far may it travel? What does a delay buy, and what does it cost?
#
# *Your thoughts (double-click here and write):*

# %% [markdown]
# ## Recap in five lines
#
# 1. A backward LSTM is an ordinary one on a turned strip; its answers have to be turned back, and padding stays at the end.
# 2. Two trains have twice the weights, start from zeros, never talk, and lie side by side: forward half first.
# 3. The summary of a strip is each train's *last* card: right end for one, left end for the other, never `seq[:, -1]`.
# 4. A causal reader of three-neighbour signs cannot exceed 80.4 %; whoever does has found a leak, not a genius.
# 5. Change the future and watch the past: `is_causal` works on anything. Legal is what is known when you must decide.
#
# ## If you want more (not graded)
#
# **The late train.** Is a second train needed at all for three-neighbour signs? Shift the tags: let the causal twin say at step
# $t$ the tag of step $t - 1$, so that it may see one more number before it answers. Train it, score it, and put its bar beside the
# others. What does one step of delay buy? And for the doughnuts: how many columns of delay until one train is as good as two?
