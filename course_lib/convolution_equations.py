"""A small picture beside each equation of the CNN-LSTM: rulers, zeros, pools, pieces, shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from course_lib.colours import COLOURS, FAINT, INK
from course_lib.drawing import Point, arrow, box, new_canvas, write
from course_lib.figures import Picture, named_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RULER, PEEK = "#5B5B66", COLOURS["forget"]
"""The ruler is grey, as all that convolutions make; what must not be seen is marked."""

CELL = 5.0
HIDDEN = COLOURS["hidden"]


def draw_convolution_equation(name: str) -> Picture:
    """Draws the small picture that belongs to an equation of the CNN-LSTM.

    Args:
        name: ``slide``, ``padding``, ``lengths``, ``pool``, ``compose``, ``live``, ``pieces`` or
            ``shuffle``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(DRAWERS, name)


def _tiles(  # noqa: PLR0913 - where a row of numbers stands and how it looks
    ax: Axes,
    corner: Point,
    words: Sequence[str],
    *,
    fill: str = "white",
    edge: str = INK,
    dashed: Sequence[int] = (),
    cell: float = CELL,
) -> None:
    """A row of square tiles with a word in each."""
    from matplotlib.patches import Rectangle

    for place, word in enumerate(words):
        at = (corner[0] + place * cell, corner[1])
        empty = place in dashed
        ax.add_patch(
            Rectangle(
                at,
                cell,
                cell,
                facecolor="#F4F4F7" if empty else fill,
                edgecolor=FAINT if empty else edge,
                ls="--" if empty else "-",
                lw=1.2,
                zorder=3,
            )
        )
        middle = (at[0] + cell / 2, at[1] + cell / 2)
        write(ax, middle, word, size=11.5, paint="#8A8A94" if empty else INK)


def _frame(ax: Axes, corner: Point, size: Point, *, paint: str = RULER, style: str = "-") -> None:
    from matplotlib.patches import Rectangle

    ax.add_patch(
        Rectangle(corner, *size, facecolor="none", edgecolor=paint, lw=2.8, ls=style, zorder=7)
    )


def _slide() -> Picture:
    figure, ax = new_canvas(92, 39)
    x = [0, 0, 1, 3, 3, 3, 0, 0]
    left = 12.0
    write(ax, (left - 2, 31.5), "$x$", size=16, align="right")
    _tiles(ax, (left, 29), [str(v) for v in x])
    _frame(ax, (left + 2 * CELL, 28.2), (3 * CELL, CELL + 1.6))
    _frame(ax, (left + 3 * CELL, 27.4), (3 * CELL, CELL + 3.2), paint=FAINT, style=":")
    write(ax, (left - 2, 19.5), "$w$", size=16, align="right")
    _tiles(ax, (left + 2 * CELL, 17), ["-1", "0", "1"], fill="#E4E4EA", edge=RULER)
    for tap in range(3):
        across = left + (2.5 + tap) * CELL
        ax.plot([across, across], [28, 22.3], color=RULER, lw=1.3, ls=":")
    arrow(ax, (left + 3.5 * CELL, 16.6), (left + 3.5 * CELL, 9.6), paint=RULER, width=2)
    write(ax, (left + 3.5 * CELL + 1.4, 13.2), "multiply, add up, add $b$", size=10, align="left")
    write(ax, (left + CELL - 2, 6.5), "out", size=13, align="right")
    out = [x[t + 2] - x[t] for t in range(6)]
    _tiles(ax, (left + CELL, 4), [str(v) for v in out[:3]] + ["?"] * 3)
    _frame(ax, (left + 3 * CELL, 3.2), (CELL, CELL + 1.6))
    words = (
        "the ruler $w$ lies on $k$ neighbours:",
        r"$(-1)\cdot 1 + 0\cdot 3 + 1\cdot 3 + 0 = 2$",
        "then it moves on by one stride (dotted).",
        "It has one channel to read and one to fill;",
        r"with $D$ channels and $F$ rulers: $(k, D, F)$.",
    )
    for line, text in enumerate(words):
        write(ax, (55, 31 - 4.4 * line), text, size=10, align="left")
    return Picture(
        figure,
        "A ruler of three weights, minus one, zero, one, lies on three neighbouring inputs; their "
        "weighted sum is one number of the output, then the ruler moves on.",
    )


