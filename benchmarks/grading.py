"""Ours beside ``otter run``, ``nbgrader autograde`` and the floor: the same notebooks and tests.

Sides take turns, so that a machine that is busy with something else is busy for all of them, and
ratios are those of neighbours in time. One core first, then all of them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.grading import Job
from autograder.batch.intake import Handed, find_submissions, open_submission
from autograder.batch.lanes import LocalLanes
from autograder.batch.scheduling import grade_all
from autograder.box.wire import Encoder
from autograder.bundles import load_bundle
from autograder.course import Bundle
from autograder.examiner.lane import Lane
from autograder.release import release
from autograder.sandbox import Cage, Rung, choose_rung
from autograder.sandbox.live_box import BoxLimits
from benchmarks.floor import Floor
from benchmarks.peers import Nbgrader, OtterRun, write_reference
from benchmarks.sections import (
    Line,
    Say,
    Section,
    at_least,
    at_most,
    longest,
    no_bar,
    paired,
    spread,
    table,
)

ROOT = Path(__file__).resolve().parents[1]
COURSE = ROOT / "benchmarks" / "course"
SMALL, ARRAYS, TRAINS = "three questions, one training", "03_lstm_gates", "06_bidirectional"
OURS, FLOOR = "ours", "the floor"


@dataclass(frozen=True, slots=True)
class Turns:
    """How often: rounds with the other graders, what is measured in each, and with what trains."""

    rounds: int
    warm: int
    trains: int
    boxes: int
    calls: int


FULL, QUICK = Turns(3, 7, 3, 40, 3000), Turns(1, 2, 1, 5, 200)
Times = dict[str, list[float]]


def measure(quick: bool, say: Say) -> Section:
    """All sides on three assignments."""
    turns = QUICK if quick else FULL
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        say("building the release")
        archives = released(Path(folder))
        cores = len(os.sched_getaffinity(0))
        with on_one_core():
            one_core = _one_core(archives, Path(folder), turns, say)
            ready, call = _boxes(choose_rung(), turns, say)
        all_cores = _all_cores(archives[SMALL], Path(folder), cores, turns, say)
    lines = [*_ratios(one_core), *_rates(all_cores, cores)]
    lines += [longest("box ready", ready, 40, "ms"), longest("scalar call", call, 0.2, "ms")]
    return Section("grading", "Grading, beside the others", tuple(lines), _text(one_core))


def released(folder: Path) -> dict[str, Path]:
    """The bundles that are graded: two of the course, and the benchmark's own."""
    checkout = folder / "checkout"
    shutil.copytree(COURSE, checkout)
    own = {one.bundle.assignment: one.archive for one in release(ROOT, [ARRAYS, TRAINS])}
    return {SMALL: release(checkout)[0].archive, **own}


def _one_core(archives: dict[str, Path], folder: Path, turns: Turns, say: Say) -> dict[str, Times]:
    with Lane(choose_rung()) as lane:
        found = {}
        for name, archive in archives.items():
            own = folder / name.replace(" ", "_")
            found[name] = _sides(
                archive, own, lane, turns, lambda words, n=name: say(f"{n}: {words}")
            )
        return found


def _sides(archive: Path, own: Path, lane: Lane, turns: Turns, say: Say) -> Times:
    """Seconds of every grading, by side."""
    bundle = load_bundle(archive)
    trains = bundle.assignment == TRAINS
    own.mkdir()
    notebook = write_reference(bundle, own)
    say("warming up")
    others: list[Any] = [OtterRun(archive)]
    if archive.is_relative_to(own.parent):
        others.append(Nbgrader(bundle, own / "nbgrader"))
    times: Times = {OURS: [], FLOOR: [], **{other.name: [] for other in others}}
    with Floor(archive) as floor:
        sides: dict[str, Callable[[], float]] = {
            OURS: lambda: examined(lane, bundle, notebook),
            FLOOR: lambda: floor.grade(notebook),
        }
        for grade in sides.values():
            _expect_all(bundle, grade())
        for number in range(turns.trains if trains else turns.rounds):
            # Where minutes go into nets, the others are asked once: they have to train them too.
            for other in others if number == 0 or not trains else ():
                say(f"{other.name}, round {number + 1}")
                times[other.name].append(timed(lambda other=other: other.grade(notebook), bundle))
            say(f"ours and the floor, round {number + 1}")
            for _ in range(1 if trains else turns.warm):
                for side, grade in sides.items():
                    times[side].append(timed(grade, bundle))
    return times


def examined(lane: Lane, bundle: Bundle, notebook: Path) -> float:
    """The points that our lane gives, from the file to the record's text."""
    submission = open_submission(Handed("reference", 1, notebook)).submission
    record = lane.examine(bundle, submission)
    record.to_json()
    return record.score


def timed(grade: Callable[[], float], bundle: Bundle) -> float:
    """Seconds of one grading, which must give every point: else nothing was compared."""
    started = time.perf_counter()
    score = grade()
    seconds = time.perf_counter() - started
    _expect_all(bundle, score)
    return seconds


def _expect_all(bundle: Bundle, score: float) -> None:
    if score != bundle.points:
        raise RuntimeError(f"{bundle.assignment}: {score:g} of {bundle.points:g} for the reference")


