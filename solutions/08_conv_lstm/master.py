# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "ConvLSTM"
#     minutes: 95
#     limits: {call_seconds: 60, notebook_seconds: 120}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: conv_lstm

# %% [markdown]
# # ConvLSTM
#
# **What you will have built.** An LSTM that thinks in pictures: every pixel has a memory of its own and
# listens to its neighbours. First in plain NumPy, in agreement with Keras to the last digit; then as a net
# that watches films of bouncing digits, says what the next frame will be, and, once you pull the plug, goes on
# *dreaming* the film on its own.
#
# **Time.** About 95 minutes. A good place to pause is after question 3.
#
# **You need.** The LSTM step of assignment 03, and NumPy arrays with four or five axes (deep breath, we go slowly).
# Assignment 07 helps, for there a ruler slid along a line; here a stencil slides over a picture. No calculus.

# %%
import course_lib
import numpy as np

# %% [markdown]
# ## The whole thing first
#
# There once were screensavers. A logo drifted over the dark screen, bounced off the walls, and drifted
# on; and grown-up people sat in front of it and waited for it to hit a corner *exactly*. Nobody knows why.
#
# Ours shows a handwritten digit. On the left is the film. On the right is a net that watches it, for ten frames.
# Then the plug is pulled: from there on it is shown nothing at all, and feeds on its own predictions. The picture turns
# foggy, and in the end it is some other creature. But look what the net *knows*: where the digit was going, how fast, and
# that walls are hard. This is the very net that you will build and train yourself, in about two minutes. It has 27409 weights. (What you see
# is the best dream of a hundred. Trailers are made like that.)

# %% tags=["otter_ignore"]
truth, dream = course_lib.load_screensaver()
course_lib.animate_films({"the film": truth, "the net": dream}, plug=10, dreams=("the net",))

# %% [markdown]
# **Guess before you run (1).** Here is one frame of another such film. Each frame the digit moves by one row *and* one
# column. Where will it be in the next frame? Point at the place with your finger, and only then run the cell
# after this one.

# %% tags=["otter_ignore"]
course_lib.draw_frames({"now": truth[3:4]}, first=4)

# %% tags=["otter_ignore"]
course_lib.draw_frames({"the film": truth[2:5]}, first=3, title="Before, now, and after")

# %% [markdown]
# If your finger was right, you were lucky: from a single frame *nobody* can tell which of four ways it goes. You need
# two frames, so you need a **memory**. But what kind of memory?
#
# One could unroll a frame of 16 by 16 pixels into a row of 256 numbers and give it to a plain LSTM with 256 units. That makes
# $4 \cdot 256 \cdot (256 + 256 + 1) = 525\,312$ weights, and it would have to learn what "one step down and to the
# right" means *for every place anew*, since to a row of numbers a neighbour in a picture is just somebody else. The **ConvLSTM**
# has two better ideas:
#
# - **the memory is a picture, too**: every place has a cell state of its own, with its three valves;
# - **all places share the same few weights**, and each looks at its neighbourhood only. What is
#   learned about moving in one corner holds in all others.
#
# Wherever the LSTM had a matrix product, there is now a convolution. Nothing else changes. That is the whole notebook; the rest is doing it.
#
# ### The letters
#
# | letter | what it is | shape |
# |---|---|---|
# | $N$, $T$ | films, frames of a film | numbers |
# | $R$, $C$ | rows and columns of a frame (a large $C$; the small $c$ is the memory) | numbers |
# | `Ci`, `Co` | channels that go into a convolution and come out: pictures of the same size, one behind the other (grey films have one, films in colour three) | numbers |
# | $k$, $F$ | side of a stencil (odd), filters: how many maps the memory has | numbers |
# | `x` | one frame of each film; a whole film is `(N, T, R, C, Ci)` | `(N, R, C, Ci)` |
# | `h`, `c` | hidden state and cell state, now *maps* | `(N, R, C, F)` |
# | `kernel` | stencils on `x` for all four gates | `(k, k, Ci, 4F)` |
# | `recurrent_kernel` | stencils on `h` | `(k, k, F, 4F)` |
# | `bias` | for all four | `(4F,)` |
#
# One channel of `h` or `c` is called a *map*. What you write in NumPy is `float64` (films for Keras are `float32`), time is axis 1, and channels come last, as in Keras.
# Row 0 is the *top* row, as in every array of pixels: who goes down gets a larger row number.

# %% [markdown]
# ## Part 1. A stencil that slides over a picture
#
# Take a small square of numbers, the **stencil** (its other names are *filter* and *kernel*). Lay its middle on one place of the
# picture. Multiply what lies on top of each other, add everything up, add a bias: one number of the result, at this very place. Then move on to the
# next place, with the same stencil. So that it can stand at the edge, the picture gets a frame of zeros, just wide
# enough that there are as many places as before: that is what `'same'` means.

# %% tags=["otter_ignore"]
course_lib.draw_film_equation("stencil")

# %% [markdown]
# With `Ci` channels a stencil covers all of them at once, and for `Co` channels of output there are `Co` stencils:
#
# $$\text{out}_{n,r,c,p} = b_p + \sum_{u,v}\sum_{q} x_{n,\;r+u-e,\;c+v-e,\;q}\;\, w_{u,v,q,p} \qquad e = \tfrac{k-1}{2}$$
#
# Here $u$ and $v$ count the rows and columns of the stencil, $q$ and $p$ the channels in and out; outside of the picture $x$ is zero. The
# stencil is laid on as it is, not turned around.
#
# **Guess before you run (2).** A stencil of 3 by 3 has a single 1, in the middle of its *right* column, and zeros elsewhere. It slides over a picture. In
# which direction does the picture move? Question 1 will tell.

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 3

# %% [markdown]
# ### Question 1: Slide the stencil
#
# Write `conv2d_same`. The side $k$ is odd and can be read off `w`; frames may be rectangular; without `b` nothing is added.
#
# <details><summary>Hint 1: a nudge</summary>
#
# One loop over all places is slow, and there is a nicer one: over the few places *of the stencil*. If the stencil had one single
# number in it, what would the result be? A moved picture, times that number. How do you put nine moved pictures together?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `np.pad` puts $e = (k-1)/2$ zeros on all four sides of the two picture axes (and none on the other two). Then, for each row $u$ and column $v$
# of the stencil, the slice of $R$ rows from $u$ on and $C$ columns from $v$ on meets `w[u, v]`, a matrix `(Ci, Co)`: what does `@` do with
# an `(N, R, C, Ci)` array on its left?
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# The picture has two rows, $[1, 2, 3]$ and $[4, 5, 6]$, and the stencil is nine ones: everybody adds up the neighbourhood. Top left: $1 + 2 + 4 + 5 = 12$, the others
# are zeros outside. Top middle: all six, 21. The result is $[12, 21, 16]$, twice.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def conv2d_same(x, w, b=None):
    """Slides stencils over pictures; there are as many places in the result as in the picture.

    Args:
        x: pictures, (N, R, C, Ci), float64.
        w: the stencils, (k, k, Ci, Co), float64, k odd.
        b: one bias for each channel of the result, (Co,), or None for no bias.

    Returns:
        The result, (N, R, C, Co), float64.
    """
    # BEGIN SOLUTION
    k = w.shape[0]
    edge = k // 2
    R, C = x.shape[1:3]
    padded = np.pad(x, ((0, 0), (edge, edge), (edge, edge), (0, 0)))
    out = np.zeros((len(x), R, C, w.shape[3]))
    for u in range(k):
        for v in range(k):
            out += padded[:, u : u + R, v : v + C] @ w[u, v]
    return out if b is None else out + b
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Nine ones were laid on the picture of hint 3. Does everybody add up their neighbourhood?'
"""  # END TEST CONFIG


def nine_ones_add_up_the_neighbourhood(conv2d_same):
    x = np.array([[1.0, 2, 3], [4, 5, 6]])[None, :, :, None]
    (out,) = unpack(conv2d_same(x, np.ones((3, 3, 1, 1))), "out", (1, 2, 3, 1))
    result = compare(out[0, :, :, 0], np.array([[12.0, 21, 16]] * 2), name="out in the mini-case")
    assert result, (
        f"{result} Which places lie under the stencil when its middle is at the top left?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A stencil with a single 1 was laid on. Does the picture move as a whole, and the right way?'
"""  # END TEST CONFIG


