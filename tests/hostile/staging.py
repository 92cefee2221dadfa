"""Reads the attack files, turns each into notebooks as a student would hand them in, runs them.

An attack file is percent text. Its header is a comment: prose, then lines ``# key: value``.

* ``score``: what the honest part of the same answers is worth; a success would be more (or less,
  where the attack is on somebody else). ``at most N`` where chance has a say.
* ``verdicts``: ``q1 failed, q2 timed_out|crashed``: the verdicts that a question's checks may have.
* ``says``: a word that the box must have printed, so that a broken attack is not taken for a held
  one. ``may reach``, ``may reach at landlock``: things that are not promised.
* ``metadata q1-check``, ``metadata notebook``: JSON for the notebook's metadata, ``cell q1-check``:
  JSON laid over the cell.
* ``pad q1-check``: so many spaces at the cell's end. ``limits``: JSON laid over the vault's.
  ``cells``: words that the record of some cell must have. ``machine``: the only kind it is for.
  ``vault``: ``model`` for the vault whose one question wants a Keras model.
* ``open``, ``open at landlock``, ``open at landlock as root``: a hole that is known and not yet
  closed; the test then fails when it is. ``not at landlock``: what the attack is about is not
  promised there, or is tested elsewhere.

Cells follow: ``# %% q1`` replaces the answer of q1, ``# %% before`` comes before everything,
``# %% after q1`` after that question's check, ``# %% end`` last. With ``second`` in front, the cell
belongs to another submission, handed in next. A line that starts with ``#| `` goes without it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.batch.intake import find_submissions, open_submission
from autograder.bundles import seal
from autograder.course import Bundle, Role
from autograder.examiner.lane import Lane
from autograder.records import Record
from autograder.sandbox import Box, Cage, Rung
from autograder.sandbox.live_box import BoxLimits
from tests.hostile.vault import ADDING_MODEL, HONEST, MODEL_VAULT, VAULT

_DYING_SECONDS = 3.0
"""What a killed process may take to give its memory back."""

ATTACKS = Path(__file__).parent / "attacks"

_HEADER = re.compile(r"# ([a-z][a-z0-9 -]*): (.+)")
_CELL = re.compile(r"# %% (second )?(before|end|after q[1-4]|q[1-4])")

_ATTEMPT = """
import os as _os

def print(*words, **options):
    # Past whatever catches what a call prints.
    _os.write(1, (" ".join(map(str, words)) + "\\n").encode(errors="replace"))

def attempt(name, action):
    try:
        got = action()
    except BaseException as error:
        print("held:", name, type(error).__name__)
    else:
        print("reached:", name)
        return got
"""


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack file. ``cells`` and ``second`` give sources by place."""

    name: str
    header: dict[str, str]
    cells: dict[str, str]
    second: dict[str, str]

    def promised(self, key: str, rung: Rung) -> str | None:
        """The header's value that holds on a rung, and for the user that we are."""
        names = [key, f"{key} at {rung}"]
        if os.getuid() == 0:
            names += [f"{key} at {rung} as root"]
        return next((self.header[name] for name in names if name in self.header), None)

    def verdicts(self) -> dict[str, set[str]]:
        """The verdicts that each named question's checks may have."""
        parts = [part.split() for part in self.header.get("verdicts", "").split(",") if part]
        return {question: set(words.split("|")) for question, words in parts}

    def bundle(self) -> Bundle:
        """The vault that the attack is on, with the limits that it is about."""
        if self.header.get("vault") == "model":
            return MODEL_VAULT
        own = json.loads(self.header.get("limits", "{}"))
        return seal(replace(VAULT, limits=replace(VAULT.limits, **own))) if own else VAULT

    def may_reach(self, rung: Rung) -> set[str]:
        """What the attack may reach on this rung."""
        words = self.header.get("may reach", "") + "," + self.header.get(f"may reach at {rung}", "")
        return {word.strip() for word in words.split(",") if word.strip()}


