from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='a parrot forecasts the last value',
    points=1,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A net that repeats the last number of its window was asked to forecast. What should come out?',
)
def a_parrot_forecasts_the_last_value(forecast):
    import keras
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    parrot = keras.Sequential([keras.Input((4, 1)), keras.layers.Flatten(), keras.layers.Dense(1)])
    parrot.set_weights([np.array([[0.0], [0.0], [0.0], [1.0]]), np.zeros(1)])
    X = rng.uniform(0.5, 1.3, size=(6, 4, 1)).astype(np.float32)
    (said,) = unpack(forecast(parrot, X.copy()), "forecast", (6,))
    told = compare(said, X[:, -1, 0], rtol=1e-3, atol=1e-3, name="The parrot's forecast")
    assert told, (
        f"{told} The net says the last scaled number. Do you translate it back, and was the window "
        "translated before?"
    )
