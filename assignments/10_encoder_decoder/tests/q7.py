from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='one of three answers is right',
    points=0.5,
    hidden=False,
    failure_message='The three answers of the mini-case were marked. Is one of three right?',
)
def one_of_three_answers_is_right(exact_match):
    from course_lib import unpack

    truth = [[4, 6], [1, 0], [2, 4]]
    longer, shorter = [[4, 6], [1, 0, 0], [2]], [[4, 6], [1], [2, 3]]
    for said, wanted in ((longer, 1 / 3), (shorter, 1 / 3), (truth, 1.0), ([[9], [9], [9]], 0.0)):
        (mark,) = unpack(exact_match(said, truth), "mark", ())
        assert abs(mark - wanted) < 1e-9, (
            f"The answers {said} should get {wanted:.3f} and got {mark:.3f}. When is an answer right?"
        )


@test_case(
    name='the mini case keeps mirror images together',
    points=0.25,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The four pairs of the mini-case were split. Is every row on one side, and are mirror images together?',
)
def the_mini_case_keeps_mirror_images_together(split_pairs):
    import numpy as np
    from course_lib import unpack

    pairs = np.array([[1, 2], [2, 1], [5, 5], [3, 1]])
    for seed in range(5):
        parts = split_pairs(pairs, 1 / 3, np.random.default_rng(seed))
        lessons, exam = (part.tolist() for part in unpack(parts, "lessons exam"))
        assert sorted(lessons + exam) == sorted(pairs.tolist()), (
            f"The lessons {lessons} and the exam {exam} together are not the four pairs. Is a row lost, or on both sides?"
        )
        assert ([1, 2] in exam) == ([2, 1] in exam), (
            f"The exam is {exam} and the lessons are {lessons}. On which side is the mirror image of (1, 2)?"
        )
