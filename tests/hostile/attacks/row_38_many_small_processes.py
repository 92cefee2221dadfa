# Row 38: six processes that each stay below the limit for one; bounded at 1.5 GiB, 20 s.
# score: 6
# verdicts: q1 out_of_memory|not_reached|timed_out
# %% q1
def blend(a, b, share):
    import os, time

    for _ in range(6):
        if os.fork() == 0:
            try:
                kept = np.ones(2**25)
                time.sleep(20)
            finally:
                os._exit(0)
    for _ in range(6):
        os.wait()
    print("reached: 1.5 GiB in six processes", flush=True)
    return -1.0
