"""Watches what boxes use: processor time, waiting time, memory, output. Kills what goes too far."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

OUTPUT_LIMIT = 256 * 1024
_TICK = 0.05
_ROUNDS = 200
_READS_A_VISIT = 64
_LAST_RESORT = 10
"""Times its patience, a turn ends whatever the machine was busy with: no lane is lost for good."""
_CLOCK = os.sysconf("SC_CLK_TCK")


class Watched:
    """One box under watch. ``reason`` is set, once, when it was killed and why."""

    def __init__(self, pid: int, output: int, memory_mib: int, most: int) -> None:
        self.pid = pid
        self.output = output
        self.memory_mib = memory_mib
        self.most = most
        self.printed = bytearray()
        self.hang_up: Callable[[], None] = lambda: None
        """Closes the line from our end, so that nobody waits for what still holds the other."""
        self.peak_mib = 0.0
        self.recent_peak_mib = 0.0
        """Since it was last asked for."""
        self.reason = ""
        self.detail = ""
        self.turn = 0
        """Counts what the box is asked to do, so that the watchdog sees when a new turn began."""
        self.allowance: float | None = None
        """CPU seconds of the present turn, or None while nothing is asked."""
        self.patience = 0.0
        """Idle seconds of the present turn, after which the box is ended."""
        self.idle = 0.0
        """Seconds, of all turns, in which it neither ran nor stood in the queue for a processor.

        A busy machine makes an honest box wait in that queue, which is nobody's fault.
        """
        self.ours = 0
        """How many of our own functions it waits for at present: such waiting is ours, not its."""
        self._seen_turn = -1
        self._cpu_at_start = 0.0
        self._wall_at_start = 0.0
        self._idle_at_start = 0.0
        self._last = (0.0, 0.0, 0.0)
        self._cpu = 0.0
        os.set_blocking(output, False)

    def measure_cpu(self) -> float:
        """CPU seconds of all its processes, living and reaped. Never falls."""
        total = 0.0
        for pid in processes(self.pid):
            with contextlib.suppress(OSError, ValueError, IndexError):
                total += sum(map(int, _stat(pid)[11:15])) / _CLOCK
        self._cpu = max(self._cpu, total)
        return self._cpu

    def measure_queueing(self) -> float:
        """Seconds that its threads have stood ready to run, and no processor was free."""
        total = 0
        for pid in processes(self.pid):
            with contextlib.suppress(OSError, ValueError, IndexError):
                for thread in os.listdir(f"/proc/{pid}/task"):
                    text = Path(f"/proc/{pid}/task/{thread}/schedstat").read_text()
                    total += int(text.split()[1])
        return total / 1e9

    def measure_memory(self) -> float:
        """MiB of anonymous and shared memory of all its processes but the first, which is ours."""
        total = 0
        for pid in processes(self.pid)[1:]:
            with contextlib.suppress(OSError, ValueError):
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith(("RssAnon:", "RssShmem:")):
                        total += int(line.split()[1])
        self.peak_mib = max(self.peak_mib, total / 1024)
        self.recent_peak_mib = max(self.recent_peak_mib, total / 1024)
        return total / 1024

    def measure_own_memory(self) -> float:
        """The same, with pages that several processes share counted once; slow, so asked last."""
        total = 0
        for pid in processes(self.pid)[1:]:
            with contextlib.suppress(OSError, ValueError):
                for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    if line.startswith(("Pss_Anon:", "Pss_Shmem:")):
                        total += int(line.split()[1])
        return total / 1024

    def look(self, now: float) -> None:
        """Kills the box if it uses too much, by what has changed since its turn began."""
        if self.reason:
            return
        if self.measure_memory() > self.memory_mib and self.measure_own_memory() > self.memory_mib:
            self.kill("out_of_memory", f"it used more than {self.memory_mib} MiB of memory")
            return
        if tasks(self.pid) > self.most + 8:
            # The kernel's own limit does not bind root, so this one stands behind it.
            self.kill("crashed", f"it started more than {self.most} processes or threads")
            return
        turn, allowance, patience = self.turn, self.allowance, self.patience
        if allowance is None:
            return
        used = self.measure_cpu()
        idle = self._idle_since_last(now, used)
        if turn != self._seen_turn:
            self._seen_turn, self._cpu_at_start, self._wall_at_start = turn, used, now
            self._idle_at_start = self.idle
            return
        self.idle += idle
        ran, waited = used - self._cpu_at_start, self.idle - self._idle_at_start
        # Measuring takes time: a turn that ended meanwhile was in time, and its limits are no more.
        if self.turn != turn:
            return
        if ran > allowance:
            self.kill("timed_out", f"it ran for more than {allowance:g} seconds")
        elif waited > patience:
            self.kill("timed_out", f"it waited for more than {patience:.3g} seconds")
        elif now - self._wall_at_start > _LAST_RESORT * patience and not self.ours:
            self.kill("timed_out", "it was given all the time in the world, and was not done")

    def _idle_since_last(self, now: float, used: float) -> float:
        """Idle seconds since the last look; in small steps, so that nobody idles on credit."""
        queued = self.measure_queueing()
        (before, had_used, had_queued), self._last = self._last, (now, used, queued)
        busy = used - had_used + max(0.0, queued - had_queued)
        return 0.0 if self.ours else max(0.0, now - before - busy)

    def drain(self) -> None:
        """Takes what it printed; what is over the limit is dropped."""
        with contextlib.suppress(BlockingIOError, OSError):
            for _ in range(_READS_A_VISIT):
                data = os.read(self.output, 65536)
                room = OUTPUT_LIMIT - len(self.printed)
                self.printed += data[:room]
                if not data:
                    break

    def kill(self, reason: str, detail: str) -> None:
        """Ends every process of the box: the death of its first process is the death of all."""
        if not self.reason:
            self.reason, self.detail = reason, detail
        end_tree(self.pid)
        with contextlib.suppress(OSError):
            self.hang_up()


class Watchdog:
    """One thread that looks at every watched box a few times a second."""

    def __init__(self) -> None:
        self._boxes: list[Watched] = []
        self._lock = threading.Lock()
        self._wake_read, self._wake_write = os.pipe()
        self._closing = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Starts watching."""
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def add(self, box: Watched) -> None:
        """Watches one more box."""
        with self._lock:
            self._boxes.append(box)
        os.write(self._wake_write, b".")

    def remove(self, box: Watched) -> None:
        """Stops watching a box and closes its output."""
        with self._lock:
            if box in self._boxes:
                self._boxes.remove(box)
                box.drain()
                os.close(box.output)

    def close(self) -> None:
        """Stops the thread."""
        self._closing = True
        os.write(self._wake_write, b".")
        if self._thread is not None:
            self._thread.join()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _watch(self) -> None:
        last = 0.0
        while not self._closing:
            with self._lock:
                boxes = list(self._boxes)
            outputs = {box.output: box for box in boxes}
            try:
                ready, _, _ = select.select(
                    [self._wake_read, *outputs], [], [], _TICK if boxes else None
                )
            except (OSError, ValueError):
                continue  # a box was removed meanwhile, and its output closed
            if self._wake_read in ready:
                os.read(self._wake_read, 4096)
            with self._lock:
                for output in ready:
                    if output in outputs and outputs[output] in self._boxes:
                        outputs[output].drain()
                now = time.monotonic()
                if now - last >= _TICK:
                    last = now
                    for box in self._boxes:
                        box.look(now)


