"""The inner walls: what a fork of the zygote does before a student's first line runs.

``zygote → (new namespaces) → first process of the box → student``. The first process holds no
student byte: it reaps, tells how the student's process ended, and takes the whole box with it when
it goes.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import sys
from dataclasses import dataclass

from autograder.box import kernel, seccomp
from autograder.box.outer import WALLED

MIB = 1024 * 1024
_OPEN_FILES, _FILE_MIB, _CORE, _SMALL_MIB = 256, 64, 0, 64
_DEVICES = [f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom")]


@dataclass(frozen=True, slots=True)
class Order:
    """What a box may use, and on which rung of the ladder it stands."""

    rung: str
    home: str
    readable: list[str]
    writable: list[str]
    memory_mib: int
    processes: int
    work_mib: int
    cpu_seconds: int
    uid: int | None = None
    """Whom the student's process becomes, where no user namespace does that."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The box's ends of its three lines: to the examiner, to the supervisor, and its output."""

    wire: int
    status: int
    output: int


def enter(order: Order, ends: Ends) -> int:
    """Turns this fork of the zygote into a box; returns, as the student, the wire's descriptor.

    Runs in a process of its own. Only the student's process returns; the others end here.
    """
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    _keep_only(ends)
    ends = Ends(3, 4, 5)
    os.setsid()
    if order.rung in WALLED:
        uid, gid = os.getuid(), os.getgid()
        if order.rung == "full":
            kernel.unshare(kernel.CLONE_NEWUSER | kernel.ALL_BUT_USER)
            kernel.map_to_self(uid, gid, 1000)
        else:
            kernel.unshare(kernel.ALL_BUT_USER)
        if os.fork():
            # The zygote is the reaper of all: the box needs no parent that waits for it.
            os._exit(0)
        _furnish(order)
    return _split(order, ends)


def _keep_only(ends: Ends) -> None:
    # Through high numbers first: a plain sequence of dup2 could overwrite one it still needs.
    high = [os.dup2(fd, 100 + i) for i, fd in enumerate((ends.wire, ends.status, ends.output))]
    silence = os.open("/dev/null", os.O_RDONLY)
    os.dup2(silence, 0)
    os.dup2(high[2], 1)
    os.dup2(high[2], 2)
    for i, fd in enumerate(high):
        os.dup2(fd, 3 + i)
    os.closerange(6, 4096)


def _furnish(order: Order) -> None:
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("proc", "/proc", "proc", flags | kernel.MS_NOEXEC)
    for path in order.writable:
        size = order.work_mib if path == order.home else _SMALL_MIB
        options = f"size={size}m,nr_inodes=20000,mode=700"
        if order.uid is not None:
            options += f",uid={order.uid},gid={order.uid}"
        kernel.mount("tmpfs", path, "tmpfs", flags, options)


def _split(order: Order, ends: Ends) -> int:
    if order.rung not in WALLED:
        # No pid namespace: what loses its parent comes to us, and we end it.
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    student = os.fork()
    if student == 0:
        os.close(ends.status)
        os.close(ends.output)
        _confine(order)
        return ends.wire
    os.close(ends.wire)
    os.close(ends.output)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.bound_capabilities()
    kernel.drop_capabilities()
    status = socket.socket(fileno=ends.status)
    # The kernel stamps this message with our process number as the supervisor sees it.
    status.sendall(b"ready\n")
    for number in (0, 1, 2):
        os.dup2(os.open("/dev/null", os.O_RDWR), number)
    os.closerange(5, 4096)
    while True:
        try:
            ended, outcome = os.wait()
        except ChildProcessError:
            os._exit(1)
        if ended == student:
            if order.rung not in WALLED:
                _end_children()
            code = os.waitstatus_to_exitcode(outcome)
            status.sendall(f"ended {code}\n".encode())
            os._exit(0)


def _end_children() -> None:
    """Ends every descendant: children first, and then those that this leaves to us."""
    while True:
        for thread in os.listdir("/proc/self/task"):
            with open(f"/proc/self/task/{thread}/children") as stream:
                for child in stream.read().split():
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(int(child), signal.SIGKILL)
        try:
            os.wait()
        except ChildProcessError:
            return


def _confine(order: Order) -> None:
    for name, value in (
        ("RLIMIT_DATA", order.memory_mib * MIB),
        ("RLIMIT_AS", (order.memory_mib + 4096) * MIB),
        ("RLIMIT_NPROC", order.processes),
        ("RLIMIT_NOFILE", _OPEN_FILES),
        ("RLIMIT_FSIZE", _FILE_MIB * MIB),
        ("RLIMIT_CORE", _CORE),
        ("RLIMIT_CPU", order.cpu_seconds),
    ):
        resource.setrlimit(getattr(resource, name), (value, value))
    # A file that grows too big is an error in the student's code, not the end of its process.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if order.rung != "none":
        kernel.bound_capabilities()
    if order.uid is not None:
        os.setgroups([])
        os.setresgid(order.uid, order.uid, order.uid)
        os.setresuid(order.uid, order.uid, order.uid)
    if order.rung != "none":
        kernel.drop_capabilities()
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        # Behind namespaces Landlock is the second wall, and an old kernel may lack it; where it is
        # the first, a kernel without it raises here and no box is opened.
        if order.rung == "landlock" or kernel.landlock_abi():
            kernel.landlock(order.readable, [*order.writable, *_DEVICES])
        seccomp.restrict(own_root=order.rung in WALLED)
    os.chdir(order.home)
    os.environ["HOME"] = os.environ["TMPDIR"] = order.home
    sys.stdin = open(0, closefd=False)
