"""``grade`` and ``report``: from what was handed in to records and pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from autograder.batch.attempts import Keep
from autograder.batch.grading import Job
from autograder.batch.store import ClaimedError, PlotsIn, claimed, fingerprint, load_all, take_over
from autograder.bundles import load_bundle
from autograder.commands.batches import run_jobs
from autograder.commands.intake_options import (
    AssignmentOption,
    BundleOption,
    ClassOptions,
    KeepOption,
    LateOption,
    PlatformOption,
    RosterOption,
)
from autograder.commands.lane_options import (
    CORES,
    ClusterOption,
    IsolationOption,
    WorkersOption,
    lanes_of,
)
from autograder.commands.serving import serve
from autograder.commands.submissions import chosen_from, found_in, jobs_of, options_of
from autograder.commands.summary import Summary
from autograder.commands.terminal import console, failed, note, usage
from autograder.faults import Fault
from autograder.records import Record, Status
from autograder.report import write_report
from autograder.report.mailing import write_mailing
from autograder.report.plain_text import counted


def grade_command(
    submissions: Annotated[list[Path], typer.Argument(help="Notebooks, zips, or folders of them.")],
    out: Annotated[Path, typer.Option("--out", help="Where records and reports go.")],
    assignment: AssignmentOption = None,
    bundle: BundleOption = None,
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
    plots: Annotated[
        bool,
        typer.Option("--plots/--no-plots", help="Show students the pictures in their notebooks."),
    ] = True,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line a submission as it is done, nothing else.")
    ] = False,
) -> None:
    """Grade submissions in the sandbox; write one record each, a CSV and pages.

    Run it again after an interruption: what is done, and has not changed, is kept.
    """
    options = options_of(roster, late_policy, keep)
    try:
        handed = found_in(submissions, platform, options, ours=bundle is None)
        jobs = jobs_of(handed, assignment, out, bundle)
        jobs = [
            replace(job, force=force, only=frozenset(only or ()), stage=diff, plots=plots)
            for job in chosen_from(jobs, options)
        ]
        _expect_questions(jobs)
        lanes = lanes_of(cluster, workers, isolation)
        with claimed(out):
            summary = run_jobs(jobs, lanes, quiet=as_json)
            if not diff or _taken_over(out, summary, quiet=as_json):
                index = _report(out, options)
                _tell(summary, out, index, quiet=as_json)
    except ClaimedError as error:
        raise usage(str(error)) from None
    except Fault as fault:
        raise failed(fault) from fault
    raise typer.Exit(int(summary.counts[Status.NOT_GRADED] > 0))


def _report(out: Path, options: ClassOptions) -> Path:
    """Writes the pages of what lies in a folder, unless they are there already."""

    def counting() -> Iterator[Record]:
        yield from options.counting(load_all(out))

    # Taken before the records are read: what changes in between makes the next report anew.
    made_of = f"{options.keep} {fingerprint(out)}"
    return write_report(counting(), out / "report", plots=PlotsIn(out), made_of=made_of)


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
    zip_: Annotated[
        Path | None,
        typer.Option("--zip", help="Also a zip of everybody's page, with who gets which as CSV."),
    ] = None,
    serve_: Annotated[
        bool, typer.Option("--serve", help="Show the desk while records arrive; write nothing.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="For --serve; any free one if left out.")
    ] = 0,
) -> None:
    """Write the pages and the CSV again from the records."""
    options = options_of(None, None, keep)
    if serve_:
        serve(out, options, port)
        return
    try:
        records = options.counting(load_all(out))
    except Fault as fault:
        raise failed(fault) from fault
    if not records:
        raise usage(f"there are no records below {out}.")
    index = write_report(records, out / "report", plots=PlotsIn(out))
    console.print(f"Report: {index}")
    if zip_ is not None:
        _zip(records, index.parent, zip_)


def _zip(records: list[Record], report: Path, to: Path) -> None:
    if to.suffix != ".zip":
        raise usage(f"{to}: call it something.zip.")
    try:
        count = write_mailing(records, report, to)
    except OSError as error:
        raise usage(f"{to} cannot be written: {error.strerror}.") from error
    console.print(f"{counted(count, 'page')} to send: {to}", soft_wrap=True, highlight=False)
