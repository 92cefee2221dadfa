"""Pictures of cells in time: a chain of steps, the way back through one, and the latch's wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib.colours import COLOURS, FAINT, INK
from course_lib.drawing import Point, arrow, box, new_canvas, write
from course_lib.figures import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CELL, HIDDEN = COLOURS["cell"], COLOURS["hidden"]

Ways = tuple[tuple[Point, Point], ...]
"""Arrows, each from a start to an end."""


def draw_forward() -> Picture:
    """Draws a chain of steps that hand two states on.

    Returns:
        A ``Picture``.
    """
    figure, ax = new_canvas(92, 34)
    for number, left in enumerate((18, 40, 62), start=1):
        step = str(number) if number < 3 else "T"
        box(ax, (left, 12), (12, 13), fill="#FAFAFC", edge=INK)
        write(ax, (left + 6, 18.5), "step", size=11.5)
        arrow(ax, (left + 6, 7), (left + 6, 12), paint=INK)
        write(ax, (left + 6, 5.2), f"$x_{step}$", size=14)
        arrow(ax, (left + 6, 25), (left + 6, 30), paint=HIDDEN, width=2.2)
        write(ax, (left + 6, 31.8), f"$h_{step}$", size=14, paint=HIDDEN)
    for number, start in enumerate((8, 30, 52, 74)):
        arrow(ax, (start, 22), (start + 10, 22), paint=CELL, width=4)
        arrow(ax, (start, 15), (start + 10, 15), paint=HIDDEN, width=2.2)
        if number == 2:
            box(ax, (54.6, 12.6), (4.2, 11.8), edge="white")
            ax.patches[-1].set(zorder=6)
            write(ax, (56.7, 18.5), r"$\cdots$", size=18)
    for at, text, paint in (
        ((5, 22), "$c_0$", CELL),
        ((5, 15), "$h_0$", HIDDEN),
        ((87.5, 22), "$c_T$", CELL),
        ((87.5, 15), "$h_T$", HIDDEN),
    ):
        write(ax, at, text, size=15, paint=paint)
    write(ax, (74, 31.8), "all of these: seq", size=10, paint=HIDDEN, align="left")
    write(ax, (46, 1.6), "the same weights in each step", size=10)
    return Picture(
        figure,
        "A chain of steps from 1 to T: each reads its own x and the h and c of the step before; "
        "all h together are the sequence.",
    )


def draw_backward() -> Picture:
    """Draws the way back through one step, with the two arrows that meet at the cell state.

    Returns:
        A ``Picture``.
    """
    figure, ax = new_canvas(92, 38)
    nodes = {
        "$c_{t-1}$": (7, 29, CELL),
        r"$\odot f$": (27, 29, COLOURS["forget"]),
        "$+$": (44, 29, INK),
        "$c_t$": (61, 29, CELL),
        r"$\tanh$": (61, 17, INK),
        r"$\odot o$": (72, 8, COLOURS["output"]),
        "$h_t$": (86, 8, HIDDEN),
        r"$i \odot g$": (44, 13, COLOURS["input"]),
    }
    for text, (across, up, paint) in nodes.items():
        box(ax, (across - 4, up - 2.6), (8, 5.2), edge=paint)
        ax.patches[-1].set(zorder=6)
        write(ax, (across, up), text, size=13, paint=paint)
    forward: Ways = (
        ((11, 30), (23, 30)),
        ((31, 30), (40, 30)),
        ((48, 30), (57, 30)),
        ((65, 30), (82, 30)),
        ((60, 26.4), (60, 19.6)),
        ((60, 14.4), (68, 9)),
        ((76, 9), (82, 9)),
        ((43, 15.6), (43, 26.4)),
    )
    memory: Ways = (((82, 28), (65, 28)), ((57, 28), (48, 28)), ((40, 28), (31, 28)))
    memory += (((23, 28), (11, 28)),)
    spoken: Ways = (((82, 7), (76, 7)), ((68, 7), (61.8, 14.4)), ((62, 19.6), (62, 26.4)))
    written: Ways = (((45, 26.4), (45, 15.6)),)
    for ways, paint, width in (
        (forward, FAINT, 1.4),
        (memory, CELL, 2.6),
        (spoken, HIDDEN, 2.6),
        (written, COLOURS["input"], 2.6),
    ):
        for start, end in ways:
            arrow(ax, start, end, paint=paint, width=width)
    _backward_words(ax)
    return Picture(
        figure,
        "Two gradients meet at the new cell state: dc from its successor, dh through the output "
        "gate and tanh. From there one way leads through f to the old cell state, one to i and g.",
    )


def _backward_words(ax: Axes) -> None:
    write(ax, (84.5, 28), "$dc$", size=15, paint=CELL, align="left")
    write(ax, (89.2, 12.6), "$dh$", size=15, paint=HIDDEN)
    write(ax, (61, 34.6), "two arrows come back to $c_t$:  add them here", size=11, weight="bold")
    write(ax, (12, 22.6), "the memory's own\nway back: times $f$,\nand nothing else", size=9.5)
    write(ax, (26, 10), "on to the openings,\nto $z$, and to the weights", size=9.5)
    arrow(ax, (27, 26.4), (27, 13), paint=COLOURS["forget"], width=1.8)
    arrow(ax, (40, 12), (36, 11.2), paint=COLOURS["input"], width=1.8)
    ax.plot([72, 72, 27], [5.4, 2.4, 2.4], color=COLOURS["output"], lw=1.8)
    arrow(ax, (27, 2.4), (27, 7), paint=COLOURS["output"], width=1.8)
    write(ax, (4, 36), "thin grey: forward.  thick: back.", size=9, align="left")


def draw_latch() -> Picture:
    """Draws what the latch should do with and without a mark, and leaves the valves open to you.

    Returns:
        A ``Picture``.
    """
    figure, ax = new_canvas(92, 25)
    wishes = (
        ("mark = 0", "somebody shouts", "$c$ stays as it is"),
        ("mark = 1", "the whistle blows", r"$c$ becomes $\tanh$(value)"),
    )
    for position, (mark, scene, wish) in enumerate(wishes):
        left = 3 + 45 * position
        box(ax, (left, 2), (41, 21), fill="#FAFAFC")
        write(ax, (left + 3, 19.4), mark, size=13, weight="bold", align="left")
        write(ax, (left + 38, 19.4), scene, size=10, align="right")
        write(ax, (left + 20.5, 13.6), wish, size=14, paint=CELL)
        for across, letter in ((11.5, "f"), (29.5, "i")):
            name = "forget" if letter == "f" else "input"
            write(ax, (left + across, 8), f"${letter}$ = ?", size=15, paint=COLOURS[name])
            write(ax, (left + across, 4.6), f"{name} gate", size=9, paint=COLOURS[name])
    return Picture(
        figure,
        "Without a mark c stays; with a mark c becomes tanh of the value. What f and i have to be "
        "in each case is left open.",
    )
