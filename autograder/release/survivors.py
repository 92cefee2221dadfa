"""Mutants that no check can notice, each with the reason why it is no mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.course import AssignmentFolder
from autograder.faults import CourseFault

HEADING = "## Surviving mutants"
_BULLET = re.compile(r"- (?P<question>q[1-9][0-9]*) mutant (?P<id>[0-9a-f]{6}): (?P<why>\S.*)")


@dataclass(frozen=True, slots=True)
class Explained:
    """One bullet of the notes: a mutant, and why it is as right as the reference."""

    question: str
    mutant: str
    why: str
    line: int


def read_survivors(folder: AssignmentFolder) -> dict[str, Explained]:
    """The mutants that ``notes.md`` explains, by their id.

    Raises:
        CourseFault: a bullet below the heading is not of the agreed form, or stands there twice.
    """
    found: dict[str, Explained] = {}
    inside, last = False, ""
    for number, line in enumerate(folder.notes.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            inside = line.strip() == HEADING
        elif inside and line.startswith("-"):
            match = _BULLET.fullmatch(line.rstrip())
            if match is None or match["id"] in found:
                raise CourseFault(
                    folder.notes,
                    number,
                    "This bullet does not explain one mutant, once.",
                    "Write it like: - q3 mutant 4f2a1b: why it is equivalent",
                )
            last = match["id"]
            found[last] = Explained(match["question"], last, match["why"], number)
        elif inside and last and line.startswith("  ") and line.strip():
            old = found[last]
            found[last] = Explained(old.question, old.mutant, f"{old.why} {line.strip()}", old.line)
        elif not line.strip():
            last = ""
    return found
