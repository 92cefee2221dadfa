"""Names of what students hand in, read as labels: what kind of file it is, and whose folder."""

from __future__ import annotations

import re
import unicodedata

_SPLIT = re.compile(r"[/\\]+")
# Browsers that take a notebook for text save it with one ending more.
_NOTEBOOK = re.compile(r"\.ipynb(?:\.(?:json|txt))?$", re.IGNORECASE)
_LONGEST_QUOTED = 60
# What a terminal obeys instead of showing it, and what turns the words after it around.
_CONTROLS = {
    **dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"),
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
}


def label(part: str) -> str:
    """A file or folder name as text that can be compared, written and shown.

    Two spellings of the same letters become one, as macOS and Windows disagree on them. Bytes
    that are no text, which Python reads as half characters, become escapes. Controls become the
    signs for them, because names are shown on the grader's terminal.
    """
    try:
        text = part.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        # Half a character that stands for no byte; no file system gives one.
        text = part.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text).translate(_CONTROLS)


def labels(name: str) -> tuple[str, ...]:
    """The parts of a name inside a zip; whatever would lead out of a folder is left out."""
    return tuple(label(part) for part in _SPLIT.split(name) if part not in ("", ".", ".."))


def is_hidden(part: str) -> bool:
    """Whether it is a dropping of an editor, a system or otter."""
    return part.startswith((".", "__"))


def is_notebook(name: str) -> bool:
    """Whether a file calls itself a notebook."""
    return _NOTEBOOK.search(name) is not None


def is_zip(name: str) -> bool:
    """Whether a file calls itself a zip."""
    return name.lower().endswith(".zip")


def is_script(name: str) -> bool:
    """Whether a file calls itself a Python script."""
    return name.lower().endswith(".py")


def is_gradable(name: str) -> bool:
    """Whether a file is of a kind that can be graded."""
    return is_notebook(name) or is_zip(name) or is_script(name)


def stem(name: str) -> str:
    """A file's name without the ending that tells its kind."""
    shorter = _NOTEBOOK.sub("", name)
    if shorter == name:
        shorter = name.rpartition(".")[0]
    return shorter or name


def quoted(names: list[str]) -> str:
    """A few file names, for a sentence: a student's words, so neither long nor many."""
    shown = [
        name if len(name) <= _LONGEST_QUOTED else f"{name[:_LONGEST_QUOTED]}…" for name in names
    ]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(shown[:3]) + more
