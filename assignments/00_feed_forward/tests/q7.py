from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='two layers and a history come back',
    points=0.5,
    hidden=False,
    failure_message='Five epochs with three hidden neurons. How long is history, and which shapes have the two layers?',
)
def two_layers_and_a_history_come_back(train):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x = rng.normal(size=(20, 2))
    result = train(x, np.where(x[:, :1] > 0, 1.0, 0.0), hidden=3, epochs=5)
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Two things should come back: params and history. What does come back?"
    )
    params, history = result
    unpack(history, "history", (5,))
    assert isinstance(params, (list, tuple)) and len(params) == 2, (
        "There should be two layers, one hidden and one for the output. What is in params?"
    )
    for layer, sizes, word in zip(params, ((2, 3), (3, 1)), ("relu", "sigmoid")):
        unpack(layer["W"], f"W({word}_layer)", sizes)
        unpack(layer["b"], f"b({word}_layer)", sizes[1:])
        assert layer["activation"] == word, f"A layer should have {word}. What does it have?"


@test_case(
    name='the loss goes down',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Forty epochs on an easy task. Does the loss go down?',
)
def the_loss_goes_down(train):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x = rng.normal(size=(60, 2))
    y = np.where(x[:, :1] + 2 * x[:, 1:] > 0, 1.0, 0.0)
    (history,) = unpack(train(x, y, epochs=40, lr=0.3, seed=2)[1], "history", (40,))
    assert np.all(np.isfinite(history)), "Some loss is no finite number. In which epoch?"
    assert history[-1] < 0.9 * history[0], (
        f"After forty epochs of an easy task the loss went from {history[0]:.3f} to "
        f"{history[-1]:.3f}, which is not much of a fall. Is every part of the loop there, and "
        "with which weights does your net begin?"
    )
