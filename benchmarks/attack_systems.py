"""Three systems that grade the same armed notebook: ``otter run``, ``nbgrader autograde``, ours."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.intake import Handed, open_submission
from autograder.bundles import load_bundle
from autograder.examiner.lane import Lane
from autograder.release import notebook_text, reference_notebook
from autograder.sandbox import Box, Cage
from autograder.sandbox.live_box import BoxLimits
from benchmarks.attack_corpus import ANSWERS, TOOLS, WRONG, Attack

SECONDS = 120
"""After so long a command is stopped."""

_CHECKS = (
    ("q1-check-1", 1, "assert add_up([1.0, 2.0, 3.0]) == 6.0"),
    ("q1-check-2", 1, "### BEGIN HIDDEN TESTS\nassert add_up([]) == 0.0, 'hidden_sentence_of_q1'"),
    ("q2-check-1", 1, "assert mean([4.0]) == 4.0"),
    (
        "q2-check-2",
        2,
        "### BEGIN HIDDEN TESTS\nnumbers = np.random.normal(size=5).tolist()\n"
        "moved = [number + 1.0 for number in numbers]\n"
        "assert abs(mean(moved) - mean(numbers) - 1.0) < 1e-9, 'hidden_sentence_of_q2'",
    ),
)
_READ_GRADEBOOK = """
from nbgrader.api import Gradebook, MissingEntry
with Gradebook("sqlite:///gradebook.db") as book:
    try:
        submission = book.find_submission("tiny", "ada")
        print(submission.score)
    except MissingEntry:
        print("none")
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one system made of one notebook. Without ``score`` there was no result at all."""

    score: float | None
    evidence: str
    visited: bool
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """One run's own folder, secret, server and mark by which its processes are found again."""

    folder: Path
    token: str
    server: socket.socket
    mark: str

    def tools(self) -> str:
        """The cell that tells an attack where things are."""
        port = self.server.getsockname()[1]
        return f"DROP, PORT = {str(self.folder / 'drop')!r}, {port}\n{TOOLS}"

    def outcome(self, score: float | None, heard: str = "", *, stopped: bool = False) -> Outcome:
        """What came of the run, with what the attack left outside."""
        drop = self.folder / "drop"
        text = heard + (drop.read_text() if drop.exists() else "")
        visited = bool(select.select([self.server], [], [], 0)[0])
        return Outcome(score, text, visited, stopped)

    def run(self, python: Path, arguments: list[str], folder: Path) -> int | None:
        """Runs a command of an environment; its exit status, None if it had to be stopped."""
        home, temporary = self.folder / "home", self.folder / "tmp"
        home.mkdir(exist_ok=True)
        temporary.mkdir(exist_ok=True)
        environment = {
            "PATH": f"{python.parent}:{os.environ['PATH']}",
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "GRADER_TOKEN": self.token,
            "BENCH_MARK": self.mark,
            "LANG": "C.UTF-8",
        }
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [str(python), *arguments], cwd=folder, env=environment, stdout=log, stderr=log
            )
            try:
                return process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                return None
            finally:
                self._sweep()
                process.wait()

    def _sweep(self) -> None:
        """Ends what the run left: a kernel has a session, but not an environment, of its own."""
        for path in Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                if f"BENCH_MARK={self.mark}".encode() in path.read_bytes():
                    os.kill(int(path.parent.name), signal.SIGKILL)


System = Callable[[Scene, Attack], Outcome]


def armed(notebook: dict[str, Any], attack: Attack, scene: Scene) -> dict[str, Any]:
    """A notebook with right answers, the attack's wrong one, and the attack."""
    answers = {**ANSWERS, attack.wrong: WRONG.get(attack.wrong, ""), **attack.cells}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id") or cell["id"]
        question, _, role = name.partition("-")
        if role == "answer" and question in answers:
            cell["source"] = answers[question]
        elif role.startswith("check") and attack.tags:
            cell["metadata"]["tags"] = list(attack.tags)
    first = [_cell("tools", scene.tools()), _cell("before", attack.cells.get("before", ""))]
    notebook["cells"][:0] = first
    return notebook


