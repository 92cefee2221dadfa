from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None


@test_case(
    name='the net of hint three has the right ends',
    points=0.75,
    hidden=False,
    failure_message='The net of hint 3 was built. From which shape to which shape should it lead?',
)
def the_net_of_hint_three_has_the_right_ends(build_stacked):
    model = build_stacked(6, 3, [5, 4], 2)
    assert model is not None, "Nothing came back instead of a model: is a return missing?"
    assert tuple(model.input_shape) == (None, 6, 3), (
        "The net should read six steps of three numbers. What is the shape of its input?"
    )
    assert tuple(model.output_shape) == (None, 2), (
        f"The net leads to {tuple(model.output_shape)} and not to (None, 2): one row of two numbers "
        "for each example. What does the top floor hand to the roof?"
    )


@test_case(
    name='its floors are two lstms and a roof',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The floors of the net of hint 3 were listed. Is it LSTM, LSTM, Dense?',
)
def its_floors_are_two_lstms_and_a_roof(build_stacked):
    model = build_stacked(6, 3, [5, 4], 2)
    assert model is not None, "Nothing came back instead of a model: is a return missing?"
    floors = [
        layer for layer in model.get_config()["layers"] if layer["class_name"] != "InputLayer"
    ]
    names = [layer["class_name"] for layer in floors]
    assert names == ["LSTM", "LSTM", "Dense"], (
        f"The net of hint 3 is made of {', '.join(names)}. What should it be made of?"
    )
    assert [layer["config"]["units"] for layer in floors] == [5, 4, 2], (
        "The widths of the floors are not 5, 4, and 2 on the roof. Which floor comes first?"
    )
