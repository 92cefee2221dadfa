"""A small picture beside each equation of a feed-forward net: which arrays meet, and how."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.colours import COLOURS, FAINT, INK
from course_lib.drawing import arrow, block, box, new_canvas, write
from course_lib.figures import Picture, named_picture

HIDDEN = COLOURS["hidden"]
GREY = "#B9B9C4"
PALE = "#FAFAFC"
EXAMPLES, INPUTS, UNITS = 4, 2, 3


def draw_neuron_equation(name: str) -> Picture:
    """Draws the small picture that belongs to an equation of a feed-forward net.

    Args:
        name: ``layer``, ``forward``, ``loss``, ``backward`` or ``step``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(DRAWERS, name)


def _layer() -> Picture:
    figure, ax = new_canvas(82, 21)
    cell, left, middle = 2.2, 5.0, 13.0
    for text, shape, size, fill, sign in (
        ("$x$", "(N, D)", (EXAMPLES, INPUTS), GREY, "@"),
        ("$W$", "(D, H)", (INPUTS, UNITS), INK, "+"),
        ("$b$", "(H,)", (1, UNITS), INK, "="),
        ("$z$", "(N, H)", (EXAMPLES, UNITS), HIDDEN, ""),
    ):
        centre, _ = block(ax, (left, middle - size[0] * cell / 2), size, fill, cell=cell)
        write(ax, (centre, 5.6), text, size=14)
        write(ax, (centre, 2.6), shape, size=9.5)
        left += size[1] * cell
        if sign:
            write(ax, (left + 3.2, middle), sign, size=15)
        left += 6.4
    left -= 4.6
    arrow(ax, (left, middle), (left + 16, middle), width=2.2)
    write(ax, (left + 7.6, middle + 2.6), "activation", size=11.5)
    centre, _ = block(ax, (left + 18, middle - 4.4), (EXAMPLES, UNITS), HIDDEN, cell=cell)
    write(ax, (centre, 5.6), "output", size=11.5)
    write(ax, (centre, 2.6), "(N, H)", size=9.5)
    return Picture(
        figure,
        "x, N by D, times W, D by H, plus b is z, N by H; the activation makes the output of it.",
    )


def _forward() -> Picture:
    figure, ax = new_canvas(92, 36)
    write(ax, (5, 26), "$x$", size=16)
    write(ax, (5, 22.4), "(N, D)", size=9)
    for number, left in enumerate((16, 46), start=1):
        box(ax, (left, 20), (18, 12), fill=PALE, edge=INK)
        write(ax, (left + 9, 27.8), f"layer {number}", size=12, weight="bold")
        write(ax, (left + 9, 23.8), "W, b, activation", size=9.5)
        arrow(ax, (left + 9, 20), (left + 9, 13), paint=HIDDEN)
        box(ax, (left - 2.5, 5.4), (23, 7.4), fill="white", edge=HIDDEN)
        write(ax, (left + 9, 9.1), "x, z, W, activation", size=10, paint=HIDDEN)
    arrow(ax, (8.4, 26), (16, 26), width=2.2)
    arrow(ax, (34, 26), (46, 26), width=2.2)
    write(ax, (39.5, 29), "(N, H)", size=9)
    arrow(ax, (64, 26), (74, 26), width=2.2)
    write(ax, (81, 26), "outputs", size=12.5)
    write(ax, (81, 22.4), "(N, K)", size=9)
    write(ax, (81, 9.1), "the cache:\none dict a layer", size=10, paint=HIDDEN)
    write(ax, (45, 2), "each layer leaves a note of what it saw", size=9.5, paint=HIDDEN)
    return Picture(
        figure,
        "x goes through layer 1, its output through layer 2, and so on to the outputs. Each layer "
        "leaves a note in the cache: its x, its z, its W and its activation.",
    )


def _loss() -> Picture:
    figure, ax = new_canvas(84, 25)
    cell = 2.4
    for left, text, shape, fill in (
        (6, "outputs", "(N, K)", HIDDEN),
        (22, "labels", "(N, K)", INK),
    ):
        centre, _ = block(ax, (left, 10), (EXAMPLES, 1), fill, cell=cell)
        write(ax, (centre, 6.4), text, size=11.5)
        write(ax, (centre, 3.4), shape, size=9.5)
    for row in range(EXAMPLES):
        height = 10 + cell * (row + 0.5)
        ax.plot([9.4, 21], [height, height], color=FAINT, lw=1.4, ls=(0, (1.5, 1.2)))
    write(ax, (15.2, 21.4), "row by row", size=9.5)
    arrow(ax, (27, 14.8), (37, 14.8), width=2.2)
    centre, _ = block(ax, (39, 10), (EXAMPLES, 1), GREY, cell=cell)
    write(ax, (centre, 6.4), "how bad,\neach", size=10)
    arrow(ax, (44.6, 14.8), (58, 14.8), width=2.2)
    write(ax, (51, 17.2), "mean", size=11.5)
    box(ax, (60, 10.8), (19, 8), fill=PALE, edge=INK)
    write(ax, (69.5, 14.8), "one number", size=11.5, weight="bold")
    write(ax, (69.5, 7.4), "the loss", size=11.5)
    return Picture(
        figure, "Outputs and labels are compared row by row; the mean over all is one number."
    )


