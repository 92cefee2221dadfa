"""The small pictures beside the equations of series: windows, splits, scales, naive forecasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from course_lib.colours import FAINT, INK
from course_lib.drawing import Point, arrow, block, box, new_canvas, write
from course_lib.figures import Picture, named_picture
from course_lib.forecast_pictures import FORECASTERS
from course_lib.window_pictures import PARTS, TARGET

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GREY = "#B9B9C4"
PALE = "#EDEDF1"
PARROT, CALENDAR = (FORECASTERS[name][0] for name in ("parrot", "calendar"))


def draw_series_equation(name: str) -> Picture:
    """Draws the small picture that belongs to an equation about series.

    Args:
        name: ``window``, ``split``, ``scale``, ``naive``, ``errors``, ``lags`` or ``weights``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(SERIES_DRAWERS, name)


def _squares(ax: Axes, left: float, base: float, fills: list[str], names: list[str]) -> None:
    """A row of squares, each with a word in it."""
    for number, (fill, name) in enumerate(zip(fills, names, strict=True)):
        at = (left + 5 * number, base)
        block(ax, at, (1, 1), fill, cell=5)
        paint = "white" if fill in (INK, TARGET, PARROT, CALENDAR) else INK
        write(ax, (at[0] + 2.5, base + 2.5), name, size=11, paint=paint)


def _window() -> Picture:
    figure, ax = new_canvas(88, 36)
    for m, base in enumerate((23.5, 12.0)):
        fills = [PALE] * 12
        fills[m : m + 4] = [GREY] * 4
        fills[m + 5] = TARGET
        _squares(ax, 14, base, fills, [str(number) for number in range(12)])
        write(ax, (12, base + 2.5), f"row {m}", size=11, align="right")
        start = 14 + 5 * m
        write(ax, (start + 10, base + 6.4), f"X[{m}]: T = 4 steps", size=10)
        goal = start + 27.5
        write(ax, (goal + 1.4, base + 6.4), f"y[{m}]", size=10.5, paint=TARGET)
        arrow(ax, (start + 17.5, base - 1.3), (goal, base - 1.3), paint=INK, width=1.4)
        write(ax, (goal + 1, base - 1.6), "horizon = 2", size=9, align="left")
    text = "and so on, one step further each time: $M = L - T - horizon + 1$ rows"
    write(ax, (14, 5.2), text, size=11, align="left")
    text = "the last row is the last one whose target still lies in the series"
    write(ax, (14, 1.9), text, size=9.5, align="left")
    return Picture(
        figure,
        "Twelve steps, 0 to 11. Row 0 holds steps 0 to 3 and foretells step 5; row 1 holds 1 to 4 "
        "and foretells step 6: the horizon is 2.",
    )


def _split() -> Picture:
    figure, ax = new_canvas(90, 23)
    spans = (("train", 4, 44), ("validation", 50, 64), ("test", 70, 86))
    from matplotlib.patches import Rectangle

    ax.add_patch(
        Rectangle((4, 9), 82, 7, facecolor="white", edgecolor=FAINT, hatch="////", lw=0, zorder=0)
    )
    for name, start, stop in spans:
        ax.add_patch(Rectangle((start, 9), stop - start, 7, facecolor=PARTS[name], lw=0, zorder=1))
        write(ax, ((start + stop) / 2, 12.5), name, size=12)
    for at in (47, 67):
        write(ax, (at, 18.2), "gap", size=10)
        arrow(ax, (at, 17.2), (at, 15.6), width=1.2)
    words = (("learn here", 24), ("choose here", 57), ("look once,\nat the very end", 78))
    for word, at in words:
        write(ax, (at, 6.2 if "\n" not in word else 5.2), word, size=9.5)
    arrow(ax, (4, 1.6), (86, 1.6), paint=INK, width=1.4)
    write(ax, (45, 3), "time", size=10)
    return Picture(
        figure, "Along time: training, a gap, validation, a gap, test, which reaches to the end."
    )


