"""Grades one job on one lane: what is done already, what cannot be read, and what is examined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from autograder.batch.changes import Change, change_of
from autograder.batch.evidence import grading_sources, keep
from autograder.batch.intake import (
    Content,
    Handed,
    cells_in,
    drawn_in,
    open_submission,
    read_content,
    source_of,
)
from autograder.batch.manual import marks_at_rest, with_manual
from autograder.batch.store import load, record_path, save, staging
from autograder.bundles import checks_of, frame_of
from autograder.course import Bundle
from autograder.examiner.earlier import Earlier, is_owed
from autograder.examiner.lane import Lane, not_graded
from autograder.examiner.pictures import Drawn
from autograder.examiner.submission import Submission
from autograder.examiner.versions import versions
from autograder.faults import GraderFault, SubmissionFault
from autograder.plots import Plot, move_plots, write_plots
from autograder.records import FaultRecord, Record, Status
from autograder.sandbox import Rung

UNKNOWN_ISOLATION = "unknown"
"""What a record says that no lane came to: which walls it would have had, nobody can tell."""


class Examiner(Protocol):
    """What a job asks of a lane."""

    @property
    def rung(self) -> Rung:
        """Which walls its boxes have."""

    def examine(
        self, bundle: Bundle, submission: Submission, earlier: Earlier | None = None, /
    ) -> Record:
        """The record of one submission."""

    def plots(
        self, bundle: Bundle, submission: Submission, drawn: Sequence[Drawn], /
    ) -> tuple[Plot, ...]:
        """The pictures of one submission."""


@dataclass(frozen=True, slots=True)
class Job:
    """One submission, the bundle to grade it with, and where its record goes.

    Attributes:
        force: examine all of it, whatever is there.
        only: questions that are examined again whatever is there; the rest where it has changed.
        stage: leave the records alone; what is new waits beside them, and the next job that does
            not stage takes it from there.
        plots: show the pictures in it on the student's page.
    """

    handed: Handed
    bundle: Path
    out: Path
    force: bool = False
    only: frozenset[str] = frozenset()
    stage: bool = False
    plots: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its record, and whether it was already there.

    Attributes:
        change: what differs from the record that was there; None where nothing does.
    """

    record: Record
    kept: bool = False
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of a submission already, and what is wanted.

    Attributes:
        there: its record, or None.
        staged: the one that waits to take its place, where this job may take it over, or None.
        force: examine all of it.
        only: questions that are examined again, whatever is known of them.
        plots: whether the pictures of what is examined are wanted.
    """

    there: Record | None
    staged: Record | None
    force: bool
    only: frozenset[str]
    plots: bool = True


@dataclass(frozen=True, slots=True)
class Graded:
    """A record before it is written.

    Attributes:
        kept: whether it only tells again what was known.
        submission: what it is about; None where that could not be read.
        plots: the pictures in it; None where those that are there are to be left alone.
    """

    record: Record
    kept: bool = False
    submission: Submission | None = None
    plots: tuple[Plot, ...] | None = None


def grade_job(job: Job, bundle: Bundle, lane: Lane) -> Outcome:
    """Grades one job in this process and saves its record, unless an equal one is there."""
    before = before_job(job, bundle)
    try:
        content = read_content(job.handed)
    except SubmissionFault as fault:
        graded = Graded(refused(job.handed, bundle, lane.rung.value, str(fault)))
    else:
        graded = grade_content(job.handed, content, bundle, lane, before)
    return settled(job, bundle, before.there, graded)


def before_job(job: Job, bundle: Bundle) -> Before:
    """What lies on the disk of a job's submission."""
    place = (bundle.assignment, job.handed.student, job.handed.attempt)
    staged = None if job.stage else load(record_path(staging(job.out), *place))
    return Before(load(record_path(job.out, *place)), staged, job.force, job.only, job.plots)


def grade_content(
    handed: Handed, content: Content, bundle: Bundle, lane: Examiner, before: Before
) -> Graded:
    """Grades what was handed in, wherever its record is to lie. Writes nothing.

    Args:
        handed: whose it is; its path is not looked at.
        content: its bytes.
        bundle: the assignment's.
        lane: grades it.
        before: what is known already, of which is kept what still holds.
    """
    try:
        opened = cells_in(handed, content)
        if bundle.slug and opened.assignment not in (None, bundle.slug, bundle.assignment):
            raise SubmissionFault(
                f"This notebook belongs to the assignment {opened.assignment!r}, but it was handed "
                f"in for {bundle.slug!r}. Please hand in {bundle.slug}.ipynb."
            )
    except SubmissionFault as fault:
        return Graded(refused(handed, bundle, lane.rung.value, str(fault)))
    submission, staged = opened.submission, before.staged
    old, asked_for = None if before.force else before.there, before.only
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
    record = with_manual(_as_handed_in(record, handed), bundle, content)
    plots = None
    if not kept and before.plots:
        plots = lane.plots(bundle, submission, drawn_in(content))
    return Graded(record, kept, submission, plots)


