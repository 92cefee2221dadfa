"""Canvas's gradebook as Canvas exports it: one column of it is filled, the rest stays.

Canvas finds people by its own number, then by their numbers and logins, so its own rows are the
only ones that fit without doubt.
"""

from __future__ import annotations

import re

from autograder.batch.csv_sheet import Sheet
from autograder.batch.roster import columns_of, enrolled_in, expect_distinct, plain, squeezed
from autograder.exports.filling import Column, column_named, headings_of, number_in
from autograder.faults import CourseFault

_NUMBERED = re.compile(r"(?P<title>.*\S)\s*\([0-9]+\)", re.DOTALL)
_KEPT = {"EX": "excused there", "N/A": "not assigned to them there"}
_AGAIN = "Export it anew: Grades, Export, Export Entire Gradebook."


def canvas_column(sheet: Sheet, wanted: str | None, names: tuple[str, ...]) -> Column:
    """The column of Canvas's gradebook that marks go to.

    Args:
        sheet: the gradebook as Canvas exported it.
        wanted: the column's heading, with or without Canvas's number behind it; None to look for
            one of the names.
        names: what the assignment may be called there.

    Raises:
        CourseFault: it is no such file, or has no such column, or Canvas takes no marks there.
    """
    headings = headings_of(sheet)
    columns = columns_of([plain(heading) for heading in headings])
    places = [i for i, heading in enumerate(headings) if "section" in heading.casefold()]
    if "canvas" not in columns or not places:
        raise CourseFault(
            sheet.path,
            1,
            "It is not Canvas's gradebook: Student, ID or Section is missing.",
            _AGAIN,
        )
    marks = range(places[0] + 1, len(headings))
    index = _index(sheet, headings, marks, wanted, names)
    # What a column is called must not tell whose a row is.
    known = [column if i <= places[0] else None for i, column in enumerate(columns)]
    filled = [(place, row) for place, row in enumerate(sheet.rows) if any(row.texts)]
    people = []
    locked = {}
    worth = None
    for place, row in filled[1:]:
        cells = [plain(text) for text in row.texts]
        who = enrolled_in(sheet.path, row.line, cells, known)
        told = cells[index]
        if who is not None:
            people.append(who)
            if told.upper() in _KEPT:
                locked[place] = _KEPT[told.upper()]
        elif cells[0].casefold().startswith("points possible"):
            if "read only" in told.casefold():
                raise CourseFault(
                    sheet.path,
                    row.line,
                    f"{plain(headings[index])!r} is worked out by Canvas, which takes no marks.",
                    "Name the column of an assignment.",
                )
            worth = number_in(told)
    expect_distinct(sheet.path, people)
    return Column(sheet, index, tuple(people), "canvas", worth, locked)


def _index(
    sheet: Sheet, headings: list[str], marks: range, wanted: str | None, names: tuple[str, ...]
) -> int:
    exact = [i for i in marks if wanted is not None and plain(headings[i]) == plain(wanted)]
    if len(exact) == 1:
        return exact[0]
    looked_for = {squeezed(name) for name in ((wanted,) if wanted is not None else names)}
    fits = [i for i in marks if squeezed(_title(headings[i])) in looked_for]
    if len(fits) == 1:
        return fits[0]
    if wanted is not None:
        return column_named(sheet, wanted, marks)
    raise CourseFault(
        sheet.path,
        sheet.rows[0].line,
        f"{'Several columns are' if fits else 'No column is'} called like {names[0]!r}.",
        "Say which with --column: " + ", ".join(repr(plain(headings[i])) for i in marks) + ".",
    )


def _title(heading: str) -> str:
    match = _NUMBERED.fullmatch(plain(heading))
    return match["title"] if match is not None else heading
