"""Sequences in which every step has a tag: sums of neighbours, and doughnuts in handwriting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIDE = 8
"""Rows and columns of a digit."""

ROUND = (0, 6, 8, 9)
"""The digits that have a hole."""

TRAINING = 1200
"""So many of the 1797 digits are for training, the first ones; the others are for tests."""

Seed = int | np.random.Generator
"""A number, or a generator of random numbers that goes on from where it stands."""


def neighbour_signs(
    count: int, steps: int, seed: Seed = 0
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Draws normal numbers; a step's tag is 1 where it and its two neighbours add up above zero.

    Beyond the two ends of a sequence there is nothing, and nothing counts as zero.

    Args:
        count: sequences, N.
        steps: in each of them, T.
        seed: which ones.

    Returns:
        A tuple (x, y), each (N, T, 1), float32; y is 0 or 1.
    """
    x = np.random.default_rng(seed).standard_normal((count, steps)).astype(np.float32)
    wide = np.zeros((count, steps + 2), dtype=np.float32)
    wide[:, 1:-1] = x
    windows = np.lib.stride_tricks.sliding_window_view(wide, 3, axis=1)
    y = (windows.sum(axis=2) > 0).astype(np.float32)
    return x[:, :, None], y[:, :, None]


def doughnut_strips(
    count: int, digits: int = 3, *, training: bool = True, seed: Seed = 0
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Puts handwritten digits side by side; a column's tag is 1 where its digit has a hole.

    The digits come with scikit-learn: 1797 of them, written by 13 people, 8 by 8 pixels each.

    Args:
        count: strips, N.
        digits: in each strip.
        training: whether to take them from the first 1200 digits or from the other 597.
        seed: which ones.

    Returns:
        A tuple (x, y): the columns of pixels from left to right, (N, 8 * digits, 8), from 0 to 1,
        top pixel first, and their tags, (N, 8 * digits, 1), 0 or 1; both float32.
    """
    from sklearn.datasets import load_digits

    known = load_digits()
    first, last = (0, TRAINING) if training else (TRAINING, len(known.target))
    chosen = np.random.default_rng(seed).integers(first, last, size=(count, digits))
    pixels = (known.images[chosen] / 16).astype(np.float32)
    x = pixels.swapaxes(2, 3).reshape(count, digits * SIDE, SIDE)
    y = np.isin(known.target[chosen], ROUND).astype(np.float32)
    return x, np.repeat(y, SIDE, axis=1)[:, :, None]
