"""Trials: whole notebooks that a proof has graded, each once, as a student's would be.

Two lanes work at a time. What comes back is kept by content, so that a proof of which nothing has
changed starts no lane at all.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from enum import StrEnum

from autograder.box import kernel
from autograder.bundles import seal
from autograder.course import Bundle, Role
from autograder.examiner.lane import Lane
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.examiner.versions import versions
from autograder.faults import GraderFault
from autograder.records import Verdict
from autograder.release.dependencies import grading_code, library_code
from autograder.release.focus import with_dependents, without_ideas
from autograder.release.mutants import Mutant, mutants_of
from autograder.release.notebooks import answer_cell
from autograder.release.outcomes import Outcomes, digest_of
from autograder.sandbox import Rung

_TRIES = 3

Watch = Callable[[Iterable[str], int], Iterable[str]]
"""Passes lines on while it shows how many there have been, of how many."""


class Kind(StrEnum):
    """What is tried. The set is closed."""

    REFERENCE = "reference"
    SKELETON = "skeleton"
    MISCONCEPTION = "misconception"
    ALTERNATIVE = "alternative"
    MUTANT = "mutant"


@dataclass(frozen=True, slots=True)
class Trial:
    """One notebook to be graded.

    Attributes:
        kind: what it is.
        name: of the misconception, the alternative or the mutant; otherwise the kind.
        question: the one whose answer differs from the reference; None for the ends.
        bundle: what it is graded with.
        cells: what is handed in.
        label: more words on it, for a table.
    """

    kind: Kind
    name: str
    question: str | None
    bundle: Bundle
    cells: tuple[SubmittedCell, ...]
    label: str = ""

    @property
    def submission(self) -> Submission:
        """The notebook as it is handed in."""
        text = json.dumps([(cell.id, cell.source) for cell in self.cells])
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Submission(self.name, 1, f"{self.bundle.slug}.ipynb", digest, self.cells)

    @property
    def key(self) -> str:
        """Changes with anything that could change the outcome."""
        return digest_of(_surroundings(self.bundle), self.submission.sha256)


_KNOWN: dict[str, str] = {}


def _surroundings(bundle: Bundle) -> str:
    """The hash of all that could change an outcome, but for the notebook itself."""
    if bundle.sha256 not in _KNOWN:
        _KNOWN[bundle.sha256] = digest_of(
            bundle.sha256, library_code(bundle), grading_code(), json.dumps(versions())
        )
    return _KNOWN[bundle.sha256]


def graded_part(bundle: Bundle) -> Bundle:
    """The bundle without what no mark depends on: prose, pictures and headings.

    A reworded paragraph must not make anybody prove everything again.
    """
    kept = tuple(cell for cell in bundle.cells if cell.role not in (Role.PROSE, Role.IGNORED))
    questions = tuple(dataclasses.replace(question, title="") for question in bundle.questions)
    return seal(dataclasses.replace(bundle, title="", cells=kept, questions=questions))


def trials_of(bundle: Bundle, question: str | None = None) -> list[Trial]:
    """Everything that a proof tries, in the order of its table.

    Args:
        bundle: the assignment.
        question: only what answers this question; None for all.
    """
    bundle = graded_part(bundle)
    trials = ends_of(bundle)
    for kind, ideas in (
        (Kind.MISCONCEPTION, bundle.misconceptions),
        (Kind.ALTERNATIVE, bundle.alternatives),
    ):
        for idea in ideas:
            if question in (None, idea.question):
                focus = with_dependents(bundle, idea.question, idea.source)
                answers = {answer_cell(bundle, idea.question): idea.source}
                trials.append(_trial(kind, idea.name, focus, answers, question=idea.question))
    for entry in bundle.questions:
        if question in (None, entry.name):
            focus = without_ideas(bundle, entry.name)
            trials += [_mutant_trial(focus, mutant) for mutant in mutants_of(bundle, entry.name)]
    return trials


def ends_of(bundle: Bundle) -> list[Trial]:
    """The two that are never taken on trust: the reference and the skeleton."""
    bundle = graded_part(bundle)
    skeleton = _cells(bundle, {})
    return [
        _trial(Kind.REFERENCE, Kind.REFERENCE, bundle, {}),
        Trial(Kind.SKELETON, Kind.SKELETON, None, bundle, skeleton),
    ]


def _mutant_trial(focus: Bundle, mutant: Mutant) -> Trial:
    answers = {answer_cell(focus, mutant.question): mutant.source}
    trial = _trial(Kind.MUTANT, mutant.id, focus, answers, question=mutant.question)
    return dataclasses.replace(trial, label=mutant.label)


def _trial(
    kind: Kind,
    name: str,
    bundle: Bundle,
    changed: Mapping[str, str],
    *,
    question: str | None = None,
) -> Trial:
    cells = _cells(bundle, {**bundle.answers, **changed})
    return Trial(kind, name, question, bundle, cells)


def _cells(bundle: Bundle, answers: Mapping[str, str]) -> tuple[SubmittedCell, ...]:
    return tuple(SubmittedCell(cell.id, answers.get(cell.id, cell.source)) for cell in bundle.cells)


@dataclass(frozen=True, slots=True)
class Task:
    """One trial and where its outcome is kept."""

    trial: Trial
    outcomes: Outcomes


def examine_all(tasks: Sequence[Task], rung: Rung, workers: int, watch: Watch) -> None:
    """Grades every trial and keeps its record.

    Args:
        tasks: what to grade; without any, no lane is started.
        rung: which walls the boxes have.
        workers: how many lanes at most.
        watch: shows how far it is.

    Raises:
        GraderFault: lanes cannot be started, or keep dying.
    """
    waiting = {task.trial.key: task for task in tasks}
    try:
        for _ in watch(_examined(waiting, rung, workers), len(waiting)):
            pass
    finally:
        for outcomes in {id(task.outcomes): task.outcomes for task in tasks}.values():
            outcomes.save()


def _examined(waiting: dict[str, Task], rung: Rung, workers: int) -> Iterator[str]:
    tries = 0
    while waiting:
        tries += 1
        try:
            for key, text in _drained(list(waiting.values()), rung, workers):
                task = waiting.pop(key)
                # What ran out of time here may not do so on a machine that is less busy.
                task.outcomes.keep(key, text, lasting=f'"{Verdict.TIMED_OUT}"' not in text)
                yield task.trial.name
        except BrokenProcessPool as error:
            if tries == _TRIES:
                raise GraderFault(
                    "Lanes kept dying under the proof. Try `python -m autograder doctor`, and see "
                    "whether memory is short; what is done is kept."
                ) from error


def _drained(tasks: list[Task], rung: Rung, workers: int) -> Iterator[tuple[str, str]]:
    bundles = {task.trial.bundle.sha256: task.trial.bundle for task in tasks}
    # Spawned, not forked: a lane imports TensorFlow, and a fork of a process that did would hang.
    context = multiprocessing.get_context("spawn")
    # A lane takes as long to warm up as to grade a dozen notebooks.
    lanes = min(workers, 1 + len(tasks) // 12)
    start = (rung.value, bundles, os.getpid())
    with ProcessPoolExecutor(lanes, context, _open_lane, start) as pool:
        futures = {
            pool.submit(_examine, task.trial.bundle.sha256, task.trial.submission): task.trial.key
            for task in tasks
        }
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class _Worker:
    """What one worker process keeps between trials."""

    lane: Lane
    bundles: dict[str, Bundle]


def _open_lane(rung: str, bundles: dict[str, Bundle], driver: int) -> None:
    # Ctrl-C belongs to the coordinator; but its death is ours.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kernel.die_with(driver)
    _Worker.bundles = bundles
    _Worker.lane = Lane(Rung(rung))
    _Worker.lane.start()


def _examine(sha256: str, submission: Submission) -> str:
    record = _Worker.lane.examine(_Worker.bundles[sha256], submission)
    # Without what differs from run to run.
    cells = tuple(dataclasses.replace(cell, seconds=0.0) for cell in record.cells)
    return dataclasses.replace(record, cells=cells, seconds={}, peak_mib=0.0).to_json()


def lanes_here() -> int:
    """How many lanes this machine is good for."""
    return os.cpu_count() or 1
