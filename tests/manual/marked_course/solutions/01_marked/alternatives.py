# %% in_a_loop question="q1"
# How: a loop.
def add_up(numbers):
    total = 0.0
    for number in numbers:
        total += number
    return total
