"""A small picture beside each equation of the ConvLSTM: stencils, maps, walls, and the dream."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from course_lib.colours import COLOURS, FAINT, INK
from course_lib.drawing import Point, arrow, box, new_canvas, write
from course_lib.figures import Picture, named_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HIDDEN, CELL_STATE = COLOURS["hidden"], COLOURS["cell"]
STENCIL = "#5B5B66"
PEEK = COLOURS["forget"]
SHEETS = (("i", "input"), ("f", "forget"), ("g", "candidate"), ("o", "output"))


def draw_film_equation(name: str) -> Picture:
    """Draws the small picture that belongs to an equation of the ConvLSTM.

    Args:
        name: ``stencil``, ``step``, ``forward``, ``walls``, ``head`` or ``dream``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(FILM_DRAWERS, name)


def _grid(  # noqa: PLR0913 - where a map stands and how it looks
    ax: Axes,
    corner: Point,
    size: tuple[int, int],
    *,
    cell: float = 3.0,
    fill: str = "white",
    edge: str = "#9A9AA6",
    words: Mapping[tuple[int, int], str] | None = None,
    faint: frozenset[tuple[int, int]] = frozenset(),
    high: int = 3,
) -> None:
    """A map of small squares, row 0 on top; some with a word in them, some only hinted at."""
    from matplotlib.patches import Rectangle

    rows, columns = size
    for row in range(rows):
        for column in range(columns):
            at = (corner[0] + column * cell, corner[1] + (rows - 1 - row) * cell)
            pale = (row, column) in faint
            ax.add_patch(
                Rectangle(
                    at,
                    cell,
                    cell,
                    facecolor="#F4F4F7" if pale else fill,
                    edgecolor=FAINT if pale else edge,
                    ls=":" if pale else "-",
                    lw=0.9,
                    zorder=high,
                )
            )
            word = (words or {}).get((row, column), "0" if pale else "")
            middle = (at[0] + cell / 2, at[1] + cell / 2)
            write(ax, middle, word, size=8.5, paint="#8A8A94" if pale else INK)


def _outline(ax: Axes, corner: Point, size: Point, *, paint: str = STENCIL) -> None:
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle(corner, *size, facecolor="none", edgecolor=paint, lw=2.6, zorder=7))


def _stencil() -> Picture:
    figure, ax = new_canvas(96, 36)
    cell, rows, columns = 3.6, 6, 9
    border = frozenset(
        (r, c)
        for r in range(rows)
        for c in range(columns)
        if r in (0, rows - 1) or c in (0, columns - 1)
    )
    inked = {(1, 7): "1", (2, 7): "2", (2, 6): "3", (3, 6): "1", (3, 3): "2", (4, 4): "1"}
    _grid(ax, (3, 10), (rows, columns), cell=cell, words=inked, faint=border)
    _outline(ax, (3 + 6 * cell, 10 + 2 * cell), (3 * cell, 3 * cell))
    write(ax, (3 + 4.5 * cell, 6.6), "$x$: 4 rows, 7 columns, a frame of zeros", size=9.5)
    taps = {(0, 1): "1", (1, 0): "1", (1, 2): "1", (2, 1): "1", (1, 1): "-4"}
    write(ax, (48.2, 31.5), "$w$", size=15)
    _grid(ax, (42.8, 17.2), (3, 3), cell=cell, words=taps, fill="#E4E4EA", edge=STENCIL)
    write(ax, (48.2, 14.4), "stencil, $k = 3$", size=9.5)
    arrow(ax, (42, 22.6), (36.4, 22.6), paint=STENCIL, width=2)
    arrow(ax, (54.4, 22.6), (66.4, 22.6), paint=STENCIL, width=2)
    write(ax, (60.4, 25.6), "multiply,\nadd up, add $b$", size=9)
    _grid(ax, (68, 13.6), (4, 7), cell=cell, words={(1, 6): "-4"}, fill="white")
    _outline(ax, (68 + 6 * cell, 13.6 + 2 * cell), (cell, cell))
    write(ax, (68 + 3.5 * cell, 10.4), "out: 4 rows, 7 columns again", size=9.5)
    words = (
        "in the outlined place:  1 above  +  3 left  +  0 right  +  0 below  -  4 times 2  =  -4"
    )
    write(ax, (48, 2.4), words, size=10)
    return Picture(
        figure,
        "A map of four rows and seven columns with a frame of zeros around it; a stencil of three "
        "by three lies on one place and its weighted sum is one number of the result, which has "
        "four rows and seven columns again.",
    )


def _sheets(ax: Axes, corner: Point, paint: str, *, count: int = 3, cell: float = 1.5) -> Point:
    """Some maps on top of each other, as many as there are filters; the middle of the lot."""
    rows, columns = 4, 5
    for sheet in reversed(range(count)):
        at = (corner[0] + 0.9 * sheet, corner[1] + 0.9 * sheet)
        _grid(ax, at, (rows, columns), cell=cell, fill=paint, edge="white", high=3 + count - sheet)
    return corner[0] + (columns * cell + 0.9 * (count - 1)) / 2, corner[1] + rows * cell / 2


