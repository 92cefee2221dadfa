"""The pictures of stacked LSTMs, what goes on in them, and the chaotic series they read."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import PIL.Image
import pytest

import course_lib
from course_lib.stack_pictures import DRAWERS


@pytest.mark.parametrize("name", sorted(DRAWERS))
def test_every_rule_has_a_picture_with_words(name: str) -> None:
    """A picture that says what can be seen."""
    picture = course_lib.draw_stack_equation(name)
    assert picture.png().startswith(b"\x89PNG")
    assert len(picture.alt) > 40


def test_an_unknown_rule_names_the_known_ones() -> None:
    """The error helps."""
    with pytest.raises(KeyError, match="handover"):
        course_lib.draw_stack_equation("elevator")


def test_a_staircase_names_its_floors() -> None:
    """From the ground up."""
    picture = course_lib.draw_staircase(steps=3, floors=("cellar", "attic"))
    assert picture.png().startswith(b"\x89PNG")
    assert "3 steps" in picture.alt
    assert "cellar, attic" in picture.alt


@pytest.mark.parametrize("size", [(1, 2), (9, 2), (3, 0), (3, 5)])
def test_a_staircase_has_to_fit_on_the_page(size: tuple[int, int]) -> None:
    """Neither too small nor too large."""
    with pytest.raises(ValueError, match="staircase"):
        course_lib.draw_staircase(steps=size[0], floors=("floor",) * size[1])


def test_floors_say_when_they_first_moved() -> None:
    """One example, with or without its axis, and a floor that sleeps."""
    awake = np.zeros((1, 8, 3))
    awake[0, 5:, 1] = 0.5
    picture = course_lib.draw_floors(
        {"low": awake, "high": np.zeros((8, 2))}, inputs=np.arange(8.0), title="Two floors"
    )
    assert picture.png().startswith(b"\x89PNG")
    assert "low: 3 units, first moved at step 5" in picture.alt
    assert "high: 2 units, first moved at step none" in picture.alt


@pytest.mark.parametrize(
    "draw",
    [
        lambda: course_lib.draw_floors({}),
        lambda: course_lib.draw_floors({"low": None}),
        lambda: course_lib.draw_floors({"low": np.zeros((2, 8, 3))}),
        lambda: course_lib.draw_floors({"low": np.zeros((8, 3)), "high": np.zeros((7, 3))}),
        lambda: course_lib.draw_floors({"low": np.zeros((8, 3))}, inputs=np.zeros(7)),
        lambda: course_lib.draw_whiskers({}),
        lambda: course_lib.draw_whiskers({"net": []}),
    ],
)
def test_what_does_not_fit_is_refused(draw: Callable[[], object]) -> None:
    """With a sentence."""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        draw()


def test_whiskers_tell_mean_and_ends() -> None:
    """Lines that are too far away are named."""
    picture = course_lib.draw_whiskers(
        {"wide": [1.0, 2.0, 3.0], "deep": [2.0]},
        lines={"near": 2.5, "far": 40.0},
        title="A contest",
    )
    assert picture.png().startswith(b"\x89PNG")
    assert "wide: mean 2, from 1 to 3" in picture.alt
    assert "far 40" in picture.alt
    label = picture.figure.axes[0].get_xlabel()
    assert "far" in label
    assert "near" not in label


@pytest.mark.parametrize("with_floors", [False, True])
def test_the_film_is_small_and_moves(with_floors: bool) -> None:
    """Several frames, and the words tell how far off it is."""
    values = np.sin(np.arange(50.0) / 4)
    said = np.r_[np.full(10, np.nan), values[10:] + 0.1]
    floors = {"low": np.outer(values, [1.0, -1.0])} if with_floors else None
    film = course_lib.animate_forecast(values, said, horizon=10, floors=floors, title="A film")
    with PIL.Image.open(io.BytesIO(film.gif)) as image:
        assert image.n_frames > 5
    assert len(film.gif) < 300_000
    assert "10 steps ahead" in film.alt
    assert "typical miss 0.1" in film.alt


def test_a_film_needs_a_future_and_floors_of_its_length() -> None:
    """Otherwise it is refused."""
    line = np.zeros(20)
    with pytest.raises(ValueError, match="horizon"):
        course_lib.animate_forecast(line, line, horizon=20)
    with pytest.raises(ValueError, match="19 steps"):
        course_lib.animate_forecast(line, line, horizon=5, floors={"low": np.zeros((19, 2))})


def test_the_chaotic_series_is_the_known_one() -> None:
    """Twenty steps ahead persistence is far worse than the mean, as measured elsewhere."""
    values = course_lib.mackey_glass(1500).values
    assert 0.2 < values.min() < 0.6
    assert 1.2 < values.max() < 1.5
    assert 0.04 < values.var() < 0.06
    assert 0.15 < float(np.mean((values[20:] - values[:-20]) ** 2)) < 0.2
    assert np.array_equal(values[:100], course_lib.mackey_glass(100).values)
    assert not np.allclose(values[:100], course_lib.mackey_glass(100, seed=1).values)


def test_a_hair_becomes_a_stranger() -> None:
    """Chaos: two delays that differ by one step do not stay together, and no delay is refused."""
    near, far = course_lib.mackey_glass(400), course_lib.mackey_glass(400, delay=18)
    assert float(np.abs(near.values - far.values).max()) > 0.3
    with pytest.raises(ValueError, match="delay"):
        course_lib.mackey_glass(10, delay=0)
