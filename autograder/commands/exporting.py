"""``export``: grades on their way to a platform, or into a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from autograder.batch.attempts import Keep
from autograder.batch.csv_sheet import read_sheet
from autograder.batch.file_names import quoted
from autograder.batch.policy_file import slug_of
from autograder.batch.roster import Roster, read_roster
from autograder.batch.store import load_all
from autograder.commands.intake_options import KeepOption, RosterOption
from autograder.commands.terminal import console, failed, note, shown, usage
from autograder.exports.canvas import canvas_column
from autograder.exports.class_table import ClassTable, class_table
from autograder.exports.filling import Filled, filled
from autograder.exports.gradescope import write_results
from autograder.exports.moodle import moodle_column
from autograder.exports.standings import Standings, counting_records, of_assignment
from autograder.exports.totals import read_totals_policy, totals
from autograder.faults import CourseFault, Fault
from autograder.records import Record, write_bytes_atomically
from autograder.report.plain_text import one_line


class Format(StrEnum):
    """What ``--format`` may say. The set is closed."""

    CSV = "csv"
    """One row a student, one column an assignment."""
    XLSX = "xlsx"
    """The same as a workbook, with every attempt on a sheet for each assignment."""
    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"


_FILLED = (Format.CANVAS, Format.MOODLE)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What kind of export somebody wants, and where it goes."""

    form: Format
    to: Path
    into: Path | None
    column: str | None
    points: float | None
    totals: Path | None


def export_command(
    out: Annotated[Path, typer.Argument(help="The folder that `grade --out` wrote.")],
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help="csv or xlsx: a table of the class; canvas or moodle: their own file, filled in; "
            "gradescope: results.json for each submission.",
        ),
    ],
    to: Annotated[Path, typer.Option("--to", help="The file to write; a folder for gradescope.")],
    into: Annotated[
        Path | None,
        typer.Option(
            "--into", help="Canvas's gradebook or Moodle's grading worksheet, as downloaded."
        ),
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(
            "--column", help="Heading of the column that marks go to, as it stands there."
        ),
    ] = None,
    points: Annotated[
        float | None,
        typer.Option("--points", help="What full marks are there; marks are scaled to it."),
    ] = None,
    assignment: Annotated[
        str | None,
        typer.Option("--assignment", help="Such as 03_lstm_gates; needed for one of many."),
    ] = None,
    totals_policy: Annotated[
        Path | None,
        typer.Option("--totals", help="Weights and dropped lowest, as TOML: exports the total."),
    ] = None,
    roster: RosterOption = None,
    keep: KeepOption = Keep.ALL,
) -> None:
    """Hand grades on: into Canvas's or Moodle's own file, for Gradescope, or as a table.

    Only cells of the one column are changed in a platform's file, and only of people who are in it
    without doubt; everybody else is named. What counts is the score without what lateness takes
    off. What has no mark yet because of us is an empty cell, never a zero.

    Exit code 1: the file is written, and somebody's mark is not in it.
    """
    wanted = _Wanted(form, to, into, column, points, totals_policy)
    _expect_fitting(wanted)
    try:
        complete = _exported(wanted, out, assignment, roster, keep)
    except CourseFault as fault:
        raise usage(str(fault)) from fault
    except Fault as fault:
        raise failed(fault) from fault
    except OSError as error:
        raise usage(f"{to} cannot be written: {error.strerror}.") from error
    if not complete:
        raise typer.Exit(1)


def _expect_fitting(wanted: _Wanted) -> None:
    form, to, into, points = wanted.form, wanted.to, wanted.into, wanted.points
    if form in _FILLED and into is None:
        raise usage(
            f"--format {form} fills the platform's own file: download it and add --into FILE."
        )
    if form not in _FILLED and (into, wanted.column, points) != (None, None, None):
        raise usage(f"--into, --column and --points are for canvas and moodle, not for {form}.")
    if form is Format.GRADESCOPE and wanted.totals is not None:
        raise usage("--totals has no place in Gradescope's results, which are of one submission.")
    if points is not None and not 0 < points < float("inf"):
        raise usage("--points must be a number above 0.")
    if into is not None and into.exists() and to.exists() and into.samefile(to):
        raise usage("--to and --into are the same file. Keep the platform's as it came.")
    if form is not Format.GRADESCOPE and to.is_dir():
        raise usage(f"{to} is a folder. Name a file.")


