"""Pictures of a plain recurrent net: folded, unfolded, one step, and the two ways back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from course_lib.colours import COLOURS, FAINT, INK
from course_lib.drawing import arrow, block, box, new_canvas, write
from course_lib.figures import Picture, named_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HIDDEN = COLOURS["hidden"]
GREY = "#B9B9C4"
PALE = "#FAFAFC"
EXAMPLES, INPUTS, UNITS = 3, 4, 2
FEWEST, MOST = 2, 8


def draw_unrolled(steps: int = 4) -> Picture:
    """Draws a recurrent net folded, as one box with a loop, and unfolded over some steps.

    Args:
        steps: how many boxes the unfolded net gets, from 2 to 8.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the number of steps does not fit on the page.
    """
    if not FEWEST <= steps <= MOST:
        raise ValueError(f"{steps} steps do not fit on the page: choose from {FEWEST} to {MOST}")
    figure, ax = new_canvas(38 + 15 * steps, 39)
    _folded(ax)
    write(ax, (26.5, 20), "=", size=22)
    for number in range(1, steps + 1):
        left = 24 + 15 * number
        _net(ax, left, str(number))
        _u_arrow(ax, left - 7, left)
    write(ax, (30.5, 23), "$h_0$", size=13, paint=HIDDEN)
    last = 24 + 15 * steps + 8
    ax.plot([last, last + 4], [20, 20], color=HIDDEN, lw=3.4, ls=(0, (1.2, 1)), zorder=4)
    write(ax, (16, 37), "folded", size=11, weight="bold")
    write(ax, (24 + 7.5 * steps + 12, 37), "unfolded", size=11, weight="bold")
    count = (
        f"{steps} boxes on paper, and one set of numbers: the same $K$, $U$, $b$ in each of them"
    )
    write(ax, (last, 2), count, size=10, align="right")
    return Picture(
        figure,
        f"Left a box with a loop, right the same box {steps} times in a row. Each reads its own x "
        "through K and the h of the box before through U; K and U are the same in all of them.",
    )


def _folded(ax: Axes) -> None:
    """The box with a loop: what it says is what it reads at the next step."""
    _net(ax, 12, "t")
    ax.plot([16, 5, 5, 8], [28.6, 28.6, 20, 20], color=HIDDEN, lw=3.4, zorder=4)
    ax.plot([16], [28.6], "o", color=HIDDEN, ms=7, zorder=6)
    arrow(ax, (5, 20), (12, 20), paint=HIDDEN, width=3.4)
    write(ax, (8.2, 17), "$U$", size=13, paint=HIDDEN)


def _net(ax: Axes, left: float, step: str) -> None:
    """One box with its input below and its state above."""
    box(ax, (left, 15), (8, 10), fill=PALE, edge=INK)
    write(ax, (left + 4, 20), r"$\tanh$", size=11.5)
    arrow(ax, (left + 4, 8), (left + 4, 15))
    write(ax, (left + 5, 11.2), "$K$", size=12, align="left")
    write(ax, (left + 4, 6), f"$x_{step}$", size=14)
    arrow(ax, (left + 4, 25), (left + 4, 32), paint=HIDDEN, width=2)
    write(ax, (left + 4, 34), f"$h_{step}$", size=14, paint=HIDDEN)


def _u_arrow(ax: Axes, start: float, end: float) -> None:
    arrow(ax, (start, 20), (end, 20), paint=HIDDEN, width=3.4)
    write(ax, ((start + end) / 2 - 0.3, 17), "$U$", size=13, paint=HIDDEN)


def draw_rnn_equation(name: str) -> Picture:
    """Draws the small picture that belongs to an equation of the plain recurrent net.

    Args:
        name: ``step``, ``forward``, ``step back``, ``back in time`` or ``whispering``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(DRAWERS, name)