def _step() -> Picture:
    figure, ax = new_canvas(98, 43)
    _sheets(ax, (3, 29), "#B9B9C4", count=1)
    write(ax, (6.7, 26.8), "$x$  (N, R, C, Ci)", size=9.5)
    _sheets(ax, (3, 10.6), HIDDEN)
    write(ax, (7.6, 8.2), "$h$  (N, R, C, F)", size=9.5, paint=HIDDEN)
    for up, word in ((32, "kernel"), (14, "recurrent_kernel")):
        _grid(ax, (19.4, up - 2.4), (3, 3), cell=1.6, fill="#E4E4EA", edge=STENCIL)
        write(ax, (21.8, up + 4.2), word, size=9)
        arrow(ax, (13.6, up), (18.6, up), paint=STENCIL)
        arrow(ax, (25, up), (32.4, 23 + (2.2 if up > 20 else -2.2)), paint=STENCIL)
    write(ax, (34.4, 23), "+", size=17)
    write(ax, (34.4, 18.6), "bias", size=9)
    arrow(ax, (36.4, 23), (41, 23), paint=STENCIL)
    curves = (r"$\sigma$", r"$\sigma$", r"$\tanh$", r"$\sigma$")
    for row, ((letter, name), curve) in enumerate(zip(SHEETS, curves, strict=True)):
        low = 32.8 - 9.9 * row
        _sheets(ax, (42, low), COLOURS[name], cell=1.3)
        arrow(ax, (51.6, low + 3), (57, low + 3), paint=COLOURS[name])
        write(ax, (54.2, low + 5.4), curve, size=11, paint=COLOURS[name])
        write(ax, (59.4, low + 3), f"${letter}$", size=15, paint=COLOURS[name])
    write(ax, (46.4, 1.0), "$z$: 4F maps, cut on the last axis", size=9)
    box(ax, (63, 14.4), (33, 24), edge=CELL_STATE)
    dot = r"\odot"
    write(ax, (79.5, 33.6), "at every place for itself:", size=10)
    write(
        ax,
        (79.5, 27.6),
        f"$c_t = f {dot} c_{{t-1}} + i {dot} g$",
        size=14,
        paint=CELL_STATE,
    )
    write(ax, (79.5, 20.4), f"$h_t = o {dot} \\tanh(c_t)$", size=14, paint=HIDDEN)
    write(ax, (79.5, 9.4), "$c$ and $h$ are maps, too:\nevery place has a memory", size=9.5)
    return Picture(
        figure,
        "The frame x and the hidden maps h each go through a stencil; the sums and the bias make "
        "4F maps, cut into i, f, g and o; then at every place the cell state and the hidden state "
        "are updated as in a plain LSTM.",
    )


def _forward() -> Picture:
    figure, ax = new_canvas(92, 37)
    for number in range(4):
        left = 15 + 19.5 * number
        _grid(ax, (left + 1.4, 2.6), (4, 5), cell=1.45, fill="#B9B9C4", edge="white")
        write(ax, (left + 11.4, 5.4), f"$x_{number + 1}$", size=12)
        arrow(ax, (left + 5, 9), (left + 5, 12.6))
        box(ax, (left - 0.6, 12.6), (11.2, 8.8), edge=STENCIL)
        write(ax, (left + 5, 18.4), "the same", size=8.5)
        write(ax, (left + 5, 15.6), "stencils", size=8.5)
        arrow(ax, (left + 5, 21.4), (left + 5, 25), paint=HIDDEN)
        _sheets(ax, (left + 1.4, 26), HIDDEN, cell=1.2)
        write(ax, (left + 11.4, 29.8), f"$h_{number + 1}$", size=12, paint=HIDDEN)
        arrow(ax, (left - 8.4, 18.8), (left - 0.6, 18.8), paint=CELL_STATE, width=2.4)
        arrow(ax, (left - 8.4, 15.2), (left - 0.6, 15.2), paint=HIDDEN)
    write(ax, (5.6, 18.8), "$c_0$", size=13, paint=CELL_STATE, align="right")
    write(ax, (5.6, 15.2), "$h_0$", size=13, paint=HIDDEN, align="right")
    write(ax, (50, 35.4), "seq: all hidden maps, (N, T, R, C, F)", size=10)
    return Picture(
        figure,
        "Frames enter the same step one after the other, two sets of maps are handed on, and the "
        "hidden maps of all steps are the result.",
    )


