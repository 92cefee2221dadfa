"""Many assignments at once, and none that has not changed.

What a build depends on is hashed; the cache keeps, for each assignment, the last build and the
hash it was made from. A build that must not trust the past says ``fresh``.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import multiprocessing
import os
import platform
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from autograder.box import kernel
from autograder.bundles import BUNDLE_MEMBER, bundle_from_json
from autograder.course import AssignmentFolder
from autograder.release.archive import make_zip, read_zip
from autograder.release.build import PICTURES, Built, build_assignment, model_answers_in

Progress = Callable[[str], None]

_TOOLS = ("jupytext", "nbformat", "otter-grader", "PyYAML")
_PACKAGE = Path(__file__).resolve().parents[1]
_FEW = 3
"""So many are built sooner here than in workers, each of which imports otter for two seconds."""


def build_all(
    folders: Sequence[AssignmentFolder],
    root: Path,
    progress: Progress | None = None,
    *,
    fresh: bool = False,
) -> list[Built]:
    """Builds assignments, in their order.

    Args:
        folders: the sources.
        root: the checkout; the cache lies in its ``build/``.
        progress: is told the name of each assignment once it is ready.
        fresh: build all of them, whatever the cache holds; nothing is written.

    Raises:
        CourseFault: an assignment cannot be released; the first such one in order is told.
    """
    for folder in folders:
        folder.expect_complete()
    keys = {folder.name: _key(folder, root) for folder in folders}
    ready: dict[str, Built] = {}
    for folder in folders if not fresh else ():
        kept = _kept(_cache_path(root, folder), keys[folder.name])
        if kept is not None:
            ready[folder.name] = kept
            if progress is not None:
                progress(folder.name)
    changed = [folder for folder in folders if folder.name not in ready]
    for folder, one in zip(changed, _build(changed, root), strict=True):
        ready[folder.name] = one
        if not fresh:
            _keep(_cache_path(root, folder), keys[folder.name], one)
        if progress is not None:
            progress(folder.name)
    return [ready[folder.name] for folder in folders]


def hash_files(paths: Iterable[tuple[str, Path]]) -> str:
    """One hash of files by name and content.

    Args:
        paths: each with the name it counts under, which must not depend on the machine.
    """
    digest = hashlib.sha256()
    for name, path in sorted(paths):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()


def library_files(root: Path) -> list[tuple[str, Path]]:
    """The files of the checkout's ``course_lib``, by their names below it."""
    library = root / "course_lib"
    return [
        (path.relative_to(library).as_posix(), path)
        for path in sorted(library.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def _build(folders: Sequence[AssignmentFolder], root: Path) -> Iterator[Built]:
    roots = [root] * len(folders)
    if len(folders) <= _FEW:
        yield from map(build_assignment, folders, roots)
        return
    # Spawned: whoever calls may have threads, and a fork of such a process can hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        min(os.cpu_count() or 1, len(folders)), context, kernel.die_with, (os.getpid(),)
    ) as pool:
        try:
            yield from pool.map(build_assignment, folders, roots)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _key(folder: AssignmentFolder, root: Path) -> str:
    """The hash of all that a build reads: sources, our code, and the tools it feeds."""
    pictures = [path for path in (folder.path / name for name in PICTURES) if path.is_file()]
    sources = [folder.master, folder.misconceptions, folder.alternatives, *pictures]
    code = [*_PACKAGE.glob("*.py"), *(_PACKAGE / "release").glob("*.py")]
    files = [
        *((f"solutions/{path.name}", path) for path in sources),
        *((f"course_lib/{name}", path) for name, path in library_files(root)),
        *((path.relative_to(_PACKAGE).as_posix(), path) for path in code),
        ("pyproject.toml", _PACKAGE.parent / "pyproject.toml"),
    ]
    tools = [f"{tool}=={importlib.metadata.version(tool)}" for tool in _TOOLS]
    words = [folder.name, platform.python_version(), *tools, hash_files(files)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _cache_path(root: Path, folder: AssignmentFolder) -> Path:
    return root / "build" / "cache" / "release" / f"{folder.name}.zip"


def _kept(path: Path, key: str) -> Built | None:
    try:
        members = read_zip(path.read_bytes())
        if members.pop("key").decode("ascii") != key:
            return None
        archive = members.pop("archive")
        inside = read_zip(archive)
        bundle = bundle_from_json(inside[BUNDLE_MEMBER].decode("utf-8"))
        model_answers = model_answers_in(inside)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        # A damaged cache is as good as none.
        return None
    student = {name.removeprefix("student/"): data for name, data in members.items()}
    return Built(bundle, student, archive, model_answers)


def _keep(path: Path, key: str, built: Built) -> None:
    members = {f"student/{name}": data for name, data in built.student.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    scratch.write_bytes(make_zip({**members, "archive": built.archive, "key": key.encode()}))
    scratch.replace(path)
