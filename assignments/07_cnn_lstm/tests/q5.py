from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='twelve steps become three pieces',
    points=0.5,
    hidden=False,
    failure_message='The steps from 0 to 11 were cut in three. What is in the first piece?',
)
def twelve_steps_become_three_pieces(to_subsequences):
    import numpy as np
    from course_lib import compare, unpack

    x = np.arange(12.0)[None, :, None]
    (pieces,) = unpack(to_subsequences(x, 3), "pieces", (1, 3, 4, 1))
    result = compare(pieces[0, :, :, 0], np.arange(12.0).reshape(3, 4), name="the pieces")
    assert result, f"{result} Are neighbours still neighbours?"


@test_case(
    name='the two extremes have their shapes',
    points=0.25,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='One piece, and as many pieces as steps, were asked for. Which shapes come out?',
)
def the_two_extremes_have_their_shapes(to_subsequences):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x = rng.normal(size=(2, 6, 3))
    (whole,) = unpack(to_subsequences(x, 1), "pieces", (2, 1, 6, 3))
    assert np.array_equal(whole[:, 0], x), "One piece is the whole recording. What is yours?"
    (crumbs,) = unpack(to_subsequences(x, 6), "pieces", (2, 6, 1, 3))
    assert np.array_equal(crumbs[:, :, 0], x), "Pieces of one step are the steps. What are yours?"
