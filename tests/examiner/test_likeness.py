"""Wrong answers that are the same are seen as one, though everybody has inputs of their own."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.box.wire import Raised
from autograder.examiner.conversation import Call
from autograder.examiner.likeness import likeness
from autograder.examiner.submission import Submission, SubmittedCell

if TYPE_CHECKING:
    from autograder.course import Bundle
    from autograder.examiner.lane import Lane

from tests.box.test_wire import VALUES

pytestmark = pytest.mark.xdist_group("lane")


def _alike(lane: Lane, bundle: Bundle, name: str, answer: str) -> list[str]:
    """Of every check of the first question; seeds hang on the submission's hash."""
    sources = {cell.id: bundle.answers.get(cell.id, cell.source) for cell in bundle.cells}
    sources["q1-answer"] = answer
    cells = tuple(SubmittedCell(cell, source) for cell, source in sources.items())
    record = lane.examine(bundle, Submission(name, 1, "tiny.ipynb", name * 32, cells))
    return [check.alike for check in record.questions[0].checks]


def test_equal_wrong_answers_are_alike_and_others_are_not(lane: Lane, bundle: Bundle) -> None:
    """However they are written, and whosoever they are."""
    bundle = dataclasses.replace(bundle, sha256="01" * 32, misconceptions=())
    first = _alike(lane, bundle, "ab", "def double(x):\n    return 2 * x + 1\n")
    second = _alike(lane, bundle, "cd", "def double(n):\n    return 1.0 + n + n\n")
    other = _alike(lane, bundle, "ef", "def double(x):\n    return 2 * x + 2\n")
    raising = _alike(lane, bundle, "ef", "def double(x):\n    return x['a']\n")
    assert first[0]
    assert first == second
    assert 3 == len({first[0], other[0], raising[0]})
    # Only the first failure is looked at, and what passes is like everything that passes.
    assert ["", ""] == first[1:]
    assert [""] * 3 == _alike(lane, bundle, "ab", bundle.answers["q1-answer"])


def test_a_known_misconception_needs_no_likeness(lane: Lane, bundle: Bundle) -> None:
    """It has a name."""
    assert [""] * 3 == _alike(lane, bundle, "ab", "def double(x):\n    return x * x\n")


def _of(result: Any) -> str:
    return likeness([Call("f", (), {}, result, {})])


@given(st.floats(allow_nan=True), st.integers(-3, 3))
def test_the_last_digits_do_not_count(value: float, steps: int) -> None:
    """Two ways to write one sum."""
    near = value
    for _ in range(abs(steps)):
        near = math.nextafter(near, math.inf if steps > 0 else -math.inf)
    middle = np.frexp(value)[0] * 2.0**17 % 1 if np.isfinite(value) else 0.0
    at_an_edge = abs(middle - 0.5) < 1e-6 or abs(abs(value) - 1e-12) < 1e-20
    if np.isfinite(near) == np.isfinite(value) and not at_an_edge:
        assert _of(np.array([value])) == _of(np.array([near]))


@pytest.mark.parametrize(
    "other", [[1, 2.5], (1, 2.0), [1, "2.0"], [1.0, 2.0], [1], None, np.array([1, 2.0])]
)
def test_different_results_are_not_alike(other: Any) -> None:
    """In value, in kind or in number."""
    assert _of([1, 2.0]) != _of(other)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_anything_that_can_come_back_has_a_likeness(value: Any) -> None:
    """It is the student's, so it may be anything."""
    assert _of(value) == _of(value)


@pytest.mark.parametrize(
    "value",
    [
        *(10**5000, "\ud800", {"\udfff": 1}, {-1: np.nan}, np.array("2026", "M8[Y]"), object()),
        *(b"x", Raised("Error", "", None), np.random.default_rng(0), {1, "a"}, slice(3), 1j),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_oddest_things_have_one_too(value: Any) -> None:
    """Numbers without decimal digits, texts that are none."""
    assert 16 == len(_of([value]))


def test_nothing_asked_is_like_nothing() -> None:
    """A check that never called anybody has nothing to compare."""
    assert "" == likeness([])
