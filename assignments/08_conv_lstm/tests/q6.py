from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='fibonacci is dreamed',
    points=0.75,
    hidden=False,
    failure_message='The model of hint 3 was asked for four frames. Does it dream the numbers of Fibonacci?',
)
def fibonacci_is_dreamed(rollout):
    import keras
    import numpy as np
    from course_lib import compare, unpack

    adding = keras.Sequential(
        [keras.Input((None, 2, 3, 1)), keras.layers.Conv3D(1, (3, 1, 1), padding="same")]
    )
    adding.set_weights([np.array([1.0, 1.0, 0.0]).reshape(3, 1, 1, 1, 1), np.zeros(1)])
    frames = np.full((1, 2, 2, 3, 1), 0.1, np.float32)
    (dreamed,) = unpack(rollout(adding, frames, 4), "dreamed", (1, 4, 2, 3, 1))
    wanted = np.array([0.2, 0.3, 0.5, 0.8], dtype=np.float32)
    result = compare(
        dreamed[0, :, 0, 0, 0], wanted, rtol=1e-4, atol=1e-4, name="dreamed, from 0.1, 0.1"
    )
    assert result, f"{result} What did the model see when it said the second frame?"


@test_case(
    name='zero steps are no frames',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Nothing was wished for, and a single frame was given. Is the wish for zero frames granted?',
)
def zero_steps_are_no_frames(rollout):
    import keras
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    echo = keras.Sequential(
        [keras.Input((None, 3, 2, 1)), keras.layers.Conv3D(1, (1, 1, 1), padding="same")]
    )
    echo.set_weights([np.ones((1, 1, 1, 1, 1)), np.zeros(1)])
    frames = rng.uniform(size=(2, 3, 3, 2, 1)).astype(np.float32)
    (dreamed,) = unpack(rollout(echo, frames[:, :1], 2), "dreamed", (2, 2, 3, 2, 1))
    result = compare(
        dreamed, frames[:, [0, 0]], rtol=1e-4, atol=1e-4, name="dreamed by a net that repeats"
    )
    assert result, (
        f"{result} It was shown one frame and says what it sees. Which frame did you take?"
    )
    unpack(rollout(echo, frames, 0), "dreamed", (2, 0, 3, 2, 1))
