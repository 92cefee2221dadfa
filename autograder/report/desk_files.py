"""Which files the staff's half of a report has, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from autograder.records import Record
from autograder.report.cohort import AssignmentSummary, rungs, summarise
from autograder.report.desk_pages import Place, desk_page, term_page
from autograder.report.desk_sheets import (
    checks_csv,
    misconceptions_csv,
    questions_csv,
    same_answers_csv,
    term_csv,
)
from autograder.report.gradebook import grades_csv
from autograder.report.term import Term, term

ASSIGNMENTS = "assignments"
"""Folder of the desks, where there are several."""
TERM = "term.csv"
"""Written only then."""


def desk_files(
    title: str, records: Sequence[Record], pages: Sequence[str], *, live: str = ""
) -> dict[str, Callable[[], str]]:
    """The files, by their path below the report, each with what makes its text.

    With one assignment ``index.html`` is its desk. With several it is the page of the term, and
    each has a desk of its own, so that no page grows with the term.

    Args:
        title: heading of the report.
        records: every graded submission, in their order.
        pages: the file name of each record's page, in the same order.
        live: see ``Place``.
    """
    summaries = summarise(records, pages)
    place = Place(title, rungs(records), several=len(summaries) > 1, live=live)
    files: dict[str, Callable[[], str]] = {
        "grades.csv": partial(grades_csv, records),
        "questions.csv": partial(questions_csv, summaries),
        "checks.csv": partial(checks_csv, summaries),
        "misconceptions.csv": partial(misconceptions_csv, summaries),
        "same_answers.csv": partial(same_answers_csv, summaries),
    }
    if not place.several:
        files["index.html"] = partial(desk_page, place, next(iter(summaries), None))
        return files
    whole = term(records, pages, summaries)
    return files | _of_a_term(place, summaries, whole)


def _of_a_term(
    place: Place, summaries: Sequence[AssignmentSummary], whole: Term
) -> dict[str, Callable[[], str]]:
    below = Place(place.title, place.rungs, several=True, up="../", live=place.live)
    desks = {
        f"{ASSIGNMENTS}/{summary.page}": partial(desk_page, below, summary) for summary in summaries
    }
    return {
        **desks,
        TERM: partial(term_csv, whole),
        "index.html": partial(term_page, place, whole),
    }