def _boxes(rung: Rung, turns: Turns, say: Say) -> tuple[list[float], list[float]]:
    """Seconds until a box is ready, and of a call that does nothing."""
    say("boxes")
    ready, calls = [], []
    with Cage(rung) as cage:
        for _ in range(turns.boxes):
            started = time.perf_counter()
            box = cage.open_box(BoxLimits())
            ready.append(time.perf_counter() - started)
            box.close()
        box = cage.open_box(BoxLimits())
        box.channel.send(1, "run", b"def f(x):\n    return x + 1\n", Encoder())
        box.channel.receive()
        for _ in range(turns.calls):
            started = time.perf_counter()
            box.channel.send(2, "call", ("f", [1.0], {}), Encoder())
            box.channel.receive()
            calls.append(time.perf_counter() - started)
        box.close()
    return ready, calls


def _all_cores(
    archive: Path, folder: Path, cores: int, turns: Turns, say: Say
) -> dict[str, list[float]]:
    """Submissions a minute of each side, with as many at once as there are cores."""
    bundle = load_bundle(archive)
    own = folder / "all"
    own.mkdir()
    notebook = write_reference(bundle, own)
    commands: list[Any] = [OtterRun(archive), Nbgrader(bundle, own / "nbgrader")]
    rates: Times = {OURS: [], **{command.name: [] for command in commands}}
    for number in range(max(1, turns.rounds - 1)):
        say(f"all cores: ours, round {number + 1}")
        rates[OURS].append(
            rate_of_class(archive, own / f"class{number}", notebook, cores, 2 * turns.warm)
        )
        for command in commands:
            say(f"all cores: {command.name}, round {number + 1}")
            with ThreadPoolExecutor(cores) as pool:
                started = time.perf_counter()
                scores = list(pool.map(command.grade, [notebook] * cores))
                rates[command.name].append(60 * cores / (time.perf_counter() - started))
            assert scores == [bundle.points] * cores
    return rates


def rate_of_class(archive: Path, folder: Path, notebook: Path, lanes: int, each: int) -> float:
    """Submissions a minute of a small class; its first half, while lanes warm up, is not counted.

    Args:
        archive: the bundle.
        folder: a new one, for the class.
        notebook: what everybody hands in.
        lanes: how many grade.
        each: submissions for each of them.
    """
    folder.mkdir()
    for number in range(lanes * each):
        shutil.copy(notebook, folder / f"s{number:03}.ipynb")
    jobs = [Job(handed, archive, folder / "out") for handed in find_submissions([folder])]
    moments = [time.perf_counter() for _ in grade_all(jobs, LocalLanes(lanes, choose_rung()))]
    half = len(moments) // 2
    return 60 * (len(moments) - 1 - half) / (moments[-1] - moments[half])


def _ratios(found: dict[str, Times]) -> Iterator[Line]:
    small, arrays, trains = (found[name] for name in (SMALL, ARRAYS, TRAINS))
    for name, bar in ((OtterRun.name, 15.0), (Nbgrader.name, 8.0)):
        yield at_least(f"{name} / ours, {SMALL}, one core", by_round(small, name), bar)
    yield at_most(f"ours / the floor, {SMALL}", paired(small[OURS], small[FLOOR]), 1.15)
    yield at_most(f"ours / the floor, {ARRAYS}", paired(arrays[OURS], arrays[FLOOR]), 1.15)
    yield at_most(f"ours / the floor, {TRAINS}", paired(trains[OURS], trains[FLOOR]), 1.15)
    yield no_bar(f"otter run / ours, {ARRAYS}", by_round(arrays, OtterRun.name))
    yield no_bar(f"otter run / ours, {TRAINS}", by_round(trains, OtterRun.name))
    yield longest(f"{ARRAYS}, one warm submission", arrays[OURS], 0.25)


def by_round(times: Times, other: str) -> list[float]:
    """What another side took in each round, as a multiple of our median in that round."""
    each = len(times[OURS]) // len(times[other])
    return [
        theirs / statistics.median(times[OURS][number * each : (number + 1) * each])
        for number, theirs in enumerate(times[other])
    ]


def _rates(rates: Times, cores: int) -> Iterator[Line]:
    for name in (OtterRun.name, Nbgrader.name):
        yield no_bar(
            f"submissions a minute, ours / {name}, {cores} cores", paired(rates[OURS], rates[name])
        )


def _text(found: dict[str, Times]) -> str:
    rows = []
    for name, times in found.items():
        for side, samples in times.items():
            median, around = spread(samples)
            over = statistics.median(samples) / statistics.median(times[OURS])
            rows.append((name, side, median, around, len(samples), f"{over:.2f}"))
    heads = ("assignment", "side", "median", "spread", "times", "as multiple of ours")
    return (
        "Seconds from the file to the score, one core, reference answers, which every side gave "
        "every point. Ours is a lane that is warm, with its sandbox, its record and its text; the "
        "floor is a fork of a warm interpreter that runs cells and checks in one process and "
        "protects nothing; the commands start anew for each submission, as their users run them. "
        f"`{TRAINS}` trains several nets: the more a notebook trains, the closer all sides come, "
        "for the nets are the same. All sides run the same Python, NumPy and Keras; what "
        "nbgrader's own environment holds is nbgrader.\n\n" + table(heads, rows)
    )


@contextlib.contextmanager
def on_one_core() -> Iterator[None]:
    """Within the block this process, and all it starts, has one core."""
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(every)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)
