"""Pictures about forecasts of prices: the overlay that flatters, ribbons, intervals with a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import FAINT, INK
from course_lib.figures import Picture, new_figure, quiet, series
from course_lib.window_pictures import PARTS, TARGET, first_days_of_years

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]

SAID = "#C2185B"
"""The forecast, in the parrot's colour."""

ABOVE, BELOW, ASTRIDE = "#1B7F5C", "#A7502B", "#5A5A66"
"""An interval above its line, below it, and across it; the marker tells them apart as well."""

SHIFTS = 4
"""How many days a forecast is slid to either side."""

MOST_NAMED = 14
"""With more intervals than this the names are left out."""


def draw_illusion(price: Any, said: Any, last: Any, *, title: str = "", show: int = 90) -> Picture:
    """Draws the same forecast twice: laid over the prices, and as moves against moves.

    Args:
        price: what came, (N,).
        said: what had been foretold, (N,).
        last: the newest price that was known when it was foretold, (N,).
        title: a line above both.
        show: how many of the newest days the overlay shows.

    Returns:
        A ``Picture``.
    """
    lines = series({"price": price, "said": said, "last": last})
    came, told, known = lines["price"], lines["said"], lines["last"]
    level = 1 - np.var(came - told) / np.var(came)
    moved, foretold = 100 * (came / known - 1), 100 * (told / known - 1)
    figure = new_figure(9.4, 3.7)
    left = figure.add_axes((0.06, 0.15, 0.5, 0.62))
    days = np.arange(len(came))[-show:]
    left.plot(days, came[-show:], color=INK, lw=2.6, alpha=0.55, label="the price")
    left.plot(days, told[-show:], color=SAID, lw=1.6, ls=(0, (4, 1.5)), label="the forecast")
    left.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=2, frameon=False, fontsize=10)
    quiet(left, "trading day", "dollars")
    right = figure.add_axes((0.68, 0.15, 0.3, 0.62))
    reach = 1.05 * float(np.max(np.abs(moved)))
    right.axhline(0, color=FAINT, lw=1)
    right.axvline(0, color=FAINT, lw=1)
    right.plot(foretold, moved, "o", ms=3.2, color=SAID, alpha=0.45, mew=0)
    right.set(xlim=(-reach, reach), ylim=(-reach, reach))
    quiet(right, "foretold move, per cent", "move that came, per cent")
    both = np.std(foretold) > 1e-9
    shared = float(np.corrcoef(foretold, moved)[0, 1]) if both else 0.0
    words = f"correlation {shared:+.2f}" if both else "foretells no move at all"
    right.set_title(words, loc="left", fontsize=10.5, color=INK)
    figure.text(0.02, 0.975, title, fontsize=12.5, weight="bold", color=INK, va="top")
    left.text(
        1.0, 1.04, f"correlation {np.corrcoef(told, came)[0, 1]:+.2f}",
        transform=left.transAxes, ha="right", fontsize=10.5, color=INK,
    )  # fmt: skip
    return Picture(
        figure,
        f"{title or 'Overlay and moves'}: laid over the prices, the forecast explains "
        f"{100 * level:.1f} % of their ups and downs; its moves against those that came: {words}.",
    )


def animate_shift(
    price: Any, said: Any, *, title: str = "", show: int = 60, seconds: float = 6.0
) -> Animation:
    """Slides a forecast to and fro over the prices, and shows where it fits best.

    Args:
        price: what came, (N,).
        said: what had been foretold, (N,).
        title: a line above the film.
        show: how many of the newest days are drawn.
        seconds: how long one round takes.

    Returns:
        An ``Animation``. A forecast that fits best when it is slid back a day is a copy of the
        day before.

    Raises:
        ValueError: there are too few days.
    """
    lines = series({"price": price, "said": said})
    came, told = lines["price"], lines["said"]
    if len(came) < show or show < 4 * SHIFTS:
        raise ValueError(f"{len(came)} days, {show} of them to be shown: more are needed")
    shifts = np.arange(-SHIFTS, SHIFTS + 1)
    gaps = np.array([_gap(came, told, int(shift)) for shift in shifts])
    path = np.concatenate([np.linspace(2, -SHIFTS, 19), np.linspace(-SHIFTS, -1, 10)])

    def draw(figure: Figure, frame: int) -> None:
        _slide(figure, came[-show:], told[-show:], float(path[frame]), (gaps, title))

    best = int(shifts[gaps.argmin()])
    return animate(
        draw,
        len(path),
        size=(8.2, 3.9),
        seconds=seconds,
        alt=f"{title}: the forecast is slid to and fro over the prices. It fits best when it is "
        f"slid by {best:+d} days, with a mean gap of {gaps.min():.2f} dollars; where it "
        f"stands the gap is {gaps[SHIFTS]:.2f}.",
    )


