from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='five recordings get five probabilities',
    points=0.5,
    hidden=False,
    failure_message='A model for 96 steps was built and asked about five recordings. Do five probabilities come back?',
)
def five_recordings_get_five_probabilities(build_cnn_lstm):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    model = build_cnn_lstm(96, 1, 1)
    assert model is not None, "Nothing came back. Is a return missing?"
    x, weights = rng.normal(size=(5, 96, 1)), model.get_weights()
    for sure in (100, -100):
        model.set_weights([*weights[:-2], *(sure * last for last in weights[-2:])])
        (p,) = unpack(model.predict(x, verbose=0), "p", (5, 1))
        assert np.all((p >= 0) & (p <= 1)), (
            "With larger weights at its end, your model says something below 0 or above 1. Which "
            "curve makes a probability of any number?"
        )


@test_case(
    name='the budget is kept',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The weights were counted, and the layers looked through. Does the model keep to the budget?',
)
def the_budget_is_kept(build_cnn_lstm):
    model = build_cnn_lstm(96, 1, 1)
    weights = model.count_params()
    assert weights < 1500, (
        f"Your model has {weights} weights, and 1500 are too many. Where are most?"
    )
    plan = str(model.get_config())
    assert "'Conv1D'" in plan, "There is no Conv1D in your model. What finds the shapes?"
    assert "'LSTM'" in plan, "There is no LSTM in your model. What keeps the order in mind?"
