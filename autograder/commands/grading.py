"""``grade`` and ``report``: from what was handed in to records and pages."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from autograder.batch.attempts import Keep
from autograder.batch.file_names import quoted
from autograder.batch.grading import Job
from autograder.batch.intake import Handed
from autograder.batch.store import ClaimedError, claimed, load_all, take_over
from autograder.bundles import load_bundle
from autograder.commands.batches import run_jobs
from autograder.commands.choices import bundle_of, folder_of
from autograder.commands.intake_options import (
    ClassOptions,
    KeepOption,
    LateOption,
    PlatformOption,
    RosterOption,
    fitting,
    named_in,
)
from autograder.commands.lane_options import (
    CORES,
    ClusterOption,
    IsolationOption,
    WorkersOption,
    lanes_of,
)
from autograder.commands.summary import Summary
from autograder.commands.terminal import ROOT, console, failed, note, usage
from autograder.course import find_assignments
from autograder.faults import CourseFault, Fault
from autograder.records import Status
from autograder.report import write_report


def _jobs(handed: list[Handed], assignment: str | None, out: Path) -> list[Job]:
    if assignment is not None:
        folder = folder_of(assignment)
        bundle = bundle_of(folder)
        fit = fitting(handed, (folder.name, folder.slug))
        return [Job(one, bundle, out) for one in fit]
    names = {one: named_in(one) for one in handed}
    told = {name for name in names.values() if name}
    if not told:
        raise usage(
            "no notebook says which assignment it belongs to. Add --assignment, for example "
            "--assignment 03_lstm_gates."
        )
    bundles = {name: bundle_of(folder_of(name)) for name in sorted(told)}
    # What cannot say so itself is taken for a submission of the only assignment there is.
    if len(told) > 1 and None in names.values():
        silent = [one.student for one, name in names.items() if name is None]
        raise usage(
            f"what {quoted(sorted(set(silent)))} handed in does not say which of "
            f"{', '.join(sorted(told))} it belongs to. Grade one assignment at a time with "
            "--assignment."
        )
    only = next(iter(bundles.values()))
    return [Job(one, bundles[name] if name else only, out) for one, name in names.items()]


def _options(roster: Path | None, late: Path | None, keep: Keep) -> ClassOptions:
    try:
        return ClassOptions(roster, late, keep)
    except CourseFault as fault:
        raise usage(str(fault)) from fault


def _found(
    submissions: list[Path], platform: str, options: ClassOptions, *, ours: bool
) -> list[Handed]:
    names = [folder.name for folder in find_assignments(ROOT)] if ours else []
    try:
        intake = options.take_in(submissions, platform, names)
    except FileNotFoundError as error:
        raise usage(f"there is no file or folder {error}.") from error
    except OSError as error:
        raise usage(f"{error.filename} cannot be looked at: {error.strerror}.") from error
    except (ValueError, CourseFault) as error:
        raise usage(f"{str(error).rstrip('.')}.") from error
    for words in intake.notes:
        note(words)
    if not intake.handed:
        raise usage("there is no notebook, no zip and no script to grade in what was named.")
    return intake.handed


def _chosen(jobs: list[Job], options: ClassOptions) -> list[Job]:
    try:
        chosen = options.chosen(jobs)
    except CourseFault as fault:
        raise usage(str(fault)) from fault
    for words in options.untimed(chosen):
        note(words)
    return chosen


def grade_command(
    submissions: Annotated[list[Path], typer.Argument(help="Notebooks, zips, or folders of them.")],
    out: Annotated[Path, typer.Option("--out", help="Where records and reports go.")],
    assignment: Annotated[
        str | None,
        typer.Option("--assignment", help="Such as 03_lstm_gates; else the notebooks tell."),
    ] = None,
    bundle: Annotated[
        Path | None,
        typer.Option("--bundle", help="Any otter autograder zip, instead of --assignment."),
    ] = None,
    workers: WorkersOption = CORES,
    cluster: ClusterOption = None,
    isolation: IsolationOption = "auto",
    platform: PlatformOption = "auto",
    roster: RosterOption = None,
    keep: KeepOption = Keep.ALL,
    late_policy: LateOption = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is done.")] = False,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="Examine this question again, such as q5; may be repeated."),
    ] = None,
    diff: Annotated[
        bool,
        typer.Option("--diff", help="Show who would change and why, before any record does."),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line a submission as it is done, nothing else.")
    ] = False,
) -> None:
    """Grade submissions in the sandbox; write one record each, a CSV and pages.

    Run it again after an interruption: what is done, and has not changed, is kept.
    """
    options = _options(roster, late_policy, keep)
    try:
        handed = _found(submissions, platform, options, ours=bundle is None)
        if bundle is not None:
            load_bundle(bundle)
            jobs = [Job(one, bundle.resolve(), out) for one in handed]
        else:
            jobs = _jobs(handed, assignment, out)
        jobs = [
            replace(job, force=force, only=frozenset(only or ()), stage=diff)
            for job in _chosen(jobs, options)
        ]
        _expect_questions(jobs)
        lanes = lanes_of(cluster, workers, isolation)
        with claimed(out):
            summary = run_jobs(jobs, lanes, quiet=as_json)
            if not diff or _taken_over(out, summary, quiet=as_json):
                index = write_report(options.counting(load_all(out)), out / "report")
                _tell(summary, out, index, quiet=as_json)
    except ClaimedError as error:
        raise usage(str(error)) from None
    except Fault as fault:
        raise failed(fault) from fault
    raise typer.Exit(int(summary.counts[Status.NOT_GRADED] > 0))


def _tell(summary: Summary, out: Path, index: Path, *, quiet: bool) -> None:
    if not quiet:
        summary.show(console, out)
        console.print(f"Records: {out}\nReport:  {index}")
    if summary.by_other_code:
        # A new version of ours grades nobody again by itself, but nobody should have to guess.
        note(
            f"{summary.by_other_code} of {summary.done} records were made by another version of "
            "the grader or of course_lib, and were kept. --force --diff shows what this version "
            "makes of them."
        )


def _expect_questions(jobs: list[Job]) -> None:
    """Refuses --only where a bundle has no such question: nothing is graded by mistake."""
    for path in sorted({job.bundle for job in jobs if job.only}):
        bundle = load_bundle(path)
        known = [question.name for question in bundle.questions]
        for name in sorted(jobs[0].only - set(known)):
            raise usage(f"{bundle.assignment} has no {name}. It has: {', '.join(known)}.")


def _taken_over(out: Path, summary: Summary, *, quiet: bool) -> bool:
    """Shows what would change, and takes it over if the person at the terminal says so."""
    if not quiet:
        summary.show_changes(console)
    asked = summary.changed and not quiet and sys.stdin.isatty() and console.is_terminal
    if asked and typer.confirm("Write these over the records that are there?"):
        take_over(out)
        return True
    if summary.changed:
        note("No record was touched. The same command without --diff takes this over at once.")
    return False


def report_command(
    out: Annotated[Path, typer.Argument(help="The folder that `grade --out` wrote.")],
    keep: KeepOption = Keep.ALL,
) -> None:
    """Write the pages and the CSV again from the records."""
    options = _options(None, None, keep)
    try:
        records = options.counting(load_all(out))
    except Fault as fault:
        raise failed(fault) from fault
    if not records:
        raise usage(f"there are no records below {out}.")
    console.print(f"Report: {write_report(records, out / 'report')}")
