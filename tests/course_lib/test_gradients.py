"""Gradients by nudging agree with calculus."""

from __future__ import annotations

import numpy as np

from course_lib import BAR, numeric_gradient, relative_error


def test_the_gradient_of_a_cubic_is_exact_enough() -> None:
    """Nudging a known function gives its derivative."""
    at = np.random.default_rng(1).normal(size=(3, 2))
    nudged = numeric_gradient(lambda value: float(np.sum(value**3)), at)
    assert relative_error(3 * at**2, nudged) < BAR


def test_the_point_is_left_alone() -> None:
    """A function that scribbles on its input changes neither the point nor the result."""
    at = np.array([1.0, 2.0])

    def scribble(value: np.ndarray) -> float:
        total = float(np.sum(value**2))
        value[:] = 99.0
        return total

    nudged = numeric_gradient(scribble, at)
    assert [1.0, 2.0] == at.tolist()
    assert relative_error(2 * at, nudged) < BAR


def test_integers_are_nudged_as_floats() -> None:
    """Whole numbers do not swallow the nudge."""
    nudged = numeric_gradient(lambda value: float(value[0] * 3), np.array([2]))
    np.testing.assert_allclose([3.0], nudged)


def test_the_error_is_relative_with_a_floor() -> None:
    """The denominator is the sum of sizes, but never below the floor."""
    assert np.isclose(0.1 / 2.1, relative_error(np.array([1.1]), np.array([1.0])))
    assert np.isclose(1e-3, relative_error(np.array([1e-11]), np.array([0.0])))
    assert np.isclose(1e-8, relative_error(np.array([1e-11]), np.array([0.0]), floor=1e-3))


def test_other_shapes_and_lost_values_are_infinitely_wrong() -> None:
    """Neither broadcasting nor NaN can pass for agreement."""
    assert float("inf") == relative_error(np.ones(3), np.ones((3, 1)))
    assert float("inf") == relative_error(np.array([np.nan]), np.array([1.0]))


def test_empty_gradients_agree() -> None:
    """There is nothing to be wrong about."""
    assert 0.0 == relative_error(np.empty(0), np.empty(0))
