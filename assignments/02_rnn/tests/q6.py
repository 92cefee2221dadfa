from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='the four arrays fit each other',
    points=0.5,
    hidden=False,
    failure_message='A dictionary with K, U, b and readout should come back. Do their shapes fit each other?',
)
def the_four_arrays_fit_each_other(delay_line):
    import numpy as np
    from course_lib import unpack

    for k in (1, 2, 4):
        net = delay_line(k)
        assert isinstance(net, dict) and {"K", "U", "b", "readout"} <= set(net), (
            f"For k = {k} no dictionary with K, U, b and readout came back. What does?"
        )
        H = np.size(net["b"])
        parts = [net[name] for name in ("K", "U", "b", "readout")]
        unpack(parts, "K U b readout", (1, H), (H, H), (H,), (H, 1))


@test_case(
    name='with a delay of one the mini case comes back',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was computed: 5, 7, 9 were said, with k = 1. What is heard?',
)
def with_a_delay_of_one_the_mini_case_comes_back(delay_line):
    import numpy as np
    from course_lib import compare

    net = delay_line(1)
    assert isinstance(net, dict) and {"K", "U", "b", "readout"} <= set(net), (
        "A dictionary with K, U, b and readout should come back. What does?"
    )
    state, heard = np.zeros(np.size(net["b"])), []
    for word in (5.0, 7.0, 9.0):
        state = np.add(np.dot(state, net["U"]), word * np.ravel(net["K"])) + net["b"]
        heard.append(float(np.dot(state, net["readout"])[0]))
    result = compare(heard, np.array([0.0, 5.0, 7.0]), name="What is heard after 5, 7, 9")
    assert result, f"{result} Who hears the input, who listens to whom, and who is read out?"
