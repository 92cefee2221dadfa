"""``grade --cluster`` as a person types it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.batch.store import load_all
from tests.batch.conftest import RIGHT, HandIn, archive, doubling, hand_in
from tests.batch.staging import ROOT, Cluster

__all__ = ["archive", "doubling", "hand_in"]

SLOWER = f"import time\nwhile time.process_time() < 1:\n    pass\n{RIGHT}"


def _command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "autograder", "grade", *map(str, arguments)]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and one worker."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        cluster.start_worker("only")
        yield cluster
    finally:
        cluster.close()


def test_grading_stops_and_goes_on(
    cluster: Cluster, archive: Path, hand_in: HandIn, tmp_path: Path
) -> None:
    """One Ctrl-C finishes what is under way; the same command does the rest, and only that."""
    for number in range(8):
        folder = hand_in(f"student{number}", SLOWER)
    out = tmp_path / "grades"
    command = _command(
        *(folder, "--bundle", archive, "--out", out, "--cluster", cluster.address, "--json")
    )
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        told, complaints = process.communicate(timeout=300)
    assert 1 == process.returncode, complaints
    assert b"Finishing what is under way" in complaints
    done = [first, *map(json.loads, told.splitlines())]
    assert 0 < len(done) < 8
    assert len(done) == len(list(load_all(out)))

    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert 0 == again.returncode, again.stderr
    lines = [json.loads(line) for line in again.stdout.splitlines()]
    assert {line["student"] for line in done} == {line["student"] for line in lines if line["kept"]}
    assert [(number, 8) for number in range(1, 9)] == [
        (line["done"], line["total"]) for line in lines
    ]
    assert {1.0} == {record.score for record in load_all(out)}
    assert (out / "report" / "grades.csv").is_file()


@pytest.mark.parametrize(
    "address", ["localhost:8786", "http://localhost:8786", "tcp://", "tcp://x"]
)
def test_what_is_no_address_is_told(
    archive: Path, hand_in: HandIn, tmp_path: Path, address: str
) -> None:
    """Before anything is done."""
    folder = hand_in("ada", RIGHT)
    command = _command(folder, "--bundle", archive, "--out", tmp_path / "out", "--cluster", address)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert 2 == done.returncode
    assert "tcp://HOST:PORT" in done.stderr
    assert not (tmp_path / "out").exists()
