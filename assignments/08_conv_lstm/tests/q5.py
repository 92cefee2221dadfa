from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='as many frames come out as go in',
    points=0.5,
    hidden=False,
    failure_message='Films of three and of four frames were shown to a fresh net. Does it say as many frames, with pixels between 0 and 1?',
)
def as_many_frames_come_out_as_go_in(build_next_frame):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    model = build_next_frame(12)
    assert model is not None, "Nothing came back. Is a return missing?"
    for T in (3, 4):
        films = 5 * rng.uniform(size=(2, T, 12, 12, 1)).astype(np.float32)
        (said,) = unpack(np.asarray(model(films)), "said", (2, T, 12, 12, 1))
        assert said.min() >= 0 and said.max() <= 1, (
            "A pixel of the prediction is below 0 or above 1. Which curve squashes at the end?"
        )


@test_case(
    name='the weights do not depend on the size',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The layers were looked through and the weights were counted. Is there a ConvLSTM2D, and does its size follow filters alone?',
)
def the_weights_do_not_depend_on_the_size(build_next_frame):
    small, large, deep = build_next_frame(8), build_next_frame(20), build_next_frame(8, filters=12)
    kinds = str([layer["class_name"] for layer in small.get_config()["layers"]])
    assert "ConvLSTM2D" in kinds, f"The layers are {kinds}. Which of them is a memory made of maps?"
    counts = [model.count_params() for model in (small, large, deep)]
    assert counts[0] == counts[1], (
        f"Frames of 8 by 8 need {counts[0]} weights, and frames of 20 by 20 need {counts[1]}. "
        "Which layer has weights of its own for every place?"
    )
    assert counts[2] > counts[0], (
        "With twelve filters instead of eight the net has no more weights. Does the argument get "
        "there?"
    )
