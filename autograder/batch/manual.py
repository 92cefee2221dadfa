"""Questions that a person marks: what was answered to them.

What students wrote is only read, never run or believed: it goes into the record as plain text.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from autograder.batch.handed import WrittenCell
from autograder.batch.intake import Content, written_cells
from autograder.batch.marks import marking, summed, with_marks_of
from autograder.batch.store import load, record_path
from autograder.course import Bundle, ManualQuestion, NotebookCell, Role
from autograder.examiner.submission import defined_names
from autograder.inert_text import inert
from autograder.records import QuestionRecord, Record

RESPONSE_LIMIT = 20_000
"""Characters of one answer that a person is asked to read."""

_DELIMITERS = re.compile(r"<!-- (?:BEGIN|END) QUESTION -->")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ ]+\S")
_CHECK = re.compile(r"""\s*grader\.check\(\s*["'](\w{1,40})["']\s*\)\s*;?\s*""")
_LONGEST_CHECK = 200


def with_manual(record: Record, bundle: Bundle, content: Content | None) -> Record:
    """A record with the questions that a person marks, unmarked, in the order of the notebook.

    Args:
        record: of what the checks found.
        bundle: the assignment.
        content: what was handed in; None where it was refused.
    """
    if not bundle.manual:
        return record
    checked = [question for question in record.questions if not question.manual]
    points = sum(question.points for question in checked) if checked else bundle.points
    points = round(points + sum(question.points for question in bundle.manual), 4)
    if content is None:
        return replace(record, points=points)
    responses = responses_in(bundle, written_cells(content))
    unmarked = [_unmarked(question, responses[question.name]) for question in bundle.manual]
    order = _order(bundle)
    questions = sorted([*checked, *unmarked], key=lambda question: order[question.name])
    return replace(summed(record, questions), points=points)


@contextmanager
def marks_at_rest(
    out: Path, there: Record | None, record: Record
) -> Iterator[tuple[Record | None, Record]]:
    """Holds the marks of a folder still while a record is written.

    Yields what is there by now, and the record with the marks that it has. While a submission was
    examined, somebody may have marked it. Where nothing is marked by people, nothing is waited for.

    Args:
        out: the folder of the records.
        there: the record that was there when the grading began.
        record: the one that is to take its place.
    """
    if not any(q.manual for one in (there, record) if one for q in one.questions):
        yield there, record
        return
    with marking(out):
        newest = load(record_path(out, record.assignment, record.student, record.attempt))
        yield newest, with_marks_of(record, newest)


def responses_in(bundle: Bundle, cells: Sequence[WrittenCell]) -> dict[str, str]:
    """What was answered to each manual question; the empty string where nothing was.

    The cell of an answer is known by its id. Where ids were lost, it is what stands between the
    cells of ours around it. Whoever leaves the invitation and writes below it is read as well: the
    student's own cells of the same kind next to the answer belong to it.

    Args:
        bundle: the assignment.
        cells: of the submission, in its order.
    """
    known = _recognise(bundle, cells)
    places = {cell.id: place for place, cell in enumerate(bundle.cells)}
    skeletons = {cell.id: cell.source for cell in bundle.cells}
    return {
        question.name: _response(
            question,
            skeletons[question.cell],
            cells,
            _region(places[question.cell], known, len(cells)),
        )
        for question in bundle.manual
    }


def _response(
    question: ManualQuestion,
    skeleton: str,
    cells: Sequence[WrittenCell],
    region: tuple[int | None, Sequence[int]],
) -> str:
    own, around = region
    of_its_kind = [n for n in around if n == own or cells[n].text is question.text]
    written = [_written(cells[n].source, skeleton) for n in of_its_kind]
    if not any(written):
        # A text that was typed into a code cell, or the other way round, is an answer, too.
        written = [_written(cells[n].source, skeleton) for n in around]
    text = "\n\n".join(filter(None, written))
    return inert(text.expandtabs(4), RESPONSE_LIMIT).strip("\n")


def _written(source: str, skeleton: str) -> str:
    """What was written in a cell beside what it was handed out with."""
    if _folded(source) == _folded(skeleton):
        return ""
    if "\n" not in skeleton:
        lines = [line for line in source.split("\n") if line.strip() != skeleton.strip()]
        source = "\n".join(lines)
    return source.strip("\n") if source.strip() else ""


def _region(place: int, known: dict[int, int], count: int) -> tuple[int | None, Sequence[int]]:
    """Where an answer stands in a submission: its own cell, if known, and all that belong to it.

    Args:
        place: of the answer's cell in the notebook that was handed out.
        known: places in that notebook by places in the submission.
        count: how many cells were handed in.
    """
    found = {ours: theirs for theirs, ours in known.items()}
    own = found.get(place)
    if own is None:
        before = [ours for ours in found if ours < place]
        if not before:
            return None, ()
        start = end = found[max(before)] + 1
    else:
        start, end = own, own + 1
        while start > 0 and start - 1 not in known:
            start -= 1
    while end < count and end not in known:
        end += 1
    return own, range(start, end)


def _recognise(bundle: Bundle, cells: Sequence[WrittenCell]) -> dict[int, int]:
    """Which submitted cell is which of ours, by places: by id, by what it says, by its heading."""
    free = {cell.id: place for place, cell in enumerate(bundle.cells)}
    known: dict[int, int] = {}
    for index, cell in enumerate(cells):
        if cell.id in free:
            known[index] = free.pop(cell.id)
    manual = {question.cell for question in bundle.manual}
    for described in (_said, _headed):
        waiting: dict[tuple[str, ...], deque[int]] = {}
        for place in sorted(free.values()):
            ours = bundle.cells[place]
            # The same invitation stands in every answer: only its place tells one from another.
            label = None if ours.id in manual else described(_as_written(ours))
            if label is not None:
                waiting.setdefault(label, deque()).append(place)
        for index, cell in enumerate(cells):
            label = None if index in known else described(cell)
            if label is not None and waiting.get(label):
                place = waiting[label].popleft()
                known[index] = place
                del free[bundle.cells[place].id]
    return known


def _as_written(cell: NotebookCell) -> WrittenCell:
    return WrittenCell(cell.id, cell.source, cell.role is Role.PROSE)


def _said(cell: WrittenCell) -> tuple[str, ...] | None:
    """What a cell is known by when its id is lost; nothing where many cells say the same."""
    if cell.text:
        return ("text", _folded(cell.source)) if _folded(cell.source) else None
    line = cell.source.strip()
    check = _CHECK.fullmatch(line) if len(line) <= _LONGEST_CHECK else None
    if check is not None:
        return ("check", check.group(1))
    names = defined_names(cell.source)
    return ("code", *names) if names else ("code", "", _folded(cell.source))


def _headed(cell: WrittenCell) -> tuple[str, ...] | None:
    """The heading of a text, which stays when somebody edits the rest."""
    first = _DELIMITERS.sub("", cell.source).strip().split("\n")[0] if cell.text else ""
    return ("heading", _folded(first)) if _HEADING.match(first) else None


def _folded(source: str) -> str:
    return " ".join(_DELIMITERS.sub("", source).split())


def _order(bundle: Bundle) -> dict[str, int]:
    """Where each question stands, by the first cell that belongs to it."""
    order: dict[str, int] = {}
    for place, cell in enumerate(bundle.cells):
        if cell.question is not None:
            order.setdefault(cell.question, place)
    return {**{q.name: len(bundle.cells) for q in bundle.questions}, **order}


def _unmarked(question: ManualQuestion, response: str) -> QuestionRecord:
    return QuestionRecord(
        name=question.name,
        title=question.title,
        score=0.0,
        points=question.points,
        as_is_score=0.0,
        manual=True,
        response=response,
    )
