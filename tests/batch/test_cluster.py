"""Grading on a real scheduler and real workers: the same records, whatever dies on the way."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.cluster import ClusterLanes, believed
from autograder.batch.grading import Graded, Job, Outcome
from autograder.batch.intake import find_submissions, hash_of
from autograder.batch.lanes import LanesFault, LocalLanes
from autograder.batch.scheduling import grade_all
from autograder.batch.store import load, record_path
from autograder.course import Bundle
from autograder.examiner.submission import SubmittedCell
from autograder.records import Record, Status
from autograder.sandbox import choose_rung
from tests.batch.conftest import RIGHT, HandIn
from tests.batch.staging import ROOT, Cluster

WRONG = "def double(x):\n    return x + 2\n"
SLOW = (
    "import time\nstarted = time.process_time()\nwhile time.process_time() < 4:\n    pass\n" + RIGHT
)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers, each a process."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        cluster.start_worker("one")
        cluster.start_worker("two")
        yield cluster
    finally:
        cluster.close()


def _jobs(folder: Path, archive: Path, out: Path) -> list[Job]:
    return [Job(handed, archive, out) for handed in find_submissions([folder])]


def _stable(outcomes: list[Outcome]) -> dict[str, dict[str, Any]]:
    return {outcome.record.student: outcome.record.stable() for outcome in outcomes}


def test_a_cluster_gives_the_records_that_this_machine_gives(
    cluster: Cluster, hand_in: HandIn, archive: Path, doubling: Bundle, tmp_path: Path
) -> None:
    """Records lie with the driver; the bundle went to each worker once; kept is kept."""
    for number in range(6):
        folder = hand_in(f"student{number}", RIGHT if number % 2 else WRONG)
    (folder / "torn.ipynb").write_text("{")
    (folder / "none.zip").write_text("no zip at all")
    here = list(grade_all(_jobs(folder, archive, tmp_path / "here"), LocalLanes(1, choose_rung())))
    jobs = _jobs(folder, archive, tmp_path / "there")
    lanes = ClusterLanes(cluster.address, "auto")
    there = list(grade_all(jobs, lanes))
    wanted = _stable(here)
    # Nobody looked at it on any machine with a sandbox.
    wanted["none"]["isolation"] = "unknown"
    assert wanted == _stable(there)
    assert {"student0": 0.0, "student1": 1.0} == {
        name: record["score"] for name, record in wanted.items() if name in ("student0", "student1")
    }
    for outcome in there:
        path = record_path(tmp_path / "there", doubling.assignment, outcome.record.student, 1)
        assert outcome.record == load(path)

    again = list(grade_all(jobs, lanes))
    assert {f"student{number}" for number in range(6)} == {
        outcome.record.student for outcome in again if outcome.kept
    }
    with cluster.client() as client:
        arrivals = client.run(_arrivals, f"bundle-{doubling.sha256}")
    # Each of the two runs brought it at most once to each worker.
    assert all(count <= 2 for count in arrivals.values()), arrivals


def _arrivals(key: str, dask_worker: Any) -> int:
    return sum(key in arrival["keys"] for arrival in dask_worker.transfer_incoming_log)


def test_a_worker_that_dies_with_a_submission_costs_nobody_anything(
    tmp_path: Path, hand_in: HandIn, archive: Path
) -> None:
    """It is graded elsewhere, once, and the others are too."""
    for name in ("ada", "bob", "cleo"):
        folder = hand_in(name, RIGHT)
    hand_in("slow", SLOW)
    cluster = Cluster(tmp_path)
    try:
        cluster.start_worker("one")
        cluster.start_worker("two")
        with cluster.client() as client:
            numbers = {
                info["name"]: client.run(os.getpid, workers=[address])[address]
                for address, info in client.scheduler_info()["workers"].items()
            }
        lanes = ClusterLanes(cluster.address, "auto")
        killed: list[str] = []

        def kill(worker: str) -> None:
            os.kill(numbers[worker], signal.SIGKILL)
            killed.append(worker)

        with _once_at_work(lanes, "slow", kill):
            outcomes = list(grade_all(_jobs(folder, archive, tmp_path / "out"), lanes))
    finally:
        cluster.close()
    assert 1 == len(killed)
    assert ["ada", "bob", "cleo", "slow"] == sorted(o.record.student for o in outcomes)
    assert {(Status.GRADED, 1.0)} == {(o.record.status, o.record.score) for o in outcomes}


def test_workers_that_all_leave_are_not_waited_for_for_ever(
    tmp_path: Path, hand_in: HandIn, archive: Path, doubling: Bundle
) -> None:
    """One sentence says that they are gone, then one what to do; what is done is kept."""
    hand_in("ada", SLOW)
    jobs = _jobs(hand_in("bob", SLOW), archive, tmp_path / "out")
    # Which of them is first is up to dask.
    records = [record_path(job.out, doubling.assignment, job.handed.student, 1) for job in jobs]
    notes: list[str] = []
    cluster = Cluster(tmp_path)
    try:
        cluster.start_worker("one")
        with cluster.client() as client:
            (number,) = client.run(os.getpid).values()
        lanes = ClusterLanes(cluster.address, "auto", notes.append, patience=1.0)
        with (
            _once(lambda: any(map(Path.exists, records)), lambda: os.kill(number, signal.SIGKILL)),
            pytest.raises(LanesFault, match=r"All workers have left.*same command once more"),
        ):
            list(grade_all(jobs, lanes))
        assert ["All workers have left"] == [note[:21] for note in notes]
        assert [True, False] == sorted(
            (load(record) is not None for record in records), reverse=True
        )
    finally:
        cluster.close()


@contextlib.contextmanager
def _once_at_work(lanes: ClusterLanes, student: str, act: Callable[[str], None]) -> Iterator[None]:
    """Within the block, acts on the first worker that is on this student."""

    def at_work() -> list[str]:
        return [worker for worker, whom in lanes.busy().items() if whom == student]

    with _once(lambda: bool(at_work()), lambda: act(at_work()[0])):
        yield


@contextlib.contextmanager
def _once(holds: Callable[[], bool], act: Callable[[], None]) -> Iterator[None]:
    """Within the block, acts once, as soon as something holds."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            if holds():
                act()
                return

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_what_a_worker_sends_is_looked_at(
    doubling: Bundle, archive: Path, hand_in: HandIn, tmp_path: Path
) -> None:
    """A record of the submission that was sent, or nothing is written."""
    (job,) = _jobs(hand_in("ada", RIGHT), archive, tmp_path)
    record = Record(
        assignment=doubling.assignment,
        student="ada",
        attempt=1,
        status=Status.GRADED,
        score=1.0,
        points=1.0,
        seed=1,
        submission_sha256="a",
        bundle_sha256=doubling.sha256,
        isolation="full",
    )
    assert Graded(record, kept=True) == believed(
        (True, record.to_json(), None, None), job, doubling
    )
    cells = '[["q1-answer", "double = abs", false]]'
    about = replace(record, submission_sha256=hash_of([SubmittedCell("q1-answer", "double = abs")]))
    graded = believed((False, about.to_json(), cells, None), job, doubling)
    assert graded.submission is not None
    assert "double = abs" == graded.submission.cells[0].source
    for changed in (
        {"student": "../../bob"},
        {"attempt": 2},
        {"assignment": "../elsewhere"},
        {"bundle_sha256": "b"},
        {"score": 2.0},
        {"score": float("nan")},
        {"points": float("inf")},
    ):
        with pytest.raises(ValueError, match="a worker sent"):
            believed((False, replace(record, **changed).to_json(), None, None), job, doubling)
    text = record.to_json()
    for answer in (
        *(None, text, (False, text), (False, text.encode(), None, None), (1, text, None, None)),
        *(
            (False, text, 1, None),
            (False, text, cells, None),
            (False, text, "{", None),
            (False, about.to_json(), "[1]", None),
        ),
        *((False, "{}", None, None), (False, "[" * 10**5, None, None)),
        *((False, text, None, 1), (False, text, None, "[1]"), (False, text, None, '[{"png": ""}]')),
    ):
        with pytest.raises(ValueError, match=r"a worker sent|not a record|schema|of ours"):
            believed(answer, job, doubling)


