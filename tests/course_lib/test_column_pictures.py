"""The kiosk keeps its recipe, and pictures of tables say what they show."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

import course_lib
from course_lib.column_equations import COLUMN_DRAWERS
from tests.course_lib.looks import expect_opaque_with_words

TABLE = course_lib.open_kiosk(60, seed=1).table
NAMES = course_lib.open_kiosk(1).names
WORTH = {"net": [0.3, 0.5, 0.6], "line": [0.4, -0.001, 0.0]}


def window(**changes):
    """A window over the table, with some things changed."""
    how = {"start": 20, "T": 8, "horizon": 3, "target": 0, "known_future": (2,), "title": "One"}
    return course_lib.draw_columns(TABLE, NAMES, **{**how, **changes})


def pictures():
    """One of each."""
    labels = ("ferry", "takings", "sun", "rain")
    return [
        course_lib.draw_cross(TABLE[:, 1], TABLE[:, 0], TABLE[:, 2], labels=labels, title="Cross"),
        window(),
        course_lib.draw_importance(WORTH, NAMES, title="Worth"),
        *(course_lib.draw_column_equation(name) for name in COLUMN_DRAWERS),
    ]


def test_the_kiosk_follows_its_recipe():
    """What is left when the recipe is taken off is luck, and nothing else."""
    hours, table, names = course_lib.open_kiosk(6000, seed=3)
    assert hours.tolist() == list(range(6000))
    assert names == ("ice", "ferry", "sun")
    ice, ferry, sun = table.T
    luck = ice[3:] - ice[2:-1] / 2 - 0.8 * ferry[:-3] * np.tanh(2 * sun[2:-1])
    assert abs(float(np.mean(luck**2)) / course_lib.KIOSK_FLOOR - 1) < 0.06
    assert abs(float(np.corrcoef(luck[1:], luck[:-1])[0, 1])) < 0.05
    assert np.all(np.abs(table[:, 1:].std(axis=0) - 1) < 0.15)


def test_a_generator_goes_on_and_a_seed_repeats():
    """Two openings with one generator differ, with one seed they do not."""
    rng = np.random.default_rng(5)
    first, second = (course_lib.open_kiosk(30, seed=rng).table for _ in range(2))
    assert not np.array_equal(first, second)
    assert np.array_equal(first, course_lib.open_kiosk(30, seed=5).table)


def test_every_picture_is_opaque_on_white_ground_with_words():
    """As all pictures of the course."""
    expect_opaque_with_words(pictures())


def test_words_tell_what_is_where():
    """Who listens learns the slopes, the rows of a window, and what a column is worth."""
    cross, columns, worth, *_ = pictures()
    assert "all of them" in cross.alt
    assert "steps 20 to 27 of ice, ferry, sun; known ahead, and so 3 later: sun" in columns.alt
    assert "the target is ice at step 30" in columns.alt
    assert "known ahead" not in window(known_future=()).alt
    assert "net: ice 0.300, ferry 0.500, sun 0.600" in worth.alt


def test_a_window_walks_over_all_columns():
    """A small film that says how far off each forecaster is."""
    film = course_lib.animate_columns(
        TABLE, NAMES, {"right": TABLE[4:, 0], "parrot": TABLE[3:-1, 0]}, T=4, title="Walk"
    )
    assert "right 0.00, parrot" in film.alt
    assert Image.open(io.BytesIO(film.gif)).n_frames > 20
    assert len(film.gif) < 300_000


def test_what_cannot_be_drawn_is_refused():
    """Shapes are checked before anything is drawn."""
    with pytest.raises(ValueError, match="a window from 50 on"):
        window(start=50)
    with pytest.raises(ValueError, match="do not fit"):
        course_lib.draw_columns(TABLE, ("ice",), start=0, T=2, horizon=1, target=0)
    with pytest.raises(ValueError, match="returns nothing yet"):
        course_lib.draw_columns(None, NAMES, start=0, T=2, horizon=1, target=0)
    with pytest.raises(ValueError, match="56 forecasts"):
        course_lib.animate_columns(TABLE, NAMES, {"late": TABLE[:, 0]}, T=4)
    with pytest.raises(ValueError, match="3 numbers"):
        course_lib.draw_importance({"net": [1.0]}, NAMES)
    with pytest.raises(KeyError, match="join, window"):
        course_lib.draw_column_equation("crystal ball")
