"""Spreads jobs over lanes, and keeps what returns.

Few jobs are under way at a time, so that the driver's memory does not grow with the class; a
record is on disk before it is yielded.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

from autograder.batch.grading import Job, Outcome
from autograder.batch.lanes import Lanes, LanesFault
from autograder.batch.standing import looked_at

_LOOK_AGAIN_SECONDS = 0.5
"""So often it is looked whether more may begin: lanes may have come, or Ctrl-C."""


def grade_all(
    jobs: Sequence[Job], lanes: Lanes, stopping: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Grades every job, in whatever order lanes finish; each record is on disk when it is yielded.

    Args:
        jobs: what to grade.
        lanes: where; they are opened here, and closed.
        stopping: asked between submissions; once true, nothing new is begun.

    Raises:
        LanesFault: no lane can be started at all, or all are gone for good.
    """
    waiting: deque[tuple[Job, int]] = deque()
    if lanes.rung is None:
        waiting.extend((job, 1) for job in jobs)
    else:
        for job, outcome in looked_at(jobs, lanes.rung):
            if outcome is None:
                waiting.append((job, 1))
            else:
                yield outcome
            if stopping():
                return
    if not waiting:
        return
    running: dict[Future[object], tuple[Job, int]] = {}
    with lanes.opened(len(waiting), stopping):
        _top_up(lanes, running, waiting, stopping)
        while running:
            done, _ = wait(running, timeout=_LOOK_AGAIN_SECONDS, return_when=FIRST_COMPLETED)
            outcomes = [
                outcome
                for future in done
                if (outcome := _collected(lanes, future, running.pop(future), waiting)) is not None
            ]
            if not done and not stopping():
                lanes.expect_some()
            # Before they are told, so that no lane waits for a display.
            _top_up(lanes, running, waiting, stopping)
            yield from outcomes


def _top_up(
    lanes: Lanes,
    running: dict[Future[object], tuple[Job, int]],
    waiting: deque[tuple[Job, int]],
    stopping: Callable[[], bool],
) -> None:
    while waiting and not stopping() and _may_begin(lanes, len(running)):
        job, attempt = waiting.popleft()
        running[lanes.submit(job)] = (job, attempt)


def _may_begin(lanes: Lanes, running: int) -> bool:
    return running == 0 or (running < lanes.window and lanes.room())


def _collected(
    lanes: Lanes,
    future: Future[object],
    tried: tuple[Job, int],
    waiting: deque[tuple[Job, int]],
) -> Outcome | None:
    """What became of a job; None where its lane was lost and it waits for another."""
    job, attempt = tried
    try:
        return lanes.collect(job, future)
    except LanesFault:
        raise
    except Exception as error:  # noqa: BLE001 - whatever took the lane
        if attempt >= lanes.tries:
            return lanes.give_up(job, error, attempt)
        # Whoever was under way when a lane died goes last, so that a submission which kills
        # lanes cannot hold up others again and again.
        waiting.append((job, attempt + 1))
        return None
