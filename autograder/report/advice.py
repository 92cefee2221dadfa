"""What is said below a check: what it means, what was seen, and a question to think about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.records import CellRecord, CheckRecord, QuestionRecord, Verdict
from autograder.report.plain_text import clean, one_line, split_question
from autograder.report.wording import VERDICTS, Words, for_how_long


@dataclass(frozen=True, slots=True)
class Advice:
    """What is said below a check: any part may be empty.

    Attributes:
        sentence: what the verdict means.
        statement: the check's own words.
        question: the question they end with.
        idea: the recognised misconception, in words.
        cell: number of the cell that it tells of, or 0.
    """

    sentence: str = ""
    statement: str = ""
    question: str = ""
    idea: str = ""
    cell: int = 0


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check as the student reads it. ``advice`` is None where nothing new is to say."""

    claim: str
    hidden: bool
    points: float
    words: Words
    advice: Advice | None
    passed: bool


ENDS = (Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY, Verdict.CRASHED)
"""What ends the run of a question."""
_ONCE = (*ENDS, Verdict.NOT_REACHED)
"""The first of a question says it for all of them."""


def check_views(
    question: QuestionRecord, cells: Sequence[CellRecord] = ()
) -> tuple[CheckView, ...]:
    """The checks of a question. Equal advice is given once: the first cause, not a wall of words.

    Args:
        question: whose checks.
        cells: of the whole submission; one that never ended says where.
    """
    views = []
    told: set[Advice | Verdict] = set()
    for check in question.checks:
        advice = _advice(check, question.name, cells)
        key = check.verdict if check.verdict in _ONCE else advice
        new = advice if key not in told else None
        if advice is not None and key is not None:
            told.add(key)
        views.append(
            CheckView(
                claim=claim(check.name),
                hidden=check.hidden,
                points=check.points,
                words=VERDICTS[check.verdict],
                advice=new,
                passed=check.verdict is Verdict.PASSED,
            )
        )
    return tuple(views)


def shared_advice(checks: Sequence[CheckView]) -> Advice | None:
    """The one advice for all open checks of a question; None where they differ or there is one."""
    open_checks = [check for check in checks if not check.passed]
    given = [check.advice for check in checks if check.advice]
    return given[0] if len(open_checks) > 1 and len(given) == 1 else None


def _advice(check: CheckRecord, question: str, cells: Sequence[CellRecord]) -> Advice | None:
    if check.verdict is Verdict.PASSED:
        return None
    if check.verdict in _ONCE:
        return _stop(check, question, cells)
    message = _tidy(check.message)
    if any(cell.error and cell.question == question for cell in cells):
        # The page says which cell that was, and why it stopped, in plainer words.
        message = message.partition(" Its cell stopped with an error: ")[0]
    statement, asked = split_question(message)
    explained = check.verdict in {Verdict.FAILED, Verdict.MISSING} and message
    sentence = "" if explained else VERDICTS[check.verdict].sentence
    if sentence == message:
        statement = asked = ""
    return Advice(sentence, statement, asked, claim(check.misconception or ""))


def _stop(check: CheckRecord, question: str, cells: Sequence[CellRecord]) -> Advice:
    """What ended the run, with how long it took and where, in the place of the checks' words."""
    sentence, asked = split_question(VERDICTS[check.verdict].sentence)
    message = _tidy(check.message)
    if check.verdict is Verdict.TIMED_OUT and (lasted := for_how_long(message)):
        cell = _endless_cell(question, cells)
        where = f"in code cell {cell}, run from the top," if cell else "when this check called it"
        return Advice(f"Your code {lasted} {where} and was stopped.", "", asked, cell=cell)
    # What was asked of it has no say here, and of what was not tried all is said.
    statement = "" if check.verdict is Verdict.NOT_REACHED else _first_sentence(message)
    return Advice(sentence, statement, asked)


def _endless_cell(question: str, cells: Sequence[CellRecord]) -> int:
    """The number of the cell of this question that had to be stopped; 0 where none had."""
    stopped = (c for c in cells if c.question == question and for_how_long(c.error or ""))
    return next((cell.index + 1 for cell in stopped), 0)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


def _tidy(message: str) -> str:
    """A message without the colon and the full stop of an error that says nothing."""
    return re.sub(r": ?\.(?=\s|$)", ".", clean(message).strip())


def claim(name: str) -> str:
    """Returns a name as words: an identifier loses its underscores, a sentence stays."""
    line = one_line(name)
    if " " in line:
        return line
    return line.replace("_", " ").replace("-", " ").strip() or line
