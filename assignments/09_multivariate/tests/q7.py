from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='two deviations are 420 passengers',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3: two deviations above usual. How many passengers are that?',
)
def two_deviations_are_420_passengers(inverse_target):
    import numpy as np
    from course_lib import compare, unpack

    mu, sd = np.array([40000.0, 300.0, 0.5]), np.array([9000.0, 60.0, 0.1])
    (back,) = unpack(inverse_target(np.array([2.0, 0.0, -1.0]), mu, sd, 1), "yhat", (3,))
    result = compare(back, np.array([420.0, 300.0, 240.0]), name="The way back for the ferry")
    assert result, f"{result} Compare its level with that of the column: whose mean did you add?"
