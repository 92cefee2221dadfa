from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='the mini case is one place late',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case was shifted. What is the Mouth told first, and what is it never told?',
)
def the_mini_case_is_one_place_late(shift_right):
    import numpy as np
    from course_lib import compare, unpack

    (told,) = unpack(shift_right(np.array([[5, 7, 13, 0]]), 12), "told", (1, 4))
    result = compare(told, np.array([[12, 5, 7, 13]]), name="What the Mouth is told")
    assert result, f"{result} Is it the right answer, one place late, with the start in front?"
