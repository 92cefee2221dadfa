"""Moodle's grading worksheet, filled in: all that it says stays, in whatever language."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.csv_sheet import read_sheet
from autograder.exports.filling import filled
from autograder.exports.moodle import moodle_column
from autograder.exports.standings import Standing, Standings
from autograder.records import Record
from tests.exports.classes import OWED, export, graded, kept, moodle, table

MARK = 4
ADA = ("1234567", "Ada Lovelace", "ada@uni.example", "", "Yes")
BEN = ("1234568", "Ben O'Neil", "ben@uni.example", "", "Yes")
GERMAN = (
    *("ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung"),
    *("Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)"),
    *("Zuletzt geändert (Bewertung)", "Feedback als Kommentar"),
)


def _run(folder: Path, records: list[Record], text: str, *more: object) -> tuple[int, str, bytes]:
    sheet = folder / "worksheet.csv"
    sheet.write_bytes(text.encode())
    to = folder / "filled.csv"
    out = kept(folder / "out", records)
    done = export(out, "--format", "moodle", "--into", sheet, "--to", to, *more)
    return done.exit_code, " ".join(done.output.split()), to.read_bytes() if to.exists() else b""


def test_one_column_is_filled_and_every_other_byte_stays(tmp_path: Path) -> None:
    """By participant number where the name agrees, and by address."""
    text = moodle([ADA, BEN])
    records = [graded("Ada Lovelace_1234567", 18.75), graded("ben@uni.example", 9.5)]
    code, words, data = _run(tmp_path, records, text)
    for person, mark in ((ADA, "18.75"), (BEN, "9.5")):
        text = text.replace(
            f"{person[2]},Submitted for grading,,", f"{person[2]},Submitted for grading,{mark},"
        )
    assert text.encode() == data
    assert 0 == code, words


def test_another_language_and_its_comma_stay(tmp_path: Path) -> None:
    """Whoever says what the column is called gets numbers as the site writes them."""
    text = moodle([ADA, BEN], headings=GERMAN, word="Teilnehmer/in", most="20,00")
    records = [graded("Ada Lovelace_1234567", 18.75), graded("ben@uni.example", 9.5)]
    code, words, data = _run(tmp_path, records, text, "--column", "Bewertung")
    assert 0 == code, words
    rows = table(data.decode())
    assert [*GERMAN] == rows[0]
    assert ["Teilnehmer/in1234567", "18,75"] == [rows[1][0], rows[1][MARK]]
    assert "9,5" == rows[2][MARK]


def test_blind_marking_goes_by_number(tmp_path: Path) -> None:
    """Nobody has a name there, in the worksheet or in the download."""
    headings = ("Identifier", "Status", "Grade", "Maximum Grade", "Last modified (grade)")
    text = ",".join(headings) + "\n" + "Participant 7,Submitted for grading,,20.00,-\n"
    code, words, data = _run(tmp_path, [graded("Participant_7", 12)], text)
    assert 0 == code, words
    assert text.replace("grading,,", "grading,12,").encode() == data


def test_without_saying_what_it_is_called_nothing_is_written(tmp_path: Path) -> None:
    """The headings are listed."""
    text = moodle([ADA], headings=GERMAN, word="Teilnehmer/in")
    code, words, data = _run(tmp_path, [graded("ada@uni.example", 1)], text)
    assert (2, b"") == (code, data)
    assert "'Bewertung'" in words


@pytest.mark.parametrize(
    ("text", "more", "words"),
    [
        (moodle([ADA], most="100.00"), [], "Add --points 100 to scale marks to it"),
        (moodle([ADA], most="Excellent"), [], "it is not graded in points"),
        ("a,b\nx,y\n", [], "It is not Moodle's grading worksheet"),
        (moodle([ADA, ADA]), [], "worksheet.csv:3: 'ada@uni.example' stands in line 2 as well"),
    ],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(
    tmp_path: Path, text: str, more: list[str], words: str
) -> None:
    """It names the file and what to do."""
    code, told, data = _run(tmp_path, [graded("ada@uni.example", 7)], text, *more)
    assert (2, b"") == (code, data), told
    assert words in told


def test_what_is_closed_or_owed_gets_no_mark(tmp_path: Path) -> None:
    """Both are named, and so is whoever is not there."""
    text = moodle([(*ADA[:4], "No"), BEN])
    records = [
        graded("ada@uni.example", 7),
        graded("ben@uni.example", 7, **OWED),
        graded("Ada Byron_1234568", 7),
    ]
    code, words, data = _run(tmp_path, records, text)
    assert text.encode() == data
    assert 1 == code
    assert "Left as the platform has them: ada@uni.example (closed there)." in words
    assert "No mark yet, because of us: ben@uni.example." in words
    assert "in rows of another name: Ada Byron_1234568." in words


@given(
    marks=st.lists(st.floats(0, 20, allow_nan=False), min_size=1, max_size=8),
    worth=st.sampled_from(["20,00", "20.00"]),
    german=st.booleans(),
)
@settings(deadline=None)
def test_every_mark_comes_back_as_it_went(
    tmp_path_factory: pytest.TempPathFactory, marks: list[float], worth: str, german: bool
) -> None:
    """Read again as Moodle reads it: everybody's number, to two decimals, and nothing else new."""
    path = tmp_path_factory.getbasetemp() / "worksheet.csv"
    people = [(str(1000 + i), f"N{i} Ö", f"n{i}@x", "", "Yes") for i in range(len(marks))]
    words = {"headings": GERMAN, "word": "Teilnehmer/in"} if german else {}
    text = moodle(people, most=worth, **words)  # type: ignore[arg-type]
    path.write_text(text)
    entries = tuple(Standing(f"N{i} Ö_{1000 + i}", mark) for i, mark in enumerate(marks))
    column = moodle_column(read_sheet(path), "Bewertung" if german else None)
    done = filled(column, Standings("x", ("x",), 20, entries), None, None if not german else 20)
    before, after = table(text), table(done.data.decode())
    for old, new, mark in zip(before[1:], after[1:], marks, strict=True):
        assert abs(float(new[MARK].replace(",", ".")) - mark) <= 0.005 + 1e-9
        assert [*old[:MARK], *old[MARK + 1 :]] == [*new[:MARK], *new[MARK + 1 :]]
        assert "." not in new[MARK] or worth == "20.00"
    assert before[0] == after[0]
    assert done.complete
