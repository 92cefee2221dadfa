"""How much memory the driver needs for a class of ten thousand, if grading takes no time.

Run it with ``make bench``. Lanes that return at once give the driver its hardest hour: nothing but
its own work is left. Each measurement is a process of its own, so that none owes memory to another.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.batch.grading import Graded, Job, Outcome, settled
from autograder.batch.intake import Handed, find_submissions
from autograder.batch.progress import watched
from autograder.batch.scheduling import grade_all
from autograder.batch.store import load_all
from autograder.commands.summary import Summary
from autograder.course import Bundle
from autograder.records import CheckRecord, QuestionRecord, Record, Status, Verdict
from autograder.report import write_report

SIZES = (100, 1000, 10_000)
BAR_MIB = 300
_QUESTIONS, _CHECKS = 8, 6
_BUNDLE = Bundle("03_lstm_gates", "lstm_gates", "LSTM gates", "b" * 64, (), (), {})


@dataclass(frozen=True, slots=True)
class Measured:
    """Peak memory of a driver in MiB, and how many submissions a second it saw to."""

    imported: float
    graded: float
    reported: float
    per_second: float


class InstantLanes:
    """Lanes that know every record beforehand, of the size that 03's have."""

    tries = 1
    window = 8
    rung = None

    @contextmanager
    def opened(self, most: int, stopping: Callable[[], bool]) -> Iterator[None]:
        """Nothing has to start."""
        yield

    def room(self) -> bool:
        """Always."""
        return True

    def submit(self, job: Job) -> Future[object]:
        """Done already."""
        done: Future[object] = Future()
        done.set_result(_record(job.handed))
        return done

    def collect(self, job: Job, future: Future[object]) -> Outcome:
        """Writes the record, as for lanes elsewhere."""
        record = future.result()
        assert isinstance(record, Record)
        return settled(job, _BUNDLE, None, Graded(record))

    def give_up(self, job: Job, error: BaseException, times: int) -> Outcome:
        """Never asked."""
        raise error

    def busy(self) -> dict[str, str]:
        """Nobody."""
        return {}


def main() -> None:
    """Prints the table; exit code 1 if the largest class needs more than the bar."""
    console = Console()
    table = Table(title="The driver, with submissions that take no time")
    for heading in ("submissions", "imported", "graded", "reported", "a second"):
        table.add_column(heading, justify="right")
    for size in SIZES:
        with console.status(f"{size} submissions"):
            found = _measured_alone(size)
        table.add_row(
            f"{size}",
            f"{found.imported:.0f} MiB",
            f"{found.graded:.0f} MiB",
            f"{found.reported:.0f} MiB",
            f"{found.per_second:.0f}",
        )
    console.print(table)
    console.print(f"Bar: {BAR_MIB} MiB at {SIZES[-1]} submissions, pages and CSV included.")
    if found.reported > BAR_MIB:
        sys.exit(1)


def _measured_alone(size: int) -> Measured:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(measure, (size,))


def measure(size: int) -> Measured:
    """Sees to a class of this size, in this process, and says what it took."""
    imported = _peak_mib()
    with tempfile.TemporaryDirectory() as folder:
        out, handed_in = Path(folder) / "out", Path(folder) / "in"
        handed_in.mkdir()
        for number in range(size):
            (handed_in / f"student{number:05}.ipynb").write_text("{}")
        jobs = [Job(one, Path("none"), out) for one in find_submissions([handed_in])]
        lanes, summary = InstantLanes(), Summary(size)
        started = time.perf_counter()
        with (Path(folder) / "log").open("w") as log:
            for outcome in watched(grade_all(jobs, lanes), size, Console(file=log), lanes.busy):
                summary.add(outcome)
        seconds = time.perf_counter() - started
        graded = _peak_mib()
        write_report(load_all(out), out / "report")
        return Measured(imported, graded, _peak_mib(), size / seconds)


def _peak_mib() -> float:
    # Not ``ru_maxrss``: a process inherits that from whoever started it.
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("this system does not tell the peak of a process's memory")


def _record(handed: Handed) -> Record:
    """A record as large as that of a half right answer to 03, none of it shared with another."""
    questions = tuple(
        QuestionRecord(
            name=f"q{number}",
            score=2.0,
            points=2.5,
            as_is_score=2.0,
            title=f"Question {number} of {handed.student}",
            checks=tuple(
                CheckRecord(
                    name=f"the claim number {claim} holds",
                    hidden=claim > 2,
                    points=0.5,
                    verdict=Verdict.FAILED if claim == number % _CHECKS else Verdict.PASSED,
                    message="Forget means forget. " * 8 if claim == number % _CHECKS else "",
                )
                for claim in range(_CHECKS)
            ),
        )
        for number in range(1, _QUESTIONS + 1)
    )
    record = Record(
        assignment=_BUNDLE.assignment,
        student=handed.student,
        attempt=handed.attempt,
        status=Status.GRADED,
        score=16.0,
        points=20.0,
        submission_sha256="a" * 64,
        bundle_sha256=_BUNDLE.sha256,
        isolation="full",
        seed=1,
        questions=questions,
        title=_BUNDLE.title,
        source=handed.path.name,
    )
    # As it comes from a lane: through text, so that no string is another's.
    return replace(Record.from_json(record.to_json()), peak_mib=100.0)


if __name__ == "__main__":
    main()
