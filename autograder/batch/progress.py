"""What a person sees while a class is graded: a live line on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from autograder.batch.grading import Outcome
from autograder.records import Status

_PLAIN_EVERY = 10


def watched(outcomes: Iterable[Outcome], total: int, console: Console) -> Iterator[Outcome]:
    """Passes outcomes on and shows how far they are.

    Args:
        outcomes: as they come.
        total: how many there will be.
        console: where to show it; a terminal gets a live bar, anything else a line now and then.
    """
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    counts = dict.fromkeys(Status, 0)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("warming up the lanes", total=total, rate="")
        for done, outcome in enumerate(outcomes, start=1):
            counts[outcome.record.status] += 1
            speed = bar.tasks[0].speed
            bar.update(
                task,
                completed=done,
                description=_described(counts),
                rate=f"{60 * speed:.0f}/min" if speed else "",
            )
            if not console.is_terminal and (done % _PLAIN_EVERY == 0 or done == total):
                console.print(f"{done}/{total}: {_described(counts)}")
            yield outcome


def _described(counts: dict[Status, int]) -> str:
    parts = [f"{counts[Status.GRADED]} graded"]
    if counts[Status.REFUSED]:
        parts.append(f"{counts[Status.REFUSED]} refused")
    if counts[Status.NOT_GRADED]:
        parts.append(f"[bold]{counts[Status.NOT_GRADED]} not graded[/bold]")
    return ", ".join(parts)
