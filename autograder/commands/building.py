"""``release``, ``prove`` and ``new``: what an author does.

``autograder.release`` is imported where it is used: it brings course_lib and YAML along, and every
other command would wait for them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from autograder.bundles import load_bundle
from autograder.commands.choices import bundle_of, folder_of, rung_of
from autograder.commands.terminal import ROOT, console, errors, failed, usage
from autograder.course import AssignmentFolder, find_assignments
from autograder.faults import CourseFault, Fault

if TYPE_CHECKING:
    from autograder.release.proof import Setting


def release_command(
    names: Annotated[list[str] | None, typer.Argument(help="Assignments; all if left out.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Compare only: is what is committed current?")
    ] = False,
) -> None:
    """Build the students' notebooks and the hidden bundles from the masters."""
    from autograder.release import check_release, release

    try:
        with console.status("building") as status:
            if check:
                differences = check_release(ROOT, lambda name: status.update(f"{name} is built"))
            else:
                built = release(ROOT, names, lambda name: status.update(f"{name} is built"))
    except CourseFault as fault:
        raise failed(fault) from fault
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
    from autograder.release.certificates import verify
    from autograder.release.kill_matrix import watching
    from autograder.release.proof import Setting

    try:
        folders = [folder_of(name) for name in names] if names else find_assignments(ROOT)
        archives = [bundle_of(folder) for folder in folders]
        pairs = list(zip(folders, archives, strict=True))
        for folder, archive in pairs:
            known = [entry.name for entry in load_bundle(archive).questions]
            if question is not None and question not in known:
                raise usage(f"{folder.name} has no {question}. It has: {', '.join(known)}.")
        setting = Setting(rung_of("auto"), ROOT / "build" / "proofs", workers, watching(console))
        faults = verify(pairs, setting) if check else _prove(pairs, question, setting)
    except Fault as fault:
        raise failed(fault) from fault
    for words in faults:
        errors.print(f"[bold red]refused[/bold red] {escape(words)}", soft_wrap=True)
    if faults:
        raise typer.Exit(1)
    if check:
        console.print("Every certificate is current; every reference and skeleton was graded.")


def _prove(
    pairs: list[tuple[AssignmentFolder, Path]], question: str | None, setting: Setting
) -> list[str]:
    from autograder.release.certificates import write_certificate
    from autograder.release.kill_matrix import kill_matrix, summary
    from autograder.release.proof import Claim, prove

    proofs = prove([Claim(folder, archive, question) for folder, archive in pairs], setting)
    for (folder, archive), proof in zip(pairs, proofs, strict=True):
        console.print(kill_matrix(proof))
        console.print(escape(summary(proof)), soft_wrap=True)
        if not proof.faults and question is None:
            write_certificate(proof, folder, load_bundle(archive))
    return [fault for proof in proofs for fault in proof.faults]


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
    from autograder.release.scaffold import scaffold

    try:
        new = scaffold(ROOT, slug, after, title=title, shift=shift)
    except CourseFault as fault:
        raise usage(str(fault)) from fault
    for old, name in new.moved:
        console.print(f"{old} is now {name}. Search its prose and notes for the old number.")
    console.print(f"{new.folder.name} is begun. Five steps from here:")
    for number, step in enumerate(new.steps, 1):
        console.print(f"  {number}. {step}", soft_wrap=True, highlight=False)
    console.print("More in docs/adding-an-assignment.md.")
