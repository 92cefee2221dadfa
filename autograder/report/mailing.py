"""Everybody's page in one zip, with a list of who gets which: what a mail-merge needs."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Sequence
from pathlib import Path

from autograder.records import Record
from autograder.report.gradebook import csv_text, text_cell
from autograder.report.page_names import page_names
from autograder.report.site import in_order

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write_mailing(records: Sequence[Record], report: Path, to: Path) -> int:
    """Writes a zip of the pages of everybody's last attempt, and ``pages.csv``.

    Equal pages give an equal zip.

    Args:
        records: those that the report was made of.
        report: the folder that ``write_report`` wrote.
        to: the zip; one that is there is written over.

    Returns:
        How many pages are in it.

    Raises:
        OSError: a page cannot be read, or the zip not be written.
    """
    ordered = in_order(records)
    pairs = zip(ordered, page_names(ordered), strict=True)
    by_student = itertools.groupby(pairs, lambda pair: (pair[0].assignment, pair[0].student))
    last = [list(attempts)[-1] for _, attempts in by_student]
    rows = [
        (text_cell(record.student), name, text_cell(record.assignment)) for record, name in last
    ]
    # A class with pictures is larger than what should be held in memory at once.
    partial = to.with_name(f".{to.name}.part")
    try:
        with zipfile.ZipFile(partial, "w") as archive:
            _put(archive, "pages.csv", csv_text(("student", "file", "assignment"), rows).encode())
            for _, name in last:
                _put(archive, name, (report / "students" / name).read_bytes())
        partial.replace(to)
    finally:
        partial.unlink(missing_ok=True)
    return len(last)


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
