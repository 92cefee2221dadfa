"""Notices which records below a folder are new, without reading those that are not."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.batch.store import load
from autograder.records import Record

_Stamp = tuple[int, int, int]

_RACY = 1_000_000_000
"""Nanoseconds within which a folder may change again and look the same: clocks tick coarsely."""


@dataclass(slots=True)
class _Folder:
    """What was seen of one student's folder."""

    changed: int = -1
    records: dict[Path, tuple[_Stamp, Record | None]] = field(default_factory=dict)


class RecordWatch:
    """The records below a folder, kept up to date: a look asks for one time per student.

    A record takes its place by a rename, which changes the time of its folder. So a folder whose
    time is the same holds what it held, and only the others are opened.

    Args:
        out: the folder that `grade --out` writes into; it need not be there yet.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._folders: dict[Path, _Folder] = {}

    def look(self) -> bool:
        """Reads what has changed since the last look; whether anything has."""
        now = time.time_ns()
        there = dict(_folders(self._out))
        gone = self._folders.keys() - there.keys()
        changed = any(self._folders.pop(path).records for path in gone)
        for path, stamp in there.items():
            seen = self._folders.setdefault(path, _Folder())
            if stamp == seen.changed:
                continue
            changed |= _read(path, seen)
            seen.changed = stamp if now - stamp > _RACY else -1
        return changed

    def records(self) -> Iterator[Record]:
        """All that were seen last and can be read, in a fixed order."""
        for path in sorted(self._folders):
            for name in sorted(self._folders[path].records):
                record = self._folders[path].records[name][1]
                if record is not None:
                    yield record


def _read(path: Path, seen: _Folder) -> bool:
    found: dict[Path, tuple[_Stamp, Record | None]] = {}
    for entry in _entries(path):
        if not entry.name.endswith(".json"):
            continue
        try:
            told = entry.stat()
        except OSError:
            continue
        stamp = (told.st_mtime_ns, told.st_size, told.st_ino)
        name = path / entry.name
        before = seen.records.get(name)
        found[name] = before if before and before[0] == stamp else (stamp, load(name))
    changed = found != seen.records
    seen.records = found
    return changed


def _folders(out: Path) -> Iterator[tuple[Path, int]]:
    """Every student's folder with the time of its last change."""
    for assignment in _entries(out):
        for student in _entries(Path(assignment.path)):
            try:
                if student.is_dir():
                    yield Path(student.path), student.stat().st_mtime_ns
            except OSError:
                continue


def _entries(path: Path) -> list[os.DirEntry[str]]:
    """What is in a folder and not hidden; nothing where it is none, or gone meanwhile."""
    try:
        with os.scandir(path) as found:
            return [entry for entry in found if not entry.name.startswith(".")]
    except OSError:
        return []
