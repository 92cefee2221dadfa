"""One submission on its way from cells to record: checkpoints, rescues, the sum."""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Callable
from typing import Any

from autograder.course import Bundle
from autograder.examiner.checks import QuestionChecks
from autograder.examiner.conversation import BoxGone
from autograder.examiner.earlier import Earlier
from autograder.examiner.neutral import NeutralRoom
from autograder.examiner.questions import Prepared, QuestionRun
from autograder.examiner.runner import FATAL, Runner, Trouble
from autograder.examiner.submission import Step, Submission, defined_names, lay_out
from autograder.examiner.versions import versions
from autograder.records import (
    CellRecord,
    CheckRecord,
    FaultRecord,
    QuestionRecord,
    Record,
    Status,
    Verdict,
)
from autograder.sandbox import Cage, Rung

_WORDY = (Verdict.FAILED, Verdict.MISSING, Verdict.OUT_OF_MEMORY)
"""Verdicts that the student's own words can explain."""


class Examination:
    """One submission, from its cells to its record.

    Args:
        cage: where boxes come from.
        prepared: the bundle.
        submission: what was handed in.
        earlier: what was found before, and what of it is to be examined again; None examines all.
    """

    def __init__(
        self,
        cage: Cage,
        prepared: Prepared,
        submission: Submission,
        earlier: Earlier | None = None,
    ) -> None:
        self._cage = cage
        self._prepared = prepared
        self._submission = submission
        self._earlier_grading = earlier
        self._taken_over: set[str] = set()
        bundle = prepared.bundle
        # Not of the whole bundle: an edited check may not change what the others are asked.
        digest = hashlib.sha256(f"{prepared.frame}:{submission.sha256}".encode()).digest()
        self._seed = int.from_bytes(digest[:4], "big")
        self._questions = {entry.question.name: entry for entry in prepared.questions}
        self._results: dict[str, QuestionRecord] = {}
        self._check_seconds = 0.0
        self._room = NeutralRoom(cage, bundle.limits)
        self._answers = {
            cell.question: defined_names(bundle.answers[cell.id])
            for cell in bundle.cells
            if cell.id in bundle.answers and cell.question
        }

    def record(self, started: float) -> Record:
        """Runs everything and writes it down."""
        bundle = self._prepared.bundle
        steps = lay_out(bundle, self._submission)
        opened = time.monotonic()
        runner = Runner(self._cage, bundle, steps, self._seed)
        box_seconds = time.monotonic() - opened
        try:
            self._run(runner, steps)
            runner.close()
            cells = self._cells(runner, steps)
        finally:
            runner.close()
            self._room.close()
        questions = tuple(self._results[question.name] for question in bundle.questions)
        points = round(sum(question.points for question in questions), 4)
        tally = runner.tally
        return Record(
            **{**heading(bundle, self._submission, self._cage.rung), "points": points},
            status=_status(questions),
            score=round(sum(question.score for question in questions), 4),
            seed=self._seed,
            questions=questions,
            cells=cells,
            frame_sha256=self._prepared.frame,
            faults=_faults(questions),
            seconds={
                "box": round(box_seconds, 4),
                "run": round(tally.run_seconds, 4),
                "checks": round(self._check_seconds, 4),
                "total": round(time.monotonic() - started, 4),
            },
            peak_mib=round(tally.peak_mib, 1),
        )

    def _run(self, runner: Runner, steps: list[Step]) -> None:
        try:
            for _, named in runner.run():
                for name in named:
                    self._checkpoint(runner, steps, name, last=False)
                if self._earlier_grading is not None and self._knows_all():
                    return
            for name in self._questions:
                self._checkpoint(runner, steps, name, last=True)
        except BoxGone as gone:
            for name, entry in self._questions.items():
                if name not in self._results and not self._take_over(name):
                    self._results[name] = _given_up(entry, gone)

    def _knows_all(self) -> bool:
        """Whether nothing is left to be examined; takes over what it can."""
        return all(name in self._results or self._take_over(name) for name in self._questions)

    def _take_over(self, name: str) -> bool:
        """Whether an earlier grading's outcome of this question still holds, and was taken."""
        if self._earlier_grading is None:
            return False
        before = self._earlier(name)
        if any(one not in self._results for one in before):
            return False
        found = self._earlier_grading.still_holds(name, before, self._is_broken)
        if found is None:
            return False
        self._results[name] = found
        self._taken_over.add(name)
        return True

    def _cells(self, runner: Runner, steps: list[Step]) -> tuple[CellRecord, ...]:
        """What the record tells of the cells; where not all were run again, what it told before."""
        cells = dict(runner.tally.cells)
        if self._earlier_grading is not None:
            if self._lacks_words():
                self._words(steps)
            return self._earlier_grading.record.cells
        if any(cell.error for cell in cells.values()) or self._lacks_words():
            cells = self._told_cells(runner, self._words(steps))
        return tuple(
            cell
            for _, cell in sorted(cells.items())
            if cell.error is not None or cell.seconds >= 1.0
        )

    def _lacks_words(self) -> bool:
        return any(
            check.verdict in _WORDY and check.misconception is None
            for name, result in self._results.items()
            if name not in self._taken_over
            for check in result.checks
            if not check.hidden or check.verdict is Verdict.MISSING
        )

    def _told_cells(self, runner: Runner, heard: dict[int, CellRecord]) -> dict[int, CellRecord]:
        """What may be told of the cells: our words where one ended its box, else what was heard.

        A cell that fails only where hidden checks ran before it has nothing honest to say.
        """
        fatal = {
            place: runner.tally.cells[place]
            for place, trouble in runner.tally.troubles.items()
            if trouble.verdict is not Verdict.FAILED
        }
        slow = {
            place: dataclasses.replace(cell, error=None)
            for place, cell in runner.tally.cells.items()
        }
        return slow | heard | fatal

    def _words(self, steps: list[Step]) -> dict[int, CellRecord]:
        """What the student's code says about its errors, from a box that knows nothing hidden.

        Runs the notebook once more, with public checks only, and puts its words where the same
        verdict came out. Returns the cells' records with their words.
        """
        runner = Runner(self._cage, self._prepared.bundle, steps, self._seed, words=True)
        told = set(self._taken_over)
        try:
            for _, named in runner.run():
                for name in named:
                    self._hear(runner, steps, name, told, last=False)
                if self._earlier_grading is not None and told >= set(self._questions):
                    return {}
            for name in self._questions:
                self._hear(runner, steps, name, told, last=True)
        except BoxGone:
            return {}
        finally:
            runner.close()
        return {place: cell for place, cell in runner.tally.cells.items() if cell.error}

    def _hear(
        self, runner: Runner, steps: list[Step], name: str, told: set[str], *, last: bool
    ) -> None:
        entry = self._questions.get(name)
        result = self._results.get(name)
        if entry is None or result is None or name in told or result.given:
            return
        run = self._question_run(entry, words=True)
        if not last and run.absent(runner.conversation):
            return
        told.add(name)
        if all(check.verdict not in _WORDY for check in result.checks):
            return
        heard = self._examined(run, runner, _trouble(runner, steps, name))
        self._results[name] = dataclasses.replace(
            result,
            checks=tuple(
                dataclasses.replace(check, message=other.message)
                if other.message and check.misconception is None and check.verdict is other.verdict
                else check
                for check, other in zip(result.checks, heard, strict=True)
            ),
        )

    def _checkpoint(self, runner: Runner, steps: list[Step], name: str, *, last: bool) -> None:
        """Checks a question, once; a checkpoint before anything is defined does not count."""
        entry = self._questions.get(name)
        if entry is None or name in self._results or self._take_over(name):
            return
        started = time.monotonic()
        run = self._question_run(entry)
        if not last and run.absent(runner.conversation):
            return
        trouble = _trouble(runner, steps, name)
        result = _question_record(entry, self._examined(run, runner, trouble))
        if result.score < result.points and not _all_missing(result):
            result = self._rescued(entry, runner, result)
        seconds = time.monotonic() - started
        self._results[name] = dataclasses.replace(
            result, seconds=round(seconds, 4), peak_mib=round(runner.recent_peak_mib(), 1)
        )
        self._check_seconds += seconds

    def _question_run(self, entry: QuestionChecks, *, words: bool = False) -> QuestionRun:
        seed = _question_seed(self._seed, entry.question.name)
        run = QuestionRun(self._prepared, entry, seed, self._room, words=words)
        run.cleared = self._cleared(entry.question.name)
        return run

    def _cleared(self, name: str) -> frozenset[str]:
        """Earlier questions whose ideas need not be tried when this one fails.

        Those that are right, since every idea fails its own question, which the proof has shown.
        And those whose whole answer can be lent: what only they spoil comes right when they are.
        """
        earlier = self._earlier(name)
        if not any(map(self._is_broken, earlier)):
            return frozenset(earlier)
        lent = self._lent(earlier, own=self._answers.get(name, []))
        return frozenset(
            question
            for question in earlier
            if not self._is_broken(question) or set(self._answers.get(question, [])) <= set(lent)
        )

    def _examined(
        self, run: QuestionRun, runner: Runner, trouble: Trouble | None
    ) -> list[CheckRecord]:
        checks = run.run(runner.conversation, trouble)
        if run.gone is not None:
            runner.revive()
        return checks

    def _rescued(
        self, entry: QuestionChecks, runner: Runner, as_is: QuestionRecord
    ) -> QuestionRecord:
        """The better of two: as it is, or with failed earlier answers replaced by the reference.

        The reference stays here: the box borrows its functions and calls them over the wire.
        """
        name = entry.question.name
        broken = [question for question in self._earlier(name) if self._is_broken(question)]
        lent = self._lent(broken, own=self._answers.get(name, []))
        if not lent:
            return as_is
        seconds = self._prepared.bundle.limits.call_seconds
        if not runner.conversation.tell("lend", lent, seconds):
            return as_is
        run = self._question_run(entry)
        checks = run.run(runner.conversation, None)
        if run.gone is None:
            runner.conversation.tell("restore", None, seconds)
        else:
            runner.revive()
        better = _question_record(entry, checks)
        if better.score <= as_is.score:
            return as_is
        return dataclasses.replace(better, as_is_score=as_is.score, given=tuple(broken))

    def _is_broken(self, name: str) -> bool:
        """Whether a question failed, or has nothing to be checked yet."""
        result = self._results.get(name)
        return result is None or result.as_is_score < result.points

    def _earlier(self, name: str) -> list[str]:
        return list(self._questions)[: list(self._questions).index(name)]

    def _lent(self, broken: list[str], own: list[str]) -> dict[str, Callable[..., Any]]:
        reference = self._prepared.diagnosis.reference
        return {
            name: reference[name]
            for question in broken
            for name in self._answers.get(question, [])
            if name not in own and callable(reference.get(name))
        }


