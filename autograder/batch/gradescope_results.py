"""A record in Gradescope's words: what its ``results.json`` holds.

For Gradescope's own run and for the export alike.
"""

from __future__ import annotations

import re
from typing import Any

from autograder.records import CheckRecord, QuestionRecord, Record, Status, Verdict

Results = dict[str, Any]

_NOT_SHOWN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_OURS = "This has not been graded yet. It is not your fault, and no score shown here is a mark."
_REFUSED = "This could not be graded, so it has no points yet. {} You can hand in again."
_WAITS = "A person reads this and marks it; its points are not in this score yet."
_VERDICTS = {
    Verdict.MISSING: "Not answered yet: the name is not defined, or the cell is as handed out.",
    Verdict.NOT_REACHED: "Not reached: an earlier check of this question did not come back.",
    Verdict.TIMED_OUT: "It took longer than allowed.",
    Verdict.OUT_OF_MEMORY: "It took more memory than allowed.",
    Verdict.CRASHED: "The process ended while this was checked.",
    Verdict.NOT_GRADED: "Not graded yet: the grader failed here, and no point was taken.",
}


def results_of(record: Record) -> Results:
    """A record in Gradescope's words.

    Args:
        record: of one graded, refused or ungraded submission.
    """
    if record.status is Status.NOT_GRADED:
        results = ungraded("; ".join(fault.message for fault in record.faults))
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
        "waiting": record.waiting,
        "versions": dict(sorted(record.versions.items())),
    }
    return results


def ungraded(reason: str) -> Results:
    """Results that give no mark, because something of ours failed.

    Args:
        reason: for staff; students do not see it.
    """
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


def nothing_to_grade(assignment: str) -> Results:
    """Results for a submission without a notebook.

    Args:
        assignment: what it was handed in for.
    """
    results = _frame(0, _REFUSED.format("There is no notebook (.ipynb) in it."))
    results["extra_data"] = {"assignment": assignment, "status": Status.REFUSED}
    return results


def _frame(score: float, output: str) -> Results:
    return {
        "score": score,
        "output": _clean(output),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
    }


def _summary(record: Record) -> str:
    if record.status is Status.REFUSED:
        return _REFUSED.format(" ".join(fault.message for fault in record.faults))
    lines = [f"{record.title or record.assignment}: the public checks are shown below."]
    lines += [
        f"{question.name} was judged as if {', '.join(question.given)} were right."
        for question in record.questions
        if question.given
    ]
    lines += [
        f"{question.name} is marked by a person: {question.points:g} points are still to be given."
        for question in record.questions
        if question.waits
    ]
    return "\n".join(lines)


def _tests_of(question: QuestionRecord) -> list[Results]:
    if question.manual:
        return [_test_marked_by_a_person(question)]
    earned = sum(c.points for c in question.checks if c.verdict is Verdict.PASSED)
    # All or nothing, or a rounding: what is shown adds up to what counts.
    share = question.score / earned if earned else 0.0
    return [_test_of(question, check, share) for check in question.checks]


def _test_marked_by_a_person(question: QuestionRecord) -> Results:
    test: Results = {
        "name": _clean(f"{question.name}: {question.title}"),
        "output": _clean(question.comment if question.marked else _WAITS),
        "output_format": "text",
        "visibility": "visible",
    }
    # Without a score Gradescope shows the words alone: a zero would be a mark.
    if question.marked:
        test |= {"score": round(question.score, 5), "max_score": round(question.points, 5)}
    return test


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
