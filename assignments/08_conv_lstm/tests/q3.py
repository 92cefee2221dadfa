from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='time is axis one and ends with the last state',
    points=0.5,
    hidden=False,
    failure_message='Three films of four frames. Is time axis 1 of seq, and is its last entry the state that you hand on?',
)
def time_is_axis_one_and_ends_with_the_last_state(convlstm_forward):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x = rng.normal(size=(3, 4, 2, 5, 1))
    h0, c0 = rng.normal(size=(2, 3, 2, 5, 2))
    weights = [rng.normal(size=size) for size in ((3, 3, 1, 8), (3, 3, 2, 8), (8,))]
    shapes = (3, 4, 2, 5, 2), (3, 2, 5, 2), (3, 2, 5, 2)
    seq, h, _ = unpack(convlstm_forward(x, h0, c0, *weights), "seq h c", *shapes)
    result = compare(seq[:, -1], h, name="The last entry of seq")
    assert result, f"{result} It should be the hidden state after the last frame. What is yours?"


@test_case(
    name='zero weights halve the memory with each frame',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was run. Does the memory halve with every frame?',
)
def zero_weights_halve_the_memory_with_each_frame(convlstm_forward):
    import numpy as np
    from course_lib import compare, unpack

    x, c0 = np.ones((1, 3, 2, 2, 1)), np.full((1, 2, 2, 1), 8.0)
    nothing = np.zeros((3, 3, 1, 4)), np.zeros((3, 3, 1, 4)), np.zeros(4)
    shapes = (1, 3, 2, 2, 1), (1, 2, 2, 1), (1, 2, 2, 1)
    seq, _, c = unpack(convlstm_forward(x, 0 * c0, c0, *nothing), "seq h c", *shapes)
    result = compare(c, np.ones((1, 2, 2, 1)), name="c after three frames")
    assert result, f"{result} It started at 8. At which frame does it go astray?"
    said = 0.5 * np.tanh([4.0, 2.0, 1.0])
    result = compare(seq[0, :, 0, 0, 0], said, name="seq at one place")
    assert result, (
        f"{result} Do you collect the new hidden state of each frame, and in which order?"
    )
