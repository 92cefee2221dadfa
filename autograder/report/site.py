"""Writes the whole report folder."""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
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
    made_of: str | None = None,
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
        made_of: what differs where any record or picture does; None where nobody knows. Where the
            report that is there was made of the same, the records are not even asked for.

    Returns:
        The path of ``index.html``.
    """
    students, index = out / "students", out / "index.html"
    hashes: list[str] = []
    if made_of is None:
        records = in_order(records)
        hashes = [_hash(record, plots.stamp(record)) for record in records]
        made_of = _hash(*hashes)
    stamp, told = _hash(title, made_of), _made_of(out)
    if told.pop(index.name, None) == stamp:
        return index
    ordered = in_order(records)
    names = page_names(ordered)
    (out / _MADE_OF).unlink(missing_ok=True)
    hashes = hashes or [_hash(record, plots.stamp(record)) for record in ordered]
    pages = dict(zip(names, hashes, strict=True))
    for record, name in zip(ordered, names, strict=True):
        if told.get(name) != pages[name]:
            write_atomically(students / name, record_page(record, plots))
    _remove_stale(students, set(names))
    files = desk_files(title, ordered, names)
    for name, made in files.items():
        write_atomically(out / name, made())
    _remove_stale(out / ASSIGNMENTS, {Path(name).name for name in files if "/" in name})
    if TERM not in files:
        (out / TERM).unlink(missing_ok=True)
    write_atomically(out / _MADE_OF, json.dumps({index.name: stamp, **pages}) + "\n")
    return index


def record_page(record: Record, plots: Plots = _NO_PLOTS) -> str:
    """The page of one submission as HTML."""
    return student_page(student_view(record, plots(record)))


def _hash(*parts: object) -> str:
    """The hash of what something is made of, this package's own files among it."""
    return hashlib.sha256(
        _own_files() + repr(parts).encode("utf-8", "backslashreplace")
    ).hexdigest()


@functools.cache
def _own_files() -> bytes:
    """The hash of them."""
    files = sorted(path for path in Path(__file__).parent.rglob("*") if path.is_file())
    content = b"".join(path.read_bytes() for path in files if path.suffix != ".pyc")
    return hashlib.sha256(content).digest()


def _made_of(out: Path) -> dict[str, str]:
    """What an earlier report that is there was made of: by page, and by its index all of it.

    A thousand pages take their time. Those that are gone are not told, nor the index if anything
    is; after a kill nothing is, and everything is made anew.
    """
    try:
        told: dict[str, str] = json.loads((out / _MADE_OF).read_text("utf-8"))
        whole = told.pop("index.html")
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}
    there = {page.name for page in (out / "students").glob("*.html")}
    standing = {name: made_of for name, made_of in told.items() if name in there}
    if standing == told and (out / "index.html").is_file() and (out / "grades.csv").is_file():
        standing["index.html"] = whole
    return standing


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
