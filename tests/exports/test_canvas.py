"""Canvas's own export, filled in: one column, people who are there without doubt, nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.roster import squeezed
from autograder.records import QuestionRecord, Record, Status
from tests.exports.classes import OWED, REFUSED, canvas, export, graded, kept, table

MARKS = 6
ADA = ("Lovelace, Ada", "4711", "300", "al815", "")
BEN = ("O'Neil, Ben", "4712", "301", "bn1", "12")
CY = ("=cmd(), Cy", "4713", "302", "cy3", "")
TEST = ("Student, Test", "99", "", "hash", "")


def _run(
    folder: Path, records: list[Record], text: str | bytes, *more: object
) -> tuple[int, str, bytes]:
    book = folder / "canvas.csv"
    book.write_bytes(text if isinstance(text, bytes) else text.encode())
    to = folder / "filled.csv"
    out = kept(folder / "out", records)
    done = export(out, "--format", "canvas", "--into", book, "--to", to, *more)
    return done.exit_code, " ".join(done.output.split()), to.read_bytes() if to.exists() else b""


def test_one_column_is_filled_and_every_other_byte_stays(tmp_path: Path) -> None:
    """By Canvas's number where the name agrees, by login, by name; the test student is nobody."""
    text = "\ufeff" + canvas([ADA, BEN, CY, TEST])
    records = [graded("lovelaceada_4711", 18.75), graded("bn1", 9), graded("cmdcy_4713", 20)]
    code, words, data = _run(tmp_path, records, text)
    expected = text
    for person, mark in ((ADA, "18.75"), (BEN, "9"), (CY, "20")):
        old = f'{person[3]},"LSTM, Mondays",7,{person[4]},'
        assert old in expected
        expected = expected.replace(old, f'{person[3]},"LSTM, Mondays",7,{mark},')
    assert expected.encode() == data
    assert 0 == code
    assert "3 of 3 marks in 'LSTM gates (77)'" in words
    assert "Another mark stood there before: bn1." in words
    assert "1 row of canvas.csv without a record of ours" in words
    assert "begin like a formula" in words


@pytest.mark.parametrize("semicolons", [True, False])
def test_numbers_are_written_as_the_file_writes_them(tmp_path: Path, semicolons: bool) -> None:
    """With a decimal comma where the file has one."""
    text = canvas([(*ADA[:4], "3,5"), BEN], possible="20,0", delimiter=";" if semicolons else ",")
    text = text.replace("70.5", "70,5" if semicolons else '"70,5"')
    _, _, data = _run(tmp_path, [graded("al815", 12.345), graded("bn1", 4)], text)
    rows = table(data.decode(), ";" if semicolons else ",")
    # 12.345 is a little less in binary, and goes up all the same.
    assert ["12,35", "4"] == [row[MARKS] for row in rows[3:]]


def test_what_is_owed_is_empty_and_what_was_refused_is_zero(tmp_path: Path) -> None:
    """A zero would be a mark, also one that stands there from before."""
    text = canvas([(*ADA[:4], "0"), BEN])
    records = [graded("al815", 5, **OWED), graded("bn1", 0, **REFUSED)]
    code, words, data = _run(tmp_path, records, text)
    assert ["", "0"] == [row[MARKS] for row in table(data.decode())[3:]]
    assert 1 == code
    assert "No mark yet, because of us: al815 (it held 0)." in words
    assert "Refused, which counts as 0 until they hand in again: bn1." in words


def test_what_a_person_has_still_to_mark_is_owed(tmp_path: Path) -> None:
    """A score without it is too low, and nobody could tell."""
    waiting = QuestionRecord("q7", 0.0, 4.0, 0.0, manual=True)
    marked = replace(waiting, score=3.0, marked=True)
    records = [
        graded("al815", 5, questions=(waiting,)),
        graded("bn1", 8, questions=(marked,)),
    ]
    code, words, data = _run(tmp_path, records, canvas([ADA, BEN]))
    assert ["", "8"] == [row[MARKS] for row in table(data.decode())[3:]]
    assert 1 == code
    assert "No mark yet, because of us: al815." in words


def test_what_lateness_takes_off_is_off(tmp_path: Path) -> None:
    """What counts goes to Canvas, not what was earned."""
    _, _, data = _run(tmp_path, [graded("al815", 18, late_percent=25.0)], canvas([ADA]))
    assert "13.5" == table(data.decode())[3][MARKS]


@pytest.mark.parametrize(("keep", "mark"), [("all", "7"), ("latest", "7"), ("best", "15")])
def test_the_attempt_that_counts_is_exported(tmp_path: Path, keep: str, mark: str) -> None:
    """One of several, as ``--keep`` says."""
    records = [graded("al815", 15, attempt=1), graded("al815", 7, attempt=2)]
    _, _, data = _run(tmp_path, records, canvas([ADA]), "--keep", keep)
    assert mark == table(data.decode())[3][MARKS]


@pytest.mark.parametrize("told", ["EX", "N/A"])
def test_who_is_excused_stays_so(tmp_path: Path, told: str) -> None:
    """Canvas's word on who has to hand in is not ours to change."""
    text = canvas([(*ADA[:4], told)])
    code, words, data = _run(tmp_path, [graded("al815", 7)], text)
    assert text.encode() == data
    assert 1 == code
    assert "Left as the platform has them: al815" in words


def test_a_number_in_a_row_of_another_name_is_a_doubt(tmp_path: Path) -> None:
    """It may be another platform's number: no mark is put into anybody else's row."""
    text = canvas([ADA, BEN])
    records = [graded("Ada Lovelace_4712", 7), graded("anon_x7Bq2", 8), graded("eve_5", 9)]
    code, words, data = _run(tmp_path, records, text)
    assert text.encode() == data
    assert 1 == code
    assert "in rows of another name: Ada Lovelace_4712." in words
    assert "or not told apart by it: anon_x7Bq2, eve_5." in words


