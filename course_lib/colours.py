"""The six colours of the course: one for each quantity of an LSTM cell, the same everywhere.

Every colour keeps a contrast of at least 3:1 both on white and on the usual dark page, and any two
of them stay apart for readers with protanopia, deuteranopia or tritanopia. Pictures never rely on
colour alone: each thing is also labelled with its letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "forget": "#A7502B",
        "input": "#39A67D",
        "candidate": "#9445BB",
        "output": "#2756FF",
        "cell": "#B88F01",
        "hidden": "#696781",
    }
)
"""Hex colour by the word for the quantity."""

LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "f": "forget",
        "i": "input",
        "g": "candidate",
        "o": "output",
        "c": "cell",
        "h": "hidden",
    }
)
"""The word by the letter that stands for it in the formulas."""

INK = "#222222"
"""Text and thin lines on the white ground of every picture."""

FAINT = "#C9C9D1"
"""Empty pipes, grids and whatever should stay in the background."""


def colour(name: str) -> str:
    """The colour of a quantity, by its letter or its word.

    Args:
        name: ``"f"`` or ``"forget"``, and so on for i, g, o, c, h.

    Returns:
        A hex colour such as ``"#A7502B"``.

    Raises:
        KeyError: the name is neither a letter nor a word of the six.
    """
    word = LETTERS.get(name, name)
    if word not in COLOURS:
        known = ", ".join(f"{letter} ({word})" for letter, word in LETTERS.items())
        raise KeyError(f"no colour for {name!r}: the six quantities are {known}")
    return COLOURS[word]
