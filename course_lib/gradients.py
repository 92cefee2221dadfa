"""Gradients by nudging: the slow, honest way to find out how a number depends on an array."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEP = 1e-5
"""The nudge, float64. Larger ones are less exact, smaller ones drown in rounding."""

BAR = 1e-6
"""A relative error up to this is rounding; above it, something is wrong with a formula."""

Array = NDArray[np.float64]


def numeric_gradient(function: Callable[[Array], Any], at: Any, step: float = STEP) -> Array:
    """The gradient of a number with respect to an array, by central differences.

    Each entry is moved a little up and a little down, and the two results are compared. The
    function gets its own copy, so ``at`` is not changed.

    Args:
        function: takes an array shaped like ``at``, float64, and returns one number.
        at: where to measure, any shape; turned into float64, for float32 is far too coarse.
        step: the size of the nudge.

    Returns:
        The gradient, shaped like ``at``, float64.
    """
    point = np.array(at, dtype=np.float64)
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        kept = point[index]
        point[index] = kept + step
        above = float(function(point.copy()))
        point[index] = kept - step
        below = float(function(point.copy()))
        point[index] = kept
        gradient[index] = (above - below) / (2.0 * step)
    return gradient


def relative_error(analytic: Any, numeric: Any, floor: float = 1e-8) -> float:
    """The largest relative difference between two gradients.

    Args:
        analytic: the gradient from a formula, any shape.
        numeric: the gradient from nudging, the same shape.
        floor: the smallest denominator. Nudging leaves an absolute noise of about 1e-10, so for
            tiny gradients a larger floor, such as 1e-3, tells noise from mistakes.

    Returns:
        The largest ``|a - n| / max(floor, |a| + |n|)``; infinite when the shapes differ or a value
        is not finite, and 0.0 for empty arrays.
    """
    formula = np.asarray(analytic, dtype=np.float64)
    nudged = np.asarray(numeric, dtype=np.float64)
    if formula.shape != nudged.shape:
        return float("inf")
    if not (np.isfinite(formula).all() and np.isfinite(nudged).all()):
        return float("inf")
    if formula.size == 0:
        return 0.0
    scale = np.maximum(floor, np.abs(formula) + np.abs(nudged))
    return float(np.max(np.abs(formula - nudged) / scale))