def _step() -> Picture:
    figure, ax = new_canvas(78, 18)
    cell, left, middle = 2.0, 4.0, 11.0
    for text, shape, size, fill, sign in (
        ("$x_t$", "(N, D)", (EXAMPLES, INPUTS), GREY, "@"),
        ("$K$", "(D, H)", (INPUTS, UNITS), INK, "+"),
        ("$h_{t-1}$", "(N, H)", (EXAMPLES, UNITS), HIDDEN, "@"),
        ("$U$", "(H, H)", (UNITS, UNITS), INK, "+"),
        ("$b$", "(H,)", (1, UNITS), INK, ""),
    ):
        centre, _ = block(ax, (left, middle - size[0] * cell / 2), size, fill, cell=cell)
        write(ax, (centre, 5.0), text, size=13.5, paint=HIDDEN if fill == HIDDEN else INK)
        write(ax, (centre, 2.2), shape, size=9)
        left += size[1] * cell
        if sign:
            write(ax, (left + 2.9, middle), sign, size=14)
        left += 5.8
    left -= 4.2
    ax.plot([2.4, 1.6, 1.6, 2.4], [16.6, 16.6, 5.8, 5.8], color=INK, lw=1.6)
    ax.plot([left - 0.6, left + 0.2, left + 0.2, left - 0.6], [16.6, 16.6, 5.8, 5.8], color=INK)
    arrow(ax, (left + 1.5, middle), (left + 12.5, middle), paint=HIDDEN, width=2.2)
    write(ax, (left + 6.4, middle + 2.8), r"$\tanh$", size=13, paint=HIDDEN)
    centre, _ = block(ax, (left + 14, middle - 3), (EXAMPLES, UNITS), HIDDEN, cell=cell)
    write(ax, (centre, 5.0), "$h_t$", size=15, paint=HIDDEN)
    write(ax, (centre, 2.2), "(N, H)", size=9)
    return Picture(
        figure, "x times K, the old h times U and b are added; tanh of the sum is the new h."
    )


def _forward() -> Picture:
    figure, ax = new_canvas(92, 36)
    for number, left in enumerate((18, 40, 62), start=1):
        step = str(number) if number < 3 else "T"
        box(ax, (left, 13), (12, 10), fill=PALE, edge=INK)
        write(ax, (left + 6, 18), "step", size=11.5)
        arrow(ax, (left + 6, 7.6), (left + 6, 13))
        write(ax, (left + 6, 5.6), f"$x_{step}$", size=14)
        arrow(ax, (left + 6, 23), (left + 6, 28), paint=HIDDEN, width=2.2)
        write(ax, (left + 6, 30), f"$h_{step}$", size=14, paint=HIDDEN)
    for start in (8, 30, 52):
        arrow(ax, (start, 18), (start + 10, 18), paint=HIDDEN, width=3.2)
    box(ax, (54.6, 15.6), (4.2, 4.8), edge="white")
    ax.patches[-1].set(zorder=6)
    write(ax, (56.7, 18), r"$\cdots$", size=18)
    write(ax, (5, 18), "$h_0$", size=15, paint=HIDDEN)
    ax.plot([20, 20, 72, 72], [32.2, 33, 33, 32.2], color=HIDDEN, lw=1.6)
    write(ax, (74, 33), "these are seq: (N, T, H)", size=10, paint=HIDDEN, align="left")
    write(ax, (74, 5.6), "and these x: (N, T, D)", size=10, align="left")
    write(ax, (5, 14.4), "not part\nof seq", size=9, paint=HIDDEN)
    write(ax, (46, 1.8), "the same $K$, $U$, $b$ in each step", size=10)
    return Picture(
        figure,
        "A chain of steps from 1 to T: each reads its own x and the h of the step before; all h "
        "from 1 to T together are the sequence, and h0 is not among them.",
    )


def _nodes(ax: Axes, nodes: dict[str, tuple[float, float, str]]) -> None:
    for text, (across, up, paint) in nodes.items():
        box(ax, (across - 4.2, up - 2.7), (8.4, 5.4), edge=paint)
        ax.patches[-1].set(zorder=6)
        write(ax, (across, up), text, size=13, paint=paint)


def _step_back() -> Picture:
    figure, ax = new_canvas(92, 33)
    _nodes(
        ax,
        {
            "$x_t$": (9, 8, INK),
            "$h_{t-1}$": (9, 25, HIDDEN),
            "$z_t$": (42, 16.5, INK),
            r"$\tanh$": (60, 16.5, INK),
            "$h_t$": (78, 16.5, HIDDEN),
        },
    )
    thin, thick = (FAINT, 1.4), (HIDDEN, 2.8)
    for start, end, (paint, width) in (
        ((13.4, 9.6), (37.6, 16.0), thin),
        ((13.4, 25.9), (37.6, 18.8), thin),
        ((46.4, 17.5), (55.6, 17.5), thin),
        ((64.4, 17.5), (73.6, 17.5), thin),
        ((90, 15.5), (82.4, 15.5), thick),
        ((73.6, 15.5), (64.4, 15.5), thick),
        ((55.6, 15.5), (46.4, 15.5), thick),
        ((37.6, 14.2), (13.4, 7.4), thick),
        ((37.6, 16.8), (13.4, 23.6), thick),
        ((42, 13.6), (42, 7.4), thick),
    ):
        arrow(ax, start, end, paint=paint, width=width)
    for at, text, paint in (
        ((87, 12.4), "$dh$", HIDDEN),
        ((51, 12.4), "$dz$", INK),
        ((23, 6.6), "$dx$", INK),
        ((21.5, 17.6), "$dh_{prev}$", HIDDEN),
    ):
        write(ax, at, text, size=14, paint=paint)
    write(ax, (24.6, 26.4), "through $U$", size=10)
    write(ax, (24.6, 14.6), "through $K$", size=10)
    write(ax, (42, 4.6), "$dK$,  $dU$,  $db$", size=13)
    write(ax, (42, 1.6), "summed over the batch", size=9.5)
    write(ax, (60, 22.4), "times the slope\nof $\\tanh$ at $z_t$", size=10)
    write(ax, (89, 30.6), "thin grey: forward.  thick: back.", size=9, align="right")
    return Picture(
        figure,
        "Back through one step: dh passes the slope of tanh and becomes dz; dz goes through K to "
        "x, through U to the old h, and to the three sets of weights.",
    )


