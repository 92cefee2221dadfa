"""Travelling gradients: norms on an axis of powers of ten, two limiters, and a cliff."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

import course_lib
from course_lib.gradient_equations import GRADIENT_DRAWERS

NORMS = 0.5 ** np.arange(20, 0, -1)
TRACKS = {
    "without": np.array([[2.0, -0.5], [1.6, -0.1], [40.0, 200.0], [40.0, 200.0]]),
    "with": np.array([[2.0, -0.5], [1.6, -0.1], [1.55, -0.08], [1.52, -0.07]]),
}


def _opaque(picture: course_lib.Picture) -> bool:
    image = Image.open(io.BytesIO(picture.png()))
    return image.size[0] > 300 and image.convert("RGBA").getextrema()[3] == (255, 255)


@pytest.mark.parametrize("name", list(GRADIENT_DRAWERS))
def test_every_equation_has_a_picture_with_words(name):
    """White ground, and a sentence for who listens."""
    picture = course_lib.draw_gradient_equation(name)
    assert _opaque(picture)
    assert picture.alt.endswith(".")


def test_an_unknown_equation_is_answered_with_the_known_ones():
    """The sentence lists what there is."""
    with pytest.raises(KeyError, match="truncation"):
        course_lib.draw_gradient_equation("nothing")


def test_echoes_say_what_is_left_after_one_step_and_after_all():
    """The last entry is one step away, the first one all the way; zeros have a place, too."""
    picture = course_lib.draw_echoes({"": {"half": NORMS, "gone": 0 * NORMS}}, title="Echoes")
    assert _opaque(picture)
    assert "half: 0.5 after one step, 9.5e-07 after 20" in picture.alt
    panels = {"left": {"a": NORMS}, "right": {"a": 1 / NORMS}, "third": {"a": NORMS}}
    assert _opaque(course_lib.draw_echoes(panels, paint=dict.fromkeys(panels, "c")))


def test_echoes_are_drawn_even_where_they_are_no_numbers():
    """An overflow is a finding, not an error of the picture."""
    assert _opaque(course_lib.draw_echoes({"": {"over": np.array([np.inf, np.nan, 1.0, 2.0])}}))


@pytest.mark.parametrize("panels", [{}, {key: {"x": NORMS} for key in "abcd"}])
def test_echoes_need_one_to_three_panels(panels):
    """None, or too many."""
    with pytest.raises(ValueError, match="panels"):
        course_lib.draw_echoes(panels)


def test_a_missing_answer_is_named():
    """What waits for a function that returns nothing yet says so."""
    with pytest.raises(ValueError, match="None"):
        course_lib.draw_echoes({"": {"mine": None}})
    with pytest.raises(ValueError, match="mine is None"):
        course_lib.draw_cliff({"mine": None})


def test_clipping_says_how_far_the_arrow_was_turned():
    """By value turns it, by norm does not."""
    before = np.array([3.0, 1.0])
    picture = course_lib.draw_clipping(before, [1, 1], before / np.hypot(3, 1), v=1, c=1, title="-")
    assert _opaque(picture)
    assert "(1.00, 1.00), turned 27" in picture.alt
    assert "(0.95, 0.32), turned 0" in picture.alt
    with pytest.raises(ValueError, match="two"):
        course_lib.draw_clipping([1, 2, 3], before, before, v=1, c=1)


def test_spirals_follow_the_matrix():
    """Half of it each step: a sixteenth after four."""
    picture = course_lib.draw_spirals({"half": np.eye(2) / 2}, steps=4)
    assert _opaque(picture)
    assert "half leaves a length of 0.062" in picture.alt
    with pytest.raises(ValueError, match="2, 2"):
        course_lib.draw_spirals({"three": np.eye(3)})
    with pytest.raises(ValueError, match="choose"):
        course_lib.draw_spirals({})


@pytest.mark.parametrize(("w", "b"), [(2.0, -0.5), (1.5654394, -0.11109501), (1.4, 0.2)])
def test_the_gradient_of_the_cliff_is_what_nudging_finds(w, b):
    """On the plateau, at the edge and in the valley."""
    exact = course_lib.cliff_gradient(w, b)
    for name, at in {"w": 0, "b": 1}.items():
        nudge = np.zeros(2)
        nudge[at] = 1e-8
        above, below = (course_lib.cliff_loss(*(np.array([w, b]) + s * nudge)) for s in (1, -1))
        assert exact[name].shape == (1,)
        assert exact[name][0] == pytest.approx((above - below) / 2e-8, rel=1e-3, abs=1e-6)


def test_the_landscape_and_the_walks_on_it_are_drawn():
    """With and without walkers; one of them leaves the picture."""
    assert _opaque(course_lib.draw_cliff(title="Cliff"))
    picture = course_lib.draw_cliff(TRACKS, title="Cliff")
    assert _opaque(picture)
    assert "without ends at w = 40.00, b = 200.00 with a loss of 0.04" in picture.alt
    film = course_lib.animate_cliff(TRACKS, seconds=1)
    assert Image.open(io.BytesIO(film.gif)).n_frames == len(TRACKS["with"])


def test_long_walks_are_shortened_and_odd_ones_refused():
    """A film has at most some thirty frames; a walk is made of pairs."""
    longer = {"mine": np.tile([1.5, -0.05], (100, 1))}
    film = course_lib.animate_cliff(longer, seconds=1)
    assert Image.open(io.BytesIO(film.gif)).n_frames <= 31
    with pytest.raises(ValueError, match="pairs"):
        course_lib.draw_cliff({"mine": np.zeros((4, 3))})
    with pytest.raises(ValueError, match="three"):
        course_lib.draw_cliff(dict.fromkeys("abcd", np.ones((2, 2))))
