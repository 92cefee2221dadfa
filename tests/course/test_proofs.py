"""Every assignment proves itself, in the real sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import find_assignments
from autograder.release.proof import prove_assignment
from autograder.sandbox import choose_rung

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.xdist_group("lane")
@pytest.mark.parametrize("name", [folder.name for folder in find_assignments(ROOT)])
def test_wrong_answers_fail_with_their_hint_and_right_ones_pass(
    name: str, archives: dict[str, Path]
) -> None:
    """Reference full, skeleton missing, misconceptions caught by name, alternatives accepted."""
    proof = prove_assignment(archives[name], choose_rung())
    assert () == proof.faults
    assert {"reference", "skeleton"} < {trial.name for trial in proof.trials}
