# Row 44: children take every processor while their parent waits; all of their seconds count.
# score: 6
# verdicts: q1 timed_out|out_of_memory|not_reached
# %% q1
def blend(a, b, share):
    import os, signal

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in range(2):
        if os.fork() == 0:
            os.nice(19)
            while True:
                pass
    signal.pause()
