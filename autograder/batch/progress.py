"""What a person sees while a class is graded: a live view on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from autograder.batch.file_names import label
from autograder.batch.grading import Outcome
from autograder.records import Status

_PLAIN_EVERY = 10
_PACE_OVER = 60
"""The pace is that of so many submissions: long ones and short ones, but not the warm-up."""

_LANES_SHOWN = 8
_LONGEST_NAME = 40


class Pace:
    """How fast it goes, and how long it will take.

    Args:
        total: how many submissions there are.
        clock: seconds that only grow.
    """

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._times: deque[float] = deque(maxlen=_PACE_OVER)
        self.done = 0

    def count(self) -> None:
        """One more is done."""
        self.done += 1
        self._times.append(self._clock())

    @property
    def per_minute(self) -> float | None:
        """Submissions a minute at the moment; None before two are done."""
        if len(self._times) < 2:
            return None
        # Up to now, not to the last one: a standstill shows.
        passed = self._clock() - self._times[0]
        return 60 * (len(self._times) - 1) / passed if passed > 0 else None

    @property
    def minutes_left(self) -> float | None:
        """At this pace; None where there is none yet."""
        pace = self.per_minute
        return (self._total - self.done) / pace if pace else None

    def told(self) -> str:
        """Both in words, such as ``42/min, 3 min left``; empty where neither is known."""
        pace, left = self.per_minute, self.minutes_left
        if pace is None or left is None:
            return ""
        words = f"{pace:.0f}/min" if pace >= 10 else f"{pace:.1f}/min"
        return f"{words}, {_span(left)} left" if self.done < self._total else words


def watched(
    outcomes: Iterable[Outcome],
    total: int,
    console: Console,
    busy: Callable[[], dict[str, str]] = dict,
) -> Iterator[Outcome]:
    """Passes outcomes on and shows how far they are.

    Args:
        outcomes: as they come.
        total: how many there will be.
        console: where to show it; a terminal gets a live view, anything else a line now and then.
        busy: tells what each lane is on: a student, or the empty string.
    """
    live = console.is_terminal and not console.is_dumb_terminal
    counts = dict.fromkeys(Status, 0)
    pace = Pace(total)
    with _View(console, busy, total, live=live) as view:
        for outcome in outcomes:
            counts[outcome.record.status] += 1
            pace.count()
            view.show(pace, counts)
            if not live and (pace.done % _PLAIN_EVERY == 0 or pace.done == total):
                console.print(
                    f"{pace.done}/{total}: {_described(counts)}; {pace.told()}".rstrip("; "),
                    highlight=False,
                )
            yield outcome


class _View(Progress):
    """A bar with words, and below it what each lane is on."""

    def __init__(
        self, console: Console, busy: Callable[[], dict[str, str]], total: int, *, live: bool
    ) -> None:
        self._lanes = busy
        super().__init__(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
            console=console,
            disable=not live,
            refresh_per_second=4,
        )
        self._line = self.add_task("warming up the lanes", total=total, pace="")

    def show(self, pace: Pace, counts: dict[Status, int]) -> None:
        """Takes what is new."""
        self.update(
            self._line, completed=pace.done, description=_described(counts), pace=pace.told()
        )

    def get_renderables(self) -> Iterable[RenderableType]:
        """The bar, and a line a lane."""
        yield from super().get_renderables()
        lanes = self._lanes()
        for name, student in list(lanes.items())[:_LANES_SHOWN]:
            words = label(student)[:_LONGEST_NAME] if student else "waiting"
            yield Text(f"  {label(name)[:_LONGEST_NAME]}: {words}", style="dim", no_wrap=True)
        if len(lanes) > _LANES_SHOWN:
            at_work = sum(bool(student) for student in lanes.values())
            yield Text(f"  {len(lanes)} lanes, {at_work} at work", style="dim")


def _described(counts: dict[Status, int]) -> str:
    parts = [f"{counts[Status.GRADED]} graded"]
    if counts[Status.REFUSED]:
        parts.append(f"{counts[Status.REFUSED]} refused")
    if counts[Status.NOT_GRADED]:
        parts.append(f"[bold]{counts[Status.NOT_GRADED]} not graded[/bold]")
    return ", ".join(parts)


def _span(minutes: float) -> str:
    if minutes < 1:
        return f"{max(1, round(60 * minutes))} s"
    if minutes < 90:
        return f"{round(minutes)} min"
    return f"{minutes / 60:.1f} h"
