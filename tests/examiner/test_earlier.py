"""One check is edited: its question is examined again, and the rest is as a whole grading says."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from autograder.examiner.earlier import Earlier
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.records import Record

if TYPE_CHECKING:
    from autograder.course import Bundle
    from autograder.examiner.lane import Lane

pytestmark = pytest.mark.xdist_group("lane")

_CHAINED = "def triple(x):\n    return double(x) + x\n"
_SUBMISSIONS = {
    "right": {},
    "wrong": {"q1-answer": "def double(x):\n    return x**2\n"},
    "rescued": {"q1-answer": "def double(x):\n    return x + 1.5\n", "q2-answer": _CHAINED},
    "raises": {"q1-answer": "def double(x):\n    raise ValueError('no')\n"},
    "missing": {"q1-answer": "doubled = 3\n", "q2-answer": "1 / 0\n"},
    "dies": {"q1-answer": "def double(x):\n    import os; os._exit(0)\n", "q2-answer": _CHAINED},
}


def _submission(bundle: Bundle, changes: dict[str, str]) -> Submission:
    sources = {cell.id: bundle.answers.get(cell.id, cell.source) for cell in bundle.cells}
    cells = tuple(SubmittedCell(*pair) for pair in (sources | changes).items())
    return Submission("sam", 1, "tiny.ipynb", "cf" * 32, cells)


def _edited(bundle: Bundle, name: str, old: str, new: str) -> Bundle:
    questions = tuple(
        dataclasses.replace(one, tests=one.tests.replace(old, new)) if one.name == name else one
        for one in bundle.questions
    )
    assert questions != bundle.questions
    return dataclasses.replace(bundle, questions=questions, sha256=f"{name}{new}".ljust(64, "a"))


def _stable(record: Record) -> dict[str, object]:
    return {**record.stable(), "bundle_sha256": ""}


@pytest.mark.parametrize("changes", _SUBMISSIONS.values(), ids=_SUBMISSIONS)
@pytest.mark.parametrize(
    "edit",
    [
        ("q1", "2 * x), f", "7 * x), f"),
        ("q1", "2 * x), f", "2 * x) or 1, f"),
        ("q2", "size=(2, 3)", "size=(3, 2)"),
        ("q2", 'name="leaves its input alone"', 'name="leaves alone what it was given"'),
    ],
    ids=["q1-harder", "q1-easier", "q2-inputs", "q2-name"],
)
def test_it_is_what_a_whole_grading_says(
    lane: Lane, bundle: Bundle, changes: dict[str, str], edit: tuple[str, str, str]
) -> None:
    """Even where the edit decides whether an earlier answer has to be lent to a later one."""
    submission = _submission(bundle, changes)
    before = lane.examine(bundle, submission)
    edited = _edited(bundle, *edit)
    whole = lane.examine(edited, submission)
    part = lane.examine(edited, submission, Earlier(before, frozenset({edit[0]})))
    assert _stable(whole) == _stable(part)


def test_what_still_holds_is_not_examined_again(lane: Lane, bundle: Bundle) -> None:
    """A mark of our own on the earlier outcome of q1 is still there, and that of q2 is not."""
    submission = _submission(bundle, {})
    record = lane.examine(bundle, submission)
    marked = dataclasses.replace(
        record,
        questions=tuple(dataclasses.replace(one, comment="as before") for one in record.questions),
    )
    after = lane.examine(bundle, submission, Earlier(marked, frozenset({"q2"})))
    assert ["as before", ""] == [question.comment for question in after.questions]
    assert record.score == after.score


def test_an_edited_check_asks_the_others_what_it_asked_before(lane: Lane, bundle: Bundle) -> None:
    """The seed is that of the submission and of what all questions hang on, not of the checks."""
    submission = _submission(bundle, {})
    edited = _edited(bundle, "q2", "+ 7", "+ 8")
    assert lane.examine(bundle, submission).seed == lane.examine(edited, submission).seed
    other = dataclasses.replace(bundle, answers={**bundle.answers, "q1-answer": "double = 1"})
    assert (
        lane.examine(bundle, submission).seed
        != lane.examine(dataclasses.replace(other, sha256="ef" * 32), submission).seed
    )
