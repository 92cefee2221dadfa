from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='five rows go in and five come out',
    points=0.5,
    hidden=False,
    failure_message='Five examples, three inputs, four neurons. Which shape comes out?',
)
def five_rows_go_in_and_five_come_out(dense):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x, W, b = rng.normal(size=(5, 3)), np.full((3, 4), 0.5), np.arange(4.0) - 2
    for word in (None, "relu", "sigmoid"):
        (out,) = unpack(dense(x, W, b, word), f"dense(x,W,b,{word})", (5, 4))
        assert np.all(np.isfinite(out)), f"With activation {word} something is no finite number."


@test_case(
    name='the mini case comes out as on paper',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was computed. What do you get on paper?',
)
def the_mini_case_comes_out_as_on_paper(dense):
    import numpy as np
    from course_lib import compare, unpack

    x, W, b = np.array([[2.0, 1.0]]), np.array([[0.5, 1.0], [-1.0, 1.0]]), np.array([0.25, -4.0])
    (plain,) = unpack(dense(x, W, b), "dense(x,W,b)", (1, 2))
    agrees = compare(plain, np.array([[0.25, -1.0]]), name="dense without activation")
    assert agrees, f"{agrees} Which column of W belongs to the first neuron?"
    (bent,) = unpack(dense(x, W, b, "relu"), "dense(x,W,b,relu)", (1, 2))
    agrees = compare(bent, np.array([[0.25, 0.0]]), name="dense with relu")
    assert agrees, f"{agrees} What enters the relu?"
