from otter.test_files import test_case

OK_FORMAT = False

name = "q8"
points = None


@test_case(
    name='the weights fit two inputs and one unit',
    points=0.5,
    hidden=False,
    failure_message='Two inputs and one unit. Which shapes do kernel, recurrent_kernel and bias have?',
)
def the_weights_fit_two_inputs_and_one_unit(latch):
    import numpy as np
    from course_lib import unpack

    weights = unpack(latch(), "kernel recurrent_kernel bias", (2, 4), (1, 4), (4,))
    assert all(np.all(np.isfinite(array)) for array in weights), (
        "Some weight is not a finite number. Infinity times zero is no number: is large enough?"
    )


@test_case(
    name='one whistle is remembered for five steps',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Five steps with one whistle, run through your lstm_forward. What is remembered at the end?',
)
def one_whistle_is_remembered_for_five_steps(latch, lstm_forward):
    import numpy as np
    from course_lib import unpack

    weights = unpack(latch(), "kernel recurrent_kernel bias", (2, 4), (1, 4), (4,))
    x = np.array([[[0.9, 0.0], [-0.5, 1.0], [0.3, 0.0], [-1.0, 0.0], [0.8, 0.0]]])
    result = lstm_forward(x, np.zeros((1, 1)), np.zeros((1, 1)), *weights)
    _, _, c = unpack(result, "seq h c", (1, 5, 1), (1, 1), (1, 1))
    gap = abs(c[0, 0] - np.tanh(-0.5))
    assert gap < 0.01, (
        f"The whistle blew at -0.5, so c should end near tanh(-0.5) = -0.462, and it is {c[0, 0]:.3f}. "
        "At which of the five steps does it go astray?"
    )
