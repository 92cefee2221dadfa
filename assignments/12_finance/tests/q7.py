from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='two blocks are foretold from what came before',
    points=0.75,
    hidden=False,
    failure_message='The mini-case of hint 3: nine returns and two blocks. What is the learner handed, and where do its forecasts go?',
)
def two_blocks_are_foretold_from_what_came_before(foretell):
    import numpy as np
    from course_lib import unpack

    r = np.stack([np.arange(9.0), 10 * np.arange(9.0)], axis=1)

    def learner(r_train, r_test, seed):
        r_train, r_test = np.asarray(r_train), np.asarray(r_test)
        return 1000 * seed + 100 * len(r_train) + r_train[-1, 0] + r_test[:, 1]

    (yhat,) = unpack(foretell(r.copy(), learner, 3, 4, 2, 1), "yhat", (9,))
    wanted = np.array([np.nan] * 5 + [3453.0, 3463.0, 3675.0, 3685.0])
    gone = np.isnan(yhat)
    assert np.array_equal(gone, np.isnan(wanted)), (
        f"Returns 5 to 8 should be foretold and 0 to 4 not, and yours has nan at "
        f"{np.flatnonzero(gone).tolist()}. What stands where there is no forecast?"
    )
    assert np.all(np.abs(yhat[5:] - wanted[5:]) < 1e-9), (
        "A learner that tells what it was handed says that it was not r[0:4] with r[5:7], then r[0:6] "
        "with r[7:9], both columns, and seed 3. What do you hand to it?"
    )


@test_case(
    name='the report has all its parts',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A short trial was run with a learner that knows nothing. Are all parts of the report there?',
)
def the_report_has_all_its_parts(run):
    import numpy as np
    from course_lib import synthetic_pair

    prices = synthetic_pair(160, seed=2).prices.copy()
    report = run(
        prices, 4, lambda r_train, r_test, seed: np.full(len(r_test), 0.001 * seed), 60, 40, 2
    )
    assert isinstance(report, dict) and {"days", "up_share", "rows"} <= set(report), (
        "A dictionary with days, up_share and rows should come back. What does yours hold?"
    )
    assert report["days"] == 97, (
        f"Of 159 returns, 60 are for training and 2 in the gap, so 97 days are foretold, not {report['days']}."
    )
    assert isinstance(report["rows"], dict), "rows should be a dictionary. What is yours?"
    names = {"zero", "mean", "always_up", "ar1", "net 4", "net 5", "net 6"}
    assert set(report["rows"]) == names, (
        f"The rows should be {sorted(names)}, and yours are {sorted(report['rows'])}. Is every net shown?"
    )
    parts = {"r2", "acc", "lo", "hi", "p", "duel_lo", "duel_hi"}
    assert all(isinstance(row, dict) and parts <= set(row) for row in report["rows"].values()), (
        "Each row should be what judge says. What are yours made of?"
    )
    assert abs(report["rows"]["mean"]["r2"]) < 1e-9, (
        "The mean forecast is the benchmark, so its own r2 should be 0. Which benchmark is yours?"
    )
