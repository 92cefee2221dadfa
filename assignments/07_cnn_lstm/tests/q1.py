from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='the edge ruler finds the edges',
    points=0.5,
    hidden=False,
    failure_message='The ruler of hint 3 was laid on the series of hint 3. Is the output how much it grew in two steps?',
)
def the_edge_ruler_finds_the_edges(conv1d):
    import numpy as np
    from course_lib import compare, unpack

    x = np.array([0.0, 0, 1, 3, 3, 3, 0, 0])[None, :, None]
    w = np.array([-1.0, 0, 1])[:, None, None]
    (every,) = unpack(conv1d(x, w, np.zeros(1)), "out", (1, 6, 1))
    result = compare(every[0, :, 0], np.array([1.0, 3, 2, 0, -3, -3]), name="out in the mini-case")
    assert result, f"{result} Which three inputs lie under the ruler at the first place?"
    (second,) = unpack(conv1d(x, w, np.ones(1), 2), "out", (1, 3, 1))
    result = compare(second[0, :, 0], np.array([2.0, 3, -2]), name="out with stride 2 and bias 1")
    assert result, f"{result} How far does the ruler move, and how often is the bias added?"


@test_case(
    name='each padding leaves its number of steps',
    points=0.5,
    hidden=False,
    failure_message='Three recordings, two channels, four rulers. Does each padding leave as many steps as it should?',
)
def each_padding_leaves_its_number_of_steps(conv1d):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, w, b = rng.normal(size=(3, 8, 2)), rng.normal(size=(3, 2, 4)), rng.normal(size=4)
    for padding, steps in (("valid", 6), ("same", 8), ("causal", 8)):
        (out,) = unpack(conv1d(x, w, b, 1, padding), "out", (3, steps, 4))
        assert np.all(np.isfinite(out)), f"With {padding!r} some output is not a number. Which?"


@test_case(
    name='a causal ruler never reads ahead',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The end of a series was changed. Did causal outputs that come before it move?',
)
def a_causal_ruler_never_reads_ahead(conv1d):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, w, b = rng.normal(size=(2, 9, 1)), rng.normal(size=(4, 1, 2)), rng.normal(size=2)
    ending = np.concatenate([x[:, :6], 5 + rng.normal(size=(2, 3, 1))], axis=1)
    first, second = (
        unpack(conv1d(series, w, b, 1, "causal"), "out", (2, 9, 2))[0] for series in (x, ending)
    )
    moved = np.abs(first - second).max(axis=(0, 2)) > 1e-9
    assert not moved[:6].any(), (
        "Only the inputs from step 6 on were changed, and an earlier output moved. On which side do "
        "the zeros of a causal padding stand?"
    )
    assert moved[6:].all(), (
        "The last inputs were changed, and some of the last outputs did not move."
    )
