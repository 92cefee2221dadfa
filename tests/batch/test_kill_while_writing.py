"""``kill -9`` at every single instruction of writing a record."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.batch.store import ClaimedError, claimed, load, record_path, save
from autograder.records import Record, Status

ROOT = Path(__file__).resolve().parents[2]

# A process of its own: it forks, and must have no threads.
_KILLED_AT_EACH = """
import os, signal, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from autograder.batch.store import record_path, save
from autograder.records import Record

out, old = Path({out!r}), Path({old!r}).read_text()
record = Record.from_json(sys.stdin.read())
OURS = ("store.py", "records.py")

def killed_at(instruction):
    left = instruction
    def trace(frame, event, _):
        nonlocal left
        if not frame.f_code.co_filename.endswith(OURS):
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    there = record_path(out / str(instruction), "01_tiny", "ada", 1)
    there.parent.mkdir(parents=True)
    there.write_text(old)
    child = os.fork()
    if child == 0:
        sys.settrace(trace)
        save(out / str(instruction), record)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

instruction = 0
while killed_at(instruction):
    instruction += 1
print(instruction)
"""


def _record(score: float) -> Record:
    return Record(
        assignment="01_tiny",
        student="ada",
        attempt=1,
        status=Status.GRADED,
        score=score,
        points=2.0,
        submission_sha256="a",
        bundle_sha256="b",
        isolation="full",
        seed=1,
    )


def test_a_record_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    """Never half of one; and the next run sweeps up."""
    old = save(tmp_path, _record(1.0))
    script = _KILLED_AT_EACH.format(root=str(ROOT), out=str(tmp_path), old=str(old))
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=_record(2.0).to_json(),
        capture_output=True,
        text=True,
        check=True,
    )
    instructions = int(done.stdout)
    assert 50 < instructions
    found = set()
    for number in range(instructions + 1):
        path = record_path(tmp_path / str(number), "01_tiny", "ada", 1)
        record = load(path)
        assert record in (_record(1.0), _record(2.0))
        found.add(record.score)
        with claimed(tmp_path / str(number)):
            assert [path] == list(path.parent.iterdir())
    assert {1.0, 2.0} == found


def test_two_drivers_do_not_write_into_one_folder(tmp_path: Path) -> None:
    """The second is told; when the first ends, it may."""
    with claimed(tmp_path), pytest.raises(ClaimedError), claimed(tmp_path):
        pass
    with claimed(tmp_path):
        pass


def test_what_is_not_ours_is_not_swept_up(tmp_path: Path) -> None:
    """Only what the writing of a record, a page or the CSV leaves when it is killed."""
    folder = tmp_path / "01_tiny" / "ada"
    folder.mkdir(parents=True)
    for name in (".notes.json", ".1.json.swp", "1.json.abcdefgh"):
        (folder / name).write_text("mine")
    (folder / ".1.json.k3_x9abz").write_text("half")
    with claimed(tmp_path):
        pass
    assert [".1.json.swp", ".notes.json", "1.json.abcdefgh"] == sorted(
        path.name for path in folder.iterdir()
    )
