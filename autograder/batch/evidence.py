"""What a record can be replayed from: the cells and the bundle, kept once beside the records.

They lie by their hashes in ``OUT/.kept``: five hundred submissions share one bundle, and whoever
hands in the same again adds nothing.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from autograder.bundles import bundle_from_json, bundle_to_json
from autograder.course import Bundle
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.faults import GraderFault
from autograder.records import Record, write_atomically

_ROOT = Path(__file__).resolve().parents[2]
_GRADES = ("autograder/box", "autograder/examiner", "autograder/sandbox", "course_lib")


def grading_sources() -> str:
    """The hash of our own code that has a say in marks, with the library that notebooks import."""
    return hash_of_sources(*_GRADES)


@functools.cache
def hash_of_sources(*trees: str) -> str:
    """The hash of all Python files in some folders of the checkout, with their names."""
    digest = hashlib.sha256()
    for path in sorted(path for tree in trees for path in (_ROOT / tree).rglob("*.py")):
        digest.update(f"{path.relative_to(_ROOT).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def keep(out: Path, bundle: Bundle, submission: Submission) -> None:
    """Keeps what was graded, and with what, unless it is there."""
    cells = _cells_path(out, submission.sha256)
    if not cells.is_file():
        write_atomically(cells, cells_to_json(submission.cells) + "\n")
    kept = _bundle_path(out, bundle.sha256)
    if not kept.is_file():
        write_atomically(kept, bundle_to_json(bundle))


def kept_bundle(out: Path, record: Record) -> Bundle:
    """The bundle that a record was made with.

    Raises:
        GraderFault: it was not kept, or is damaged.
    """
    path = _bundle_path(out, record.bundle_sha256)
    try:
        bundle = bundle_from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _lost(path, out, error) from error
    if bundle.sha256 != record.bundle_sha256:
        raise _lost(path, out, ValueError("it is another bundle"))
    return bundle


def kept_submission(out: Path, record: Record) -> Submission:
    """The cells that a record is about.

    Raises:
        GraderFault: they were not kept, or are damaged.
    """
    path = _cells_path(out, record.submission_sha256)
    try:
        cells = cells_from_json(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _lost(path, out, error) from error
    return Submission(
        record.student, record.attempt, record.source, record.submission_sha256, cells
    )


def cells_to_json(cells: Iterable[SubmittedCell]) -> str:
    """Cells as text, to be kept or to be sent."""
    return json.dumps([dataclasses.astuple(cell) for cell in cells])


def cells_from_json(text: str) -> tuple[SubmittedCell, ...]:
    """Reads what ``cells_to_json`` wrote.

    Raises:
        ValueError: it is not that.
    """
    try:
        return tuple(SubmittedCell(*entry) for entry in json.loads(text))
    except (TypeError, RecursionError) as error:
        raise ValueError(f"no cells: {error}") from error


def _cells_path(out: Path, sha256: str) -> Path:
    return out / ".kept" / "submissions" / sha256[:2] / f"{sha256}.json"


def _bundle_path(out: Path, sha256: str) -> Path:
    return out / ".kept" / "bundles" / sha256[:2] / f"{sha256}.json"


def _lost(path: Path, out: Path, error: Exception) -> GraderFault:
    return GraderFault(
        f"{path.relative_to(out)}: what this record was made from cannot be read ({error}). "
        "Records of before it was kept cannot be replayed: grade again with --force."
    )
