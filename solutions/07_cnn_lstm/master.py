# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "CNN-LSTM"
#     minutes: 80
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: cnn_lstm

# %% [markdown]
# # CNN-LSTM
#
# **What you will have built.** A convolution over time in plain NumPy, with the three paddings of
# Keras, and a max pooling; married to an LSTM they agree with Keras to the last digit that `float32`
# can hold. A net with fewer weights than this notebook has words, which hears in the fog which of two
# cars hooted first. And a *probe* that finds out whether a net listens to the order of things, or only
# pretends to.
#
# **Time.** About 80 minutes. A good place to pause is after question 4.
#
# **You need.** The LSTM layer that you wrote in assignment 03, and NumPy arrays with three axes. It helps
# to have put a few Keras layers in a row before, for question 6. No calculus. You need not have met a CNN:
# it is made here, from a ruler.

# %%
import course_lib
import numpy as np

# %% [markdown]
# ## The whole thing first
#
# The finish of a rally, in thick fog. Two cars come home one shortly after the other, and nobody sees a
# thing. But each of them hoots once as it crosses the line: the old van has a **low** hoot, the little
# sports car a **high** one. There is a microphone. It is not a good microphone.
#
# **Guess before you run (1).** Here are four recordings, 96 steps each. Somewhere in each there is one low
# hoot and one high hoot. Which came first? Write down four words, *low* or *high*, before you go on.

# %% tags=["otter_ignore"]
four = course_lib.record_hoots(4, seed=66)
course_lib.draw_recordings(four.x, title="Who hooted first?")

# %% [markdown]
# And now the truth:

# %% tags=["otter_ignore"]
course_lib.draw_recordings(four.x, where=four.where, title="Low swings slowly, high swings fast")

# %% [markdown]
# All four? Then you can hear with your eyes. What did you do? You hardly went through 96 numbers one by
# one. You looked for two little **shapes**, wherever they were, and then you asked about their **order**. A CNN-LSTM divides the work in the same way:
#
# - the **CNN** (convolutional neural network) translates the one long sequence into another one: shorter, and
#   with a row for each shape that it knows, which says how much of it there is at every place;
# - the **LSTM** reads that other sequence and keeps the order in mind.
#
# Neither can do it alone, and that is on purpose. Both cars always hoot, equally loudly, at random times. A
# linear model on the 96 numbers is right in 53 % of recordings. One that knows how much of every pitch
# there is, but not when, is right in 50 %: both hoots are always there, so there is nothing to know. And one that
# is told the two shapes beforehand, and looks for the best place of each, is right in 99.7 %. (Measured
# over ten seeds, 2000 recordings each.) So much is in there, and nothing else will get it out.
#
# Below is where we are going: the sound runs past, the feature rows fill, and the opinion swings. Here it is an
# ideal listener's. At the end of the notebook it will be that of your net.

# %% tags=["otter_ignore"]
demo = course_lib.record_hoots(1, seed=31)
shapes = course_lib.hoot_shapes()
places = np.lib.stride_tricks.sliding_window_view(demo.x[0, :, 0], 16)
loud = np.stack([np.abs(places @ shapes[name]) for name in ("low", "high")], axis=1)
loud = loud[:80].reshape(10, 8, 2).max(axis=1)
seen = np.argmax(loud > 4.5, axis=0)
belief = np.full(10, 0.5)
belief[min(seen) :] = 0.95 if seen[0] < seen[1] else 0.05
course_lib.animate_listening(
    demo.x[0], loud, belief, ready=23 + 8 * np.arange(10), where=demo.where[0]
)

# %% [markdown]
# ### The letters
#
# | letter | what it is | shape |
# |---|---|---|
# | $N$, $T$, $D$ | recordings, time steps, channels of the input | numbers |
# | $k$, $F$ | how many steps a ruler is long, how many rulers there are | numbers |
# | $s$ | the stride: how many steps a ruler moves on at a time | number |
# | `x` | the inputs, time on axis 1 | `(N, T, D)` |
# | `w`, `b` | the weights of all rulers, and one bias for each | `(k, D, F)`, `(F,)` |
# | $T'$, $T''$ | steps that are left after the rulers, and after pooling | numbers |
# | $H$, `h`, `c` | units of the LSTM, its two states | `(N, H)` |
# | $K$ (a size) | how many yes-or-no questions a net answers | number |
#
# Beside $U$ and $b$, in the equation of the LSTM, $K$ is a weight, as it was in 03.
#
# Everything that you write in NumPy is `float64`. Keras has `float32`.

# %% [markdown]
# ## Part 1. A ruler that slides
#
# Take a short strip of numbers, the **ruler** (everybody else says *filter* or *kernel*). Lay it on the first
# few steps of the series. Multiply what lies on top of each other, add everything up, add a bias: that is one
# number of the output. Move the ruler on by one **stride** (one step, or two, or as many as you choose) and do
# it again, with the same weights. That is all a convolution is.

# %% tags=["otter_ignore"]
course_lib.draw_convolution_equation("slide")

# %% [markdown]
# With $D$ channels the ruler covers all of them at once, and with $F$ rulers there are $F$ outputs at every place:
#
# $$\text{out}_{n,t,f} = b_f + \sum_{j=0}^{k-1}\sum_{d} x_{n,\;t\cdot\text{stride}+j,\;d}\;\, w_{j,d,f}$$
#
# Note what does *not* happen: the ruler is not turned around. Mathematicians, when they say convolution,
# flip it first; neural nets never do, and kept the name.
#
# What about the edges? A ruler of length $k$ cannot stand on the last step without hanging over. There are three
# customs, and the third is the reason for half of this notebook:

# %% tags=["otter_ignore"]
course_lib.draw_convolution_equation("padding")

# %% [markdown]
# - `'valid'`: no zeros. The ruler stays inside.
# - `'same'`: zeros on both sides, so that with stride 1 there are as many outputs as inputs. If their number is odd,
#   the extra zero goes to the **right**.
# - `'causal'`: $k-1$ zeros in front, none behind. No output ever sees a later input.

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 4

