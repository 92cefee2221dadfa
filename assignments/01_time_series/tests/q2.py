from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='twenty steps are fourteen three and three',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3: are three slices returned, and do they end where they should?',
)
def twenty_steps_are_fourteen_three_and_three(chrono_split, cut):
    import numpy as np
    from course_lib import unpack

    parts = chrono_split(20)
    assert isinstance(parts, (tuple, list)) and len(parts) == 3, (
        "Three slices should come back. What does your return line say?"
    )
    assert not any(isinstance(part, (int, list, tuple, np.ndarray)) for part in parts), (
        "Each part should be a slice, such as slice(3, 7). What are yours made of?"
    )
    spans = [tuple(part.indices(20)) for part in parts]
    assert spans == [(0, 14, 1), (14, 17, 1), (17, 20, 1)], (
        f"Of 20 steps, 14 are for training, 3 for validation and 3 for test. Yours (start, stop, "
        f"step) are {spans}. Is the end of a slice a part of it?"
    )
    sizes = [len(part) for part in unpack(cut(np.arange(20.0)), "train val test")]
    assert sizes == [14, 3, 3], (
        f"Without being told otherwise, cut made parts of {sizes} rows out of 20. Does it hand the "
        "shares and the gap on as they are?"
    )
    train, val, test = unpack(cut(np.arange(40.0), gap=2), "train val test")
    got = (len(train), len(val), len(test))
    assert got == (28, 6, 2), (
        f"40 steps with a gap of 2 should become 28, 6 and 2 rows, and yours became {got}. Where "
        "do the skipped steps come from?"
    )
