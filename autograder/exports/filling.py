"""Fills one column of a platform's own file and leaves every other byte of it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from autograder.batch.csv_sheet import Sheet
from autograder.batch.roster import Enrolled, Roster
from autograder.exports.identities import Matched, matched
from autograder.exports.standings import Standing, Standings
from autograder.faults import CourseFault
from autograder.report.plain_text import counted, number, one_line

_COMMA = re.compile(r"-?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})")
"""Not with three digits behind it: that is a thousand, where people write so."""

_POINT = re.compile(r"-?[0-9]+\.[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_FORMULA = re.compile(r"[=+@\t\r]|-(?![0-9.,]+$)")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Column:
    """The column of a platform's file that marks go to.

    Attributes:
        index: which one, from 0.
        people: whose the rows are; ``line`` tells the row.
        kind: of the number that the platform puts behind names in its downloads.
        worth: the most that the platform takes there, where its file says so.
        locked: why a row must be left alone, by row.
    """

    sheet: Sheet
    index: int
    people: tuple[Enrolled, ...]
    kind: str
    worth: float | None
    locked: dict[int, str] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """What the column is called."""
        first = next(row for row in self.sheet.rows if any(row.texts))
        return one_line(first.cells[self.index].text)


@dataclass(frozen=True, slots=True)
class Filled:
    """A file to give back to its platform.

    Attributes:
        data: its bytes.
        marks: how many rows got a mark.
        notes: sentences for the grader.
        complete: whether every student's mark is in it.
    """

    data: bytes
    marks: int
    notes: tuple[str, ...]
    complete: bool


def filled(
    column: Column, standings: Standings, roster: Roster | None, worth: float | None
) -> Filled:
    """Writes a class's marks into a column.

    Args:
        column: where they go.
        standings: what everybody has.
        roster: who is who, if the teacher said so.
        worth: what full marks come to there, if the teacher said so; marks are scaled to it.

    Raises:
        CourseFault: the platform and we do not agree on what full marks are.
    """
    scale = _scale(column, standings, worth)
    entries = {entry.student: entry for entry in standings.entries}
    match = matched(entries, column.people, column.kind, roster)
    rows = {row.line: index for index, row in enumerate(column.sheet.rows)}
    write = _comma_written if _commas(column) else str
    cells: dict[tuple[int, int], str] = {}
    owed, left, changed = [], [], []
    for student, row in match.rows.items():
        index, entry = rows[row.line], entries[student]
        if index in column.locked:
            left.append(f"{_quoted([student])} ({column.locked[index]})")
            continue
        before = column.sheet.rows[index].cells[column.index].text.strip()
        if entry.value is None:
            cells[index, column.index] = ""
            owed.append(f"{student} (it held {before})" if before else student)
            continue
        mark = _mark(entry.value * scale)
        cells[index, column.index] = write(str(mark))
        if before and _value(before) != mark:
            changed.append(student)
    notes = [
        *_about_people(match, column),
        *_about_marks(owed, left, changed),
        *_about_rows(match, column, entries),
        *_about_texts(column),
    ]
    marks = sum(bool(text) for text in cells.values())
    complete = marks == len(entries)
    return Filled(column.sheet.changed(cells), marks, tuple(notes), complete)


def column_named(sheet: Sheet, wanted: str, candidates: Sequence[int]) -> int:
    """The column of that heading.

    Args:
        sheet: with headings in its first row.
        wanted: as the grader typed it.
        candidates: the columns that may hold marks.

    Raises:
        CourseFault: there is none, or there are several.
    """
    headings = headings_of(sheet)
    fits = [i for i in candidates if one_line(headings[i]) == one_line(wanted)]
    if len(fits) == 1:
        return fits[0]
    problem = "Several columns are" if fits else "No column of marks is"
    raise CourseFault(
        sheet.path,
        sheet.rows[0].line,
        f"{problem} called {wanted!r}.",
        f"There is: {', '.join(repr(one_line(headings[i])) for i in candidates) or 'none'}.",
    )


def headings_of(sheet: Sheet) -> list[str]:
    """The first row.

    Raises:
        CourseFault: the file is empty, or a row is shorter than its headings.
    """
    rows = [row for row in sheet.rows if any(row.texts)]
    if not rows:
        raise CourseFault(sheet.path, None, "It is empty.", "Export it again, and do not edit it.")
    for row in rows:
        if len(row.cells) < len(rows[0].cells):
            raise CourseFault(
                sheet.path,
                row.line,
                f"The row has {len(row.cells)} cells, and there are {len(rows[0].cells)} headings.",
                "Export it again, and do not edit it.",
            )
    return rows[0].texts


def number_in(text: str) -> float | None:
    """A number as platforms write it, with a point or a comma; None where it is none."""
    value = _value(text.strip())
    return float(value) if value is not None else None


def _value(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _scale(column: Column, standings: Standings, worth: float | None) -> float:
    told = column.worth
    where = f"{column.heading!r} is worth {number(told or 0)} points there"
    if worth is not None and told is not None and abs(worth - told) > 1e-9:
        raise CourseFault(
            column.sheet.path, None, f"{where}, not {number(worth)}.", "Correct --points."
        )
    if standings.worth <= 0:
        raise CourseFault(
            column.sheet.path,
            None,
            f"{standings.title} is worth no points by our records.",
            "Grade it again, or export another assignment.",
        )
    if worth is None and told is not None and abs(told - standings.worth) > 1e-9:
        raise CourseFault(
            column.sheet.path,
            None,
            f"{where}, and {number(standings.worth)} by our records.",
            f"Add --points {number(told)} to scale marks to it, or change the points there.",
        )
    return 1.0 if worth is None else worth / standings.worth


def _mark(value: float) -> Decimal:
    """Two decimals, as far as platforms look; a half goes up, in the student's favour."""
    # The ninth digit is noise of the division by a percentage.
    exact = Decimal(repr(round(value, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    plain = exact.normalize() + Decimal(0)
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def _comma_written(text: str) -> str:
    return text.replace(".", ",")


def _commas(column: Column) -> bool:
    """Whether the file writes numbers with a comma: in this column, else anywhere in it."""
    rows = [row.texts for row in column.sheet.rows]
    for cells in (
        [texts[column.index] for texts in rows if len(texts) > column.index],
        [text for texts in rows for text in texts],
    ):
        commas = sum(_COMMA.fullmatch(cell.strip()) is not None for cell in cells)
        points = sum(_POINT.fullmatch(cell.strip()) is not None for cell in cells)
        if commas or points:
            return commas > points
    return False


def _about_people(match: Matched, column: Column) -> list[str]:
    name = column.sheet.path.name
    notes = []
    if match.strangers:
        notes.append(
            f"Not in {name}, or not told apart by it: {_quoted(match.strangers)}. Their marks are "
            "not in the file. A --roster that knows their numbers there would find them."
        )
    if match.doubtful:
        notes.append(
            f"Their numbers are in {name} in rows of another name: {_quoted(match.doubtful)}. "
            "Their marks are not in the file. A --roster can say who they are."
        )
    if match.rivals:
        notes.append(
            f"Several records would go to one row: {_quoted(match.rivals)}. None of these marks "
            "is in the file. A --roster can say who is who."
        )
    return notes


def _about_marks(owed: Sequence[str], left: Sequence[str], changed: Sequence[str]) -> list[str]:
    notes = []
    if owed:
        notes.append(
            f"No mark yet, because of us: {_quoted(owed)}. Their cells are empty, since a zero "
            "would be a mark. Grade again or mark by hand, then export again."
        )
    if left:
        notes.append(f"Left as the platform has them: {', '.join(left)}.")
    if changed:
        notes.append(f"Another mark stood there before: {_quoted(changed)}.")
    return notes


def _about_rows(match: Matched, column: Column, entries: dict[str, Standing]) -> list[str]:
    notes = []
    refused = [s for s in match.rows if entries[s].note.startswith("refused")]
    if refused:
        notes.append(
            f"Refused, which counts as 0 until they hand in again: {_quoted(sorted(refused))}."
        )
    rest = len(column.people) - len(match.rows)
    if rest:
        notes.append(
            f"{counted(rest, 'row')} of {column.sheet.path.name} without a record of ours: left as "
            "before."
        )
    return notes


def _about_texts(column: Column) -> list[str]:
    cells = [text for row in column.sheet.rows for text in row.texts]
    if not any(_FORMULA.match(text) for text in cells):
        return []
    return [
        f"Some cells of {column.sheet.path.name} begin like a formula. They are the platform's and "
        "stay as they are: give the file back without opening it in a spreadsheet."
    ]


def _quoted(names: Sequence[str]) -> str:
    shown = [one_line(name) for name in names]
    return ", ".join(name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…" for name in shown)
