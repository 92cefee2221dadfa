"""The magpie: a writer that knows nothing but which symbol has followed the last few ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Logits = NDArray[np.float64]
Glance = tuple[int, ...]
StepFn = Callable[[int, Glance], tuple[Logits, Glance]]

MIXER = np.uint64(0x9E3779B97F4A7C15)
TRUST = 0.1
"""How much of a shorter glance is mixed in, counted in sightings."""


def hatch_magpie(ids: Any, k: int, size: int) -> StepFn:
    """Makes a writer that looks at the last k symbols, and at nothing else.

    What has followed those k symbols in its nest is likely to follow again. Where it has never seen
    them, it looks at fewer.

    Args:
        ids: its nest: a text as numbers, (L,), integers.
        k: how many symbols it can keep in mind, 0 or more.
        size: how many symbols there are.

    Returns:
        A function that takes a symbol's number and a state and gives the logits of what comes next,
        (size,), float64, and the new state. The state to begin with is ``()``.

    Raises:
        ValueError: the nest is shorter than k + 1, or k is negative.
    """
    nest = np.asarray(ids, dtype=np.int64).reshape(-1)
    if not 0 <= k < len(nest):
        raise ValueError(f"a magpie cannot keep {k} symbols in mind, out of a nest of {len(nest)}")
    shelves = [_Shelf(nest, length) for length in range(k + 1)]
    known: dict[Glance, Logits] = {}

    def chances(glance: Glance) -> Logits:
        if glance not in known:
            shorter = chances(glance[1:]) if glance else np.full(size, 1 / size)
            sightings = np.bincount(shelves[len(glance)].after(glance), minlength=size)
            known[glance] = (sightings + TRUST * shorter) / (sightings.sum() + TRUST)
        return known[glance]

    def step(symbol: int, state: Glance) -> tuple[Logits, Glance]:
        glance = (*state, int(symbol))[-k:] if k else ()
        logits: Logits = np.log(chances(glance))
        return logits, glance

    return step


class _Shelf:
    """All glances of one length, in an order in which equal ones lie side by side."""

    def __init__(self, nest: Ids, length: int) -> None:
        marks = (
            _marks(np.lib.stride_tricks.sliding_window_view(nest[:-1], length)) if length else None
        )
        if marks is None:
            marks = np.zeros(len(nest), dtype=np.uint64)
        order = np.argsort(marks, kind="stable")
        self.marks, self.followers = marks[order], nest[length:][order]

    def after(self, glance: Glance) -> Ids:
        """What has followed a glance, once for each time."""
        mark = _marks(np.array([glance], dtype=np.int64).reshape(1, len(glance)))[0]
        first, last = (np.searchsorted(self.marks, mark, side=side) for side in ("left", "right"))
        return self.followers[first:last]


def _marks(glances: Ids) -> NDArray[np.uint64]:
    """One number for each row, the same for equal rows."""
    mark = np.zeros(len(glances), dtype=np.uint64)
    for column in glances.T:
        mark = (mark ^ column.astype(np.uint64)) * MIXER
        mark ^= mark >> np.uint64(29)
    return mark
