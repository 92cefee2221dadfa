# %% forgets_the_first question="q1"
# Belief: lists begin at one.
# Hint: Yours leaves out a number. Where does a list begin?
def add_up(numbers):
    return float(sum(numbers[1:]))
