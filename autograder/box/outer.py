"""The outer wall: a small root with nothing but the Python environment, then the zygote in it.

Runs once per zygote, in a fresh process without libraries, and ends by executing the zygote, so
that the zygote starts with an empty memory, an empty environment and an argv that tells nothing.
"""

from __future__ import annotations

import json
import os
import signal
import stat
import sys
from typing import Any

from autograder.box import kernel

HOME = "/home/student"
WALLED = ("full", "root-ns")
"""The rungs that build namespaces and a root of their own."""

_DEVICES = ("null", "zero", "full", "random", "urandom")
_INSIDE_UID = 1000

_START = (
    "import sys; sys.path.insert(0, {!r}); sys.argv[:] = ['python'];"
    "from autograder.box.zygote import main; main(warm={!r})"
)


def main() -> None:
    """Reads the plan from standard input, builds the walls and becomes the zygote.

    The plan is JSON: ``rung``, ``binds`` (pairs of outside and inside path), ``writable`` (folders
    that get a file system of their own), ``uid`` (to become, or null), ``python``, ``code`` (the
    folder that holds this package, as the zygote will see it), ``warm`` and ``environment``. The
    control socket is file descriptor 3.
    """
    plan = json.load(sys.stdin)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if plan["rung"] in WALLED:
        _wall_in(plan)
    _become(plan["uid"])
    os.set_inheritable(3, True)
    # Neither -I nor -E: they would ignore PYTHONHASHSEED, and the environment is ours alone.
    arguments = [plan["python"], "-s", "-P", "-c", _START.format(plan["code"], plan["warm"])]
    os.execve(plan["python"], arguments, plan["environment"])


def _wall_in(plan: dict[str, Any]) -> None:
    uid, gid = os.getuid(), os.getgid()
    if uid == 0:
        kernel.unshare(kernel.ALL_BUT_USER)
    else:
        kernel.unshare(kernel.CLONE_NEWUSER | kernel.ALL_BUT_USER)
        kernel.map_to_self(uid, gid, _INSIDE_UID)
    child = os.fork()
    if child:
        # The first process of the new pid namespace is the child; this one only waits for it.
        os.close(3)
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    _build_root(plan["binds"], plan["writable"])


def _build_root(binds: list[list[str]], writable: list[str]) -> None:
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    # The new root covers /tmp, and a checkout may lie below it: sources are opened before.
    opened = [(os.open(source, os.O_PATH | os.O_NOFOLLOW), inside) for source, inside in binds]
    root = "/tmp"
    kernel.mount("tmpfs", root, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=755,size=1m")
    for descriptor, inside in opened:
        _bind(descriptor, root + inside)
        os.close(descriptor)
    for inside in (*writable, "/tmp", "/proc", "/etc", "/dev"):
        os.makedirs(root + inside, exist_ok=True)
    for name, text in (
        ("passwd", f"student:x:{_INSIDE_UID}:{_INSIDE_UID}::{HOME}:/bin/false\n"),
        ("group", f"student:x:{_INSIDE_UID}:\n"),
        ("hosts", "127.0.0.1 localhost\n"),
        ("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"),
    ):
        with open(f"{root}/etc/{name}", "w") as stream:
            stream.write(text)
    os.symlink("/proc/self/fd", f"{root}/dev/fd")
    for name in _DEVICES:
        open(f"{root}/dev/{name}", "w").close()
    kernel.read_only_below(root)
    for name in _DEVICES:
        kernel.mount(f"/dev/{name}", f"{root}/dev/{name}", None, kernel.MS_BIND)
    kernel.mount("proc", f"{root}/proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV)
    for inside in writable:
        kernel.mount(
            "tmpfs", root + inside, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=64m"
        )
    kernel.pivot(root)


def _bind(descriptor: int, target: str) -> None:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISLNK(mode):
        os.symlink(os.readlink("", dir_fd=descriptor), target)
        return
    if stat.S_ISDIR(mode):
        os.makedirs(target, exist_ok=True)
    else:
        open(target, "w").close()
    source = f"/proc/self/fd/{descriptor}"
    kernel.mount(source, target, None, kernel.MS_BIND | kernel.MS_REC)


def _become(uid: int | None) -> None:
    if uid is None:
        return
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    # The kernel forgets whose death is ours when a process becomes somebody else.
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
