"""A cage is one zygote behind its outer wall; boxes are its forks."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from autograder.box.wire import Channel
from autograder.sandbox.watchdog import Watchdog, Watched, end_tree, patience_for

ROOT = Path(__file__).resolve().parents[2]
_UID = 231072
"""The kernel's uid for students where we are root: a limit on processes does not bind uid 0."""

_HOME, _CODE = "/home/student", "/opt/course"
_START_SECONDS, _READY_SECONDS, _GONE_SECONDS = 180.0, 20.0, 10.0
_CREDENTIALS = struct.Struct("iII")


class Rung(StrEnum):
    """How strong the walls are. The set is closed, strongest first."""

    FULL = "full"
    """Namespaces, Landlock, seccomp, limits, another uid where we are root."""
    ROOT_NS = "root-ns"
    """The same without user namespaces: needs root, and gives every box a uid of its own."""
    LANDLOCK = "landlock"
    """Landlock, seccomp and limits: for hosts that give no namespaces."""
    NONE = "none"
    """No wall: only for code that you trust."""


class SandboxError(Exception):
    """The sandbox itself failed: never the student's fault."""


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


class Cage:
    """One warm zygote. Not thread-safe: a cage belongs to one lane.

    Attributes:
        missing: libraries that could not be imported.
        opened: how many boxes it has opened.
        struck: how many of them were killed, and not by us: by themselves, or by somebody outside.
        struck_outside: how many of these cannot have done it themselves.

    Args:
        rung: which walls to build.
        code: folder that holds the packages ``autograder`` and ``course_lib``.
        warm: whether the zygote imports TensorFlow and the rest; a probe does without.
    """

    def __init__(self, rung: Rung, code: Path = ROOT, *, warm: bool = True) -> None:
        self.rung = rung
        self._warm = warm
        self._code = code
        self._work: str | None = None
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog = Watchdog()
        self.missing: list[str] = []
        self.opened = 0
        self.struck = 0
        self.struck_outside = 0

    def __enter__(self) -> Cage:
        self.start()
        self.wait_warm()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def start(self) -> None:
        """Starts the zygote and returns at once: it takes seconds to warm up."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if not self._walled:
            self._work = tempfile.mkdtemp(prefix="box-")
            # Others may pass through, to a home that is theirs alone.
            os.chmod(self._work, 0o711)  # noqa: S103 - see above
        with theirs:
            self._process = _spawn(self._plan(), theirs)
        self._control = ours
        self._watchdog.start()

    def wait_warm(self) -> None:
        """Returns when the zygote has imported everything.

        Raises:
            SandboxError: it could not start; the text says what it wrote.
        """
        self.missing = self._receive(_START_SECONDS)["warm"]

    def open_box(self, limits: BoxLimits) -> Box:
        """A fresh box, ready to answer.

        Raises:
            SandboxError: no box could be built.
        """
        home = None if self._walled else self._home_of_box()
        pairs = [socket.socketpair() for _ in range(2)]
        (wire, wire_end), (status, status_end) = pairs
        output, output_end = os.pipe()
        status.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        try:
            lines = [wire_end.fileno(), status_end.fileno(), output_end]
            self._request({"op": "fork", "order": self._order(limits, home)}, lines)
            wire_end.close()
            status_end.close()
            os.close(output_end)
            pid = _await_ready(status, output)
            watched = Watched(pid, output, limits.watchdog_mib, limits.processes)
        except BaseException:
            for one in (wire, wire_end, status, status_end):
                one.close()
            raise
        watched.hang_up = lambda: wire.shutdown(socket.SHUT_RDWR)
        self._watchdog.add(watched)
        self.opened += 1
        box = Box(Channel(wire), status, watched, self._watchdog, home)
        box.count_strike = self._count_strike
        return box

    def _count_strike(self, told: int | None) -> None:
        """Counts a box that was killed, by what its first process told of it before."""
        self.struck += 1
        # In a process namespace nothing inside can kill the first process, which always tells.
        self.struck_outside += told is None and self._walled

    def is_alive(self) -> bool:
        """Whether the zygote still answers."""
        try:
            self.vital_signs()
        except (SandboxError, OSError):
            return False
        return True

    def vital_signs(self) -> dict[str, int]:
        """Threads and open files of the zygote: must not grow from box to box."""
        return self._request({"op": "signs"}, [])

    @property
    def pid(self) -> int:
        """Process number of the outermost process, for those who watch it."""
        assert self._process is not None
        return self._process.pid

    def close(self) -> None:
        """Ends the zygote and with it every box."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stderr:
                self._process.stderr.close()
        if self._control is not None:
            self._control.close()
        self._watchdog.close()
        if self._work:
            _remove(self._work)

    @property
    def _writable(self) -> list[str]:
        """Folders of a box's own; not one below which Python lies, for that would hide it."""
        insides = [inside for _, inside in _binds(self._code)]
        return [
            folder
            for folder in (_HOME, "/tmp", "/dev/shm")
            if not any(inside.startswith(f"{folder}/") for inside in insides)
        ]

    @property
    def _walled(self) -> bool:
        return self.rung in (Rung.FULL, Rung.ROOT_NS)

    def _uid_of_box(self) -> int | None:
        """Whom a box becomes by itself, where we are root and no user namespace does it."""
        if os.getuid() != 0 or self.rung in (Rung.FULL, Rung.NONE):
            return None
        if self.rung is Rung.LANDLOCK:
            reachable = _open_to_all(Path(sys.base_prefix)) and _open_to_all(self._code)
            return _UID if reachable else None
        # One uid a box: a limit on processes counts all that share one.
        return _UID + self.opened % 4096

    def _plan(self) -> dict[str, Any]:
        walled = self._walled
        home = _HOME if walled else self._work
        return {
            "rung": self.rung.value,
            "binds": _binds(self._code) if walled else [],
            "writable": self._writable,
            "uid": _UID if self.rung is Rung.FULL and os.getuid() == 0 else None,
            "warm": self._warm,
            "python": sys.executable,
            "code": _CODE if walled else str(self._code),
            "environment": {
                "HOME": home,
                "TMPDIR": home,
                "MPLCONFIGDIR": home,
                "MPLBACKEND": "Agg",
                "LANG": "C.UTF-8",
                "PYTHONHASHSEED": "0",
                "PYTHONDONTWRITEBYTECODE": "1",
                # One thread in numpy's algebra: the zygote must have exactly one thread.
                "OPENBLAS_NUM_THREADS": "1",
                "CUDA_VISIBLE_DEVICES": "-1",
                "TF_CPP_MIN_LOG_LEVEL": "3",
                "TF_ENABLE_ONEDNN_OPTS": "0",
                "KERAS_BACKEND": "tensorflow",
                "HDF5_USE_FILE_LOCKING": "FALSE",
            },
        }

    def _home_of_box(self) -> str:
        """A folder for one box alone, where there is no private file system."""
        home = tempfile.mkdtemp(prefix="home-", dir=self._work)
        uid = self._uid_of_box()
        if uid is not None:
            os.chown(home, uid, uid)
        return home

    def _order(self, limits: BoxLimits, home: str | None) -> dict[str, Any]:
        walled = self._walled
        return {
            "rung": self.rung.value,
            "home": home or _HOME,
            "writable": self._writable if walled else [home],
            "readable": ["/"] if walled else [b[0] for b in _binds(self._code)] + ["/proc"],
            "uid": self._uid_of_box(),
            "memory_mib": limits.memory_mib,
            "processes": limits.processes,
            "work_mib": limits.work_mib,
            # The kernel's own clock is the backstop behind the watchdog's.
            "cpu_seconds": int(limits.cpu_seconds * 2) + 5,
        }

    def _request(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        assert self._control is not None
        try:
            socket.send_fds(self._control, [json.dumps(request).encode()], descriptors)
        except OSError as error:
            raise SandboxError(f"the zygote is gone: {error}") from error
        answer = self._receive(_READY_SECONDS)
        if "error" in answer:
            raise SandboxError(str(answer["error"]))
        return answer

    def _receive(self, seconds: float) -> dict[str, Any]:
        assert self._control is not None
        self._control.settimeout(seconds)
        try:
            message = self._control.recv(65536)
        except TimeoutError:
            raise SandboxError(f"the zygote did not answer within {seconds:.0f} s") from None
        if not message:
            raise SandboxError(f"the zygote could not start: {self._last_words()}")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def _last_words(self) -> str:
        assert self._process is not None
        assert self._process.stderr is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        text = self._process.stderr.read().decode(errors="replace").strip()
        return text.splitlines()[-1] if text else "it said nothing"


def _spawn(plan: dict[str, Any], control: socket.socket) -> subprocess.Popen[bytes]:
    start = (
        f"import os, sys; os.dup2({control.fileno()}, 3); sys.path.insert(0, {str(ROOT)!r});"
        "from autograder.box.outer import main; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-S", "-s", "-P", "-c", start],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        pass_fds=[control.fileno()],
        start_new_session=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(plan).encode())
    process.stdin.close()
    return process


