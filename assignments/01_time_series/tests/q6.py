from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='one two three four as on paper',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3: what do 1, 2, 3, 4 have in common with themselves?',
)
def one_two_three_four_as_on_paper(acf):
    import numpy as np
    from course_lib import compare, unpack

    (r,) = unpack(acf(np.array([1.0, 2.0, 3.0, 4.0]), 3), "r", (4,))
    assert abs(r[0] - 1) < 1e-9, (
        f"At lag 0 a series is compared with itself, and r[0] is {r[0]:.3f}. What is divided by what?"
    )
    result = compare(r, np.array([1.0, 0.25, -0.3, -0.45]), name="r in the mini-case")
    assert result, f"{result} What is multiplied, what is the sum divided by, and is the mean off?"
