"""Who is who: a class list, as a platform exports it or as somebody typed it.

A file name on one platform says ``lovelaceada_4711``, a folder on another ``Ada Lovelace_123``. The
roster gives both the same student. A row is found by its numbers first and by its name only where
that leaves no doubt; whom it does not know keeps the label that the platform gave.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.file_names import label
from autograder.batch.handed import Owner
from autograder.faults import CourseFault

_LARGEST = 8 * 2**20
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
        sure = {owner: row for owner in everybody if (row := self._by_number(owner))}
        named = {
            owner: row
            for owner in everybody
            if owner not in sure and (row := self._by_its_name(owner))
        }
        times = Counter([*sure.values(), *named.values()])
        found: dict[Owner, tuple[str, ...]] = {}
        for owner in everybody:
            if owner in sure:
                found[owner] = (sure[owner].student,)
            elif owner in named and times[named[owner]] == 1:
                found[owner] = (named[owner].student,)
            elif owner not in named:
                found[owner] = tuple(row.student for row in self._members(owner))
            else:
                found[owner] = ()
        return found

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
    text = _text(path)
    rows = _rows(path, text)
    if not rows:
        raise CourseFault(path, None, "It is empty.", "Its first row must name the columns.")
    columns = _columns(path, rows[0][1])
    found = [_enrolled(path, line, cells, columns) for line, cells in rows[1:]]
    enrolled = [row for row in found if row is not None]
    if not enrolled:
        raise CourseFault(path, None, "It lists nobody.", "Add a row for each student.")
    _expect_distinct(path, enrolled)
    return Roster(enrolled)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise CourseFault(
            path, None, f"It cannot be read: {error.strerror}.", "Name a CSV file."
        ) from error
    if len(data) > _LARGEST:
        raise CourseFault(path, None, "It is larger than a class list.", "Name the CSV file.")
    # Excel's "Unicode text" is UTF-16 and says so in its first bytes.
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1 if encoding == "utf-8-sig" else None
        raise CourseFault(
            path, line, "It is not UTF-8 text.", "Save it as 'CSV UTF-8', so that names stay right."
        ) from error


def _rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for cells in reader:
            stripped = [label(" ".join(cell.split())) for cell in cells]
            if any(stripped):
                rows.append((reader.line_num, stripped))
    except csv.Error as error:
        raise CourseFault(
            path, reader.line_num, f"It is not CSV: {error}.", "Look at the quotes in that line."
        ) from error
    return rows


def _columns(path: Path, headings: list[str]) -> list[str | None]:
    plain = [squeezed(heading) for heading in headings]
    columns = [_COLUMNS.get(heading) for heading in plain]
    # In Canvas's gradebook, "Student" is a name, "ID" Canvas's own, and "Section" always there.
    if "section" in plain and "student" in columns:
        columns = ["name" if column == "student" else column for column in columns]
        columns = ["canvas" if head == "id" else c for head, c in zip(plain, columns, strict=True)]
    known = {column for column in columns if column not in (None, "group")}
    if not known or known in ({"first"}, {"last"}):
        raise CourseFault(
            path,
            1,
            f"No column tells who is who. It has: {', '.join(headings[:8])}.",
            "Name one 'student', 'name', 'email', 'sid', 'login', 'canvas id' or 'identifier'.",
        )
    return columns


def _enrolled(
    path: Path, line: int, cells: list[str], columns: list[str | None]
) -> Enrolled | None:
    if cells[0].casefold().startswith("points possible"):
        # A row of Canvas's gradebook that is nobody's.
        return None
    told: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell:
            told.setdefault(column, cell)
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


def _expect_distinct(path: Path, rows: list[Enrolled]) -> None:
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
