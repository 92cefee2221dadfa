"""The form of a case: what lies there, and in one sentence what must come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Build = Callable[[Path], Path]


@dataclass(frozen=True)
class Refused:
    """The student is told, in words that hold these."""

    words: str


Expected = tuple[str, int, "list[str] | Refused"]
"""A student, the number of the attempt, and its code cells or a refusal."""


@dataclass(frozen=True)
class Case:
    """One case.

    Attributes:
        name: of the function that lays it out.
        says: one sentence on what must come out: the function's first line.
        build: lays it out below a folder; returns what is named on the command line.
        wanted: what comes out, in order.
        platform: as named on the command line.
    """

    name: str
    says: str
    build: Build
    wanted: tuple[Expected, ...]
    platform: str


class Corpus(list[Case]):
    """The cases of one file."""

    def case(self, *wanted: Expected, platform: str = "auto") -> Callable[[Build], Build]:
        """Adds a case; the function under it lays it out and says in words what must come out."""

        def add(build: Build) -> Build:
            self.append(Case(build.__name__, build.__doc__ or "", build, wanted, platform))
            return build

        return add
