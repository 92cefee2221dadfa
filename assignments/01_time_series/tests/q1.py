from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='six steps make two windows in the mini case',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3 was cut. Which rows and targets do you get on paper?',
)
def six_steps_make_two_windows_in_the_mini_case(make_windows):
    import numpy as np
    from course_lib import compare, unpack

    X, y = unpack(make_windows(np.arange(6.0)[:, None], 3, 2), "X y", (2, 3, 1), (2,))
    rows = compare(X[:, :, 0], np.array([[0.0, 1, 2], [1, 2, 3]]), name="X in the mini-case")
    assert rows, f"{rows} Which steps does the first window hold, and which the second?"
    goals = compare(y, np.array([4.0, 5.0]), name="y in the mini-case")
    assert goals, f"{goals} The target stands horizon steps after the last step of its window."


@test_case(
    name='time is axis one and the answer is not in the row',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Twelve steps of two numbers, T = 5. What is the shape of X[0]: which axis is time?',
)
def time_is_axis_one_and_the_answer_is_not_in_the_row(make_windows):
    import numpy as np
    from course_lib import unpack

    series = np.stack([np.arange(12.0), 100 + np.arange(12.0)], axis=1)
    X, y = unpack(make_windows(series, 5), "X y", (7, 5, 2), (7,))
    inside = (X == y[:, None, None]).any(axis=(1, 2))
    assert not inside.any(), (
        f"In row {inside.argmax()} the target {y[inside.argmax()]:g} is one of the numbers fed in. "
        "Who would not foretell that?"
    )
