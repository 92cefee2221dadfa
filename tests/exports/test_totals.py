"""Totals over assignments: weights, dropped lowest, and what nobody knows yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.exports.standings import Standing, Standings
from autograder.exports.totals import TotalsPolicy, read_totals_policy, totals
from autograder.faults import CourseFault

NAMES = ("00_feed_forward", "01_time_series", "03_lstm_gates")


def _standings(marks: dict[str, list[float | None]]) -> dict[str, Standings]:
    return {
        name: Standings(name, (name,), 20, (Standing("ada", mark),))
        for name, (mark, *_) in marks.items()
    }


def _policy(folder: Path, text: str) -> TotalsPolicy:
    path = folder / "totals.toml"
    path.write_text(text)
    return read_totals_policy(path)


def test_weights_and_the_dropped_lowest(tmp_path: Path) -> None:
    """Shares are averaged by weight; slugs will do for names."""
    policy = _policy(
        tmp_path,
        "scale = 10\ndrop_lowest = 1\n[weights]\nfeed_forward = 1\n01_time_series = 1\n"
        "lstm_gates = 3\n",
    )
    standings = _standings({NAMES[0]: [20.0], NAMES[1]: [4.0], NAMES[2]: [10.0]})
    (entry,) = totals(policy, standings).entries
    assert Standing("ada", 10 * (1 + 3 * 0.5) / 4, "dropped: 01_time_series") == entry


def test_what_was_not_handed_in_is_a_zero_and_what_we_owe_is_not(tmp_path: Path) -> None:
    """Also if it might have been dropped: nobody knows yet."""
    policy = _policy(tmp_path, "[weights]\nfeed_forward = 1\ntime_series = 1\n")
    standings = {
        NAMES[0]: Standings("a", ("a",), 20, (Standing("ada", 20.0), Standing("ben", 10.0))),
        NAMES[1]: Standings("b", ("b",), 20, (Standing("ben", None, "not graded yet: x"),)),
    }
    ada, ben = totals(policy, standings).entries
    assert Standing("ada", 50.0, "nothing handed in: 01_time_series") == ada
    assert Standing("ben", None, "no mark yet: 01_time_series") == ben


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "It weighs nothing. Add [weights]"),
        ("[weights]\n", "It weighs nothing. Add [weights]"),
        ("[weights]\na = 'x'\n", "[weights] a = x. It must be a number of at least 0."),
        ("[weights]\na = -1\n", "[weights] a = -1."),
        ("[weights]\na = nan\n", "[weights] a = nan."),
        ("[weights]\na = inf\n", "[weights] a = inf. It must be a number that ends."),
        ("[weights]\na = 0\n", "Take it out if it does not count."),
        ("[weights]\na = true\n", "[weights] a = True."),
        ("weights = 3\n", "weights is no table."),
        (
            "wieghts = 3\n",
            "the file has a key 'wieghts'. It may have: scale, drop_lowest, weights.",
        ),
        ("scale = 0\n[weights]\na = 1\n", "scale = 0."),
        ("drop_lowest = 1\n[weights]\na = 1\n", "nothing would be left"),
        ("drop_lowest = 0.5\n[weights]\na = 1\nb = 1\n", "It must be a whole number."),
        ("[weights]\n01_a = 1\na = 1\n", "a has two weights."),
        ("[weights]\na = 1\n= 2\n", "totals.toml:3: It is not TOML"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, words: str) -> None:
    """With its key or its line, and what to do."""
    with pytest.raises(CourseFault) as told:
        _policy(tmp_path, text)
    assert words in str(told.value)
    assert "totals.toml" in str(told.value)
    assert told.value.repair


def test_what_nobody_was_graded_at_cannot_be_weighed(tmp_path: Path) -> None:
    """It would be a zero for everybody."""
    policy = _policy(tmp_path, "[weights]\nfeed_forward = 1\nstacked = 1\n")
    with pytest.raises(CourseFault, match=r"stacked: there is no record of it.*00_feed_forward"):
        totals(policy, _standings({NAMES[0]: [1.0]}))


@given(
    shares=st.lists(st.tuples(st.floats(0, 1), st.floats(0.1, 9)), min_size=2, max_size=6),
    drop=st.integers(0, 5),
)
@settings(deadline=None)
def test_a_total_lies_between_the_worst_and_the_best_and_dropping_never_hurts(
    shares: list[tuple[float, float]], drop: int
) -> None:
    """Whatever the weights."""
    drop = min(drop, len(shares) - 1)
    names = [f"{i:02}_a{i}" for i in range(len(shares))]
    weights = {name: weight for name, (_, weight) in zip(names, shares, strict=True)}
    standings = {
        name: Standings(name, (name,), 20, (Standing("ada", 20 * share),))
        for name, (share, _) in zip(names, shares, strict=True)
    }
    values = []
    for dropped in (0, drop):
        policy = TotalsPolicy(Path("t.toml"), 100, dropped, weights)
        (entry,) = totals(policy, standings).entries
        assert entry.value is not None
        values.append(entry.value)
    low, high = min(s for s, _ in shares), max(s for s, _ in shares)
    assert 100 * low - 1e-6 <= values[0] <= values[1] + 1e-6 <= 100 * high + 2e-6
