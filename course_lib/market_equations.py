"""The small pictures beside the equations of a trial of forecasts: folds, intervals, duels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from course_lib.colours import FAINT, INK
from course_lib.drawing import arrow, block, box, new_canvas, write
from course_lib.figures import Picture, named_picture
from course_lib.market_pictures import ABOVE, ASTRIDE, BELOW, SAID
from course_lib.window_pictures import PARTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GREY, PALE = "#B9B9C4", "#EDEDF1"
UP, DOWN = "#CFE8DD", "#F3D9CC"
"""The ground of a day that went up, and of one that went down; words say so as well."""


def draw_market_equation(name: str) -> Picture:
    """Draws the small picture that belongs to an equation about forecasts of prices.

    Args:
        name: ``returns``, ``walk``, ``lazy``, ``skill``, ``wilson``, ``table``, ``probe``,
            ``duel`` or ``costs``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(MARKET_DRAWERS, name)


def _tile(ax: Axes, at: tuple[float, float], width: float, fill: str, text: str) -> None:
    """A flat tile with a word in it."""
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle(at, width, 4.6, facecolor=fill, edgecolor="white", lw=1.6, zorder=1))
    paint = "white" if fill in (INK, SAID, ABOVE, BELOW) else INK
    write(ax, (at[0] + width / 2, at[1] + 2.3), text, size=10.5, paint=paint)


def _returns() -> Picture:
    figure, ax = new_canvas(90, 24)
    names = ["100", "110", "99", "99", "103.95"]
    moves = [np.log(1.1), np.log(0.9), 0.0, np.log(1.05)]
    for day, name in enumerate(names):
        _tile(ax, (13 + 10 * day, 14.5), 9, GREY, name)
    write(ax, (11.5, 16.8), "prices, L", size=10.5, align="right")
    for day, move in enumerate(moves):
        at = (18 + 10 * day, 4.5)
        _tile(ax, at, 9, UP if move > 0 else DOWN if move < 0 else PALE, f"{move:+.3f}")
        for corner in (17.5 + 10 * day, 27.5 + 10 * day):
            ax.plot([corner, at[0] + 4.5], [14.3, 9.4], color=INK, lw=1)
    write(ax, (16.5, 6.8), "r, L - 1", size=10.5, align="right")
    write(ax, (68, 17), r"$r_k = \ln\,P_{k+1} - \ln\,P_k$", size=13, align="left")
    write(ax, (68, 11.6), "one number fewer:\na move needs two days", size=9.5, align="left")
    write(ax, (68, 6), "add up moves, and you\nhave the move of the whole", size=9.5, align="left")
    return Picture(
        figure, "Five prices make four returns: each is the logarithm of a price less that before."
    )


def _walk() -> Picture:
    figure, ax = new_canvas(92, 30)
    for row, (end, stop) in enumerate(((4, 8), (7, 11), (10, 12))):
        base = 21 - 6.4 * row
        for day in range(12):
            fill, word = "white", ""
            if day < end:
                fill, word = PARTS["train"], "train"
            elif end < day < stop:
                fill, word = "#F3B8C2", "test"
            block(ax, (14 + 4.6 * day, base), (1, 1), fill, cell=4.4)
            if word:
                write(ax, (16.2 + 4.6 * day, base + 2.2), word, size=7.5)
        write(ax, (16.2 + 4.6 * end, base + 2.2), "gap", size=8.5, paint=SAID)
        write(ax, (12.5, base + 2.2), f"fold {row}", size=10.5, align="right")
    for day in range(12):
        write(ax, (16.2 + 4.6 * day, 27.6), str(day), size=9.5)
    for text, height in (
        ("n = 12", 23.2),
        ("train_min = 4", 19.4),
        ("test = 3, gap = 1", 15.6),
        ("the last block takes\nwhat is left", 9.8),
    ):
        write(ax, (71.5, height), text, size=10, align="left")
    arrow(ax, (14, 4.6), (69, 4.6), width=1.4)
    write(
        ax, (41, 2.4), "time: each block is foretold from days before it, and none twice", size=10
    )
    return Picture(
        figure,
        "Twelve days. Fold 0 trains on days 0 to 3, skips day 4, tests on 5 to 7. Fold 1 trains on "
        "0 to 6, skips 7, tests on 8 to 10. Fold 2 trains on 0 to 9, skips 10, tests on 11.",
    )


