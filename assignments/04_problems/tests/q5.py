from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='half open for three steps',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Half open for three steps. What is left on paper?',
)
def half_open_for_three_steps(cell_retention):
    import numpy as np
    from course_lib import compare, unpack

    (left,) = unpack(cell_retention(0.0, 3), "share", ())
    result = compare(left, np.array(0.125), name="the share")
    assert result, f"{result} What does each of the three steps do with what is there?"
