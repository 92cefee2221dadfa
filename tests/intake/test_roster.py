"""Rosters as platforms export them and as people type them, and what is wrong with others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.handed import Owner
from autograder.batch.roster import read_roster, squeezed
from autograder.faults import CourseFault

_CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Gates (77)\n"
    '    Points Possible,,,,,"20,0"\n'
    '"Lovelace, Ada",11,4711,al815,"LSTM, Mondays",\n'
    '"Student, Test",99,,abc,LSTM,\n'
)
_MOODLE = (
    "Identifier,Full name,Email address,Status,Grade\n"
    "Participant 7,Ada Lovelace,ada@uni.example,Submitted,\n"
)
_GERMAN = _MOODLE.replace("Participant", "Teilnehmer/in")
_GRADESCOPE = "First Name,Last Name,SID,Email,Role\nAda,Lovelace,4711,ada@uni.example,Student\n"


@pytest.mark.parametrize(
    ("text", "owner", "student"),
    [
        (_CANVAS, Owner("lovelaceada_11", "lovelaceada", (("canvas", "11"),)), "al815"),
        (_CANVAS, Owner("lovelaceada", "lovelaceada"), "al815"),
        (_MOODLE, Owner("X_7", "X", (("moodle", "7"),)), "ada@uni.example"),
        (_GERMAN, Owner("X_7", "X", (("moodle", "7"),)), "ada@uni.example"),
        (_GRADESCOPE, Owner("A_4711", "A", (("sid", "4711"),)), "4711"),
        (_GRADESCOPE, Owner("A", "A", (("email", "ADA@uni.example"),)), "4711"),
        (_GRADESCOPE, Owner("Lovelace Ada_5", "Lovelace Ada", (("moodle", "5"),)), "4711"),
        ("name;group\nZoe\u0308 Ö;1\n", Owner("Zo\u00eb Ö", "Zo\u00eb Ö"), "Zo\u00eb Ö"),
        ("name;id\nAda;4711\n", Owner("A_4711", "A", (("sid", "4711"),)), "4711"),
        ("name;id\nAda;4711\n", Owner("ada_11", "ada", (("canvas", "11"),)), "4711"),
        ('name;note\nAda;"two\nlines"\n', Owner("ada"), "Ada"),
        ("student\tlogin\nada\tal815\n", Owner("al815"), "ada"),
    ],
)  # fmt: skip
def test_platforms_rosters_are_read_as_they_come(
    tmp_path: Path, text: str, owner: Owner, student: str
) -> None:
    """Whatever their columns are called, and in whatever order names stand."""
    path = tmp_path / "roster.csv"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
        assert {owner: (student,)} == read_roster(path).students_of([owner])


def test_a_number_that_nobody_has_is_not_looked_up_as_another(tmp_path: Path) -> None:
    """A user's number in Canvas may be somebody's student number."""
    path = tmp_path / "roster.csv"
    path.write_text("student,sid\nada,11\n")
    owner = Owner("x_11", "x", (("canvas", "11"),))
    assert {owner: ()} == read_roster(path).students_of([owner])


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (_CANVAS, Owner("lovelaceada_66", "lovelaceada", (("canvas", "66"),))),
        (_GRADESCOPE, Owner("Ada Lovelace_66", "Ada Lovelace", (("sid", "66"),))),
    ],
)
def test_a_name_does_not_outweigh_a_number(tmp_path: Path, text: str, owner: Owner) -> None:
    """People can rename themselves on a platform, also to somebody who handed nothing in."""
    path = tmp_path / "roster.csv"
    path.write_text(text)
    assert {owner: ()} == read_roster(path).students_of([owner])


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", None, "empty"),
        (b"\n\n", None, "empty"),
        (b"student,name\n", None, "lists nobody"),
        (b"colour,shape\nred,round\n", 1, "No column tells who is who"),
        (b"first name\nAda\n", 1, "No column tells"),
        (b"name,email\nAda,a@x\nBen,a@x\n", 3, "line 2 as well"),
        (b"name\nAda\nBen\nAda\n", 4, "line 2 as well"),
        (b"group,name\nT1,\n", 2, "tells nobody"),
        (b'name\n"Ada\n', None, "not CSV"),
        ("name\nAda\nZoë\n".encode("cp1252"), 3, "CSV UTF-8"),
        (b"name\n" + b"x" * 200_000 + b"\n", None, "not CSV"),
        (b"x" * (9 * 2**20), None, "larger than"),
    ],
)
def test_a_mistake_in_a_roster_is_named(
    tmp_path: Path, content: bytes, line: int | None, words: str
) -> None:
    """With its line, and what to do."""
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(CourseFault, match=words) as told:
        read_roster(path)
    assert line is None or line == told.value.line
    assert told.value.repair


def test_a_roster_that_is_not_there_is_told(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(CourseFault, match=r"nowhere\.csv: It cannot be read"):
        read_roster(tmp_path / "nowhere.csv")


@given(st.text(max_size=30))
@settings(deadline=None)
def test_squeezing_again_changes_nothing(name: str) -> None:
    """Letters and digits are left, whatever they are called."""
    once = squeezed(name)
    assert "_" not in once
    assert " " not in once


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_a_roster_or_a_fault(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Never a crash."""
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    try:
        read_roster(path)
    except CourseFault:
        return