def _scale() -> Picture:
    figure, ax = new_canvas(90, 27)
    rng = np.random.default_rng(4)
    for top, factor, name in ((17.5, 1.0, "dollars"), (3.0, 1.0, "shares")):
        wave = np.cumsum(rng.standard_normal(40)) * factor
        wave = (wave - wave.min()) / np.ptp(wave) * 7
        ax.plot(10 + np.arange(28) * 0.58, top + wave[:28], color=INK, lw=1.6)
        ax.plot(
            10 + np.arange(27, 40) * 0.58, top + wave[27:], color=TARGET, lw=1.6, ls=(0, (2, 1))
        )
        ax.plot([25.8, 25.8], [top - 1, top + 8], color=FAINT, lw=1.2)
        write(ax, (8.6, top + 3.5), name, size=9.5, align="right")
    write(ax, (16, 13.6), "train", size=9.5)
    write(ax, (29, 13.6), "later", size=9.5, paint=TARGET)
    for base, letters in ((21, "mu[0], sd[0]"), (6.5, "mu[1], sd[1]")):
        write(ax, (43, base), letters, size=11)
        arrow(ax, (33, base), (37.4, base), width=1.4)
        arrow(ax, (49, base), (53, base), width=1.4)
    write(ax, (43, 13.6), "from the training\npart alone", size=9)
    box(ax, (54, 7.6), (31, 12))
    write(ax, (69.5, 13.6), r"scaled $= \dfrac{x - \mathrm{mu}}{\mathrm{sd}}$", size=14)
    write(ax, (69.5, 4), "the same two numbers\nfor all parts, for ever", size=9.5)
    return Picture(
        figure,
        "Two columns, dollars and shares. Each has a mean and a deviation of its own, taken from "
        "its training part; with them all of it is scaled.",
    )


def _naive() -> Picture:
    figure, ax = new_canvas(92, 37)
    days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    for base, horizon, steps in ((23, 3, 7), (6, 10, 7)):
        fills = [PALE] * steps + ["white"] * horizon
        names = [*days, *(days * 2)[:horizon]]
        names[-1] = ""
        _squares(ax, 4, base, fills, names)
        now, goal = 4 + 5 * steps, 4 + 5 * (steps + horizon) - 2.5
        ax.plot([now, now], [base - 1.2, base + 6.4], color=INK, lw=2)
        write(ax, (now, base + 8.2), "now", size=10)
        block(ax, (goal - 2.5, base), (1, 1), "#F3C6D6", cell=5)
        write(ax, (goal, base + 2.5), "We?", size=11, weight="bold")
        write(ax, (goal, base + 7), f"horizon {horizon}", size=9.5)
        _bow(ax, (goal, now - 2.5), base, PARROT, -2.6)
        _bow(ax, (goal, 6.5 + 5 * ((horizon - 1) % 7)), base, CALENDAR, -4.2)
    write(ax, (60, 32), "the parrot: what was last", size=10.5, paint=PARROT, align="left")
    write(ax, (60, 28.6), "the calendar: the latest", size=10.5, paint=CALENDAR, align="left")
    write(ax, (60, 26), "day of the same name", size=10.5, paint=CALENDAR, align="left")
    return Picture(
        figure,
        "A week from Monday to Sunday. For the third day after it the parrot says Sunday's value, "
        "the calendar Wednesday's; for the tenth day they say the same two.",
    )


def _bow(ax: Axes, ends: Point, base: float, paint: str, depth: float) -> None:
    """A line below the squares from the day asked for to the day copied."""
    start, end = ends
    across, low = [start, start, end, end], base + depth
    ax.plot(across, [base - 0.4, low, low, base - 0.4], color=paint, lw=2, clip_on=False)
    ax.plot([end], [base - 0.5], "^", color=paint, ms=7, clip_on=False)


