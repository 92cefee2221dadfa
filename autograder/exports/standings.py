"""What counts for whom: one attempt of each student at each assignment."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.batch.attempts import Keep, best_attempts, newest
from autograder.batch.policy_file import slug_of
from autograder.faults import GraderFault
from autograder.records import Record, Status
from autograder.report.lateness import told_to_staff
from autograder.report.plain_text import number, one_line


@dataclass(frozen=True, slots=True)
class Standing:
    """What one student has.

    Attributes:
        value: what counts; None where the grader owes a mark, which is never a zero.
        note: what somebody who reads the value has to know, mostly nothing.
    """

    student: str
    value: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standings:
    """What a whole class has, at one assignment or in total.

    Attributes:
        title: what it is, for people.
        names: what a platform's column for it may be called.
        worth: the most that can be had.
        entries: one for each student, in order of their names.
    """

    title: str
    names: tuple[str, ...]
    worth: float
    entries: tuple[Standing, ...]


def counting_records(records: Iterable[Record], keep: Keep) -> list[Record]:
    """The record that counts of each student at each assignment, in a fixed order.

    Args:
        records: every attempt of everybody.
        keep: ``best``; with anything else the last attempt counts.

    Raises:
        GraderFault: an attempt has two records.
    """
    everything = sorted(records, key=lambda r: (r.assignment, r.student, r.attempt))
    seen: set[tuple[str, str, int]] = set()
    for record in everything:
        attempt = (record.assignment, record.student, record.attempt)
        if attempt in seen:
            raise GraderFault(
                f"There are two records of attempt {record.attempt} of {record.student!r} at "
                f"{record.assignment}. Delete the one that was copied, or grade again."
            )
        seen.add(attempt)
    if keep is Keep.BEST:
        return best_attempts(everything)
    return newest(everything, lambda r: (r.assignment, r.student), lambda r: r.attempt)


def of_assignment(counting: Sequence[Record], assignment: str) -> Standings:
    """The standings at one assignment.

    Args:
        counting: one record of each student, as ``counting_records`` gives them.
        assignment: its full name.

    Raises:
        GraderFault: its records do not agree on what it is worth.
    """
    records = [record for record in counting if record.assignment == assignment]
    titles = [one_line(record.title) for record in records if record.title]
    return Standings(
        titles[0] if titles else assignment,
        tuple(dict.fromkeys([*titles[:1], assignment, slug_of(assignment)])),
        worth_of(records),
        tuple(_standing(record) for record in records),
    )


def worth_of(records: Sequence[Record]) -> float:
    """What an assignment is worth by its records.

    Raises:
        GraderFault: they do not agree.
    """
    told = {record.points for record in records if record.status is Status.GRADED}
    if len(told) > 1:
        raise GraderFault(
            f"Some records of {records[0].assignment} are worth {number(min(told))} points and "
            f"some {number(max(told))}: the assignment was changed in between. Grade everybody "
            "again."
        )
    return max(told or {record.points for record in records}, default=0.0)


def why_owed(record: Record) -> str:
    """Why a record gives no mark yet, in a few words; empty where it gives one."""
    if record.status is Status.NOT_GRADED:
        words = "; ".join(one_line(fault.message) for fault in record.faults)
        return f"not graded yet: {words or 'grade again'}"
    if not math.isfinite(record.counted_score):
        return "not graded yet: its score is not a number"
    # A score without what a person has still to give is too low, and nobody could tell.
    waiting = [one_line(q.name) for q in record.questions if q.manual and not q.marked]
    return f"waits to be marked by hand: {', '.join(waiting)}" if waiting else ""


def _standing(record: Record) -> Standing:
    owed = why_owed(record)
    if owed:
        return Standing(record.student, None, owed)
    if record.status is Status.REFUSED:
        words = "; ".join(one_line(fault.message) for fault in record.faults)
        return Standing(record.student, record.counted_score, f"refused: {words}")
    return Standing(record.student, record.counted_score, told_to_staff(record))
