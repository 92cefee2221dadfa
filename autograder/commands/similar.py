"""``similar``: places in answers that are alike, for a person to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from autograder.batch.attempts import Keep
from autograder.batch.grading import Job
from autograder.batch.intake import open_submission
from autograder.bundles import load_bundle
from autograder.commands.intake_options import (
    AssignmentOption,
    BundleOption,
    PlatformOption,
    RosterOption,
)
from autograder.commands.submissions import chosen_from, found_in, jobs_of, options_of
from autograder.commands.terminal import console, failed, note, shown
from autograder.course import Bundle
from autograder.faults import Fault, SubmissionFault
from autograder.report.gradebook import natural_order
from autograder.report.plain_text import counted, one_line
from autograder.similarity.answers import Answer, answers_in, given_in
from autograder.similarity.listing import Compared, authors, write_listing
from autograder.similarity.passages import by_question, most_that_counts, pairs_in


def similar_command(
    submissions: Annotated[list[Path], typer.Argument(help="What was handed in, as for `grade`.")],
    out: Annotated[Path, typer.Option("--out", help="Where index.html and pairs.csv go.")],
    assignment: AssignmentOption = None,
    bundle: BundleOption = None,
    platform: PlatformOption = "auto",
    roster: RosterOption = None,
    least: Annotated[
        int, typer.Option("--least", min=12, help="Tokens of the longest passage of a pair.")
    ] = 20,
    most: Annotated[
        int, typer.Option("--most", min=1, max=1000, help="Pairs a question that are listed.")
    ] = 20,
) -> None:
    """List passages that two answers share and few others have: places to look, no verdicts.

    Nothing that was handed in is run. Each student's newest attempt is compared, question by
    question, without what was handed out, the reference and all answers that the course knows.
    Members of a group are not compared with each other.
    """
    options = options_of(roster, None, Keep.LATEST)
    try:
        handed = found_in(submissions, platform, options, ours=bundle is None)
        jobs = jobs_of(handed, assignment, out, bundle)
        jobs = chosen_from(jobs, options)
        compared: list[Compared] = []
        unread: list[str] = []
        for path in dict.fromkeys(job.bundle for job in jobs):
            theirs = [job for job in jobs if job.bundle == path]
            compared += _compared(load_bundle(path), theirs, unread, least, most)
    except Fault as fault:
        raise failed(fault) from fault
    index = write_listing(compared, unread, out)
    for words in unread:
        note(words)
    found = sum(len(one.pairs) for one in compared)
    console.print(
        f"{counted(found, 'pair')} to look at: {shown(index)}", soft_wrap=True, highlight=False
    )


def _compared(
    bundle: Bundle, jobs: Sequence[Job], unread: list[str], least: int, most: int
) -> list[Compared]:
    given = given_in(bundle)
    answers: list[Answer] = []
    seen: set[tuple[Path, str | None]] = set()
    for job in jobs:
        handed = job.handed
        # A group's notebook stands here once for each member.
        if (handed.path, handed.member) in seen:
            continue
        seen.add((handed.path, handed.member))
        try:
            submission = open_submission(handed).submission
        except SubmissionFault as fault:
            unread.append(f"Not compared: {one_line(handed.student)}: {fault}")
            continue
        answers += answers_in(bundle, given, submission, handed.group or (handed.student,))
    found = by_question(answers)
    return [
        Compared(
            bundle.assignment,
            bundle.title,
            question,
            len(found[question]),
            most_that_counts(len(found[question])),
            tuple(authors(answer) for answer in found[question] if answer.cut),
            tuple(pairs_in(found[question], given, least, most)),
        )
        for question in sorted(found, key=natural_order)
    ]
