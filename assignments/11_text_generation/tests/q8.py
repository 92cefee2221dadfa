from otter.test_files import test_case

OK_FORMAT = False

name = "q8"
points = None


@test_case(
    name='a tiny writer says logits at every place',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A tiny writer was asked about two pieces. Are there logits at every place, and 102 weights?',
)
def a_tiny_writer_says_logits_at_every_place(build_writer):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    model = build_writer(5, 3, E=2)
    for T in (4, 7):
        (logits,) = unpack(np.asarray(model(rng.integers(0, 5, size=(2, T)))), "logits", (2, T, 5))
    assert model.count_params() == 102, (
        f"The writer of the mini-case has 102 weights, and yours has {model.count_params()}. Which three layers is it made of?"
    )
    assert np.any(logits < 0), (
        "None of your logits is below zero. Logits may be any number: what does your last layer do to them?"
    )
