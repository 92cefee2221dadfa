from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='the cell keeps a share and takes in a share',
    points=0.5,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed with update_cell. What do you get on paper?',
)
def the_cell_keeps_a_share_and_takes_in_a_share(update_cell):
    import numpy as np
    from course_lib import compare, unpack

    one = np.ones((1, 1))
    (c,) = unpack(update_cell(4 * one, 0.5 * one, 0.25 * one, -one), "c", (1, 1))
    result = compare(c, np.array([[1.75]]), name="The new cell state")
    assert result, f"{result} Which valve stands in front of the old state, which before g?"
    row = np.array([[0.3, -2.0, 1.5]])
    (c,) = unpack(
        update_cell(row.copy(), np.ones((1, 3)), np.zeros((1, 3)), np.ones((1, 3))), "c", (1, 3)
    )
    result = compare(c, row, name="The cell state with f = 1 and i = 0")
    assert result, f"{result} If everything is kept and nothing is written, what should c be?"


@test_case(
    name='half open lets half of the squashed cell through',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was computed with output_gate. What do you get on paper?',
)
def half_open_lets_half_of_the_squashed_cell_through(output_gate):
    import numpy as np
    from course_lib import compare, unpack

    one, nil = np.ones((1, 1)), np.zeros((1, 1))
    o, h = unpack(output_gate(one, one, 1.75 * one, nil, nil, np.zeros(1)), "o h_new", (1, 1))
    first = compare(o, 0.5 * one, name="o with zero weights")
    assert first, f"{first} What is the sigmoid of zero?"
    second = compare(h, 0.5 * np.tanh(1.75) * one, name="h_new in the mini-case")
    assert second, f"{second} What happens to the cell state before the valve?"