def _cell(name: str, source: str, **nbgrader: object) -> dict[str, Any]:
    metadata = {"nbgrader": {"grade_id": name, "schema_version": 3, **nbgrader}} if nbgrader else {}
    return {
        "cell_type": "code",
        "id": name,
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def otter_system(archive: Path) -> System:
    """``otter run`` with an autograder zip."""
    bundle = load_bundle(archive)

    def grade(scene: Scene, attack: Attack) -> Outcome:
        notebook = armed(reference_notebook(bundle), attack, scene)
        (scene.folder / "tiny.ipynb").write_text(notebook_text(notebook))
        command = ["-m", "otter", "run", "--no-logo", "-a", str(archive), "-o", ".", "tiny.ipynb"]
        ended = scene.run(Path(sys.executable), command, scene.folder)
        found = scene.folder / "results.json"
        if not found.exists():
            return scene.outcome(None, stopped=ended is None)
        tests = json.loads(found.read_text())["tests"]
        graded = [test for test in tests if "max_score" in test]
        total = sum(test.get("score", 0) for test in graded) if graded else None
        return scene.outcome(total)

    return grade


def nbgrader_system(python: Path, course: Path) -> System:
    """``nbgrader autograde`` in a copy of a course folder that has been released."""

    def grade(scene: Scene, attack: Attack) -> Outcome:
        own = scene.folder / "course"
        shutil.copytree(course, own)
        notebook = json.loads((own / "release/tiny/tiny.ipynb").read_text())
        handed_in = own / "submitted/ada/tiny/tiny.ipynb"
        handed_in.parent.mkdir(parents=True)
        handed_in.write_text(json.dumps(armed(notebook, attack, scene)))
        ended = scene.run(python, ["-m", "nbgrader", "autograde", "tiny"], own)
        if ended != 0:
            return scene.outcome(None, stopped=ended is None)
        return scene.outcome(_gradebook_score(python, own))

    return grade


def _gradebook_score(python: Path, course: Path) -> float | None:
    read = [str(python), "-c", _READ_GRADEBOOK]
    said = subprocess.run(read, cwd=course, check=True, capture_output=True, text=True).stdout
    return None if said.strip() == "none" else float(said)


def nbgrader_course(scene: Scene, python: Path) -> Path:
    """The tiny course in nbgrader's format, released with its own command."""
    course = scene.folder / "course"
    (course / "source/tiny").mkdir(parents=True)
    cells = [_cell("imports", "import numpy as np")]
    for question, answer in ANSWERS.items():
        head, _, body = answer.partition("\n")
        solution = f"{head}\n    ### BEGIN SOLUTION\n{body}    ### END SOLUTION\n"
        part = {"grade": False, "locked": False, "solution": True, "task": False}
        cells.append(_cell(f"{question}-answer", solution, **part))
        for name, points, tests in _CHECKS:
            if name.startswith(question):
                hidden = "\n### END HIDDEN TESTS" if "HIDDEN" in tests else ""
                part = {"grade": True, "locked": True, "solution": False, "task": False}
                cells.append(_cell(name, tests + hidden, points=points, **part))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4}
    (course / "source/tiny/tiny.ipynb").write_text(json.dumps({**notebook, "nbformat_minor": 5}))
    if scene.run(python, ["-m", "nbgrader", "generate_assignment", "tiny"], course) != 0:
        raise SystemExit((scene.folder / "log").read_text())
    return course


class _HeardCage(Cage):
    """A cage that remembers its boxes, to read what they printed."""

    seen: list[Box]

    def open_box(self, limits: BoxLimits) -> Box:
        """A fresh box, remembered."""
        self.seen.append(super().open_box(limits))
        return self.seen[-1]


def our_system(archive: Path, lane: Lane) -> System:
    """A lane that has not been started yet."""
    bundle = load_bundle(archive)
    cage = _HeardCage(lane.rung)
    cage.seen = []
    lane._cage = cage  # noqa: SLF001 - nothing public hears what boxes print

    def grade(scene: Scene, attack: Attack) -> Outcome:
        path = scene.folder / "tiny.ipynb"
        path.write_text(notebook_text(armed(reference_notebook(bundle), attack, scene)))
        cage.seen.clear()
        record = lane.examine(bundle, open_submission(Handed("ada", 1, path)).submission)
        assert lane._cage is cage, "the lane had to be started again"  # noqa: SLF001
        printed = b"".join(box.output for box in cage.seen).decode(errors="replace")
        return scene.outcome(record.score, printed + record.to_json())

    return grade
