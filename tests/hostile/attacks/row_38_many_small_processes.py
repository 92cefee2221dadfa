# ruff: noqa
# Row 38: six processes that each stay below the limit for one; bounded at 3 GiB, 20 s.
# score: 6
# verdicts: q1 out_of_memory|not_reached|timed_out
# %% q1
def blend(a, b, share):
    import os, time

    for _ in range(6):
        if os.fork() == 0:
            kept = np.ones(2**26)
            time.sleep(20)
            os._exit(0)
    for _ in range(6):
        os.wait()
    print("reached: 3 GiB in six processes", flush=True)
    return -1.0
