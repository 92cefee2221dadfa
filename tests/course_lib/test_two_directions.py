"""Pictures and sequences about reading from both ends."""

from __future__ import annotations

import io

import numpy as np
import PIL.Image
import pytest
from matplotlib.image import imread

from course_lib import (
    Picture,
    animate_trains,
    doughnut_strips,
    draw_accuracies,
    draw_both_ways,
    draw_reach,
    draw_tagged_strip,
    neighbour_signs,
)

IDEAS = ("reverse", "layer", "last", "mirror", "tagger", "dartboard", "probe", "legal")


def pixels(picture: Picture) -> np.ndarray:
    """The picture as (height, width, RGBA), from 0 to 1."""
    return np.asarray(imread(io.BytesIO(picture.png())))


def gallery() -> list[Picture]:
    """One picture of every kind."""
    triangle = np.tril(np.ones((6, 6)))
    return [
        draw_reach({"past": triangle, "future": triangle.T}, title="Who hears whom?"),
        draw_accuracies({"a coin": 0.5, "both ways": 0.97}, ceiling=0.804, title="Scores"),
        draw_accuracies({"below the floor": 0.4}),
        draw_tagged_strip(np.eye(8), {"truth": np.arange(8) > 3, "reader": np.full((8, 1), 0.5)}),
        *(draw_both_ways(name) for name in IDEAS),
    ]


def test_every_picture_is_an_opaque_image_on_white_ground_with_words() -> None:
    """Nothing shines through, so a dark page cannot hide dark ink."""
    for picture in gallery():
        image = pixels(picture)
        assert np.all(image[..., -1] == 1), picture.alt
        assert [1, 1, 1] == image[0, 0, :3].tolist(), picture.alt
        assert image[..., :3].min() < 0.5, picture.alt
        assert 30 < len(picture.alt)


def test_the_words_say_who_hears_whom() -> None:
    """Past, future, both, or nobody else."""
    square = np.ones((4, 4))
    words = {
        "earlier inputs only": np.tril(square),
        "later inputs only": np.triu(square),
        "earlier and later": square,
        "their own input": np.eye(4),
    }
    for phrase, reach in words.items():
        assert phrase in draw_reach({"layer": reach}).alt


def test_what_cannot_be_drawn_is_refused_in_words() -> None:
    """Each picture says what it would need."""
    with pytest.raises(ValueError, match="as many rows as columns"):
        draw_reach({"layer": np.ones((3, 4))})
    with pytest.raises(ValueError, match="0 maps"):
        draw_reach({})
    with pytest.raises(ValueError, match="scores from 0 to 1"):
        draw_accuracies({"too good": 1.2})
    with pytest.raises(ValueError, match="has 3 steps and the handwriting 8"):
        draw_tagged_strip(np.eye(8), {"reader": np.ones(3)})
    with pytest.raises(ValueError, match=r"\(steps, rows\) is needed"):
        draw_tagged_strip(np.ones(8), {})
    with pytest.raises(KeyError, match="dartboard"):
        draw_both_ways("sideways")
    with pytest.raises(ValueError, match="20 stations"):
        animate_trains(np.ones(20))


def test_the_trains_move_and_every_step_has_its_frames() -> None:
    """Three frames a step, and the first is not the last."""
    film = PIL.Image.open(io.BytesIO(animate_trains([1.0, -2.0, 0.5, 3.0], title="Trains").gif))
    assert 16 == film.n_frames  # type: ignore[attr-defined]
    first = np.asarray(film.convert("RGB"))
    film.seek(15)
    assert not np.array_equal(first, np.asarray(film.convert("RGB")))


def test_the_tag_of_a_step_is_the_sign_of_it_and_its_neighbours() -> None:
    """Beyond the ends there is nothing; the same seed gives the same numbers."""
    x, y = neighbour_signs(50, 6, seed=3)
    assert (50, 6, 1) == x.shape == y.shape
    assert x.dtype == y.dtype == np.float32
    for t in range(6):
        near = x[:, max(0, t - 1) : t + 2, 0].sum(axis=1)
        assert np.array_equal(y[:, t, 0], near > 0)
    again, _ = neighbour_signs(50, 6, seed=np.random.default_rng(3))
    assert np.array_equal(x, again)


def test_a_doughnut_is_tagged_in_all_of_its_columns() -> None:
    """Four digits in ten have a hole, and test digits are not training digits."""
    x, y = doughnut_strips(300, digits=2, seed=0)
    assert (300, 16, 8) == x.shape
    assert (300, 16, 1) == y.shape
    assert 0 <= x.min() < x.max() == 1
    tags = y.reshape(300, 2, 8)
    assert np.array_equal(tags, np.repeat(tags[:, :, :1], 8, axis=2))
    assert 0.3 < tags.mean() < 0.5
    train = {strip.tobytes() for strip in doughnut_strips(2000, digits=1, seed=1)[0]}
    test = {strip.tobytes() for strip in doughnut_strips(500, 1, training=False, seed=1)[0]}
    assert not train & test
