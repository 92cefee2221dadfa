from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='the mini case takes one step down',
    points=0.5,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed. Do you get 0 and -0.5 on paper?',
)
def the_mini_case_takes_one_step_down(sgd_step):
    import numpy as np
    from course_lib import compare, unpack

    params = [{"W": np.array([[1.0]]), "b": np.array([-1.0]), "activation": "relu"}]
    new = sgd_step(params, [{"dW": np.array([[4.0]]), "db": np.array([-2.0])}], 0.25)
    assert isinstance(new, (list, tuple)) and len(new) == 1, (
        "A list with one layer should come back. What does?"
    )
    (W,) = unpack(new[0]["W"], "W", (1, 1))
    agrees = compare(W, np.array([[0.0]]), name="The new W in the mini-case")
    assert agrees, f"{agrees} In which direction is downhill?"
    (b,) = unpack(new[0]["b"], "b", (1,))
    agrees = compare(b, np.array([-0.5]), name="The new b in the mini-case")
    assert agrees, f"{agrees} In which direction is downhill?"


@test_case(
    name='the new layers are whole',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Two layers were moved. Do you return both, each with its W, its b and its activation?',
)
def the_new_layers_are_whole(sgd_step):
    import numpy as np
    from course_lib import unpack

    params = [
        {"W": np.eye(2, 3), "b": np.arange(3.0), "activation": "relu"},
        {"W": np.ones((3, 1)), "b": np.ones(1), "activation": "sigmoid"},
    ]
    grads = [{"dW": layer["W"] + 1, "db": layer["b"] - 1} for layer in params]
    new = sgd_step(params, grads, 0.1)
    assert isinstance(new, (list, tuple)) and len(new) == 2, (
        "Two layers went in, so two should come back. What does come back?"
    )
    for number, (layer, old) in enumerate(zip(new, params), start=1):
        assert isinstance(layer, dict) and {"W", "b", "activation"} <= set(layer), (
            f"The new layer {number} should have W, b and activation. What does it have?"
        )
        unpack(layer["W"], f"new[{number - 1}]['W']", old["W"].shape)
        unpack(layer["b"], f"new[{number - 1}]['b']", old["b"].shape)
        assert layer["activation"] == old["activation"], (
            f"Layer {number} has changed its activation. Where does it come from?"
        )
