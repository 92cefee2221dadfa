"""Every assignment is proved: by a certificate that is current, or anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import find_assignments
from autograder.release.certificates import verify
from autograder.release.proof import Setting
from autograder.sandbox import choose_rung

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.xdist_group("lane")
def test_every_assignment_is_proved(archives: dict[str, Path]) -> None:
    """Certificates fit sources and grading code; references earn all, skeletons are missing."""
    assignments = [(folder, archives[folder.name]) for folder in find_assignments(ROOT)]
    setting = Setting(choose_rung(), ROOT / "build" / "proofs")
    assert [] == verify(assignments, setting)
