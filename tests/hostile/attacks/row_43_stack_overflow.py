# Row 43: recursion without end, with Python's own guard taken away.
# score: 6
# verdicts: q1 crashed|out_of_memory|timed_out|not_reached|failed
# %% q1
def blend(a, b, share):
    import sys

    sys.setrecursionlimit(10**9)
    thing = lambda: 0
    for _ in range(2 * 10**6):
        thing = type("T", (), {"__slots__": ("x",)}) if False else (thing,)
    return repr(thing)
