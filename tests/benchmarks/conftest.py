"""What the benchmarks' tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.course import Bundle
from autograder.release import release
from benchmarks.grading import COURSE


@pytest.fixture(scope="package")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bundle, Path]:
    """The benchmark's own assignment."""
    checkout = tmp_path_factory.mktemp("bench") / "checkout"
    shutil.copytree(COURSE, checkout)
    (one,) = release(checkout)
    return one.bundle, one.archive
