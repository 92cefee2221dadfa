# Row 34: no cell waits too long, but together they hold the grader for longer than is allowed.
# score: 8
# limits: {"notebook_seconds": 0.5}
# cells: timed out
# not at landlock: the same clock
# %% before
import time

time.sleep(4)

# %% after q1
time.sleep(4)
