"""A lane: one examiner and its zygote. Takes submissions one after another, gives records."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import platform
import time
from typing import Any

from autograder.course import Bundle, Role
from autograder.examiner.checks import QuestionChecks, read_checks
from autograder.examiner.diagnosis import Diagnosis
from autograder.examiner.handles import BoxGone
from autograder.examiner.questions import Prepared, QuestionRun
from autograder.examiner.runner import FATAL, Runner, Trouble
from autograder.examiner.submission import Step, Submission, SubmittedCell, lay_out
from autograder.faults import GraderFault
from autograder.records import (
    CheckRecord,
    FaultRecord,
    QuestionRecord,
    Record,
    Status,
    Verdict,
)
from autograder.sandbox import Cage, Rung, SandboxError

_TRIES = 2


class Lane:
    """One examiner with its zygote; belongs to one process.

    Args:
        rung: which walls the boxes have.
    """

    def __init__(self, rung: Rung) -> None:
        self.rung = rung
        self._prepared: dict[str, Prepared] = {}
        self._cage = Cage(rung)

    def __enter__(self) -> Lane:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def start(self) -> None:
        """Warms up the zygote and the examiner's own libraries, both at once.

        Raises:
            GraderFault: the sandbox could not start.
        """
        self._cage.start()
        quiet_libraries()
        import keras  # noqa: F401 - the examiner's own oracles; warm before the first submission

        try:
            self._cage.wait_warm()
        except SandboxError as error:
            raise GraderFault(f"The sandbox could not start: {error}.") from error

    def close(self) -> None:
        """Ends the zygote."""
        self._cage.close()

    def examine(self, bundle: Bundle, submission: Submission) -> Record:
        """The record of one submission. Never raises for anything that was handed in."""
        started = time.monotonic()
        fault = ""
        for attempt in range(_TRIES):
            try:
                if attempt:
                    self._restart()
                return _Examination(self._cage, self._prepare(bundle), submission).record(started)
            except (SandboxError, GraderFault, OSError) as error:
                fault = f"{error}"
        return not_graded(bundle, submission, self.rung, fault)

    def _restart(self) -> None:
        self._cage.close()
        self._cage = Cage(self.rung)
        self._cage.start()
        self._cage.wait_warm()

    def _prepare(self, bundle: Bundle) -> Prepared:
        known = self._prepared.get(bundle.sha256)
        if known is None:
            known = Prepared(
                bundle=bundle,
                questions=tuple(read_checks(question) for question in bundle.questions),
                skeletons=_skeleton_fingerprints(self._cage, bundle),
                diagnosis=Diagnosis(bundle),
            )
            self._prepared[bundle.sha256] = known
        return known


def quiet_libraries() -> None:
    """Settings that TensorFlow reads when it is imported; the same as a box's."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    os.environ.setdefault("MPLBACKEND", "Agg")


def _skeleton_fingerprints(cage: Cage, bundle: Bundle) -> dict[str, str]:
    """What an untouched answer's code looks like, learnt from a box that runs the skeleton."""
    cells = tuple(
        SubmittedCell(cell.id, cell.source) for cell in bundle.cells if cell.role is not Role.PROSE
    )
    runner = Runner(cage, lay_out(bundle, _bare(cells)), bundle.limits, 0)
    try:
        for _ in runner.run():
            pass
        names = sorted(
            {n for q in bundle.questions for c in read_checks(q).checks for n in c.needs}
        )
        found = runner.conversation.ask("names", names, bundle.limits.call_seconds)
    except BoxGone as gone:
        raise GraderFault(f"The skeleton of {bundle.assignment} does not run: {gone}.") from gone
    finally:
        runner.close()
    return {name: entry[1] for name, entry in found.items() if entry[1]}


def _bare(cells: tuple[SubmittedCell, ...]) -> Submission:
    return Submission(student="", attempt=1, source="", sha256="", cells=cells)


class _Examination:
    """One submission, from its cells to its record."""

    def __init__(self, cage: Cage, prepared: Prepared, submission: Submission) -> None:
        self._cage = cage
        self._prepared = prepared
        self._submission = submission
        bundle = prepared.bundle
        digest = hashlib.sha256(f"{bundle.sha256}:{submission.sha256}".encode()).digest()
        self._seed = int.from_bytes(digest[:4], "big")
        self._questions = {entry.question.name: entry for entry in prepared.questions}
        self._results: dict[str, QuestionRecord] = {}
        self._check_seconds = 0.0

    def record(self, started: float) -> Record:
        """Runs everything and writes it down."""
        bundle = self._prepared.bundle
        steps = lay_out(bundle, self._submission)
        opened = time.monotonic()
        runner = Runner(self._cage, steps, bundle.limits, self._seed)
        box_seconds = time.monotonic() - opened
        try:
            self._run(runner, steps)
        finally:
            runner.close()
        questions = tuple(self._results[question.name] for question in bundle.questions)
        tally = runner.tally
        return Record(
            **_heading(bundle, self._submission, self._cage.rung),
            status=_status(questions),
            score=round(sum(question.score for question in questions), 4),
            seed=self._seed,
            questions=questions,
            cells=tuple(
                cell
                for _, cell in sorted(tally.cells.items())
                if cell.error is not None or cell.seconds >= 1.0
            ),
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
            for name in self._questions:
                self._checkpoint(runner, steps, name, last=True)
        except BoxGone as gone:
            for name, entry in self._questions.items():
                if name not in self._results:
                    self._results[name] = _given_up(entry, gone)

    def _checkpoint(self, runner: Runner, steps: list[Step], name: str, *, last: bool) -> None:
        """Checks a question, once; a checkpoint before anything is defined does not count."""
        entry = self._questions.get(name)
        if entry is None or name in self._results:
            return
        run = QuestionRun(self._prepared, entry, _question_seed(self._seed, name))
        started = time.monotonic()
        if not last and run.absent(runner.conversation):
            return
        trouble = _trouble(runner, steps, name)
        self._results[name] = _question_record(entry, run.run(runner.conversation, trouble))
        self._check_seconds += time.monotonic() - started
        if run.gone is not None:
            runner.revive()


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


def _heading(bundle: Bundle, submission: Submission, rung: Rung) -> dict[str, Any]:
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


def not_graded(bundle: Bundle, submission: Submission, rung: Rung, fault: str) -> Record:
    """The record of a submission that our own failure kept from being graded."""
    return Record(
        **_heading(bundle, submission, rung),
        status=Status.NOT_GRADED,
        score=0.0,
        seed=0,
        faults=(FaultRecord("GraderFault", fault),),
    )


def versions() -> dict[str, str]:
    """Versions of what can change a score."""
    names = ("numpy", "tensorflow-cpu", "keras", "otter-grader", "ipython")
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found
