from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='five windows get one number each',
    points=0.75,
    hidden=False,
    failure_message='The net of hint 3 was built and asked about five windows. How many numbers come back, and how many weights has it?',
)
def five_windows_get_one_number_each(build_mv):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    model = build_mv(4, 3, 2, 1)
    assert model is not None, "Nothing came back. Is a return missing?"
    assert tuple(model.input_shape) == (None, 4, 3), (
        f"Windows of four steps and three columns should go in, and your net takes "
        f"{tuple(model.input_shape)}. One example is (T, D), and the batch is not listed."
    )
    unpack(model.predict(rng.normal(size=(5, 4, 3)), verbose=0), "yhat", (5, 1))
    weights = model.count_params()
    assert weights == 51, (
        f"Hint 3 counts 51 weights, and your net has {weights}. Where are the others?"
    )


@test_case(
    name='a forecast may be any number',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The bias of the last layer was set to 50 and to -50, with nothing else. May a forecast be any number?',
)
def a_forecast_may_be_any_number(build_mv):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    model = build_mv(5, 2, 6, 1)
    weights = model.get_weights()
    x = rng.normal(size=(4, 5, 2))
    for level in (50.0, -50.0):
        last = [0 * part + level * (part.ndim == 1) for part in weights[-2:]]
        model.set_weights([*weights[:-2], *last])
        (yhat,) = unpack(model.predict(x, verbose=0), "yhat", (4, 1))
        assert np.all(np.abs(yhat - level) < 1e-3), (
            f"With a last bias of {level:g} and nothing else, your net should say {level:g}, and it "
            f"says {yhat[0, 0]:.3g}. Which curve is at its end?"
        )
