"""Where jobs are graded: lanes behind the standard executor interface, each a process of its own.

``LocalLanes`` are this machine's. ``cluster.ClusterLanes`` are the same on other machines. A lane
dies with whoever started it, however that one ends: nothing is left at work for nobody.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from autograder.batch.grading import Job, Outcome, grade_job, lost
from autograder.box import kernel
from autograder.bundles import load_bundle
from autograder.course import Bundle
from autograder.examiner.lane import Lane
from autograder.faults import GraderFault
from autograder.sandbox import Rung

_EXAMINER_BYTES = 12 * 2**30
_FALSE_STARTS = 3
_PIPE_BUFFER = 4096
"""A message of at most so many bytes is written to a pipe whole, or not at all."""

_LONGEST_NAME = 200


class LanesFault(GraderFault):
    """There can be no lanes as they were asked for: it is no use to go on."""


class Lanes(Protocol):
    """What ``grade_all`` asks of the lanes that it spreads jobs over."""

    tries: int
    """How often a job is tried whose lane was lost."""

    @property
    def rung(self) -> Rung | None:
        """Which walls all boxes will have; None where that is not known before."""

    def opened(
        self, most: int, stopping: Callable[[], bool]
    ) -> contextlib.AbstractContextManager[None]:
        """Within the block there are lanes; after it, none.

        Args:
            most: more are of no use.
            stopping: asked where one has to wait for the first; once true, that ends.

        Raises:
            LanesFault: there can be none.
        """

    @property
    def window(self) -> int:
        """How many jobs are to be under way, so that no lane has to wait for its next."""

    def room(self) -> bool:
        """Whether what is under way leaves room for one more."""

    def submit(self, job: Job) -> Future[object]:
        """Hands a job to a lane; called only where fewer than ``window`` are under way.

        Raises:
            LanesFault: there are no lanes any more.
        """

    def expect_some(self) -> None:
        """Asked while nothing comes back: whether anything still can.

        Raises:
            LanesFault: the lanes have been gone for so long that nobody will come.
        """

    def collect(self, job: Job, future: Future[object]) -> Outcome:
        """What became of a job that is done; its record is on disk.

        Raises:
            Exception: its lane was lost.
            LanesFault: no lane can grade anything.
        """

    def give_up(self, job: Job, error: BaseException, times: int) -> Outcome:
        """Writes the record of a job whose lane was lost too often."""

    def busy(self) -> dict[str, str]:
        """By lane, the student that it is on, or the empty string; any thread may ask."""


class LocalLanes:
    """Lanes on this machine, each alone behind an executor: one that dies takes no other along.

    Args:
        workers: how many at most.
        rung: which walls the boxes have.
    """

    tries = 4

    def __init__(self, workers: int, rung: Rung) -> None:
        self._workers = workers
        self.rung = rung
        self._news: _News | None = None
        self._lanes: dict[int, ProcessPoolExecutor] = {}
        self._at_work: dict[Future[object], int] = {}
        self._never_began = 0

    @contextlib.contextmanager
    def opened(self, most: int, stopping: Callable[[], bool]) -> Iterator[None]:
        """Lanes start with their first job, and end here; see ``Lanes``."""
        with _News() as self._news:
            try:
                yield
            finally:
                for executor in self._lanes.values():
                    executor.shutdown()
                self._lanes.clear()
                self._at_work.clear()

    @property
    def window(self) -> int:
        """One a lane: what waits here can go to whichever lane is free first; see ``Lanes``."""
        return self._workers

    def room(self) -> bool:
        """Always; a job here is a few names."""
        return True

    def submit(self, job: Job) -> Future[object]:
        """Hands a job to a lane that is free; see ``Lanes``."""
        taken = set(self._at_work.values())
        number = next(n for n in range(1, self._workers + 1) if n not in taken)
        future = self._handed_to(number, job)
        self._at_work[future] = number
        return future

    def expect_some(self) -> None:
        """A lane of this machine that is gone tells at once; see ``Lanes``."""

    def collect(self, job: Job, future: Future[object]) -> Outcome:
        """What the lane returned; see ``Lanes``."""
        number = self._at_work.pop(future)
        try:
            outcome = future.result()
        except BrokenExecutor:
            self._count_loss(number)
            raise
        self._never_began = 0
        assert isinstance(outcome, Outcome)
        return outcome

    def give_up(self, job: Job, error: BaseException, times: int) -> Outcome:
        """Writes that it is not graded; see ``Lanes``."""
        return lost(job, load_bundle(job.bundle), self.rung.value, error, times)

    def busy(self) -> dict[str, str]:
        """What each lane is on; see ``Lanes``."""
        told = self._news.heard() if self._news is not None else {}
        return {f"lane {number}": student or "" for number, student in sorted(told.items())}

    def _handed_to(self, number: int, job: Job) -> Future[object]:
        if number in self._lanes:
            # It may have died since its last job.
            with contextlib.suppress(BrokenExecutor):
                return self._lanes[number].submit(_grade_one, job)
        self._lanes[number] = self._started(number)
        return self._lanes[number].submit(_grade_one, job)

    def _started(self, number: int) -> ProcessPoolExecutor:
        assert self._news is not None
        # Spawned, not forked: a lane imports TensorFlow, and a fork of a process that did hangs.
        context = multiprocessing.get_context("spawn")
        self._news.forget(number)
        arguments = (number, self.rung.value, self._news.writer, os.getpid())
        return ProcessPoolExecutor(1, context, _open_lane, arguments)

    def _count_loss(self, number: int) -> None:
        self._lanes.pop(number).shutdown()
        assert self._news is not None
        if self._news.began(number):
            self._never_began = 0
            return
        self._never_began += 1
        if self._never_began >= _FALSE_STARTS:
            # Several lanes, and not one began with anything: it is no submission, it is ours.
            raise LanesFault(
                "No lane could be started. Try `python -m autograder doctor`, and see whether "
                "memory is short; what is done is kept."
            )


class _News:
    """A pipe on which lanes tell what they are on."""

    def __init__(self) -> None:
        self._reader, self.writer = multiprocessing.get_context("spawn").Pipe(duplex=False)
        # A display that lags behind must not keep a lane from its work.
        os.set_blocking(self.writer.fileno(), False)
        self._lock = threading.Lock()
        self._told: dict[int, str | None] = {}
        self._began: set[int] = set()

    def __enter__(self) -> _News:
        return self

    def __exit__(self, *error: object) -> None:
        self._reader.close()
        self.writer.close()

    def heard(self) -> dict[int, str | None]:
        """By lane, the student that it is on, or None between two."""
        # Asked by the display's thread and by the driver's own.
        with self._lock, contextlib.suppress(OSError, EOFError, ValueError):
            while not self._reader.closed and self._reader.poll():
                number, student = json.loads(self._reader.recv_bytes(_PIPE_BUFFER))
                self._told[number] = student
                if student is not None:
                    self._began.add(number)
        return dict(self._told)

    def began(self, number: int) -> bool:
        """Whether this lane has begun with any submission."""
        self.heard()
        return number in self._began

    def forget(self, number: int) -> None:
        """A new lane takes this number."""
        self.heard()
        self._told.pop(number, None)
        self._began.discard(number)


class _Worker:
    """What one worker process keeps between jobs."""

    number: int
    lane: Lane
    news: Connection
    bundles: dict[Path, Bundle]


def _open_lane(number: int, rung: str, news: Connection, driver: int) -> None:
    # Ctrl-C belongs to the driver: lanes finish what they are on. But its death is theirs.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kernel.die_with(driver)
    limit_memory()
    _Worker.number, _Worker.news = number, news
    _Worker.lane = Lane(Rung(rung))
    _Worker.bundles = {}
    _tell(None)
    # What reads the checks takes seconds to import, which are no submission's.
    import otter.test_files.exception_test  # noqa: F401

    _Worker.lane.start()


def limit_memory() -> None:
    """Limits this process, a lane: a comparison that blows up must fail, not fill the machine."""
    resource.setrlimit(resource.RLIMIT_DATA, (_EXAMINER_BYTES, _EXAMINER_BYTES))


def _grade_one(job: Job) -> Outcome:
    bundle = _Worker.bundles.get(job.bundle)
    if bundle is None:
        bundle = _Worker.bundles.setdefault(job.bundle, load_bundle(job.bundle))
    _tell(job.handed.student[:_LONGEST_NAME])
    try:
        return grade_job(job, bundle, _Worker.lane)
    finally:
        _tell(None)


def _tell(student: str | None) -> None:
    with contextlib.suppress(OSError):
        _Worker.news.send_bytes(json.dumps([_Worker.number, student]).encode())
