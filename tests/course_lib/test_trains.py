"""The film of two trains that read one strip."""

from __future__ import annotations

import io

import numpy as np
import PIL.Image
import pytest

import course_lib


def test_the_film_is_small_and_moves() -> None:
    """Several frames, and words that say what happens."""
    film = course_lib.animate_trains(np.array([1.0, -2.0, 0.5]), title="Two trains")
    with PIL.Image.open(io.BytesIO(film.gif)) as image:
        assert image.n_frames > 5
    assert len(film.gif) < 300_000
    assert film.alt.startswith("Two trains: one train reads a strip of 3 numbers")


def test_a_silent_strip_is_drawn_as_well() -> None:
    """Nothing is divided by a height of zero."""
    assert course_lib.animate_trains(np.zeros(2)).gif.startswith(b"GIF8")


@pytest.mark.parametrize("steps", [0, 1, 15])
def test_a_strip_has_to_fit_on_the_page(steps: int) -> None:
    """Neither too short nor too long."""
    with pytest.raises(ValueError, match=r"\w+"):
        course_lib.animate_trains(np.ones(steps))
