"""A real cluster on this machine, for tests."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from distributed import Client

ROOT = Path(__file__).resolve().parents[2]


class Cluster:
    """A scheduler; workers are started one by one.

    Args:
        folder: for its files.
    """

    def __init__(self, folder: Path) -> None:
        self._told = folder / "scheduler.json"
        self._folder = folder
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0")

    def start_worker(self, name: str, threads: int = 1, checkout: Path = ROOT) -> None:
        """Starts a worker in a process of its own, and waits until the scheduler knows it."""
        options = ("--name", name, "--nthreads", str(threads), "--no-nanny", "--host", "127.0.0.1")
        self._start("worker", *options, name=name, checkout=checkout)
        with self.client() as client:
            client.wait_for_workers(sum(name != "scheduler" for name in self._processes), 60)

    def _start(
        self, kind: str, *options: str, name: str = "scheduler", checkout: Path = ROOT
    ) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard"]
        with (self._folder / f"{name}.log").open("wb") as log:
            self._processes[name] = subprocess.Popen(
                [*command, "--scheduler-file", str(self._told), *options],
                cwd=checkout,
                stdout=log,
                stderr=log,
            )

    @contextlib.contextmanager
    def client(self) -> Iterator[Client]:
        """Somebody who may ask the scheduler."""
        with Client(scheduler_file=str(self._told), set_as_default=False, timeout=60) as client:
            yield client

    @property
    def address(self) -> str:
        """The scheduler's."""
        with self.client():
            return str(json.loads(self._told.read_text())["address"])

    def kill(self, name: str) -> None:
        """Kills a process at once."""
        process = self._processes.pop(name)
        process.kill()
        process.wait()

    def close(self) -> None:
        """Kills all that is left."""
        for name in list(self._processes):
            self.kill(name)
