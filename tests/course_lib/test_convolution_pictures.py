"""The pictures of the CNN-LSTM: opaque, with words, and made of whatever arrays there are."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib import (
    Picture,
    animate_listening,
    draw_convolution_equation,
    draw_pipeline,
    draw_recordings,
    draw_wavelets,
    hoot_shapes,
    record_hoots,
)
from course_lib.convolution_equations import DRAWERS
from tests.course_lib.looks import expect_opaque_with_words


def gallery() -> list[Picture]:
    """One picture of every kind."""
    rng = np.random.default_rng(0)
    x, _, where = record_hoots(3, seed=0)
    features, shorter = rng.uniform(size=(41, 8)), rng.uniform(size=(10, 8))
    state = rng.uniform(-1, 1, size=(10, 5))
    return [
        draw_recordings(x),
        draw_recordings(x, where=where, title="Marked"),
        draw_pipeline(x[0], features, shorter, state, where=where[0], title="Stations"),
        draw_wavelets(rng.normal(size=(12, 1, 8)), hoot_shapes()),
        *(draw_convolution_equation(name) for name in DRAWERS),
    ]


def test_every_picture_is_an_opaque_image_on_white_ground_with_words() -> None:
    """Nothing shines through, so a dark page cannot hide dark ink."""
    expect_opaque_with_words(gallery())


def test_recordings_have_step_numbers_once() -> None:
    """Below the last of them, and they are steps."""
    x, _, where = record_hoots(3, seed=0)
    figure = draw_recordings(x, where=where).figure
    figure.canvas.draw()
    numbers = [
        [tick.get_text() for tick in ax.get_xticklabels() if tick.get_text() and tick.get_visible()]
        for ax in figure.axes
        if any(tick.label1.get_visible() for tick in ax.xaxis.get_major_ticks())
    ]
    assert 1 == len(numbers)
    assert {"0", "20", "40", "60", "80"} <= set(numbers[0])


def test_a_filter_that_is_a_hoot_is_named_after_it() -> None:
    """Also upside down, and moved by some steps."""
    low, high = hoot_shapes().values()
    waves = np.stack([low, -high, np.roll(high, 2)], axis=1)
    words = draw_wavelets(waves, hoot_shapes()).alt
    assert "low 100%, high 100%, high 100%" in words


def test_a_film_of_listening_says_who_was_first_and_what_is_believed() -> None:
    """The words of the film follow the arrays."""
    x, y, where = record_hoots(1, seed=1)
    belief = np.linspace(0.5, 0.9, 10)
    ready = 20 + 8 * np.arange(10)
    film = animate_listening(x[0], np.ones((10, 2)), belief, ready, where=where[0])
    assert b"GIF8" == film.gif[:4]
    assert len(film.gif) < 300_000
    assert f"the {'low' if y[0] else 'high'} car hooted first" in film.alt
    assert "0.90" in film.alt


def test_what_cannot_be_drawn_is_refused_in_words() -> None:
    """Too many recordings, filters of several channels, an unknown name."""
    with pytest.raises(ValueError, match="6 recordings"):
        draw_recordings(np.zeros((6, 96, 1)))
    with pytest.raises(ValueError, match="recordings of shape"):
        draw_recordings(np.zeros(96))
    with pytest.raises(ValueError, match="cannot be drawn as waves"):
        draw_wavelets(np.zeros((12, 2, 8)), hoot_shapes())
    with pytest.raises(KeyError, match="there are slide"):
        draw_convolution_equation("slied")
