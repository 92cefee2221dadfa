"""The same class under all sorts of weather: busy neighbours, numbers of threads, hash seeds.

Equal records mean equal in everything but times and memory: every verdict, point, message and hint.
The class is small and awkward: right and untouched notebooks, misconceptions, a notebook that
crashes, one that draws random numbers, and one that trains a net.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.batch.intake import Handed, open_submission
from autograder.bundles import load_bundle
from autograder.course import Bundle
from autograder.examiner.lane import Lane
from autograder.release import (
    notebook_text,
    notebook_with,
    reference_notebook,
    release,
    skeleton_notebook,
)
from autograder.release.notebooks import answer_cell
from autograder.sandbox import choose_rung
from benchmarks.sections import Line, Say, Section, table

ROOT = Path(__file__).resolve().parents[1]
COURSE = ROOT / "benchmarks" / "course"
ASSIGNMENTS = ("03_lstm_gates",)
_NEIGHBOUR = "while True: sum(range(10000))"


@dataclass(frozen=True, slots=True)
class Weather:
    """What is different in one grading of the class.

    Attributes:
        neighbours: processes that compute without end meanwhile.
        settings: of the environment that the lane is started in.
        cores: that the lane may use; None for all.
    """

    name: str
    neighbours: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    cores: int | None = None


_THREADS = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")
WEATHERS = (
    Weather("all cores, nobody else"),
    Weather("one core", cores=1),
    Weather("1 busy neighbour", 1),
    Weather("2 busy neighbours", 2),
    Weather("8 busy neighbours", 8),
    Weather("1 thread", settings=dict.fromkeys(_THREADS, "1")),
    Weather("4 threads", settings=dict.fromkeys(_THREADS, "4")),
    Weather("another hash seed", settings={"PYTHONHASHSEED": "4711"}),
)


def measure(quick: bool, say: Say) -> Section:
    """Grades the class once in every weather."""
    weathers = WEATHERS[:2] if quick else WEATHERS
    with tempfile.TemporaryDirectory(prefix="weather-") as name:
        folder = Path(name)
        say("building the release")
        checkout = folder / "checkout"
        shutil.copytree(COURSE, checkout)
        built = [*release(ROOT, list(ASSIGNMENTS)), *release(checkout)]
        jobs = [
            (str(one.archive), str(path))
            for one in built
            for path in write_class(one.bundle, folder / one.bundle.assignment)
        ]
        (folder / "jobs.json").write_text(json.dumps(jobs))
        found: dict[str, list[dict[str, Any]]] = {}
        for weather in weathers:
            say(f"{len(jobs)} submissions, {weather.name}")
            found[weather.name] = graded_under(weather, folder / "jobs.json")
    return _section(found)


def write_class(bundle: Bundle, folder: Path) -> Iterator[Path]:
    """Notebooks of one assignment, right, wrong and odd."""
    folder.mkdir()
    first = bundle.questions[0].name
    crash = {**bundle.answers, answer_cell(bundle, first): "import os\nos._exit(3)\n"}
    drawn = "import numpy as np\nkept = np.random.normal(size=3)\n"
    random = {cell: drawn + source for cell, source in bundle.answers.items()}
    notebooks = [
        reference_notebook(bundle),
        skeleton_notebook(bundle),
        notebook_with(bundle, crash),
        notebook_with(bundle, random),
    ]
    for idea in bundle.misconceptions[::7][:3]:
        answers = {**bundle.answers, answer_cell(bundle, idea.question): idea.source}
        notebooks.append(notebook_with(bundle, answers))
    for number, notebook in enumerate(notebooks):
        path = folder / f"s{number}.ipynb"
        path.write_text(notebook_text(notebook), encoding="utf-8")
        yield path


def graded_under(weather: Weather, jobs: Path) -> list[dict[str, Any]]:
    """What is stable of each record, from a lane of a fresh process."""
    with _neighbours(weather.neighbours):
        every = os.sched_getaffinity(0)
        try:
            os.sched_setaffinity(0, sorted(every)[: weather.cores])
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.determinism", str(jobs)],
                cwd=ROOT,
                env={**os.environ, **weather.settings},
                check=True,
                capture_output=True,
                text=True,
            )
        finally:
            os.sched_setaffinity(0, every)
    records: list[dict[str, Any]] = json.loads(done.stdout)
    return records


@contextlib.contextmanager
def _neighbours(count: int) -> Iterator[None]:
    started = [subprocess.Popen([sys.executable, "-c", _NEIGHBOUR]) for _ in range(count)]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The parts of two records that are not equal."""
    return [key for key in one if one[key] != other.get(key)]


def _section(found: dict[str, list[dict[str, Any]]]) -> Section:
    (calm, *others) = found
    rows, astray = [], 0
    for name in others:
        differing = [
            f"{first['assignment']} {first['student']}: {', '.join(differences(first, second))}"
            for first, second in zip(found[calm], found[name], strict=True)
            if first != second
        ]
        astray += len(differing)
        rows.append(
            (
                name,
                f"{len(found[name]) - len(differing)} of {len(found[name])}",
                "; ".join(differing) or "nothing",
            )
        )
    total = len(found[calm]) * len(others)
    what = "records that equal those of a calm machine"
    line = Line(what, f"{total - astray} of {total}", "", "all", astray == 0)
    text = (
        f"{len(found[calm])} submissions of two assignments, graded by a fresh lane each time and "
        "compared with the records of a calm machine: all that `Record.stable()` holds, so every "
        "verdict, point, message and hint, but not times and memory.\n\n"
        + table(("weather", "equal records", "what differs"), rows)
    )
    return Section("determinism", "The same grade in any weather", (line,), text)


def main(jobs: str) -> None:
    """Grades what a file lists, and prints what is stable of each record."""
    bundles: dict[str, Bundle] = {}
    records = []
    with Lane(choose_rung()) as lane:
        for archive, path in json.loads(Path(jobs).read_text(encoding="utf-8")):
            bundle = bundles.setdefault(archive, load_bundle(Path(archive)))
            handed = Handed(Path(path).stem, 1, Path(path))
            records.append(lane.examine(bundle, open_submission(handed).submission).stable())
    print(json.dumps(records))


if __name__ == "__main__":
    main(sys.argv[1])
