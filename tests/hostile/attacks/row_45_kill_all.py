# Row 45: signals to everything, to the parents and to groups.
# score: 6
# verdicts: q1 crashed|not_reached
# says: killing
# %% q1
def blend(a, b, share):
    import os, signal

    print("killing", flush=True)
    for pid in (VICTIM, EXAMINER, os.getppid(), 1, -VICTIM, -EXAMINER):
        for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(pid, number)
            except OSError:
                pass
    try:
        os.kill(EXAMINER, 0)
        print("reached: the grader", flush=True)
    except OSError:
        # Only where the wall stands: without it, this would end every process of the machine.
        try:
            os.kill(-1, signal.SIGKILL)
        except OSError:
            pass
    os.kill(os.getpid(), signal.SIGKILL)
