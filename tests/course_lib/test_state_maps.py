"""Maps and films of hidden states, made from whatever a student has."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.image import imread
from PIL import Image

from course_lib import animate_reading, animate_whispers, draw_state_map

SAID = np.array([0.5, -1.0, 0.25])
SEQ = np.array([[0.5, 0.0], [-1.0, 0.5], [0.25, -1.0]])
NET = {"K": np.eye(1, 2), "U": np.eye(2, k=1), "readout": np.array([[0.0], [1.0]])}


def test_a_map_is_an_opaque_image_and_says_how_loud_it_is():
    """One example may keep its batch axis."""
    picture = draw_state_map(SEQ[None], inputs=SAID, title="A map")
    image = np.asarray(imread(io.BytesIO(picture.png())))
    assert np.all(image[..., -1] == 1)
    assert "2 units over 3 steps" in picture.alt
    assert "1.00 at most" in picture.alt


def test_a_loud_state_looks_otherwise_than_a_quiet_one():
    """Colour follows the number, on a scale that does not move."""
    quiet, loud = (draw_state_map(np.full((4, 3), value)).png() for value in (0.1, 0.9))
    assert quiet != loud


@pytest.mark.parametrize(
    ("seq", "inputs", "words"),
    [
        (None, None, "seq is None"),
        (np.ones(4), None, "one example"),
        (np.ones((2, 3, 4)), None, "one example"),
        (np.ones((3, 2)), np.ones(4), "do not belong"),
    ],
)
def test_what_makes_no_map_is_refused_in_words(seq, inputs, words):
    """Missing states, several examples, inputs of another length."""
    with pytest.raises(ValueError, match=words):
        draw_state_map(seq, inputs=inputs)


def test_whispers_take_two_frames_a_step_and_say_how_late_they_are():
    """The words name the delay that the arrays show."""
    film = animate_whispers(SAID, SEQ, SEQ[:, 1], net=NET, title="An echo")
    assert Image.open(io.BytesIO(film.gif)).n_frames == 6
    assert "1 steps later" in film.alt
    assert "steps later" not in animate_whispers(SAID, SEQ, SAID[::-1]).alt


def test_the_arrows_follow_the_net():
    """A ring is drawn otherwise than a row."""
    ring = {**NET, "U": np.array([[0.0, 1.0], [1.0, 0.0]])}
    films = [animate_whispers(SAID, SEQ, SEQ[:, 1], net=net).gif for net in (NET, ring)]
    assert films[0] != films[1]


@pytest.mark.parametrize(
    ("said", "seq", "net", "words"),
    [
        (SAID[:2], SEQ, None, "lengths|steps"),
        (SAID, None, None, "seq is None"),
        (SAID, np.ones((3, 13)), None, "at most 12"),
        (SAID, SEQ, {**NET, "K": np.ones((2, 1))}, "K has shape"),
    ],
)
def test_what_makes_no_film_is_refused_in_words(said, seq, net, words):
    """Lengths, missing states, too many units, a net that does not fit."""
    with pytest.raises(ValueError, match=words):
        animate_whispers(said, seq, np.zeros(3), net=net)


def test_reading_shows_one_row_more_each_time():
    """One frame for each row, and the first choices in words."""
    beliefs = np.array([[0.9, 0.1], [0.2, 0.8], [0.4, 0.6]])
    film = animate_reading(np.ones((3, 4)), beliefs, title="Read")
    assert Image.open(io.BytesIO(film.gif)).n_frames == 3
    assert "0, 1, 1" in film.alt
    with pytest.raises(ValueError, match="one belief for each row"):
        animate_reading(np.ones((4, 4)), beliefs)
