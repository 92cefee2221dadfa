from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='the shapes are those of the mini case',
    points=0.5,
    hidden=False,
    failure_message='Six steps, three inputs, four units, as in hint 3. Which shapes go in, come out, and are learned?',
)
def the_shapes_are_those_of_the_mini_case(keras_rnn):
    model = keras_rnn(6, 3, 4, True)
    assert hasattr(model, "get_weights"), "keras_rnn should return a Keras model. What does yours?"
    assert tuple(model.input_shape) == (None, 6, 3), (
        f"The model reads {model.input_shape} and should read (None, 6, 3). Which axis is time?"
    )
    assert tuple(model.output_shape) == (None, 6, 4), (
        f"The model returns {model.output_shape} and should return (None, 6, 4). How many units does "
        "it have, and are all steps returned?"
    )
    shapes = [tuple(array.shape) for array in model.get_weights()]
    assert shapes == [(3, 4), (4, 4), (4,)], (
        f"The weights have shapes {shapes}. Which of K, U and b is missing, or what is there besides?"
    )


@test_case(
    name='weights carried out of keras give the same states',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The weights of your Keras model were put into your own rnn_forward. Do both say the same?',
)
def weights_carried_out_of_keras_give_the_same_states(keras_rnn, rnn_forward):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    model = keras_rnn(5, 2, 3, True)
    assert hasattr(model, "get_weights"), "keras_rnn should return a Keras model. What does yours?"
    weights = [np.asarray(array, dtype=np.float64) for array in model.get_weights()]
    assert len(weights) == 3, f"The model has {len(weights)} arrays instead of K, U and b. Which?"
    x = rng.normal(size=(4, 5, 2)).astype(np.float32)
    (theirs,) = unpack(np.asarray(model(x)), "states", (4, 5, 3))
    (mine,) = unpack(
        rnn_forward(x.astype(np.float64), np.zeros((4, 3)), *weights), "seq", (4, 5, 3)
    )
    result = compare(theirs, mine, rtol=1e-5, atol=1e-5, name="What your Keras model returns")
    assert result, (
        f"{result} Keras or you: who reads the steps in another order or squashes otherwise?"
    )
