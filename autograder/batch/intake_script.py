"""Submissions that are scripts: percent text as editors and jupytext write it, and plain Python.

Nothing is parsed as Python here: what strangers wrote is compiled where it runs.
"""

from __future__ import annotations

import re
import tokenize
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TypeVar

from autograder.batch.handed import WrittenCell
from autograder.examiner.submission import SubmittedCell
from autograder.faults import SubmissionFault

MARKS_LIMIT = 256 * 1024
"""So many bytes of a script are looked at to tell whether it is a submission."""

_SCRIPT_LIMIT = 2 * 2**20
_CELL_LIMIT = 2_000
_MARKER_LIMIT = 500
_LOOKED_AT = 50
_MARKER = re.compile(r"#\s?%%(?=\s|$)(?P<rest>.*)|# In\[[ \d*]*\]:?\s*$")
_NOT_CODE = re.compile(r"\s*(?:\S.*\s)?\[(?:markdown|md|raw)\]")
_TEXT = re.compile(r"\s*(?:\S.*\s)?\[(?:markdown|md)\]")
_IGNORED = re.compile(r"\btags\s*=\s*\[[^\]]*[\"']otter_ignore[\"']")
_CHECK = re.compile(r"grader\.check\(\s*(?:\"\w+\"|'\w+')\s*\)[ \t;]*(?:#.*)?$")
_MARKS = re.compile(
    rb"^#[ \t]?%%(?:\s|$)|^# In\[[ \d*]*\]|\bgrader\.check\(|\botter\.Notebook\(", re.MULTILINE
)
_NAMED = re.compile(r"\botter\.Notebook\(\s*[\"']([\w.-]{1,80})[\"']")
_QUOTES = re.compile(r"\\.|\"\"\"|'''|\"|'|#", re.DOTALL)
_ENCODINGS = {"utf-8", "utf-8-sig", "ascii", "iso-8859-1", "iso-8859-15", "cp1252"}

Item = TypeVar("Item")


def bears_marks(head: bytes) -> bool:
    """Whether a script says that it is a submission: it has cells, or checks itself with otter."""
    return _MARKS.search(head[:MARKS_LIMIT]) is not None


def scripts_to_grade(scripts: Sequence[Item], head: Callable[[Item], bytes]) -> list[Item]:
    """Which of somebody's scripts are submissions: the only one, or those that say so.

    Args:
        scripts: what was handed in, where no notebook was.
        head: the first bytes of one.
    """
    if len(scripts) == 1:
        return list(scripts)
    found = []
    for script in scripts[:_LOOKED_AT]:
        try:
            if bears_marks(head(script)):
                found.append(script)
        except (SubmissionFault, OSError):
            continue
    return found


def read_script(data: bytes) -> tuple[tuple[SubmittedCell, ...], str | None]:
    """A script's code cells, and the assignment that it names, if it names one.

    Cells begin at markers (``# %%``, ``# In[3]:``). A script without any is cut at its checks
    instead, so that each question is still judged where its author checked it.

    Raises:
        SubmissionFault: it cannot be read; the text is for the student.
    """
    lines = _text(data).split("\n")
    inside = _inside_strings(lines)
    starts = [
        number for number, line in enumerate(lines) if not inside[number] and _MARKER.match(line)
    ]
    cells = _at_markers(lines, starts) if starts else _at_checks(lines, inside)
    if len(cells) > _CELL_LIMIT:
        raise SubmissionFault(f"This script has {len(cells)} cells; {_CELL_LIMIT} are the limit.")
    named = _NAMED.search("\n".join(cell.source for cell in cells))
    assignment = named.group(1).removesuffix(".py").removesuffix(".ipynb") if named else None
    return tuple(cells), assignment


def read_written_script(data: bytes) -> tuple[WrittenCell, ...]:
    """A script's cells of text and of code, for people to read. No cell of a script has an id.

    Raises:
        SubmissionFault: it cannot be read; the text is for the student.
    """
    lines = _text(data).split("\n")
    inside = _inside_strings(lines)
    starts = [
        number for number, line in enumerate(lines) if not inside[number] and _MARKER.match(line)
    ]
    if not starts:
        return tuple(WrittenCell("", cell.source, False) for cell in _at_checks(lines, inside))
    found = [WrittenCell("", _trimmed(lines[: starts[0]]), False)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        marker = _MARKER.match(lines[start])
        rest = ((marker.group("rest") if marker else None) or "")[:_MARKER_LIMIT]
        if _TEXT.match(rest):
            found.append(WrittenCell("", _uncommented(lines[start + 1 : end]), True))
        elif not _NOT_CODE.match(rest):
            found.append(WrittenCell("", _trimmed(lines[start + 1 : end]), False))
    return tuple(cell for cell in found if cell.source)[:_CELL_LIMIT]


def _uncommented(lines: list[str]) -> str:
    """What stands in a text cell: comments, or one string of three quotes."""
    source = _trimmed(lines)
    for quotes in ('"""', "'''"):
        if source.startswith(quotes) and source.endswith(quotes) and len(source) >= 6:
            return source[3:-3].strip()
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in source.split("\n"))


def _text(data: bytes) -> str:
    if len(data) > _SCRIPT_LIMIT:
        raise SubmissionFault(
            f"This script is larger than {_SCRIPT_LIMIT >> 20} MiB. Please hand in your code alone."
        )
    if not data.strip():
        raise SubmissionFault("This file is empty. Did the save finish before you handed it in?")
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(data).readline)
        if encoding not in _ENCODINGS:
            raise SubmissionFault(f"This script is written in {encoding}. Please save it as UTF-8.")
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        raise SubmissionFault("This script is not UTF-8 text. Please save it as UTF-8.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _inside_strings(lines: list[str]) -> list[bool]:
    """For each line, whether it begins inside a string of three quotes."""
    inside, quote = [], ""
    for line in lines:
        inside.append(bool(quote))
        here = ""
        for match in _QUOTES.finditer(line):
            piece = match.group()
            if quote:
                quote = "" if piece == quote else quote
            elif here:
                here = "" if piece == here else here
            elif piece == "#":
                break
            elif len(piece) == 3:
                quote = piece
            elif piece in ("'", '"'):
                here = piece
    return inside


def _at_markers(lines: list[str], starts: list[int]) -> list[SubmittedCell]:
    cells = []
    before = lines[: starts[0]]
    if any(line.strip() and not line.startswith("#") for line in before):
        cells.append(SubmittedCell("", _trimmed(before)))
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        marker = _MARKER.match(lines[start])
        # Of a line without end only so much can be a title and tags.
        rest = ((marker.group("rest") if marker else None) or "")[:_MARKER_LIMIT]
        source = _trimmed(lines[start + 1 : end])
        if source and not _NOT_CODE.match(rest):
            cells.append(SubmittedCell("", source, _IGNORED.search(rest) is not None))
    return cells


def _at_checks(lines: list[str], inside: list[bool]) -> list[SubmittedCell]:
    cells: list[SubmittedCell] = []
    waiting: list[str] = []
    for line, within in zip(lines, inside, strict=True):
        if not within and _CHECK.match(line):
            cells += _kept(waiting)
            cells.append(SubmittedCell("", line.partition("#")[0].strip()))
            waiting = []
        else:
            waiting.append(line)
    return [*cells, *_kept(waiting)]


def _kept(lines: list[str]) -> list[SubmittedCell]:
    source = _trimmed(lines)
    return [SubmittedCell("", source)] if source else []


def _trimmed(lines: list[str]) -> str:
    """The lines without empty ones around them; what stands in front of the first is kept."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]).rstrip() if filled else ""
