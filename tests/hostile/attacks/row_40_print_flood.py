# Row 40: prints until somebody stops it; then a traceback of great length.
# score: 6
# verdicts: q1 timed_out|failed|not_reached
# %% q1
def blend(a, b, share):
    import sys

    line = "\x1b[2J passed " * 5000
    for _ in range(4000):
        sys.stdout.write(line)
    raise ValueError("x" * 10**6)
