"""A series without any dice that is hard to foretell all the same: Mackey and Glass's."""

from __future__ import annotations

import numpy as np

from course_lib.generated_series import GENERATED, TimeSeries

FINE = 10
"""Small steps of the integration in one step of the series."""

WARM_UP = 300
"""Steps that are thrown away, until the beginning is forgotten."""


def mackey_glass(length: int = 1000, *, seed: int = 0, delay: int = 17) -> TimeSeries:
    """A series that grows on what it was some steps ago, chokes on too much, and never repeats.

    At every moment a tenth of the level decays, and what is added depends on the level ``delay``
    steps ago: most if that was middling, little if it was high. There is no noise in it. It is
    chaotic all the same: two runs that begin a hair apart are strangers after a while.

    Args:
        length: steps.
        seed: which one; it chooses the level that the run begins with.
        delay: how long it takes until the level is noticed.

    Returns:
        A ``TimeSeries`` over step numbers.

    Raises:
        ValueError: there is no delay.
    """
    if delay < 1:
        raise ValueError(f"a delay of {delay} is none: choose 1 or more")
    back, small = delay * FINE, 1 / FINE
    begin = float(np.random.default_rng(seed).uniform(0.5, 1.2))
    levels = [begin] * (back + 1)
    for _ in range((WARM_UP + length) * FINE):
        now, then, soon = levels[-1], levels[-1 - back], levels[-back]
        between = (then + soon) / 2
        # Four looks at the slope, as Runge and Kutta take them.
        first = _slope(now, then)
        second = _slope(now + small / 2 * first, between)
        third = _slope(now + small / 2 * second, between)
        fourth = _slope(now + small * third, soon)
        levels.append(now + small / 6 * (first + 2 * second + 2 * third + fourth))
    values = np.array(levels[back + 1 + WARM_UP * FINE :: FINE])
    return TimeSeries(
        "Mackey-Glass",
        np.arange(length),
        values,
        "",
        f"{GENERATED}: a feedback that is {delay} steps late",
    )


def _slope(now: float, then: float) -> float:
    """How fast the level changes, given what it is and what it was a delay ago."""
    return 0.2 * then / (1 + then**10) - 0.1 * now