PADDINGS = (("valid", 0, 0, 0), ("same", 1, 1, 3), ("causal", 2, 0, 3))
"""Name, zeros on the left, zeros on the right, and the output at which the ruler is shown."""


def _padding() -> Picture:
    figure, ax = new_canvas(98, 62)
    cell, origin, steps = 4.2, 27.0, 7
    for row, (name, left, right, shown) in enumerate(PADDINGS):
        base = 50.5 - 20.5 * row
        write(ax, (3, base + 3.6), name, size=14, weight="bold", align="left")
        note = ("no zeros", "zeros on both sides", "zeros in front only")[row]
        write(ax, (3, base), note, size=9.5, align="left")
        start = origin - left * cell
        words = ["0"] * left + [f"$x_{t}$" for t in range(1, steps + 1)] + ["0"] * right
        zeros = [*range(left), *range(left + steps, left + steps + right)]
        _tiles(ax, (start, base + 2), words, dashed=zeros, cell=cell)
        length = left + steps + right - 2
        shift = {"valid": 2, "same": 0, "causal": 0}[name]
        first = origin + shift * cell
        numbers = [str(t) for t in range(1 + shift, 1 + shift + length)]
        _tiles(ax, (first, base - 8), numbers, fill="#E4E4EA", edge=RULER, cell=cell)
        ruler = start + (shown + (0 if name != "valid" else 1)) * cell
        _frame(ax, (ruler, base + 1.3), (3 * cell, cell + 1.4))
        out = origin + 3.5 * cell
        arrow(ax, (ruler + 1.5 * cell, base + 1), (out, base - 3.4), paint=RULER, width=1.8)
        _frame(ax, (out - cell / 2, base - 8.7), (cell, cell + 1.4))
        late = (
            "output 4 has read $x_2, x_3, x_4$:\nfine, but outputs 1 and 2 do not exist",
            "output 4 has read $x_3, x_4$ and $x_5$:\n$x_5$ is not known at step 4!",
            "output 4 has read $x_2, x_3, x_4$,\nand there is an output at every step",
        )[row]
        paint = PEEK if name == "same" else INK
        write(ax, (origin + 8.4 * cell, base - 0.6), late, size=9.5, paint=paint, align="left")
    return Picture(
        figure,
        "Three paddings for a ruler of three: valid has no zeros and fewer outputs; same has zeros "
        "on both sides and output 4 reads input 5; causal has two zeros in front and reads the "
        "past only.",
    )


def _lengths() -> Picture:
    figure, ax = new_canvas(92, 24)
    cell = 3.4
    stations = ((5, 20, "$T = 20$"), (5, 9, "after the ruler: ?"), (5, 3, "after the pool: ?"))
    for row, (left, count, word) in enumerate(stations):
        up = 17.4 - 7.2 * row
        _tiles(ax, (left, up), [""] * count, cell=cell, fill="#E4E4EA" if row else "white")
        write(ax, (left + count * cell + 2, up + cell / 2), word, size=11, align="left")
    for place in (0, 2):
        _frame(ax, (5 + place * cell, 17), (4 * cell, cell + 0.8), style="-" if place == 0 else ":")
    write(ax, (55, 12.0), "$k = 4$, stride 2, 'valid'", size=9.5, align="left")
    for group in range(3):
        _frame(ax, (5 + 3 * group * cell, 9.8), (3 * cell, cell + 0.8), style=":")
    write(ax, (46, 4.8), "pool of 3", size=9.5, align="left")
    return Picture(
        figure,
        "Twenty inputs, a ruler of four with stride two, then a pool of three: nine and three "
        "numbers are left.",
    )


