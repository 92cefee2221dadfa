"""Films of digits: they are read right, drawn with words, and refused where they do not fit."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread
from PIL import Image

import course_lib
from course_lib import digit_films
from course_lib.film_equations import FILM_DRAWERS

FILM = np.random.default_rng(1).uniform(size=(4, 5, 6))


def pictures():
    """One of each."""
    return [
        course_lib.draw_frames({"true": FILM, "guess": FILM[..., None] / 2}, against="true"),
        course_lib.draw_frames(
            {"f  forget gate": FILM, "c  cell state": FILM - 0.5, "± edges": FILM}, title="Maps"
        ),
        course_lib.draw_frames({"one": FILM}, plug=2, first=3, title="Dream"),
        *(course_lib.draw_film_equation(name) for name in FILM_DRAWERS),
    ]


def test_every_picture_is_opaque_on_white_ground_with_words():
    """As all pictures of the course."""
    for picture in pictures():
        image = np.asarray(imread(io.BytesIO(picture.png())))
        assert np.all(image[..., -1] == 1), picture.alt
        assert image[0, 0, :3].tolist() == [1, 1, 1], picture.alt
        assert image[..., :3].min() < 0.5, picture.alt
        assert len(picture.alt) > 20


def test_the_words_tell_how_far_a_row_is_off():
    """The mean of the errors below the frames stands in the alternative text."""
    picture = course_lib.draw_frames({"true": FILM, "black": 0 * FILM}, against="true")
    assert f"black (mean error {np.mean(FILM**2):.3f})" in picture.alt


def test_films_run_side_by_side():
    """A film has as many frames as those that it shows, and says where the plug was pulled."""
    film = course_lib.animate_films({"film": FILM, "net": FILM}, plug=2, dreams=("net",))
    with Image.open(io.BytesIO(film.gif)) as image:
        assert image.n_frames == 4
    assert "After 2 frames" in film.alt


@pytest.mark.parametrize(
    "rows",
    [
        {},
        {"nothing": None},
        {"flat": FILM[0]},
        {"two channels": np.zeros((3, 4, 4, 2))},
        {"long": FILM, "short": FILM[:2]},
        {"empty": FILM[:0]},
    ],
)
def test_what_is_no_film_is_refused(rows):
    """With a sentence, rather than an error from within Matplotlib."""
    with pytest.raises(ValueError, match=r"frames|returns nothing yet|shape"):
        course_lib.draw_frames(rows)


def test_rows_that_cannot_be_compared_are_refused():
    """Another size, a row that is not there, and more frames than a line can hold."""
    with pytest.raises(ValueError, match="differ in size"):
        course_lib.draw_frames({"true": FILM, "other": FILM[:, :2]}, against="true")
    with pytest.raises(ValueError, match="there is no row"):
        course_lib.draw_frames({"true": FILM}, against="false")
    with pytest.raises(ValueError, match="at most"):
        course_lib.draw_frames({"long": np.zeros((30, 4, 4))})


def test_unknown_equations_are_named():
    """With the names that there are."""
    with pytest.raises(KeyError, match="stencil"):
        course_lib.draw_film_equation("nonsense")


def test_the_digits_are_those_that_the_prose_was_written_for():
    """1797 pictures from nought to one, which nobody can write into."""
    images = course_lib.load_digit_images()
    assert images.shape == (1797, 8, 8)
    assert (images.min(), images.max()) == (0, 1)
    assert np.all(images * 16 == np.round(images * 16))
    assert hashlib.sha256((images * 16).astype(np.uint8).tobytes()).hexdigest().startswith(DIGITS)
    with pytest.raises(ValueError, match="read-only"):
        images[0] = 0


DIGITS = "8f26b2bd9d135c25"


def test_without_scikit_learn_a_sentence_says_so(monkeypatch):
    """It names the package."""
    monkeypatch.setattr(digit_films, "PACKAGE", "no_such_package_anywhere")
    digit_films.load_digit_images.cache_clear()
    with pytest.raises(FileNotFoundError, match="scikit-learn"):
        course_lib.load_digit_images()
    digit_films.load_digit_images.cache_clear()


def test_the_screensaver_is_shown_for_ten_frames_and_dreamed_from_then_on():
    """Both films are the same up to there, and differ in every frame after it."""
    truth, dream = course_lib.load_screensaver()
    assert truth.shape == dream.shape == (20, 16, 16)
    same = np.all(truth == dream, axis=(1, 2))
    assert same.tolist() == [True] * 10 + [False] * 10
    assert Path(digit_films.__file__).with_name(digit_films.REEL).stat().st_size < 50_000