def _gap(came: Array, told: Array, shift: int) -> float:
    """The mean gap in dollars when the forecast is slid by some days; the same days each time."""
    here = came[SHIFTS : len(came) - SHIFTS]
    moved = told[SHIFTS - shift : len(told) - SHIFTS - shift]
    return float(np.mean(np.abs(here - moved)))


def _slide(figure: Figure, came: Array, told: Array, shift: float, more: tuple[Array, str]) -> None:
    """One frame: the forecast where it has been slid to, and the gap for each whole shift."""
    gaps, title = more
    ax = figure.add_axes((0.08, 0.42, 0.9, 0.44))
    days = np.arange(len(came))
    ax.plot(days, came, color=INK, lw=2.6, alpha=0.55)
    ax.plot(days + shift, told, color=SAID, lw=1.7, ls=(0, (4, 1.5)))
    ax.set_xlim(SHIFTS, len(came) - 1 - SHIFTS)
    inside = came[SHIFTS:-SHIFTS]
    pad = 0.15 * float(np.ptp(inside))
    ax.set_ylim(float(inside.min()) - pad, float(inside.max()) + pad)
    quiet(ax, "", "dollars")
    below = figure.add_axes((0.08, 0.13, 0.9, 0.2))
    shifts = np.arange(-SHIFTS, SHIFTS + 1)
    below.bar(shifts, gaps, width=0.5, color=FAINT)
    below.bar(shifts[gaps.argmin()], gaps.min(), width=0.5, color=ABOVE)
    below.plot([shift], [np.interp(shift, shifts, gaps)], "v", ms=9, color=SAID)
    below.set(xlim=(-SHIFTS - 0.6, SHIFTS + 0.6), xticks=shifts, ylim=(0, 1.3 * gaps.max()))
    below.set_xticklabels([f"{day:+d}" if day else "0" for day in shifts])
    quiet(below, "days by which the forecast is slid", "mean gap, $")
    figure.text(0.08, 0.93, title, fontsize=11.5, weight="bold", color=INK)


