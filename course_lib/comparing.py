"""Comparing arrays in plain words: not only whether they differ, but how.

``compare`` puts two arrays side by side and says in one sentence what differs. ``unpack`` checks
that what a function returned has the right parts and shapes, and says so when it has not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MATRIX = 2
"""From this many axes on, an array can lie on its side."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out of comparing two arrays. It is true when they agree.

    Attributes:
        same: whether the arrays agree within the tolerance.
        sentence: what differs, or that nothing does, in plain words.
        largest: the largest absolute difference; NaN where it cannot be computed.
        where: index of the largest difference, or None.
    """

    same: bool
    sentence: str
    largest: float = float("nan")
    where: tuple[int, ...] | None = None

    def __bool__(self) -> bool:
        return self.same

    def __str__(self) -> str:
        return self.sentence


def compare(
    actual: Any,
    expected: Any,
    *,
    rtol: float = 1e-9,
    atol: float = 1e-9,
    name: str = "the array",
) -> Comparison:
    """Compares two arrays and says in plain words what differs.

    Args:
        actual: what was computed, any shape.
        expected: what it should be, any shape; its shape is the one asked for.
        rtol: tolerance relative to ``expected``.
        atol: absolute tolerance.
        name: what to call ``actual`` in the sentence.

    Returns:
        A ``Comparison``; ``if compare(a, b): ...`` works.
    """
    wanted = np.asarray(expected)
    got, problem = _numbers(actual, name)
    if got is None:
        return Comparison(same=False, sentence=problem)
    if got.shape != wanted.shape:
        return Comparison(same=False, sentence=_shape_sentence(got, wanted, name))
    kind = "" if got.dtype == wanted.dtype else f"It holds {got.dtype}, not {wanted.dtype}."
    got, wanted = _widened(got), _widened(wanted)
    lost = np.isnan(got) & ~np.isnan(wanted)
    if lost.any():
        places = f"{int(lost.sum())} of {got.size} places"
        first = _index(np.argwhere(lost)[0])
        return Comparison(same=False, sentence=f"{name} is NaN in {places}, first at {first}.")
    gap, where = _largest(got, wanted)
    if np.allclose(got, wanted, rtol=rtol, atol=atol, equal_nan=True):
        words = [f"{name} matches, to within {gap:.1g}.", kind]
        return Comparison(True, " ".join(filter(None, words)), gap, where)
    gone = f"{name} differs: the largest gap is {gap:.3g}, at {where}"
    there = f"where it is {got[where]:.6g} instead of {wanted[where]:.6g}."
    alike = _resemblance(got, wanted, max(rtol, 1e-6), max(atol, 1e-6))
    words = [f"{gone}, {there}", alike, kind]
    return Comparison(False, " ".join(filter(None, words)), gap, where)


def unpack(result: Any, names: str, *shapes: tuple[int, ...]) -> tuple[NDArray[Any], ...]:
    """The arrays that a function returned, once it is sure that they are all there.

    Args:
        result: what the function returned: one array for one name, otherwise a tuple or list.
        names: the names of the parts, separated by spaces, such as ``"i f g o"``.
        shapes: one shape for all parts, or one for each; none to leave shapes unchecked.

    Returns:
        One array for each name, always as a tuple.

    Raises:
        AssertionError: a part is missing or has another shape; the message is a sentence.
    """
    words = names.split()
    if result is None:
        raise AssertionError(f"Nothing came back instead of {_listed(words)}: is a return missing?")
    if len(words) == 1:
        parts: list[Any] = [result]
    elif isinstance(result, (tuple, list, np.ndarray)) and len(result) == len(words):
        parts = list(result)
    else:
        amount = len(result) if isinstance(result, (tuple, list)) else type(result).__name__
        raise AssertionError(
            f"Expected {len(words)} arrays ({_listed(words)}) and got {amount}: what does the "
            "return line say?"
        )
    wanted = shapes * len(words) if len(shapes) == 1 else shapes
    arrays = []
    for position, (word, part) in enumerate(zip(words, parts, strict=True)):
        array, problem = _numbers(part, word)
        if array is None:
            raise AssertionError(problem)
        if wanted and array.shape != wanted[position]:
            raise AssertionError(
                f"{word} has shape {array.shape} and should have {wanted[position]}: which axis is "
                "the odd one?"
            )
        arrays.append(array)
    return tuple(arrays)


def _numbers(value: Any, name: str) -> tuple[NDArray[Any] | None, str]:
    """The value as a numeric array, or None and the sentence that says why not."""
    if value is None:
        return None, f"{name} is None: is a return or an assignment missing?"
    try:
        array = np.asarray(value)
    except ValueError:
        return None, f"{name} is ragged: its rows have different lengths."
    if array.dtype.kind not in "biufc":
        return None, f"{name} should hold numbers, but it holds {type(value).__name__}."
    return array, ""


def _shape_sentence(got: NDArray[Any], wanted: NDArray[Any], name: str) -> str:
    sentence = f"{name} has shape {got.shape} and should have {wanted.shape}."
    if got.ndim == wanted.ndim and sorted(got.shape) == sorted(wanted.shape):
        return f"{sentence} The same sizes in another order: are two axes swapped?"
    if got.size == wanted.size:
        return f"{sentence} The number of entries is right: is an axis missing or left over?"
    if got.ndim == 0:
        return f"{sentence} A single number came back: was something summed or averaged away?"
    return sentence


def _resemblance(got: NDArray[Any], wanted: NDArray[Any], rtol: float, atol: float) -> str:
    """Names the simple change that would turn one array into the other, if there is one."""

    def equal(a: NDArray[Any], b: NDArray[Any]) -> bool:
        return a.shape == b.shape and np.allclose(a, b, rtol=rtol, atol=atol)

    if equal(got, -wanted):
        return "It is the right array with the opposite sign."
    # Zeros say nothing about what they should have been: 0 is one minus 1 by mere chance.
    if got.any() and equal(got, 1.0 - wanted):
        return "It is one minus the right array."
    if got.ndim >= MATRIX and equal(np.swapaxes(got, -1, -2), wanted):
        return "It looks transposed."
    axes = [(np.moveaxis(got, at, 0), np.moveaxis(wanted, at, 0)) for at in range(got.ndim)]
    shifts = [axis for axis, pair in enumerate(axes) if _shifted(*pair, equal)]
    for axis, (ours, theirs) in enumerate(axes):
        moved = _moved(ours, theirs, equal, shifted=shifts == [axis])
        if moved:
            return moved.format(axis=axis)
    return _scaling(got, wanted, rtol, atol)


def _moved(
    ours: NDArray[Any],
    theirs: NDArray[Any],
    equal: Callable[[NDArray[Any], NDArray[Any]], bool],
    *,
    shifted: bool,
) -> str:
    """Says whether the slices along the first axis are the right ones in other places."""
    if len(ours) < 2:
        return ""
    if equal(ours[::-1], theirs):
        return "It looks reversed along axis {axis}."
    if shifted:
        return "It looks shifted by one along axis {axis}."
    unused = list(theirs)
    for part in ours:
        match = next((at for at, other in enumerate(unused) if equal(part, other)), None)
        if match is None:
            return ""
        del unused[match]
    return "It holds the right slices along axis {axis}, in another order."


def _shifted(
    ours: NDArray[Any],
    theirs: NDArray[Any],
    equal: Callable[[NDArray[Any], NDArray[Any]], bool],
) -> bool:
    """Whether a shift by one, and nothing simpler, explains the slices along the first axis.

    In short or constant arrays nearly anything looks shifted: what is left after the shift has to
    be several slices that are not all alike, in one direction only, and more than one slice has to
    be in a wrong place.
    """
    later, earlier = equal(ours[1:], theirs[:-1]), equal(ours[:-1], theirs[1:])
    if later == earlier:
        return False
    common = ours[1:] if later else ours[:-1]
    alike = all(equal(part, common[0]) for part in common)
    wrong = sum(not equal(a, b) for a, b in zip(ours, theirs, strict=True))
    return not alike and wrong > 1


def _scaling(got: NDArray[Any], wanted: NDArray[Any], rtol: float, atol: float) -> str:
    if not (np.isfinite(got).all() and np.isfinite(wanted).all()):
        return ""
    difference = got - wanted
    if difference.size > 1 and np.allclose(difference, difference.flat[0], rtol=rtol, atol=atol):
        return "Every entry is off by the same amount: is a constant added or left out?"
    squared = float(np.sum(np.abs(wanted) ** 2))
    if wanted.size > 1 and squared > 0:
        factor = float(np.real(np.sum(got * np.conj(wanted)))) / squared
        if np.allclose(got, factor * wanted, rtol=rtol, atol=atol) and abs(factor) > atol:
            return f"It is the right array times {factor:.4g}."
    return ""


def _widened(array: NDArray[Any]) -> NDArray[Any]:
    """At least float64, so that masks and small types can be subtracted and negated."""
    return array.astype(np.result_type(array.dtype, np.float64))


def _largest(got: NDArray[Any], wanted: NDArray[Any]) -> tuple[float, tuple[int, ...] | None]:
    if got.size == 0:
        return 0.0, None
    agree = (got == wanted) | (np.isnan(got) & np.isnan(wanted))
    with np.errstate(invalid="ignore"):
        gaps = np.where(agree, 0.0, np.abs(got - wanted))
    gaps = np.nan_to_num(gaps, nan=np.inf, posinf=np.inf)
    where = _index(np.unravel_index(int(np.argmax(gaps)), gaps.shape))
    return float(gaps[where]), where


def _index(position: Any) -> tuple[int, ...]:
    return tuple(int(entry) for entry in position)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
