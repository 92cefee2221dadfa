from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='what is certain is drawn',
    points=0.25,
    hidden=False,
    failure_message='All of the probability was with one symbol. Was it drawn, as a whole number?',
)
def what_is_certain_is_drawn(sample):
    import numpy as np

    for V, sure in ((5, 3), (2, 0), (4, 3)):
        drawn = sample(np.eye(V)[sure], np.random.default_rng(V))
        assert isinstance(drawn, (int, np.integer)) and not isinstance(drawn, bool), (
            f"One whole number should come back, and a {type(drawn).__name__} did. What is the number of the symbol?"
        )
        assert drawn == sure, (
            f"Symbol {sure} was certain, and {drawn} was drawn. From which number do you count?"
        )


@test_case(
    name='both halves come',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A hundred darts were thrown at two equal halves. Do both come?',
)
def both_halves_come(sample):
    import numpy as np

    rng = np.random.default_rng(np.random.randint(2**31))
    drawn = [sample(np.array([0.0, 0.5, 0.0, 0.5]), rng) for _ in range(100)]
    assert set(drawn) <= {1, 3}, (
        f"Symbols without any probability were drawn: {sorted(set(drawn) - {1, 3})}. How?"
    )
    assert set(drawn) == {1, 3}, (
        f"In a hundred throws only {sorted(set(drawn))} came, though 1 and 3 are equally likely. Do you throw at all?"
    )
