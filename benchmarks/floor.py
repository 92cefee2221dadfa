"""The floor: what grading costs if nothing is protected and nothing is explained.

A warm interpreter is forked for each submission. The fork runs the notebook's cells with plain
``exec``, and the same checks in the same process, right behind the cells they belong to. There is
no sandbox, no second process, no time limit, no record, no hint. Nobody can be much cheaper and
still run the same code; how far ours is above it is what all the rest costs.

The interpreter has imported what our zygote has imported, and like it has run no TensorFlow yet:
after that a fork would hang.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

from autograder.examiner.lane import quiet_libraries

ROOT = Path(__file__).resolve().parents[1]
_LIBRARIES = (
    "numpy", "pandas", "tensorflow", "keras", "matplotlib.pyplot", "course_lib",
    "keras.src.trainers.epoch_iterator", "tensorflow.python.data.ops.options",
)  # fmt: skip


class Floor:
    """A warm interpreter that grades notebooks of one bundle.

    Args:
        archive: the bundle's zip.
    """

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Floor:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.floor", str(self._archive)],
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert json.loads(self._line()) == "warm"
        return self

    def __exit__(self, *error: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def grade(self, notebook: Path) -> float:
        """The points of one notebook."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(f"{notebook}\n")
        self._process.stdin.flush()
        return float(json.loads(self._line()))

    def _line(self) -> str:
        assert self._process is not None
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def main(archive: str) -> None:
    """Reads paths of notebooks from standard input, and answers each with its points."""
    quiet_libraries()
    from autograder.bundles import load_bundle
    from autograder.examiner.checks import read_checks

    bundle = load_bundle(Path(archive))
    checks = {question.name: read_checks(question).checks for question in bundle.questions}
    for name in _LIBRARIES:
        importlib.import_module(name)
    _otter_does_nothing()
    # As in our zygote: else every fork's collections would walk, and copy, all libraries.
    gc.collect()
    gc.freeze()
    print('"warm"', flush=True)
    for line in sys.stdin:
        reader, writer = os.pipe()
        if os.fork() == 0:
            score = _examine(Path(line.strip()), checks)
            os.write(writer, json.dumps(score).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            told = pipe.read()
        os.wait()
        print(told, flush=True)


def _examine(path: Path, checks: dict[str, Any]) -> float:
    """Cells in order, and each question's checks at its check cell; what fails earns nothing."""
    space: dict[str, Any] = {"__name__": "__main__"}
    earned = 0.0
    for cell in json.loads(path.read_text())["cells"]:
        if cell["cell_type"] != "code" or "otter_ignore" in cell["metadata"].get("tags", []):
            continue
        source = "".join(cell["source"])
        exec(compile(source, str(cell["id"]), "exec"), space)  # noqa: S102 - this is the floor
        if source.startswith("grader.check("):
            earned += _earned(checks[source.split('"')[1]], space)
    return round(earned, 4)


def _earned(checks: tuple[Any, ...], space: dict[str, Any]) -> float:
    earned = 0.0
    for number, check in enumerate(checks):
        random.seed(number)
        sys.modules["keras"].utils.set_random_seed(number)
        try:
            check.function(**{name: space[name] for name in check.needs})
        except Exception:  # noqa: BLE001, S112 - it failed, and the floor does not say why
            continue
        earned += check.points
    return earned


def _otter_does_nothing() -> None:
    """The notebook's own ``grader`` must not grade a second time."""
    notebook = type("Notebook", (), {"__init__": lambda *_, **__: None})
    for name in ("check", "check_all", "export"):
        setattr(notebook, name, lambda *_, **__: None)
    stub = types.ModuleType("otter")
    stub.Notebook = notebook  # type: ignore[attr-defined]
    sys.modules["otter"] = stub


if __name__ == "__main__":
    main(sys.argv[1])
