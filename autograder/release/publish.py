"""Writes the releases, and proves that the committed ones are current."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.course import AssignmentFolder, Bundle, find_assignments
from autograder.faults import CourseFault
from autograder.release.build import Built
from autograder.release.gradescope import gradescope_zip
from autograder.release.leaks import find_leaks
from autograder.release.parallel import Progress, build_all
from autograder.release.syllabus import pages_of
from autograder.release.tree import (
    files_below,
    released_files,
    remove_sourceless,
    write_assignment,
    write_bytes,
)
from autograder.release.zips import STUDENTS_ZIP, has_library, students_zip


@dataclass(frozen=True, slots=True)
class Released:
    """Where one assignment was written."""

    bundle: Bundle
    notebook: Path
    archive: Path


def release(
    root: Path, names: Iterable[str] | None = None, progress: Progress | None = None
) -> list[Released]:
    """Builds assignments and writes ``assignments/NN_slug`` and the zips in ``build/``.

    Nothing is written unless everything could be built, and nothing that is withheld from students
    leaks. What has not changed since the last release is not built again.

    Args:
        root: the checkout.
        names: folder names or slugs; None for all, which also removes what has no source any more.
        progress: is told the name of each assignment once it is built.

    Raises:
        CourseFault: an assignment cannot be released, would leak, or there is none of that name.
    """
    built = build_all(_select(find_assignments(root), names, root), root, progress)
    pages = pages_of(root, built) if names is None else {}
    _refuse_leaks(root, built, pages)
    zips = _zips(root, built, whole=names is None)
    for one in built:
        write_assignment(root / "assignments" / one.bundle.assignment, one.student)
    for path, data in zips.items():
        write_bytes(root / "build" / path, data)
    for name, data in pages.items():
        write_bytes(root / "assignments" / name, data)
    if names is None:
        remove_sourceless(root, {one.bundle.assignment for one in built})
    return [
        Released(
            bundle=one.bundle,
            notebook=root / "assignments" / one.bundle.assignment / f"{one.bundle.slug}.ipynb",
            archive=_archive_path(root, one.bundle),
        )
        for one in built
    ]


def check_release(root: Path, progress: Progress | None = None) -> list[str]:
    """Builds everything anew, compares it with ``assignments/`` and looks for leaks there.

    Args:
        root: the checkout.
        progress: is told the name of each assignment once it is built.

    Returns:
        One sentence for each file that is missing, left over or different, and for each leak;
        nothing is written.

    Raises:
        CourseFault: an assignment cannot be built.
    """
    built = build_all(find_assignments(root), root, progress, fresh=True)
    wanted = _student_files(built) | pages_of(root, built)
    folder = root / "assignments"
    found = {path.relative_to(folder).as_posix(): path for path in files_below(folder)}
    differences = []
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            differences.append(f"assignments/{name} is missing. Run: make release")
        elif name not in wanted:
            differences.append(f"assignments/{name} comes from no source. Delete it.")
        elif found[name].is_symlink() or found[name].read_bytes() != wanted[name]:
            differences.append(
                f"assignments/{name} is not what its source builds. Run: make release"
            )
    return differences + find_leaks(built, released_files(root), root)


def _select(
    folders: list[AssignmentFolder], names: Iterable[str] | None, root: Path
) -> list[AssignmentFolder]:
    if names is None:
        return folders
    wanted = list(names)
    for name in wanted:
        if not any(name in (folder.name, folder.slug) for folder in folders):
            raise CourseFault(
                root / "solutions",
                None,
                f"There is no assignment {name!r}.",
                f"Name one of: {', '.join(folder.name for folder in folders)}.",
            )
    return [folder for folder in folders if folder.name in wanted or folder.slug in wanted]


def _student_files(built: list[Built]) -> dict[str, bytes]:
    """What students get of each assignment, by path below ``assignments/``."""
    return {
        f"{one.bundle.assignment}/{name}": data
        for one in built
        for name, data in one.student.items()
    }


def _refuse_leaks(root: Path, built: list[Built], pages: dict[str, bytes]) -> None:
    files = {f"assignments/{name}": data for name, data in (_student_files(built) | pages).items()}
    leaks = find_leaks(built, files, root)
    if leaks:
        raise CourseFault(
            root / "solutions",
            None,
            f"Students would get what is withheld from them: {' '.join(leaks)}",
            "Nothing was written.",
        )


def _zips(root: Path, built: list[Built], *, whole: bool) -> dict[str, bytes]:
    """The zips by their path below ``build/``; students get the whole course or nothing new."""
    zips = {f"bundles/{one.bundle.assignment}.zip": one.archive for one in built}
    if has_library(root):
        for one in built:
            zips[f"gradescope/{one.bundle.assignment}.zip"] = gradescope_zip(root, one)
        if whole:
            zips[STUDENTS_ZIP] = students_zip(root, built)
    return zips


def _archive_path(root: Path, bundle: Bundle) -> Path:
    return root / "build" / "bundles" / f"{bundle.assignment}.zip"
