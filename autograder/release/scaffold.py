"""A new assignment, copied from the template that proves itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import AssignmentFolder, find_assignments
from autograder.faults import CourseFault

TEMPLATE = "_template"
_SLUG = "your_slug"
_TITLE = "Your title"
_NUMBERS = range(100)
_FILES = ("master.py", "misconceptions.py", "alternatives.py", "notes.md")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")

Move = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scaffolded:
    """A new assignment.

    Attributes:
        folder: where it was written.
        moved: folders that made room for it, each with its old and its new name.
    """

    folder: AssignmentFolder
    moved: tuple[Move, ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """What to do next, five sentences."""
        place, slug = f"solutions/{self.folder.name}", self.folder.slug
        return (
            f"Write {place}/master.py: prose, answers, public and hidden checks. Its markers hold "
            "notes for you.",
            f"Write {place}/misconceptions.py and alternatives.py: wrong answers with their hints, "
            "right answers written differently.",
            f"python -m autograder release {slug}, then work through "
            f"assignments/{self.folder.name}/{slug}.ipynb as a student would.",
            f"python -m autograder prove {slug}, until nothing is refused. It writes proof.json.",
            f"Finish {place}/notes.md, run make check, and commit {place} and "
            f"assignments/{self.folder.name} together.",
        )


def scaffold(
    root: Path,
    slug: str,
    after: str | None = None,
    *,
    title: str | None = None,
    shift: bool = False,
) -> Scaffolded:
    """Copies the template to a new assignment's folder and fills in slug and title.

    Args:
        root: the checkout.
        slug: what the assignment is called for good, such as ``peephole_lstm``.
        after: folder name or slug of the assignment it follows; None for the last one.
        title: what students read; made from the slug where it is left out.
        shift: where the number is taken, give the folders behind it the next ones.

    Raises:
        CourseFault: the slug or the title cannot be used, or the number is taken.
    """
    solutions = root / "solutions"
    folders = find_assignments(root)
    _expect_usable(solutions, slug, folders)
    title = title or slug.replace("_", " ").capitalize()
    if '"' in title or "\\" in title or "\n" in title:
        raise CourseFault(
            solutions,
            None,
            f"The title {title!r} does not fit between quotes.",
            "Leave out double quotes, backslashes and line breaks.",
        )
    texts = {name: _template(solutions, name) for name in _FILES}
    number, moves = _make_room(solutions, folders, after, shift=shift)
    for old, new in moves:
        (solutions / old).rename(solutions / new)
    folder = AssignmentFolder(solutions / f"{number:02d}_{slug}", number, slug)
    folder.path.mkdir()
    for name, text in texts.items():
        filled = text.replace(_SLUG, slug).replace(_TITLE, title)
        (folder.path / name).write_text(filled, encoding="utf-8", newline="\n")
    return Scaffolded(folder, tuple(reversed(moves)))


def _expect_usable(solutions: Path, slug: str, folders: Sequence[AssignmentFolder]) -> None:
    if not _NAME.fullmatch(slug):
        raise CourseFault(
            solutions,
            None,
            f"{slug!r} is not a slug.",
            "Use small letters, digits and single underscores, and no number in front: "
            "peephole_lstm.",
        )
    for folder in folders:
        if folder.slug == slug:
            raise CourseFault(
                folder.path, None, "There is an assignment of this name.", "Choose another slug."
            )


def _template(solutions: Path, name: str) -> str:
    path = solutions / TEMPLATE / name
    if not path.is_file():
        raise CourseFault(path, None, "The template lacks this file.", "Restore it from git.")
    return path.read_text(encoding="utf-8")


def _make_room(
    solutions: Path, folders: Sequence[AssignmentFolder], after: str | None, *, shift: bool
) -> tuple[int, list[Move]]:
    """The number of the new folder, and who moves out of its way: the last one first."""
    number = _previous(solutions, folders, after) + 1
    taken = {folder.number: folder for folder in folders}
    free = [one for one in _NUMBERS if one >= number and one not in taken]
    if not free:
        raise CourseFault(
            solutions, None, "All numbers up to 99 are taken.", "Renumber the folders by hand."
        )
    if number not in taken:
        return number, []
    if not shift:
        raise CourseFault(
            solutions,
            None,
            f"The number {number:02d} is taken by {taken[number].name}; the next free numbers are "
            f"{', '.join(f'{one:02d}' for one in free[:3])}.",
            f"Name the assignment before one of these with --after, or add --shift: then "
            f"{number:02d} to {free[0] - 1:02d} move up by one.",
        )
    movers = [taken[one] for one in range(free[0] - 1, number - 1, -1)]
    return number, [(one.name, f"{one.number + 1:02d}_{one.slug}") for one in movers]


def _previous(solutions: Path, folders: Sequence[AssignmentFolder], after: str | None) -> int:
    if after is None:
        return folders[-1].number if folders else -1
    for folder in folders:
        if after in (folder.name, folder.slug):
            return folder.number
    raise CourseFault(
        solutions,
        None,
        f"There is no assignment {after!r} to come after.",
        f"There is: {', '.join(folder.name for folder in folders) or 'none yet'}.",
    )
