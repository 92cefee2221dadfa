from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='five hundred buy ten or six and six',
    points=0.5,
    hidden=False,
    failure_message='The widths of the mini-case were picked: budget 500, one input, one output. What do the neighbours cost?',
)
def five_hundred_buy_ten_or_six_and_six(pick_widths):
    for floors, expected in ((1, [10]), (2, [6, 6])):
        units = pick_widths(floors, 500, 1, 1)
        assert isinstance(units, (list, tuple)), "A list of widths should come back. What did?"
        assert list(units) == expected, (
            f"For {floors} floors on a budget of 500 you chose {list(units)}, and {expected} is nearer. "
            "What do one unit more and one unit less cost?"
        )


@test_case(
    name='the mini case is reported',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Six trials with invented errors were held: 3, 5, 4 and 2, 2, 3.5. Is the report that of the mini-case?',
)
def the_mini_case_is_reported(fair_compare):
    import numpy as np
    from course_lib import compare, unpack

    seen = {1: {}, 2: {}}

    def trial(units, seed, train, val):
        order = (3.0, 5.0, 4.0) if len(units) == 1 else (2.0, 2.0, 3.5)
        seen[len(units)].setdefault(seed, order[len(seen[len(units)]) % 3])
        return seen[len(units)][seed]

    some = (np.zeros((4, 3, 1)), np.zeros(4))
    report = fair_compare(some, some, 500, trial)
    assert isinstance(report, dict), "A dictionary should come back. What did?"
    missing = [key for key in ("seeds", "single", "stacked", "verdict") if key not in report]
    assert not missing, f"The report has no {missing[0]!r}. How are its four keys spelled?"
    for name, mean, spread in (("single", 4.0, 2.0), ("stacked", 2.5, 1.5)):
        part = report[name]
        assert isinstance(part, dict), f"report[{name!r}] should be a dictionary. What is it?"
        wanted = ("units", "params", "errors", "mean", "spread")
        missing = [key for key in wanted if key not in part]
        assert not missing, f"report[{name!r}] has no {missing[0]!r}. Which five keys belong there?"
        (numbers,) = unpack([part["mean"], part["spread"]], "mean_and_spread", (2,))
        told = compare(numbers, [mean, spread], name=f"(mean, spread) of {name}")
        assert told, f"{told} What are they for the errors of the mini-case?"
    assert report["verdict"] == "cannot tell", (
        f"The verdict of the mini-case is {report['verdict']!r}. Is 3.5 below 3?"
    )
