"""Which records are new is noticed, and nothing is read twice."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from autograder.batch.store import save
from autograder.batch.watching import RecordWatch
from autograder.records import Record, Status

RECORD = Record(
    assignment="03_lstm_gates",
    student="ada",
    attempt=1,
    status=Status.GRADED,
    score=1.0,
    points=2.0,
    submission_sha256="5" * 64,
    bundle_sha256="b" * 64,
    isolation="full",
    seed=7,
)


def _age(out: Path) -> None:
    """Makes everything as old as it is a minute later."""
    for path in out.rglob("*"):
        told = path.stat()
        os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns - 60_000_000_000))


def test_changes_are_noticed(tmp_path: Path) -> None:
    """A new one, a changed one, another attempt, one that is gone; and where there is none."""
    watch = RecordWatch(tmp_path / "out")
    assert not watch.look()
    save(tmp_path / "out", RECORD)
    assert watch.look()
    assert [RECORD] == list(watch.records())
    assert not watch.look()
    for changed in (replace(RECORD, score=2.0), replace(RECORD, attempt=2)):
        path = save(tmp_path / "out", changed)
        assert watch.look()
        assert changed in list(watch.records())
        assert not watch.look()
    path.unlink()
    assert watch.look()
    assert 1 == len(list(watch.records()))


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    """Of fifty records one changes: the others may be anything by now, nobody looks."""
    paths = [save(tmp_path, replace(RECORD, student=f"s{place}")) for place in range(50)]
    watch = RecordWatch(tmp_path)
    watch.look()
    _age(tmp_path)
    watch.look()
    for path in paths:
        # Written in place, which leaves the time of the folder as it is.
        path.write_text("{")
    assert not watch.look()
    save(tmp_path, replace(RECORD, student="s7", score=2.0))
    assert watch.look()
    assert 50 == len(list(watch.records()))
    assert 51 == sum(record.score for record in watch.records())


def test_what_is_no_record_is_left_out(tmp_path: Path) -> None:
    """Half a file, a hidden one, a picture beside it, a folder called like a record."""
    save(tmp_path, RECORD)
    folder = tmp_path / "03_lstm_gates" / "ada"
    (folder / "2.json").write_text("{")
    (folder / ".3.json.abcdefgh").write_text("{}")
    (folder / "1.plots").write_text("x")
    (folder / "4.json").mkdir()
    (tmp_path / ".staged").mkdir()
    (tmp_path / "policy.toml").write_text("")
    watch = RecordWatch(tmp_path)
    watch.look()
    assert [RECORD] == list(watch.records())
