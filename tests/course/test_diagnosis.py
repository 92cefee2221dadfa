"""The feedback names what went wrong, and never what did not."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from autograder.bundles import load_bundle
from autograder.course import Bundle, Misconception, find_assignments
from autograder.examiner.lane import Lane
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.release.focus import training_checks, with_questions
from autograder.release.notebooks import answer_cell
from autograder.sandbox import choose_rung

ROOT = Path(__file__).resolve().parents[2]
MIXTURES = 6
TRAINED = 1
"""Mixtures that train a net, which takes seconds each."""


def _slow(bundle: Bundle) -> set[str]:
    return {entry.name for entry in bundle.questions if training_checks(bundle, entry.name)}


def _pairs(bundle: Bundle) -> list[tuple[Misconception, Misconception]]:
    """Two ideas about two questions, drawn; the same for everybody."""
    slow = _slow(bundle)
    pairs = [
        (one, other)
        for one, other in itertools.combinations(bundle.misconceptions, 2)
        if one.question != other.question
    ]
    quick = [pair for pair in pairs if not slow & {idea.question for idea in pair}]
    trained = [pair for pair in pairs if slow & {idea.question for idea in pair}]
    rng = random.Random(0)
    return [
        *rng.sample(quick, min(MIXTURES, len(quick))),
        *rng.sample(trained, min(TRAINED, len(trained))),
    ]


@pytest.mark.xdist_group("otter")
@pytest.mark.parametrize("name", [folder.name for folder in find_assignments(ROOT)])
def test_a_mixture_of_two_misconceptions_never_names_a_third(
    name: str, archives: dict[str, Path]
) -> None:
    """Two wrong ideas in one notebook: whatever is named is one of the two."""
    bundle = load_bundle(archives[name])
    hints = {idea.name: idea.hint for idea in bundle.misconceptions}
    with Lane(choose_rung()) as lane:
        for pair in _pairs(bundle):
            # All that a student is asked, but for what trains: an idea about a question that is
            # right must not be named, and that it is right is seen by asking it.
            quick = {entry.name for entry in bundle.questions} - _slow(bundle)
            asked = with_questions(bundle, quick | {idea.question for idea in pair})
            answers = dict(bundle.answers)
            for idea in pair:
                answers[answer_cell(bundle, idea.question)] = idea.source
            cells = tuple(
                SubmittedCell(cell.id, answers.get(cell.id, cell.source))
                for cell in bundle.cells
                if cell.role != "prose"
            )
            submission = Submission("s", 1, "x.ipynb", "+".join(i.name for i in pair), cells)
            record = lane.examine(asked, submission)
            named = {
                hints[check.misconception]
                for question in record.questions
                for check in question.checks
                if check.misconception
            }
            spoiled = {idea.question for idea in pair}
            assert named <= {idea.hint for idea in pair}, [idea.name for idea in pair]
            lost = {q.name for q in record.questions if q.score < q.points}
            assert spoiled == lost, [idea.name for idea in pair]
