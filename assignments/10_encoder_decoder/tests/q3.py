from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='the note and the step have the right shapes',
    points=0.5,
    hidden=False,
    failure_message='A text was heard and a step was taken. Which shapes do the note, the logits and the new states have?',
)
def the_note_and_the_step_have_the_right_shapes(encoder, decoder_step):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, V, H = 2, 5, 4, 3
    clerk = [rng.normal(size=size) for size in ((V, 4 * H), (H, 4 * H), (4 * H,))]
    params = {"encoder": clerk, "decoder": clerk, "readout": (np.ones((H, V)), np.zeros(V))}
    asked = rng.integers(0, V, size=(N, T))
    x = np.eye(V)[asked]
    h, c = unpack(encoder(x, params), "h c", (N, H))
    unpack(decoder_step(x[:, 0], h, c, params), "logits h c", (N, V), (N, H), (N, H))


@test_case(
    name='the mini case halves its memory',
    points=0.75,
    hidden=False,
    failure_message='The mini-case was computed: weights of zero, and a memory of 2. What do you get on paper?',
)
def the_mini_case_halves_its_memory(decoder_step):
    import numpy as np
    from course_lib import compare, unpack

    idle = (np.zeros((2, 4)), np.zeros((1, 4)), np.zeros(4))
    W, b = np.array([[1.0, -1.0]]), np.array([0.0, 1.0])
    params = {"encoder": idle, "decoder": idle, "readout": (W, b)}
    result = decoder_step(np.array([[0.0, 1.0]]), np.array([[5.0]]), np.array([[2.0]]), params)
    logits, h, c = unpack(result, "logits h c", (1, 2), (1, 1), (1, 1))
    for name, mine, wanted in (
        ("c", c, [[1.0]]),
        ("h", h, [[0.380797]]),
        ("the array of logits", logits, [[0.380797, 0.619203]]),
    ):
        told = compare(mine, np.array(wanted), atol=1e-5, name=f"{name} of the mini-case")
        assert told, f"{told} What is half of 2, and which h does the readout look at?"


@test_case(
    name='the note knows the first and the last symbol',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The first and the last symbol of a text were changed. Does the note notice both?',
)
def the_note_knows_the_first_and_the_last_symbol(encoder):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    V, H = 4, 3
    clerk = [rng.normal(size=size) for size in ((V, 4 * H), (H, 4 * H), (4 * H,))]
    x = np.eye(V)[[[0, 1, 2, 3], [3, 1, 2, 3], [0, 1, 2, 0]]]
    params = {"encoder": clerk, "decoder": clerk, "readout": (np.ones((H, V)), np.zeros(V))}
    for name, state in zip("hc", unpack(encoder(x, params), "h c", (3, H))):
        gap = np.abs(state - state[0]).max(axis=1)
        assert gap[1] > 0, (
            f"Another first symbol did not change {name}. Where do you start to read?"
        )
        assert gap[2] > 0, f"Another last symbol did not change {name}. Where do you stop reading?"
