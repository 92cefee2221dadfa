"""The worksheet in which people mark: one row an answer, written and read again.

A spreadsheet is a rough place for text: it runs formulas, separates at semicolons, drops leading
zeros. So what it could take for a formula is defused, and each row carries a key that says which
answer was read when its points were given.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.inert_text import inert
from autograder.records import Record, response_hash

COLUMNS = (
    *("assignment", "student", "attempt", "question", "title", "points possible"),
    *("response", "points", "comment", "state", "response id"),
)
COMMENT_LIMIT = 4_000
"""Characters of a comment; what is longer would be cut on the student's page."""

_NEEDED = ("assignment", "student", "attempt", "question", "points", "comment", "response id")
_LARGEST = 64 * 2**20
_NAME_LIMIT = 400
_RESPONSE_LIMIT = 30_000
_MOST_TOLD = 20
# Some spreadsheets read the full-width forms of the four signs like the plain ones.
_OPENERS = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_GUARDED = re.compile(rf"(^|[\n;])([^\S\n]*)('*)(?={_OPENERS})")
_UNGUARDED = re.compile(rf"(^|[\n;])([^\S\n]*)'('*)(?={_OPENERS})")
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?|\.[0-9]{1,6}|-[0-9.]{1,8}")


class WorksheetError(ValueError):
    """A worksheet that cannot be used; nothing of it counts.

    Attributes:
        problems: one sentence each, with the row where there is one.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        told = list(problems[:_MOST_TOLD])
        if len(problems) > len(told):
            told.append(f"... and {len(problems) - len(told)} more.")
        super().__init__("\n".join(told))
        self.problems = tuple(told)


@dataclass(frozen=True, slots=True)
class Row:
    """One answer that a person marks, as the worksheet shows it.

    Attributes:
        possible: the most points.
        points: what was given, or None where that is still to be said.
        state: what is to be known of it, in words.
        key: says which answer this is; another one has another.
    """

    assignment: str
    student: str
    attempt: int
    question: str
    title: str
    possible: float
    response: str
    points: float | None
    comment: str
    state: str
    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a worksheet that came back.

    Attributes:
        number: as a spreadsheet counts rows; the headings are row 1.
        names: assignment, student, attempt and question, as they were written.
        points: None where nothing was entered.
    """

    number: int
    names: tuple[str, str, str, str]
    key: str
    points: float | None
    comment: str


def rows_of(records: Iterable[Record], *, every: bool = False) -> list[Row]:
    """The rows of a worksheet, sorted by assignment, question, student and attempt.

    Args:
        records: of anybody.
        every: marked answers as well; else those that wait, and those that changed since.
    """
    rows = []
    for record in records:
        for question in record.questions:
            if not question.manual or not (every or question.waits or question.changed_since):
                continue
            state, settled = "waits", question.marked and not question.changed_since
            if question.changed_since:
                # The old points are told and not filled in: somebody has to look again.
                state = f"changed since it was marked with {question.score:g}"
            elif question.marked:
                state = "marked"
            rows.append(
                Row(
                    assignment=record.assignment,
                    student=record.student,
                    attempt=record.attempt,
                    question=question.name,
                    title=question.title,
                    possible=question.points,
                    response=question.response,
                    points=question.score if settled else None,
                    comment=question.comment if settled else "",
                    state=state,
                    key=key_of(record, question.name, question.response),
                )
            )
    return sorted(rows, key=lambda r: (r.assignment, r.question, r.student, r.attempt))


def key_of(record: Record, question: str, response: str) -> str:
    """What one answer of one attempt is known by in a worksheet."""
    names = [record.assignment, record.student, record.attempt, question, response_hash(response)]
    digest = hashlib.sha256(json.dumps(names).encode()).hexdigest()
    # A letter in front: no spreadsheet takes it for a number.
    return f"r{digest[:16]}"


