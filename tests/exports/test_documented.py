"""The policy for totals that the graders' page shows can be copied."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.exports.totals import read_totals_policy

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "for-graders.md"


def test_the_policy_for_totals(tmp_path: Path) -> None:
    """It is read, and means what the page says."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", _PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    (block,) = [block for block in blocks if block.startswith("scale =")]
    path = tmp_path / "totals.toml"
    path.write_text(block)
    policy = read_totals_policy(path)
    assert (100, 1) == (policy.scale, policy.drop_lowest)
    assert {"feed_forward": 1, "time_series": 1, "lstm_gates": 2} == policy.weights
