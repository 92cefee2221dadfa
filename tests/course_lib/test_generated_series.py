"""Generated series: the same for the same seed, with the noise and the floor that they claim."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib import TimeSeries, ar1, random_walk, regime_series, seasonal_series, trend_series

MAKERS = (ar1, random_walk, regime_series, seasonal_series, trend_series)


@pytest.mark.parametrize("make", MAKERS)
def test_a_seed_names_a_series(make):
    """The same seed gives the same numbers, another one gives others."""
    first, again, other = make(200, seed=3), make(200, seed=3), make(200, seed=4)
    assert np.array_equal(first.values, again.values)
    assert not np.array_equal(first.values, other.values)
    assert len(first) == len(first.time) == 200
    assert first.is_generated
    assert first.values.dtype == np.float64


@pytest.mark.parametrize("make", MAKERS)
def test_a_generator_of_random_numbers_goes_on(make):
    """A generator can be handed in; the global one is not touched."""
    before = np.random.get_state()[1].copy()
    rng = np.random.default_rng(5)
    assert not np.array_equal(make(50, seed=rng).values, make(50, seed=rng).values)
    assert np.array_equal(np.random.get_state()[1], before)


def test_seasons_come_back_after_a_day_and_a_week():
    """Without noise the series has a period of a week, and a day's wave in it."""
    quiet = seasonal_series(400, sigma=0.0).values
    np.testing.assert_allclose(quiet[168:], quiet[:-168], atol=1e-9)
    only_days = seasonal_series(100, sigma=0.0, weekly=0.0).values
    np.testing.assert_allclose(only_days[24:], only_days[:-24], atol=1e-9)


def test_noise_lingers_by_the_share_that_was_asked_for():
    """What is left after the share is taken off is new, of the size that was asked for."""
    made = ar1(40_000, phi=0.7, sigma=0.3, seed=1)
    fresh = made.values[1:] - 0.7 * made.values[:-1]
    assert abs(np.corrcoef(fresh[1:], fresh[:-1])[0, 1]) < 0.02
    assert abs(fresh.std() - 0.3) < 0.01
    assert made.floor is not None
    assert abs(np.abs(fresh).mean() - made.floor) < 0.01
    assert abs(made.values.std() - 0.3 / np.sqrt(1 - 0.49)) < 0.02


def test_a_walk_cannot_be_foretold_better_than_by_its_last_value():
    """Its floor is the size of a step."""
    walk = random_walk(40_000, seed=2, sigma=2.0, start=7.0)
    assert walk.values[0] == 7.0
    assert walk.floor is not None
    assert abs(np.abs(np.diff(walk.values)).mean() - walk.floor) < 0.03


def test_the_floor_is_known_where_the_noise_is():
    """A regime change has none: it depends on when one asks."""
    assert abs(seasonal_series(10).floor - 0.2394) < 1e-4
    assert regime_series(10).floor is None


def test_a_share_of_one_never_fades():
    """It would be a walk, and has no beginning."""
    with pytest.raises(ValueError, match="never fades"):
        ar1(10, phi=1.0)


def test_a_record_cannot_be_written_into():
    """Whoever wants other numbers makes a copy."""
    made = ar1(10)
    with pytest.raises(ValueError, match="read-only"):
        made.values += 1
    given = np.zeros(3)
    kept = TimeSeries("x", np.arange(3), given, "", "generated: by hand")
    given[0] = 9
    assert kept.values[0] == 0


def test_a_record_has_as_many_times_as_values():
    """The sentence names the series."""
    with pytest.raises(ValueError, match=r"rain: time \(2,\) and values \(3,\)"):
        TimeSeries("rain", np.arange(2), np.zeros(3), "mm", "a bucket")


def test_a_part_runs_up_to_its_end():
    """By steps and by dates."""
    assert ar1(10).between(3, 5).time.tolist() == [3, 4]
    days = np.datetime64("2020-01-01") + np.arange(5)
    part = TimeSeries("x", days, np.arange(5.0), "", "-").between("2020-01-02", "2020-01-04")
    assert part.values.tolist() == [1, 2]
