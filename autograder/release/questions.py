"""One question of a master while it is being read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from autograder.faults import CourseFault
from autograder.release.answers import check_answer, check_text_answer
from autograder.release.checks import Check, read_check, say_what_remains, share_points
from autograder.release.percent import ScriptCell

_NAME = re.compile(r"q[1-9][0-9]*")
_HEADING = re.compile(r"#{1,6}\s+(?P<title>\S.*?)\s*#*\s*")
_KEYS = {"name", "points", "all_or_nothing", "manual"}


@dataclass(frozen=True, slots=True)
class MasterQuestion:
    """One question of a master; its checks have their points."""

    name: str
    title: str
    answer: ScriptCell
    checks: tuple[Check, ...]
    all_or_nothing: bool


@dataclass(frozen=True, slots=True)
class MasterManualQuestion:
    """One question of a master that a person marks.

    Attributes:
        points: the most that may be given.
        answer: the model answer: text, or code with its markers.
    """

    name: str
    title: str
    points: float
    answer: ScriptCell

    @property
    def text(self) -> bool:
        """Whether it is answered in words; else in code."""
        return self.answer.kind == "markdown"


@dataclass(slots=True)
class OpenQuestion:
    """A question between its BEGIN and its END."""

    file: Path
    line: int
    name: str
    points: Any
    all_or_nothing: bool
    manual: bool = False
    prose: list[str] = field(default_factory=list)
    answer: ScriptCell | None = None
    checks: list[Check] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, file: Path, cell: ScriptCell) -> OpenQuestion:
        """Reads the config of a BEGIN QUESTION cell.

        Raises:
            CourseFault: a key is missing, unknown or of the wrong type.
        """
        keys = read_keys(file, cell)
        unknown = sorted(set(keys) - _KEYS)
        if unknown:
            raise CourseFault(
                file,
                cell.line,
                f"A question has no key {unknown[0]!r} here.",
                f"The keys are {', '.join(sorted(_KEYS))}.",
            )
        name = keys.get("name")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise CourseFault(
                file, cell.line, f"{name!r} is not a question's name.", "Call it q1, q2, ..."
            )
        for key in ("all_or_nothing", "manual"):
            if not isinstance(keys.get(key, False), bool):
                raise CourseFault(
                    file, cell.line, f"{key} is neither true nor false.", "Write one of them."
                )
        manual, whole = keys.get("manual", False), keys.get("all_or_nothing", False)
        if manual and whole:
            raise CourseFault(
                file,
                cell.line,
                f"{name} is marked by a person, so all_or_nothing says nothing.",
                "Delete that line: it is about checks.",
            )
        return cls(file, cell.line, name, keys.get("points"), whole, manual)

    def open_block(self, block: str, cell: ScriptCell) -> None:
        """Notes that a SOLUTION or TESTS block begins.

        Raises:
            CourseFault: it is the second of its kind, the tests come first, or there are tests
                though a person marks the answer.
        """
        if self.manual and block == "TESTS":
            raise CourseFault(
                self.file,
                cell.line,
                f"{self.name} is marked by a person and has a TESTS block.",
                "Delete the block, or the line 'manual: true'.",
            )
        if block in self.blocks or "TESTS" in self.blocks:
            raise CourseFault(
                self.file,
                cell.line,
                f"{self.name} has its {block} block too late or twice.",
                "A question is prose, one SOLUTION block, one TESTS block, in this order.",
            )
        self.blocks.append(block)

    def take_answer(self, cell: ScriptCell) -> None:
        """Takes the answer cell.

        Raises:
            CourseFault: there is one already, or its markers are wrong.
        """
        if self.answer is not None:
            raise CourseFault(
                self.file,
                cell.line,
                f"{self.name} has a second answer cell.",
                "Join the cells: the answer to a question is one cell.",
            )
        if cell.kind == "markdown":
            check_text_answer(self.file, cell)
        else:
            check_answer(self.file, cell)
        self.answer = cell

    def take_check(self, cell: ScriptCell) -> None:
        """Takes a test cell.

        Raises:
            CourseFault: it is not one check, or its name is taken.
        """
        check = read_check(self.file, cell)
        for other in self.checks:
            if other.function == check.function or other.name == check.name:
                raise CourseFault(
                    self.file,
                    cell.line,
                    f"{self.name} has two checks called {check.function}.",
                    "Rename one: otter would run only the second.",
                )
        self.checks.append(check)

    def close(self) -> MasterQuestion:
        """The finished question.

        Raises:
            CourseFault: something is missing, or the points do not add up.
        """
        if self.answer is None:
            raise self._lacks("answer cell", "Add a SOLUTION block with one code cell.")
        if not self.checks:
            raise self._lacks("checks", "Add a TESTS block.")
        if all(check.hidden for check in self.checks):
            raise self._lacks(
                "public check, so grader.check would praise every answer",
                "Make at least one check public, for example that of the shape.",
            )
        title = self._title()
        checks = share_points(self.file, self.line, self.points, tuple(self.checks))
        checks = say_what_remains(checks)
        return MasterQuestion(self.name, title, self.answer, checks, self.all_or_nothing)

    def close_manual(self) -> MasterManualQuestion:
        """The finished question, where a person marks it.

        Raises:
            CourseFault: something is missing, or nobody knows what it is worth.
        """
        if self.answer is None:
            raise self._lacks(
                "answer cell", "Add a SOLUTION block with the model answer, in text or in code."
            )
        points = self.points
        number = isinstance(points, int | float) and not isinstance(points, bool)
        if not number or not math.isfinite(points) or points <= 0:
            raise CourseFault(
                self.file,
                self.line,
                f"{self.name} is marked by a person and does not say what it is worth.",
                "Write 'points:' with one number above 0.",
            )
        return MasterManualQuestion(self.name, self._title(), float(points), self.answer)

    def _title(self) -> str:
        title = _first_heading("\n".join(self.prose))
        if title is None:
            raise self._lacks("heading", "Begin its prose with a markdown heading.")
        return title

    def _lacks(self, what: str, repair: str) -> CourseFault:
        return CourseFault(self.file, self.line, f"{self.name} has no {what}.", repair)


def read_keys(file: Path, cell: ScriptCell) -> dict[str, Any]:
    """The ``key: value`` lines of a marker cell.

    Raises:
        CourseFault: they are not YAML.
    """
    try:
        keys = yaml.safe_load(cell.source) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CourseFault(
            file,
            cell.line + (mark.line if mark is not None else 0),
            "This marker's keys are not YAML.",
            "Write 'key: value' lines.",
        ) from error
    if not isinstance(keys, dict):
        raise CourseFault(
            file, cell.line, "This marker has no keys.", "Write 'key: value' lines below it."
        )
    return keys


def _first_heading(prose: str) -> str | None:
    fenced = False
    for line in prose.split("\n"):
        if line.startswith(("```", "~~~")):
            fenced = not fenced
        heading = None if fenced else _HEADING.fullmatch(line)
        if heading is not None:
            return heading["title"]
    return None
