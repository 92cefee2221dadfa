from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='three quarters survive in the mini case',
    points=0.5,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed. Do you get three quarters on paper?',
)
def three_quarters_survive_in_the_mini_case(forget_gate):
    import numpy as np
    from course_lib import compare, unpack

    one = np.array([[1.0]])
    (f,) = unpack(forget_gate(one, 2 * one, one, -one, np.array([1 + np.log(3.0)])), "f", (1, 1))
    result = compare(f, np.array([[0.75]]), name="f in the mini-case")
    assert result, f"{result} What stands inside the bracket, and what does the squashing?"


@test_case(
    name='the gate lies between zero and one',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A gate is a share. Can yours be smaller than nothing, or larger than everything?',
)
def the_gate_lies_between_zero_and_one(forget_gate):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, h = 2 * rng.normal(size=(6, 3)), 2 * rng.normal(size=(6, 2))
    K_f, U_f, b_f = rng.normal(size=(3, 2)), rng.normal(size=(2, 2)), rng.normal(size=2)
    (f,) = unpack(forget_gate(x, h, K_f, U_f, b_f), "f", (6, 2))
    assert np.all((f > 0) & (f < 1)), (
        "With random weights some f was not strictly between 0 and 1. Which curve squashes there?"
    )
