"""The corpus against boxes on the rung ``root-ns``: namespaces, and a uid for each box."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.records import Record
from autograder.sandbox import Rung
from tests.hostile.canaries import Surroundings
from tests.hostile.holding import attack_gains_nothing, cases
from tests.hostile.staging import Attack, Stage

pytestmark = pytest.mark.xdist_group("hostile-root-ns")


@pytest.mark.parametrize("attack", cases(Rung.ROOT_NS))
def test_attack_gains_nothing(
    attack: Attack,
    stage_at: Callable[[Rung], Stage],
    honest_at: Callable[[Rung], Record],
    surroundings: Surroundings,
    tmp_path: Path,
) -> None:
    """No score, no secret, no process left, no mark on the next, nothing changed around."""
    rung = Rung.ROOT_NS
    attack_gains_nothing(attack, stage_at(rung), honest_at(rung), surroundings, tmp_path)


def test_honest_notebook_earns_everything(honest_at: Callable[[Rung], Record]) -> None:
    """Against this every attack is measured, so it must be whole."""
    record = honest_at(Rung.ROOT_NS)
    assert record.points == record.score
    assert record.isolation == "root-ns"
