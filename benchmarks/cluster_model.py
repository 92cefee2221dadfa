"""A class on a cluster, on paper: what a driver and its workers do, event by event.

One driver hands out submissions and writes down records, one after another. Each worker grades one
at a time and has one more waiting. Every constant is measured elsewhere and put in here.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constants:
    """What was measured, in seconds.

    Attributes:
        grading: what submissions took in a warm lane; each simulated one takes one of these.
        driver: of the driver, to hand one out, to check its record and to write it.
        passage: from the driver to a worker and back, apart from the driver's own work.
        warm_up: until a lane can grade its first.
    """

    grading: Sequence[float]
    driver: float
    passage: float
    warm_up: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run went: seconds until the last record, and the shares in which each side was busy."""

    seconds: float
    driver_busy: float
    workers_busy: float

    @property
    def bottleneck(self) -> str:
        """What more of would help most."""
        if self.driver_busy > 0.95:
            return "the driver"
        return "the workers" if self.workers_busy > 0.8 else "warming up"


def simulate(submissions: int, workers: int, constants: Constants, seed: int = 0) -> Outcome:
    """Grades so many submissions on so many workers, without grading any.

    Args:
        submissions: how many are handed in.
        workers: lanes of the cluster.
        constants: what each step takes.
        seed: of the draw of grading times.
    """
    draw = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    free = [constants.warm_up] * workers
    done: list[float] = []
    now = driver = worked = 0.0
    handed_out = 0

    def hand_out() -> None:
        nonlocal now, driver, worked, handed_out
        now += constants.driver / 2
        driver += constants.driver / 2
        takes = draw.choice(constants.grading)
        begins = max(heapq.heappop(free), now + constants.passage / 2)
        heapq.heappush(free, begins + takes)
        heapq.heappush(done, begins + takes + constants.passage / 2)
        worked += takes
        handed_out += 1

    while handed_out < min(submissions, 2 * workers):
        hand_out()
    while done:
        now = max(now, heapq.heappop(done)) + constants.driver / 2
        driver += constants.driver / 2
        if handed_out < submissions:
            hand_out()
    return Outcome(now, driver / now, worked / (workers * now))
