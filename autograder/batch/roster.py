"""Who is who: a class list, as a platform exports it or as somebody typed it.

A file name on one platform says ``lovelaceada_4711``, a folder on another ``Ada Lovelace_123``. The
roster gives both the same student. A row is found by its numbers first and by its name only where
that leaves no doubt; whom it does not know keeps the label that the platform gave.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.csv_sheet import read_sheet
from autograder.batch.file_names import label
from autograder.batch.handed import Owner
from autograder.faults import CourseFault

_KINDS = ("sid", "login", "email", "canvas", "moodle")
_LASTING = ("canvas", "sid")
"""Moodle's participants get a new number with each assignment, and addresses change."""

_COLUMNS = {
    "student": "student", "key": "student",
    "name": "name", "fullname": "name", "studentname": "name",
    "firstname": "first", "givenname": "first", "lastname": "last", "surname": "last",
    "familyname": "last",
    "canvasid": "canvas", "canvasuserid": "canvas",
    "id": "sid", "sid": "sid", "studentid": "sid", "sisuserid": "sid", "idnumber": "sid",
    "matriculation": "sid",
    "login": "login", "loginid": "login", "sisloginid": "login", "username": "login",
    "email": "email", "emailaddress": "email", "mail": "email",
    "identifier": "moodle", "participant": "moodle", "participantid": "moodle",
    "group": "group", "groups": "group", "team": "group",
}  # fmt: skip
"""Column headings, in small letters and digits only, and what they hold."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_LAST_NUMBER = re.compile(r"([0-9]+)\s*$")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One row of a roster.

    Attributes:
        student: what their records are filed under.
        line: where the row stands.
        names: spellings of the name.
        ids: kinds and values by which a platform may know them.
        groups: the groups that they are in.
    """

    student: str
    line: int
    names: tuple[str, ...]
    ids: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]


class Roster:
    """Everybody in the class.

    Args:
        rows: one for each student.
    """

    def __init__(self, rows: Iterable[Enrolled]) -> None:
        self.rows = tuple(rows)
        self._by_id: dict[tuple[str, str], Enrolled] = {}
        self._by_any: dict[str, set[Enrolled]] = {}
        self._by_name: dict[str, set[Enrolled]] = {}
        self._groups: dict[str, list[Enrolled]] = {}
        for row in self.rows:
            for kind, value in row.ids:
                self._by_id[kind, value.casefold()] = row
            for text in (row.student, *(value for _, value in row.ids)):
                self._by_any.setdefault(text.casefold(), set()).add(row)
            for name in row.names:
                self._by_name.setdefault(squeezed(name), set()).add(row)
            for group in row.groups:
                self._groups.setdefault(squeezed(group), []).append(row)

    def students_of(self, owners: Iterable[Owner]) -> dict[Owner, tuple[str, ...]]:
        """Whom each owner is: one student, all of a group, or nobody that is known.

        Args:
            owners: all that handed in, at once: two of them with one name and no number are two
                people, and neither is the one row of that name.
        """
        everybody = list(dict.fromkeys(owners))
        rows = self.rows_of(everybody)
        found: dict[Owner, tuple[str, ...]] = {}
        for owner in everybody:
            if owner in rows:
                found[owner] = (rows[owner].student,)
            elif self._by_its_name(owner) is None:
                found[owner] = tuple(row.student for row in self._members(owner))
            else:
                found[owner] = ()
        return found

    def rows_of(self, owners: Iterable[Owner]) -> dict[Owner, Enrolled]:
        """The rows of those who are certainly in the class, each as one person.

        Args:
            owners: all of them at once, as for ``students_of``.
        """
        everybody = list(dict.fromkeys(owners))
        sure = {owner: row for owner in everybody if (row := self._by_number(owner))}
        named = {
            owner: row
            for owner in everybody
            if owner not in sure and (row := self._by_its_name(owner))
        }
        times = Counter([*sure.values(), *named.values()])
        return sure | {owner: row for owner, row in named.items() if times[row] == 1}

    def _by_number(self, owner: Owner) -> Enrolled | None:
        for kind, value in owner.ids:
            row = self._by_id.get((kind, value.casefold()))
            if row is not None:
                return row
        if owner.ids:
            return None
        rows = self._by_any.get(owner.label.casefold(), set())
        return next(iter(rows)) if len(rows) == 1 else None

    def _by_its_name(self, owner: Owner) -> Enrolled | None:
        rows = self._by_name.get(squeezed(owner.name or owner.label), set())
        row = next(iter(rows)) if len(rows) == 1 else None
        # People can change what a platform calls them, but not their numbers there.
        return None if row is None or _is_another(row, owner) else row

    def _members(self, owner: Owner) -> list[Enrolled]:
        return self._groups.get(squeezed(owner.name or owner.label), [])


def _is_another(row: Enrolled, owner: Owner) -> bool:
    """Whether a number that stays with a person for good says that these are two."""
    told = {kind: value.casefold() for kind, value in row.ids if kind in _LASTING}
    return any(value.casefold() != told.get(kind, value.casefold()) for kind, value in owner.ids)


