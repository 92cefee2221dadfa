"""A small picture beside each equation: which arrays meet, in which shapes, and what comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from course_lib.colours import COLOURS, INK
from course_lib.drawing import arrow, block, new_canvas, write
from course_lib.figures import Picture, named_picture
from course_lib.unrolled import draw_backward, draw_forward, draw_latch

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EXAMPLES, INPUTS, UNITS = 3, 4, 2
BLOCKS = (("i", "input"), ("f", "forget"), ("g", "candidate"), ("o", "output"))
GREY = "#B9B9C4"


def draw_equation(name: str) -> Picture:
    """Draws the small picture that belongs to an equation of the LSTM.

    Args:
        name: ``split``, ``forget``, ``input``, ``update``, ``step``, ``forward``, ``backward`` or
            ``latch``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(DRAWERS, name)


def _split() -> Picture:
    figure, ax = new_canvas(84, 30)
    cell, left = 2.6, 17.0
    write(ax, (left - 2, 23), "$z$", size=17, align="right")
    write(ax, (left - 2, 19.6), "(N, 4H)", size=9, align="right")
    for position, (letter, name) in enumerate(BLOCKS):
        start = left + position * 2 * UNITS * cell
        block(ax, (start, 17.6), (EXAMPLES, 2 * UNITS), COLOURS[name], cell=cell)
        middle, spot = start + UNITS * cell, 12 + position * 20.5
        arrow(ax, (middle, 17), (spot, 11.6), paint=COLOURS[name])
        block(ax, (spot - 2 * UNITS, 5.0), (EXAMPLES, 2 * UNITS), COLOURS[name], cell=2.0)
        write(ax, (spot, 3.3), f"${letter}$  {name}", size=11.5, paint=COLOURS[name])
        write(ax, (spot, 1.2), f"block {position}, (N, H)", size=8.5)
    return Picture(figure, "z has four blocks of H columns: input, forget, candidate, output.")


def _sum(ax: Axes, base: float, letter: str, name: str, curve: str) -> None:
    """One row: x @ K + h @ U + b, through a curve, gives the result."""
    paint = COLOURS[name]
    cell = 2.0
    parts = (
        ("$x$", "(N, D)", (EXAMPLES, INPUTS), GREY, "@"),
        (f"$K_{letter}$", "(D, H)", (INPUTS, UNITS), paint, "+"),
        ("$h$", "(N, H)", (EXAMPLES, UNITS), COLOURS["hidden"], "@"),
        (f"$U_{letter}$", "(H, H)", (UNITS, UNITS), paint, "+"),
        (f"$b_{letter}$", "(H,)", (1, UNITS), paint, ""),
    )
    left, middle = 4.0, base + 10
    for text, shape, size, fill, sign in parts:
        low = middle - size[0] * cell / 2
        centre, _ = block(ax, (left, low), size, fill, cell=cell)
        write(ax, (centre, base + 4.2), text, size=13, paint=INK if fill == GREY else fill)
        write(ax, (centre, base + 1.5), shape, size=9)
        left += size[1] * cell
        if sign:
            write(ax, (left + 2.8, middle), sign, size=14)
        left += 5.6
    left -= 4.2
    arrow(ax, (left, middle), (left + 11, middle), paint=paint, width=2.2)
    write(ax, (left + 5, middle + 2.8), curve, size=13, paint=paint)
    centre, _ = block(ax, (left + 12.5, middle - 3), (EXAMPLES, UNITS), paint, cell=cell)
    write(ax, (centre, base + 4.2), f"${letter}$", size=15, paint=paint)
    write(ax, (centre, base + 1.5), "(N, H)", size=9)


def _forget() -> Picture:
    figure, ax = new_canvas(74, 17)
    _sum(ax, 1, "f", "forget", r"$\sigma$")
    return Picture(figure, "x times K, h times U and the bias are added and squashed into f.")


def _input() -> Picture:
    figure, ax = new_canvas(74, 35)
    _sum(ax, 19, "i", "input", r"$\sigma$")
    _sum(ax, 1, "g", "candidate", r"$\tanh$")
    return Picture(figure, "Two sums with weights of their own: i through sigma, g through tanh.")