def _walls() -> Picture:
    figure, ax = new_canvas(92, 35)
    room, left, base, across, up = 5, 19.0, 7.0, 4.6, 4.2
    places = [2, 3, 4, 5, 4, 3, 2, 1, 0, 1, 2, 3]
    for place in range(room + 1):
        wall = place in (0, room)
        ax.plot(
            [left - 2, left + 11 * across + 2],
            [base + place * up] * 2,
            color=INK if wall else FAINT,
            lw=2.6 if wall else 0.8,
        )
        write(ax, (left - 3.4, base + place * up), str(place), size=9, align="right")
    dots = [(left + step * across, base + place * up) for step, place in enumerate(places)]
    ax.plot(*zip(*dots, strict=True), "-o", color=STENCIL, lw=2.2, ms=8, zorder=6)
    write(ax, (left + 3 * across, base + room * up + 3.2), "one frame here", size=9)
    write(ax, (left + 8 * across, base - 2.8), "one frame here", size=9)
    write(ax, (1, base + 2.5 * up), "row of its\nupper edge", size=9, align="left")
    words = (
        "Here the digit has room for five steps:",
        "the size of the frame less that of the digit.",
        "One place a frame, never none, never two.",
        "Where the next step would leave the frame,",
        "the direction turns around first.",
        "Columns do the same, by a clock of their own.",
    )
    for line, text in enumerate(words):
        write(ax, (74.5, 28.4 - 4.2 * line), text, size=8.8, align="left")
    ax.set_xlim(0, 110)
    figure.set_size_inches(11.0, 3.5)
    return Picture(
        figure,
        "The row of a digit over time: up by one each frame, at the wall for one frame, then down "
        "by one each frame, and at the other wall for one frame again.",
    )


def _head() -> Picture:
    figure, ax = new_canvas(98, 34)
    for panel, (start, word, paint) in enumerate(
        ((6, "reads one step", STENCIL), (55, "reads three steps, 'same'", PEEK))
    ):
        for step in range(4):
            left = start + 10 * step
            _sheets(ax, (left, 3.6), HIDDEN, count=2, cell=1.2)
            write(ax, (left + 3.4, 1.4), f"$h_{step + 1}$", size=11, paint=HIDDEN)
            _grid(ax, (left, 21), (4, 5), cell=1.2, fill="#B9B9C4", edge="white")
            write(ax, (left + 3, 28), rf"$\hat x_{step + 2}$", size=11)
            reach = (0,) if panel == 0 else (-1, 0, 1)
            for other in reach:
                if not 0 <= step + other < 4:
                    continue
                ahead = other == 1
                arrow(
                    ax,
                    (left + 3 + 10 * other, 10),
                    (left + 3 + 0.7 * other, 20.4),
                    paint=PEEK if ahead else STENCIL,
                    width=2.2 if ahead else 1.4,
                )
        write(ax, (start + 18, 32), f"a head that {word}", size=10.5, paint=paint, weight="bold")
    ax.plot([49.4, 49.4], [2, 31], color=FAINT, lw=1.2)
    return Picture(
        figure,
        "On the left each prediction is made of the hidden maps of its own step. On the right it "
        "is made of three steps, and the arrows from the later one bring the answer along.",
    )


def _dream() -> Picture:
    figure, ax = new_canvas(98, 37)
    for row, shown in enumerate((3, 4, 5)):
        up = 28 - 11.6 * row
        for step in range(shown):
            dreamt = step >= 3
            at = (4 + 8.6 * step, up)
            fill, edge = ("#F1DFD3", PEEK) if dreamt else ("#B9B9C4", "white")
            _grid(ax, at, (4, 4), cell=1.6, fill=fill, edge=edge)
            letter = rf"$\hat x_{step + 1}$" if dreamt else f"$x_{step + 1}$"
            write(ax, (at[0] + 3.2, up - 1.8), letter, size=10.5, paint=PEEK if dreamt else INK)
        end = 4 + 8.6 * shown
        arrow(ax, (end, up + 3.2), (60, up + 3.2), paint=STENCIL)
        box(ax, (60, up + 0.2), (10.4, 6), edge=STENCIL)
        write(ax, (65.2, up + 3.2), "the net", size=9.5)
        arrow(ax, (70.4, up + 3.2), (78, up + 3.2), paint=PEEK)
        _grid(ax, (79, up), (4, 4), cell=1.6, fill="#F1DFD3", edge=PEEK)
        write(ax, (88.2, up + 3.2), rf"$\hat x_{shown + 1}$", size=11, paint=PEEK, align="left")
        if row < 2:
            arrow(
                ax,
                (81, up - 0.6),
                (4 + 8.6 * shown + 7.4, up - 6.0),
                paint=PEEK,
                width=1.2,
            )
    return Picture(
        figure,
        "Three true frames go into the net, which says the fourth; that one is put behind the "
        "three, and all four go in for the fifth; then all five.",
    )


FILM_DRAWERS: dict[str, Callable[[], Picture]] = {
    "stencil": _stencil,
    "step": _step,
    "forward": _forward,
    "walls": _walls,
    "head": _head,
    "dream": _dream,
}
