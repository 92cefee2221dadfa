"""The class as a table and as a workbook, and results for Gradescope: everybody once."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.store import folder_name
from autograder.exports.class_table import ClassTable
from autograder.exports.workbook import workbook
from autograder.records import CheckRecord, QuestionRecord, Verdict
from tests.exports.classes import OWED, REFUSED, export, graded, kept, table

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _cells(data: bytes, sheet: int = 1) -> dict[str, str | float]:
    """The cells of a workbook's sheet; a formula anywhere is a failure."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        texts = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
            texts = ["".join(t.text or "" for t in si.iter(f"{_MAIN}t")) for si in shared]
        tree = ET.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314
    assert not list(tree.iter(f"{_MAIN}f"))
    assert not list(tree.iter(f"{_MAIN}hyperlink"))
    found: dict[str, str | float] = {}
    for cell in tree.iter(f"{_MAIN}c"):
        value = cell.find(f"{_MAIN}v")
        assert value is not None
        assert value.text is not None
        is_text = cell.get("t") == "s"
        found[str(cell.get("r"))] = texts[int(value.text)] if is_text else float(value.text)
    return found


def _class(folder: Path) -> Path:
    return kept(
        folder / "out",
        [
            graded("ada", 18, late_percent=50.0, late_seconds=90_000.0),
            graded("ada", 10, assignment="00_feed_forward"),
            graded("=cmd()", 5, **OWED),
            graded("ben", 0, **REFUSED),
        ],
    )


def test_everybody_has_one_row(tmp_path: Path) -> None:
    """An empty cell is nothing handed in or a mark owed, and the note says which."""
    roster = tmp_path / "roster.csv"
    roster.write_text("student\nada\nben\nzoe\n")
    policy = tmp_path / "totals.toml"
    policy.write_text("drop_lowest = 1\n[weights]\nfeed_forward = 1\nlstm_gates = 1\n")
    to = tmp_path / "class.csv"
    done = export(
        *(_class(tmp_path), "--format", "csv", "--to", to),
        *("--roster", roster, "--totals", policy),
    )
    assert 1 == done.exit_code
    assert "No mark yet, because of us: =cmd()" in done.output
    owed = "not graded yet: "
    worth = ["00_feed_forward (of 20)", "03_lstm_gates (of 20)", "Total (of 100)"]
    notes = {
        "'=cmd()": f"03_lstm_gates: {owed}the lane was lost | Total: no mark yet: 03_lstm_gates",
        "ada": "03_lstm_gates: 1 day 1 hour late, 50 % off: 9 count"
        " | Total: dropped: 03_lstm_gates",
        "ben": "03_lstm_gates: refused: This is no notebook."
        " | Total: nothing handed in: 00_feed_forward; dropped: 00_feed_forward",
        "zoe": "nothing handed in",
    }
    assert [
        ["student", *worth, "notes"],
        ["'=cmd()", "", "", "", notes["'=cmd()"]],
        ["ada", "10", "9", "50", notes["ada"]],
        ["ben", "", "0", "0", notes["ben"]],
        ["zoe", "", "", "", notes["zoe"]],
    ] == table(to.read_text())


def test_a_workbook_holds_the_same_and_no_formula(tmp_path: Path) -> None:
    """Numbers as numbers, texts as texts; each assignment has a sheet of its attempts."""
    to = tmp_path / "class.xlsx"
    assert 1 == export(_class(tmp_path), "--format", "xlsx", "--to", to).exit_code
    cells = _cells(to.read_bytes())
    assert ["'=cmd()", "ada", "ben"] == [cells[f"A{row}"] for row in (2, 3, 4)]
    assert (10.0, 9.0, 0.0) == (cells["B3"], cells["C3"], cells["C4"])
    assert "C2" not in cells
    attempts = _cells(to.read_bytes(), 3)
    assert ("student", "ada", 18.0, 9.0) == tuple(attempts[c] for c in ("B1", "B3", "E3", "I3"))


