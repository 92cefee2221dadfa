"""The command line: ``python -m autograder``.

Exit codes: 0, every submission has a verdict; 1, at least one is not graded because of us, or a
course file is wrong; 2, the command cannot be carried out as it was given.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.batch.attempts import Keep
from autograder.batch.file_names import quoted
from autograder.batch.grading import Job, Outcome, grade_all
from autograder.batch.intake import Handed, find_submissions
from autograder.batch.progress import watched
from autograder.batch.store import load_all
from autograder.bundles import load_bundle
from autograder.course import AssignmentFolder, find_assignments
from autograder.faults import CourseFault, Fault
from autograder.intake_options import (
    ClassOptions,
    KeepOption,
    LateOption,
    PlatformOption,
    RosterOption,
    fitting,
    named_in,
)
from autograder.records import Record, Status
from autograder.release import check_release, release
from autograder.release.certificates import verify, write_certificate
from autograder.release.kill_matrix import kill_matrix, summary, watching
from autograder.release.parallel import build_all
from autograder.release.proof import Claim, Setting, prove
from autograder.release.sample_class import make_sample_class
from autograder.release.scaffold import scaffold
from autograder.release.tree import write_bytes
from autograder.report import write_report
from autograder.report.lateness import told_to_staff
from autograder.sandbox import Rung, SandboxError, choose_rung
from autograder.sandbox.ladder import climb

ROOT = Path(__file__).resolve().parents[1]
BUNDLES = ROOT / "build" / "bundles"

app = typer.Typer(
    help="Builds the course, proves it, and grades what students hand in, in a sandbox.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
console = Console()
errors = Console(stderr=True)


def _usage(text: str) -> typer.Exit:
    errors.print(f"[bold red]Not possible:[/bold red] {escape(text)}", soft_wrap=True)
    return typer.Exit(2)


def _failed(fault: Exception) -> typer.Exit:
    errors.print(f"[bold red]Stopped:[/bold red] {escape(str(fault))}", soft_wrap=True)
    return typer.Exit(1)


@app.command("release")
def release_command(
    names: Annotated[list[str] | None, typer.Argument(help="Assignments; all if left out.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Compare only: is what is committed current?")
    ] = False,
) -> None:
    """Build the students' notebooks and the hidden bundles from the masters."""
    try:
        with console.status("building") as status:
            if check:
                differences = check_release(ROOT, lambda name: status.update(f"{name} is built"))
            else:
                built = release(ROOT, names, lambda name: status.update(f"{name} is built"))
    except CourseFault as fault:
        raise _failed(fault) from fault
    if not check:
        for one in built:
            console.print(f"{one.bundle.assignment}: {one.notebook.relative_to(ROOT)}")
        return
    for difference in differences:
        errors.print(difference, soft_wrap=True)
    if differences:
        raise typer.Exit(1)
    console.print(
        "assignments/ is what its sources build, name for name and byte for byte, and gives no "
        "answer away.",
        soft_wrap=True,
    )


def _rung(isolation: str) -> Rung:
    try:
        return choose_rung() if isolation == "auto" else Rung(isolation)
    except ValueError:
        raise _usage(f"--isolation {isolation}: choose one of auto, {', '.join(Rung)}.") from None
    except SandboxError as error:
        raise _failed(error) from error


def _folder(name: str) -> AssignmentFolder:
    folders = find_assignments(ROOT)
    for folder in folders:
        if name in (folder.name, folder.slug):
            return folder
    raise _usage(
        f"there is no assignment {name!r}. There is: {', '.join(f.name for f in folders)}."
    )


def _bundle(folder: AssignmentFolder) -> Path:
    """The assignment's bundle, as its sources build it now; students' files are left alone."""
    path = BUNDLES / f"{folder.name}.zip"
    with console.status(f"building {folder.name}"):
        (built,) = build_all([folder], ROOT)
    write_bytes(path, built.archive)
    return path


def _jobs(handed: list[Handed], assignment: str | None, out: Path, force: bool) -> list[Job]:
    if assignment is not None:
        folder = _folder(assignment)
        bundle = _bundle(folder)
        fit = fitting(handed, (folder.name, folder.slug))
        return [Job(one, bundle, out, force) for one in fit]
    names = {one: named_in(one) for one in handed}
    told = {name for name in names.values() if name}
    if not told:
        raise _usage(
            "no notebook says which assignment it belongs to. Add --assignment, for example "
            "--assignment 03_lstm_gates."
        )
    bundles = {name: _bundle(_folder(name)) for name in sorted(told)}
    # What cannot say so itself is taken for a submission of the only assignment there is.
    if len(told) > 1 and None in names.values():
        silent = [one.student for one, name in names.items() if name is None]
        raise _usage(
            f"what {quoted(sorted(set(silent)))} handed in does not say which of "
            f"{', '.join(sorted(told))} it belongs to. Grade one assignment at a time with "
            "--assignment."
        )
    only = next(iter(bundles.values()))
    return [Job(one, bundles[name] if name else only, out, force) for one, name in names.items()]


