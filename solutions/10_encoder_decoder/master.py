# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "Encoder-decoder: a note through the hatch"
#     minutes: 90
#     limits: {call_seconds: 20, notebook_seconds: 60}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: encoder_decoder

# %% [markdown]
# # Encoder-decoder: a note through the hatch
#
# **What you will have built.** Two nets that learn to add, though nobody ever tells them what a plus is. One of them hears the sum and may not speak. The
# other has heard nothing and must say the answer. All that passes between them is one note of numbers, through a hatch in the wall. You will write both of them in
# NumPy, train them with Keras, hold an honest exam, and read the note.
#
# **Time.** About 90 minutes. A good place to pause is after question 4.
#
# **You need.** NumPy arrays, and the LSTM step of assignment 03: two states, $h$ and $c$. No calculus. A net is trained near the end, in about half a minute.

# %%
import course_lib
import keras
import numpy as np

# %% [markdown]
# ## The whole thing first
#
# The counting house of Lower Pudding has two clerks and one wall. On the left sits the **Ear**. It is told a sum, symbol by symbol, *back to front* (do not ask; it is
# tradition, and it helps; the last page says how much). On the right sits the **Mouth**, who has to say the answer, symbol by symbol, and ends with a full stop. In the wall is a hatch, just wide enough for a single note.

# %% tags=["otter_ignore"]
course_lib.draw_hatch("bridge")

# %% [markdown]
# The Ear is called an **encoder**, the Mouth a **decoder**, and the two are trained as one net. Below is an exam that they have sat: sums that were in no
# lesson of theirs, neither this way round nor the other. (Where a Mouth says something wrong, such a table marks the first wrong symbol. You will see it happen when yours is young.)

# %% tags=["otter_ignore"]
EXAM = (
    ["10+11", "31+35", "45+49", "9+98", "56+79", "67+86", "2+44", "96+99"],
    ["21", "66", "94", "107", "135", "153", "46", "195"],
    ["21", "66", "94", "107", "135", "153", "46", "195"],
)
course_lib.draw_answers(*EXAM, title="An exam at the counting house")

# %% [markdown]
# This is how the first translating nets worked, and what they did with French: read a sentence of one length, pass a note, write one of another length. A sum is a language with a dozen
# words and no exceptions, which makes it easier to mark.
#
# **Guess before you run (1).** A clerk who has never heard any sum answers each of them with `100.`, always. How many of a hundred *symbols* will be right (the full stop is one, blanks are none), and how many of a hundred
# *answers*? Write down both. You will find out in part 7, and the difference is the reason for part 7.
#
# ### The letters
#
# | letter | what it is | shape |
# |---|---|---|
# | $N$, $T$, $H$ | sums in a batch, symbols in a text, units of a clerk | numbers |
# | $V$ | symbols: how many different ones there are | number |
# | `x` | what the Ear hears: one row for each symbol, a single 1 in it | `(N, T, V)` |
# | `y` | what the Mouth should say, each symbol by its number | `(N, T)`, `int64` |
# | `mask` | which places of `y` are real and not padding | `(N, T)`, `bool` |
# | `h`, `c` | the two states: **the note** is both of them | `(N, H)` |
# | `logits` | what the Mouth says of each symbol: any number, larger is likelier | `(N, V)`, `(N, T, V)` |
# | `params` | all weights of both clerks: a dict | see part 3 |
#
# One row is one sum, time is axis 1. NumPy questions are `float64`; what is fed to Keras is `float32`.
#
# Three of the symbols are not for counting. The **blank** fills up short texts (*padding*). `<` is the starting shot: the Mouth hears it instead of a symbol before its first. And `.` means *I have finished*.

# %%
SYMBOLS = " 0123456789+<."
PAD, START, STOP = 0, 12, 13


def as_question(a, b):
    """A sum as the Ear hears it: back to front."""
    return f"{a}+{b}"[::-1]


def as_answer(a, b):
    """What the Mouth should say: the result, and a full stop."""
    return f"{a + b}."


# %% tags=["otter_ignore"]
print(as_question(12, 34), "is how the Ear hears 12+34.  The Mouth should say", as_answer(12, 34))

# %% [markdown]
# ## Part 1. One switch for each symbol
#
# A net cannot eat a `7`. If it got the *number* 7 it would believe that `7` is more than `3` and that `+` is the next thing after `9`. So every symbol gets a switch of its
# own: $V$ switches in a row, one of them on. This is called **one-hot**.

# %% tags=["otter_ignore"]
course_lib.draw_hatch("switches")

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 2

# %% [markdown]
# ### Question 1: Switches on, switches off
#
# Write `encode_text` and `decode_ids`. The first symbol of `vocab` is the blank. `encode_text` fills up with blanks *behind* the text until there are $T$ rows. A symbol that is not in `vocab` must
# not slip through, and neither must a text longer than $T$: raise a `ValueError` for both. (`vocab.index` does so for the first by itself.) `decode_ids` turns numbers of symbols into a text again and leaves out the blanks.
#
# <details><summary>Hint 1: a nudge</summary>
#
# First find the number of each symbol, then think about switches. Row number $k$ of which well-known matrix has its only 1 at place $k$?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Make a list of numbers: `vocab.index(symbol)` for each symbol, then as many zeros as are missing to $T$. Index `np.eye(V, dtype=np.float32)` with it. The way back joins `vocab[number]` for every number
# that is not 0.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# `vocab = "_ab"`, $T = 3$: `"ba"` has the numbers $2, 1$, then $0$ for the missing place. So the rows are $[0, 0, 1]$, $[0, 1, 0]$ and $[1, 0, 0]$: also a blank has a switch that is on. Back: `[2, 1, 0]`
# is `"ba"`.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def encode_text(s, vocab, T):
    """Turns a text into rows of switches, one row for each symbol, filled up with blanks.

    Args:
        s: a text of at most T symbols, without blanks.
        vocab: all symbols, a text of V different ones; number 0 is the blank.
        T: how many rows there shall be.

    Returns:
        The switches, (T, V), float32: in every row a single 1, otherwise 0.

    Raises:
        ValueError: a symbol is not in vocab, or the text is longer than T.
    """
    # BEGIN SOLUTION
    if len(s) > T:
        raise ValueError("the text is too long")
    ids = [vocab.index(symbol) for symbol in s] + [0] * (T - len(s))
    return np.eye(len(vocab), dtype=np.float32)[ids]
    # END SOLUTION


def decode_ids(ids, vocab):
    """Turns numbers of symbols into a text.

    Args:
        ids: numbers of symbols, (L,), int64, or a list of them.
        vocab: all symbols; number 0 is the blank.

    Returns:
        The text, without blanks.
    """
    # BEGIN SOLUTION
    return "".join(vocab[number] for number in ids if number != 0)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The mini-case was encoded. Which switch is on in each of the three rows?'
"""  # END TEST CONFIG


def the_mini_case_has_three_switches_on(encode_text):
    (grid,) = unpack(encode_text("ba", "_ab", 3), "grid", (3, 3))
    result = compare(grid, np.eye(3, dtype=np.float32)[[2, 1, 0]], name="The grid of ba")
    assert result, f"{result} Which numbers do b, a and the blank have in _ab?"


# %%
""" # BEGIN TEST CONFIG
points: 0.25
failure_message: 'Numbers were turned into a text. Are the blanks gone?'
"""  # END TEST CONFIG


def numbers_become_a_text(decode_ids):
    text = decode_ids([5, 7, 13, 0], " 0123456789+<.")
    assert text == "46.", (
        f"The numbers 5, 7, 13, 0 should become '46.' and became {text!r}. What is number 0, and from "
        "where do you count?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Texts of other symbols and lengths were encoded. Is one switch on in each row, the right one, in float32?'
"""  # END TEST CONFIG


