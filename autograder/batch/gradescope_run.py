"""What Gradescope's container runs: one submission in, ``results.json`` out.

``python -m autograder.batch.gradescope_run HOME BUNDLE`` expects in ``HOME`` what Gradescope lays
there: ``submission/`` with what was handed in, ``submission_metadata.json`` beside it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.batch.file_names import is_script
from autograder.batch.gradescope_results import (
    Results,
    nothing_to_grade,
    results_of,
    ungraded,
)
from autograder.batch.grading import Job, grade_job
from autograder.batch.intake import Handed, find_submissions, open_submission, source_of
from autograder.bundles import load_bundle
from autograder.course import Bundle
from autograder.examiner.lane import Lane
from autograder.faults import Fault, SubmissionFault
from autograder.records import write_atomically
from autograder.sandbox import SandboxError, choose_rung

_LARGEST_METADATA = 4 * 2**20


def main(home: Path, archive: Path) -> Results:
    """Grades what lies in ``home/submission`` and writes ``home/results/results.json``.

    Args:
        home: Gradescope's ``/autograder``, or a folder laid out like it.
        archive: the assignment's bundle.
    """
    started = time.monotonic()
    try:
        results = _grade(home, load_bundle(archive))
    except (Fault, SandboxError, OSError, ValueError) as error:
        results = ungraded(f"{type(error).__name__}: {error}")
    results["execution_time"] = round(time.monotonic() - started, 3)
    write_atomically(home / "results" / "results.json", json.dumps(results, indent=1) + "\n")
    return results


def _grade(home: Path, bundle: Bundle) -> Results:
    handed = _newest(home / "submission", bundle)
    if handed is None:
        return nothing_to_grade(bundle.assignment)
    # Not one rung weaker than what holds: where no wall stands, nothing of a student is run.
    lane = Lane(choose_rung())
    with tempfile.TemporaryDirectory(prefix="record-") as out:
        job = Job(handed, Path(), Path(out), force=True)
        if not _belongs(handed, bundle):
            # It will be refused unread, which no warm lane is needed for.
            record = grade_job(job, bundle, lane).record
        else:
            with lane:
                record = grade_job(job, bundle, lane).record
    return results_of(replace(record, submitted_at=_handed_in_at(home)))


def _newest(folder: Path, bundle: Bundle) -> Handed | None:
    """The notebook to grade: of this assignment rather than another, then the newest."""
    if not folder.is_dir():
        return None
    found = find_submissions([folder])
    return max(found, key=lambda handed: _rank(handed, bundle), default=None)


def _rank(handed: Handed, bundle: Bundle) -> tuple[bool, bool, int, Any]:
    """Scripts are submissions only where no notebook is: else they are its author's modules."""
    belongs = _belongs(handed, bundle)
    notebook = not is_script(source_of(handed))
    return belongs > 0, notebook, belongs, _moment(handed)


def _belongs(handed: Handed, bundle: Bundle) -> int:
    try:
        named = open_submission(handed).assignment
    except SubmissionFault:
        return 0
    return 2 if named in (bundle.slug, bundle.assignment) else 1 if named is None else 0


def _moment(handed: Handed) -> tuple[float, tuple[int, ...], str]:
    inside: tuple[int, ...] = ()
    if handed.member is not None:
        with zipfile.ZipFile(handed.path) as archive:
            inside = archive.getinfo(handed.member).date_time
    return handed.path.stat().st_mtime, inside, handed.member or handed.path.name


def _handed_in_at(home: Path) -> str | None:
    """When it was handed in, as Gradescope says; its file is of no other use here."""
    path = home / "submission_metadata.json"
    try:
        if path.stat().st_size > _LARGEST_METADATA:
            return None
        metadata = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    told = metadata.get("created_at") if isinstance(metadata, dict) else None
    return told if isinstance(told, str) else None


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