def _exported(
    wanted: _Wanted, out: Path, assignment: str | None, roster: Path | None, keep: Keep
) -> bool:
    everything = list(load_all(out))
    if not everything:
        raise usage(f"there are no records below {out}.")
    who = read_roster(roster) if roster is not None else None
    records = _of(everything, assignment)
    counting = counting_records(records, keep)
    if wanted.form is Format.GRADESCOPE:
        return _gradescope(counting, wanted.to)
    by_name = {name: of_assignment(counting, name) for name in _names(counting)}
    total = None
    if wanted.totals is not None:
        total = totals(read_totals_policy(wanted.totals), by_name)
    if wanted.into is None:
        return _table(wanted, records, by_name, total, who)
    return _platform(wanted, wanted.into, total if total is not None else _only(by_name), who)


def _of(records: list[Record], wanted: str | None) -> list[Record]:
    if wanted is None:
        return records
    fits = [r for r in records if wanted in (r.assignment, slug_of(r.assignment))]
    if not fits:
        raise usage(f"there is no record of {wanted!r}. There is: {', '.join(_names(records))}.")
    return fits


def _names(records: Sequence[Record]) -> list[str]:
    return sorted({record.assignment for record in records})


def _only(standings: dict[str, Standings]) -> Standings:
    if len(standings) > 1:
        raise usage(
            f"there are records of {', '.join(standings)}. Say which with --assignment, or export "
            "their total with --totals."
        )
    return next(iter(standings.values()))


def _gradescope(counting: list[Record], to: Path) -> bool:
    if len(_names(counting)) > 1:
        raise usage(f"say which with --assignment: {', '.join(_names(counting))}.")
    owed = write_results(counting, to)
    if owed:
        names = ", ".join(_name(record.student) for record in owed)
        note(
            f"No mark yet, because of us: {names}. They have no results, since a zero would be a "
            "mark. Grade again or mark by hand, then export again."
        )
    console.print(
        f"{len(counting) - len(owed)} results: {shown(to)}", soft_wrap=True, highlight=False
    )
    return not owed


def _table(
    wanted: _Wanted,
    records: list[Record],
    standings: dict[str, Standings],
    total: Standings | None,
    roster: Roster | None,
) -> bool:
    enrolled = [row.student for row in roster.rows] if roster is not None else []
    table = class_table(standings, total, enrolled)
    write_bytes_atomically(
        wanted.to,
        table.to_csv().encode() if wanted.form is Format.CSV else _workbook(table, records),
    )
    owed = sorted(
        {e.student for each in standings.values() for e in each.entries if e.value is None}
    )
    if owed:
        note(f"No mark yet, because of us: {', '.join(map(_name, owed))}. Their cells are empty.")
    console.print(
        f"{len(table.rows)} students: {shown(wanted.to)}", soft_wrap=True, highlight=False
    )
    return not owed


def _workbook(table: ClassTable, records: list[Record]) -> bytes:
    from autograder.exports.workbook import workbook  # xlsxwriter takes its time to import

    return workbook(table, records)


def _platform(wanted: _Wanted, into: Path, standings: Standings, roster: Roster | None) -> bool:
    sheet = read_sheet(into)
    if wanted.form is Format.CANVAS:
        target = canvas_column(sheet, wanted.column, standings.names)
    else:
        target = moodle_column(sheet, wanted.column)
    done: Filled = filled(target, standings, roster, wanted.points)
    write_bytes_atomically(wanted.to, done.data)
    for words in done.notes:
        note(words)
    console.print(
        f"{done.marks} of {len(standings.entries)} marks in {target.heading!r}: {shown(wanted.to)}",
        soft_wrap=True,
        highlight=False,
        markup=False,
    )
    return done.complete


def _name(student: str) -> str:
    return one_line(quoted([student]))
