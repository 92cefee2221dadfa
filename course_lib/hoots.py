"""Two cars hoot in the fog, one low and one high: noisy recordings whose order has to be told.

Everything but the order is made equal. Both cars hoot once in each recording, equally loud, at
times that are drawn anew; so whoever forgets the order, or looks at fixed places only, can but
guess.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

HOOT = 16
"""How many steps a hoot takes."""

LOUDNESS = 1.3
"""The height of a hoot; the noise has a standard deviation of 0.5 unless you ask for another."""

SWINGS = {"low": 2.0, "high": 5.0}
"""How often each car's hoot swings up and down."""


class Recordings(NamedTuple):
    """Some recordings, who hooted first, and when.

    Attributes:
        x: what the microphone heard, (N, T, 1), float64.
        y: 1 where the low car hooted first, 0 where the high one did, (N,), int64.
        where: first step of the low hoot and of the high hoot, (N, 2), int64.
    """

    x: NDArray[np.float64]
    y: NDArray[np.int64]
    where: NDArray[np.int64]


def hoot_shapes() -> dict[str, NDArray[np.float64]]:
    """The two hoots without any noise.

    Returns:
        ``low`` and ``high``, each (16,), float64.
    """
    place = (np.arange(HOOT) + 0.5) / HOOT
    swell = np.sin(np.pi * place)
    return {
        name: LOUDNESS * swell * np.sin(2 * np.pi * swings * (place - 0.5))
        for name, swings in SWINGS.items()
    }


def record_hoots(
    n: int, *, steps: int = 96, noise: float = 0.5, seed: int | np.random.Generator = 0
) -> Recordings:
    """Records some arrivals in the fog.

    Args:
        n: how many recordings.
        steps: how long each is; both hoots have to fit in.
        noise: standard deviation of the noise in every step.
        seed: which ones: a number, or a generator of random numbers.

    Returns:
        ``Recordings`` (x, y, where).

    Raises:
        ValueError: the recordings are too short for two hoots.
    """
    slack = steps - 2 * HOOT
    if slack < 0:
        raise ValueError(f"{steps} steps are too few: two hoots take {2 * HOOT}")
    rng = np.random.default_rng(seed)
    sound = noise * rng.normal(size=(n, steps))
    low_first = rng.integers(0, 2, size=n)
    begins = np.sort(rng.integers(0, slack + 1, size=(n, 2)), axis=1) + np.array([0, HOOT])
    where = np.where(low_first[:, None] == 1, begins, begins[:, ::-1])
    rows, within = np.arange(n)[:, None], np.arange(HOOT)
    for column, shape in enumerate(hoot_shapes().values()):
        sound[rows, where[:, column, None] + within] += shape
    return Recordings(sound[:, :, None], low_first, where)
