from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='a running sum passes and a reversal is caught',
    points=0.5,
    hidden=False,
    failure_message='The two functions of the mini-case were put to your detector. Whom does it believe?',
)
def a_running_sum_passes_and_a_reversal_is_caught(is_causal):
    import numpy as np

    rng = np.random.default_rng(np.random.randint(2**31))
    def running(x):
        return np.cumsum(x, axis=1)

    def turning(x):
        return np.flip(x, 1)

    x = np.array([1.0, 2.0, 3.0, 4.0])[None, :, None]
    verdicts = {f.__name__: is_causal(f, x, 1, rng) for f in (running, turning)}
    for name, verdict in verdicts.items():
        assert verdict is True or verdict is False, (
            f"The verdict should be True or False, and for {name} it is {verdict!r}. What is returned?"
        )
    assert verdicts["running"], (
        "A running sum reads the past and the present, and your detector calls it a liar. Do you leave "
        "step t0 as it is, and compare no later outputs than its own?"
    )
    assert not verdicts["turning"], (
        "A function that turns time around got through. Which inputs do you change, and which outputs "
        "do you compare?"
    )


@test_case(
    name='one train passes and two trains are caught',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Your own layers were put to your detector: one train, and two. Which of them hears the future?',
)
def one_train_passes_and_two_trains_are_caught(is_causal, lstm_layer, bilstm_forward):
    import numpy as np

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, D, H = 2, 6, 3, 2
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )

    def one_train(x):
        return lstm_layer(x, np.zeros((N, H)), np.zeros((N, H)), *fwd)[0]

    def two_trains(x):
        return bilstm_forward(x, fwd, bwd)

    for t0 in (0, 3):
        assert is_causal(one_train, x, t0, rng), (
            f"With t0 = {t0} your own lstm_layer was called a liar. It reads from left to right: did "
            "you change something that it has already read?"
        )
        assert not is_causal(two_trains, x, t0, rng), (
            f"With t0 = {t0} your own bidirectional layer got through. Did the future change at all?"
        )
