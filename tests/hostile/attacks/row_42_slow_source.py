# Row 42: source that takes a careless pattern hours to look at: the check, then a lot of nothing.
# score: 8
# open: the pattern for check cells is quadratic in spaces
# pad q1-check: 1000000
# without end: while the hole is open, this never comes back
