"""Moving pictures: as many frames as asked for, in true colours, with words for who listens."""

from __future__ import annotations

import io
from base64 import b64decode

import pytest
from IPython.core.formatters import DisplayFormatter
from PIL import Image

import course_lib


def _square(figure, frame):
    ax = figure.add_axes((0, 0, 1, 1))
    ax.axis("off")
    ax.axvspan(0, 1, color=("#ff0000", "#00ff00", "#0000ff")[frame])


def test_every_frame_is_drawn_and_shows_what_was_drawn():
    """Three frames, three colours."""
    film = course_lib.animate(_square, 3, size=(1, 1), seconds=3, alt="A square changes colour.")
    image = Image.open(io.BytesIO(film.gif))
    assert image.n_frames == 3
    seen = []
    for number in range(3):
        image.seek(number)
        seen.append(image.convert("RGB").getpixel((36, 36)))
    for got, wanted in zip(seen, [(255, 0, 0), (0, 255, 0), (0, 0, 255)], strict=True):
        assert max(abs(a - b) for a, b in zip(got, wanted, strict=True)) < 30


def test_the_last_frame_is_held_and_the_film_starts_again():
    """The end has time to be looked at."""
    image = Image.open(
        io.BytesIO(course_lib.animate(_square, 3, size=(1, 1), seconds=3, alt="-").gif)
    )
    lengths = []
    for number in range(3):
        image.seek(number)
        lengths.append(image.info["duration"])
    assert lengths == [1000, 1000, 2000]
    assert image.info["loop"] == 0


def test_a_notebook_gets_the_film_and_the_words():
    """The bytes as they are, and the sentence beside them."""
    film = course_lib.animate(_square, 2, size=(1, 1), alt="A square changes colour.")
    data, metadata = DisplayFormatter().format(film)
    assert b64decode(data["image/gif"]) == film.gif
    assert data["text/plain"] == "A square changes colour."
    assert metadata["image/gif"]["alt"] == "A square changes colour."


def test_it_can_be_sent_to_a_friend(tmp_path):
    """The file is the film."""
    film = course_lib.animate(_square, 2, size=(1, 1), alt="-")
    film.save(tmp_path / "film.gif")
    assert (tmp_path / "film.gif").read_bytes() == film.gif


@pytest.mark.parametrize(("frames", "seconds"), [(0, 1), (121, 1), (3, 0), (3, -1)])
def test_no_film_can_be_made_of_that(frames, seconds):
    """None at all, too many, or in no time."""
    with pytest.raises(ValueError, match=r"frames|seconds"):
        course_lib.animate(_square, frames, seconds=seconds, alt="-")
