# %% [markdown]
# Wrong answers to the tiny assignment.

# %% starts_at_one question="q1"
# Belief: a running result starts at 1,
# as a product does.
# Hint: What is the sum of no numbers at all?
def add_up(numbers):
    total = 1.0
    for number in numbers:
        total += number
    return total

# %% divides_by_length_minus_one question="q2"
# Belief: a mean is divided by n - 1.
# Hint: What is the mean of one number?
def mean(numbers):
    return add_up(numbers) / max(1, len(numbers) - 1)
