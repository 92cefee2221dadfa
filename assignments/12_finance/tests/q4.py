from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='four days are scored as on paper',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3: what do the three scores say on paper?',
)
def four_days_are_scored_as_on_paper(r2_oos, mase, theil_u):
    import numpy as np
    from course_lib import unpack

    y, yhat = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 3.0, 3.0, 3.0])
    (first,) = unpack(r2_oos(y, yhat, np.full(4, 2.0)), "r2", ())
    assert abs(first - 2 / 3) < 1e-9, (
        f"Squared errors of 2 against 6 save two thirds, and r2_oos says {first:.3f}. Which benchmark did you take?"
    )
    (second,) = unpack(mase(y, yhat, np.array([0.0, 1.0, 3.0])), "mase", ())
    assert abs(second - 1 / 3) < 1e-9, (
        f"A mean error of 0.5 against the parrot's 1.5, and mase says {second:.3f}. Which yardstick did you take?"
    )
    (third,) = unpack(theil_u(y, yhat, np.array([0.0, 1.0, 2.0, 3.0])), "u", ())
    assert abs(third - np.sqrt(0.5)) < 1e-9, (
        f"Squared errors of 2 against 4, and theil_u says {third:.3f}. Is there a root?"
    )
