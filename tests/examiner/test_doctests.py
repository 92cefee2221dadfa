"""Any otter autograder zip can be graded: doctests against handles score as ``otter run`` does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograder.batch.intake import Handed, open_submission
from autograder.bundles import load_bundle

if TYPE_CHECKING:
    from autograder.examiner.lane import Lane

pytestmark = pytest.mark.xdist_group("lane")

CASES = {
    "q1": [
        (">>> mean([1, 2, 3])\n2.0", False, 1),
        (">>> np.isclose(mean(np.arange(10.0)), 4.5)\nnp.True_", True, 1),
        (">>> data['x'].max()\nnp.float64(3.0)", True, 2),
    ],
    "q2": [
        (">>> g = evens()\n>>> next(g)\n0\n>>> next(g)\n2", False, 1),
        (">>> import itertools\n>>> list(itertools.islice(evens(), 3))\n[0, 2, 4]", True, 1),
        (">>> greet('sam')\nhello sam", True, 1),
        (">>> def f(x):\n...     return greet(x)\n>>> f('al')\nhello al", True, 1),
        (
            ">>> mean([])\nTraceback (most recent call last):\n    ...\nZeroDivisionError: none",
            True,
            1,
        ),
        (">>> read()\n'beside the notebook'", True, 1),
    ],
}

RIGHT = """
import numpy as np
import pandas as pd
data = pd.DataFrame({"x": [1.0, 2.0, 3.0]})
def mean(xs):
    if len(xs) == 0:
        raise ZeroDivisionError("none")
    return sum(xs) / len(xs)
def evens():
    n = 0
    while True:
        yield n
        n += 2
def greet(name):
    print("hello", name)
def read():
    with open("note.txt") as stream:
        return stream.read()
"""

WRONG = RIGHT.replace("n += 2", "n += 4").replace("/ len(xs)", "// len(xs)")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An otter zip in the doctest format that no release of ours made."""
    path = tmp_path_factory.mktemp("otter") / "autograder.zip"
    with zipfile.ZipFile(path, "w") as target:
        for name, cases in CASES.items():
            spec = {
                "name": name,
                "points": None,
                "suites": [
                    {
                        "type": "doctest",
                        "scored": True,
                        "setup": "",
                        "teardown": "",
                        "cases": [
                            {"code": code, "hidden": hidden, "locked": False, "points": points}
                            for code, hidden, points in cases
                        ],
                    }
                ],
            }
            target.writestr(f"tests/{name}.py", f"OK_FORMAT = True\ntest = {spec!r}\n")
        target.writestr("otter_config.json", json.dumps({"lang": "python", "show_hidden": True}))
        target.writestr("files/note.txt", "beside the notebook")
        target.writestr("run_autograder", "")
    return path


def _notebook(path: Path, code: str) -> Path:
    sources = ["import otter\ngrader = otter.Notebook()", code]
    sources += [f'grader.check("{name}")' for name in CASES]
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "source": source,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(sources)
    ]
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook))
    return path


def _otter(archive: Path, notebook: Path) -> dict[str, float]:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    command = [sys.executable, "-m", "otter", "run", "-a", str(archive), "-o", str(notebook.parent)]
    subprocess.run(
        [*command, str(notebook)],
        cwd=notebook.parent,
        env=environment,
        check=True,
        capture_output=True,
    )
    tests = json.loads((notebook.parent / "results.json").read_text())["tests"]
    return {test["name"]: test["score"] for test in tests if "score" in test}


@pytest.mark.parametrize(("code", "score"), [(RIGHT, 10.0), (WRONG, 6.0)])
def test_scores_are_otters(
    lane: Lane, archive: Path, tmp_path: Path, code: str, score: float
) -> None:
    """Values, NumPy 2 reprs, printed lines, generators, tracebacks, files beside the notebook."""
    notebook = _notebook(tmp_path / "sam.ipynb", code)
    bundle = load_bundle(archive)
    record = lane.examine(bundle, open_submission(Handed("sam", 1, notebook)).submission)
    ours = {question.name: question.score for question in record.questions}
    theirs = {n: s for n, s in _otter(archive, notebook).items() if n in CASES}
    assert theirs == ours, [c for q in record.questions for c in q.checks]
    assert (score, 10.0) == (record.score, record.points)