def cells_of(row: Row) -> list[str]:
    """A row as the texts of its cells, none of which a spreadsheet runs."""
    return [
        plain_name(row.assignment),
        plain_name(row.student),
        str(row.attempt),
        plain_name(row.question),
        plain_name(row.title),
        f"{row.possible:g}",
        guarded(inert(row.response, _RESPONSE_LIMIT)),
        "" if row.points is None else f"{row.points:g}",
        guarded(inert(row.comment, COMMENT_LIMIT)),
        row.state,
        row.key,
    ]


def worksheet_csv(rows: Iterable[Row]) -> str:
    """The worksheet as a spreadsheet likes it: a byte order mark, CRLF, every cell in quotes."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows(map(cells_of, rows))
    return f"\ufeff{stream.getvalue()}"


def read_worksheet(data: bytes) -> list[Entry]:
    """The rows of a worksheet that came back, as a spreadsheet or a person left it.

    Args:
        data: CSV, separated by commas, semicolons or tabs.

    Raises:
        WorksheetError: it cannot be read; every problem is told, with its row.
    """
    rows, separator = _rows(data)
    if not rows:
        raise WorksheetError(["It is empty. Write a new one with --to."])
    heads = [head.strip().lower() for head in rows[0]]
    lacking = [name for name in _NEEDED if name not in heads]
    if lacking:
        raise WorksheetError(
            [
                f"Row 1 has no column {', '.join(map(repr, lacking))}. Keep the headings of the "
                "worksheet as they were written."
            ]
        )
    columns = {name: heads.index(name) for name in _NEEDED}
    entries, problems = [], []
    for number, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        row = {name: cells[n] if n < len(cells) else "" for name, n in columns.items()}
        try:
            entries.append(_entry(number, row, separator))
        except ValueError as error:
            problems.append(f"Row {number}: {error}")
    if problems:
        raise WorksheetError(problems)
    return entries


def guarded(text: str) -> str:
    """Text in which no line, and no part after a semicolon, opens a formula.

    Half of Europe's spreadsheets separate at the semicolon, whatever stands in quotes.
    """
    return _GUARDED.sub(r"\1\2\3'", text)


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return _UNGUARDED.sub(r"\1\2\3", text)


def plain_name(name: str) -> str:
    """A name as the worksheet writes it: one line, and no formula."""
    return guarded(" ".join(inert(name, _NAME_LIMIT).split()))


def _rows(data: bytes) -> tuple[list[list[str]], str]:
    if len(data) > _LARGEST:
        raise WorksheetError([f"It is larger than {_LARGEST >> 20} MiB. Is it the right file?"])
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        words = "It is not UTF-8 text. In the spreadsheet, save it as 'CSV UTF-8'."
        raise WorksheetError([words]) from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)), separator
    except csv.Error as error:
        raise WorksheetError([f"It is not CSV: {error}. Save it again as 'CSV UTF-8'."]) from None


def _entry(number: int, row: dict[str, str], separator: str) -> Entry:
    points, comment = row["points"].strip(), unguarded(row["comment"])
    comment = inert(comment.strip(), COMMENT_LIMIT + 1)
    if len(comment) > COMMENT_LIMIT:
        raise ValueError(f"the comment is longer than {COMMENT_LIMIT:,} characters. Shorten it.")
    if comment and not points:
        raise ValueError("there is a comment and no points. Enter points, 0 if it earns none.")
    names = (row["assignment"], row["student"], row["attempt"], row["question"])
    return Entry(
        number=number,
        names=(*map(_name, names),),  # type: ignore[arg-type]
        key=row["response id"].strip(),
        points=_points(points, separator) if points else None,
        comment=comment,
    )


def _name(cell: str) -> str:
    return " ".join(cell.split())


def _points(text: str, separator: str) -> float:
    """The number that was entered.

    Where commas do not separate cells, the spreadsheet writes its decimals with them.
    """
    written = text.replace(",", ".") if separator != "," else text
    if not _NUMBER.fullmatch(written):
        advice = f" Write {text.replace(',', '.')}." if re.fullmatch(r"[0-9]+,[0-9]+", text) else ""
        raise ValueError(f"{inert(text, 40)!r} is not a number of points.{advice}")
    try:
        return float(written)
    except ValueError:
        raise ValueError(f"{inert(text, 40)!r} is not a number of points.") from None
