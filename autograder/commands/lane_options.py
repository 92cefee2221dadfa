"""Options of ``grade`` about where submissions are graded: on this machine, or on a cluster."""

from __future__ import annotations

import importlib.util
import os
import re
from typing import Annotated

import typer

from autograder.batch.lanes import Lanes, LocalLanes
from autograder.commands.choices import rung_of
from autograder.commands.terminal import note, usage
from autograder.sandbox import Rung

WorkersOption = Annotated[
    int, typer.Option("--workers", min=1, help="Lanes of this machine; one a core.")
]
IsolationOption = Annotated[
    str,
    typer.Option("--isolation", help="auto, full, root-ns, landlock, or none (trusted code only)."),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Grade on a dask.distributed cluster, such as tcp://HOST:8786 (or tls://). Start it "
        "with two commands, in a checkout on each machine: `python -m "
        "distributed.cli.dask_scheduler` and `python -m distributed.cli.dask_worker "
        "tcp://HOST:8786 --nworkers -1 --nthreads 1`. More in docs/for-graders.md.",
    ),
]
CORES = os.cpu_count() or 1

_ADDRESS = re.compile(r"(?:tcp|tls)://(?:\[[0-9A-Fa-f:.%\w]+\]|[\w.-]+):\d{1,5}")


def lanes_of(cluster: str | None, workers: int, isolation: str) -> Lanes:
    """The lanes that the options name.

    Args:
        cluster: a scheduler's address, or None for this machine.
        workers: how many lanes of this machine.
        isolation: a rung, or ``auto``.

    Raises:
        typer.Exit: they cannot be meant so.
    """
    if cluster is None:
        return LocalLanes(workers, rung_of(isolation))
    if _ADDRESS.fullmatch(cluster) is None:
        raise usage(
            f"--cluster {cluster}: this is no address of a scheduler. Say tcp://HOST:PORT or "
            "tls://HOST:PORT, for example tcp://localhost:8786."
        )
    if isolation != "auto" and isolation not in [*Rung]:
        raise usage(f"--isolation {isolation}: choose one of auto, {', '.join(Rung)}.")
    if importlib.util.find_spec("distributed") is None:
        raise usage(
            "--cluster needs dask.distributed. Install it with: "
            "python -m pip install -c constraints.txt '.[cluster]'"
        )
    from autograder.batch.cluster import ClusterLanes

    return ClusterLanes(cluster, isolation, note)
