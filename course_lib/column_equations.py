"""The small pictures beside the equations of tables with several columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from course_lib.colours import FAINT, INK
from course_lib.column_pictures import AHEAD
from course_lib.drawing import arrow, box, new_canvas, write
from course_lib.figures import Picture, named_picture
from course_lib.window_pictures import TARGET

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GREY, PALE, WARM = "#B9B9C4", "#EDEDF1", "#F3D9CC"


def draw_column_equation(name: str) -> Picture:
    """Draws the small picture that belongs to an equation about tables with several columns.

    Args:
        name: ``join``, ``window``, ``ahead``, ``scale``, ``net``, ``swap`` or ``level``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(COLUMN_DRAWERS, name)


def _tile(
    ax: Axes, at: tuple[float, float], size: tuple[float, float], fill: str, text: str = ""
) -> None:
    """A flat tile with a word in it."""
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle(at, *size, facecolor=fill, edgecolor="white", lw=1.6, zorder=1))
    paint = "white" if fill in (INK, TARGET, AHEAD) else INK
    write(ax, (at[0] + size[0] / 2, at[1] + size[1] / 2), text, size=10, paint=paint)


def _listing(
    ax: Axes, corner: tuple[float, float], rows: Sequence[Sequence[str]], kept: Sequence[str]
) -> None:
    """A small table, its first row on top; rows whose first entry is not kept are pale."""
    for row, entries in enumerate(rows):
        for column, text in enumerate(entries):
            fill = GREY if entries[0] in kept else PALE
            at = (corner[0] + 6.2 * column, corner[1] - 4.4 * row)
            _tile(ax, at, (6, 4.2), fill, text)


def _join() -> Picture:
    figure, ax = new_canvas(92, 31)
    kept = ("2", "5")
    left = [("1", "10"), ("2", "20"), ("4", "40"), ("5", "50")]
    right = [("5", "-5"), ("2", "-2"), ("3", "-3")]
    for at, rows, name in ((8, left, "kiosk"), (34, right, "ferry")):
        _listing(ax, (at, 19), rows, kept)
        write(ax, (at + 6, 29), name, size=11.5, weight="bold")
        write(ax, (at + 3, 25.6), "t", size=10.5)
        write(ax, (at + 9.2, 25.6), "v", size=10.5)
    write(ax, (40, 4), "(in no order)", size=9.5)
    arrow(ax, (50, 17), (58, 17))
    _listing(ax, (62, 19), [("2", "20", "-2"), ("5", "50", "-5")], kept)
    write(ax, (65, 25.6), "t", size=10.5)
    write(ax, (74.4, 25.6), "(M, D)", size=10.5)
    write(ax, (71.3, 9.6), "only times that all have,\nin order, nothing filled in", size=10)
    return Picture(
        figure,
        "Two tables with times 1, 2, 4, 5 and 5, 2, 3 become one with the times 2 and 5 only.",
    )


def _grid(ax: Axes, corner: tuple[float, float], names: Sequence[str], steps: int) -> None:
    """Empty cells, a row for each column of the table, time from left to right."""
    for row, name in enumerate(names):
        height = corner[1] - 5.2 * row
        write(ax, (corner[0] - 1.5, height + 2.4), name, size=11, align="right")
        for step in range(steps):
            _tile(ax, (corner[0] + 5.2 * step, height), (5, 4.8), PALE)


def _fill(ax: Axes, corner: tuple[float, float], row: int, steps: range, fill: str) -> None:
    for step in steps:
        at = (corner[0] + 5.2 * step, corner[1] - 5.2 * row)
        _tile(ax, at, (5, 4.8), fill)


def _window() -> Picture:
    return _windows(known=False)


def _ahead() -> Picture:
    return _windows(known=True)


def _windows(*, known: bool) -> Picture:
    figure, ax = new_canvas(92, 27 if known else 25)
    names = ("ice", "ferry", "weekday" if known else "sun")
    corner, T, horizon = (16.0, 17.0), 4, 2  # noqa: N806 - the letters of the course
    _grid(ax, corner, names, 9)
    for row in range(3):
        shift = horizon if known and row == 2 else 0
        fill = AHEAD if shift else GREY
        _fill(ax, corner, row, range(1 + shift, 1 + shift + T), fill)
    _fill(ax, corner, 0, range(T + horizon, T + horizon + 1), TARGET)
    write(ax, (corner[0] + 5.2 * 6.5, corner[1] + 2.4), "y", size=12, paint="white", weight="bold")
    now = corner[0] + 5.2 * (T + 1) - 0.1
    ax.plot([now, now], [4.4, 22.4], color=INK, lw=1.2, ls=(0, (2, 2)), zorder=6)
    write(ax, (now, 24), "now", size=9.5)
    arrow(ax, (corner[0], 3.4), (corner[0] + 46.6, 3.4), width=1.2)
    write(ax, (corner[0] + 23, 1.5), "time", size=9.5)
    lines = [("T = 4 rows of all columns", 19.4), ("horizon = 2: the target", 15)]
    lines.append(
        ("known ahead: its window\nis moved by the horizon", 9)
        if known
        else ("everything in the window\nis known by now", 9)
    )
    for text, height in lines:
        write(ax, (66, height), text, size=10, align="left")
    words = "the weekday's window lies two steps later" if known else "all end at the same step"
    return Picture(figure, f"Windows of four steps over three columns, target two later; {words}.")


