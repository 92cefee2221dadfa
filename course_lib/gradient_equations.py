"""The small pictures beside the equations of travelling gradients: one step, many, cut, clipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from course_lib.colours import COLOURS, FAINT, INK
from course_lib.drawing import arrow, block, box, new_canvas, pipe, write
from course_lib.figures import Picture, named_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HIDDEN, CELL, FORGET = COLOURS["hidden"], COLOURS["cell"], COLOURS["forget"]
GREY = "#B9B9C4"


def draw_gradient_equation(name: str) -> Picture:
    """Draws the small picture that belongs to an equation about gradients over time.

    Args:
        name: ``wire``, ``chain``, ``truncation``, ``retention``, ``adding`` or ``exam``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(GRADIENT_DRAWERS, name)


def _dot(ax: Axes, at: tuple[float, float], paint: str, *, size: float = 15) -> None:
    ax.plot([at[0]], [at[1]], "o", ms=size, color=paint, mec="white", mew=1.2, zorder=6)


def _wire() -> Picture:
    figure, ax = new_canvas(92, 36)
    heights = (29.0, 21.0, 13.0)
    for high in heights:
        for low in heights:
            ax.plot([22, 58], [high, low], color=FAINT, lw=1.2, zorder=1)
    ax.plot([22, 58], [heights[2], heights[0]], color=HIDDEN, lw=4, zorder=3)
    for number, height in enumerate(heights):
        _dot(ax, (22, height), HIDDEN if number == 2 else GREY, size=19)
        _dot(ax, (58, height), HIDDEN if number == 0 else GREY, size=19)
        arrow(ax, (60.5, height), (69, height), paint=GREY)
        across = np.linspace(-2.6, 2.6, 40)
        box(ax, (63, height - 3), (7, 6), edge=HIDDEN if number == 0 else FAINT)
        ax.patches[-1].set(zorder=6)
        ax.plot(66.5 + across, height + 2.1 * np.tanh(across), color=INK, lw=1.8, zorder=7)
        arrow(ax, (70, height), (76, height), paint=HIDDEN if number == 0 else GREY)
    write(ax, (18, heights[2]), "old unit $j$", size=12, align="right", paint=HIDDEN)
    write(ax, (77, heights[0]), "new unit $i$", size=12, align="left", paint=HIDDEN)
    write(ax, (46, 7.2), "the wire from $j$ to $i$ is row $j$, column $i$ of $U$", size=11)
    write(ax, (66.5, 34.2), "a curve with a slope", size=10)
    write(ax, (22, 34.2), "$h_{t-1}$", size=14, paint=HIDDEN)
    write(ax, (86, 34.2), "$h_t$", size=14, paint=HIDDEN)
    write(ax, (46, 2.2), "push the old unit $j$: how far does the new unit $i$ move?", size=11)
    return Picture(
        figure,
        "Three old units, three new ones and nine wires. The wire from old unit j to new unit i is "
        "row j, column i of U; behind it stands the tanh curve of unit i with its slope.",
    )


def _chain() -> Picture:
    figure, ax = new_canvas(96, 31)
    lefts = (10, 29, 48, 67)
    names = ("$h_t$", "$h_{t+1}$", "$h_{T-1}$", "$h_T$")
    for left, name in zip(lefts, names, strict=True):
        box(ax, (left, 15), (11, 8), fill="#FAFAFC", edge=HIDDEN)
        write(ax, (left + 5.5, 19), name, size=14, paint=HIDDEN)
    for number, left in enumerate(lefts[:-1]):
        dotted = number == 1
        arrow(ax, (left + 11, 21), (left + 19, 21), paint=HIDDEN, width=2.6)
        ax.plot([left + 18.4, left + 11.6], [17, 17], color=FORGET, lw=2, ls=(0, (2, 1)))
        arrow(ax, (left + 13, 17), (left + 11.2, 17), paint=FORGET, width=2)
        word = r"$\cdots$" if dotted else ("$J_{t+1}$" if number == 0 else "$J_T$")
        write(ax, (left + 15, 13.4), word, size=13, paint=FORGET)
    write(ax, (81, 19), "wrong!", size=13, weight="bold", align="left", paint=FORGET)
    arrow(ax, (80.4, 19), (78.4, 19), paint=FORGET, width=2)
    write(
        ax,
        (48, 6.5),
        r"$\partial h_T \, / \, \partial h_t \;=\; J_T \; J_{T-1} \; \cdots \; J_{t+1}$",
        size=16,
    )
    write(ax, (48, 27.8), "forwards: states          backwards: the echo", size=10.5)
    return Picture(
        figure,
        "A chain of states from h at t to h at T. The gradient runs back through it and is "
        "multiplied by one Jacobian for each step.",
    )


