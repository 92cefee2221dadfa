# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "Your title"
#     minutes: 20
#     limits: {call_seconds: 5, notebook_seconds: 30}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# # Lines like this one, in a marker, are notes for authors. Students never see a marker, so what is
# # said to you here may stay, or go as you fill in your own text.
# #
# # This is a complete small assignment. It can be released and proved as it stands; change it bit
# # by bit, and release after each bit. What the markers mean: docs/adding-an-assignment.md.
# name: your_slug

# %% [markdown]
# # Your title
#
# **What you will have built.** A memory that fades: one line of arithmetic, and a loop around it.
#
# **Time.** About 20 minutes.
#
# **You need.** NumPy arrays, and to know which axis is which.

# %%
import course_lib
import numpy as np

# %% [markdown]
# ## The whole thing first
#
# A guest book by the sea: every day somebody writes a line, and every night the salt eats a part
# of all that was written before. This is how much of it can still be read.
#
# **Guess before you run.** One line is written on day 0 and none after it. How many nights until
# less than half of it is left, if four fifths survive each night?

# %% tags=["otter_ignore"]
nights = np.arange(15)
course_lib.draw_lines(
    nights, {"c": 0.8**nights}, labels=("night", "what is left"), title="One line, fading"
)

# %% [raw]
# # BEGIN QUESTION
# # One new idea per question. `points` is what all checks are worth together.
# name: q1
# points: 2

# %% [markdown]
# ### Question 1: One night
#
# Write `fade_once`. A share of the memory survives, and the new value is written on top, in full:
#
# $$\text{new memory} = \text{keep} \cdot \text{memory} + \text{value}$$
#
# <details><summary>Hint 1: a nudge</summary>
#
# Two things happen. To which of the two arrays does the salt get?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Multiply the memory, and nothing else, by the share that survives. Then add.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# With a memory of 4, a value of 1 and a half that survives, 2 + 1 = 3 is left.
# </details>

# %% [raw]
# # BEGIN SOLUTION
# # Exactly one code cell follows. What stands between the inner markers is what students write;
# # signature and docstring stay, so the docstring must not hold the answer.


# %%
def fade_once(memory, value, keep):
    """Lets a memory fade for one night and writes the new value on top.

    Args:
        memory: what was there, one number for each example, (N,), float64.
        value: what is new, (N,), float64.
        keep: the share that survives, a number from 0 to 1.

    Returns:
        The new memory, (N,). The old one is left as it was.
    """
    # BEGIN SOLUTION
    return keep * memory + value
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS
# # One check a cell. A public check is small, fixed and worked out in a hint; hidden checks look at
# # the same property with fresh numbers and other sizes. Their sentences say what was tried, which
# # property failed, and ask one question; they never give a number away.

# %%
""" # BEGIN TEST CONFIG
points: 1
failure_message: 'A memory of 4, a value of 1, and a half survives. What do you get, and what does hint 3 say?'
"""  # END TEST CONFIG


