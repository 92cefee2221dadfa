from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='a parrot has a parrots error',
    points=0.75,
    hidden=False,
    failure_message='An ablation with a parrot as the learner. Are there three numbers, and is the error that of a parrot, in the unit of the target?',
)
def a_parrot_has_a_parrots_error(ablation):
    import numpy as np

    rng = np.random.default_rng(np.random.randint(2**31))
    table = 5 + 3 * rng.normal(size=(90, 2))
    report = ablation(table[:60], table[60:], lambda X, y, X_test: np.asarray(X_test)[:, -1, 0], 3)
    assert isinstance(report, dict) and {"uni", "multi", "linear"} <= set(report), (
        "A dictionary with uni, multi and linear should come back. What does yours hold?"
    )
    wanted = np.mean(np.diff(table[62:, 0]) ** 2)
    for name in ("uni", "multi"):
        assert abs(report[name] - wanted) < 1e-6 * wanted, (
            f"A parrot repeats the last value of column 0, and its mean squared error on the test "
            f"windows is {wanted:.3f} in the target's own unit; your {name} is {report[name]:.3f}. Is "
            "it still scaled, or are other windows judged?"
        )


@test_case(
    name='a straight line finds what is straight',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The straight line was asked about a target that is a straight line of the columns. Is its error zero?',
)
def a_straight_line_finds_what_is_straight(ablation):
    import numpy as np

    rng = np.random.default_rng(np.random.randint(2**31))
    table = rng.normal(size=(120, 3))
    table[1:, 0] = table[:-1, 1] - 2 * table[:-1, 2]
    report = ablation(table[:80], table[80:], lambda X, y, X_test: np.zeros(len(X_test)), 4)
    assert isinstance(report, dict) and {"uni", "multi", "linear"} <= set(report), (
        "A dictionary with uni, multi and linear should come back. What does yours hold?"
    )
    assert abs(report["linear"]) < 1e-6, (
        f"The target is a straight line of the columns of the step before, and your linear is off by "
        f"{report['linear']:.3f}. Does it get all columns?"
    )
