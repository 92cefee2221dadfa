"""Options of ``grade`` and ``report`` about who handed in what, when, and which attempt counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from autograder.batch.attempts import Keep, best_attempts, newest
from autograder.batch.file_names import quoted
from autograder.batch.grading import Job
from autograder.batch.intake import Handed, Intake, open_submission, take_in
from autograder.batch.intake_platforms import NAMES
from autograder.batch.late import LatePolicy, expect_assignments, read_late_policy
from autograder.batch.roster import Roster, read_roster
from autograder.bundles import load_bundle
from autograder.faults import SubmissionFault
from autograder.records import Record

AssignmentOption = Annotated[
    str | None,
    typer.Option("--assignment", help="Such as 03_lstm_gates; else the notebooks tell."),
]
BundleOption = Annotated[
    Path | None,
    typer.Option("--bundle", help="Any otter autograder zip, instead of --assignment."),
]
PlatformOption = Annotated[
    str,
    typer.Option("--platform", help=f"Where folders and zips come from: {', '.join(NAMES)}."),
]
RosterOption = Annotated[
    Path | None,
    typer.Option("--roster", help="Who is who: a class list as CSV, such as a platform's own."),
]
KeepOption = Annotated[
    Keep,
    typer.Option(
        "--keep", help="all: the last attempt counts; latest: only it is graded; best: the best."
    ),
]
LateOption = Annotated[
    Path | None,
    typer.Option("--late-policy", help="Deadlines, grace and steps of percent, as TOML."),
]


class ClassOptions:
    """What the options about a class say, read before anything is graded.

    Args:
        roster: a CSV, or None.
        late: a TOML file, or None.
        keep: which attempts.

    Raises:
        CourseFault: one of the files has a mistake.
    """

    def __init__(self, roster: Path | None, late: Path | None, keep: Keep) -> None:
        self.keep = keep
        self._roster: Roster | None = read_roster(roster) if roster else None
        self._policy: LatePolicy | None = read_late_policy(late) if late else None

    def take_in(self, paths: list[Path], platform: str, assignments: Sequence[str] = ()) -> Intake:
        """Everything that was handed in.

        Args:
            paths: as named on the command line.
            platform: as named there.
            assignments: all that there are, for slips in the policy; none where the course is not
                ours.

        Raises:
            FileNotFoundError: a path is not there.
            ValueError: something that was named cannot be a submission.
            CourseFault: the late policy does not fit.
        """
        intake = take_in(paths, platform, self._roster)
        if self._policy is None:
            return intake
        if assignments:
            expect_assignments(self._policy, assignments)
        known = {one.student for one in intake.handed}
        known |= {row.student for row in self._roster.rows} if self._roster else set()
        strangers = sorted(self._policy.students() - known)
        if strangers:
            # Perhaps they hand in later: that is no mistake, but a slip of the pen would be one.
            words = (
                f"{self._policy.path.name} gives moments to {quoted(strangers)}, of whom nothing "
                "is here. Students are to be called there as in their records."
            )
            intake = replace(intake, notes=[*intake.notes, words])
        return intake

    def chosen(self, jobs: list[Job]) -> list[Job]:
        """The jobs that are to be done, with the times of their submissions.

        Attempts are numbered anew, at each assignment for itself: what somebody hands in for
        another one must not move the records of this one.

        Raises:
            CourseFault: the late policy has no deadline for one of the assignments.
        """
        jobs = _numbered(jobs)
        if self.keep is Keep.LATEST:
            jobs = newest(
                jobs,
                lambda job: (job.handed.student, job.bundle),
                lambda job: job.handed.attempt,
            )
        if self._policy is None:
            return jobs
        deadlines = {
            path: self._policy.of(load_bundle(path).assignment)
            for path in dict.fromkeys(job.bundle for job in jobs)
        }
        return [replace(j, handed=deadlines[j.bundle].stamped(j.handed)) for j in jobs]

    def untimed(self, jobs: Iterable[Job]) -> list[str]:
        """Sentences about those of whom it is not known how late they are.

        Args:
            jobs: with their times.
        """
        handed = [job.handed for job in jobs if job.handed.late_unknown]
        marked = sorted({one.student for one in handed if one.marked_late})
        others = sorted({one.student for one in handed if not one.marked_late})
        told = []
        if marked:
            told.append(
                f"Marked late by the platform, which does not say how late: {quoted(marked)}. "
                "Nothing is taken off; a late policy can tell their moments, under handed_in."
            )
        if others:
            told.append(
                f"When {quoted(others)} handed in is not known: they count as on time. The late "
                "policy can tell their moments, under handed_in."
            )
        return told

    def counting(self, records: Iterable[Record]) -> list[Record]:
        """The records that reports are made of."""
        return best_attempts(records) if self.keep is Keep.BEST else list(records)


def _numbered(jobs: list[Job]) -> list[Job]:
    attempts: dict[tuple[str, Path], list[int]] = {}
    for job in jobs:
        attempts.setdefault((job.handed.student, job.bundle), []).append(job.handed.attempt)
    ranks = {
        (*key, attempt): rank
        for key, numbers in attempts.items()
        for rank, attempt in enumerate(sorted(numbers), 1)
    }
    return [
        replace(job, handed=replace(h, attempt=ranks[h.student, job.bundle, h.attempt]))
        for job in jobs
        for h in (job.handed,)
    ]


def fitting(handed: list[Handed], names: Sequence[str]) -> list[Handed]:
    """Submissions for one assignment: where somebody handed in another's as well, not those.

    Whoever handed in another's only keeps it, so that they are told.

    Args:
        handed: of anybody.
        names: what the assignment may be called.
    """
    by_student: dict[str, list[Handed]] = {}
    for one in handed:
        by_student.setdefault(one.student, []).append(one)
    strange: set[Handed] = set()
    for theirs in by_student.values():
        if len(theirs) > 1:
            others = {one for one in theirs if named_in(one) not in (None, *names)}
            strange |= others if len(others) < len(theirs) else set()
    return [one for one in handed if one not in strange]


def named_in(handed: Handed) -> str | None:
    """The assignment that a submission says it belongs to; None where it does not, or is broken."""
    try:
        return open_submission(handed).assignment
    except SubmissionFault:
        return None
