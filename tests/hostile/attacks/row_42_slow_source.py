# ruff: noqa
# Row 42: source that takes a careless pattern hours to look at. (The cell's source is made below.)
# score: 8
# cell q1-check: {"source": ["grader.check('q1')", " "]}
# repeat q1-check: 30000
