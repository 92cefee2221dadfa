from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='one unit that says a half',
    points=0.5,
    hidden=False,
    failure_message='The first mini-case of hint 3, one unit. What is its slope where it says 0.5?',
)
def one_unit_that_says_a_half(step_jacobian):
    import numpy as np
    from course_lib import compare, unpack

    (J,) = unpack(step_jacobian(np.array([0.5]), np.array([[2.0]])), "J", (1, 1))
    result = compare(J, np.array([[1.5]]), name="J in the mini-case")
    assert result, f"{result} Which slope has tanh where its value is 0.5?"


@test_case(
    name='where all is silent only the wires count',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Silent units have slope 1, and the wires were the same in both directions. What is left of J then?',
)
def where_all_is_silent_only_the_wires_count(step_jacobian):
    import numpy as np
    from course_lib import compare, unpack

    U = np.array([[0.3, -1.0, 2.0], [-1.0, 0.5, 0.0], [2.0, 0.0, -0.7]])
    (J,) = unpack(step_jacobian(np.zeros(3), U.copy()), "J", (3, 3))
    result = compare(J, U, name="J of three silent units")
    assert result, f"{result} The curve is steepest at zero: how steep?"
