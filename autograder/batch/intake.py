"""Takes in what was handed in: notebooks, zips, folders of them. Treats every byte as hostile.

Nothing is unpacked to disk and no name inside a zip is ever used as a path.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.examiner.submission import Submission, SubmittedCell
from autograder.faults import SubmissionFault

NOTEBOOK_LIMIT = 20 * 1024 * 1024
_MEMBER_LIMIT = 20_000
_CELL_LIMIT = 2_000
_SUFFIXES = (".ipynb", ".zip")


@dataclass(frozen=True, slots=True)
class Handed:
    """One submission where it lies: a file, or a member of a zip.

    Attributes:
        student: whose it is, as told by its name.
        attempt: 1 for the first of this student.
        path: the notebook or the zip.
        member: the notebook's name inside the zip, or None.
        fault: why it cannot be read at all, where that is already known.
    """

    student: str
    attempt: int
    path: Path
    member: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A submission's cells, with the assignment its notebook says it belongs to, if it says so."""

    submission: Submission
    assignment: str | None


def find_submissions(paths: list[Path]) -> list[Handed]:
    """Every submission below ``paths``, in a fixed order, students numbered apart.

    A zip that is named itself may hold a whole class; one in a folder belongs to one student.

    Raises:
        FileNotFoundError: a path is not there.
        ValueError: a file that was named is neither a notebook nor a zip.
    """
    found: list[tuple[str, Path, str | None, str | None]] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if _is_candidate(p, path))
            for file in files:
                found += _of_one(file, _student_of(file.relative_to(path).parts))
        elif path.suffix in _SUFFIXES:
            found += _in_file(path, path.stem)
        else:
            raise ValueError(f"{path} is neither a notebook (.ipynb) nor a zip")
    attempts: dict[str, int] = {}
    handed = []
    for student, path, member, fault in found:
        attempts[student] = attempts.get(student, 0) + 1
        handed.append(Handed(student, attempts[student], path, member, fault))
    return handed


def _is_candidate(path: Path, root: Path) -> bool:
    hidden = any(_is_hidden(part) for part in path.relative_to(root).parts)
    return not hidden and path.suffix in _SUFFIXES and path.is_file() and not (path.is_symlink())


def _is_hidden(part: str) -> bool:
    """Droppings of editors, systems and otter; ``..`` is none of them, only a label here."""
    return part.startswith((".", "__")) and part != ".."


def _student_of(parts: tuple[str, ...]) -> str:
    """``ada/lstm_gates.ipynb`` is ada's, ``ada.ipynb`` is too."""
    return parts[0] if len(parts) > 1 else Path(parts[0]).stem


def _in_file(path: Path, student: str) -> list[tuple[str, Path, str | None, str | None]]:
    if path.suffix != ".zip":
        return [(student, path, None, None)]
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return [(student, path, None, "This zip cannot be opened. Please export it again.")]
    if len(names) > _MEMBER_LIMIT:
        return [(student, path, None, f"This zip holds {len(names)} files; hand in one notebook.")]
    notebooks = sorted(name for name in names if _is_notebook(name))
    if not notebooks:
        return [(student, path, None, "There is no notebook (.ipynb) in this zip.")]
    if len(notebooks) == 1:
        return [(student, path, notebooks[0], None)]
    return [(_student_of(PurePosixPath(name).parts), path, name, None) for name in notebooks]


def _of_one(path: Path, student: str) -> list[tuple[str, Path, str | None, str | None]]:
    """What lies in a folder of submissions is its student's, whatever names stand inside a zip."""
    found = _in_file(path, student)
    if len(found) == 1:
        return found
    words = f"This zip holds {len(found)} notebooks; hand in the one that is to be graded."
    return [(student, path, None, words)]


def _is_notebook(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name.endswith(".ipynb") and not any(_is_hidden(part) for part in parts)


def open_submission(handed: Handed) -> Opened:
    """The code cells of a submission; everything else in it is dropped.

    Raises:
        SubmissionFault: it cannot be read; the text says what the student can do.
    """
    if handed.fault:
        raise SubmissionFault(handed.fault)
    notebook = _parse(_read(handed))
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise SubmissionFault(
            "This file is JSON but not a notebook of format 4: it has no list of cells. "
            "Please open it in Jupyter, save it again and hand that in."
        )
    if len(cells) > _CELL_LIMIT:
        raise SubmissionFault(f"This notebook has {len(cells)} cells; {_CELL_LIMIT} are the limit.")
    code = tuple(cell for cell in map(_code_cell, cells) if cell is not None)
    digest = hashlib.sha256(json.dumps([[c.id, c.source] for c in code]).encode()).hexdigest()
    submission = Submission(
        student=handed.student,
        attempt=handed.attempt,
        source=PurePosixPath(handed.member or handed.path.name).name,
        sha256=digest,
        cells=code,
    )
    return Opened(submission, _assignment_named_in(notebook))


def _read(handed: Handed) -> bytes:
    try:
        if handed.member is None:
            if handed.path.stat().st_size > NOTEBOOK_LIMIT:
                raise SubmissionFault(_too_big())
            return handed.path.read_bytes()
        with zipfile.ZipFile(handed.path) as archive, archive.open(handed.member) as stream:
            # Never the size that the zip claims: read one byte more than allowed, and look.
            data = stream.read(NOTEBOOK_LIMIT + 1)
    except (OSError, zipfile.BadZipFile, RuntimeError, KeyError, NotImplementedError, EOFError):
        raise SubmissionFault(
            "This file is damaged. Please export it and hand it in again."
        ) from None
    if len(data) > NOTEBOOK_LIMIT:
        raise SubmissionFault(_too_big())
    return data


def _too_big() -> str:
    return (
        f"This notebook is larger than {NOTEBOOK_LIMIT >> 20} MiB. Clear its outputs "
        "(Edit, Clear Outputs of All Cells), save it and hand it in again."
    )


def _parse(data: bytes) -> dict[str, Any]:
    if not data.strip():
        raise SubmissionFault("This file is empty. Did the save finish before you handed it in?")
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SubmissionFault(
            "This notebook is not UTF-8 text. Please save it from Jupyter."
        ) from None
    except (ValueError, RecursionError):
        raise SubmissionFault(
            "This is not a readable notebook: its JSON is broken. It may have been cut short; "
            "please open it in Jupyter, save it again and hand that in."
        ) from None
    if not isinstance(notebook, dict):
        raise SubmissionFault("This file is JSON but not a notebook.")
    return notebook


def _code_cell(cell: Any) -> SubmittedCell | None:
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    source, name = cell.get("source", ""), cell.get("id", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return None
    # A lone surrogate is legal JSON but no text: IPython could not even write it to its log.
    clean = source.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    ignored = isinstance(tags, list) and "otter_ignore" in tags
    return SubmittedCell(name if isinstance(name, str) else "", clean, ignored)


def _assignment_named_in(notebook: dict[str, Any]) -> str | None:
    metadata = notebook.get("metadata")
    otter = metadata.get("otter") if isinstance(metadata, dict) else None
    name = otter.get("assignment_name") if isinstance(otter, dict) else None
    return name if isinstance(name, str) else None
