from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='two rows give three means and deviations',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3: which mean and which deviation does each of the three columns have?',
)
def two_rows_give_three_means_and_deviations(fit_scaler_mv):
    import numpy as np
    from course_lib import compare, unpack

    mu, sd = unpack(fit_scaler_mv(np.array([[1.0, 700.0, 5.0], [3.0, 100.0, 5.0]])), "mu sd", (3,))
    first = compare(mu, np.array([2.0, 400.0, 5.0]), name="mu in the mini-case")
    assert first, f"{first} Which axis is averaged away?"
    second = compare(sd, np.array([1.0, 300.0, 1.0]), name="sd in the mini-case")
    assert second, f"{second} How far are the rows from their mean, and what of a still column?"
