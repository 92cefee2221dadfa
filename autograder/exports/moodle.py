"""Moodle's grading worksheet: the column of grades is filled, every heading stays as it is.

Moodle's headings and the word in front of a participant's number are in the site's language, and
on the way back it looks for just these words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from autograder.batch.csv_sheet import Sheet
from autograder.batch.roster import columns_of, enrolled_in, expect_distinct, plain, squeezed
from autograder.exports.filling import Column, column_named, headings_of, number_in
from autograder.faults import CourseFault

_PARTICIPANT = re.compile(r"(?P<word>\D+?)\s*(?P<number>[0-9]{1,19})")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_AGAIN = "Download the grading worksheet anew: View all submissions, Download grading worksheet."


def moodle_column(sheet: Sheet, wanted: str | None) -> Column:
    """The column of Moodle's worksheet that marks go to.

    Args:
        sheet: the worksheet as Moodle wrote it.
        wanted: the heading of the column of grades, for a site in another language than English.

    Raises:
        CourseFault: it is no worksheet, or has no such column, or is not graded in points.
    """
    headings = [plain(heading) for heading in headings_of(sheet)]
    rows = [(i, row) for i, row in enumerate(sheet.rows) if any(row.texts)][1:]
    texts = [[plain(text) for text in row.texts] for _, row in rows]
    columns = _columns(sheet, headings, texts)
    marks = [i for i, column in enumerate(columns) if column is None]
    index = column_named(sheet, wanted if wanted is not None else "Grade", marks)
    columns[index] = None
    people = []
    for (_, row), cells in zip(rows, texts, strict=True):
        who = enrolled_in(sheet.path, row.line, cells, columns)
        if who is not None:
            people.append(who if who.names else replace(who, names=_blind(cells, columns)))
    expect_distinct(sheet.path, people)
    locked = {
        place: "closed there"
        for (place, _), cells in zip(rows, texts, strict=True)
        for heading, cell in zip(headings, cells, strict=False)
        if squeezed(heading) == "gradecanbechanged" and cell.casefold() == "no"
    }
    return Column(sheet, index, tuple(people), "moodle", _worth(sheet, headings, texts), locked)


def _columns(sheet: Sheet, headings: list[str], rows: Sequence[Sequence[str]]) -> list[str | None]:
    columns = columns_of(headings)
    in_english = "moodle" in columns
    if not in_english:
        place = next((i for i in range(len(headings)) if _tells_participants(rows, i)), None)
        if place is None:
            raise CourseFault(
                sheet.path, 1, "It is not Moodle's grading worksheet: no column of numbers.", _AGAIN
            )
        columns[place] = "moodle"
    place = columns.index("moodle")
    for i in range(len(columns)):
        cells = [row[i] for row in rows if row[i]]
        if columns[i] is None and cells and all(map(_ADDRESS.fullmatch, cells)):
            columns[i] = columns[i] or (None if "email" in columns else "email")
    # The full name stands behind the number, unless marking is blind.
    if not in_english and columns[place + 1 : place + 2] == [None]:
        cells = [row[place + 1] for row in rows]
        columns[place + 1] = "name" if len(set(cells)) > len(cells) // 2 else None
    return columns


def _blind(cells: Sequence[str], columns: Sequence[str | None]) -> tuple[str, ...]:
    """Where nobody has a name, everybody's is the word in front of the number, as in downloads."""
    match = _PARTICIPANT.fullmatch(cells[columns.index("moodle")])
    return (match["word"],) if match is not None else ()


def _tells_participants(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column has one word and a number in every row: ``Teilnehmer/in 123``."""
    matches = [_PARTICIPANT.fullmatch(row[column]) for row in rows]
    words = {match["word"] for match in matches if match is not None}
    return len(words) == 1 and all(match is not None for match in matches)


def _worth(sheet: Sheet, headings: list[str], rows: Sequence[Sequence[str]]) -> float | None:
    if "maximumgrade" not in map(squeezed, headings) or not rows:
        return None
    column = [squeezed(heading) for heading in headings].index("maximumgrade")
    told = {number_in(row[column]) for row in rows}
    if len(told) != 1 or None in told:
        raise CourseFault(
            sheet.path,
            2,
            f"{headings[column]!r} is not one number in every row: it is not graded in points.",
            "Set the assignment's grade type in Moodle to Point, and download it anew.",
        )
    return told.pop()
