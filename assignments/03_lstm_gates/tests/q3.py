from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='the mini case gives three quarters and minus a half',
    points=0.5,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed. What do you get on paper?',
)
def the_mini_case_gives_three_quarters_and_minus_a_half(input_gate):
    import numpy as np
    from course_lib import compare, unpack

    one, nil = np.ones((1, 1)), np.zeros((1, 1))
    b_i, b_g = np.array([np.log(3.0)]), np.array([-0.5 * np.log(3.0)])
    i, g = unpack(input_gate(one, one, nil, nil, b_i, nil, nil, b_g), "i g", (1, 1))
    first = compare(i, np.array([[0.75]]), name="i in the mini-case")
    assert first, f"{first} Which curve squashes a valve?"
    second = compare(g, np.array([[-0.5]]), name="g in the mini-case")
    assert second, f"{second} Which curve lets a candidate be negative?"


@test_case(
    name='the valve is a share and the candidate takes both signs',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A valve is a share from 0 to 1, a candidate lies between -1 and 1. Which one is which?',
)
def the_valve_is_a_share_and_the_candidate_takes_both_signs(input_gate):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, h = rng.normal(size=(40, 3)), rng.normal(size=(40, 2))
    weights = [rng.normal(size=size) for size in ((3, 2), (2, 2)) * 2]
    weights = [*weights[:2], np.zeros(2), *weights[2:], np.zeros(2)]
    i, g = unpack(input_gate(x, h, *weights), "i g", (40, 2))
    assert np.all((i > 0) & (i < 1)), (
        "With random weights some i was not strictly between 0 and 1. Can a valve be more than open?"
    )
    assert np.all(np.abs(g) < 1), (
        "With random weights some g was not strictly between -1 and 1. Which curve belongs there?"
    )
    assert np.any(g < 0) and np.any(g > 0), (
        "Among forty random examples g never changed its sign. Could such a cell ever count down?"
    )
