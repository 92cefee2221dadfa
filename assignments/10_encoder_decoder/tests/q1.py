from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='the mini case has three switches on',
    points=0.5,
    hidden=False,
    failure_message='The mini-case was encoded. Which switch is on in each of the three rows?',
)
def the_mini_case_has_three_switches_on(encode_text):
    import numpy as np
    from course_lib import compare, unpack

    (grid,) = unpack(encode_text("ba", "_ab", 3), "grid", (3, 3))
    result = compare(grid, np.eye(3, dtype=np.float32)[[2, 1, 0]], name="The grid of ba")
    assert result, f"{result} Which numbers do b, a and the blank have in _ab?"


@test_case(
    name='numbers become a text',
    points=0.25,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Numbers were turned into a text. Are the blanks gone?',
)
def numbers_become_a_text(decode_ids):
    text = decode_ids([5, 7, 13, 0], " 0123456789+<.")
    assert text == "46.", (
        f"The numbers 5, 7, 13, 0 should become '46.' and became {text!r}. What is number 0, and from "
        "where do you count?"
    )
