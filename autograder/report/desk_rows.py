"""The table of submissions: one row for each, what needs a hand first."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.records import QuestionRecord, Record, Status, Verdict
from autograder.report.charts import bin_of, share
from autograder.report.items import finite, share_of
from autograder.report.lateness import told_to_staff, with_whom
from autograder.report.plain_text import DASH, counted, number, one_line
from autograder.report.question_figures import untouched
from autograder.report.wording import STATUSES, Words

NEEDS = {
    "ours": "not graded, or a check owed",
    "refused": "refused",
    "ended": "hung, crashed, out of memory",
    "waiting": "to be marked",
    "late": "late, or perhaps late",
    "skeleton": "nothing answered",
}
"""Why a row may be looked for, and how that is called in the list of choices. A closed set."""

_FAULTS_FIRST = (Status.NOT_GRADED, Status.REFUSED, Status.GRADED)
_ENDED = (Verdict.TIMED_OUT, Verdict.CRASHED, Verdict.OUT_OF_MEMORY)
_OPEN = "…"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one question earned.

    Attributes:
        text: points, a dash where there is no such question, dots where no mark exists yet.
        level: ``0`` to ``4``, from nothing to everything; empty where there is no mark.
    """

    text: str
    level: str


@dataclass(frozen=True, slots=True)
class Row:
    """One submission in the table of students.

    Attributes:
        page: file name of its page.
        latest: whether it is the last attempt of its student.
        faults: ``family: message``, for the staff.
        score: the total, or a dash where no mark exists.
        percent: share of the points, or None where no mark exists.
        column: which column of the chart it stands in, or None.
        cells: what each question earned, in the order of the table.
        needs: those of ``NEEDS`` that hold.
        lateness: how late, and what that takes off, in a few words.
        group: the others of the group that handed in together.
        waiting: what a person has still to mark or to look at again, in a few words.
    """

    student: str
    attempt: int
    page: str
    latest: bool
    words: Words
    faults: tuple[str, ...]
    score: str
    points: str
    percent: float | None
    column: int | None
    cells: tuple[Cell, ...]
    needs: tuple[str, ...]
    lateness: str
    group: tuple[str, ...]
    waiting: str


def row(record: Record, page: str, questions: Sequence[str], points: float, *, latest: bool) -> Row:
    """The row of one submission.

    Args:
        record: of the submission.
        page: file name of its page.
        questions: names of the assignment's questions, in order.
        points: that the assignment's chart goes up to.
        latest: whether it is the last attempt of its student.
    """
    marked = record.status is not Status.NOT_GRADED
    in_chart = latest and record.status is Status.GRADED
    return Row(
        student=one_line(record.student) or "(no name)",
        attempt=record.attempt,
        page=page,
        latest=latest,
        words=STATUSES[record.status],
        faults=tuple(f"{one_line(f.family)}: {one_line(f.message)}" for f in record.faults),
        score=number(record.score) if marked else DASH,
        points=number(record.points),
        percent=share(record.score, record.points) if marked else None,
        column=bin_of(record.score, points) if in_chart else None,
        cells=_cells(record, questions),
        needs=_needs(record),
        lateness=told_to_staff(record),
        group=with_whom(record),
        waiting=_waiting(record),
    )


def faults_first(one: Row) -> tuple[int, bool, str, int, str]:
    """Sorts rows: ours, then refused, then repaired, then the others by name."""
    rank = [STATUSES[status] for status in _FAULTS_FIRST].index(one.words)
    return rank, not one.faults, one.student.casefold(), -one.attempt, one.page


def _cells(record: Record, questions: Sequence[str]) -> tuple[Cell, ...]:
    if record.status is not Status.GRADED:
        return tuple(_cell(DASH, "") for _ in questions)
    by_name = {question.name: question for question in reversed(record.questions)}
    return tuple(
        _answer(by_name[name]) if name in by_name else _cell(DASH, "") for name in questions
    )


def _answer(question: QuestionRecord) -> Cell:
    if question.waits or any(c.verdict is Verdict.NOT_GRADED for c in question.checks):
        return _cell(_OPEN, "")
    return _cell(number(question.score), level(share_of(question)))


@functools.lru_cache(maxsize=4096)
def _cell(text: str, of_level: str) -> Cell:
    """One cell; a class has the same ones again and again, so that each is kept once."""
    return Cell(text, of_level)


def level(value: float) -> str:
    """The step of a share from 0 to 1: ``0`` is nothing, ``4`` is everything."""
    if value >= 1 - 1e-9:
        return "4"
    return "0" if value <= 0 else "1" if value < 0.4 else "2" if value < 0.7 else "3"


def _needs(record: Record) -> tuple[str, ...]:
    verdicts = {check.verdict for question in record.questions for check in question.checks}
    checked = [question for question in record.questions if question.checks]
    found = {
        "ours": record.status is Status.NOT_GRADED or Verdict.NOT_GRADED in verdicts,
        "refused": record.status is Status.REFUSED,
        "ended": any(verdict in verdicts for verdict in _ENDED),
        "waiting": record.waiting > 0 or any(q.changed_since for q in record.questions),
        "late": finite(record.late_seconds) > 0 or record.late_unknown,
        "skeleton": bool(checked) and all(untouched(question) for question in checked),
    }
    return tuple(need for need in NEEDS if found[need])


def _waiting(record: Record) -> str:
    changed = sum(question.changed_since for question in record.questions)
    words = []
    if record.waiting:
        words.append(
            f"{', '.join(one_line(q.name) for q in record.questions if q.waits)} to be marked"
        )
    if changed:
        words.append(f"{counted(changed, 'answer')} changed since marked")
    return "; ".join(words)
