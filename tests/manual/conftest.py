"""A course with two questions that a person marks, released with otter, and a warm lane."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.grading import Job, Outcome, grade_job
from autograder.batch.handed import Handed
from autograder.bundles import seal
from autograder.course import Bundle
from autograder.examiner.lane import Lane
from autograder.records import Record
from autograder.release import Released, notebook_with, release
from autograder.sandbox import choose_rung

COURSE = Path(__file__).parent / "marked_course"
REASON = "Zero, because it changes no sum."
PICTURE = "import matplotlib.pyplot as plt\n\nplt.plot([1, 3, 6])"


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that holds the course; tests must not change it."""
    root = tmp_path_factory.mktemp("marked") / "checkout"
    shutil.copytree(COURSE, root)
    return root


@pytest.fixture(scope="session")
def released(root: Path) -> Released:
    """The course, released."""
    (one,) = release(root)
    return one


@pytest.fixture(scope="session")
def bundle(released: Released) -> Bundle:
    """Its bundle: q1 and q3 are checked, q2 is text, q4 a picture."""
    return released.bundle


@pytest.fixture(scope="session")
def lane() -> Iterator[Lane]:
    """A warm lane on the strongest rung."""
    with Lane(choose_rung()) as lane:
        yield lane


@dataclass
class Class:
    """A folder of submissions and the folder of their records."""

    bundle: Bundle
    lane: Lane
    handed: Path
    out: Path

    def hand_in(self, student: str, reason: str = REASON, picture: str = PICTURE) -> None:
        """Writes somebody's notebook: the reference, with these answers for people to read."""
        answers = {**self.bundle.answers, "q2-answer": reason, "q4-answer": picture}
        notebook = notebook_with(self.bundle, answers)
        (self.handed / f"{student}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")

    def grade(self, student: str, **options: Any) -> Outcome:
        """Grades it in the sandbox, as a batch would."""
        handed = Handed(student, 1, self.handed / f"{student}.ipynb")
        return grade_job(Job(handed, Path(), self.out, **options), self.bundle, self.lane)

    def record(self, student: str) -> Record:
        """The record on disk."""
        path = self.out / "01_marked" / student / "1.json"
        return Record.from_json(path.read_text(encoding="utf-8"))

    def edit_check(self) -> None:
        """As when a typo in a check of q1 is mended."""
        first, *rest = self.bundle.questions
        edited = replace(first, tests=first.tests.replace("Is one left out?", "Is one missing?"))
        assert edited != first
        self.bundle = seal(replace(self.bundle, questions=(edited, *rest)))


@pytest.fixture
def small_class(bundle: Bundle, lane: Lane, tmp_path: Path) -> Class:
    """Nobody has handed in yet."""
    (tmp_path / "handed").mkdir()
    return Class(bundle, lane, tmp_path / "handed", tmp_path / "grades")
