from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='one train alone agrees with keras',
    points=0.5,
    hidden=False,
    failure_message='Your lstm_layer got the weights and start states of a Keras layer. Does it agree?',
)
def one_train_alone_agrees_with_keras(lstm_layer):
    import keras
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, D, H = 2, 5, 3, 4
    sizes = ([N, T, D], [N, H], [N, H], [D, 4 * H], [H, 4 * H], [4 * H])
    x, *rest = (rng.uniform(-1, 1, size=size).astype("float32") for size in sizes)
    everything = {"return_state": True, "return_sequences": True}
    train = keras.layers.LSTM(H, recurrent_activation="sigmoid", **everything)
    train.build(x.shape)
    train.set_weights(rest[2:])
    theirs = [np.asarray(array) for array in train(x, initial_state=rest[:2])]
    doubles = [array.astype(np.float64) for array in (x, *rest)]
    mine = unpack(lstm_layer(*doubles), "seq h c", (N, T, H), (N, H), (N, H))
    for name, ours, keras_says in zip(("seq", "h", "c"), mine, theirs):
        result = compare(ours, keras_says, rtol=1e-5, atol=1e-5, name=f"Your {name}")
        assert result, (
            f"{result} Keras says otherwise. Do both states travel from step to step, do h0 and c0 "
            "start them, and are the blocks i, f, g, o?"
        )


@test_case(
    name='halves lie side by side or on top of each other',
    points=0.5,
    hidden=False,
    failure_message='Two examples, four steps, three units in each direction. Which shapes come back for the four ways to merge?',
)
def halves_lie_side_by_side_or_on_top_of_each_other(bilstm_forward):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, D, H = 2, 4, 5, 3
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    unpack(bilstm_forward(x, fwd, bwd), "both", (N, T, 2 * H))
    for merge in ("sum", "ave", "mul"):
        unpack(bilstm_forward(x, fwd, bwd, merge), merge, (N, T, H))


@test_case(
    name='the adding cells meet the one where they should',
    points=0.5,
    hidden=False,
    failure_message='The adding cells of hint 3 read 1, 0, 0 from both ends. What do you get on paper?',
)
def the_adding_cells_meet_the_one_where_they_should(bilstm_forward):
    import numpy as np
    from course_lib import compare, unpack

    adding = (np.array([[0.0, 0, 1, 0]]), np.zeros((1, 4)), np.array([60.0, 60, 0, 60]))
    x = np.array([1.0, 0.0, 0.0])[None, :, None]
    (both,) = unpack(bilstm_forward(x, adding, adding), "both", (1, 3, 2))
    said = np.tanh(np.tanh(1.0))
    first = compare(both[0, :, 0], np.full(3, said), name="The forward half")
    assert first, f"{first} Which half comes first, and what does its train read first?"
    second = compare(both[0, :, 1], np.array([said, 0.0, 0.0]), name="The backward half")
    assert second, (
        f"{second} Which input did position 0 of the backward half read last? Does its answer stand "
        "at the step that it belongs to?"
    )


@test_case(
    name='each half hears one side only',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='One number in the middle of a strip was changed. Which steps of which half may move?',
)
def each_half_hears_one_side_only(bilstm_forward):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, D, H, now = 1, 7, 2, 3, 4
    x = rng.normal(size=(N, T, D))
    fwd, bwd = (
        tuple(rng.normal(size=size) for size in ([D, 4 * H], [H, 4 * H], [4 * H])) for _ in "fb"
    )
    other = x.copy()
    other[:, now] += 1.0
    (before,) = unpack(bilstm_forward(x, fwd, bwd), "both", (N, T, 2 * H))
    (after,) = unpack(bilstm_forward(other, fwd, bwd), "both", (N, T, 2 * H))
    moved = np.abs(after - before).reshape(T, 2, H).max(axis=2) > 1e-12
    assert not moved[:now, 0].any() and moved[now:, 0].all(), (
        f"Step {now} was changed, and the first half moved at steps {np.flatnonzero(moved[:, 0])}. "
        "Which steps come after it for a train that goes forward?"
    )
    assert not moved[now + 1 :, 1].any() and moved[: now + 1, 1].all(), (
        f"Step {now} was changed, and the second half moved at steps {np.flatnonzero(moved[:, 1])}. "
        "Which steps come after it for a train that goes backward?"
    )