def _errors() -> Picture:
    figure, ax = new_canvas(90, 28)
    truth, told = [6, 11, 4, 8, 9.5], [8, 9.5, 7, 6.5, 4]
    for number, (true, said) in enumerate(zip(truth, told, strict=True)):
        across = 10 + 7 * number
        ax.plot([across, across], [2 + 1.8 * true, 2 + 1.8 * said], color=TARGET, lw=3, zorder=2)
        ax.plot([across], [2 + 1.8 * true], "o", ms=9, color=INK, zorder=3)
        ax.plot([across], [2 + 1.8 * said], "s", ms=8, mfc="white", mec=INK, mew=1.8, zorder=3)
    ax.plot([5, 43], [5.5, 5.5], color=FAINT, lw=1.2)
    write(ax, (8, 25.5), "● what came    □ what was foretold", size=10, align="left")
    write(ax, (24, 3), "the sticks between them are the errors", size=9.5, paint=TARGET)
    lines = (
        ("MAE", "how long is a stick, on average", 22),
        ("RMSE", "the same, but long sticks count more", 15),
        ("MASE", "MAE, measured in sticks of the lazy forecaster", 8),
    )
    for name, word, base in lines:
        write(ax, (48, base + 1.3), name, size=12, weight="bold", align="left")
        write(ax, (48, base - 1.4), word, size=9.5, align="left")
    return Picture(
        figure, "Dots and squares with sticks between them: three ways to add sticks up."
    )


def _lags() -> Picture:
    figure, ax = new_canvas(90, 25)
    values = [3, 5, 7, 6, 4, 3, 5, 8, 6, 4]
    for number, value in enumerate(values):
        block(ax, (8 + 4.6 * number, 15.5), (1, 1), GREY, cell=4)
        write(ax, (10 + 4.6 * number, 17.5), str(value), size=10.5)
        if number + 2 < len(values):
            block(ax, (8 + 4.6 * (number + 2), 6), (1, 1), PALE, cell=4)
            write(ax, (10 + 4.6 * (number + 2), 8), str(value), size=10.5)
            across = 10 + 4.6 * (number + 2)
            ax.plot([across, across], [10.4, 15.1], color=INK, lw=1.2, ls=(0, (2, 1.5)))
    write(ax, (8, 21.5), "the series", size=10, align="left")
    write(ax, (17.2, 3.6), "the same series, two steps late (lag 2)", size=10, align="left")
    write(ax, (58, 17.5), "multiply each pair", size=10, align="left")
    write(ax, (58, 14.8), "(after the mean of all is taken off),", size=10, align="left")
    write(ax, (58, 12.1), "add up, and divide by what lag 0 gives", size=10, align="left")
    write(ax, (58, 7.5), "no partner, no product:", size=9.5, align="left")
    write(ax, (58, 5), "nothing is wrapped around", size=9.5, align="left")
    return Picture(
        figure, "A series above a copy of itself that is two steps late; pairs are multiplied."
    )


def _weights() -> Picture:
    figure, ax = new_canvas(90, 24)
    _squares(ax, 10, 15, [GREY] * 4, ["$x_0$", "$x_1$", "$x_2$", "$x_3$"])
    write(ax, (8, 17.5), "a window", size=10, align="right")
    for number in range(4):
        across = 12.5 + 5 * number
        arrow(ax, (across, 14.4), (across, 9.4), width=1.2)
    _squares(ax, 10, 4, [PALE] * 5, ["$w_0$", "$w_1$", "$w_2$", "$w_3$", "$b$"])
    write(ax, (8, 6.5), "coef", size=10, align="right")
    write(ax, (12.5, 1.8), "oldest", size=9)
    write(ax, (27.5, 1.8), "newest", size=9)
    arrow(ax, (36.5, 6.5), (43, 6.5), width=1.6)
    text = "$x_0 w_0 + x_1 w_1 + x_2 w_2 + x_3 w_3 + b$"
    write(ax, (45, 6.5), text, size=13, align="left")
    write(ax, (45, 12.6), "one weight for each step of the window,", size=10, align="left")
    write(ax, (45, 10.2), "and one number for the level", size=10, align="left")
    return Picture(
        figure, "A window of four steps, oldest first; each step has a weight, and b is added last."
    )


SERIES_DRAWERS: dict[str, Callable[[], Picture]] = {
    "window": _window,
    "split": _split,
    "scale": _scale,
    "naive": _naive,
    "errors": _errors,
    "lags": _lags,
    "weights": _weights,
}
