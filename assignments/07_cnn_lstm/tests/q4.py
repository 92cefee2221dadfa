from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='the adding cell gives the mini case',
    points=0.5,
    hidden=False,
    failure_message='The mini-case of hint 3 went through all four stations. After which of them does yours part from the hint?',
)
def the_adding_cell_gives_the_mini_case(cnn_lstm_forward):
    import numpy as np
    from course_lib import unpack

    x = np.array([0.0, 0, 1, 3, 3, 3, 0, 0])[None, :, None]
    w = np.array([-1.0, 0, 1])[:, None, None]
    conv = {"w": w, "b": np.zeros(1), "stride": 1, "padding": "valid"}
    lstm = {
        "kernel": np.array([[0.0, 0, 1, 0]]),
        "recurrent_kernel": np.zeros((1, 4)),
        "bias": np.array([100.0, 100, 0, 100]),
    }
    (h,) = unpack(cnn_lstm_forward(x, conv, lstm, 2), "h", (1, 1))
    gap = abs(h[0, 0] - np.tanh(np.tanh(3.0) + np.tanh(2.0)))
    assert gap < 1e-6, (
        f"The mini-case gives 0.961, and yours gives {h[0, 0]:.3f}. What do the three pooled numbers "
        "look like?"
    )


@test_case(
    name='one last state comes back',
    points=0.5,
    hidden=False,
    failure_message='Three recordings, five units. Is one state of shape (N, H) returned, and nothing else?',
)
def one_last_state_comes_back(cnn_lstm_forward):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    sizes = {"kernel": (4, 20), "recurrent_kernel": (5, 20), "bias": (20,)}
    lstm = {name: 0.5 * rng.normal(size=size) for name, size in sizes.items()}
    conv = {"w": rng.normal(size=(3, 2, 4)), "b": rng.normal(size=4)}
    x = rng.normal(size=(3, 12, 2))
    settings = {"stride": 1, "padding": "same"}
    (h,) = unpack(cnn_lstm_forward(x, {**conv, **settings}, lstm, 3), "h", (3, 5))
    assert np.all(np.abs(h) < 1), "A hidden state was not between -1 and 1. What is returned?"


@test_case(
    name='the commentator says something at every step',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The commentator was given twelve steps. Does it have a state for every one of them?',
)
def the_commentator_says_something_at_every_step(commentator):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    sizes = {"kernel": (4, 20), "recurrent_kernel": (5, 20), "bias": (20,)}
    lstm = {name: 0.5 * rng.normal(size=size) for name, size in sizes.items()}
    conv = {"w": rng.normal(size=(3, 2, 4)), "b": rng.normal(size=4)}
    x = rng.normal(size=(3, 12, 2))
    (seq,) = unpack(commentator(x, conv, lstm), "seq", (3, 12, 5))
    assert np.all(np.abs(seq) < 1), "A hidden state was not between -1 and 1. What is returned?"
