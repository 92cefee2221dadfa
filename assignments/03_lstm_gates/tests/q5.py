from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='a step returns two states of the right shape',
    points=0.5,
    hidden=False,
    failure_message='Three examples, two inputs, five units. Are two states of shape (N, H) returned?',
)
def a_step_returns_two_states_of_the_right_shape(lstm_step):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, h, c = (rng.normal(size=size) for size in ((3, 2), (3, 5), (3, 5)))
    weights = [rng.normal(size=size) for size in ((2, 20), (5, 20), (20,))]
    h_new, c_new = unpack(lstm_step(x, h, c, *weights), "h c", (3, 5))
    assert np.all(np.isfinite(h_new)) and np.all(np.isfinite(c_new)), (
        "With ordinary random weights a state was not a finite number. Which line makes it so?"
    )


@test_case(
    name='zero weights halve the cell',
    points=0.5,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed. What do you get on paper?',
)
def zero_weights_halve_the_cell(lstm_step):
    import numpy as np
    from course_lib import compare, unpack

    one = np.ones((1, 1))
    nothing = (np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4))
    h, c = unpack(lstm_step(one, one, 2 * one, *nothing), "h c", (1, 1))
    first = compare(c, one, name="c in the mini-case")
    assert first, (
        f"{first} All three valves are half open, so half of c is kept. Is every block squashed, is "
        "nothing added to it before, and is c what you return second?"
    )
    second = compare(h, 0.5 * np.tanh(1.0) * one, name="h in the mini-case")
    assert second, f"{second} Which cell state does h come from, and through which curve?"


@test_case(
    name='an open forget gate alone keeps the cell',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The bias opened the forget gate and shut the input gate. What should c be?',
)
def an_open_forget_gate_alone_keeps_the_cell(lstm_step):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, h, c = (rng.normal(size=size) for size in ((2, 4), (2, 3), (2, 3)))
    kernel, recurrent_kernel = 0.1 * rng.normal(size=(4, 12)), 0.1 * rng.normal(size=(3, 12))
    bias = np.repeat([-60.0, 60.0, 0.0, 0.0], 3)
    _, kept = unpack(lstm_step(x, h, c, kernel, recurrent_kernel, bias), "h c", (2, 3))
    result = compare(kept, c, name="The cell state after a step with f = 1 and i = 0")
    assert result, f"{result} Which blocks of z are the input gate and the forget gate?"
