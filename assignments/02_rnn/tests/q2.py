from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='time stays on axis one',
    points=0.5,
    hidden=False,
    failure_message='Two examples, four steps, five units. Which axis of your sequence is time?',
)
def time_stays_on_axis_one(rnn_forward):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, h0 = rng.normal(size=(2, 4, 3)), rng.normal(size=(2, 5))
    K, U, b = rng.normal(size=(3, 5)), rng.normal(size=(5, 5)), rng.normal(size=5)
    unpack(rnn_forward(x, h0, K, U, b), "seq", (2, 4, 5))


@test_case(
    name='a start state of one fades in the mini case',
    points=1,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was computed, starting from h0 = 1. What do you get on paper?',
)
def a_start_state_of_one_fades_in_the_mini_case(rnn_forward):
    import numpy as np
    from course_lib import compare, unpack

    one, nothing = np.ones((1, 1)), np.zeros((1, 1))
    result = rnn_forward(np.ones((1, 2, 1)), one.copy(), nothing, one, np.zeros(1))
    (seq,) = unpack(result, "seq", (1, 2, 1))
    wanted = np.tanh([1.0, np.tanh(1.0)])
    result = compare(seq[0, :, 0], wanted, name="The sequence in the mini-case")
    assert result, f"{result} What does the first step start from, and what the second?"
