"""Recordings of two hoots: equal in everything but their order."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib import hoot_shapes, record_hoots


def test_both_cars_hoot_once_in_every_recording_and_never_together() -> None:
    """Without noise nothing is left but two shapes, at the places that are named."""
    x, y, where = record_hoots(50, noise=0.0, seed=3)
    assert (50, 96, 1) == x.shape
    for sound, low_first, (low, high) in zip(x[..., 0], y, where, strict=True):
        assert (low < high) == (low_first == 1)
        assert 16 <= abs(low - high)
        rest = sound.copy()
        for start, shape in zip((low, high), hoot_shapes().values(), strict=True):
            rest[start : start + 16] -= shape
        assert np.abs(rest).max() < 1e-12


def test_the_same_seed_gives_the_same_recordings_and_either_car_may_be_first() -> None:
    """Repeatable, balanced, and a generator goes on from where it stands."""
    first, again = record_hoots(400, seed=5), record_hoots(400, seed=5)
    assert np.array_equal(first.x, again.x)
    assert 0.4 < first.y.mean() < 0.6
    rng = np.random.default_rng(5)
    assert np.array_equal(first.x, record_hoots(400, seed=rng).x)
    assert not np.array_equal(first.x, record_hoots(400, seed=rng).x)


def test_the_two_shapes_are_equally_loud_and_unlike() -> None:
    """Neither loudness nor a shift tells one for the other."""
    low, high = hoot_shapes().values()
    assert abs(float(np.linalg.norm(low) / np.linalg.norm(high)) - 1) < 0.05
    alike = np.correlate(low, high, "full") / (np.linalg.norm(low) * np.linalg.norm(high))
    assert np.abs(alike).max() < 0.15


def test_two_hoots_have_to_fit_in() -> None:
    """Too short a recording is refused with the number that would do."""
    assert (2, 32, 1) == record_hoots(2, steps=32).x.shape
    with pytest.raises(ValueError, match="two hoots take 32"):
        record_hoots(2, steps=31)
