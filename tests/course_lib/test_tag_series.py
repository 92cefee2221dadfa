"""Sequences in which every step has a tag."""

from __future__ import annotations

import numpy as np

import course_lib


def test_a_tag_is_the_sign_of_three_neighbours() -> None:
    """Nothing lies beyond the ends, and nothing counts as zero."""
    x, y = course_lib.neighbour_signs(20, 6, seed=3)
    assert x.shape == y.shape == (20, 6, 1)
    assert x.dtype == y.dtype == np.float32
    for row, tags in zip(x[:, :, 0].astype(float), y[:, :, 0], strict=True):
        total = np.convolve(row, np.ones(3), mode="same")
        sure = np.abs(total) > 1e-5
        assert np.array_equal((total > 0)[sure], (tags == 1)[sure])


def test_a_seed_is_a_number_or_a_generator_that_goes_on() -> None:
    """The same number gives the same strips; a generator gives other ones each time."""
    first, again = (course_lib.neighbour_signs(3, 4, seed=1)[0] for _ in range(2))
    assert np.array_equal(first, again)
    rng = np.random.default_rng(1)
    one, other = (course_lib.neighbour_signs(3, 4, rng)[0] for _ in range(2))
    assert np.array_equal(one, first)
    assert not np.array_equal(one, other)


def test_nobody_who_trusts_two_of_three_does_better_than_the_ceiling() -> None:
    """The ceiling of the notebook, by dice."""
    x, y = course_lib.neighbour_signs(20_000, 5, seed=0)
    guess = x[:, 1:-1] + x[:, :-2] > 0
    right = float(np.mean(guess == (y[:, 1:-1] > 0.5)))
    assert abs(right - (0.5 + np.arctan(np.sqrt(2)) / np.pi)) < 0.01


def test_doughnuts_have_a_hole_for_as_long_as_they_last() -> None:
    """Eight columns of one tag for each digit, pixels from 0 to 1."""
    x, y = course_lib.doughnut_strips(5, digits=2, training=False, seed=1)
    assert x.shape == (5, 16, 8)
    assert y.shape == (5, 16, 1)
    assert x.dtype == y.dtype == np.float32
    assert 0 <= x.min() < x.max() <= 1
    assert np.all(np.ptp(y.reshape(5, 2, 8), axis=2) == 0)


def test_training_and_test_digits_are_not_the_same() -> None:
    """No picture is on both sides."""
    (seen, _), (fresh, _) = (
        course_lib.doughnut_strips(4000, digits=1, training=side) for side in (True, False)
    )
    known = {digit.tobytes() for digit in seen}
    assert len(known) > 1000
    assert not known & {digit.tobytes() for digit in fresh}
