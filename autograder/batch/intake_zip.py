"""Zips that strangers made: listed and read within limits, in memory, never unpacked.

A name inside a zip is a label and never a path; a size that a zip claims is never believed.
"""

from __future__ import annotations

import functools
import io
import stat
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from autograder.batch.file_names import is_hidden, is_notebook, is_script, is_zip, labels
from autograder.batch.handed import NOTEBOOK_LIMIT
from autograder.batch.intake_script import MARKS_LIMIT, scripts_to_grade
from autograder.faults import SubmissionFault

MEMBER_LIMIT = 20_000
_DIRECTORY_LIMIT = 8 * 2**20
"""Bytes of a zip's list of contents; that of 20000 files with long names is smaller."""
_INNER_ZIP_LIMIT = 64 * 2**20
_CHUNK = 64 * 1024
_UTF8 = 0x800
_ENCRYPTED = 0x1
_BROKEN = (
    *(OSError, zipfile.BadZipFile, zlib.error, RuntimeError, KeyError, NotImplementedError),
    *(EOFError, ValueError, OverflowError),
)

Source = Path | bytes
"""A zip on disk, or one that was read out of another."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a zip.

    Attributes:
        name: what the zip calls it; only good for asking the same zip for it.
        parts: its name and the folders above it, as labels.
        fault: why it cannot be read, or None.
    """

    name: str
    parts: tuple[str, ...]
    fault: str | None = None


class _Guarded:
    """What a zip is read from: never much at once, however large it says its contents are.

    A file on disk is opened for each read and closed again, so that a zip which was listed once
    can be kept without keeping the file open.

    Args:
        source: the zip.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._size = len(source) if isinstance(source, bytes) else source.stat().st_size
        self._at = 0

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("before the beginning")
        self._at = start + offset
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            size = max(self._size - self._at, 0)
        if size > _DIRECTORY_LIMIT:
            raise zipfile.BadZipFile("too much at once")
        if isinstance(self._source, bytes):
            data = self._source[self._at : self._at + size]
        else:
            with self._source.open("rb", buffering=0) as stream:
                stream.seek(self._at)
                data = stream.read(size) or b""
        self._at += len(data)
        return data


def list_members(source: Source) -> list[Member]:
    """The files in a zip, in its own order; folders and droppings of systems are left out.

    Raises:
        SubmissionFault: it is no zip that can be opened, or holds too many files.
    """
    try:
        infos = _opened(source).infolist()
    except _BROKEN:
        raise SubmissionFault("This zip cannot be opened. Please export it again.") from None
    if len(infos) > MEMBER_LIMIT:
        raise SubmissionFault(f"This zip holds {len(infos)} files; hand in one notebook.")
    times = Counter(info.filename for info in infos)
    members = []
    for info in infos:
        parts = labels(_name_of(info))
        if parts and not info.is_dir() and not any(map(is_hidden, parts)):
            members.append(Member(info.filename, parts, _fault_of(info, times[info.filename])))
    return members


def read_member(source: Source, name: str, limit: int = NOTEBOOK_LIMIT) -> bytes:
    """A member's bytes: all of them, or ``limit`` and one more where it is larger.

    Raises:
        SubmissionFault: it cannot be read.
    """
    pieces, left = [], limit + 1
    try:
        archive = _opened(source)
        fault = _fault_of(archive.getinfo(name), 1)
        if fault:
            raise SubmissionFault(fault)
        with archive.open(name) as member:
            while left and (piece := member.read(min(left, _CHUNK))):
                pieces.append(piece)
                left -= len(piece)
    except _BROKEN:
        raise SubmissionFault(
            "This file is damaged. Please export it and hand it in again."
        ) from None
    return b"".join(pieces)


def only_submission(source: Source, *, nested: bool = False) -> Member:
    """The one file in a student's zip that is to be graded: a notebook, or else a script.

    A zip may hold one more zip, where it holds no notebook itself: some platforms wrap what
    otter exports once more.

    Args:
        source: the zip.
        nested: whether it lay in a student's zip itself.

    Raises:
        SubmissionFault: there is none, or more than one; the text is for the student.
    """
    members = list_members(source)
    notebooks = [member for member in members if is_notebook(member.parts[-1])]
    if len(notebooks) > 1:
        names = {member.name for member in notebooks}
        if len(names) == 1:
            raise SubmissionFault(
                "This zip holds two files of the same name; which is to be graded? Please export "
                "it again."
            )
        raise SubmissionFault(
            f"This zip holds {len(notebooks)} notebooks; hand in the one that is to be graded."
        )
    if notebooks:
        return notebooks[0]
    zips = [member for member in members if is_zip(member.parts[-1])]
    if len(zips) == 1 and not nested:
        return zips[0]
    found = scripts_to_grade(
        [member for member in members if is_script(member.parts[-1])],
        lambda member: read_member(source, member.name, MARKS_LIMIT),
    )
    if len(found) == 1:
        return found[0]
    inside = " It holds another zip; hand in the notebook itself." if zips else ""
    raise SubmissionFault(f"There is no notebook (.ipynb) in this zip.{inside}")


def read_submission(source: Source, name: str) -> tuple[bytes, str]:
    """The bytes of a submission in a zip and its name, looked for once more in a zip in it.

    Raises:
        SubmissionFault: it cannot be read; the text is for the student.
    """
    parts = labels(name)
    if not is_zip(name):
        return read_member(source, name), parts[-1] if parts else name
    inner = read_member(source, name, _INNER_ZIP_LIMIT)
    if len(inner) > _INNER_ZIP_LIMIT:
        raise SubmissionFault(
            f"This zip is larger than {_INNER_ZIP_LIMIT >> 20} MiB. Hand in the notebook alone."
        )
    member = only_submission(inner, nested=True)
    return read_member(inner, member.name), member.parts[-1]


def _opened(source: Source) -> zipfile.ZipFile:
    if isinstance(source, bytes):
        return zipfile.ZipFile(cast(Any, _Guarded(source)))
    told = source.stat()
    return _listed(source, told.st_mtime_ns, told.st_size)


@functools.lru_cache(maxsize=1)
def _listed(path: Path, _changed: int, _size: int) -> zipfile.ZipFile:
    """A zip on disk, its list of contents read; a class in one zip is listed once, not by each."""
    return zipfile.ZipFile(cast(Any, _Guarded(path)))


def _name_of(info: zipfile.ZipInfo) -> str:
    """A member's name; where a zip forgot to say that it is UTF-8, it is still read as that."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _fault_of(info: zipfile.ZipInfo, times: int) -> str | None:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "This zip holds a link where the notebook should be. Please zip the file itself."
    if info.flag_bits & _ENCRYPTED:
        return "This zip is locked with a password. Please zip it without one."
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The other methods inflate a few bytes to gigabytes before anybody can stop them.
        return "This zip is packed in an unusual way. Please hand in the notebook without a zip."
    if times > 1:
        return "This zip holds two files of the same name. Please hand in one of them."
    return None
