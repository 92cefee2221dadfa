"""Records on disk: whole or not at all, and never one over another's."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.store import fingerprint, folder_name, load, load_all, record_path, save
from autograder.plots import Plot, write_plots
from autograder.records import CellRecord, CheckRecord, QuestionRecord, Record, Status, Verdict


def _record(student: str, attempt: int = 1) -> Record:
    return Record(
        assignment="01_tiny",
        student=student,
        attempt=attempt,
        status=Status.GRADED,
        score=1.0,
        points=2.0,
        submission_sha256="a",
        bundle_sha256="b",
        isolation="full",
        seed=1,
    )


@given(st.text(min_size=1))
@settings(deadline=None)
def test_a_folder_name_is_safe(student: str) -> None:
    """Whatever a student is called, the folder stays where it belongs."""
    name = folder_name(student)
    assert name not in ("", ".", "..")
    assert "/" not in name
    assert not name.startswith((".", "-"))
    assert name.isascii()
    assert len(name) < 80


@given(st.text(min_size=1), st.text(min_size=1))
@settings(deadline=None)
def test_two_students_never_share_a_folder(first: str, second: str) -> None:
    """Not even when their names look alike."""
    if first != second:
        assert folder_name(first) != folder_name(second)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """The record is the truth: it comes back as it was, in a fixed order."""
    records = [_record("zoë"), _record("ada", 2), _record("ada")]
    for record in records:
        assert record == load(save(tmp_path, record))
    loaded = [(record.student, record.attempt) for record in load_all(tmp_path)]
    assert sorted(loaded) == loaded
    assert 3 == len(loaded)


def test_a_cut_record_is_no_record(tmp_path: Path) -> None:
    """What an older version or a broken disk left is graded again."""
    path = save(tmp_path, _record("ada"))
    path.write_text(path.read_text()[:40])
    assert load(path) is None


def test_records_from_before_lateness_and_groups_are_read(tmp_path: Path) -> None:
    """What a record did not say then is what it says now of somebody alone and on time."""
    data = json.loads(_record("ada").to_json())
    for name in ("late_percent", "late_unknown", "marked_late", "group"):
        del data[name]
    path = tmp_path / "1.json"
    path.write_text(json.dumps(data))
    assert _record("ada") == load(path)


def test_what_is_known_of_a_submission_comes_back(tmp_path: Path) -> None:
    """Groups as tuples, so that a record that has not changed is equal to the one on disk."""
    record = replace(
        _record("ada"), group=("ada", "zoë"), late_seconds=7.5, late_percent=25.5, marked_late=True
    )
    assert record == load(save(tmp_path, record))
    assert record.stable() == _record("ada").stable()


_TEXTS = st.text(st.characters(exclude_categories=()))
_NUMBERS = st.floats() | st.integers()


@given(_TEXTS, _NUMBERS, st.dictionaries(_TEXTS, st.floats()), st.none() | _TEXTS)
@settings(deadline=None)
def test_a_record_is_spelled_as_json_spells_it(
    text: str, number: float, stages: dict[str, float], word: str | None
) -> None:
    """Sorted names, one value a line, letters as they are: the bytes of all records before."""
    check = CheckRecord(text, True, number, Verdict.FAILED, text, word)
    cell = CellRecord(3, number, word)
    question = QuestionRecord("q1", number, 2.0, 0.0, (check, check), text, given=(text, "q2"))
    record = replace(
        _record(text), questions=(question,), cells=(cell,), seconds=stages, submitted_at=word
    )
    data = dataclasses.asdict(record)
    expected = json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert expected == record.to_json()


def test_a_fingerprint_tells_whether_anything_changed(tmp_path: Path) -> None:
    """Another record, one more or one less, other pictures; and what is hidden is none."""
    seen = {fingerprint(tmp_path)}

    def differs() -> bool:
        found = fingerprint(tmp_path)
        assert found == fingerprint(tmp_path)
        new = found not in seen
        seen.add(found)
        return new

    path = save(tmp_path, _record("ada"))
    assert differs()
    save(tmp_path, _record("bob"))
    assert differs()
    save(tmp_path, replace(_record("ada"), score=0.5))
    assert differs()
    write_plots(path, [Plot(0, "q1", "", 1, 1, b"\x89PNG\r\n\x1a\n")])
    assert differs()
    save(tmp_path / ".staged", _record("cleo"))
    assert not differs()
    record_path(tmp_path, "01_tiny", "bob", 1).unlink()
    assert differs()
