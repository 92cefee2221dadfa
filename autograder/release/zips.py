"""The zip that students get, with the wheel of ``course_lib`` in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder.faults import CourseFault
from autograder.release.archive import make_zip, read_zip
from autograder.release.build import Built
from autograder.release.parallel import hash_files, library_files
from autograder.release.syllabus import pages_of

STUDENTS_ZIP = "lstm-course-students.zip"
START_HERE = "START_HERE.md"

_BESIDE = ("LICENSE", "README.md", "pyproject.toml")
_EPOCH = "315532800"
"""The first day of 1980, before which a zip knows no time."""

_TEXT = """\
# Start here

You need Python 3.11 or newer, about 3 GB of disk, and a terminal in this folder. Two commands:

```
python3 -m venv .venv && .venv/bin/pip install -c constraints.txt "./{wheel}[student]"
.venv/bin/jupyter lab assignments
```

On Windows, in PowerShell:

```
py -m venv .venv; .venv\\Scripts\\pip install -c constraints.txt "./{wheel}[student]"
.venv\\Scripts\\jupyter lab assignments
```

The first one takes a few minutes: it installs everything at the versions the course was tried with.
The second opens the notebooks in your browser. Begin with the lowest number:

{notebooks}

Each notebook says what to do, checks your answers as you go, and makes at its end the file that you
hand in. `assignments/README.md` is the syllabus, `assignments/GLOSSARY.md` explains the letters.
"""


def has_library(root: Path) -> bool:
    """Whether a checkout has a ``course_lib`` to pack; a course can do without."""
    return (root / "pyproject.toml").is_file() and (root / "course_lib").is_dir()


def students_zip(root: Path, built: Sequence[Built]) -> bytes:
    """All that students get: notebooks with their public checks, library, versions, first steps.

    Args:
        root: the checkout.
        built: every assignment.

    Raises:
        CourseFault: the wheel cannot be built, or a file is missing.
    """
    name, wheel = build_wheel(root)
    members = {
        f"assignments/{one.bundle.assignment}/{path}": data
        for one in built
        for path, data in one.student.items()
    }
    members |= {f"assignments/{page}": data for page, data in pages_of(root, built).items()}
    members |= {
        name: wheel,
        START_HERE: start_here(name, built).encode(),
        "LICENSE": needed(root, "LICENSE"),
        "constraints.txt": needed(root, "constraints.txt"),
    }
    return make_zip(members)


def start_here(wheel: str, built: Sequence[Built]) -> str:
    """The first steps, as text.

    Args:
        wheel: file name of the wheel of ``course_lib``.
        built: every assignment.
    """
    notebooks = "\n".join(
        f"- `assignments/{one.bundle.assignment}/{one.bundle.slug}.ipynb`: {one.bundle.title}"
        for one in sorted(built, key=lambda one: one.bundle.assignment)
    )
    return _TEXT.format(wheel=wheel, notebooks=notebooks)


def needed(root: Path, name: str) -> bytes:
    """The content of a file of the checkout.

    Raises:
        CourseFault: there is no such file.
    """
    path = root / name
    if not path.is_file():
        raise CourseFault(path, None, "The release needs this file.", "Restore it.")
    return path.read_bytes()


def build_wheel(root: Path) -> tuple[str, bytes]:
    """The wheel of ``course_lib``: its file name, and bytes that depend on its sources alone.

    Raises:
        CourseFault: ``pyproject.toml`` or a file it names is wrong.
    """
    sources = [(f"course_lib/{name}", path) for name, path in library_files(root)]
    for name in _BESIDE:
        needed(root, name)
        sources.append((name, root / name))
    key = hash_files(sources)
    if key not in _wheels:
        with TemporaryDirectory(prefix="wheel-") as scratch:
            for name, path in sources:
                copy = Path(scratch, "source", name)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
            _wheels[key] = _run_hatchling(root, Path(scratch))
    return _wheels[key]


_wheels: dict[str, tuple[str, bytes]] = {}
"""Wheels of this process by the hash of their sources: one release packs the same one often."""


def _run_hatchling(root: Path, scratch: Path) -> tuple[str, bytes]:
    """Builds in a copy: neither ignored files nor permissions of the checkout reach the wheel."""
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        str(scratch / "out"),
    ]
    done = subprocess.run(
        command,
        cwd=scratch / "source",
        env={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH},
        capture_output=True,
        text=True,
        check=False,
    )
    found = sorted((scratch / "out").glob("*.whl"))
    if done.returncode or len(found) != 1:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise CourseFault(
            root / "pyproject.toml",
            None,
            f"The wheel of course_lib cannot be built: {said[-1] if said else 'nothing was said'}.",
            "Repair what it names; if hatchling is missing, run: make setup",
        )
    # Written anew: what zlib makes of equal files differs from build to build of zlib.
    return found[0].name, make_zip(read_zip(found[0].read_bytes()))
