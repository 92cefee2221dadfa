"""One opened box: what is said to it, what it uses, and how it ends."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from autograder.box.wire import Channel
from autograder.sandbox.watchdog import (
    Watchdog,
    Watched,
    end_tree,
    is_living,
    patience_for,
    processes,
)

_MOMENT_SECONDS, _GONE_SECONDS = 1.0, 10.0


class Ending(StrEnum):
    """How a box ended. The set is closed."""

    CLOSED = "closed"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class BoxLimits:
    """What one box may use. Seconds are CPU seconds of all its processes."""

    memory_mib: int = 2048
    watchdog_mib: int = 3072
    processes: int = 128
    work_mib: int = 256
    cpu_seconds: float = 60.0


class Box:
    """One sandboxed process. Talk to it over ``channel``; end it with ``close``.

    Attributes:
        channel: what it says on it is hostile.
    """

    def __init__(
        self,
        channel: Channel,
        status: socket.socket,
        watched: Watched,
        watchdog: Watchdog,
        home: str | None,
    ) -> None:
        self.channel = channel
        self.count_strike: Callable[[int | None], None] = lambda _: None
        self._home = home
        self._status = status
        self._watched = watched
        self._watchdog = watchdog
        self._pidfd = os.pidfd_open(watched.pid)
        self.ending: Ending | None = None
        self.ending_detail = ""

    @contextlib.contextmanager
    def limited(self, cpu_seconds: float, patience: float | None = None) -> Iterator[None]:
        """Within the block, the box is killed after so many CPU seconds, or a longer idle wait.

        Args:
            cpu_seconds: of all its processes.
            patience: idle seconds; by default, what fits the CPU seconds.
        """
        watched = self._watched
        # A call may lead to another before it is over: the inner one has a limit of its own.
        outer = watched.allowance, watched.patience, watched.ours
        watched.turn += 1
        watched.patience = patience_for(cpu_seconds) if patience is None else patience
        watched.allowance, watched.ours = cpu_seconds, 0
        try:
            yield
        finally:
            watched.turn += 1
            watched.allowance, watched.patience, watched.ours = outer

    @contextlib.contextmanager
    def waiting_for_us(self) -> Iterator[None]:
        """Within the block the box waits for a function of ours, which is not its idleness."""
        self._watched.ours += 1
        try:
            yield
        finally:
            self._watched.ours -= 1

    @property
    def idle_seconds(self) -> float:
        """Seconds in which it was asked something and neither ran nor queued for a processor."""
        return self._watched.idle

    @property
    def cpu_seconds(self) -> float:
        """CPU seconds that all its processes have used until now."""
        return self._watched.measure_cpu()

    @property
    def peak_mib(self) -> float:
        """The most memory it was seen to use."""
        return self._watched.peak_mib

    def take_recent_peak_mib(self) -> float:
        """The most memory that it was seen to use since this was asked last."""
        self._watched.measure_memory()
        recent, self._watched.recent_peak_mib = self._watched.recent_peak_mib, 0.0
        return recent

    @property
    def output(self) -> bytes:
        """What it printed, cut at the limit."""
        return bytes(self._watched.printed)

    @property
    def pid(self) -> int:
        """Process number of its first process, outside."""
        return self._watched.pid

    def close(self, hung_up: bool = False) -> Ending:
        """Kills every process of the box, waits until they are gone and says how it ended.

        Args:
            hung_up: the box has closed its channel, so there is an ending of its own to be told.
        """
        if self.ending is not None:
            return self.ending
        self.ending = Ending.CRASHED if hung_up else Ending.CLOSED
        if self._watched.reason:
            self.ending = Ending(self._watched.reason)
            self.ending_detail = self._watched.detail
        elif hung_up:
            self._tell_own_end()
        if self._home is not None:
            end_tree(self._watched.pid)
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        select.select([self._pidfd], [], [], _GONE_SECONDS)
        if self._home is not None:
            remove_folder(self._home)
        self._watchdog.remove(self._watched)
        os.close(self._pidfd)
        self._status.close()
        self.channel.connection.close()
        return self.ending

    def _tell_own_end(self) -> None:
        """Finds out why a box has closed its channel: it ended, was killed, or lives on."""
        until = time.monotonic() + _GONE_SECONDS
        while not (over := self._has_ended()) and time.monotonic() < until:
            # An end is told once the last process is gone, so one that lives has closed the line.
            if any(map(is_living, processes(self.pid)[1:])):
                break
        if not over:
            self.ending_detail = "it closed the line to the grader"
            return
        told = self._told()
        if told in (None, -signal.SIGKILL):
            self.count_strike(told)
        if told is not None:
            self.ending, self.ending_detail = _explain(told)

    def _has_ended(self) -> bool:
        """Whether its first process tells an end within a moment, or can tell nothing any more."""
        return bool(select.select([self._status], [], [], _MOMENT_SECONDS)[0])

    def _told(self) -> int | None:
        """The exit code that the box's first process reported; None where it was killed before."""
        try:
            words = self._status.recv(256).split()
        except ConnectionError:
            return None
        return int(words[1]) if words[:1] == [b"ended"] else None


def _explain(code: int) -> tuple[Ending, str]:
    if code == -signal.SIGXCPU:
        return Ending.TIMED_OUT, "it used all of its processor time"
    if code < 0:
        with contextlib.suppress(ValueError):
            return Ending.CRASHED, f"the Python process was ended by {signal.Signals(-code).name}"
    # Not the code: a student may choose it, and after a hidden check choose it to tell something.
    return Ending.CRASHED, "the Python process ended itself"


def remove_folder(folder: str) -> None:
    """Removes a folder however deep it is: a student may have nested thousands."""
    subprocess.run(["rm", "-rf", "--", folder], check=False, stderr=subprocess.DEVNULL)
