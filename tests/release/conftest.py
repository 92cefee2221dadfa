"""A tiny course, released once for all tests of the release."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.course import AssignmentFolder, Bundle
from autograder.release import Released, release

TINY = Path(__file__).parent / "tiny_course"


@pytest.fixture(scope="session")
def tiny_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that holds the tiny course; tests must not change it."""
    root = tmp_path_factory.mktemp("tiny") / "checkout"
    shutil.copytree(TINY, root)
    return root


@pytest.fixture(scope="session")
def released(tiny_root: Path) -> Released:
    """The tiny course, released."""
    (one,) = release(tiny_root)
    return one


@pytest.fixture(scope="session")
def bundle(released: Released) -> Bundle:
    """The bundle of the tiny course."""
    return released.bundle


@pytest.fixture
def own_root(tmp_path: Path) -> Path:
    """A checkout of the tiny course that a test may change."""
    root = tmp_path / "checkout"
    shutil.copytree(TINY, root)
    return root


@pytest.fixture
def own_folder(own_root: Path) -> AssignmentFolder:
    """The tiny assignment's folder, which a test may change."""
    return AssignmentFolder(own_root / "solutions" / "01_tiny", 1, "tiny")
