from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='the mini case is paid',
    points=0.5,
    hidden=False,
    failure_message='The mini-case was paid for, then both of its symbols in a row, then a writer who is very wrong. Are the prices those of hint 3?',
)
def the_mini_case_is_paid(bits_per_char):
    import numpy as np
    from course_lib import unpack

    logits = np.array([[[np.log(3.0), 0.0]]])
    for came, price in ((1, 2.0), (0, 0.41504)):
        (bits,) = unpack(bits_per_char(logits, np.array([[came]])), "bits", ())
        assert abs(bits - price) < 1e-4, (
            f"Symbol {came} should cost {price} bits, and cost {bits:.4f}. Which logarithm makes bits?"
        )
    (bits,) = unpack(bits_per_char(np.repeat(logits, 2, axis=1), np.array([[1, 0]])), "bits", ())
    assert abs(bits - 1.20752) < 1e-4, (
        "First symbol 1 came, for 2 bits, then symbol 0, for 0.415. Their mean price is 1.2075, and yours is "
        f"{bits:.4f}. Of what is the mean taken?"
    )
    (bits,) = unpack(bits_per_char(np.array([[[1e4, 0.0]]]), np.array([[1]])), "bits", ())
    assert abs(bits - 14426.95) < 0.01, (
        "With logits of 10000 and 0, symbol 1 costs 14426.95 bits, that is 10000 nats, and yours costs "
        f"{bits:.2f}. Does a probability become 0 before its logarithm is taken?"
    )


@test_case(
    name='a writer without any idea pays in full',
    points=0.25,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='All symbols were equally likely. Does each cost the logarithm of their number, base two?',
)
def a_writer_without_any_idea_pays_in_full(bits_per_char):
    import numpy as np
    from course_lib import unpack

    for V, price in ((2, 1.0), (8, 3.0), (64, 6.0)):
        (bits,) = unpack(
            bits_per_char(np.zeros((3, 5, V)), np.ones((3, 5), dtype=np.int64)), "bits", ()
        )
        assert abs(bits - price) < 1e-6, (
            f"With {V} equally likely symbols each costs {price:g} bits, and your mean is {bits:.4f}. Is it a mean over all "
            "places, and in bits?"
        )
