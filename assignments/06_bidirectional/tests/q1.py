from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='without lengths every step changes its place',
    points=0.5,
    hidden=False,
    failure_message='Three steps with two inputs each were turned around. Which axis is time?',
)
def without_lengths_every_step_changes_its_place(reverse_time):
    import numpy as np
    from course_lib import compare, unpack

    x = np.array([[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], [[4.0, 40.0], [5.0, 50.0], [6.0, 60.0]]])
    (turned,) = unpack(reverse_time(x), "turned", (2, 3, 2))
    expected = [[[3, 30], [2, 20], [1, 10]], [[6, 60], [5, 50], [4, 40]]]
    result = compare(turned, np.array(expected, dtype=float), name="The turned sequence")
    assert result, f"{result} Steps change their places; do examples and inputs keep theirs?"


@test_case(
    name='padding stays at the end in the mini case',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was turned around. What does the backward train read first?',
)
def padding_stays_at_the_end_in_the_mini_case(reverse_time):
    import numpy as np
    from course_lib import compare, unpack

    x = np.array([7.0, 8.0, 9.0, 0.0, 0.0])[None, :, None]
    (turned,) = unpack(reverse_time(x, np.array([3])), "turned", (1, 5, 1))
    result = compare(turned[0, :, 0], np.array([9.0, 8.0, 7.0, 0.0, 0.0]), name="The mini-case")
    assert result, f"{result} Only the three real steps change their places. Where is the padding?"
