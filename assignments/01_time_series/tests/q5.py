from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='four sticks are scored as on paper',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3: four sticks of length 0, 2, 0, 2. What do the three scores say on paper?',
)
def four_sticks_are_scored_as_on_paper(mae, rmse, mase):
    import numpy as np
    from course_lib import unpack

    y, yhat = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 4.0, 3.0, 2.0])
    train = np.array([0.0, 2.0, 4.0, 6.0])
    (first,) = unpack(mae(y, yhat), "mae", ())
    assert abs(first - 1) < 1e-9, (
        f"Sticks of 0, 2, 0 and 2 have the mean length 1, and mae says {first:.3f}. Do errors up and "
        "down cancel, or is something divided that should not be?"
    )
    (second,) = unpack(rmse(y, yhat), "rmse", ())
    assert abs(second - np.sqrt(2)) < 1e-9, (
        f"The squares are 0, 4, 0 and 4, and rmse says {second:.3f}. Where does the root stand?"
    )
    (third,) = unpack(mase(y, yhat, train), "mase", ())
    assert abs(third - 0.5) < 1e-9, (
        f"The parrot's steps in training were 2 each, and mase says {third:.3f}. Which yardstick did "
        "you take?"
    )


@test_case(
    name='the parrot scores one at home',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The parrot was scored on its own training series. What should its MASE be there?',
)
def the_parrot_scores_one_at_home(mase):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    train = np.cumsum(rng.normal(size=50))
    (score,) = unpack(mase(train[1:], train[:-1], train), "mase", ())
    assert abs(score - 1) < 1e-9, (
        f"The naive forecast was scored on its own training series, and its MASE is {score:.4f}. "
        "Measured with its own stick, how long is a thing?"
    )