def _pool() -> Picture:
    figure, ax = new_canvas(84, 25)
    values, cell, left = [1, 4, 2, -3, -1, -2, 9, 0], 5.4, 6.0
    _tiles(ax, (left, 15), [str(v) for v in values[:6]], cell=cell)
    _tiles(ax, (left + 6 * cell, 15), ["9", "0"], cell=cell, dashed=(0, 1))
    for group, best in enumerate((4, -1)):
        start = left + 3 * group * cell
        _frame(ax, (start, 14.2), (3 * cell, cell + 1.6))
        arrow(ax, (start + 1.5 * cell, 13.8), (start + 1.5 * cell, 8), paint=RULER, width=2)
        _tiles(ax, (start + cell, 2.4), [str(best)], cell=cell, fill="#E4E4EA", edge=RULER)
    write(ax, (54, 17.6), "an incomplete group\nis dropped, 9 or no 9", size=10, align="left")
    write(ax, (41, 5), "the largest of each group,\nbe it below zero or not", size=10, align="left")
    return Picture(
        figure,
        "Eight numbers in groups of three: the largest of each group stays, minus one in the "
        "second group; the two that are left over are dropped.",
    )


def _stack(ax: Axes, corner: Point, size: tuple[int, int], paint: str, cell: float) -> Point:
    """A table with time across and channels up; returns the middle of its upper edge."""
    from matplotlib.patches import Rectangle

    channels, steps = size
    for row in range(channels):
        for column in range(steps):
            at = (corner[0] + column * cell, corner[1] + row * cell)
            ax.add_patch(Rectangle(at, cell, cell, facecolor=paint, edgecolor="white", lw=1))
    return corner[0] + steps * cell / 2, corner[1] + channels * cell


def _compose() -> Picture:
    figure, ax = new_canvas(98, 34)
    cell, middle = 1.55, 19.0
    parts = (
        (1, 18, INK, "$x$", "(N, T, D)", "conv1d"),
        (4, 14, "#8A8A94", "features", "(N, T', F)", "max_pool1d"),
        (4, 4, "#5B5B66", "shorter", "(N, T'', F)", "LSTM"),
        (3, 1, HIDDEN, "$h$", "(N, H)", ""),
    )
    left = 3.0
    for channels, steps, paint, word, shape, step in parts:
        low = middle - channels * cell / 2
        across, _ = _stack(ax, (left, low), (channels, steps), paint, cell)
        write(ax, (across, middle - 6.6), word, size=11, paint=paint if word == "$h$" else INK)
        write(ax, (across, middle - 9.4), shape, size=9)
        left += steps * cell
        if step:
            arrow(ax, (left + 1, middle), (left + 8.7, middle), paint=RULER, width=2)
            write(ax, (left + 4.8, middle + 6.4), step, size=9.5)
            left += 10
    write(ax, (52, 27.4), "below zero becomes zero", size=9.5)
    words = "time runs across, channels are stacked up: long and thin becomes short and tall"
    write(ax, (49, 3.4), words, size=10)
    return Picture(
        figure,
        "A long row of inputs becomes four rows of features, then four short rows, and an LSTM "
        "reads the few remaining steps into its state.",
    )


