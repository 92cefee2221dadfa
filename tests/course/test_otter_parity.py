"""Plain ``otter run`` with the same bundle gives honest submissions the same scores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.batch.intake import Handed, open_submission
from autograder.bundles import load_bundle
from autograder.examiner.lane import Lane
from autograder.release import notebook_text, notebook_with, reference_notebook
from autograder.release.notebooks import answer_cell
from autograder.sandbox import choose_rung

pytestmark = pytest.mark.xdist_group("otter")

WRONG = ("step_blocks_i_f_o_g", "forget_means_forget", "backward_drops_dc")


def _otter_run(archive: Path, notebook: Path, out: Path) -> dict[str, float]:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
    }
    command = [sys.executable, "-m", "otter", "run", "-a", str(archive), "-o", str(out)]
    subprocess.run(
        [*command, str(notebook)], cwd=out, env=environment, check=True, capture_output=True
    )
    tests = json.loads((out / "results.json").read_text())["tests"]
    return {test["name"]: test["score"] for test in tests if test["name"] != "Public Tests"}


def test_scores_are_otters_on_the_reference_and_on_wrong_answers(
    archives: dict[str, Path], tmp_path: Path
) -> None:
    """The reference and three misconceptions, question by question."""
    archive = archives["03_lstm_gates"]
    bundle = load_bundle(archive)
    notebooks = {"reference": reference_notebook(bundle)}
    for idea in bundle.misconceptions:
        if idea.name in WRONG:
            answers = {**bundle.answers, answer_cell(bundle, idea.question): idea.source}
            notebooks[idea.name] = notebook_with(bundle, answers)
    assert 4 == len(notebooks)
    with Lane(choose_rung()) as lane:
        for name, notebook in notebooks.items():
            path = tmp_path / name / f"{bundle.slug}.ipynb"
            path.parent.mkdir()
            path.write_text(notebook_text(notebook))
            record = lane.examine(bundle, open_submission(Handed(name, 1, path)).submission)
            ours = {question.name: question.as_is_score for question in record.questions}
            theirs = _otter_run(archive, path, path.parent)
            assert theirs == pytest.approx(ours), name
