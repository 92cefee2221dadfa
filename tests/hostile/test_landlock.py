"""The corpus against boxes on the rung ``landlock``: Landlock, seccomp and limits alone."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.box.wire import Encoder
from autograder.records import Record
from autograder.sandbox import Cage, Rung
from autograder.sandbox.live_box import BoxLimits
from tests.hostile.canaries import Surroundings
from tests.hostile.holding import attack_gains_nothing, cases
from tests.hostile.staging import ATTACKS, Attack, Stage, read_attack

pytestmark = pytest.mark.xdist_group("hostile-landlock")


@pytest.mark.parametrize("attack", cases(Rung.LANDLOCK))
def test_attack_gains_nothing(
    attack: Attack,
    stage_at: Callable[[Rung], Stage],
    honest_at: Callable[[Rung], Record],
    surroundings: Surroundings,
    tmp_path: Path,
) -> None:
    """No score, no secret, no process left, no mark on the next, nothing changed around."""
    rung = Rung.LANDLOCK
    attack_gains_nothing(attack, stage_at(rung), honest_at(rung), surroundings, tmp_path)


def test_honest_notebook_earns_everything(honest_at: Callable[[Rung], Record]) -> None:
    """Against this every attack is measured, so it must be whole."""
    record = honest_at(Rung.LANDLOCK)
    assert record.points == record.score
    assert record.isolation == "landlock"


def test_a_lane_closes_whatever_is_left_in_its_folder() -> None:
    """Folders in folders, deeper than a careless cleaner can walk, go away with the lane."""
    deep = read_attack(ATTACKS / "row_47_deep_folders.py").cells["before"]
    cage = Cage(Rung.LANDLOCK, warm=False)
    try:
        with cage:
            box = cage.open_box(BoxLimits())
            with box.limited(10):
                box.channel.send(1, "run", deep.encode(), Encoder())
                answer = box.channel.receive()
            box.close()
            assert answer is not None
            assert answer.op == "value"
        assert not Path(str(cage._work)).exists()
    finally:
        subprocess.run(["rm", "-rf", "--", str(cage._work)], check=True)
