"""A dozen small attacks against ``otter run``, ``nbgrader autograde`` and ours, in one run.

Run it with ``make bench-attacks``; it writes ``benchmarks/ATTACKS.md``. nbgrader lives in an
environment of its own, ``build/bench-venv``, made when it is missing. Every other file goes into a
temporary folder, every connection to this machine alone.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import secrets
import shutil
import socket
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from autograder.examiner.lane import Lane
from autograder.release import release
from autograder.sandbox import choose_rung
from benchmarks.attack_corpus import ATTACKS, BASELINES, SENTENCE, Attack
from benchmarks.attack_systems import (
    SECONDS,
    Outcome,
    Scene,
    System,
    nbgrader_course,
    nbgrader_system,
    otter_system,
    our_system,
)
from benchmarks.peers import NBGRADER, nbgrader_python

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "benchmarks" / "ATTACKS.md"
_COLUMNS = ("otter run", "nbgrader autograde", "ours")
_AIMS = {
    "points": "points for a wrong answer",
    "rest": "the points of the other question",
    "tests": "the words of hidden tests",
    "variable": "a variable of the grader's environment",
    "server": "a server on this machine",
}

_PAGE = """# The same attacks on three graders

Written by `make bench-attacks` from one run on one machine; do not edit. Two questions worth
{full} points; every system gets the same answers and the same attacking cells. Each cell gives the
verdict and the measured score.

| attack | after | honest score | {columns} |
|---|---|---|---|---|---|
{rows}

*fell*: more points than the same wrong answer earns honestly; or the secret was written out, or
the server was reached; or, for the endless loop, the right answer to q2 earned less than
honestly. *held*: none of that. *no result*: the command ended without a score for the submission,
so that nothing was gained, but the right answers in it earned nothing either. *not measured*: the
attack did not get as far as to say that it ran, or the system gave an honest notebook another
score than the others did.

## What was compared

* `otter run` of otter-grader {otter}, with exception-style tests. It is otter's command without a
  container. otter recommends `otter grade`, which uses Docker and has `--timeout` and
  `--no-network`; `otter run` has no time limit, and this benchmark stopped it after {seconds} s.
* `nbgrader autograde` of nbgrader {nbgrader}, as installed, released with
  `nbgrader generate_assignment`, scores read from its gradebook. Its test cells run in the
  student's kernel by design. nbgrader does not itself promise safety against hostile code and
  recommends to run it in a container. Its default limit for a cell is 30 s.
* ours: `autograder.examiner.lane.Lane` of this repository at isolation `{rung}`. It promises that
  tests are judged outside the process that runs the submission, and that this process reaches
  neither files, variables nor servers of the grader.

The commands are compared as they were run here, without a container. What either of them holds
inside one was not measured.

What this table does not say: the attacks on results files know where otter and nbgrader keep
theirs, and ours has none in the box to look for; attacks that know our own protocol are in
`tests/hostile`. The walk for hidden tests also climbs out of the working folder, to where the
grader's own files lie. *no result* was read from the command's exit code. nbgrader's tests are the
same questions, rewritten by hand in its format.

Measured with Python {python} on {system}; the other commands had no options but the folders.
"""


def main() -> None:
    """Measures everything, prints the table and writes the page."""
    console = Console()
    with tempfile.TemporaryDirectory(prefix="attacks-") as name, Progress(console=console) as bar:
        folder, rung = Path(name), choose_rung()
        checkout = folder / "checkout"
        shutil.copytree(ROOT / "tests" / "release" / "tiny_course", checkout)
        archive = release(checkout)[0].archive
        python = nbgrader_python()
        stage = _Stage(folder, bar)
        course = nbgrader_course(stage.scene("released"), python)
        # A lane has its secret before it starts, as the commands have theirs.
        os.environ["GRADER_TOKEN"] = stage.token
        lane = Lane(rung)
        ours = our_system(archive, lane)
        with lane:
            measured = [stage.measure("ours", ours)]
        del os.environ["GRADER_TOKEN"]
        with ThreadPoolExecutor(2) as pool:
            theirs = (otter_system(archive), nbgrader_system(python, course))
            measured = [*pool.map(stage.measure, _COLUMNS[:2], theirs), *measured]
        rows = _rows(measured, stage.token)
        full = max(o.score or 0 for outcomes in measured for o in outcomes[:1])
    table = Table(title="attacks, as run here without a container")
    for heading in ("attack", "after", "honest", *_COLUMNS):
        table.add_column(heading)
    for row in rows:
        table.add_row(*row)
    console.print(table)
    text = _PAGE.format(
        full=f"{full:g}",
        columns=" | ".join(_COLUMNS),
        rows="\n".join("| " + " | ".join(row) + " |" for row in rows),
        otter=importlib.metadata.version("otter-grader"),
        nbgrader=NBGRADER,
        seconds=SECONDS,
        rung=rung,
        python=platform.python_version(),
        system=platform.system(),
    )
    PAGE.write_text(text, encoding="utf-8")


class _Stage:
    """Hands every notebook to a system, each run in a folder of its own."""

    def __init__(self, folder: Path, bar: Progress) -> None:
        self.token = f"token-{secrets.token_hex(8)}"
        self._folder = folder
        self._bar = bar

    def scene(self, name: str) -> Scene:
        """A fresh folder with a server that only listens."""
        folder = self._folder / name
        folder.mkdir(parents=True)
        server = socket.create_server(("127.0.0.1", 0))
        return Scene(folder, self.token, server, secrets.token_hex(8))

    def measure(self, name: str, system: System) -> list[Outcome]:
        """What a system makes of the honest notebooks and then of the attacks."""
        notebooks = (*BASELINES, *ATTACKS)
        task = self._bar.add_task(name, total=len(notebooks))
        found = []
        for number, attack in enumerate(notebooks):
            scene = self.scene(f"runs/{name.replace(' ', '-')}/{number}/own")
            with scene.server:
                found.append(system(scene, attack))
            self._bar.advance(task)
        return found


def _rows(measured: list[list[Outcome]], token: str) -> list[tuple[str, ...]]:
    names = [baseline.wrong for baseline in BASELINES]
    honest = [dict(zip(names, (o.score for o in outcomes), strict=False)) for outcomes in measured]
    rows = []
    for number, attack in enumerate(ATTACKS, start=len(BASELINES)):
        scores = {own[attack.wrong] for own in honest}
        cells = []
        for own, outcomes in zip(honest, measured, strict=True):
            score = own[attack.wrong]
            if score is None or len(scores) > 1:
                cells.append("not measured")
            else:
                cells.append(", ".join(_judge(attack, outcomes[number], score, token)))
        told = " / ".join(sorted(f"{s:g}" if s is not None else "none" for s in scores))
        rows.append((attack.name, _AIMS[attack.aim], told, *cells))
    return rows


def _judge(attack: Attack, outcome: Outcome, honest: float, token: str) -> tuple[str, str]:
    """One word, and the measured score."""
    told = "no result" if outcome.score is None else f"{outcome.score:g}"
    reached = {
        "points": outcome.score is not None and outcome.score > honest,
        "rest": outcome.score is None or outcome.score < honest,
        "tests": SENTENCE in outcome.evidence,
        "variable": token in outcome.evidence,
        "server": outcome.visited,
    }[attack.aim]
    if outcome.stopped:
        told = f"no result in {SECONDS} s"
    if attack.says and "attack-ran" not in outcome.evidence:
        return "not measured", told
    return "fell" if reached else "held", told


if __name__ == "__main__":
    main()
