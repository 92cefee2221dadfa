"""How a class did from assignment to assignment, as a drawing: numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.report.plain_text import number
from autograder.report.term import TermAssignment

_STEP, _LEFT, _TOP, _ROOM = 56, 40, 10, 130


@dataclass(frozen=True, slots=True)
class Box:
    """One assignment: the middle half of a class as a box, its median as a line.

    Attributes:
        middle: horizontal middle, for its labels.
        top, bottom, median: heights in the drawing.
        label: of the axis, such as ``03``.
        words: what it shows.
    """

    middle: float
    top: float
    bottom: float
    median: float
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class TermChart:
    """Boxes from left to right, and the lines behind them, each with its percentage."""

    boxes: tuple[Box, ...]
    lines: tuple[tuple[float, str], ...]
    width: int
    height: int = _TOP + _ROOM + 24
    left: int = _LEFT


def term_chart(assignments: Sequence[TermAssignment]) -> TermChart:
    """Draws the quartiles of every assignment that has marks."""
    boxes = tuple(
        _box(place, one) for place, one in enumerate(assignments) if one.quartiles is not None
    )
    lines = tuple((_height(percent), f"{percent} %") for percent in (0, 50, 100))
    return TermChart(boxes, lines, _LEFT + _STEP * len(assignments) + 10)


def _box(place: int, one: TermAssignment) -> Box:
    assert one.quartiles is not None, "asked before"
    low, median, high = one.quartiles
    number_of = one.summary.name.partition("_")[0]
    return Box(
        middle=_LEFT + _STEP * (place + 0.5),
        top=_height(high),
        bottom=max(_height(low), _height(high) + 2),
        median=_height(median),
        label=number_of if number_of.isdecimal() and len(number_of) < 4 else f"{place + 1}",
        words=f"median {number(median)} %, the middle half from {number(low)} to {number(high)} %",
    )


def _height(percent: float) -> float:
    return round(_TOP + _ROOM * (1 - percent / 100), 2)
