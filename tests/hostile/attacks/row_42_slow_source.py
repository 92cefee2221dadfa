# Row 42: source that takes a careless pattern hours to look at: the check, then a lot of nothing.
# score: 8
# pad q1-check: 1000000