def _scale() -> Picture:
    figure, ax = new_canvas(92, 23)
    for row, (name, numbers, small) in enumerate(
        (
            ("takings in cents", ("41200", "39800", "45100"), ("-0.3", "-1.0", "1.4")),
            ("sun, 0 to 1", ("0.2", "0.9", "0.7"), ("-1.4", "1.0", "0.3")),
        )
    ):
        height = 12.5 - 6 * row
        write(ax, (20, height + 2.2), name, size=10.5, align="right")
        for column in range(3):
            _tile(ax, (22 + 8.2 * column, height), (8, 4.6), GREY, numbers[column])
            _tile(ax, (62 + 7.2 * column, height), (7, 4.6), GREY, small[column])
        arrow(ax, (48, height + 2.3), (60, height + 2.3))
    write(ax, (54, 18.6), r"$-\,$mu, then $/\,$sd", size=10.5)
    write(
        ax,
        (54, 3),
        "a mean and a deviation of its own for each column, from training rows",
        size=10,
    )
    write(ax, (85, 11.6), "now\nequally\nloud", size=10, align="left")
    return Picture(
        figure, "Takings in the ten thousands and sun between 0 and 1 are of one size when scaled."
    )


def _net() -> Picture:
    figure, ax = new_canvas(92, 24)
    for row, name in enumerate(("ice", "ferry", "sun")):
        write(ax, (13, 17.8 - 4.6 * row), name, size=10.5, align="right")
        for step in range(4):
            _tile(ax, (15 + 4.6 * step, 15.6 - 4.6 * row), (4.4, 4.4), GREY)
    write(ax, (24, 22), "(N, T, D)", size=10.5)
    write(ax, (24, 3.6), "T columns of D numbers:\none column a step", size=9.5)
    arrow(ax, (34.5, 13.2), (42, 13.2))
    box(ax, (43, 8.6), (16, 9.2))
    write(ax, (51, 13.2), "LSTM\nH units", size=11)
    arrow(ax, (60, 13.2), (67, 13.2))
    write(ax, (63.4, 15.4), "(N, H)", size=9.5)
    box(ax, (68, 8.6), (11, 9.2))
    write(ax, (73.5, 13.2), "dense\nK", size=11)
    arrow(ax, (80, 13.2), (85, 13.2))
    write(ax, (88.4, 13.2), "(N, K)", size=10)
    write(ax, (63, 4), "no curve at the end: a forecast may be any number", size=9.5)
    return Picture(figure, "Windows of T steps and D columns go through H units to K numbers.")


def _swap() -> Picture:
    figure, ax = new_canvas(92, 30)
    order = (2, 0, 3, 1)
    paints = ("#DAD6EA", "#CFE8DD", "#F3D9CC", "#F6E7B5")
    for side, rows in ((12, range(4)), (56, order)):
        for place, row in enumerate(rows):
            height = 19.5 - 5 * place
            for block in range(3):
                owner = row if block == 1 else place
                for step in range(2):
                    at = (side + 10.6 * block + 4.7 * step, height)
                    _tile(ax, at, (4.6, 4.5), paints[owner], "abcd"[owner])
        for block, name in enumerate(("ice", "ferry", "sun")):
            write(ax, (side + 10.6 * block + 4.7, 26.2), name, size=10.5)
    for place in range(4):
        write(ax, (11, 21.8 - 5 * place), f"window {place}", size=9.5, align="right")
    arrow(ax, (45, 14.5), (54, 14.5))
    write(ax, (49.6, 17.2), "swap ferry", size=10)
    write(ax, (46, 1.8), "whole pieces change windows; steps keep their order; y stays", size=10)
    return Picture(
        figure,
        "Four windows of three columns. The pieces of the ferry change places among the windows, "
        "all else stays.",
    )


def _level() -> Picture:
    figure, ax = new_canvas(92, 23)
    _tile(ax, (6, 10), (14, 5), GREY, "yhat, scaled")
    arrow(ax, (21, 12.5), (30, 12.5))
    box(ax, (31, 9.4), (20, 6.4))
    write(ax, (41, 12.6), r"$\cdot\,$sd$_{target}$, then $+\,$mu$_{target}$", size=10)
    arrow(ax, (52, 12.5), (61, 12.5))
    _tile(ax, (62, 10), (17, 5), TARGET, "yhat, in euros")
    for column, name in enumerate(("ice", "ferry", "sun")):
        fill = TARGET if column == 0 else PALE
        _tile(ax, (31 + 6.8 * column, 2), (6.6, 4.2), fill, name)
    write(ax, (29.5, 4.1), "mu and sd of", size=9.5, align="right")
    ax.plot([34.3, 34.3], [6.4, 9.2], color=INK, lw=1.2)
    write(ax, (53, 4.1), "two numbers, of the target's own column", size=9.5, align="left")
    ax.plot([2, 90], [19, 19], color=FAINT, lw=0.8)
    write(ax, (46, 20.8), "the way back", size=11, weight="bold")
    return Picture(figure, "A scaled forecast goes back with the two numbers of its own column.")


COLUMN_DRAWERS: dict[str, Callable[[], Picture]] = {
    "join": _join,
    "window": _window,
    "ahead": _ahead,
    "scale": _scale,
    "net": _net,
    "swap": _swap,
    "level": _level,
}