def _row(ax: Axes, base: float, parts: tuple[tuple[str, str], ...]) -> None:
    """A row of equal blocks with signs between them; an empty name is a sign."""
    left = 5.0
    for text, name in parts:
        if not name:
            width = 7.0 if "tanh" in text else 3.4
            write(ax, (left + width / 2 - 0.6, base + 6.8), text, size=14)
            left += width + 0.8
            continue
        centre, _ = block(ax, (left, base + 3.8), (EXAMPLES, UNITS), COLOURS[name], cell=2)
        write(ax, (centre, base + 1.4), text, size=13.5, paint=COLOURS[name])
        left += 2 * UNITS + 1.6


def _update() -> Picture:
    figure, ax = new_canvas(68, 26)
    dot = r"$\odot$"
    _row(
        ax,
        13,
        (
            ("$c_t$", "cell"),
            ("=", ""),
            ("$f$", "forget"),
            (dot, ""),
            ("$c_{t-1}$", "cell"),
            ("+", ""),
            ("$i$", "input"),
            (dot, ""),
            ("$g$", "candidate"),
        ),
    )
    _row(
        ax,
        1,
        (
            ("$h_t$", "hidden"),
            ("=", ""),
            ("$o$", "output"),
            (dot, ""),
            (r"$\tanh$", ""),
            ("$c_t$", "cell"),
        ),
    )
    write(ax, (51.5, 20), "may grow\nbeyond 1", size=10, paint=COLOURS["cell"], align="left")
    write(ax, (51.5, 8), "stays between\n-1 and 1", size=10, paint=COLOURS["hidden"], align="left")
    return Picture(figure, "The new c is f times the old c plus i times g; h is o times tanh of c.")


def _wide(ax: Axes, corner: tuple[float, float], rows: int, cell: float) -> float:
    """An array of four coloured blocks side by side; returns its middle."""
    for position, (_, name) in enumerate(BLOCKS):
        at = (corner[0] + position * UNITS * cell, corner[1])
        block(ax, at, (rows, UNITS), COLOURS[name], cell=cell)
    return corner[0] + 2 * UNITS * cell


def _step() -> Picture:
    figure, ax = new_canvas(99, 31)
    cell, middle, left = 1.7, 24.0, 3.0
    for text, shape, size, fill, sign in (
        ("$x$", "(N, D)", (EXAMPLES, INPUTS), GREY, "@"),
        ("kernel", "(D, 4H)", (INPUTS, 0), "", "+"),
        ("$h$", "(N, H)", (EXAMPLES, UNITS), COLOURS["hidden"], "@"),
        ("recurrent_kernel", "(H, 4H)", (UNITS, 0), "", "+"),
        ("bias", "(4H,)", (1, 0), "", "="),
        ("$z$", "(N, 4H)", (EXAMPLES, 0), "", ""),
    ):
        low, last = middle - size[0] * cell / 2, not sign
        if fill:
            centre, _ = block(ax, (left, low), size, fill, cell=cell)
            left += size[1] * cell
        else:
            centre = _wide(ax, (left, low), size[0], cell)
            left += 4 * UNITS * cell
        name = 12 if text.startswith("$") else 9.5
        write(
            ax,
            (centre - 3.2 if last else centre, middle + (4.8 if last else -5.2)),
            text,
            size=name,
        )
        write(
            ax, (centre + 2 if last else centre, middle + (4.8 if last else -7.4)), shape, size=8.5
        )
        write(ax, (left + 1.9, middle), sign, size=13)
        left += 3.8
    for position, (letter, colour_name) in enumerate(BLOCKS):
        paint, spot = COLOURS[colour_name], centre + (position - 1.5) * 9
        here = centre + (2 * position - 3) * cell
        ax.plot([here, spot], [middle - 3, 14], color=paint, lw=2)
        arrow(ax, (spot, 14), (spot, 6.6), paint=paint, width=2)
        curve = r"$\tanh$" if letter == "g" else r"$\sigma$"
        write(ax, (spot + 0.9, 10.8), curve, size=11.5, paint=paint, align="left")
        write(ax, (spot, 3.6), f"${letter}$", size=15, paint=paint)
    write(ax, (62, 3.6), "three valves and one candidate:", size=10, align="right")
    return Picture(
        figure,
        "x times kernel plus h times recurrent kernel plus bias is z; its four blocks become i, f, "
        "g and o, where g goes through tanh and the others through sigma.",
    )


DRAWERS: dict[str, Callable[[], Picture]] = {
    "split": _split,
    "forget": _forget,
    "input": _input,
    "update": _update,
    "step": _step,
    "forward": draw_forward,
    "backward": draw_backward,
    "latch": draw_latch,
}
