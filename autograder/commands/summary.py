"""What became of a class: the scores, what changed, and who needs a person first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.batch.changes import Change
from autograder.batch.evidence import grading_sources
from autograder.batch.grading import Outcome
from autograder.batch.store import record_path
from autograder.commands.terminal import shown
from autograder.records import Record, Status
from autograder.report.attention import Attention, MostUrgent
from autograder.report.lateness import told_to_staff
from autograder.report.plain_text import one_line

_MOST_ROWS = 150
"""A longer table is read by nobody: then the CSV has the scores."""


@dataclass(frozen=True, slots=True, order=True)
class _Row:
    """One submission in the table of scores; nothing of its record is kept but this."""

    assignment: str
    student: str
    attempt: int
    score: str
    lost: str
    happened: str


@dataclass(frozen=True, slots=True, order=True)
class _ChangeRow:
    """One submission in the table of changes."""

    assignment: str
    student: str
    attempt: int
    score: str
    what: str
    why: str


class Summary:
    """What became of jobs, counted as they are done; of each, a few words are kept.

    Args:
        total: how many jobs there are.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.counts: Counter[Status] = Counter()
        self.kept = 0
        self.by_other_code = 0
        self._changes: list[_ChangeRow] = []
        self._points_moved: float | None = None
        self._rows: list[_Row] = []
        self._rungs: Counter[str] = Counter()
        self._urgent = MostUrgent()

    @property
    def done(self) -> int:
        """How many have been added."""
        return self.counts.total()

    def add(self, outcome: Outcome) -> Attention | None:
        """Counts one more; returns why it needs a person, or None."""
        record = outcome.record
        self.counts[record.status] += 1
        self.kept += outcome.kept
        self.by_other_code += record.code_sha256 not in ("", grading_sources())
        if outcome.change is not None:
            self._add_change(outcome.change)
        self._rungs[one_line(record.isolation)] += 1
        if self.total <= _MOST_ROWS:
            self._rows.append(_row(record))
        return self._urgent.add(record)

    @property
    def changed(self) -> int:
        """How many differ from the record that was there."""
        return len(self._changes)

    def _add_change(self, change: Change) -> None:
        record = change.after
        score = f"{record.score:g}"
        if change.before is not None:
            score = f"{change.before.score:g} -> {score}"
            self._points_moved = (self._points_moved or 0.0) + change.points
        self._changes.append(
            _ChangeRow(
                assignment=record.assignment,
                student=one_line(record.student),
                attempt=record.attempt,
                score=score,
                what=one_line("; ".join(change.questions)),
                why=one_line("; ".join(change.reasons)),
            )
        )

    def show_changes(self, console: Console) -> None:
        """Prints a row for each submission that would change: by how much, what, and why."""
        changed = self.changed
        title = f"{changed or 'None'} of {self.done} {'would change' if changed else 'changes'}"
        moved = self._points_moved
        caption = None if moved is None else f"points in all: {round(moved, 4):+g}"
        table = Table(title=title, caption=caption, expand=True)
        table.add_column("student", no_wrap=True)
        table.add_column("score", justify="right", no_wrap=True)
        table.add_column("what", ratio=2)
        table.add_column("why", ratio=2)
        for row in sorted(self._changes):
            table.add_row(escape(row.student), row.score, escape(row.what), escape(row.why))
        console.print(table)

    def show(self, console: Console, out: Path) -> None:
        """Prints both tables.

        Args:
            console: where.
            out: the folder of the records.
        """
        if self._rows:
            console.print(self._scores())
        if self._urgent.seen:
            console.print(self._attention(out))
        parts = [f"{self.counts[status]} {status.value.replace('_', ' ')}" for status in Status]
        kept = f"; {self.kept} kept from before" if self.kept else ""
        console.print(f"{self.done} submissions: {', '.join(parts)}{kept}.", highlight=False)

    def _scores(self) -> Table:
        rungs = ", ".join(sorted(self._rungs))
        table = Table(title="Scores", caption=f"isolation: {escape(rungs)}", expand=True)
        table.add_column("student", no_wrap=True)
        table.add_column("score", justify="right", no_wrap=True)
        table.add_column("lost", no_wrap=True, max_width=20)
        # The only column that may shrink: on a narrow terminal it is this one that is cut.
        table.add_column("what happened", no_wrap=True, overflow="ellipsis", ratio=1)
        for row in sorted(self._rows):
            table.add_row(escape(row.student), row.score, row.lost, escape(row.happened))
        return table

    def _attention(self, out: Path) -> Table:
        found = self._urgent.listed()
        more = self._urgent.seen - len(found)
        table = Table(
            title="Look at these first",
            caption=f"{more} more in the class report" if more else None,
            expand=True,
        )
        table.add_column("student", overflow="fold", ratio=1)
        table.add_column("why", ratio=2)
        table.add_column("where to look", overflow="fold", ratio=2)
        for one in found:
            record = one.record
            path = record_path(out, record.assignment, record.student, record.attempt)
            table.add_row(
                escape(one_line(record.student)),
                escape(one.reason),
                escape(f"{one.look}; {shown(path)}"),
            )
        return table


def _row(record: Record) -> _Row:
    lost = [q.name for q in record.questions if q.score < q.points and not q.waits]
    if record.status is not Status.GRADED:
        words = record.faults[0].message if record.faults else ""
    else:
        told = (told_to_staff(record), _to_be_marked(record), _notable(record))
        words = "; ".join(filter(None, told))
    lost_text = ", ".join(lost) if len(lost) < len(record.questions) else "all"
    graded = record.status is Status.GRADED
    return _Row(
        assignment=record.assignment,
        student=one_line(record.student),
        attempt=record.attempt,
        score=f"{record.score:g}/{record.points:g}" if graded else "-",
        lost=lost_text if lost else "",
        happened=one_line(words),
    )


def _to_be_marked(record: Record) -> str:
    names = [question.name for question in record.questions if question.waits]
    return f"to be marked: {', '.join(names)}" if names else ""


def _notable(record: Record) -> str:
    checks = [check for question in record.questions for check in question.checks]
    ideas = list(dict.fromkeys(c.misconception for c in checks if c.misconception))
    if ideas:
        return "idea: " + ", ".join(ideas[:2])
    verdicts = [c.verdict for c in checks if c.verdict not in ("passed", "failed", "not_reached")]
    return ", ".join(dict.fromkeys(str(verdict).replace("_", " ") for verdict in verdicts))
