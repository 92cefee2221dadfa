# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "Tiny: sums and means"
#     minutes: 5
#     limits: {call_seconds: 2}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: tiny

# %% [markdown]
# # Tiny
#
# Two questions, so that the release has something to build.

# %%
import numpy as np

# %% tags=["otter_ignore"]
print("a picture would be here")

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 2

# %% [markdown]
# ## Add up
#
# Add the numbers of a list.

# %% [raw]
# # BEGIN SOLUTION

# %%
def add_up(numbers):
    """Adds numbers.

    Args:
        numbers: list of float.
    """
    # BEGIN SOLUTION
    secret_total = 0.0
    for number in numbers:
        secret_total += number
    return secret_total
    # END SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: "the sum of 1, 2 and 3 is right"
failure_message: 'Add 1, 2 and 3 by hand: what does "add_up" say? It should not be a café bill.'
""" # END TEST CONFIG
def test_small(add_up):
    # This comment is for authors.
    assert add_up([1.0, 2.0, 3.0]) == 6.0, "three numbers: is one left out?"

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: "Think of the empty list: what is the sum of nothing?"
""" # END TEST CONFIG
def test_nothing_adds_up_to_zero(add_up):
    assert add_up([]) == 0.0, "hidden_sentence_of_q1"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2
# points: 3

# %% [markdown]
# ## Mean
#
# Use `add_up`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def mean(numbers):
    """The mean of a list that is not empty."""
    count = len(numbers)  # SOLUTION
    return add_up(numbers) / count  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 1
""" # END TEST CONFIG
def test_mean_of_one_number_is_that_number(mean):
    assert mean([4.0]) == 4.0, "one number"

# %%
# HIDDEN
def test_mean_moves_with_its_numbers(mean):
    import numpy as np

    rng = np.random.default_rng(np.random.randint(2**31))
    numbers = rng.normal(size=5).tolist()
    moved = [number + 1.0 for number in numbers]
    assert abs(mean(moved) - mean(numbers) - 1.0) < 1e-9, "hidden_sentence_of_q2"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# That was all.
