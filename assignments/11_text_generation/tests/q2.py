from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='the target is what comes next',
    points=0.75,
    hidden=False,
    failure_message='Pieces were cut out of the numbers 0 to 29. Is y the number after x at every place?',
)
def the_target_is_what_comes_next(batches):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, y = unpack(batches(np.arange(30), 6, 4, rng), "x y", (4, 6), (4, 6))
    assert np.all(np.diff(x, axis=1) == 1), (
        f"A piece of 0, 1, 2, ... should go up by one from place to place. The first of yours is {x[0]}. "
        "Which axis is the time?"
    )
    result = compare(y, x + 1, name="y for the text 0, 1, 2, ...")
    assert result, f"{result} Which number comes after each number of x in the text?"


@test_case(
    name='the mini case has one piece',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The text of the mini-case has room for one piece only. Was it found, and is a longer piece refused?',
)
def the_mini_case_has_one_piece(batches):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    text = np.array([10, 11, 12, 13])
    x, y = unpack(batches(text, 3, 5, rng), "x y", (5, 3), (5, 3))
    assert np.array_equal(x, [[10, 11, 12]] * 5) and np.array_equal(y, [[11, 12, 13]] * 5), (
        f"Five pieces were drawn where there is only one, and yours are {x.tolist()} with the targets {y.tolist()}. "
        "Which places leave room for a piece and its last target?"
    )
