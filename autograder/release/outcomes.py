"""Outcomes kept by content: what a proof found out once, it need not find out again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from autograder.records import Record, write_atomically

_SCHEMA = 1


class Outcomes:
    """What became of trials, kept in one file for each assignment.

    Args:
        path: where they are kept.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._records: dict[str, str] = {}
        self._used: set[str] = set()
        self._passing: set[str] = set()
        try:
            data = json.loads(path.read_text("utf-8"))
            if data["schema"] == _SCHEMA:
                self._records = {str(k): str(v) for k, v in data["kept"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            # Whatever cannot be read is found out again.
            self._records = {}

    def text(self, key: str) -> str | None:
        """What is kept under a key."""
        self._used.add(key)
        return self._records.get(key)

    def keep(self, key: str, text: str, *, lasting: bool = True) -> None:
        """Notes something under a key; ``save`` writes it, unless it shall be found out again."""
        self._used.add(key)
        self._records[key] = text
        if not lasting:
            self._passing.add(key)

    def save(self, *, only_used: bool = False) -> None:
        """Writes the file, with or without what nobody has asked for."""
        kept = {
            key: text
            for key, text in self._records.items()
            if key not in self._passing and (not only_used or key in self._used)
        }
        write_atomically(
            self._path, json.dumps({"schema": _SCHEMA, "kept": kept}, sort_keys=True) + "\n"
        )

    def record(self, key: str) -> Record | None:
        """The record under a key, if it is known."""
        text = self.text(key)
        try:
            return None if text is None else Record.from_json(text)
        except ValueError:
            return None


def digest_of(*parts: str) -> str:
    """One hash of several texts, none of which can pass for a part of another."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
