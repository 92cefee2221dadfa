"""Pictures of series say what they show, and refuse what cannot be drawn."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

import course_lib
from course_lib.series_equations import SERIES_DRAWERS
from course_lib.window_pictures import first_days_of_years
from tests.course_lib.looks import expect_opaque_with_words

PARTS = (slice(0, 40), slice(44, 50), slice(54, 60))
VALUES = course_lib.seasonal_series(60, seed=1).values


def windows(steps=6, horizon=2):
    """The windows of VALUES, and their targets."""
    rows = np.lib.stride_tricks.sliding_window_view(VALUES, steps)
    goals = VALUES[steps + horizon - 1 :]
    return rows[: len(goals), :, None], goals


def gallery():
    """Two of every kind."""
    return {"A": course_lib.random_walk(50), "B": course_lib.load_unemployment()}


def pictures():
    """One of each."""
    wave = np.sin(np.arange(30))
    return [
        course_lib.draw_gallery(gallery(), title="Two"),
        course_lib.draw_gallery(gallery(), reveal=False),
        course_lib.draw_parts(VALUES, PARTS),
        course_lib.draw_windows(np.arange(12.0).reshape(3, 4, 1), np.arange(3.0)),
        course_lib.draw_forecasts(wave, {"parrot": wave + 1, "another": wave}, title="Forecasts"),
        course_lib.draw_scores({"parrot": 1.0, "linear": 0.5}, floor=0.4, title="Scores"),
        course_lib.draw_contest({"sea": (1.0, 2.0), "day": (1.0, 0.2)}),
        course_lib.draw_autocorrelation(
            {"wave": wave}, marks=(6, 99), title="What a wave remembers"
        ),
        *(course_lib.draw_series_equation(name) for name in SERIES_DRAWERS),
    ]


def test_an_axis_of_dates_says_years_where_they_begin():
    """The first year too, though its first days are missing; and no more than there is room for."""
    days = np.arange("2003-01-02", "2008-01-01", dtype="datetime64[D]")
    ticks = first_days_of_years(days)
    assert [str(day) for day in ticks] == [f"{year}-01-01" for year in range(2003, 2008)]
    months = np.arange("1897-03", "1998-01", dtype="datetime64[M]")
    ticks = first_days_of_years(months)
    assert [str(day)[:4] for day in ticks] == ["1900", "1920", "1940", "1960", "1980"]


def test_every_picture_is_opaque_on_white_ground_with_words():
    """As all pictures of the course."""
    expect_opaque_with_words(pictures())


def test_scores_are_coloured_by_name_and_not_by_place():
    """The same first word, the same colour; a forecaster that is known keeps its own."""
    names = ["LSTM, one column", "parrot", "LSTM, two columns", "magpie", "linear, 24", "LSTM"]

    def paints(order):
        bars = course_lib.draw_scores(dict.fromkeys(order, 1.0)).figure.axes[0].patches
        return dict(zip(order, [bar.get_facecolor() for bar in bars], strict=True))

    one = paints(names)
    assert one["LSTM, one column"] == one["LSTM, two columns"] == one["LSTM"]
    assert len({one[name] for name in ("LSTM", "magpie", "parrot", "linear, 24")}) == 4
    assert paints(["parrot", "magpie"])["parrot"] == one["parrot"]


def test_a_gallery_keeps_its_secret_until_it_is_told_to_reveal():
    """Names and sources are in the words only then."""
    hidden = course_lib.draw_gallery(gallery(), reveal=False)
    shown = course_lib.draw_gallery(gallery())
    assert "unemployment" not in hidden.alt
    assert "US Bureau of Labor Statistics" in shown.alt
    assert "generated" in shown.alt


def test_words_tell_the_numbers():
    """Who listens learns who won."""
    assert "parrot is off by 1.000" in pictures()[4].alt
    assert "linear 0.500; the floor is 0.400" in pictures()[5].alt
    assert "sea 2.00, day 0.20" in pictures()[6].alt
    assert "train 0 to 40" in pictures()[2].alt


def test_windows_walk_through_all_parts():
    """The film has frames, words, and stays small enough to send."""
    rows, goals = windows()
    film = course_lib.animate_windows(VALUES, rows, goals, 2, PARTS)
    image = Image.open(io.BytesIO(film.gif))
    assert 20 < image.n_frames <= 34
    assert len(film.gif) < 300_000
    assert "window of 6 steps" in film.alt


def test_windows_of_another_series_are_refused():
    """Shapes are checked before anything is drawn."""
    rows, goals = windows()
    with pytest.raises(ValueError, match="of 60 steps"):
        course_lib.animate_windows(VALUES, rows, goals, 5, PARTS)
    with pytest.raises(ValueError, match="X has shape"):
        course_lib.draw_windows(rows[:, :, 0], goals)
    with pytest.raises(ValueError, match="three parts"):
        course_lib.draw_parts(VALUES, PARTS[:2])


def test_a_dream_is_told_step_by_step():
    """Past, truth and dream in one film."""
    film = course_lib.animate_dream(VALUES[:30], VALUES[30:], VALUES[30:] + 1, title="Dream")
    assert "for 30 steps, off by 1.00" in film.alt


def test_an_unknown_equation_is_refused_with_the_known_ones():
    """The message lists what there is."""
    with pytest.raises(KeyError, match="window, split"):
        course_lib.draw_series_equation("crystal ball")
