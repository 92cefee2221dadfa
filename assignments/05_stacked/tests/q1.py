from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='the top floor speaks and every floor has a pair',
    points=0.5,
    hidden=False,
    failure_message='Two floors of different width were run. Does the top floor give the sequence, and each floor a pair?',
)
def the_top_floor_speaks_and_every_floor_has_a_pair(stacked_forward):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, widths = 3, 4, (2, 5, 6)
    layers = [
        {
            "kernel": rng.normal(size=(below, 4 * H)),
            "recurrent_kernel": rng.normal(size=(H, 4 * H)),
            "bias": rng.normal(size=4 * H),
        }
        for below, H in zip(widths, widths[1:])
    ]
    result = stacked_forward(rng.normal(size=(N, T, 2)), layers)
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Two things should come back, the sequence and the states. What does the return line say?"
    )
    seq, states = result
    unpack(seq, "seq", (N, T, 6))
    assert isinstance(states, (tuple, list)) and len(states) == 2, (
        "A stack of two floors should leave a list of two pairs. How many did you put in the list?"
    )
    for pair, H in zip(states, widths[1:]):
        unpack(pair, "h c", (N, H))


@test_case(
    name='two echoes squash four times',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3 was computed: two floors of echoes. What do you get on paper?',
)
def two_echoes_squash_four_times(stacked_forward):
    import numpy as np
    from course_lib import compare, unpack

    echo = {
        "kernel": np.array([[0.0, 0.0, 1.0, 0.0]]),
        "recurrent_kernel": np.zeros((1, 4)),
        "bias": np.array([60.0, -60.0, 0.0, 60.0]),
    }
    result = stacked_forward(np.array([[[1.0], [0.0]]]), [echo, echo])
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Two things should come back, the sequence and the states. What does the return line say?"
    )
    (seq,) = unpack(result[0], "seq", (1, 2, 1))
    told = compare(seq[0, :, 0], [0.51265, 0.0], atol=1e-3, name="The sequence of two echoes")
    assert told, (
        f"{told} The second input is 0: what does the ground floor say then, and what does the floor "
        "above read at that step?"
    )


@test_case(
    name='a stack of one floor is one layer',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A stack of one floor was compared with your own lstm_layer. Should they differ?',
)
def a_stack_of_one_floor_is_one_layer(stacked_forward, lstm_layer):
    import numpy as np
    from course_lib import compare, unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, D, H = 2, 3, 4, 3
    x, h0, c0 = (rng.normal(size=size) for size in ((N, T, D), (N, H), (N, H)))
    kernel, recurrent_kernel = rng.normal(size=(D, 4 * H)), rng.normal(size=(H, 4 * H))
    bias = rng.normal(size=4 * H)
    alone = lstm_layer(x, h0.copy(), c0.copy(), kernel, recurrent_kernel, bias)
    seq, h, c = unpack(alone, "seq h c", (N, T, H), (N, H), (N, H))
    floor = {"kernel": kernel, "recurrent_kernel": recurrent_kernel, "bias": bias}
    result = stacked_forward(x, [floor], [h0.copy()], [c0.copy()])
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Two things should come back, the sequence and the states. What does the return line say?"
    )
    (mine,) = unpack(result[0], "seq", (N, T, H))
    first = compare(mine, seq, name="The sequence of a stack of one floor")
    assert first, f"{first} Do h0 and c0 start the floor?"
    assert isinstance(result[1], (tuple, list)) and len(result[1]) == 1, (
        "A stack of one floor should leave a list with one pair. What is in your list?"
    )
    last_h, last_c = unpack(result[1][0], "h c", (N, H))
    second = compare(np.stack([last_h, last_c]), np.stack([h, c]), name="The pair (h, c)")
    assert second, f"{second} Is it h first and c second, both after the last step?"
