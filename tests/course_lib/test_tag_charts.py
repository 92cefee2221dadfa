"""Charts of who hears whom, of scores under a ceiling, and of tagged handwriting."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import course_lib


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        (np.tril(np.ones((4, 4))), "hear earlier inputs only"),
        (np.triu(np.ones((4, 4))), "hear later inputs only"),
        (np.ones((4, 4)), "hear earlier and later inputs"),
        (np.eye(4) + 1e-15, "hear at most their own input"),
    ],
)
def test_a_map_says_who_is_heard(reach: object, words: str) -> None:
    """Rounding is not hearing."""
    picture = course_lib.draw_reach({"a layer": reach}, title="Who hears whom")
    assert picture.png().startswith(b"\x89PNG")
    assert f"a layer: outputs {words}" in picture.alt


def test_scores_and_their_ceiling_are_told() -> None:
    """With or without a line."""
    picture = course_lib.draw_accuracies(
        {"coin": 0.5, "net": 0.97}, ceiling=0.804, ceiling_name="causal ceiling", title="Scores"
    )
    assert picture.png().startswith(b"\x89PNG")
    assert "coin 50.0 %, net 97.0 %" in picture.alt
    assert "causal ceiling stands at 80.4 %" in picture.alt
    assert "stands" not in course_lib.draw_accuracies({"coin": 0.5}).alt


def test_what_crosses_the_ceiling_is_painted_otherwise() -> None:
    """A leak is to be seen."""
    picture = course_lib.draw_accuracies({"low": 0.6, "high": 0.9}, ceiling=0.8)
    low, high = (bar.get_facecolor() for bar in picture.figure.axes[0].patches)
    assert low != high


def test_a_score_below_the_floor_is_still_to_be_seen() -> None:
    """The axis begins below it."""
    axes = course_lib.draw_accuracies({"unlucky": 0.42}, floor=0.5).figure.axes[0]
    assert axes.get_xlim()[0] < 0.42


def test_a_tagged_strip_counts_the_tags() -> None:
    """With one row for each reader, with or without a last axis of one."""
    x, y = course_lib.doughnut_strips(1)
    picture = course_lib.draw_tagged_strip(
        x[0], {"truth": y[0], "a doubter": np.full(24, 0.4)}, title="Holes"
    )
    assert picture.png().startswith(b"\x89PNG")
    assert f"of 24 columns, truth says hole in {int(y.sum())}" in picture.alt
    assert "a doubter says hole in 0" in picture.alt


@pytest.mark.parametrize(
    "draw",
    [
        lambda: course_lib.draw_reach({}),
        lambda: course_lib.draw_reach({"wide": np.zeros((2, 3))}),
        lambda: course_lib.draw_reach({str(number): np.eye(2) for number in range(5)}),
        lambda: course_lib.draw_accuracies({}),
        lambda: course_lib.draw_accuracies({"in percent": 97.0}),
        lambda: course_lib.draw_tagged_strip(np.zeros(8), {"reader": np.zeros(8)}),
        lambda: course_lib.draw_tagged_strip(np.zeros((8, 8)), {"reader": np.zeros(7)}),
    ],
)
def test_what_does_not_fit_is_refused(draw: Callable[[], object]) -> None:
    """With a sentence."""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        draw()
