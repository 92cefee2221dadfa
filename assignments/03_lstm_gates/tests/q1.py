from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='four columns become i f g o',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='One unit, four columns. Does each of i, f, g, o get the column that belongs to it?',
)
def four_columns_become_i_f_g_o(split_gates):
    import numpy as np
    from course_lib import unpack

    z = np.array([[10.0, 20.0, 30.0, 40.0]])
    i, f, g, o = unpack(split_gates(z), "i f g o", (1, 1))
    assert i[0, 0] == 10.0, "The first block is the input gate. Which column did i get?"
    assert f[0, 0] == 20.0, "The second block is the forget gate. Which column did f get?"
    assert g[0, 0] == 30.0, "The third block is the candidate. Which column did g get?"
    assert o[0, 0] == 40.0, "The fourth block is the output gate. Which column did o get?"
