"""What a class costs by size and number of lanes, and a hundred thousand on a cluster."""

from __future__ import annotations

import contextlib
import dataclasses
import multiprocessing
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from autograder.batch.intake import Handed, open_submission
from autograder.bundles import load_bundle
from autograder.examiner.lane import Lane
from autograder.release import release
from autograder.sandbox import choose_rung
from benchmarks import batches, coordinator
from benchmarks.cluster_model import Constants, simulate
from benchmarks.grading import ARRAYS, rate_of_class
from benchmarks.peers import write_reference
from benchmarks.sections import Line, Say, Section, at_least, no_bar, paired, spread, table

ROOT = Path(__file__).resolve().parents[1]
CLASS_ON_CLUSTER = 100_000
WORKERS = (1, 2, 8, 32, 128, 512, 2048)


def measure(quick: bool, say: Say) -> Section:
    """Sizes, lanes, a class that is graded again, and the cluster."""
    sizes = {size: _driver(size, say) for size in ((10, 100) if quick else (10, 100, 1000, 10_000))}
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        say("building the release")
        archive = release(ROOT, [ARRAYS])[0].archive
        lanes, plain = _lanes(archive, Path(name), quick, say)
        say("one warm lane")
        grading, warm_up = _grading(archive, Path(name), 5 if quick else 40)
    again = list(_again(12 if quick else 60, say))
    passage = _passage(50 if quick else 500, say)
    largest = sizes[max(sizes)]
    constants = Constants(grading, 1 / largest.per_second, passage, warm_up)
    lines = [
        at_least("two lanes / one", paired(lanes[2], lanes[1]), 1.8),
        no_bar("two plain Python loops / one, on this machine", paired(plain[2], plain[1])),
        Line(
            f"the driver at {max(sizes)} submissions",
            f"{largest.reported:.0f} MiB", "", f"≤ {coordinator.BAR_MIB} MiB",
            largest.reported <= coordinator.BAR_MIB,
        ),
        *again,
    ]  # fmt: skip
    text = [_of_sizes(sizes), _of_lanes(lanes, plain), _of_cluster(constants, quick)]
    return Section("scale", "Classes, lanes, clusters", tuple(lines), "\n".join(text))


def _driver(size: int, say: Say) -> coordinator.Measured:
    say(f"the driver alone, {size} submissions")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(coordinator.measure, (size,))


Rates = dict[int, list[float]]
"""Work done in a minute, by how many processes did it at once."""


def _lanes(archive: Path, folder: Path, quick: bool, say: Say) -> tuple[Rates, Rates]:
    """Submissions a minute by number of lanes, and loops by number of processes, in turns."""
    cores = len(os.sched_getaffinity(0))
    rates: Rates = {number: [] for number in sorted({1, 2, cores})}
    plain: Rates = {number: [] for number in rates}
    notebook = write_reference(load_bundle(archive), folder)
    for turn in range(1 if quick else 3):
        for number, found in rates.items():
            say(f"{number} lanes, turn {turn + 1}")
            place = folder / f"class-{turn}-{number}"
            found.append(rate_of_class(archive, place, notebook, number, 6 if quick else 30))
            plain[number].append(_loops_a_minute(number))
    return rates, plain


def _loops_a_minute(processes: int) -> float:
    """What the machine gives to processes that share nothing: no lane can have more."""
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        pool.map(_loop, range(processes), 1)
        started = time.perf_counter()
        pool.map(_loop, range(8 * processes), 1)
        return 60 * 8 * processes / (time.perf_counter() - started)


def _loop(_: int) -> int:
    return sum(number * number for number in range(2_000_000))


def _grading(archive: Path, folder: Path, times: int) -> tuple[list[float], float]:
    """Seconds of each grading in a warm lane, and of warming it up."""
    bundle = load_bundle(archive)
    submission = open_submission(Handed("s", 1, write_reference(bundle, folder))).submission
    started = time.perf_counter()
    with Lane(choose_rung()) as lane:
        lane.examine(bundle, submission)
        warm_up = time.perf_counter() - started
        found = []
        for _ in range(times):
            started = time.perf_counter()
            lane.examine(bundle, submission)
            found.append(time.perf_counter() - started)
    return found, warm_up


class _Told(batches._Bench):  # noqa: SLF001 - the class that is graded again, told as lines
    """Keeps as lines what the benchmark of a class puts into its table."""

    def __init__(self, archives: dict[str, Path], scratch: Path) -> None:
        lanes = min(2, len(os.sched_getaffinity(0)))
        super().__init__(archives, scratch, lanes, Console(quiet=True))
        self.lines: list[Line] = []

    def tell(self, what: str, measured: str, bar: str = "") -> None:
        """One line."""
        limits = re.findall(r"[\d.]+", bar)
        held = None
        if limits:
            found = float(re.findall(r"[\d.]+", measured)[0])
            held = found >= float(limits[0]) if "≥" in bar else found <= float(limits[0])
        self.lines.append(Line(what, measured, "", bar, held))


