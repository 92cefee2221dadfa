"""Writes the releases, and proves that the committed ones are current."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.course import AssignmentFolder, Bundle, find_assignments
from autograder.faults import CourseFault
from autograder.release.build import Built, build_assignment

_GENERATED_FOLDER = re.compile(r"[0-9]{2}_[a-z0-9_]+")
_GENERATED_FILE = re.compile(r"[a-z0-9_]+\.ipynb|tests/q[0-9]+\.py")
_DROPPINGS = {".ipynb_checkpoints", ".OTTER_LOG", "__pycache__"}
"""What Jupyter, otter and Python leave behind when a notebook is tried out; git ignores it too."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Released:
    """Where one assignment was written."""

    bundle: Bundle
    notebook: Path
    archive: Path


def release(
    root: Path, names: Iterable[str] | None = None, progress: Progress | None = None
) -> list[Released]:
    """Builds assignments and writes ``assignments/NN_slug`` and ``build/bundles/NN_slug.zip``.

    Nothing is written unless everything could be built.

    Args:
        root: the checkout.
        names: folder names or slugs; None for all, which also removes what has no source any more.
        progress: is told the name of each assignment before it is built.

    Raises:
        CourseFault: an assignment cannot be released, or there is none of that name.
    """
    built = _build(root, _select(find_assignments(root), names, root), progress)
    for one in built:
        _write_student(root / "assignments" / one.bundle.assignment, one.student)
        _write_bytes(_archive_path(root, one.bundle), one.archive)
    if names is None:
        _remove_sourceless(root, {one.bundle.assignment for one in built})
    return [
        Released(
            bundle=one.bundle,
            notebook=root / "assignments" / one.bundle.assignment / f"{one.bundle.slug}.ipynb",
            archive=_archive_path(root, one.bundle),
        )
        for one in built
    ]


def check_release(root: Path, progress: Progress | None = None) -> list[str]:
    """Builds everything anew and compares it with what lies in ``assignments/``.

    Args:
        root: the checkout.
        progress: is told the name of each assignment before it is built.

    Returns:
        One sentence for each file that is missing, left over or different; nothing is written.

    Raises:
        CourseFault: an assignment cannot be built.
    """
    built = _build(root, find_assignments(root), progress)
    wanted = {
        f"{one.bundle.assignment}/{name}": data
        for one in built
        for name, data in one.student.items()
    }
    folder = root / "assignments"
    found = {path.relative_to(folder).as_posix(): path for path in _files_below(folder)}
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
    return differences


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


def _build(root: Path, folders: list[AssignmentFolder], progress: Progress | None) -> list[Built]:
    built = []
    for folder in folders:
        if progress is not None:
            progress(folder.name)
        built.append(build_assignment(folder, root))
    return built


def _archive_path(root: Path, bundle: Bundle) -> Path:
    return root / "build" / "bundles" / f"{bundle.assignment}.zip"


def _write_student(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        _write_bytes(folder / name, data)
    _remove_generated(folder, keep=set(files))


def _write_bytes(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.is_symlink() or path.read_bytes() != data:
        scratch = path.with_name(f".{path.name}.new")
        scratch.write_bytes(data)
        scratch.replace(path)


def _remove_sourceless(root: Path, names: set[str]) -> None:
    for folder in sorted((root / "assignments").iterdir()) if names else []:
        if (
            folder.is_dir()
            and folder.name not in names
            and _GENERATED_FOLDER.fullmatch(folder.name)
        ):
            _remove_generated(folder, keep=set())
    for archive in (root / "build" / "bundles").glob("*.zip"):
        if archive.stem not in names:
            archive.unlink()


def _remove_generated(folder: Path, keep: set[str]) -> None:
    """Removes what an earlier release wrote; what a person laid there stays and is reported."""
    for path in _files_below(folder):
        name = path.relative_to(folder).as_posix()
        if name not in keep and _GENERATED_FILE.fullmatch(name):
            path.unlink()
    for path in (folder / "tests", folder):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _files_below(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if (path.is_symlink() or not path.is_dir())
        and not set(path.relative_to(folder).parts) & _DROPPINGS
    ]
