"""Moodle's bulk download: a folder for each person, or the same words in front of each file.

``Ada Lovelace_1234567_assignsubmission_file/lstm_gates.ipynb`` is the full name, the participant's
number and what the folder holds; older releases end it with ``_``. Groups are called by their name
and number, the group of those without one by a name alone. Some sites put the login in front.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.batch.file_names import is_gradable, stem
from autograder.batch.handed import Claim, Owner, Place
from autograder.batch.intake_units import gradable

_MARK = re.compile(r"_assignsubmission_([a-z]+)(?=_|$)")
_NUMBERED = re.compile(r"(?P<name>.*)_(?P<number>[0-9]{1,19})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MoodleName:
    """What a name of the bulk download says.

    Attributes:
        owner: a person or a group.
        kind: ``file`` for handed-in files, ``onlinetext`` for what was typed.
        file: as its author called it; empty where the name is a folder's.
    """

    owner: Owner
    kind: str
    file: str


def parse_folder(name: str) -> MoodleName | None:
    """Reads a folder's name; None where it is none of the bulk download's.

    Args:
        name: read from the right, since whatever stands in front belongs to the full name.
    """
    marks = list(_MARK.finditer(name))
    if not marks or not marks[-1].start() or name[marks[-1].end() :] not in ("", "_"):
        return None
    return MoodleName(_owner(name[: marks[-1].start()]), marks[-1].group(1), "")


def parse_file(name: str) -> MoodleName | None:
    """Reads a file's name of a download without folders; None where it is none.

    Args:
        name: its first mark counts. What follows is its author's own and must not speak for
            somebody else.
    """
    mark = _MARK.search(name)
    if mark is None or not mark.start() or len(name) <= mark.end() + 1:
        return None
    return MoodleName(_owner(name[: mark.start()]), mark.group(1), name[mark.end() + 1 :])


def _owner(prefix: str) -> Owner:
    match = _NUMBERED.fullmatch(prefix)
    if match is None:
        return Owner(prefix, prefix.strip())
    name, number = match.group("name").strip(), match.group("number")
    return Owner(f"{name}_{number}" if name else number, name, (("moodle", number),))


def _parse(place: Place) -> MoodleName | None:
    return parse_folder(place.parts[0]) if len(place.parts) > 1 else parse_file(place.name)


def recognises(places: Sequence[Place]) -> bool:
    """Whether these are the files of a bulk download: every one is called like one."""
    return bool(places) and all(_parse(place) for place in places)


def fits(places: Sequence[Place]) -> bool:
    """Whether a file among these is called as Moodle calls files."""
    return any(_parse(place) for place in places)


def claims(places: Sequence[Place]) -> list[Claim]:
    """Everybody's submissions, in the order of their names."""
    units: dict[Owner, list[tuple[MoodleName, Place]]] = {}
    found = []
    for place in places:
        parsed = _parse(place)
        if parsed is not None:
            units.setdefault(parsed.owner, []).append((parsed, place))
        elif is_gradable(place.name):
            found += [Claim((Owner(stem(place.name)),), one) for one in gradable([place])]
    for owner, unit in units.items():
        # What was typed into a text field counts only as the reason why there is nothing else.
        files = [place for parsed, place in unit if parsed.kind == "file"]
        chosen = gradable(files or [place for _, place in unit])
        found += [Claim((owner,), place) for place in chosen]
    return found
