from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='two steps of the mini case',
    points=0.5,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed. Is the older entry the louder one?',
)
def two_steps_of_the_mini_case(state_gradient_norms):
    import numpy as np
    from course_lib import compare, unpack

    one = np.ones((1, 1))
    norms = state_gradient_norms(np.ones((2, 1)), np.zeros(1), 0 * one, 2 * one, np.zeros(1))
    (norms,) = unpack(norms, "norms", (2,))
    result = compare(norms, np.array([4.0, 2.0]), name="norms in the mini-case")
    assert result, f"{result} How many Jacobians lie between h[t] and the last state?"


@test_case(
    name='with small weights the echo dies away',
    points=1,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='All weights on the state were made small. Does the echo die away towards the past?',
)
def with_small_weights_the_echo_dies_away(state_gradient_norms):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    T, D, H = 6, 2, 3
    U = 0.4 * np.linalg.qr(rng.normal(size=(H, H)))[0]
    args = rng.normal(size=(T, D)), rng.normal(size=H), rng.normal(size=(D, H)), U, np.zeros(H)
    (norms,) = unpack(state_gradient_norms(*args), "norms", (T,))
    assert np.all(norms > 0), "Some norm is not positive. What does a norm measure?"
    assert np.all(np.diff(norms) > 0), (
        "With small weights on the state, an older entry is louder than a younger one. Which entry "
        "of your array belongs to h0?"
    )
    assert norms[-1] <= 0.4 + 1e-9, (
        "The last entry has come one step and is louder than one step can be. Is there an entry for "
        "no step at all?"
    )
