from otter.test_files import test_case

OK_FORMAT = False

name = "q8"
points = None


@test_case(
    name='three days are paid for and three nets judged',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The mini-case of hint 3: three days with one change of mind, and three intervals. What is the bill, and what is the verdict?',
)
def three_days_are_paid_for_and_three_nets_judged(after_costs, verdict):
    import numpy as np
    from course_lib import compare, unpack

    y, yhat = np.array([0.01, -0.02, -0.03]), np.array([0.2, 0.1, -0.3])
    (paid,) = unpack(after_costs(y, yhat, 0.001), "results", (3,))
    result = compare(paid, np.array([0.009, -0.02, 0.028]), name="The results of the mini-case")
    assert result, f"{result} Which side is taken on each day, and how many turns does it take?"
    ends = {"net 0": (0.51, 0.58), "net 1": (0.52, 0.59), "net 2": (0.499, 0.56)}
    rows = {name: {"duel_lo": low, "duel_hi": high} for name, (low, high) in ends.items()}
    word = verdict({"rows": rows})
    assert word == "no evidence", (
        f"Two intervals lie above one half and one does not, and the verdict was {word!r}. Are two "
        "seeds out of three enough?"
    )
    rows["net 2"] = {"duel_lo": 0.53, "duel_hi": 0.6}
    word = verdict({"rows": rows})
    assert word == "better", f"All three lie above one half, and the verdict was {word!r}. Why?"
