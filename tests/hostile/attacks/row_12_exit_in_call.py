# Row 12: the process ends in the middle of a check; later questions must not suffer.
# score: 6
# verdicts: q1 crashed|not_reached
# %% q1
def blend(a, b, share):
    import os, signal

    os.kill(os.getpid(), signal.SIGKILL)
