"""Pictures of LSTMs on top of each other: the staircase, and one sketch for each of its rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from course_lib.colours import COLOURS, FAINT, INK
from course_lib.drawing import Point, arrow, block, box, new_canvas, write
from course_lib.figures import Picture, named_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CELL, HIDDEN = COLOURS["cell"], COLOURS["hidden"]
GATES = tuple(COLOURS[name] for name in ("input", "forget", "candidate", "output"))
GREY = "#B9B9C4"
PALE = "#FAFAFC"
MOST_STEPS, MOST_FLOORS = 8, 4
ACROSS, UP = 19.0, 17.0
"""From one cell of the staircase to the next, in units of the canvas."""


def draw_staircase(
    steps: int = 4, floors: Sequence[str] = ("reporter", "editor", "publisher")
) -> Picture:
    """Draws a stack of LSTMs over time: steps to the right, floors upwards.

    Args:
        steps: how many steps, from 2 to 8.
        floors: a name for each floor, from the ground up, at most 4.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: so many steps or floors do not fit on the page.
    """
    if not 2 <= steps <= MOST_STEPS or not 1 <= len(floors) <= MOST_FLOORS:
        raise ValueError(
            f"a staircase has 2 to {MOST_STEPS} steps and 1 to {MOST_FLOORS} floors, not {steps} "
            f"and {len(floors)}"
        )
    figure, ax = new_canvas(27 + ACROSS * steps, 17 + UP * len(floors))
    for number, name in enumerate(floors, start=1):
        low = 9 + UP * (number - 1)
        write(ax, (1.5, low + 5.8), name, size=12.5, weight="bold", align="left")
        write(ax, (1.5, low + 2.2), f"floor {number}", size=9.5, align="left")
        for step in range(steps):
            _room(ax, (22 + ACROSS * step, low), number, step + 1)
        end = 22 + ACROSS * steps - 8.2
        arrow(ax, (14, low + 6.2), (22, low + 6.2), paint=CELL, width=3.6)
        arrow(ax, (14, low + 2.2), (22, low + 2.2), paint=HIDDEN, width=1.8)
        ax.plot([end, end + 4], [low + 6.2] * 2, color=CELL, lw=3.6, ls=(0, (1.1, 0.8)))
        ax.plot([end, end + 4], [low + 2.2] * 2, color=HIDDEN, lw=1.8, ls=(0, (1.4, 1)))
    top = 9 + UP * len(floors)
    for step in range(steps):
        middle = 22 + ACROSS * step + 5.4
        arrow(ax, (middle, 3.6), (middle, 9), width=1.8)
        write(ax, (middle, 2), f"$x_{step + 1}$", size=14)
        write(ax, (middle, top + 1.4), f"$h_{step + 1}^{{({len(floors)})}}$", size=14, paint=HIDDEN)
    write(ax, (1.5, top + 4.6), "golden and grey: $c$ and $h$ go on in time", size=10, align="left")
    alt = (
        f"A staircase of cells: {steps} steps to the right, {len(floors)} floors upwards "
        f"({', '.join(floors)}). Each cell reads the hidden state of the cell below at the same "
        "step, and both states of its own floor from the step before."
    )
    return Picture(figure, alt)


def _room(ax: Axes, corner: Point, floor: int, step: int) -> None:
    """One cell of the staircase with the two arrows to its right and the one that goes up."""
    left, low = corner
    box(ax, corner, (10.8, 8.4), fill=PALE, edge=INK)
    write(ax, (left + 5.4, low + 4.2), f"{step}, {floor}", size=10.5)
    if step > 1:
        arrow(ax, (left - 8.2, low + 6.2), (left, low + 6.2), paint=CELL, width=3.6)
        arrow(ax, (left - 8.2, low + 2.2), (left, low + 2.2), paint=HIDDEN, width=1.8)
    arrow(ax, (left + 5.4, low + 8.4), (left + 5.4, low + 8.4 + UP - 8.4), paint=HIDDEN, width=2.4)


def draw_stack_equation(name: str) -> Picture:
    """Draws the small picture that belongs to a rule of stacking.

    Args:
        name: ``forward``, ``handover``, ``bill``, ``taps``, ``fair`` or ``forecast``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(DRAWERS, name)


