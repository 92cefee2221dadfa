"""Several attempts: which are graded, which counts, and what a new deadline does to a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.attempts import Keep, best_attempts, newest
from autograder.batch.grading import Job, grade_job
from autograder.batch.handed import Handed
from autograder.batch.intake import open_submission
from autograder.batch.late import Deadline
from autograder.batch.store import load, save
from autograder.bundles import checks_of, frame_of
from autograder.commands.intake_options import ClassOptions, fitting
from autograder.course import Bundle
from autograder.examiner.lane import Lane
from autograder.examiner.versions import versions
from autograder.records import QuestionRecord, Record, Status
from autograder.sandbox import Rung
from tests.hostile.vault import VAULT
from tests.intake.materials import lay, notebook


def _record(student: str, attempt: int, score: float, status: Status = Status.GRADED) -> Record:
    return Record(
        assignment="01_tiny",
        student=student,
        attempt=attempt,
        status=status,
        score=score,
        points=10.0,
        submission_sha256="a",
        bundle_sha256="b",
        isolation="full",
        seed=1,
    )


@pytest.mark.parametrize(
    ("says", "attempts", "counts"),
    [
        ("the best", [(4, "graded"), (9, "graded"), (5, "graded")], 2),
        ("of equals the last", [(9, "graded"), (9, "graded"), (5, "graded")], 2),
        ("graded before refused", [(0, "graded"), (0, "refused")], 1),
        ("refused where nothing else is", [(0, "refused"), (0, "refused")], 2),
        ("ungraded, which might be better", [(9, "graded"), (0, "not_graded")], 2),
        ("full marks, which nothing beats", [(10, "graded"), (0, "not_graded")], 1),
        ("ungraded before refused", [(0, "not_graded"), (0, "refused")], 1),
    ],
)
def test_the_best_attempt_counts(says: str, attempts: list[tuple[int, str]], counts: int) -> None:
    """A fault of ours never lowers what a student has, nor hides behind it."""
    records = [
        _record("ada", number, score, Status(status))
        for number, (score, status) in enumerate(attempts, 1)
    ]
    assert [counts] == [record.attempt for record in best_attempts(records)], says


def test_the_best_is_each_students_own() -> None:
    """At each assignment."""
    records = [_record("ada", 1, 3), _record("ben", 1, 2), _record("ada", 2, 1)]
    records.append(replace(_record("ada", 1, 0), assignment="02_other"))
    assert [("01_tiny", "ada", 1), ("01_tiny", "ben", 1), ("02_other", "ada", 1)] == [
        (record.assignment, record.student, record.attempt) for record in best_attempts(records)
    ]


def test_what_lateness_costs_may_decide() -> None:
    """A late attempt that is better may be worth less."""
    records = [_record("ada", 1, 7), replace(_record("ada", 2, 9), late_percent=50.0)]
    (best,) = best_attempts(records)
    assert 1 == best.attempt
    assert 4.5 == records[1].counted_score


def test_the_newest_attempt_is_by_number() -> None:
    """Whatever the order; for each of those whom they belong to."""
    items = [("ada", 2), ("ben", 1), ("ada", 3), ("ada", 1)]
    assert [("ben", 1), ("ada", 3)] == newest(items, lambda i: i[0], lambda i: i[1])


def test_attempts_are_those_of_one_student_at_one_assignment(tmp_path: Path) -> None:
    """Of another assignment they neither are older ones nor move the numbers of this."""
    jobs = [
        Job(Handed(student, attempt, tmp_path), tmp_path / bundle, tmp_path)
        for student, attempt, bundle in (
            *(("ada", 1, "a"), ("ada", 2, "b"), ("ada", 3, "a"), ("ben", 1, "a")),
        )
    ]
    numbered = [("ada", "a", 1), ("ada", "b", 1), ("ada", "a", 2), ("ben", "a", 1)]
    for keep, wanted in ((Keep.LATEST, numbered[1:]), (Keep.BEST, numbered)):
        assert wanted == [
            (job.handed.student, job.bundle.name, job.handed.attempt)
            for job in ClassOptions(None, None, keep).chosen(jobs)
        ]


def test_whose_time_is_not_known_is_told(tmp_path: Path) -> None:
    """Whom a platform marks late in any case, the others where a deadline stands."""
    deadline = Deadline(datetime(2026, 2, 1, 12, tzinfo=UTC))
    handed = [
        Handed("ada", 1, tmp_path, marked_late=True, late_unknown=True),
        Handed("ben", 1, tmp_path),
        Handed("cleo", 1, tmp_path, submitted_at="2026-02-01T12:00:00+00:00", marked_late=True),
    ]
    options = ClassOptions(None, None, Keep.ALL)
    (marked,) = options.untimed(Job(one, Path(), Path()) for one in handed)
    assert "how late: ada." in marked
    both = options.untimed(Job(deadline.stamped(one), Path(), Path()) for one in handed)
    assert [True, False] == ["ada" in words for words in both]
    assert "When ben handed in is not known" in both[1]


def test_of_whom_a_policy_speaks_in_vain_is_told(tmp_path: Path) -> None:
    """A slip of the pen would be silent else; whoever is enrolled may hand in later."""
    late, roster = tmp_path / "late.toml", tmp_path / "who.csv"
    late.write_text(
        "[assignments.a]\ndeadline = 2026-02-01T12:00:00Z\n"
        "[assignments.a.extensions]\nada = 2026-02-02T12:00:00Z\nbem = 2026-02-02T12:00:00Z\n"
        "[assignments.a.handed_in]\ncleo = 2026-02-02T12:00:00Z\n"
    )
    roster.write_text("student,name\ncleo,Cleo\n")
    lay(tmp_path / "in", {"ada.ipynb": notebook("x")})
    for who, strangers in ((None, "bem, cleo"), (roster, "bem")):
        notes = ClassOptions(who, late, Keep.ALL).take_in([tmp_path / "in"], "auto").notes
        assert f"late.toml gives moments to {strangers}, of whom nothing is here." in notes[-1]


def test_a_notebook_of_another_assignment_is_no_attempt(tmp_path: Path) -> None:
    """Unless it is all that somebody handed in: then they are told."""
    lay(
        tmp_path,
        {
            "1.ipynb": notebook("x", assignment="gates"),
            "2.ipynb": notebook("x", assignment="other"),
            "3.ipynb": "{",
            "4.ipynb": notebook("x"),
        },
    )
    handed = [Handed("ada", n, tmp_path / f"{n}.ipynb") for n in (1, 2, 3, 4)]
    handed.append(Handed("ben", 1, tmp_path / "2.ipynb"))
    left = fitting(handed, ("03_gates", "gates"))
    assert [("ada", 1), ("ada", 3), ("ada", 4), ("ben", 1)] == [
        (one.student, one.attempt) for one in left
    ]


def test_a_new_deadline_grades_nobody_again(tmp_path: Path) -> None:
    """The record is kept, and tells the times as they are known now."""
    bundle: Bundle = VAULT
    lay(tmp_path, {"ada.ipynb": notebook("x = 1")})
    came = "2026-02-02T00:00:00+00:00"
    known: dict[str, Any] = {
        "submitted_at": came, "late_seconds": 60.0, "late_percent": 10.0, "marked_late": True,
        "group": ("ada", "ben"),
    }  # fmt: skip
    handed = Handed("ada", 1, tmp_path / "ada.ipynb", **known)
    old = replace(
        _record("ada", 1, 8),
        assignment=bundle.assignment,
        title=bundle.title,
        submission_sha256=open_submission(handed).submission.sha256,
        bundle_sha256=bundle.sha256,
        isolation="none",
        versions=versions(),
        frame_sha256=frame_of(bundle),
        questions=tuple(
            QuestionRecord(one.name, 0.0, one.points, 0.0, checks_sha256=checks_of(one))
            for one in bundle.questions
        ),
    )
    path = save(tmp_path / "out", old)
    outcome = grade_job(Job(handed, Path(), tmp_path / "out"), bundle, Lane(Rung.NONE))
    assert outcome.kept
    assert replace(old, **known) == outcome.record == load(path)
    assert 7.2 == pytest.approx(outcome.record.counted_score)
    assert old.stable() == outcome.record.stable()


def test_a_refusal_tells_the_times_too(tmp_path: Path) -> None:
    """What cannot be read was handed in at some moment all the same."""
    handed = Handed("ada", 1, tmp_path / "a.zip", fault="No.", late_seconds=5.0, late_unknown=True)
    record = grade_job(Job(handed, Path(), tmp_path), VAULT, Lane(Rung.NONE)).record
    assert (Status.REFUSED, 5.0, "a.zip") == (record.status, record.late_seconds, record.source)
    assert record.late_unknown
