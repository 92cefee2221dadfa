from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None


@test_case(
    name='the mini case costs sixty eight',
    points=1,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3 was counted. What is the bill of each floor on paper?',
)
def the_mini_case_costs_sixty_eight(count_params):
    import numpy as np

    total = count_params(3, [2, 1], 2)
    assert isinstance(total, (int, np.integer)), "A number of weights is an int. What came back?"
    assert total == 68, (
        f"The mini-case of hint 3 costs 68, and you count {total}. Which floor's bill is different on "
        "paper, or is it the roof's?"
    )
