"""What runs in a worker of a cluster: one lane a process, opened with its first job.

A worker may share no file system with the driver. Submissions come to it as bytes, bundles as text,
and what goes back is the text of a record.
"""

from __future__ import annotations

import functools
import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path

from distributed import Worker, get_worker

from autograder.batch.evidence import cells_to_json, hash_of_sources
from autograder.batch.grading import Before, grade_content
from autograder.batch.handed import Handed
from autograder.batch.intake import Content
from autograder.batch.lanes import LanesFault, limit_memory
from autograder.bundles import bundle_from_json
from autograder.course import Bundle
from autograder.examiner.lane import Lane
from autograder.examiner.versions import versions
from autograder.plots import plots_to_json
from autograder.sandbox import Rung, SandboxError, choose_rung

AUTO = "auto"
"""The isolation that means: the strongest that holds on the worker's machine."""

_ROOT = Path(__file__).resolve().parents[2]
_TREES = ("autograder", "course_lib")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a driver expects of every worker.

    Attributes:
        isolation: a rung, or ``AUTO``.
        fingerprint: of the code that the driver runs.
        versions: of what can change a score, there.
        topic: where to tell what this lane is on.
    """

    isolation: str
    fingerprint: str
    versions: dict[str, str]
    topic: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """One submission on its way to a worker.

    Attributes:
        handed: whose it is; its path means nothing here.
        content: its bytes.
        before: what is known of it.
    """

    handed: Handed
    content: Content
    before: Before


class _Lane:
    """The lane of this process, and what it keeps between jobs."""

    lock = threading.Lock()
    open: Lane | None = None
    bundles: dict[str, Bundle] = {}  # noqa: RUF012 - one a process is what is meant


def bundle_text(text: str) -> str:
    """A bundle's own text, as a task: so the cluster brings it to each worker once."""
    return text


def fingerprint() -> str:
    """A hash of our own code, that of the library which notebooks import among it."""
    return hash_of_sources(*_TREES)


Answer = tuple[bool, str, str | None, str | None]
"""Whether the record tells only what was known; its text; the cells that it is about, and the
pictures in them, as JSON."""


def grade_parcel(parcel: Parcel, bundle: str, terms: Terms) -> Answer:
    """Grades one submission here.

    Args:
        parcel: what was handed in.
        bundle: the text of the bundle to grade it with.
        terms: what this worker has to be like.

    Raises:
        LanesFault: this worker cannot grade for that driver; the text says what to do.
        GraderFault: its lane could not be started.
    """
    worker = get_worker()
    _expect_fit(worker, terms)
    with _Lane.lock:
        worker.log_event(terms.topic, _news(worker, ""))
        lane = _lane(worker, terms.isolation)
        worker.log_event(terms.topic, _news(worker, parcel.handed.student))
        try:
            graded = grade_content(
                parcel.handed, parcel.content, _bundle(bundle), lane, parcel.before
            )
        finally:
            worker.log_event(terms.topic, _news(worker, ""))
    cells = plots = None
    if graded.submission is not None:
        cells = cells_to_json(graded.submission.cells)
    if graded.plots is not None:
        plots = plots_to_json(graded.plots)
    return graded.kept, graded.record.to_json(), cells, plots


def _news(worker: Worker, student: str) -> dict[str, str]:
    return {"lane": str(worker.name), "student": student[:200]}


def _expect_fit(worker: Worker, terms: Terms) -> None:
    where = f"The worker {worker.address}"
    if worker.state.nthreads != 1:
        raise LanesFault(
            f"{where} has {worker.state.nthreads} threads, but a lane is a process. Start it with "
            "--nthreads 1, and with --nworkers for several lanes."
        )
    if fingerprint() != terms.fingerprint:
        raise LanesFault(
            f"{where} runs another version of the autograder. Check out the same commit there, "
            "and start it again."
        )
    here = versions()
    for name, wanted in terms.versions.items():
        if here.get(name) != wanted:
            raise LanesFault(
                f"{where} has {name} {here.get(name, 'not at all')}, and this machine has "
                f"{wanted}, so that scores could differ. Run `make setup` in its checkout."
            )


def _lane(worker: Worker, isolation: str) -> Lane:
    try:
        rung = _strongest() if isolation == AUTO else Rung(isolation)
    except SandboxError as error:
        raise LanesFault(f"On the worker {worker.address}, {error}.") from error
    if _Lane.open is not None and _Lane.open.rung is rung:
        return _Lane.open
    if _Lane.open is not None:
        _Lane.open.close()
        _Lane.open = None
    limit_memory()
    lane = Lane(rung)
    try:
        lane.start()
    except BaseException:
        lane.close()
        raise
    _Lane.open = lane
    return lane


@functools.cache
def _strongest() -> Rung:
    return choose_rung()


def _bundle(text: str) -> Bundle:
    name = hashlib.sha256(text.encode()).hexdigest()
    if name not in _Lane.bundles:
        _Lane.bundles[name] = bundle_from_json(text)
    return _Lane.bundles[name]
