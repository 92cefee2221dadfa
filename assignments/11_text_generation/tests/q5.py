from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='the mini case is paid',
    points=0.5,
    hidden=False,
    failure_message='The mini-case was paid for. Is it 2 bits, or 0.415?',
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
