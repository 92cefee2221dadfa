"""Whose fault it is: the three families that every error of ours belongs to.

Only a student's own fault may move a mark, so the family decides what happens next:

* ``SubmissionFault`` becomes a verdict with words for the student; the batch goes on.
* ``CourseFault`` stops a build and says which file, which line and how to repair it.
* ``GraderFault`` is ours: the submission is ``not_graded``, tried again, and never costs a point.
"""

from __future__ import annotations

from pathlib import Path


class Fault(Exception):
    """The root of the three families. ``str()`` of any fault is a sentence for a person."""


class SubmissionFault(Fault):
    """What was handed in cannot be graded as it is. The text is written for the student."""


class CourseFault(Fault):
    """A course file is wrong.

    Args:
        file: the file to open.
        line: the 1-based line in it, or None where the fault belongs to the whole file.
        problem: what is wrong, one sentence.
        repair: what to do about it, one sentence.
    """

    def __init__(self, file: Path | str, line: int | None, problem: str, repair: str) -> None:
        self.file = Path(file)
        self.line = line
        self.problem = problem
        self.repair = repair
        place = f"{file}:{line}" if line is not None else f"{file}"
        super().__init__(f"{place}: {problem} {repair}")

    def __reduce__(self) -> tuple[type[CourseFault], tuple[Path, int | None, str, str]]:
        """Lets a fault travel from a worker process to the one that tells it."""
        return CourseFault, (self.file, self.line, self.problem, self.repair)


class GraderFault(Fault):
    """The grader itself failed. The student loses nothing; the submission is graded again."""
