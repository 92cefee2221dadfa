"""Where records lie: ``OUT/NN_slug/STUDENT/ATTEMPT.json``, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import functools
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.batch.marks import marking, with_marks_of
from autograder.faults import GraderFault
from autograder.plots import Plot, move_plots, plots_path, read_plots
from autograder.records import Record, write_atomically
from autograder.worksheet import Row

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_UNFINISHED = re.compile(r"\..+\.(?:json|html|csv|plots)\.[a-z0-9_]{8}")
_CLAIM = ".grading"


class ClaimedError(Exception):
    """A folder that cannot be written into; the text says why, and what to do."""


@contextlib.contextmanager
def claimed(out: Path) -> Iterator[None]:
    """Within the block this process alone grades into ``out``; what a kill left half is removed.

    The kernel lets go of the claim when the process ends, however it ends.

    Raises:
        ClaimedError: another one does already, or nobody can.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        opened = (out / _CLAIM).open("w")
    except OSError as error:
        raise ClaimedError(f"{out} cannot be written into: {error.strerror}.") from error
    with opened as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise ClaimedError(
                    f"another `grade` is at work in {out}. Wait for it, or name another folder."
                ) from error
            # A file system without locks: nobody can tell, and nobody has to wait.
        for pattern in ("*/.*", "*/*/.*", "*/*/*/.*"):
            for path in out.glob(pattern):
                if _UNFINISHED.fullmatch(path.name):
                    path.unlink(missing_ok=True)
        yield


def folder_name(student: str) -> str:
    """A folder name for a student: readable, safe, and never the same for two students."""
    safe = _UNSAFE.sub("-", student).strip(".-")[:60]
    if safe == student:
        return safe
    return f"{safe or 'student'}~{hashlib.sha256(student.encode()).hexdigest()[:8]}"


@functools.lru_cache(maxsize=64)
def record_path(out: Path, assignment: str, student: str, attempt: int) -> Path:
    """Where the record of one attempt lies; a driver asks it several times for each."""
    return out / assignment / folder_name(student) / f"{attempt}.json"


def staging(out: Path) -> Path:
    """Where records wait that somebody wants to look at before they take the place of others."""
    return out / ".staged"


def take_over(out: Path) -> int:
    """Puts what was staged in the place of the records that are there; how many.

    Each takes its place in one step, so that whoever is interrupted goes on where he stopped.
    """
    staged = sorted(staging(out).glob("*/*/*.json"))
    for path in staged:
        target = out / path.relative_to(staging(out))
        target.parent.mkdir(parents=True, exist_ok=True)
        with marking(out):
            record = load(path)
            # Somebody may have marked it since it was staged.
            marked = with_marks_of(record, load(target)) if record is not None else None
            if marked is not None and marked != record:
                write_atomically(path, marked.to_json())
            move_plots(path, target)
            path.replace(target)
    return len(staged)


def save(out: Path, record: Record) -> Path:
    """Writes a record atomically; returns where."""
    path = record_path(out, record.assignment, record.student, record.attempt)
    write_atomically(path, record.to_json())
    return path


def load(path: Path) -> Record | None:
    """The record at ``path``, or None where there is none that this version can read."""
    try:
        return Record.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


class PlotsIn:
    """Finds the pictures that an attempt drew, below ``out``."""

    def __init__(self, out: Path) -> None:
        self._out = out

    def __call__(self, one: Record | Row) -> tuple[Plot, ...]:
        """The pictures themselves."""
        return read_plots(self._record(one))

    def stamp(self, one: Record | Row) -> object:
        """What differs where they may: a thousand students' pictures are not read to know it."""
        return _stamp(plots_path(self._record(one)))

    def _record(self, one: Record | Row) -> Path:
        return record_path(self._out, one.assignment, one.student, one.attempt)


def load_all(out: Path) -> Iterator[Record]:
    """Every record below ``out``, in a fixed order.

    Raises:
        GraderFault: a record cannot be read.
    """
    for path in _records_below(out):
        try:
            yield Record.from_json(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise GraderFault(
                f"{path.relative_to(out)}: {error}. Delete it and grade again."
            ) from error


def fingerprint(out: Path) -> str:
    """Differs where any record below ``out`` does, or where the pictures of one may.

    It takes a fraction of the time of ``load_all``, and the memory of one record.
    """
    digest = hashlib.sha256()
    for path in _records_below(out):
        name = os.fsencode(path.relative_to(out))
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(b"%s\0%s %r\n" % (name, content.encode(), _stamp(plots_path(path))))
    return digest.hexdigest()


def _records_below(out: Path) -> Iterator[Path]:
    for path in sorted(out.glob("*/*/*.json")):
        if not any(part.startswith(".") for part in path.relative_to(out).parts):
            yield path


def _stamp(path: Path) -> tuple[int, int] | None:
    """What differs where a file may; None where there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_size, told.st_mtime_ns
