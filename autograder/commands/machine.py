"""``doctor`` and ``demo``: whether this machine can grade, and how that looks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from autograder.batch.grading import Job
from autograder.batch.intake import find_submissions
from autograder.batch.lanes import LocalLanes
from autograder.batch.store import PlotsIn, load_all
from autograder.bundles import load_bundle
from autograder.commands.batches import run_jobs
from autograder.commands.choices import bundle_of, folder_of, rung_of
from autograder.commands.terminal import ROOT, console, failed, shown
from autograder.faults import Fault
from autograder.report import write_report
from autograder.sandbox import Rung
from autograder.sandbox.ladder import climb


def doctor_command() -> None:
    """Tell which sandbox this machine allows, and why not a stronger one."""
    probes = climb()
    for probe in probes:
        if probe.faults:
            console.print(f"[yellow]{probe.rung}[/yellow]: no: {escape('; '.join(probe.faults))}")
        else:
            console.print(f"[green]{probe.rung}[/green]: every attack of the probe was stopped")
    if probes[-1].rung is not Rung.FULL or probes[-1].faults:
        console.print(
            "For the full sandbox the kernel must allow user namespaces: look at "
            "kernel.apparmor_restrict_unprivileged_userns (Ubuntu), "
            "kernel.unprivileged_userns_clone (Debian) and user.max_user_namespaces with sysctl; "
            "in a container, its seccomp profile must allow unshare and mount."
        )
    if probes[-1].faults:
        raise typer.Exit(1)


def demo_command(
    out: Annotated[Path, typer.Option("--out", help="Where everything goes.")] = (
        ROOT / "build" / "demo"
    ),
    workers: Annotated[int, typer.Option("--workers", min=1)] = os.cpu_count() or 1,
) -> None:
    """Make a class of sample submissions for 03_lstm_gates, grade it, write its report."""
    from autograder.release.sample_class import make_sample_class

    path = bundle_of(folder_of("03_lstm_gates"))
    try:
        bundle = load_bundle(path)
        samples = make_sample_class(bundle, out / "submissions")
        console.print(f"{len(samples)} sample submissions of {bundle.assignment} made.")
        handed = find_submissions([out / "submissions"])
        jobs = [Job(one, path, out / "grades", force=True) for one in handed]
        summary = run_jobs(jobs, LocalLanes(workers, rung_of("auto")), quiet=False)
        students = {one.student for one in handed}
        records = [one for one in load_all(out / "grades") if one.student in students]
    except Fault as fault:
        raise failed(fault) from fault
    index = write_report(
        records, out / "report", f"{bundle.title}: a sample class", PlotsIn(out / "grades")
    )
    summary.show(console, out / "grades")
    console.print(f"Report: {shown(index)}\nCSV:    {shown(index.parent / 'grades.csv')}")
