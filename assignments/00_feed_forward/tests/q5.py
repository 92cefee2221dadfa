from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='the mini case goes back as on paper',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed, with your forward and your backward. What do you get on paper?',
)
def the_mini_case_goes_back_as_on_paper(backward, forward):
    import numpy as np
    from course_lib import compare, unpack

    layers = [
        {"W": np.array([[1.0]]), "b": np.array([-1.0]), "activation": "relu"},
        {"W": np.array([[3.0]]), "b": np.array([-3.0]), "activation": "sigmoid"},
    ]
    grads = backward(forward(np.array([[2.0]]), layers)[1], np.array([[1.0]]))
    assert isinstance(grads, (list, tuple)) and len(grads) == 2, (
        "A list with one dict for each of the two layers should come back. What does?"
    )
    for number, (dW, db) in enumerate(((1.5, 0.75), (0.25, 0.25)), start=1):
        (mine,) = unpack(grads[number - 1]["dW"], f"grads[{number - 1}]['dW']", (1, 1))
        agrees = compare(mine, np.array([[dW]]), name=f"dW of layer {number}")
        assert agrees, f"{agrees} What arrives at this layer, and what did it read?"
        (mine,) = unpack(grads[number - 1]["db"], f"grads[{number - 1}]['db']", (1,))
        agrees = compare(mine, np.array([db]), name=f"db of layer {number}")
        assert agrees, f"{agrees} What arrives at this layer, and what did it read?"


@test_case(
    name='slopes and shapes are those of their letters',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The slopes at a few places were computed, and the shapes of a small net. Which one is off?',
)
def slopes_and_shapes_are_those_of_their_letters(slope, backward, forward):
    import numpy as np
    from course_lib import compare, unpack

    z = np.log(np.array([[1 / 3, 2.0, 3.0]]))
    for word, wanted in (
        (None, [1, 1, 1]),
        ("relu", [0, 1, 1]),
        ("sigmoid", [3 / 16, 2 / 9, 3 / 16]),
    ):
        (mine,) = unpack(slope(z, word), f"slope(z,{word})", (1, 3))
        agrees = compare(mine, np.array([wanted], dtype=float), name=f"The slope of {word}")
        assert agrees, f"{agrees} Where is this activation steep, and where is it flat?"
    layers = [
        {"W": np.eye(2, 4), "b": np.ones(4), "activation": "relu"},
        {"W": np.ones((4, 3)), "b": np.zeros(3), "activation": None},
    ]
    grads = backward(forward(np.eye(5, 2), layers)[1], np.ones((5, 3)))
    assert isinstance(grads, (list, tuple)) and len(grads) == 2, (
        "A list with one dict for each of the two layers should come back. What does?"
    )
    for number, (layer, grad) in enumerate(zip(layers, grads), start=1):
        assert isinstance(grad, dict) and {"dW", "db"} <= set(grad), (
            f"Layer {number} should have a dict with dW and db. What does it have?"
        )
        unpack(grad["dW"], f"grads[{number - 1}]['dW']", layer["W"].shape)
        unpack(grad["db"], f"grads[{number - 1}]['db']", layer["b"].shape)
