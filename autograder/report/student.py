"""What the page of one submission says, before it becomes HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from autograder.plots import Plot
from autograder.records import FaultRecord, QuestionRecord, Record, Status, Verdict
from autograder.report.advice import ENDS, Advice, CheckView, check_views, shared_advice
from autograder.report.charts import share
from autograder.report.lateness import handed_in, how_late, told_to_student, with_whom
from autograder.report.pictures import PlotView, plot_views
from autograder.report.plain_text import (
    DASH,
    clean,
    counted,
    number,
    one_line,
)
from autograder.report.wording import (
    STATUSES,
    VERDICTS,
    WAITING,
    FaultWords,
    Words,
    error_words,
    fault_words,
)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as the student reads it.

    Attributes:
        heading: its title, or its name where it has none.
        tagged: whether its name says something that the heading does not.
        percent: share of its points, 0 to 100.
        rescue: why an earlier slip did not count here, or the empty string.
        complete: whether every point was earned.
        owed: whether some check waits to be graded again.
        calm: whether every check holds, so that they may be folded away.
        advice: what is said to all of its open checks alike, or None; they say nothing then.
        stopped: of each of its cells that stopped, its number and why.
        plots: what its cells drew.
        manual: whether a person marks it.
        waits: whether a person has still to mark it.
        response: what was answered, where a person marks it.
        comment: what that person says.
        changed: whether the answer has changed since it was marked.
    """

    name: str
    heading: str
    tagged: bool
    score: str
    points: str
    percent: float
    words: Words
    rescue: str
    complete: bool
    owed: bool
    checks: tuple[CheckView, ...]
    calm: bool
    advice: Advice | None = None
    stopped: tuple[tuple[int, str], ...] = ()
    plots: tuple[PlotView, ...] = ()
    manual: bool = False
    waits: bool = False
    response: str = ""
    comment: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class FaultView:
    """One fault in plain words, with what to do."""

    words: FaultWords
    message: str


@dataclass(frozen=True, slots=True)
class StudentView:
    """All that the page of one submission says.

    Attributes:
        again: the questions that lost points.
        cell_errors: number and words of each cell that stopped and answers no question.
        plots: what was drawn before any question.
        plots_left_out: how many are not shown, or the page could not be sent by e-mail.
    """

    record: Record
    student: str
    title: str
    status: Words
    has_score: bool
    score: str
    points: str
    percent: float
    summary: str
    questions: tuple[QuestionView, ...]
    again: tuple[QuestionView, ...]
    faults: tuple[FaultView, ...]
    cell_errors: tuple[tuple[int, str], ...]
    plots: tuple[PlotView, ...]
    plots_left_out: int
    handed_in: str
    late: str
    lateness: str
    group: tuple[str, ...]
    hidden_count: int


def student_view(record: Record, plots: Sequence[Plot] = ()) -> StudentView:
    """Turns a record, and what its cells drew, into what its student reads."""
    shown, left_out = plot_views(plots)
    questions = tuple(_question_view(question, record, shown) for question in record.questions)
    names = {question.name for question in record.questions}
    again = tuple(q for q in questions if not (q.complete or q.owed or q.waits))
    return StudentView(
        record=record,
        student=one_line(record.student) or "(no name)",
        title=one_line(record.title) or one_line(record.assignment) or "Assignment",
        status=STATUSES[record.status],
        has_score=record.status is Status.GRADED,
        score=number(record.score),
        points=number(record.points),
        percent=share(record.score, record.points),
        summary=" ".join(filter(None, (_summary(record, questions, again), _waiting(record)))),
        questions=questions,
        again=again,
        faults=_faults(record.faults),
        cell_errors=_stopped(record, lambda question: question not in names),
        plots=tuple(plot for plot in shown if plot.question not in names),
        plots_left_out=left_out,
        handed_in=handed_in(record),
        late=how_late(record),
        lateness=told_to_student(record),
        group=with_whom(record),
        hidden_count=sum(check.hidden for q in record.questions for check in q.checks),
    )


def _stopped(record: Record, belongs: Callable[[str | None], bool]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (cell.index + 1, error_words(cell.error))
        for cell in record.cells
        if cell.error and belongs(cell.question)
    )


