"""Runs jobs with a live view and an ear for Ctrl-C, or as JSON lines for machines."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Sequence
from types import FrameType

import typer

from autograder.batch.grading import Job, Outcome
from autograder.batch.lanes import Lanes
from autograder.batch.progress import watched
from autograder.batch.scheduling import grade_all
from autograder.commands.summary import Summary
from autograder.commands.terminal import console, errors
from autograder.report.attention import Attention


class _Stop:
    """The first Ctrl-C finishes what is under way; the second ends at once."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        return self.asked

    def hear(self, number: int, frame: FrameType | None) -> None:
        """The signal handler."""
        if self.asked:
            os.killpg(os.getpgrp(), signal.SIGKILL)
        self.asked = True
        errors.print("Finishing what is under way. Press Ctrl-C again to stop at once.")


def run_jobs(jobs: Sequence[Job], lanes: Lanes, *, quiet: bool) -> Summary:
    """Grades them, on the screen or as JSON lines; what became of them, in short."""
    stop = _Stop()
    before = signal.signal(signal.SIGINT, stop.hear)
    summary = Summary(len(jobs))
    try:
        outcomes = grade_all(jobs, lanes, stop)
        for outcome in outcomes if quiet else watched(outcomes, len(jobs), console, lanes.busy):
            found = summary.add(outcome)
            if quiet:
                print(json.dumps(_line(outcome, summary, found)), flush=True)
    finally:
        signal.signal(signal.SIGINT, before)
    if stop.asked and summary.done < len(jobs):
        errors.print(
            f"Stopped with {summary.done} of {len(jobs)} done. Run the same command again to go "
            "on: what is done is kept."
        )
        raise typer.Exit(1)
    return summary


def _line(outcome: Outcome, summary: Summary, found: Attention | None) -> dict[str, object]:
    record, change = outcome.record, outcome.change
    return {
        "assignment": record.assignment,
        "student": record.student,
        "attempt": record.attempt,
        "status": record.status,
        "score": record.score,
        "points": record.points,
        "counts": record.counted_score,
        "waiting": record.waiting,
        "kept": outcome.kept,
        "was": None if change is None or change.before is None else change.before.score,
        "changes": [] if change is None else list(change.questions),
        "because": [] if change is None else list(change.reasons),
        "faults": [fault.message for fault in record.faults],
        "attention": found.reason if found else None,
        "done": summary.done,
        "total": summary.total,
    }
