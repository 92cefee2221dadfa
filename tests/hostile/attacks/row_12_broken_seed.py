# Row 12: what the grader itself calls in the box, before each check, raises.
# score: 8
# %% before
import random
import keras
import numpy as np


def broken(*arguments):
    raise RuntimeError("no seed today")


keras.utils.set_random_seed = np.random.seed = random.seed = broken
