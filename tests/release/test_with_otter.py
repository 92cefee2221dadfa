"""A bundle is an otter autograder zip, and a student's copy checks itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.course import Bundle
from autograder.release import Released, reference_notebook, skeleton_notebook
from autograder.release.notebooks import Notebook

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("otter")


OtterRun = Callable[[Path, Notebook], tuple[float, float]]


def test_otter_run_gives_the_reference_every_point(
    otter_run: OtterRun, released: Released, bundle: Bundle
) -> None:
    """Our bundle is a valid autograder zip."""
    assert (5, 5) == otter_run(released.archive, reference_notebook(bundle))


def test_otter_run_gives_the_skeleton_nothing(
    otter_run: OtterRun, released: Released, bundle: Bundle
) -> None:
    """Nothing is earned by handing in what was handed out."""
    assert (0, 5) == otter_run(released.archive, skeleton_notebook(bundle))


def test_a_renamed_copy_without_metadata_still_checks(
    released: Released, bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checks lie beside the notebook, and so do the eyes of the pre-flight."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    folder = tmp_path / "student"
    shutil.copytree(released.notebook.parent, folder)
    (folder / "tiny.ipynb").unlink()
    data = reference_notebook(bundle)
    data["metadata"] = {}
    for cell in data["cells"]:
        cell["metadata"] = {}
    data["cells"] = [cell for cell in data["cells"] if "export" not in "".join(cell["source"])]
    (folder / "my copy.ipynb").write_text(json.dumps(data), encoding="utf-8")
    notebook = nbformat.read(folder / "my copy.ipynb", as_version=4)
    NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    shown = json.dumps(notebook)
    assert "q1 results: All test cases passed!" in shown
    assert "q2 results: All test cases passed!" in shown
    assert "Pre-flight of my copy.ipynb" in shown
    assert "2 of 2 questions have an answer" in shown
