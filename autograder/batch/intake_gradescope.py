"""Gradescope's bulk download: a folder for each submission, and one file that says whose it is.

``submission_metadata.yml`` maps each folder to its submitters (several in a group), to the moment
when it was handed in, and to results, which are nobody's business here. It is read as a stream of
events: no tag in it makes an object, and neither depth nor size of it can do harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from autograder.batch.file_names import is_gradable, label, stem
from autograder.batch.handed import Claim, Owner, Place
from autograder.batch.intake_listing import read_place
from autograder.batch.intake_units import gradable
from autograder.faults import SubmissionFault

METADATA = "submission_metadata.yml"
_METADATA_LIMIT = 256 * 2**20
_DEEPEST = 40
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,6})?\d*\s*(Z|UTC|[+-]\d\d:?\d\d)?", re.ASCII
)
_USELESS = {":results", ":history"}


def recognises(places: Sequence[Place]) -> bool:
    """Whether this is a bulk download: its metadata lie beside the folders."""
    return any(place.parts == (METADATA,) for place in places)


def claims(places: Sequence[Place]) -> list[Claim]:
    """Every submission, in the order of the metadata; a group's belongs to all its members.

    Raises:
        ValueError: the metadata cannot be read.
    """
    metadata = next(place for place in places if place.parts == (METADATA,))
    try:
        data = read_place(metadata, _METADATA_LIMIT)
    except SubmissionFault as fault:
        raise ValueError(f"{metadata.path}: {METADATA} cannot be read") from fault
    if len(data) > _METADATA_LIMIT:
        raise ValueError(f"{metadata.path}: {METADATA} is too large to be Gradescope's")
    told = read_metadata(data)
    units: dict[str, list[Place]] = {}
    for place in places:
        if place is not metadata and (len(place.parts) > 1 or is_gradable(place.name)):
            units.setdefault(place.parts[0], []).append(place)
    found = []
    for key in [*(key for key in told if key in units), *(key for key in units if key not in told)]:
        entry = told.get(key, {})
        owners = _owners(entry, key)
        came = moment(entry.get(":created_at"))
        found += [Claim(owners, place, submitted_at=came) for place in gradable(units[key])]
    return found


def read_metadata(data: bytes) -> dict[str, dict[str, Any]]:
    """What the metadata say about each folder, without results and history.

    Raises:
        ValueError: it is not the YAML that Gradescope writes.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        told = _Reader(yaml.parse(data.decode("utf-8-sig"), Loader=loader)).document()
        entries = told if isinstance(told, dict) else {}
    except (yaml.YAMLError, UnicodeDecodeError, StopIteration, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _strange(f" (line {mark.line + 1})" if mark else "") from error
    if not entries:
        raise _strange()
    return {key: entry for key, entry in entries.items() if isinstance(entry, dict)}


def _strange(where: str = "") -> ValueError:
    return ValueError(
        f"{METADATA} is not what Gradescope writes{where}. Download the submissions again"
    )


def moment(told: object) -> str | None:
    """A moment as Ruby writes it, in ISO 8601 and UTC; None where it is none.

    Args:
        told: such as ``2026-04-26 17:34:00.861687000 Z``; or a mapping of Ruby's with the moment
            under ``utc``.
    """
    if isinstance(told, dict):
        told = told.get("utc")
    match = _MOMENT.fullmatch(told.strip()) if isinstance(told, str) else None
    if match is None:
        return None
    day, clock, fraction, zone = match.groups()
    zone = "+00:00" if zone in (None, "Z", "UTC") else zone
    try:
        then = datetime.fromisoformat(f"{day}T{clock}{fraction or ''}{zone}")
        return then.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return None


def _owners(entry: dict[str, Any], key: str) -> tuple[Owner, ...]:
    submitters = entry.get(":submitters")
    found = []
    for one in submitters if isinstance(submitters, list) else []:
        told = {
            kind: label(value.strip())
            for kind in ("name", "sid", "email")
            if isinstance(one, dict) and isinstance(value := one.get(f":{kind}"), str)
        }
        name, sid, email = (told.get(kind, "") for kind in ("name", "sid", "email"))
        number = sid or email or key
        ids = tuple((kind, told[kind]) for kind in ("sid", "email") if told.get(kind))
        if name or ids:
            found.append(Owner(f"{name}_{number}" if name else number, name, ids))
    return tuple(dict.fromkeys(found)) or (Owner(label(stem(key))),)


class _Reader:
    """Builds plain lists, dicts and texts out of YAML events."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._anchors: dict[str, Any] = {}

    def document(self) -> Any:
        """The first document; empty is None."""
        for event in self._events:
            if type(event).__name__ == "DocumentStartEvent":
                return self._node(next(self._events), 0)
        return None

    def _node(self, event: Any, depth: int) -> Any:
        kind = type(event).__name__
        if depth > _DEEPEST:
            raise ValueError("too deep")
        if kind == "AliasEvent":
            return self._anchors.get(event.anchor)
        if kind == "ScalarEvent":
            value: Any = event.value
        elif kind == "SequenceStartEvent":
            value = self._list(depth)
        elif kind == "MappingStartEvent":
            value = self._mapping(depth)
        else:
            raise ValueError(f"unexpected {kind}")
        if event.anchor:
            self._anchors[event.anchor] = value
        return value

    def _list(self, depth: int) -> list[Any]:
        items = []
        while type(event := next(self._events)).__name__ != "SequenceEndEvent":
            items.append(self._node(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            key = self._node(event, depth + 1)
            if isinstance(key, str) and key in _USELESS:
                self._skip()
                continue
            value = self._node(next(self._events), depth + 1)
            if isinstance(key, str):
                entries[key] = value
        return entries

    def _skip(self) -> None:
        """Passes over one node; names given inside it may be used later, so they read as None."""
        open_nodes = 0
        while True:
            kind = type(next(self._events)).__name__
            open_nodes += kind in ("SequenceStartEvent", "MappingStartEvent")
            open_nodes -= kind in ("SequenceEndEvent", "MappingEndEvent")
            if open_nodes > _DEEPEST:
                # The scanner below takes quadratic time for brackets in brackets.
                raise ValueError("too deep")
            if not open_nodes:
                return
