"""Lanes on other machines: the workers of a dask.distributed cluster.

The cluster is trusted, as the machine of the driver is: its own messages are pickles. No code of a
student's touches them: a box has no network. And what comes back from a worker is looked at before
it is written: the text of a record, of the submission that was sent.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import dask
from distributed import Client
from distributed.security import Security

from autograder.batch.cluster_worker import (
    AUTO,
    Parcel,
    Terms,
    bundle_text,
    fingerprint,
    grade_parcel,
)
from autograder.batch.evidence import cells_from_json
from autograder.batch.grading import (
    UNKNOWN_ISOLATION,
    Graded,
    Job,
    Outcome,
    before_job,
    lost,
    refused,
    settled,
)
from autograder.batch.intake import hash_of, read_content
from autograder.batch.lanes import LanesFault
from autograder.bundles import bundle_to_json, load_bundle
from autograder.course import Bundle
from autograder.examiner.submission import Submission
from autograder.examiner.versions import versions
from autograder.faults import SubmissionFault
from autograder.plots import plots_from_json
from autograder.records import Record
from autograder.sandbox import Rung

_CONNECT_SECONDS = 10
_WORKER_SECONDS = 600.0
"""So long a cluster may be without any worker, at first or later: queues are slow."""

_COUNT_SECONDS = 2.0
_BYTES_UNDER_WAY = 64 * 2**20
_LARGEST_RECORD = 16 * 2**20
_LARGEST_PLOTS = 64 * 2**20


@dataclass(frozen=True, slots=True)
class _Sent:
    """A bundle as the driver knows it, and where the cluster keeps its text."""

    bundle: Bundle
    text: Any


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """What to remember of a job until its record is back."""

    bundle: Bundle
    there: Record | None
    size: int


class ClusterLanes:
    """The lanes of a cluster.

    Args:
        address: the scheduler's, such as ``tcp://host:8786`` or ``tls://host:8786``.
        isolation: a rung that every worker has to give, or ``auto``.
        note: is told that there is no worker yet, or none any more.
        patience: seconds that one waits for a worker.
    """

    tries = 2
    """The cluster itself tries a task elsewhere, three times, before it gives up on it."""

    def __init__(
        self,
        address: str,
        isolation: str,
        note: Callable[[str], None] = lambda _: None,
        patience: float = _WORKER_SECONDS,
    ) -> None:
        self.rung = None if isolation == AUTO else Rung(isolation)
        self._address = address
        self._isolation = isolation
        self._note = note
        self._patience = patience
        self._alone_since: float | None = None
        self._client: Client | None = None
        self._executor: Executor | None = None
        self._terms: Terms | None = None
        self._bundles: dict[Path, _Sent] = {}
        self._under_way: dict[Future[object], _UnderWay] = {}
        self._busy: dict[str, str] = {}
        self._counted = (0.0, 0)

    @contextlib.contextmanager
    def opened(self, most: int, stopping: Callable[[], bool]) -> Iterator[None]:
        """Connects to the cluster; see ``Lanes``."""
        # Its own complaints about lost connections would break into the display.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        _expect_certificates(self._address)
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
            try:
                client = Client(
                    self._address, timeout=_CONNECT_SECONDS, set_as_default=False, name="autograder"
                )
            except (OSError, ValueError, TypeError) as error:
                raise LanesFault(
                    f"No scheduler answers at {self._address}: {error}. Start one in the checkout "
                    "with: python -m distributed.cli.dask_scheduler"
                ) from error
            with client:
                self._client = client
                topic = f"autograder-{client.id}"
                client.subscribe_topic(topic, self._hear)
                self._executor = client.get_executor(pure=False)
                self._terms = Terms(self._isolation, fingerprint(), versions(), topic)
                try:
                    self._await_worker(stopping)
                    yield
                finally:
                    self._bundles.clear()
                    self._under_way.clear()
                    self._busy.clear()

    @property
    def window(self) -> int:
        """Two a worker, as many as there are at the moment; see ``Lanes``."""
        return 2 * max(1, self._workers())

    def expect_some(self) -> None:
        """Waits a while for workers to come back, and then no longer; see ``Lanes``."""
        if self._workers():
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = time.monotonic()
            self._note(f"All workers have left the cluster at {self._address}; waiting for one.")
        elif time.monotonic() - self._alone_since > self._patience:
            raise LanesFault(
                f"All workers have left the cluster at {self._address}, and none has come back. "
                "What is done is kept: start one in the checkout with "
                f"`python -m distributed.cli.dask_worker {self._address} --nthreads 1`, and give "
                "the same command once more."
            )

    def room(self) -> bool:
        """Whether few enough bytes are under way; see ``Lanes``."""
        return sum(sent.size for sent in self._under_way.values()) < _BYTES_UNDER_WAY

    def submit(self, job: Job) -> Future[object]:
        """Sends a job to a worker; see ``Lanes``."""
        assert self._executor is not None
        assert self._terms is not None
        sent = self._sent(job.bundle)
        before = before_job(job, sent.bundle)
        try:
            content = read_content(job.handed)
        except SubmissionFault as fault:
            record = refused(job.handed, sent.bundle, self._told_isolation, str(fault))
            done: Future[object] = Future()
            done.set_result(settled(job, sent.bundle, before.there, Graded(record)))
            return done
        handed = replace(job.handed, path=Path(job.handed.path.name))
        parcel = Parcel(handed, content, before)
        try:
            future: Future[Any] = self._executor.submit(
                grade_parcel, parcel, sent.text, self._terms
            )
        except Exception:
            self._expect_scheduler()
            raise
        self._under_way[future] = _UnderWay(sent.bundle, before.there, len(content.data))
        return future

    def collect(self, job: Job, future: Future[object]) -> Outcome:
        """Looks at what came back and writes it; see ``Lanes``."""
        under_way = self._under_way.pop(future, None)
        try:
            answer = future.result()
        except (ModuleNotFoundError, AttributeError, RuntimeError) as error:
            self._expect_our_code(error)
            raise
        except Exception:
            self._expect_scheduler()
            raise
        if isinstance(answer, Outcome):
            return answer
        assert under_way is not None
        graded = believed(answer, job, under_way.bundle)
        return settled(job, under_way.bundle, under_way.there, graded)

    def give_up(self, job: Job, error: BaseException, times: int) -> Outcome:
        """Writes that it is not graded; see ``Lanes``."""
        return lost(job, load_bundle(job.bundle), self._told_isolation, error, times)

    @property
    def _told_isolation(self) -> str:
        return UNKNOWN_ISOLATION if self._isolation == AUTO else self._isolation

    def busy(self) -> dict[str, str]:
        """What each worker is on; see ``Lanes``."""
        return dict(self._busy)

    def _hear(self, event: tuple[float, Any]) -> None:
        _, news = event
        self._busy[str(news["lane"])] = str(news["student"])

    def _workers(self) -> int:
        assert self._client is not None
        when, count = self._counted
        if time.monotonic() - when > _COUNT_SECONDS:
            try:
                count = len(self._client.nthreads())
            except Exception:
                self._expect_scheduler()
                raise
            self._counted = (time.monotonic(), count)
        return count

    def _await_worker(self, stopping: Callable[[], bool]) -> None:
        assert self._client is not None
        started, told = time.monotonic(), False
        while not stopping():
            with contextlib.suppress(TimeoutError):
                self._client.wait_for_workers(1, timeout=1)
                self._expect_checkouts()
                return
            if not told:
                self._note(f"The cluster at {self._address} has no worker yet; waiting for one.")
                told = True
            if time.monotonic() - started > self._patience:
                raise LanesFault(
                    f"No worker has come to the cluster at {self._address}. Start one in the "
                    f"checkout with: python -m distributed.cli.dask_worker {self._address} "
                    "--nthreads 1"
                )

    def _sent(self, path: Path) -> _Sent:
        known = self._bundles.get(path)
        if known is None:
            assert self._client is not None
            bundle = load_bundle(path)
            # A task, not scattered data: if the worker that holds it dies, it is made again.
            text = self._client.submit(
                bundle_text, bundle_to_json(bundle), key=f"bundle-{bundle.sha256}"
            )
            known = self._bundles[path] = _Sent(bundle, text)
        return known

    def _expect_scheduler(self) -> None:
        assert self._client is not None
        if self._client.status != "running":
            raise LanesFault(
                f"The scheduler at {self._address} is gone. What is done is kept: start it again, "
                "and give the same command once more."
            )

    def _expect_our_code(self, error: Exception) -> None:
        self._expect_scheduler()
        if isinstance(error, ModuleNotFoundError) or "deserializ" in str(error):
            raise LanesFault(self._words_for_no_code) from error

    def _expect_checkouts(self) -> None:
        """Asks without a word of ours: a worker that cannot read one dies and cannot say why."""
        assert self._client is not None
        found = self._client.run(importlib.util.find_spec, "autograder")
        if not all(found.values()):
            raise LanesFault(self._words_for_no_code)

    @property
    def _words_for_no_code(self) -> str:
        return (
            f"The cluster at {self._address} cannot import the autograder. Start its scheduler "
            "and its workers in a checkout, with `python -m distributed.cli.dask_worker`."
        )


def _expect_certificates(address: str) -> None:
    """Asks before a client is made: one that cannot connect for want of them takes long to die."""
    if not address.startswith("tls://"):
        return
    try:
        known = Security().get_connection_args("client").get("ssl_context") is not None
    except OSError as error:
        raise LanesFault(f"The certificates in dask's configuration: {error}.") from error
    if not known:
        raise LanesFault(
            f"{address} wants certificates, and dask's configuration names none on this machine. "
            "docs/for-graders.md shows where they go."
        )


def believed(answer: object, job: Job, bundle: Bundle) -> Graded:
    """What a worker sent, once it is known to be a record of this job.

    Raises:
        ValueError: it is not.
    """
    if not isinstance(answer, tuple) or len(answer) != 4:
        raise ValueError("a worker sent no record")
    kept, text, cells, plots = answer
    optional = (str, type(None))
    if type(kept) is not bool or type(text) is not str or type(cells) not in optional:
        raise ValueError("a worker sent no record")
    if type(plots) not in optional or len(plots or "") > _LARGEST_PLOTS:
        raise ValueError("a worker sent no pictures of ours")
    if len(text) > _LARGEST_RECORD:
        raise ValueError("a worker sent a record that is too large")
    record = Record.from_json(text)
    told = (record.assignment, record.student, record.attempt, record.bundle_sha256)
    handed = job.handed
    if told != (bundle.assignment, handed.student, handed.attempt, bundle.sha256):
        raise ValueError("a worker sent the record of something else")
    if not 0 <= record.score <= record.points < math.inf:
        raise ValueError("a worker sent a score that is not possible")
    return Graded(
        record,
        kept,
        None if cells is None else _submission(record, cells),
        None if plots is None else plots_from_json(plots),
    )


def _submission(record: Record, text: str) -> Submission:
    try:
        cells = cells_from_json(text)
    except ValueError as error:
        raise ValueError("a worker sent cells that are none") from error
    if hash_of(cells) != record.submission_sha256:
        raise ValueError("a worker sent other cells than its record is about")
    return Submission(
        record.student, record.attempt, record.source, record.submission_sha256, cells
    )
