"""The zygote: imports every library once, then forks a box for each request.

It never runs a TensorFlow operation and builds no layer: after either, every fork hangs for good.
It asserts one thread before each fork, and holds nothing but libraries, so that there is nothing in
its memory for a box to find.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import socket
import sys
import traceback
from typing import Any

from autograder.box import kernel, shell
from autograder.box.inner import Ends, Order, enter
from autograder.box.session import Session
from autograder.box.wire import Channel

CONTROL = 3
_LIBRARIES = (
    "numpy", "pandas", "tensorflow", "keras", "matplotlib.pyplot", "course_lib",
    # What a first ``fit`` would otherwise import in every box again.
    "keras.src.trainers.epoch_iterator", "tensorflow.python.data.ops.options",
)  # fmt: skip


def main(*, warm: bool) -> None:
    """Warms up, if wanted, says ``warm`` and serves requests until the control socket closes."""
    control = socket.socket(fileno=CONTROL)
    control.set_inheritable(False)
    missing = _import_all() if warm else []
    shell.prepare(draw=warm)
    gc.collect()
    gc.freeze()
    if warm:
        kernel.gather_pages()
    control.sendall(json.dumps({"warm": missing}).encode())
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 65536, 3)
        if not message:
            os._exit(0)
        control.sendall(json.dumps(_serve(json.loads(message), descriptors)).encode())


def _import_all() -> list[str]:
    missing = []
    for name in _LIBRARIES:
        try:
            importlib.import_module(name)
        except ImportError:
            missing.append(name)
    return missing


def _serve(request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
    try:
        if request["op"] == "fork":
            threads = len(os.listdir("/proc/self/task"))
            if threads != 1:
                return {"error": f"the zygote has {threads} threads; a fork of it would hang"}
            if os.fork() == 0:
                _box(Order(**request["order"]), Ends(*descriptors))
        return _vital_signs()
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
        _reap()


def _vital_signs() -> dict[str, int]:
    with open("/proc/self/status") as stream:
        memory = next(int(line.split()[1]) for line in stream if line.startswith("VmRSS:"))
    return {
        "threads": len(os.listdir("/proc/self/task")),
        "files": len(os.listdir("/proc/self/fd")),
        "resident_kib": memory,
    }


def _reap() -> None:
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                return
        except ChildProcessError:
            return


def _box(order: Order, ends: Ends) -> None:
    """Never returns. Until the walls stand, any error ends the box with its reason on stderr."""
    try:
        wire = enter(order, ends)
        os.environ.pop("PYTHONHASHSEED", None)
        random.seed(0)
        Session(Channel(socket.socket(fileno=wire))).serve()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(70)
    os._exit(0)
