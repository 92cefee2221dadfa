"""Makes any string of a record safe to show: no terminal escapes, no controls, no disguises.

Escaping for HTML is Jinja's work and quoting for CSV is the csv module's. Both leave characters
alone that are harmless markup but still act on a reader's terminal, screen or spreadsheet.
"""

from __future__ import annotations

import math
import re

DASH = "\N{EN DASH}"
"""Stands where no number exists."""

LONGEST = 4000
"""Characters kept of one text. Hints are a few sentences, so only an attack reaches this."""

_TERMINAL = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC and kin: clipboard, window title
    r"|\x1b[ -/]*[0-~]?"
)
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REMOVED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f"
    # Direction overrides reorder what follows them. Joiners stay: several scripts need them.
    r"\u202a-\u202e\u2066-\u2069"
    # Characters without any width can hide words or make two names look the same.
    r"\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """Returns text without controls, escape sequences and direction overrides.

    Line ends become LF and stay, tabs become spaces, half surrogates become U+FFFD.
    """
    text = _LINE_ENDS.sub("\n", _TERMINAL.sub("", text[: 2 * LONGEST]))
    text = _SURROGATES.sub("\ufffd", _REMOVED.sub("", text.replace("\t", " ")))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def one_line(text: str) -> str:
    """Returns clean text with every run of white space turned into one space."""
    return " ".join(clean(text).split())


def number(value: float) -> str:
    """Returns a score as people write it: ``2``, ``2.5``, ``0.33``; a dash when not finite."""
    if not math.isfinite(value):
        return DASH
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def counted(count: float, noun: str) -> str:
    """Returns ``1 question`` or ``3 questions``."""
    return f"{number(count)} {noun}" if count == 1 else f"{number(count)} {noun}s"


def code_spans(text: str) -> list[tuple[bool, str]]:
    """Splits text at pairs of backticks.

    Returns:
        Pieces in order, each with whether it stood between backticks.
    """
    pieces = re.split(r"`([^`\n]+)`", text)
    return [(bool(place % 2), piece) for place, piece in enumerate(pieces) if piece]


def split_question(text: str) -> tuple[str, str]:
    """Separates a hint from the question it ends with.

    Returns:
        The statement and the question. Either may be empty; together they lose no word.
    """
    text = text.strip()
    if not text.endswith("?"):
        return text, ""
    ends = list(re.finditer(r"[.!?;:]\s+", text))
    if not ends:
        return "", text
    statement, question = text[: ends[-1].start() + 1], text[ends[-1].end() :]
    if statement[-1] in ";:":
        statement = statement[:-1] + "."
        if question[1:2].isalpha():
            question = question[0].upper() + question[1:]
    return statement, question
