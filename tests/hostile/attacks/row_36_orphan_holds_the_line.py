# Row 36: the student's process ends, and an orphan keeps the line to the grader open; bounded at 16 s.
# score: 6
# verdicts: q1 crashed|timed_out
# says: orphan
# %% q1
import os, time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print("orphan", flush=True)
        time.sleep(16)
        print("reached: more time than any limit gives", flush=True)
    os._exit(0)
os.wait()
time.sleep(0.1)
os._exit(0)
