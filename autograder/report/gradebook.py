"""The CSV: one row per submission, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence

from autograder.records import QuestionRecord, Record, Status, Verdict
from autograder.report.plain_text import one_line

Value = str | float | None
"""What a cell holds."""

_FIRST = (
    *("assignment", "student", "attempt", "status", "score", "points"),
    *("hours_late", "percent_off", "counts", "waiting", "group"),
)
# Some spreadsheets read the full-width forms of the four signs like the plain ones.
_OPENERS = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(_OPENERS)
_FORMULA_AFTER_SEPARATOR = re.compile(rf"(;\s*)(?={_OPENERS})")


def grades_csv(records: Sequence[Record]) -> str:
    """Returns the grades as CSV text, sorted by assignment, student and attempt.

    A cell that the grader still owes (``not_graded``) is empty, because a zero would be a mark. So
    is that of a question which a person has still to mark; ``waiting`` counts these. ``counts`` is
    the score without what lateness takes off; nothing counts before everything is marked.
    """
    headings, rows = attempt_rows(records)
    return csv_text(headings, rows)


def attempt_rows(records: Sequence[Record]) -> tuple[list[str], list[list[Value]]]:
    """Returns the headings and the rows of ``grades_csv``."""
    questions = sorted(
        {one_line(question.name) for record in records for question in record.questions},
        key=natural_order,
    )
    ordered = sorted(records, key=lambda r: (r.assignment, r.student, r.attempt))
    headings = [*_FIRST, *map(text_cell, questions), "faults"]
    return headings, [_row(record, questions) for record in ordered]


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Returns a table as CSV: texts in quotes, numbers without, nothing where there is nothing.

    Args:
        headings: the first row.
        rows: texts in them have passed ``text_cell``.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(headings)
    writer.writerows(rows)
    return stream.getvalue()


def text_cell(text: str) -> str:
    """Returns text that no spreadsheet takes for a formula, on one line.

    Quotation protects from the comma only, and half of Europe's spreadsheets separate at the
    semicolon, so a formula after a semicolon is defused as well.
    """
    line = _FORMULA_AFTER_SEPARATOR.sub(r"\1'", one_line(text))
    return f"'{line}" if _FORMULA.match(line) or text[:1] in {"\t", "\r"} else line


def natural_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Returns a sort key that puts ``q2`` before ``q10``."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.findall(r"[0-9]{1,9}|[^0-9]+", name)
    )


def _row(record: Record, questions: Sequence[str]) -> list[Value]:
    owed = record.status is Status.NOT_GRADED
    scores = {one_line(q.name): _question_score(q) for q in record.questions}
    return [
        text_cell(record.assignment),
        text_cell(record.student),
        record.attempt,
        record.status.value,
        None if owed else number_cell(record.score),
        number_cell(record.points),
        "unknown" if record.late_unknown else number_cell(record.late_seconds / 3600),
        number_cell(record.late_percent),
        None if owed or record.waiting else number_cell(record.counted_score),
        record.waiting,
        text_cell("; ".join(one_line(member) for member in record.group)),
        *(None if owed else scores.get(name) for name in questions),
        text_cell(
            " | ".join(f"{one_line(f.family)}: {one_line(f.message)}" for f in record.faults)
        ),
    ]


def _question_score(question: QuestionRecord) -> float | None:
    owed = any(check.verdict is Verdict.NOT_GRADED for check in question.checks)
    return None if owed or question.waits else number_cell(question.score)


def number_cell(value: float) -> float | None:
    """Returns a number as a spreadsheet shows it best; nothing where it is not finite."""
    if not math.isfinite(value):
        return None
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
