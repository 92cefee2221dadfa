"""What the graders' page shows can be copied."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.batch.late import percent_off, read_late_policy
from autograder.batch.roster import read_roster

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "for-graders.md"


def _block(start: str) -> str:
    blocks = re.findall(r"```\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (block,) = [block for block in blocks if block.startswith(start)]
    return str(block)


def test_the_late_policy(tmp_path: Path) -> None:
    """It is read, and means what the page says."""
    (tmp_path / "late.toml").write_text(_block("timezone ="))
    deadline = read_late_policy(tmp_path / "late.toml").of("03_lstm_gates")
    assert [0, 10, 25, 100] == [
        percent_off(hours * 3600, deadline.steps) for hours in (0, 1, 25, 73)
    ]


def test_the_roster(tmp_path: Path) -> None:
    """It is read."""
    (tmp_path / "who.csv").write_text(_block("student,"))
    (row,) = read_roster(tmp_path / "who.csv").rows
    assert "ada" == row.student
    assert {"sid", "email", "canvas"} == {kind for kind, _ in row.ids}
    assert ("Team Gates",) == row.groups