def _truncation() -> Picture:
    figure, ax = new_canvas(99, 28)
    for number in range(12):
        left = 5 + number * 7.6
        part = number // 4
        box(ax, (left, 12), (5.2, 6), fill="#FAFAFC", edge=HIDDEN)
        write(ax, (left + 2.6, 15), str(number + 1), size=10, paint=INK)
        if number < 11:
            arrow(ax, (left + 5.2, 16.6), (left + 7.6, 16.6), paint=HIDDEN, width=1.8)
        if number % 4:
            arrow(ax, (left, 13.4), (left - 2.4, 13.4), paint=FORGET, width=1.8)
        elif number:
            at = left - 1.2
            ax.plot([at, at], [7.5, 22], color=FORGET, lw=2, ls=(0, (1.5, 1.5)))
            write(ax, (at, 23.6), "cut", size=10.5, paint=FORGET, weight="bold")
        if number % 4 == 3:
            write(
                ax, (left - 8.8, 6), f"chunk {part + 1}: an echo of its own", size=10, paint=FORGET
            )
    write(ax, (49, 1.9), "states go on across a cut, gradients do not", size=11)
    return Picture(
        figure,
        "Twelve steps in three chunks of four. Forward arrows run through all of them; backward "
        "arrows stop at the two cuts.",
    )


def _retention() -> Picture:
    figure, ax = new_canvas(96, 26)
    share, width = 1.0, 5.0
    for number in range(6):
        left = 8 + 13 * number
        middle = left + 6.5
        pipe(ax, [(left, 14), (middle, 14)], CELL, width=width, share=share)
        share *= 0.73
        pipe(ax, [(middle, 14), (left + 13, 14)], CELL, width=width, share=share)
        ax.plot([middle, middle], [10.6, 17.4], color=FORGET, lw=4, zorder=8)
        write(ax, (middle, 19.8), "$f$ = 0.73", size=10.5, paint=FORGET)
        write(ax, (left + 13, 8.2), f"{share:.2f}", size=10.5, paint=CELL)
    write(ax, (8, 8.2), "1.00", size=10.5, paint=CELL)
    write(ax, (4.5, 14), "$c$", size=16, paint=CELL)
    write(ax, (48, 3), "a bias of 1 keeps 0.73 of the memory at each step", size=11)
    write(ax, (48, 24), "nobody writes, nobody looks: only the forget gate acts", size=11)
    return Picture(
        figure,
        "The pipe of the cell state passes six forget gates of 0.73 and holds 0.73, 0.53, 0.39, "
        "0.28, 0.21 and 0.15 of what it held.",
    )


def _adding() -> Picture:
    figure, ax = new_canvas(96, 29)
    values = (0.3, 0.8, 0.5, 0.1, 0.9, 0.2, 0.4, 0.7)
    marked = (1, 6)
    for number, value in enumerate(values):
        left = 17 + 8.4 * number
        on = number in marked
        block(ax, (left, 17), (1, 1), COLOURS["input"] if on else "#EDEDF1", cell=6)
        write(ax, (left + 3, 20), f"{value}", size=11.5, paint="white" if on else INK)
        block(ax, (left, 9.4), (1, 1), COLOURS["input"] if on else "#EDEDF1", cell=6)
        write(ax, (left + 3, 12.4), "1" if on else "0", size=11.5, paint="white" if on else INK)
    write(ax, (15, 20), "value", size=11, align="right")
    write(ax, (15, 12.4), "mark", size=11, align="right")
    ax.plot([49.4, 49.4], [7.6, 25], color=INK, lw=1.4, ls=(0, (2, 2)))
    write(ax, (33, 26.6), "first half", size=10)
    write(ax, (66, 26.6), "second half", size=10)
    write(ax, (48, 3), "to be said at the end:   0.8 + 0.4 = 1.2", size=13)
    return Picture(
        figure,
        "Eight values marked at the second and the seventh, one in each half. The answer is the "
        "sum of the two marked values, 1.2.",
    )


def _exam() -> Picture:
    figure, ax = new_canvas(96, 33)
    box(ax, (4, 19), (22, 9), edge=INK)
    write(ax, (15, 25), "first draw", size=11, weight="bold")
    write(ax, (15, 21.6), "to learn from", size=10)
    box(ax, (4, 5), (22, 9), edge=INK)
    write(ax, (15, 11), "second draw", size=11, weight="bold")
    write(ax, (15, 7.6), "for the exam", size=10)
    rows = (
        (26.5, "SimpleRNN", HIDDEN, "rnn_mse"),
        (18.0, "LSTM", CELL, "lstm_mse"),
        (9.5, "always the mean", GREY, "baseline"),
    )
    for height, name, paint, key in rows:
        box(ax, (42, height - 3), (21, 6), edge=paint)
        write(ax, (52.5, height), name, size=11.5)
        arrow(ax, (26.5, 23.5), (41.6, height + 0.6), paint=INK, width=1.4)
        arrow(ax, (63.4, height), (74, height), paint=INK, width=1.4)
        write(ax, (75.2, height), key, size=12, align="left", paint=INK)
    ax.plot([26.5, 68.6, 68.6], [4.0, 4.0, 27.6], color=FORGET, lw=2, ls=(0, (2, 1)), zorder=2)
    for height, *_ in rows:
        ax.plot([68.6], [height], "o", color=FORGET, ms=8, zorder=7)
    write(ax, (47, 1.8), "only here does the second draw come in", size=10, paint=FORGET)
    return Picture(
        figure,
        "The first draw goes to the two nets and to the constant; the second one is used only to "
        "measure all three.",
    )


GRADIENT_DRAWERS: dict[str, Callable[[], Picture]] = {
    "wire": _wire,
    "chain": _chain,
    "truncation": _truncation,
    "retention": _retention,
    "adding": _adding,
    "exam": _exam,
}
