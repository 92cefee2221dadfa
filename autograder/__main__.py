"""The command line: ``python -m autograder``.

Exit codes: 0, every submission has a verdict; 1, at least one is not graded because of us, or a
course file is wrong; 2, the command cannot be carried out as it was given.
"""

from __future__ import annotations

import os

import typer

from autograder.commands.building import new_command, prove_command, release_command
from autograder.commands.exporting import export_command
from autograder.commands.grading import grade_command, report_command
from autograder.commands.machine import demo_command, doctor_command
from autograder.commands.marking import marks_command
from autograder.commands.receipts import replay_command
from autograder.commands.similar import similar_command

app = typer.Typer(
    help="Builds the course, proves it, and grades what students hand in, in a sandbox.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
app.command("release")(release_command)
app.command("grade")(grade_command)
app.command("report")(report_command)
app.command("marks")(marks_command)
app.command("replay")(replay_command)
app.command("export")(export_command)
app.command("similar")(similar_command)
app.command("prove")(prove_command)
app.command("new")(new_command)
app.command("doctor")(doctor_command)
app.command("demo")(demo_command)


def main() -> None:
    """Entry point."""
    os.umask(0o022)
    app(prog_name="python -m autograder")


if __name__ == "__main__":
    main()