def _again(students: int, say: Say) -> Iterator[Line]:
    """A class whose one hidden check is edited, and a thousand that did not change."""
    names = list(batches.ASSIGNMENTS)
    archives = {one.bundle.assignment: one.archive for one in release(ROOT, names)}
    with tempfile.TemporaryDirectory(prefix="class-") as scratch:
        bench = _Told(archives, Path(scratch))
        batches.make_class(archives, bench.folder, students)
        say(f"a class of {students}, graded and graded again")
        first = bench.timed(bench.jobs(), "")
        bench.edit_one_check(first)
        say("a thousand looked at again")
        bench.look_again()
    yield from bench.lines


def _passage(tasks: int, say: Say) -> float:
    """Seconds a task of a submission's size spends in dask, one scheduler and one worker, alone."""
    import dask
    from distributed import Client, LocalCluster

    say(f"dask, {tasks} tasks that do nothing")
    content = os.urandom(50_000)
    with contextlib.ExitStack() as stack:
        stack.enter_context(dask.config.set({"distributed.worker.daemon": True}))
        cluster = LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None,
            host="127.0.0.1", protocol="tcp",
        )  # fmt: skip
        client = stack.enter_context(Client(stack.enter_context(cluster)))
        executor = client.get_executor(pure=False)
        executor.submit(len, content).result()
        started = time.perf_counter()
        for _ in range(tasks):
            executor.submit(len, content).result()
        return (time.perf_counter() - started) / tasks


def _of_sizes(sizes: dict[int, coordinator.Measured]) -> str:
    rows = [
        (size, f"{found.per_second:.0f}", f"{1000 / found.per_second:.1f} ms",
         f"{found.graded:.0f} MiB", f"{found.reported:.0f} MiB")
        for size, found in sizes.items()
    ]  # fmt: skip
    heads = ("submissions", "a second", "each", "peak memory", "with pages and CSV")
    return (
        "### The driver alone\n\nLanes that return at once leave the driver's own work: reading "
        f"names, taking records, writing them, the pages.\n\n{table(heads, rows)}"
    )


def _of_lanes(lanes: Rates, plain: Rates) -> str:
    rows = []
    for number, rates in lanes.items():
        median, around = spread(rates, "a minute")
        over, most = (
            spread(paired(which[number], which[1]), "×")[0].replace(" ", "")
            for which in (lanes, plain)
        )
        rows.append((number, median, around, over, most))
    heads = ("lanes", "submissions", "spread", "as multiple of one", "plain loops")
    return (
        f"### Lanes on this machine\n\n{ARRAYS}, warm. The last column is what as many processes "
        "get here that only count, with nothing to share: processors that are lent by the half "
        f"give no more to anybody.\n\n{table(heads, rows)}"
    )


def _of_cluster(constants: Constants, quick: bool) -> str:
    size = CLASS_ON_CLUSTER // (100 if quick else 1)
    outcomes = {number: simulate(size, number, constants) for number in WORKERS}
    rows = [
        (number, _duration(found.seconds), f"{outcomes[1].seconds / found.seconds:.0f}×",
         f"{found.workers_busy:.0%}", f"{found.driver_busy:.0%}", found.bottleneck)
        for number, found in outcomes.items()
    ]  # fmt: skip
    grading, around = spread(constants.grading)
    ceiling = 1 / constants.driver
    faster = dataclasses.replace(constants, driver=constants.driver / 2)
    largest = max(WORKERS)
    halved = _duration(simulate(size, largest, faster).seconds)
    heads = ("workers", "takes", "speed-up", "workers busy", "driver busy", "bottleneck")
    return (
        f"### {size:,} submissions on a cluster, simulated\n\n"
        f"`benchmarks/cluster_model.py`, event by event, with constants of this run: {grading} "
        f"({around}) to grade one, {1000 * constants.driver:.1f} ms of the driver for each, "
        f"{1000 * constants.passage:.1f} ms in dask, {constants.warm_up:.0f} s to warm up a lane."
        f"\n\n{table(heads, rows)}\n"
        f"The driver is one process and sees to {ceiling:.0f} submissions a second; that many is "
        f"the ceiling, whatever the cluster. It is reached with about "
        f"{ceiling * sum(constants.grading) / len(constants.grading):.0f} workers. With half the "
        f"driver's work, {largest} workers would take {halved}. Not in the model: workers that are "
        "lost, a network that is slower than this machine's own, and queues of a batch system."
    )


def _duration(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
