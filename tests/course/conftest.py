"""Bundles of the real assignments, built once for each test process."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import find_assignments
from autograder.release.build import build_assignment

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = [folder.name for folder in find_assignments(ROOT)]


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundle of every assignment, by its name."""
    target = tmp_path_factory.mktemp("bundles")
    paths = {}
    for folder in find_assignments(ROOT):
        paths[folder.name] = target / f"{folder.name}.zip"
        paths[folder.name].write_bytes(build_assignment(folder, ROOT).archive)
    return paths
