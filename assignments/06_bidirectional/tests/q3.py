from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='both trains have met the one when they arrive',
    points=0.5,
    hidden=False,
    failure_message='The adding cells read 1, 0, 0. What does each train say when it has arrived?',
)
def both_trains_have_met_the_one_when_they_arrive(bilstm_last):
    import numpy as np
    from course_lib import compare, unpack

    adding = (np.array([[0.0, 0, 1, 0]]), np.zeros((1, 4)), np.array([60.0, 60, 0, 60]))
    x = np.array([1.0, 0.0, 0.0])[None, :, None]
    (last,) = unpack(bilstm_last(x, adding, adding), "last", (1, 2))
    result = compare(last[0], np.full(2, np.tanh(np.tanh(1.0))), name="The mini-case")
    assert result, f"{result} At which step does the backward train arrive?"


@test_case(
    name='each half has read every step',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Each step of a strip was changed in turn. Has each half of the summary read all of them?',
)
def each_half_has_read_every_step(bilstm_last):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, D, H = 1, 5, 2, 3
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    (still,) = unpack(bilstm_last(x, fwd, bwd), "last", (N, 2 * H))
    for step in range(T):
        other = x.copy()
        other[:, step] += 1.0
        (moved,) = unpack(bilstm_last(other, fwd, bwd), "last", (N, 2 * H))
        for half, (a, b) in {"first": (0, H), "second": (H, 2 * H)}.items():
            assert not np.array_equal(moved[:, a:b], still[:, a:b]), (
                f"Step {step} of {T} was changed and the {half} half of the summary did not move. "
                "Which card of that train has seen every step?"
            )
