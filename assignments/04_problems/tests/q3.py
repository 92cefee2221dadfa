from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='two directions that stay',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3: read the knob, and turn it to 0.9. What do you get on paper?',
)
def two_directions_that_stay(spectral_radius, rescale):
    import numpy as np
    from course_lib import compare, unpack

    U = np.array([[0.5, 0.0], [0.0, 1.5]])
    radius = spectral_radius(U.copy())
    (radius,) = unpack(radius, "radius", ())
    result = compare(radius, np.array(1.5), name="the radius")
    assert result, f"{result} Which of the two directions wins in the long run?"
    (turned,) = unpack(rescale(U.copy(), 0.9), "rescaled_U", (2, 2))
    result = compare(turned, np.array([[0.3, 0.0], [0.0, 0.9]]), name="the rescaled U")
    assert result, f"{result} By which factor is all of U multiplied?"
