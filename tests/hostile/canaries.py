"""What stands around the box and must stay unknown to it, unreached and unchanged.

Files, a variable, an open descriptor, four kinds of servers and a process: all ours, all on this
machine, each with a secret word of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import select
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import autograder
from tests.hostile.vault import SECRET

REPOSITORY = Path(autograder.__file__).resolve().parents[1]
_NOT_OURS = {"build", "dist", "grades", "__pycache__"}
_LIMITS = (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE)

_FILES = {
    "course/tests/hidden.py": f'note = "{SECRET}file-tests"\n',
    "course/solutions/answers.py": f'note = "{SECRET}file-answers"\n',
    "submissions/ben/vault.ipynb": f'{{"cells": [], "note": "{SECRET}file-sibling"}}\n',
    "roster.csv": f"name,mark\nben,{SECRET}file-roster\n",
    ".ssh/id_ed25519": f"{SECRET}file-key\n",
}

_WAIT = "import sys; word = sys.argv[1]; print('up', flush=True); sys.stdin.read()"


class Surroundings:
    """Everything around the box that this process owns.

    Args:
        folder: an empty folder for the files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in _FILES.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self._open = contextlib.ExitStack()
        self._servers: dict[str, socket.socket] = {}
        self._descriptor = -1

    def __enter__(self) -> Surroundings:
        os.environ["GRADER_TOKEN"] = f"{SECRET}variable"
        self._descriptor = os.open(self.folder / "roster.csv", os.O_RDONLY)
        os.set_inheritable(self._descriptor, True)
        tcp = self._server("tcp", socket.socket(socket.AF_INET, socket.SOCK_STREAM))
        udp = self._server("udp", socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        abstract = self._server("abstract", socket.socket(socket.AF_UNIX))
        path = self._server("path", socket.socket(socket.AF_UNIX))
        tcp.bind(("127.0.0.1", 0))
        udp.bind(("127.0.0.1", 0))
        abstract.bind(f"\0hostile-{os.getpid()}")
        # Such a path may have 107 bytes; the folder's own may be longer than that.
        with _working_in(self.folder):
            path.bind("door")
        for server in (tcp, abstract, path):
            server.listen(16)
        self.victim = self._open.enter_context(_victim())
        return self

    def __exit__(self, *error: object) -> None:
        del os.environ["GRADER_TOKEN"]
        os.close(self._descriptor)
        self._open.close()

    def _server(self, name: str, server: socket.socket) -> socket.socket:
        self._servers[name] = self._open.enter_context(server)
        return server

    @property
    def told(self) -> dict[str, Any]:
        """What an attack is told, so that it need not guess: it knows where everything is."""
        return {
            "FOLDER": str(self.folder),
            "FILES": [str(self.folder / name) for name in _FILES],
            "TCP": self._servers["tcp"].getsockname()[1],
            "UDP": self._servers["udp"].getsockname()[1],
            "ABSTRACT": self._servers["abstract"].getsockname().decode(),
            "DOOR": str(self.folder / "door"),
            "VICTIM": self.victim,
            "EXAMINER": os.getpid(),
            "REPOSITORY": str(REPOSITORY),
            "PREFIX": sys.prefix,
            # Matches the secrets' first letters without holding them itself.
            "PATTERN": f"[{SECRET[0]}]{SECRET[1:]}[a-z0-9]+(?:-[a-z0-9]+)?",
        }

    def visitors(self) -> list[str]:
        """Names of the servers that somebody has reached since this was last asked."""
        found = []
        for name, server in self._servers.items():
            while select.select([server], [], [], 0)[0]:
                found.append(name)
                if server.type == socket.SOCK_DGRAM:
                    server.recv(4096)
                else:
                    server.accept()[0].close()
        return found

    def state(self) -> dict[str, str]:
        """What an attack may not change, each by its name: files, modes, the victim's own."""
        found = {f"file {path}": mark for path, mark in _tree(self.folder)}
        found |= {f"repository {path}": mark for path, mark in _tree(REPOSITORY)}
        for folder in (sys.prefix, sys.base_prefix, sysconfig.get_path("purelib")):
            names = sorted(path.name for path in Path(folder).iterdir())
            found[f"environment {folder}"] = " ".join(names)
        found["victim limits"] = repr([resource.prlimit(self.victim, n) for n in _LIMITS])
        found["victim priority"] = repr(os.getpriority(os.PRIO_PROCESS, self.victim))
        found["victim processors"] = repr(sorted(os.sched_getaffinity(self.victim)))
        found["own limits"] = repr([resource.getrlimit(n) for n in _LIMITS])
        return found


@contextlib.contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextlib.contextmanager
def _victim() -> Iterator[int]:
    """A process of ours, of our user, with a secret in its memory and its arguments."""
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", _WAIT, f"{SECRET}argument"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid
        process.kill()


def _tree(root: Path) -> Iterator[tuple[str, str]]:
    """Every file below ``root`` that is ours, with a mark of its content and mode."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(
            f for f in folders if f not in _NOT_OURS and not (f[0] == "." and root == REPOSITORY)
        )
        for name in (".", *files):
            path = Path(folder) / name
            status = path.lstat()
            content = b""
            if path.is_file() and not path.is_symlink():
                content = path.read_bytes()
            mark = hashlib.sha256(content).hexdigest()[:16]
            yield str(path.relative_to(root)), f"{status.st_mode:o} {status.st_uid} {mark}"
