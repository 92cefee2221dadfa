"""The ice cream kiosk on an island: takings that hang on a ferry and on the sun, both at once.

The table is made with dice, so one knows what nobody knows of a real kiosk: which column matters,
how late, and how good a forecast can be at best. Neither the ferry nor the sun says anything by
itself; together they say nearly everything.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SAIL = 3
"""How many hours a ferry takes from the mainland to the kiosk."""

LUCK = 0.3
"""The standard deviation of what is new in the takings in every hour."""

KIOSK_FLOOR = LUCK**2
"""The mean squared error that no forecast of the next hour can avoid."""

NAMES = ("ice", "ferry", "sun")


class Kiosk(NamedTuple):
    """Some hours at the kiosk. All columns are seen from what is usual, which is 0.

    Attributes:
        hours: their numbers, (L,), int64.
        table: one row an hour, one column for each name, (L, 3), float64.
        names: ice (takings), ferry (passengers who board on the mainland), sun.
    """

    hours: NDArray[np.int64]
    table: NDArray[np.float64]
    names: tuple[str, str, str] = NAMES


def open_kiosk(hours: int = 4000, *, seed: int | np.random.Generator = 0) -> Kiosk:
    """Lets the kiosk run for some hours.

    Half of the takings linger from hour to hour. Passengers who boarded three hours ago come by: if
    the sun was out an hour ago, they buy; if it rained, they stand under the awning, buy nothing,
    and keep others out. Ferry and sun go up and down slowly and know nothing of each other.

    Args:
        hours: how many.
        seed: which ones, or a generator of random numbers that goes on from where it stands.

    Returns:
        A ``Kiosk``.
    """
    rng = np.random.default_rng(seed)
    warm_up = 60
    fresh = rng.standard_normal((warm_up + hours, 3))
    ferry, sun = (_slow(fresh[:, column]) for column in (1, 2))
    came = np.concatenate([np.zeros(SAIL), ferry])[: len(ferry)]
    mood = np.tanh(2 * np.concatenate([np.zeros(1), sun])[: len(sun)])
    pushes = 0.8 * came * mood + LUCK * fresh[:, 0]
    level, ice = 0.0, np.empty(len(pushes))
    for hour, push in enumerate(pushes.tolist()):
        level = push + level / 2
        ice[hour] = level
    table = np.stack([ice, ferry, sun], axis=1)[warm_up:]
    return Kiosk(np.arange(hours), table)


def _slow(fresh: NDArray[np.float64]) -> NDArray[np.float64]:
    """Noise of variance 1 of which nine tenths linger."""
    level, values = float(fresh[0]), np.empty(len(fresh))
    for step, push in enumerate((math.sqrt(1 - 0.81) * fresh).tolist()):
        level = push + level * 9 / 10
        values[step] = level
    return values
