"""The watchdog ends what goes too far, and nobody who was in time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from autograder.sandbox.watchdog import Watchdog, Watched


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


_BURN = "import os, time; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\nwhile %s: pass"


def test_who_stands_in_the_queue_for_a_processor_is_not_idle(output: int) -> None:
    """Eleven others want the same core: the twelfth is slow, and that is not its fault."""
    crowd = [subprocess.Popen([sys.executable, "-c", _BURN % "True"]) for _ in range(11)]
    working = _BURN % "time.process_time() < 0.4"
    try:
        with subprocess.Popen([sys.executable, "-c", working]) as process:
            box = Watched(process.pid, output, 4096, 32)
            watchdog = Watchdog()
            watchdog.start()
            box.turn, box.patience, box.allowance = 1, 2.5, 30.0
            began = time.monotonic()
            watchdog.add(box)
            ended = process.wait()
            waited = time.monotonic() - began
            watchdog.close()
    finally:
        for one in crowd:
            one.kill()
            one.wait()
    assert (0, "") == (ended, box.reason)
    assert waited > box.patience > box.idle


def test_waiting_for_a_function_of_ours_is_not_its_idleness(sleeper: int, output: int) -> None:
    """The examiner may train a net meanwhile."""
    box = Watched(sleeper, output, 4096, 32)
    box.ours = 1
    _asked(box, patience=20.0)
    box.look(900.0)
    assert ("", 0.0) == (box.reason, box.idle)
    box.ours = 0
    box.look(921.0)
    assert "timed_out" == box.reason
