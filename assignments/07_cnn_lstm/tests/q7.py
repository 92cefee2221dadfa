from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='who goes by the sum is right in eight of ten',
    points=0.75,
    hidden=False,
    failure_message='A model that goes by the sum of a recording, and so by no order, was probed with ten recordings. It is right in eight of them, twice.',
)
def who_goes_by_the_sum_is_right_in_eight_of_ten(shuffle_probe):
    import keras
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    sound = keras.Input((12, 1))
    verdict = keras.layers.Dense(1, "sigmoid")(keras.layers.Flatten()(sound))
    model = keras.Model(sound, verdict)
    model.set_weights([np.full((12, 1), 0.1), np.zeros(1)])
    louder = np.array([1, 1, -1, 1, 1, 1, -1, 1, -1, 1])
    x = 3.0 * louder[:, None, None] + rng.uniform(-1, 1, size=(10, 12, 1))
    y = np.array([1, 1, 0, 1, 1, 0, 0, 1, 1, 1])
    acc, acc_shuffled = unpack(shuffle_probe(model, x, y, 4), "acc acc_shuffled", (), ())
    assert abs(acc - 0.8) < 1e-6, (
        f"It should be right in 0.8 of the recordings, and you say {acc:.2f}. How many comparisons "
        "do you take the mean of: ten, or ten times ten?"
    )
    assert abs(acc_shuffled - 0.8) < 1e-6, (
        "Shuffled pieces have the same sum, so they do not change its mind: 0.8, and you say "
        f"{acc_shuffled:.2f}. Which labels do you compare with?"
    )


@test_case(
    name='the recordings and labels are left alone',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The recordings and the labels were looked at after the probe. Which of your lines shuffles in place?',
)
def the_recordings_and_labels_are_left_alone(shuffle_probe):
    import keras
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    sound = keras.Input((12, 1))
    verdict = keras.layers.Dense(1, "sigmoid")(keras.layers.Flatten()(sound))
    model = keras.Model(sound, verdict)
    x, y = rng.normal(size=(8, 12, 1)), rng.integers(0, 2, size=8)
    kept = x.copy(), y.copy()
    unpack(shuffle_probe(model, x, y, 3), "acc acc_shuffled", (), ())
    assert np.array_equal(x, kept[0]), (
        "After the probe the recordings were shuffled for good. Is what you shuffle a copy, or only "
        "another view of x?"
    )
    assert np.array_equal(y, kept[1]), "After the probe the labels had changed. Who moved them?"
