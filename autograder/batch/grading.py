"""Spreads submissions over lanes through the standard executor interface, and keeps what returns.

Each worker process is one lane. Few submissions are under way at a time, so that the
coordinator's memory does not grow with the class; a record is on disk before it is yielded.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.batch.changes import Change, change_of
from autograder.batch.evidence import grading_sources, keep
from autograder.batch.intake import Handed, open_submission, source_of
from autograder.batch.store import load, record_path, save, staging
from autograder.bundles import checks_of, frame_of, load_bundle
from autograder.course import Bundle
from autograder.examiner.earlier import Earlier, is_owed
from autograder.examiner.lane import Lane, not_graded
from autograder.examiner.submission import Submission
from autograder.examiner.versions import versions
from autograder.faults import GraderFault, SubmissionFault
from autograder.records import FaultRecord, Record, Status
from autograder.sandbox import Rung

_TRIES = 3
_EXAMINER_BYTES = 12 * 2**30


@dataclass(frozen=True, slots=True)
class Job:
    """One submission, the bundle to grade it with, and where its record goes.

    Attributes:
        force: examine all of it, whatever is there.
        only: questions that are examined again whatever is there; the rest where it has changed.
        stage: leave the records alone; what is new waits beside them, and the next job that does
            not stage takes it from there.
    """

    handed: Handed
    bundle: Path
    out: Path
    force: bool = False
    only: frozenset[str] = frozenset()
    stage: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its record, and whether it was already there.

    Attributes:
        change: what differs from the record that was there; None where nothing does.
    """

    record: Record
    kept: bool = False
    change: Change | None = None


