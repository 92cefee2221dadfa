"""A simulated cluster obeys what can be counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cluster_model import Constants, simulate

PLAIN = Constants(grading=[2.0], driver=0.0, passage=0.0, warm_up=10.0)


@pytest.mark.parametrize(("workers", "seconds"), [(1, 30.0), (2, 20.0), (10, 12.0), (99, 12.0)])
def test_ten_gradings_share_the_workers_out(workers: int, seconds: float) -> None:
    """With a driver that costs nothing, only whole gradings count."""
    assert pytest.approx(seconds) == simulate(10, workers, PLAIN).seconds


def test_a_slow_driver_is_the_ceiling() -> None:
    """However many workers there are, records are written one after another."""
    constants = Constants(grading=[0.1], driver=0.01, passage=0.0, warm_up=0.0)
    outcome = simulate(1000, 500, constants)
    assert 10.0 <= outcome.seconds < 10.5
    assert "the driver" == outcome.bottleneck


def test_few_workers_are_the_bottleneck() -> None:
    """As long as the driver waits for them."""
    constants = Constants(grading=[0.5], driver=0.001, passage=0.002, warm_up=1.0)
    assert "the workers" == simulate(1000, 4, constants).bottleneck


@given(
    submissions=st.integers(1, 60),
    workers=st.integers(1, 20),
    grading=st.lists(st.floats(0.01, 5.0), min_size=1, max_size=4),
    driver=st.floats(0.0, 0.5),
)
def test_nobody_is_faster_than_the_work_there_is(
    submissions: int, workers: int, grading: list[float], driver: float
) -> None:
    """Bounds that hold for any cluster; shares are shares."""
    constants = Constants(grading, driver, 0.01, 3.0)
    outcome = simulate(submissions, workers, constants)
    least = max(3.0 + min(grading), submissions * driver, submissions * min(grading) / workers)
    assert outcome.seconds >= least - 1e-9
    assert 0.0 <= outcome.driver_busy <= 1.0 + 1e-9
    assert 0.0 <= outcome.workers_busy <= 1.0 + 1e-9
