from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='who is not used is worth nothing',
    points=0.75,
    hidden=False,
    failure_message='A forecaster that reads column 0 and nothing else was put in the dock. What is each column worth to it?',
)
def who_is_not_used_is_worth_nothing(permutation_importance):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    X = rng.normal(size=(3000, 2, 3))
    y = 2 * X[:, 1, 0]
    result = permutation_importance(lambda windows: 2 * np.asarray(windows)[:, 1, 0], X, y, 0)
    (importance,) = unpack(result, "importance", (3,))
    assert np.all(np.abs(importance[1:]) < 1e-9), (
        f"Columns 1 and 2 are not used, so nothing gets worse without them, and yours are worth "
        f"{importance[1]:.3f} and {importance[2]:.3f}. Is another column still mixed up?"
    )
    assert 6.5 < importance[0] < 9.5, (
        f"Column 0 is all there is, and without it the squared error grows by about 8; yours says "
        f"{importance[0]:.3f}. Error with the mix, less error without?"
    )


@test_case(
    name='forecasts may be a row or a column',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A forecaster was asked that returns (M, 1), as Keras does. Does the same come out as with (M,)?',
)
def forecasts_may_be_a_row_or_a_column(permutation_importance):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    X, y = rng.normal(size=(50, 3, 2)), rng.normal(size=50)
    flat = permutation_importance(lambda w: np.asarray(w)[:, -1, 1], X.copy(), y.copy(), 3)
    tall = permutation_importance(lambda w: np.asarray(w)[:, -1, 1:], X.copy(), y.copy(), 3)
    (first,) = unpack(flat, "importance", (2,))
    (second,) = unpack(tall, "importance", (2,))
    result = compare(second, first, name="importance with (M, 1)")
    assert result, f"{result} Which shape has (M, 1) minus (M,)?"
