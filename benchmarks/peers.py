"""The two graders beside ours, by their own commands: ``otter run`` and ``nbgrader autograde``.

nbgrader lives in an environment of its own, ``build/bench-venv``, made when it is missing. The
notebook's kernel is the checkout's own Python for both, so that all sides run the same NumPy and
Keras.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.course import Bundle, NotebookCell, Role
from autograder.release import notebook_text, reference_notebook

ROOT = Path(__file__).resolve().parents[1]
NBGRADER, PY_SPY = "0.9.6", "0.4.3"

_VENV = ROOT / "build" / "bench-venv"
_KERNEL = "course"
_MARGIN = "    "
_READ_GRADEBOOK = """
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    print(book.find_submission({name!r}, "ada").score)
"""


class OtterRun:
    """``otter run`` on notebooks of one bundle.

    Args:
        archive: the bundle's zip, which is otter's as well.
    """

    name = "otter run"

    def __init__(self, archive: Path) -> None:
        self._archive = archive

    def grade(self, notebook: Path) -> float:
        """The points of one notebook."""
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "otter", "run", "-a", str(self._archive), "-o", folder]
            _run([*command, str(notebook)], Path(folder))
            tests = json.loads((Path(folder) / "results.json").read_text())["tests"]
            return float(sum(test.get("score", 0) for test in tests))


class Nbgrader:
    """``nbgrader autograde`` on the reference notebook, in a course of nbgrader's own format.

    Args:
        bundle: what is asked; each of its checks becomes a test cell.
        folder: an empty one, for the course.
    """

    name = "nbgrader autograde"

    def __init__(self, bundle: Bundle, folder: Path) -> None:
        self._bundle = bundle
        self._python = nbgrader_python()
        self._course = folder / "course"
        source = self._course / "source" / bundle.slug / f"{bundle.slug}.ipynb"
        source.parent.mkdir(parents=True)
        source.write_text(json.dumps(as_nbgrader(bundle)))
        _write_kernel(folder / "jupyter")
        self._paths = {"JUPYTER_PATH": str(folder / "jupyter"), "HOME": str(folder)}
        self._nbgrader("generate_assignment", self._course)
        released = self._course / "release" / bundle.slug / f"{bundle.slug}.ipynb"
        handed_in = self._course / "submitted" / "ada" / bundle.slug / f"{bundle.slug}.ipynb"
        handed_in.parent.mkdir(parents=True)
        handed_in.write_text(json.dumps(self._answered(json.loads(released.read_text()))))

    def grade(self, notebook: Path) -> float:
        """The points of the reference, which was handed in already; ``notebook`` is not looked at.

        Each grading is that of a fresh copy of the course: nbgrader does not grade twice what did
        not change.
        """
        with tempfile.TemporaryDirectory() as folder:
            own = Path(folder) / "course"
            shutil.copytree(self._course, own)
            self._nbgrader("autograde", own)
            read = _READ_GRADEBOOK.format(name=self._bundle.slug)
            return float(_run([str(self._python), "-c", read], own))

    def _answered(self, notebook: dict[str, Any]) -> dict[str, Any]:
        answers = {
            cell.question: self._bundle.answers[cell.id]
            for cell in self._bundle.cells
            if cell.id in self._bundle.answers
        }
        for cell in notebook["cells"]:
            question, _, part = cell["metadata"]["nbgrader"]["grade_id"].partition("-")
            if part == "answer":
                cell["source"] = answers[question]
        return notebook

    def _nbgrader(self, command: str, folder: Path) -> None:
        arguments = [str(self._python), "-m", "nbgrader", command, self._bundle.slug]
        _run(arguments, folder, self._paths)


def as_nbgrader(bundle: Bundle) -> dict[str, Any]:
    """The notebook that nbgrader releases from: solutions between its marks, tests in cells."""
    cells = []
    tests = {question.name: question.tests for question in bundle.questions}
    for cell in bundle.cells:
        if cell.role is Role.GIVEN:
            cells.append(_cell(cell.id, cell.source, grade=False, locked=True, solution=False))
        elif cell.role is Role.ANSWER and cell.question:
            cells.append(_answer_cell(cell, bundle.answers[cell.id]))
            cells += _test_cells(cell.question, tests[cell.question])
    kernel = {"display_name": _KERNEL, "language": "python", "name": _KERNEL}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _answer_cell(cell: NotebookCell, answer: str) -> dict[str, Any]:
    function = ast.parse(answer).body[0]
    assert isinstance(function, ast.FunctionDef)
    lines = answer.splitlines()
    head = lines[: function.body[0].end_lineno]
    body = lines[function.body[0].end_lineno :]
    marked = [f"{_MARGIN}### BEGIN SOLUTION", *body, f"{_MARGIN}### END SOLUTION"]
    name = f"{cell.question}-answer"
    return _cell(name, "\n".join([*head, *marked]), grade=False, locked=False, solution=True)


def _test_cells(question: str, tests: str) -> Iterator[dict[str, Any]]:
    for number, node in enumerate(ast.parse(tests).body):
        if not isinstance(node, ast.FunctionDef):
            continue
        case = node.decorator_list.pop()
        assert isinstance(case, ast.Call)
        says = {entry.arg: ast.literal_eval(entry.value) for entry in case.keywords}
        call = f"{node.name}({', '.join(argument.arg for argument in node.args.args)})"
        source = f"{ast.unparse(node)}\n\n{call}"
        if says["hidden"]:
            source = f"### BEGIN HIDDEN TESTS\n{source}\n### END HIDDEN TESTS"
        part = {"grade": True, "locked": True, "solution": False, "points": says["points"]}
        yield _cell(f"{question}-check-{number}", source, **part)


def _cell(name: str, source: str, **nbgrader: object) -> dict[str, Any]:
    own = {"grade_id": name, "schema_version": 3, "task": False, **nbgrader}
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {"nbgrader": own},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def _write_kernel(folder: Path) -> None:
    """A kernel that is this very Python, whichever environment starts it."""
    place = folder / "kernels" / _KERNEL
    place.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": _KERNEL, "language": "python"}
    (place / "kernel.json").write_text(json.dumps(spec))


def nbgrader_python() -> Path:
    """The interpreter of the environment that has nbgrader, made when it is missing."""
    python = _VENV / "bin" / "python"
    wanted = [f"nbgrader=={NBGRADER}", f"py-spy=={PY_SPY}", "ipykernel", "numpy"]
    made_of = _VENV / "made-of.txt"
    if not made_of.exists() or made_of.read_text() != "\n".join(wanted):
        venv.create(_VENV, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *wanted], check=True)
        made_of.write_text("\n".join(wanted))
    return python


def _run(command: list[str], folder: Path, more: dict[str, str] | None = None) -> str:
    """What a command prints; its own libraries see the settings that ours have."""
    environment = {
        **os.environ,
        "PATH": f"{Path(command[0]).parent}:{os.environ['PATH']}",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        **(more or {}),
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} ended with {done.stderr[-2000:]}")
    return done.stdout


def write_reference(bundle: Bundle, folder: Path) -> Path:
    """The notebook that all sides grade: the reference's own answers."""
    path = folder / f"{bundle.slug}.ipynb"
    path.write_text(notebook_text(reference_notebook(bundle)), encoding="utf-8")
    return path
