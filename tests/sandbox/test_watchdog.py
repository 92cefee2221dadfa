"""The watchdog ends what goes too far, and nobody who was in time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from autograder.sandbox.watchdog import Watched


class EndsWhileMeasured(Watched):
    """What is asked of it is done just while its time is being measured."""

    def measure_cpu(self) -> float:
        """Measures, and ends the turn as ``Cage`` does."""
        used = super().measure_cpu()
        if self.turn == self._seen_turn:
            self.turn += 1
            self.allowance, self.patience = None, 0.0
        return used


@pytest.fixture
def sleeper() -> Iterator[int]:
    """The process number of a process that only waits."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process.pid
        process.kill()


@pytest.fixture
def output() -> Iterator[int]:
    """The reading end of what a box prints."""
    reading, writing = os.pipe()
    yield reading
    os.close(reading)
    os.close(writing)


def _asked(box: Watched, *, patience: float) -> Watched:
    box.turn += 1
    box.patience, box.allowance = patience, 5.0
    box.look(100.0)
    return box


def test_a_turn_that_ends_while_it_is_measured_was_in_time(sleeper: int, output: int) -> None:
    """Its limits are gone by then; nothing may be judged by the zeros that stand in their place."""
    box = _asked(EndsWhileMeasured(sleeper, output, 4096, 32), patience=20.0)
    box.look(100.1)
    assert ("", "") == (box.reason, box.detail)


def test_who_only_waits_is_ended_when_patience_is(sleeper: int, output: int) -> None:
    """With the limit of its own turn in the sentence."""
    box = _asked(Watched(sleeper, output, 4096, 32), patience=20.0)
    box.look(119.0)
    assert "" == box.reason
    box.look(121.0)
    assert ("timed_out", "it waited for more than 20 seconds") == (box.reason, box.detail)
