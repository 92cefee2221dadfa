# Row 34: waits for ever, without using a processor: a lock that nobody will open.
# score: 6
# verdicts: q1 timed_out|not_reached
# %% q1
def blend(a, b, share):
    import threading

    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
