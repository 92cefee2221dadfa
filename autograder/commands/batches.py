"""Runs jobs with a progress bar and an ear for Ctrl-C, and tells what became of them."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from types import FrameType

import typer
from rich.markup import escape
from rich.table import Table

from autograder.batch.changes import Change
from autograder.batch.grading import Job, Outcome, grade_all
from autograder.batch.progress import watched
from autograder.commands.terminal import console, errors
from autograder.records import Record, Status
from autograder.report.lateness import told_to_staff
from autograder.sandbox import Rung


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


def run_jobs(jobs: list[Job], workers: int, rung: Rung, *, quiet: bool) -> list[Outcome]:
    """Grades them, on the screen or as JSON lines; what became of them, in order of students."""
    stop = _Stop()
    before = signal.signal(signal.SIGINT, stop.hear)
    try:
        outcomes: Iterator[Outcome] = grade_all(jobs, workers, rung, stop)
        shown = outcomes if quiet else watched(outcomes, len(jobs), console)
        done = []
        for outcome in shown:
            done.append(outcome)
            if quiet:
                print(json.dumps(_line(outcome)), flush=True)
    finally:
        signal.signal(signal.SIGINT, before)
    if stop.asked and len(done) < len(jobs):
        errors.print(
            f"Stopped with {len(done)} of {len(jobs)} done. Run the same command again to go "
            "on: what is done is kept."
        )
        raise typer.Exit(1)
    return sorted(done, key=_by_student)


def _by_student(outcome: Outcome) -> tuple[str, str, int]:
    record = outcome.record
    return record.assignment, record.student, record.attempt


def _line(outcome: Outcome) -> dict[str, object]:
    record, change = outcome.record, outcome.change
    return {
        "assignment": record.assignment,
        "student": record.student,
        "attempt": record.attempt,
        "status": record.status,
        "score": record.score,
        "points": record.points,
        "counts": record.counted_score,
        "kept": outcome.kept,
        "was": None if change is None or change.before is None else change.before.score,
        "changes": [] if change is None else list(change.questions),
        "because": [] if change is None else list(change.reasons),
        "faults": [fault.message for fault in record.faults],
    }


def score_table(records: list[Record]) -> Table:
    """One row a submission: its score, what it lost, what happened."""
    table = Table(title="Scores", caption=f"isolation: {records[0].isolation}", expand=True)
    table.add_column("student", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("lost", no_wrap=True, max_width=20)
    # The only column that may shrink: on a narrow terminal it is this one that is cut.
    table.add_column("what happened", no_wrap=True, overflow="ellipsis", ratio=1)
    for record in records:
        lost = [q.name for q in record.questions if q.score < q.points]
        if record.status is not Status.GRADED:
            words = record.faults[0].message if record.faults else ""
        else:
            words = "; ".join(filter(None, (told_to_staff(record), _notable(record))))
        score = "-" if record.status is not Status.GRADED else f"{record.score:g}/{record.points:g}"
        lost_text = ", ".join(lost) if len(lost) < len(record.questions) else "all"
        table.add_row(escape(record.student), score, lost_text if lost else "", escape(words))
    return table


def change_table(changes: list[Change], graded: int) -> Table:
    """One row a submission that would change: by how much, what, and why."""
    title = f"{len(changes)} of {graded} would change" if changes else f"None of {graded} changes"
    moved = [change.points for change in changes if change.before is not None]
    caption = f"points in all: {sum(moved):+g}" if moved else None
    table = Table(title=title, caption=caption, expand=True)
    table.add_column("student", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("what", ratio=2)
    table.add_column("why", ratio=2)
    for change in changes:
        after = f"{change.after.score:g}"
        before = change.before
        score = after if before is None else f"{before.score:g} -> {after}"
        what, why = "; ".join(change.questions), "; ".join(change.reasons)
        table.add_row(escape(change.after.student), score, escape(what), escape(why))
    return table


def _notable(record: Record) -> str:
    checks = [check for question in record.questions for check in question.checks]
    ideas = list(dict.fromkeys(c.misconception for c in checks if c.misconception))
    if ideas:
        return "idea: " + ", ".join(ideas[:2])
    verdicts = [c.verdict for c in checks if c.verdict not in ("passed", "failed", "not_reached")]
    return ", ".join(dict.fromkeys(str(verdict).replace("_", " ") for verdict in verdicts))