# %% [markdown]
# ### Question 1: Slide the ruler
#
# Write `pad_time`, which puts the zeros where they belong, and then `conv1d`.
#
# How many zeros does `'same'` need when the stride is not 1? Just so many that there are $\lceil T/\text{stride}\rceil$ places
# for the ruler: count how far the last of them reaches, and fill up what is missing.
#
# <details><summary>Hint 1: a nudge</summary>
#
# First zeros, then sliding: `conv1d` need not know about paddings once `pad_time` has done its work. A piece
# `padded[:, t : t + k]` is `(N, k, D)`, one ruler is `(k, D)`. Which two axes vanish when they are multiplied and added up?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# For `'same'`: with $P = \lceil T/s \rceil$ places the last ruler ends at $(P-1)\,s + k$, so
# $\max\big((P-1)\,s + k - T,\; 0\big)$ zeros are missing. Half of them, rounded down, go in front, the others behind. `np.pad` adds
# them. For the sum over two axes at once there is `np.tensordot(piece, w, axes=2)`, or `np.einsum`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# $x = [0, 0, 1, 3, 3, 3, 0, 0]$ and the ruler $[-1, 0, 1]$, no bias, `'valid'`: the ruler says by how much the
# series has grown in two steps, $[1, 3, 2, 0, -3, -3]$. With stride 2 it is $[1, 2, -3]$. With `'causal'` two numbers join in front:
# $[0, 0, 1, 3, 2, 0, -3, -3]$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def pad_time(x, k, stride, padding):
    """Adds the zeros that a padding asks for, before and after the series.

    Args:
        x: inputs, (N, T, D), float64.
        k: length of the ruler.
        stride: how far the ruler moves from place to place.
        padding: 'valid', 'same' or 'causal'.

    Returns:
        The series with its zeros, (N, T + zeros, D), float64.
    """
    # BEGIN SOLUTION
    if padding == "valid":
        return x
    if padding == "causal":
        left, right = k - 1, 0
    else:
        places = -(-x.shape[1] // stride)
        missing = max((places - 1) * stride + k - x.shape[1], 0)
        left = missing // 2
        right = missing - left
    return np.pad(x, ((0, 0), (left, right), (0, 0)))
    # END SOLUTION


def conv1d(x, w, b, stride=1, padding="valid"):
    """Slides F rulers over a series.

    Args:
        x: inputs, (N, T, D), float64, time on axis 1.
        w: the rulers, (k, D, F), float64.
        b: one bias for each ruler, (F,), float64.
        stride: how far the rulers move from place to place.
        padding: 'valid', 'same' or 'causal'.

    Returns:
        What the rulers say at each place, (N, T', F), float64.
    """
    # BEGIN SOLUTION
    k = w.shape[0]
    padded = pad_time(x, k, stride, padding)
    places = range(0, padded.shape[1] - k + 1, stride)
    said = [np.tensordot(padded[:, t : t + k], w, axes=2) + b for t in places]
    return np.stack(said, axis=1)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The ruler of hint 3 was laid on the series of hint 3. Is the output how much it grew in two steps?'
"""  # END TEST CONFIG


def the_edge_ruler_finds_the_edges(conv1d):
    x = np.array([0.0, 0, 1, 3, 3, 3, 0, 0])[None, :, None]
    w = np.array([-1.0, 0, 1])[:, None, None]
    (every,) = unpack(conv1d(x, w, np.zeros(1)), "out", (1, 6, 1))
    result = compare(every[0, :, 0], np.array([1.0, 3, 2, 0, -3, -3]), name="out in the mini-case")
    assert result, f"{result} Which three inputs lie under the ruler at the first place?"
    (second,) = unpack(conv1d(x, w, np.ones(1), 2), "out", (1, 3, 1))
    result = compare(second[0, :, 0], np.array([2.0, 3, -2]), name="out with stride 2 and bias 1")
    assert result, f"{result} How far does the ruler move, and how often is the bias added?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Three recordings, two channels, four rulers. Does each padding leave as many steps as it should?'
"""  # END TEST CONFIG


def each_padding_leaves_its_number_of_steps(conv1d):
    x, w, b = rng.normal(size=(3, 8, 2)), rng.normal(size=(3, 2, 4)), rng.normal(size=4)
    for padding, steps in (("valid", 6), ("same", 8), ("causal", 8)):
        (out,) = unpack(conv1d(x, w, b, 1, padding), "out", (3, steps, 4))
        assert np.all(np.isfinite(out)), f"With {padding!r} some output is not a number. Which?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The end of a series was changed. Did causal outputs that come before it move?'
"""  # END TEST CONFIG


def a_causal_ruler_never_reads_ahead(conv1d):
    x, w, b = rng.normal(size=(2, 9, 1)), rng.normal(size=(4, 1, 2)), rng.normal(size=2)
    ending = np.concatenate([x[:, :6], 5 + rng.normal(size=(2, 3, 1))], axis=1)
    first, second = (
        unpack(conv1d(series, w, b, 1, "causal"), "out", (2, 9, 2))[0] for series in (x, ending)
    )
    moved = np.abs(first - second).max(axis=(0, 2)) > 1e-9
    assert not moved[:6].any(), (
        "Only the inputs from step 6 on were changed, and an earlier output moved. On which side do "
        "the zeros of a causal padding stand?"
    )
    assert moved[6:].all(), (
        "The last inputs were changed, and some of the last outputs did not move."
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'A Keras layer got the same rulers, and disagrees. At which padding or stride would you look first?'
"""  # END TEST CONFIG


def the_ruler_agrees_with_the_keras_layer(conv1d):
    for padding in ("valid", "same", "causal"):
        for N, T, D, F, k, stride in (
            (3, 11, 2, 4, 3, 1),
            (1, 10, 3, 2, 4, 2),
            (2, 13, 4, 1, 5, 3),
        ):
            x, w, b = (
                rng.normal(size=size).astype(np.float32) for size in ((N, T, D), (k, D, F), (F,))
            )
            layer = keras.layers.Conv1D(F, k, strides=stride, padding=padding)
            layer.build((N, T, D))
            layer.set_weights([w, b])
            theirs = np.asarray(layer(x))
            wide = [array.astype(np.float64) for array in (x, w, b)]
            (mine,) = unpack(conv1d(*wide, stride, padding), "out", theirs.shape)
            assert np.allclose(mine, theirs, rtol=1e-4, atol=1e-4), (
                "With the weights of a Keras layer your rulers say something else than Keras's. Are "
                "all channels added up, is the ruler the right way round, and where do zeros stand?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The zeros were counted, on each side, for even rulers and for strides of 2, 3 and more. Where does the odd one go?'
"""  # END TEST CONFIG


def the_zeros_stand_where_they_belong(pad_time):
    same = (
        (8, 3, 1, 1, 1),
        (8, 4, 1, 1, 2),
        (8, 3, 2, 0, 1),
        (7, 3, 2, 1, 1),
        (8, 5, 3, 1, 2),
        (7, 6, 2, 2, 3),
        (8, 1, 2, 0, 0),
        (9, 2, 4, 0, 1),
        (10, 2, 5, 0, 0),
    )
    causal = tuple((T, k, stride, k - 1, 0) for T, k, stride in ((8, 3, 1), (9, 4, 2), (5, 1, 1)))
    valid = ((8, 3, 1, 0, 0), (9, 4, 2, 0, 0))
    for padding, cases in (("same", same), ("causal", causal), ("valid", valid)):
        for T, k, stride, left, right in cases:
            x = 3 + rng.uniform(size=(2, T, 3))
            before = x.copy()
            size = (2, left + T + right, 3)
            (padded,) = unpack(pad_time(x, k, stride, padding), "padded", size)
            assert np.array_equal(padded[:, left : left + T], before), (
                "The series was not found where it should be between its zeros. With an odd number "
                "of zeros, which side gets one more? And what does a stride change?"
            )
            assert not padded[:, :left].any() and not padded[:, left + T :].any(), (
                "What was added at the ends was not zero. Did you repeat the edge?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Rulers with a single weight were tried. Does each read its own channel, at its own place, into its own output?'
"""  # END TEST CONFIG


def a_single_weight_copies_a_single_channel(conv1d):
    x = rng.normal(size=(2, 9, 3))
    for tap, channel, ruler in ((0, 2, 1), (3, 0, 0), (1, 1, 3)):
        w = np.zeros((4, 3, 5))
        w[tap, channel, ruler] = 2.0
        b = rng.normal(size=5)
        (out,) = unpack(conv1d(x, w, b), "out", (2, 6, 5))
        expected = np.tile(b, (2, 6, 1))
        expected[:, :, ruler] += x[:, tap : tap + 6, channel] * 2
        assert np.allclose(out, expected, rtol=0, atol=1e-10), (
            "One ruler had one single weight, so its output should be one channel, moved in time, "
            "and all others their bias. Which channel came out, at which place, and in which row?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A batch was put in another order, and the inputs were looked at afterwards. Is every recording treated alike?'
"""  # END TEST CONFIG


def recordings_are_independent_and_inputs_left_alone(conv1d):
    x, w, b = rng.normal(size=(5, 7, 2)), rng.normal(size=(7, 2, 3)), rng.normal(size=3)
    before = [array.copy() for array in (x, w, b)]
    order = rng.permutation(5)
    for padding, steps in (("valid", 1), ("same", 7), ("causal", 7)):
        (out,) = unpack(conv1d(x, w, b, 1, padding), "out", (5, steps, 3))
        (mixed,) = unpack(conv1d(x[order], w, b, 1, padding), "out", (5, steps, 3))
        (alone,) = unpack(conv1d(x[2:3], w, b, 1, padding), "out", (1, steps, 3))
        assert np.allclose(out[order], mixed, rtol=0, atol=1e-10), (
            "The recordings were put in another order, and the outputs did not follow. Does one "
            "recording look at another?"
        )
        assert np.allclose(out[2:3], alone, rtol=0, atol=1e-10), (
            "A recording alone came out otherwise than in a batch. Does one look at another?"
        )
    assert all(np.array_equal(a, kept) for a, kept in zip((x, w, b), before)), (
        "After the call an input was no longer what it had been. Which line writes into it?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your rulers at work on recording no. 1. One has a low hoot as its weights, the other a high one, and each of them swings
# most where its own hoot is. Since the zeros are all in front, it says so at the *last* step that it covers: look at the triangles, where
# the hoots end. The very same numbers slid over everything: a ruler need not know *where*.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    rulers = np.stack([shapes["low"], shapes["high"]], axis=1)[:, None, :]
    said = conv1d(four.x[:1], rulers, np.zeros(2), padding="causal")[0]
    course_lib.draw_strips(
        {"heard": four.x[0, :, 0], "low ruler": said[:, 0] / 4, "high ruler": said[:, 1] / 4},
        marks=np.isin(np.arange(96), four.where[0] + 15),
        title="My two rulers; triangles: where a hoot ends",
    ).show()

# %% [markdown]
# **A debugging question (not graded).** A friend has built a *live* commentator, a ruler that averages 16 steps and
# says how loud it is. On old recordings it is amazingly quick. At the rally it is a disaster. The whole
# program is one line, and it calls your function:
#
# ```python
# loud = conv1d(sound, np.full((16, 1, 1), 1 / 16), np.zeros(1), padding="same")
# ```
#
# Here is what it says about an engine that is silent, and from step 40 on hums; dotted, what an honest ruler of 16 says.
# What gives the friend away, and which word of the line would you change?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    hum = (np.arange(96.0) >= 40)[None, :, None]
    friend = conv1d(hum, np.full((16, 1, 1), 1 / 16), np.zeros(1), padding="same")[0, :, 0]
    honest = np.clip((np.arange(96) - 39) / 16, 0, 1)
    course_lib.draw_lines(
        np.arange(24, 70),
        {"the hum": hum[0, 24:70, 0], "the friend": friend[24:70], "honest": honest[24:70]},
        labels=("step", "how loud"),
        title="Live commentary on an engine that starts at step 40",
    ).show()

# %% [markdown]
# <details><summary>What we would say to the friend</summary>
#
# Your ruler hears something at step 32, and the engine starts at step 40. On a recording the future is in the same array, so nothing stops a
# ruler from reading it, and `padding='same'` centres every ruler: of 16 weights, eight lie on what has not happened yet. At the
# rally there is no array. Change `'same'` to `'causal'`; all scores will become worse, and true.
# </details>

# %% [markdown]
# ## Part 2. How long is the result?
#
# The most common error message in the life of a CNN is about a length. Two lines of arithmetic prevent it. Count the
# *places* on which the ruler can stand, then the groups that the pooling of part 3 makes of them.

# %% tags=["otter_ignore"]
course_lib.draw_convolution_equation("lengths")

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 2

# %% [markdown]
# ### Question 2: Count before you slide
#
# Write `out_len`: how many steps are left of $T$ after a convolution (ruler of length `k`, a stride, a padding) and
# a pooling with groups of `pool`. Groups do not overlap, and an incomplete one does not count. A `pool` of 1 pools nothing. You may
# assume that with `'valid'` the ruler fits in, $k \le T$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# The ruler starts at 0 and moves on by one stride at a time, as long as it fits in. Fence posts: how many jumps are there, and
# how many places? For `'same'` and `'causal'` the length of the ruler does not matter. What does?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With `'valid'` there are $T' = \lfloor (T-k)/s \rfloor + 1$ places, with the two others $T' = \lceil T/s \rceil$. After pooling,
# $T'' = \lfloor T'/\text{pool} \rfloor$. Whole numbers throughout: `//` rounds down.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# $T = 20$, $k = 4$, stride 2, `'valid'`: the ruler begins at 0, 2, 4, …, 16, which are 9 places. In groups of three, 3 are left. With
# `'same'` there are 10 places, and still 3 groups: one place is lost.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def out_len(T, k, stride, padding, pool):
    """How many steps a convolution and a pooling leave.

    Args:
        T: steps of the input.
        k: length of the ruler, in steps.
        stride: how far the ruler moves from place to place.
        padding: 'valid', 'same' or 'causal'.
        pool: size of the groups that pooling makes.

    Returns:
        The number of steps, an int.
    """
    # BEGIN SOLUTION
    if padding == "valid":
        places = (T - k) // stride + 1
    else:
        places = (T - 1) // stride + 1
    return places // pool
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 was counted. On which numbers does the ruler begin?'
"""  # END TEST CONFIG


def three_steps_are_left_in_the_mini_case(out_len):
    for padding, pool, left in (("valid", 3, 3), ("valid", 1, 9), ("same", 1, 10), ("same", 3, 3)):
        count = out_len(20, 4, 2, padding, pool)
        assert count is not None, "Nothing came back. Is a return missing?"
        assert count == left, (
            f"20 steps, a ruler of 4, stride 2, padding {padding!r}, pool {pool}: {left} steps are "
            f"left, and yours says {count}. Where does the ruler begin last?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'With stride 1 and no pooling, two of the three paddings keep the length. Do yours?'
"""  # END TEST CONFIG


def same_and_causal_keep_the_length(out_len):
    for T in (5, 8, 13):
        for padding in ("same", "causal"):
            count = out_len(T, 3, 1, padding, 1)
            assert count == T, f"With {padding!r} and stride 1 {T} steps became {count}. Why?"
    whole = out_len(7, 7, 1, "valid", 1)
    assert whole == 1, "A ruler exactly as long as the series has one place. How many has yours?"
    assert isinstance(whole, int), "A number of steps is a whole number. Which division gives one?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Nine convolutions of Keras were asked for their length. Which padding or stride do you count otherwise?'
"""  # END TEST CONFIG


def the_places_are_those_of_keras(out_len):
    for padding in ("valid", "same", "causal"):
        for low, k, stride in ((9, 3, 2), (14, 5, 3), (10, 4, 1), (6, 1, 4)):
            for T in range(low, low + 4):
                layer = keras.layers.Conv1D(2, k, strides=stride, padding=padding)
                places = layer.compute_output_shape((1, T, 1))[1]
                assert out_len(T, k, stride, padding, 1) == places, (
                    "Keras was asked how many places a ruler has, at several lengths, and counts "
                    "otherwise than you. For which paddings does the length of the ruler matter, and "
                    "what happens to a last step that is shorter than a stride?"
                )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A pooling of Keras followed. What happens to a group that is not full?'
"""  # END TEST CONFIG


def the_groups_are_those_of_keras(out_len):
    for padding in ("valid", "causal", "same"):
        for T, k, stride, pool in ((23, 4, 2, 3), (31, 5, 1, 4), (40, 7, 3, 2), (19, 2, 1, 5)):
            conv = keras.layers.Conv1D(2, k, strides=stride, padding=padding)
            group = keras.layers.MaxPooling1D(pool)
            left = group.compute_output_shape(conv.compute_output_shape((1, T, 1)))[1]
            assert out_len(T, k, stride, padding, pool) == left, (
                "A convolution and a pooling of Keras leave another number of steps. Which of the two "
                "comes first, and what becomes of a group that is not full?"
            )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# What is left of a series, counted by you. Look closely: whatever is shortened climbs in stairs, for half a place is no place. Of 96 steps
# the ruler leaves 41 and the pool ten. An LSTM that reads ten steps instead of 96 works about a tenth of the time, and what has to be
# remembered lies about ten times nearer.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q2"):
    lengths = np.arange(24, 121)
    course_lib.draw_lines(
        lengths,
        {
            "nothing": lengths,
            "stride 2": [out_len(int(T), 16, 2, "valid", 1) for T in lengths],
            "and pool 4": [out_len(int(T), 16, 2, "valid", 4) for T in lengths],
        },
        labels=("steps of the recording", "steps that the LSTM reads"),
        title="A ruler of 16, and what shortens the series",
    ).show()

# %% [markdown]
# ## Part 3. Only the loudest counts
#
# A ruler says at every place how much it likes what it sees. Whether it was most pleased at step 41 or 42 is of no
# importance to anybody. So we go through its answers in groups and keep from each group the **largest**. This is *max pooling*: it
# shortens the sequence and makes it deaf to small shifts.

# %% tags=["otter_ignore"]
course_lib.draw_convolution_equation("pool")

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 2

# %% [markdown]
# ### Question 3: Keep the largest
#
# Write `max_pool1d`. Each channel is pooled by itself, along time.
#
# <details><summary>Hint 1: a nudge</summary>
#
# If the time axis were two axes, *which group* and *where in the group*, what would be left to do? And how much of the series
# fits into whole groups?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $\text{out}_{n,t,d} = \max_{0 \le j < \text{size}} x_{n,\;t\cdot\text{size}+j,\;d}$ for $t = 0, \dots, \lfloor T/\text{size} \rfloor - 1$. What lies behind the
# last whole group is left out.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# The one of the picture: $[1, 4, 2, -3, -1, -2, 9, 0]$ in groups of three becomes $[4, -1]$. Neither 0 nor 9 appears.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def max_pool1d(x, size):
    """Keeps the largest of every group of neighbouring steps.

    Args:
        x: a sequence, (N, T, D), float64.
        size: how many steps make a group.

    Returns:
        The shorter sequence, (N, T // size, D), float64.
    """
    # BEGIN SOLUTION
    N, T, D = x.shape
    groups = T // size
    return x[:, : groups * size].reshape(N, groups, size, D).max(axis=2)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The eight numbers of the picture were pooled in threes. Which two are left?'
"""  # END TEST CONFIG


def four_and_minus_one_are_left(max_pool1d):
    x = np.array([1.0, 4, 2, -3, -1, -2, 9, 0])[None, :, None]
    (out,) = unpack(max_pool1d(x, 3), "out", (1, 2, 1))
    result = compare(out[0, :, 0], np.array([4.0, -1.0]), name="out in the mini-case")
    assert result, f"{result} What is the largest of -3, -1 and -2?"


# %%
""" # BEGIN TEST CONFIG
points: 0.25
failure_message: 'Groups of one were asked for. What does pooling change then?'
"""  # END TEST CONFIG


def groups_of_one_change_nothing(max_pool1d):
    x = rng.normal(size=(2, 5, 3))
    (out,) = unpack(max_pool1d(x, 1), "out", (2, 5, 3))
    assert np.array_equal(out, x), "With groups of one step something changed. What was it?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'A Keras layer pooled the same series, some all below zero, some with steps left over. What came out otherwise?'
"""  # END TEST CONFIG


def the_pool_is_that_of_keras(max_pool1d):
    for N, T, D, size in ((3, 12, 2, 4), (1, 11, 3, 2), (2, 10, 4, 3), (2, 5, 1, 5)):
        for lift in (0.0, -20.0):
            x = (rng.normal(size=(N, T, D)) + lift).astype(np.float32)
            theirs = np.asarray(keras.layers.MaxPooling1D(size)(x))
            (mine,) = unpack(max_pool1d(x.astype(np.float64), size), "out", theirs.shape)
            assert np.allclose(mine, theirs, rtol=1e-5, atol=1e-5), (
                "A Keras layer pooled the same numbers and kept others. Do you take the largest, "
                "along time, channel by channel, even where all are below zero?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'One large number was put into one channel of one recording. Where did it come out, and was your input still what it had been?'
"""  # END TEST CONFIG


def a_peak_stays_in_its_group_and_channel(max_pool1d):
    x = rng.uniform(-2, -1, size=(3, 14, 4))
    x[1, 7, 2] = 5.0
    x[2, 13, 0] = 9.0
    before = x.copy()
    (out,) = unpack(max_pool1d(x, 3), "out", (3, 4, 4))
    assert np.array_equal(np.argwhere(out > 0), [[1, 2, 2]]), (
        "One peak in a whole group should come out once, in its recording, group and channel, and a "
        "peak behind the last whole group not at all. Which axis is pooled?"
    )
    assert np.array_equal(x, before), (
        "After the call x had changed. Do you write into it, or into a view of it?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Ruler, then zero below zero (a ruler that dislikes what it sees should just keep quiet), then your pool. From 96 steps to ten, and the
# hoots are still there: one tall peak for each of them, in the right order.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q3"):
    said = np.clip(conv1d(four.x, rulers, np.zeros(2), stride=2), 0, None)
    short = max_pool1d(said, 4)
    course_lib.draw_lines(
        np.arange(10),
        {"low ruler": short[0, :, 0], "high ruler": short[0, :, 1]},
        labels=("step of the shorter sequence", "how much of it"),
        title="Recording no. 1, as the LSTM will read it",
    ).show()

# %% [markdown]
# ## Part 4. The marriage
#
# Rulers, silence below zero, pooling, and the LSTM reads what is left. Nothing new happens here, and that is the charm: four functions in a row,
# and the only art is to know the shape after each.

# %% tags=["otter_ignore"]
course_lib.draw_convolution_equation("compose")

# %% [markdown]
# Your LSTM layer from assignment 03 comes back. In case you would rather write it anew, with all four blocks of the weights side by side
# in the order **i, f, g, o**:
#
# $$z = x_t\,K + h_{t-1}\,U + b \qquad i, f, o = \sigma(\cdot) \quad g = \tanh(\cdot)$$
# $$c_t = f \odot c_{t-1} + i \odot g \qquad h_t = o \odot \tanh(c_t)$$

# %% tags=["otter_ignore"]
course_lib.draw_equation("step")

# %% [markdown]
# And a second function, for the friend of part 1: a **commentator**. It says something at *every* step, while the race is on. So it
# does not shorten anything (no pooling, stride 1), it has a state for each of the $T$ steps, and none of them may depend on an
# input that comes later. Which padding that needs is your decision.

# %% tags=["otter_ignore"]
course_lib.draw_convolution_equation("live")

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 4

# %% [markdown]
# ### Question 4: CNN, meet LSTM
#
# Write three functions. `lstm_layer` may be yours from assignment 03, as it is. `cnn_lstm_forward` goes the whole way
# and returns the last hidden state. `commentator` returns the hidden states of all steps. In both, what the rulers say below zero becomes zero,
# and the LSTM starts from zeros.
#
# The weights come in two dictionaries. `conv` holds `w` and `b`, and for `cnn_lstm_forward` also `stride` and `padding`. `lstm` holds
# `kernel`, `recurrent_kernel` and `bias`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# What is $D$ for the LSTM, seen from its kernel? What is $N$? And where can you read off $H$, to make the two states of zeros? For the commentator: look
# at the three rows of the padding picture, and cross out one that has too few outputs and one that knows too much.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $h = \mathrm{LSTM}\big(\mathrm{pool}(\max(0, \mathrm{conv}(x)))\big)$, of which the last state is returned. The commentator is
# $\mathrm{LSTM}\big(\max(0, \mathrm{conv}(x))\big)$, of which the whole sequence is.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# The series and the ruler of question 1, `'valid'`, say $[1, 3, 2, 0, -3, -3]$. Zero below zero: $[1, 3, 2, 0, 0, 0]$. Pool of 2: $[3, 2, 0]$. Take an LSTM with
# one unit, all weights zero but a candidate that copies its input (the kernel has a 1 in block $g$), and biases of 100 for $i$, $f$, $o$: a cell that
# adds up. Then $c = \tanh 3 + \tanh 2 + \tanh 0 \approx 1.959$ and $h = \tanh(c) \approx 0.961$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def lstm_layer(x, h0, c0, kernel, recurrent_kernel, bias):
    """Runs an LSTM over a sequence, as in assignment 03.

    Args:
        x: inputs, (N, T, D), float64.
        h0, c0: the two states before the first step, (N, H), float64.
        kernel, recurrent_kernel, bias: the weights, (D, 4H), (H, 4H), (4H,).

    Returns:
        A tuple (seq, h, c): all hidden states, (N, T, H), and the two states at the end, (N, H).
    """
    # BEGIN SOLUTION
    h, c = h0, c0
    seq = []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, g, o = np.split(z, 4, axis=1)
        i, f, o = (0.5 + 0.5 * np.tanh(0.5 * block) for block in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        seq.append(h)
    return np.stack(seq, axis=1), h, c
    # END SOLUTION


def cnn_lstm_forward(x, conv, lstm, pool):
    """Rulers, zero below zero, pooling, LSTM.

    Args:
        x: inputs, (N, T, D), float64.
        conv: a dict with w (k, D, F), b (F,), stride and padding.
        lstm: a dict with kernel (F, 4H), recurrent_kernel (H, 4H), bias (4H,).
        pool: size of the groups.

    Returns:
        The last hidden state, (N, H), float64.
    """
    # BEGIN SOLUTION
    features = np.maximum(conv1d(x, conv["w"], conv["b"], conv["stride"], conv["padding"]), 0)
    start = np.zeros((len(features), len(lstm["recurrent_kernel"])))
    shorter = max_pool1d(features, pool)
    return lstm_layer(shorter, start, start, **lstm)[1]
    # END SOLUTION


def commentator(x, conv, lstm):
    """Says something at every step, and knows nothing of what comes later.

    Args:
        x: inputs, (N, T, D), float64.
        conv: a dict with w (k, D, F) and b (F,).
        lstm: a dict with kernel (F, 4H), recurrent_kernel (H, 4H), bias (4H,).

    Returns:
        The hidden states of all steps, (N, T, H), float64.
    """
    # BEGIN SOLUTION
    features = np.maximum(conv1d(x, conv["w"], conv["b"], padding="causal"), 0)
    start = np.zeros((len(features), len(lstm["recurrent_kernel"])))
    return lstm_layer(features, start, start, **lstm)[0]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case of hint 3 went through all four stations. After which of them does yours part from the hint?'
"""  # END TEST CONFIG


def the_adding_cell_gives_the_mini_case(cnn_lstm_forward):
    x = np.array([0.0, 0, 1, 3, 3, 3, 0, 0])[None, :, None]
    w = np.array([-1.0, 0, 1])[:, None, None]
    conv = {"w": w, "b": np.zeros(1), "stride": 1, "padding": "valid"}
    lstm = {
        "kernel": np.array([[0.0, 0, 1, 0]]),
        "recurrent_kernel": np.zeros((1, 4)),
        "bias": np.array([100.0, 100, 0, 100]),
    }
    (h,) = unpack(cnn_lstm_forward(x, conv, lstm, 2), "h", (1, 1))
    gap = abs(h[0, 0] - np.tanh(np.tanh(3.0) + np.tanh(2.0)))
    assert gap < 1e-6, (
        f"The mini-case gives 0.961, and yours gives {h[0, 0]:.3f}. What do the three pooled numbers "
        "look like?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Three recordings, five units. Is one state of shape (N, H) returned, and nothing else?'
"""  # END TEST CONFIG


def one_last_state_comes_back(cnn_lstm_forward):
    sizes = {"kernel": (4, 20), "recurrent_kernel": (5, 20), "bias": (20,)}
    lstm = {name: 0.5 * rng.normal(size=size) for name, size in sizes.items()}
    conv = {"w": rng.normal(size=(3, 2, 4)), "b": rng.normal(size=4)}
    x = rng.normal(size=(3, 12, 2))
    settings = {"stride": 1, "padding": "same"}
    (h,) = unpack(cnn_lstm_forward(x, {**conv, **settings}, lstm, 3), "h", (3, 5))
    assert np.all(np.abs(h) < 1), "A hidden state was not between -1 and 1. What is returned?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The commentator was given twelve steps. Does it have a state for every one of them?'
"""  # END TEST CONFIG


def the_commentator_says_something_at_every_step(commentator):
    sizes = {"kernel": (4, 20), "recurrent_kernel": (5, 20), "bias": (20,)}
    lstm = {name: 0.5 * rng.normal(size=size) for name, size in sizes.items()}
    conv = {"w": rng.normal(size=(3, 2, 4)), "b": rng.normal(size=4)}
    x = rng.normal(size=(3, 12, 2))
    (seq,) = unpack(commentator(x, conv, lstm), "seq", (3, 12, 5))
    assert np.all(np.abs(seq) < 1), "A hidden state was not between -1 and 1. What is returned?"


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'The same layers of Keras were put in a row, with your weights, and disagree. Which station would you look at first?'
"""  # END TEST CONFIG


def the_whole_way_agrees_with_keras(cnn_lstm_forward):
    for N, T, D, F, H, k, stride, padding, pool in (
        (3, 15, 2, 4, 5, 3, 1, "valid", 4),
        (1, 17, 3, 2, 4, 4, 2, "same", 2),
        (2, 14, 1, 3, 2, 5, 1, "causal", 3),
    ):
        sizes = ((N, T, D), (k, D, F), (F,), (F, 4 * H), (H, 4 * H), (4 * H,))
        x, w, b, *cell = (0.7 * rng.normal(size=size).astype(np.float32) for size in sizes)
        ruler = keras.layers.Conv1D(F, k, strides=stride, padding=padding, activation="relu")
        ruler.build((N, T, D))
        ruler.set_weights([w, b])
        layer = keras.layers.LSTM(H, recurrent_activation="sigmoid")
        layer.build((N, T, F))
        layer.set_weights(cell)
        theirs = np.asarray(layer(keras.layers.MaxPooling1D(pool)(ruler(x))))
        x, w, b, *cell = (array.astype(np.float64) for array in (x, w, b, *cell))
        conv = {"w": w, "b": b, "stride": stride, "padding": padding}
        lstm = dict(zip(("kernel", "recurrent_kernel", "bias"), cell))
        given = [array.copy() for array in (x, w, b, *cell)]
        (mine,) = unpack(cnn_lstm_forward(x, conv, lstm, pool), "h", (N, H))
        assert np.allclose(mine, theirs, rtol=1e-5, atol=1e-5), (
            "Conv1D with relu, MaxPooling1D and LSTM of Keras, one behind the other and with the same "
            "weights, end in another state. What happens below zero, how many steps reach the LSTM, "
            "and where does it start?"
        )
        assert all(np.array_equal(a, before) for a, before in zip((x, w, b, *cell), given)), (
            "After the call an input or a weight was no longer what it had been. Which line writes?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'An LSTM was stopped in the middle and went on from its two states. Does it end where it would have ended anyway?'
"""  # END TEST CONFIG


def an_lstm_can_be_stopped_and_go_on(lstm_layer):
    N, T, D, H = 2, 7, 3, 4
    sizes = ((N, T, D), (N, H), (N, H), (D, 4 * H), (H, 4 * H), (4 * H,))
    x, h0, c0, *weights = (0.7 * rng.normal(size=size) for size in sizes)
    parts = ("seq h c", (N, T, H), (N, H), (N, H))
    seq, h, c = unpack(lstm_layer(x, h0, c0, *weights), *parts)
    first, h_mid, c_mid = unpack(
        lstm_layer(x[:, :3], h0, c0, *weights), "seq h c", (N, 3, H), (N, H), (N, H)
    )
    rest, h_end, c_end = unpack(
        lstm_layer(x[:, 3:], h_mid, c_mid, *weights), "seq h c", (N, 4, H), (N, H), (N, H)
    )
    pairs = ((seq, np.concatenate([first, rest], axis=1)), (h, h_end), (c, c_end))
    assert all(np.allclose(one, two, rtol=0, atol=1e-10) for one, two in pairs), (
        "Stopped after three steps and started again from its two states, the LSTM ended elsewhere. "
        "Does every step use both states that it was given?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Keras, with causal rulers, was the second commentator, and says something else. What is between your rulers and your LSTM?'
"""  # END TEST CONFIG


def the_commentator_agrees_with_keras(commentator):
    for N, T, D, F, H, k in ((2, 9, 2, 3, 4, 4), (1, 6, 3, 4, 2, 3)):
        sizes = ((N, T, D), (k, D, F), (F,), (F, 4 * H), (H, 4 * H), (4 * H,))
        x, w, b, *cell = (0.7 * rng.normal(size=size).astype(np.float32) for size in sizes)
        ruler = keras.layers.Conv1D(F, k, padding="causal", activation="relu")
        ruler.build((N, T, D))
        ruler.set_weights([w, b])
        layer = keras.layers.LSTM(H, recurrent_activation="sigmoid", return_sequences=True)
        layer.build((N, T, F))
        layer.set_weights(cell)
        theirs = np.asarray(layer(ruler(x)))
        x, w, b, *cell = (array.astype(np.float64) for array in (x, w, b, *cell))
        lstm = dict(zip(("kernel", "recurrent_kernel", "bias"), cell))
        (mine,) = unpack(commentator(x, {"w": w, "b": b}, lstm), "seq", (N, T, H))
        assert np.allclose(mine, theirs, rtol=1e-5, atol=1e-5), (
            "A Keras Conv1D with zeros in front and relu, followed by an LSTM that returns its "
            "sequence, says something else. What happens below zero, and where do the zeros stand?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'The end of the race was replaced by another one. Did the commentator change what it had said before?'
"""  # END TEST CONFIG


def the_commentator_does_not_know_the_future(commentator):
    N, T, D, F, H = 3, 16, 2, 4, 5
    for k in (2, 4, 7):
        lstm = {
            "kernel": rng.normal(size=(F, 4 * H)),
            "recurrent_kernel": 0.5 * rng.normal(size=(H, 4 * H)),
            "bias": rng.normal(size=4 * H),
        }
        conv = {"w": rng.normal(size=(k, D, F)), "b": 1 + rng.uniform(size=F)}
        x = rng.normal(size=(N, T, D))
        (seq,) = unpack(commentator(x, conv, lstm), "seq", (N, T, H))
        for now in (1, 8, 14):
            ending = np.concatenate(
                [x[:, :now], x[:, now:] + 3 * rng.normal(size=(N, T - now, D))], 1
            )
            (other,) = unpack(commentator(ending, conv, lstm), "seq", (N, T, H))
            moved = np.abs(other - seq).max(axis=(0, 2)) > 1e-9
            assert not moved[:now].any(), (
                "The rest of the race was replaced, and states before that moved: your commentator "
                "knows the future. Which of the three paddings lets a ruler read ahead?"
            )
            assert moved[now:].any(), (
                "The rest of the race was replaced, and the commentator did not even notice. Does it "
                "read all steps?"
            )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# A small experiment with your commentator: its rulers are the two hoots, the weights of its LSTM are drawn with dice. From step 60 on the
# race goes on in two ways. Up to there its two opinions have to lie exactly on top of each other; they do, or the hidden checks will have
# something to say.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q4"):
    dice = np.random.default_rng(5)
    cell = {
        "kernel": 0.3 * dice.normal(size=(2, 8)),
        "recurrent_kernel": 0.3 * dice.normal(size=(2, 8)),
        "bias": np.repeat([0.0, 1.0, 0.0, 0.0], 2),
    }
    ruler = {"w": rulers, "b": np.zeros(2)}
    other = np.concatenate([four.x[:1, :60], four.x[1:2, 60:]], axis=1)
    one_end, other_end = (commentator(race, ruler, cell)[0, :, 0] for race in (four.x[:1], other))
    course_lib.draw_lines(
        np.arange(96),
        {"one ending": one_end, "another": other_end},
        colour="h",
        labels=("step", "a hidden state"),
        title="Two races that are the same up to step 60",
    ).show()

# %% [markdown]
# ## Part 5. In pieces
#
# There is a second way to marry the two, and many tutorials know no other: cut the series into pieces, let the *same* CNN look at
# each piece and say in a few numbers what is in it, and let the LSTM go from piece to piece. In Keras the CNN is wrapped in
# `TimeDistributed`, which means: do this to every piece. The CNN is wrapped, mind you. Not the LSTM: an LSTM that is
# started anew on every piece has forgotten all the pieces before.

# %% tags=["otter_ignore"]
course_lib.draw_convolution_equation("pieces")

# %% [raw]
# # BEGIN QUESTION
# name: q5
# points: 2

# %% [markdown]
# ### Question 5: Cut it up
#
# Write `to_subsequences`: cut each recording into `n_seq` pieces of equal length, in order. If that does not come out even,
# a `ValueError` has to be raised. Silently throwing steps away is how data gets lost. (If NumPy raises it for you, all the better.)
#
# <details><summary>Hint 1: a nudge</summary>
#
# Nothing has to be computed, and nothing moved: in memory the pieces lie one behind the other already. Which axis becomes two?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $\text{out}_{n,p,j,d} = x_{n,\;p \cdot T/n_{\text{seq}} + j,\;d}$: the number of the piece first, the place in the piece second.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# The steps 0, 1, …, 11 in three pieces: $[0,1,2,3]$, $[4,5,6,7]$, $[8,9,10,11]$. If you get $[0,3,6,9]$, the two new axes have
# changed places. In five pieces: a `ValueError`.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def to_subsequences(x, n_seq):
    """Cuts every recording into pieces of equal length.

    Args:
        x: recordings, (N, T, D), float64.
        n_seq: how many pieces.

    Returns:
        The pieces in order, (N, n_seq, T // n_seq, D).

    Raises:
        ValueError: T cannot be divided by n_seq.
    """
    # BEGIN SOLUTION
    N, T, D = x.shape
    return x.reshape(N, n_seq, T // n_seq, D)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The steps from 0 to 11 were cut in three. What is in the first piece?'
"""  # END TEST CONFIG


def twelve_steps_become_three_pieces(to_subsequences):
    x = np.arange(12.0)[None, :, None]
    (pieces,) = unpack(to_subsequences(x, 3), "pieces", (1, 3, 4, 1))
    result = compare(pieces[0, :, :, 0], np.arange(12.0).reshape(3, 4), name="the pieces")
    assert result, f"{result} Are neighbours still neighbours?"


# %%
""" # BEGIN TEST CONFIG
points: 0.25
failure_message: 'One piece, and as many pieces as steps, were asked for. Which shapes come out?'
"""  # END TEST CONFIG


def the_two_extremes_have_their_shapes(to_subsequences):
    x = rng.normal(size=(2, 6, 3))
    (whole,) = unpack(to_subsequences(x, 1), "pieces", (2, 1, 6, 3))
    assert np.array_equal(whole[:, 0], x), "One piece is the whole recording. What is yours?"
    (crumbs,) = unpack(to_subsequences(x, 6), "pieces", (2, 6, 1, 3))
    assert np.array_equal(crumbs[:, :, 0], x), "Pieces of one step are the steps. What are yours?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Several recordings with several channels were cut. Does each piece hold neighbours of one recording, all channels with them?'
"""  # END TEST CONFIG


def pieces_hold_neighbours_of_one_recording(to_subsequences):
    for N, T, D, n_seq in ((3, 20, 2, 4), (2, 12, 5, 6), (4, 15, 1, 3)):
        x = rng.normal(size=(N, T, D))
        before = x.copy()
        long = T // n_seq
        (pieces,) = unpack(to_subsequences(x, n_seq), "pieces", (N, n_seq, long, D))
        for piece in range(n_seq):
            assert np.array_equal(pieces[:, piece], before[:, piece * long : (piece + 1) * long]), (
                "A piece was not a stretch of neighbouring steps of its own recording, in order and "
                "with all channels. Which axis did you cut, and did another one get mixed in?"
            )
        assert np.array_equal(x, before), "After the call x had changed. Do you write into it?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'A length that does not come out even was tried. Where did the steps go that were left over?'
"""  # END TEST CONFIG


def no_step_is_lost_in_silence(to_subsequences):
    for T, n_seq in ((10, 3), (7, 2), (5, 6)):
        fitting = rng.normal(size=(1, T * n_seq, 2))
        unpack(to_subsequences(fitting, n_seq), "pieces", (1, n_seq, T, 2))
        raised = False
        try:
            to_subsequences(rng.normal(size=(n_seq, T, 2)), n_seq)
        except ValueError:
            raised = True
        assert raised, (
            "A length that cannot be divided by the number of pieces went through without a "
            "ValueError. What became of the steps that were left over?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Recording no. 2 in four pieces of 24 steps, cut by you. The rulers see every piece by itself here, so a hoot that lies across a cut is
# torn in two, as the low one is here: it begins in the third row, and its last three steps are at the
# beginning of the fourth. That is the price of this way; overlapping rulers, as in part 4, do not pay it.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    pieces = to_subsequences(four.x[1:2], 4)[0]
    course_lib.draw_recordings(
        pieces, title="Recording no. 2, cut into its pieces no. 1 to no. 4"
    ).show()

# %% [markdown]
# ## Part 6. Let it learn
#
# So far the rulers were given. Now they are found: the net gets 1000 recordings and is told who was first, and not one word about hoots. What
# shape they have, that there are two, and how long they are, it has to find out.
#
# ### A design question
#
# How is your net to be built? Long rulers or short ones, many or few, strides or pools: you are the designer, and `out_len` is your slide rule. There
# is a budget, though:

# %% [raw]
# # BEGIN QUESTION
# name: q6
# points: 3

# %% [markdown]
# ### Question 6: Build the CNN-LSTM in Keras
#
# Write `build_cnn_lstm`. It returns a Keras model, not yet trained, that takes `(N, T, D)` and returns `K` probabilities for each
# recording, `(N, K)`: each the answer to a yes-or-no question of its own. The budget:
#
# - every layer comes from Keras: rulers, pools, an LSTM, and what the answers need at the end. The LSTM is a layer of the model itself, not of
#   another model inside it (`Bidirectional` around it is fine);
# - fewer than 1500 weights for $T = 96$, $D = K = 1$;
# - the LSTM reads at most $T/8$ steps, and at least three;
# - the number of weights does not depend on $T$. (Why would it? The rulers slide, and the LSTM repeats.)
#
# It will be built for several $T$ (64 and more, multiples of 16), $D$ and $K$. Then, in the hidden checks, it is trained for 12 rounds
# on 1000 recordings, and has to tell at least 90 % of fresh ones right. No fine-tuning is needed for that: ours has 657 weights and is right in about 98 %.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which part of the 96 steps does one hoot fill, in the second picture of this notebook, and how long would a good ruler be? How many rulers
# do two hoots need at the very least, and why is it wise to give the net a few more? Then put numbers into your `out_len` until the LSTM reads few enough steps.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `keras.Input((T, D))`, then `Conv1D` with `activation="relu"`, `MaxPooling1D`, `LSTM`, and `Dense(K)` with a sigmoid. The LSTM
# need not return a sequence: its last state has heard everything. Weights: $(kD + 1)F$ for the rulers, $4H(F + H + 1)$ for the LSTM, $(H+1)K$ for the end.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Eight rulers of 12 with stride 2, pool 4, eight units: 96 steps become 43, then 10, and $10 \le 96/8$. Weights: $104 + 544 + 9 = 657$. For $T = 64$: 27, then 6.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
import keras


def build_cnn_lstm(T, D, K):
    """A small CNN-LSTM that answers K yes-or-no questions about each recording.

    Args:
        T: steps of a recording.
        D: channels of a recording.
        K: how many probabilities come out.

    Returns:
        A keras.Model from (N, T, D) to (N, K), between 0 and 1, neither compiled nor trained.
    """
    # BEGIN SOLUTION
    F = H = 8
    return keras.Sequential(
        [
            keras.Input((T, D)),
            keras.layers.Conv1D(F, 12, strides=2, activation="relu"),
            keras.layers.MaxPooling1D(4),
            keras.layers.LSTM(H),
            keras.layers.Dense(K, activation="sigmoid"),
        ]
    )
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A model for 96 steps was built and asked about five recordings. Do five probabilities come back?'
"""  # END TEST CONFIG


def five_recordings_get_five_probabilities(build_cnn_lstm):
    model = build_cnn_lstm(96, 1, 1)
    assert model is not None, "Nothing came back. Is a return missing?"
    x, weights = rng.normal(size=(5, 96, 1)), model.get_weights()
    for sure in (100, -100):
        model.set_weights([*weights[:-2], *(sure * last for last in weights[-2:])])
        (p,) = unpack(model.predict(x, verbose=0), "p", (5, 1))
        assert np.all((p >= 0) & (p <= 1)), (
            "With larger weights at its end, your model says something below 0 or above 1. Which "
            "curve makes a probability of any number?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The weights were counted, and the layers looked through. Does the model keep to the budget?'
"""  # END TEST CONFIG


def the_budget_is_kept(build_cnn_lstm):
    model = build_cnn_lstm(96, 1, 1)
    weights = model.count_params()
    assert weights < 1500, (
        f"Your model has {weights} weights, and 1500 are too many. Where are most?"
    )
    plan = str(model.get_config())
    assert "'Conv1D'" in plan, "There is no Conv1D in your model. What finds the shapes?"
    assert "'LSTM'" in plan, "There is no LSTM in your model. What keeps the order in mind?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Models for other T, D and K were built. How many time steps reach the LSTM, and does the number of weights stay the same when T grows?'
"""  # END TEST CONFIG


def a_few_steps_reach_the_lstm_at_any_size(build_cnn_lstm):
    counts = []
    for T, D, K in ((96, 2, 3), (64, 2, 3), (160, 1, 2)):
        model = build_cnn_lstm(T, D, K)
        counts.append(model.count_params())
        assert tuple(model.output_shape) == (None, K), (
            "For another number of questions the model has not as many answers. What is fixed?"
        )
        assert tuple(model.input_shape)[-1] == D, (
            "For another number of channels the model takes something else. What is fixed?"
        )
        weights = model.get_weights()
        for sure in (100, -100) if K == 3 and T == 64 else ():
            model.set_weights([*weights[:-2], *(sure * last for last in weights[-2:])])
            (p,) = unpack(model.predict(rng.normal(size=(4, T, D)), verbose=0), "p", (4, K))
            assert np.all((p >= 0) & (p <= 1)), (
                "Some of what your model says is below 0 or above 1. Which curve is missing?"
            )
        layers = model.get_config()["layers"]
        kinds = ("LSTM", "Bidirectional")
        reading = [each["config"]["name"] for each in layers if each["class_name"] in kinds]
        assert reading, (
            "No LSTM goes over the sequence as a whole. Is it wrapped in something that starts it "
            "anew on every piece?"
        )
        steps = tuple(model.get_layer(reading[0]).input.shape)[1]
        assert steps is not None and steps >= 3, (
            "Fewer than three steps reach the LSTM. What is left to remember the order of, and which "
            "layer in front of it does away with time?"
        )
        assert steps <= T // 8, (
            "More than an eighth of the steps reach the LSTM. Strides and pools shorten: which of "
            "your sizes is too small?"
        )
    assert counts[0] == counts[1], (
        "A model for longer recordings has another number of weights. Rulers slide and an LSTM "
        "repeats: which layer has a weight for every step?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'The model was trained on 1000 recordings and listened to 1000 fresh ones. It is right too seldom: what is lost before the LSTM?'
"""  # END TEST CONFIG


def it_learns_who_hooted_first(build_cnn_lstm):
    keras.utils.set_random_seed(7)
    x, y, _ = record_hoots(2000, seed=rng)
    model = build_cnn_lstm(96, 1, 1)
    adam = {"class_name": "Adam", "config": {"learning_rate": 0.01}}
    model.compile(optimizer=adam, loss="binary_crossentropy")
    model.fit(x[:1000], y[:1000, None], epochs=12, batch_size=32, verbose=0)
    (p,) = unpack(model.predict(x[1000:], batch_size=500, verbose=0), "p", (1000, 1))
    right = np.mean((p[:, 0] > 0.5) == (y[1000:] == 1))
    assert right >= 0.9, (
        "After training the model told fewer than nine of ten fresh recordings right. Do the rulers "
        "see a whole hoot, and does the LSTM see their order?"
    )
    mixed = rng.permuted(np.arange(6)[None].repeat(1000, 0), axis=1)
    moved = x[1000:].reshape(1000, 6, 16)[np.arange(1000)[:, None], mixed].reshape(1000, 96, 1)
    (p,) = unpack(model.predict(moved, batch_size=500, verbose=0), "p", (1000, 1))
    assert np.mean((p[:, 0] > 0.5) == (y[1000:] == 1)) <= 0.65, (
        "With the pieces of every recording shuffled the order is gone, and the model is right all "
        "the same. What does it listen to?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Now let it learn: 1000 recordings, 12 rounds, some five to ten seconds. The second number in each line is the share of fresh recordings, never
# trained on, that it tells right.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    import logging

    logging.getLogger("tensorflow").setLevel("ERROR")  # it likes to talk
    train, fresh = course_lib.record_hoots(1000, seed=1), course_lib.record_hoots(1000, seed=2)
    keras.utils.set_random_seed(1)
    model = build_cnn_lstm(96, 1, 1)
    model.compile(
        optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"]
    )
    for _ in range(4):
        model.fit(train.x, train.y[:, None], epochs=3, batch_size=32, verbose=0)
        loss, right = model.evaluate(fresh.x, fresh.y[:, None], batch_size=500, verbose=0)
        print(f"loss on fresh recordings {loss:.3f}, right in {right:.1%}")

# %% [markdown]
# What have the rulers become? Nobody told them what a hoot looks like. Each black wave is one learned ruler, drawn over that of the two
# true hoots which it is most like (moved, scaled, and turned upside down where that fits better: whoever looks for a wave may look for its mirror
# image just as well). 100 % would be the same shape.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    ruler, pool, cell = (
        [layer for layer in model.layers if isinstance(layer, kind)][0]
        for kind in (keras.layers.Conv1D, keras.layers.MaxPooling1D, keras.layers.LSTM)
    )
    course_lib.draw_wavelets(
        ruler.get_weights()[0], shapes, title="What my rulers have learned to look for"
    ).show()

# %% [markdown]
# (That picture and the next ones want a model made of a `Conv1D`, a `MaxPooling1D` and an `LSTM`. If you built in pieces with
# `TimeDistributed`, or pooled otherwise, they say that they wait; yours is not worse for it.)
#
# The weights can be taken out of Keras and put into *your* functions. Here is the whole way of one fresh recording, station by station, in your
# NumPy. Each row of *features* belongs to one ruler. Watch how the sequence becomes shorter and the hoots stay; and how the state, at the bottom,
# is another one after the first hoot than before it, and another one again after the second.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    w, b = (array.astype(np.float64) for array in ruler.get_weights())
    names = ("kernel", "recurrent_kernel", "bias")
    lstm = dict(zip(names, (array.astype(np.float64) for array in cell.get_weights())))
    conv = {"w": w, "b": b, "stride": ruler.strides[0], "padding": ruler.padding}
    heard = fresh.x[:200]
    features = np.clip(conv1d(heard, **conv), 0, None)
    shorter = max_pool1d(features, pool.pool_size[0])
    nothing = np.zeros((len(heard), cell.units))
    seq, last, _ = lstm_layer(shorter, nothing, nothing, **lstm)
    course_lib.draw_pipeline(
        heard[0],
        features[0],
        shorter[0],
        seq[0],
        where=fresh.where[0],
        title="From sound to state, in my own functions",
    ).show()

# %% [markdown]
# And is it the same net? Your `cnn_lstm_forward` against Keras, the last state of 200 fresh recordings. The tiny gap that is left is the
# rounding of `float32`:

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    body = keras.Model(model.inputs, cell.output)
    course_lib.draw_agreement(
        {
            "h": (
                cnn_lstm_forward(heard, conv, lstm, pool.pool_size[0]),
                body.predict(heard, verbose=0),
            )
        },
        labels=("Keras", "mine"),
    ).show()

# %% [markdown]
# ## Part 7. Does it really listen to the order?
#
# Nearly always right is nice. But right for which *reason*? Nets are like pupils: they find the answer, and not always by thinking about the question.
# Here is a way to ask. Cut every recording into pieces, **shuffle** the pieces, and let the same trained net listen again. Nothing is lost but the
# order. A net that lives on the order must now guess. One that is still right has found something else to go by.

# %% tags=["otter_ignore"]
course_lib.draw_convolution_equation("shuffle")

# %% [markdown]
# **Guess before you run (2).** The net was right in about 98 % of fresh recordings. In how many will it be right when six pieces of
# 16 steps are shuffled: 2 %, 50 %, 75 %, 98 %? Write your number down; a guess counts.

# %% [raw]
# # BEGIN QUESTION
# name: q7
# points: 3

# %% [markdown]
# ### Question 7: The shuffle probe
#
# Write `shuffle_probe`. It returns two shares: of how many recordings the model is right as they are, and of how many once the pieces of
# each are shuffled. Every recording gets an order of its own. The labels stay as they are, and so do the arrays that came in. The `seed` makes
# the result repeatable; draw from a generator of your own, `np.random.default_rng(seed)`.
#
# The model says *yes* where its probability is above 0.5. It is never trained again.
#
# <details><summary>Hint 1: a nudge</summary>
#
# You have a function that cuts. What undoes it? And mind two shapes: what `predict` returns is `(N, 1)`, and `y` is `(N,)`. What does NumPy
# make of `==` between those two?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With pieces $(N, S, T/S, D)$ and for every recording $n$ a permutation $\pi_n$ of its $S$ pieces, the mixed one is piece $\pi_n(0)$, then $\pi_n(1)$, and so on.
# `rng.permutation(n_seq)` draws one order; `rng.permuted(..., axis=1)` shuffles every row of a table by itself. The share is
# the mean over recordings of *(p > 0.5) is y*.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# A model that goes by the sum of a recording says yes to seven of ten. Seven of the ten labels are ones, too, but one yes and one no are
# wrong. Shuffling does not change a sum, so the two shares are 0.8 and 0.8. If yours says 0.58, look at the shape of what you take the mean of: it has 100
# entries, every answer with every label, and $0.7 \cdot 0.7 + 0.3 \cdot 0.3$ is not what was asked.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def shuffle_probe(model, x, y, n_seq=6, seed=0):
    """How often a model is right, before and after the pieces of each recording are shuffled.

    Args:
        model: a trained Keras model from (N, T, D) to probabilities (N, 1).
        x: recordings, (N, T, D).
        y: labels, (N,), 0 or 1.
        n_seq: into how many pieces each recording is cut.
        seed: for the generator that draws the orders.

    Returns:
        A tuple (acc, acc_shuffled): two shares between 0 and 1.
    """
    # BEGIN SOLUTION
    orders = np.tile(np.arange(n_seq), (x.shape[0], 1))
    orders = np.random.default_rng(seed).permuted(orders, axis=1)
    pieces = to_subsequences(x, n_seq)
    mixed = np.take_along_axis(pieces, orders[:, :, None, None], axis=1).reshape(x.shape)
    answers = [model.predict(series, verbose=0)[:, 0] > 0.5 for series in (x, mixed)]
    acc, acc_shuffled = (float(np.mean(said == y)) for said in answers)
    return acc, acc_shuffled
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'A model that goes by the sum of a recording, and so by no order, was probed with ten recordings. It is right in eight of them, twice.'
"""  # END TEST CONFIG


def who_goes_by_the_sum_is_right_in_eight_of_ten(shuffle_probe):
    sound = keras.Input((12, 1))
    verdict = keras.layers.Dense(1, "sigmoid")(keras.layers.Flatten()(sound))
    model = keras.Model(sound, verdict)
    model.set_weights([np.full((12, 1), 0.1), np.zeros(1)])
    louder = np.array([1, 1, -1, 1, 1, 1, -1, 1, -1, 1])
    x = 3.0 * louder[:, None, None] + rng.uniform(-1, 1, size=(10, 12, 1))
    y = np.array([1, 1, 0, 1, 1, 0, 0, 1, 1, 1])
    acc, acc_shuffled = unpack(shuffle_probe(model, x, y, 4), "acc acc_shuffled", (), ())
    assert abs(acc - 0.8) < 1e-6, (
        f"It should be right in 0.8 of the recordings, and you say {acc:.2f}. How many comparisons "
        "do you take the mean of: ten, or ten times ten?"
    )
    assert abs(acc_shuffled - 0.8) < 1e-6, (
        "Shuffled pieces have the same sum, so they do not change its mind: 0.8, and you say "
        f"{acc_shuffled:.2f}. Which labels do you compare with?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The recordings and the labels were looked at after the probe. Which of your lines shuffles in place?'
"""  # END TEST CONFIG


def the_recordings_and_labels_are_left_alone(shuffle_probe):
    sound = keras.Input((12, 1))
    verdict = keras.layers.Dense(1, "sigmoid")(keras.layers.Flatten()(sound))
    model = keras.Model(sound, verdict)
    x, y = rng.normal(size=(8, 12, 1)), rng.integers(0, 2, size=8)
    kept = x.copy(), y.copy()
    unpack(shuffle_probe(model, x, y, 3), "acc acc_shuffled", (), ())
    assert np.array_equal(x, kept[0]), (
        "After the probe the recordings were shuffled for good. Is what you shuffle a copy, or only "
        "another view of x?"
    )
    assert np.array_equal(y, kept[1]), "After the probe the labels had changed. Who moved them?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'A model that knows nothing but the order was probed. Is it right before, and reduced to guessing after, with another order for every recording?'
"""  # END TEST CONFIG


def a_model_of_nothing_but_order_has_to_guess(shuffle_probe):
    model = keras.Sequential(
        [keras.Input((24, 2)), keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")]
    )
    ramp = np.zeros((24, 2))
    ramp[:, 0] = 11.5 - np.arange(24)
    model.set_weights([ramp.reshape(48, 1), np.zeros(1)])
    y = rng.permutation(np.arange(2000) % 2)
    x = rng.normal(size=(2000, 24, 2))
    x[:, :, 0] = 0.0
    x[:, 0:4, 0] = np.where(y == 1, 1.0, -1.0)[:, None]
    x[:, 12:16, 0] = -x[:, 0:4, 0]
    acc, mixed = unpack(shuffle_probe(model, x, y), "acc acc_shuffled", (), ())
    assert acc > 0.99, (
        "The model is right in every recording as it is, and you say that it is not. What was changed "
        "before the first share was taken, and is every answer compared with its own label?"
    )
    assert 0.3 < mixed < 0.7, (
        "Shuffled, a model that goes by nothing but the order has to guess, and yours did not. Are the "
        "pieces shuffled at all, and does every recording get an order of its own?"
    )
    again, *others = (
        float(unpack(shuffle_probe(model, x, y, 6, seed), "acc acc_shuffled", (), ())[1])
        for seed in (0, 1, 2)
    )
    assert again == mixed, (
        "Six pieces and seed 0 are what is meant where nothing is said, and asked for in so many "
        "words they gave another share. Where do your orders come from?"
    )
    assert len({again, *others}) > 1, (
        "Three seeds gave the very same share. Does the seed reach the generator that shuffles?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'A model that only looks for a shape inside of a piece was probed. Shuffled pieces are no reason to be wrong: what else did you shuffle?'
"""  # END TEST CONFIG


def a_model_that_ignores_the_order_stays_right(shuffle_probe):
    model = keras.Sequential(
        [
            keras.Input((30, 2)),
            keras.layers.Conv1D(1, 3),
            keras.layers.GlobalMaxPooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    steps = np.zeros((3, 2, 1))
    steps[:, 0, 0] = 1, 2, 3
    model.set_weights([steps, np.zeros(1), np.full((1, 1), 4.0), np.array([-52.0])])
    y = rng.permutation(np.arange(2000) % 2)
    x = rng.normal(size=(2000, 30, 2))
    x[:, :, 0] = 0.0
    for row in range(2000):
        start = 6 * rng.integers(0, 5)
        x[row, start + 1 : start + 4, 0] = (1, 2, 3) if y[row] else (3, 2, 1)
    acc, mixed = unpack(shuffle_probe(model, x, y, 5), "acc acc_shuffled", (), ())
    assert acc > 0.99, (
        "The model is right in every recording as it is, and you say that it is not. Is every answer "
        "compared with its own label?"
    )
    assert mixed > 0.99, (
        "The model only looks for a shape inside of a piece, and shuffling the pieces made it wrong. "
        "Did steps change places within their piece, or recordings, or channels, or labels?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your probe, your net. How good was your guess?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    acc, acc_shuffled = shuffle_probe(model, fresh.x, fresh.y)
    print(f"as they are: right in {acc:.1%}.   Shuffled: right in {acc_shuffled:.1%}.")

# %% [markdown]
# A coin would do as well. But wait: shuffling has a side effect. Most hoots lie across a cut and were torn in two. Perhaps the net guesses
# only because it finds no hoot any more? A careful listener has a second probe.
#
# **Guess before you run (3).** The same six pieces, not shuffled but in *reverse order*: the last first. Just as many hoots are torn. If
# the net can no longer hear them, it will have to guess again, 50 %. And if it hears them, and goes by their order?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    backwards = to_subsequences(fresh.x, 6)[:, ::-1].reshape(fresh.x.shape)
    wrong_way = model.evaluate(backwards, fresh.y[:, None], batch_size=500, verbose=0)[1]
    print(f"pieces in reverse order: right in {wrong_way:.1%}")

# %% [markdown]
# Far *below* a coin. It hears the hoots, even the torn ones, reads their order off the wrong way round, and reports it with conviction.
# A result worse than chance is evidence of knowledge. (Keep this in mind for exams, too.)
#
# ## Something to show
#
# The film of the beginning once more, and now every number in it is yours: your rulers, your pool, your LSTM, with the
# weights that your net has learned. Watch the opinion. In training it was asked for its *last* opinion only, so whatever it says before is
# thinking aloud: some nets make up their mind at the first hoot, as you would, and some lean the wrong way until the second one sets them right.
# Of which kind is yours? (The film is also in a file, `who_hooted_first.gif`, beside this notebook, to be sent to a friend.)

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    W, bias = (array.astype(np.float64) for array in model.layers[-1].get_weights())
    opinion = 1 / (1 + np.exp(-(seq @ W + bias)[..., 0]))
    reach = ruler.strides[0] * pool.pool_size[0]
    ready = reach * (1 + np.arange(len(shorter[0]))) - ruler.strides[0] + ruler.kernel_size[0]
    film = course_lib.animate_listening(
        heard[7], shorter[7], opinion[7], ready, where=fresh.where[7]
    )
    film.save("who_hooted_first.gif")
    film.show()

# %% [markdown]
# ## A day at the sea
#
# Hoots in the fog are made to be found. What about something that nobody made? A buoy off the coast of Maine has measured the temperature
# of the sea every half hour for more than a year. First your rulers, set by hand: one that averages 25 steps, which is one turn of the tide, and one that says
# how much warmer the last six hours were than the six hours before. The printed numbers are what your pool keeps of the second ruler: the
# fastest warming of each quarter of a day. The picture shows the first ruler, which wipes out the
# tide, and limps behind as every causal ruler does.

# %% tags=["otter_ignore"]
sea = course_lib.load_sea_temperature()
with course_lib.once_ready("q3"):
    week = sea.between("2016-07-11", "2016-07-17")
    level = conv1d(
        week.values[None, :, None], np.full((25, 1, 1), 1 / 25), np.zeros(1), 1, "causal"
    )
    slope = np.repeat([-1 / 12, 1 / 12], 12)[:, None, None]
    warming = conv1d(week.values[None, :, None], slope, np.zeros(1), 1, "causal")
    quarter = max_pool1d(warming[:, 48:], 12)
    print("fastest warming in each quarter of a day:", np.round(quarter[0, :, 0], 1))
    course_lib.draw_lines(
        np.arange(48, len(week)) / 48,
        {
            "the sea": week.values[48:] - 17,
            "ruler of 25": level[0, 48:, 0] - 17,
        },
        labels=("days since 11 July 2016", f"{week.unit} above 17"),
        title=f"Source: {sea.source}",
    ).show()

# %% [markdown]
# Now a real question for the same little net, in the same form: two days of half hours, $T = 96$. *Will the sea be warmer in six hours
# than now?* It learns from February to July 2016, and is asked about August and September, and about the winter. Two rivals: **yesterday** ("it will
# do what it did at this time of day yesterday"), and a **linear** model on the 96 numbers.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    from sklearn.linear_model import LogisticRegression

    windows = np.lib.stride_tricks.sliding_window_view(sea.values, 108)[::3]
    now = sea.time[95 : 95 + 3 * len(windows) : 3]
    two_days, warmer = windows[:, :96], windows[:, 107] > windows[:, 95]
    yesterday = windows[:, 59] > windows[:, 47]
    centred = two_days - two_days.mean(axis=1, keepdims=True)
    past = now < np.datetime64("2016-08-01")
    centred = centred / centred[past].std()
    linear = LogisticRegression(max_iter=1000).fit(centred[past], warmer[past])
    keras.utils.set_random_seed(0)
    sailor = build_cnn_lstm(96, 1, 1)
    sailor.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
    sailor.fit(centred[past][..., None], warmer[past][:, None], epochs=8, batch_size=64, verbose=0)
    for season, start, stop in (
        ("August and September", "2016-08-03", "2016-10-01"),
        ("November to March", "2016-11-01", "2017-04-01"),
    ):
        asked = (now >= np.datetime64(start)) & (now < np.datetime64(stop))
        said = np.ravel(sailor.predict(centred[asked][..., None], batch_size=500, verbose=0)) > 0.5
        shares = {
            "never warmer": np.mean(~warmer[asked]),
            "yesterday": np.mean(yesterday[asked] == warmer[asked]),
            "linear": linear.score(centred[asked], warmer[asked]),
            "CNN-LSTM": np.mean(said == warmer[asked]),
        }
        print(season, "-", ", ".join(f"{name} {share:.0%}" for name, share in shares.items()))

# %% [markdown]
# Let us be honest about this. In late summer the net is at best a little better than *yesterday*, and the plain linear model does as well
# or better, with far less ado. In
# winter, when the sun hardly warms the sea, nobody knows anything that was worth learning in summer. The net is not to blame: a day's rise and fall is at a
# *fixed* place in the window, so there is no shape to be looked for, and not much of an order. A CNN-LSTM earns its keep where
# **something short happens at an unknown time, and its order matters**. Ask that of your data before you ask Keras.

# %% [markdown]
# **A question to talk about (not graded).** Somebody trains a CNN-LSTM on heartbeats, and the shuffle probe shows 96 % before and 95 %
# after. Is the LSTM of any use in there? What would you build instead, and what would you save?
#
# *Your thoughts (double-click here and write):*

# %% [markdown]
# ## Recap in five lines
#
# 1. A convolution is a ruler that slides: the same few weights at every place, all channels added up, no flipping.
# 2. Zeros decide what an output has read: `'valid'` nothing beyond, `'same'` also the future, `'causal'` the past only.
# 3. Count lengths before you build: places on which the ruler can stand, then whole groups of the pool.
# 4. The CNN says *what*, in a shorter sequence; the LSTM says *in which order*. Whoever flattens or pools everything away leaves it nothing to read.
# 5. A score says how often a model is right; a probe (change the future, shuffle the pieces) says why.
#
# ## If you want more (not graded)
#
# **The photo finish.** Let the cars come closer: 48 steps instead of 96, or hoots that overlap. (`record_hoots` has `steps` and `noise`.) At which noise does your
# net fall below 75 %, and at which one the listener who knows both shapes? Then a third car, with a hoot of your own, and `K = 3` questions: was low before
# high, low before yours, high before yours? Three answers, but only six of the eight combinations make sense. Does your net know?
