"""Makes any string of a record safe to show: no terminal escapes, no controls, no disguises.

Escaping for HTML is Jinja's work and quoting for CSV is the csv module's. Both leave characters
alone that are harmless markup but still act on a reader's terminal, screen or spreadsheet.
"""

from __future__ import annotations

import math
import re

from autograder.inert_text import inert

DASH = "\N{EN DASH}"
"""Stands where no number exists."""

LONGEST = 4000
"""Characters kept of one text. Hints are a few sentences, so only an attack reaches this."""


def clean(text: str) -> str:
    """Returns text without controls, escape sequences and direction overrides.

    Line ends become LF and stay, tabs become spaces, half surrogates become U+FFFD.
    """
    return inert(text, LONGEST)


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
