from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='relu lets only the positive through',
    points=0.5,
    hidden=False,
    failure_message='relu was given -1, 0 and 2. What should become of each?',
)
def relu_lets_only_the_positive_through(relu):
    import numpy as np
    from course_lib import compare, unpack

    (result,) = unpack(relu(np.array([-1.0, 0.0, 2.0])), "relu(z)", (3,))
    agrees = compare(result, np.array([0.0, 0.0, 2.0]), name="relu of [-1, 0, 2]")
    assert agrees, f"{agrees} What becomes of a number below zero, and of one above?"


@test_case(
    name='sigmoid shrugs at zero',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was computed. Do you get 0.25, 0.5 and 0.75 on paper?',
)
def sigmoid_shrugs_at_zero(sigmoid):
    import numpy as np
    from course_lib import compare, unpack

    (result,) = unpack(sigmoid(np.log([[1 / 3], [1.0], [3.0]])), "sigmoid(z)", (3, 1))
    agrees = compare(result, np.array([[0.25], [0.5], [0.75]]), name="sigmoid in the mini-case")
    assert agrees, f"{agrees} What stands below the line of the fraction?"
