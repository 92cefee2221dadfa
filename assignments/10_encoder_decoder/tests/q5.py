from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='the mini case costs what it should',
    points=0.75,
    hidden=False,
    failure_message='The mini-case was paid for, with one and with two real places. Is it 0.288 and 0.837?',
)
def the_mini_case_costs_what_it_should(masked_xent):
    import numpy as np
    from course_lib import unpack

    logits = np.full((1, 2, 2), [np.log(3.0), 0.0])
    for real, wanted in (((True, True), 0.836988), ((True, False), 0.287682)):
        (price,) = unpack(masked_xent(logits, np.array([[0, 1]]), np.array([real])), "price", ())
        assert abs(price - wanted) < 1e-5, (
            f"With the mask {real} the price should be {wanted:.3f}, and yours is {price:.3f}. Which places are summed, and "
            "by how many do you divide?"
        )


@test_case(
    name='a batch of blanks is free',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A batch without any real place was paid for. What is the mean of nothing here?',
)
def a_batch_of_blanks_is_free(masked_xent):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    logits, y = rng.normal(size=(2, 3, 4)), rng.integers(0, 4, size=(2, 3))
    (price,) = unpack(masked_xent(logits, y, np.zeros((2, 3), dtype=bool)), "price", ())
    assert price == 0, (
        f"Without any real place the price should be 0, and yours is {price}. What do you divide by?"
    )
