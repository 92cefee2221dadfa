"""One warm lane and a small assignment for all tests of the examiner."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from autograder.course import Bundle, Limits, Misconception, NotebookCell, Question, Role
from autograder.examiner.lane import Lane
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.records import Record
from autograder.sandbox import choose_rung

_TESTS = """
from otter.test_files import test_case
OK_FORMAT = False
name = "{name}"
points = 3

@test_case(points=1, hidden=False, name="{verb}s three numbers")
def test_public({verb}):
    import numpy as np
    x = np.arange(3.0)
    result = {verb}(x)
    assert isinstance(result, np.ndarray), "An array should come back. Did you return one?"
    assert np.allclose(result, {factor} * x), f"{verb}({{x}}) gave {{result}}"

@test_case(points=1, hidden=True, name="{verb}s anything", failure_message="Not for all numbers?")
def test_hidden({verb}):
    import numpy as np
    x = np.random.default_rng(np.random.randint(2**31)).normal(size=(2, 3)) + 7
    assert np.allclose({verb}(x), {factor} * x), f"secret {{x}}"

@test_case(points=1, hidden=True, name="leaves its input alone")
def test_pure({verb}):
    import numpy as np
    x = np.arange(1.0, 5.0)
    before = x.copy()
    {verb}(x)
    assert np.array_equal(before, x), "The input changed. Whose array is it?"
"""


def _question(name: str, verb: str, factor: int) -> Question:
    tests = _TESTS.format(name=name, verb=verb, factor=factor)
    return Question(name, f"{verb} it", 3.0, tests)


def _skeleton(verb: str) -> str:
    return f'def {verb}(x):\n    """Multiplies x."""\n    ...\n'


REFERENCE = {
    "q1-answer": "def double(x):\n    return scale(x, 2)\n",
    "q2-answer": "def triple(x):\n    return scale(x, 3)\n",
}


@pytest.fixture(scope="session")
def bundle() -> Bundle:
    """Two questions, one given cell, two misconceptions."""
    return Bundle(
        assignment="01_tiny",
        slug="tiny",
        title="Tiny",
        sha256="ab" * 32,
        cells=(
            NotebookCell("setup", Role.EXPORT, "import otter\ngrader = otter.Notebook()"),
            NotebookCell("given", Role.GIVEN, "def scale(x, n):\n    return x * n"),
            NotebookCell("q1-answer", Role.ANSWER, _skeleton("double"), "q1"),
            NotebookCell("q1-check", Role.CHECK, 'grader.check("q1")', "q1"),
            NotebookCell("show", Role.IGNORED, "print('only for students')"),
            NotebookCell("q2-answer", Role.ANSWER, _skeleton("triple"), "q2"),
            NotebookCell("q2-check", Role.CHECK, 'grader.check("q2")', "q2"),
        ),
        questions=(_question("q1", "double", 2), _question("q2", "triple", 3)),
        answers=REFERENCE,
        misconceptions=(
            Misconception(
                name="squares",
                question="q1",
                belief="doubling is squaring",
                hint="Is 3 doubled 9?",
                source="def double(x):\n    return x**2\n",
            ),
            Misconception(
                name="in_place",
                question="q1",
                belief="x is mine",
                hint="Who else holds x?",
                source="def double(x):\n    x *= 2\n    return x\n",
            ),
        ),
        limits=Limits(call_seconds=1, notebook_seconds=2, memory_mib=700),
    )


@pytest.fixture(scope="session")
def lane() -> Iterator[Lane]:
    """A warm lane on the strongest rung."""
    with Lane(choose_rung()) as lane:
        yield lane


Examine = Callable[..., Record]


@pytest.fixture
def examine(lane: Lane, bundle: Bundle) -> Examine:
    """Examines the reference notebook with some sources replaced, by cell id; None deletes one."""

    def examined(changes: dict[str, str | None] | None = None, ids: bool = True) -> Record:
        sources: dict[str, str | None] = {
            cell.id: REFERENCE.get(cell.id, cell.source) for cell in bundle.cells
        }
        sources.update(changes or {})
        cells = tuple(
            SubmittedCell(name if ids else "", source)
            for name, source in sources.items()
            if source is not None
        )
        return lane.examine(bundle, Submission("sam", 1, "tiny.ipynb", "cd" * 32, cells))

    return examined