def draw_ribbon(
    marks: Any, *, dates: Any = None, title: str = "Your walk", step: str = "day"
) -> Picture:
    """Draws a walk forward: one row for each fold, from the first to the last.

    Args:
        marks: 1 where a fold trains, 2 where it tests, 0 where it does neither, (folds, n).
        dates: of the n days, for the axis; None to count them.
        title: a line above the picture.
        step: what one step along the axis is.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the marks are no table of 0, 1 and 2.
    """
    table = np.asarray(marks)
    if table.ndim != 2 or table.size == 0 or not np.isin(table, (0, 1, 2)).all():
        raise ValueError(f"marks of shape {table.shape}: a table of 0, 1 and 2 is needed")
    folds, n = table.shape
    height = 0.4 * folds + 1.25
    figure = new_figure(9.2, height)
    ax = figure.add_axes((0.09, 0.5 / height, 0.89, 0.4 * folds / height))
    words = []
    for row, line in enumerate(table):
        for value, name in ((1, "train"), (2, "test")):
            _stretches(ax, row, line == value, name)
        words.append(f"fold {row}: {int((line == 1).sum())} train, {int((line == 2).sum())} test")
    ax.set(xlim=(-0.5, n - 0.5), ylim=(folds - 0.5, -0.5), yticks=range(folds))
    ax.set_yticklabels([f"fold {row}" for row in range(folds)])
    quiet(ax, "" if dates is not None else step, "")
    if dates is not None:
        years = first_days_of_years(dates, 8)
        at = np.searchsorted(np.asarray(dates), years)
        ax.set_xticks(at, [f"Jan {str(year)[:4]}" for year in years])
    figure.text(0.02, 1 - 0.09 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    figure.text(
        0.98, 1 - 0.5 / height, "blue: train     red, hatched: test     white: neither",
        fontsize=9.5, color=INK, ha="right", va="center",
    )  # fmt: skip
    return Picture(figure, f"{title}: {'; '.join(words)}; of {n}.")


def _stretches(ax: Axes, row: int, on: Any, name: str) -> None:
    """Fills every stretch of days that are on, in the colour of its part."""
    edges = np.flatnonzero(np.diff(np.r_[0, on.astype(int), 0]))
    paint, hatch = (PARTS["train"], "") if name == "train" else ("#F3B8C2", "////")
    edge = "#7D93BC" if name == "train" else TARGET
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        ax.barh(
            row, stop - start, left=start - 0.5, height=0.72,
            color=paint, edgecolor=edge, hatch=hatch, lw=0.8,
        )  # fmt: skip


def draw_intervals(
    rows: Mapping[str, Sequence[float]],
    *,
    line: float,
    line_name: str,
    title: str = "",
    label: str = "share of days with the right direction",
) -> Picture:
    """Draws shares as dots with their intervals, against a line.

    Args:
        rows: share, lower and upper end by name; a share that is NaN is drawn as *knows nothing*.
        line: where the line stands.
        line_name: what it is.
        title: a line above the picture.
        label: what the axis shows.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: a row is no share with an interval around it.
    """
    places = {name: tuple(float(part) for part in row) for name, row in rows.items()}
    odd = [name for name, row in places.items() if len(row) != 3]
    if odd or not places:
        raise ValueError(f"a share and the two ends of its interval are needed ({odd})")
    each = 0.36 if len(places) <= MOST_NAMED else 0.075
    height = each * len(places) + 1.3
    figure = new_figure(8.8, height)
    ax = figure.add_axes((0.19, 0.53 / height, 0.78, each * len(places) / height))
    ax.axvline(line, color=INK, lw=1.6, ls=(0, (4, 2)), zorder=1)
    drawn = [row for row in places.values() if not np.isnan(row[0])]
    low = min([line, *(row[1] for row in drawn)]) - 0.012
    high = max([line, *(row[2] for row in drawn)]) + 0.012
    for place, row in enumerate(places.values()):
        _interval(ax, place, row, line, len(places) <= MOST_NAMED)
        if np.isnan(row[0]):
            ax.text(low, place, "  says nothing to judge", va="center", fontsize=9, color=INK)
    ax.set(ylim=(len(places) - 0.4, -0.6), xlim=(low, high))
    named = list(places) if len(places) <= MOST_NAMED else []
    ax.set_yticks(range(len(named)), named, fontsize=10.5)
    ax.xaxis.set_major_formatter(lambda value, _: f"{round(100 * value, 3):g} %")
    ax.locator_params(axis="x", nbins=9, steps=[1, 2, 5, 10])
    quiet(ax, label, "")
    ax.text(
        line, 1.02, f"{line_name} {100 * line:.1f} %", transform=ax.get_xaxis_transform(),
        ha="center", va="bottom", fontsize=10, color=INK,
    )  # fmt: skip
    figure.text(0.02, 1 - 0.09 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    told = "; ".join(_told(name, row, line) for name, row in list(places.items())[:MOST_NAMED])
    return Picture(
        figure, f"{title or 'Intervals'}, against {line_name} {100 * line:.1f} %: {told}."
    )


def _interval(ax: Axes, place: int, row: tuple[float, ...], line: float, roomy: bool) -> None:
    share, low, high = row
    if np.isnan(share):
        return
    paint, mark = (ABOVE, "^") if low > line else (BELOW, "v") if high < line else (ASTRIDE, "o")
    ax.plot([low, high], [place, place], color=paint, lw=3 if roomy else 1.6, zorder=2)
    ax.plot([share], [place], mark, ms=9 if roomy else 4, color=paint, mec="white", zorder=3)


def _told(name: str, row: tuple[float, ...], line: float) -> str:
    share, low, high = row
    if np.isnan(share):
        return f"{name} says nothing to judge"
    where = "above" if low > line else "below" if high < line else "across"
    return f"{name} {100 * share:.1f} % ({100 * low:.1f} to {100 * high:.1f}, {where} the line)"
