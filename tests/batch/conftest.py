"""A small assignment as a bundle on disk, and a way to hand something in for it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.bundles import BUNDLE_MEMBER, bundle_to_json, seal
from autograder.course import Bundle, Limits, NotebookCell, Question, Role

_TESTS = """
from otter.test_files import test_case
OK_FORMAT = False
name = "q1"
points = 1

@test_case(points=1, hidden=True, name="doubles anything", failure_message="Not for all numbers?")
def test_double(double):
    import numpy as np
    x = np.random.default_rng(np.random.randint(2**31)).normal(size=4)
    assert np.allclose(double(x), 2 * x)
"""

RIGHT = "def double(x):\n    return 2 * x\n"

HandIn = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def doubling() -> Bundle:
    """One question: double a number."""
    skeleton = "def double(x):\n    ...\n"
    return seal(
        Bundle(
            assignment="01_doubling",
            slug="doubling",
            title="Doubling",
            sha256="",
            cells=(
                NotebookCell("setup", Role.EXPORT, "import otter\ngrader = otter.Notebook()"),
                NotebookCell("q1-answer", Role.ANSWER, skeleton, "q1"),
                NotebookCell("q1-check", Role.CHECK, 'grader.check("q1")', "q1"),
            ),
            questions=(Question("q1", "Double it", 1.0, _TESTS),),
            answers={"q1-answer": RIGHT},
            limits=Limits(call_seconds=20, notebook_seconds=60, memory_mib=700),
        )
    )


@pytest.fixture(scope="session")
def archive(doubling: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle as the release writes it."""
    path = tmp_path_factory.mktemp("bundles") / "01_doubling.zip"
    with zipfile.ZipFile(path, "w") as stream:
        stream.writestr(BUNDLE_MEMBER, bundle_to_json(doubling))
    return path


@pytest.fixture
def hand_in(doubling: Bundle, tmp_path: Path) -> HandIn:
    """Writes a student's notebook with their answer; returns its folder."""
    folder = tmp_path / "handed-in"
    folder.mkdir()

    def handed(student: str, answer: str) -> Path:
        sources = {cell.id: cell.source for cell in doubling.cells} | {"q1-answer": answer}
        cells = [
            {"cell_type": "code", "id": name, "source": source, "metadata": {}, "outputs": []}
            for name, source in sources.items()
        ]
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (folder / f"{student}.ipynb").write_text(json.dumps(notebook))
        return folder

    return handed
