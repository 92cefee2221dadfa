"""Canvas's bulk download: all in the file names.

``lovelaceada_LATE_4711_90210_lstm_gates.ipynb`` is the sortable name in small letters, a mark if
it came late, the user, the attachment, and the file as its author called it. Anonymous grading
puts ``anon_`` and a code in place of name and user, and the mark in front. Only the last part is
the author's own, so names are read from the left: nobody hands in for somebody else by a file name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograder.batch.file_names import is_gradable, stem
from autograder.batch.handed import Claim, Owner, Place
from autograder.batch.intake_units import gradable

_ID = r"[1-9][0-9]{0,18}"
_OWNER = (
    rf"(?:(?P<early>LATE_)?anon_(?P<code>[^\W_]+)|(?P<name>.*?)(?P<late>_LATE)?_(?P<user>{_ID}))"
)
_UPLOAD = re.compile(rf"{_OWNER}_(?P<upload>{_ID})_(?P<file>.+)", re.DOTALL)
_ENTRY = re.compile(rf"{_OWNER}_(?:text|link)\.html", re.DOTALL)
_SHORTEST_UPLOAD = 3
"""Digits of an attachment's number, where nobody said that it is Canvas: ``ada_2026_11_x``."""

_NO_FILE = (
    "You handed in text or a link, and no file. Please hand in the notebook (.ipynb) as a file."
)


@dataclass(frozen=True, slots=True)
class CanvasName:
    """What a file name of the bulk download says.

    Attributes:
        owner: whose it is.
        late: whether Canvas marks it late.
        upload: the attachment's number; None for a text entry or a link.
        file: as its author called it; empty for a text entry or a link.
    """

    owner: Owner
    late: bool
    upload: int | None
    file: str


def parse(name: str) -> CanvasName | None:
    """Reads a file name of the bulk download; None where it is none.

    Args:
        name: the file's name without folders.
    """
    match = _ENTRY.fullmatch(name) or _UPLOAD.fullmatch(name)
    if match is None:
        return None
    told = match.groupdict()
    if told["code"]:
        owner = Owner(f"anon_{told['code']}", "", (("canvas", told["code"]),))
    else:
        label = f"{told['name']}_{told['user']}" if told["name"] else told["user"]
        owner = Owner(label, told["name"], (("canvas", told["user"]),))
    upload = told.get("upload")
    return CanvasName(
        owner,
        late=bool(told["early"] or told["late"]),
        upload=int(upload) if upload else None,
        file=told.get("file") or "",
    )


def recognises(places: Sequence[Place]) -> bool:
    """Whether these are the files of a bulk download: every one is called like one."""
    return bool(places) and all(
        len(place.parts) == 1 and _is_typical(parse(place.name)) for place in places
    )


def fits(places: Sequence[Place]) -> bool:
    """Whether a file among these is called as Canvas calls files."""
    return any(parse(place.name) for place in places)


def _is_typical(parsed: CanvasName | None) -> bool:
    if parsed is None:
        return False
    long_enough = parsed.upload is None or parsed.upload >= 10 ** (_SHORTEST_UPLOAD - 1)
    name = parsed.owner.name
    return long_enough and name == name.lower() and all(map(_is_of_a_word, name))


def _is_of_a_word(letter: str) -> bool:
    """Ruby's idea of one, and Canvas's: vowel signs and other marks are part of words."""
    return letter.isalnum() or letter == "_" or unicodedata.category(letter).startswith("M")


def claims(places: Sequence[Place]) -> list[Claim]:
    """Everybody's submissions, in the order in which Canvas got them."""
    units: dict[Owner, list[tuple[CanvasName, Place]]] = {}
    found = []
    for place in places:
        parsed = parse(place.name)
        if parsed is not None:
            units.setdefault(parsed.owner, []).append((parsed, place))
        elif is_gradable(place.name):
            found += [Claim((Owner(stem(place.name)),), one) for one in gradable([place])]
    for owner, unit in units.items():
        late = any(parsed.late for parsed, _ in unit)
        files = sorted(
            ((parsed.upload, place) for parsed, place in unit if parsed.upload is not None),
            key=lambda one: one[0],
        )
        if not files:
            typed = replace(unit[0][1], fault=_NO_FILE)
            found.append(Claim((owner,), typed, marked_late=late))
            continue
        numbers = {place.name: upload for upload, place in files}
        found += [
            Claim((owner,), place, numbers[place.name], marked_late=late)
            for place in gradable([place for _, place in files])
        ]
    return found
