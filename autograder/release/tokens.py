"""Text as Python tokens, whatever it is: a cell with magics, prose with code in it, half a line.

The standard tokenizer stops at the first thing that is not Python. Here nothing is refused, and
what stands inside a comment or a string is read once more, because an answer can hide there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNS = (
    *("**=", "//=", ">>=", "<<=", "...", "->", ":=", "+=", "-=", "*=", "/=", "%=", "@=", "&="),
    *("|=", "^=", "==", "!=", "<=", ">=", "**", "//", "<<", ">>"),
)
_PREFIX = "(?:[rbuf]{1,2}(?=['\"]))?"
_TRIPLE = r'"""(?:\\.|[^\\])*?"""' + "|" + r"'''(?:\\.|[^\\])*?'''"
_SINGLE = r'"(?:\\.|[^"\\\n])*"' + "|" + r"'(?:\\.|[^'\\\n])*'"
_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*(?:\n[ \t]*#[^\n]*)*)"
    rf"|(?P<string>{_PREFIX}(?:{_TRIPLE}|{_SINGLE}))"
    r"|(?P<number>(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d+)?)"
    r"|(?P<name>[^\W\d]\w*)"
    rf"|(?P<sign>{'|'.join(map(re.escape, _SIGNS))}|[^\s\w])",
    re.IGNORECASE | re.DOTALL,
)
_QUOTES = re.compile(r"[rbufRBUF]{0,2}(\"\"\"|'''|\"|')(?P<inside>.*)\1", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its text, and the 1-based line that it begins on."""

    text: str
    line: int


def tokens(text: str) -> list[Token]:
    """The tokens of a text without its comments; strings with equal content are equal."""
    return [Token(_plain(kind, word), line) for kind, word, line in _read(text, 1)]


def streams(text: str, line: int = 1) -> Iterator[list[Token]]:
    """Everything in a text that could be code: itself, its comments, the inside of its strings.

    Args:
        text: of any kind.
        line: the number of its first line.
    """
    found: list[Token] = []
    for kind, word, place in _read(text, line, comments=True):
        if kind == "comment":
            yield from streams(re.sub(r"(?m)^[ \t]*#+", "", word), place)
            continue
        if kind == "string":
            quoted = _QUOTES.fullmatch(word)
            inside = quoted["inside"] if quoted is not None else ""
            if inside:
                yield from streams(inside, place)
        found.append(Token(_plain(kind, word), place))
    yield found


def _read(text: str, line: int, *, comments: bool = False) -> Iterator[tuple[str, str, int]]:
    end = 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        kind = match.lastgroup or "sign"
        if comments or kind != "comment":
            yield kind, match.group(), line


def _plain(kind: str, word: str) -> str:
    """Writes a string in one way, so that other quotes do not make another token."""
    quoted = _QUOTES.fullmatch(word) if kind == "string" else None
    return f'"{quoted["inside"]}"' if quoted is not None else word
