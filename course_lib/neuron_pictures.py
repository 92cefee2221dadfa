"""Pictures of a feed-forward net: one neuron with its parts named, and the loop of learning."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from course_lib.colours import COLOURS, INK
from course_lib.drawing import Point, arrow, box, new_canvas, write
from course_lib.figures import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HIDDEN = COLOURS["hidden"]
PALE = "#FAFAFC"
THIN = "#A9A9B4"
MOST_INPUTS = 4
MOST_UNITS = 8
CURVES = ("relu", "sigmoid", "none")


def draw_neuron(
    inputs: Sequence[float] | None = None,
    weights: Sequence[float] | None = None,
    bias: float | None = None,
    output: float | None = None,
    *,
    activation: str = "relu",
) -> Picture:
    """Draws one neuron with its parts named, in letters or with numbers.

    Args:
        inputs: one number for each input, up to four; without them three inputs in letters.
        weights: one number for each input.
        bias: the number that is added.
        output: what the neuron says; a question mark where it is left out.
        activation: the curve in the box: ``relu``, ``sigmoid`` or ``none``.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the weights do not fit the inputs, or there is no such curve.
    """
    if activation not in CURVES:
        raise ValueError(f"no curve {activation!r}: there are {', '.join(CURVES)}")
    figure, ax = new_canvas(96, 46)
    if inputs is not None and weights is not None and bias is not None:
        if not 1 <= len(inputs) <= MOST_INPUTS or len(inputs) != len(weights):
            raise ValueError(
                f"{len(inputs)} inputs and {len(weights)} weights: one weight for each input, "
                f"and no more than {MOST_INPUTS}"
            )
        total = float(np.dot(inputs, weights)) + bias
        shown = [f"{value:g}" for value in inputs], [f"{value:g}" for value in weights]
        said = "?" if output is None else f"{output:.3g}"
        middle = f"{bias:g}", f"{total:.3g}", said
        words = (
            f"A neuron with inputs {', '.join(shown[0])}, weights {', '.join(shown[1])} and bias "
            f"{middle[0]}: the sum is {middle[1]}, the output {middle[2]}."
        )
    else:
        shown = ["$x_1$", "$x_2$", "$x_3$"], ["$w_1$", "$w_2$", "$w_3$"]
        middle = "$b$", "$z$", "$y$"
        words = (
            "A neuron: each input times a weight, plus a bias, makes the sum z; the activation "
            "makes the output of it."
        )
    _wires(ax, *shown)
    _heart(ax, *middle, activation)
    return Picture(figure, words)


def _wires(ax: Axes, inputs: Sequence[str], weights: Sequence[str]) -> None:
    """The inputs on the left, with one weighted wire each."""
    count = len(inputs)
    gap = 11.0 if count > 1 else 0.0
    top = 25 + gap * (count - 1) / 2 if count < MOST_INPUTS else 37.5
    gap = gap if count < MOST_INPUTS else 8.6
    for number, (value, weight) in enumerate(zip(inputs, weights, strict=True)):
        height = top - gap * number
        _circle(ax, (11, height), 3.7)
        write(ax, (11, height), value, size=13)
        arrow(ax, (14.9, height), (41.2, 25 + (height - 25) * 0.16))
        spot = 25 + (height - 25) * 0.66
        box(ax, (22.6, spot - 2.2), (7.2, 4.4), edge=THIN)
        ax.patches[-1].set(zorder=6)
        write(ax, (26.2, spot), weight, size=12.5)
    write(ax, (11, 43.6), "inputs", size=12, weight="bold")
    write(ax, (26.2, 43.6), "weights", size=12, weight="bold")


def _heart(ax: Axes, bias: str, total: str, output: str, activation: str) -> None:
    """From the sum to the output: plus bias, through a curve, out."""
    _circle(ax, (46, 25), 4.6)
    write(ax, (46, 25.2), "+", size=24)
    write(ax, (46, 43.6), "sum", size=12, weight="bold")
    _circle(ax, (46, 8), 3.7)
    write(ax, (46, 8), bias, size=13)
    arrow(ax, (46, 11.9), (46, 20.2))
    write(ax, (46, 2), "bias", size=12, weight="bold")
    arrow(ax, (50.8, 25), (62, 25))
    write(ax, (56, 27.8), total, size=13)
    box(ax, (62, 18.5), (13, 13), fill=PALE, edge=INK)
    _curve(ax, (68.5, 25), activation)
    write(ax, (68.5, 43.6), "activation", size=12, weight="bold")
    write(ax, (68.5, 15.6), {"none": "no squashing"}.get(activation, activation), size=10.5)
    arrow(ax, (75.2, 25), (84, 25))
    _circle(ax, (88.2, 25), 4.1)
    write(ax, (88.2, 25), output, size=13)
    write(ax, (88.2, 43.6), "output", size=12, weight="bold")


def _curve(ax: Axes, at: Point, activation: str) -> None:
    """The little drawing in the box of the activation."""
    across, up = at
    ax.plot([across - 5, across + 5], [up - 3, up - 3], color=THIN, lw=1.2, zorder=4)
    ax.plot([across, across], [up - 4.4, up + 5], color=THIN, lw=1.2, zorder=4)
    sweep = np.linspace(-5, 5, 41)
    if activation == "relu":
        path = [across - 5, across, across + 5], [up - 3, up - 3, up + 4.6]
    elif activation == "sigmoid":
        path = list(across + sweep), list(up + 0.4 + 3.2 * np.tanh(0.75 * sweep))
    else:
        path = [across - 1.8, across + 5], [up - 4.4, up + 1.2]
    ax.plot(*path, color=INK, lw=2.8, zorder=5, solid_capstyle="round")


def _circle(ax: Axes, at: Point, radius: float, *, edge: str = INK) -> None:
    from matplotlib.patches import Circle

    ax.add_patch(Circle(at, radius, facecolor="white", edgecolor=edge, lw=1.8, zorder=6))


def draw_net(sizes: Sequence[int] = (2, 8, 1)) -> Picture:
    """Draws a net with its layers, and the loop of learning around it.

    Args:
        sizes: inputs, units of each layer in between, outputs; each from 1 to 8.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the net does not fit on the page.
    """
    if not 2 <= len(sizes) <= 5 or not all(1 <= size <= MOST_UNITS for size in sizes):
        raise ValueError(
            f"layers of {tuple(sizes)} do not fit on the page: from two to five, of 1 to "
            f"{MOST_UNITS} each"
        )
    figure, ax = new_canvas(100, 52)
    columns = np.linspace(9, 51, len(sizes))
    places = [_column(float(at), size) for at, size in zip(columns, sizes, strict=True)]
    for left, right in pairwise(places):
        for start in left:
            for end in right:
                ax.plot(*zip(start, end, strict=True), color=THIN, lw=0.9, zorder=2)
    for number, column in enumerate(places):
        inside = 0 < number < len(sizes) - 1
        for spot in column:
            _circle(ax, spot, 1.75, edge=HIDDEN if inside else INK)
        name = "hidden layer" if inside else ("inputs" if number == 0 else "outputs")
        write(ax, (float(columns[number]), 49.6), name, size=11.5, weight="bold")
    arrow(ax, (54.5, 29), (64.5, 29))
    box(ax, (64.5, 23.5), (17, 11), fill=PALE, edge=INK)
    write(ax, (73, 29), "loss\nfunction", size=11.5, weight="bold")
    box(ax, (86.5, 25.5), (11.5, 7), fill="white", edge=INK)
    write(ax, (92.2, 29), "labels", size=11.5, weight="bold")
    arrow(ax, (86.5, 29), (81.8, 29))
    write(ax, (73, 37.6), "how far off?\none number", size=9.5)
    write(ax, (92.2, 36), "the true answers", size=9.5)
    ax.plot([73, 73, 30], [23.3, 5, 5], color=INK, lw=2.2, ls=(0, (4, 1.6)), zorder=3)
    arrow(ax, (30, 5), (30, 10.4), width=2.2)
    box(ax, (38, 1.4), (30, 7.2), fill="white", edge=INK)
    ax.patches[-1].set(zorder=6)
    write(ax, (53, 5), "learning function", size=11.5, weight="bold")
    write(ax, (84.5, 5), "moves every weight and\nevery bias a little", size=9.5)
    return Picture(
        figure,
        f"A net with layers of {', '.join(map(str, sizes))}: inputs go through the layers and "
        "become outputs; the loss function compares these with the labels; the learning function "
        "uses the loss to move weights and biases.",
    )


def _column(across: float, size: int) -> list[Point]:
    """Where the circles of one layer stand, from top to bottom."""
    gap = min(6.4, 34 / max(1, size - 1))
    return [(across, 29 + gap * ((size - 1) / 2 - row)) for row in range(size)]