class _Stop:
    """The first Ctrl-C finishes what is under way; the second ends at once."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        return self.asked

    def hear(self, number: int, frame: FrameType | None) -> None:
        """The signal handler."""
        if self.asked:
            os.killpg(os.getpgrp(), signal.SIGKILL)
        self.asked = True
        errors.print("Finishing what is under way. Press Ctrl-C again to stop at once.")


def _grade(jobs: list[Job], workers: int, rung: Rung, *, quiet: bool) -> list[Record]:
    stop = _Stop()
    before = signal.signal(signal.SIGINT, stop.hear)
    try:
        outcomes: Iterator[Outcome] = grade_all(jobs, workers, rung, stop)
        shown = outcomes if quiet else watched(outcomes, len(jobs), console)
        records = []
        for outcome in shown:
            records.append(outcome.record)
            if quiet:
                print(json.dumps(_line(outcome)), flush=True)
    finally:
        signal.signal(signal.SIGINT, before)
    if stop.asked and len(records) < len(jobs):
        errors.print(
            f"Stopped with {len(records)} of {len(jobs)} done. Run the same command again to go "
            "on: what is done is kept."
        )
        raise typer.Exit(1)
    return sorted(records, key=lambda record: (record.assignment, record.student, record.attempt))


def _line(outcome: Outcome) -> dict[str, object]:
    record = outcome.record
    return {
        "assignment": record.assignment,
        "student": record.student,
        "attempt": record.attempt,
        "status": record.status,
        "score": record.score,
        "points": record.points,
        "counts": record.counted_score,
        "kept": outcome.kept,
        "faults": [fault.message for fault in record.faults],
    }


def _table(records: list[Record]) -> Table:
    table = Table(title="Scores", caption=f"isolation: {records[0].isolation}", expand=True)
    table.add_column("student", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("lost", no_wrap=True, max_width=20)
    # The only column that may shrink: on a narrow terminal it is this one that is cut.
    table.add_column("what happened", no_wrap=True, overflow="ellipsis", ratio=1)
    for record in records:
        lost = [q.name for q in record.questions if q.score < q.points]
        if record.status is not Status.GRADED:
            words = record.faults[0].message if record.faults else ""
        else:
            words = "; ".join(filter(None, (told_to_staff(record), _notable(record))))
        score = "-" if record.status is not Status.GRADED else f"{record.score:g}/{record.points:g}"
        lost_text = ", ".join(lost) if len(lost) < len(record.questions) else "all"
        table.add_row(escape(record.student), score, lost_text if lost else "", escape(words))
    return table


def _notable(record: Record) -> str:
    checks = [check for question in record.questions for check in question.checks]
    ideas = list(dict.fromkeys(c.misconception for c in checks if c.misconception))
    if ideas:
        return "idea: " + ", ".join(ideas[:2])
    verdicts = [c.verdict for c in checks if c.verdict not in ("passed", "failed", "not_reached")]
    return ", ".join(dict.fromkeys(str(verdict).replace("_", " ") for verdict in verdicts))


def _options(roster: Path | None, late: Path | None, keep: Keep) -> ClassOptions:
    try:
        return ClassOptions(roster, late, keep)
    except CourseFault as fault:
        raise _usage(str(fault)) from fault


def _found(
    submissions: list[Path], platform: str, options: ClassOptions, *, ours: bool
) -> list[Handed]:
    names = [folder.name for folder in find_assignments(ROOT)] if ours else []
    try:
        intake = options.take_in(submissions, platform, names)
    except FileNotFoundError as error:
        raise _usage(f"there is no file or folder {error}.") from error
    except OSError as error:
        raise _usage(f"{error.filename} cannot be looked at: {error.strerror}.") from error
    except (ValueError, CourseFault) as error:
        raise _usage(f"{str(error).rstrip('.')}.") from error
    for note in intake.notes:
        _note(note)
    if not intake.handed:
        raise _usage("there is no notebook, no zip and no script to grade in what was named.")
    return intake.handed


def _note(text: str) -> None:
    errors.print(escape(text), soft_wrap=True, highlight=False)


def _chosen(jobs: list[Job], options: ClassOptions) -> list[Job]:
    try:
        chosen = options.chosen(jobs)
    except CourseFault as fault:
        raise _usage(str(fault)) from fault
    for note in options.untimed(chosen):
        _note(note)
    return chosen


@app.command("grade")
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
    workers: Annotated[int, typer.Option("--workers", min=1, help="Lanes; one a core.")] = (
        os.cpu_count() or 1
    ),
    isolation: Annotated[
        str,
        typer.Option(
            "--isolation", help="auto, full, root-ns, landlock, or none (trusted code only)."
        ),
    ] = "auto",
    platform: PlatformOption = "auto",
    roster: RosterOption = None,
    keep: KeepOption = Keep.ALL,
    late_policy: LateOption = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is done.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line a submission, nothing else.")
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
            jobs = [Job(one, bundle.resolve(), out, force) for one in handed]
        else:
            jobs = _jobs(handed, assignment, out, force)
        jobs = _chosen(jobs, options)
        records = _grade(jobs, workers, _rung(isolation), quiet=as_json)
    except Fault as fault:
        raise _failed(fault) from fault
    index = write_report(options.counting(load_all(out)), out / "report")
    if not as_json:
        console.print(_table(records))
        console.print(f"Records: {out}\nReport:  {index}")
    if any(record.status is Status.NOT_GRADED for record in records):
        raise typer.Exit(1)


@app.command("report")
def report_command(
    out: Annotated[Path, typer.Argument(help="The folder that `grade --out` wrote.")],
    keep: KeepOption = Keep.ALL,
) -> None:
    """Write the pages and the CSV again from the records."""
    options = _options(None, None, keep)
    try:
        records = options.counting(load_all(out))
    except Fault as fault:
        raise _failed(fault) from fault
    if not records:
        raise _usage(f"there are no records below {out}.")
    console.print(f"Report: {write_report(records, out / 'report')}")


@app.command("prove")
def prove_command(
    names: Annotated[list[str] | None, typer.Argument(help="Assignments; all if left out.")] = None,
    question: Annotated[
        str | None, typer.Option("--question", help="Only answers to this one, such as q5.")
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Rely on certificates that are current, prove the others."),
    ] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Lanes; one a core.")] = (
        os.cpu_count() or 1
    ),
) -> None:
    """Show that the checks are right: wrong answers fail with their hint, right ones pass.

    What has not changed since the last time is not graded again. A proof that holds is written
    beside the master, as proof.json.
    """
    try:
        folders = [_folder(name) for name in names] if names else find_assignments(ROOT)
        archives = [_bundle(folder) for folder in folders]
        pairs = list(zip(folders, archives, strict=True))
        for folder, archive in pairs:
            known = [entry.name for entry in load_bundle(archive).questions]
            if question is not None and question not in known:
                raise _usage(f"{folder.name} has no {question}. It has: {', '.join(known)}.")
        setting = Setting(_rung("auto"), ROOT / "build" / "proofs", workers, watching(console))
        faults = verify(pairs, setting) if check else _prove(pairs, question, setting)
    except Fault as fault:
        raise _failed(fault) from fault
    for words in faults:
        errors.print(f"[bold red]refused[/bold red] {escape(words)}", soft_wrap=True)
    if faults:
        raise typer.Exit(1)
    if check:
        console.print("Every certificate is current; every reference and skeleton was graded.")


def _prove(
    pairs: list[tuple[AssignmentFolder, Path]], question: str | None, setting: Setting
) -> list[str]:
    proofs = prove([Claim(folder, archive, question) for folder, archive in pairs], setting)
    for (folder, archive), proof in zip(pairs, proofs, strict=True):
        console.print(kill_matrix(proof))
        console.print(escape(summary(proof)), soft_wrap=True)
        if not proof.faults and question is None:
            write_certificate(proof, folder, load_bundle(archive))
    return [fault for proof in proofs for fault in proof.faults]


@app.command("new")
def new_command(
    slug: Annotated[str, typer.Argument(help="Its name for good, such as peephole_lstm.")],
    after: Annotated[
        str | None, typer.Option("--after", help="The assignment it follows; else the last one.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="What students read; else made of the slug.")
    ] = None,
    shift: Annotated[
        bool, typer.Option("--shift", help="Where the number is taken, move the others up by one.")
    ] = False,
) -> None:
    """Begin an assignment: a small one that releases and proves as it is, for you to change."""
    try:
        new = scaffold(ROOT, slug, after, title=title, shift=shift)
    except CourseFault as fault:
        raise _usage(str(fault)) from fault
    for old, name in new.moved:
        console.print(f"{old} is now {name}. Search its prose and notes for the old number.")
    console.print(f"{new.folder.name} is begun. Five steps from here:")
    for number, step in enumerate(new.steps, 1):
        console.print(f"  {number}. {step}", soft_wrap=True, highlight=False)
    console.print("More in docs/adding-an-assignment.md.")


@app.command("doctor")
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


@app.command("demo")
def demo_command(
    out: Annotated[Path, typer.Option("--out", help="Where everything goes.")] = (
        ROOT / "build" / "demo"
    ),
    workers: Annotated[int, typer.Option("--workers", min=1)] = os.cpu_count() or 1,
) -> None:
    """Make a class of sample submissions for 03_lstm_gates, grade it, write its report."""
    path = _bundle(_folder("03_lstm_gates"))
    try:
        bundle = load_bundle(path)
        samples = make_sample_class(bundle, out / "submissions")
        console.print(f"{len(samples)} sample submissions of {bundle.assignment} made.")
        handed = find_submissions([out / "submissions"])
        jobs = [Job(one, path, out / "grades", force=True) for one in handed]
        records = _grade(jobs, workers, _rung("auto"), quiet=False)
    except Fault as fault:
        raise _failed(fault) from fault
    index = write_report(records, out / "report", f"{bundle.title}: a sample class")
    console.print(_table(records))
    console.print(f"Report: {_shown(index)}\nCSV:    {_shown(index.parent / 'grades.csv')}")


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def main() -> None:
    """Entry point."""
    os.umask(0o022)
    app(prog_name="python -m autograder")


if __name__ == "__main__":
    main()
