"""Pictures of a neuron, of a net and of what it thinks: whole, and picky about shapes."""

from __future__ import annotations

import io

import numpy as np
import PIL.Image
import pytest

from course_lib import (
    animate_decision,
    decision_grid,
    draw_decision,
    draw_digits,
    draw_net,
    draw_neuron,
    draw_neuron_equation,
)
from course_lib.neuron_equations import DRAWERS


def test_a_neuron_in_letters_and_with_numbers() -> None:
    """The numbers are added up in the picture; what is said is the caller's."""
    assert draw_neuron().png() != draw_neuron(activation="sigmoid").png()
    shown = draw_neuron([2, 1], [0.5, -1], 0.25, 0.25)
    assert "the sum is 0.25, the output 0.25" in shown.alt
    assert "the output ?" in draw_neuron([1, 2, 3, 4], [1, 1, 1, 1], 0.0).alt


def test_a_neuron_has_one_weight_for_each_input() -> None:
    """Too few weights, too many inputs and unknown curves are refused."""
    with pytest.raises(ValueError, match="2 inputs and 1 weights"):
        draw_neuron([2, 1], [0.5], 0.0)
    with pytest.raises(ValueError, match="no more than 4"):
        draw_neuron([1] * 5, [1] * 5, 0.0)
    with pytest.raises(ValueError, match="no curve 'tanh'"):
        draw_neuron(activation="tanh")


def test_a_net_says_its_layers() -> None:
    """From two layers to five, of up to eight each."""
    assert "layers of 2, 8, 1" in draw_net().alt
    assert draw_net((3, 1)).png() != draw_net((3, 4, 4, 2, 1)).png()
    for sizes in ((3,), (2, 9, 1), (1, 2, 0)):
        with pytest.raises(ValueError, match="do not fit on the page"):
            draw_net(sizes)


@pytest.mark.parametrize("name", DRAWERS)
def test_each_equation_has_a_picture(name: str) -> None:
    """Each opens as an image and comes with words."""
    picture = draw_neuron_equation(name)
    image = PIL.Image.open(io.BytesIO(picture.png()))
    assert image.width > 500
    assert len(picture.alt) > 40


def test_an_unknown_equation_is_refused_with_the_known_ones() -> None:
    """So that a slip of the pen is found at once."""
    with pytest.raises(KeyError, match="layer, forward, loss, backward, step"):
        draw_neuron_equation("lstm")


def test_a_surface_is_drawn_for_every_place_of_the_grid() -> None:
    """One output for each place; anything else is refused with a sentence."""
    grid = decision_grid()
    assert grid.shape == (1681, 2)
    assert grid.min() == -1
    assert grid.max() == 1
    light = (grid[:, :1] > 0).astype(float)
    labels = np.array([[0.0], [1.0]])
    picture = draw_decision({"right half": light}, np.eye(2), labels)
    assert "on in 49% of the square" in picture.alt
    with pytest.raises(ValueError, match="is None"):
        draw_decision({"nothing": None})
    with pytest.raises(ValueError, match="one output for each of the 1681 places"):
        draw_decision({"short": light[:5]})
    with pytest.raises(ValueError, match="choose from 1 to 4"):
        draw_decision({})


def test_a_film_has_a_frame_for_each_surface() -> None:
    """The epochs name the frames, and the words name the losses."""
    grid = decision_grid()
    surfaces = [0.5 + 0 * grid[:, 0], (grid[:, 0] > 0).astype(float)]
    labels = np.array([[0.0], [1.0]])
    film = animate_decision(surfaces, [0, 3], [0.7, 0.5, 0.3], np.eye(2), labels, title="Two")
    assert PIL.Image.open(io.BytesIO(film.gif)).n_frames == 2
    assert "after 3 epochs" in film.alt
    assert "from 0.70 to 0.30" in film.alt
    with pytest.raises(ValueError, match="2 surfaces and 1 epochs"):
        animate_decision(surfaces, [0], [0.7], np.eye(2), labels)


def test_digits_are_shown_with_what_a_net_takes_them_for() -> None:
    """The mistakes are counted in the words, and other sizes are refused."""
    images = np.arange(3 * 64.0).reshape(3, 64)
    assert "wrong about 1" in draw_digits(images, [1, 8, 8], [1, 1, 8], title="Digits").alt
    assert draw_digits(images.reshape(3, 8, 8), [1, 8, 8]).alt == "Digits: 1, 8, 8."
    for wrong in (np.zeros((2, 49)), np.zeros((25, 64)), np.zeros((0, 64))):
        with pytest.raises(ValueError, match="up to 24 pictures of 64 dots"):
            draw_digits(wrong, range(25))
