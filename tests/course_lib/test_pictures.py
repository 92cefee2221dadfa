"""Pictures are opaque images with words, made from whatever a student has."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

from course_lib import (
    Picture,
    draw_agreement,
    draw_bars,
    draw_cell,
    draw_equation,
    draw_lines,
    draw_strips,
    explore_cell,
)

STEPS = np.arange(12)
EQUATIONS = ("split", "forget", "input", "update", "step", "forward", "backward", "latch")


def pixels(picture: Picture) -> np.ndarray:
    """The picture as (height, width, RGBA), from 0 to 1."""
    return np.asarray(imread(io.BytesIO(picture.png())))


def gallery() -> list[Picture]:
    """One picture of every kind."""
    ramp = STEPS / 11
    return [
        draw_cell(),
        draw_cell(None, 0.0, 1.0, title="Open question"),
        draw_strips({"wave": ramp, "f": ramp, "c": 4 * ramp, "h unit 2": -ramp}, marks=STEPS == 3),
        draw_lines(STEPS, {"i": ramp, "bias +1": ramp + 1}, labels=("x", "y"), title="Lines"),
        draw_bars({"i": ramp[:2], "g": -ramp[None, :3]}),
        draw_agreement({"dh": (ramp, ramp), "kernel": (ramp, ramp + 1)}),
        *(draw_equation(name) for name in EQUATIONS),
    ]


def test_every_picture_is_an_opaque_image_on_white_ground_with_words() -> None:
    """Nothing shines through, so a dark page cannot hide dark ink."""
    for picture in gallery():
        image = pixels(picture)
        assert np.all(image[..., -1] == 1), picture.alt
        assert [1, 1, 1] == image[0, 0, :3].tolist(), picture.alt
        assert image[..., :3].min() < 0.5, picture.alt
        assert 30 < len(picture.alt)


def test_an_open_valve_is_drawn_otherwise_than_a_shut_one() -> None:
    """The picture and its words both follow the opening."""
    shut, opened = draw_cell(0.0, 0.5, 0.5), draw_cell(1.0, 0.5, 0.5)
    assert not np.array_equal(pixels(shut), pixels(opened))
    assert "forget gate 100% open" in opened.alt


def test_a_valve_cannot_be_more_than_open() -> None:
    """An opening outside 0 to 1 is refused by the gate's name."""
    with pytest.raises(ValueError, match="input gate opens from 0 to 1"):
        draw_cell(0.5, 1.2, 0.5)


def test_a_row_that_is_not_there_yet_is_named() -> None:
    """An unfinished answer gives a sentence about its row."""
    with pytest.raises(ValueError, match="f is None"):
        draw_strips({"f": None})


def test_rows_have_to_fit_each_other() -> None:
    """Several columns and other lengths are refused with the numbers."""
    with pytest.raises(ValueError, match=r"c has shape \(4, 2\)"):
        draw_strips({"c": np.ones((4, 2))})
    with pytest.raises(ValueError, match="different lengths"):
        draw_strips({"f": np.ones(4), "c": np.ones(5)})


def test_arrays_with_axes_of_length_one_are_welcome() -> None:
    """A single example with a single unit is one row."""
    assert "c from 0.00 to 1.00" in draw_strips({"c": np.linspace(0, 1, 5)[None, :, None]}).alt


def test_arrays_of_other_shapes_cannot_agree() -> None:
    """A pair with two shapes is refused."""
    with pytest.raises(ValueError, match="cannot be compared"):
        draw_agreement({"h": (np.ones(3), np.ones(4))})


def test_an_unknown_equation_is_refused_with_the_known_ones() -> None:
    """The message lists what there is."""
    with pytest.raises(KeyError, match="backward"):
        draw_equation("peephole")


def test_a_picture_can_be_saved(tmp_path: Path) -> None:
    """The file is the same image."""
    picture = draw_cell()
    picture.save(tmp_path / "cell.png")
    assert picture.png() == (tmp_path / "cell.png").read_bytes()


def test_outside_a_notebook_exploring_gives_the_still_picture() -> None:
    """Without sliders nothing is missing."""
    picture = explore_cell(1.0, 0.0, 0.5)
    assert picture is not None
    assert draw_cell(1.0, 0.0, 0.5).alt == picture.alt
