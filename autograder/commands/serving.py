"""``report --serve``: the desk while a batch is at work."""

from __future__ import annotations

import errno
from pathlib import Path

import typer

from autograder.batch.store import PlotsIn
from autograder.batch.watching import RecordWatch
from autograder.commands.intake_options import ClassOptions
from autograder.commands.terminal import usage
from autograder.report.live import LiveReport, LiveServer


def serve(out: Path, options: ClassOptions, port: int) -> None:
    """Shows the desk of the records below a folder, until Ctrl-C; writes nothing.

    Args:
        out: the folder that `grade --out` writes into.
        options: which attempts count.
        port: on the loopback address; 0 takes any that is free.
    """
    if not out.is_dir():
        raise usage(f"{out} is no folder. Name the one that `grade --out` writes into.")
    watch = RecordWatch(out)
    report = LiveReport(watch.look, lambda: options.counting(watch.records()), PlotsIn(out))
    try:
        server = LiveServer(report, port)
    except OSError as error:
        why = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
        raise usage(f"port {port} {why}. Name another one, or none and one is chosen.") from error
    with server:
        typer.echo(f"The desk, as it grows: {server.url}")
        typer.echo("For this machine alone, and only to read. Ctrl-C ends it.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            typer.echo("Ended. `report` without --serve writes the pages.")
