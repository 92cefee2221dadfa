"""One row a student, one column an assignment: the class as CSV or as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.exports.standings import Standing, Standings
from autograder.report.gradebook import Value, csv_text, number_cell, text_cell


@dataclass(frozen=True, slots=True)
class ClassTable:
    """A table whose texts are safe in a spreadsheet."""

    headings: list[str]
    rows: list[list[Value]]

    def to_csv(self) -> str:
        """The table as CSV."""
        return csv_text(self.headings, self.rows)


def class_table(
    standings: Mapping[str, Standings], total: Standings | None, enrolled: Iterable[str] = ()
) -> ClassTable:
    """Everybody's standings side by side.

    A cell is empty where somebody handed in nothing, and where the grader owes a mark: the note
    says which.

    Args:
        standings: by assignment.
        total: over all of them, where there is one.
        enrolled: students who have a row even if they handed in nothing.
    """
    columns = [*standings.items(), *([(total.title, total)] if total is not None else [])]
    by_student: dict[str, dict[str, Standing]] = {student: {} for student in enrolled}
    for name, column in columns:
        for entry in column.entries:
            by_student.setdefault(entry.student, {})[name] = entry
    headings = [
        "student",
        *(text_cell(f"{name} (of {number_cell(column.worth)})") for name, column in columns),
        "notes",
    ]
    rows = [
        _row(student, [(name, theirs.get(name)) for name, _ in columns])
        for student, theirs in sorted(by_student.items())
    ]
    return ClassTable(headings, rows)


def _row(student: str, cells: Sequence[tuple[str, Standing | None]]) -> list[Value]:
    marks: list[Value] = [
        None if entry is None or entry.value is None else number_cell(entry.value)
        for _, entry in cells
    ]
    notes = [f"{name}: {entry.note}" for name, entry in cells if entry is not None and entry.note]
    if all(entry is None for _, entry in cells):
        notes = ["nothing handed in"]
    return [text_cell(student), *marks, text_cell(" | ".join(notes))]
