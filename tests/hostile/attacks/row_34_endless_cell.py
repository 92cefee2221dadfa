# Row 34: a cell of the student's own never ends; every question is still judged.
# score: 8
# %% before
while True:
    pass