def patience_for(cpu_seconds: float) -> float:
    """Idle seconds that a turn of so many CPU seconds may have: far more than any honest one."""
    return 3 * cpu_seconds + 5


def end_tree(pid: int) -> None:
    """Kills a box's first process and every descendant.

    In a pid namespace the death of the first is the death of all. Without one, descendants are
    stopped before they are killed, so that they cannot fork on, and the first process, which
    inherits orphans, goes last.
    """
    for _ in range(_ROUNDS):
        others = processes(pid)[1:]
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for other in others:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(other, number)
        if not others:
            break
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def tasks(pid: int) -> int:
    """Threads of a process and of all its descendants."""
    count = 0
    for one in processes(pid):
        with contextlib.suppress(OSError):
            count += len(os.listdir(f"/proc/{one}/task"))
    return count


def processes(pid: int) -> list[int]:
    """``pid`` and every living descendant, parents first."""
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):
            for thread in os.listdir(f"/proc/{parent}/task"):
                text = Path(f"/proc/{parent}/task/{thread}/children").read_text()
                found.extend(int(child) for child in text.split())
    return found


def is_living(pid: int) -> bool:
    """Whether a process is there, and not only waits to be reaped."""
    try:
        return _stat(pid)[0] not in ("Z", "X")
    except OSError:
        return False


def _stat(pid: int) -> list[str]:
    """What the kernel tells of a process in one line, from its state on."""
    # The name before it may hold anything, so count from its last bracket.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
