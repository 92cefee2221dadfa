"""Gradescope's ``results.json`` for each submission, in a folder for each student."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from autograder.batch.gradescope_results import Results, results_of
from autograder.batch.store import folder_name
from autograder.exports.standings import why_owed
from autograder.faults import CourseFault
from autograder.records import Record, write_atomically
from autograder.report.gradebook import csv_text, number_cell, text_cell
from autograder.report.lateness import told_to_student


def write_results(records: Sequence[Record], folder: Path) -> list[Record]:
    """Writes ``STUDENT/results.json`` for each record, and ``submissions.csv`` to find them by.

    What has no mark yet gets none: a zero would be one.

    Args:
        records: the one that counts of each student at one assignment.
        folder: where they go; new or empty, so that nothing of an earlier export stays in it.

    Returns:
        The records that got no results.

    Raises:
        CourseFault: the folder is in use.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseFault(folder, None, "Something is there already.", "Name a new folder.")
    owed = [record for record in records if why_owed(record)]
    rows = []
    for record in records:
        if why_owed(record):
            continue
        place = folder_name(record.student)
        text = json.dumps(_results(record), indent=1) + "\n"
        write_atomically(folder / place / "results.json", text)
        rows.append(
            [
                text_cell(record.student),
                text_cell(place),
                number_cell(record.counted_score),
                number_cell(record.points),
            ]
        )
    table = csv_text(["student", "folder", "counts", "points"], rows)
    write_atomically(folder / "submissions.csv", table)
    return owed


def _results(record: Record) -> Results:
    results = results_of(record)
    late = told_to_student(record)
    if late:
        # What counts stands above the tests, whose points are as they were earned.
        results["score"] = round(record.counted_score, 5)
        results["output"] = f"{results['output']}\n{late}"
    return results
