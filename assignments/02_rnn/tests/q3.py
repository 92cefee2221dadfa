from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='each gradient has the shape of its input',
    points=0.5,
    hidden=False,
    failure_message='Each gradient has the shape of what it belongs to. Which of the five does not?',
)
def each_gradient_has_the_shape_of_its_input(rnn_step_backward):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    N, D, H = 3, 2, 4
    sizes = {"x": (N, D), "h": (N, H), "K": (D, H), "U": (H, H), "b": (H,)}
    cache = {name: rng.normal(size=size) for name, size in sizes.items()}
    grads = rnn_step_backward(rng.normal(size=(N, H)), cache)
    unpack(grads, "dx dh_prev dK dU db", *sizes.values())
    still = rnn_step_backward(np.zeros((N, H)), cache)
    for gradient in unpack(still, "dx dh_prev dK dU db", *sizes.values()):
        assert np.all(gradient == 0), "With dh = 0 all gradients should be zero. What feeds yours?"


@test_case(
    name='the mini case goes back',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was computed. What do you get on paper?',
)
def the_mini_case_goes_back(rnn_step_backward):
    import numpy as np
    from course_lib import compare, unpack

    one = np.array([[1.0]])
    cache = {"x": one, "h": 2 * one, "K": one, "U": -0.5 * one, "b": np.array([np.log(2.0)])}
    grads = rnn_step_backward(one.copy(), cache)
    grads = unpack(grads, "dx dh_prev dK dU db", *[(1, 1)] * 4, (1,))
    wanted = {"dx": 0.64, "dh_prev": -0.32, "dK": 0.64, "dU": 1.28, "db": 0.64}
    for (name, value), gradient in zip(wanted.items(), grads):
        result = compare(gradient.reshape(1), [value], name=f"{name} in the mini-case")
        assert result, f"{result} Which slope does tanh have there, and what did each weight touch?"