def squeezed(name: str) -> str:
    """A name as letters and digits alone, so that ``Lovelace, Ada`` is ``lovelaceada``.

    Args:
        name: in any spelling.
    """
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFC", name)).casefold()


def read_roster(path: Path) -> Roster:
    """Reads a roster: CSV with commas, semicolons or tabs, and headings in the first row.

    Canvas's gradebook, Moodle's participants or grading worksheet and Gradescope's roster are
    read as they come.

    Raises:
        CourseFault: it cannot be read, or does not tell students apart; with line and repair.
    """
    rows = _rows(path)
    if not rows:
        raise CourseFault(path, None, "It is empty.", "Its first row must name the columns.")
    columns = columns_of(rows[0][1])
    if not set(columns) - {None, "group"} or set(columns) - {None, "group"} in (
        {"first"},
        {"last"},
    ):
        raise CourseFault(
            path,
            1,
            f"No column tells who is who. It has: {', '.join(rows[0][1][:8])}.",
            "Name one 'student', 'name', 'email', 'sid', 'login', 'canvas id' or 'identifier'.",
        )
    found = [enrolled_in(path, line, cells, columns) for line, cells in rows[1:]]
    enrolled = [row for row in found if row is not None]
    if not enrolled:
        raise CourseFault(path, None, "It lists nobody.", "Add a row for each student.")
    expect_distinct(path, enrolled)
    return Roster(enrolled)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    rows = []
    for row in read_sheet(path).rows:
        cells = [plain(text) for text in row.texts]
        if any(cells):
            rows.append((row.line, cells))
    return rows


def plain(text: str) -> str:
    """A cell of a class list as text that can be compared and shown, on one line."""
    return label(" ".join(text.split()))


def columns_of(headings: list[str]) -> list[str | None]:
    """What the columns of a class list hold, in words of our own; None where it is nothing of ours.

    Args:
        headings: of the first row, in any spelling.
    """
    squeezed_headings = [squeezed(heading) for heading in headings]
    columns = [_COLUMNS.get(heading) for heading in squeezed_headings]
    # In Canvas's gradebook, "Student" is a name, "ID" Canvas's own, and "Section" always there.
    if "section" in squeezed_headings and "student" in columns:
        columns = ["name" if column == "student" else column for column in columns]
        columns = [
            "canvas" if heading == "id" else column
            for heading, column in zip(squeezed_headings, columns, strict=True)
        ]
    return columns


def enrolled_in(
    path: Path, line: int, cells: list[str], columns: list[str | None]
) -> Enrolled | None:
    """Whom a row of a class list tells; None for a row that is nobody's by the platform's word.

    Args:
        path: the file.
        line: where the row stands.
        cells: its texts.
        columns: what they hold.

    Raises:
        CourseFault: it tells nobody.
    """
    if cells[0].casefold().startswith("points possible"):
        # A row of Canvas's gradebook that is nobody's.
        return None
    told: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell:
            told.setdefault(column, cell)
    if "canvas" in columns and not told:
        # Canvas says there which columns are posted by hand.
        return None
    if "moodle" in told:
        # "Participant 123", in whatever language.
        number = _LAST_NUMBER.search(told["moodle"])
        told["moodle"] = number.group(1) if number else told["moodle"]
    names = _names(told)
    ids = tuple((kind, told[kind]) for kind in _KINDS if kind in told)
    order = ("student", "login", "sid", "email", "canvas", "moodle")
    student = next((told[kind] for kind in order if kind in told), names[0] if names else "")
    if not student:
        raise CourseFault(path, line, "The row tells nobody.", "Fill it in or take it out.")
    groups = tuple(part.strip() for part in re.split("[,;]", told.get("group", "")) if part.strip())
    return Enrolled(student, line, names, ids, groups)


def _names(told: dict[str, str]) -> tuple[str, ...]:
    """Both orders of a name: platforms disagree on which comes first."""
    spellings = []
    if "name" in told:
        last, comma, first = told["name"].partition(",")
        spellings += [f"{first.strip()} {last.strip()}"] if comma else []
        spellings.append(told["name"])
        if not comma:
            given, _, family = told["name"].rpartition(" ")
            spellings.append(f"{family} {given}".strip())
    if "first" in told and "last" in told:
        spellings += [f"{told['first']} {told['last']}", f"{told['last']} {told['first']}"]
    if "login" in told:
        # Some sites of Moodle put the login in front of the name.
        spellings += [f"{told['login']} {name}" for name in spellings]
    return tuple(dict.fromkeys(spellings))


def expect_distinct(path: Path, rows: list[Enrolled]) -> None:
    """Makes sure that no number, login or address is two people's.

    Raises:
        CourseFault: one is; with the later line.
    """
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        for kind, value in (("student", row.student), *row.ids):
            before = seen.setdefault((kind, value.casefold()), row.line)
            if before != row.line:
                raise CourseFault(
                    path,
                    row.line,
                    f"{value!r} stands in line {before} as well.",
                    "Each student needs a row and a number, login or address of their own.",
                )
