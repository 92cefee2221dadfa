"""A real ``grade`` in a process of its own, to be killed part by part, as nobody should."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from autograder.box import kernel
from autograder.sandbox.watchdog import processes

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120.0
_TICK = 0.02


class Run:
    """One ``grade`` at work.

    Args:
        arguments: what stands behind ``grade``.
    """

    def __init__(self, *arguments: str | Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder", "grade", *map(str, arguments), "--json"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.seen = 0

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def wait_for_lines(self, count: int) -> bool:
        """Waits for so many submissions to be done; False where the run ends before."""
        for _ in range(count):
            while not self.pause(1.0):
                if self.over:
                    return False
        return True

    def pause(self, seconds: float) -> bool:
        """Lets so many seconds pass, or fewer if a submission is done; tells whether one is."""
        with suppress(queue.Empty):
            self._lines.get(timeout=seconds)
            self.seen += 1
            return True
        return False

    @property
    def over(self) -> bool:
        """Whether it has ended and everything it said was heard."""
        return self.process.poll() is not None and self._lines.empty()

    def victims(self, part: str) -> list[int]:
        """Process numbers of all that play this part at the moment."""
        lanes = [pid for pid in _children(self.process.pid) if "spawn_main" in _command(pid)]
        if part == "examiner":
            return lanes
        below = [pid for lane in lanes for pid in processes(lane)[1:]]
        forks = [pid for pid in below if "box.zygote" in _command(pid)]
        boxes = [pid for one in forks for pid in processes(one)[1:]]
        return boxes if part == "box" else [pid for pid in forks if pid not in boxes]

    def kill(self, pid: int) -> bool:
        """Kills a process at once; False where it is gone already."""
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def finish(self) -> int:
        """Waits for its end; the exit code."""
        code = self.process.wait(timeout=600)
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@contextmanager
def heir() -> Iterator[list[int]]:
    """Within the block, orphans of what this process starts become its own children.

    Yields:
        The children that it had before.
    """
    before = _children(os.getpid())
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    try:
        yield before
    finally:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 0)


def survivors(before: list[int], seconds: float = _PATIENCE) -> list[str]:
    """What a kill left running: the commands of orphans that do not end by themselves in time.

    Args:
        before: children of this process that are none of these.
        seconds: so long they may take.
    """
    gone = threading.Event()
    for _ in range(int(seconds / _TICK)):
        left = [pid for pid in _children(os.getpid()) if pid not in before]
        for pid in left:
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        if not left:
            return []
        gone.wait(_TICK)
    return [_command(pid) for pid in left]


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found.extend(int(child) for child in (thread / "children").read_text().split())
    return found


def _command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    return ""
