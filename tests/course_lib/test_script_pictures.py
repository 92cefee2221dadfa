"""Pictures of scripts say what they show, and refuse what cannot be drawn."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

import course_lib
from course_lib.writing_equations import WRITING_DRAWERS
from tests.course_lib.looks import expect_opaque_with_words

SCRIPT = course_lib.write_script(3, np.random.default_rng(3))
SYMBOLS = sorted(set(SCRIPT))
CHANCES = np.random.default_rng(0).dirichlet(np.ones(len(SYMBOLS)), size=12)
MARKS = {"a": {"lines_ok": 0.5, "novel": 0.0}, "b": {"lines_ok": 1.0, "novel": 0.9}}


def unread(lines):
    """A judge who only looks whether lines can be read."""
    return [course_lib.read_line(line) is None for line in lines]


def pictures():
    """One of each."""
    return [
        course_lib.draw_script(SCRIPT, title="A page"),
        course_lib.draw_script(SCRIPT.replace("CUT", "COT", 1), unread, columns=1),
        course_lib.draw_next({"THE GOAT\n": CHANCES[0], "": CHANCES[1]}, SYMBOLS, title="Next"),
        course_lib.draw_unit(SCRIPT[:90], np.linspace(-2, 2, 90), title="A unit"),
        course_lib.draw_marks(MARKS, title="Marks", names={"novel": "new"}),
        *(course_lib.draw_writing_equation(name) for name in WRITING_DRAWERS),
    ]


def test_every_picture_is_opaque_on_white_ground_with_words():
    """As all pictures of the course."""
    expect_opaque_with_words(pictures())


def test_a_page_counts_its_slips():
    """The judge is asked scene by scene, and has to speak of every line."""
    lines = sum(map(len, course_lib.split_scenes(SCRIPT)))
    damaged = course_lib.draw_script(SCRIPT.replace("CUT", "COT", 2), unread)
    assert f"2 of {lines} lines have a slip" in damaged.alt
    assert "slip" not in course_lib.draw_script(SCRIPT).alt
    with pytest.raises(ValueError, match="one thing for each"):
        course_lib.draw_script(SCRIPT, lambda _: [True])
    with pytest.raises(ValueError, match="one thing for each"):
        course_lib.draw_script(SCRIPT, lambda _: None)
    with pytest.raises(ValueError, match="no whole scene"):
        course_lib.draw_script("THE GOAT")


def widths(**options):
    """The bars of two charts, the symbols of the second the other way round in likelihood."""
    chances = {"a": np.array([0.1, 0.2, 0.0]), "b": np.array([0.2, 0.1, 0.0])}
    charts = course_lib.draw_next(chances, list("xyz"), most=2, **options).figure.axes
    assert charts[0].get_xlim() == charts[1].get_xlim()
    assert charts[0].get_xlim()[1] < 0.25  # it ends where the bars do
    return [[round(bar.get_width(), 3) for bar in ax.patches] for ax in charts]


def test_charts_side_by_side_may_share_their_rows():
    """Otherwise each of them has the likeliest first."""
    assert widths() == [[0.2, 0.1], [0.2, 0.1]]
    assert widths(same_rows=True) == [[0.2, 0.1], [0.1, 0.2]]


def test_numbers_have_to_belong_to_symbols():
    """As many probabilities as symbols, as many values as there are places."""
    with pytest.raises(ValueError, match="5 probabilities"):
        course_lib.draw_next({"a": np.ones(5) / 5}, SYMBOLS)
    with pytest.raises(ValueError, match="returns nothing yet"):
        course_lib.draw_next({"a": None}, SYMBOLS)
    with pytest.raises(ValueError, match="3 values"):
        course_lib.draw_unit("four", np.zeros(3))
    with pytest.raises(ValueError, match="do not belong to"):
        course_lib.animate_typing("four", CHANCES[:3], SYMBOLS)
    with pytest.raises(KeyError, match="no picture for"):
        course_lib.draw_writing_equation("tango")


def test_the_typewriter_types_symbol_by_symbol():
    """One frame for each symbol, as long as there are not too many."""
    film = course_lib.animate_typing(SCRIPT[:12], CHANCES, SYMBOLS, title="It types")
    with Image.open(io.BytesIO(film.gif)) as image:
        assert image.n_frames == 12
    assert "It types" in film.alt