def every_row_has_its_own_switch_on(encode_text):
    for size, T in ((4, 6), (1, 3), (5, 5), (0, 2)):
        vocab = "*" + "".join(rng.permutation(list("abcdefgh"))[: int(rng.integers(4, 8))])
        s = "".join(rng.choice(list(vocab[1:]), size=size)) if size else ""
        (grid,) = unpack(encode_text(s, vocab, T), "grid", (T, len(vocab)))
        assert grid.dtype == np.float32, (
            "The switches were not float32, which is what Keras likes to be fed. Of which type is your array?"
        )
        assert np.all((grid == 0) | (grid == 1)) and np.all(grid.sum(axis=1) == 1), (
            "In some row there was not exactly one switch on. What of the rows behind the text: is a blank a symbol, too?"
        )
        on = [vocab[place] for place in grid.argmax(axis=1)]
        assert on[:size] == list(s) and set(on[size:]) <= {"*"}, (
            "A switch stood for another symbol than the one in the text. Where do blanks go, in front or behind?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Texts went there and back. Do they come back as they were, whatever comes behind them?'
"""  # END TEST CONFIG


def texts_come_back(encode_text, decode_ids):
    for size, T in ((3, 7), (6, 6), (1, 2)):
        vocab = "_" + "".join(rng.permutation(list("0123456789+-")))
        s = "".join(rng.choice(list(vocab[1:]), size=size))
        ids = np.array([vocab.index(symbol) for symbol in s] + [0] * (T - size))
        for given in (ids, ids.tolist()):
            assert decode_ids(given, vocab) == s, (
                "Numbers with blanks behind them did not become the text. Which numbers are left out, and which kept?"
            )
        (grid,) = unpack(encode_text(s, vocab, T), "grid", (T, len(vocab)))
        assert decode_ids(grid.argmax(axis=1), vocab) == s, (
            "A text that was encoded and decoded again was not the same. Which of the two loses something?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'A symbol came in that is not in vocab, and a text that is too long. What should happen?'
"""  # END TEST CONFIG


def what_does_not_fit_is_refused(encode_text):
    (grid,) = unpack(encode_text("cabc", "_abc", 4), "grid", (4, 4))
    assert np.all(grid.sum(axis=1) == 1), (
        "A text of known symbols that just fits did not become one switch for each row. What became of it?"
    )
    for s in ("ab?", "?", "abcabc", "aaaaa"):
        raised = False
        try:
            encode_text(s, "_abc", 4)
        except (ValueError, KeyError):
            raised = True
        assert raised, (
            "An unknown symbol, or a text longer than T, went through without an error. What became of it?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your own switches, for the sum 12+34. Read the dark squares from top to bottom: back to front, as the Ear hears it.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    grid = encode_text(as_question(12, 34), SYMBOLS, 5)
    course_lib.draw_switches(grid, SYMBOLS, title="12+34, as the Ear hears it").show()

# %% [markdown]
# ## Part 2. The teacher whispers
#
# The Mouth says one symbol after the other. Which one comes next depends on what has been said *already*: after `4` of `46.` comes a `6`, not another `4`. So at each step the Mouth reads
# what came before.
#
# In class, a **teacher** sits next to it. Whatever the Mouth has just said, the teacher whispers what it *should* have said, so that one slip does not spoil the rest of the lesson. This is called **teacher forcing**.
# The input of the Mouth is then the right answer, *one place late*, with the starting shot in front:
#
# $$\text{told}_t = y_{t-1} \qquad \text{told}_0 = \text{start}$$

# %% tags=["otter_ignore"]
course_lib.draw_hatch("shift")

# %% [markdown]
# One place late is all the difference between a lesson and a fraud. If the Mouth hears at step $t$ what it has to say at step $t$, it learns to repeat, and nothing else. The loss looks splendid.

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 2

# %% [markdown]
# ### Question 2: One place late
#
# Write `shift_right`: the inputs of the Mouth in class, made of its targets. The same shape, and `y` itself stays as it is.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Something is put in front, and the shape stays the same. What has to go?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# A column of `start` with one row for each sum, and beside it all columns of `y` but the last: `np.concatenate(..., axis=1)`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# `y` is `[[5, 7, 13, 0]]`, which is `46.` and a blank, and `start` is 12. The Mouth is told `[[12, 5, 7, 13]]`, and should say, at each of these: 5, 7, 13, 0.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def shift_right(y, start):
    """What the decoder is told in class: the targets, one place late.

    Args:
        y: numbers of symbols that it should say, (N, T), int64.
        start: the number that it is told first.

    Returns:
        Numbers of symbols, (N, T), int64.
    """
    # BEGIN SOLUTION
    first = np.full((len(y), 1), start)
    return np.concatenate([first, y[:, :-1]], axis=1)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case was shifted. What is the Mouth told first, and what is it never told?'
"""  # END TEST CONFIG


def the_mini_case_is_one_place_late(shift_right):
    (told,) = unpack(shift_right(np.array([[5, 7, 13, 0]]), 12), "told", (1, 4))
    result = compare(told, np.array([[12, 5, 7, 13]]), name="What the Mouth is told")
    assert result, f"{result} Is it the right answer, one place late, with the start in front?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Targets of other sizes were shifted. Is the input at each step the target of the step before?'
"""  # END TEST CONFIG


def the_input_is_the_target_of_the_step_before(shift_right):
    for N, T in ((3, 5), (5, 2), (1, 7), (4, 1)):
        y, start = rng.integers(100, 999, size=(N, T)), int(rng.integers(2, 90))
        kept = y.copy()
        (told,) = unpack(shift_right(y, start), "told", (N, T))
        assert np.array_equal(y, kept), (
            "After the call the targets had changed. Which of your lines writes into them?"
        )
        assert np.issubdtype(told.dtype, np.integer), (
            "Numbers of symbols came back that are not whole numbers. Which of your arrays is a float?"
        )
        assert not np.array_equal(told, y), (
            "At some step the decoder was told the very symbol that it has to say there. Who needs to learn anything then?"
        )
        for t in range(T):
            wanted = y[:, t - 1] if t else np.full(N, start)
            assert np.array_equal(told[:, t], wanted), (
                "At some step the decoder was not told the target of the step before, in its own row. Along which axis do "
                "you shift, which way, and what comes in at the front?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'One target was replaced by another one. Which inputs of the decoder may know about it?'
"""  # END TEST CONFIG


def nothing_is_told_before_it_was_to_be_said(shift_right):
    N, T = 4, 6
    y = rng.integers(20, 99, size=(N, T))
    for t in range(T):
        other = y.copy()
        other[:, t] += 100
        before, after = (unpack(shift_right(z, 3), "told", (N, T))[0] for z in (y, other))
        assert np.array_equal(before[:, : t + 1], after[:, : t + 1]), (
            "A target was changed, and the decoder knew of it at that step or earlier. What may it know before it has spoken?"
        )
        assert t == T - 1 or not np.any(before[:, t + 1] == after[:, t + 1]), (
            "A target was changed, and one step later the decoder was told the old one. Which place does each target go to?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# A whole class, with your own arrays: what the Mouth is told, and what it should say when it hears that.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q2"):
    some = [(12, 34), (7, 8), (60, 55)]
    y = np.array([encode_text(as_answer(a, b), SYMBOLS, 4).argmax(axis=1) for a, b in some])
    for (a, b), told, says in zip(some, shift_right(y, START), y):
        told, says = (
            "  ".join("␣" if k == PAD else SYMBOLS[k] for k in row) for row in (told, says)
        )
        print(f"{a:2d}+{b:2d}   told   {told}\n        says   {says}\n")

# %% [markdown]
# ## Part 3. The two clerks
#
# Both clerks are LSTMs, with the step that you know. $z$ is `x @ kernel + h @ recurrent_kernel + bias`, cut into $i, f, g, o$, and squashed ($g$ with tanh, the others with the sigmoid); then $c$ becomes $f \odot c + i \odot g$, and $h = o \odot \tanh(c)$.
#
# The Ear starts with zeros, reads all $T$ symbols and hands over its last $h$ and $c$. Everything it *said* on the way is thrown away. The Mouth starts with **both** and takes one step at a time. Its $h$ goes through one more
# matrix, the **readout**, and becomes logits:
#
# $$\text{logits} = h\,W + b$$

# %% tags=["otter_ignore"]
course_lib.draw_hatch("clerks")

# %% [markdown]
# Why both? $h$ is what the Ear says aloud: the part of its memory that the output gate lets out. $c$ is the memory. To hand over $h$ alone is to send a summary of a summary.
#
# The weights come as one dict, with the same names that the Keras layers will have later:
#
# | `params[...]` | holds | shapes |
# |---|---|---|
# | `"encoder"` | `(kernel, recurrent_kernel, bias)` of the Ear | `(V, 4H)`, `(H, 4H)`, `(4H,)` |
# | `"decoder"` | the same for the Mouth, with numbers of its own | `(V, 4H)`, `(H, 4H)`, `(4H,)` |
# | `"readout"` | `(W, b)` | `(H, V)`, `(V,)` |

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 4

# %% [markdown]
# ### Question 3: An Ear and a Mouth
#
# Put `sigmoid` and `lstm_step` in place (yours from assignment 03 will do; this one returns both states, $h$ and $c$). Then write `encoder`, which starts with zeros, and `decoder_step`, which takes *one* step and returns logits
# and the two new states. No softmax: logits may be any numbers.
#
# <details><summary>Hint 1: a nudge</summary>
#
# How many units has the Ear? One of its three arrays has exactly $H$ rows. And does the readout look at the $h$ from before the step or from after it?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `encoder`: zeros `(N, H)` for both states, then for each `t` a step with `x[:, t]` and `*params["encoder"]`. `decoder_step`: one step with `y_prev` and `*params["decoder"]`, then the *new* `h @ W + b`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One unit, two symbols, all weights and biases of the Mouth 0, so $i = f = o = \tfrac12$ and $g = 0$. From $c = 2$ it goes to $c = 1$, and $h = \tfrac12\tanh(1) = 0.381$, whatever it was told. With $W = [\,1, -1\,]$ and $b = [\,0, 1\,]$ the logits are
# $0.381$ and $0.619$.
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


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    """Takes one step of an LSTM.

    Args:
        x: the new input, (N, V), float64.
        h, c: hidden and cell state before the step, each (N, H), float64.
        kernel, recurrent_kernel, bias: weights, (V, 4H), (H, 4H), (4H,), blocks i, f, g, o.

    Returns:
        A tuple (h, c): hidden and cell state after the step, each (N, H).
    """
    # BEGIN SOLUTION
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c
    # END SOLUTION


def encoder(x, params):
    """Hears a whole text and writes the note.

    Args:
        x: switches, (N, T, V), float64, time on axis 1.
        params: the weights of both clerks, a dict.

    Returns:
        A tuple (h, c): the two states after the last symbol, each (N, H), float64.
    """
    # BEGIN SOLUTION
    h = c = np.zeros((len(x), len(params["encoder"][1])))
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, *params["encoder"])
    return h, c
    # END SOLUTION


def decoder_step(y_prev, h, c, params):
    """Takes one step of the decoder.

    Args:
        y_prev: switches of the symbol that came before, (N, V), float64.
        h, c: the two states before the step, each (N, H), float64.
        params: the weights of both clerks, a dict.

    Returns:
        A tuple (logits, h, c): what it says of each symbol, (N, V), and the two states after the
        step, each (N, H), float64.
    """
    # BEGIN SOLUTION
    h, c = lstm_step(y_prev, h, c, *params["decoder"])
    W, b = params["readout"]
    return h @ W + b, h, c
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A text was heard and a step was taken. Which shapes do the note, the logits and the new states have?'
"""  # END TEST CONFIG


def the_note_and_the_step_have_the_right_shapes(encoder, decoder_step):
    N, T, V, H = 2, 5, 4, 3
    clerk = [rng.normal(size=size) for size in ((V, 4 * H), (H, 4 * H), (4 * H,))]
    params = {"encoder": clerk, "decoder": clerk, "readout": (np.ones((H, V)), np.zeros(V))}
    asked = rng.integers(0, V, size=(N, T))
    x = np.eye(V)[asked]
    h, c = unpack(encoder(x, params), "h c", (N, H))
    unpack(decoder_step(x[:, 0], h, c, params), "logits h c", (N, V), (N, H), (N, H))


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case was computed: weights of zero, and a memory of 2. What do you get on paper?'
"""  # END TEST CONFIG


def the_mini_case_halves_its_memory(decoder_step):
    idle = (np.zeros((2, 4)), np.zeros((1, 4)), np.zeros(4))
    W, b = np.array([[1.0, -1.0]]), np.array([0.0, 1.0])
    params = {"encoder": idle, "decoder": idle, "readout": (W, b)}
    result = decoder_step(np.array([[0.0, 1.0]]), np.array([[5.0]]), np.array([[2.0]]), params)
    logits, h, c = unpack(result, "logits h c", (1, 2), (1, 1), (1, 1))
    for name, mine, wanted in (
        ("c", c, [[1.0]]),
        ("h", h, [[0.380797]]),
        ("the array of logits", logits, [[0.380797, 0.619203]]),
    ):
        told = compare(mine, np.array(wanted), atol=1e-5, name=f"{name} of the mini-case")
        assert told, f"{told} What is half of 2, and which h does the readout look at?"


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The first and the last symbol of a text were changed. Does the note notice both?'
"""  # END TEST CONFIG


def the_note_knows_the_first_and_the_last_symbol(encoder):
    V, H = 4, 3
    clerk = [rng.normal(size=size) for size in ((V, 4 * H), (H, 4 * H), (4 * H,))]
    x = np.eye(V)[[[0, 1, 2, 3], [3, 1, 2, 3], [0, 1, 2, 0]]]
    params = {"encoder": clerk, "decoder": clerk, "readout": (np.ones((H, V)), np.zeros(V))}
    for name, state in zip("hc", unpack(encoder(x, params), "h c", (3, H))):
        gap = np.abs(state - state[0]).max(axis=1)
        assert gap[1] > 0, (
            f"Another first symbol did not change {name}. Where do you start to read?"
        )
        assert gap[2] > 0, f"Another last symbol did not change {name}. Where do you stop reading?"


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'An Ear of random weights and an LSTM of Keras with the same weights heard the same. Do they write the same note?'
"""  # END TEST CONFIG


def the_ear_agrees_with_keras(encoder):
    for N, T, V, H in ((3, 5, 4, 6), (1, 7, 5, 2), (5, 2, 6, 3), (2, 1, 3, 1)):
        weights = [
            rng.normal(size=size).astype(np.float32) for size in ((V, 4 * H), (H, 4 * H), (4 * H,))
        ]
        layer = keras.layers.LSTM(H, return_state=True)
        layer.build((N, T, V))
        layer.set_weights(weights)
        x = np.eye(V)[rng.integers(0, V, size=(N, T))]
        _, theirs_h, theirs_c = layer(x.astype(np.float32))
        lent = [weight.astype(np.float64) for weight in weights]
        decoy = [rng.normal(size=weight.shape) for weight in lent]
        readout = (rng.normal(size=(H, V)), rng.normal(size=V))
        params = {"encoder": tuple(lent), "decoder": tuple(decoy), "readout": readout}
        h, c = unpack(encoder(x, params), "h c", (N, H))
        assert np.allclose(c, np.asarray(theirs_c), rtol=1e-4, atol=1e-5), (
            "The cell state on the note is not that of a Keras layer with the same weights. Whose weights do you use, in "
            "which order do you return the states, and is every symbol read once?"
        )
        assert np.allclose(h, np.asarray(theirs_h), rtol=1e-4, atol=1e-5), (
            "The hidden state on the note is not that of a Keras layer with the same weights. What are the two states?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'A Mouth took steps from random states, with random weights. Does it use both states, and its own weights, and all terms?'
"""  # END TEST CONFIG


def a_step_of_the_mouth_uses_both_states(decoder_step):
    for N, V, H in ((3, 4, 5), (1, 6, 2), (4, 3, 1)):
        sizes = ((V, 4 * H), (H, 4 * H), (4 * H,))
        params = {
            name: tuple(rng.normal(size=size) for size in sizes) for name in ("encoder", "decoder")
        }
        params["readout"] = (rng.normal(size=(H, V)), rng.normal(size=V))
        told = np.eye(V)[rng.integers(0, V, size=N)]
        start_h, start_c = rng.uniform(-1, 1, size=(N, H)), 2 * rng.normal(size=(N, H))
        given = (told.copy(), start_h.copy(), start_c.copy())
        logits, h, c = unpack(decoder_step(*given, params), "logits h c", (N, V), (N, H), (N, H))
        assert all(np.array_equal(a, b) for a, b in zip(given, (told, start_h, start_c))), (
            "After the step one of its inputs had changed. Which of your lines writes into it?"
        )
        wall = np.vstack(params["decoder"])
        for n in range(N):
            row = np.concatenate([told[n], start_h[n], [1.0]])
            valves = 1 / (1 + np.exp(-row @ wall))
            new = valves[H : 2 * H] * start_c[n] + valves[:H] * np.tanh(row @ wall)[2 * H : 3 * H]
            assert np.allclose(c[n], new, rtol=0, atol=1e-9), (
                "After one step of the decoder the cell state was wrong. Does it start from the c it was given, with the "
                "decoder's own weights?"
            )
            spoken = valves[3 * H :] * np.tanh(new)
            assert np.allclose(h[n], spoken, rtol=0, atol=1e-9), (
                "After one step of the decoder the hidden state was wrong. Which of the two states is which?"
            )
            scores = np.concatenate([spoken, [1.0]]) @ np.vstack(params["readout"])
            assert np.allclose(logits[n], scores, rtol=0, atol=1e-9), (
                "The states after the step are right, and the logits are not. Which state does the readout look at, old or "
                "new, and is anything done to the logits?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'The sums of a batch were heard in another order, twice, and one by one. Is every sum heard by itself?'
"""  # END TEST CONFIG


def every_sum_is_heard_by_itself(encoder):
    N, T, V, H = 5, 4, 6, 3
    sizes = ((V, 4 * H), (H, 4 * H), (4 * H,))
    params = {
        name: tuple(rng.normal(size=size) for size in sizes) for name in ("encoder", "decoder")
    }
    params["readout"] = (rng.normal(size=(H, V)), rng.normal(size=V))
    x = np.eye(V)[rng.integers(0, V, size=(N, T))]
    kept, order = x.copy(), rng.integers(0, N, size=2 * N)
    h, c = unpack(encoder(x, params), "h c", (N, H))
    assert np.array_equal(x, kept), (
        "After the call the text had changed. Which of your lines writes into it?"
    )
    assert np.abs(h).max() < 1 and np.abs(c).max() > 0, (
        "No hidden state may reach 1, and some memory there should be. What does your function return?"
    )
    mixed_h, mixed_c = unpack(encoder(x[order], params), "h c", (2 * N, H))
    assert np.allclose(h[order], mixed_h, rtol=0, atol=1e-9), (
        "The sums came in another order, and the hidden states did not follow. Which axis holds the sums, which the time?"
    )
    assert np.allclose(c[order], mixed_c, rtol=0, atol=1e-9), (
        "The sums came in another order, and the cell states did not follow. Which axis holds the sums, which the time?"
    )
    again_h, again_c = unpack(encoder(x, params), "h c", (N, H))
    assert np.array_equal(h, again_h) and np.array_equal(c, again_c), (
        "The same text was heard twice, and the notes differ. From which states does the Ear start each time?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Here is a note being written by *your* Ear, with weights that dice have chosen. Every column is the half of the note called $h$, as it would be if the sum ended there.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q3"):
    demo, V, H = np.random.default_rng(10), len(SYMBOLS), 8
    shapes = ((V, 4 * H), (H, 4 * H), (4 * H,))
    infants = {name: [demo.normal(size=s) for s in shapes] for name in ("encoder", "decoder")}
    infants["readout"] = (demo.normal(size=(H, V)), np.zeros(V))
    heard = encode_text(as_question(12, 34), SYMBOLS, 5)[None]
    seq = np.stack([encoder(heard[:, :t], infants)[0][0] for t in range(1, 6)])
    course_lib.draw_state_map(seq, title="12+34, back to front: h of an untrained Ear").show()

# %% [markdown]
# ## Part 4. The teacher leaves the room
#
# At the exam there is no teacher. The Mouth is told the starting shot, it says a symbol (the one with the largest logit; that is called **greedy**), and from then on *it is told what it has just said itself*. This is called **free
# running**. It says a full stop when it thinks it has finished, and after `max_len` symbols somebody closes the hatch.

# %% tags=["otter_ignore"]
course_lib.draw_hatch("loop")

# %% [markdown]
# Two things travel from step to step: the symbol, which is fed back, and the pair of states, which is handed on. The note is read *once*, at the beginning.
#
# Note what `greedy_decode` does **not** get: the right answers. Whoever needs them to answer has not answered.

# %% [raw]
# # BEGIN QUESTION
# name: q4
# points: 4

# %% [markdown]
# ### Question 4: Speak
#
# Write `greedy_decode`, with your own `encoder` and `decoder_step`. All sums of the batch are answered side by side. It returns a list with one list for each sum: the numbers it has said, as plain whole numbers, *before* its first `stop`, and without it. A sum that
# never says `stop` gets all `max_len` numbers (`max_len` is at least 1).
#
# <details><summary>Hint 1: a nudge</summary>
#
# Some sums of the batch finish sooner than others. Must you stop computing for them at once? Or could you let everybody talk for `max_len` steps and cut later? (Whoever breaks off the loop as soon as *one* sum has finished takes the words out of all the others' mouths. If that one
# says `stop` at once, nothing is said at all, and NumPy complains: *need at least one array to stack*.)
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `h, c = encoder(x, params)`. Let `told` be `start` for every sum. Then `max_len` times: `logits, h, c = decoder_step(switches of told, h, c, params)`, and the new `told` is `logits.argmax(axis=-1)`, one number for each sum. `np.eye(V)[told]` makes the switches;
# $V$ is the length of the readout's bias. In the end each row is cut at its first `stop`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# A Mouth that has learned to count says after each number the next one. With `start` 0 and `stop` 4 it says 1, 2, 3, 4, and what comes back is `[1, 2, 3]`. With `max_len=2` it is `[1, 2]`. If yours gives `[1, 1, 1]`, it never hears what it says.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def greedy_decode(x, params, start, stop, max_len):
    """Answers all texts of a batch, always with the likeliest symbol.

    Args:
        x: switches of what was asked, (N, T, V), float64.
        params: the weights of both clerks, a dict.
        start: number of the symbol that is told first.
        stop: number of the symbol that ends an answer.
        max_len: the longest answer, at least 1.

    Returns:
        A list of N lists of whole numbers: what was said before the first stop.
    """
    # BEGIN SOLUTION
    h, c = encoder(x, params)
    V = len(params["readout"][1])
    told, said = np.full(len(x), start), []
    for _ in range(max_len):
        logits, h, c = decoder_step(np.eye(V)[told], h, c, params)
        told = logits.argmax(axis=-1)
        said.append(told)
    rows = np.stack(said, axis=1).tolist()
    return [row[: row.index(stop)] if stop in row else row for row in rows]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The counting Mouth of the mini-case was asked. Does it count to three, and does the hatch close in time?'
"""  # END TEST CONFIG


def the_counting_mouth_counts_to_three(greedy_decode):
    V = 5
    idle, open_, shut = np.zeros((V, V)), np.full(V, 60.0), np.full(V, -60.0)
    kernel = np.concatenate([idle, idle, 3 * np.roll(np.eye(V), 1, axis=1), idle], axis=1)
    clerk = (kernel, np.zeros((V, 4 * V)), np.concatenate([open_, shut, 0 * shut, open_]))
    params = {"encoder": clerk, "decoder": clerk, "readout": (9 * np.eye(V), np.zeros(V))}
    x = np.eye(V)[[[2, 2], [1, 3]]]
    for longest, wanted in ((9, [1, 2, 3]), (2, [1, 2]), (4, [1, 2, 3])):
        rows = greedy_decode(x, params, 0, 4, longest)
        assert isinstance(rows, (list, tuple)) and len(rows) == 2, (
            f"Two sums were asked, so a list of two lists should come back, and not {rows!r}. What do you return?"
        )
        assert [list(row) for row in rows] == [wanted, wanted], (
            f"With max_len={longest} both answers should be {wanted}, and they are {rows}. What is the Mouth told after "
            "its first step, and where is a row cut?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The same sums were asked together and one by one. Does anybody hear what the neighbour says?'
"""  # END TEST CONFIG


def nobody_hears_the_neighbour(greedy_decode):
    N, T, V, H = 6, 4, 5, 4
    sizes = ((V, 4 * H), (H, 4 * H), (4 * H,))

    def answers(x, params):
        trouble = ""
        try:
            rows = greedy_decode(x, params, 0, 1, 6)
        except (ValueError, IndexError) as error:
            trouble = f"{type(error).__name__}: {error}"
        assert not trouble, (
            f"{len(x)} sums were asked, and greedy_decode ended in an error of its own, {trouble}. Over which axis do "
            "you look for the largest logit? And whoever says stop at the first step has an empty answer: what do you "
            "make of it, and does it end the answers of all others?"
        )
        assert isinstance(rows, (list, tuple)) and len(rows) == len(x), (
            f"With {len(x)} sums, a list of as many lists should come back. What did?"
        )
        return rows

    for _ in range(5):
        params = {
            name: tuple(1.5 * rng.normal(size=size) for size in sizes)
            for name in ("encoder", "decoder")
        }
        params["readout"] = (3 * rng.normal(size=(H, V)), np.zeros(V))
        asked = rng.integers(0, V, size=(N, T))
        together = answers(np.eye(V)[asked], params)
        for n in range(N):
            (alone,) = answers(np.eye(V)[asked[[n]]], params)
            assert list(alone) == list(together[n]), (
                f"Asked alone, a sum was answered with {alone}, and among others with {together[n]}. Over which axis do "
                "you look for the largest logit, and who ends whose answer?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 1.25
hidden: true
failure_message: 'Nets of random weights were asked, and their answers worked out sum by sum. What travels from one step to the next?'
"""  # END TEST CONFIG


def answers_of_random_nets_are_worked_out(greedy_decode):
    def turn(told, h, c, clerk):
        H = len(h)
        z = np.concatenate([told, h, [1.0]]) @ np.vstack(clerk)
        valves = 1 / (1 + np.exp(-z))
        c = valves[H : 2 * H] * c + valves[:H] * np.tanh(z[2 * H : 3 * H])
        return valves[3 * H :] * np.tanh(c), c

    def worked_out(question, params, start, stop, longest):
        (W, b), words = params["readout"], []
        h = c = 0 * W[:, 0]
        for symbol in question:
            h, c = turn(symbol, h, c, params["encoder"])
        while len(words) < longest:
            last = words[-1] if words else start
            h, c = turn(np.arange(len(b)) == last, h, c, params["decoder"])
            best = int((np.concatenate([h, [1.0]]) @ np.vstack([W, b])).argmax())
            if best == stop:
                break
            words.append(best)
        return words

    asked = []
    for N, T, V, H, longest in ((12, 5, 6, 5, 7), (9, 3, 5, 4, 6), (14, 4, 7, 6, 5)):
        sizes = ((V, 4 * H), (H, 4 * H), (4 * H,))
        wanted, unread = [[]], []
        while (
            len({len(row) for row in wanted}) < 3
            or max(map(len, wanted)) < longest
            or len(unread) < 3
        ):
            params = {
                name: tuple(1.5 * rng.normal(size=size) for size in sizes)
                for name in ("encoder", "decoder")
            }
            params["readout"] = (3 * rng.normal(size=(H, V)), rng.normal(size=V))
            x = np.eye(V)[rng.integers(0, V, size=(N, T))]
            start, stop = (int(number) for number in rng.permutation(V)[:2])
            wanted = [worked_out(question, params, start, stop, longest) for question in x]
            silent = dict(params, encoder=[0 * weight for weight in params["encoder"]])
            unread = worked_out(x[0], silent, start, stop, longest)
        # All nets are asked before any is judged: one alone may not tell two mistakes apart.
        asked.append((wanted, stop, longest, greedy_decode(x, params, start, stop, longest)))
    for wanted, stop, longest, rows in asked:
        assert isinstance(rows, (list, tuple)) and len(rows) == len(wanted), (
            "There was not one answer for each sum. How many lists do you return?"
        )
        rows = [list(row) for row in rows]
        assert all(isinstance(symbol, (int, np.integer)) for row in rows for symbol in row), (
            "In an answer there was something that is no whole number. What do you keep of each step?"
        )
        assert all(stop not in row for row in rows), (
            "In an answer there was the symbol that ends it. Where do you cut?"
        )
        assert all(len(row) <= longest for row in rows), (
            "An answer was longer than max_len. Who closes the hatch?"
        )
        firsts = [row[:1] for row in rows]
        assert firsts == [row[:1] for row in wanted], (
            "The very first symbol of some answer was wrong. From which states does the decoder start, and what is it told?"
        )
        assert [row[:2] for row in rows] == [row[:2] for row in wanted], (
            "First symbols are right, and a second one is not. What does the decoder get at its second step: which symbol, "
            "and which states?"
        )
        assert rows == wanted, (
            "The first two symbols of all answers are right, and later ones are not. Does every answer end by itself?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Sums were answered with a short and with a long time limit. Do answers begin alike, and does everybody go on until their own stop?'
"""  # END TEST CONFIG


def a_longer_limit_only_adds(greedy_decode):
    for N, V, H in ((16, 5, 4), (20, 4, 6)):
        sizes = ((V, 4 * H), (H, 4 * H), (4 * H,))
        params = {
            name: tuple(1.5 * rng.normal(size=size) for size in sizes)
            for name in ("encoder", "decoder")
        }
        params["readout"] = (3 * rng.normal(size=(H, V)), rng.normal(size=V))
        x = np.eye(V)[rng.integers(0, V, size=(N, 4))]
        kept = x.copy()
        raw = [list(row) for row in greedy_decode(x, params, 0, V + 5, 9)]
        assert np.array_equal(x, kept), (
            "After the call the sums had changed. Which of your lines writes into them?"
        )
        assert [len(row) for row in raw] == [9] * N, (
            "Nobody could say stop, so every answer should have max_len numbers. How many have yours?"
        )
        stop = int(rng.choice([row[4] for row in raw]))
        for longest in (1, 3, 9):
            rows = [list(row) for row in greedy_decode(x, params, 0, stop, longest)]
            for row, all_said in zip(rows, raw):
                short = all_said[:longest]
                end = short.index(stop) if stop in short else longest
                assert row == short[:end], (
                    "What was said with one time limit and with another does not fit together. Does a row end at its own "
                    "first stop, and at no other?"
                )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The same weights were asked other sums, and the Ear got other weights. Does the answer follow from the note?'
"""  # END TEST CONFIG


def the_answer_follows_from_the_note(greedy_decode):
    V, H, N, rows = 6, 5, 40, [[]]
    sizes = ((V, 4 * H), (H, 4 * H), (4 * H,))
    for _ in range(60):
        params = {
            name: tuple(1.5 * rng.normal(size=size) for size in sizes)
            for name in ("encoder", "decoder")
        }
        params["readout"] = (3 * rng.normal(size=(H, V)), np.zeros(V))
        x = np.eye(V)[rng.integers(0, V, size=(N, 3))]
        x[N // 2 :] = x[: N // 2]
        rows = [list(row) for row in greedy_decode(x, params, 0, V + 1, 6)]
        if any(row != rows[0] for row in rows):
            break
    assert rows[: N // 2] == rows[N // 2 :], (
        "The same sum was asked twice in one batch and answered differently. What else does the answer depend on?"
    )
    assert any(row != rows[0] for row in rows), (
        "Sixty nets were asked twenty sums each, and none of them gave two different answers. Where does the note get lost?"
    )
    deaf = dict(params, encoder=tuple(0 * weight for weight in params["encoder"]))
    same = [list(row) for row in greedy_decode(x, deaf, 0, V + 1, 6)]
    assert all(row == same[0] for row in same), (
        "With an Ear that writes nothing on the note, different sums got different answers. How does the Mouth know?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Two clerks on their first day, with weights from the dice, asked five sums. They mean well.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q4"):
    first_day = [(12, 34), (7, 8), (60, 55), (0, 0), (99, 99)]
    x = np.array([encode_text(as_question(a, b), SYMBOLS, 5) for a, b in first_day])
    for (a, b), row in zip(first_day, greedy_decode(x, infants, START, STOP, 6)):
        print(f"{a}+{b} is {decode_ids(row, SYMBOLS)!r}")

# %% [markdown]
# ## Part 5. What a lesson costs
#
# The price of one symbol is $-\ln p$ of the one that should have come: nothing if the Mouth was sure of it, a lot if it was sure of another. The loss is the mean over all places that are **real**. Short answers have blanks behind
# their full stop, and nobody should be praised for blanks:
#
# $$\text{loss} = -\frac{1}{\text{number of real places}} \sum_{\text{real}} \ln p(y_{n,t})$$

# %% tags=["otter_ignore"]
course_lib.draw_hatch("mask")

# %% [raw]
# # BEGIN QUESTION
# name: q5
# points: 3

# %% [markdown]
# ### Question 5: The price of real places
#
# Write `masked_xent` (short for *cross-entropy*). What stands at a padded place must not matter in the least: neither its logits nor its target. If there is no real place at all, the price is 0. Logits of $\pm 10\,000$ may come along; the price is large then, and finite.
#
# <details><summary>Hint 1: a nudge</summary>
#
# First the price of *every* place, as an `(N, T)` array. Then throw some of them away. By how many do you divide: by $N \cdot T$?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# The price of a place is $\ln \sum_v e^{\text{logits}_v} - \text{logits}_y$. Take the largest logit of each place out before the exponential and add it again after the logarithm. The second part is picked with `np.take_along_axis` along the last axis, if `y` is given a third axis first. `np.where` with the
# mask forgets the blanks; divide the sum of what is left by the number of real places, but never by 0.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# Two symbols, logits $[\ln 3, 0]$ at both of two places, so $p = [\tfrac34, \tfrac14]$. Targets 0 and 1. The prices are $-\ln\tfrac34 = 0.288$ and $-\ln\tfrac14 = 1.386$. If both are real: 0.837. If the second is a blank: 0.288, and *not* 0.144.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def masked_xent(logits, y, mask):
    """The mean price of what should have come, over all real places.

    Args:
        logits: what the decoder said of each symbol, (N, T, V), float64.
        y: numbers of the symbols that should have come, (N, T), int64.
        mask: which places are real, (N, T), bool.

    Returns:
        The price, a float; 0.0 if no place is real.
    """
    # BEGIN SOLUTION
    top = logits.max(axis=-1)
    total = np.log(np.exp(logits - top[..., None]).sum(axis=-1)) + top
    price = total - np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    return float(np.where(mask, price, 0.0).sum() / max(mask.sum(), 1))
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.75
failure_message: 'The mini-case was paid for, with one and with two real places. Is it 0.288 and 0.837?'
"""  # END TEST CONFIG


def the_mini_case_costs_what_it_should(masked_xent):
    logits = np.full((1, 2, 2), [np.log(3.0), 0.0])
    for real, wanted in (((True, True), 0.836988), ((True, False), 0.287682)):
        (price,) = unpack(masked_xent(logits, np.array([[0, 1]]), np.array([real])), "price", ())
        assert abs(price - wanted) < 1e-5, (
            f"With the mask {real} the price should be {wanted:.3f}, and yours is {price:.3f}. Which places are summed, and "
            "by how many do you divide?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A batch without any real place was paid for. What is the mean of nothing here?'
"""  # END TEST CONFIG


def a_batch_of_blanks_is_free(masked_xent):
    logits, y = rng.normal(size=(2, 3, 4)), rng.integers(0, 4, size=(2, 3))
    (price,) = unpack(masked_xent(logits, y, np.zeros((2, 3), dtype=bool)), "price", ())
    assert price == 0, (
        f"Without any real place the price should be 0, and yours is {price}. What do you divide by?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Random lessons with blanks were paid for. Is it the mean over all real places of what should have come?'
"""  # END TEST CONFIG


def the_price_is_the_mean_over_real_places(masked_xent):
    for N, T, V in ((3, 4, 5), (1, 6, 3), (5, 2, 4), (4, 4, 4)):
        logits, y = 2 * rng.normal(size=(N, T, V)), rng.integers(0, V, size=(N, T))
        mask = np.arange(T) < rng.integers(1, T + 1, size=(N, 1))
        mask[0], mask[-1, 1:] = True, False
        odds = [
            sum(np.exp(other - row[right]) for other in row)
            for row, right, real in zip(logits.reshape(-1, V), y.ravel(), mask.ravel())
            if real
        ]
        kept = (logits.copy(), y.copy(), mask.copy())
        (price,) = unpack(masked_xent(logits, y, mask), "price", ())
        assert all(np.array_equal(a, b) for a, b in zip(kept, (logits, y, mask))), (
            "After the call an input had changed. Which of your lines writes into it?"
        )
        assert abs(price - np.mean([np.log(one) for one in odds])) < 1e-8, (
            "The price of a random lesson is not the mean over all its real places. Does every real place count the same, and "
            "no other at all?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'What stands at blank places was changed, wildly, and rows of blanks were added. Does the price care?'
"""  # END TEST CONFIG


def blanks_never_matter(masked_xent):
    N, T, V = 4, 5, 3
    logits, y = rng.normal(size=(N, T, V)), rng.integers(0, V, size=(N, T))
    mask = rng.permutation(np.arange(N * T) < 9).reshape(N, T)
    mask[2] = False
    mask[0, 0] = True
    (before,) = unpack(masked_xent(logits, y, mask), "price", ())
    odd, wrong = logits.copy(), y.copy()
    odd[~mask] = 5000 * rng.normal(size=(int((~mask).sum()), V))
    wrong[~mask] = (y[~mask] + 1) % V
    (after,) = unpack(masked_xent(odd, wrong, mask), "price", ())
    assert np.isfinite(before) and before > 0, (
        "With a row that is all blanks the price was no ordinary number. Where is something divided by nothing?"
    )
    assert abs(after - before) < 1e-9, (
        "Logits and targets at blank places were changed, and the price moved. When are they thrown away?"
    )
    one = np.zeros((N, T), dtype=bool)
    one[1, 3] = True
    (single,) = unpack(masked_xent(logits, y, one), "price", ())
    share = np.exp(logits[1, 3]) / np.exp(logits[1, 3]).sum()
    assert abs(single + np.log(share[y[1, 3]])) < 1e-8, (
        "With a single real place the price is not the price of that place. By how many do you divide?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Every logit was nudged, and some were enormous. Does the price answer as it should, with a finite number?'
"""  # END TEST CONFIG


def nudges_and_enormous_logits_are_answered(masked_xent):
    N, T, V = 2, 3, 4
    logits, y = rng.normal(size=(N, T, V)), rng.integers(0, V, size=(N, T))
    mask = np.array([[True, True, False], [True, False, False]])
    nudged = numeric_gradient(lambda value: masked_xent(value, y, mask), logits)
    share = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    wanted = np.where(mask[..., None], share - np.eye(V)[y], 0) / 3
    assert relative_error(wanted, nudged, floor=1e-3) <= BAR, (
        "A logit was nudged, and the price did not answer by the right amount. Whose price is it: of the symbol that "
        "should have come, among all?"
    )
    steep = float(rng.uniform(2000, 9000))
    for level in (steep, -steep):
        lifted = np.array([[[level, level - 1], [level - 1, level]]])
        (price,) = unpack(
            masked_xent(lifted, np.array([[0, 0]]), np.array([[True, True]])), "price", ()
        )
        assert np.isfinite(price), (
            "With enormous logits the price was no finite number. What overflows before the logarithm is taken?"
        )
        assert abs(price - (np.log1p(np.exp(-1)) + 0.5)) < 1e-6, (
            "All logits of a place were raised by the same amount, and the price changed. What should it depend on?"
        )
    wide = np.array([[[steep, -steep], [-steep, 1 - steep]]])
    (price,) = unpack(masked_xent(wide, np.array([[1, 0]]), np.array([[True, True]])), "price", ())
    assert np.isfinite(price), (
        "Somebody was enormously sure of the wrong symbol, and the price was no finite number. Does every place have a "
        "largest logit of its own?"
    )
    assert abs(price - steep - 0.5 * np.log1p(np.e)) < 1e-5, (
        "Somebody was enormously sure of the wrong symbol, and the price was not what that costs. What is taken out has to "
        "come in again."
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Why all this fuss about blanks? Here is a lesson whose form has eight places, so most of them are blanks. One clerk has *no idea*: all symbols are alike to it, at $\ln 14 = 2.64$ a place. The other one is *lazy*: fairly sure that every place is a blank. Below is what *your* function charges them, with and without the mask.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q5"):
    y = np.array([encode_text(as_answer(a, a), SYMBOLS, 8).argmax(axis=1) for a in range(5, 50)])
    lazy = np.zeros((*y.shape, len(SYMBOLS)))
    lazy[..., PAD] = 5.0
    prices = {
        "no idea, blanks count": masked_xent(0 * lazy, y, y >= 0),
        "lazy, blanks count": masked_xent(lazy, y, y >= 0),
        "no idea, real places": masked_xent(0 * lazy, y, y != PAD),
        "lazy, real places": masked_xent(lazy, y, y != PAD),
    }
    course_lib.draw_scores(prices, title="Who says nothing, pays", label="price").show()

# %% [markdown]
# With blanks counted, the lazy clerk looks like a success. With the mask, laziness is worse than ignorance, as it should be.
#
# ## Part 6. One net with three doors
#
# Now for real. Keras trains the two clerks as *one* model, with the teacher: the sum goes in at one door, what the teacher whispers goes in at the other, and logits for all places come out. At the exam we need the clerks separately, and the Mouth step by
# step. These are **three doors to the same layers**: whatever is learned behind the first door must be known behind the others.

# %% tags=["otter_ignore"]
course_lib.draw_hatch("doors")

# %% [markdown]
# And because your NumPy clerks of part 3 shall sit the exam, you take the weights out of the layers again, as the `params` of that part.

# %% [raw]
# # BEGIN QUESTION
# name: q6
# points: 3

# %% [markdown]
# ### Question 6: Three doors
#
# Write `build_seq2seq`. It makes three layers, and no more: a `keras.layers.LSTM` named `"encoder"`, another one named `"decoder"`, both with $H$ units, and a `keras.layers.Dense` named `"readout"` with $V$ outputs and no squashing. It returns three doors:
#
# - `train_model([x, told])`: a `keras.Model` for any lengths, which gives the logits `(N, T, V)` of a whole lesson;
# - `encode_fn(x)`: a function that gives the note `(h, c)`, as arrays;
# - `step_fn(y_prev, h, c)`: a function that takes one step, from switches `(N, V)`, and gives `(logits, h, c)`, as arrays.
#
# All of them use the *same three layers*. Do not train, and you need not compile.
#
# Then write `weights_of`, which gives the `params` of part 3 of such a model, in `float64`. It finds the layers by their names; `get_layer` and `get_weights` are methods of Keras, and their weights come in the order that we use.
#
# <details><summary>Hint 1: a nudge</summary>
#
# A Keras layer is an object with weights. If you call the same object in two places, how many sets of weights are there? And if you write `keras.layers.LSTM(...)` twice?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Inputs: `keras.Input((None, V))`, twice; and in the end a `keras.Model` from a list of the two to the logits. With `return_state=True` a call of an LSTM gives three things: its output, then $h$, then $c$. The decoder needs `return_sequences=True` as well, and is called with `initial_state=[h, c]`. In `step_fn`, `y_prev[:, None]` is a text of one
# symbol; and `np.asarray` makes an array of what Keras gives. `weights_of` puts `tuple`s of `train_model.get_layer(name).get_weights()` into a dict, with each array made `float64`.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# $V = 4$, $H = 3$: each clerk has $4 \cdot 3 \cdot (4 + 3 + 1) = 96$ weights, and the readout $3 \cdot 4 + 4 = 16$. That makes 208, no matter through how many doors you look at them.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def build_seq2seq(V, H):
    """Builds an encoder and a decoder as one net with three doors.

    Args:
        V: symbols.
        H: units of the encoder, and of the decoder.

    Returns:
        A tuple (train_model, encode_fn, step_fn): a Keras model from [(N, T, V), (N, T, V)] to
        (N, T, V); a function from (N, T, V) to (h, c); a function from ((N, V), h, c) to
        (logits, h, c). All float32, not trained, and with the same layers.
    """
    # BEGIN SOLUTION
    ear = keras.layers.LSTM(H, return_state=True, name="encoder")
    mouth = keras.layers.LSTM(H, return_sequences=True, return_state=True, name="decoder")
    readout = keras.layers.Dense(V, name="readout")
    asked, told = keras.Input((None, V)), keras.Input((None, V))
    seq, _, _ = mouth(told, initial_state=ear(asked)[1:])
    train_model = keras.Model([asked, told], readout(seq))

    def encode_fn(x):
        _, h, c = ear(x)
        return np.asarray(h), np.asarray(c)

    def step_fn(y_prev, h, c):
        one_symbol = np.expand_dims(y_prev, axis=1)
        seq, h, c = mouth(one_symbol, initial_state=[h, c])
        return np.asarray(readout(seq)[:, 0]), np.asarray(h), np.asarray(c)

    return train_model, encode_fn, step_fn
    # END SOLUTION


def weights_of(train_model):
    """The weights of a model, as params for the clerks in NumPy.

    Args:
        train_model: a Keras model with layers named "encoder", "decoder" and "readout".

    Returns:
        A dict: under each of the three names a tuple of arrays, float64.
    """
    # BEGIN SOLUTION
    params = {}
    for name in ("encoder", "decoder", "readout"):
        weights = train_model.get_layer(name).get_weights()
        params[name] = tuple(np.asarray(weight, dtype=np.float64) for weight in weights)
    return params
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The net of the mini-case was built. Are there three doors, and 208 weights behind them?'
"""  # END TEST CONFIG


def three_doors_and_208_weights(build_seq2seq):
    built = build_seq2seq(4, 3)
    assert isinstance(built, (tuple, list)) and len(built) == 3, (
        "Three things should come back: train_model, encode_fn and step_fn. What does the return line say?"
    )
    train_model, encode_fn, step_fn = built
    x, told = (np.eye(4, dtype=np.float32)[rng.integers(0, 4, size=(2, T))] for T in (5, 3))
    unpack(np.asarray(train_model([x, told])), "logits", (2, 3, 4))
    h, c = unpack(encode_fn(x), "h c", (2, 3))
    unpack(step_fn(told[:, 0], h, c), "logits h c", (2, 4), (2, 3), (2, 3))
    count = train_model.count_params()
    assert count == 208, (
        f"The net of the mini-case should have 208 weights and has {count}. Which layers are there, and does each exist once?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
failure_message: 'The weights of a small net were taken out. Does each name hold the arrays of the layer with that name?'
"""  # END TEST CONFIG


def every_name_holds_its_own_weights(weights_of):
    net = keras.Sequential(
        [
            keras.Input((None, 2)),
            keras.layers.LSTM(2, return_sequences=True, name="decoder"),
            keras.layers.LSTM(2, return_sequences=True, name="encoder"),
            keras.layers.Dense(2, name="readout"),
        ]
    )
    net.set_weights([rng.normal(size=weight.shape) for weight in net.get_weights()])
    params = weights_of(net)
    assert isinstance(params, dict) and {"encoder", "decoder", "readout"} <= set(params), (
        "A dict with encoder, decoder and readout should come back. What does?"
    )
    for name in ("encoder", "decoder", "readout"):
        wanted = net.get_layer(name).get_weights()
        assert isinstance(params[name], (tuple, list)) and len(params[name]) == len(wanted), (
            f"The layer {name} has {len(wanted)} arrays. How many are under its name?"
        )
        for mine, theirs in zip(params[name], wanted):
            (mine,) = unpack(mine, name, theirs.shape)
            close = np.allclose(mine, theirs, rtol=0, atol=1e-6)
            assert close and mine.dtype == np.float64, (
                f"Under {name} there are other numbers than in the layer of that name, or they are not float64. (In the small "
                "net of this check the decoder happens to stand first.) How do you find a layer?"
            )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'A lesson went through the first door, and step by step through the other two. Do they say the same?'
"""  # END TEST CONFIG


def the_lesson_and_the_single_steps_agree(build_seq2seq):
    built = build_seq2seq(5, 6)
    assert isinstance(built, (tuple, list)) and len(built) == 3, (
        "Three things should come back: train_model, encode_fn and step_fn. What does the return line say?"
    )
    train_model, encode_fn, step_fn = built
    x, told = (np.eye(5, dtype=np.float32)[rng.integers(0, 5, size=(3, T))] for T in (4, 3))
    (lesson,) = unpack(np.asarray(train_model([x, told])), "logits", (3, 3, 5))
    h, c = unpack(encode_fn(x), "h c", (3, 6))
    for t in range(3):
        step = step_fn(told[:, t], h, c)
        logits, h, c = unpack(step, "logits h c", (3, 5), (3, 6), (3, 6))
        result = compare(
            logits, lesson[:, t], rtol=1e-4, atol=1e-5, name=f"Step {t} through step_fn"
        )
        assert result, (
            f"{result} Are the layers behind the doors the same objects, and are both states handed on?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The weights of your model were replaced by other ones. Do all three doors know, and are both states on the note?'
"""  # END TEST CONFIG


def all_doors_lead_to_the_same_weights(build_seq2seq, weights_of):
    for N, V, H in ((4, 5, 7), (3, 6, 2)):
        built = build_seq2seq(V, H)
        assert isinstance(built, (tuple, list)) and len(built) == 3, (
            "Three things should come back. What does the return line say?"
        )
        train_model, encode_fn, step_fn = built
        fresh = [
            rng.normal(size=weight.shape).astype(np.float32) for weight in train_model.get_weights()
        ]
        train_model.set_weights(fresh)
        params = weights_of(train_model)
        assert isinstance(params, dict) and {"encoder", "decoder", "readout"} <= set(params), (
            "weights_of should give a dict with encoder, decoder and readout. What does yours give?"
        )
        lengths = [len(params[name]) for name in ("encoder", "decoder", "readout")]
        assert lengths == [3, 3, 2], (
            "A clerk has three arrays and the readout two. How many does weights_of put under each name?"
        )
        for mine, theirs in zip(
            [*params["encoder"], *params["decoder"], *params["readout"]], fresh
        ):
            assert np.shape(mine) == theirs.shape and mine.dtype == np.float64, (
                "weights_of did not give the arrays of each layer, in float64. Which layer has which name?"
            )
            assert np.allclose(mine, theirs, rtol=0, atol=1e-6), (
                "weights_of did not give the newest weights of each layer, as they are. Which layer has which name?"
            )
        x, told = (np.eye(V, dtype=np.float32)[rng.integers(0, V, size=(N, T))] for T in (5, 4))
        (lesson,) = unpack(np.asarray(train_model([x, told])), "logits", (N, 4, V))
        ear = keras.layers.LSTM(H, return_state=True)
        mouth = keras.layers.LSTM(H, return_sequences=True)
        for layer, name in ((ear, "encoder"), (mouth, "decoder")):
            layer.build((N, 4, V))
            layer.set_weights([weight.astype(np.float32) for weight in params[name]])
        note = ear(x)[1:]
        W, b = params["readout"]
        wanted = np.asarray(mouth(told, initial_state=list(note))) @ W + b
        h, c = unpack(encode_fn(x), "h c", (N, H))
        assert np.allclose(h, np.asarray(note[0]), rtol=1e-4, atol=1e-5), (
            "The net got new weights, and the h that encode_fn gives is not theirs. Which layer object does it call, and "
            "which of its three results is h?"
        )
        assert np.allclose(c, np.asarray(note[1]), rtol=1e-4, atol=1e-5), (
            "The c that encode_fn gives is not the cell state of the encoder. Which of the three results is it?"
        )
        for t in range(4):
            step = step_fn(told[:, t], h, c)
            logits, h, c = unpack(step, "logits h c", (N, V), (N, H), (N, H))
            assert np.allclose(logits, wanted[:, t], rtol=1e-3, atol=1e-4), (
                "The net got new weights, and step_fn does not speak with them. Which layer objects does it call, and are both "
                "states handed in and out?"
            )
        assert np.allclose(lesson, wanted, rtol=1e-3, atol=1e-4), (
            "A whole lesson did not give the logits of a decoder that starts with the encoder's h and c. What is its "
            "initial_state, and what is done behind it?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Lessons were changed at one place. Does the first door let anything of the future through?'
"""  # END TEST CONFIG


def nothing_is_known_before_it_is_told(build_seq2seq):
    V = 5
    built = build_seq2seq(V, 4)
    assert isinstance(built, (tuple, list)) and len(built) == 3, (
        "Three things should come back. What does the return line say?"
    )
    x, told = (rng.integers(0, V, size=(6, T)) for T in (4, 6))
    eye = np.eye(V, dtype=np.float32)
    late, early = told.copy(), x.copy()
    late[:, 3:] = (told[:, 3:] + 1) % V
    early[:, 0] = (x[:, 0] + 1) % V
    said, after, other = (
        unpack(np.asarray(built[0]([eye[a], eye[b]])), "logits", (6, 6, V))[0]
        for a, b in ((x, told), (x, late), (early, told))
    )
    moved = np.abs(after - said).max(axis=(0, 2))
    assert np.all(moved[:3] < 1e-6), (
        "What the teacher whispers was changed from one place on, and the decoder knew of it earlier. Through which layer?"
    )
    assert moved[3] > 1e-6, (
        "What the teacher whispers was changed, and the decoder did not notice. Does it get the second input?"
    )
    assert np.abs(other - said).max(axis=(0, 2))[0] > 1e-7, (
        "The first symbol of all sums was changed, and the first thing the decoder says stayed the same. Does the note arrive?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.75
hidden: true
failure_message: 'Your net was trained for a moment to say three letters back to front, and then asked new words, step by step. Does it answer right?'
"""  # END TEST CONFIG


def a_small_net_learns_to_speak_back_to_front(build_seq2seq, weights_of):
    V = 6
    built = build_seq2seq(V, 24)
    assert isinstance(built, (tuple, list)) and len(built) == 3, (
        "Three things should come back. What does the return line say?"
    )
    train_model, encode_fn, step_fn = built
    words, eye = rng.integers(2, V, size=(320, 3)), np.eye(V, dtype=np.float32)
    goals = words[:, ::-1]
    told = np.ones_like(goals)
    told[:, 1:] = words[:, :0:-1]
    adam = {"class_name": "Adam", "config": {"learning_rate": 0.03}}
    train_model.compile(optimizer=adam, loss="mse")
    train_model.fit(
        [eye[words[:256]], eye[told[:256]]],
        eye[goals[:256]],
        epochs=10,
        batch_size=16,
        shuffle=False,
        verbose=0,
    )
    weights_of(train_model)
    h, c = unpack(encode_fn(eye[words[256:]]), "h c", (64, 24))
    heard, right = told[256:, 0], np.full(64, True)
    for t in range(3):
        step = step_fn(eye[heard], h, c)
        logits, h, c = unpack(step, "logits h c", (64, V), (64, 24), (64, 24))
        heard = np.argmax(logits, axis=1)
        right &= heard == goals[256:, t]
    assert np.mean(right) >= 0.7, (
        "After a short training the three doors together did not say most new words back to front. Does what was learned "
        "behind the first door reach the other two?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The same lesson through three doors, with your own arrays: all logits at once, one step after the other, and your NumPy clerks of part 3 with the same weights. Three roads, one line.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q6"):
    keras.utils.set_random_seed(10)
    net, encode_fn, step_fn = build_seq2seq(len(SYMBOLS), 16)
    some = [(12, 34), (7, 8), (60, 55), (9, 90)]
    x = np.array([encode_text(as_question(a, b), SYMBOLS, 5) for a, b in some])
    y = np.array([encode_text(as_answer(a, b), SYMBOLS, 4).argmax(axis=1) for a, b in some])
    told = np.eye(len(SYMBOLS), dtype=np.float32)[shift_right(y, START)]
    lesson = np.asarray(net([x, told]))
    note, mine = encode_fn(x), encoder(x, weights_of(net))
    steps, own = [], []
    for t in range(4):
        logits, *note = step_fn(told[:, t], *note)
        steps.append(logits)
        logits, *mine = decoder_step(told[:, t], *mine, weights_of(net))
        own.append(logits)
    pairs = {
        "step_fn": (np.stack(steps, axis=1), lesson),
        "my NumPy clerks": (np.stack(own, axis=1), lesson),
    }
    course_lib.draw_agreement(pairs, labels=("the whole lesson", "step by step")).show()

# %% [markdown]
# ## Part 7. An honest exam
#
# An exam has two rules. **No question may have been in the lessons.** For sums there is a trap: whoever has learned $12+34$ knows $34+12$ as well: anybody knows that the order does not matter. If the first is in the lessons and the second in the exam, you test whether the net
# can swap, not whether it can add. So a pair and its mirror image belong to the same side.
#
# **An answer is right if all of it is right.** Who says `47.` for `46.` has most of the symbols right, and owes you money all the same.

# %% tags=["otter_ignore"]
course_lib.draw_hatch("exam")

# %% [raw]
# # BEGIN QUESTION
# name: q7
# points: 2

# %% [markdown]
# ### Question 7: Split, and mark
#
# Write `split_pairs` and `exact_match`. `split_pairs` puts a share of the *unordered* pairs into the exam, drawn with `rng`: if there are $k$ different unordered pairs, `round(share * k)` of them. Every row of `pairs` goes to the side of its unordered pair. `exact_match` is the share of answers that are right from the first symbol
# to the last, and not a symbol longer or shorter.
#
# <details><summary>Hint 1: a nudge</summary>
#
# What do $(3, 8)$ and $(8, 3)$ become if the smaller number is always written first? And what does `zip` do with two answers of different length?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `np.sort(pairs, axis=1)` sorts each pair; `np.unique(..., axis=0, return_inverse=True)` gives the different ones and, for each row, which one it is. `rng.permutation(k)[:round(share * k)]` draws the numbers of the exam, and `np.isin` says which rows these are. For the
# mark, compare whole lists.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# The pairs $(1, 2), (2, 1), (5, 5), (3, 1)$ have three unordered pairs among them. A share of one third is one of these: the exam has either two rows, $(1, 2)$ and $(2, 1)$, or one. Answers `[[4, 6], [1], [2, 3]]` for the truths `[[4, 6], [1, 0], [2, 4]]` get a mark of $\tfrac13$.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def split_pairs(pairs, share, rng):
    """Splits sums into lessons and an exam, so that mirror images stay together.

    Args:
        pairs: pairs of numbers, (M, 2), int64, all rows different.
        share: the share of unordered pairs that goes to the exam, from 0 to 1.
        rng: a NumPy random generator, which draws them.

    Returns:
        A tuple (lessons, exam): the rows of pairs, each in one of the two, (., 2), int64.
    """
    # BEGIN SOLUTION
    kinds, which = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
    drawn = rng.permutation(len(kinds))[: round(share * len(kinds))]
    chosen = np.isin(which.reshape(-1), drawn)
    return pairs[~chosen], pairs[chosen]
    # END SOLUTION


def exact_match(pred, true):
    """The share of answers that are entirely right.

    Args:
        pred: the answers, a list of N lists of numbers.
        true: what they should be, a list of N lists of numbers.

    Returns:
        The share, a float from 0 to 1.
    """
    # BEGIN SOLUTION
    right = [list(mine) == list(theirs) for mine, theirs in zip(pred, true)]
    return sum(right) / len(true)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0.5
failure_message: 'The three answers of the mini-case were marked. Is one of three right?'
"""  # END TEST CONFIG


def one_of_three_answers_is_right(exact_match):
    truth = [[4, 6], [1, 0], [2, 4]]
    longer, shorter = [[4, 6], [1, 0, 0], [2]], [[4, 6], [1], [2, 3]]
    for said, wanted in ((longer, 1 / 3), (shorter, 1 / 3), (truth, 1.0), ([[9], [9], [9]], 0.0)):
        (mark,) = unpack(exact_match(said, truth), "mark", ())
        assert abs(mark - wanted) < 1e-9, (
            f"The answers {said} should get {wanted:.3f} and got {mark:.3f}. When is an answer right?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.25
failure_message: 'The four pairs of the mini-case were split. Is every row on one side, and are mirror images together?'
"""  # END TEST CONFIG


def the_mini_case_keeps_mirror_images_together(split_pairs):
    pairs = np.array([[1, 2], [2, 1], [5, 5], [3, 1]])
    for seed in range(5):
        parts = split_pairs(pairs, 1 / 3, np.random.default_rng(seed))
        lessons, exam = (part.tolist() for part in unpack(parts, "lessons exam"))
        assert sorted(lessons + exam) == sorted(pairs.tolist()), (
            f"The lessons {lessons} and the exam {exam} together are not the four pairs. Is a row lost, or on both sides?"
        )
        assert ([1, 2] in exam) == ([2, 1] in exam), (
            f"The exam is {exam} and the lessons are {lessons}. On which side is the mirror image of (1, 2)?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Answers with known slips, and some that are too long or too short, were marked. Is it the share of whole answers?'
"""  # END TEST CONFIG


def only_whole_answers_count(exact_match):
    for N in (20, 33, 8):
        truth = [rng.integers(1, 9, size=int(rng.integers(2, 6))).tolist() for _ in range(N)]
        for row in truth:
            row[-1] = 9
        damage = rng.integers(0, 5, size=N)
        damage[:5] = np.arange(5)
        said = [
            {0: row, 1: row[:-1], 2: row + [3], 3: [0, *row[1:]], 4: row[::-1]}[int(kind)]
            for row, kind in zip(truth, damage)
        ]
        (mark,) = unpack(exact_match(said, truth), "mark", ())
        assert abs(mark - np.mean(damage == 0)) < 1e-9, (
            "Among the answers were some that are too short, too long, back to front, or wrong in one symbol, and the mark is not "
            "the share of the others. Which of them do you take for right?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Many pairs were split, with other shares and other numbers. Is the exam as large as ordered, and has nobody seen its sums, either way round?'
"""  # END TEST CONFIG


def nobody_has_seen_the_exam(split_pairs):
    for top, count, share in ((12, 90, 0.2), (7, 49, 0.5), (30, 200, 0.1)):
        every = np.array([(a, b) for a in range(top) for b in range(top)])
        pairs = rng.permutation(every)[:count]
        kept, s = pairs.copy(), int(rng.integers(10**6))
        parts = split_pairs(pairs, share, np.random.default_rng(s))
        assert np.array_equal(pairs, kept), (
            "After the call the pairs had changed. Which of your lines writes into them?"
        )
        lessons, exam = (
            [tuple(row) for row in part.reshape(-1, 2).tolist()]
            for part in unpack(parts, "lessons exam")
        )
        assert sorted(lessons + exam) == sorted(tuple(row) for row in kept.tolist()), (
            "The lessons and the exam together were not the pairs that came in, as they were, each once. What became of them?"
        )
        seen = {frozenset(pair) for pair in lessons}
        assert not any(frozenset(pair) in seen for pair in exam), (
            "A sum of the exam was in the lessons, the other way round. How do you make a pair and its mirror image the same?"
        )
        kinds = {frozenset(pair) for pair in lessons + exam}
        asked = {frozenset(pair) for pair in exam}
        assert abs(len(asked) - share * len(kinds)) < 1, (
            "The exam did not hold the share of unordered pairs that was ordered. Of what do you take the share?"
        )
        second, third = (
            {tuple(sorted(row)) for row in unpack(other, "lessons exam")[1].reshape(-1, 2).tolist()}
            for other in (
                split_pairs(kept.copy(), share, np.random.default_rng(s)),
                split_pairs(kept.copy(), share, np.random.default_rng(s + 1)),
            )
        )
        assert second == {tuple(sorted(pair)) for pair in exam}, (
            "Two generators in the same state drew different exams. Whose dice do you throw?"
        )
        assert third != second, "Another generator drew the very same exam. Is rng used?"


# %%
""" # BEGIN TEST CONFIG
points: 0.25
hidden: true
failure_message: 'Very many splits were drawn. Does every sum have a chance to be asked?'
"""  # END TEST CONFIG


def every_sum_may_be_asked(split_pairs):
    pairs = np.array([(a, b) for a in range(4) for b in range(4)])
    asked = np.zeros((4, 4))
    for _ in range(120):
        parts = unpack(split_pairs(pairs, 0.3, rng), "lessons exam")
        for a, b in parts[1].reshape(-1, 2).tolist():
            asked[a, b] += 1
    assert np.array_equal(asked, asked.T), (
        "A sum was asked more often than its mirror image. Which side does each of them go to?"
    )
    assert asked.min() > 0, (
        "In 120 exams some sum was never asked. How are the sums of an exam chosen?"
    )
    assert asked.max() < 90, (
        "In 120 exams with a share of 0.3 some sum was asked nearly always. How are they chosen?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# All sums of two numbers below 100, as you have split them. Every square is a sum; look at the diagonal, and at what is on both sides of it.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q7"):
    every = np.array([(a, b) for a in range(100) for b in range(100)])
    lessons, exam = split_pairs(every, 0.1, np.random.default_rng(7))
    course_lib.draw_exam(lessons, exam, title="Lessons, and an exam").show()

    exam = exam[exam[:, 0] <= exam[:, 1]]  # each sum is asked one way round
    padded = np.array([encode_text(as_answer(a, b), SYMBOLS, 4).argmax(axis=1) for a, b in exam])
    truth = [[k for k in row if k not in (PAD, STOP)] for row in padded.tolist()]
    hundred = encode_text("100.", SYMBOLS, 4).argmax(axis=1)
    pleasing = np.array([np.bincount(column[column != PAD]).argmax() for column in padded.T])
    print(f"{len(lessons)} lessons; {len(exam)} sums in the exam, each asked one way round.")
    for guess in (hundred, pleasing):
        symbols = np.mean((padded == guess)[padded != PAD])
        answers = exact_match([guess[:-1].tolist()] * len(truth), truth)
        word = decode_ids(guess, SYMBOLS)
        print(
            f"Who always says {word!r} has {symbols:.1%} of the symbols, {answers:.1%} of the answers."
        )

# %% [markdown]
# `100.` has one symbol in three right, and one answer in a hundred. A constant guess that is made to please, `10..`, has nearly one symbol in two, and not a single answer:
# it is nobody's answer at all. So a mark per symbol begins far up for somebody who cannot add. A mark for whole answers begins at the bottom, where it belongs.
#
# ## Part 8. School
#
# Everything is yours now: `encode_text` prepares the sums, `shift_right` whispers, `build_seq2seq` has the doors, `split_pairs` and `exact_match` hold the exam; and the exam itself is sat by *your NumPy clerks*, with the weights that Keras has found.
# Nine rounds of nine thousand lessons take about half a minute of computing in all, and longer on a busy machine; a line appears after each round.
#
# **Guess before you run (2).** The teacher can mark, too: with the right symbol whispered at each step, how many *symbols* does the Mouth get right? Two lines will be drawn: symbols with the teacher's whisper, and whole answers without. Which is higher at the start, and how far are they apart in the end?

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1 to q7"):
    import time

    def school_books(pairs):
        """Sums, whispers, targets and mask of some pairs, for Keras."""
        x = np.array([encode_text(as_question(a, b), SYMBOLS, 5) for a, b in pairs])
        y = np.array([encode_text(as_answer(a, b), SYMBOLS, 4).argmax(axis=1) for a, b in pairs])
        told = np.eye(len(SYMBOLS), dtype=np.float32)[shift_right(y, START)]
        return x, told, y, (y != PAD).astype(np.float32)

    x, told, y, real = school_books(lessons.tolist())
    exam_x, exam_told, exam_y, exam_real = school_books(exam.tolist())
    keras.utils.set_random_seed(1)
    net, encode_fn, step_fn = build_seq2seq(len(SYMBOLS), 96)
    EPOCHS, BATCH = 9, 64
    rate = keras.optimizers.schedules.CosineDecay(0.006, EPOCHS * -(-len(x) // BATCH))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    net.compile(optimizer=keras.optimizers.Adam(rate), loss=loss)
    whispered, alone, diary, began = [], [], [], time.time()
    for epoch in range(EPOCHS):
        net.fit(
            [x, told],
            y,
            sample_weight=real,
            batch_size=BATCH,
            initial_epoch=epoch,
            epochs=epoch + 1,
            verbose=0,
        )
        said = greedy_decode(exam_x, weights_of(net), START, STOP, 6)
        lesson = net.predict([exam_x, exam_told], batch_size=512, verbose=0)
        whispered.append(np.mean((lesson.argmax(axis=-1) == exam_y)[exam_real > 0]))
        alone.append(exact_match(said, truth))
        diary.append([decode_ids(row, SYMBOLS) for row in said])
        print(
            f"after round {epoch + 1}, {time.time() - began:4.0f} s: "
            f"symbols with whisper {whispered[-1]:.3f}, whole answers alone {alone[-1]:.3f}",
            flush=True,
        )
    print("price of the exam:", round(masked_xent(lesson.astype(float), exam_y, exam_real > 0), 4))

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1 to q7"):
    course_lib.draw_lines(
        np.arange(1, EPOCHS + 1),
        {"symbols": whispered, "answers": alone},
        labels=("round", "share that is right"),
        title="School days: symbols in class, answers alone",
    ).show()

# %% [markdown]
# The line of symbols is far above the line of answers for a while. With three symbols in four right, about one answer in five is right as a whole: all of its symbols have to be.
#
# And what did the teacher do? For *whole* answers, nothing. Where every symbol is right, the whisper is what the Mouth has just said itself; where one is wrong, the answer is lost, whispered or not. It is
# the mark *per symbol* that the whisper flatters: after a slip, the next symbol is said as if there had been none. In life nobody whispers, and the customer wants the whole sum.
#
# Here are eight sums of the exam, twice: after two rounds of lessons, and at the end.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1 to q7"):
    right = [decode_ids(row, SYMBOLS) for row in truth]
    sums = [f"{a}+{b}" for a, b in exam.tolist()]
    shown = list(range(30, len(sums), len(sums) // 8))[:8]
    for rounds, words in ((2, diary[1]), (EPOCHS, diary[-1])):
        good = sum(word == wanted for word, wanted in zip(words, right))
        course_lib.draw_answers(
            [sums[n] for n in shown],
            [right[n] for n in shown],
            [words[n] for n in shown],
            title=f"After {rounds} rounds: {good} of all {len(sums)} sums are right",
        ).show()

# %% [markdown]
# Look at the table of the young net once more. Where is the first slip: at the beginning of an answer, or at its end? And where a first digit is wrong, by how much?
#
# <details><summary>What we see</summary>
#
# Most slips are at the end: 104 for 102, 150 for 154. And where the first digit is wrong, the answer is no wild guess either: 44 for 52, 98 for 84. How large the result is, roughly, is learned first; the last digit is the last to come.
# </details>
#
# ### Reading the note
#
# What is written on the note? Below, each row is the cell state $c$ that the Ear hands over for one sum, 32 of its 96 numbers. Rows are ordered by the *result*. Each column has a scale of its own, because some units are always far below zero: white is what the unit says on average. Nobody has told the Ear to add; it might as well pass on both numbers and leave the work to the Mouth.
#
# To find out, take a ruler: the straight line through the notes of all *lessons* that reads a number off them best. How well does it read the notes of the exam? (A score of 1 is perfect; 0 is what you get by always saying the mean.)

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1 to q7"):
    assert len(diary) == EPOCHS, "school was not finished"
    params = weights_of(net)
    h, c = encoder(exam_x, params)
    result = exam.sum(axis=1)
    order = np.argsort(result, kind="stable")[:: max(1, len(exam) // 40)]
    with_result = [abs(np.corrcoef(c[:, unit], result)[0, 1]) for unit in range(c.shape[1])]
    units = np.argsort(with_result)[::-1][:32]
    course_lib.draw_notes(
        c[order][:, units],
        [f"{sums[n]} = {right[n]}" for n in order],
        title="The note, one row for each sum: the 32 units that know most about the result",
    ).show()
    taught = encoder(x, params)[1]
    for word, wanted, known in (
        ("the result", result, lessons.sum(axis=1)),
        ("the first number", exam[:, 0], lessons[:, 0]),
        ("the second number", exam[:, 1], lessons[:, 1]),
    ):
        ruler = np.linalg.lstsq(taught - taught.mean(axis=0), known - known.mean())[0]
        missed = wanted - known.mean() - (c - taught.mean(axis=0)) @ ruler
        score = 1 - np.mean(missed**2) / np.var(wanted)
        print(f"read with a ruler: {word:17s} score {score:.3f}")

# %% [markdown]
# Follow a column from top to bottom: there are units that slide slowly from one colour to the other as the result grows. The ruler is clearer than the eye: it reads the result off the note nearly perfectly, *and* it reads both numbers nearly as well. So the Ear does
# both: it says what the answer will be, and it passes on what it was made from. Nobody has told it which of the two clerks is to do the work, and so they share it.
#
# **Guess before you run (3).** Which note is closest to that of $12+34$: the one of its mirror image $34+12$, of $13+33$ (the same result), of $13+34$ (larger by one), or of $22+34$ (larger by ten)? The cell squeezes all the notes onto a sheet of paper (the two directions in which they differ most), and measures distances.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1 to q7"):
    assert len(diary) == EPOCHS, "school was not finished"
    centred = c - c.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    course_lib.draw_note_plane(
        centred @ directions[:2].T, result, title="All notes of the exam on a sheet of paper"
    ).show()

    def apart(first, second):
        """The mean distance between the notes of two lists of sums."""
        notes = (encoder(school_books(pairs)[0], params)[1] for pairs in (first, second))
        return np.mean(np.linalg.norm(next(notes) - next(notes), axis=1))

    a, b = np.random.default_rng(5).integers(10, 89, size=(2, 300))
    here = list(zip(a, b))
    low, high = np.maximum(a + b - 99, 0), np.minimum(a + b, 99)
    other = np.random.default_rng(6).integers(low, high + 1)
    for word, there in (
        ("result larger by ten", list(zip(a + 10, b))),
        ("result larger by one", list(zip(a + 1, b))),
        ("neighbour, same result", list(zip(a + 1, b - 1))),
        ("mirror image", list(zip(b, a))),
        ("any sum, same result", list(zip(other, a + b - other))),
        ("any two sums", here[1:] + here[:1]),
    ):
        print(f"{word:23s} {apart(here, there):.2f}")

# %% [markdown]
# On the sheet the result grows along a diagonal, with a lot of disorder: two directions are not enough. The distances tell why. *Ten apart is closer than one apart*, and any sum with the same result is nearly as far away as any sum at all. So the Ear does not sort its notes by size. It sorts them
# by *last digits* first, since that is what is hard to say; tens are a fine adjustment. And mirror images are far from being the same note: to the net, a sum and its mirror image are two facts that happen to have the same answer. Nobody has told it that the order does not matter. (You knew, and so you had to see to it in `split_pairs`.)
#
# ## Something to show
#
# A sum on its way through the hatch: 56+79. The Ear hears it back to front, as always; the note changes with every symbol; then the Mouth speaks, and the bars show what else it would have liked to say.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1 to q7"):
    a, b = 56, 79
    x = np.array([encode_text(as_question(a, b), SYMBOLS, 5)])
    notes = [encoder(x[:, :t], params)[1][0] for t in range(1, 6)]
    note, switches = encoder(x, params), np.eye(len(SYMBOLS))
    spoken, odds, told = "", [], START
    while told != STOP and len(spoken) < 6:
        likes, *note = decoder_step(switches[[told]], *note, params)
        weight = np.exp(likes[0] - likes.max())
        odds.append(weight / weight.sum())
        told = int(likes.argmax())
        spoken += SYMBOLS[told]
        notes.append(note[1][0])
    film = course_lib.animate_hatch(
        as_question(a, b).ljust(5), np.array(notes)[:, units], spoken, np.array(odds), SYMBOLS
    )
    film.show()

# %% [markdown]
# **A debugging question (not graded).** A friend's net has a fine price in class, as good as yours. This is the friend's exam. What is right in every answer, what is wrong, and which line of `greedy_decode` would you look at?

# %% tags=["otter_ignore"]
FRIEND = (
    ["0+12", "3+50", "8+96", "13+20", "29+43", "35+56", "48+84", "96+99"],
    ["12", "53", "104", "33", "72", "91", "132", "195"],
    ["111111", "555555", "111111", "333333", "777777", "999999", "111111", "111111"],
)
course_lib.draw_answers(*FRIEND, title="A friend's exam")

# %% [markdown]
# <details><summary>What we would say to the friend</summary>
#
# Every answer begins right, then says its first digit again and again until somebody closes the hatch. The weights are fine (in class, all is well), and the note arrives, or the first digit would not be right. So the mistake comes after the first step: the Mouth starts from *the
# note* at every step, instead of from the states that `decoder_step` has just returned. With the note fresh in mind, the thing to say is the first digit. It is the line `logits, h, c = ...`, with something else where `h` and `c` should be.
# </details>
#
# **A question of design (not graded).** The note has 192 numbers, for a sum of five symbols. If the Ear heard a whole novel, the note would be no longer. What would you change so that the Mouth need not know everything by heart from one note? (People asked this in 2014, and the answer they found is called
# *attention*: the Mouth may look back, at each step, at what the Ear had in mind at *its* steps.)
#
# *Your thoughts (double-click here and write):*

# %% [markdown]
# ## Recap in five lines
#
# 1. The encoder reads everything and hands over its last $h$ **and** $c$; the decoder starts from them, and knows nothing else.
# 2. In class the teacher whispers the right answer, one place late; at the exam the decoder is told what it has just said itself.
# 3. In free running two things travel: the symbol that was said, and the newest states. Every answer ends at its own stop.
# 4. Blanks are not real: neither in the price nor in the mark. A mark counts whole answers, on sums that nobody has seen, *either way round*.
# 5. One set of layers, three doors: what is learned behind one is known behind all.
#
# ## If you want more (not graded)
#
# **The tradition of the house.** Take the `[::-1]` out of `as_question` and train again. When we did, 73 % of the exam were right after nine rounds, instead of more than 98 %. Why should the order matter, if all five symbols are heard in the end?
# Then turn the *answers* around as well, units first, as you do it on paper, and find out what the net thinks of paper.
#
# **Three digits.** How far does the note reach? Change the numbers to 0 to 999 (draw 20 000 pairs), with 7 and 5 places. Does it need more units, or more lessons?