def _lazy() -> Picture:
    figure, ax = new_canvas(92, 25)
    for number, name in enumerate(("r[0]", "r[1]", "...", "r[-1]")):
        _tile(ax, (5 + 8 * number, 17.5), 7.6, PARTS["train"], name)
    for number in range(4):
        _tile(ax, (44 + 8 * number, 17.5), 7.6, "#F3B8C2", f"day {number}")
    write(ax, (20.5, 23.7), "r_train: what they learn from", size=10)
    write(ax, (60, 23.7), "r_test: what they are asked about", size=10)
    rows = (
        ("zero", "the price stays", 13.6),
        ("mean", "what a training day did on average", 10.4),
        ("always_up", "up, by a training day's average size", 7.2),
        ("ar1", r"level + slope $\times$ the return before", 4.0),
    )
    for name, word, height in rows:
        write(ax, (5, height), name, size=11, weight="bold", align="left")
        write(ax, (16, height), word, size=10, align="left")
    for number, start in enumerate((32.5, 48.8, 56.8, 64.8)):
        end = 47.0 + 8 * number
        ax.plot([start, start, end, end], [17, 14.6, 14.6, 16.2], color=SAID, lw=1.6)
        ax.plot([end], [16.7], "^", ms=6, color=SAID)
    write(ax, (48, 9.8), "what ar1 looks at for each day:", size=9.5, paint=SAID, align="left")
    text = "the day before; for day 0 it is\nthe newest training return"
    write(ax, (48, 6.2), text, size=9.5, align="left")
    return Picture(
        figure,
        "Four baselines learn from the training returns. Only ar1 looks at test returns: for each "
        "day at the one before, for the first day at the newest training return.",
    )


def _skill() -> Picture:
    figure, ax = new_canvas(90, 22)
    for base, length, name, paint in (
        (14, 46, "squared errors of the benchmark", GREY),
        (6, 43, "squared errors of your forecast", SAID),
    ):
        _tile(ax, (4, base), length, paint, name)
    ax.plot([47, 47], [5, 13.5], color=INK, lw=1.2, ls=(0, (2, 1.5)))
    ax.plot([50, 50], [5, 13.5], color=INK, lw=1.2, ls=(0, (2, 1.5)))
    write(ax, (48.5, 3), "saved", size=9.5)
    write(ax, (57, 15.8), r"$R^2_{\mathrm{oos}} = \dfrac{\mathrm{saved}}{\mathrm{benchmark}}$",
          size=13, align="left")  # fmt: skip
    for text, height in (
        ("0: no better than the benchmark", 9.4),
        ("below 0: worse, and there is no limit", 6.8),
        ("0.03 on daily returns: rub your eyes", 4.2),
    ):
        write(ax, (57, height), text, size=9.5, align="left")
    return Picture(
        figure, "Two bars of squared errors; what the forecast saves, over the benchmark's bar."
    )


