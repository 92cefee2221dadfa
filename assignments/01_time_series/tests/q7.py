from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='half and one are found',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3: half of the value before, plus one. Which two numbers say that?',
)
def half_and_one_are_found(linear_ar, ar_forecast):
    import numpy as np
    from course_lib import compare, unpack

    (coef,) = unpack(linear_ar(np.array([0.0, 1.0, 1.5, 1.75, 1.875]), 1), "coef", (2,))
    result = compare(coef, np.array([0.5, 1.0]), name="coef in the mini-case")
    assert result, f"{result} The weights come first, and b last. Is there a b?"
    windows = np.array([[[2.0]], [[8.0]]])
    (said,) = unpack(ar_forecast(windows, np.array([0.5, 1.0])), "forecast", (2,))
    result = compare(said, np.array([2.0, 5.0]), name="The forecast in the mini-case")
    assert result, f"{result} What is half of the window's value, plus one?"


@test_case(
    name='two steps are enough for a wave',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A wave without noise was given. Two steps are enough to continue it: does your forecast hit?',
)
def two_steps_are_enough_for_a_wave(linear_ar, ar_forecast):
    import numpy as np
    from course_lib import unpack

    wave = 3 + np.sin(2 * np.pi * np.arange(60) / 11)
    (coef,) = unpack(linear_ar(wave, 2), "coef", (3,))
    windows = np.stack([wave[:-2], wave[1:-1]], axis=1)[:, :, None]
    (said,) = unpack(ar_forecast(windows, coef), "forecast", (58,))
    worst = np.abs(said - wave[2:]).max()
    assert worst < 1e-6, (
        f"A wave is a sum of its two last steps with the right weights, yet the forecast is off by "
        f"{worst:.3g}. Are fit and forecast agreed on which step of the window is the oldest?"
    )
