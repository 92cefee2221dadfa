"""A bundle is an otter autograder zip, and a student's copy checks itself, whatever became of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.course import Bundle
from autograder.release import (
    Released,
    notebook_text,
    reference_notebook,
    skeleton_notebook,
)


@pytest.fixture(scope="session")
def otter_scores(
    released: Released, bundle: Bundle, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[float, float]]:
    """What plain ``otter run`` gives the reference and the skeleton: score and possible."""
    from otter.api import grade_submission

    folder = tmp_path_factory.mktemp("otter")
    scores = {}
    for name, notebook in (
        ("reference", reference_notebook(bundle)),
        ("skeleton", skeleton_notebook(bundle)),
    ):
        path = folder / f"{name}.ipynb"
        path.write_text(notebook_text(notebook), encoding="utf-8")
        results = grade_submission(str(path), str(released.archive), quiet=True)
        scores[name] = (results.total, results.possible)
    return scores


def test_otter_run_gives_the_reference_every_point(
    otter_scores: dict[str, tuple[float, float]],
) -> None:
    """Our bundle is a valid autograder zip."""
    assert (5, 5) == otter_scores["reference"]


def test_otter_run_gives_the_skeleton_nothing(otter_scores: dict[str, tuple[float, float]]) -> None:
    """Nothing is earned by handing in what was handed out."""
    assert (0, 5) == otter_scores["skeleton"]


def test_a_renamed_copy_without_metadata_still_checks(
    released: Released, bundle: Bundle, tmp_path: Path
) -> None:
    """The checks lie beside the notebook and are found from its folder."""
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
