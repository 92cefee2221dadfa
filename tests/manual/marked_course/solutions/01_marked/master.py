# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
#   course:
#     title: "Marked: a sum, a reason and a picture"
#     minutes: 5
#     limits: {call_seconds: 2, notebook_seconds: 4}
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: marked

# %% [markdown]
# # Marked
#
# Four questions; a person reads two of them.

# %%
import numpy as np

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
    """Adds numbers."""
    # BEGIN SOLUTION
    return float(sum(numbers))
    # END SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
def three_numbers(add_up):
    assert add_up([1.0, 2.0, 3.0]) == 6.0, "Is one left out?"

# %%
""" # BEGIN TEST CONFIG
hidden: true
failure_message: "What is the sum of nothing?"
""" # END TEST CONFIG
def nothing_adds_up_to_zero(add_up):
    assert add_up([]) == 0.0, "no number at all"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2
# manual: true
# points: 3

# %% [markdown]
# ## Why zero?
#
# Why is the sum of no numbers zero? Two sentences.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# Because adding nothing must leave every running total exactly where it stood before.
#
# Zero is the neutral element.

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3
# points: 1

# %% [markdown]
# ## Mean
#
# Use `add_up`.

# %% [raw]
# # BEGIN SOLUTION

# %%
def mean(numbers):
    """The mean of a list that is not empty."""
    return add_up(numbers) / len(numbers)  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
def one_number_is_its_mean(mean):
    assert mean([4.0]) == 4.0, "one number"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4
# manual: true
# points: 1.5

# %% [markdown]
# ## Picture
#
# Draw the running sums of 1 to 9. A person looks at it.

# %% [raw]
# # BEGIN SOLUTION

# %%
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
# BEGIN SOLUTION
running_totals = np.cumsum(np.arange(1.0, 10.0) * 1.0)
axes.plot(running_totals, marker="o", color="tab:blue")
# END SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# That was all.
