from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='time stays on axis one and ends with the last state',
    points=0.5,
    hidden=False,
    failure_message='Two examples, four steps, five units. Which axis of your sequence is time?',
)
def time_stays_on_axis_one_and_ends_with_the_last_state(lstm_forward):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, h0, c0 = (rng.normal(size=size) for size in ((2, 4, 3), (2, 5), (2, 5)))
    weights = [rng.normal(size=size) for size in ((3, 20), (5, 20), (20,))]
    seq, h, _ = unpack(lstm_forward(x, h0, c0, *weights), "seq h c", (2, 4, 5), (2, 5), (2, 5))
    result = compare(h, seq[:, -1], name="The last hidden state")
    assert result, f"{result} Should the last entry of the sequence not be the same thing?"


@test_case(
    name='zero weights halve the cell at each step',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was computed. What do you get on paper?',
)
def zero_weights_halve_the_cell_at_each_step(lstm_forward):
    import numpy as np
    from course_lib import compare, unpack

    one = np.ones((1, 1))
    nothing = (np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4))
    result = lstm_forward(np.ones((1, 2, 1)), one.copy(), 4 * one, *nothing)
    seq, _, c = unpack(result, "seq h c", (1, 2, 1), (1, 1), (1, 1))
    first = compare(c, one, name="The cell state after two steps from 4")
    assert first, (
        f"{first} Does step two start from what step one left behind, and step one from c0?"
    )
    second = compare(seq[0, :, 0], 0.5 * np.tanh([2.0, 1.0]), name="The sequence in the mini-case")
    assert second, f"{second} What is h after the first step, and what after the second?"
