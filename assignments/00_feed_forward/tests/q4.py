from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='mse of the mini case is two and a half',
    points=0.5,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed. Do you get 2.5 on paper?',
)
def mse_of_the_mini_case_is_two_and_a_half(mse):
    import numpy as np
    from course_lib import compare

    result = mse(np.array([[1.0], [3.0]]), np.array([[0.0], [1.0]]))
    assert result is not None and np.ndim(result) == 0, "One number should come back. What does?"
    agrees = compare(result, np.float64(2.5), name="mse in the mini-case")
    assert agrees, f"{agrees} What do you do with the two squares?"


@test_case(
    name='bce of the mini case is about a half',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was computed. Do you get 0.4904 on paper?',
)
def bce_of_the_mini_case_is_about_a_half(bce):
    import numpy as np
    from course_lib import compare

    result = bce(np.array([[0.5], [0.25]]), np.array([[1.0], [0.0]]))
    assert result is not None and np.ndim(result) == 0, "One number should come back. What does?"
    agrees = compare(result, np.log(8 / 3) / 2, rtol=0, atol=1e-5, name="bce in the mini-case")
    assert agrees, f"{agrees} Which probability did each true answer get?"
