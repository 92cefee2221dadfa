from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='every frame shows a whole digit',
    points=0.5,
    hidden=False,
    failure_message='Five films were ordered. Do they have the right shape and type, and a whole digit in every frame?',
)
def every_frame_shows_a_whole_digit(moving_digits):
    import numpy as np
    from course_lib import unpack

    (films,) = unpack(moving_digits(5, T=12, seed=3), "films", (5, 12, 16, 16, 1))
    assert films.dtype == np.float32, f"The films should be float32. Yours are {films.dtype}: why?"
    assert films.min() >= 0 and films.max() <= 1, (
        "A pixel is below 0 or above 1. How did it get there?"
    )
    ink = films.sum(axis=(2, 3, 4))
    assert ink.min() > 0, "There is a frame without any digit in it. Which one?"
    assert np.allclose(ink, ink[:, :1], rtol=0, atol=0.01), (
        "Within a film the ink does not stay the same. Is it one digit all along, wholly inside, "
        "and is the frame black before it is drawn?"
    )


@test_case(
    name='one row and one column with every frame',
    points=0.5,
    hidden=False,
    failure_message='A digit of a single pixel was followed for nine frames. Does it move by one row and one column each time?',
)
def one_row_and_one_column_with_every_frame(moving_digits):
    import numpy as np
    from course_lib import unpack

    films = moving_digits(6, T=9, size=3, seed=5, images=np.ones((1, 1, 1)))
    (films,) = unpack(films, "films", (6, 9, 3, 3, 1))
    assert np.array_equal(films.sum(axis=(2, 3, 4)), np.ones((6, 9))), (
        "The only picture was a single bright pixel, and some frame does not hold just that one."
    )
    places = np.stack(np.divmod(films.reshape(6, 9, 9).argmax(axis=2), 3), axis=2)
    moves = np.abs(np.diff(places, axis=1))
    assert np.all(moves == 1), (
        "A digit of a single pixel should change its row and its column by exactly one with every "
        "frame. Does yours take a break at the wall, or come in again on the other side?"
    )


@test_case(
    name='the answer is the frame after',
    points=0.25,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A film with frames 1, 2, 3, 4 was cut into what is shown and what is asked. Which frame answers which?',
)
def the_answer_is_the_frame_after(next_frame_pairs):
    import numpy as np
    from course_lib import compare, unpack

    films = np.arange(1.0, 5.0).reshape(1, 4, 1, 1, 1) + np.zeros((2, 1, 2, 3, 1))
    shown, answers = unpack(next_frame_pairs(films), "shown answers", (2, 3, 2, 3, 1))
    assert not np.array_equal(shown, answers), (
        "What is shown and what is asked are the same frames. Then copying scores a perfect 0, "
        "and a net need not foresee anything. Which frame should answer the first one?"
    )
    result = compare(shown[0, :, 0, 0, 0], np.array([1.0, 2, 3]), name="the frames that are shown")
    assert result, f"{result} Which frame has no next one?"
    result = compare(answers[0, :, 0, 0, 0], np.array([2.0, 3, 4]), name="the right answers")
    assert result, f"{result} Which frame is nobody's next one?"
