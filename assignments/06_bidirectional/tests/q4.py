from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='your own layer passes',
    points=0.25,
    hidden=False,
    failure_message='Your own layer was put to your own mirror test. Does it pass?',
)
def your_own_layer_passes(swap_halves):
    import numpy as np

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, D, H = 2, 4, 3, 2
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    verdict = swap_halves(x, fwd, bwd)
    assert verdict is True or verdict is False, (
        f"The verdict should be True or False and it is {verdict!r}. What does your function return?"
    )
    assert verdict, (
        "Your own layer fails. If question 2 is right, look at the mirror: are the weights exchanged, "
        "the halves exchanged, and time turned around twice?"
    )


@test_case(
    name='the unequal trains of the mini case are caught',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The layer of hint 3, whose halves are x and twice x, was put to your test. Is it caught?',
)
def the_unequal_trains_of_the_mini_case_are_caught(swap_halves):
    import numpy as np

    def unequal(x, fwd, bwd):
        return np.concatenate([x, 2 * x], axis=2)

    def equal(x, fwd, bwd):
        return np.concatenate([fwd * x, bwd * x], axis=2)

    x = np.array([[[1.0], [5.0]]])
    good, bad = (swap_halves(x, 3.0, 4.0, layer) for layer in (equal, unequal))
    assert good, (
        "A layer that multiplies each step by fwd in the first half and by bwd in the second passes "
        "on paper, and fails your test. Which of the four changes is missing?"
    )
    assert not bad, (
        "The layer of hint 3 passes your test. Do you run the layer that you were given?"
    )
