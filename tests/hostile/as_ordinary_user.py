"""Runs a command as an ordinary user who can reach this Python, whoever we are.

Started as root, and often below a home that nobody else may enter, the corpus would only ever test
the sandbox as root builds it. This makes a private view of the file system, in which folders that
shut others out are replaced by open ones that hold only what is needed, and becomes that user.

Use: ``python -m tests.hostile.as_ordinary_user UID COMMAND...``
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from autograder.box import kernel

REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> None:
    """Never returns: becomes the command."""
    uid, command = int(sys.argv[1]), sys.argv[2:]
    make_reachable([Path(sys.base_prefix), Path(sys.prefix), REPOSITORY])
    os.chdir(REPOSITORY)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    os.execv(command[0], command)  # noqa: S606 - to become it is the point


def make_reachable(paths: list[Path]) -> None:
    """Lets every user come to ``paths``, in this process's own view of the mounts."""
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    shut: dict[Path, list[tuple[int, Path]]] = {}
    for path in paths:
        door = _shut_door(path)
        if door is not None:
            shut.setdefault(door, []).append((os.open(path, os.O_PATH), path))
    for door, behind in shut.items():
        kernel.mount("tmpfs", str(door), "tmpfs", kernel.MS_NOSUID, "mode=755,size=1m")
        for descriptor, path in behind:
            path.mkdir(parents=True, exist_ok=True)
            source = f"/proc/self/fd/{descriptor}"
            kernel.mount(source, str(path), None, kernel.MS_BIND | kernel.MS_REC)
            os.close(descriptor)


def _shut_door(path: Path) -> Path | None:
    """The first folder on the way to ``path`` that others may not pass."""
    for folder in reversed(path.parents):
        if not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


if __name__ == "__main__":
    main()
