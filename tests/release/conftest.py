"""A tiny course, released once for all tests of the release."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course import AssignmentFolder, Bundle
from autograder.release import Released, notebook_text, release
from autograder.release.notebooks import Notebook

TINY = Path(__file__).parent / "tiny_course"
ROOT = Path(__file__).resolve().parents[2]


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


def whole_checkout(root: Path) -> Path:
    """Makes a checkout of the tiny course with all that a release of the real one packs."""
    shutil.copytree(TINY, root)
    for name in ("autograder", "course_lib"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "README.md", "constraints.txt", "pyproject.toml"):
        shutil.copyfile(ROOT / name, root / name)
    return root


@pytest.fixture(scope="session")
def whole_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course with everything around it, released; tests must not change it."""
    root = whole_checkout(tmp_path_factory.mktemp("whole") / "checkout")
    release(root)
    return root


@pytest.fixture
def own_whole_root(whole_root: Path, tmp_path: Path) -> Path:
    """The same for a test to change; what was built is in its cache."""
    return Path(shutil.copytree(whole_root, tmp_path / "own checkout"))


OtterRun = Callable[[Path, Notebook], tuple[float, float]]


@pytest.fixture(scope="session")
def otter_run(tmp_path_factory: pytest.TempPathFactory) -> OtterRun:
    """Score and possible score by the command that anybody with otter can run; takes seconds."""

    def run(archive: Path, notebook: Notebook) -> tuple[float, float]:
        folder = tmp_path_factory.mktemp("otter")
        (folder / "submission.ipynb").write_text(notebook_text(notebook), encoding="utf-8")
        command = [sys.executable, "-m", "otter", "run", "--no-logo", "-a", str(archive)]
        subprocess.run(
            [*command, "-o", str(folder), "submission.ipynb"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        results = json.loads((folder / "results.json").read_text("utf-8"))
        graded = [test for test in results["tests"] if "max_score" in test]
        return sum(test["score"] for test in graded), sum(test["max_score"] for test in graded)

    return run
