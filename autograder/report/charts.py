"""Numbers for drawings. The templates only put them into SVG."""

from __future__ import annotations

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
    """

    x: float
    y: float
    width: float
    height: float
    middle: float
    count: int
    label: str


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
        counts[max(0, min(_BINS - 1, int(total / points * _BINS + 1e-9)))] += 1
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
        )
        for place, count in enumerate(counts)
    )
    words = (
        f"Totals of {counted(len(totals), 'graded submission')}: "
        f"lowest {number(min(totals))}, median {number(statistics.median(totals))}, "
        f"highest {number(max(totals))}, out of {number(points)} points."
    )
    return Distribution(columns, words, number(points))


def share(score: float, points: float) -> float:
    """Returns score over points in percent, between 0 and 100."""
    if points <= 0 or score != score:  # noqa: PLR0124 - only NaN differs from itself
        return 0.0
    return round(max(0.0, min(1.0, score / points)) * 100, 1)
