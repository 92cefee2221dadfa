"""Comparisons say what differs, in words."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib import compare, unpack

RNG = np.random.default_rng(0)
GRID = RNG.normal(size=(3, 4))


def test_equal_arrays_agree() -> None:
    """An array agrees with itself, and the result is true."""
    assert True is bool(compare(GRID, GRID.copy()))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (None, "None"),
        ("seven", "numbers"),
        ([[1.0], [1.0, 2.0]], "ragged"),
        (GRID.T, "two axes swapped"),
        (GRID.reshape(-1), "an axis missing"),
        (GRID.sum(), "summed or averaged"),
        (-GRID, "opposite sign"),
        (1 - GRID, "one minus"),
        (GRID[::-1], "reversed along axis 0"),
        (np.roll(GRID, 1, axis=1), "shifted by one along axis 1"),
        (GRID[:, [2, 0, 3, 1]], "axis 1, in another order"),
        (GRID + 1, "same amount"),
        (3 * GRID, "times 3"),
    ],
)
def test_the_sentence_names_the_change(changed: object, words: str) -> None:
    """Each simple change of an array is recognised and named."""
    result = compare(changed, GRID)
    assert not result
    assert words in result.sentence


@pytest.mark.parametrize(
    ("got", "wanted"),
    [
        ([1.0, 5.0], [5.0, 2.0]),  # one number in another place is no shift
        ([7.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 2.0]),  # constant but for the ends
        ([1.0, 2.0, 2.0, 2.0], [1.0, 1.0, 2.0, 2.0]),  # one wrong entry explains it
        ([[1.0, 2.0, 3.0]], [[2.0, 3.0, 4.5]][::-1]),  # a shift, but along axis 1
    ],
)
def test_what_a_shift_does_not_explain_is_not_called_one(got: object, wanted: object) -> None:
    """Short and nearly constant arrays look shifted by mere chance."""
    assert "shifted by one along axis 0" not in compare(got, wanted).sentence


def test_a_shift_is_named_where_it_is_the_only_explanation() -> None:
    """In either direction, along the axis that it is along, and also for one small pulse."""
    assert "shifted by one along axis 1" in compare([[1.0, 2.0, 3.0]], [[2.0, 3.0, 4.5]]).sentence
    assert "shifted by one along axis 0" in compare(GRID.T[:-1], GRID.T[1:]).sentence
    pulse = np.eye(6)[1]
    assert "shifted by one along axis 0" in compare(np.roll(pulse, 1), pulse).sentence


def test_a_square_array_on_its_side_looks_transposed() -> None:
    """Where shapes cannot tell, values do."""
    square = RNG.normal(size=(3, 3))
    assert "transposed" in compare(square.T, square).sentence


def test_the_largest_difference_is_found() -> None:
    """One changed entry is named with its index."""
    changed = GRID.copy()
    changed[1, 2] += 0.5
    result = compare(changed, GRID, name="f")
    assert (1, 2) == result.where
    assert pytest.approx(0.5) == result.largest
    assert result.sentence.startswith("f differs")


def test_missing_values_are_counted() -> None:
    """NaN is reported as such, with its number and first place."""
    changed = GRID.copy()
    changed[2, 1:3] = np.nan
    sentence = compare(changed, GRID).sentence
    assert "NaN in 2 of 12 places, first at (2, 1)" in sentence


def test_expected_missing_values_agree() -> None:
    """NaN where NaN is expected is right."""
    hole = np.array([1.0, np.nan])
    assert compare(hole, hole.copy())


def test_infinities_are_compared_without_warnings() -> None:
    """Equal infinities agree, and an unexpected one is the largest difference."""
    assert compare(np.array([np.inf, 1.0]), np.array([np.inf, 1.0]))
    assert np.inf == compare(np.array([np.inf, 1.0]), np.array([0.0, 1.0])).largest


def test_booleans_can_be_compared() -> None:
    """Masks are arrays too."""
    mask = np.array([True, False, True])
    assert compare(mask, mask)
    assert not compare(~mask, mask)


def test_another_type_is_mentioned() -> None:
    """Numbers may agree although they are kept in another type."""
    result = compare(GRID.astype(np.float32), GRID, atol=1e-6)
    assert result
    assert "It holds float32, not float64." in result.sentence
    assert "It holds int64" in compare(GRID.astype(np.int64), GRID).sentence


def test_empty_arrays_agree() -> None:
    """Nothing matches nothing."""
    assert compare(np.empty((0, 3)), np.empty((0, 3)))


def test_tolerances_are_respected() -> None:
    """A difference within the tolerance passes, the same one outside does not."""
    assert compare(GRID + 1e-4, GRID, atol=1e-3)
    assert not compare(GRID + 1e-4, GRID, atol=1e-5)


def test_unpack_gives_one_array_for_each_name() -> None:
    """Tuples, lists and single arrays come back as a tuple of arrays."""
    first, second = unpack([GRID, GRID[0]], "a b", (3, 4), (4,))
    assert (3, 4) == first.shape
    assert (4,) == second.shape
    assert 1 == len(unpack(GRID, "a", (3, 4)))
    assert 2 == len(unpack((GRID, GRID), "a b", (3, 4)))


@pytest.mark.parametrize(
    ("result", "names", "words"),
    [
        (None, "h c", "h and c"),
        ((GRID,), "h c", "got 1"),
        (7, "h c", "got int"),
        ((GRID, None), "h c", "c is None"),
        ((GRID, GRID.T), "h c", "c has shape (4, 3)"),
        (GRID[0], "f", "f has shape (4,)"),
    ],
)
def test_unpack_says_what_is_missing(result: object, names: str, words: str) -> None:
    """A wrong kind of result fails with a sentence about the part that is wrong."""
    with pytest.raises(AssertionError) as caught:
        unpack(result, names, (3, 4))
    assert words in str(caught.value)
