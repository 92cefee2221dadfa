from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='who always says yes is right in seven of ten',
    points=0.75,
    hidden=False,
    failure_message='A model that says 0.9 to everything was probed with seven ones among ten labels. How often is it right?',
)
def who_always_says_yes_is_right_in_seven_of_ten(shuffle_probe):
    import keras
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    model = keras.Sequential(
        [keras.Input((12, 1)), keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")]
    )
    model.set_weights([np.zeros((12, 1)), np.array([np.log(9.0)])])
    y = np.array([1, 1, 0, 1, 1, 1, 0, 1, 0, 1])
    acc, acc_shuffled = unpack(
        shuffle_probe(model, rng.normal(size=(10, 12, 1)), y, 4), "acc acc_shuffled", (), ()
    )
    assert abs(acc - 0.7) < 1e-6, (
        f"It should be right in 0.7 of the recordings, and you say {acc:.2f}. How many comparisons "
        "do you take the mean of: ten, or ten times ten?"
    )
    assert abs(acc_shuffled - 0.7) < 1e-6, (
        f"Shuffled recordings do not change its mind: 0.7, and you say {acc_shuffled:.2f}. Which "
        "labels do you compare with?"
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
    model = keras.Sequential(
        [keras.Input((12, 1)), keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")]
    )
    x, y = rng.normal(size=(8, 12, 1)), rng.integers(0, 2, size=8)
    kept = x.copy(), y.copy()
    unpack(shuffle_probe(model, x, y, 3), "acc acc_shuffled", (), ())
    assert np.array_equal(x, kept[0]), (
        "After the probe the recordings were shuffled for good. Is what you shuffle a copy, or only "
        "another view of x?"
    )
    assert np.array_equal(y, kept[1]), "After the probe the labels had changed. Who moved them?"
