from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='fifty five of a hundred as on paper',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3: 55 right out of 100. Which interval do you get on paper?',
)
def fifty_five_of_a_hundred_as_on_paper(direction_accuracy):
    import numpy as np
    from course_lib import unpack

    yhat = np.where(np.arange(100) < 60, 0.01, -0.02)
    y = np.where(np.arange(100) < 55, yhat, -yhat)
    acc, lo, hi = unpack(direction_accuracy(y, yhat), "acc lo hi", ())
    assert abs(acc - 0.55) < 1e-9, (
        f"55 of 100 directions were right, and acc is {acc:.4f}. When are two directions the same?"
    )
    assert abs(lo - 0.452446) < 1e-4 and abs(hi - 0.643857) < 1e-4, (
        f"The interval goes from 0.4524 to 0.6439, and yours from {lo:.4f} to {hi:.4f}. Is its middle "
        "the share itself, and what is everything divided by?"
    )


@test_case(
    name='the table of the picture and always up',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The table of the picture, and somebody who always says up. What can luck do, and what cannot be tested?',
)
def the_table_of_the_picture_and_always_up(pesaran_timmermann):
    import numpy as np
    from course_lib import unpack

    said = np.repeat([1.0, 1.0, -1.0, -1.0], [30, 20, 24, 26])
    came = np.repeat([1.0, -1.0, 1.0, -1.0], [30, 20, 24, 26])
    (p,) = unpack(pesaran_timmermann(0.01 * came, 0.003 * said), "p", ())
    assert abs(p - 0.113154) < 1e-4, (
        f"For the table of the picture p is 0.113, and yours is {p:.4f}. Compare A, U, S and luck "
        "with hint 3, one after the other."
    )
    (p,) = unpack(pesaran_timmermann(0.01 * came, np.full(100, 0.001)), "p", ())
    assert np.isnan(p), (
        f"'Up' was said on all days, and p is {p:.4f} instead of nan. What is v - w then?"
    )