def _forward() -> Picture:
    figure, ax = new_canvas(94, 37)
    box(ax, (40, 12), (17, 14), fill=PALE, edge=INK)
    write(ax, (48.5, 20.6), "cell", size=12.5)
    write(ax, (48.5, 16.8), "step $t$, floor $l$", size=10)
    arrow(ax, (24, 22.5), (40, 22.5), paint=CELL, width=4)
    arrow(ax, (24, 15.5), (40, 15.5), paint=HIDDEN, width=2.2)
    arrow(ax, (48.5, 5.4), (48.5, 12), paint=HIDDEN, width=2.2)
    arrow(ax, (48.5, 26), (48.5, 32), paint=HIDDEN, width=2.2)
    arrow(ax, (57, 22.5), (73, 22.5), paint=CELL, width=4)
    arrow(ax, (57, 15.5), (73, 15.5), paint=HIDDEN, width=2.2)
    for at, text, paint, align in (
        ((23, 22.5), "$c_{t-1}^{(l)}$", CELL, "right"),
        ((23, 15.5), "$h_{t-1}^{(l)}$", HIDDEN, "right"),
        ((48.5, 3), "$h_t^{(l-1)}$", HIDDEN, "center"),
        ((48.5, 34.4), "$h_t^{(l)}$", HIDDEN, "center"),
        ((74, 22.5), "$c_t^{(l)}$", CELL, "left"),
        ((74, 15.5), "$h_t^{(l)}$", HIDDEN, "left"),
    ):
        write(ax, at, text, size=15, paint=paint, align=align)
    write(ax, (2, 28.4), "from the step before,\non my own floor", size=10, align="left")
    write(ax, (56, 4), "from the floor below, at this very step\n(on floor 1: $x_t$)", align="left")
    write(ax, (56, 33), "to the floor above: (N, T, $H_l$)", size=10, align="left")
    return Picture(
        figure,
        "The cell at step t on floor l reads c and h of its own floor from step t-1, and from "
        "below h of floor l-1 at the same step t; its own h goes up and to the right.",
    )


def _handover() -> Picture:
    figure, ax = new_canvas(96, 44)
    for base, whole in ((24, True), (2, False)):
        word = "True" if whole else "False"
        write(
            ax, (1.5, base + 14), f"return_sequences={word}", size=11, weight="bold", align="left"
        )
        shape = (
            "(N, T, $H_1$): one page for each step" if whole else "(N, $H_1$): the last page only"
        )
        write(ax, (1.5, base + 9.8), shape, size=9.5, align="left")
        verdict = "floor 2 can read it" if whole else "floor 2 wants 3 axes, and gets 2"
        write(ax, (1.5, base + 6.4), verdict, size=9.5, align="left")
        for step in range(4):
            left = 45 + 12.5 * step
            box(ax, (left, base + 1), (7.5, 6.5), fill=PALE, edge=INK)
            if step:
                arrow(ax, (left - 5, base + 4.2), (left, base + 4.2), paint=CELL, width=3)
            sent = whole or step == 3
            paint = HIDDEN if sent else FAINT
            end = (left + 3.75, base + 12)
            arrow(ax, (left + 3.75, base + 7.5), end, paint=paint, width=2.4 if sent else 1.2)
            write(ax, (left + 3.75, base + 14.4), f"$h_{step + 1}$", size=13, paint=paint)
            if not sent:
                ax.plot(
                    [left + 1.6, left + 5.9], [base + 10.8, base + 8.6], color=INK, lw=2, zorder=8
                )
    return Picture(
        figure,
        "With return_sequences=True the hidden states of all four steps go up, shape (N, T, H1). "
        "With False only the last one does, shape (N, H1), and the next LSTM has nothing to read.",
    )


def _bill() -> Picture:
    figure, ax = new_canvas(98, 40)
    cell = 1.5
    for base, name, reads, units, words in (
        (21.5, "floor 2", 3, 2, ("$(H_1, 4H_2)$", "$(H_2, 4H_2)$", "$(4H_2,)$")),
        (4.5, "floor 1", 2, 3, ("$(D, 4H_1)$", "$(H_1, 4H_1)$", "$(4H_1,)$")),
    ):
        write(ax, (1.5, base + 6.4), name, size=12, weight="bold", align="left")
        left = 14.0
        for text, shape, rows in zip(
            ("kernel", "recurrent_kernel", "bias"), words, (reads, units, 1), strict=True
        ):
            for number, paint in enumerate(GATES):
                at = (left + number * units * cell, base + 6 - rows * cell / 2)
                block(ax, at, (rows, units), paint, cell=cell)
            middle = left + 2 * units * cell
            write(ax, (middle, base + 11.4), text, size=10)
            write(ax, (middle, base + 0.8), shape, size=10.5)
            left += 4 * units * cell + 4.5
    write(ax, (78, 36.5), "on the roof", size=12, weight="bold", align="left")
    block(ax, (80, 26.5), (2, 1), GREY, cell=cell)
    write(ax, (86, 28), "Dense: $(H_2, K)$", size=10.5, align="left")
    block(ax, (80, 22), (1, 1), GREY, cell=cell)
    write(ax, (86, 22.8), "and $(K,)$", size=10.5, align="left")
    write(ax, (14, 36.8), "what floor 2 reads is as wide as floor 1", size=10, align="left")
    return Picture(
        figure,
        "The weights of two floors. Floor 1 has kernel (D, 4H1), recurrent_kernel (H1, 4H1), bias "
        "(4H1,); floor 2 has (H1, 4H2), (H2, 4H2), (4H2,); the dense head has (H2, K) and (K,).",
    )


