"""The desk's tables as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.records import Verdict
from autograder.report.clusters import Holder
from autograder.report.cohort import AssignmentSummary
from autograder.report.gradebook import Value, csv_text, number_cell, text_cell
from autograder.report.question_figures import Measure, QuestionFigures
from autograder.report.term import Term

_QUESTION = (
    *("assignment", "question", "title", "points", "answers", "mean_percent", "full_marks"),
    *("discrimination", "alarms", "untouched", "skeleton", "not_defined", "rescued"),
    *("seconds_median", "seconds_most", "seconds_most_by", "mib_median", "mib_most", "mib_most_by"),
)
_CHECK = (
    *("assignment", "question", "check", "hidden", "points", "answers", "passed_percent"),
    *("discrimination", "alarm", *(verdict.value for verdict in Verdict)),
)
_IDEA = ("assignment", "question", "idea", "hint", "students", "percent", "held_by")
_SAME = ("assignment", "question", "checks", "message", "students", "percent", "given_by")


def questions_csv(summaries: Iterable[AssignmentSummary]) -> str:
    """One row a question: difficulty, discrimination, who left it, what it took."""
    rows = (
        _question(text_cell(summary.name), question)
        for summary in summaries
        for question in summary.questions
    )
    return csv_text(_QUESTION, rows)


def checks_csv(summaries: Iterable[AssignmentSummary]) -> str:
    """One row a check: how many answers got which verdict, and whether it rings."""
    rows = (
        [
            text_cell(summary.name),
            text_cell(question.name),
            text_cell(check.claim),
            "hidden" if check.hidden else "public",
            number_cell(check.points),
            check.answers,
            number_cell(check.percent),
            _rounded(check.discrimination),
            text_cell(" ".join(check.alarm.reasons)) if check.alarm else "",
            *check.verdicts.values(),
        ]
        for summary in summaries
        for question in summary.questions
        for check in question.checks
    )
    return csv_text(_CHECK, rows)


def misconceptions_csv(summaries: Iterable[AssignmentSummary]) -> str:
    """One row an idea, with the students who hold it."""
    rows = (
        [
            text_cell(summary.name),
            text_cell(idea.question),
            text_cell(idea.idea),
            text_cell(idea.hint),
            idea.students,
            number_cell(idea.percent),
            _names(idea.holders),
        ]
        for summary in summaries
        for idea in summary.misconceptions
    )
    return csv_text(_IDEA, rows)


def same_answers_csv(summaries: Iterable[AssignmentSummary]) -> str:
    """One row a cluster of equal wrong answers, with the students who gave it."""
    rows = (
        [
            text_cell(summary.name),
            text_cell(same.question),
            text_cell("; ".join(same.checks)),
            text_cell(same.message),
            same.students,
            number_cell(same.percent),
            _names(same.holders),
        ]
        for summary in summaries
        for same in summary.same_answers
    )
    return csv_text(_SAME, rows)


def term_csv(whole: Term) -> str:
    """One row a student: the share of each assignment in percent, mean, trend, who fell behind."""
    names = [text_cell(one.summary.name) for one in whole.assignments]
    headings = ("student", *names, "handed_in", "attempts", "mean_percent", "trend", "behind")
    rows = (
        [
            text_cell(row.student),
            *(
                cell.text if cell.percent is None else number_cell(cell.percent)
                for cell in row.cells
            ),
            row.handed_in,
            row.attempts,
            _rounded(row.mean),
            _rounded(row.trend),
            text_cell(row.behind),
        ]
        for row in whole.rows
    )
    return csv_text(headings, rows)


def _question(assignment: str, question: QuestionFigures) -> list[Value]:
    return [
        assignment,
        text_cell(question.name),
        text_cell(question.title),
        number_cell(question.points),
        question.answers,
        None if question.percent is None else number_cell(question.percent),
        question.full,
        _rounded(question.discrimination),
        len(question.alarms),
        question.untouched,
        question.skeleton,
        question.undefined,
        question.rescued,
        *_measure(question.seconds),
        *_measure(question.memory),
    ]


def _measure(measure: Measure | None) -> list[Value]:
    if measure is None:
        return [None, None, ""]
    student = text_cell(measure.holder.student)
    return [_rounded(measure.median), _rounded(measure.most), student]


def _names(holders: Sequence[Holder]) -> str:
    return text_cell("; ".join(holder.student for holder in holders))


def _rounded(value: float | None) -> float | None:
    return None if value is None else number_cell(round(value, 4))
