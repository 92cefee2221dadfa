"""A class across the term: who handed in what, how it went, and who fell behind."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.records import Record, Status
from autograder.report.charts import Spread, spread
from autograder.report.cohort import AssignmentSummary, entries_by_assignment, last_pages
from autograder.report.desk_rows import level
from autograder.report.items import finite
from autograder.report.plain_text import counted, number, one_line

ABSENT = 2
"""So many assignments in a row without a submission, up to the last, are falling behind."""
DROP = 20.0
"""So many points of a hundred below what was usual, beside the class, are falling behind."""
STEP = 4.0
"""Points of a hundred, an assignment, below which nothing rises and nothing falls."""
_GIVEN = 0.25
_STATES = {Status.REFUSED: "refused", Status.NOT_GRADED: "owed"}


@dataclass(frozen=True, slots=True)
class TermCell:
    """How one student did on one assignment: the last attempt.

    Attributes:
        text: share of the points in percent, or a word where there is no mark; empty where nothing
            was handed in.
        percent: the same as a number, or None.
        level: as in ``desk_rows.Cell``.
        page: file name of its page.
        attempts: how many are listed.
        waits: whether a person has still to mark part of it.
    """

    text: str = ""
    percent: float | None = None
    level: str = ""
    page: str = ""
    attempts: int = 0
    waits: bool = False


@dataclass(frozen=True, slots=True)
class TermRow:
    """One student across the term.

    Attributes:
        cells: one for each assignment.
        mean: of the shares of what has a mark, in percent; None where nothing has.
        handed_in: how many assignments.
        attempts: in all.
        trend: points of a hundred, an assignment, beside the class's median; None below three.
        way: ``rising``, ``steady``, ``falling`` or empty.
        behind: why this student fell behind, in words; mostly empty.
        urgency: the larger, the further behind.
    """

    student: str
    cells: tuple[TermCell, ...]
    mean: float | None
    handed_in: int
    attempts: int
    trend: float | None
    way: str
    behind: str
    urgency: float


@dataclass(frozen=True, slots=True)
class TermAssignment:
    """One assignment in short.

    Attributes:
        summary: all that its own desk says.
        quartiles: of the shares, in percent, or None where nothing has a mark.
        mean: of the shares, in percent.
        attempts: a student, on average.
        spread: how many earned how much.
    """

    summary: AssignmentSummary
    quartiles: tuple[float, float, float] | None
    mean: float | None
    attempts: float
    spread: Spread


@dataclass(frozen=True, slots=True)
class Term:
    """A whole term; ``rows`` are by name, ``behind`` by urgency."""

    assignments: tuple[TermAssignment, ...]
    rows: tuple[TermRow, ...]
    behind: tuple[TermRow, ...]


def term(
    records: Sequence[Record], pages: Sequence[str], summaries: Sequence[AssignmentSummary]
) -> Term:
    """Sums up a term.

    Args:
        records: every graded submission.
        pages: the file name of each record's page, in the same order.
        summaries: of the same records.
    """
    columns = [_column(entries) for entries in entries_by_assignment(records, pages).values()]
    medians = [_median(column) for column in columns]
    students = sorted({record.student for record in records}, key=lambda s: (s.casefold(), s))
    given = [len(column) >= _GIVEN * len(students) for column in columns]
    rows = tuple(
        _row(name, [column.get(name, _NOTHING) for column in columns], medians, given)
        for name in students
    )
    behind = sorted((row for row in rows if row.behind), key=lambda row: -row.urgency)
    assignments = tuple(
        _assignment(summary, column) for summary, column in zip(summaries, columns, strict=True)
    )
    return Term(assignments, rows, tuple(behind))


_NOTHING = TermCell()


def _column(entries: Sequence[tuple[Record, str]]) -> dict[str, TermCell]:
    last = last_pages(entries)
    attempts = Counter(record.student for record, _ in entries)
    return {
        record.student: _cell(record, page, attempts[record.student])
        for record, page in entries
        if last[record.student] == page
    }


def _cell(record: Record, page: str, attempts: int) -> TermCell:
    if record.status is not Status.GRADED:
        return TermCell(_STATES[record.status], page=page, attempts=attempts)
    points = finite(record.points)
    share = min(1.0, max(0.0, finite(record.score) / points)) if points > 0 else 0.0
    return TermCell(
        text=number(round(100 * share)),
        percent=100 * share,
        level=level(share),
        page=page,
        attempts=attempts,
        waits=record.waiting > 0,
    )


def _marks(column: dict[str, TermCell]) -> list[float]:
    return [cell.percent for cell in column.values() if cell.percent is not None]


def _median(column: dict[str, TermCell]) -> float:
    marks = _marks(column)
    return statistics.median(marks) if marks else 0.0


def _row(
    student: str, cells: Sequence[TermCell], medians: Sequence[float], given: Sequence[bool]
) -> TermRow:
    beside = [
        (place, cell.percent - median)
        for place, (cell, median) in enumerate(zip(cells, medians, strict=True))
        if cell.percent is not None
    ]
    marks = [cell.percent for cell in cells if cell.percent is not None]
    trend = None
    if len(beside) > 2:
        trend = round(statistics.linear_regression(*zip(*beside, strict=True)).slope, 6)
    behind, urgency = _behind(cells, [mark for _, mark in beside], given)
    return TermRow(
        student=one_line(student) or "(no name)",
        cells=tuple(cells),
        mean=statistics.fmean(marks) if marks else None,
        handed_in=sum(cell.attempts > 0 for cell in cells),
        attempts=sum(cell.attempts for cell in cells),
        trend=trend,
        way=_way(trend),
        behind=behind,
        urgency=urgency,
    )


def _way(trend: float | None) -> str:
    if trend is None:
        return ""
    return "rising" if trend >= STEP else "falling" if trend <= -STEP else "steady"


def _behind(
    cells: Sequence[TermCell], beside: Sequence[float], given: Sequence[bool]
) -> tuple[str, float]:
    """Why a student fell behind, in words, and how far; empty and zero where not.

    Args:
        cells: one for each assignment.
        beside: what has a mark, above or below the class's median, in order.
        given: which assignments the class has got to; others are nobody's fault yet.
    """
    due = [cell for cell, counts in zip(cells, given, strict=True) if counts]
    absent = 0
    for cell in reversed(due):
        if cell.attempts:
            break
        absent += 1
    drop = 0.0
    if len(beside) > 3:
        drop = statistics.fmean(beside[:-2]) - statistics.fmean(beside[-2:])
    words = []
    if absent >= ABSENT:
        words.append(f"handed in nothing for the last {counted(absent, 'assignment')}")
    missed = sum(not cell.attempts for cell in due) - absent
    if missed > 1 and 2 * (missed + absent) >= len(due):
        words.append(f"{missed + absent} of {counted(len(due), 'assignment')} are missing")
    if drop >= DROP:
        words.append(f"the last two are {number(round(drop))} points of 100 below the usual")
    return "; ".join(words), 100.0 * absent + 10 * missed + drop if words else 0.0


def _assignment(summary: AssignmentSummary, column: dict[str, TermCell]) -> TermAssignment:
    marks = _marks(column)
    quartiles = None
    if len(marks) > 1:
        low, middle, high = statistics.quantiles(marks, method="inclusive")
        quartiles = (low, middle, high)
    elif marks:
        quartiles = (marks[0], marks[0], marks[0])
    return TermAssignment(
        summary=summary,
        quartiles=quartiles,
        mean=statistics.fmean(marks) if marks else None,
        attempts=statistics.fmean(cell.attempts for cell in column.values()),
        spread=spread([mark / 100 for mark in marks]),
    )
