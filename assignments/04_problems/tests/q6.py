from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='with two steps there is no choice',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='With two steps there is no choice. Are both marked, and is y the sum of both values?',
)
def with_two_steps_there_is_no_choice(adding_problem):
    import numpy as np
    from course_lib import compare, unpack

    X, y = unpack(adding_problem(6, 2, 0), "X y", (6, 2, 2), (6, 1))
    assert X.dtype == np.float32 and y.dtype == np.float32, (
        f"X holds {X.dtype} and y holds {y.dtype}, and Keras would like float32. Where is it decided?"
    )
    assert np.all(X[:, :, 1] == 1), "With T = 2, both steps should be marked. Are they?"
    result = compare(y[:, 0], X[:, 0, 0] + X[:, 1, 0], name="y", rtol=1e-5, atol=1e-5)
    assert result, f"{result} What should be said at the end?"
