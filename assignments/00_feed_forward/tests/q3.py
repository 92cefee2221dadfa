from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='the mini case is three quarters sure',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed. Do you get 0.75 on paper?',
)
def the_mini_case_is_three_quarters_sure(forward):
    import numpy as np
    from course_lib import compare, unpack

    first = {
        "W": np.array([[0.5, 1.0], [-1.0, 1.0]]),
        "b": np.array([0.25, -4.0]),
        "activation": "relu",
    }
    second = {
        "W": np.array([[4.0], [1.0]]),
        "b": np.array([np.log(3.0) - 1.0]),
        "activation": "sigmoid",
    }
    result = forward(np.array([[2.0, 1.0]]), [first, second])
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Two things should come back: the outputs and the cache. What does come back?"
    )
    (y_pred,) = unpack(result[0], "y_pred", (1, 1))
    agrees = compare(y_pred, np.array([[0.75]]), name="y_pred in the mini-case")
    assert agrees, f"{agrees} What does the second layer get to read?"


@test_case(
    name='each layer leaves a note',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Three layers should leave three notes, each with x, z, W and activation. What is in yours?',
)
def each_layer_leaves_a_note(forward):
    import numpy as np
    from course_lib import unpack

    sizes, words = (2, 4, 3, 1), ("relu", None, "sigmoid")
    layers = []
    for before, units, word in zip(sizes, sizes[1:], words):
        W = np.linspace(-1, 1, before * units).reshape(before, units)
        layers.append({"W": W, "b": np.full(units, 0.1), "activation": word})
    result = forward(np.eye(5, 2), layers)
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Two things should come back: the outputs and the cache. What does come back?"
    )
    cache = result[1]
    assert isinstance(cache, (list, tuple)) and len(cache) == 3, (
        "A net of three layers should leave a list of three notes. How long is your cache?"
    )
    for number, note in enumerate(cache):
        assert isinstance(note, dict) and {"x", "z", "W", "activation"} <= set(note), (
            f"Note {number} should be a dict with x, z, W and activation. What is in it?"
        )
        unpack(note["x"], f"cache[{number}]['x']", (5, sizes[number]))
        unpack(note["z"], f"cache[{number}]['z']", (5, sizes[number + 1]))
        assert note["activation"] == words[number], (
            f"The activation in note {number} is not that of layer {number}. In which order are "
            "your notes?"
        )
