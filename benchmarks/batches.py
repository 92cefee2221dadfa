"""A class of five hundred: nothing lost, nothing double; again, after an edit, and on one lane.

Run it with ``make bench-class``. Rates are taken between the first and the last outcome of a run,
so that the warm-up of lanes, which a class pays once, is not in them; it is told beside them.
"""

from __future__ import annotations

import argparse
import dataclasses
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.batch.grading import Job, Outcome
from autograder.batch.intake import find_submissions
from autograder.batch.lanes import LocalLanes
from autograder.batch.scheduling import grade_all
from autograder.batch.store import load_all, save
from autograder.bundles import BUNDLE_MEMBER, bundle_to_json, load_bundle, seal
from autograder.course import Bundle
from autograder.records import Record, Status
from autograder.release import (
    notebook_text,
    notebook_with,
    reference_notebook,
    release,
    skeleton_notebook,
)
from autograder.release.notebooks import answer_cell
from autograder.sandbox import choose_rung

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENTS = ("00_feed_forward", "01_time_series", "03_lstm_gates")
EDITED = "03_lstm_gates"
_AGAIN = 1000


@dataclass(frozen=True, slots=True)
class Expected:
    """What must become of one submission."""

    status: Status
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Run:
    """One grading of a class: seconds until the first outcome, from there to the last, and rate."""

    warm_up: float
    seconds: float
    outcomes: list[Outcome]

    @property
    def per_minute(self) -> float:
        """Submissions a minute, warm-up not counted."""
        return 60 * (len(self.outcomes) - 1) / self.seconds


