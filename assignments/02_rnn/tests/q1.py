from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='the mini case gives six tenths',
    points=0.5,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed. Do you get 0.6 on paper?',
)
def the_mini_case_gives_six_tenths(rnn_step):
    import numpy as np
    from course_lib import compare, unpack

    one = np.array([[1.0]])
    new = rnn_step(one, 2 * one, one.copy(), -0.5 * one, np.array([np.log(2.0)]))
    (new,) = unpack(new, "h_new", (1, 1))
    result = compare(new, np.array([[0.6]]), name="The new h in the mini-case")
    assert result, f"{result} Which three things stand inside the bracket, and what is outside?"


@test_case(
    name='a state stays between minus one and one',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A state lies between -1 and 1, one row for each example. Which shape and range has yours?',
)
def a_state_stays_between_minus_one_and_one(rnn_step):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, h = rng.uniform(-1, 1, size=(6, 3)), rng.uniform(-1, 1, size=(6, 2))
    K, U, b = rng.uniform(-1, 1, size=(3, 2)), rng.uniform(-1, 1, size=(2, 2)), np.ones(2)
    (new,) = unpack(rnn_step(x, h, K, U, b), "h_new", (6, 2))
    assert np.all(np.abs(new) < 1), (
        "With random weights some state was not strictly between -1 and 1. Which curve is the last "
        "thing that happens to the sum?"
    )
    low = rnn_step(x, h, 0 * K, 0 * U, -b)
    (low,) = unpack(low, "h_new", (6, 2))
    assert np.all(low < -0.5), (
        "With no weights at all and a bias of -1 every state should be clearly below zero. Can your "
        "curve go below zero, and does the bias get in?"
    )
