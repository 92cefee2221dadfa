"""A cage is one zygote behind its outer wall; boxes are its forks."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import sysconfig
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Any

from autograder.box.wire import Channel
from autograder.sandbox.live_box import Box, BoxLimits, remove_folder
from autograder.sandbox.watchdog import Watchdog, Watched

ROOT = Path(__file__).resolve().parents[2]
_UID = 231072
"""The kernel's uid for students where we are root: a limit on processes does not bind uid 0."""

_HOME, _CODE = "/home/student", "/opt/course"
_START_SECONDS, _READY_SECONDS = 180.0, 20.0
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
            remove_folder(self._work)

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
