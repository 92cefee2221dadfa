# Row 12: the process ends, with success, before anything is checked.
# score: 6
# verdicts: q1 crashed
# %% q1
import atexit, os

atexit.register(lambda: print("passed"))
os._exit(0)
