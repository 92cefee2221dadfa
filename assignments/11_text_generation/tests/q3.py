from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='the mini case comes out',
    points=0.75,
    hidden=False,
    failure_message='The mini-case was tried at three temperatures. Is every row what hint 3 says?',
)
def the_mini_case_comes_out(softmax_t):
    import numpy as np
    from course_lib import compare, unpack

    cases = ((1.0, [0.8, 0.2]), (2.0, [2 / 3, 1 / 3]), (0.5, [16 / 17, 1 / 17]))
    for temperature, wanted in cases:
        (p,) = unpack(softmax_t(np.array([np.log(4.0), 0.0]), temperature), "p", (2,))
        result = compare(p, np.array(wanted), name=f"p at temperature {temperature:g}")
        assert result, (
            f"{result} Where does the temperature come in: before the exponential, or after?"
        )


@test_case(
    name='every row sums to one',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A batch of logits came in, (2, 3, 5), then float32 logits of 10000, then a temperature of 0. Does every row sum to 1, and is 0 refused?',
)
def every_row_sums_to_one(softmax_t):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    (p,) = unpack(softmax_t(rng.normal(size=(2, 3, 5)), 0.7), "p", (2, 3, 5))
    assert np.all(p > 0), (
        "A probability was not above 0. What does the exponential do to any number?"
    )
    worst = float(np.abs(p.sum(axis=-1) - 1).max())
    assert worst < 1e-9, f"A row sums to 1 only up to {worst:.3g}. Over which axis do you sum?"
    steep = np.array([[1e4, 0.0], [-1e4, -1e4]], dtype=np.float32)
    (p,) = unpack(softmax_t(steep, 1.0), "p", (2, 2))
    result = compare(
        p, np.array([[1.0, 0.0], [0.5, 0.5]]), name="p of [[10000, 0], [-10000, -10000]]"
    )
    assert result, (
        f"{result} What may be taken away from a row before the exponential, and is it the same for every row?"
    )
    assert p.dtype == np.float64, (
        f"The logits came in float32, and p is {p.dtype}. It should be float64: where do you convert?"
    )
    raised = False
    try:
        softmax_t(steep, 0)
    except ValueError:
        raised = True
    assert raised, (
        "A temperature of 0 went through without a ValueError. What did the question ask for?"
    )