def settled(job: Job, bundle: Bundle, there: Record | None, graded: Graded) -> Outcome:
    """Writes a record down where the job wants it, if it is not the one that is there.

    Args:
        job: what was graded.
        bundle: with what.
        there: the record that is there, or None.
        graded: what came of it.
    """
    if graded.submission is not None:
        keep(job.out, bundle, graded.submission)
    out = staging(job.out) if job.stage else job.out
    place = (graded.record.assignment, graded.record.student, graded.record.attempt)
    staged = record_path(staging(job.out), *place)
    # Before the record: whoever finds that one finds all that belongs to it.
    if graded.plots is not None:
        write_plots(record_path(out, *place), graded.plots)
    elif not job.stage:
        move_plots(staged, record_path(out, *place))
    with marks_at_rest(job.out, there, graded.record) as (newest, record):
        if record != newest:
            save(out, record)
    if record == newest or not job.stage:
        staged.unlink(missing_ok=True)
    return Outcome(record, kept=graded.kept, change=change_of(newest, record))


def _same_ground(old: Record, bundle: Bundle, submission: Submission, rung: Rung) -> bool:
    """Whether all that every question hangs on is as it was."""
    return (
        old.status is not Status.REFUSED
        and old.frame_sha256 == _frame_of(bundle)
        and old.submission_sha256 == submission.sha256
        and old.isolation == rung.value
        and old.versions == versions()
    )


def _frame_of(bundle: Bundle) -> str:
    """Worked out once a bundle: a class asks for it a thousand times."""
    if bundle.sha256 not in _FRAMES:
        _FRAMES[bundle.sha256] = frame_of(bundle)
    return _FRAMES[bundle.sha256]


def _checks_in(bundle: Bundle) -> dict[str, str]:
    """The hash of each question's checks; worked out once a bundle, as its frame is."""
    if bundle.sha256 not in _CHECKS:
        _CHECKS[bundle.sha256] = {one.name: checks_of(one) for one in bundle.questions}
    return _CHECKS[bundle.sha256]


_FRAMES: dict[str, str] = {}
_CHECKS: dict[str, dict[str, str]] = {}


def out_of_date(old: Record, bundle: Bundle) -> frozenset[str]:
    """Questions whose checks were edited since, or could not be run by a fault of ours."""
    known = {question.name: question for question in old.questions}
    checks = _checks_in(bundle)
    return frozenset(
        question.name
        for question in bundle.questions
        if question.name not in known
        or known[question.name].checks_sha256 != checks[question.name]
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


def refused(handed: Handed, bundle: Bundle, isolation: str, fault: str) -> Record:
    """The record of a submission that its author has to repair.

    Args:
        handed: whose it is.
        bundle: the assignment's.
        isolation: the rung, or ``UNKNOWN_ISOLATION``.
        fault: why, in words for the student.
    """
    record = _as_handed_in(not_graded(bundle, _empty(handed), Rung.NONE, ""), handed)
    faults = (FaultRecord("SubmissionFault", fault),)
    record = replace(record, isolation=isolation, status=Status.REFUSED, faults=faults)
    return with_manual(record, bundle, None)


def lost(job: Job, bundle: Bundle, isolation: str, error: BaseException, times: int) -> Outcome:
    """Writes the record of a submission whose lane was lost again and again.

    Args:
        job: what was to be graded.
        bundle: the assignment's.
        isolation: the rung, or ``UNKNOWN_ISOLATION``.
        error: what happened to its lane the last time.
        times: how often it was tried.
    """
    try:
        submission = open_submission(job.handed).submission
    except SubmissionFault:
        submission = _empty(job.handed)
    words = f"Its lane was lost {times} times ({type(error).__name__})."
    if isinstance(error, GraderFault):
        words = str(error)
    record = _as_handed_in(not_graded(bundle, submission, Rung.NONE, words), job.handed)
    there = before_job(job, bundle).there
    return settled(job, bundle, there, Graded(replace(record, isolation=isolation)))
