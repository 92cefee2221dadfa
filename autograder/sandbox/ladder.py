"""Chooses the strongest rung that stands: builds a box on it and attacks the box from inside."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.box.wire import Encoder, WireFault
from autograder.sandbox.cage import Cage, Rung, SandboxError
from autograder.sandbox.live_box import BoxLimits

_ATTACK = """
import os, socket
held = []
def attempt(name, action):
    try:
        action()
    except BaseException:
        held.append(name)
def connect():
    line = socket.socket(); line.settimeout(2); line.connect(("127.0.0.1", PORT))
def write():
    open(os.path.join(PREFIX, "written-by-a-box"), "w").close()
attempt("file", lambda: open(FILE).read())
attempt("environment", lambda: os.environ["BOX_PROBE"])
attempt("network", connect)
attempt("process", lambda: os.kill(PID, 0))
attempt("write", write)
attempt("memory", lambda: bytearray(3 * 2**30))
"""

_WALLS = {
    "file": "a box could read a file of ours",
    "environment": "a box could see our environment",
    "network": "a box could open a connection to this machine",
    "process": "a box could signal our process",
    "write": "a box could write into the Python environment",
    "memory": "a box could take more memory than allowed",
}


@dataclass(frozen=True, slots=True)
class Probe:
    """What an attack on a rung found: ``faults`` is empty where it held."""

    rung: Rung
    faults: tuple[str, ...]


def climb() -> list[Probe]:
    """Probes the rungs from the strongest down, until one holds."""
    probes = []
    for rung in (Rung.FULL, Rung.ROOT_NS, Rung.LANDLOCK):
        if rung is Rung.ROOT_NS and os.getuid() != 0:
            continue
        probes.append(Probe(rung, tuple(probe(rung))))
        if not probes[-1].faults:
            break
    return probes


def choose_rung() -> Rung:
    """The strongest rung that holds on this machine.

    Raises:
        SandboxError: none does; the text says why, and what can be done.
    """
    probes = climb()
    if not probes[-1].faults:
        return probes[-1].rung
    reasons = "; ".join(f"{p.rung}: {', '.join(p.faults)}" for p in probes)
    raise SandboxError(
        f"no sandbox can be built here ({reasons}). `python -m autograder doctor` says what to do; "
        "to run code that you trust without one, add --isolation none"
    )


def probe(rung: Rung) -> list[str]:
    """Attacks a box on this rung; a sentence for each wall that does not stand."""
    with _canaries() as values:
        attack = "\n".join(f"{name} = {value!r}" for name, value in values.items()) + _ATTACK
        try:
            with Cage(rung, warm=False) as cage:
                box = cage.open_box(BoxLimits())
                try:
                    with box.limited(20):
                        box.channel.send(1, "run", attack.encode(), Encoder())
                        box.channel.receive()
                        box.channel.send(2, "get", "held", Encoder())
                        answer = box.channel.receive()
                finally:
                    box.close()
        except (SandboxError, WireFault, OSError) as error:
            return [str(error)]
    held = answer.value if answer is not None and answer.op == "value" else None
    if type(held) is not list:
        return ["a box did not answer"]
    return [words for name, words in _WALLS.items() if name not in held]


@contextmanager
def _canaries() -> Iterator[dict[str, object]]:
    """Things that a box must not reach: a file, a variable, a port, a process."""
    secret = secrets.token_hex(8)
    os.environ["BOX_PROBE"] = secret
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        path = Path(folder) / "canary"
        path.write_text(secret)
        try:
            yield {
                "FILE": str(path),
                "PORT": server.getsockname()[1],
                "PID": os.getpid(),
                "PREFIX": sys.prefix,
            }
        finally:
            del os.environ["BOX_PROBE"]
            written = Path(sys.prefix) / "written-by-a-box"
            written.unlink(missing_ok=True)
