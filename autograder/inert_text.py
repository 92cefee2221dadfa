"""Text of strangers without what acts on a reader: terminal escapes, controls, disguises.

Escaping for HTML and quoting for CSV are the work of their writers. Both leave characters alone
that are harmless markup but still act on a terminal, a screen or a spreadsheet.
"""

from __future__ import annotations

import re

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


def inert(text: str, longest: int) -> str:
    """Returns text without controls, escape sequences and direction overrides.

    Line ends become LF and stay, tabs become spaces, half surrogates become U+FFFD.

    Args:
        text: of anybody.
        longest: so many characters are kept; what is cut ends in an ellipsis.
    """
    text = _LINE_ENDS.sub("\n", _TERMINAL.sub("", text[: 2 * longest]))
    text = _SURROGATES.sub("\ufffd", _REMOVED.sub("", text.replace("\t", " ")))
    return text if len(text) <= longest else text[: longest - 1] + "…"