def _taps() -> Picture:
    figure, ax = new_canvas(92, 42)
    write(ax, (17, 2.4), "x (N, T, D)", size=11)
    arrow(ax, (17, 4.4), (17, 8), width=2)
    for base, name in ((8, "LSTM 1"), (19.5, "LSTM 2"), (31, "Dense")):
        box(ax, (5, base), (24, 7), fill=PALE, edge=INK)
        write(ax, (17, base + 3.5), name, size=11.5)
        if name == "Dense":
            continue
        arrow(ax, (17, base + 7), (17, base + 11.5), paint=HIDDEN, width=2.4)
        ax.plot([17, 34], [base + 9, base + 9], color=HIDDEN, lw=2.4, zorder=6)
        arrow(ax, (34, base + 9), (42, base + 9), paint=HIDDEN, width=2.4)
        words = "1   (N, T, $H_1$)" if base < 10 else "2   (N, $H_2$): the last page only"
        write(ax, (44, base + 9), f"array {words}", size=10.5, align="left")
    arrow(ax, (17, 38), (17, 41.4), width=2)
    write(ax, (20, 40), "the answer: no tap here", size=10, align="left")
    return Picture(
        figure,
        "A pipe with taps: what leaves each LSTM also runs into an array of its own. The dense "
        "head on top has no tap.",
    )


def _fair() -> Picture:
    figure, ax = new_canvas(92, 31)
    for left, widths, words in (
        (5, (10,), "one floor, 10 units: 491 numbers"),
        (51, (6, 6), "two floors, 6 units each: 511 numbers"),
    ):
        for number, width in enumerate(widths):
            half = width * 1.55
            low = 7 + 10 * number if len(widths) > 1 else 12
            box(ax, (left + 17 - half, low), (2 * half, 7), fill=PALE, edge=INK)
            for unit in range(width):
                across = left + 17 - half + 1.55 + unit * 3.1
                ax.plot([across], [low + 3.5], "o", ms=8, color=CELL, zorder=6)
            if number:
                arrow(ax, (left + 17, low - 3), (left + 17, low), paint=HIDDEN, width=2.4)
        write(ax, (left + 17, 3), words, size=10.5)
    write(ax, (45, 15.5), "=", size=22)
    write(ax, (45, 10.8), "the same bill\n($D = K = 1$)", size=9.5)
    return Picture(
        figure,
        "One floor of 10 units has 491 numbers to learn, two floors of 6 units have 511: nearly "
        "the same bill.",
    )


def _forecast() -> Picture:
    figure, ax = new_canvas(98, 22)
    stops = (
        (3, "X", "(M, T, 1)", "as measured"),
        (38, "net", "reads and speaks\nin scaled numbers", ""),
        (79, "forecast", "(M,)", "as measured"),
    )
    for left, name, shape, words in stops:
        box(ax, (left, 6), (16, 11), fill=PALE, edge=INK)
        write(ax, (left + 8, 14 if words else 14.4), name, size=12, weight="bold")
        write(ax, (left + 8, 10.6 if words else 9.8), shape, size=9.5)
        write(ax, (left + 8, 8), words, size=8.5)
    for left, right, above, below in (
        (19, 38, "into its units", "minus LEVEL,\nthen over SPREAD"),
        (54, 79, "back into ours", "undo both,\nin reverse order"),
    ):
        arrow(ax, (left, 11.5), (right, 11.5), width=2.2)
        write(ax, ((left + right) / 2, 14.4), above, size=9.5)
        write(ax, ((left + right) / 2, 7.4), below, size=9)
    return Picture(
        figure,
        "X as measured is scaled for the net; what the net says is scaled back and becomes one "
        "number for each window.",
    )


DRAWERS: dict[str, Callable[[], Picture]] = {
    "forward": _forward,
    "handover": _handover,
    "bill": _bill,
    "taps": _taps,
    "fair": _fair,
    "forecast": _forecast,
}
