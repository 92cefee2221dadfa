"""A notebook that somebody turned into a script is graded as the notebook."""

from __future__ import annotations

import json
from dataclasses import replace

import jupytext
import nbformat
import pytest
from nbconvert import PythonExporter

from autograder.batch.intake_notebook import read_notebook
from autograder.batch.intake_script import bears_marks, read_script
from autograder.course import Role
from autograder.examiner.submission import Step, Submission, SubmittedCell, lay_out
from tests.hostile.staging import honest_notebook
from tests.hostile.vault import VAULT


def _steps(cells: tuple[SubmittedCell, ...]) -> list[Step]:
    steps = lay_out(VAULT, Submission("ada", 1, "a", "", cells))
    return [replace(step, source=step.source.strip()) for step in steps]


def _script(kind: str) -> str:
    honest = honest_notebook()
    for cell in honest["cells"]:
        cell.setdefault("metadata", {})
    notebook = nbformat.reads(json.dumps(honest), as_version=4)
    if kind == "nbconvert":
        script, _ = PythonExporter().from_notebook_node(notebook)
        return str(script)
    return str(jupytext.writes(notebook, fmt=f"py:{kind}"))


@pytest.mark.parametrize("kind", ["percent", "hydrogen", "nbconvert"])
def test_a_script_with_cells_has_the_notebooks_steps(kind: str) -> None:
    """As jupytext and nbconvert write it: the same cells, each in its place in the assignment."""
    text = _script(kind).encode()
    assert bears_marks(text)
    cells, assignment = read_script(text)
    notebook_cells, _ = read_notebook(json.dumps(honest_notebook()).encode())
    assert _steps(notebook_cells) == _steps(cells)
    assert "vault" == assignment


def test_a_script_without_cells_is_judged_where_it_checks_itself() -> None:
    """All of its code runs, in its order, and every question has its checkpoint."""
    cells, assignment = read_script(_script("light").encode())
    checks = [step for step in _steps(cells) if step.role is Role.CHECK]
    assert ["q1", "q2", "q3", "q4"] == [step.question for step in checks]
    code = "\n".join(cell.source for cell in cells)
    assert all(name in code for name in ("import numpy", "def blend", "def running_sum"))
    assert "vault" == assignment