def _live() -> Picture:
    figure, ax = new_canvas(92, 33)
    for number in range(4):
        left = 14 + 19 * number
        write(ax, (left + 5, 3), f"$x_{number + 1}$", size=13)
        arrow(ax, (left + 5, 5), (left + 5, 9), paint=INK)
        box(ax, (left, 9), (10, 5.4), edge=RULER)
        write(ax, (left + 5, 11.7), "ruler", size=9.5)
        arrow(ax, (left + 5, 14.4), (left + 5, 19), paint=RULER)
        box(ax, (left, 19), (10, 5.4), edge=HIDDEN)
        write(ax, (left + 5, 21.7), "LSTM", size=9.5, paint=HIDDEN)
        arrow(ax, (left + 5, 24.4), (left + 5, 28.4), paint=HIDDEN)
        write(ax, (left + 5, 30.4), f"$h_{number + 1}$", size=13, paint=HIDDEN)
        if number < 3:
            arrow(ax, (left + 10, 21.7), (left + 19, 21.7), paint=HIDDEN)
            arrow(ax, (left + 5.6, 5), (left + 19 + 1.6, 9.2), paint=INK, width=1)
    start, end = (14 + 19 * 3 + 4.4, 5), (14 + 19 * 2 + 8.4, 9.2)
    ax.plot([start[0], end[0]], [start[1], end[1]], color=PEEK, lw=1.8, ls="--")
    write(ax, ((start[0] + end[0]) / 2 + 0.6, 6.6), r"$\times$", size=20, paint=PEEK, weight="bold")
    write(ax, (90, 6.6), "never from\nthe future", size=9, paint=PEEK, align="right")
    return Picture(
        figure,
        "At every step a ruler reads this and earlier inputs and the LSTM goes on by one step; an "
        "arrow from a later input to an earlier step is crossed out.",
    )


def _pieces() -> Picture:
    figure, ax = new_canvas(92, 33)
    cell = 4.0
    _tiles(ax, (22, 27), [str(v) for v in range(12)], cell=cell)
    write(ax, (20, 29), "(N, T, D)", size=9.5, align="right")
    for piece in range(3):
        left = 14 + 24 * piece
        words = [str(v) for v in range(4 * piece, 4 * piece + 4)]
        arrow(ax, (30 + 16 * piece, 26.6), (left + 8, 21.4), paint=RULER)
        _tiles(ax, (left, 17), words, cell=cell, fill="#E4E4EA", edge=RULER)
        arrow(ax, (left + 8, 16.6), (left + 8, 13), paint=RULER)
        box(ax, (left + 2, 8.6), (12, 4.4), edge=RULER)
        write(ax, (left + 8, 10.8), "the same CNN", size=8)
        arrow(ax, (left + 8, 8.6), (left + 8, 5.4), paint=RULER)
        box(ax, (left + 2, 1), (12, 4.4), edge=HIDDEN)
        write(ax, (left + 8, 3.2), "LSTM", size=9, paint=HIDDEN)
        if piece < 2:
            arrow(ax, (left + 14, 3.2), (left + 26, 3.2), paint=HIDDEN)
    write(ax, (12, 19), "(N, 3, 4, D)", size=9.5, align="right")
    return Picture(
        figure,
        "Twelve steps are cut into three pieces of four, in order; the same CNN reads each piece "
        "and one LSTM goes from piece to piece.",
    )


def _shuffle() -> Picture:
    figure, ax = new_canvas(84, 27)
    cell, order = 14.0, (2, 0, 3, 1)
    for place in range(4):
        for up, piece in ((18, place), (3, order[place])):
            box(ax, (14 + place * cell + 0.8, up), (cell - 1.6, 5.6), edge=RULER, fill="#F1F1F5")
            write(ax, (14 + place * cell + cell / 2, up + 2.8), f"piece {piece + 1}", size=10)
        start = 14 + (order[place] + 0.5) * cell
        arrow(ax, (start, 17.6), (14 + (place + 0.5) * cell, 9.2), paint=RULER)
    write(ax, (12, 20.8), "as it was", size=10, align="right")
    write(ax, (12, 5.8), "shuffled", size=10, align="right")
    write(ax, (73, 13.4), "another order\nfor every\nrecording", size=9.5, align="left")
    return Picture(
        figure,
        "Four pieces of a recording change places; what is inside a piece stays as it is.",
    )


DRAWERS: dict[str, Callable[[], Picture]] = {
    "slide": _slide,
    "padding": _padding,
    "lengths": _lengths,
    "pool": _pool,
    "compose": _compose,
    "live": _live,
    "pieces": _pieces,
    "shuffle": _shuffle,
}