def _binds(code: Path) -> list[list[str]]:
    """What a box may see of the host: the Python environment, system libraries, our box code."""
    prefix, base = Path(sys.prefix), Path(sys.base_prefix)
    real = Path(sys.executable).resolve()
    outside = [prefix, Path("/lib"), Path("/lib64"), Path("/usr/lib"), Path("/usr/lib64")]
    if prefix.is_symlink():
        outside.append(prefix.resolve())
    if base == Path("/usr"):
        outside += [real, Path(sysconfig.get_path("include")), Path("/usr/bin/python3")]
    else:
        outside.append(base)
    binds = [[str(path), str(path)] for path in outside if path.is_symlink() or path.exists()]
    return [
        *binds,
        [str(code / "autograder" / "__init__.py"), f"{_CODE}/autograder/__init__.py"],
        [str(code / "autograder" / "box"), f"{_CODE}/autograder/box"],
        [str(code / "course_lib"), f"{_CODE}/course_lib"],
    ]


def _remove(folder: str) -> None:
    """Removes a folder however deep it is: a student may have nested thousands."""
    subprocess.run(["rm", "-rf", "--", folder], check=False, stderr=subprocess.DEVNULL)


def _open_to_all(path: Path) -> bool:
    """Whether any user may enter this folder from the root down."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def _await_ready(status: socket.socket, output: int) -> int:
    """The box's first process as we see it: the kernel stamps its number on its first word."""
    status.settimeout(_READY_SECONDS)
    try:
        word, ancillary, _, _ = status.recvmsg(64, socket.CMSG_SPACE(_CREDENTIALS.size))
    except TimeoutError:
        raise SandboxError("a box was not ready in time") from None
    for level, kind, data in ancillary:
        if word and level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS:
            return int(_CREDENTIALS.unpack(data[: _CREDENTIALS.size])[0])
    said = os.read(output, 65536).decode(errors="replace").strip().splitlines()
    raise SandboxError(f"a box could not be built: {said[-1] if said else 'it said nothing'}")


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
        told = self._told() if hung_up else None
        if hung_up and not self._watched.reason and told in (None, -signal.SIGKILL):
            self.count_strike(told)
        if self._watched.reason:
            self.ending = Ending(self._watched.reason)
            self.ending_detail = self._watched.detail
        elif told is not None:
            self.ending, self.ending_detail = _explain(told)
        if self._home is not None:
            end_tree(self._watched.pid)
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        select.select([self._pidfd], [], [], _GONE_SECONDS)
        if self._home is not None:
            _remove(self._home)
        self._watchdog.remove(self._watched)
        os.close(self._pidfd)
        self._status.close()
        self.channel.connection.close()
        return self.ending

    def _told(self) -> int | None:
        """The exit code that the box's first process reported, if it has within a moment."""
        self._status.settimeout(1.0)
        try:
            words = self._status.recv(256).split()
        except (TimeoutError, BlockingIOError, ConnectionError):
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
