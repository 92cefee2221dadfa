"""The neutral box: no student code ever ran in it, so what a model says there is its own word."""

from __future__ import annotations

from autograder.course import Limits
from autograder.examiner.conversation import Conversation
from autograder.examiner.handles import Workshop
from autograder.sandbox import Box, Cage
from autograder.sandbox.live_box import BoxLimits


class NeutralRoom:
    """Opens a neutral box when one is first needed; one serves a whole submission.

    Args:
        cage: where boxes come from.
        limits: what it may use; training for a bar happens here.
    """

    def __init__(self, cage: Cage, limits: Limits) -> None:
        self._cage = cage
        self._limits = limits
        self._box: Box | None = None
        self._workshop: Workshop | None = None
        self._seed = 0

    def neutral(self) -> Workshop:
        """Handles in it are the models' own: nothing is rebuilt a second time."""
        if self._workshop is None or self._box is None or self._box.ending is not None:
            self._box = self._cage.open_box(
                BoxLimits(
                    memory_mib=self._limits.memory_mib,
                    watchdog_mib=self._limits.memory_mib * 3 // 2,
                    processes=self._limits.processes,
                    cpu_seconds=20 * self._limits.call_seconds,
                )
            )
            conversation = Conversation(self._box)
            self._workshop = Workshop(conversation, self._limits.call_seconds, [])
            self._workshop.ask("seed", self._seed)
        return self._workshop

    def seed(self, seed: int) -> None:
        """Seeds it now if it is open, and otherwise when it is opened."""
        self._seed = seed
        if self._workshop is not None and self._box is not None and self._box.ending is None:
            self._workshop.conversation.tell("seed", seed, self._limits.call_seconds)

    def close(self) -> None:
        """Ends it."""
        if self._box is not None:
            self._box.close()