def _back_in_time() -> Picture:
    figure, ax = new_canvas(92, 39)
    spots = {"1": 24.0, "2": 46.0, "T": 68.0}
    for step, across in spots.items():
        box(ax, (across - 6, 14), (12, 8), fill=PALE, edge=INK)
        write(ax, (across, 18), "step back", size=10)
        arrow(ax, (across, 33), (across, 26.8), paint=HIDDEN, width=2.6)
        write(ax, (across, 35.2), f"$dh_{step}$ from outside", size=10.5, paint=HIDDEN)
        write(ax, (across, 25), "+", size=17, weight="bold")
        arrow(ax, (across, 23.4), (across, 22), paint=HIDDEN, width=2.6)
        arrow(ax, (across, 14), (across, 7.6), width=1.8)
        write(ax, (across + 7.8, 10.8), f"$dx_{step}$", size=11.5)
        arrow(ax, (across + 2, 14), (across + 5, 11.6), width=1.2)
    for start, end in ((62.0, 48.4), (40.0, 26.4)):
        middle = (start + end) / 2
        ax.plot([start, middle, middle], [18, 18, 25], color=HIDDEN, lw=2.8, zorder=4)
        arrow(ax, (middle, 25), (end, 25), paint=HIDDEN, width=2.8)
    arrow(ax, (18, 18), (9.6, 18), paint=HIDDEN, width=2.8)
    write(ax, (6.6, 18), "$dh_0$", size=14, paint=HIDDEN)
    box(ax, (16, 2.4), (60, 5.2), edge=INK)
    write(ax, (46, 5), "$dK$, $dU$, $db$:  one tin for all steps, everything is added", size=10.5)
    write(ax, (79, 25), "nobody\ncomes after\nthe last step", size=9.5, align="left")
    box(ax, (54.9, 15.4), (4.2, 5.2), edge="white")
    ax.patches[-1].set(zorder=6)
    write(ax, (57, 18), r"$\cdots$", size=17)
    return Picture(
        figure,
        "Back through time: into each h come two gradients, one from outside and one from the step "
        "after it, and they are added. All steps pay into the same dK, dU and db.",
    )


def _whispering() -> Picture:
    figure, ax = new_canvas(92, 25)
    from matplotlib.patches import Circle

    spots = (20, 38, 56, 74)
    for number, across in enumerate(spots):
        ax.add_patch(Circle((across, 13), 4.6, facecolor=PALE, edgecolor=HIDDEN, lw=2.4, zorder=5))
        write(ax, (across, 13), f"$x_{{t-{number}}}$" if number else "$x_t$", size=12)
        write(ax, (across, 6), f"unit {number}", size=9.5, paint=HIDDEN)
    for left, right in pairwise(spots):
        arrow(ax, (left + 4.8, 13), (right - 4.8, 13), paint=HIDDEN, width=2.6)
        write(ax, ((left + right) / 2, 16), "$U$?", size=11, paint=HIDDEN)
    arrow(ax, (7, 13), (15.2, 13), width=2.2)
    write(ax, (4, 13), "$x_t$", size=14)
    write(ax, (10.6, 16), "$K$?", size=11)
    arrow(ax, (78.8, 13), (86, 13), width=2.2)
    write(ax, (82, 16), "readout?", size=10)
    write(ax, (88.5, 13), "$y_t$", size=14)
    write(ax, (46, 22.4), "who holds what, for $k = 3$", size=11, weight="bold")
    write(ax, (46, 2), "each hears its left neighbour, one step later", size=10)
    return Picture(
        figure,
        "Four units in a row, for a delay of three: the first holds the newest input, each other "
        "one what its left neighbour held a step ago, and the last one is read out.",
    )


DRAWERS: dict[str, Callable[[], Picture]] = {
    "step": _step,
    "forward": _forward,
    "step back": _step_back,
    "back in time": _back_in_time,
    "whispering": _whispering,
}
