from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='three and four make five',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3 went through both limiters. What do you get on paper?',
)
def three_and_four_make_five(clip_by_value, clip_by_global_norm):
    import numpy as np
    from course_lib import compare

    grads = {"K": np.array([[3.0]]), "b": np.array([-4.0])}
    cut = clip_by_value({name: array.copy() for name, array in grads.items()}, 3.5)
    assert isinstance(cut, dict) and set(cut) == {"K", "b"}, (
        "A dictionary with K and b should come back from clip_by_value. What does?"
    )
    for name, wanted in {"K": np.array([[3.0]]), "b": np.array([-3.5])}.items():
        result = compare(cut[name], wanted, name=f"{name}, clipped by value")
        assert result, f"{result} Which of the two numbers is too large, and in which direction?"
    back = clip_by_global_norm({name: array.copy() for name, array in grads.items()}, 1.0)
    assert isinstance(back, tuple) and len(back) == 2 and isinstance(back[0], dict), (
        "From clip_by_global_norm two things should come back, a dictionary and a number. What does?"
    )
    short, norm = back
    result = compare(norm, np.array(5.0), name="the norm")
    assert result, f"{result} How long was the arrow before it was clipped?"
    for name, wanted in {"K": np.array([[0.6]]), "b": np.array([-0.8])}.items():
        result = compare(short.get(name), wanted, name=f"{name}, clipped by norm")
        assert result, f"{result} By which one factor is everything multiplied?"


@test_case(
    name='one careful step',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The step of hint 3 was taken, and one with a gradient that is short enough. Where do they lead?',
)
def one_careful_step(careful_step):
    import numpy as np
    from course_lib import compare

    weights = {"K": np.array([[1.0]]), "b": np.array([1.0])}
    grads = {"K": np.array([[3.0]]), "b": np.array([-4.0])}
    for c, K, b in ((1.0, 0.7, 1.4), (10.0, -0.5, 3.0)):
        new = careful_step(
            {name: array.copy() for name, array in weights.items()},
            {name: array.copy() for name, array in grads.items()},
            0.5,
            c,
        )
        assert isinstance(new, dict) and set(new) == {"K", "b"}, (
            "A dictionary with the new K and b should come back from careful_step. What does?"
        )
        for name, wanted in {"K": np.array([[K]]), "b": np.array([b])}.items():
            result = compare(new[name], wanted, name=f"the new {name} with c = {c:g}")
            assert result, f"{result} Which gradient does the step use, and in which direction?"