def _summary(
    record: Record, questions: tuple[QuestionView, ...], again: tuple[QuestionView, ...]
) -> str:
    if record.status is not Status.GRADED:
        return STATUSES[record.status].sentence
    if any(question.owed for question in questions):
        return (
            "Part of this could not be graded because of a fault of ours. "
            "Your score can only rise when it is graded again."
        )
    if not again and record.waiting == len(questions):
        return ""
    if not again and record.waiting:
        return "Everything that could be checked holds."
    if not again:
        verdicts = {check.verdict for question in record.questions for check in question.checks}
        # A check without points may fail beside full marks.
        holds = "Every check holds." if verdicts == {Verdict.PASSED} else "Full marks."
        return f"{holds} Well done!"
    done = len(questions) - len(again) - record.waiting
    if done == 0 and record.score <= 0:
        return "No points yet, and that is where everybody starts."
    if done == 0:
        return "A good start: part of the points are yours."
    opening = "Nearly there: " if share(record.score, record.points) >= 75 else ""
    return f"{opening}{done} of {counted(len(questions), 'question')} with full marks."


def _waiting(record: Record) -> str:
    """How much of the score a person has still to give, in a sentence; mostly nothing."""
    if record.status is not Status.GRADED or not record.waiting:
        return ""
    points = sum(question.points for question in record.questions if question.waits)
    verb = "waits" if record.waiting == 1 else "wait"
    return (
        f"{counted(record.waiting, 'question')} with {counted(points, 'point')} {verb} for a "
        "person who marks, so this is not your final score."
    )


def _question_view(
    question: QuestionRecord, record: Record, plots: Sequence[PlotView]
) -> QuestionView:
    checks = check_views(question, record.cells)
    advice = shared_advice(checks)
    heading = one_line(question.title) or one_line(question.name)
    owed = any(check.verdict is Verdict.NOT_GRADED for check in question.checks)
    complete = not (owed or question.waits) and question.score >= question.points - 1e-9
    return QuestionView(
        name=one_line(question.name),
        heading=heading,
        tagged=_says_more(one_line(question.name), heading),
        score=DASH if question.waits else number(question.score),
        points=number(question.points),
        percent=share(question.score, question.points),
        words=_question_words(question, complete=complete, owed=owed),
        rescue=_rescue(question),
        complete=complete,
        owed=owed,
        checks=tuple(replace(one, advice=None) for one in checks) if advice else checks,
        calm=complete and all(check.passed for check in checks),
        advice=advice,
        stopped=() if _ran_on(checks) else _stopped(record, lambda name: name == question.name),
        plots=tuple(plot for plot in plots if plot.question == question.name),
        manual=question.manual,
        waits=question.waits,
        response=clean(question.response).strip(),
        comment=clean(question.comment).strip(),
        changed=question.changed_since,
    )


def _says_more(name: str, heading: str) -> bool:
    """False of ``q3`` beside ``Question 3: ...``."""
    number = re.fullmatch(r"q([0-9]+)", name)
    return name != heading and not (number and heading.startswith(f"Question {number[1]}:"))


def _ran_on(checks: Sequence[CheckView]) -> bool:
    """Whether some check says already in which cell the run had to be stopped."""
    return any(check.advice and check.advice.cell for check in checks)


def _question_words(question: QuestionRecord, *, complete: bool, owed: bool) -> Words:
    if question.waits:
        return WAITING
    if owed:
        return VERDICTS[Verdict.NOT_GRADED]
    if complete:
        return Words("Full marks", "tick", "good", "")
    if question.checks and all(c.verdict is Verdict.MISSING for c in question.checks):
        return VERDICTS[Verdict.MISSING]
    if question.score > 0:
        return Words("In part", "half", "bad", "")
    first = question.checks[0].verdict if question.checks else Verdict.FAILED
    return VERDICTS[first if first in ENDS else Verdict.FAILED]


def _rescue(question: QuestionRecord) -> str:
    if not question.given:
        return ""
    names = " and ".join(one_line(name) for name in question.given)
    gained = (
        f" With your own {names} it would have earned {number(question.as_is_score)}."
        if question.as_is_score < question.score
        else ""
    )
    return (
        f"Correct given {names}: this question was checked with the course's {names} in the "
        f"place of yours, so that the earlier slip does not cost you twice.{gained}"
    )


def _faults(faults: tuple[FaultRecord, ...]) -> tuple[FaultView, ...]:
    views: list[FaultView] = []
    for fault in faults:
        words = fault_words(fault.family)
        view = FaultView(words, clean(fault.message) if words.detailed else "")
        if view not in views:
            views.append(view)
    return tuple(views)
