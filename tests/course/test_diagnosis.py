"""The feedback names what went wrong, and never what did not."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from autograder.bundles import load_bundle
from autograder.course import find_assignments
from autograder.examiner.lane import Lane
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.release.notebooks import answer_cell
from autograder.sandbox import choose_rung

ROOT = Path(__file__).resolve().parents[2]
MIXTURES = 40


@pytest.mark.xdist_group("otter")
@pytest.mark.parametrize("name", [folder.name for folder in find_assignments(ROOT)])
def test_a_mixture_of_two_misconceptions_never_names_a_third(
    name: str, archives: dict[str, Path]
) -> None:
    """Two wrong ideas in one notebook: whatever is named is one of the two."""
    bundle = load_bundle(archives[name])
    hints = {idea.name: idea.hint for idea in bundle.misconceptions}
    pairs = [
        pair
        for pair in itertools.combinations(bundle.misconceptions, 2)
        if pair[0].question != pair[1].question
    ]
    with Lane(choose_rung()) as lane:
        for pair in random.Random(0).sample(pairs, min(MIXTURES, len(pairs))):
            answers = dict(bundle.answers)
            for idea in pair:
                answers[answer_cell(bundle, idea.question)] = idea.source
            cells = tuple(
                SubmittedCell(cell.id, answers.get(cell.id, cell.source))
                for cell in bundle.cells
                if cell.role != "prose"
            )
            submission = Submission("s", 1, "x.ipynb", "+".join(i.name for i in pair), cells)
            record = lane.examine(bundle, submission)
            named = {
                hints[check.misconception]
                for question in record.questions
                for check in question.checks
                if check.misconception
            }
            assert named <= {idea.hint for idea in pair}, [idea.name for idea in pair]
            lost = {q.name for q in record.questions if q.score < q.points}
            assert lost == {idea.question for idea in pair}, [idea.name for idea in pair]
