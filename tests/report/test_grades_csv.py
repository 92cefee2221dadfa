"""The CSV: one row per submission, numbers as numbers, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.records import FaultRecord, Record, Status, Verdict
from autograder.report import write_report
from autograder.report.gradebook import text_cell


def _rows(desk: Any, *records: Record) -> list[dict[str, Any]]:
    write_report(records, desk.out)
    with (desk.out / "grades.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream, quoting=csv.QUOTE_NONNUMERIC))


def test_scores_return_as_written(desk: Any) -> None:
    """What is read from the CSV is what the records hold, as numbers."""
    half = desk.question("q2", desk.check(), desk.check(Verdict.FAILED), score=1.5)
    record = desk.record('zoë, "the" first', desk.question("q1", desk.check()), half, attempt=3)
    expected = {
        "assignment": "03_lstm_gates",
        "student": 'zoë, "the" first',
        "attempt": 3.0,
        "status": "graded",
        "score": 2.5,
        "points": 3.0,
        "hours_late": 0.0,
        "percent_off": 0.0,
        "counts": 2.5,
        "waiting": 0.0,
        "group": "",
        "q1": 1.0,
        "q2": 1.5,
        "faults": "",
    }
    assert [expected] == _rows(desk, record)


def test_questions_stand_in_their_order(desk: Any) -> None:
    """q2 comes before q10, and an assignment without a question leaves its cell empty."""
    many = desk.record("ada", *(desk.question(f"q{n}", desk.check()) for n in (10, 2, 1)))
    few = desk.record("ada", desk.question("q1", desk.check()), assignment="00_feed_forward")
    rows = _rows(desk, many, few)
    columns = ["assignment", "student", "attempt", "status", "score", "points"]
    columns += ["hours_late", "percent_off", "counts", "waiting", "group"]
    assert [*columns, "q1", "q2", "q10", "faults"] == list(rows[0])
    assert ["00_feed_forward", "03_lstm_gates"] == [row["assignment"] for row in rows]
    assert ["", 1.0] == [row["q10"] for row in rows]


def test_no_mark_is_not_a_zero(desk: Any) -> None:
    """What the grader still owes is an empty cell; what the student owes is a zero."""
    ours = desk.record("ada", status=Status.NOT_GRADED, faults=(FaultRecord("GraderFault", "x"),))
    theirs = desk.record(
        "bob", status=Status.REFUSED, faults=(FaultRecord("SubmissionFault", "y"),)
    )
    owed = desk.record("cyd", desk.question("q1", desk.check(Verdict.NOT_GRADED)))
    rows = _rows(desk, ours, theirs, owed)
    assert ["", 0.0, 0.0] == [row["score"] for row in rows]
    assert "" == rows[2]["q1"]
    assert ["GraderFault: x", "SubmissionFault: y", ""] == [row["faults"] for row in rows]


def test_what_lateness_takes_off_is_a_column(desk: Any) -> None:
    """Earned and counting are two numbers; what is unknown is no zero, and nothing is a mark."""
    question = desk.question("q1", desk.check(points=10.0))
    late = {"late_seconds": 93_600.0, "late_percent": 25.5}
    rows = _rows(
        desk,
        desk.record("ada", question, **late, group=("ada", "=ben", "cyd")),
        desk.record("bob", question, late_unknown=True, marked_late=True),
        desk.record("cyd", question, **late, status=Status.NOT_GRADED),
    )
    columns = ("score", "hours_late", "percent_off", "counts", "group")
    assert [
        (10.0, 26.0, 25.5, 7.45, "ada; '=ben; cyd"),
        (10.0, "unknown", 0.0, 10.0, ""),
        ("", 26.0, 25.5, "", ""),
    ] == [tuple(row[column] for column in columns) for row in rows]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "\uff1d1"])
def test_formulas_become_text(desk: Any, text: str) -> None:
    """A cell that a spreadsheet would run starts with an apostrophe."""
    (row,) = _rows(desk, desk.record(text, assignment=text))
    assert f"'{text.strip()}" == row["student"]
    assert f"'{text.strip()}" == row["assignment"]


@given(st.text(alphabet="a;=+-@ \t\r\n\x00\u200b") | st.text())
def test_no_text_opens_a_formula(text: str) -> None:
    """Whatever the text, its cell is one line and opens no formula, also after a semicolon."""
    cell = text_cell(text)
    assert not any(part.strip().startswith(("=", "+", "-", "@")) for part in cell.split(";"))
    assert cell == " ".join(cell.split())


def test_empty_class_has_a_header(desk: Any) -> None:
    """A class without submissions gives a CSV that still opens."""
    write_report([], desk.out)
    expected = (
        '"assignment","student","attempt","status","score","points",'
        '"hours_late","percent_off","counts","waiting","group","faults"\n'
    )
    assert expected == (desk.out / "grades.csv").read_text(encoding="utf-8")
