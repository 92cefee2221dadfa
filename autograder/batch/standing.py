"""Who need not be graded again: told from records, before a lane is started for nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from autograder.batch.grading import Job, Outcome, before_job, grade_content, settled
from autograder.batch.intake import read_content
from autograder.bundles import load_bundle
from autograder.course import Bundle
from autograder.faults import SubmissionFault
from autograder.sandbox import Rung


class _NeedsALane(Exception):
    """Something has to be examined."""


class _NoLane:
    """Stands where a lane would, and says so when it is asked for anything."""

    def __init__(self, rung: Rung) -> None:
        self.rung = rung

    def examine(self, *_: object) -> NoReturn:
        """Nothing is examined here."""
        raise _NeedsALane

    plots = examine


def looked_at(jobs: Iterable[Job], rung: Rung) -> Iterator[tuple[Job, Outcome | None]]:
    """Each job, with what became of it if that is known without a lane; its record is on disk.

    Args:
        jobs: what is to be graded.
        rung: which walls the boxes would have.
    """
    bundles: dict[Path, Bundle] = {}
    for job in jobs:
        if job.bundle not in bundles:
            bundles[job.bundle] = load_bundle(job.bundle)
        yield job, _standing(job, bundles[job.bundle], rung)


def _standing(job: Job, bundle: Bundle, rung: Rung) -> Outcome | None:
    before = before_job(job, bundle)
    if before.there is None and before.staged is None:
        return None
    try:
        content = read_content(job.handed)
        graded = grade_content(job.handed, content, bundle, _NoLane(rung), before)
    except (_NeedsALane, SubmissionFault):
        return None
    return settled(job, bundle, before.there, graded)
