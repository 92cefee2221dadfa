"""Whom a record is of, in the words of the platform that its mark goes to.

A mark in somebody else's row is worse than none, so a doubt leaves a record without a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.batch.handed import Owner
from autograder.batch.roster import Enrolled, Roster, squeezed

_LABEL = re.compile(r"(?P<name>.*\D)_(?P<number>[0-9]{1,19})", re.DOTALL)
# Where a site uses addresses as logins, either column may hold them.
_ALIKE = {"login": "email", "email": "login"}


@dataclass(frozen=True, slots=True)
class Matched:
    """Students and rows that belong together, and all that do not.

    Attributes:
        rows: by student; no row is anybody else's as well.
        strangers: students of whom no row is.
        doubtful: students whose number is in a row of another name.
        rivals: students who share a row, which is then nobody's.
    """

    rows: dict[str, Enrolled]
    strangers: tuple[str, ...]
    doubtful: tuple[str, ...]
    rivals: tuple[str, ...]


def matched(
    students: Iterable[str], people: Sequence[Enrolled], kind: str, roster: Roster | None
) -> Matched:
    """Finds the row of each student in a platform's own list.

    Args:
        students: as their records call them.
        people: the platform's rows.
        kind: of the number that this platform puts behind names, ``canvas`` or ``moodle``.
        roster: who is who, where the teacher said so.
    """
    known = {row.student: row for row in roster.rows} if roster is not None else {}
    owners = {
        student: _of_row(known[student]) if student in known else _of_label(student, kind)
        for student in students
    }
    found = Roster(people).rows_of(owners.values())
    rows = {student: found[owner] for student, owner in owners.items() if owner in found}
    doubtful = {
        student
        for student, row in rows.items()
        if student not in known and not _agree(owners[student], row)
    }
    rows = {student: row for student, row in rows.items() if student not in doubtful}
    claims: dict[Enrolled, list[str]] = {}
    for student, row in rows.items():
        claims.setdefault(row, []).append(student)
    rivals = {student for theirs in claims.values() if len(theirs) > 1 for student in theirs}
    rows = {student: row for student, row in rows.items() if student not in rivals}
    strangers = set(owners) - set(rows) - doubtful - rivals
    return Matched(rows, *(tuple(sorted(each)) for each in (strangers, doubtful, rivals)))


def _of_row(row: Enrolled) -> Owner:
    ids = [*row.ids, *((_ALIKE[kind], value) for kind, value in row.ids if kind in _ALIKE)]
    return Owner(row.student, row.names[0] if row.names else "", tuple(ids))


def _of_label(student: str, kind: str) -> Owner:
    match = _LABEL.fullmatch(student)
    if match is None:
        return Owner(student)
    return Owner(student, match["name"].strip(), ((kind, match["number"]),))


def _agree(owner: Owner, row: Enrolled) -> bool:
    """Whether a number that stood behind a name is in a row of that name.

    The number may be another platform's, where it is somebody else's.
    """
    if not owner.ids:
        return True
    return squeezed(owner.name) in {squeezed(name) for name in row.names}
