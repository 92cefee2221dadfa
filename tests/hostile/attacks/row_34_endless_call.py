# Row 34: a call that never comes back and hears no signal.
# score: 6
# verdicts: q1 timed_out|not_reached
# %% q1
def blend(a, b, share):
    import signal

    for number in range(1, 64):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
