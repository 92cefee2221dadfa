"""What was handed in, laid against the notebook that was handed out.

Only the source of code cells counts: metadata, outputs and kernel of a submission are dropped. Our
cells are known by their id, and where ids were lost, by what they say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.course import Bundle, NotebookCell, Role

_CHECK = re.compile(r"""grader\.check\(\s*(['"])(\w+)\1\s*\)\s*;?""")
_LONGEST_CHECK = 200
_DEFINES = re.compile(
    r"^(?:(?:async[ ]+)?def|class)[ ]+([A-Za-z_]\w*)|^([A-Za-z_]\w*)[ ]*=(?!=)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class SubmittedCell:
    """One code cell as handed in: its id (may be empty) and its source.

    Attributes:
        ignored: it carries otter's tag to be skipped, which counts only where the notebook that
            was handed out is not known.
    """

    id: str
    source: str
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """One attempt of one student.

    Attributes:
        source: file name of what was handed in, without its folder.
        sha256: of the code cells' sources, so that what does not count cannot change a record.
    """

    student: str
    attempt: int
    source: str
    sha256: str
    cells: tuple[SubmittedCell, ...]
    submitted_at: str | None = None
    late_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of running a submission.

    Attributes:
        index: position among the submission's code cells; for a cell that we put back, of the
            cell it follows.
        role: what the cell is for; cells of the student's own are ``GIVEN`` to the runner.
        question: the question it answers or checks.
    """

    index: int
    role: Role
    source: str
    question: str | None = None


def lay_out(bundle: Bundle, submission: Submission) -> list[Step]:
    """The steps of a submission, in the student's order, with deleted cells of ours put back."""
    if not bundle.cells:
        return [
            Step(index, Role.IGNORED, cell.source) if cell.ignored else _step(index, cell, None)
            for index, cell in enumerate(submission.cells)
        ]
    code = [cell for cell in bundle.cells if cell.role is not Role.PROSE]
    known = _recognise(code, submission.cells)
    steps: list[Step] = []
    seen = {cell.id for cell in known.values()}
    waiting = list(code)
    for index, submitted in enumerate(submission.cells):
        ours = known.get(index)
        if ours is not None and ours in waiting:
            # Cells of ours that stand before this one, and were deleted, go where they stood.
            place = waiting.index(ours)
            missing = [cell for cell in waiting[:place] if cell.id not in seen]
            steps += [_put_back(cell, index) for cell in missing if cell.role in _PUT_BACK]
            waiting = waiting[place + 1 :]
        steps.append(_step(index, submitted, ours))
    last = len(submission.cells)
    steps += [
        _put_back(cell, last) for cell in waiting if cell.id not in seen and cell.role in _PUT_BACK
    ]
    return steps


_PUT_BACK = (Role.GIVEN, Role.CHECK)


def _put_back(cell: NotebookCell, index: int) -> Step:
    return Step(index, cell.role, cell.source, cell.question)


def _step(index: int, submitted: SubmittedCell, ours: NotebookCell | None) -> Step:
    if ours is None:
        check = _checked(submitted.source)
        if check is not None:
            return Step(index, Role.CHECK, submitted.source, check)
        return Step(index, Role.GIVEN, submitted.source)
    return Step(index, ours.role, submitted.source, ours.question)


def _recognise(
    code: list[NotebookCell], cells: tuple[SubmittedCell, ...]
) -> dict[int, NotebookCell]:
    """Which submitted cell is which of ours: by id, then by content."""
    by_id = {cell.id: cell for cell in code}
    known: dict[int, NotebookCell] = {}
    free = dict(by_id)
    for index, cell in enumerate(cells):
        ours = free.get(cell.id)
        if ours is not None and _plausible(ours, cell.source):
            known[index] = free.pop(cell.id)
    by_content: dict[tuple[str, ...], list[NotebookCell]] = {}
    for unseen in free.values():
        by_content.setdefault(_content(unseen.role, unseen.source), []).append(unseen)
    for index, cell in enumerate(cells):
        if index in known:
            continue
        for role in (Role.CHECK, Role.GIVEN, Role.ANSWER):
            matches = by_content.get(_content(role, cell.source))
            if matches:
                known[index] = matches.pop(0)
                break
    return known


def _checked(source: str) -> str | None:
    """The question that a cell checks, if that is all it does."""
    line = source.strip()
    # A long line of blanks would take the pattern quadratic time.
    match = _CHECK.fullmatch(line) if len(line) <= _LONGEST_CHECK else None
    return match.group(2) if match else None


def _plausible(ours: NotebookCell, source: str) -> bool:
    """Whether a cell with our id is still ours: a check cell that was overwritten is not."""
    return ours.role is not Role.CHECK or _checked(source) is not None


def _content(role: Role, source: str) -> tuple[str, ...]:
    """What a cell is known by when its id is lost."""
    check = _checked(source)
    if check is not None:
        return (Role.CHECK, check)
    if role is Role.ANSWER:
        names = defined_names(source)
        return (Role.ANSWER, *names) if names else ("unknown", source)
    return ("code", "\n".join(line.rstrip() for line in source.strip().splitlines()))


def defined_names(source: str) -> list[str]:
    """Names that a cell defines at its top level, found without parsing what may be hostile."""
    return [name or variable for name, variable in _DEFINES.findall(source)]
