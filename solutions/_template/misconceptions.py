# %% [markdown]
# # Misconceptions of your_slug
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell. The
# checks of that question must fail on it, and its hint is what the student is told. Look for
# them in last year's notebooks, and write at least two for each question: one for the
# formula, one for what the formula does not say (axes, order, inputs that are written into).
#
# The cell's title is a slug that students read with spaces. The hint names the idea and ends with
# one question. Mind jupytext: a comment line that is a single word with a question mark is
# taken for a call for help, so break the line elsewhere.

# %% the_new_value_fades question="q1"
# Belief: whatever is written fades at once, so the share belongs to the new value.
# Hint: In yours the new value fades and the old memory does not. Which of the two has been lying in
# the salt overnight?
def fade_once(memory, value, keep):
    return memory + keep * value


# %% shares_add_up_to_one question="q1"
# Belief: this is a moving average, so the new value gets the share that the old one lost.
# Hint: You take a moving average, whose shares add up to one. Is the new value written in full here, or
# only in part?
def fade_once(memory, value, keep):
    return keep * memory + (1 - keep) * value


# %% the_old_memory_is_written_over question="q1"
# Belief: the old memory is of no use any more, so the new one may take its place.
# Hint: Your numbers are right, but you write them into the array that was handed in. Who else may still
# be reading it?
def fade_once(memory, value, keep):
    memory *= keep
    memory += value
    return memory


# %% every_night_is_the_first question="q2"
# Belief: each step begins with an empty memory.
# Hint: In yours every night begins with an empty book. What does a step have to take over from the step
# before it?
def fade_through(values, keep):
    empty = np.zeros(values.shape[0])
    return np.stack([fade_once(empty, value, keep) for value in values.T], axis=1)


# %% the_memory_before_each_step question="q2"
# Belief: the memory of a step is the one that the step begins with.
# Hint: You hand back each memory before the new value is written. Which memory belongs to a step, that of
# the evening or that of the next morning?
def fade_through(values, keep):
    memory = np.zeros(values.shape[0])
    memories = []
    for value in values.T:
        memories.append(memory)
        memory = fade_once(memory, value, keep)
    return np.stack(memories, axis=1)


# %% time_runs_down_the_rows question="q2"
# Belief: time is the first axis, as in a list of steps.
# Hint: You walk down the rows, from example to example. Which axis of values is time, the first
# or the second?
def fade_through(values, keep):
    memory = np.zeros(values.shape[1])
    memories = []
    for value in values:
        memory = fade_once(memory, value, keep)
        memories.append(memory)
    return np.stack(memories)