def _fault(lanes: ClusterLanes, jobs: list[Job]) -> str:
    with pytest.raises(LanesFault) as caught:
        list(grade_all(jobs, lanes))
    return str(caught.value)


def test_a_worker_that_does_not_fit_is_told(tmp_path: Path, hand_in: HandIn, archive: Path) -> None:
    """More threads than one, or other code: a sentence, and nothing is graded."""
    jobs = _jobs(hand_in("ada", RIGHT), archive, tmp_path / "out")
    cluster = Cluster(tmp_path)
    try:
        cluster.start_worker("wide", threads=2)
        lanes = ClusterLanes(cluster.address, "auto")
        assert "--nthreads 1" in _fault(lanes, jobs)
        cluster.kill("wide")
        other = tmp_path / "checkout"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "autograder", other / "autograder", ignore=ignored)
        with (other / "autograder" / "records.py").open("a") as stream:
            stream.write("# changed\n")
        cluster.start_worker("old", checkout=other)
        assert "another version of the autograder" in _fault(lanes, jobs)
        cluster.kill("old")
        cluster.start_worker("bare", checkout=tmp_path)
        assert "cannot import the autograder" in _fault(lanes, jobs)
    finally:
        cluster.close()
    assert not (tmp_path / "out").exists()


def test_no_scheduler_is_told(tmp_path: Path, hand_in: HandIn, archive: Path) -> None:
    """Where it was looked for, and how one is started."""
    jobs = _jobs(hand_in("ada", RIGHT), archive, tmp_path / "out")
    assert "dask_scheduler" in _fault(ClusterLanes("tcp://127.0.0.1:9", "auto"), jobs)


def test_encryption_without_certificates_is_told(
    tmp_path: Path, hand_in: HandIn, archive: Path
) -> None:
    """Before anybody is asked."""
    jobs = _jobs(hand_in("ada", RIGHT), archive, tmp_path / "out")
    words = _fault(ClusterLanes("tls://127.0.0.1:9", "auto"), jobs)
    assert "certificates" in words
    assert "docs/for-graders.md" in words


def test_a_scheduler_that_dies_ends_the_run(tmp_path: Path, hand_in: HandIn, archive: Path) -> None:
    """In one sentence; what is done is kept."""
    jobs = _jobs(hand_in("ada", SLOW), archive, tmp_path / "out")
    cluster = Cluster(tmp_path)
    try:
        cluster.start_worker("one")
        lanes = ClusterLanes(cluster.address, "auto")
        with _once_at_work(lanes, "ada", lambda _: cluster.kill("scheduler")):
            assert "is gone" in _fault(lanes, jobs)
    finally:
        cluster.close()
