# Row 11: a frame that announces four gigabytes.
# score: 6
# verdicts: q1 crashed|not_reached
# %% q1
import os, struct


def blend(a, b, share):
    os.write(3, struct.pack(">IQ", 4, 2**32) + b"[1,2")
    return -1.0
