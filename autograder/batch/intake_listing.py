"""Lists what was named on the command line: files below a folder, or in a zip, as places."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.file_names import is_hidden, label
from autograder.batch.handed import NOTEBOOK_LIMIT, Place
from autograder.batch.intake_zip import list_members, read_member
from autograder.faults import SubmissionFault

_DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in one folder or zip.

    Attributes:
        places: its files in a fixed order; hidden ones, links and pipes are left out.
        unread: folders that could not be looked into.
    """

    places: list[Place]
    unread: list[str]


def list_folder(root: Path) -> Listing:
    """Every file below a folder, links not followed, sorted by the parts of their names."""
    found: list[tuple[tuple[str, ...], Path]] = []
    unread: list[str] = []
    waiting: list[tuple[Path, tuple[str, ...]]] = [(root, ())]
    while waiting:
        folder, parts = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = [entry for entry in entries if not is_hidden(entry.name)]
            folders = [entry for entry in inside if entry.is_dir(follow_symlinks=False)]
            files = [entry for entry in inside if entry.is_file(follow_symlinks=False)]
        except OSError:
            unread.append(str(folder))
            continue
        found += [((*parts, entry.name), Path(entry.path)) for entry in files]
        if len(parts) < _DEEPEST:
            waiting += [(Path(entry.path), (*parts, entry.name)) for entry in folders]
        else:
            unread += [entry.path for entry in folders]
    places = [Place(path, None, tuple(map(label, parts))) for parts, path in sorted(found)]
    return Listing(places, sorted(unread))


def list_zip(path: Path) -> Listing:
    """Every file in a zip, sorted by name.

    Raises:
        SubmissionFault: it is no zip that can be opened, or holds too many files.
    """
    members = sorted(list_members(path), key=lambda member: member.name)
    return Listing([Place(path, m.name, m.parts, m.fault) for m in members], [])


def read_place(place: Place, limit: int = NOTEBOOK_LIMIT) -> bytes:
    """The bytes at a place: all of them, or ``limit`` and one more where there are more.

    Raises:
        SubmissionFault: they cannot be read.
    """
    if place.fault:
        raise SubmissionFault(place.fault)
    if place.member is not None:
        return read_member(place.path, place.member, limit)
    return read_file(place.path, limit)


def read_file(path: Path, limit: int = NOTEBOOK_LIMIT) -> bytes:
    """The bytes of a file on disk: all of them, or ``limit`` and one more.

    Raises:
        SubmissionFault: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except (OSError, ValueError):
        raise SubmissionFault(
            "This file is damaged. Please export it and hand it in again."
        ) from None