def grade_all(
    jobs: list[Job], workers: int, rung: Rung, stopping: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Grades every job, in whatever order lanes finish; each record is on disk when it is yielded.

    Args:
        jobs: what to grade.
        workers: how many lanes.
        rung: which walls the boxes have.
        stopping: asked between submissions; once true, nothing new is begun.

    Raises:
        GraderFault: no lane can be started at all.
    """
    waiting = deque((job, 1) for job in jobs)
    barren = 0
    while waiting and not stopping():
        with _pool(min(workers, len(waiting)), rung) as pool:
            barren += 1
            for outcome in _drain(pool, waiting, 2 * workers, rung, stopping):
                barren = 0
                yield outcome
        if barren >= _TRIES:
            # Not one submission came back from several fresh pools: it is not theirs, it is ours.
            raise GraderFault(
                "No lane could be started. Try `python -m autograder doctor`, and see whether "
                "memory is short; what is done is kept."
            )


def _drain(
    pool: Executor,
    waiting: deque[tuple[Job, int]],
    window: int,
    rung: Rung,
    stopping: Callable[[], bool],
) -> Iterator[Outcome]:
    """Works through ``waiting`` until it is empty or the pool breaks; puts back what was lost."""
    running: dict[Future[Outcome], tuple[Job, int]] = {}
    while running or (waiting and not stopping()):
        while waiting and len(running) < window and not stopping():
            job, attempt = waiting.popleft()
            try:
                running[pool.submit(_grade_one, job)] = (job, attempt)
            except BrokenProcessPool:
                waiting.appendleft((job, attempt))
                break
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            job, attempt = running.pop(future)
            error = future.exception()
            if error is None:
                yield future.result()
            elif attempt <= _TRIES:
                # Whoever was under way when a lane died goes last, so that a submission which
                # kills lanes cannot take others with it again and again.
                waiting.append((job, attempt + 1))
            else:
                yield _lost(job, rung, error, attempt)


def _pool(workers: int, rung: Rung) -> ProcessPoolExecutor:
    # Spawned, not forked: a lane imports TensorFlow, and a fork of a process that did would hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, _open_lane, (rung.value,))


class _Worker:
    """What one worker process keeps between jobs."""

    lane: Lane
    bundles: dict[Path, Bundle]


def _open_lane(rung: str) -> None:
    # Ctrl-C belongs to the coordinator: lanes finish what they are on.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A result of an unlucky shape can blow up a comparison: that must fail, not fill the machine.
    resource.setrlimit(resource.RLIMIT_DATA, (_EXAMINER_BYTES, _EXAMINER_BYTES))
    _Worker.lane = Lane(Rung(rung))
    _Worker.bundles = {}
    _Worker.lane.start()


def _grade_one(job: Job) -> Outcome:
    bundle = _Worker.bundles.get(job.bundle)
    if bundle is None:
        bundle = _Worker.bundles.setdefault(job.bundle, load_bundle(job.bundle))
    return grade_job(job, bundle, _Worker.lane)


def grade_job(job: Job, bundle: Bundle, lane: Lane) -> Outcome:
    """Grades one job in this process and saves its record, unless an equal one is there."""
    place = (bundle.assignment, job.handed.student, job.handed.attempt)
    there = load(record_path(job.out, *place))
    try:
        opened = open_submission(job.handed)
        if bundle.slug and opened.assignment not in (None, bundle.slug, bundle.assignment):
            raise SubmissionFault(
                f"This notebook belongs to the assignment {opened.assignment!r}, but it was handed "
                f"in for {bundle.slug!r}. Please hand in {bundle.slug}.ipynb."
            )
    except SubmissionFault as fault:
        record = _refused(job, bundle, lane.rung, str(fault))
        return _settled(job, there, record)
    submission = opened.submission
    staged = None if job.stage else load(record_path(staging(job.out), *place))
    old, asked_for = None if job.force else there, job.only
    if staged is not None and _same_ground(staged, bundle, submission, lane.rung):
        # What was asked for was done when it was staged, and looked at since.
        old, asked_for = staged, frozenset()
    if old is None or not _same_ground(old, bundle, submission, lane.rung):
        record, kept = lane.examine(bundle, submission), False
    elif again := out_of_date(old, bundle) | asked_for:
        record, kept = lane.examine(bundle, submission, Earlier(old, again)), False
    else:
        # A new deadline, a new roster or a typo in the text grades nobody again.
        record, kept = replace(old, bundle_sha256=bundle.sha256, title=bundle.title), True
    if not kept:
        record = replace(record, code_sha256=grading_sources())
    keep(job.out, bundle, submission)
    return _settled(job, there, _as_handed_in(record, job.handed), kept=kept)


def _settled(job: Job, there: Record | None, record: Record, *, kept: bool = False) -> Outcome:
    """Writes the record down where the job wants it, if it is not the one that is there."""
    if record != there:
        save(staging(job.out) if job.stage else job.out, record)
    if record == there or not job.stage:
        place = (record.assignment, record.student, record.attempt)
        record_path(staging(job.out), *place).unlink(missing_ok=True)
    return Outcome(record, kept=kept, change=change_of(there, record))


def _same_ground(old: Record, bundle: Bundle, submission: Submission, rung: Rung) -> bool:
    """Whether all that every question hangs on is as it was."""
    return (
        old.status is not Status.REFUSED
        and old.frame_sha256 == frame_of(bundle)
        and old.submission_sha256 == submission.sha256
        and old.isolation == rung.value
        and old.versions == versions()
    )


def out_of_date(old: Record, bundle: Bundle) -> frozenset[str]:
    """Questions whose checks were edited since, or could not be run by a fault of ours."""
    known = {question.name: question for question in old.questions}
    return frozenset(
        question.name
        for question in bundle.questions
        if question.name not in known
        or known[question.name].checks_sha256 != checks_of(question)
        or is_owed(known[question.name])
    )


def _as_handed_in(record: Record, handed: Handed) -> Record:
    """A record with all that is known of its submission but the cells: when it came, and whose."""
    return replace(
        record,
        submitted_at=handed.submitted_at,
        late_seconds=handed.late_seconds,
        late_percent=handed.late_percent,
        late_unknown=handed.late_unknown,
        marked_late=handed.marked_late is True,
        group=handed.group,
    )


def _empty(handed: Handed) -> Submission:
    return Submission(handed.student, handed.attempt, source_of(handed), "", ())


def _refused(job: Job, bundle: Bundle, rung: Rung, fault: str) -> Record:
    record = _as_handed_in(not_graded(bundle, _empty(job.handed), rung, ""), job.handed)
    return replace(record, status=Status.REFUSED, faults=(FaultRecord("SubmissionFault", fault),))


def _lost(job: Job, rung: Rung, error: BaseException, times: int) -> Outcome:
    bundle = load_bundle(job.bundle)
    try:
        submission = open_submission(job.handed).submission
    except SubmissionFault:
        submission = _empty(job.handed)
    words = f"Its lane was lost {times} times ({type(error).__name__})."
    if isinstance(error, GraderFault):
        words = str(error)
    record = _as_handed_in(not_graded(bundle, submission, rung, words), job.handed)
    place = (record.assignment, record.student, record.attempt)
    return _settled(job, load(record_path(job.out, *place)), record)
