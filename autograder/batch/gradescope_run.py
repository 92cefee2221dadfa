"""What Gradescope's container runs: one submission in, ``results.json`` out.

``python -m autograder.batch.gradescope_run HOME BUNDLE`` expects in ``HOME`` what Gradescope lays
there: ``submission/`` with what was handed in, ``submission_metadata.json`` beside it.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.batch.file_names import is_script
from autograder.batch.grading import Job, grade_job
from autograder.batch.intake import Handed, find_submissions, open_submission, source_of
from autograder.bundles import load_bundle
from autograder.course import Bundle
from autograder.examiner.lane import Lane
from autograder.faults import Fault, SubmissionFault
from autograder.records import (
    CheckRecord,
    QuestionRecord,
    Record,
    Status,
    Verdict,
    write_atomically,
)
from autograder.sandbox import SandboxError, choose_rung

Results = dict[str, Any]

_NOT_SHOWN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_LARGEST_METADATA = 4 * 2**20
_OURS = "This has not been graded yet. It is not your fault, and no score shown here is a mark."
_REFUSED = "This could not be graded, so it has no points yet. {} You can hand in again."
_VERDICTS = {
    Verdict.MISSING: "Not answered yet: the name is not defined, or the cell is as handed out.",
    Verdict.NOT_REACHED: "Not reached: an earlier check of this question did not come back.",
    Verdict.TIMED_OUT: "It took longer than allowed.",
    Verdict.OUT_OF_MEMORY: "It took more memory than allowed.",
    Verdict.CRASHED: "The process ended while this was checked.",
    Verdict.NOT_GRADED: "Not graded yet: the grader failed here, and no point was taken.",
}


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
        results = _ungraded(f"{type(error).__name__}: {error}")
    results["execution_time"] = round(time.monotonic() - started, 3)
    write_atomically(home / "results" / "results.json", json.dumps(results, indent=1) + "\n")
    return results


def results_of(record: Record) -> Results:
    """A record in Gradescope's words.

    Args:
        record: of one graded, refused or ungraded submission.
    """
    if record.status is Status.NOT_GRADED:
        results = _ungraded("; ".join(fault.message for fault in record.faults))
        results["score"] = record.score
    else:
        results = _frame(record.score, _summary(record))
    results["tests"] = [
        *results["tests"],
        *(test for question in record.questions for test in _tests_of(question)),
    ]
    results["extra_data"] = {
        "assignment": record.assignment,
        "bundle_sha256": record.bundle_sha256,
        "isolation": record.isolation,
        "points": record.points,
        "record_schema": record.schema,
        "status": record.status,
        "submission_sha256": record.submission_sha256,
        "submitted_at": record.submitted_at,
        "versions": dict(sorted(record.versions.items())),
    }
    return results


def _grade(home: Path, bundle: Bundle) -> Results:
    handed = _newest(home / "submission", bundle)
    if handed is None:
        results = _frame(0, _REFUSED.format("There is no notebook (.ipynb) in it."))
        results["extra_data"] = {"assignment": bundle.assignment, "status": Status.REFUSED}
        return results
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


def _frame(score: float, output: str) -> Results:
    return {
        "score": score,
        "output": _clean(output),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
    }


def _ungraded(reason: str) -> Results:
    results = _frame(0, _OURS)
    # A hidden test also keeps Gradescope from showing the 0 as a total.
    results["tests"] = [
        {
            "name": "Why this is not graded (for staff)",
            "score": 0,
            "max_score": 0,
            "output": _clean(reason),
            "output_format": "text",
            "visibility": "hidden",
        }
    ]
    results["extra_data"] = {"status": Status.NOT_GRADED}
    return results


def _summary(record: Record) -> str:
    if record.status is Status.REFUSED:
        return _REFUSED.format(" ".join(fault.message for fault in record.faults))
    lines = [f"{record.title or record.assignment}: the public checks are shown below."]
    lines += [
        f"{question.name} was judged as if {', '.join(question.given)} were right."
        for question in record.questions
        if question.given
    ]
    return "\n".join(lines)


def _tests_of(question: QuestionRecord) -> list[Results]:
    earned = sum(c.points for c in question.checks if c.verdict is Verdict.PASSED)
    # All or nothing, or a rounding: what is shown adds up to what counts.
    share = question.score / earned if earned else 0.0
    return [_test_of(question, check, share) for check in question.checks]


def _test_of(question: QuestionRecord, check: CheckRecord, share: float) -> Results:
    passed = check.verdict is Verdict.PASSED
    output = check.message or _VERDICTS.get(check.verdict, "")
    return {
        "name": _clean(f"{question.name}: {check.name}"),
        "score": round(check.points * share, 5) if passed else 0,
        "max_score": round(check.points, 5),
        "status": "passed" if passed else "failed",
        "output": _clean(output),
        "output_format": "text",
        "visibility": "after_published" if check.hidden else "visible",
    }


def _clean(text: str) -> str:
    return _NOT_SHOWN.sub("", text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