def half_of_four_and_one_make_three(fade_once):
    (memory,) = unpack(fade_once(np.array([4.0]), np.array([1.0]), 0.5), "memory", (1,))
    assert abs(memory[0] - 3.0) < 1e-10, (
        "Half of 4, and 1 on top, did not make 3. What did it make?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'Several examples faded by another share. Does only the old memory fade, and does the new value count in full?'
"""  # END TEST CONFIG


def every_example_fades_by_the_formula(fade_once):
    # np, keras, rng and what course_lib offers are there without an import; rng draws anew for each
    # student, and the tolerance is stated. The answer is not called to judge itself: the formula is
    # written out, differently, beside it.
    for size in (2, 5):
        memory, value = rng.uniform(1, 3, size=(2, size))
        keep = rng.uniform(0.2, 0.8)
        (new,) = unpack(fade_once(memory.copy(), value.copy(), keep), "memory", (size,))
        assert np.max(np.abs((new - value) / keep - memory)) < 1e-9, (
            "Take the new value away and undo the fading: the old memory should come out, and it "
            "did not. Which of the two arrays did you multiply?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 0.5
hidden: true
failure_message: 'The memory that was handed in is needed again later. Is it as it was?'
"""  # END TEST CONFIG


def the_old_memory_is_left_alone(fade_once):
    memory, value = rng.normal(size=(2, 4))
    before = memory.copy(), value.copy()
    fade_once(memory, value, 0.5)
    assert np.array_equal(memory, before[0]) and np.array_equal(value, before[1]), (
        "After the call an array that was handed in had changed. Does your function write into it?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Right after the check, something made from the learner's own function. While the answer is not
# there yet, `once_ready` says so in one sentence instead of breaking the notebook.

# %% tags=["otter_ignore"]
with course_lib.once_ready("q1"):
    rain, trace = np.zeros(1), []
    for day in range(30):
        rain = fade_once(rain, np.array([float(day % 10 == 0)]), 0.8)
        trace.append(rain[0])
    course_lib.draw_lines(
        np.arange(30), {"c": trace}, title="Somebody writes every tenth day"
    ).show()

# %% [raw]
# # BEGIN QUESTION
# # A question may build on an earlier one: students whose earlier answer is wrong are graded here
# # with yours in its place, so one slip costs once.
# name: q2
# points: 3

# %% [markdown]
# ### Question 2: Night after night
#
# Write `fade_through`: start with an empty memory, and let it fade once for each time step, with your
# function of question 1. Hand back what was in memory after each step.
#
# <details><summary>Hint 1: a nudge</summary>
#
# What does the second step need that the first step made?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Begin with zeros, one for each example. Step $t$ takes the memory of step $t - 1$ and column $t$.
# </details>
# <details><summary>Hint 3: a mini-case</summary>
#
# One example, values 1, 0, 2, and a half survives: the memories are 1, 0.5, 2.25.
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
def fade_through(values, keep):
    """Runs a fading memory through a sequence.

    Args:
        values: what is new at each step, (N, T), float64.
        keep: the share that survives each step, a number from 0 to 1.

    Returns:
        The memory after each step, (N, T).
    """
    # BEGIN SOLUTION
    memory = np.zeros(values.shape[0])
    memories = []
    for t in range(values.shape[1]):
        memory = fade_once(memory, values[:, t], keep)
        memories.append(memory)
    return np.stack(memories, axis=1)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 1
failure_message: 'Values 1, 0, 2 with a half surviving: which memory differs from hint 3 first?'
"""  # END TEST CONFIG


def three_nights_of_the_mini_case(fade_through):
    (trace,) = unpack(fade_through(np.array([[1.0, 0.0, 2.0]]), 0.5), "memories", (1, 3))
    assert np.max(np.abs(trace - [[1.0, 0.5, 2.25]])) < 1e-10, (
        "The memories of the mini-case are not 1, 0.5, 2.25. Which one differs first?"
    )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'Two neighbouring steps do not fit together. What does each step begin with?'
"""  # END TEST CONFIG


def each_step_begins_with_the_one_before(fade_through):
    for examples, steps in ((3, 4), (2, 7)):
        values = rng.uniform(1, 3, size=(examples, steps))
        keep = rng.uniform(0.4, 0.8)
        (trace,) = unpack(fade_through(values.copy(), keep), "memories", (examples, steps))
        before = np.concatenate([np.zeros((examples, 1)), trace[:, :-1]], axis=1)
        assert np.max(np.abs(trace - before * keep - values)) < 1e-9, (
            "A memory, less what survived of the one before it, should be what was new in that "
            "step, and was not. With what does your first step begin, and with what your second?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 1
hidden: true
failure_message: 'The examples were put in another order. Do the memories follow?'
"""  # END TEST CONFIG


def examples_do_not_mix(fade_through):
    values = rng.uniform(1, 3, size=(5, 4))
    (straight,) = unpack(fade_through(values.copy(), 0.6), "memories", (5, 4))
    (turned,) = unpack(fade_through(values[::-1].copy(), 0.6), "memories", (5, 4))
    assert np.max(np.abs(straight[::-1] - turned)) < 1e-9, (
        "The examples were put in another order, and their memories did not follow. Which axis is "
        "time, and which one holds the examples?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ## Recap in three lines
#
# 1. What survives is a share of the memory; what is new counts in full.
# 2. A loop over time hands the memory from step to step.
# 3. Time is axis 1, and examples never meet.
