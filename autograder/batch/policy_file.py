"""Small TOML files that teachers write by hand: read with patience, refused with words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.faults import CourseFault

_LARGEST = 2**20
_LINE = re.compile(r"\(at line (\d+)")
_NUMBERED = re.compile(r"\d+_")


class PolicyFile:
    """Takes one file apart, and says where in it a mistake is.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, Any]:
        """All of it.

        Raises:
            CourseFault: it cannot be read, or is not TOML; with the line.
        """
        try:
            with self.path.open("rb") as stream:
                data = stream.read(_LARGEST + 1)
            if len(data) > _LARGEST:
                raise self.fault("It is far too large.", "Name the TOML file.")
            return tomllib.loads(data.decode("utf-8"))
        except OSError as error:
            words = f"It cannot be read: {error.strerror}."
            raise self.fault(words, "Name a TOML file.") from error
        except (UnicodeDecodeError, RecursionError) as error:
            raise self.fault("It is not UTF-8 text.", "Save it as UTF-8.") from error
        except tomllib.TOMLDecodeError as error:
            line = _LINE.search(str(error))
            raise CourseFault(
                self.path,
                int(line.group(1)) if line else None,
                f"It is not TOML: {error}.",
                "Repair it.",
            ) from error

    def number(self, told: Any, where: str, least: float, most: float | None = None) -> float:
        """A number within bounds."""
        fits = isinstance(told, int | float) and not isinstance(told, bool)
        # A comparison with nan is never true.
        if not fits or not told >= least or (most is not None and not told <= most):
            span = f"from {least:g} to {most:g}" if most is not None else f"of at least {least:g}"
            raise self.fault(f"{where} = {told!s:.40}.", f"It must be a number {span}.")
        if told == float("inf"):
            raise self.fault(f"{where} = inf.", "It must be a number that ends.")
        return float(told)

    def table(self, told: Any, where: str) -> dict[str, Any]:
        """A table."""
        if not isinstance(told, dict):
            raise self.fault(f"{where} is no table.", f"Write it as a table, such as [{where}].")
        return told

    def only(self, table: dict[str, Any], known: Sequence[str], where: str) -> None:
        """Makes sure that a table has no keys but these."""
        for key in table:
            if key not in known:
                raise self.fault(f"{where} has a key {key!r}.", f"It may have: {', '.join(known)}.")

    def fault(self, problem: str, repair: str) -> CourseFault:
        """What is wrong with the file, and what to do about it; to be raised."""
        return CourseFault(self.path, None, problem, repair)


def slug_of(assignment: str) -> str:
    """An assignment's name without the number that only orders."""
    return _NUMBERED.sub("", assignment, count=1)
