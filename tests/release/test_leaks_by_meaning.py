"""No function of ``course_lib`` does for an answer, whatever its text."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

import course_lib
from autograder.bundles import seal
from autograder.course import Bundle, find_assignments
from autograder.examiner.lane import Lane
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.records import Verdict
from autograder.release.build import build_assignment
from autograder.release.focus import training_checks
from autograder.sandbox import choose_rung

ROOT = Path(__file__).resolve().parents[2]
OFFERED = [name for name in course_lib.__all__ if callable(getattr(course_lib, name))]


def _asked_for(answer: str) -> list[str]:
    """The names that an answer defines."""
    names: list[str] = []
    for node in ast.parse(answer).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return names


def _handing_in(bundle: Bundle, function: str) -> Submission:
    """A notebook that gives one function of the library for every answer of the assignment."""
    cells = []
    for cell in bundle.cells:
        source = cell.source
        if cell.id in bundle.answers:
            names = _asked_for(bundle.answers[cell.id])
            source = "import course_lib\n" + "\n".join(
                f"{name} = course_lib.{function}" for name in names
            )
        if cell.role != "prose":
            cells.append(SubmittedCell(cell.id, source))
    return Submission(function, 1, f"{function}.ipynb", function, tuple(cells))


def _quick(bundle: Bundle) -> Bundle:
    """The same questions, without what takes seconds and tells nothing here.

    Which idea explains a failure is not asked. What trains is left out, for a function that answers
    a question passes its other checks as well.
    """
    questions = []
    for entry in bundle.questions:
        slow = training_checks(bundle, entry.name)
        tree = ast.parse(entry.tests)
        tree.body = [node for node in tree.body if getattr(node, "name", "") not in slow]
        assert any(isinstance(node, ast.FunctionDef) for node in tree.body), entry.name
        questions.append(dataclasses.replace(entry, tests=ast.unparse(tree)))
    return seal(dataclasses.replace(bundle, questions=tuple(questions), misconceptions=()))


@pytest.fixture(scope="module")
def lane() -> Iterator[Lane]:
    """One lane for all assignments: it takes seconds to warm up."""
    with Lane(choose_rung()) as one:
        yield one


@pytest.mark.xdist_group("lane")
@pytest.mark.parametrize("name", [folder.name for folder in find_assignments(ROOT)])
def test_no_function_of_the_library_meets_a_hidden_check(name: str, lane: Lane) -> None:
    """Later questions are judged as if earlier ones were right, so each stands for itself."""
    (folder,) = [one for one in find_assignments(ROOT) if one.name == name]
    bundle = _quick(build_assignment(folder, ROOT).bundle)
    assert len(OFFERED) > 10
    for function in OFFERED:
        record = lane.examine(bundle, _handing_in(bundle, function))
        # A public check may be one mini-case, which a number can meet by chance.
        met = [
            (question.name, check.name)
            for question in record.questions
            for check in question.checks
            if check.hidden and check.verdict is Verdict.PASSED
        ]
        assert [] == met, function
