"""Marks that a person gave: they outlive every re-grade, and are never written by two at once."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from autograder.records import QuestionRecord, Record, Status


def with_marks_of(record: Record, old: Record | None) -> Record:
    """A record with the marks that a person gave before it was graded again.

    They are taken over as they are, whatever the answer is by now: ``changed_since`` tells that. A
    record that has no questions, because it was refused or could not be graded, keeps the marked
    ones, so that nothing is lost until it is graded.

    Args:
        record: of the new grading.
        old: the record that it takes the place of.
    """
    marked = {q.name: q for q in old.questions if q.manual and q.marked} if old else {}
    if not marked:
        return record
    questions = [
        _marked_as(question, marked[question.name])
        if question.manual and question.name in marked
        else question
        for question in record.questions
    ]
    if record.status is not Status.GRADED:
        known = {question.name for question in questions}
        questions += [question for name, question in marked.items() if name not in known]
    return summed(record, questions)


def with_manual_of(record: Record, other: Record) -> Record:
    """A record of the checks alone, with the manual questions that another one has."""
    order = {question.name: place for place, question in enumerate(other.questions)}
    manual = [question for question in other.questions if question.manual]
    if not manual:
        return record
    questions = sorted(
        [*record.questions, *manual], key=lambda question: order.get(question.name, len(order))
    )
    points = round(record.points + sum(question.points for question in manual), 4)
    return replace(summed(record, questions), points=points)


def summed(record: Record, questions: Iterable[QuestionRecord]) -> Record:
    """A record with these questions, and with the score that they give.

    What was refused has earned nothing, whatever was marked in it before.
    """
    questions = tuple(questions)
    score = round(sum(question.score for question in questions), 4)
    if record.status is Status.REFUSED:
        score = record.score
    return replace(record, questions=questions, score=score)


@contextlib.contextmanager
def marking(out: Path) -> Iterator[None]:
    """Keeps two processes from writing marks, or records that hold marks, at the same time."""
    out.mkdir(parents=True, exist_ok=True)
    lock = os.open(out / ".marks.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
    try:
        # A file system without locks: nobody can tell, and nobody has to wait.
        with contextlib.suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _marked_as(question: QuestionRecord, old: QuestionRecord) -> QuestionRecord:
    return replace(
        question,
        score=old.score,
        as_is_score=old.as_is_score,
        marked=True,
        comment=old.comment,
        marked_response=old.marked_response,
    )
