from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='four and minus one are left',
    points=0.5,
    hidden=False,
    failure_message='The eight numbers of the picture were pooled in threes. Which two are left?',
)
def four_and_minus_one_are_left(max_pool1d):
    import numpy as np
    from course_lib import compare, unpack

    x = np.array([1.0, 4, 2, -3, -1, -2, 9, 0])[None, :, None]
    (out,) = unpack(max_pool1d(x, 3), "out", (1, 2, 1))
    result = compare(out[0, :, 0], np.array([4.0, -1.0]), name="out in the mini-case")
    assert result, f"{result} What is the largest of -3, -1 and -2?"


@test_case(
    name='groups of one change nothing',
    points=0.25,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Groups of one were asked for. What does pooling change then?',
)
def groups_of_one_change_nothing(max_pool1d):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x = rng.normal(size=(2, 5, 3))
    (out,) = unpack(max_pool1d(x, 1), "out", (2, 5, 3))
    assert np.array_equal(out, x), "With groups of one step something changed. What was it?"
