"""A master as questions and cells, refused with a line wherever otter would misread it.

otter is lenient where leniency leaks answers: a block that is never closed, a second question of
the same name or a misspelt marker pass in silence. Everything that can be wrong in a master is
therefore looked for here, before otter sees it.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from autograder.course import AssignmentFolder, Limits
from autograder.faults import CourseFault
from autograder.release.answers import refuse_markers
from autograder.release.percent import Script, ScriptCell, read_script
from autograder.release.questions import (
    MasterManualQuestion,
    MasterQuestion,
    OpenQuestion,
    read_keys,
)


class Part(Enum):
    """What a cell of a master is for."""

    CONFIG = "assignment config"
    MARKER = "marker"
    PROSE = "prose"
    CODE = "code"
    ANSWER = "answer"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class MasterCell:
    """A cell of a master, what it is for, and the question it stands in."""

    part: Part
    cell: ScriptCell
    question: str | None


@dataclass(frozen=True, slots=True)
class Master:
    """A master that otter will read as we do.

    Attributes:
        questions: those with checks.
        manual: those that a person marks.
    """

    file: Path
    slug: str
    title: str
    limits: Limits
    cells: tuple[MasterCell, ...]
    questions: tuple[MasterQuestion, ...]
    manual: tuple[MasterManualQuestion, ...] = ()


_MARKER = re.compile(r"# (?P<edge>BEGIN|END) (?P<block>QUESTION|SOLUTION|TESTS)\s*")
_CONFIG = "# ASSIGNMENT CONFIG"
_IGNORED = re.compile(r"(##\s*ignore\s*##|#\s*ignore)", re.IGNORECASE)


def read_master(folder: AssignmentFolder) -> Master:
    """Reads and checks an assignment's master.

    Raises:
        CourseFault: something in it is missing, misplaced or would be misread by otter.
    """
    script = read_script(folder.master)
    title, limits = _read_header(script)
    reader = _Reader(script.path, folder.slug)
    for cell in script.cells:
        reader.take(cell)
    reader.finish()
    return Master(
        script.path,
        folder.slug,
        title,
        limits,
        tuple(reader.cells),
        tuple(reader.questions),
        tuple(reader.manual),
    )


def _read_header(script: Script) -> tuple[str, Limits]:
    if script.header.get("kernelspec", {}).get("name") != "python3":
        raise CourseFault(
            script.path,
            1,
            "The header names no Python kernel.",
            "Write 'kernelspec: {display_name: Python 3, language: python, name: python3}' under "
            "'jupyter:'.",
        )
    course = script.header.get("course")
    if not isinstance(course, dict) or not isinstance(course.get("title"), str):
        raise CourseFault(
            script.path,
            1,
            "The header does not say what the assignment is called.",
            "Write 'course:' with 'title:' and 'minutes:' under 'jupyter:'.",
        )
    known = {name: type(value) for name, value in dataclasses.asdict(Limits()).items()}
    limits = course.get("limits", {})
    for key, value in limits.items():
        if key not in known or type(value) not in (int, known[key]) or value <= 0:
            raise CourseFault(
                script.path,
                1,
                f"The header's limit {key}: {value!r} cannot be used.",
                f"The limits are {', '.join(known)}, numbers above 0.",
            )
    return course["title"], Limits(**{key: known[key](value) for key, value in limits.items()})


class _Reader:
    """Takes the cells of a master one by one and knows which blocks are open."""

    def __init__(self, file: Path, slug: str) -> None:
        self.file = file
        self.slug = slug
        self.cells: list[MasterCell] = []
        self.questions: list[MasterQuestion] = []
        self.manual: list[MasterManualQuestion] = []
        self._open: list[tuple[str, int]] = []
        self._configured = False
        self._question: OpenQuestion | None = None

    def take(self, cell: ScriptCell) -> None:
        """Files one cell under what it is for."""
        if _IGNORED.match(cell.source) or "```otter" in cell.source:
            raise CourseFault(
                self.file,
                cell.line,
                "otter would swallow or reinterpret this cell because of its first words.",
                "Reword the first line; markers are raw cells.",
            )
        if cell.kind == "raw":
            self._take_raw(cell)
        elif not self._open:
            refuse_markers(self.file, cell)
            self._file(Part.PROSE if cell.kind == "markdown" else Part.CODE, cell)
        else:
            self._take_inside(cell)

    def finish(self) -> None:
        """Refuses a master that ends too early."""
        if self._open:
            block, line = self._open[-1]
            raise CourseFault(
                self.file, line, f"BEGIN {block} is never closed.", f"Add a cell '# END {block}'."
            )
        if not self._configured:
            raise CourseFault(
                self.file,
                1,
                "There is no ASSIGNMENT CONFIG.",
                f"Begin with a raw cell '{_CONFIG}' that says 'name: {self.slug}'.",
            )
        if not self.questions:
            if self.manual:
                raise CourseFault(
                    self.file,
                    1,
                    "A person marks every question, so there is nothing to check.",
                    "Write one question with checks.",
                )
            raise CourseFault(self.file, 1, "There are no questions.", "Write one.")

    def _file(self, part: Part, cell: ScriptCell) -> None:
        question = self._question.name if self._question is not None else None
        self.cells.append(MasterCell(part, cell, question))

    def _take_raw(self, cell: ScriptCell) -> None:
        first = cell.source.split("\n")[0]
        marker = _MARKER.fullmatch(first)
        if marker is not None:
            handle = self._begin if marker["edge"] == "BEGIN" else self._end
            handle(marker["block"], cell)
        elif first.strip() == _CONFIG and not self._configured:
            self._configured = True
            keys = read_keys(self.file, cell)
            if keys != {"name": self.slug}:
                raise CourseFault(
                    self.file,
                    cell.line,
                    "The ASSIGNMENT CONFIG holds the name and nothing else.",
                    f"Write 'name: {self.slug}'; the release adds what all assignments share.",
                )
            self._file(Part.CONFIG, cell)
        else:
            raise CourseFault(
                self.file,
                cell.line,
                f"{first!r} is not a marker.",
                f"Markers are '{_CONFIG}' (once), '# BEGIN' and '# END' with QUESTION, SOLUTION "
                "or TESTS.",
            )

    def _begin(self, block: str, cell: ScriptCell) -> None:
        if block == "QUESTION" and self._open:
            outer, line = self._open[-1]
            raise CourseFault(
                self.file,
                cell.line,
                f"BEGIN QUESTION stands inside the {outer} block of line {line}.",
                f"Close it with '# END {outer}' first.",
            )
        if block != "QUESTION" and [name for name, _ in self._open] != ["QUESTION"]:
            raise CourseFault(
                self.file,
                cell.line,
                f"BEGIN {block} does not stand directly inside a question.",
                "Close the block before it, or open a question.",
            )
        if block == "QUESTION":
            self._question = OpenQuestion.read(self.file, cell)
            name = self._question.name
            if name in {*(q.name for q in self.questions), *(q.name for q in self.manual)}:
                raise CourseFault(
                    self.file,
                    cell.line,
                    f"There are two questions called {name}.",
                    "Give every question its own name.",
                )
        elif self._question is not None:
            self._question.open_block(block, cell)
        self._open.append((block, cell.line))
        self._file(Part.MARKER, cell)

    def _end(self, block: str, cell: ScriptCell) -> None:
        if not self._open or self._open[-1][0] != block:
            inside = f", inside {self._open[-1][0]}" if self._open else ""
            raise CourseFault(
                self.file,
                cell.line,
                f"END {block} closes nothing{inside}.",
                f"Delete it, or write '# BEGIN {block}' where the block begins.",
            )
        self._open.pop()
        self._file(Part.MARKER, cell)
        if block == "QUESTION" and self._question is not None:
            if self._question.manual:
                self.manual.append(self._question.close_manual())
            else:
                self.questions.append(self._question.close())
            self._question = None

    def _take_inside(self, cell: ScriptCell) -> None:
        question, block = self._question, self._open[-1][0]
        if question is None:
            raise AssertionError("a block is open outside a question")
        if block == "QUESTION":
            refuse_markers(self.file, cell)
            if cell.kind == "markdown":
                question.prose.append(cell.source)
            self._file(Part.PROSE if cell.kind == "markdown" else Part.CODE, cell)
        elif cell.kind != "code" and not (block == "SOLUTION" and question.manual):
            repair = "Move it above the block: only code cells belong there."
            if block == "SOLUTION":
                repair += " If it is the model answer that a person marks by, say 'manual: true'."
            raise CourseFault(self.file, cell.line, f"There is text in the {block} block.", repair)
        elif block == "SOLUTION":
            question.take_answer(cell)
            self._file(Part.ANSWER, cell)
        else:
            question.take_check(cell)
            self._file(Part.CHECK, cell)
