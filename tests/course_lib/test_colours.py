"""The six colours can be told apart, by everybody and on both kinds of page."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from course_lib import COLOURS, LETTERS, colour

# What readers with each kind of colour blindness see of linear RGB (Machado and others, 2009).
VISION = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(hex_colour: str) -> np.ndarray:
    """Linear RGB of a hex colour, (3,)."""
    parts = np.array([int(hex_colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lightness_and_hue(rgb: np.ndarray) -> np.ndarray:
    """CIELAB of linear RGB, (3,)."""
    xyz = TO_XYZ @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    curve = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * curve[1] - 16, 500 * (curve[0] - curve[1]), 200 * (curve[1] - curve[2])])


@pytest.mark.parametrize("vision", sorted(VISION))
def test_any_two_colours_differ_for_every_reader(vision: str) -> None:
    """The smallest distance in CIELAB stays above 25, ten times what an eye can just see."""
    seen = [lightness_and_hue(VISION[vision] @ linear(paint)) for paint in COLOURS.values()]
    assert 25 < min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2))


@pytest.mark.parametrize("page", ["#FFFFFF", "#1E1E1E"])
def test_every_colour_stands_out_from_light_and_dark_pages(page: str) -> None:
    """The contrast of graphical parts is at least 3 to 1."""
    ground = float(TO_XYZ[1] @ linear(page))
    for paint in COLOURS.values():
        light = float(TO_XYZ[1] @ linear(paint))
        assert (max(light, ground) + 0.05) / (min(light, ground) + 0.05) >= 3


def test_letters_and_words_name_the_same_colour() -> None:
    """Each of the six letters leads to a colour of its own."""
    assert set(COLOURS) == set(LETTERS.values())
    assert colour("f") == colour("forget") == COLOURS["forget"]


def test_an_unknown_quantity_is_refused_with_the_six_names() -> None:
    """The message says what could have been meant."""
    with pytest.raises(KeyError, match="candidate"):
        colour("q")