def _wilson() -> Picture:
    figure, ax = new_canvas(92, 26)
    share, low, high = 0.55, 0.4524, 0.6438
    scale, left = 96.0, 18 - 96.0 * 0.42
    across = [left + scale * value for value in (low, share, high)]
    ax.plot([18, 44], [9, 9], color=FAINT, lw=1.2)
    ax.plot([across[0], across[2]], [9, 9], color=ASTRIDE, lw=5, solid_capstyle="butt")
    ax.plot([across[1]], [9], "o", ms=11, color=ASTRIDE, mec="white")
    half = left + scale * 0.5
    ax.plot([half, half], [6.4, 12.4], color=INK, lw=1.6, ls=(0, (3, 1.5)))
    write(ax, (half, 14.2), "a coin", size=9.5)
    for value, text in zip(across, ("lo\n45.2 %", "55 %", "hi\n64.4 %"), strict=True):
        write(ax, (value, 4.4), text, size=9.5)
    write(ax, (4, 22.6), "55 right out of 100: what may the true share be?", size=11, align="left")
    write(ax, (4, 19), "everything from lo to hi, and a coin is in there", size=10, align="left")
    root = r"z\sqrt{\frac{a(1-a)}{n} + \frac{z^2}{4n^2}}"
    formula = rf"$\dfrac{{a + \frac{{z^2}}{{2n}} \pm {root}}}{{1 + \frac{{z^2}}{{n}}}}$"
    write(ax, (72, 17.4), formula, size=16)
    write(ax, (72, 8.4), "a: share that was right,  z = 1.96", size=9.5)
    rows = "n = 250: about ± 6.2 points\nn = 1000: ± 3.1     n = 2500: ± 2.0"
    write(ax, (72, 3.8), rows, size=9.5)
    return Picture(
        figure,
        "55 right out of 100: the interval goes from 45.2 to 64.4 per cent, and half is inside.",
    )


def _table() -> Picture:
    figure, ax = new_canvas(92, 26)
    fills = ((UP, PALE), (PALE, UP))
    counts = (("30", "20"), ("24", "26"))
    for row in range(2):
        for column in range(2):
            at = (20 + 12 * column, 11 - 6.5 * row)
            _tile(ax, at, 11.4, fills[row][column], counts[row][column])
    write(ax, (25.7, 18.2), "came up", size=10)
    write(ax, (37.7, 18.2), "came down", size=10)
    write(ax, (18.6, 13.3), "said up", size=10, align="right")
    write(ax, (18.6, 6.8), "said down", size=10, align="right")
    write(ax, (4, 23.4), "100 days, 56 of them right (green)", size=11, align="left")
    for text, height in (
        ("said up: 50 of 100,   came up: 54 of 100", 19.6),
        (r"by luck alone:  $0.50 \cdot 0.54 + 0.50 \cdot 0.46 = 0.50$", 16.2),
        (r"so $A = 0.56$ against $A_* = 0.50$", 12.8),
        ("is that too much for luck?   $p = 0.11$", 9.4),
        ("luck does as well in one case out of nine", 6.0),
    ):
        write(ax, (50, height), text, size=10.5, align="left")
    return Picture(
        figure,
        "What was said and what came: 30, 20, 24 and 26 days; 56 right, where luck makes 50.",
    )


def _probe() -> Picture:
    figure, ax = new_canvas(92, 30)
    rng = np.random.default_rng(5)
    days = np.arange(40)
    walk = np.cumsum(rng.standard_normal(40))
    other = walk + np.where(days > 24, np.cumsum(1.6 * rng.standard_normal(40)), 0)
    other[25:] += walk[24] - other[24]
    both = np.concatenate([walk, other])
    low, span = float(both.min()), float(np.ptp(both))
    for values, base, style in ((walk, 18, (0, ())), (other, 18, (0, (2.2, 1.2)))):
        curve = base + 9 * (values - low) / span
        ax.plot(10 + 1.1 * days[:25], curve[:25], color=INK, lw=2)
        ax.plot(10 + 1.1 * days[24:], curve[24:], color=SAID, lw=2, ls=style)
    now = 10 + 1.1 * 24
    ax.plot([now, now], [3, 27.6], color=INK, lw=1.4)
    write(ax, (now, 28.8), "now", size=10)
    write(ax, (8.6, 22), "prices", size=10, align="right")
    write(ax, (8.6, 8.5), "forecasts", size=10, align="right")
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle((10, 6), 1.1 * 24, 5, facecolor=UP, lw=0))
    ax.add_patch(Rectangle((now, 6), 1.1 * 15, 5, facecolor=PALE, lw=0))
    write(ax, (23, 8.5), "made up to now: must not move", size=9.5)
    write(ax, (now + 8.5, 8.5), "may move", size=9.5)
    for text, height in (
        ("1. ask for all forecasts", 25),
        ("2. rewrite every price after now", 20.6),
        ("3. ask again", 16.2),
        ("4. did an old forecast move?", 11.8),
        ("then it had read the future", 7.4),
    ):
        write(ax, (58, height), text, size=10.5, align="left")
    return Picture(
        figure,
        "Prices up to now stay, later ones are rewritten. Forecasts made up to now must not move.",
    )


