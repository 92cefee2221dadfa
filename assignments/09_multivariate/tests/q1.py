from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='the two tables of the picture become one',
    points=0.75,
    hidden=False,
    failure_message='The two tables of the picture were joined. Which times have both, and what stood at them?',
)
def the_two_tables_of_the_picture_become_one(align):
    import numpy as np
    from course_lib import compare, unpack

    first = np.array([1, 2, 4, 5]), np.array([10.0, 20.0, 40.0, 50.0])
    second = np.array([5, 2, 3]), np.array([-5.0, -2.0, -3.0])
    t, Z = unpack(align([first, second]), "t Z", (2,), (2, 2))
    assert np.array_equal(t, [2, 5]), (
        f"Both tables have the times 2 and 5 and no others, and yours are {t.tolist()}. Which "
        "times do all tables share?"
    )
    result = compare(Z, np.array([[20.0, -2.0], [50.0, -5.0]]), name="Z of the picture")
    assert result, f"{result} Does each value still stand at its own time?"


@test_case(
    name='tables with the same times stand side by side',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Three tables with the same times were joined. Is there a column for each, in the order of the list?',
)
def tables_with_the_same_times_stand_side_by_side(align):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    times, values = np.arange(6) * 10, rng.normal(size=(6, 3))
    tables = [(times.copy(), column.copy()) for column in values.T]
    t, Z = unpack(align(tables), "t Z", (6,), (6, 3))
    assert np.array_equal(t, times), "All tables had the same times. What became of them?"
    result = compare(Z, values, name="Z")
    assert result, f"{result} Which table is which column?"
