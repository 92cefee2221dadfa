"""Runs a submission's cells in boxes: when one box dies, a new one replays without the culprit."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.box.wire import Raised
from autograder.course import Bundle, Role
from autograder.examiner.conversation import (
    BoxGone,
    Conversation,
    StudentRaised,
    Unusable,
    python_name,
)
from autograder.examiner.submission import Step
from autograder.records import CellRecord, Verdict
from autograder.sandbox import Box, Cage, Ending, patience_for
from autograder.sandbox.live_box import BoxLimits

_MOST_BOXES = 24
_GIVE_UP_AFTER = 4
"""Cells that may each end a box before the rest of the notebook is left alone."""

FATAL = {
    Ending.TIMED_OUT: Verdict.TIMED_OUT,
    Ending.OUT_OF_MEMORY: Verdict.OUT_OF_MEMORY,
    Ending.CRASHED: Verdict.CRASHED,
    Ending.CLOSED: Verdict.CRASHED,
}


@dataclass(slots=True)
class Trouble:
    """What happened to one cell: how its box ended, or the error it raised."""

    verdict: Verdict
    text: str


@dataclass(slots=True)
class Tally:
    """What running used up."""

    cells: dict[int, CellRecord] = field(default_factory=dict)
    troubles: dict[int, Trouble] = field(default_factory=dict)
    boxes: int = 0
    box_seconds: float = 0.0
    run_seconds: float = 0.0
    peak_mib: float = 0.0


class Runner:
    """One submission on its way through boxes.

    Args:
        cage: where boxes come from.
        bundle: the limits, and the files that lie beside the notebook.
        steps: what to run.
        seed: for the student's random numbers; the same in every replay.
        words: whether to keep what errors say; only for a box that no hidden check ever ran in.
    """

    def __init__(
        self, cage: Cage, bundle: Bundle, steps: list[Step], seed: int, *, words: bool = False
    ) -> None:
        self._words = words
        self._cage = cage
        self._steps = steps
        self._limits = bundle.limits
        self._files = {name: base64.b64decode(text) for name, text in bundle.files.items()}
        self._seed = seed
        self._culprits: set[int] = set()
        self._done = 0
        self._used = self._waited = 0.0
        self.tally = Tally()
        self.box: Box
        self.conversation: Conversation
        self._open()

    def run(self) -> Iterator[tuple[Step, list[str]]]:
        """Runs every step; yields each with the names of the questions it is a checkpoint of."""
        while self._done < len(self._steps):
            step = self._steps[self._done]
            named = self._run_one(self._done)
            self._done += 1
            if step.role is Role.CHECK and step.question:
                named = [step.question, *named]
            yield step, named

    def revive(self) -> None:
        """Opens a new box after the death of one, and brings it to where the old one was.

        Raises:
            BoxGone: boxes die faster than they can be replaced.
        """
        self.tally.peak_mib = max(self.tally.peak_mib, self.box.peak_mib)
        self.box.close()
        self._open()
        position = 0
        while position < self._done:
            self._run_one(position)
            position += 1

    def recent_peak_mib(self) -> float:
        """The most memory that boxes were seen to use since this was asked last."""
        return self.box.take_recent_peak_mib()

    def close(self) -> None:
        """Ends the last box."""
        self.tally.peak_mib = max(self.tally.peak_mib, self.box.peak_mib)
        self.box.close()

    def _open(self) -> None:
        if self.tally.boxes >= _MOST_BOXES:
            raise BoxGone(Ending.CRASHED, "it kept ending its Python process")
        self.tally.boxes += 1
        self._used = self._waited = 0.0
        limits = self._limits
        self.box = self._cage.open_box(
            BoxLimits(
                memory_mib=limits.memory_mib,
                watchdog_mib=limits.memory_mib * 3 // 2,
                processes=limits.processes,
                work_mib=limits.work_mib,
                cpu_seconds=limits.notebook_seconds + 20 * limits.call_seconds,
            )
        )
        self.conversation = Conversation(self.box)
        for name, data in self._files.items():
            self.conversation.tell("file", (name, data), limits.call_seconds)
        self.conversation.tell("seed", self._seed, limits.call_seconds)

    def _run_one(self, position: int) -> list[str]:
        step = self._steps[position]
        if step.role in (Role.IGNORED, Role.CHECK) or position in self._culprits:
            return []
        if len(self._culprits) >= _GIVE_UP_AFTER:
            return []
        started = self.box.cpu_seconds
        allowed = max(self._limits.notebook_seconds - self._used, 0.1)
        # All cells share one patience too: many short waits are a long one.
        patience = max(patience_for(self._limits.notebook_seconds) - self._waited, 0.1)
        idle = self.box.idle_seconds
        error: str | None = None
        try:
            answer = self.conversation.ask("run", step.source.encode(), allowed, patience)
            named, raised = _outcome(answer)
            if raised is not None:
                error = _short(raised, words=self._words)
                verdict = Verdict.FAILED
                if raised.type_name == "MemoryError":
                    verdict = Verdict.OUT_OF_MEMORY
                self.tally.troubles[position] = Trouble(verdict, error)
            used = self.box.cpu_seconds - started
            self._used += used
            self._waited += self.box.idle_seconds - idle
        except BoxGone as gone:
            named, used = [], self.box.cpu_seconds - started
            error = f"{gone.ending.replace('_', ' ')}: {gone.detail}"
            self._culprits.add(position)
            self.tally.troubles[position] = Trouble(FATAL[gone.ending], gone.detail)
            self._replay_before(position)
        except (StudentRaised, Unusable):
            named, used, error = [], 0.0, "the cell gave no usable answer"
        self.tally.run_seconds += used
        self.tally.cells[position] = CellRecord(step.index, round(used, 3), error, step.question)
        return named

    def _replay_before(self, position: int) -> None:
        done, self._done = self._done, position
        self.revive()
        self._done = done


def _outcome(answer: object) -> tuple[list[str], Raised | None]:
    if type(answer) is not dict or set(answer) != {"error", "checkpoints"}:
        return [], Raised("Error", "the cell gave an answer of the wrong form")
    error, named = answer["error"], answer["checkpoints"]
    if type(named) is not list or any(type(name) is not str for name in named):
        named = []
    return named[:64], error if type(error) is Raised else None


def _short(raised: Raised, *, words: bool) -> str:
    if not words:
        return python_name(raised)
    place = f" (line {raised.line} of the cell)" if raised.line else ""
    text = " ".join(raised.text.split())
    return f"{raised.type_name}: {text}"[:200] + place
