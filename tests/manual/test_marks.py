"""From the sandbox to the worksheet and back: marks are given once and outlive every grading."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.marking import Entered, enter_marks
from autograder.batch.replay import replay
from autograder.batch.store import staging, take_over
from autograder.records import Record, Status
from autograder.worksheet import WorksheetError, rows_of, worksheet_csv

pytestmark = pytest.mark.xdist_group("lane")

Marks = dict[tuple[str, str], tuple[str, str]]


def _filled(records: list[Record], marks: Marks, *, every: bool = False) -> bytes:
    """The worksheet of these records as a spreadsheet saves it, with points and comments in it."""
    text = worksheet_csv(rows_of(records, every=every)).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    for row in rows:
        points, comment = marks.get((row["student"], row["question"]), ("", ""))
        writer.writerow(row | ({"points": points, "comment": comment} if points else {}))
    return stream.getvalue().encode("utf-8-sig")


def _told(record: Record) -> list[tuple[str, float, bool]]:
    return [(question.name, question.score, question.marked) for question in record.questions]


def test_a_person_marks_and_a_regrade_keeps_it(small_class: Any) -> None:
    """Graded, written down, marked, entered; then a check is edited, and everything is forced."""
    for student in ("ada", "ben"):
        small_class.hand_in(student)
        small_class.grade(student)
    ada, ben = (small_class.record(student) for student in ("ada", "ben"))
    assert [("q1", 2, False), ("q2", 0, False), ("q3", 1, False), ("q4", 0, False)] == _told(ada)
    assert (3.0, 7.5, 2, Status.GRADED) == (ada.score, ada.points, ada.waiting, ada.status)
    assert "Zero, because it changes no sum." == ada.questions[1].response
    assert "plt.plot([1, 3, 6])" in ada.questions[3].response

    marks: Marks = {("ada", "q2"): ("2.5", "A good reason.\n=no formula"), ("ben", "q2"): ("0", "")}
    entered = enter_marks(small_class.out, _filled([ada, ben], marks))
    assert Entered(marked=2, again=0, unchanged=0, empty=2) == entered
    marked = small_class.record("ada")
    assert (5.5, 1) == (marked.score, marked.waiting)
    assert "A good reason.\n=no formula" == marked.questions[1].comment
    assert (3.0, 1) == (small_class.record("ben").score, small_class.record("ben").waiting)

    small_class.edit_check()
    again = small_class.grade("ada")
    assert not again.kept
    assert "q1" in {question.name for question in again.record.questions}
    assert small_class.bundle.sha256 == small_class.record("ada").bundle_sha256
    assert _told(marked) == _told(small_class.record("ada"))
    small_class.grade("ada", force=True)
    assert marked.questions[1] == small_class.record("ada").questions[1]
    assert 5.5 == small_class.record("ada").score
    assert small_class.grade("ada").kept


def test_the_same_worksheet_twice_changes_nothing(small_class: Any) -> None:
    """Whoever is interrupted enters it again; a second opinion is told as such."""
    small_class.hand_in("ada")
    small_class.grade("ada")
    before = [small_class.record("ada")]
    worksheet = _filled(before, {("ada", "q2"): ("1", "Why?"), ("ada", "q4"): ("1.5", "")})
    assert Entered(2, 0, 0, 0) == enter_marks(small_class.out, worksheet)
    once = small_class.record("ada")
    assert Entered(0, 0, 2, 0) == enter_marks(small_class.out, worksheet)
    assert once == small_class.record("ada")
    assert [] == rows_of([once])
    other = _filled([once], {("ada", "q2"): ("3", "Now I see.")}, every=True)
    assert Entered(0, 1, 1, 0) == enter_marks(small_class.out, other)
    assert (7.5, 0) == (small_class.record("ada").score, small_class.record("ada").waiting)


def test_another_answer_keeps_its_mark_and_says_so(small_class: Any) -> None:
    """A new text grades nobody again, is not marked with the old worksheet, and comes up again."""
    small_class.hand_in("ada")
    small_class.grade("ada")
    worksheet = _filled([small_class.record("ada")], {("ada", "q2"): ("2", "Fine.")})
    enter_marks(small_class.out, worksheet)
    small_class.hand_in("ada", reason="I have thought again.")
    outcome = small_class.grade("ada")
    assert outcome.kept
    assert outcome.change is not None
    assert ("q2: another answer, for a person to read",) == outcome.change.questions
    question = small_class.record("ada").questions[1]
    assert (2.0, "Fine.", True) == (question.score, question.comment, question.changed_since)
    with pytest.raises(WorksheetError, match=r"Row 2: the answer of ada to q2 is not the one"):
        enter_marks(small_class.out, worksheet)
    (row, _) = rows_of([small_class.record("ada")])
    assert ("q2", None, "changed since it was marked with 2") == (
        *(row.question, row.points, row.state),
    )
    enter_marks(small_class.out, _filled([small_class.record("ada")], {("ada", "q2"): ("3", "")}))
    question = small_class.record("ada").questions[1]
    assert (3.0, "", False) == (question.score, question.comment, question.changed_since)


def test_a_refused_file_does_not_lose_marks(small_class: Any) -> None:
    """A broken upload earns nothing and keeps what was marked for the repaired one."""
    small_class.hand_in("ada")
    small_class.grade("ada")
    enter_marks(small_class.out, _filled([small_class.record("ada")], {("ada", "q2"): ("2", "")}))
    (small_class.handed / "ada.ipynb").write_text("half of it")
    small_class.grade("ada")
    refused = small_class.record("ada")
    assert (Status.REFUSED, 0.0, 7.5) == (refused.status, refused.score, refused.points)
    small_class.hand_in("ada")
    small_class.grade("ada")
    assert (5.0, 1) == (small_class.record("ada").score, small_class.record("ada").waiting)


def test_a_mark_given_while_a_change_was_looked_at_survives(small_class: Any) -> None:
    """--diff stages records; whoever marks before they are taken over is not overruled."""
    small_class.hand_in("ada")
    small_class.grade("ada")
    small_class.edit_check()
    small_class.grade("ada", stage=True)
    assert list(staging(small_class.out).glob("*/*/1.json"))
    enter_marks(small_class.out, _filled([small_class.record("ada")], {("ada", "q2"): ("2", "")}))
    assert 1 == take_over(small_class.out)
    record = small_class.record("ada")
    assert (5.0, small_class.bundle.sha256) == (record.score, record.bundle_sha256)


def test_a_record_with_marks_can_be_replayed(small_class: Any) -> None:
    """What a person gave is no outcome of the examination."""
    small_class.hand_in("ada")
    small_class.grade("ada")
    unmarked = small_class.record("ada")
    enter_marks(small_class.out, _filled([unmarked], {("ada", "q2"): ("2", "")}))
    record = small_class.record("ada")
    assert replay(small_class.out, record, small_class.lane).reproduces
    assert unmarked.stable() == record.stable()


def test_code_for_a_person_runs_and_costs_only_itself(small_class: Any) -> None:
    """A picture that never ends takes no point from the checked questions."""
    small_class.hand_in("ada", picture="while True:\n    pass")
    small_class.grade("ada")
    record = small_class.record("ada")
    assert [2.0, 1.0] == [question.score for question in record.questions if not question.manual]
    assert any("timed out" in (cell.error or "") for cell in record.cells)
    small_class.hand_in("ben", picture=f"{small_class.bundle.cells[0].source}\nplotted = 1 / 0")
    small_class.grade("ben")
    assert 3.0 == small_class.record("ben").score


SLIPS = {
    "a decimal comma": ({"points": "1,5"}, r"Row 2: '1,5' is not a number of points. Write 1.5."),
    "a word": ({"points": "good"}, r"Row 2: 'good' is not a number"),
    "not a number": ({"points": "nan"}, r"Row 2: 'nan' is not a number"),
    "too many": ({"points": "3.5"}, r"Row 2: 3.5 points: it is worth 0 to 3."),
    "less than nothing": ({"points": "-1"}, r"Row 2: -1 points: it is worth 0 to 3."),
    "no points": ({"comment": "Nice"}, r"Row 2: there is a comment and no points"),
    "unknown student": (
        {"student": "zoe", "response id": "r1"},
        r"Row 2: nobody called 'zoe' has a record of 01_marked",
    ),
    "unknown assignment": (
        {"assignment": "99_x", "response id": ""},
        r"Row 2: there is no record of '99_x'",
    ),
    "unknown attempt": ({"attempt": "7", "response id": ""}, r"Row 2: ada has no attempt '7'"),
    "unknown question": ({"question": "q9", "response id": ""}, r"Row 2: .* no question 'q9'"),
    "a checked question": ({"question": "q1", "response id": ""}, r"Row 2: q1 .* is checked"),
    "no key": ({"response id": ""}, r"Row 2: its response id is gone"),
    "rows mixed up": ({"student": "ben"}, r"Row 2: its names and its response id belong to diff"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_one_wrong_row_enters_nothing(small_class: Any, slip: str) -> None:
    """The row is named as a spreadsheet counts it; right rows beside it do not count either."""
    small_class.hand_in("ada")
    small_class.grade("ada")
    before = small_class.record("ada")
    rows = list(csv.DictReader(io.StringIO(worksheet_csv(rows_of([before]))[1:], newline="")))
    changes, words = SLIPS[slip]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows([rows[0] | {"points": "1"} | changes, rows[1] | {"points": "1"}])
    if slip == "no points":
        stream = io.StringIO(stream.getvalue().replace('"1"', "").replace(",1,Nice", ",,Nice"))
    with pytest.raises(WorksheetError, match=words):
        enter_marks(small_class.out, stream.getvalue().encode())
    assert before == small_class.record("ada")


def test_a_worksheet_of_two_rows_for_one_answer(small_class: Any) -> None:
    """Nobody can know which of them is meant."""
    small_class.hand_in("ada")
    small_class.grade("ada")
    worksheet = _filled([small_class.record("ada")], {("ada", "q2"): ("1", "")})
    lines = worksheet.decode("utf-8-sig").splitlines(keepends=True)
    doubled = "".join([*lines[:2], lines[1], *lines[2:]])
    with pytest.raises(WorksheetError, match="Row 3: it is about the same answer as row 2"):
        enter_marks(small_class.out, doubled.encode())


def test_what_waits_is_told_and_is_no_zero(small_class: Any, tmp_path: Path) -> None:
    """Page, class page, CSV and Gradescope: first it waits, then points and words are there."""
    from autograder.batch.gradescope_run import results_of
    from autograder.report import write_report

    small_class.hand_in("ada", reason="<script>alert(1)</script> \x1b[31m=1+1\u202e")
    small_class.grade("ada")
    record = small_class.record("ada")
    write_report([record], tmp_path / "report")
    (page,) = (tmp_path / "report" / "students").iterdir()
    text = page.read_text("utf-8")
    assert "2 questions with 4.5 points wait for a person who marks" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =1+1" in text
    assert "\x1b" not in text
    index = (tmp_path / "report" / "index.html").read_text("utf-8")
    assert "q2, q4 to be marked" in index
    (row,) = csv.DictReader(io.StringIO((tmp_path / "report" / "grades.csv").read_text("utf-8")))
    assert ("3", "", "2", "2", "") == (
        *(row["score"], row["counts"], row["waiting"], row["q1"], row["q2"]),
    )
    tests = {test["name"]: test for test in results_of(record)["tests"]}
    assert "score" not in tests["q2: Why zero?"]
    assert "A person reads this" in tests["q2: Why zero?"]["output"]

    enter_marks(
        small_class.out,
        _filled([record], {("ada", "q2"): ("2.5", "Nearly."), ("ada", "q4"): ("1.5", "")}),
    )
    record = small_class.record("ada")
    write_report([record], tmp_path / "report")
    text = page.read_text("utf-8")
    assert "wait for a person" not in text
    assert "Nearly." in text
    (row,) = csv.DictReader(io.StringIO((tmp_path / "report" / "grades.csv").read_text("utf-8")))
    assert ("7", "7", "0", "2.5", "1.5") == (
        *(row["score"], row["counts"], row["waiting"], row["q2"], row["q4"]),
    )
    (test,) = (t for t in results_of(record)["tests"] if t["name"] == "q2: Why zero?")
    assert (2.5, 3.0, "Nearly.") == (test["score"], test["max_score"], test["output"])


def test_records_are_plain_json(small_class: Any) -> None:
    """What a student writes into an answer is text in a record, whatever it is."""
    small_class.hand_in("ada", reason="\ud800 \x00 {'__class__': 1}")
    small_class.grade("ada")
    path = small_class.out / "01_marked" / "ada" / "1.json"
    (answer,) = [q for q in json.loads(path.read_text())["questions"] if q["name"] == "q2"]
    assert "? " in answer["response"]
    assert "\x00" not in answer["response"]
