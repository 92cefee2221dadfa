"""The three questions ask the same in each grader's format."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Bundle
from benchmarks.floor import Floor
from benchmarks.peers import as_nbgrader, write_reference

pytestmark = pytest.mark.xdist_group("otter")


def test_nbgraders_notebook_asks_what_the_bundle_asks(released: tuple[Bundle, Path]) -> None:
    """Every check is a test cell with its points, and answers stand between nbgrader's marks."""
    bundle, _ = released
    cells = as_nbgrader(bundle)["cells"]
    marks = [cell["metadata"]["nbgrader"] for cell in cells]
    assert bundle.points == sum(mark["points"] for mark in marks if mark["grade"])
    hidden = [cell for cell in cells if "### BEGIN HIDDEN TESTS" in cell["source"]]
    assert 3 == len(hidden)
    answers = [cell["source"] for cell in cells if "### BEGIN SOLUTION" in cell["source"]]
    assert 3 == len(answers)
    # The solved notebook passes its own tests, those of the net apart, which train it.
    space: dict[str, object] = {}
    for cell in cells:
        if "make_forecaster" not in cell["source"]:
            exec(cell["source"], space)  # noqa: S102 - our own
    assert callable(space["make_windows"])


def test_the_floor_gives_the_reference_every_point(
    released: tuple[Bundle, Path], tmp_path: Path
) -> None:
    """And, in the next fork, a wrong answer what is left."""
    bundle, archive = released
    right = write_reference(bundle, tmp_path)
    wrong = tmp_path / "wrong.ipynb"
    wrong.write_text(right.read_text().replace("series[steps:]", "series[:-steps]"))
    with Floor(archive) as floor:
        assert bundle.points == floor.grade(right)
        assert bundle.points - 2.0 == floor.grade(wrong)
        assert bundle.points == floor.grade(right)
