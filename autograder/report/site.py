"""Writes the whole report folder."""

from __future__ import annotations

import functools
import hashlib
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from autograder.plots import Plot
from autograder.records import Record, write_atomically
from autograder.report.desk_files import ASSIGNMENTS, TERM, desk_files
from autograder.report.page_names import page_names
from autograder.report.pages import GENERATOR, student_page
from autograder.report.student import student_view


class Plots(Protocol):
    """Where the pictures are that the cells of a submission drew."""

    def __call__(self, one: Record, /) -> Sequence[Plot]:
        """The pictures."""

    def stamp(self, one: Record, /) -> object:
        """What differs where the pictures may, and takes less time to find out."""


class _NoPlots:
    def __call__(self, _: Record) -> Sequence[Plot]:
        return ()

    def stamp(self, _: Record) -> object:
        return None


_NO_PLOTS = _NoPlots()
_HEAD_BYTES = 2048
_MADE_OF = ".made-of"


def write_report(
    records: Iterable[Record],
    out: Path,
    title: str = "Class report",
    plots: Plots = _NO_PLOTS,
) -> Path:
    """Writes the desk, its tables as CSV and ``students/*.html`` into a folder.

    Which files the desk has is told by ``desk_files``; ``index.html`` is always there. Equal
    records in any order give equal bytes. What an earlier report wrote for submissions that are no
    longer among the records is removed; files that are not ours stay.

    Args:
        records: every graded submission, of one assignment or several.
        out: the folder to write, made when missing.
        title: heading of the cohort page.
        plots: gives the pictures that the cells of a submission drew.

    Returns:
        The path of ``index.html``.
    """
    ordered = in_order(records)
    names = page_names(ordered)
    students, index = out / "students", out / "index.html"
    made_of = _digest(title, ordered, plots)
    if _is_made_of(out, made_of) and all((students / name).is_file() for name in names):
        return index
    (out / _MADE_OF).unlink(missing_ok=True)
    for record, name in zip(ordered, names, strict=True):
        write_atomically(students / name, record_page(record, plots))
    _remove_stale(students, set(names))
    files = desk_files(title, ordered, names)
    for name, made in files.items():
        write_atomically(out / name, made())
    _remove_stale(out / ASSIGNMENTS, {Path(name).name for name in files if "/" in name})
    if TERM not in files:
        (out / TERM).unlink(missing_ok=True)
    write_atomically(out / _MADE_OF, made_of + "\n")
    return index


def record_page(record: Record, plots: Plots = _NO_PLOTS) -> str:
    """The page of one submission as HTML."""
    return student_page(student_view(record, plots(record)))


def _digest(title: str, records: list[Record], plots: Plots) -> str:
    """The hash of all that the pages are made of, this package's own files among it."""
    digest = hashlib.sha256(_own_files())
    digest.update(title.encode("utf-8", "backslashreplace"))
    for record in records:
        made_of = repr((record, plots.stamp(record)))
        digest.update(made_of.encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


@functools.cache
def _own_files() -> bytes:
    files = sorted(path for path in Path(__file__).parent.rglob("*") if path.is_file())
    return b"".join(path.read_bytes() for path in files if path.suffix != ".pyc")


def _is_made_of(out: Path, made_of: str) -> bool:
    """Whether an earlier report of exactly this is there: a thousand pages take their time."""
    try:
        told = (out / _MADE_OF).read_text("utf-8").strip()
    except (OSError, ValueError):
        return False
    return told == made_of and (out / "index.html").is_file() and (out / "grades.csv").is_file()


def in_order(records: Iterable[Record]) -> list[Record]:
    """Records by assignment, student and attempt; where several are the same, by all they say."""
    by_place = itertools.groupby(sorted(records, key=_place), _place)
    ordered: list[Record] = []
    for _, same in by_place:
        several = list(same)
        # The whole text of every record at once would be a class's worth of memory.
        ordered += several if len(several) == 1 else sorted(several, key=Record.to_json)
    return ordered


def _place(record: Record) -> tuple[str, str, int]:
    return record.assignment, record.student, record.attempt


def _remove_stale(folder: Path, current: set[str]) -> None:
    marker = f'<meta name="generator" content="{GENERATOR}">'.encode()
    for page in sorted(folder.glob("*.html")):
        if page.name in current or page.is_symlink() or not page.is_file():
            continue
        with page.open("rb") as stream:
            ours = marker in stream.read(_HEAD_BYTES)
        if ours:
            page.unlink()