def _all_missing(result: QuestionRecord) -> bool:
    return all(check.verdict is Verdict.MISSING for check in result.checks)


def _question_seed(seed: int, name: str) -> int:
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return int.from_bytes(digest[:4], "big")


def _trouble(runner: Runner, steps: list[Step], name: str) -> Trouble | None:
    """What happened to the answer cell of a question, the worst first."""
    found = [
        trouble
        for position, trouble in runner.tally.troubles.items()
        if steps[position].question == name
    ]
    fatal = [trouble for trouble in found if trouble.verdict is not Verdict.FAILED]
    return next(iter(fatal + found), None)


def _question_record(entry: QuestionChecks, checks: list[CheckRecord]) -> QuestionRecord:
    earned = sum(check.points for check in checks if check.verdict is Verdict.PASSED)
    if entry.all_or_nothing and any(check.verdict is not Verdict.PASSED for check in checks):
        earned = 0.0
    earned = round(earned, 4)
    question = entry.question
    return QuestionRecord(
        name=question.name,
        title=question.title,
        score=earned,
        points=question.points,
        as_is_score=earned,
        checks=tuple(checks),
        checks_sha256=entry.sha256,
    )


def _given_up(entry: QuestionChecks, gone: BoxGone) -> QuestionRecord:
    verdict = FATAL[gone.ending]
    words = (
        f"Not examined: too many parts of this notebook ended its Python process ({gone.detail})."
    )
    checks = [
        CheckRecord(check.name, check.hidden, check.points, verdict, words)
        for check in entry.checks
    ]
    return _question_record(entry, checks)


def _status(questions: tuple[QuestionRecord, ...]) -> Status:
    verdicts = {check.verdict for question in questions for check in question.checks}
    return Status.NOT_GRADED if Verdict.NOT_GRADED in verdicts else Status.GRADED


def _faults(questions: tuple[QuestionRecord, ...]) -> tuple[FaultRecord, ...]:
    return tuple(
        FaultRecord("GraderFault", f"{question.name}: the check '{check.name}' could not be run.")
        for question in questions
        for check in question.checks
        if check.verdict is Verdict.NOT_GRADED
    )


def heading(bundle: Bundle, submission: Submission, rung: Rung) -> dict[str, Any]:
    """What every record of a submission says, whatever became of it."""
    return {
        "assignment": bundle.assignment,
        "title": bundle.title,
        "student": submission.student,
        "attempt": submission.attempt,
        "source": submission.source,
        "points": bundle.points,
        "submission_sha256": submission.sha256,
        "bundle_sha256": bundle.sha256,
        "isolation": rung.value,
        "submitted_at": submission.submitted_at,
        "late_seconds": submission.late_seconds,
        "versions": versions(),
    }
