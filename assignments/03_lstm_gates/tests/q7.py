from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='each gradient has the shape of its input',
    points=0.5,
    hidden=False,
    failure_message='Each gradient has the shape of what it belongs to. Which of the six does not?',
)
def each_gradient_has_the_shape_of_its_input(lstm_step_backward):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    N, D, H = 3, 2, 4
    sizes = {
        "x": (N, D),
        "h": (N, H),
        "c": (N, H),
        "kernel": (D, 4 * H),
        "recurrent_kernel": (H, 4 * H),
        "bias": (4 * H,),
    }
    cache = {name: rng.normal(size=size) for name, size in sizes.items()}
    grads = lstm_step_backward(rng.normal(size=(N, H)), rng.normal(size=(N, H)), cache)
    assert isinstance(grads, dict), "A dictionary with six gradients should come back. What does?"
    for name, size in sizes.items():
        assert f"d{name}" in grads, f"d{name} is missing: which six names should come back?"
        unpack(grads[f"d{name}"], f"d{name}", size)
    still = lstm_step_backward(np.zeros((N, H)), np.zeros((N, H)), cache)
    for name, size in sizes.items():
        (gradient,) = unpack(still[f"d{name}"], f"d{name}", size)
        assert np.all(gradient == 0), f"With dh = dc = 0, d{name} should be zero. What feeds it?"


@test_case(
    name='the mini case goes back through the memory',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was computed. What do you get on paper?',
)
def the_mini_case_goes_back_through_the_memory(lstm_step_backward):
    import numpy as np
    from course_lib import compare, unpack

    one = np.ones((1, 1))
    cache = {
        "x": one,
        "h": one,
        "c": 2 * one,
        "kernel": np.zeros((1, 4)),
        "recurrent_kernel": np.zeros((1, 4)),
        "bias": np.zeros(4),
    }
    grads = lstm_step_backward(0 * one, one, cache)
    assert isinstance(grads, dict) and {"dc", "dbias"} <= set(grads), (
        "A dictionary with six gradients should come back. Which names does yours have?"
    )
    (dc,) = unpack(grads["dc"], "dc", (1, 1))
    first = compare(dc, 0.5 * one, name="dc in the mini-case")
    assert first, f"{first} Which valve does the gradient of the old memory pass?"
    (dbias,) = unpack(grads["dbias"], "dbias", (4,))
    second = compare(dbias, np.array([0.0, 0.5, 0.5, 0.0]), name="dbias in the mini-case")
    assert second, f"{second} Which of the four blocks had a say in the new cell state?"
