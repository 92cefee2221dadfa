"""All masters from the first cell to the last, pictures and long trainings included.

Takes minutes, so only ``make bench ONLY=notebooks`` measures it.
"""

from __future__ import annotations

import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from autograder.release import notebook_text, reference_notebook, release
from autograder.release.publish import Released
from benchmarks.sections import Line, Say, Section, table

ROOT = Path(__file__).resolve().parents[1]
_MOST_MINUTES, _MOST_SECONDS = 15.0, 180.0


def measure(quick: bool, say: Say) -> Section:
    """Runs each notebook with the reference's answers, as many at once as there are cores."""
    say("building the release")
    built = release(ROOT)[: 2 if quick else None]
    cores = len(os.sched_getaffinity(0))
    done: list[tuple[str, float]] = []

    def run(one: Released) -> None:
        say(f"{one.bundle.assignment}; {len(done)} of {len(built)} done")
        done.append((one.bundle.assignment, seconds_of(one)))

    started = time.perf_counter()
    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(run, built))
    whole = time.perf_counter() - started
    name, slowest = max(done, key=lambda entry: entry[1])
    lines = (
        Line(
            f"{len(built)} notebooks executed, {cores} at once",
            f"{whole / 60:.1f} min",
            "",
            f"≤ {_MOST_MINUTES:g} min",
            whole / 60 <= _MOST_MINUTES,
        ),
        Line(
            f"the slowest, {name}",
            f"{slowest:.0f} s",
            "",
            f"≤ {_MOST_SECONDS:g} s",
            slowest <= _MOST_SECONDS,
        ),
    )
    rows = [(name, f"{seconds:.0f} s") for name, seconds in sorted(done)]
    return Section("notebooks", "Notebooks, executed", lines, table(("notebook", "took"), rows))


def seconds_of(one: Released) -> float:
    """How long one notebook takes in a kernel of its own.

    Raises:
        CellExecutionError: a cell raised.
    """
    book = nbformat.reads(notebook_text(reference_notebook(one.bundle)), as_version=4)
    # The export starts a kernel of its own and the pre-flight reads a file that a student saved.
    book.cells = [
        cell
        for cell in book.cells
        if cell.id != "preflight" and "grader.export(" not in cell.source
    ]
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    with tempfile.TemporaryDirectory() as folder:
        for path in one.notebook.parent.rglob("*"):
            target = Path(folder) / path.relative_to(one.notebook.parent)
            if path.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(book, timeout=600, kernel_name="python3", resources=resources)
        started = time.perf_counter()
        client.execute(env=environment)
        return time.perf_counter() - started
