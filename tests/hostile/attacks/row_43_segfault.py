# Row 43: crashes below Python, in a cell and in a call.
# score: 4
# verdicts: q1 crashed, q2 crashed|not_reached
# %% q1
import ctypes

ctypes.string_at(0)


# %% q2
def running_sum(x):
    import os

    os.abort()
