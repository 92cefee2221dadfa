"""The proof: evidence that an assignment's checks accept what is right and catch what is wrong.

Every trial is a whole notebook, graded as a student's would be: in the sandbox, over the wire.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.bundles import load_bundle
from autograder.course import Bundle
from autograder.examiner.lane import Lane
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.records import Record, Status, Verdict
from autograder.release.notebooks import (
    Notebook,
    answer_cell,
    notebook_with,
    reference_notebook,
    skeleton_notebook,
)
from autograder.sandbox import Rung


@dataclass(frozen=True, slots=True)
class Trial:
    """One notebook that was graded for the proof.

    Attributes:
        name: of the answer tried: reference, skeleton, a misconception or an alternative.
        full: questions that earned all their points.
        hint: the misconception that the feedback named, or None.
        faults: what this trial shows to be wrong with the assignment.
    """

    name: str
    full: tuple[str, ...]
    hint: str | None
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """All trials of one assignment. It holds where ``faults`` is empty."""

    assignment: str
    questions: tuple[str, ...]
    trials: tuple[Trial, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Every reason to refuse the release."""
        return tuple(fault for trial in self.trials for fault in trial.faults)


def prove_assignment(path: Path, rung: Rung) -> Proof:
    """Grades the reference, the skeleton, every misconception and every alternative.

    Args:
        path: the assignment's bundle.
        rung: which walls the boxes have.

    Raises:
        GraderFault: the sandbox could not start.
    """
    bundle = load_bundle(path)
    with Lane(rung) as lane:
        trials = tuple(_trials(lane, bundle))
    return Proof(bundle.assignment, tuple(q.name for q in bundle.questions), trials)


def _trials(lane: Lane, bundle: Bundle) -> Iterator[Trial]:
    reference = _grade(lane, bundle, "reference", reference_notebook(bundle))
    faults = [] if reference.score == reference.points else [_short(reference, "the reference")]
    yield _trial("reference", reference, faults)
    skeleton = _grade(lane, bundle, "skeleton", skeleton_notebook(bundle))
    faults = [] if skeleton.score == 0 else ["the skeleton earns points"]
    faults += [
        f"the skeleton's {question.name} is {check.verdict}, not missing: {check.name}"
        for question in skeleton.questions
        for check in question.checks
        if check.verdict is not Verdict.MISSING
    ]
    yield _trial("skeleton", skeleton, faults)
    for idea in bundle.misconceptions:
        answers = {**bundle.answers, answer_cell(bundle, idea.question): idea.source}
        record = _grade(lane, bundle, idea.name, notebook_with(bundle, answers))
        trial = _trial(idea.name, record, [])
        faults = []
        if idea.question in trial.full:
            faults.append(f"the misconception {idea.name} passes {idea.question}")
        hints = _hints(record, idea.question)
        if hints != {idea.hint}:
            given = ", ".join(sorted(_names(record, idea.question))) or "none"
            faults.append(f"the misconception {idea.name} gets another hint: {given}")
        yield _trial(idea.name, record, faults)
    for other in bundle.alternatives:
        answers = {**bundle.answers, answer_cell(bundle, other.question): other.source}
        record = _grade(lane, bundle, other.name, notebook_with(bundle, answers))
        right = record.score == record.points
        faults = [] if right else [_short(record, f"the alternative {other.name}")]
        yield _trial(other.name, record, faults)


def _grade(lane: Lane, bundle: Bundle, name: str, notebook: Notebook) -> Record:
    cells = tuple(
        SubmittedCell(cell["id"], _text(cell["source"]))
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    )
    sha = f"proof:{name}:{json.dumps([cell.source for cell in cells])}"
    return lane.examine(bundle, Submission(name, 1, f"{bundle.slug}.ipynb", sha, cells))


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _trial(name: str, record: Record, faults: list[str]) -> Trial:
    full = tuple(q.name for q in record.questions if q.score == q.points)
    if record.status is not Status.GRADED:
        faults = [*faults, f"{name} could not be graded: {record.faults[0].message}"]
    hint = next(iter(sorted(_names(record))), None)
    return Trial(name, full, hint, tuple(faults))


def _hints(record: Record, question: str) -> set[str]:
    return {
        check.message
        for entry in record.questions
        if entry.name == question
        for check in entry.checks
        if check.misconception
    }


def _names(record: Record, question: str | None = None) -> set[str]:
    return {
        check.misconception
        for entry in record.questions
        if question in (None, entry.name)
        for check in entry.checks
        if check.misconception
    }


def _short(record: Record, what: str) -> str:
    lost = [
        f"{question.name} ({check.name}: {check.verdict}, {check.message})"
        for question in record.questions
        for check in question.checks
        if check.verdict is not Verdict.PASSED
    ]
    return f"{what} loses points: {'; '.join(lost)}"
