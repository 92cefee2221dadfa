# ruff: noqa
# Row 34: no single cell waits too long, but together they hold the grader far longer than allowed.
# score: 8
# says: timed_out_or_not
# %% before
import time

print("timed_out_or_not", flush=True)
time.sleep(9)

# %% after q1
time.sleep(9)

# %% after q2
time.sleep(0.1)
print("reached: three waits", flush=True)
