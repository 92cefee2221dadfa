"""Pictures of forecasts on trial say what they show, and refuse what cannot be drawn."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

import course_lib
from course_lib.market_equations import MARKET_DRAWERS
from tests.course_lib.looks import expect_opaque_with_words

CLOSES = course_lib.synthetic_pair(200, seed=2).prices[:, 0]
CAME, PARROT = CLOSES[1:], CLOSES[:-1]
MARKS = np.array([[1, 1, 0, 2, 2, 0], [1, 1, 1, 1, 0, 2]])
NOTHING = (float("nan"), 0.0, 1.0)


def pictures():
    """One of each."""
    rows = {"good": (0.6, 0.55, 0.65), "bad": (0.4, 0.35, 0.45), "silent": NOTHING}
    many = {f"coin {k}": (0.5, 0.44, 0.56) for k in range(30)}
    return [
        course_lib.draw_illusion(CAME, PARROT + 0.1 * np.sin(CAME), PARROT, title="Twice"),
        course_lib.draw_illusion(CAME, PARROT, PARROT),
        course_lib.draw_ribbon(MARKS, title="Walk"),
        course_lib.draw_ribbon(MARKS, dates=course_lib.trading_days()[:6]),
        course_lib.draw_intervals(rows, line=0.52, line_name="always up", title="Who?"),
        course_lib.draw_intervals(many, line=0.5, line_name="a coin"),
        *(course_lib.draw_market_equation(name) for name in MARKET_DRAWERS),
    ]


def test_every_picture_is_opaque_on_white_ground_with_words():
    """As all pictures of the course."""
    expect_opaque_with_words(pictures())


def test_words_tell_the_numbers():
    """Who listens learns who is above the line, and that a parrot foretells no move."""
    _, parrot, ribbon, _, intervals, *_ = pictures()
    assert "foretells no move at all" in parrot.alt
    assert "fold 1: 4 train, 1 test; of 6" in ribbon.alt
    assert "good 60.0 % (55.0 to 65.0, above the line)" in intervals.alt
    assert "bad 40.0 % (35.0 to 45.0, below the line)" in intervals.alt
    assert "silent says nothing to judge" in intervals.alt


def test_a_parrot_fits_best_when_it_is_slid_back_by_a_day():
    """That is what the film is for."""
    film = course_lib.animate_shift(CAME, PARROT, title="Slide")
    assert "slid by -1 days, with a mean gap of 0.00 dollars" in film.alt
    assert Image.open(io.BytesIO(film.gif)).n_frames > 20
    assert len(film.gif) < 300_000


def test_what_cannot_be_drawn_is_refused():
    """Shapes are checked before anything is drawn."""
    with pytest.raises(ValueError, match="more are needed"):
        course_lib.animate_shift(CAME[:20], PARROT[:20])
    with pytest.raises(ValueError, match="0, 1 and 2"):
        course_lib.draw_ribbon(np.arange(6))
    with pytest.raises(ValueError, match="two ends"):
        course_lib.draw_intervals({"one": (0.5,)}, line=0.5, line_name="a coin")
    with pytest.raises(KeyError, match="returns, walk"):
        course_lib.draw_market_equation("crystal ball")
