"""The pieces that the pictures of a cell are made of: pipes, valves, blocks, arrows, words.

All of them draw on a canvas whose units are the same across and up, so that a pipe can be given a
thickness in those units.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from course_lib.colours import FAINT, INK
from course_lib.figures import new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

UNITS_PER_INCH = 10.0
POINTS_PER_UNIT = 72.0 / UNITS_PER_INCH

Point = tuple[float, float]


def new_canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty canvas; ten units are one inch.

    Args:
        width: units.
        height: units.

    Returns:
        The figure and its only axes, which show nothing yet.
    """
    figure = new_figure(width / UNITS_PER_INCH, height / UNITS_PER_INCH)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.axis("off")
    return figure, ax


def pipe(ax: Axes, points: Sequence[Point], paint: str, *, width: float, share: float) -> None:
    """Draws a pipe along some points, filled to a share of its width.

    Args:
        ax: canvas.
        points: corners, in the direction of the flow.
        paint: colour of what flows.
        width: of the inside, in units.
        share: how full it is, from 0 to 1.
    """
    across, up = zip(*points, strict=True)
    inside = width * POINTS_PER_UNIT
    layers = [("#9A9AA6", inside + 2.4), ("#F1F1F5", inside), (paint, inside * share)]
    for height, (fill, thickness) in enumerate(layers, start=2):
        if thickness > 0:
            ax.plot(
                across,
                up,
                color=fill,
                lw=thickness,
                zorder=height,
                solid_capstyle="butt",
                solid_joinstyle="round",
            )


def valve(ax: Axes, at: Point, paint: str, opening: float | None, *, upright: bool) -> None:
    """Draws a valve: a plate that turns in a pipe, or a question mark for one yet to be set.

    Args:
        ax: canvas.
        at: its middle.
        paint: colour of the gate.
        opening: from 0, across the pipe, to 1, along it; None for unknown.
        upright: whether the pipe runs up rather than across.
    """
    from matplotlib.patches import Circle

    ax.add_patch(Circle(at, 3.5, facecolor="white", edgecolor=paint, lw=3, zorder=6))
    if opening is None:
        write(ax, at, "?", size=17, paint=paint, weight="bold")
        return
    angle = math.radians(90 * (1 - opening) + (90 if upright else 0))
    dx, dy = 2.75 * math.cos(angle), 2.75 * math.sin(angle)
    ax.plot(
        [at[0] - dx, at[0] + dx],
        [at[1] - dy, at[1] + dy],
        color=paint,
        lw=5.5,
        solid_capstyle="round",
        zorder=7,
    )
    ax.plot([at[0]], [at[1]], "o", ms=4, color="white", zorder=8)


def block(
    ax: Axes, corner: Point, size: tuple[int, int], paint: str, *, cell: float = 2.0
) -> Point:
    """Draws an array as a grid of small squares.

    Args:
        ax: canvas.
        corner: its lower left corner.
        size: rows and columns.
        paint: colour of the squares.
        cell: side of one square, in units.

    Returns:
        The middle of its lower edge, where a name may be written.
    """
    from matplotlib.patches import Rectangle

    rows, columns = size
    for row in range(rows):
        for column in range(columns):
            at = (corner[0] + column * cell, corner[1] + row * cell)
            ax.add_patch(Rectangle(at, cell, cell, facecolor=paint, edgecolor="white", lw=1.2))
    return corner[0] + columns * cell / 2, corner[1]


def arrow(ax: Axes, start: Point, end: Point, *, paint: str = INK, width: float = 1.6) -> None:
    """Draws an arrow.

    Args:
        ax: canvas.
        start: where from.
        end: where to.
        paint: its colour.
        width: of the line, in points.
    """
    from matplotlib.patches import FancyArrowPatch

    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=8 + 3 * width,
            color=paint,
            lw=width,
            shrinkA=0,
            shrinkB=0,
            zorder=5,
        )
    )


def box(ax: Axes, corner: Point, size: Point, *, fill: str = "white", edge: str = FAINT) -> None:
    """Draws a box with round corners.

    Args:
        ax: canvas.
        corner: its lower left corner.
        size: width and height.
        fill: colour inside.
        edge: colour of the line.
    """
    from matplotlib.patches import FancyBboxPatch

    style = "round,pad=0,rounding_size=1.6"
    ax.add_patch(
        FancyBboxPatch(
            corner, *size, boxstyle=style, facecolor=fill, edgecolor=edge, lw=1.5, zorder=1
        )
    )


def write(  # noqa: PLR0913 - the ways in which a word can look
    ax: Axes,
    at: Point,
    text: str,
    *,
    size: float = 11,
    paint: str = INK,
    weight: str = "normal",
    align: str = "center",
) -> None:
    """Writes a word or a formula.

    Args:
        ax: canvas.
        at: where; the text is centred in height.
        text: what; ``$...$`` is set as a formula.
        size: of the letters, in points.
        paint: colour.
        weight: ``"normal"`` or ``"bold"``.
        align: ``"left"``, ``"center"`` or ``"right"``.
    """
    ax.text(*at, text, fontsize=size, color=paint, weight=weight, ha=align, va="center", zorder=9)
