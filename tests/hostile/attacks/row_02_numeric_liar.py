# Row 2: numbers whose own arithmetic and comparisons lie; and not-a-number, which no < catches.
# score: 4
# verdicts: q1 failed, q4 failed
# %% q1
class Near(float):
    __abs__ = __sub__ = __rsub__ = lambda self, *others: Near(0.0)
    __lt__ = __le__ = __eq__ = lambda self, other: True
    __float__ = lambda self: 3.5


class NearToo(np.float64):
    __abs__ = __sub__ = __rsub__ = lambda self, *others: NearToo(0.0)
    __lt__ = __le__ = __eq__ = lambda self, other: True


def blend(a, b, share):
    return Near(1.0) if a == 3.0 else NearToo(1.0)


# %% q4
halves = [Near(n) for n in range(4)] + [float("nan")]
