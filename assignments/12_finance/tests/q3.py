from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='four forecasts for two days as on paper',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3: what do the four say for two days?',
)
def four_forecasts_for_two_days_as_on_paper(baselines):
    import numpy as np
    from course_lib import compare, unpack

    said = baselines(np.array([2.0, -1.0, 0.5, -0.25]), np.array([4.0, 1.0]))
    names = ("zero", "mean", "always_up", "ar1")
    assert isinstance(said, dict) and set(names) <= set(said), (
        "A dictionary with zero, mean, always_up and ar1 should come back. Which names does yours have?"
    )
    wanted = ([0.0, 0.0], [0.3125, 0.3125], [0.9375, 0.9375], [0.125, -2.0])
    for name, numbers in zip(names, wanted):
        (forecast,) = unpack(said[name], name, (2,))
        result = compare(forecast, np.array(numbers), name=f"{name} in the mini-case")
        assert result, f"{result} What does this one learn from, and what does it look at?"
