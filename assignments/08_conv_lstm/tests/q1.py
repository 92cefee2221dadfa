from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='nine ones add up the neighbourhood',
    points=0.5,
    hidden=False,
    failure_message='Nine ones were laid on the picture of hint 3. Does everybody add up their neighbourhood?',
)
def nine_ones_add_up_the_neighbourhood(conv2d_same):
    import numpy as np
    from course_lib import compare, unpack

    x = np.array([[1.0, 2, 3], [4, 5, 6]])[None, :, :, None]
    (out,) = unpack(conv2d_same(x, np.ones((3, 3, 1, 1))), "out", (1, 2, 3, 1))
    result = compare(out[0, :, :, 0], np.array([[12.0, 21, 16]] * 2), name="out in the mini-case")
    assert result, (
        f"{result} Which places lie under the stencil when its middle is at the top left?"
    )


@test_case(
    name='a single one moves the picture',
    points=0.5,
    hidden=False,
    failure_message='A stencil with a single 1 was laid on. Does the picture move as a whole, and the right way?',
)
def a_single_one_moves_the_picture(conv2d_same):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x = 1 + rng.uniform(size=(1, 4, 6, 1))
    to_the_right, below = np.zeros((2, 3, 3, 1, 1))
    to_the_right[1, 2] = 1.0
    below[2, 1] = 1.0
    (out,) = unpack(conv2d_same(x, to_the_right), "out", (1, 4, 6, 1))
    assert np.allclose(out[:, :, :-1], x[:, :, 1:], rtol=0, atol=1e-12), (
        "The 1 stands in the right column, so every place should say what stands to its right. "
        "What do yours say? Is your stencil turned around, or are rows and columns mixed up?"
    )
    assert np.allclose(out[:, :, -1], 0, rtol=0, atol=1e-12), (
        "To the right of the last column there is nothing, so zeros were expected there. Do they "
        "come around from the other side?"
    )
    (out,) = unpack(conv2d_same(x, below), "out", (1, 4, 6, 1))
    assert np.allclose(out[:, :-1], x[:, 1:], rtol=0, atol=1e-12), (
        "The 1 stands in the lower row, so every place should say what stands below it. Which axis "
        "of w belongs to the rows?"
    )


@test_case(
    name='channels change and the bias is added once',
    points=0.25,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Two channels went in and three should come out, with a bias and without. What shape comes back?',
)
def channels_change_and_the_bias_is_added_once(conv2d_same):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, w, b = rng.normal(size=(2, 5, 3, 2)), rng.normal(size=(5, 5, 2, 3)), np.array([10.0, 20, 30])
    (without,) = unpack(conv2d_same(x, w), "without", (2, 5, 3, 3))
    (with_bias,) = unpack(conv2d_same(x, w, b), "with_b", (2, 5, 3, 3))
    result = compare(with_bias - without, np.broadcast_to(b, (2, 5, 3, 3)), name="what b has added")
    assert result, f"{result} How often is the bias of a channel added at each place?"
