"""What a person sees meanwhile: on a terminal, in a pipe, without colours."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from autograder.batch.grading import Outcome
from autograder.batch.progress import Pace, watched
from autograder.records import Record, Status


def _outcome(number: int, status: Status = Status.GRADED) -> Outcome:
    return Outcome(
        Record(
            assignment="01_tiny",
            student=f"s{number}",
            attempt=1,
            status=status,
            score=1.0,
            points=2.0,
            submission_sha256="a",
            bundle_sha256="b",
            isolation="full",
            seed=1,
        )
    )


class _Clock:
    """Moves only when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_pace_is_that_of_the_last_submissions() -> None:
    """A warm-up does not count, a standstill does."""
    clock = _Clock()
    pace = Pace(100, clock)
    clock.now += 60
    pace.count()
    assert pace.told() == ""
    for _ in range(10):
        clock.now += 2
        pace.count()
    assert 30 == pace.per_minute
    assert "30/min, 3 min left" == pace.told()
    clock.now += 20
    assert 15 == pace.per_minute


@given(st.lists(st.floats(0, 1e6), max_size=200), st.integers(1, 300))
def test_a_pace_is_never_nonsense(steps: list[float], total: int) -> None:
    """Whatever the clock does, nobody waits a negative time."""
    clock = _Clock()
    pace = Pace(total, clock)
    for step in steps[:total]:
        clock.now += step
        pace.count()
        assert pace.per_minute is None or pace.per_minute > 0
        assert pace.minutes_left is None or pace.minutes_left >= 0
        assert "-" not in pace.told()


def test_a_pipe_gets_plain_lines() -> None:
    """A line for every ten and for the last; no escape, no cursor."""
    stream = io.StringIO()
    outcomes = [_outcome(n, Status.REFUSED if n == 3 else Status.GRADED) for n in range(23)]
    assert outcomes == list(watched(outcomes, 23, Console(file=stream)))
    lines = stream.getvalue().splitlines()
    assert ["10/23", "20/23", "23/23"] == [line.split(":")[0] for line in lines]
    assert "22 graded, 1 refused" in lines[-1]
    assert "\x1b" not in stream.getvalue()


def test_a_terminal_sees_what_each_lane_is_on() -> None:
    """Names are shown, and obeyed by nobody."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=100)
    busy = {"lane 1": "ada \x1b[2Jlovelace", "lane 2": ""} | {
        f"lane {n}": "x" for n in range(3, 12)
    }
    list(watched([_outcome(1), _outcome(2)], 2, console, lambda: busy))
    shown = stream.getvalue()
    assert "lane 1: ada \u241b[2Jlovelace" in shown
    assert "lane 2: waiting" in shown
    assert "11 lanes, 10 at work" in shown
    assert "\x1b[2Jlovelace" not in shown