def _backward() -> Picture:
    figure, ax = new_canvas(98, 42)
    write(ax, (3, 39), "there:", size=11, weight="bold", align="left")
    write(ax, (3, 22), "and back:", size=11, weight="bold", align="left")
    spots = (12, 40, 68, 91)
    names = ("$x$", "$z$", "output", "loss")
    for spot, name in zip(spots, names, strict=True):
        write(ax, (spot, 33), name, size=15 if "$" in name else 12)
    for start, end, words in (
        (15, 36.5, "times $W$, plus $b$"),
        (43.5, 62, "activation"),
        (74, 87, ""),
    ):
        arrow(ax, (start, 33), (end, 33))
        write(ax, ((start + end) / 2 - 0.4, 35.8), words, size=9.5)
    for spot, name in zip(spots, ("$dx$", "$dz$", "$dy$", "1"), strict=True):
        write(ax, (spot, 16), name, size=15)
    for start, end, words in (
        (36.5, 15.5, "through $W$, the other way"),
        (64, 43.5, "times the slope\nof the activation"),
        (88.5, 71.5, "slope of\nthe loss"),
    ):
        arrow(ax, (start, 16), (end, 16), paint=HIDDEN, width=2.4)
        write(
            ax,
            ((start + end) / 2 + 0.6, 19.8 if "\n" in words else 18.8),
            words,
            size=9.5,
            paint=HIDDEN,
        )
    arrow(ax, (39, 13.4), (33, 6.4), paint=HIDDEN, width=2.4)
    arrow(ax, (41, 13.4), (47, 6.4), paint=HIDDEN, width=2.4)
    write(ax, (30.5, 4), "$dW$", size=15)
    write(ax, (49.5, 4), "$db$", size=15)
    write(ax, (33.6, 10.2), "meets $x$", size=9.5, paint=HIDDEN, align="right")
    write(ax, (46.4, 10.2), "added up over the examples", size=9.5, paint=HIDDEN, align="left")
    write(ax, (12, 10.4), "is the $dy$ of\nthe layer before", size=9.5)
    return Picture(
        figure,
        "There: x times W plus b is z, through the activation it is the output, then the loss. "
        "Back: dy times the slope of the activation is dz; dz meets x and is dW, added up over the "
        "examples it is db, and through W the other way it is the dy of the layer before.",
    )


def _step() -> Picture:
    figure, ax = new_canvas(80, 34)
    across = np.linspace(8, 72, 100)
    height = 7 + 0.0225 * (across - 42) ** 2
    ax.plot(across, height, color=INK, lw=2.4, zorder=3)
    ax.plot([8, 72], [3, 3], color=FAINT, lw=1.4)
    write(ax, (76, 3), "$w$", size=13)
    write(ax, (4.2, 31.5), "loss", size=11)
    spots = [14.0, 25.2, 31.9]
    for number, spot in enumerate(spots):
        up = 7 + 0.0225 * (spot - 42) ** 2
        ax.plot([spot], [up], "o", ms=13, color=HIDDEN, zorder=6)
        ax.plot([spot, spot], [3, up - 1.4], color=FAINT, lw=1.2, ls=(0, (2, 2)))
        if number < 2:
            arrow(ax, (spot + 0.4, 3), (spots[number + 1] - 0.3, 3), paint=HIDDEN, width=2.4)
    write(ax, (26, 25.5), "steep: a large step", size=10.5, paint=HIDDEN, align="left")
    arrow(ax, (25.4, 25.4), (16.6, 24.4), paint=HIDDEN)
    write(ax, (42, 14.8), "nearly flat: a small one", size=10.5, paint=HIDDEN, align="left")
    arrow(ax, (41.4, 14.2), (34, 10.6), paint=HIDDEN)
    return Picture(
        figure,
        "A valley: the loss over one weight. A ball goes down in steps, large ones where the slope "
        "is steep and small ones where it is nearly flat.",
    )


DRAWERS: dict[str, Callable[[], Picture]] = {
    "layer": _layer,
    "forward": _forward,
    "loss": _loss,
    "backward": _backward,
    "step": _step,
}
