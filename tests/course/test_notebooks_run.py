"""Every notebook runs from its first cell to its last, as it is handed out and as it is solved.

Graders skip the cells that only show something, so nothing else would notice a picture that breaks.
The notebooks run as Colab and VS Code leave them: renamed, without metadata and cell ids.
"""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.course import find_assignments
from autograder.release.build import Built, build_assignment
from autograder.release.notebooks import notebook_text, reference_notebook, skeleton_notebook

pytestmark = pytest.mark.xdist_group("otter")

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 600
"""For one cell, on a busy machine; how long notebooks take is measured elsewhere."""


@pytest.fixture(scope="module", params=[folder.name for folder in find_assignments(ROOT)])
def built(request: pytest.FixtureRequest) -> Built:
    """Each assignment of the course."""
    (folder,) = [one for one in find_assignments(ROOT) if one.name == request.param]
    return build_assignment(folder, ROOT)


def _run(built: Built, text: str, folder: Path) -> list[nbformat.NotebookNode]:
    """Runs a copy without metadata; gives its code cells."""
    for name, data in built.student.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    book = nbformat.reads(text, as_version=4)
    # The export runs the checks once more in another kernel, and the pre-flight reads a saved file.
    # Both have tests of their own.
    book.cells = [
        cell
        for cell in book.cells
        if cell.id != "preflight" and "grader.export(" not in cell.source
    ]
    book.metadata, book.nbformat_minor = nbformat.NotebookNode(), 4
    for cell in book.cells:
        cell.metadata = nbformat.NotebookNode()
        del cell["id"]
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    client = NotebookClient(
        book,
        timeout=MOST_SECONDS,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=environment)
    return [cell for cell in book.cells if cell.cell_type == "code"]


def _errors(cells: list[nbformat.NotebookNode]) -> list[str]:
    return [
        f"{cell.source.splitlines()[0]}: {out.ename}: {out.evalue}"
        for cell in cells
        for out in cell.outputs
        if out.output_type == "error"
    ]


def _said(cells: list[nbformat.NotebookNode], word: str) -> list[str]:
    return [
        out.text
        for cell in cells
        for out in cell.outputs
        if out.output_type == "stream" and word in out.text
    ]


@pytest.mark.filterwarnings("ignore::nbformat.warnings.MissingIDFieldWarning")
def test_the_solved_notebook_runs_and_shows_every_picture(built: Built, tmp_path: Path) -> None:
    """No error, no picture that still waits, no warning, every check passed."""
    cells = _run(built, notebook_text(reference_notebook(built.bundle)), tmp_path)
    assert [] == _errors(cells)
    assert [] == _said(cells, "This picture waits for")
    assert [] == _said(cells, "Warning")
    checks = [cell for cell in cells if cell.source.startswith("grader.check(")]
    assert len(built.bundle.questions) == len(checks)
    for cell in checks:
        shown = "".join(out.get("data", {}).get("text/plain", "") for out in cell.outputs)
        assert "results: All test cases passed!" in shown, cell.source


@pytest.mark.filterwarnings("ignore::nbformat.warnings.MissingIDFieldWarning")
def test_the_untouched_notebook_says_kindly_what_it_waits_for(built: Built, tmp_path: Path) -> None:
    """Run from top to bottom before anything is written, nothing turns red."""
    cells = _run(built, notebook_text(skeleton_notebook(built.bundle)), tmp_path)
    assert [] == _errors(cells)
    assert _said(cells, "This picture waits for")
