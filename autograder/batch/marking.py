"""Enters a worksheet's points and comments into the records: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.batch.marks import marking, summed
from autograder.batch.store import load_all, save
from autograder.records import QuestionRecord, Record, response_hash
from autograder.worksheet import (
    Entry,
    WorksheetError,
    key_of,
    plain_name,
    read_worksheet,
)

_Place = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a worksheet.

    Attributes:
        marked: answers that had no mark before.
        again: answers whose mark is another one now.
        unchanged: rows that say what the record says.
        empty: rows without points; they change nothing.
    """

    marked: int
    again: int
    unchanged: int
    empty: int


def enter_marks(out: Path, data: bytes) -> Entered:
    """Enters a worksheet into the records of a folder.

    Nothing is written unless every row can be. Each record is written whole or not at all, and the
    same worksheet may be entered twice: after an interruption the second time finishes it.

    Args:
        out: the folder that ``grade --out`` wrote.
        data: the worksheet.

    Raises:
        WorksheetError: a row cannot be entered; all of them are told.
        GraderFault: a record cannot be read.
        OSError: a record cannot be written; those before it are as they were.
    """
    entries = read_worksheet(data)
    with marking(out):
        answers = _Answers(load_all(out))
        chosen = _matched(entries, answers)
        before = dict(answers.records)
        counts = {"marked": 0, "again": 0, "unchanged": 0}
        for (place, name), entry in chosen.items():
            record = answers.records[place]
            counts[_kind(_named(record, name), entry)] += 1
            answers.records[place] = _with_mark(record, name, entry)
        _save_all(out, before, answers.records)
    return Entered(**counts, empty=sum(entry.points is None for entry in entries))


class _Answers:
    """Every answer that people mark, by its key and by its names."""

    def __init__(self, records: Iterator[Record]) -> None:
        self.records: dict[_Place, Record] = {}
        self.by_key: dict[str, tuple[_Place, str]] = {}
        for record in records:
            place = (record.assignment, record.student, record.attempt)
            self.records[place] = record
            for question in record.questions:
                if question.manual:
                    key = key_of(record, question.name, question.response)
                    self.by_key[key] = (place, question.name)

    def of(self, entry: Entry) -> tuple[_Place, str]:
        """The answer that a row is about.

        Raises:
            ValueError: there is none, or it is not the one that was read.
        """
        found = self.by_key.get(entry.key)
        if found is None:
            raise ValueError(self._why_unknown(entry))
        (assignment, student, attempt), question = found
        wanted = (assignment, student, str(attempt), question)
        if not all(map(_alike, entry.names, wanted)):
            raise ValueError(
                "its names and its response id belong to different answers. Were single columns "
                "sorted? Write a new worksheet with --to."
            )
        return found

    def _why_unknown(self, entry: Entry) -> str:
        assignment, student, attempt, question = entry.names
        left = [r for r in self.records.values() if _alike(assignment, r.assignment)]
        if not left:
            return f"there is no record of {assignment!r} here."
        left = [record for record in left if _alike(student, record.student)]
        if not left:
            return f"nobody called {student!r} has a record of {assignment}."
        left = [record for record in left if _alike(attempt, str(record.attempt))]
        if not left:
            return f"{student} has no attempt {attempt!r} at {assignment}."
        asked = [q for record in left for q in record.questions if _alike(question, q.name)]
        if not asked:
            return f"{assignment} has no question {question!r}."
        if not any(q.manual for q in asked):
            return f"{question} of {assignment} is checked; no person marks it."
        if not entry.key:
            return "its response id is gone, so nobody knows which answer was read."
        return (
            f"the answer of {student} to {question} is not the one in this worksheet any more. "
            "Write a new worksheet with --to, and read it again."
        )


def _matched(entries: list[Entry], answers: _Answers) -> dict[tuple[_Place, str], Entry]:
    chosen: dict[tuple[_Place, str], Entry] = {}
    problems = []
    for entry in entries:
        try:
            found = answers.of(entry)
            if entry.points is None:
                continue
            possible = _named(answers.records[found[0]], found[1]).points
            if not 0 <= entry.points <= possible:
                raise ValueError(f"{entry.points:g} points: it is worth 0 to {possible:g}.")
            if found in chosen:
                raise ValueError(f"it is about the same answer as row {chosen[found].number}.")
            chosen[found] = entry
        except ValueError as error:
            problems.append(f"Row {entry.number}: {error}")
    if problems:
        raise WorksheetError(problems)
    return chosen


def _alike(written: str, name: str) -> bool:
    """Whether a cell is this name, as it was written or as spreadsheets change it: 007 to 7."""
    if written == plain_name(name):
        return True
    short = written.isdecimal() and name.isdecimal() and len(name) <= 40
    return short and int(written) == int(name)


def _named(record: Record, name: str) -> QuestionRecord:
    return next(question for question in record.questions if question.name == name)


def _kind(question: QuestionRecord, entry: Entry) -> str:
    if not question.marked:
        return "marked"
    same = (question.score, question.comment) == (_points(entry), entry.comment)
    return "unchanged" if same and not question.changed_since else "again"


def _points(entry: Entry) -> float:
    return round(entry.points or 0.0, 4)


def _with_mark(record: Record, name: str, entry: Entry) -> Record:
    questions = [
        replace(
            question,
            score=_points(entry),
            as_is_score=_points(entry),
            marked=True,
            comment=entry.comment,
            marked_response=response_hash(question.response),
        )
        if question.name == name
        else question
        for question in record.questions
    ]
    return summed(record, questions)


def _save_all(out: Path, before: dict[_Place, Record], after: dict[_Place, Record]) -> None:
    written: list[_Place] = []
    try:
        for place, record in after.items():
            if record != before[place]:
                save(out, record)
                written.append(place)
    except OSError:
        for place in written:
            save(out, before[place])
        raise
