from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='three doors and 208 weights',
    points=0.5,
    hidden=False,
    failure_message='The net of the mini-case was built. Are there three doors, and 208 weights behind them?',
)
def three_doors_and_208_weights(build_seq2seq):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    built = build_seq2seq(4, 3)
    assert isinstance(built, (tuple, list)) and len(built) == 3, (
        "Three things should come back: train_model, encode_fn and step_fn. What does the return line say?"
    )
    train_model, encode_fn, step_fn = built
    x, told = (np.eye(4, dtype=np.float32)[rng.integers(0, 4, size=(2, T))] for T in (5, 3))
    unpack(np.asarray(train_model([x, told])), "logits", (2, 3, 4))
    h, c = unpack(encode_fn(x), "h c", (2, 3))
    unpack(step_fn(told[:, 0], h, c), "logits h c", (2, 4), (2, 3), (2, 3))
    count = train_model.count_params()
    assert count == 208, (
        f"The net of the mini-case should have 208 weights and has {count}. Which layers are there, and does each exist once?"
    )


@test_case(
    name='every name holds its own weights',
    points=0.25,
    hidden=False,
    failure_message='The weights of a small net were taken out. Does each name hold the arrays of the layer with that name?',
)
def every_name_holds_its_own_weights(weights_of):
    import keras
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    net = keras.Sequential(
        [
            keras.Input((None, 2)),
            keras.layers.LSTM(2, return_sequences=True, name="decoder"),
            keras.layers.LSTM(2, return_sequences=True, name="encoder"),
            keras.layers.Dense(2, name="readout"),
        ]
    )
    net.set_weights([rng.normal(size=weight.shape) for weight in net.get_weights()])
    params = weights_of(net)
    assert isinstance(params, dict) and {"encoder", "decoder", "readout"} <= set(params), (
        "A dict with encoder, decoder and readout should come back. What does?"
    )
    for name in ("encoder", "decoder", "readout"):
        wanted = net.get_layer(name).get_weights()
        assert isinstance(params[name], (tuple, list)) and len(params[name]) == len(wanted), (
            f"The layer {name} has {len(wanted)} arrays. How many are under its name?"
        )
        for mine, theirs in zip(params[name], wanted):
            (mine,) = unpack(mine, name, theirs.shape)
            close = np.allclose(mine, theirs, rtol=0, atol=1e-6)
            assert close and mine.dtype == np.float64, (
                f"Under {name} there are other numbers than in the layer of that name, or they are not float64. (In the small "
                "net of this check the decoder happens to stand first.) How do you find a layer?"
            )


@test_case(
    name='the lesson and the single steps agree',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A lesson went through the first door, and step by step through the other two. Do they say the same?',
)
def the_lesson_and_the_single_steps_agree(build_seq2seq):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    built = build_seq2seq(5, 6)
    assert isinstance(built, (tuple, list)) and len(built) == 3, (
        "Three things should come back: train_model, encode_fn and step_fn. What does the return line say?"
    )
    train_model, encode_fn, step_fn = built
    x, told = (np.eye(5, dtype=np.float32)[rng.integers(0, 5, size=(3, T))] for T in (4, 3))
    (lesson,) = unpack(np.asarray(train_model([x, told])), "logits", (3, 3, 5))
    h, c = unpack(encode_fn(x), "h c", (3, 6))
    for t in range(3):
        step = step_fn(told[:, t], h, c)
        logits, h, c = unpack(step, "logits h c", (3, 5), (3, 6), (3, 6))
        result = compare(
            logits, lesson[:, t], rtol=1e-4, atol=1e-5, name=f"Step {t} through step_fn"
        )
        assert result, (
            f"{result} Are the layers behind the doors the same objects, and are both states handed on?"
        )
