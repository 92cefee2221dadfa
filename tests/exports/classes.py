"""Classes of records, and the files that platforms would write for them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from click.testing import Result
from typer.testing import CliRunner

from autograder.__main__ import app
from autograder.batch.store import save
from autograder.records import FaultRecord, Record, Status
from tests.report.conftest import make_record

OWED: dict[str, Any] = {
    "status": Status.NOT_GRADED,
    "faults": (FaultRecord("GraderFault", "the lane was lost"),),
}
REFUSED: dict[str, Any] = {
    "status": Status.REFUSED,
    "faults": (FaultRecord("SubmissionFault", "This is no notebook."),),
}


def graded(student: str, score: float, **changes: Any) -> Record:
    """A record of so many of 20 points."""
    return make_record(student, **{"score": score, "points": 20.0, **changes})


def kept(folder: Path, records: Iterable[Record]) -> Path:
    """A folder as ``grade --out`` leaves it."""
    for record in records:
        save(folder, record)
    return folder


def export(*arguments: object) -> Result:
    """``python -m autograder export ...``, on a wide terminal."""
    runner = CliRunner(env={"COLUMNS": "4000", "TERM": "dumb"})
    done = runner.invoke(app, ["export", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def canvas(
    rows: Sequence[Sequence[str]],
    *,
    heading: str = "LSTM gates (77)",
    possible: str = "20",
    delimiter: str = ",",
    end: str = "\r\n",
) -> str:
    """Canvas's gradebook as it exports it.

    Args:
        rows: name, Canvas's number, SIS number, login, and what stands in the column.
        heading: of the column.
        possible: what it is worth.
        delimiter: between cells.
        end: of lines.
    """
    identity = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end)
    writer.writerow([*identity, "Quiz (76)", heading, "Current Score", "Final Score"])
    writer.writerow(["", "", "", "", "", "", "Manual Posting", "", ""])
    writer.writerow(
        ["    Points Possible", "", "", "", "", "10", possible, "(read only)", "(read only)"]
    )
    for name, number, sis, login, before in rows:
        writer.writerow([name, number, sis, login, "LSTM, Mondays", "7", before, "70.5", "35"])
    return stream.getvalue()


def moodle(
    rows: Sequence[Sequence[str]],
    *,
    headings: Sequence[str] = (
        *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade"),
        *("Grade can be changed", "Last modified (submission)", "Last modified (grade)"),
        "Feedback comments",
    ),
    word: str = "Participant ",
    most: str = "20.00",
) -> str:
    """Moodle's grading worksheet as it writes it.

    Args:
        rows: number, full name, address, grade, and whether it can be changed.
        headings: in the site's language.
        word: in front of numbers.
        most: the maximum grade.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headings)
    for number, name, address, before, open_ in rows:
        state = "Submitted for grading"
        moment = "Sunday, 1 February 2026, 11:59 PM"
        cells = [f"{word}{number}", name, address, state, before, most, open_, moment, "-", ""]
        writer.writerow(cells)
    return stream.getvalue()


def table(text: str, delimiter: str = ",") -> list[list[str]]:
    """A CSV as a platform would read it."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