def a_single_one_moves_the_picture(conv2d_same):
    x = 1 + rng.uniform(size=(1, 4, 6, 1))
    to_the_right, below = np.zeros((2, 3, 3, 1, 1))
    to_the_right[1, 2] = 1.0
    below[2, 1] = 1.0
    (out,) = unpack(conv2d_same(x, to_the_right), "out", (1, 4, 6, 1))
    assert np.allclose(out[:, :, :-1], x[:, :, 1:], rtol=0, atol=1e-12), (
        "The 1 stands in the right column, so every place should say what stands to its right. "
        "What do yours say? Is your stencil turned around, or are rows and columns mixed up?"
    )
    assert np.allclose(out[:, :, -1], 0, rtol=0, atol=1e-12), (
        "To the right of the last column there is nothing, so zeros were expected there. Do they "
        "come around from the other side?"
    )
    (out,) = unpack(conv2d_same(x, below), "out", (1, 4, 6, 1))
    assert np.allclose(out[:, :-1], x[:, 1:], rtol=0, atol=1e-12), (
        "The 1 stands in the lower row, so every place should say what stands below it. Which axis "
        "of w belongs to the rows?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
failure_message: 'Two channels went in and three should come out, with a bias and without. What shape comes back?'
"""  # END TEST CONFIG


def channels_change_and_the_bias_is_added_once(conv2d_same):
    x, w, b = rng.normal(size=(2, 5, 3, 2)), rng.normal(size=(5, 5, 2, 3)), np.array([10.0, 20, 30])
    (without,) = unpack(conv2d_same(x, w), "without", (2, 5, 3, 3))
    (with_bias,) = unpack(conv2d_same(x, w, b), "with_b", (2, 5, 3, 3))
    result = compare(with_bias - without, np.broadcast_to(b, (2, 5, 3, 3)), name="what b has added")
    assert result, f"{result} How often is the bias of a channel added at each place?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'A Keras layer got the same stencils, and disagrees. Is it the edge, the channels, or the way round?'
"""  # END TEST CONFIG


def the_stencil_agrees_with_the_keras_layer(conv2d_same):
    for N, R, C, Ci, Co, k in ((2, 6, 9, 3, 4, 3), (1, 7, 4, 2, 1, 5), (3, 3, 5, 4, 2, 1)):
        sizes = (N, R, C, Ci), (k, k, Ci, Co), (Co,)
        x, w, b = (rng.normal(size=size).astype(np.float32) for size in sizes)
        layer = keras.layers.Conv2D(Co, k, padding="same")
        layer.build((N, R, C, Ci))
        layer.set_weights([w, b])
        theirs = np.asarray(layer(x))
        wide = [array.astype(np.float64) for array in (x, w, b)]
        (mine,) = unpack(conv2d_same(*wide), "out", theirs.shape)
        assert np.allclose(mine, theirs, rtol=1e-4, atol=1e-4), (
            "With the weights of a Keras layer your stencils say something else than Keras's. Are "
            "all channels added up, do rows meet rows, and do zeros stand on all four sides?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Frames of other sizes were tried, also some that are smaller than the stencil. Does a size stand in your code as a number?'
"""  # END TEST CONFIG


def every_place_adds_up_what_lies_around_it(conv2d_same):
    for N, R, C, Ci, Co, k in ((2, 3, 5, 2, 3, 3), (1, 4, 2, 1, 2, 5), (2, 1, 3, 3, 1, 7)):
        x, w = rng.normal(size=(N, R, C, Ci)), rng.normal(size=(k, k, Ci, Co))
        true, reach = np.zeros((N, R, C, Co)), k // 2
        for r, c, other_r, other_c in np.ndindex(R, C, R, C):
            down, right = other_r - r, other_c - c
            if max(abs(down), abs(right)) <= reach:
                true[:, r, c] += x[:, other_r, other_c] @ w[reach + down, reach + right]
        (mine,) = unpack(conv2d_same(x, w), "out", (N, R, C, Co))
        assert np.all(np.abs(mine - true) < 1e-10), (
            "At some size of frame or stencil a place did not add up exactly what lies around it. "
            "Does your reach follow from the side of the stencil, and are rows and columns told "
            "apart?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Pictures changed places in the batch, a type changed, inputs were looked at afterwards. Does each picture mind its own business?'
"""  # END TEST CONFIG


def pictures_do_not_mix_and_inputs_stay(conv2d_same):
    x, w, b = rng.normal(size=(4, 5, 6, 2)), rng.normal(size=(3, 3, 2, 3)), rng.normal(size=3)
    kept = [array.copy() for array in (x, w, b)]
    (first,) = unpack(conv2d_same(x, w, b), "out", (4, 5, 6, 3))
    assert all(np.array_equal(new, old) for new, old in zip((x, w, b), kept)), (
        "After the call an input was no longer what it had been. Which of your lines writes into "
        "the pictures, the stencils or the bias?"
    )
    order = rng.permutation(np.r_[np.arange(4), 0])
    (mixed,) = unpack(conv2d_same(x[order], w, b), "out", (5, 5, 6, 3))
    assert np.allclose(first[order], mixed, rtol=0, atol=1e-12), (
        "Pictures were shuffled and one was doubled, and the results did not follow. Does one "
        "picture look at another one?"
    )
    coarse = conv2d_same(*(array.astype(np.float32) for array in (x, w, b)))
    (coarse,) = unpack(coarse, "out", (4, 5, 6, 3))
    assert np.allclose(first, coarse, rtol=0, atol=1e-4), (
        "With float32 inputs the result came out differently. Does a type get in the way?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your stencils on real handwriting. The digits are from [scikit-learn](https://scikit-learn.org): 1797 pictures of 8 by 8 pixels, written by thirteen people. The
# first stencil is the one of the guess. (Left! Everybody says what stands to the *right* of them, so the picture comes towards the left.
# About half of all people guess wrong here, and the other half forgets it.) In the last row purple is below zero, orange above.

# %% tags=["otter_ignore"]
digits = course_lib.load_digit_images()
with course_lib.once_ready("q1"):
    move = np.zeros((3, 3, 1, 1))
    move[1, 2] = 1
    blur = np.ones((3, 3, 1, 1)) / 9
    edges = np.array([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])[:, :, None, None]
    ten = digits[:10, :, :, None]
    course_lib.draw_frames(
        {
            "digits": ten,
            "moved": conv2d_same(ten, move),
            "blurred": conv2d_same(ten, blur),
            "± edges": conv2d_same(ten, edges),
        },
        first=0,
        title="Three stencils, set by hand",
    ).show()

# %% [markdown]
# ## Part 2. One step of a memory that is a picture
#
# Here is the step of the LSTM once more, with convolutions in place of the two matrix products ($*$ means: slide the stencil, `'same'`; $\odot$ is entry by entry; $\sigma$ is the sigmoid):
#
# $$z = x_t * \text{kernel} \;+\; h_{t-1} * \text{recurrent\_kernel} \;+\; \text{bias}$$
#
# $$i = \sigma(z_i) \qquad f = \sigma(z_f) \qquad g = \tanh(z_g) \qquad o = \sigma(z_o)$$
#
# $$c_t = f \odot c_{t-1} + i \odot g \qquad\qquad h_t = o \odot \tanh(c_t)$$

# %% tags=["otter_ignore"]
course_lib.draw_film_equation("step")

# %% [markdown]
# Three things to notice.
#
# - The stencil on $h$ is the interesting one. With it a place hears what its *neighbours* said a moment ago. That is how something moves: "You had
#   the edge of a digit? Then I shall have it now."
# - The state must keep its size, or there would be no next step. So the recurrent convolution is `'same'`, always. (In Keras, the one on `x` has to be asked:
#   its default is `'valid'`, no frame of zeros, and the picture shrinks. Forgotten by everybody once.)
# - The paper that invented the ConvLSTM (Shi and others, 2015) lets the gates look at $c$ as well, through so-called *peepholes*. Keras leaves them out, and so do we. If
#   you follow a blog post and are off by a little, everywhere: that is it.

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 5

# %% [markdown]
# ### Question 2: One step
#
# Write `sigmoid` (yours from assignment 03 will do) and then `convlstm_step`. The order of the four blocks is Keras's: i, f, g, o.
#
# <details><summary>Hint 1: a nudge</summary>
#
# You have two functions to lean on: `conv2d_same` for everything that has to do with neighbours, and your memory of `lstm_step`, in which not much
# has to change. Which of its lines mention a neighbour?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `z` is `(N, R, C, 4F)`: the sum of two convolutions, and the bias once. Cut its *last* axis into four equal parts. After that there are no
# neighbours any more, and everything is entry by entry, as in the three lines of formulas above.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# All weights zero: then $z = 0$ everywhere, so $i = f = o = \tfrac12$ and $g = 0$. A cell state of 2 at every place becomes 1, and the new hidden state is
# $\tfrac12 \tanh(1) \approx 0.381$. Now put a single 1 into $h$ and random weights with $k = 3$: which places can hear of it in one step? Nine.
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


def convlstm_step(x, h, c, kernel, recurrent_kernel, bias):
    """One step of a ConvLSTM: from the states of the frame before to those of this frame.

    Args:
        x: one frame of each film, (N, R, C, Ci), float64.
        h: the hidden state of the step before, (N, R, C, F).
        c: the cell state of the step before, (N, R, C, F).
        kernel: stencils on x, (k, k, Ci, 4F), blocks in the order i, f, g, o.
        recurrent_kernel: stencils on h, (k, k, F, 4F).
        bias: for all four, (4F,).

    Returns:
        A tuple (h, c): the new hidden state and the new cell state, each (N, R, C, F).
    """
    # BEGIN SOLUTION
    z = conv2d_same(x, kernel, bias) + conv2d_same(h, recurrent_kernel)
    i, f, g, o = np.split(z, 4, axis=-1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_new), c_new
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Two films, frames of 3 by 5, two channels, four filters. Are two maps of shape (N, R, C, F) returned?'
"""  # END TEST CONFIG


def a_step_returns_two_maps_of_the_right_shape(convlstm_step):
    x, h, c = (rng.normal(size=(2, 3, 5, depth)) for depth in (2, 4, 4))
    weights = [rng.normal(size=size) for size in ((3, 3, 2, 16), (3, 3, 4, 16), (16,))]
    h_new, c_new = unpack(convlstm_step(x, h, c, *weights), "h c", (2, 3, 5, 4))
    assert np.all(np.isfinite(h_new)) and np.all(np.isfinite(c_new)), (
        "With ordinary random weights a state was not a finite number. Which line makes it so?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The first mini-case of hint 3 was computed. What do you get on paper?'
"""  # END TEST CONFIG


def zero_weights_halve_the_memory_everywhere(convlstm_step):
    x, h, c = np.ones((1, 2, 3, 1)), np.ones((1, 2, 3, 2)), np.full((1, 2, 3, 2), 2.0)
    nothing = np.zeros((3, 3, 1, 8)), np.zeros((3, 3, 2, 8)), np.zeros(8)
    h_new, c_new = unpack(convlstm_step(x, h, c, *nothing), "h c", (1, 2, 3, 2))
    first = compare(c_new, np.ones((1, 2, 3, 2)), name="c in the mini-case")
    assert first, (
        f"{first} All three valves are half open, so half of c is kept. Is every block squashed, "
        "is nothing added to it, and is c what you return second?"
    )
    second = compare(h_new, np.full((1, 2, 3, 2), 0.5 * np.tanh(1.0)), name="h in the mini-case")
    assert second, f"{second} Which cell state does h come from, and through which curve?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'At a single place something had been said. After one step, who has heard of it?'
"""  # END TEST CONFIG


def a_rumour_travels_as_far_as_the_stencil(convlstm_step):
    x, c = rng.normal(size=(1, 5, 7, 1)), rng.normal(size=(1, 5, 7, 2))
    silence, rumour = np.zeros((2, 1, 5, 7, 2))
    rumour[0, 2, 3] = 1.0
    weights = [rng.normal(size=size) for size in ((3, 3, 1, 8), (3, 3, 2, 8), (8,))]
    quiet, loud = (
        unpack(convlstm_step(x, h, c, *weights), "h c", (1, 5, 7, 2)) for h in (silence, rumour)
    )
    heard = np.abs(loud[0] - quiet[0]).max(axis=(0, 3)) > 1e-9
    around = np.zeros((5, 7), dtype=bool)
    around[1:4, 2:5] = True
    assert heard[around].all(), (
        "The old h had a 1 in one place, and not all of the nine places around it have heard of "
        "it. Is there a stencil on h, and how large is it?"
    )
    assert not heard[~around].any(), (
        "The old h had a 1 in one place, and with a stencil of 3 by 3 somebody further away has "
        "heard of it. What connects places that are no neighbours?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'A Keras ConvLSTM2D made one step with the same weights, and disagrees. What differs: a block, a state, a curve, the edge?'
"""  # END TEST CONFIG


def the_step_agrees_with_the_keras_layer(convlstm_step):
    for N, R, C, Ci, F, k in ((2, 4, 6, 3, 2, 3), (3, 6, 3, 1, 4, 1)):
        sizes = (N, R, C, Ci), (N, R, C, F), (N, R, C, F)
        x, h, c = (rng.normal(size=size).astype(np.float32) for size in sizes)
        sizes = (k, k, Ci, 4 * F), (k, k, F, 4 * F), (4 * F,)
        weights = [0.4 * rng.normal(size=size).astype(np.float32) for size in sizes]
        layer = keras.layers.ConvLSTM2D(
            F, k, padding="same", recurrent_activation="sigmoid", return_state=True
        )
        layer.build((N, 1, R, C, Ci))
        layer.set_weights(weights)
        _, h_keras, c_keras = layer(x[:, None], initial_state=[h, c])
        wide = [array.astype(np.float64) for array in (x, h, c, *weights)]
        h_new, c_new = unpack(convlstm_step(*wide), "h c", (N, R, C, F))
        assert np.allclose(c_new, np.asarray(c_keras), rtol=1e-4, atol=1e-4), (
            "With the weights of a Keras layer, random states and a random bias, your new cell "
            "state is not Keras's. Which block goes through which curve, and what does each gate "
            "look at?"
        )
        assert np.allclose(h_new, np.asarray(h_keras), rtol=1e-4, atol=1e-4), (
            "With the weights of a Keras layer your cell state is right and your hidden state is "
            "not. Which cell state does h come from, through which curve, and which block is its "
            "valve?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Frames of a single pixel leave a plain LSTM, and the Keras one disagrees. What is in your step that a pixel without neighbours does not need?'
"""  # END TEST CONFIG


def a_single_pixel_is_a_plain_lstm(convlstm_step):
    N, D, H = 4, 3, 5
    x, h, c = (rng.normal(size=(N, depth)).astype(np.float32) for depth in (D, H, H))
    sizes = (D, 4 * H), (H, 4 * H), (4 * H,)
    weights = [0.7 * rng.normal(size=size).astype(np.float32) for size in sizes]
    cell = keras.layers.LSTMCell(H, recurrent_activation="sigmoid")
    cell.build((N, D))
    cell.set_weights(weights)
    _, theirs = cell(x, [h, c])
    pixels = [array.astype(np.float64).reshape(N, 1, 1, -1) for array in (x, h, c)]
    stencils = [array.astype(np.float64)[None, None] for array in weights[:2]]
    mine = convlstm_step(*pixels, *stencils, weights[2].astype(np.float64))
    mine = unpack(mine, "h c", (N, 1, 1, H))
    assert all(
        np.allclose(my.reshape(N, H), np.asarray(their), rtol=1e-4, atol=1e-4)
        for my, their in zip(mine, theirs)
    ), (
        "With frames of one pixel and stencils of one number, a step is that of a plain LSTM, and "
        "yours is another one. Which of its equations have you changed besides the two products?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Other sizes of frame, stencil and memory were tried. Does a size stand in your code as a number, and is every edge treated alike?'
"""  # END TEST CONFIG


def the_step_is_exact_at_every_size(convlstm_step):
    for N, R, C, Ci, F, k in ((1, 4, 3, 2, 1, 3), (2, 3, 4, 1, 3, 5), (3, 2, 5, 3, 2, 1)):
        both = rng.normal(size=(N, R, C, Ci + F))
        c = rng.normal(size=(N, R, C, F))
        stencils, bias = 0.5 * rng.normal(size=(k, k, Ci + F, 4 * F)), rng.normal(size=4 * F)
        z, reach = np.tile(bias, (N, R, C, 1)), k // 2
        for r, col, other_r, other_c in np.ndindex(R, C, R, C):
            down, right = other_r - r, other_c - col
            if max(abs(down), abs(right)) <= reach:
                z[:, r, col] += both[:, other_r, other_c] @ stencils[reach + down, reach + right]
        valves = 1 / (1 + np.exp(-z))
        c_true = valves[..., F : 2 * F] * c + valves[..., :F] * np.tanh(z[..., 2 * F : 3 * F])
        h_true = valves[..., 3 * F :] * np.tanh(c_true)
        x, h = both[..., :Ci].copy(), both[..., Ci:].copy()
        K, U = stencils[:, :, :Ci].copy(), stencils[:, :, Ci:].copy()
        h_new, c_new = unpack(convlstm_step(x, h, c, K, U, bias), "h c", (N, R, C, F))
        assert np.all(np.abs(c_new - c_true) < 1e-10), (
            "At some sizes of frame, stencil and memory the new cell state was not exact. Does "
            "each of x, h, c and the bias play its part, up to the very edge?"
        )
        assert np.all(np.abs(h_new - h_true) < 1e-10), (
            "At some sizes of frame, stencil and memory the new hidden state was not exact. Does "
            "it come from the new cell state, squashed, behind the output valve?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Films changed places, a type changed, inputs were looked at afterwards. Does each film mind its own business?'
"""  # END TEST CONFIG


def films_do_not_mix_and_inputs_stay(convlstm_step):
    N, F = 4, 2
    states = [rng.normal(size=(N, 3, 4, depth)) for depth in (1, F, F)]
    weights = [rng.normal(size=size) for size in ((3, 3, 1, 8), (3, 3, F, 8), (8,))]
    kept = [array.copy() for array in (*states, *weights)]
    first = unpack(convlstm_step(*states, *weights), "h c", (N, 3, 4, F))
    assert all(np.array_equal(a, b) for a, b in zip((*states, *weights), kept)), (
        "After the call an input was no longer what it had been. Does one of your lines write into "
        "x, h, c or the weights?"
    )
    rows = rng.permutation(np.r_[np.arange(N), 0])
    mixed = convlstm_step(*(array[rows] for array in states), *weights)
    mixed = unpack(mixed, "h c", (N + 1, 3, 4, F))
    assert all(np.allclose(a[rows], b, rtol=0, atol=1e-12) for a, b in zip(first, mixed)), (
        "Films were shuffled and one was doubled, and the results did not follow. Does one film "
        "look at another one?"
    )
    coarse = convlstm_step(*(array.astype(np.float32) for array in (*states, *weights)))
    coarse = unpack(coarse, "h c", (N, 3, 4, F))
    assert all(np.allclose(a, b, rtol=0, atol=1e-4) for a, b in zip(first, coarse)), (
        "With float32 inputs the step came out differently. Does a type get in the way?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The same weights in your step and in Keras's layer. (Keras takes a few seconds to wake up. Should a red box about TensorFlow and oneDNN
# appear: it talks to itself, nothing is wrong.)

# %% tags=["otter_ignore"]
import os

# TensorFlow likes to talk while it wakes up. This asks it to say less.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
with course_lib.once_ready("q2"):
    import keras

    demo = np.random.default_rng(2)
    x, h, c = (demo.normal(size=(2, 6, 8, depth)) for depth in (1, 3, 3))
    weights = [0.5 * demo.normal(size=size) for size in ((3, 3, 1, 12), (3, 3, 3, 12), (12,))]
    layer = keras.layers.ConvLSTM2D(3, 3, padding="same", return_state=True)
    layer.build((2, 1, 6, 8, 1))
    layer.set_weights(weights)
    _, *theirs = layer(x[:, None], initial_state=[h, c])
    mine = dict(zip("hc", convlstm_step(x, h, c, *weights)))
    course_lib.draw_agreement(
        {name: (mine[name], their) for name, their in zip("hc", theirs)}, labels=("Keras", "you")
    ).show()

# %% [markdown]
# ## Part 3. A whole film
#
# Nothing new here, and that is the beauty of it: the same step, with the same stencils, for one frame after the other.

# %% tags=["otter_ignore"]
course_lib.draw_film_equation("forward")

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 3

# %% [markdown]
# ### Question 3: Run through the film
#
# Write `convlstm_forward`. It returns the hidden maps of all steps, and both states after the last one, so that somebody can go on from there.
#
# <details><summary>Hint 1: a nudge</summary>
#
# A film is `(N, T, R, C, Ci)`. Which axis do you walk along, and what is the shape of one frame of all films? Two things are handed from step to step.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $(h_t, c_t) = \text{step}(x_t, h_{t-1}, c_{t-1})$ for $t = 1, \dots, T$. Collect $h_1, \dots, h_T$ in a list, and let
# `np.stack` put the new axis where time belongs.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# All weights zero and $c_0 = 8$ everywhere: the memory is 4, 2, 1 after three frames, whatever the film shows, and `seq` is
# $\tfrac12\tanh(4),\ \tfrac12\tanh(2),\ \tfrac12\tanh(1)$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def convlstm_forward(x, h0, c0, kernel, recurrent_kernel, bias):
    """Runs a ConvLSTM through whole films.

    Args:
        x: films, (N, T, R, C, Ci), float64, time on axis 1.
        h0: the hidden state before the first frame, (N, R, C, F).
        c0: the cell state before the first frame, (N, R, C, F).
        kernel: stencils on x, (k, k, Ci, 4F).
        recurrent_kernel: stencils on h, (k, k, F, 4F).
        bias: (4F,).

    Returns:
        A tuple (seq, h, c): the hidden states of all steps, (N, T, R, C, F), and the two states
        after the last step, each (N, R, C, F).
    """
    # BEGIN SOLUTION
    h, c = h0, c0
    seq = []
    for t in range(x.shape[1]):
        h, c = convlstm_step(x[:, t], h, c, kernel, recurrent_kernel, bias)
        seq.append(h)
    return np.stack(seq, axis=1), h, c
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Three films of four frames. Is time axis 1 of seq, and is its last entry the state that you hand on?'
"""  # END TEST CONFIG


def time_is_axis_one_and_ends_with_the_last_state(convlstm_forward):
    x = rng.normal(size=(3, 4, 2, 5, 1))
    h0, c0 = rng.normal(size=(2, 3, 2, 5, 2))
    weights = [rng.normal(size=size) for size in ((3, 3, 1, 8), (3, 3, 2, 8), (8,))]
    shapes = (3, 4, 2, 5, 2), (3, 2, 5, 2), (3, 2, 5, 2)
    seq, h, _ = unpack(convlstm_forward(x, h0, c0, *weights), "seq h c", *shapes)
    result = compare(seq[:, -1], h, name="The last entry of seq")
    assert result, f"{result} It should be the hidden state after the last frame. What is yours?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case of hint 3 was run. Does the memory halve with every frame?'
"""  # END TEST CONFIG


def zero_weights_halve_the_memory_with_each_frame(convlstm_forward):
    x, c0 = np.ones((1, 3, 2, 2, 1)), np.full((1, 2, 2, 1), 8.0)
    nothing = np.zeros((3, 3, 1, 4)), np.zeros((3, 3, 1, 4)), np.zeros(4)
    shapes = (1, 3, 2, 2, 1), (1, 2, 2, 1), (1, 2, 2, 1)
    seq, _, c = unpack(convlstm_forward(x, 0 * c0, c0, *nothing), "seq h c", *shapes)
    result = compare(c, np.ones((1, 2, 2, 1)), name="c after three frames")
    assert result, f"{result} It started at 8. At which frame does it go astray?"
    said = 0.5 * np.tanh([4.0, 2.0, 1.0])
    result = compare(seq[0, :, 0, 0, 0], said, name="seq at one place")
    assert result, (
        f"{result} Do you collect the new hidden state of each frame, and in which order?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A Keras ConvLSTM2D ran through the same films from the same states, and disagrees. Which of the three results is it?'
"""  # END TEST CONFIG


def the_film_agrees_with_the_keras_layer(convlstm_forward):
    N, T, R, C, Ci, F, k = 2, 4, 3, 5, 2, 3, 3
    sizes = (N, T, R, C, Ci), (N, R, C, F), (N, R, C, F)
    x, h0, c0 = (rng.normal(size=size).astype(np.float32) for size in sizes)
    sizes = (k, k, Ci, 4 * F), (k, k, F, 4 * F), (4 * F,)
    weights = [0.3 * rng.normal(size=size).astype(np.float32) for size in sizes]
    layer = keras.layers.ConvLSTM2D(
        F,
        k,
        padding="same",
        recurrent_activation="sigmoid",
        return_sequences=True,
        return_state=True,
    )
    layer.build((N, T, R, C, Ci))
    layer.set_weights(weights)
    theirs = [np.asarray(array) for array in layer(x, initial_state=[h0, c0])]
    wide = [array.astype(np.float64) for array in (x, h0, c0, *weights)]
    shapes = (N, T, R, C, F), (N, R, C, F), (N, R, C, F)
    mine = unpack(convlstm_forward(*wide), "seq h c", *shapes)
    assert all(np.allclose(a, b, rtol=1e-4, atol=1e-4) for a, b in zip(mine, theirs)), (
        "With the weights and the first states of a Keras layer, one of your three results is not "
        "Keras's. Do you begin with h0 and c0, go forwards, and return seq, h and c in this order?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'A film was shown in two pieces, the states carried over, and once as a whole. Is the result the same?'
"""  # END TEST CONFIG


def two_pieces_equal_one_run(convlstm_forward):
    for N, T, cut in ((2, 5, 2), (1, 2, 1)):
        x = rng.normal(size=(N, T, 4, 3, 2))
        h0, c0 = rng.normal(size=(2, N, 4, 3, 3))
        weights = [0.4 * rng.normal(size=size) for size in ((3, 3, 2, 12), (3, 3, 3, 12), (12,))]
        state = (N, 4, 3, 3)
        names = "seq h c"
        whole = unpack(convlstm_forward(x, h0, c0, *weights), names, (N, T, 4, 3, 3), state, state)
        first = unpack(
            convlstm_forward(x[:, :cut], h0, c0, *weights), names, (N, cut, 4, 3, 3), state, state
        )
        second = unpack(
            convlstm_forward(x[:, cut:], first[1], first[2], *weights),
            names,
            (N, T - cut, 4, 3, 3),
            state,
            state,
        )
        joined = np.concatenate([first[0], second[0]], axis=1), second[1], second[2]
        assert all(np.allclose(a, b, rtol=0, atol=1e-10) for a, b in zip(whole, joined)), (
            "A film in two pieces, with both states carried from the first to the second, gave "
            "another result than the film as a whole. Which state is not carried, or not where it "
            "started?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The end of a film was changed. Do maps move that belong to earlier frames?'
"""  # END TEST CONFIG


def the_past_does_not_know_the_future(convlstm_forward):
    N, T, F = 2, 6, 2
    x = rng.normal(size=(N, T, 3, 4, 1))
    h0, c0 = rng.normal(size=(2, N, 3, 4, F))
    weights = [0.5 * rng.normal(size=size) for size in ((3, 3, 1, 8), (3, 3, F, 8), (8,))]
    shapes = (N, T, 3, 4, F), (N, 3, 4, F), (N, 3, 4, F)
    other = x.copy()
    other[:, 4:] = 2 + rng.normal(size=(N, 2, 3, 4, 1))
    seqs = [
        unpack(convlstm_forward(film, h0, c0, *weights), "seq h c", *shapes)[0]
        for film in (x, other)
    ]
    moved = np.abs(seqs[0] - seqs[1]).max(axis=(0, 2, 3, 4)) > 1e-9
    assert not moved[:4].any(), (
        "Only the last two of six frames were changed, and a map before them moved. In which "
        "direction do you walk through the film?"
    )
    assert moved[4:].all(), (
        "The last two frames were changed, and the maps after them did not move. Are all frames "
        "read?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'The films and the first states were looked at after the run. Which of your lines writes into them?'
"""  # END TEST CONFIG


def the_film_is_not_written_into(convlstm_forward):
    N, T, F = 3, 3, 2
    x = rng.normal(size=(N, T, 2, 3, F))
    h0, c0 = rng.normal(size=(2, N, 2, 3, F))
    weights = [rng.normal(size=size) for size in ((3, 3, F, 8), (3, 3, F, 8), (8,))]
    kept = [array.copy() for array in (x, h0, c0)]
    shapes = (N, T, 2, 3, F), (N, 2, 3, F), (N, 2, 3, F)
    first = unpack(convlstm_forward(x, h0, c0, *weights), "seq h c", *shapes)
    assert all(np.array_equal(new, old) for new, old in zip((x, h0, c0), kept)), (
        "After the run the films or the first states were no longer what they had been. Where do "
        "you put what you compute: into an array of your own?"
    )
    order = rng.permutation(N)
    mixed = convlstm_forward(x[order], h0[order], c0[order], *weights)
    mixed = unpack(mixed, "seq h c", *shapes)
    assert all(np.allclose(a[order], b, rtol=0, atol=1e-12) for a, b in zip(first, mixed)), (
        "Films were shuffled, and the results did not follow. Does one film look at another one?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Let us watch a rumour. The film is black; the only thing that ever happened is a single 1 in the first hidden state. The weights are set by hand, so
# that everybody who hears something repeats it. After $t$ steps, those who have heard of it are a square with a side of $2t + 1$: **one stencil's reach for each
# step**. Rows and columns of your own array:

# %% tags=["otter_ignore"]
with course_lib.once_ready("q3"):
    repeat = np.zeros((3, 3, 1, 4))
    repeat[..., 2] = 1.0
    h0 = np.zeros((1, 13, 13, 1))
    h0[0, 6, 6] = 1.0
    seq, _, _ = convlstm_forward(
        np.zeros((1, 6, 13, 13, 1)),
        h0,
        0 * h0,
        np.zeros((3, 3, 1, 4)),
        repeat,
        np.array([9.0, -9.0, 0.0, 9.0]),
    )
    print("side of the square:", [int((seq[0, t, 6] > 1e-6).sum()) for t in range(6)])
    course_lib.draw_frames({"h  the rumour": seq[0]}, title="Who has heard of it?").show()

# %% [markdown]
# **A design question (not graded).** A digit that moves by one pixel a frame can be followed with $k = 3$. What if it moved by three pixels
# a frame? Name two ways to let your net follow it, and what each of them costs. (The number of weights is $4F\,(k^2 (C_i + F) + 1)$.)
#
# <details><summary>What we would consider</summary>
#
# A larger stencil: $k = 7$ reaches three places, at $49/9 \approx 5.4$ times the weights. Or two layers on top of each other, or a $k$ that is larger for `x` only. Or
# smaller frames: if every second pixel is left out, three pixels become one and a half. Each of them is right somewhere. What does *not* help is more
# filters: $F$ is how much a place can have in mind, not how far it can see.
# </details>

# %% [markdown]
# ## Part 4. The film factory
#
# Now for the films. They are made from real handwriting and a very simple life: one digit, one frame, two walls in each direction.
# Here is the row of one digit, frame after frame, drawn as a chart: large numbers are at the top of the chart. On the screen the row with the largest number is the lowest one,
# so this digit falls first, and bounces off the floor.

# %% tags=["otter_ignore"]
course_lib.draw_film_equation("walls")

# %% [markdown]
# With a film in hand, one more thing has to be settled: what is the *question*, and what is the *answer*? The net is to see every frame
# and say the next one. So for each film there is a row of frames to look at, and a row of right answers, and the two are nearly the same film. *Nearly* is the
# word on which more than one published example has tripped.

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 3

# %% [markdown]
# ### Question 4: Make the films, and say what is asked
#
# Write `moving_digits`. Each film shows **one** of the `images`, drawn at random, on a black ground:
#
# - it starts anywhere in the frame, as long as it is wholly inside: every row and every column that is possible is equally likely;
# - it goes up or down, and left or right, each with probability one half, and moves by exactly one row and one column with every frame;
# - where its next step would lead outside, that direction turns around *before* the step. Rows and columns do this independently.
#
# Draw from a generator of your own, `np.random.default_rng(seed)`. The pictures are square, smaller than the frame, and not always 8 by 8; a pixel of a film
# is a pixel of the picture, as it is.
#
# Then write `next_frame_pairs`. It gets films of $T$ frames and returns what the net sees and what it should have said, both with $T - 1$ frames.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Think of the upper left pixel of the digit. Which rows may it be in, the first and the last of them? Write a loop over films and in it one over
# frames; 800 films are made in a blink all the same. For the pairs: which frame of a film is never an answer, and which one is never shown?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With a digit of side $s$ in a frame of `size` the place runs from $0$ to $\text{size} - s$. With place $p$ and direction $d = \pm 1$: if
# $p + d$ is below 0 or above $\text{size} - s$, then $d \leftarrow -d$; then $p \leftarrow p + d$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# A digit of one single pixel in a frame of 3, starting in row 1 and going down, visits the rows 1, 2, 1, 0, 1, 2. Never 2, 2: at the wall nobody takes a break.
# A film with the frames A, B, C, D: shown A, B, C; right answers B, C, D.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def moving_digits(n, T=10, size=16, seed=0, images=None):
    """Films of a digit that drifts through a square frame and bounces off its walls.

    Args:
        n: how many films.
        T: how many frames each.
        size: rows and columns of a frame.
        seed: for the generator that all draws come from.
        images: pictures to choose from, (M, s, s), from 0 to 1, with s below size; all digits of
            the course if left out.

    Returns:
        The films, (n, T, size, size, 1), float32, from 0 to 1.
    """
    if images is None:
        images = course_lib.load_digit_images()
    # BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    side = images.shape[1]
    room = size - side
    films = np.zeros((n, T, size, size, 1), dtype=np.float32)
    for film in films:
        image = images[rng.integers(len(images))]
        place = rng.integers(0, room + 1, size=2)
        step = rng.choice([-1, 1], size=2)
        for frame in film:
            row, column = place
            frame[row : row + side, column : column + side, 0] = image
            outside = (place + step < 0) | (place + step > room)
            step = np.where(outside, -step, step)
            place += step
    return films
    # END SOLUTION


def next_frame_pairs(films):
    """What a net sees of some films, and what it should have said.

    Args:
        films: (N, T, R, C, 1).

    Returns:
        A tuple (shown, answers), each (N, T-1, R, C, 1).
    """
    # BEGIN SOLUTION
    return films[:, :-1], films[:, 1:]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Five films were ordered. Do they have the right shape and type, and a whole digit in every frame?'
"""  # END TEST CONFIG


def every_frame_shows_a_whole_digit(moving_digits):
    (films,) = unpack(moving_digits(5, T=12, seed=3), "films", (5, 12, 16, 16, 1))
    assert films.dtype == np.float32, f"The films should be float32. Yours are {films.dtype}: why?"
    assert films.min() >= 0 and films.max() <= 1, (
        "A pixel is below 0 or above 1. How did it get there?"
    )
    ink = films.sum(axis=(2, 3, 4))
    assert ink.min() > 0, "There is a frame without any digit in it. Which one?"
    assert np.allclose(ink, ink[:, :1], rtol=0, atol=0.01), (
        "Within a film the ink does not stay the same. Is it one digit all along, wholly inside, "
        "and is the frame black before it is drawn?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A digit of a single pixel was followed for nine frames. Does it move by one row and one column each time?'
"""  # END TEST CONFIG


def one_row_and_one_column_with_every_frame(moving_digits):
    films = moving_digits(6, T=9, size=3, seed=5, images=np.ones((1, 1, 1)))
    (films,) = unpack(films, "films", (6, 9, 3, 3, 1))
    assert np.array_equal(films.sum(axis=(2, 3, 4)), np.ones((6, 9))), (
        "The only picture was a single bright pixel, and some frame does not hold just that one."
    )
    places = np.stack(np.divmod(films.reshape(6, 9, 9).argmax(axis=2), 3), axis=2)
    moves = np.abs(np.diff(places, axis=1))
    assert np.all(moves == 1), (
        "A digit of a single pixel should change its row and its column by exactly one with every "
        "frame. Does yours take a break at the wall, or come in again on the other side?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
failure_message: 'A film with frames 1, 2, 3, 4 was cut into what is shown and what is asked. Which frame answers which?'
"""  # END TEST CONFIG


def the_answer_is_the_frame_after(next_frame_pairs):
    films = np.arange(1.0, 5.0).reshape(1, 4, 1, 1, 1) + np.zeros((2, 1, 2, 3, 1))
    shown, answers = unpack(next_frame_pairs(films), "shown answers", (2, 3, 2, 3, 1))
    assert not np.array_equal(shown, answers), (
        "What is shown and what is asked are the same frames. Then copying scores a perfect 0, "
        "and a net need not foresee anything. Which frame should answer the first one?"
    )
    result = compare(shown[0, :, 0, 0, 0], np.array([1.0, 2, 3]), name="the frames that are shown")
    assert result, f"{result} Which frame has no next one?"
    result = compare(answers[0, :, 0, 0, 0], np.array([2.0, 3, 4]), name="the right answers")
    assert result, f"{result} Which frame is nobody's next one?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Other digits were followed through other frames. Do they turn at the walls and nowhere else, at once, and in whole?'
"""  # END TEST CONFIG


def digits_turn_at_the_walls_and_nowhere_else(moving_digits):
    for side, size, T in ((3, 7, 15), (5, 8, 9), (2, 10, 25), (4, 5, 5)):
        images = 0.2 + 0.8 * rng.uniform(size=(6, side, side))
        films = moving_digits(20, T=T, size=size, seed=int(rng.integers(1000)), images=images)
        (films,) = unpack(films, "films", (20, T, size, size, 1))
        inked = films[..., 0] > 0.1
        rows, columns = inked.any(axis=3), inked.any(axis=2)
        assert np.all(inked.sum(axis=(2, 3)) == side * side) and all(
            np.all(line.sum(axis=2) == side) for line in (rows, columns)
        ), (
            "With pictures of another size in frames of another size, some frame did not hold one "
            "whole picture. Which size stands in your code as a number?"
        )
        tops = np.stack([rows.argmax(axis=2), columns.argmax(axis=2)], axis=2)
        moves, room = np.diff(tops, axis=1), size - side
        assert np.all(np.abs(moves) == 1), (
            "Some digit did not move by one row and one column from a frame to the next. What "
            "does it do at the walls, and are its steps always of one pixel?"
        )
        turned = moves[:, 1:] != moves[:, :-1]
        wall = (tops[:, 1:-1] == 0) | (tops[:, 1:-1] == room)
        assert np.array_equal(turned, wall), (
            "Directions should turn at the walls, and nowhere else. Where do yours turn?"
        )
        where = np.arange(side)
        for film in range(20):
            seen = [
                films[film, t, tops[film, t, 0] + where][:, tops[film, t, 1] + where, 0]
                for t in range(T)
            ]
            gaps = np.abs(np.array(seen)[:, None] - images).max(axis=(2, 3))
            which = gaps.argmin(axis=1)
            assert np.all(gaps.min(axis=1) < 1e-6) and np.all(which == which[0]), (
                "Each film should show one and the same of the given pictures in every frame, "
                "upright and with its own pixels. What is shown in yours?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Hundreds of films were counted. Are all places, all four ways and all pictures there, about equally often?'
"""  # END TEST CONFIG


def every_start_every_way_and_every_picture_occurs(moving_digits):
    images = np.linspace(0.2, 1, 5)[:, None, None] * np.ones((5, 2, 2))
    films = moving_digits(600, T=2, size=5, seed=int(rng.integers(1000)), images=images)
    (films,) = unpack(films, "films", (600, 2, 5, 5, 1))
    inked = films[..., 0] > 0.1
    tops = np.stack([inked.any(axis=3).argmax(axis=2), inked.any(axis=2).argmax(axis=2)], axis=2)
    starts = np.bincount(tops[:, 0] @ [4, 1], minlength=16)
    assert starts.min() >= 10, (
        "Among 600 films, some of the sixteen possible places was hardly ever the first one. "
        "Which rows and columns can your digits start in, and are they drawn independently?"
    )
    inside = np.all((tops[:, 0] > 0) & (tops[:, 0] < 3), axis=1)
    ways = np.bincount(np.diff(tops, axis=1)[inside, 0] @ [2, 1] + 3, minlength=7)[[0, 2, 4, 6]]
    assert ways.min() >= 0.1 * inside.sum(), (
        "Away from the walls a digit should go all four ways about equally often, and some way was "
        "rare. How are the two directions drawn?"
    )
    which = np.round((films.max(axis=(1, 2, 3, 4)) - 0.2) / 0.2).astype(int)
    assert np.bincount(which, minlength=5).min() >= 60, (
        "Five pictures were given, and one of them was hardly ever shown. Which ones do you "
        "choose from?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'The same order was placed twice, and another one with another seed. Which films were the same?'
"""  # END TEST CONFIG


def the_seed_decides_and_the_pictures_stay(moving_digits):
    images = rng.uniform(0.2, 1, size=(9, 3, 3))
    before, seed = images.copy(), int(rng.integers(1000))
    shape = (8, 4, 7, 7, 1)
    first, again, other = (
        unpack(moving_digits(8, T=4, size=7, seed=s, images=images), "films", shape)[0]
        for s in (seed, seed, seed + 1)
    )
    assert np.array_equal(images, before), (
        "After the call the pictures were no longer what they had been. Do you draw into them?"
    )
    assert np.array_equal(first, again), (
        "The same seed gave other films the second time. Which generator do all your draws come "
        "from?"
    )
    assert not np.array_equal(first, other), (
        "Another seed gave the very same films. Does the seed reach your generator?"
    )
    short, spelled_out = (
        unpack(moving_digits(3, **said), "films", (3, 10, 16, 16, 1))[0]
        for said in ({}, {"T": 10, "size": 16, "seed": 0, "images": load_digit_images()})
    )
    assert np.array_equal(short, spelled_out), (
        "With everything left out that may be left out, the films were not those of ten frames of "
        "16 by 16, seed 0 and all digits. Has a value in your first line changed?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'Films of another length were cut into questions and answers. Does each answer follow its question by one frame?'
"""  # END TEST CONFIG


def questions_and_answers_are_one_frame_apart(next_frame_pairs):
    for N, T in ((3, 7), (1, 2)):
        films = rng.uniform(size=(N, T, 4, 3, 1)).astype(np.float32)
        shown, answers = unpack(next_frame_pairs(films), "shown answers", (N, T - 1, 4, 3, 1))
        for t in range(T - 1):
            assert np.array_equal(shown[:, t], films[:, t]), (
                "At some step the frame that is shown was not the film's own frame of that step."
            )
            assert np.array_equal(answers[:, t], films[:, t + 1]), (
                "At some step the right answer was not the film's next frame. How many frames do "
                "your answers lag behind or run ahead?"
            )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Press play. Three of your own films; who sees one hit a corner exactly?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q4"):
    reels = moving_digits(3, T=24, seed=4)
    course_lib.animate_films(
        {name: reel for name, reel in zip(("one", "two", "three"), reels)}
    ).show()

# %% [markdown]
# **Whose film is it?** We are going to train on some films and ask about others. Most people would make 1000 films and set 200 aside. But then
# the *same* picture of a 7 is in both parts, only on another path, and the net could know it by heart. So we divide the **pictures**, before any film is made: 1400 are known, the
# other 397 are never seen in training. An honest exam has new questions, not the old ones in another order.
#
# And before any net: what do people reach who know nothing? Four rivals, on films of unseen pictures.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q4"):
    order = np.random.default_rng(0).permutation(len(digits))
    known, unseen = digits[order[:1400]], digits[order[1400:]]
    train = moving_digits(800, seed=1, images=known)
    fresh = moving_digits(200, seed=2, images=unseen)
    shown, answers = next_frame_pairs(fresh)
    mean_frame = train.mean(axis=(0, 1))
    ways = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    moved = np.stack([np.roll(shown, way, axis=(2, 3)) for way in ways])
    fits = ((moved[:, :, :-1] - shown[:, 1:]) ** 2).sum(axis=(3, 4, 5))
    going_on = np.take_along_axis(
        moved[:, :, 1:], fits.argmin(axis=0)[None, :, :, None, None, None], axis=0
    )[0]
    rivals = {
        "all black": np.mean(answers**2),
        "mean frame": np.mean((answers - mean_frame) ** 2),
        "copy the last": np.mean((answers - shown) ** 2),
        "go on as before": np.mean((answers[:, 1:] - going_on) ** 2),
    }
    for name, error in rivals.items():
        print(f"{name:16s} mean squared error {error:.4f}")

# %% [markdown]
# Look twice: *copy the last* loses to the *mean frame*, a grey blur that is the same for everyone. A sharp picture in the wrong place is wrong
# twice, once where the digit is and once where it is not. (The weather report knows this problem.) And *go on as before*, which measures the last
# movement and repeats it, is wrong only at the walls. A net that beats it has understood walls.

# %% [markdown]
# ## Part 5. A net that says the next frame
#
# The net is a ConvLSTM and a **head**: the ConvLSTM turns each frame, and all that went before, into $F$ hidden maps; the head turns these maps
# into one picture, with one more stencil and a sigmoid, since pixels lie between 0 and 1.
#
# In Keras the head needs a layer that works on every frame of a film, and the first one that comes to mind is `Conv3D`, a stencil with
# three sides: time, rows, columns. Many an example on the web has a head of `Conv3D(1, (3, 3, 3), padding="same")`. It trains like a dream. Look at the picture
# and find out why.

# %% tags=["otter_ignore"]
course_lib.draw_film_equation("head")

# %% [markdown]
# On the right, the prediction $\hat x_3$ of frame 3 is made from $h_3$ as well, and the net made $h_3$ when it *saw* frame 3. It does not foresee; it
# copies. We trained one, and its error on films of unseen digits was 0.0009 at each step: more than ten times better than the honest net that you are about to
# train. Except at the *last* step, where no later frame is there to copy from. There it was 0.0168, no better than honest people. And the last step is the one about the
# future, the only one that you wanted.

# %% [raw]
# # BEGIN QUESTION
# name: q5
# points: 3

# %% [markdown]
# ### Question 5: Build the net
#
# Write `build_next_frame`. It returns a Keras model, neither compiled nor trained, that
#
# - takes films `(N, T, size, size, 1)` of any length $T$, and returns as many frames, between 0 and 1: at step $t$ its prediction of frame
#   $t + 1$;
# - has a `ConvLSTM2D` with `filters` filters in it, and nothing but layers of Keras;
# - never peeks: what it says at step $t$ does not depend on any frame after $t$;
# - has the same weights at all places: their number does not depend on `size`, and where the digit is makes no difference to
#   what is said about it (except at the walls).
#
# In the hidden checks a net for 8 filters is trained for 6 short rounds on 128 films. From its second answer on, when it has seen two frames or more, its error on films of unseen
# pictures must then be at most *half* of that of the mean frame; ours gets to about 0.4. (The best that anybody without a memory can do is to paint all ways that are open, faintly.
# That makes 0.53, so the bar asks for a memory.)
#
# <details><summary>Hint 1: a nudge</summary>
#
# What is the length of a film in `keras.Input` if it may be anything? And what has to be said to a recurrent layer in Keras so that it returns
# all steps, and to a convolution so that frames keep their size? How large should a stencil be? Digits move by one pixel, so 3 can follow. But when a nose hits the wall, the
# *tail* has to turn in the same frame, and news travels as far as the stencils reach: 5 is slower to train and dreams better. Both pass.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# In the shape that `keras.Input` gets, a length that may be anything is `None`. A `ConvLSTM2D` wants to be told `return_sequences=True` and `padding="same"`. Then
# comes a head that looks at one step at a time: a `Conv3D` whose stencil is 1 long in time, or a `Conv2D` inside of `TimeDistributed`; one filter, padded in the
# same way, with a sigmoid.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# With 8 filters, $k = 5$ in the memory and 3 in the head: $4 \cdot 8 \cdot (25 \cdot (1 + 8) + 1) = 7232$ weights for the ConvLSTM, $9 \cdot 8 + 1 = 73$ for the head,
# 7305 together. For frames of 16 by 16, and for frames of 1000 by 1000.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
import keras


def build_next_frame(size, filters=8):
    """A small net that says the next frame of a film at every step.

    Args:
        size: rows and columns of a frame.
        filters: how many maps the memory has.

    Returns:
        A keras.Model from (N, T, size, size, 1) to the same shape, values between 0 and 1, for any
        T; neither compiled nor trained.
    """
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((None, size, size, 1)),
            keras.layers.ConvLSTM2D(filters, 5, padding="same", return_sequences=True),
            keras.layers.Conv3D(1, (1, 3, 3), padding="same", activation="sigmoid"),
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
failure_message: 'Films of three and of four frames were shown to a fresh net. Does it say as many frames, with pixels between 0 and 1?'
"""  # END TEST CONFIG


def as_many_frames_come_out_as_go_in(build_next_frame):
    model = build_next_frame(12)
    assert model is not None, "Nothing came back. Is a return missing?"
    for T in (3, 4):
        films = 5 * rng.uniform(size=(2, T, 12, 12, 1)).astype(np.float32)
        (said,) = unpack(np.asarray(model(films)), "said", (2, T, 12, 12, 1))
        assert said.min() >= 0 and said.max() <= 1, (
            "A pixel of the prediction is below 0 or above 1. Which curve squashes at the end?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The layers were looked through and the weights were counted. Is there a ConvLSTM2D, and does its size follow filters alone?'
"""  # END TEST CONFIG


def the_weights_do_not_depend_on_the_size(build_next_frame):
    small, large, deep = build_next_frame(8), build_next_frame(20), build_next_frame(8, filters=12)
    kinds = str([layer["class_name"] for layer in small.get_config()["layers"]])
    assert "ConvLSTM2D" in kinds, f"The layers are {kinds}. Which of them is a memory made of maps?"
    counts = [model.count_params() for model in (small, large, deep)]
    assert counts[0] == counts[1], (
        f"Frames of 8 by 8 need {counts[0]} weights, and frames of 20 by 20 need {counts[1]}. "
        "Which layer has weights of its own for every place?"
    )
    assert counts[2] > counts[0], (
        "With twelve filters instead of eight the net has no more weights. Does the argument get "
        "there?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'The last frames of a film were exchanged. May anything that was said before them change, and must what is said after them remember the first frame?'
"""  # END TEST CONFIG


def the_whole_net_never_peeks_and_remembers(build_next_frame):
    model = build_next_frame(10)
    film = rng.uniform(size=(2, 6, 10, 10, 1)).astype(np.float32)
    ending, beginning = film.copy(), film.copy()
    ending[:, 4:] = rng.uniform(size=(2, 2, 10, 10, 1))
    beginning[:, 0] = rng.uniform(size=(2, 10, 10, 1))
    shape = (2, 6, 10, 10, 1)
    said, other, later = (
        unpack(np.asarray(model(x)), "said", shape)[0] for x in (film, ending, beginning)
    )
    moved = np.abs(said - other).max(axis=(0, 2, 3, 4)) > 1e-5
    assert not moved[:4].any(), (
        "The last two of six frames were exchanged, and something that the net had said before it "
        "saw them changed. Blank the last frame: may the prediction before it move? Which layer "
        "reaches along the time axis, and how far?"
    )
    assert moved[4:].all(), (
        "The last two of six frames were exchanged, and what is said after them did not change. Is "
        "every frame looked at?"
    )
    assert np.abs(said - later)[:, 2].max() > 1e-5, (
        "The first frame was exchanged, and two frames later the net says the same as before. "
        "Does it remember anything?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The same little shape was shown in two places. Does the net say the same about it, as far from the walls as it was?'
"""  # END TEST CONFIG


def all_places_are_treated_alike(build_next_frame):
    model = build_next_frame(28)
    shape = rng.uniform(0.5, 1, size=(2, 4, 4, 1))
    here, there = np.zeros((2, 1, 2, 28, 28, 1), np.float32)
    here[0, :, 11:15, 12:16] = shape
    there[0, :, 13:17, 11:15] = shape
    said, elsewhere = (
        unpack(np.asarray(model(film)), "said", (1, 2, 28, 28, 1))[0] for film in (here, there)
    )
    assert np.allclose(said[:, :, 8:20, 8:20], elsewhere[:, :, 10:22, 7:19], rtol=0, atol=1e-4), (
        "A little shape was moved, far from all walls, and what the net says about it did not "
        "simply move along. Which layer treats places differently, or mixes them all?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'The net was trained on 128 films and asked about unseen digits. Does it see two frames, and the neighbourhood of a pixel?'
"""  # END TEST CONFIG


def it_learns_to_foresee(build_next_frame):
    keras.utils.set_random_seed(8)
    model = build_next_frame(16)
    noise = rng.uniform(size=(1, 4, 16, 16, 1)).astype(np.float32)
    blank = noise.copy()
    blank[:, 3] = 0.0
    early = [np.asarray(model(film))[:, :3] for film in (noise, blank)]
    assert np.abs(early[0] - early[1]).max() < 1e-5, (
        "The net peeks at later frames, so it was not trained at all. What does it have to foresee?"
    )
    images, films = load_digit_images(), {}
    shuffled = rng.permutation(len(images))
    for name, pool in (("known", shuffled[:1400]), ("unseen", shuffled[1400:])):
        clock = np.arange(10)[:, None] + rng.integers(16, size=(128, 1, 2))
        corner = (8 - np.abs(clock % 16 - 8))[..., None, None] + np.arange(8)
        down, right = corner[:, :, 0].swapaxes(2, 3), corner[:, :, 1]
        film, frame = np.ogrid[:128, :10]
        films[name] = np.zeros((128, 10, 16, 16, 1), np.float32)
        films[name][film[..., None, None], frame[..., None, None], down, right, 0] = images[
            rng.choice(pool, size=128)
        ][:, None]
    model.compile(
        optimizer={"class_name": "Adam", "config": {"learning_rate": 0.015}},
        loss="binary_crossentropy",
    )
    past, future = ({n: f[:, cut] for n, f in films.items()} for cut in (slice(9), slice(1, 10)))
    model.fit(past["known"], future["known"], epochs=6, batch_size=4, verbose=0)
    said = np.asarray(model.predict(past["unseen"], batch_size=64, verbose=0))
    (said,) = unpack(said, "said", (128, 9, 16, 16, 1))
    later = future["unseen"][:, 1:]
    error = np.mean((said[:, 1:] - later) ** 2)
    grey = np.mean((films["known"].mean(axis=(0, 1)) - later) ** 2)
    assert error <= 0.5 * grey, (
        "After training the net was hardly better than one that sees only a single frame, and "
        "paints all four ways at once. Does it remember where the digit came from, and do places "
        "hear of their neighbours?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Now let it learn, and give it 16 filters, so that it has something to dream with. You own a film factory, so why show any film twice? Each of 24 rounds has
# 400 *new* films of the known pictures. It takes one to three minutes; every fourth round, the number in the line is the error on films of unseen pictures, on which it is never trained.
# Remember the rivals: the mean frame, and *go on as before*.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    keras.utils.set_random_seed(1)
    model = build_next_frame(16, filters=16)
    slower_and_slower = keras.optimizers.schedules.CosineDecay(0.01, 24 * 50)
    model.compile(optimizer=keras.optimizers.Adam(slower_and_slower), loss="binary_crossentropy")
    for turn in range(1, 25):
        see, say = next_frame_pairs(moving_digits(400, T=12, seed=100 + turn, images=known))
        model.fit(see, say, batch_size=8, verbose=0)
        if turn % 4 == 0:
            said = model.predict(shown, batch_size=50, verbose=0)
            error = np.mean((said - answers) ** 2)
            print(f"after {turn:2d} rounds: error on unseen digits {error:.4f}")

# %% [markdown]
# One film of an unseen digit: what is true, what copying says, what your net says. The little numbers are the errors. The first frame is the hardest: there is
# nothing to remember yet, and your net paints all four ways at once, faintly. It hedges.
#
# The next hardest places are the walls. What bounces is the whole *picture* of the digit, and many a picture has a black margin, which nobody can see on a black ground. So is it this frame that
# it turns around in, or the next one? Find a frame with a large number, and look where the digit was.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    course_lib.draw_frames(
        {"true": answers[0], "copy the last": shown[0], "my net": said[0]},
        against="true",
        first=2,
        title="An unseen digit: one frame ahead",
    ).show()

# %% [markdown]
# ### What the valves are doing
#
# What goes on inside? We take the trained stencils out of Keras and put them into *your* `convlstm_step`. It returns $h$ and $c$, but not the gates. There is a trick to get
# at them from outside, though, like knocking on a wall to find out what is behind it. The new memory is $f \odot c + i \odot g$, so
#
# - with $c = 0$ it returns just what is **written**, $i \odot g$;
# - with $c = 1$ it returns the same plus $f$. Subtract, and there is the **forget gate**;
# - and $h$ divided by $\tanh(c)$ is the **output gate**.
#
# How to read the picture: of all filters it shows the one whose forget gate is the liveliest. In the rows of $f$ and $o$ white is shut and full colour is open. In the rows of what is written, of $c$ and of
# $h$, purple is below zero and orange above. Nobody told this filter what to be good for. What would you say it is: does it follow the digit, or wait at the walls, or something else?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    kinds = [type(station) for station in model.layers]
    memory = model.layers[kinds.index(keras.layers.ConvLSTM2D)]
    weights = [array.astype(np.float64) for array in memory.get_weights()]
    film = shown[:1].astype(np.float64)
    h = c = np.zeros((1, 16, 16, memory.filters))
    seen = {name: [] for name in ("written", "f", "c", "o", "h")}
    for t in range(film.shape[1]):
        _, written = convlstm_step(film[:, t], h, 0 * c, *weights)
        _, with_ones = convlstm_step(film[:, t], h, 0 * c + 1, *weights)
        h, c = convlstm_step(film[:, t], h, c, *weights)
        opened = h / np.where(np.abs(c) < 1e-9, 1e-9, np.tanh(c))
        for name, maps in zip(seen, (written, with_ones - written, c, opened, h)):
            seen[name].append(maps[0])
    seen = {name: np.array(maps) for name, maps in seen.items()}
    liveliest = int(seen["f"].std(axis=(1, 2)).mean(axis=0).argmax())
    course_lib.draw_frames(
        {
            "the film": film[0],
            "f  forget gate": seen["f"][..., liveliest],
            "g  written, i ⊙ g": seen["written"][..., liveliest],
            "c  cell state": seen["c"][..., liveliest],
            "o  output gate": seen["o"][..., liveliest],
            "h  hidden state": seen["h"][..., liveliest],
        },
        title=f"What filter {liveliest} of my net has in mind",
    ).show()

# %% [markdown]
# (Ours watches the walls: it lights up where the digit comes close to one. Yours may have chosen another job.)
#
# And is it really the same net? Your `convlstm_forward` with the trained stencils against Keras's layer, on ten unseen films:

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    nothing = np.zeros((10, 16, 16, memory.filters))
    seq, _, _ = convlstm_forward(shown[:10].astype(np.float64), nothing, nothing, *weights)
    body = keras.Model(model.inputs, memory.output)
    course_lib.draw_agreement(
        {"h": (seq, body.predict(shown[:10], verbose=0))}, labels=("Keras", "you")
    ).show()

# %% [markdown]
# ## Part 6. Pull the plug
#
# One frame ahead is nice, but a film is longer. To look further ahead the net is shown *its own prediction*, as if it had happened, and asked again. And again. This
# is called a **rollout**; it is how a language model writes a page, and how a weather model gets from Monday to Friday.

# %% tags=["otter_ignore"]
course_lib.draw_film_equation("dream")

# %% [markdown]
# There is a famous way to get this wrong: to walk through the *true* film and collect one-step predictions on the way. That
# looks marvellous, since after each frame somebody tells the net where the digit really is. It is a weather forecast for every day of the week, each
# made the evening before.
#
# **Guess before you run (3).** The mean frame is a poor prophet, but it never gets worse. After how many dreamed frames is your net's dream as wrong as
# the mean frame: 2, 4, 8, never? Write your number down before you go on (nobody grades it).

# %% [raw]
# # BEGIN QUESTION
# name: q6
# points: 3

# %% [markdown]
# ### Question 6: The honest dream
#
# Write `rollout`. It shows the model the given frames, takes the last frame that it says, puts that *behind* the frames, and goes on in the same way until
# there are `steps` new frames. The model always sees the whole film so far: the given frames, and all that it has dreamed. What it says is
# taken as it is, no rounding. Only the dreamed frames are returned. A wish for zero steps is granted, too.
#
# <details><summary>Hint 1: a nudge</summary>
#
# The model says as many frames as it sees: at step $t$ its opinion about frame $t+1$. Which one of them is news? And along which axis is a film glued together?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With $m$ for the model: $\hat x_{T+1} = m(x_1, \dots, x_T)_T$, then $\hat x_{T+2} = m(x_1, \dots, x_T, \hat x_{T+1})_{T+1}$, and so on. `model(film)` returns a tensor and
# `np.asarray` makes an array of it; `said[:, -1:]` keeps the time axis, `said[:, -1]` loses it.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# A model that always says *the last frame plus the one before it*, and two frames that are 1 everywhere: it dreams 2, 3, 5, 8. If yours says 2, 2, 2, 2, where did the
# first dream go? If it says 2, 2, 4, 6, did the second question lose its past?
# (The check does the same with frames of 0.1, a darker grey.)
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def rollout(model, frames, steps):
    """Lets a model go on with a film by itself, fed with its own predictions.

    Args:
        model: a Keras model that says, at every step, the next frame: (N, T, R, C, 1) to the
            same shape, for any T.
        frames: the true frames that it is shown, (N, T0, R, C, 1).
        steps: how many frames it should dream, 0 or more.

    Returns:
        The dreamed frames, (N, steps, R, C, 1), float32.
    """
    # BEGIN SOLUTION
    film = np.asarray(frames, dtype=np.float32)
    for _ in range(steps):
        said = np.asarray(model(film))
        film = np.concatenate([film, said[:, -1:]], axis=1)
    return film[:, frames.shape[1] :]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The model of hint 3 was asked for four frames. Does it dream the numbers of Fibonacci?'
"""  # END TEST CONFIG


def fibonacci_is_dreamed(rollout):
    adding = keras.Sequential(
        [keras.Input((None, 2, 3, 1)), keras.layers.Conv3D(1, (3, 1, 1), padding="same")]
    )
    adding.set_weights([np.array([1.0, 1.0, 0.0]).reshape(3, 1, 1, 1, 1), np.zeros(1)])
    frames = np.full((1, 2, 2, 3, 1), 0.1, np.float32)
    (dreamed,) = unpack(rollout(adding, frames, 4), "dreamed", (1, 4, 2, 3, 1))
    wanted = np.array([0.2, 0.3, 0.5, 0.8], dtype=np.float32)
    result = compare(
        dreamed[0, :, 0, 0, 0], wanted, rtol=1e-4, atol=1e-4, name="dreamed, from 0.1, 0.1"
    )
    assert result, f"{result} What did the model see when it said the second frame?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'Nothing was wished for, and a single frame was given. Is the wish for zero frames granted?'
"""  # END TEST CONFIG


def zero_steps_are_no_frames(rollout):
    echo = keras.Sequential(
        [keras.Input((None, 3, 2, 1)), keras.layers.Conv3D(1, (1, 1, 1), padding="same")]
    )
    echo.set_weights([np.ones((1, 1, 1, 1, 1)), np.zeros(1)])
    frames = rng.uniform(size=(2, 3, 3, 2, 1)).astype(np.float32)
    (dreamed,) = unpack(rollout(echo, frames[:, :1], 2), "dreamed", (2, 2, 3, 2, 1))
    result = compare(
        dreamed, frames[:, [0, 0]], rtol=1e-4, atol=1e-4, name="dreamed by a net that repeats"
    )
    assert result, (
        f"{result} It was shown one frame and says what it sees. Which frame did you take?"
    )
    unpack(rollout(echo, frames, 0), "dreamed", (2, 0, 3, 2, 1))


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'A net with a memory dreamed, and was then shown its own dream as a film. Does it say the same again?'
"""  # END TEST CONFIG


def the_dream_agrees_with_itself(rollout):
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((None, 4, 5, 1)),
            layers.ConvLSTM2D(2, 3, padding="same", return_sequences=True),
            layers.Conv3D(1, 1, activation="sigmoid"),
        ]
    )
    scales = (1.5, 0.5, 1.0, 3.0, 0.5)
    drawn = [s * rng.normal(size=w.shape) for s, w in zip(scales, model.get_weights())]
    model.set_weights(drawn)
    frames, steps = rng.uniform(size=(2, 3, 4, 5, 1)).astype(np.float32), 4
    kept = frames.copy()
    (dreamed,) = unpack(rollout(model, frames, steps), "dreamed", (2, steps, 4, 5, 1))
    assert np.array_equal(frames, kept), (
        "After the rollout the true frames were no longer what they had been. Where do the dreamed "
        "frames go?"
    )
    film = np.concatenate([kept, dreamed], axis=1).astype(np.float32)
    again = np.asarray(model(film))[:, 2:-1]
    assert np.allclose(dreamed, again, rtol=0, atol=1e-4), (
        "The true frames and the dream behind them were shown to the same net once more, as one "
        "film, and it did not say the dream again. At the second step, where did the input come "
        "from, and was the whole past there?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Short and long dreams of several films were compared. Is each dream its own film, and the beginning of the longer one?'
"""  # END TEST CONFIG


def a_longer_dream_begins_like_a_short_one(rollout):
    turning = keras.Sequential(
        [keras.Input((None, 3, 3, 1)), keras.layers.Conv3D(1, (3, 3, 3), padding="same")]
    )
    stencil = np.zeros((3, 3, 3, 1, 1))
    stencil[:2] = rng.uniform(-0.25, 0.25, size=(2, 3, 3, 1, 1))
    turning.set_weights([stencil, np.array([0.1])])
    frames = rng.uniform(size=(3, 4, 3, 3, 1))
    (long,) = unpack(rollout(turning, frames, 3), "dreamed", (3, 3, 3, 3, 1))
    assert long.dtype == np.float32, (
        "The dream is not float32. Which type do the frames of a film have?"
    )
    (short,) = unpack(rollout(turning, frames, 1), "dreamed", (3, 1, 3, 3, 1))
    now, before = np.pad(frames[:, 2:][:, ::-1, ..., 0], ((0, 0), (0, 0), (1, 1), (1, 1))).swapaxes(
        0, 1
    )
    first = np.full((3, 3, 3), 0.1)
    for r, c, tap_r, tap_c in np.ndindex(3, 3, 3, 3):
        first[:, r, c] += before[:, r + tap_r, c + tap_c] * stencil[0, tap_r, tap_c, 0, 0]
        first[:, r, c] += now[:, r + tap_r, c + tap_c] * stencil[1, tap_r, tap_c, 0, 0]
    assert np.allclose(short[:, 0, ..., 0], first, rtol=0, atol=1e-4), (
        "The first dreamed frame is not what the model says about the frame after the last one. "
        "Which of the frames that it says is the news?"
    )
    assert np.allclose(short, long[:, :1], rtol=0, atol=1e-4), (
        "A dream of one frame is not the beginning of a dream of three. Does the number of steps "
        "change what is shown to the model?"
    )
    order = np.array([2, 0, 1])
    (mixed,) = unpack(rollout(turning, frames[order], 3), "dreamed", (3, 3, 3, 3, 1))
    assert np.allclose(mixed, long[order], rtol=0, atol=1e-4), (
        "Films changed places, and their dreams did not follow. Along which axis do you glue?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Ten frames of unseen films are shown, then the plug is pulled. How good was your guess? *Told* is the same net with a true frame after each prediction: what the
# famous mistake would have drawn.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    long_films = moving_digits(100, T=20, seed=3, images=unseen)
    dreams = rollout(model, long_films[:, :10], 10)
    told = model.predict(long_films[:, :-1], batch_size=50, verbose=0)[:, 9:]
    future = long_films[:, 10:]
    errors = {
        "my dream": np.mean((dreams - future) ** 2, axis=(0, 2, 3, 4)),
        "told": np.mean((told - future) ** 2, axis=(0, 2, 3, 4)),
        "mean frame": np.mean((mean_frame - future) ** 2, axis=(0, 2, 3, 4)),
        "last frame": np.mean((long_films[:, 9:10] - future) ** 2, axis=(0, 2, 3, 4)),
    }
    print("my dream:", np.round(errors["my dream"], 3))
    course_lib.draw_lines(
        np.arange(1, 11),
        errors,
        labels=("frames since the plug was pulled", "mean squared error"),
        title="How a dream goes wrong",
    ).show()

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    course_lib.draw_frames(
        {
            "true": long_films[0, 7:17],
            "the last frame": np.concatenate([long_films[0, 7:10], long_films[0, [9] * 7]]),
            "my net": np.concatenate([long_films[0, 7:10], dreams[0, :7]]),
        },
        against="true",
        plug=3,
        first=8,
        title="The same film, dreamed",
    ).show()

# %% [markdown]
# In our run the first dreamed frame had an error of 0.009 and the fourth one of 0.028, and after eight or nine frames the dream was as wrong as the mean frame. (Yours will
# differ: with other pictures kept apart ours stayed below it for all ten.) Each frame is made of the one before it, with all its fog: in training your net was never shown a foggy digit, and whatever it gets wrong is the
# truth from then on. Where it is not sure it does what a mean squared error, or a cross-entropy, pays for: it paints all that may be, faintly. And look at the
# dream once more: long after the *digit* has been forgotten, the *movement* goes on.

# %% [markdown]
# ## Something to show
#
# The film of the beginning once more, and now it is yours: your films, your net, your rollout, and digits that it had never seen. Send it to somebody. If they ask why
# the digit on the right gets foggy, you can explain it.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    best = int(np.argmin(np.mean((dreams - future) ** 2, axis=(1, 2, 3, 4))))
    on_screen = {
        "the film": long_films[best],
        "my net": np.concatenate([long_films[best, :10], dreams[best]]),
    }
    film = course_lib.animate_films(on_screen, plug=10, dreams=("my net",))
    film.save("my_screensaver.gif")
    film.show()

# %% [markdown]
# (That was your best dream out of a hundred, chosen by its error. Everybody shows their best one, and few say so. Put another number for `best`, and watch an ordinary one.)
#
# **A debugging question (not graded).** A friend sends you the chart of *their* dream. It is astonishing: ten frames without the film, and hardly any error. Their
# net is the same as yours, and so is the training. What has happened, and which line of their `rollout` would you like to see?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    course_lib.draw_lines(
        np.arange(1, 11),
        {
            "the friend": errors["told"],
            "mean frame": errors["mean frame"],
        },
        labels=("frames since the plug was pulled", "mean squared error"),
        title="A friend's dream",
    ).show()

# %% [markdown]
# <details><summary>What we would say to the friend</summary>
#
# A dream that does not get worse with time is no dream. Errors pile up in a rollout, since every frame is built on the ones before it, and here
# the curve is flat. So after each frame the net has been told the truth: the loop walks through the *true* film and collects one-step predictions. Ask for the line in which the input of
# the second step is put together. (And a sharp bounce off a wall at the right frame, eight frames after the plug was pulled, would have been a hint as well.)
# </details>
#
# **A question to talk about (not graded).** Your net was trained to be right one frame ahead, on true frames, and then used on its own foggy ones. What could be changed about the
# *training* so that it dreams better? What would it cost?
#
# *Your thoughts (double-click here and write):*

# %% [markdown]
# ## Recap in five lines
#
# 1. A ConvLSTM is an LSTM with convolutions for matrix products: `x`, `h` and `c` are maps, and all places share the same stencils.
# 2. What a place can hear in one step is as far as the stencil reaches; states keep their size, so the recurrent stencil is `'same'`.
# 3. A score means something beside its rivals: copying the last frame loses to a grey blur, and both are free.
# 4. Divide the *pictures* before making films, and test the whole model for peeking: change the future, and look whether the past moves.
# 5. An honest rollout eats its own words. If its error does not grow, look where its food comes from.
#
# ## If you want more (not graded)
#
# **Rush hour.** Put two digits into every film (add two films, and cut what is above 1). They pass through each other, like ghosts. Retrain: which errors does the net make that it did not make with one digit, and does
# it keep them apart after they have met? Then give it what it lacks: more filters, a second ConvLSTM, or a training that lets it dream for two frames before it is told the truth.
