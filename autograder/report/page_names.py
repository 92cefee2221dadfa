"""Names the page of each submission so that no two meet and none leaves its folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from autograder.records import Record

_FAITHFUL = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_DIGEST_END = re.compile(r"-[0-9a-f]{8}$")


def page_names(records: Sequence[Record]) -> tuple[str, ...]:
    """Returns one file name per record, in order: ``assignment.student.attempt.html``.

    A name depends on its own record alone, so pages keep their addresses when a class grows.
    """
    names: list[str] = []
    taken: set[str] = set()
    for record in records:
        stem = f"{slug(record.assignment)}.{slug(record.student)}.{int(record.attempt)}"
        name, again = f"{stem}.html", 1
        while name in taken:
            again += 1
            name = f"{stem}.{again}.html"
        taken.add(name)
        names.append(name)
    return tuple(names)


def slug(text: str) -> str:
    """Returns a short name of lower-case ASCII letters, digits, ``-`` and ``_``.

    A text that already is such a name stays itself. Any other loses something on the way, so it
    gets a digest of the whole text at its end; a text that merely looks as if it had one gets
    one too. This is why two texts cannot share a slug by chance, nor pretend to.
    """
    if _FAITHFUL.fullmatch(text) and not _DIGEST_END.search(text):
        return text
    folded = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9_]+", "-", folded).strip("-_")[:40].rstrip("-_") or "unnamed"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{readable}-{digest}"
