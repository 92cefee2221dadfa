from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='a step returns two maps of the right shape',
    points=0.5,
    hidden=False,
    failure_message='Two films, frames of 3 by 5, two channels, four filters. Are two maps of shape (N, R, C, F) returned?',
)
def a_step_returns_two_maps_of_the_right_shape(convlstm_step):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, h, c = (rng.normal(size=(2, 3, 5, depth)) for depth in (2, 4, 4))
    weights = [rng.normal(size=size) for size in ((3, 3, 2, 16), (3, 3, 4, 16), (16,))]
    h_new, c_new = unpack(convlstm_step(x, h, c, *weights), "h c", (2, 3, 5, 4))
    assert np.all(np.isfinite(h_new)) and np.all(np.isfinite(c_new)), (
        "With ordinary random weights a state was not a finite number. Which line makes it so?"
    )


@test_case(
    name='zero weights halve the memory everywhere',
    points=0.75,
    hidden=False,
    failure_message='The first mini-case of hint 3 was computed. What do you get on paper?',
)
def zero_weights_halve_the_memory_everywhere(convlstm_step):
    import numpy as np
    from course_lib import compare, unpack

    x, h, c = np.ones((1, 2, 3, 1)), np.ones((1, 2, 3, 2)), np.full((1, 2, 3, 2), 2.0)
    nothing = np.zeros((3, 3, 1, 8)), np.zeros((3, 3, 2, 8)), np.zeros(8)
    h_new, c_new = unpack(convlstm_step(x, h, c, *nothing), "h c", (1, 2, 3, 2))
    first = compare(c_new, np.ones((1, 2, 3, 2)), name="c in the mini-case")
    assert first, (
        f"{first} All three valves are half open, so half of c is kept. Is every block squashed, "
        "is nothing added to it, and is c what you return second?"
    )
    second = compare(h_new, np.full((1, 2, 3, 2), 0.5 * np.tanh(1.0)), name="h in the mini-case")
    assert second, f"{second} Which cell state does h come from, and through which curve?"


@test_case(
    name='a rumour travels as far as the stencil',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='At a single place something had been said. After one step, who has heard of it?',
)
def a_rumour_travels_as_far_as_the_stencil(convlstm_step):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, c = rng.normal(size=(1, 5, 7, 1)), rng.normal(size=(1, 5, 7, 2))
    silence, rumour = np.zeros((2, 1, 5, 7, 2))
    rumour[0, 2, 3] = 1.0
    weights = [rng.normal(size=size) for size in ((3, 3, 1, 8), (3, 3, 2, 8), (8,))]
    quiet, loud = (
        unpack(convlstm_step(x, h, c, *weights), "h c", (1, 5, 7, 2)) for h in (silence, rumour)
    )
    heard = np.abs(loud[0] - quiet[0]).max(axis=(0, 3)) > 1e-9
    around = np.zeros((5, 7), dtype=bool)
    around[1:4, 2:5] = True
    assert heard[around].all(), (
        "The old h had a 1 in one place, and not all of the nine places around it have heard of "
        "it. Is there a stencil on h, and how large is it?"
    )
    assert not heard[~around].any(), (
        "The old h had a 1 in one place, and with a stencil of 3 by 3 somebody further away has "
        "heard of it. What connects places that are no neighbours?"
    )
