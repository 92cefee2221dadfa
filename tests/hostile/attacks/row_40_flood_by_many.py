# Row 40: several processes keep the output full at all times, so that draining it has no end.
# Bounded at 20 s, and by the kernel's own clock.
# score: 6
# verdicts: q1 timed_out|out_of_memory|not_reached
# says: zzzz
# %% q1
def blend(a, b, share):
    import os, time

    until, data = time.time() + 20, b"z" * 65536
    for _ in range(2):
        if os.fork() == 0:
            while time.time() < until:
                os.write(1, data)
            os._exit(0)
    while time.time() < until:
        os.write(1, data)
    print("reached: twenty seconds of output")
    return -1.0
