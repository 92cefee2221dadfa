from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='two rows give a scale for each column',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3: what are the mean and the deviation of each column?',
)
def two_rows_give_a_scale_for_each_column(fit_scaler, scale):
    import numpy as np
    from course_lib import compare, unpack

    train = np.array([[1.0, 10.0], [3.0, 30.0]])
    mu, sd = unpack(fit_scaler(train), "mu sd", (2,))
    first = compare(mu, np.array([2.0, 20.0]), name="mu in the mini-case")
    assert first, f"{first} Which axis is averaged away?"
    second = compare(sd, np.array([1.0, 10.0]), name="sd in the mini-case")
    assert second, f"{second} How far are the two rows from their mean?"
    (z,) = unpack(scale(np.array([[5.0, 50.0]]), mu, sd), "z", (1, 2))
    third = compare(z, np.array([[3.0, 3.0]]), name="The row [5, 50], scaled")
    assert third, f"{third} How many deviations above the mean is it?"


@test_case(
    name='there and back again changes nothing',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Values were scaled and brought back. Are they what they had been?',
)
def there_and_back_again_changes_nothing(scale, unscale):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, mu, sd = rng.normal(size=(6, 3)), rng.normal(size=3), rng.uniform(0.5, 3, size=3)
    (z,) = unpack(scale(x.copy(), mu, sd), "z", (6, 3))
    (back,) = unpack(unscale(z.copy(), mu, sd), "x", (6, 3))
    result = compare(back, x, name="What came back")
    assert result, f"{result} Which of the two steps of scaling has to be undone first?"
