from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='five gradients come back in the right shapes',
    points=0.5,
    hidden=False,
    failure_message='Each gradient has the shape of what it belongs to. Which of the five does not?',
)
def five_gradients_come_back_in_the_right_shapes(rnn_backward):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, D, H = 2, 5, 3, 4
    sizes = {"x": (N, T, D), "h0": (N, H), "K": (D, H), "U": (H, H), "b": (H,)}
    cache = {name: rng.normal(size=size) for name, size in sizes.items()}
    grads = rnn_backward(rng.normal(size=(N, T, H)), cache)
    assert isinstance(grads, dict), "A dictionary with five gradients should come back. What does?"
    for name, size in sizes.items():
        assert f"d{name}" in grads, f"d{name} is missing: which five names should come back?"
        unpack(grads[f"d{name}"], f"d{name}", size)


@test_case(
    name='two silent steps go back as on paper',
    points=1,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was computed. What do you get on paper?',
)
def two_silent_steps_go_back_as_on_paper(rnn_backward):
    import numpy as np
    from course_lib import compare

    one = np.ones((1, 1))
    cache = {"x": np.zeros((1, 2, 1)), "h0": 0 * one, "K": 3 * one, "U": 2 * one, "b": np.zeros(1)}
    grads = rnn_backward(np.array([[[1.0], [10.0]]]), cache)
    assert isinstance(grads, dict) and {"dx", "dh0", "db"} <= set(grads), (
        "A dictionary with five gradients should come back. Which names does yours have?"
    )
    for name, wanted in (("dx", [[[63.0], [30.0]]]), ("dh0", [[42.0]]), ("db", [31.0])):
        result = compare(grads[name], np.array(wanted), name=f"{name} in the mini-case")
        assert result, (
            f"{result} Which arrows enter a state when you go back, and what becomes of the shares "
            "of each step?"
        )