@given(
    st.lists(
        st.lists(
            st.one_of(st.text(max_size=20), st.floats(-1e6, 1e6, allow_nan=False), st.none()),
            min_size=3,
            max_size=3,
        ),
        max_size=5,
    )
)
@settings(deadline=None)
def test_any_table_makes_a_workbook_that_can_be_read(rows: list[list[str | float | None]]) -> None:
    """Whatever students are called; equal tables give equal bytes."""
    data = workbook(ClassTable(["a", "b", "c"], rows), [])  # type: ignore[arg-type]
    again = workbook(ClassTable(["a", "b", "c"], rows), [])  # type: ignore[arg-type]
    assert data == again
    cells = _cells(data)
    for number, row in enumerate(rows, 2):
        for letter, value in zip("ABC", row, strict=True):
            told = cells.get(f"{letter}{number}")
            assert isinstance(told, str) == (isinstance(value, str) and value != "")
            if isinstance(value, float):
                assert told == pytest.approx(value, rel=1e-12)


def test_gradescope_gets_results_for_everybody_with_a_mark(tmp_path: Path) -> None:
    """What counts stands on top, what is owed has no results, and nobody's folder is another's."""
    check = CheckRecord("gates open", hidden=False, points=20.0, verdict=Verdict.PASSED)
    question = QuestionRecord("q1", 20.0, 20.0, 20.0, (check,))
    records = [
        graded("ada", 20, questions=(question,), late_percent=25.0, late_seconds=90_000.0),
        graded("../ada", 3),
        graded("eve", 5, **OWED),
        graded("ben", 0, **REFUSED),
    ]
    out = kept(tmp_path / "out", records)
    to = tmp_path / "results"
    done = export(out, "--format", "gradescope", "--to", to)
    assert 1 == done.exit_code
    assert "No mark yet, because of us: eve." in done.output
    places = {name: to / folder_name(name) / "results.json" for name in ("ada", "../ada", "ben")}
    assert {*places.values()} == {*to.rglob("results.json")}
    ada = json.loads(places["ada"].read_text())
    assert (15.0, 20.0) == (ada["score"], ada["tests"][0]["score"])
    assert "takes off 25 %: 15 of 20 points count" in ada["output"]
    assert 3 == json.loads(places["../ada"].read_text())["score"]
    assert "no notebook" in json.loads(places["ben"].read_text())["output"]
    assert ["../ada", "ada", "ben"] == [
        row[0] for row in table((to / "submissions.csv").read_text())[1:]
    ]
    again = export(out, "--format", "gradescope", "--to", to)
    assert 2 == again.exit_code
    assert "Something is there already. Name a new folder." in again.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "canvas"], "--format canvas fills the platform's own file"),
        (["--format", "csv", "--column", "x"], "are for canvas and moodle, not for csv"),
        (["--format", "gradescope", "--totals", "t"], "--totals has no place in Gradescope's"),
        (["--format", "gradescope"], "say which with --assignment: 00_feed_forward, 03_lstm"),
        (["--format", "csv", "--assignment", "x"], "no record of 'x'. There is: 00_feed_forward"),
        (["--format", "csv", "--roster", "nowhere.csv"], "nowhere.csv: It cannot be read"),
        (["--format", "moodle", "--into", "x", "--points", "0"], "--points must be a number above"),
        (["--format", "moodle", "--into", "x"], "Say which with --assignment, or export their"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_one_sentence(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    """And nothing is written."""
    to = tmp_path / "to"
    done = export(_class(tmp_path), "--to", to, *arguments)
    assert 2 == done.exit_code, done.output
    assert words in " ".join(done.output.split())
    assert not to.exists()


def test_the_platforms_file_is_never_written_over(tmp_path: Path) -> None:
    """Not even if somebody asks for it."""
    book = tmp_path / "canvas.csv"
    book.write_text("x")
    done = export(_class(tmp_path), "--format", "canvas", "--into", book, "--to", book)
    assert (2, "x") == (done.exit_code, book.read_text())


def test_two_records_of_one_attempt_stop_it(tmp_path: Path) -> None:
    """A folder that somebody copied would count twice."""
    out = kept(tmp_path / "out", [graded("ada", 3)])
    (out / "03_lstm_gates" / "copy").mkdir()
    text = (out / "03_lstm_gates" / "ada" / "1.json").read_text()
    (out / "03_lstm_gates" / "copy" / "1.json").write_text(text)
    done = export(out, "--format", "csv", "--to", tmp_path / "class.csv")
    assert 1 == done.exit_code
    assert "two records of attempt 1 of 'ada'" in done.output
