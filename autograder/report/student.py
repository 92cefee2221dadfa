"""What the page of one submission says, before it becomes HTML."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.records import (
    CheckRecord,
    FaultRecord,
    QuestionRecord,
    Record,
    Status,
    Verdict,
)
from autograder.report.charts import share
from autograder.report.lateness import handed_in, how_late, told_to_student, with_whom
from autograder.report.plain_text import (
    DASH,
    clean,
    counted,
    number,
    one_line,
    split_question,
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
class Advice:
    """What is said below a check: any part may be empty.

    Attributes:
        sentence: what the verdict means.
        statement: the check's own words.
        question: the question they end with.
        idea: the recognised misconception, in words.
    """

    sentence: str = ""
    statement: str = ""
    question: str = ""
    idea: str = ""


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check as the student reads it. ``advice`` is None where nothing new is to say."""

    claim: str
    hidden: bool
    points: float
    words: Words
    advice: Advice | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as the student reads it.

    Attributes:
        heading: its title, or its name where it has none.
        percent: share of its points, 0 to 100.
        rescue: why an earlier slip did not count here, or the empty string.
        complete: whether every point was earned.
        owed: whether some check waits to be graded again.
        waits: whether a person has still to mark it.
        response: what was answered, where a person marks it.
        comment: what that person says.
        changed: whether the answer has changed since it was marked.
    """

    name: str
    heading: str
    score: str
    points: str
    percent: float
    words: Words
    rescue: str
    complete: bool
    owed: bool
    checks: tuple[CheckView, ...]
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
    """All that the page of one submission says."""

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
    cell_errors: tuple[tuple[int, str, str], ...]
    handed_in: str
    late: str
    lateness: str
    group: tuple[str, ...]
    hidden_count: int


def student_view(record: Record) -> StudentView:
    """Turns a record into what its student reads."""
    questions = tuple(_question_view(question) for question in record.questions)
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
        cell_errors=tuple(
            (cell.index + 1, one_line(cell.question or ""), error_words(cell.error))
            for cell in record.cells
            if cell.error
        ),
        handed_in=handed_in(record),
        late=how_late(record),
        lateness=told_to_student(record),
        group=with_whom(record),
        hidden_count=sum(check.hidden for q in record.questions for check in q.checks),
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


def _question_view(question: QuestionRecord) -> QuestionView:
    owed = any(check.verdict is Verdict.NOT_GRADED for check in question.checks)
    complete = not (owed or question.waits) and question.score >= question.points - 1e-9
    return QuestionView(
        name=one_line(question.name),
        heading=one_line(question.title) or one_line(question.name),
        score=DASH if question.waits else number(question.score),
        points=number(question.points),
        percent=share(question.score, question.points),
        words=_question_words(question, complete=complete, owed=owed),
        rescue=_rescue(question),
        complete=complete,
        owed=owed,
        checks=_checks(question.checks),
        waits=question.waits,
        response=clean(question.response).strip(),
        comment=clean(question.comment).strip(),
        changed=question.changed_since,
    )


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
    return VERDICTS[Verdict.FAILED]


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


def _checks(checks: tuple[CheckRecord, ...]) -> tuple[CheckView, ...]:
    """Shows equal advice once: the first cause, not a wall of the same words."""
    views = []
    told: set[Advice] = set()
    for check in checks:
        advice = _advice(check)
        new = advice if advice and advice not in told else None
        if new:
            told.add(new)
        views.append(
            CheckView(
                claim=claim(check.name),
                hidden=check.hidden,
                points=check.points,
                words=VERDICTS[check.verdict],
                advice=new,
            )
        )
    return tuple(views)


def _advice(check: CheckRecord) -> Advice | None:
    if check.verdict is Verdict.PASSED:
        return None
    message = clean(check.message).strip()
    statement, question = split_question(message)
    explained = check.verdict is Verdict.FAILED and message
    sentence = "" if explained else VERDICTS[check.verdict].sentence
    if sentence == message:
        statement = question = ""
    return Advice(sentence, statement, question, claim(check.misconception or ""))


def claim(name: str) -> str:
    """Returns a name as words: an identifier loses its underscores, a sentence stays."""
    line = one_line(name)
    if " " in line:
        return line
    return line.replace("_", " ").replace("-", " ").strip() or line


def _faults(faults: tuple[FaultRecord, ...]) -> tuple[FaultView, ...]:
    views: list[FaultView] = []
    for fault in faults:
        words = fault_words(fault.family)
        view = FaultView(words, clean(fault.message) if words.detailed else "")
        if view not in views:
            views.append(view)
    return tuple(views)