def _duel() -> Picture:
    figure, ax = new_canvas(92, 25)
    came = "UUDUDDUDUDUU"
    said = "UUUDUDUDUUDU"
    rows = (("came", came, 15.5), ("always up", "U" * 12, 10), ("your forecast", said, 4.5))
    for name, letters, base in rows:
        write(ax, (15.5, base + 2.3), name, size=10, align="right")
        for day, letter in enumerate(letters):
            word = "up" if letter == "U" else "down"
            _tile(ax, (17 + 4.5 * day, base), 4.3, UP if letter == "U" else DOWN, "")
            write(ax, (19.2 + 4.5 * day, base + 2.3), word, size=7.5)
    for day, letter in enumerate(said):
        if letter == "D":
            box(ax, (16.8 + 4.5 * day, 3.8), (4.7, 17), fill="none", edge=INK)
            right = came[day] == "D"
            mark = "✓" if right else "✗"
            write(ax, (19.2 + 4.5 * day, 22.6), mark, size=12, paint=ABOVE if right else BELOW)
    for text, height in (
        ("they differ where", 20),
        ("you say down", 17.4),
        ("4 days, 2 of them", 12.6),
        ("yours: a draw", 10),
        ("all other days", 5.8),
        ("say nothing", 3.4),
    ):
        write(ax, (74, height), text, size=10, align="left")
    return Picture(
        figure,
        "Twelve days. A forecast and always-up differ on four of them; two of these went down.",
    )


def _costs() -> Picture:
    figure, ax = new_canvas(92, 24)
    sides, turns = [1, 1, -1, -1, 0, 1], [1, 0, 2, 0, 1, 1]
    words = {1: "long", -1: "short", 0: "out"}
    for day, (side, turn) in enumerate(zip(sides, turns, strict=True)):
        fill = UP if side > 0 else DOWN if side < 0 else PALE
        _tile(ax, (16 + 8 * day, 13), 7.6, fill, words[side])
        write(ax, (19.8 + 8 * day, 8.4), str(turn), size=12, weight="bold", paint=SAID)
        write(ax, (19.8 + 8 * day, 20), f"day {day}", size=9.5)
    write(ax, (14.5, 15.3), "side", size=10.5, align="right")
    write(ax, (14.5, 8.4), "turns", size=10.5, align="right")
    text = "you begin outside, so the first step costs one turn; from long to short it is two"
    write(ax, (16, 3.4), text, size=9.5, align="left")
    formula = "result = side × r − cost × turns"
    write(ax, (66, 15.3), formula, size=10.5, align="left")
    write(ax, (66, 9.4), "long: you hold it\nshort: you have sold\nwhat you do not own", size=9,
          align="left")  # fmt: skip
    return Picture(
        figure,
        "Six days: long, long, short, short, out, long. Turns paid for: 1, 0, 2, 0, 1, 1.",
    )


MARKET_DRAWERS: dict[str, Callable[[], Picture]] = {
    "returns": _returns,
    "walk": _walk,
    "lazy": _lazy,
    "skill": _skill,
    "wilson": _wilson,
    "table": _table,
    "probe": _probe,
    "duel": _duel,
    "costs": _costs,
}
