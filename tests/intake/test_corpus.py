"""Everything that may be handed in comes out as cells, or as a sentence for its author."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.batch.intake import open_submission, take_in
from autograder.batch.store import record_path
from autograder.faults import SubmissionFault
from tests.intake.canvas_cases import CANVAS
from tests.intake.corpus import Case, Refused
from tests.intake.gradescope_cases import GRADESCOPE
from tests.intake.hostile_cases import HOSTILE
from tests.intake.moodle_cases import MOODLE
from tests.intake.plain_cases import PLAIN

CORPUS = [*PLAIN, *CANVAS, *MOODLE, *GRADESCOPE, *HOSTILE]


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_it_comes_out_as_the_case_says(case: Case, tmp_path: Path) -> None:
    """Students, attempts, cells and refusals; nothing is written anywhere."""
    named = case.build(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    came = take_in([named], case.platform).handed
    assert before == sorted(tmp_path.rglob("*")), "intake writes nothing"
    wanted = sorted(case.wanted, key=lambda one: one[:2])
    came.sort(key=lambda handed: (handed.student, handed.attempt))
    assert [one[:2] for one in wanted] == [(h.student, h.attempt) for h in came], case.says
    for handed, (_, _, outcome) in zip(came, wanted, strict=True):
        place = record_path(tmp_path / "out", "01_a", handed.student, handed.attempt)
        assert place.parent.parent == tmp_path / "out" / "01_a"
        if isinstance(outcome, Refused):
            with pytest.raises(SubmissionFault) as refused:
                open_submission(handed)
            assert re.search(outcome.words, str(refused.value)), case.says
        else:
            opened = open_submission(handed).submission
            assert outcome == [cell.source for cell in opened.cells], case.says


def test_the_corpus_is_as_large_as_it_says() -> None:
    """Each case has a name of its own and a sentence."""
    assert len(CORPUS) == len({case.name for case in CORPUS})
    assert all(case.says.endswith(".") for case in CORPUS)
    assert len(CORPUS) >= 110
