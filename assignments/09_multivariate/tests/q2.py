from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='five rows make two windows in the mini case',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3, without a column that is known ahead. Which rows does the first window hold, and which is its target?',
)
def five_rows_make_two_windows_in_the_mini_case(windows_mv):
    import numpy as np
    from course_lib import compare, unpack

    Z = np.stack([np.arange(5.0), 10 + np.arange(5.0)], axis=1)
    X, y = unpack(windows_mv(Z, 2, 2, 0), "X y", (2, 2, 2), (2,))
    first = compare(X[0], np.array([[0.0, 10.0], [1.0, 11.0]]), name="The first window")
    assert first, f"{first} Are the steps on axis 1 and the columns on axis 2?"
    second = compare(y, np.array([3.0, 4.0]), name="y in the mini-case")
    assert second, f"{second} How far is each target from the last row of its window?"


@test_case(
    name='a known column reaches the row of the target',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case again, with column 1 known ahead. Which of its rows stands beside the target?',
)
def a_known_column_reaches_the_row_of_the_target(windows_mv):
    import numpy as np
    from course_lib import compare, unpack

    Z = np.stack([np.arange(5.0), 10 + np.arange(5.0)], axis=1)
    X, y = unpack(windows_mv(Z, 2, 2, 0, (1,)), "X y", (2, 2, 2), (2,))
    first = compare(X[0, :, 1], np.array([12.0, 13.0]), name="Column 1 of the first window")
    assert first, f"{first} By how many steps is what is known ahead moved?"
    second = compare(X[:, :, 0], np.array([[0.0, 1.0], [1.0, 2.0]]), name="Column 0 of the windows")
    assert second, f"{second} Is column 0 known ahead, too?"
    third = compare(y, np.array([3.0, 4.0]), name="y")
    assert third, f"{third} Do targets change because something is known ahead?"
