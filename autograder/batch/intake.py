"""Takes in what was handed in, and treats every byte of it as hostile.

Notebooks, scripts, zips, folders of them, and the bulk downloads of Canvas, Moodle and Gradescope.
Nothing is unpacked to disk and no name inside a zip is ever used as a path.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.batch import intake_plain
from autograder.batch.file_names import is_script, is_zip, label, labels, quoted
from autograder.batch.handed import NOTEBOOK_LIMIT, Claim, Handed, Owner, Place, WrittenCell
from autograder.batch.intake_listing import Listing, list_folder, list_zip, read_file
from autograder.batch.intake_notebook import read_drawn, read_notebook, read_written_cells
from autograder.batch.intake_platforms import (
    AUTO,
    PLAIN,
    Platform,
    platform_named,
    recognised,
    resembled,
    unwrapped,
)
from autograder.batch.intake_script import read_script, read_written_script
from autograder.batch.intake_zip import read_submission
from autograder.batch.roster import Roster
from autograder.examiner.pictures import Drawn
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.faults import SubmissionFault

__all__ = [
    "NOTEBOOK_LIMIT",
    "Content",
    "Handed",
    "Intake",
    "Opened",
    "cells_in",
    "drawn_in",
    "find_submissions",
    "hash_of",
    "open_submission",
    "read_content",
    "source_of",
    "take_in",
    "written_cells",
]


@dataclass(frozen=True, slots=True)
class Content:
    """What was handed in, as bytes, and the name of its file without folders."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A submission's cells, with the assignment its notebook says it belongs to, if it says so."""

    submission: Submission
    assignment: str | None


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that was handed in.

    Attributes:
        handed: in a fixed order, attempts of each student numbered.
        notes: sentences for the grader: which platform was recognised, what was passed over.
    """

    handed: list[Handed]
    notes: list[str]


def find_submissions(paths: list[Path]) -> list[Handed]:
    """Every submission below ``paths``, in a fixed order, students numbered apart.

    A zip that is named itself may hold a whole class; one in a folder belongs to one student. No
    platform is looked for: see ``take_in``.

    Raises:
        FileNotFoundError: a path is not there.
        ValueError: a file that was named is neither a notebook, nor a zip, nor a script.
    """
    return take_in(paths, PLAIN).handed


def take_in(paths: list[Path], platform: str = AUTO, roster: Roster | None = None) -> Intake:
    """Every submission below ``paths``, bulk downloads of platforms understood.

    Args:
        paths: notebooks, scripts, zips, or folders of them.
        platform: ``auto``, ``plain``, or the platform that folders and zips come from.
        roster: who is who; without it students are called as their files are.

    Raises:
        FileNotFoundError: a path is not there.
        ValueError: a file that was named cannot be a submission, or is no download of the platform.
    """
    wanted = platform_named(platform)
    numbering = _Numbering(roster)
    notes: list[str] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        claims, words = _claims_in(path, wanted, any_platform=platform == AUTO)
        numbering.add(claims)
        notes += words
    handed = numbering.handed()
    return Intake(handed, [*notes, *numbering.notes()])


def _claims_in(
    path: Path, wanted: Platform | None, *, any_platform: bool
) -> tuple[list[Claim], list[str]]:
    if not path.is_dir() and not is_zip(path.name):
        return intake_plain.of_file(path), []
    try:
        listing = list_folder(path) if path.is_dir() else list_zip(path)
    except SubmissionFault as fault:
        return intake_plain.of_unreadable(path, str(fault)), []
    notes = [f"{folder} could not be looked into." for folder in listing.unread]
    found = _of_platform(path, listing.places, wanted, any_platform=any_platform)
    if found is not None:
        platform, claims = found
        notes.insert(0, f"{path} is read as a download from {platform.title}.")
        return claims, notes
    if not path.is_dir():
        return intake_plain.of_zip(path, listing.places), notes
    claims = intake_plain.of_folder(listing.places)
    return claims, notes + _scripts_passed_over(path, listing, claims)


def _of_platform(
    path: Path, places: Sequence[Place], wanted: Platform | None, *, any_platform: bool
) -> tuple[Platform, list[Claim]] | None:
    if wanted is not None:
        for seen in (places, unwrapped(places)):
            if wanted.fits(seen):
                return wanted, wanted.claims(seen)
        raise ValueError(f"{path} holds no file that is called as {wanted.title} calls them")
    found = recognised(places) if any_platform else None
    if found is not None:
        platform, seen = found
        return platform, platform.claims(seen)
    alike = resembled(places) if any_platform else None
    if alike is not None:
        # The folder may be the only student's, and the names in it chosen to speak for others.
        raise ValueError(
            f"all of {path} lies in a folder {label(places[0].parts[0])!r} and is called as in a "
            f"download from {alike.title}. If it is one, add --platform {alike.name}; if that "
            f"folder is one student's, add --platform {PLAIN}"
        )
    return None


def _scripts_passed_over(path: Path, listing: Listing, claims: list[Claim]) -> list[str]:
    left = intake_plain.passed_over(listing.places, claims)
    if not left:
        return []
    return [
        f"Passed over in {path}: {quoted(left)}. A script counts if it has cells (# %%) or checks "
        "itself with otter, or if you name it."
    ]


class _Numbering:
    """Gives each claim a student and a number."""

    def __init__(self, roster: Roster | None) -> None:
        self._roster = roster
        self._entries: list[tuple[str, Claim, tuple[str, ...]]] = []
        self._uploads: set[tuple[str, int]] = set()
        self._earlier: dict[object, list[Claim]] = {}
        self._strangers: list[str] = []

    def add(self, claims: list[Claim]) -> None:
        """Takes what lies in one folder or zip."""
        owners = list(dict.fromkeys(owner for claim in claims for owner in claim.owners))
        students = self._students(owners)
        earlier = {key: list(found) for key, found in self._earlier.items()}
        for claim in claims:
            names = sorted({name for owner in claim.owners for name in students[owner]})
            group = tuple(names) if len(names) > 1 else ()
            for name in names:
                if claim.upload is not None:
                    # Two downloads of one week hold the same files.
                    if (name, claim.upload) in self._uploads:
                        continue
                    self._uploads.add((name, claim.upload))
                else:
                    key = (name, claim.owners, claim.place.name, claim.submitted_at)
                    if any(_is_same(claim.place, other.place) for other in earlier.get(key, ())):
                        continue
                    self._earlier.setdefault(key, []).append(claim)
                self._entries.append((name, claim, group))

    def _students(self, owners: list[Owner]) -> dict[Owner, tuple[str, ...]]:
        if self._roster is None:
            return {owner: (owner.label,) for owner in owners}
        known = self._roster.students_of(owners)
        self._strangers += [owner.label for owner in owners if not known[owner]]
        return {owner: known[owner] or (owner.label,) for owner in owners}

    def handed(self) -> list[Handed]:
        """Everything in the order in which it was found; attempts numbered by time, if known."""
        numbers: dict[int, int] = {}
        by_student: dict[str, list[int]] = {}
        for index, (student, _, _) in enumerate(self._entries):
            by_student.setdefault(student, []).append(index)
        for indices in by_student.values():
            ordered = sorted(indices, key=self._moment_among(indices))
            numbers |= {index: number for number, index in enumerate(ordered, 1)}
        return [
            Handed(
                student,
                numbers[index],
                claim.place.path,
                claim.place.member,
                claim.place.fault,
                submitted_at=claim.submitted_at,
                late_unknown=claim.marked_late is True and claim.submitted_at is None,
                marked_late=claim.marked_late,
                group=group,
            )
            for index, (student, claim, group) in enumerate(self._entries)
        ]

    def _moment_among(self, indices: list[int]) -> Callable[[int], tuple[datetime | int, int]]:
        """What orders one student's attempts: times, or Canvas's numbers, or else their names."""
        claims = {index: self._entries[index][1] for index in indices}
        moments: dict[int, datetime | int] = {
            index: datetime.fromisoformat(claim.submitted_at)
            for index, claim in claims.items()
            if claim.submitted_at is not None
        }
        if len(moments) < len(claims):
            moments = {i: claim.upload for i, claim in claims.items() if claim.upload is not None}
        if len(moments) < len(claims):
            moments = {index: index for index in indices}
        return lambda index: (moments[index], index)

    def notes(self) -> list[str]:
        """Who is not on the roster."""
        strangers = sorted(set(self._strangers))
        if not strangers:
            return []
        return [
            f"Not on the roster, or not told apart by it: {quoted(strangers)}. Their records are "
            "filed under these names."
        ]


def _is_same(place: Place, other: Place) -> bool:
    """Whether what lies in two folders or zips that were both named is one thing, named twice."""
    if (place.path.resolve(), place.member) == (other.path.resolve(), other.member):
        return True
    try:
        contents = [read_content(Handed("", 1, p.path, p.member, p.fault)) for p in (place, other)]
    except SubmissionFault:
        return False
    return contents[0] == contents[1]


def open_submission(handed: Handed) -> Opened:
    """The code cells of a submission; everything else in it is dropped.

    Raises:
        SubmissionFault: it cannot be read; the text says what the student can do.
    """
    return cells_in(handed, read_content(handed))


def read_content(handed: Handed) -> Content:
    """The bytes of a submission, not looked into: what travels to where it is graded.

    Raises:
        SubmissionFault: there are none to be had, or too many; the text is for the student.
    """
    if handed.fault:
        raise SubmissionFault(handed.fault)
    if handed.member is None:
        content = Content(source_of(handed), read_file(handed.path))
    else:
        data, name = read_submission(handed.path, handed.member)
        content = Content(name, data)
    if len(content.data) > NOTEBOOK_LIMIT:
        raise SubmissionFault(
            f"This notebook is larger than {NOTEBOOK_LIMIT >> 20} MiB. Clear its outputs "
            "(Edit, Clear Outputs of All Cells), save it and hand it in again."
        )
    return content


def cells_in(handed: Handed, content: Content) -> Opened:
    """The code cells in the bytes of a submission.

    Raises:
        SubmissionFault: they cannot be read; the text says what the student can do.
    """
    read = read_script if is_script(content.name) else read_notebook
    code, assignment = read(content.data)
    submission = Submission(
        student=handed.student,
        attempt=handed.attempt,
        source=content.name,
        sha256=hash_of(code),
        cells=code,
        submitted_at=handed.submitted_at,
        late_seconds=handed.late_seconds,
    )
    return Opened(submission, assignment)


def written_cells(content: Content) -> tuple[WrittenCell, ...]:
    """The cells in the bytes of a submission, text too, for people to read; no check sees them.

    Raises:
        SubmissionFault: they cannot be read; the text says what the student can do.
    """
    read = read_written_script if is_script(content.name) else read_written_cells
    return read(content.data)


def drawn_in(content: Content) -> tuple[Drawn, ...]:
    """The pictures in the bytes of a submission, as its author's computer drew them.

    Raises:
        SubmissionFault: it cannot be read; the text says what the student can do.
    """
    return () if is_script(content.name) else read_drawn(content.data)


def hash_of(cells: Sequence[SubmittedCell]) -> str:
    """The hash that a submission is known by: of what counts in its cells, and of nothing else."""
    return hashlib.sha256(json.dumps([[c.id, c.source] for c in cells]).encode()).hexdigest()


def source_of(handed: Handed) -> str:
    """The file name of what was handed in, without its folder, readable or not."""
    parts = labels(handed.member or handed.path.name)
    return parts[-1] if parts else handed.path.name
