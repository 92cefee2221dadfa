from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='three numbers come back',
    points=0.5,
    hidden=False,
    failure_message='A contest without any training was held. Do three numbers come back under their names?',
)
def three_numbers_come_back(compare):
    import numpy as np
    from course_lib import unpack

    def problem(n, T, seed):
        dice = np.random.default_rng(seed)
        return dice.random((n, T, 2)).astype("float32"), dice.random((n, 1)).astype("float32")

    def learn(kind, X, y, seed):
        return lambda inputs: np.full((len(inputs), 1), 0.25, dtype=np.float32)

    contest = compare
    scores = contest(6, 3, problem, learn)
    assert isinstance(scores, dict), "A dictionary with three scores should come back. What does?"
    assert set(scores) == {"rnn_mse", "lstm_mse", "baseline"}, (
        f"The scores are called {sorted(map(str, scores))}. What should they be called?"
    )
    for name, score in scores.items():
        (number,) = unpack(score, name, ())
        assert np.isfinite(number) and number >= 0, f"{name} is no mean of squares. What is it?"


@test_case(
    name='both learn from the first draw',
    points=1,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='We looked over the shoulder of learn. Who was trained, on what, and was the exam drawn separately?',
)
def both_learn_from_the_first_draw(compare):
    import numpy as np

    drawn, trained = [], []

    def problem(n, T, seed):
        dice = np.random.default_rng(seed)
        X, y = dice.random((n, T, 2)).astype("float32"), dice.random((n, 1)).astype("float32")
        drawn.append((n, T, seed, X, y))
        return X, y

    def learn(kind, X, y, seed):
        trained.append((kind, X, y, seed))
        return lambda inputs: np.zeros((len(inputs), 1), dtype=np.float32)

    contest = compare
    contest(5, 8, problem, learn)
    assert [part[:2] for part in drawn] == [(1280, 5), (1000, 5)], (
        f"The draws were {[part[:2] for part in drawn]} in examples and steps. Which two are wanted?"
    )
    assert drawn[0][2] == 8 and drawn[1][2] != 8, (
        "The first draw should use the seed of the contest, and the exam another one. What would the "
        "exam be made of if both were the same?"
    )
    assert sorted(part[0] for part in trained) == ["LSTM", "SimpleRNN"], (
        f"Trained were {[part[0] for part in trained]}. Which two should it be?"
    )
    for kind, X, y, seed in trained:
        same = np.array_equal(X, drawn[0][3]) and np.array_equal(y, drawn[0][4])
        assert same, f"{kind} did not learn from the first draw. What has it seen?"
        assert seed == 8, f"{kind} got the seed {seed}. Which one is fair to both?"
