"""The class as an Excel workbook: the table of everybody, and every attempt at each assignment."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from autograder.exports.class_table import ClassTable
from autograder.records import Record
from autograder.report.gradebook import Value, attempt_rows

_WIDEST = 60
_LONGEST_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_ -]")
# Code points that no XML may hold: one of them, and Excel opens nothing.
_NOT_XML = re.compile("[\ufffe\uffff]")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# Equal records give equal bytes, so no clock is asked.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def workbook(table: ClassTable, records: Sequence[Record]) -> bytes:
    """Returns the workbook as a file.

    Args:
        table: everybody.
        records: every attempt; each assignment has a sheet of its own.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"created": _CREATED})
    assignments = sorted({record.assignment for record in records})
    first, *others = _sheet_names(["Grades", *assignments])
    _fill(book.add_worksheet(first), table.headings, table.rows)
    for assignment, name in zip(assignments, others, strict=True):
        headings, rows = attempt_rows([r for r in records if r.assignment == assignment])
        _fill(book.add_worksheet(name), headings, rows)
    book.close()
    return stream.getvalue()


def _sheet_names(titles: Sequence[str]) -> list[str]:
    """Names that Excel accepts, no two of them alike to it, which cannot tell small from large."""
    names = []
    taken: set[str] = {"history"}
    for title in titles:
        readable = _NOT_IN_A_NAME.sub("-", title)[: _LONGEST_NAME - 4].strip() or "sheet"
        name, again = readable, 1
        while name.lower() in taken:
            again += 1
            name = f"{readable} {again}"
        taken.add(name.lower())
        names.append(name)
    return names


def _fill(sheet: Worksheet, headings: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    widths = [len(heading) for heading in headings]
    for place, cells in enumerate([headings, *rows]):
        for column, value in enumerate(cells):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                # Never ``write``: it looks at a text and decides what it might be.
                sheet.write_string(place, column, _NOT_XML.sub("\ufffd", value))
            else:
                sheet.write_number(place, column, value)
            widths[column] = max(widths[column], len(str(value)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 1, _WIDEST))
    sheet.freeze_panes(1, 1)
