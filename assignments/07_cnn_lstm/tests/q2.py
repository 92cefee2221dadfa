from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='three steps are left in the mini case',
    points=0.5,
    hidden=False,
    failure_message='The mini-case of hint 3 was counted. On which numbers does the ruler begin?',
)
def three_steps_are_left_in_the_mini_case(out_len):
    for padding, pool, left in (("valid", 3, 3), ("valid", 1, 9), ("same", 1, 10), ("same", 3, 3)):
        count = out_len(20, 4, 2, padding, pool)
        assert count is not None, "Nothing came back. Is a return missing?"
        assert count == left, (
            f"20 steps, a ruler of 4, stride 2, padding {padding!r}, pool {pool}: {left} steps are "
            f"left, and yours says {count}. Where does the ruler begin last?"
        )


@test_case(
    name='same and causal keep the length',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='With stride 1 and no pooling, two of the three paddings keep the length. Do yours?',
)
def same_and_causal_keep_the_length(out_len):
    for T in (5, 8, 13):
        for padding in ("same", "causal"):
            count = out_len(T, 3, 1, padding, 1)
            assert count == T, f"With {padding!r} and stride 1 {T} steps became {count}. Why?"
    whole = out_len(7, 7, 1, "valid", 1)
    assert whole == 1, "A ruler exactly as long as the series has one place. How many has yours?"
    assert isinstance(whole, int), "A number of steps is a whole number. Which division gives one?"
