"""A report that is written again: only what its records changed is made anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.records import Record, Verdict
from autograder.report import write_report
from tests.report.conftest import Desk


def _files(out: Path) -> dict[str, int]:
    """Every page with the number of its file: whatever is written anew has another."""
    return {path.name: path.stat().st_ino for path in out.rglob("*.html")}


def _never() -> Iterator[Record]:
    raise AssertionError("the records are asked for")
    yield


def test_only_the_pages_of_changed_records_are_written(desk: Desk) -> None:
    """A class of whom one hands in again; the desk tells all of them, and is new."""
    ada, bob = (desk.record(name, desk.question("q1", desk.check())) for name in ("ada", "bob"))
    write_report([ada, bob], desk.out)
    before = _files(desk.out)
    wrong = desk.question("q1", desk.check(Verdict.FAILED, message="Forget means forget."))
    write_report([ada, desk.record("bob", wrong)], desk.out)
    after = _files(desk.out)
    changed = {name for name in after if after[name] != before[name]}
    assert {"index.html", "03_lstm_gates.bob.1.html"} == changed
    assert (
        "Forget means forget." in (desk.out / "students" / "03_lstm_gates.bob.1.html").read_text()
    )


def test_what_is_the_same_is_not_even_read(desk: Desk) -> None:
    """Whoever can tell that no record has changed need not read them."""
    write_report([desk.record("ada")], desk.out, made_of="the records of monday")
    before = _files(desk.out)
    write_report(_never(), desk.out, made_of="the records of monday")
    assert before == _files(desk.out)
    write_report([desk.record("bob")], desk.out, made_of="the records of tuesday")
    assert {"index.html", "03_lstm_gates.bob.1.html"} == _files(desk.out).keys()


def test_a_page_that_is_gone_comes_back(desk: Desk) -> None:
    """A report is complete whenever it was written, and a damaged note of it hinders nobody."""
    records = [desk.record("ada"), desk.record("bob")]
    for name in ("students/03_lstm_gates.ada.1.html", "index.html", "grades.csv", ".made-of"):
        write_report(records, desk.out, made_of="these")
        (desk.out / name).unlink()
        write_report(records, desk.out, made_of="these")
        assert (desk.out / name).is_file()
    for damaged in ("", "[]", "{}", '{"index.html": 1, "students": []}', "ada"):
        (desk.out / ".made-of").write_text(damaged)
        (desk.out / "index.html").write_text("old")
        write_report(records, desk.out, made_of="these")
        assert "old" != (desk.out / "index.html").read_text()
