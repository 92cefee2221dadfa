"""The folder ``assignments/``: what lies in it, and how it is brought up to date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_GENERATED_FOLDER = re.compile(r"[0-9]{2}_[a-z0-9_]+")
_GENERATED_FILE = re.compile(r"[a-z0-9_]+\.ipynb|tests/q[0-9]+\.py|picture\.(gif|png)")
_DROPPINGS = {".ipynb_checkpoints", ".OTTER_LOG", "__pycache__"}
"""What Jupyter, otter and Python leave behind when a notebook is tried out; git ignores it too."""


def files_below(folder: Path) -> list[Path]:
    """Every file and link below a folder, in order, without droppings."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if (path.is_symlink() or not path.is_dir())
        and not set(path.relative_to(folder).parts) & _DROPPINGS
    ]


def released_files(root: Path) -> dict[str, bytes]:
    """What lies in a checkout's ``assignments/``, by its path below the checkout."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in files_below(root / "assignments")
        if path.is_file()
    }


def write_bytes(path: Path, data: bytes) -> None:
    """Writes a file unless it is there already, so that a reader sees all of it or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.is_symlink() or path.read_bytes() != data:
        scratch = path.with_name(f".{path.name}.new")
        scratch.write_bytes(data)
        scratch.replace(path)


def write_assignment(folder: Path, files: dict[str, bytes]) -> None:
    """Makes the generated files of one assignment's folder exactly these."""
    for name, data in files.items():
        write_bytes(folder / name, data)
    _remove_generated(folder, keep=set(files))


def remove_sourceless(root: Path, names: set[str]) -> None:
    """Removes what earlier releases wrote for assignments that have no source any more.

    Args:
        root: the checkout.
        names: the assignments that there are.
    """
    for folder in sorted((root / "assignments").iterdir()) if names else []:
        if (
            folder.is_dir()
            and folder.name not in names
            and _GENERATED_FOLDER.fullmatch(folder.name)
        ):
            _remove_generated(folder, keep=set())
    for kind in ("bundles", "gradescope", "cache/release"):
        for archive in _zips(root / "build" / kind):
            if archive.stem not in names:
                archive.unlink()


def _zips(folder: Path) -> Iterable[Path]:
    return sorted(folder.glob("*.zip"))


def _remove_generated(folder: Path, keep: set[str]) -> None:
    """Removes what an earlier release wrote; what a person laid there stays and is reported."""
    for path in files_below(folder):
        name = path.relative_to(folder).as_posix()
        if name not in keep and _GENERATED_FILE.fullmatch(name):
            path.unlink()
    for path in (folder / "tests", folder):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
