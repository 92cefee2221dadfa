"""``marks``: answers out to the people who mark them, points and comments back in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from autograder.batch.attempts import Keep
from autograder.batch.marking import Entered, enter_marks
from autograder.batch.store import PlotsIn, load_all
from autograder.commands.intake_options import ClassOptions, KeepOption
from autograder.commands.terminal import console, failed, note, usage
from autograder.faults import Fault
from autograder.records import Record, write_atomically
from autograder.report import write_report
from autograder.report.marking_page import marking_page
from autograder.worksheet import WorksheetError, rows_of, worksheet_csv


def marks_command(
    out: Annotated[Path, typer.Argument(help="The folder that `grade --out` wrote.")],
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Write the worksheet: a .csv, or an .html to mark in a browser."),
    ] = None,
    from_: Annotated[
        Path | None, typer.Option("--from", help="Enter the points and comments of a worksheet.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="With --to: answers that are marked already, too.")
    ] = False,
    keep: KeepOption = Keep.ALL,
) -> None:
    """Mark what only a person can: free text and pictures.

    Without options, tell what waits. `--to marks.csv` writes one row an answer; fill in points and
    comment, leave the other columns alone, and enter it with `--from marks.csv`: all of it, or
    nothing with the rows that are wrong. Marks survive every re-grade. What has been answered anew
    since it was marked is told, and comes up again in the next worksheet.
    """
    if to is not None and from_ is not None:
        raise usage(
            "--to and --from are two steps. Write a worksheet, have it filled in, enter it."
        )
    options = ClassOptions(None, None, keep)
    try:
        records = options.counting(load_all(out))
        if not records:
            raise usage(f"there are no records below {out}. Grade something first.")
        if to is not None:
            _write(out, records, to, every=every)
        elif from_ is not None:
            _tell_entered(enter_marks(out, _read(from_)))
            records = options.counting(load_all(out))
            index = write_report(records, out / "report", plots=PlotsIn(out))
            console.print(f"Report: {index}", soft_wrap=True)
            _tell_waiting(records)
        else:
            console.print(_table(records))
            _tell_waiting(records)
    except WorksheetError as error:
        problems = "\n".join(error.problems)
        raise usage(f"nothing of {from_} was entered.\n{problems}") from error
    except (Fault, OSError) as fault:
        raise failed(fault) from fault


def _write(out: Path, records: list[Record], to: Path, *, every: bool) -> None:
    if to.suffix not in (".csv", ".html"):
        raise usage(f"{to}: call the worksheet something.csv or something.html.")
    if to.exists():
        raise usage(f"{to} is there already, and may hold somebody's marks. Choose another name.")
    rows = rows_of(records, every=every)
    if not rows:
        note("No answer waits for a person; no worksheet was written. --all writes marked ones.")
        return
    if to.suffix == ".csv":
        write_atomically(to, worksheet_csv(rows))
    else:
        write_atomically(to, marking_page(rows, plots=PlotsIn(out)))
    console.print(f"{len(rows)} answers: {to}", soft_wrap=True, highlight=False)


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise usage(f"there is no file {path}.")
    return path.read_bytes()


def _tell_entered(entered: Entered) -> None:
    told = [
        (entered.marked, "marked"),
        (entered.again, "marked anew"),
        (entered.unchanged, "as they were"),
        (entered.empty, "rows without points"),
    ]
    words = ", ".join(f"{count} {what}" for count, what in told if count)
    console.print(f"{words or 'There were no rows'}.", highlight=False)


def _tell_waiting(records: list[Record]) -> None:
    waiting = sum(record.waiting for record in records)
    changed = sum(q.changed_since for record in records for q in record.questions)
    if waiting or changed:
        note(
            f"{waiting} answers wait for a person, {changed} have changed since they were marked. "
            "--to marks.csv writes them down."
        )


def _table(records: list[Record]) -> Table:
    table = Table(title="What people mark", expand=False)
    for head in ("assignment", "question"):
        table.add_column(head)
    for head in ("answers", "marked", "waiting", "changed since"):
        table.add_column(head, justify="right")
    counts: Counter[tuple[str, str, str]] = Counter()
    for record in records:
        for question in record.questions:
            if question.manual:
                place = (record.assignment, f"{question.name} {question.title}")
                counts[*place, "all"] += 1
                counts[*place, "marked"] += question.marked
                counts[*place, "waiting"] += question.waits
                counts[*place, "changed"] += question.changed_since
    for place in sorted({(assignment, name) for assignment, name, _ in counts}):
        numbers = [str(counts[*place, what]) for what in ("all", "marked", "waiting", "changed")]
        table.add_row(*map(escape, place), *numbers)
    return table