def read_attack(path: Path) -> Attack:
    """The attack in a file."""
    header: dict[str, str] = {}
    cells: tuple[dict[str, str], dict[str, str]] = ({}, {})
    lines: list[str] | None = None
    bodies: list[tuple[bool, str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        start = _CELL.fullmatch(line)
        if start:
            lines = []
            bodies.append((bool(start[1]), start[2], lines))
        elif lines is not None:
            lines.append(line.removeprefix("#| "))
        elif entry := _HEADER.fullmatch(line):
            header[entry[1]] = entry[2]
    for second, place, body in bodies:
        cells[second][place] = "\n".join(body).strip() + "\n"
    return Attack(path.stem, header, *cells)


def all_attacks() -> list[Attack]:
    """Every attack, in order of its row."""
    return [read_attack(path) for path in sorted(ATTACKS.glob("row_*.py"))]


@dataclass(slots=True)
class Outcome:
    """What came of one submission: its record, and all that its boxes printed."""

    record: Record
    printed: str = ""
    boxes: list[int] = field(default_factory=list)


class WatchedCage(Cage):
    """A cage that remembers its boxes, to read afterwards what they printed."""

    seen: list[Box]

    def open_box(self, limits: BoxLimits) -> Box:
        """A fresh box, remembered."""
        box = super().open_box(limits)
        self.seen.append(box)
        return box


class Stage:
    """One lane with its surroundings told, ready for attack after attack.

    Args:
        rung: which walls the boxes have.
        told: what an attack is told about the surroundings.
        folder: where notebooks are written.
    """

    def __init__(self, rung: Rung, told: dict[str, Any], folder: Path) -> None:
        self.rung = rung
        self.lane = Lane(rung)
        self.cage = WatchedCage(rung)
        self.cage.seen = []
        self.lane._cage = self.cage
        self._told = told
        self._folder = folder

    def __enter__(self) -> Stage:
        self.lane.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.lane.close()

    def hand_in(self, attack: Attack | None, *, second: bool = False) -> Outcome:
        """Grades a notebook with the attack's cells in it; without one, an honest notebook."""
        bundle = attack.bundle() if attack else VAULT
        notebook = honest_notebook(bundle)
        if attack is not None:
            self._arm(notebook, attack, attack.second if second else attack.cells)
        path = self._folder / "ada.ipynb"
        path.write_text(json.dumps(notebook), encoding="utf-8")
        return self.examine(path, bundle)

    def examine(self, path: Path, bundle: Bundle = VAULT) -> Outcome:
        """Takes in one file and grades it, as a batch does."""
        (handed,) = find_submissions([path])
        self.cage.seen.clear()
        record = self.lane.examine(bundle, open_submission(handed).submission)
        assert self.lane._cage is self.cage, "the lane had to be started again"
        printed = b"".join(box.output for box in self.cage.seen).decode(errors="replace")
        return Outcome(record, printed, [box.pid for box in self.cage.seen])

    def _arm(self, notebook: dict[str, Any], attack: Attack, cells: dict[str, str]) -> None:
        by_id = {cell["id"]: cell for cell in notebook["cells"]}
        told = "".join(f"{name} = {value!r}\n" for name, value in self._told.items())
        for place, source in cells.items():
            if place in HONEST:
                by_id[f"{place}-answer"]["source"] = source
                continue
            position = {"before": 0, "end": len(notebook["cells"])}.get(place)
            if position is None:
                check = by_id[f"{place.removeprefix('after ')}-check"]
                position = notebook["cells"].index(check) + 1
            notebook["cells"].insert(position, code_cell("", source))
        notebook["cells"].insert(0, code_cell("", told + _ATTEMPT))
        for key, value in attack.header.items():
            kind, _, name = key.partition(" ")
            if kind == "metadata" and name == "notebook":
                notebook["metadata"].update(json.loads(value))
            elif kind == "metadata":
                by_id[name]["metadata"].update(json.loads(value))
            elif kind == "cell":
                by_id[name].update(json.loads(value))
            elif kind == "pad":
                by_id[name]["source"] += " " * int(value) + "x"


def code_cell(name: str, source: str) -> dict[str, Any]:
    """One code cell as it stands in a notebook file."""
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def honest_notebook(bundle: Bundle = VAULT) -> dict[str, Any]:
    """A vault's notebook with right answers."""
    answers = HONEST if bundle.slug == VAULT.slug else ADDING_MODEL
    cells = []
    for cell in bundle.cells:
        if cell.role is Role.PROSE:
            cells.append({"cell_type": "markdown", "id": cell.id, "source": cell.source})
        else:
            own = cell.role is Role.ANSWER and cell.question
            cells.append(code_cell(cell.id, answers[own] if own else cell.source))
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def leftovers(stage: Stage) -> set[int]:
    """Processes that belong to the stage's zygote, wherever in the process tree they hang."""
    found = set(_descendants(stage.cage.pid)) - {stage.cage.pid}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and stage.cage._work and _home(entry) == stage.cage._work:
            found.add(int(entry.name))
    return found


def settle(stage: Stage, kept: set[int]) -> set[int]:
    """What a box has left behind, once what is dying anyway has died."""
    for pid in leftovers(stage) - kept:
        with contextlib.suppress(ProcessLookupError):
            ended = os.pidfd_open(pid)
            select.select([ended], [], [], _DYING_SECONDS)
            os.close(ended)
    return leftovers(stage) - kept


def sweep(stage: Stage, kept: set[int]) -> None:
    """Ends whatever a box has left behind, so that one hole does not fail the next attack too."""
    while late := leftovers(stage) - kept:
        for pid in late:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _descendants(pid: int) -> Iterator[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "stat").read_text()
            except OSError:
                continue
            state, parent = text.rpartition(")")[2].split()[:2]
            if state != "Z":
                parents.setdefault(int(parent), []).append(int(entry.name))
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += parents.get(one, [])


def _home(process: Path) -> str:
    """The HOME that a process was started with: a fork of the zygote has the zygote's."""
    try:
        environment = (process / "environ").read_bytes()
    except OSError:
        return ""
    values = dict(entry.partition(b"=")[::2] for entry in environment.split(b"\0"))
    return values.get(b"HOME", b"").decode(errors="replace")
