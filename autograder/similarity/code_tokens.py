"""Answers as normalised tokens: what stays the same when names and comments are changed.

The source is hostile. Python's own tokenizer stops at the first thing that is not Python, and
lexers for colouring can be led into reading the same text again and again. This one refuses
nothing and reads every character once: each of its patterns takes what it has begun, finished or
not.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection
from dataclasses import dataclass

LONGEST_SOURCE = 40_000
"""Characters of one answer that are read."""

MOST_TOKENS = 3_000
"""Tokens of one answer that are compared; long answers of the course have three hundred."""

NAME = "name"
"""Stands for every name that its author chose."""

BREAK = "\0"
"""Stands between two cells: no passage goes over it."""

_SIGNS = (
    *("**=", "//=", ">>=", "<<=", "...", "->", ":=", "+=", "-=", "*=", "/=", "%=", "@=", "&="),
    *("|=", "^=", "==", "!=", "<=", ">=", "**", "//", "<<", ">>"),
)
_STRING = (
    "(?:[rbuft]{1,2}(?=['\"]))?+(?:"
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\\?\Z)'
    r"|'''(?:[^'\\]++|\\.|'(?!''))*+(?:'''|\\?\Z)"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'(?:[^'\\\n]++|\\.)*+'?)"
)
_TOKEN = re.compile(
    r"(?P<nothing>\s++|\#[^\n]*+|\\\n)"
    rf"|(?P<string>{_STRING})"
    r"|(?P<number>\.?\d[\w.]*+(?:(?<=e)[+-]\d++)?)"
    r"|(?P<name>[^\W\d]\w*+)"
    rf"|(?P<break>{BREAK})"
    rf"|(?P<sign>{'|'.join(map(re.escape, _SIGNS))}|.)",
    re.IGNORECASE | re.DOTALL,
)
_PYTHONS_OWN = frozenset([*keyword.kwlist, *keyword.softkwlist, *dir(builtins)])


@dataclass(frozen=True, slots=True)
class Token:
    """One token: what it counts as, and from where to where it stands in the source."""

    word: str
    start: int
    end: int


def code_tokens(source: str, known: Collection[str] = ()) -> list[Token]:
    """The tokens of a source of any kind, without comments and white space.

    Args:
        source: cells of one answer, with ``BREAK`` between them. What is longer than
            ``LONGEST_SOURCE`` or ``MOST_TOKENS`` is read up to there.
        known: names of functions in what was handed out. Whoever changes those breaks them, so
            they are nobody's own.

    Returns:
        Tokens whose words are equal where only names of the author's own, the words inside of
        strings, comments or the layout differ.
    """
    found = []
    after_dot = False
    for match in _TOKEN.finditer(source[:LONGEST_SOURCE]):
        kind, word = match.lastgroup, match[0]
        if kind == "nothing":
            continue
        if kind == "string":
            word = '"..."'
        elif kind == "name" and not (after_dot or word in _PYTHONS_OWN or word in known):
            # What stands behind a dot is mostly a library's name.
            word = NAME
        found.append(Token(word, match.start(), match.end()))
        after_dot = word == "."
        if len(found) == MOST_TOKENS:
            break
    return found


def called_in(source: str) -> set[str]:
    """Every name that a source defines as a function, or calls."""
    found = set()
    name = ""
    for match in _TOKEN.finditer(source):
        if match.lastgroup == "nothing":
            continue
        if match[0] == "(" and name:
            found.add(name)
        name = match[0] if match.lastgroup == "name" else ""
    return found
