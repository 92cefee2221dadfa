# Row 8: the check cell's source becomes the student's own, and another one claims its id.
# score: 6
# verdicts: q1 failed
# cell q1-check: {"source": "grader = type('G', (), {'check': lambda *a: 'passed'})()"}
# cell q2-check: {"id": "q1-check"}
# %% q1
def blend(a, b, share):
    return -1.0
