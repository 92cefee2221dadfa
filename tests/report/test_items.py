"""The figures of items, and the alarm: against plain arithmetic, and where nothing is to tell."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.report.charts import bin_of, distribution, spread
from autograder.report.items import (
    ENOUGH,
    Answer,
    alarm,
    difficulty_words,
    discrimination,
    discrimination_words,
)

SHARES = st.floats(0, 1)
COLUMNS = st.lists(st.tuples(SHARES, st.none() | SHARES), max_size=40)


def _answers(pairs: list[tuple[float, float | None]]) -> list[Answer]:
    return [Answer(place, share, rest) for place, (share, rest) in enumerate(pairs)]


@settings(deadline=None)
@given(COLUMNS)
def test_a_correlation_is_one_or_there_is_none(pairs: list[tuple[float, float | None]]) -> None:
    """Between minus one and one whatever is given; turned round, its sign turns."""
    found = discrimination(_answers(pairs))
    turned = discrimination(_answers([(1 - share, rest) for share, rest in pairs]))
    if found is not None and turned is not None:
        assert -1 <= found <= 1
        if len({round(share, 3) for share, rest in pairs if rest is not None}) > 1:
            assert found == pytest.approx(-turned, abs=1e-4)


@settings(deadline=None)
@given(st.floats(0, 1), st.lists(SHARES, min_size=0, max_size=40))
def test_where_nothing_differs_nothing_is_told(same: float, rests: list[float]) -> None:
    """Constant shares, constant rests, one student, no student: no number, no alarm."""
    for pairs in (
        [(same, rest) for rest in rests],
        [(share, same) for share in rests],
        [(same, None) for _ in rests],
        [(same, same)],
        [],
    ):
        assert discrimination(_answers(pairs)) is None
    assert alarm(_answers([(share, same) for share in rests])) is None
    assert alarm(_answers([(1.0, rest) for rest in rests])) is None


def test_it_is_the_correlation_of_the_textbook() -> None:
    """Against the sum of products, written down once more."""
    draw = random.Random(3)
    pairs = [(float(draw.random() < 0.6), draw.random()) for _ in range(57)]
    n = len(pairs)
    sx, sy = sum(x for x, _ in pairs), sum(y for _, y in pairs)
    sxy, sxx, syy = (sum(f(x, y) for x, y in pairs) for f in (_xy, _xx, _yy))
    expected = (n * sxy - sx * sy) / math.sqrt((n * sxx - sx**2) * (n * syy - sy**2))
    found = discrimination(_answers([*pairs]))
    assert found == pytest.approx(expected, abs=1e-9)


def _xy(x: float, y: float) -> float:
    return x * y


def _xx(x: float, _: float) -> float:
    return x * x


def _yy(_: float, y: float) -> float:
    return y * y


def test_few_answers_tell_nothing() -> None:
    """Nine may differ as they like, ten are read."""
    pairs = [(place / 10, place / 10) for place in range(ENOUGH)]
    assert discrimination(_answers([*pairs[1:]])) is None
    assert discrimination(_answers([*pairs])) == pytest.approx(1)


def _class(strong_fail: float, weak_fail: float, size: int = 30) -> list[Answer]:
    """A third each; of the strong and of the weak so large a share fails, the middle passes."""
    third = size // 3
    answers = []
    for place in range(size):
        rank, failing = place % third, {0: weak_fail, 1: 0.0, 2: strong_fail}[place // third]
        share = 0.0 if rank < failing * third else 1.0
        answers.append(Answer(place, share, place / size, "same" if share == 0 else ""))
    return answers


def test_it_rings_where_the_strong_fail_and_the_weak_do_not() -> None:
    """It says how many, who, and that their answer is the same."""
    found = alarm(_class(0.5, 0.1))
    assert found is not None
    assert (10, 10, 1) == (found.strong, found.weak, found.weak_failed)
    assert (20, 21, 22, 23, 24) == found.strong_failed
    assert found.worse
    assert 5 == found.alike


def test_it_rings_where_all_are_stuck() -> None:
    """Half of the strong fail, and hardly fewer than of the weak."""
    found = alarm(_class(0.6, 0.7))
    assert found is not None
    assert found.stuck
    assert not found.worse


@pytest.mark.parametrize(
    ("strong", "weak"), [(0.0, 0.0), (0.0, 0.9), (0.1, 0.0), (0.5, 1.0), (0.2, 0.3)]
)
def test_it_is_silent_where_an_item_is_good(strong: float, weak: float) -> None:
    """Easy, hard but fair, one slip of a strong one: nothing rings."""
    assert alarm(_class(strong, weak)) is None


def test_it_rings_where_an_item_goes_against_the_others() -> None:
    """Share falls steadily with the rest."""
    answers = [Answer(place, float(place % 30 >= place // 2), place / 60) for place in range(60)]
    found = alarm(answers)
    assert found is not None
    assert found.backwards


def test_words_follow_the_numbers() -> None:
    """From hard to easy, and from the wrong way round to very well, without a gap."""
    told = [difficulty_words(percent) for percent in (5, 30, 60, 80, 95)]
    assert ["very hard", "hard", "about right", "easy", "very easy"] == told
    told = [discrimination_words(value, 50) for value in (-0.3, 0.1, 0.25, 0.35, 0.5)]
    assert ["the wrong way round", "hardly", "a little", "well", "very well"] == told
    assert "too few answers" == discrimination_words(None, 9)
    assert "all alike" == discrimination_words(None, 10)


@settings(deadline=None)
@given(st.lists(SHARES, max_size=60))
def test_a_spread_holds_everybody(shares: list[float]) -> None:
    """Its six steps add up, and its ends are exact."""
    found = spread(shares)
    assert len(shares) == sum(found.counts)
    assert sum(share <= 0 for share in shares) == found.counts[0]
    assert sum(share >= 1 - 1e-9 for share in shares) == found.counts[5]
    assert len(found.bars) == sum(count > 0 for count in found.counts)


@settings(deadline=None)
@given(st.lists(st.floats(0, 20), min_size=1, max_size=60))
def test_the_chart_agrees_with_its_columns(totals: list[float]) -> None:
    """What a row says about its column is where the chart counts it; columns rise with totals."""
    chart = distribution(totals, 20.0)
    assert chart is not None
    places = [bin_of(total, 20.0) for total in totals]
    assert [places.count(place) for place in range(10)] == [c.count for c in chart.columns]
    assert all(low <= high for low, high in pairwise(bin_of(t, 20.0) for t in sorted(totals)))