def test_two_records_of_one_person_are_in_no_row(tmp_path: Path) -> None:
    """Which of them counts is for a person to say."""
    text = canvas([ADA])
    code, words, data = _run(tmp_path, [graded("al815", 7), graded("lovelaceada_4711", 9)], text)
    assert text.encode() == data
    assert 1 == code
    assert "Several records would go to one row: al815, lovelaceada_4711." in words


def test_a_roster_knows_who_is_who(tmp_path: Path) -> None:
    """By numbers, also where an address is a login there; names alone only if one has them."""
    roster = tmp_path / "roster.csv"
    roster.write_text("student,name,sid,email\na,Ada X,300,\nb,B,,bn1\nc,Cy =cmd(),,\n")
    records = [graded("a", 1), graded("b", 2), graded("c", 3)]
    code, words, data = _run(tmp_path, records, canvas([ADA, BEN, CY]), "--roster", roster)
    assert ["1", "2", "3"] == [row[MARKS] for row in table(data.decode())[3:]], words
    assert 0 == code


@pytest.mark.parametrize(
    ("text", "more", "words"),
    [
        ("", [], "canvas.csv: It is empty."),
        ("a,b\n1,2\n", [], "not Canvas's gradebook: Student, ID or Section is missing."),
        (canvas([ADA], heading="Gates (77)"), [], "canvas.csv:1: No column is called like"),
        (canvas([ADA]), ["--column", "Gates"], "'LSTM gates (77)', 'Current Score'"),
        (canvas([ADA]), ["--column", "Section"], "No column of marks is called 'Section'"),
        (canvas([ADA]), ["--column", "Final Score"], "canvas.csv:3: 'Final Score' is worked out"),
        (canvas([ADA], possible="100"), [], "Add --points 100 to scale marks to it"),
        (canvas([ADA]), ["--points", "30"], "'LSTM gates (77)' is worth 20 points there, not 30"),
        (canvas([ADA]) + "x,y\r\n", [], "canvas.csv:5: The row has 2 cells, and there are 9"),
        (canvas([ADA, ADA]), [], "canvas.csv:5: 'al815' stands in line 4 as well"),
        (canvas([ADA]) + '"x', [], "canvas.csv:5: It is not CSV: a quote is opened"),
        ("Zoë".encode("cp1252"), [], "canvas.csv:1: It is not UTF-8 text"),
    ],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(
    tmp_path: Path, text: str | bytes, more: list[str], words: str
) -> None:
    """It names the file, the line and what to do."""
    code, told, data = _run(tmp_path, [graded("al815", 7)], text, *more)
    assert (2, b"") == (code, data), told
    assert words in told


@pytest.mark.parametrize("column", ["Quiz (76)", "Quiz"])
def test_a_column_is_named_with_or_without_its_number(tmp_path: Path, column: str) -> None:
    """And marks are scaled to it if the grader says so."""
    arguments = ("--column", column, "--points", "10")
    code, words, data = _run(tmp_path, [graded("al815", 7)], canvas([ADA]), *arguments)
    assert 0 == code, words
    assert "3.5" == table(data.decode())[3][MARKS - 1]


NAMES = st.text(alphabet="abzÄé =+-@'", min_size=1, max_size=8).filter(squeezed)
PEOPLE = st.lists(st.tuples(NAMES, NAMES), max_size=7)
SCORES = st.floats(0, 20, allow_nan=False)


@given(people=PEOPLE, data=st.data())
@settings(deadline=None, max_examples=60)
def test_nobody_is_lost_and_nobody_is_there_twice(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Each record's mark is in its own person's row, or its student is named; all else stays."""
    folder = tmp_path_factory.mktemp("canvas")
    rows = [
        (f"{family}, {given}", str(100 + i), str(100 + i * 7), f"login{i}", "")
        for i, (family, given) in enumerate(people)
    ]
    owners: dict[str, int | None] = {}
    for i, (name, number, _, login, _) in enumerate(rows):
        label = data.draw(st.sampled_from([f"{squeezed(name)}_{number}", login, "", "stranger"]))
        if label == "stranger":
            owners[f"stranger {i}"] = None
        elif label:
            owners[label] = i
    scores = {student: round(data.draw(SCORES), data.draw(st.integers(0, 3))) for student in owners}
    owed = {student for student in owners if data.draw(st.booleans()) and scores[student] > 15}
    records = [graded(s, score, **(OWED if s in owed else {})) for s, score in scores.items()]
    if not records:
        return
    text = canvas(rows)
    code, words, filled = _run(folder, records, text)
    before, after = table(text), table(filled.decode())
    found = {}
    for i, (old, new) in enumerate(zip(before, after, strict=True)):
        assert [c for j, c in enumerate(old) if j != MARKS] == [
            c for j, c in enumerate(new) if j != MARKS
        ]
        if i >= 3 and new[MARKS]:
            found[i - 3] = float(new[MARKS])
        elif i < 3:
            assert old == new
    known = {owners[s]: scores[s] for s in owners if owners[s] is not None and s not in owed}
    assert known.keys() == found.keys(), words
    assert all(abs(found[i] - mark) <= 0.005 + 1e-9 for i, mark in known.items())
    missing = {s for s in owners if owners[s] is None or s in owed}
    assert all(student in words for student in missing), words
    assert bool(missing) == bool(code)
    assert all(r.status in (Status.GRADED, Status.NOT_GRADED) for r in records)
