from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='the crystal ball is caught and the parrot is not',
    points=1.25,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A parrot and a crystal ball were examined. One of them reads the future: which one does your hunter catch?',
)
def the_crystal_ball_is_caught_and_the_parrot_is_not(find_leak):
    import numpy as np
    from course_lib import synthetic_pair

    prices = synthetic_pair(200, seed=5).prices.copy()

    def move(prices):
        return prices[1:, 0] / prices[:-1, 0] - 1

    def crystal_ball(prices):
        return move(prices)

    def parrot(prices):
        return np.append(0.0, move(prices)[:-1])

    def quiet_parrot(prices):
        return np.append(np.nan, move(prices)[:-1])

    answers = [find_leak(one, prices.copy()) for one in (crystal_ball, parrot, quiet_parrot)]
    assert all(isinstance(answer, (bool, np.bool_)) for answer in answers), (
        "True or False should come back. What does your return line say?"
    )
    assert answers[0], (
        "A pipeline whose forecast for a return is that very return was not caught. Which is the "
        "last forecast that must not move?"
    )
    assert not answers[1], (
        "A pipeline that repeats the return of the day before was accused. Everything up to now is "
        "known, and forecasts after now may move. Which is the first price that you rewrite?"
    )
    assert not answers[2], (
        "The same parrot was accused when it says nan for the first return. Is nan equal to nan?"
    )
