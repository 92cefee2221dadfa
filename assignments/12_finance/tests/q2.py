from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='twelve days are painted as in the picture',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3 was painted. Compare your ribbon with the picture above the question.',
)
def twelve_days_are_painted_as_in_the_picture(ribbon):
    import numpy as np
    from course_lib import unpack

    painted = []
    for grows, wanted in (
        (True, ["111102220000", "111111102220", "111111111102"]),
        (False, ["111102220000", "000111102220", "000000111102"]),
    ):
        (marks,) = unpack(ribbon(12, 4, 3, 1, grows), "marks")
        painted.append(
            (wanted, ["".join(str(int(day)) for day in row) for row in np.atleast_2d(marks)])
        )
    for wanted, rows in painted:
        assert rows == wanted, (
            f"Twelve days, train_min 4, test 3, gap 1: the rows should be {wanted}, and yours are {rows}. "
            "Go through them from left to right: where is the first difference?"
        )


@test_case(
    name='a fold is a pair of slices',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Are pairs of slices returned, training first? A slice is written slice(0, 4).',
)
def a_fold_is_a_pair_of_slices(walk_forward):
    import numpy as np

    folds = walk_forward(12, 4, 3, 1)
    assert isinstance(folds, (list, tuple)) and len(folds) == 3, (
        "Three folds should come back in a list. What does your return line say?"
    )
    for fold in folds:
        assert isinstance(fold, (tuple, list)) and len(fold) == 2, (
            "A fold should be a pair: training and test. What are yours?"
        )
        assert not any(isinstance(part, (int, list, tuple, np.ndarray)) for part in fold), (
            "Both parts of a fold should be slices. What are yours made of?"
        )
    spans = [part.indices(12) for fold in folds for part in fold]
    assert [tuple(span)[:2] for span in spans[:2]] == [(0, 4), (5, 8)], (
        "The first fold trains on 0 to 4 and tests on 5 to 8. Is the end of a slice a part of it?"
    )
