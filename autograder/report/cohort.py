"""What the desk says of a class: one summary per assignment, faults before everything else."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.records import Record, Status
from autograder.report.attention import MostUrgent
from autograder.report.charts import Distribution, distribution
from autograder.report.clusters import (
    Holder,
    MisconceptionCount,
    SameAnswer,
    misconceptions,
    same_answers,
)
from autograder.report.desk_rows import Row, faults_first, row
from autograder.report.gradebook import natural_order
from autograder.report.page_names import slug
from autograder.report.plain_text import DASH, number, one_line
from autograder.report.question_figures import AlarmView, QuestionFigures, question_figures
from autograder.report.wording import RUNGS

_MOST_URGENT = 8


@dataclass(frozen=True, slots=True)
class Urgent:
    """A submission that needs a person, why, and where to look."""

    holder: Holder
    reason: str
    look: str


@dataclass(frozen=True, slots=True)
class AssignmentSummary:
    """What the staff see of one assignment. Numbers are of each student's last attempt.

    Attributes:
        page: file name of its desk, where there are several.
        late: how many are late, as far as is known.
        late_unknown: of how many it is not known how late they are.
        waiting: answers that a person has still to mark.
        unfinished: submissions whose score lacks what a person has still to give.
        skeleton: submissions in which nothing is answered.
        deducted: whether lateness takes anything off; mean and median are of what was earned.
        columns: names of the questions, as headings of the table of submissions.
        urgent: those that need a person most.
        urgent_in_all: how many need one.
    """

    name: str
    title: str
    page: str
    students: int
    graded: int
    refused: int
    not_graded: int
    late: int
    late_unknown: int
    waiting: int
    unfinished: int
    skeleton: int
    deducted: bool
    mean: str
    median: str
    points: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    questions: tuple[QuestionFigures, ...]
    misconceptions: tuple[MisconceptionCount, ...]
    same_answers: tuple[SameAnswer, ...]
    distribution: Distribution | None
    urgent: tuple[Urgent, ...]
    urgent_in_all: int

    @property
    def alarms(self) -> tuple[AlarmView, ...]:
        """Checks that may be wrong, the loudest first."""
        found = (alarm for question in self.questions for alarm in question.alarms)
        return tuple(sorted(found, key=lambda alarm: -alarm.weight))


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
    by_assignment = entries_by_assignment(records, pages)
    return tuple(_summary(name, entries) for name, entries in by_assignment.items())


def entries_by_assignment(
    records: Sequence[Record], pages: Sequence[str]
) -> dict[str, list[tuple[Record, str]]]:
    """Records with the names of their pages, by assignment, in the order of assignments."""
    found: dict[str, list[tuple[Record, str]]] = {}
    for record, page in zip(records, pages, strict=True):
        found.setdefault(record.assignment, []).append((record, page))
    return {name: found[name] for name in sorted(found, key=natural_order)}


def last_pages(entries: Iterable[tuple[Record, str]]) -> dict[str, str]:
    """The page of each student's last attempt at an assignment."""
    return {
        record.student: page
        for record, page in sorted(entries, key=lambda entry: (entry[0].attempt, entry[1]))
    }


def rungs(records: Iterable[Record]) -> tuple[Rung, ...]:
    """Counts the isolation rungs, the most frequent first."""
    counts = Counter(one_line(record.isolation) or "not recorded" for record in records)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Rung(name, RUNGS.get(name, ""), count) for name, count in ranked)


def holder(record: Record, page: str) -> Holder:
    """Whose a record is, and where it is shown."""
    return Holder(one_line(record.student) or "(no name)", page)


def _summary(name: str, entries: list[tuple[Record, str]]) -> AssignmentSummary:
    last = last_pages(entries)
    latest = [(record, page) for record, page in entries if last[record.student] == page]
    graded = [record for record, _ in latest if record.status is Status.GRADED]
    holders = [holder(record, page) for record, page in latest if record.status is Status.GRADED]
    totals = [record.score for record in graded]
    points = max((record.points for record, _ in entries), default=0.0)
    states = Counter(record.status for record, _ in latest)
    columns = sorted({q.name for record, _ in entries for q in record.questions}, key=natural_order)
    rows = sorted(
        (
            row(record, page, columns, points, latest=last[record.student] == page)
            for record, page in entries
        ),
        key=faults_first,
    )
    urgent, in_all = _urgent(latest)
    return AssignmentSummary(
        name=one_line(name),
        title=next((one_line(r.title) for r, _ in entries if r.title), "") or one_line(name),
        page=f"{slug(name)}.html",
        students=len(latest),
        graded=states[Status.GRADED],
        refused=states[Status.REFUSED],
        not_graded=states[Status.NOT_GRADED],
        late=sum(record.late_seconds > 0 for record, _ in latest),
        late_unknown=sum(record.late_unknown for record, _ in latest),
        waiting=sum(record.waiting for record, _ in latest),
        unfinished=sum(record.waiting > 0 for record in graded),
        skeleton=sum(one.latest and "skeleton" in one.needs for one in rows),
        deducted=any(record.late_percent > 0 for record in graded),
        mean=number(statistics.fmean(totals)) if totals else DASH,
        median=number(statistics.median(totals)) if totals else DASH,
        points=number(points),
        columns=tuple(map(one_line, columns)),
        rows=tuple(rows),
        questions=question_figures(graded, holders),
        misconceptions=misconceptions(graded, holders),
        same_answers=same_answers(graded, holders),
        distribution=distribution(totals, points),
        urgent=urgent,
        urgent_in_all=in_all,
    )


def _urgent(latest: Sequence[tuple[Record, str]]) -> tuple[tuple[Urgent, ...], int]:
    most = MostUrgent(_MOST_URGENT)
    pages = {id(record): page for record, page in latest}
    for record, _ in latest:
        most.add(record)
    found = tuple(
        Urgent(holder(one.record, pages[id(one.record)]), one.reason, one.look)
        for one in most.listed()
    )
    return found, most.seen
