from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='two taps for two lstms',
    points=1,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Two LSTMs and a head were given an input. Which shapes travel on the stairs?',
)
def two_taps_for_two_lstms(intermediate):
    import keras
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    door = keras.Input((6, 3))
    pages = keras.layers.LSTM(5, return_sequences=True)(door)
    net = keras.Model(door, keras.layers.Dense(2)(keras.layers.LSTM(4)(pages)))
    heard = intermediate(net, rng.normal(size=(7, 6, 3)).astype(np.float32))
    assert isinstance(heard, (list, tuple)), "A list of arrays should come back. What did?"
    assert len(heard) == 2, (
        f"There are two LSTMs in this model, and {len(heard)} arrays came back. Which layers have a tap?"
    )
    unpack(heard, "floor_1 floor_2", (7, 6, 5), (7, 4))
