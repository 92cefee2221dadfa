"""Series made with dice: seasons, trends, regimes and walks, whose noise is known exactly.

With a generated series one knows what nobody knows of a real one: how good a forecast can be at
best. The same seed gives the same series, on every machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

DAY, WEEK = 24, 24 * 7
"""Hours."""

GENERATED = "generated"
"""How the source of every series of this module begins."""

Seed = int | np.random.Generator
"""A number, or a generator of random numbers that goes on from where it stands."""


@dataclass(frozen=True, slots=True, eq=False)
class TimeSeries:
    """One series and where it comes from. Its arrays cannot be written into; copy them.

    Attributes:
        name: what was measured, in a few words.
        time: when, (L,), dates where they are known and step numbers otherwise.
        values: what, (L,), float64.
        unit: of the values; empty for a plain number.
        source: who measured, or how it was generated; to be written on every picture.
        floor: the smallest mean absolute error that a forecast of the next value can have, or None
            where nobody knows.
    """

    name: str
    time: NDArray[Any]
    values: NDArray[np.float64]
    unit: str
    source: str
    floor: float | None = None

    def __post_init__(self) -> None:
        """Makes both arrays read-only copies.

        Raises:
            ValueError: they are not two rows of equal length.
        """
        time, values = np.array(self.time), np.array(self.values, dtype=np.float64)
        if values.ndim != 1 or time.shape != values.shape:
            raise ValueError(f"{self.name}: time {time.shape} and values {values.shape} differ")
        for field, array in (("time", time), ("values", values)):
            array.setflags(write=False)
            object.__setattr__(self, field, array)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def is_generated(self) -> bool:
        """Whether it was made with dice rather than measured."""
        return self.source.startswith(GENERATED)

    def between(self, start: Any, stop: Any) -> TimeSeries:
        """The part from one time up to another, which is left out.

        Args:
            start: first time of the part, a step number or a date such as ``"2016-08-01"``.
            stop: the first time after it.
        """
        first, last = (np.asarray(edge, dtype=self.time.dtype) for edge in (start, stop))
        kept = (self.time >= first) & (self.time < last)
        part = self.time[kept], self.values[kept]
        return TimeSeries(self.name, *part, self.unit, self.source, self.floor)


def seasonal_series(  # noqa: PLR0913 - the knobs of a season
    length: int = 20 * WEEK,
    *,
    seed: Seed = 0,
    daily: float = 2.0,
    weekly: float = 1.0,
    phi: float = 0.7,
    sigma: float = 0.3,
) -> TimeSeries:
    """An hourly series with a daily and a weekly wave, and noise that lingers for some hours.

    Args:
        length: hours.
        seed: which one.
        daily: height of the wave that returns after 24 hours.
        weekly: height of the wave that returns after 168 hours.
        phi: share of the noise that is still there an hour later.
        sigma: standard deviation of what is new in the noise, every hour.

    Returns:
        A ``TimeSeries`` over step numbers, with its floor.
    """
    hours = np.arange(length)
    turn = 2 * np.pi * hours
    waves = daily * np.sin(turn / DAY) + weekly * np.sin(turn / WEEK)
    noise = _lingering(length, phi, sigma, np.random.default_rng(seed))
    return TimeSeries(
        "a day and a week",
        hours,
        waves + noise,
        "",
        f"{GENERATED}: two waves and lingering noise",
        _least_error(sigma),
    )


def trend_series(
    length: int = 360, *, seed: Seed = 0, slope: float = 0.03, sigma: float = 0.5
) -> TimeSeries:
    """A monthly series that climbs, with a yearly wave that grows along with it.

    Args:
        length: months.
        seed: which one.
        slope: how much it climbs each month.
        sigma: standard deviation of the noise, which is new every month.

    Returns:
        A ``TimeSeries`` over step numbers, with its floor.
    """
    months = np.arange(length)
    level = slope * months
    wave = 0.15 * (1 + level) * np.sin(2 * np.pi * months / 12)
    noise = sigma * np.random.default_rng(seed).standard_normal(length)
    source = f"{GENERATED}: a slope, a yearly wave, noise"
    return TimeSeries("a trend", months, level + wave + noise, "", source, _least_error(sigma))


def regime_series(length: int = 600, *, seed: Seed = 0) -> TimeSeries:
    """A series that is calm, then wild around another level, then calm again.

    Args:
        length: steps.
        seed: which one.

    Returns:
        A ``TimeSeries`` over step numbers. Its floor is not given: it depends on the regime.
    """
    rng = np.random.default_rng(seed)
    first, second = (int(length * rng.uniform(*ends)) for ends in ((0.3, 0.45), (0.6, 0.75)))
    calm = 1.0 + _lingering(length, 0.6, 0.25, rng)
    wild = 3.5 + _lingering(length, 0.2, 1.0, rng)
    steps = np.arange(length)
    values = np.where((steps >= first) & (steps < second), wild, calm)
    return TimeSeries("a regime change", steps, values, "", f"{GENERATED}: calm, wild, calm")


def random_walk(
    length: int = 1000, *, seed: Seed = 0, sigma: float = 1.0, start: float = 0.0
) -> TimeSeries:
    """A walk that takes a random step from where it stands, every time.

    Args:
        length: steps.
        seed: which one.
        sigma: standard deviation of a step.
        start: where it stands first.

    Returns:
        A ``TimeSeries`` over step numbers, with its floor.
    """
    moves = sigma * np.random.default_rng(seed).standard_normal(length)
    moves[:1] = start
    source = f"{GENERATED}: one random step after another"
    steps = np.arange(length)
    return TimeSeries("a random walk", steps, np.cumsum(moves), "", source, _least_error(sigma))


def ar1(length: int = 1000, *, phi: float = 0.8, sigma: float = 1.0, seed: Seed = 0) -> TimeSeries:
    """Noise of which a share lingers from step to step, and nothing else.

    Args:
        length: steps.
        phi: the share that lingers, between -1 and 1.
        sigma: standard deviation of what is new at each step.
        seed: which one.

    Returns:
        A ``TimeSeries`` over step numbers, with its floor.
    """
    values = _lingering(length, phi, sigma, np.random.default_rng(seed))
    source = f"{GENERATED}: noise that lingers, share {phi:g}"
    return TimeSeries("AR(1)", np.arange(length), values, "", source, _least_error(sigma))


def _lingering(
    length: int, phi: float, sigma: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Noise of which the share phi is left at the next step, without a beginning."""
    if not -1 < phi < 1:
        raise ValueError(f"a share of {phi} never fades: choose one between -1 and 1")
    fresh = sigma * rng.standard_normal(length)
    fresh[:1] /= math.sqrt(1 - phi**2)
    level, values = 0.0, np.empty(length)
    for step, push in enumerate(fresh.tolist()):
        level = push + phi * level
        values[step] = level
    return values


def _least_error(sigma: float) -> float:
    """The mean absolute value of Gaussian noise: what no forecast can know beforehand."""
    return sigma * math.sqrt(2 / math.pi)
