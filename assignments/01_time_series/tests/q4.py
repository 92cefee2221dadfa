from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='the parrot says what it heard last',
    points=0.5,
    hidden=False,
    failure_message='Two windows of three steps. What was heard last in each of them?',
)
def the_parrot_says_what_it_heard_last(persistence):
    import numpy as np
    from course_lib import compare, unpack

    X = np.array([[[1.0, 50.0], [2.0, 60.0], [9.0, 70.0]], [[4.0, 80.0], [5.0, 90.0], [3.0, 99.0]]])
    for horizon in (1, 3):
        (said,) = unpack(persistence(X, horizon), "forecast", (2,))
        result = compare(said, np.array([9.0, 3.0]), name=f"The parrot at horizon {horizon}")
        assert result, f"{result} What is the newest thing in each window, and in which column?"


@test_case(
    name='the calendar knows its weekdays',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3: a week from 1 to 7. Which weekday is meant each time?',
)
def the_calendar_knows_its_weekdays(seasonal_naive):
    import numpy as np
    from course_lib import unpack

    week = np.arange(1.0, 8.0)
    for horizon, day in ((1, 1.0), (3, 3.0), (7, 7.0), (8, 1.0)):
        (said,) = unpack(seasonal_naive(week, 7, horizon), "forecast", ())
        assert said == day, (
            f"After a week of 1 to 7, {horizon} steps ahead, it said {said:g} and should say {day:g}. "
            "Which weekday is that?"
        )