def main() -> None:
    """Prints the table; ends with exit code 1 if anything was lost, double or wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--students", type=int, default=500, help="size of the class")
    options.add_argument("--workers", type=int, default=2, help="lanes")
    chosen = options.parse_args()
    console = Console()
    with console.status("building the release"):
        archives = {one.bundle.assignment: one.archive for one in release(ROOT, list(ASSIGNMENTS))}
    with tempfile.TemporaryDirectory() as scratch:
        bench = _Bench(archives, Path(scratch), chosen.workers, console)
        expected = make_class(archives, bench.folder, chosen.students)
        first = bench.timed(bench.jobs(), "grading")
        faults = list(astray(expected, bench.out))
        bench.tell("lost, double or wrong", ", ".join(faults[:3]) or "none", "none")
        bench.tell(f"a minute, {chosen.workers} lanes", f"{first.per_minute:.0f}")
        bench.tell("until the first, lanes warming up", f"{first.warm_up:.1f} s")
        bench.edit_one_check(first)
        bench.one_lane()
        bench.look_again()
        bench.table.title = f"{chosen.students} submissions of {len(ASSIGNMENTS)} assignments"
        console.print(bench.table)
    if faults:
        raise SystemExit(1)


def make_class(archives: dict[str, Path], folder: Path, students: int) -> dict[str, Expected]:
    """Right, untouched, wrong in known ways, crashing and torn notebooks, by student's name."""
    expected: dict[str, Expected] = {}
    kinds = {name: list(_kinds(load_bundle(path))) for name, path in archives.items()}
    for number in range(students):
        name = ASSIGNMENTS[number % len(ASSIGNMENTS)]
        text, fate = kinds[name][number // len(ASSIGNMENTS) % len(kinds[name])]
        student = f"s{number:04}"
        place = folder / name / f"{student}.ipynb"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        expected[student] = fate
    return expected


def _kinds(bundle: Bundle) -> Iterator[tuple[str, Expected]]:
    yield notebook_text(reference_notebook(bundle)), _graded(bundle.points, bundle.points)
    yield notebook_text(skeleton_notebook(bundle)), _graded(0.0, 0.0)
    for idea in bundle.misconceptions[::6]:
        answers = {**bundle.answers, answer_cell(bundle, idea.question): idea.source}
        fate = _graded(0.0, bundle.points - 0.01)
        yield notebook_text(notebook_with(bundle, answers)), fate
    question = bundle.questions[0].name
    answers = {**bundle.answers, answer_cell(bundle, question): "import os\nos._exit(0)\n"}
    yield notebook_text(notebook_with(bundle, answers)), _graded(0.0, bundle.points - 0.01)
    yield notebook_text(reference_notebook(bundle))[:-40], Expected(Status.REFUSED, 0.0, 0.0)


def _graded(least: float, most: float) -> Expected:
    return Expected(Status.GRADED, least, most)


def astray(expected: dict[str, Expected], out: Path) -> Iterator[str]:
    """Whatever was lost, came twice, or became of a submission that should not have."""
    found = Counter(record.student for record in load_all(out))
    yield from (f"{name} is lost" for name in expected.keys() - found.keys())
    yield from (f"{name} came {count} times" for name, count in found.items() if count > 1)
    for record in load_all(out):
        fate = expected[record.student]
        if record.status is not fate.status or not fate.least <= record.score <= fate.most:
            yield f"{record.student} is {record.status} with {record.score:g}"


def _examining(records: list[Record]) -> float:
    return sum(record.seconds.get("total", 0.0) for record in records)


def _write_edited(source: Path, target: Path) -> None:
    """The bundle with the last question's last check renamed."""
    bundle = load_bundle(source)
    last = bundle.questions[-1]
    tests = last.tests.replace("name='", "name='again: ", last.tests.count("name='"))
    assert tests != last.tests
    questions = (*bundle.questions[:-1], dataclasses.replace(last, tests=tests))
    with zipfile.ZipFile(target, "w") as archive:
        content = seal(dataclasses.replace(bundle, questions=questions))
        archive.writestr(BUNDLE_MEMBER, bundle_to_json(content))


class _Bench:
    """One class, graded in several ways.

    Args:
        archives: the bundles, by assignment.
        scratch: where everything goes.
        workers: lanes.
        console: where progress is shown.
    """

    def __init__(
        self, archives: dict[str, Path], scratch: Path, workers: int, console: Console
    ) -> None:
        self._archives = archives
        self._scratch = scratch
        self._workers = workers
        self._console = console
        self._edited = scratch / f"{EDITED}.zip"
        self.folder, self.out = scratch / "class", scratch / "grades"
        self.table = Table()
        for heading in ("what", "measured", "bar"):
            self.table.add_column(heading, justify="left" if heading == "what" else "right")

    def tell(self, what: str, measured: str, bar: str = "") -> None:
        """Adds a row to the table."""
        self.table.add_row(what, measured, bar)

    def jobs(self, archives: dict[str, Path] | None = None, out: Path | None = None) -> list[Job]:
        """One job a submission, an assignment after the other."""
        return [
            Job(handed, archive, out or self.out)
            for name, archive in (archives or self._archives).items()
            for handed in find_submissions([self.folder / name])
        ]

    def timed(self, jobs: list[Job], words: str, workers: int | None = None) -> Run:
        """Grades them, and takes the time."""
        started = time.perf_counter()
        moments, outcomes = [], []
        lanes = LocalLanes(workers or self._workers, choose_rung())
        for outcome in track(
            grade_all(jobs, lanes), words, len(jobs), console=self._console, transient=True
        ):
            moments.append(time.perf_counter())
            outcomes.append(outcome)
        return Run(moments[0] - started, moments[-1] - moments[0], outcomes)

    def edit_one_check(self, first: Run) -> None:
        """The last check of one assignment is edited, and its class graded again."""
        _write_edited(self._archives[EDITED], self._edited)
        again = self.timed(self.jobs({EDITED: self._edited}), "one check edited")
        before = [o.record for o in first.outcomes if o.record.assignment == EDITED]
        after = [o.record for o in again.outcomes if not o.kept]
        ratio = _examining(before) / max(_examining(after), 1e-9)
        self.tell(f"{EDITED}: one hidden check edited, first / again", f"{ratio:.1f}×", "≥ 5×")

    def one_lane(self) -> None:
        """A part of the class on one lane, and on all of them."""
        jobs = self.jobs(out=self._scratch / "one")[::4]
        alone = self.timed(jobs, "on one lane", 1)
        forced = [dataclasses.replace(job, force=True) for job in jobs]
        ratio = self.timed(forced, "on all lanes").per_minute / alone.per_minute
        self.tell(f"{self._workers} lanes / one, {len(jobs)} of them", f"{ratio:.2f}×", "≥ 1.8×")

    def look_again(self) -> None:
        """A thousand graded submissions, and the whole command once more."""
        records = [
            record
            for record in load_all(self.out)
            if record.assignment == EDITED and record.status is Status.GRADED
        ]
        place = self._scratch / "again"
        (place / "class").mkdir(parents=True)
        for number in range(_AGAIN):
            record = records[number % len(records)]
            text = (self.folder / EDITED / f"{record.student}.ipynb").read_text()
            (place / "class" / f"t{number:04}.ipynb").write_text(text)
            save(place / "grades", dataclasses.replace(record, student=f"t{number:04}"))
        command = [sys.executable, "-m", "autograder", "grade", str(place / "class")]
        command += ["--bundle", str(self._edited), "--out", str(place / "grades"), "--json"]
        with self._console.status("looking again"):
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            started = time.perf_counter()
            done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
            seconds = time.perf_counter() - started
        assert done.stdout.count('"kept": true') == _AGAIN
        self.tell(f"{_AGAIN} graded ones looked at again", f"{seconds:.1f} s", "≤ 3 s")


if __name__ == "__main__":
    main()
