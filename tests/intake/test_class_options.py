"""The options about a class as a person types them: mistakes cost nothing but a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.__main__ import app
from tests.intake.materials import ONE, lay


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--roster", "{in}/roster.csv"], "roster.csv:3: 'a@x' stands in line 2 as well"),
        (["--late-policy", "{in}/late.toml"], "is not a moment. Write day and time without quotes"),
        (["--late-policy", "{in}/other.toml"], "There is no assignment '03_knitting'"),
        (["--platform", "moodle"], "holds no file that is called as Moodle calls them"),
        (["--platform", "blackboard"], "choose one of auto, plain"),
        (["--keep", "some"], "'all', 'latest', 'best'"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    """Nothing was built or graded."""
    folder = lay(
        tmp_path / "in",
        {
            "ada.ipynb": ONE,
            "roster.csv": "name,email\nAda,a@x\nBen,a@x\n",
            "late.toml": "[assignments.03_lstm_gates]\ndeadline = 2026-02-01\n",
            "other.toml": "[assignments.03_knitting]\ndeadline = 2026-02-01T12:00:00Z\n",
        },
    )
    filled = [argument.replace("{in}", str(folder)) for argument in arguments]
    done = CliRunner(env={"COLUMNS": "300", "TERM": "dumb"}).invoke(
        app, ["grade", str(folder), "--out", str(tmp_path / "out"), *filled]
    )
    assert 2 == done.exit_code, done.output
    assert words in " ".join(done.stderr.split())
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert not (tmp_path / "out").exists()


def test_why_there_is_nothing_to_grade_is_told(tmp_path: Path) -> None:
    """Scripts that do not say what they are were passed over, and how they can count is said."""
    folder = lay(tmp_path / "in", {"ada.py": "x = 1", "ben/work.py": "x = 2"})
    done = CliRunner(env={"COLUMNS": "300", "TERM": "dumb"}).invoke(
        app, ["grade", str(folder), "--out", str(tmp_path / "out")]
    )
    assert 2 == done.exit_code, done.output
    words = " ".join(done.stderr.split())
    assert "ada.py, ben/work.py. A script counts if it has cells (# %%)" in words
    assert "no script to grade" in words


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    """What the system says about it, and no trace."""
    done = CliRunner(env={"COLUMNS": "900", "TERM": "dumb"}).invoke(
        app, ["grade", "x" * 300, "--out", str(tmp_path / "out")]
    )
    assert 2 == done.exit_code, done.output
    assert "cannot be looked at" in " ".join(done.stderr.split())
