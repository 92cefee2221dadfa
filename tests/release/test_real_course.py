"""The course itself: what holds for the tiny assignment holds for every real one."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.bundles import bundle_from_json, bundle_to_json
from autograder.course import AssignmentFolder, Role, find_assignments
from autograder.release import reference_notebook
from autograder.release.build import Built, build_assignment
from autograder.release.notebooks import Notebook

pytestmark = pytest.mark.xdist_group("real_course")

ROOT = Path(__file__).resolve().parents[2]
OtterRun = Callable[[Path, Notebook], tuple[float, float]]
TELLING = 30
"""A line shorter than this may stand in any program."""


NAMES = sorted(path.name for path in (ROOT / "solutions").glob("[0-9][0-9]_*"))


@pytest.fixture(scope="module", params=NAMES)
def folder(request: pytest.FixtureRequest) -> AssignmentFolder:
    """Each assignment of the course."""
    (found,) = [one for one in find_assignments(ROOT) if one.name == request.param]
    return found


@pytest.fixture(scope="module")
def built(folder: AssignmentFolder) -> Built:
    """The assignment, built once."""
    return build_assignment(folder, ROOT)


def test_the_same_source_gives_the_same_bytes(folder: AssignmentFolder, built: Built) -> None:
    """Built twice, equal twice."""
    assert built == build_assignment(folder, ROOT)


def test_the_bundle_survives_its_text(built: Built) -> None:
    """Everything in it can be written and read."""
    assert built.bundle == bundle_from_json(bundle_to_json(built.bundle))


def test_every_question_has_an_answer_a_check_and_a_misconception(built: Built) -> None:
    """A question without a believable wrong answer proves nothing."""
    names = [question.name for question in built.bundle.questions]
    for role in (Role.ANSWER, Role.CHECK):
        assert names == [cell.question for cell in built.bundle.cells if cell.role is role]
    assert set(names) == {idea.question for idea in built.bundle.misconceptions}


def test_hidden_checks_stay_hidden(built: Built) -> None:
    """No name and no telling sentence of a hidden check stands in a file that students get."""
    student = b"".join(built.student.values()).decode("utf-8", errors="replace")
    for question in built.bundle.questions:
        tree = ast.parse(question.tests)
        checks = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        shown = {text for check in checks if not _is_hidden(check) for text in _sentences(check)}
        for check in filter(_is_hidden, checks):
            assert check.name not in student
            for text in _sentences(check) - shown:
                assert text not in student


def test_no_answer_is_handed_out_in_its_own_cell(built: Built) -> None:
    """What the reference adds to the skeleton is not in the skeleton."""
    for cell in built.bundle.cells:
        if cell.role is Role.ANSWER:
            shown = {line.strip() for line in cell.source.split("\n")}
            answer = {line.strip() for line in built.bundle.answers[cell.id].split("\n")}
            assert answer - shown


def test_plain_otter_gives_the_reference_every_point(
    otter_run: OtterRun, built: Built, tmp_path: Path
) -> None:
    """The same checks hold without our examiner."""
    archive = tmp_path / "bundle.zip"
    archive.write_bytes(built.archive)
    wanted = (built.bundle.points, built.bundle.points)
    assert wanted == pytest.approx(otter_run(archive, reference_notebook(built.bundle)))


def _is_hidden(function: ast.FunctionDef) -> bool:
    (decorator,) = function.decorator_list
    assert isinstance(decorator, ast.Call)
    return any(word.arg == "hidden" and ast.literal_eval(word.value) for word in decorator.keywords)


def _sentences(function: ast.FunctionDef) -> set[str]:
    return {
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and len(node.value) >= TELLING
    }
