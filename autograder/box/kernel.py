"""The kernel's own calls, by number: namespaces, mounts, Landlock, seccomp and process limits.

Debian's Python 3.11 offers none of these, and each is a line or two of ctypes. Every call that
fails raises ``OSError`` with its name, so that a wall which does not stand is never taken for one
that does.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
ALL_BUT_USER = (
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET
)

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

_MOUNT_ATTR_RDONLY, _MOUNT_ATTR_NOSUID, _MOUNT_ATTR_NODEV = 1, 2, 4
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 1, 4, 38, 24
PR_SET_CHILD_SUBREAPER = 36
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

_LARGE_PAGE, _MADV_COLLAPSE = 2 * 1024 * 1024, 25

_ARM = platform.machine() == "aarch64"
_CALLS = {
    "mount_setattr": 442,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
    "pivot_root": 41 if _ARM else 155,
    "capset": 91 if _ARM else 126,
    "seccomp": 277 if _ARM else 317,
}


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _call(name: str, *arguments: int | ctypes.Array[ctypes.c_char] | bytes | None) -> int:
    numbers = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _check(_libc.syscall(ctypes.c_long(_CALLS[name]), *numbers), name)


def unshare(flags: int) -> None:
    """Leaves the namespaces named by ``flags`` for new ones."""
    _check(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """``mount(2)``."""
    encoded = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    _check(
        _libc.mount(*encoded, ctypes.c_ulong(flags), os.fsencode(options) or None),
        f"mount {target}",
    )


def read_only_below(target: str) -> None:
    """Makes the whole mount tree below ``target`` read-only, without set-uid and devices."""
    attributes = struct.pack(
        "=QQQQ", _MOUNT_ATTR_RDONLY | _MOUNT_ATTR_NOSUID | _MOUNT_ATTR_NODEV, 0, 0, 0
    )
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    path = os.fsencode(target)
    _call("mount_setattr", _AT_FDCWD, path, _AT_RECURSIVE, buffer, len(attributes))


def pivot(new_root: str) -> None:
    """Makes ``new_root`` the root and lets the old one go."""
    os.chdir(new_root)
    _call("pivot_root", b".", b".")
    # pivot_root(".", ".") stacks the old root under the new one: the top is what we detach.
    _check(_libc.umount2(b".", MNT_DETACH), "umount")
    os.chdir("/")


def gather_pages() -> int:
    """Moves this process's own memory into large pages, where the kernel can; says how many.

    A fork copies one entry for each page, so large ones make it several times cheaper. What a fork
    then writes to is split again, small page by small page.
    """
    gathered = 0
    with open("/proc/self/maps") as stream:
        regions = [line.split() for line in stream]
    for region in regions:
        own = region[1].startswith("rw") and region[1].endswith("p")
        if not own or (len(region) > 5 and region[5] != "[heap]"):
            continue
        start, end = (int(number, 16) for number in region[0].split("-"))
        first = -(-start // _LARGE_PAGE) * _LARGE_PAGE
        for place in range(first, end - _LARGE_PAGE + 1, _LARGE_PAGE):
            where = (ctypes.c_void_p(place), ctypes.c_size_t(_LARGE_PAGE))
            gathered += _libc.madvise(*where, _MADV_COLLAPSE) == 0
    return gathered


def prctl(option: int, value: int = 0, second: int = 0) -> None:
    """``prctl(2)``."""
    arguments = [ctypes.c_ulong(n) for n in (value, second, 0, 0)]
    _check(_libc.prctl(option, *arguments), f"prctl {option}")


def die_with(parent: int) -> None:
    """Ends this process when its parent's does, however that comes about; at once if it has.

    Args:
        parent: process number of who started this one.
    """
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def map_to_self(outside_uid: int, outside_gid: int, inside: int) -> None:
    """Maps one user and group of a fresh user namespace onto the caller's own."""
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside} {outside_uid} 1"),
        ("gid_map", f"{inside} {outside_gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as stream:
            stream.write(line)


def bound_capabilities() -> None:
    """Empties the set of capabilities that this process, and all it will start, could ever gain."""
    for number in range(64):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError:
            break
    prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)


def drop_capabilities() -> None:
    """Gives up every capability."""
    header = ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0), 8)
    _call("capset", header, ctypes.create_string_buffer(24))


# Landlock ----------------------------------------------------------------------------------------

_FS_EXECUTE, _FS_WRITE_FILE, _FS_READ_FILE, _FS_READ_DIR = 1, 2, 4, 8
_FS_ALL_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_FS_ON_FILES = _FS_EXECUTE | _FS_WRITE_FILE | _FS_READ_FILE | (1 << 14) | (1 << 15)
_NET_ALL, _SCOPE_ALL = 3, 3
_RULE_PATH_BENEATH = 1


def landlock_abi() -> int:
    """The kernel's Landlock version, or 0 where there is none."""
    try:
        return _call("landlock_create_ruleset", None, 0, 1)
    except OSError:
        return 0


def landlock(readable: list[str], writable: list[str]) -> None:
    """Lets this process read below ``readable``, write below ``writable`` and nothing else.

    Where the kernel can, also refuses TCP, signals to outsiders and outsiders' abstract sockets.
    """
    abi = landlock_abi()
    everything = next(_FS_ALL_BY_ABI[n] for n in (5, 3, 2, 1) if n <= abi)
    attributes = struct.pack("=QQQ", everything, _NET_ALL, _SCOPE_ALL)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    buffer = ctypes.create_string_buffer(attributes[:size], size)
    ruleset = _call("landlock_create_ruleset", buffer, size, 0)
    read = _FS_EXECUTE | _FS_READ_FILE | _FS_READ_DIR
    for paths, rights in ((readable, read), (writable, everything & ~_FS_EXECUTE)):
        for path in paths:
            _allow(ruleset, path, rights & everything)
    _call("landlock_restrict_self", ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not os.path.isdir(path):
        rights &= _FS_ON_FILES
    rule = struct.pack("=Qi", rights, descriptor)
    buffer = ctypes.create_string_buffer(rule, len(rule))
    _call("landlock_add_rule", ruleset, _RULE_PATH_BENEATH, buffer, 0)
    os.close(descriptor)
