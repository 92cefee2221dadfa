"""What an assignment is, in frozen records: the words shared by release, examiner and batch.

An *assignment* is a folder ``solutions/NN_slug``. A release turns it into a *bundle*: all that
grading the assignment needs, in one zip that students never see. The zip is also a plain otter
autograder zip, so ``otter run -a BUNDLE submission.ipynb`` grades with the same tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from autograder.faults import CourseFault


class Role(StrEnum):
    """What a cell of the student notebook is for. The set is closed."""

    PROSE = "prose"
    GIVEN = "given"
    """Code that is ours and runs as it stands."""
    ANSWER = "answer"
    """Code the student completes."""
    CHECK = "check"
    """Our ``grader.check("qN")`` cell: the checkpoint of a question."""
    IGNORED = "ignored"
    """Shows off (plots, long training): students run it, the grader skips it. Tagged
    ``otter_ignore``."""
    EXPORT = "export"
    """otter's init, check-all and export cells; nothing in them is graded."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may use. An assignment may raise its own in its master's header."""

    call_seconds: float = 20.0
    """CPU seconds of one call that a check makes."""
    notebook_seconds: float = 60.0
    """CPU seconds of all cells together."""
    memory_mib: int = 2048
    processes: int = 128
    work_mib: int = 256


@dataclass(frozen=True, slots=True)
class NotebookCell:
    """One cell of the student notebook, in order."""

    id: str
    role: Role
    source: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One graded question.

    Attributes:
        name: ``q1``...
        title: the heading students see.
        points: what all of its checks are worth together.
        tests: source of its otter test file (exception style), public and hidden checks together.
    """

    name: str
    title: str
    points: float
    tests: str


@dataclass(frozen=True, slots=True)
class ManualQuestion:
    """A question that a person marks: free text, or code whose picture is looked at.

    Attributes:
        name: ``q1``..., from the same row of names as questions with checks.
        title: the heading students see.
        points: the most that may be given.
        cell: id of the cell that holds the answer.
        text: whether that is a text cell; else it is code.
    """

    name: str
    title: str
    points: float
    cell: str
    text: bool = True


@dataclass(frozen=True, slots=True)
class Misconception:
    """A believable wrong answer, kept as code.

    Attributes:
        name: a slug, unique in the assignment.
        question: the question it answers wrongly.
        belief: what somebody who writes this believes.
        hint: what the student is told: names the idea and asks one question.
        source: replaces the answer cell of ``question``.
    """

    name: str
    question: str
    belief: str
    hint: str
    source: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A right answer written differently: must earn every point. Fields as ``Misconception``."""

    name: str
    question: str
    source: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that grading one assignment needs. Hidden: never shown to a box.

    Attributes:
        assignment: ``03_lstm_gates``.
        slug: ``lstm_gates``, the identity (otter's ``assignment_name``).
        sha256: content hash of everything below; part of every record.
        cells: the student notebook in order.
            Empty for a foreign otter zip, whose notebook is not known.
        answers: the reference: full source by the id of the answer cell it fills.
        files: what lies beside the notebook when it runs, by name, in base64.
    """

    assignment: str
    slug: str
    title: str
    sha256: str
    cells: tuple[NotebookCell, ...]
    questions: tuple[Question, ...]
    answers: dict[str, str]
    misconceptions: tuple[Misconception, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    manual: tuple[ManualQuestion, ...] = ()

    @property
    def points(self) -> float:
        """The most that the checks of a submission can earn; what people mark comes on top."""
        return sum(question.points for question in self.questions)


@dataclass(frozen=True, slots=True)
class AssignmentFolder:
    """One folder ``solutions/NN_slug``: the slug is identity, the number only orders."""

    path: Path
    number: int
    slug: str

    @property
    def name(self) -> str:
        """``NN_slug``, as the released folder and the bundle are called."""
        return self.path.name

    @property
    def master(self) -> Path:
        """Prose, answers, public and hidden checks."""
        return self.path / "master.py"

    @property
    def misconceptions(self) -> Path:
        """Believable wrong answers, each with its hint."""
        return self.path / "misconceptions.py"

    @property
    def alternatives(self) -> Path:
        """Right answers written differently."""
        return self.path / "alternatives.py"

    @property
    def notes(self) -> Path:
        """Goal, prerequisites and measured bars, for people."""
        return self.path / "notes.md"

    def expect_complete(self) -> None:
        """Asks for the four files. An unfinished folder is in nobody's way until it is built.

        Raises:
            CourseFault: one of them is not there.
        """
        for needed in (self.master, self.misconceptions, self.alternatives, self.notes):
            if not needed.is_file():
                raise CourseFault(
                    needed,
                    None,
                    f"The assignment {self.name} lacks this file.",
                    "Write it; another assignment's folder shows what it holds.",
                )


_FOLDER = re.compile(r"(?P<number>[0-9]{2})_(?P<slug>[a-z][a-z0-9]*(?:_[a-z0-9]+)*)")


def find_assignments(root: Path) -> list[AssignmentFolder]:
    """Finds every assignment of a checkout, in order of their numbers.

    Folders whose name starts with ``_`` or ``.`` are not assignments and are passed over.

    Args:
        root: the checkout, which holds ``solutions/``.

    Raises:
        CourseFault: there is no such folder, or one in it is misnamed or has a twin.
    """
    solutions = root / "solutions"
    if not solutions.is_dir():
        raise CourseFault(
            solutions, None, "There is no such folder.", "Run this from a checkout of the course."
        )
    found: list[AssignmentFolder] = []
    for path in sorted(solutions.iterdir()):
        if path.is_dir() and not path.name.startswith(("_", ".")):
            folder = _read_folder(path)
            for other in found:
                _refuse_twin(folder, other)
            found.append(folder)
    return found


def _read_folder(path: Path) -> AssignmentFolder:
    match = _FOLDER.fullmatch(path.name)
    if match is None:
        raise CourseFault(
            path,
            None,
            "The name of an assignment's folder is two digits, an underscore and a slug.",
            "Rename it, for example to 03_lstm_gates.",
        )
    return AssignmentFolder(path, int(match["number"]), match["slug"])


def _refuse_twin(folder: AssignmentFolder, other: AssignmentFolder) -> None:
    if folder.slug == other.slug:
        problem, repair = f"{other.name} has the same slug.", "Give every assignment its own slug."
    elif folder.number == other.number:
        problem, repair = f"{other.name} has the same number.", "Give one of them another number."
    else:
        return
    raise CourseFault(folder.path, None, problem, repair)
