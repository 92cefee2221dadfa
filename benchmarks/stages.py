"""Where the time of one submission goes: box, cells, questions asked of the box, checks, record.

Every stage is told its own time, without that of stages inside it, so that they add up to it.
A flame graph of the examiner, drawn by py-spy, is written to ``docs/pictures``.
"""

from __future__ import annotations

import functools
import os
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.bundles import load_bundle
from autograder.course import Bundle
from autograder.examiner.conversation import Conversation
from autograder.examiner.lane import Lane
from autograder.examiner.neutral import NeutralRoom
from autograder.examiner.questions import QuestionRun
from autograder.sandbox import Box, Cage, choose_rung
from benchmarks.grading import ARRAYS, SMALL, examined, on_one_core, released
from benchmarks.peers import nbgrader_python, write_reference
from benchmarks.sections import Line, Say, Section, spread, table

ROOT = Path(__file__).resolve().parents[1]
FLAMES = ROOT / "docs" / "pictures"
_STAGES = {
    "open": "a box is opened",
    "run": "cells run in it",
    "names": "what is defined, and as what",
    "seed": "random numbers are seeded",
    "call": "calls of the student's functions",
    "model": "models: described, rebuilt, trained, asked",
    "check": "checks and what they compare with, in the examiner",
    "close": "the box is ended",
    "rest": "reading the notebook, scores, the record and its text",
}
_OF_OPERATION = {"run": "run", "names": "names", "seed": "seed", "call": "call", "get": "call"}
Original = Callable[..., Any]


class Stopwatch:
    """Seconds by stage; what a stage inside another takes is not the outer one's.

    Attributes:
        seconds: by stage.
        times: how often each was entered.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.times: dict[str, int] = defaultdict(int)
        self._within: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Within the block, time is this stage's."""
        self._turn_over()
        self._within.append(name)
        self.times[name] += 1
        try:
            yield
        finally:
            self._turn_over()
            self._within.pop()

    def _turn_over(self) -> None:
        now = time.perf_counter()
        if self._within:
            self.seconds[self._within[-1]] += now - self._since
        self._since = now


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Within the block, the examiner's parts tell the stopwatch when they begin and end."""
    places: list[tuple[type, str, Callable[..., str]]] = [
        (Cage, "open_box", lambda *_: "open"),
        (Box, "close", lambda *_: "close"),
        (QuestionRun, "run", lambda *_: "check"),
        (Conversation, "ask_raw", _of_request),
        (NeutralRoom, "seed", lambda *_: "seed"),
    ]
    originals: list[tuple[type, str, Original]] = []
    for owner, name, stage_of in places:
        original = getattr(owner, name)
        originals.append((owner, name, original))
        setattr(owner, name, _timed(original, stage_of, watch))
    try:
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _of_request(_: Conversation, operation: str, value: Any, *__: Any) -> str:
    """A request to a model is known by its target, which is no name but a handle."""
    if operation == "call" and type(value) is tuple and type(value[0]) is not str:
        return "model"
    return _OF_OPERATION.get(operation, "model")


def _timed(original: Original, stage_of: Callable[..., str], watch: Stopwatch) -> Original:
    @functools.wraps(original)
    def around(*arguments: Any, **keywords: Any) -> Any:
        with watch.stage(stage_of(*arguments)):
            return original(*arguments, **keywords)

    return around


def measure(quick: bool, say: Say) -> Section:
    """Both notebooks, stage by stage."""
    times = 3 if quick else 15
    with tempfile.TemporaryDirectory(prefix="stages-") as name, on_one_core():
        say("building the release")
        archives = released(Path(name))
        found = {}
        with Lane(choose_rung()) as lane:
            for assignment in (ARRAYS, SMALL):
                bundle = load_bundle(archives[assignment])
                notebook = write_reference(bundle, Path(name))
                say(f"{assignment}, {times} times")
                found[assignment] = staged(lane, bundle, notebook, times)
            if not quick:
                say("flame graph")
                bundle = load_bundle(archives[ARRAYS])
                draw_flames(lane, bundle, write_reference(bundle, Path(name)))
    return _section(found)


def staged(lane: Lane, bundle: Bundle, notebook: Path, times: int) -> list[Stopwatch]:
    """One stopwatch for each of several gradings of the same notebook."""
    examined(lane, bundle, notebook)
    found = []
    for _ in range(times):
        watch = Stopwatch()
        with watched(watch), watch.stage("rest"):
            examined(lane, bundle, notebook)
        found.append(watch)
    return found


def draw_flames(lane: Lane, bundle: Bundle, notebook: Path, seconds: int = 15) -> None:
    """Grades for a while, and lets py-spy draw what the examiner does meanwhile.

    Where a child may not look into its parent, the picture stays as it was.
    """
    target = FLAMES / f"flames_{bundle.slug}.svg"
    spy = nbgrader_python().with_name("py-spy")
    command = [str(spy), "record", "--pid", str(os.getpid()), "--duration", str(seconds)]
    with subprocess.Popen(
        [*command, "--rate", "200", "--threads", "--output", str(target)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while process.poll() is None:
            examined(lane, bundle, notebook)
    if process.returncode == 0:
        text = target.read_text(encoding="utf-8")
        target.write_text(text.replace(f"{ROOT}/", ""), encoding="utf-8")


def _section(found: dict[str, list[Stopwatch]]) -> Section:
    text, lines = [], []
    for assignment, watches in found.items():
        whole = statistics.median(sum(watch.seconds.values()) for watch in watches)
        rows = []
        for stage, words in _STAGES.items():
            samples = [watch.seconds.get(stage, 0.0) for watch in watches]
            median, around = spread(samples, "ms", 1000)
            share = f"{statistics.median(samples) / whole:.0%}"
            rows.append((words, watches[0].times.get(stage, 0), median, around, share))
        heads = ("stage", "times", "median", "spread", "share")
        text.append(f"### {assignment}: {1000 * whole:.0f} ms\n\n{table(heads, rows)}")
        walls = [
            sum(watch.seconds.get(stage, 0.0) for stage in ("open", "close", "seed", "names"))
            / sum(watch.seconds.values())
            for watch in watches
        ]
        share, around = spread(walls, "%", 100)
        lines.append(Line(f"share of box, seeds and names, {assignment}", share, around))
    text.append(
        "What the examiner's own process does in these milliseconds is drawn in "
        "[a flame graph](../docs/pictures/flames_lstm_gates.svg)."
    )
    return Section("stages", "Where the time goes", tuple(lines), "\n".join(text))
