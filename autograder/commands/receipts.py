"""``replay``: a record's receipt, and whether it reproduces."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import track

from autograder.batch.replay import Replay, replay
from autograder.batch.store import load
from autograder.commands.choices import rung_of
from autograder.commands.terminal import console, errors, failed, usage
from autograder.examiner.lane import Lane
from autograder.faults import Fault, GraderFault
from autograder.records import Record


def replay_command(
    records: Annotated[
        list[Path],
        typer.Argument(help="Records, such as grades/03_lstm_gates/ada/1.json, or folders."),
    ],
    isolation: Annotated[
        str, typer.Option("--isolation", help="auto, full, root-ns, landlock, or none.")
    ] = "auto",
) -> None:
    """Grade again what a record was made from; say whether the same comes out.

    Every record carries its receipt: hashes of the cells, of the bundle and of our own code, the
    seed, the versions and the walls. Nothing is written. Exit code 1 if one does not reproduce.
    """
    found = [entry for path in records for entry in _records_at(path)]
    if not found:
        raise usage("there is no record in what was named.")
    astray = 0
    try:
        with Lane(rung_of(isolation)) as lane:
            for out, record in track(
                found, "replaying", console=errors, disable=not errors.is_terminal
            ):
                astray += _tell(out, record, lane)
    except Fault as fault:
        raise failed(fault) from fault
    if astray:
        raise typer.Exit(1)


def _tell(out: Path, record: Record, lane: Lane) -> bool:
    name = f"{record.assignment}/{record.student}/{record.attempt}"
    console.print(f"[bold]{escape(name)}[/bold]  {escape(_receipt(record))}", soft_wrap=True)
    try:
        result = replay(out, record, lane)
    except GraderFault as fault:
        words = f"[yellow]cannot be replayed:[/yellow] {escape(str(fault))}"
        console.print(f"  {words}", soft_wrap=True)
        return True
    for words in _verdict(result):
        console.print(f"  {words}", soft_wrap=True)
    return not result.reproduces


def _receipt(record: Record) -> str:
    return (
        f"{record.score:g}/{record.points:g}, cells {record.submission_sha256[:12]}, "
        f"bundle {record.bundle_sha256[:12]}, code {record.code_sha256[:12]}, seed {record.seed}"
    )


def _verdict(result: Replay) -> list[str]:
    words = []
    if result.reproduces:
        words.append("[green]reproduces[/green]: every check, verdict and word is the same")
    else:
        words.append(f"[red]differs[/red]: {escape('; '.join(result.differs))}")
    if result.ground:
        words.append(f"made on other ground: {escape('; '.join(result.ground))}")
    return words


def _records_at(path: Path) -> list[tuple[Path, Record]]:
    """Records of a file or a folder, each with the folder that ``grade --out`` was given."""
    if not path.exists():
        raise usage(f"there is no file or folder {path}.")
    files = [path] if path.is_file() else sorted(path.rglob("*.json"))
    found = []
    for file in files:
        inside = file.parts if path.is_file() else file.relative_to(path).parts
        if not path.is_file() and any(part.startswith(".") for part in inside):
            continue
        record = load(file)
        if record is not None:
            found.append((file.resolve().parents[2], record))
        elif path.is_file():
            raise usage(f"{path} is no record. Records lie at OUT/ASSIGNMENT/STUDENT/ATTEMPT.json.")
    return found
