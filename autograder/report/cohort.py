"""What the cohort page says: one summary per assignment, faults before everything else."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.records import QuestionRecord, Record, Status, Verdict
from autograder.report.advice import claim
from autograder.report.charts import Distribution, distribution, share
from autograder.report.gradebook import natural_order
from autograder.report.lateness import told_to_staff, with_whom
from autograder.report.plain_text import DASH, counted, number, one_line
from autograder.report.wording import RUNGS, STATUSES, Words

_FAULTS_FIRST = (Status.NOT_GRADED, Status.REFUSED, Status.GRADED)


@dataclass(frozen=True, slots=True)
class Row:
    """One submission in the table of students.

    Attributes:
        page: file name of its page.
        latest: whether it is the last attempt of its student.
        faults: ``family: message``, for the staff.
        score: the total, or a dash where no mark exists.
        percent: share of the points, or None where no mark exists.
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
    lateness: str
    group: tuple[str, ...]
    waiting: str


@dataclass(frozen=True, slots=True)
class QuestionSuccess:
    """How a class did on one question.

    Attributes:
        answers: submissions counted: graded, last attempt, no check owed, marked where people mark.
        full: how many of them earned every point.
        percent: mean share of the points, 0 to 100, or None without answers.
        rescued: how many were correct given an earlier question.
    """

    name: str
    title: str
    points: str
    answers: int
    full: int
    percent: float | None
    rescued: int


@dataclass(frozen=True, slots=True)
class MisconceptionCount:
    """A misconception and how many students of the class hold it."""

    idea: str
    question: str
    hint: str
    students: int
    percent: float


@dataclass(frozen=True, slots=True)
class AssignmentSummary:
    """What the staff see of one assignment. Numbers are of each student's last attempt.

    Attributes:
        late: how many are late, as far as is known.
        late_unknown: of how many it is not known how late they are.
        waiting: answers that a person has still to mark.
        unfinished: submissions whose score lacks what a person has still to give.
        deducted: whether lateness takes anything off; mean and median are of what was earned.
    """

    name: str
    title: str
    students: int
    graded: int
    refused: int
    not_graded: int
    late: int
    late_unknown: int
    waiting: int
    unfinished: int
    deducted: bool
    mean: str
    median: str
    points: str
    rows: tuple[Row, ...]
    questions: tuple[QuestionSuccess, ...]
    misconceptions: tuple[MisconceptionCount, ...]
    distribution: Distribution | None


@dataclass(frozen=True, slots=True)
class Rung:
    """An isolation rung, what it means, and how many submissions ran on it."""

    name: str
    meaning: str
    submissions: int


def summarise(records: Sequence[Record], pages: Sequence[str]) -> tuple[AssignmentSummary, ...]:
    """Sums up a class, one summary per assignment in their order.

    Args:
        records: every graded submission.
        pages: the file name of each record's page, in the same order.
    """
    by_assignment: dict[str, list[tuple[Record, str]]] = {}
    for record, page in zip(records, pages, strict=True):
        by_assignment.setdefault(record.assignment, []).append((record, page))
    return tuple(
        _summary(name, by_assignment[name]) for name in sorted(by_assignment, key=natural_order)
    )


def rungs(records: Iterable[Record]) -> tuple[Rung, ...]:
    """Counts the isolation rungs, the most frequent first."""
    counts = Counter(one_line(record.isolation) or "not recorded" for record in records)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Rung(name, RUNGS.get(name, ""), count) for name, count in ranked)


def _summary(name: str, entries: list[tuple[Record, str]]) -> AssignmentSummary:
    last = {
        record.student: page
        for record, page in sorted(entries, key=lambda entry: (entry[0].attempt, entry[1]))
    }
    latest = [record for record, page in entries if last[record.student] == page]
    graded = [record for record in latest if record.status is Status.GRADED]
    totals = [record.score for record in graded]
    points = max((record.points for record, _ in entries), default=0.0)
    states = Counter(record.status for record in latest)
    rows = sorted(
        (_row(record, page, latest=last[record.student] == page) for record, page in entries),
        key=_faults_first,
    )
    return AssignmentSummary(
        name=one_line(name),
        title=next((one_line(r.title) for r, _ in entries if r.title), "") or one_line(name),
        students=len(latest),
        graded=states[Status.GRADED],
        refused=states[Status.REFUSED],
        not_graded=states[Status.NOT_GRADED],
        late=sum(record.late_seconds > 0 for record in latest),
        late_unknown=sum(record.late_unknown for record in latest),
        waiting=sum(record.waiting for record in latest),
        unfinished=sum(record.waiting > 0 for record in graded),
        deducted=any(record.late_percent > 0 for record in graded),
        mean=number(statistics.fmean(totals)) if totals else DASH,
        median=number(statistics.median(totals)) if totals else DASH,
        points=number(points),
        rows=tuple(rows),
        questions=_question_success(graded),
        misconceptions=_misconceptions(graded),
        distribution=distribution(totals, points),
    )


def _row(record: Record, page: str, *, latest: bool) -> Row:
    marked = record.status is not Status.NOT_GRADED
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
        lateness=told_to_staff(record),
        group=with_whom(record),
        waiting=_waiting(record),
    )


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


def _faults_first(row: Row) -> tuple[int, bool, str, int, str]:
    rank = [STATUSES[status] for status in _FAULTS_FIRST].index(row.words)
    return rank, not row.faults, row.student.casefold(), -row.attempt, row.page


def _question_success(graded: Sequence[Record]) -> tuple[QuestionSuccess, ...]:
    answers: dict[str, list[QuestionRecord]] = {}
    for record in graded:
        for question in record.questions:
            answers.setdefault(question.name, []).append(question)
    return tuple(_success(name, answers[name]) for name in sorted(answers, key=natural_order))


def _success(name: str, answers: Sequence[QuestionRecord]) -> QuestionSuccess:
    counted = [
        question
        for question in answers
        if not question.waits
        and all(check.verdict is not Verdict.NOT_GRADED for check in question.checks)
    ]
    shares = [share(question.score, question.points) for question in counted]
    return QuestionSuccess(
        name=one_line(name),
        title=next((one_line(q.title) for q in answers if q.title), ""),
        points=number(max(question.points for question in answers)),
        answers=len(counted),
        full=sum(question.score >= question.points - 1e-9 for question in counted),
        percent=round(statistics.fmean(shares), 1) if shares else None,
        rescued=sum(bool(question.given) for question in counted),
    )


def _misconceptions(graded: Sequence[Record]) -> tuple[MisconceptionCount, ...]:
    holders: Counter[tuple[str, str]] = Counter()
    hints: dict[tuple[str, str], str] = {}
    for record in graded:
        held = {
            (check.misconception, question.name): check.message
            for question in record.questions
            for check in question.checks
            if check.misconception
        }
        holders.update(held.keys())
        for key, hint in held.items():
            hints.setdefault(key, hint)
    ranked = sorted(
        holders.items(), key=lambda item: (-item[1], natural_order(item[0][1]), item[0])
    )
    return tuple(
        MisconceptionCount(
            idea=claim(idea),
            question=one_line(question),
            hint=one_line(hints[idea, question]),
            students=count,
            percent=share(count, len(graded)),
        )
        for (idea, question), count in ranked
    )
