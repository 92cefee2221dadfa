"""Pictures of two clerks and their hatch say what they show, and refuse what does not fit."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.image import imread
from PIL import Image

import course_lib
from course_lib.hatch_equations import HATCH_DRAWERS

SYMBOLS = " 0123456789+<."
SUMS, RIGHT, SAID = (
    ["12+34", "99+99", "7+8", "0+0"],
    ["46", "198", "15", "0"],
    ["46", "197", "1", "01"],
)


def film(**changes):
    """A film of one sum, with some things changed."""
    rng = np.random.default_rng(1)
    parts = {
        "heard": "43+21",
        "notes": rng.normal(size=(8, 6)),
        "said": "46.",
        "odds": rng.dirichlet(np.ones(14), size=3),
        "symbols": SYMBOLS,
    }
    return course_lib.animate_hatch(**{**parts, **changes})


def pictures():
    """One of each."""
    rng = np.random.default_rng(2)
    pairs = np.array([(a, b) for a in range(6) for b in range(6)])
    return [
        course_lib.draw_switches(np.eye(14)[[5, 4, 11]], SYMBOLS, title="Switches"),
        course_lib.draw_answers(SUMS, RIGHT, SAID, title="An exam"),
        course_lib.draw_exam(pairs[4:], pairs[:4], title="Board"),
        course_lib.draw_notes(rng.normal(size=(4, 5)), SUMS, title="Notes"),
        course_lib.draw_note_plane(rng.normal(size=(30, 2)), np.arange(30), title="Plane"),
        *(course_lib.draw_hatch(name) for name in HATCH_DRAWERS),
    ]


def test_every_picture_is_opaque_on_white_ground_with_words():
    """As all pictures of the course."""
    for picture in pictures():
        image = np.asarray(imread(io.BytesIO(picture.png())))
        assert image.shape[2] == 3 or np.all(image[..., 3] == 1)
        assert np.all(image[0, 0, :3] == 1)
        assert len(picture.alt) > 30


def test_the_words_count_what_is_right():
    """One whole answer of four; a slip, a symbol too few, a symbol too many."""
    assert "1 of 4 answers" in course_lib.draw_answers(SUMS, RIGHT, SAID).alt
    assert "on are 4, 3, +" in course_lib.draw_switches(np.eye(14)[[5, 4, 11]], SYMBOLS).alt
    assert "on are ␣, ?" in course_lib.draw_switches(np.eye(14)[[0, 0]] * [[1], [0]], SYMBOLS).alt


def test_the_film_has_a_frame_for_each_symbol_and_one_for_the_hatch():
    """Five heard, the hatch, three said."""
    shown = film()
    with Image.open(io.BytesIO(shown.gif)) as gif:
        assert gif.n_frames == 9
    assert "12+34 is heard" in shown.alt


def test_what_does_not_fit_is_refused():
    """In words."""
    with pytest.raises(KeyError, match="there are bridge"):
        course_lib.draw_hatch("window")
    with pytest.raises(ValueError, match="do not belong together"):
        course_lib.draw_switches(np.eye(3), SYMBOLS)
    with pytest.raises(ValueError, match="returns nothing yet"):
        course_lib.draw_switches(None, SYMBOLS)
    with pytest.raises(ValueError, match="as many of each"):
        course_lib.draw_answers(SUMS, RIGHT, SAID[1:])
    with pytest.raises(ValueError, match="two numbers"):
        course_lib.draw_exam(np.ones((3, 3)), np.ones((1, 2)))
    with pytest.raises(ValueError, match="as many of each"):
        course_lib.draw_notes(np.ones((3, 4)), SUMS)
    with pytest.raises(ValueError, match="do not fit"):
        course_lib.draw_note_plane(np.ones((3, 2)), [1, 2])
    with pytest.raises(ValueError, match="a table with rows"):
        course_lib.draw_notes(np.ones(3), SUMS)
    with pytest.raises(ValueError, match="as many notes"):
        film(notes=np.ones((4, 6)))


def test_every_unit_of_a_map_of_notes_has_a_scale_of_its_own():
    """Units far from zero are as easy to read as others; a constant one is blank."""
    slide = np.linspace(-1, 1, 4)
    notes = np.stack([slide, 0.01 * slide - 9, 50 - slide, np.full(4, -7.0)], axis=1)
    shown = np.asarray(course_lib.draw_notes(notes, SUMS).figure.axes[0].images[0].get_array())
    assert np.allclose(shown[:, 1], shown[:, 0])
    assert np.allclose(shown[:, 2], -shown[:, 0])
    assert np.allclose(shown[:, 3], 0)
    assert np.abs(shown[:, 0]).max() > 1
