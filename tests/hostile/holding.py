"""What must hold after every attack: the corpus' one yardstick, for each rung."""

from __future__ import annotations

import platform
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from autograder.records import Record, Status
from autograder.report import write_report
from autograder.sandbox import Rung
from tests.hostile.canaries import Surroundings
from tests.hostile.staging import Attack, Outcome, Stage, all_attacks, leftovers, settle, sweep
from tests.hostile.vault import HIDDEN_INPUT, SECRET, VAULT


def cases(rung: Rung) -> list[Any]:
    """Every attack that says something about a rung, as parameters with the row as their name."""
    found = []
    for attack in all_attacks():
        marks = []
        hole = attack.promised("open", rung)
        if hole:
            run = "without end" not in attack.header
            marks.append(pytest.mark.xfail(strict=True, run=run, reason=hole))
        machine = attack.header.get("machine", platform.machine())
        if machine == platform.machine() and f"not at {rung}" not in attack.header:
            found.append(pytest.param(attack, id=attack.name, marks=marks))
    return found


def attack_gains_nothing(
    attack: Attack, stage: Stage, honest: Record, surroundings: Surroundings, folder: Path
) -> None:
    """Runs one attack and looks at all that it could have gained.

    Args:
        attack: what is handed in.
        stage: the lane that grades it.
        honest: an honest notebook's record from before.
        surroundings: what may not be reached or changed.
        folder: an empty one, for pages.
    """
    before, alive = surroundings.state(), leftovers(stage)

    outcomes = [stage.hand_in(attack)]
    if attack.second:
        outcomes.append(stage.hand_in(attack, second=True))
    left = settle(stage, alive)
    sweep(stage, alive)
    after, visitors = surroundings.state(), surroundings.visitors()
    following = stage.hand_in(None).record

    _judged_right(attack, outcomes[0].record)
    for word in attack.header.get("says", "").split():
        assert word in outcomes[0].printed, f"the attack broke: {outcomes[0].printed[-2000:]}"
    for outcome in outcomes:
        _no_secret_got_out(attack, stage.rung, outcome, folder)
    if attack.second:
        assert VAULT.points == outcomes[1].record.score, "the second submission lost marks"
    assert {name for name in before if before[name] != after.get(name)} == set()
    assert set(after) == set(before), "files came or went"
    assert visitors == []
    assert left == set(), "processes of the box outlived it"
    differing = _differences(following, honest)
    assert differing == [], f"the next submission was graded differently: {differing}"


def _differences(one: Record, other: Record) -> list[str]:
    mine, theirs = one.stable(), other.stable()
    return [
        f"{key}: {mine[key]} instead of {theirs[key]}" for key in mine if mine[key] != theirs[key]
    ]


def _judged_right(attack: Attack, record: Record) -> None:
    assert record.status is Status.GRADED, record.faults
    allowed = attack.header["score"]
    if allowed.startswith("at most "):
        assert record.score <= float(allowed.removeprefix("at most "))
    else:
        assert record.score == float(allowed), _told(record)
    words = attack.header.get("cells", "")
    assert any(words in (cell.error or "") for cell in record.cells) or not words, _told(record)
    wanted = attack.verdicts()
    for question in record.questions:
        if question.name in wanted:
            got = {str(check.verdict) for check in question.checks}
            assert got <= wanted[question.name], f"{question.name}: {_told(record)}"


def _told(record: Record) -> list[str]:
    return [
        f"{question.name}: {check.verdict} {check.message}"
        for question in record.questions
        for check in question.checks
    ] + [str(asdict(cell)) for cell in record.cells]


def _no_secret_got_out(attack: Attack, rung: Rung, outcome: Outcome, folder: Path) -> None:
    promised = attack.may_reach(rung)
    reached = set(re.findall(r"^reached: (.+)$", outcome.printed, re.MULTILINE))
    assert reached - promised == set(), outcome.printed
    secrets = set(re.findall(rf"{SECRET}[a-z0-9-]*", outcome.printed))
    assert {s.removeprefix(SECRET) for s in secrets} - promised == set()
    write_report([outcome.record], folder)
    seen = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
    for text in (outcome.record.to_json(), *seen):
        text.encode("utf-8")
        assert SECRET not in text
        assert HIDDEN_INPUT not in text, "an input of a hidden check reached the student"
