"""Ours beside ``otter run``: the same notebook, the same tests, one core, in one run.

Run it with ``make bench``. Machines differ and are shared, so read the ratios; the times are there
to show what they are ratios of.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.batch.intake import Handed, open_submission
from autograder.box.wire import Encoder
from autograder.bundles import load_bundle
from autograder.examiner.lane import Lane
from autograder.release import notebook_text, reference_notebook, release
from autograder.sandbox import Cage, choose_rung
from autograder.sandbox.cage import BoxLimits

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = "03_lstm_gates"
_ROUNDS, _WARM_PER_ROUND, _BOXES, _CALLS = 3, 10, 30, 2000


def main() -> None:
    """Prints the table."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    console = Console()
    with console.status("building the release") as status:
        archive = release(ROOT, [ASSIGNMENT])[0].archive
        bundle = load_bundle(archive)
        with tempfile.TemporaryDirectory() as folder:
            notebook = Path(folder) / f"{bundle.slug}.ipynb"
            notebook.write_text(notebook_text(reference_notebook(bundle)))
            submission = open_submission(Handed("reference", 1, notebook)).submission
            rung = choose_rung()
            status.update("warming up a lane")
            started = time.perf_counter()
            with Lane(rung) as lane:
                warm_up = time.perf_counter() - started
                score = lane.examine(bundle, submission).score
                ours, theirs = [], []
                for number in range(_ROUNDS):
                    status.update(f"round {number + 1} of {_ROUNDS}")
                    theirs.append(_timed(lambda: _otter_run(archive, notebook, bundle.points)))
                    ours += [
                        _timed(lambda: lane.examine(bundle, submission))
                        for _ in range(_WARM_PER_ROUND)
                    ]
            status.update("measuring boxes")
            ready, call = _boxes(rung)
    assert score == bundle.points
    table = Table(title=f"{ASSIGNMENT}, reference answers, one core, isolation {rung}")
    for heading in ("what", "median", "spread", "bar"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    table.add_row("otter run, one submission", *_row(theirs, 1, "s"), "")
    table.add_row("ours, one warm submission", *_row(ours, 1, "s"), "≤ 0.25 s")
    table.add_row("box ready", *_row(ready, 1000, "ms"), "≤ 40 ms")
    table.add_row("scalar call", *_row(call, 1000, "ms"), "≤ 0.2 ms")
    table.add_row("warming up a lane, once a batch", f"{warm_up:.1f} s", "", "")
    ratio = statistics.median(theirs) / statistics.median(ours)
    table.add_row("otter run / ours", f"{ratio:.0f}×", "", "≥ 15×")
    console.print(table)


def _row(samples: list[float], factor: int, unit: str) -> tuple[str, str]:
    scaled = sorted(sample * factor for sample in samples)
    low, high = scaled[len(scaled) // 10], scaled[-1 - len(scaled) // 10]
    return f"{statistics.median(scaled):.3g} {unit}", f"{low:.3g}-{high:.3g}"


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _otter_run(archive: Path, notebook: Path, points: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "otter", "run", "-a", str(archive), "-o", folder]
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
        }
        subprocess.run(
            [*command, str(notebook)], cwd=folder, env=environment, check=True, capture_output=True
        )
        tests = json.loads((Path(folder) / "results.json").read_text())["tests"]
        assert points == sum(test.get("score", 0) for test in tests)


def _boxes(rung: object) -> tuple[list[float], list[float]]:
    ready, calls = [], []
    with Cage(rung) as cage:  # type: ignore[arg-type]
        for _ in range(_BOXES):
            started = time.perf_counter()
            box = cage.open_box(BoxLimits())
            ready.append(time.perf_counter() - started)
            box.close()
        box = cage.open_box(BoxLimits())
        box.channel.send(1, "run", b"def f(x):\n    return x + 1\n", Encoder())
        box.channel.receive()
        for _ in range(_CALLS):
            started = time.perf_counter()
            box.channel.send(2, "call", ("f", [1.0], {}), Encoder())
            box.channel.receive()
            calls.append(time.perf_counter() - started)
        box.close()
    return ready, calls


if __name__ == "__main__":
    main()
