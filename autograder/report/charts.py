"""Numbers for drawings. The templates only put them into SVG."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.report.plain_text import counted, number

WIDTH, HEIGHT = 400, 150
_TOP, _BOTTOM, _GAP = 18, 22, 4
_BINS = 10


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a histogram, in the units of the drawing.

    Attributes:
        middle: horizontal middle, for its labels.
        count: how many values it holds.
        label: the lower edge of its bin, in points.
        words: what it shows, such as ``3 submissions from 8 to below 10 points``.
    """

    x: float
    y: float
    width: float
    height: float
    middle: float
    count: int
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """A histogram of totals with the sentence that says the same.

    Attributes:
        columns: from zero points to all points; the last bin holds its upper edge.
        words: the text alternative.
        end: label of the right end of the axis.
    """

    columns: tuple[Column, ...]
    words: str
    end: str
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - _BOTTOM


def distribution(totals: Sequence[float], points: float) -> Distribution | None:
    """Sorts totals into ten equal bins between zero and all points.

    Returns:
        The histogram, or None where there is nothing to draw.
    """
    if not totals or points <= 0:
        return None
    counts = [0] * _BINS
    for total in totals:
        counts[bin_of(total, points)] += 1
    step = (WIDTH - 20) / _BINS
    room = HEIGHT - _TOP - _BOTTOM
    columns = tuple(
        Column(
            x=round(10 + place * step + _GAP / 2, 2),
            y=round(HEIGHT - _BOTTOM - room * count / max(counts), 2),
            width=round(step - _GAP, 2),
            height=round(room * count / max(counts), 2),
            middle=round(10 + (place + 0.5) * step, 2),
            count=count,
            label=number(points * place / _BINS),
            words=_column_words(count, place, points),
        )
        for place, count in enumerate(counts)
    )
    words = (
        f"Totals of {counted(len(totals), 'graded submission')}: "
        f"lowest {number(min(totals))}, median {number(statistics.median(totals))}, "
        f"highest {number(max(totals))}, out of {number(points)} points."
    )
    return Distribution(columns, words, number(points))


def bin_of(total: float, points: float) -> int:
    """Which of the ten columns a total stands in."""
    if not math.isfinite(total) or points <= 0:
        return 0
    return max(0, min(_BINS - 1, int(total / points * _BINS + 1e-9)))


def _column_words(count: int, place: int, points: float) -> str:
    low, high = number(points * place / _BINS), number(points * (place + 1) / _BINS)
    upto = f"to {high}" if place == _BINS - 1 else f"to below {high}"
    return f"{counted(count, 'submission')} from {low} {upto} points"


SPREAD_WIDTH, SPREAD_HEIGHT = 96, 26
_STEPS = ("nothing", "up to a quarter", "up to half", "up to three quarters", "more", "everything")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a small histogram, in the units of the drawing."""

    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Spread:
    """How many answers earned nothing, some, and every point of a question.

    Attributes:
        counts: of the six steps.
        bars: those of them that are not empty.
        words: the text alternative.
    """

    counts: tuple[int, ...]
    bars: tuple[Bar, ...]
    words: str
    width: int = SPREAD_WIDTH
    height: int = SPREAD_HEIGHT


def spread(shares: Sequence[float]) -> Spread:
    """Sorts shares, 0 to 1, into six steps: nothing, four quarters, everything."""
    counts = [0] * len(_STEPS)
    for value in shares:
        full = value >= 1 - 1e-9
        counts[5 if full else 0 if value <= 0 else min(4, max(1, math.ceil(value * 4 - 1e-9)))] += 1
    step, most = SPREAD_WIDTH / len(_STEPS), max(1, *counts)
    told = [f"{name} {count}" for name, count in zip(_STEPS, counts, strict=True)]
    bars = tuple(
        Bar(
            x=round(place * step + 1, 2),
            y=round(SPREAD_HEIGHT - max(1.5, (SPREAD_HEIGHT - 1) * count / most), 2),
            width=round(step - 2, 2),
            height=round(max(1.5, (SPREAD_HEIGHT - 1) * count / most), 2),
            words=words,
        )
        for place, (count, words) in enumerate(zip(counts, told, strict=True))
        if count
    )
    return Spread(tuple(counts), bars, "earned " + ", ".join(told))


def share(score: float, points: float) -> float:
    """Returns score over points in percent, between 0 and 100."""
    if points <= 0 or score != score:  # noqa: PLR0124 - only NaN differs from itself
        return 0.0
    return round(max(0.0, min(1.0, score / points)) * 100, 1)
