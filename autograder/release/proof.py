"""The proof: evidence that an assignment's checks accept what is right and catch what is wrong.

Every trial is a whole notebook, graded as a student's would be: in the sandbox, over the wire.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.bundles import load_bundle
from autograder.course import AssignmentFolder, Bundle
from autograder.records import Record, Status
from autograder.release.findings import (
    Result,
    faults_of_checks,
    faults_of_survivors,
    faults_of_trial,
    result_of,
)
from autograder.release.outcomes import Outcomes
from autograder.release.survivors import Explained, read_survivors
from autograder.release.tolerances import Gap, Measurement, faults_of
from autograder.release.trials import (
    Task,
    Trial,
    Watch,
    ends_of,
    examine_all,
    lanes_here,
    trials_of,
)
from autograder.sandbox import Rung


@dataclass(frozen=True, slots=True)
class Proof:
    """All that was tried for one assignment. It holds where ``faults`` is empty.

    Attributes:
        questions: their names, in order.
        checks: the names of each question's checks.
        gaps: what lies around each tolerance; empty where that was not asked.
        explained: surviving mutants that the notes explain.
        fresh: how many trials were graded now and not before.
    """

    assignment: str
    questions: tuple[str, ...]
    checks: dict[str, tuple[str, ...]]
    results: tuple[Result, ...]
    gaps: tuple[Gap, ...] = ()
    explained: tuple[Explained, ...] = ()
    faults: tuple[str, ...] = ()
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """One assignment that is to be proved.

    Attributes:
        folder: its sources.
        archive: its bundle.
        question: only what answers this question; None for all.
        ends_only: only the reference and the skeleton.
        ends_anew: grade these two even where their outcome is known.
    """

    folder: AssignmentFolder
    archive: Path
    question: str | None = None
    ends_only: bool = False
    ends_anew: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How proofs are made.

    Attributes:
        rung: which walls the boxes have.
        kept: the folder where outcomes are kept.
        workers: how many lanes.
        watch: shows how far it is.
    """

    rung: Rung
    kept: Path
    workers: int = field(default_factory=lanes_here)
    watch: Watch = lambda lines, _: lines


def prove(claims: Sequence[Claim], setting: Setting) -> list[Proof]:
    """Proves assignments, all in the same lanes; what is known already is not tried again.

    Args:
        claims: what to prove.
        setting: how.

    Raises:
        CourseFault: the notes explain mutants in a form that cannot be read.
        GraderFault: the sandbox could not start.
    """
    opened = [_Opened(claim, setting.kept) for claim in claims]
    measurement = Measurement(
        [(one.bundle, one.wanted, one.outcomes) for one in opened if not one.claim.ends_only]
    )
    try:
        tasks = [task for one in opened for task in one.unknown]
        examine_all(tasks, setting.rung, setting.workers, setting.watch)
        measured = iter(measurement.gaps())
    finally:
        measurement.stop()
    proofs = []
    for one in opened:
        gaps = () if one.claim.ends_only else next(measured)
        proofs.append(one.proof(gaps))
        one.outcomes.save(only_used=not one.claim.ends_only and one.claim.question is None)
    return proofs


class _Opened:
    """One claim with its bundle, its trials and what is known of them."""

    def __init__(self, claim: Claim, kept: Path) -> None:
        self.claim = claim
        self.bundle: Bundle = load_bundle(claim.archive)
        self.outcomes = Outcomes(kept / f"{claim.folder.name}.json")
        if claim.ends_only:
            self.trials = ends_of(self.bundle)
        else:
            self.trials = trials_of(self.bundle, claim.question)
        self.explained = read_survivors(claim.folder)
        self.unknown = [
            Task(trial, self.outcomes)
            for trial in self.trials
            if (claim.ends_anew and trial.question is None) or not _is_known(self.outcomes, trial)
        ]

    @property
    def wanted(self) -> tuple[str, ...]:
        """The questions that are to be proved."""
        chosen = self.claim.question
        return tuple(q.name for q in self.bundle.questions if chosen in (None, q.name))

    def proof(self, gaps: tuple[Gap, ...]) -> Proof:
        """What the records say."""
        wanted = self.wanted
        records = [_known(self.outcomes, trial) for trial in self.trials]
        results = tuple(map(result_of, self.trials, records))
        reference = next(r for t, r in zip(self.trials, records, strict=True) if t.question is None)
        checks = {
            entry.name: tuple(check.name for check in entry.checks)
            for entry in reference.questions
            if entry.name in wanted
        }
        explained = tuple(e for e in self.explained.values() if e.question in wanted)
        place = f"solutions/{self.bundle.assignment}"
        faults = [
            fault
            for trial, record in zip(self.trials, records, strict=True)
            for fault in faults_of_trial(trial, record, self.bundle, place)
        ]
        if not self.claim.ends_only:
            faults += faults_of_survivors(results, explained, place)
            faults += faults_of_checks(results, checks, place)
            faults += faults_of(gaps, f"{place}/master.py")
        return Proof(
            assignment=self.bundle.assignment,
            questions=tuple(q.name for q in self.bundle.questions),
            checks=checks,
            results=results,
            gaps=gaps,
            explained=explained,
            faults=tuple(faults),
            fresh=len(self.unknown),
        )


def _is_known(outcomes: Outcomes, trial: Trial) -> bool:
    record = outcomes.record(trial.key)
    return record is not None and record.status is Status.GRADED


def _known(outcomes: Outcomes, trial: Trial) -> Record:
    record = outcomes.record(trial.key)
    assert record is not None, "every trial was graded, or an error was raised"
    return record
