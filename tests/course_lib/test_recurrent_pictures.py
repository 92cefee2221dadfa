"""Pictures of a plain recurrent net: opaque images with words, for as many steps as fit."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.image import imread

from course_lib import Picture, draw_rnn_equation, draw_unrolled
from course_lib.recurrent_pictures import DRAWERS


def pixels(picture: Picture) -> np.ndarray:
    """The picture as (height, width, RGBA), from 0 to 1."""
    return np.asarray(imread(io.BytesIO(picture.png())))


@pytest.mark.parametrize("name", sorted(DRAWERS))
def test_every_equation_has_an_opaque_picture_with_words(name):
    """White ground, dark ink, and a sentence for who listens."""
    picture = draw_rnn_equation(name)
    image = pixels(picture)
    assert np.all(image[..., -1] == 1)
    assert [1, 1, 1] == image[0, 0, :3].tolist()
    assert image[..., :3].min() < 0.5
    assert 30 < len(picture.alt)


def test_a_longer_film_needs_more_paper():
    """One box more is wider by one box, and no higher."""
    short, long = pixels(draw_unrolled(3)), pixels(draw_unrolled(4))
    assert long.shape[0] == short.shape[0]
    assert long.shape[1] > short.shape[1] + 100
    assert "4 times" in draw_unrolled(4).alt


@pytest.mark.parametrize("steps", [1, 9])
def test_what_does_not_fit_on_the_page_is_refused(steps):
    """The sentence names the numbers that fit."""
    with pytest.raises(ValueError, match="from 2 to 8"):
        draw_unrolled(steps)


def test_an_unknown_equation_is_refused_with_the_known_ones():
    """The message lists what there is."""
    with pytest.raises(KeyError, match="back in time"):
        draw_rnn_equation("attention")
