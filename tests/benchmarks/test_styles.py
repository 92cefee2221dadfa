"""Styles of test tell apart what they should, and pass what is right."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.test_strength import _WRONG, STYLES, _function, cell, missed_by, result

RIGHT = _function(cell({}))


@pytest.mark.parametrize("style", STYLES)
def test_no_style_refuses_the_right_cell(style: str) -> None:
    """Otherwise what it notices would say nothing."""
    assert missed_by(STYLES[style](), RIGHT, RIGHT)


def test_the_right_cell_is_the_one_that_keras_computes() -> None:
    """One step on one unit, by hand: all gates half open, the candidate at zero."""
    zeros = np.zeros((1, 1))
    states = (np.ones((1, 1, 1)), zeros, zeros + 1.0)
    found = result(RIGHT, (*states, np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4)))
    assert np.allclose([[0.5 * np.tanh(0.5), 0.5]], found)


def test_all_wrong_cells_differ_from_the_right_one() -> None:
    """With everything random, nothing that is wrong can hide."""
    inputs = STYLES["random weights, bias and states, six steps"]()
    hiding = [
        name
        for name, changes in _WRONG.items()
        if missed_by(inputs, RIGHT, _function(cell(changes)))
    ]
    assert [] == hiding
    assert 19 == len(_WRONG)


def test_constant_weights_cannot_see_the_order_of_gates() -> None:
    """Which is what the table is about."""
    inputs = STYLES["constant weights, counted inputs, zero states"]()
    wrong = _function(cell(_WRONG["order i, f, o, c"]))
    assert missed_by(inputs, RIGHT, wrong)
