"""Pictures of tables with several columns: a window over all of them, and what each is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import FAINT, INK
from course_lib.figures import Picture, new_figure, quiet, series
from course_lib.window_pictures import TARGET

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]

AHEAD = "#00838F"
"""A column that is known ahead, and its shifted window."""

ABOVE, BELOW = "#B25E00", "#3F51B5"
"""Dots with the sun and dots with rain; triangles that point up and down tell them apart."""

SAYERS = (("#C2185B", (0, ())), ("#5A5A66", (0, (3, 1.5))), ("#00838F", (0, (1.2, 1.2))))
MOST_FRAMES = 42


def draw_cross(
    across: Any, up: Any, sign: Any, *, labels: Sequence[str], title: str = ""
) -> Picture:
    """Draws one thing against another, and tells by triangles whether a third is above zero.

    Args:
        across: values, (points,).
        up: values, (points,).
        sign: the third thing, (points,); only its sign is shown.
        labels: what goes across, what goes up, what an upward triangle means, and a downward one.
        title: a line above the picture.

    Returns:
        A ``Picture``; a line through all dots lies on top of them.
    """
    points = series({"across": across, "up": up, "sign": sign})
    x, y, above = points["across"], points["up"], points["sign"] > 0
    figure = new_figure(8.6, 4.3)
    ax = figure.add_axes((0.09, 0.13, 0.57, 0.72))
    quiet(ax, labels[0], labels[1], size=8.5)
    ax.axhline(0, color=FAINT, lw=1, zorder=0)
    slopes = {}
    ends = np.array([float(x.min()), float(x.max())])
    for name, kept, paint, mark in (
        (labels[2], above, ABOVE, "^"),
        (labels[3], ~above, BELOW, "v"),
        ("all of them", np.ones(len(x), dtype=bool), INK, ""),
    ):
        slope, level = np.polyfit(x[kept], y[kept], 1)
        slopes[name] = float(slope)
        if mark:
            ax.plot(x[kept], y[kept], mark, color=paint, ms=4.5, alpha=0.45, mew=0)
        style = (0, ()) if mark else (0, (5, 2))
        ax.plot(ends, level + slope * ends, color=paint, lw=2.8, ls=style, zorder=4)
    notes = (
        (0.74, ABOVE, "▲", labels[2], "upwards"),
        (0.52, BELOW, "▼", labels[3], "downwards"),
        (0.30, INK, "- -", "all of them", "hardly any slope"),
    )
    for height, paint, mark, name, _ in notes:
        figure.text(0.69, height, f"{mark}  {name}", fontsize=11.5, color=paint, weight="bold")
        words = f"slope of the line: {slopes[name]:+.2f}"
        figure.text(0.69, height - 0.065, words, fontsize=10.5, color=INK)
    figure.text(0.02, 0.975, title, fontsize=12.5, weight="bold", color=INK, va="top")
    told = ", ".join(f"{name} {slope:+.2f}" for name, slope in slopes.items())
    return Picture(
        figure, f"{title or 'A cross'}: {labels[1]} against {labels[0]}; slopes: {told}."
    )


def draw_columns(  # noqa: PLR0913 - what a window over a table is made of
    table: Any,
    names: Sequence[str],
    *,
    start: int,
    T: int,  # noqa: N803 - the letters of the course
    horizon: int,
    target: int,
    known_future: Sequence[int] = (),
    title: str = "",
) -> Picture:
    """Draws a table as strips above each other, one window over all of them, and its target.

    Args:
        table: one row a step, one column a strip, (L, D).
        names: of the columns.
        start: first step of the window.
        T: steps of the window.
        horizon: how far the target lies behind its last step.
        target: column of the target.
        known_future: columns whose window lies that much later, for they are known ahead.
        title: a line above the picture.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the window does not fit into the table, or a name is missing.
    """
    rows = _table(table, names)
    now = start + T - 1
    if not 0 <= start <= now < now + horizon < len(rows):
        raise ValueError(f"a window from {start} on, {T} + {horizon} long, in {len(rows)} steps")
    figure = new_figure(9.2, 0.95 * len(names) + 1.0)
    axes = _strips(figure, rows, names, 0.42, 0.55)
    for column, ax in enumerate(axes):
        ahead = horizon if column in known_future else 0
        _frame(ax, rows[:, column], (start + ahead, now + ahead), ahead=bool(ahead))
        ax.axvline(now, color=INK, lw=1, ls=(0, (2, 2)), zorder=0)
    axes[target].plot(
        [now + horizon],
        [rows[now + horizon, target]],
        "o",
        ms=11,
        mfc="none",
        mew=2.4,
        color=TARGET,
    )
    axes[0].text(now, 1.04, "now", transform=axes[0].get_xaxis_transform(), ha="center", fontsize=9)
    figure.text(0.02, 0.985, title, fontsize=12.5, weight="bold", color=INK, va="top")
    known = ", ".join(names[column] for column in known_future)
    words = f"; known ahead, and so {horizon} later: {known}" if known else ""
    return Picture(
        figure,
        f"{title or 'A window'}: steps {start} to {now} of {', '.join(names)}{words}; the target "
        f"is {names[target]} at step {now + horizon}.",
    )


def animate_columns(  # noqa: PLR0913 - what a window over a table is made of
    table: Any,
    names: Sequence[str],
    said: Mapping[str, Any],
    *,
    T: int,  # noqa: N803 - the letters of the course
    horizon: int = 1,
    target: int = 0,
    title: str = "",
    seconds: float = 7.0,
) -> Animation:
    """Lets a window walk over all columns, and draws what forecasters say as it goes.

    Args:
        table: one row a step, one column a strip, (L, D).
        names: of the columns.
        said: forecasts of the target by forecaster, one for each window, (L - T - horizon + 1,).
        T: steps of a window.
        horizon: how far a target lies behind its window.
        target: column of the target.
        title: a line above the picture.
        seconds: how long one round takes.

    Returns:
        An ``Animation``.

    Raises:
        ValueError: there is not one forecast for each window.
    """
    rows = _table(table, names)
    lines = series(said)
    windows = len(rows) - T - horizon + 1
    if any(len(line) != windows for line in lines.values()):
        raise ValueError(f"{windows} forecasts are needed, one for each window")
    shown = np.unique(np.linspace(0, windows - 1, MOST_FRAMES).astype(int))

    def draw(figure: Figure, frame: int) -> None:
        start = int(shown[frame])
        axes = _strips(figure, rows, names, 0.72, 0.5)
        for column, ax in enumerate(axes):
            _frame(ax, rows[:, column], (start, start + T - 1), ahead=False)
        steps = np.arange(start + 1) + T - 1 + horizon
        _sayers(
            figure, axes[target], steps, {name: line[: start + 1] for name, line in lines.items()}
        )
        figure.text(0.02, 0.975, title, fontsize=12, weight="bold", color=INK, va="top")

    came = rows[T - 1 + horizon :, target]
    gaps = ", ".join(f"{name} {np.mean((line - came) ** 2):.2f}" for name, line in lines.items())
    return animate(
        draw,
        len(shown),
        size=(8.2, 0.85 * len(names) + 1.2),
        seconds=seconds,
        alt=f"{title}: a window of {T} steps walks over {', '.join(names)}. "
        f"Squared errors: {gaps}.",
    )


def _sayers(
    figure: Figure, ax: Axes, steps: NDArray[Any], said: Mapping[str, NDArray[Any]]
) -> None:
    """What each forecaster has said so far, with a dot at the latest, and who is who."""
    handles = []
    for (name, line), (paint, style) in zip(said.items(), SAYERS, strict=False):
        handles += ax.plot(steps, line, color=paint, ls=style, lw=2, label=name)
        ax.plot(steps[-1:], line[-1:], "o", color=paint, ms=6)
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.1, 0.925),
        ncols=len(said),
        frameon=False,
        fontsize=9.5,
    )


def draw_importance(
    importance: Mapping[str, Any], names: Sequence[str], *, title: str = "", label: str = ""
) -> Picture:
    """Draws how much worse each model gets when one column is mixed up, as bars.

    Args:
        importance: one number for each column, by the name of the model, (D,) each.
        names: of the columns.
        title: a line above the picture.
        label: what the bars show.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: a model has not one number for each column.
    """
    lines = series(importance)
    if any(len(line) != len(names) for line in lines.values()):
        raise ValueError(f"{len(names)} numbers for each model are needed: {', '.join(names)}")
    height = 0.36 * len(names) * (len(lines) + 0.6) + 1.25
    figure = new_figure(8.4, height)
    ax = figure.add_axes((0.14, 0.55 / height, 0.6, 1 - 1.15 / height))
    quiet(ax, label or "how much the squared error grows", "", size=8.5)
    thick = 0.84 / len(lines)
    for number, (name, line) in enumerate(lines.items()):
        paint = SAYERS[number % len(SAYERS)][0]
        hatch = ("", "///", "...")[number % 3]
        places = np.arange(len(names)) - 0.42 + thick * (number + 0.5)
        ax.barh(places, line, height=0.9 * thick, color=paint, hatch=hatch, ec="white", label=name)
        for place, value in zip(places, line, strict=True):
            text = f" {value:.3f} " if abs(value) < 10 else f" {value:.3g} "
            ax.text(max(float(value), 0.0), place, text, va="center", fontsize=9.5, color=INK)
    ax.axvline(0, color=INK, lw=1)
    low, high = (float(edge([edge(line) for line in lines.values()])) for edge in (min, max))
    ax.set(ylim=(len(names) - 0.45, -0.55), xlim=(1.1 * min(low, 0), 1.18 * max(high, 1e-6)))
    ax.set_yticks(range(len(names)), list(names), fontsize=11)
    ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), frameon=False, fontsize=10.5)
    figure.text(0.02, 1 - 0.08 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    told = "; ".join(
        f"{who}: " + ", ".join(f"{n} {v:.3f}" for n, v in zip(names, line, strict=True))
        for who, line in lines.items()
    )
    return Picture(figure, f"{title or 'Importance'}. {told}.")


def _table(table: Any, names: Sequence[str]) -> Array:
    if table is None:
        raise ValueError("the table is None: the function that makes it returns nothing yet")
    rows = np.asarray(table, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != len(names):
        raise ValueError(f"a table of shape {rows.shape} and {len(names)} names do not fit")
    return rows


def _strips(
    figure: Figure, rows: Array, names: Sequence[str], top: float, bottom: float
) -> list[Axes]:
    """One strip for each column, all over the same steps."""
    height = figure.get_figheight()
    axes = figure.subplots(len(names), 1, sharex=True, squeeze=False)[:, 0]
    figure.subplots_adjust(
        left=0.12, right=0.985, top=1 - top / height, bottom=bottom / height, hspace=0.16
    )
    for number, (ax, name) in enumerate(zip(axes, names, strict=True)):
        quiet(ax, "step" if number == len(names) - 1 else "", "", size=8.5)
        ax.plot(rows[:, number], color=INK, lw=3, alpha=0.3)
        low, high = float(rows[:, number].min()), float(rows[:, number].max())
        pad = 0.16 * (high - low or 1)
        ax.set(xlim=(-0.7, len(rows) - 0.3), ylim=(low - pad, high + pad))
        ax.tick_params(axis="x", labelbottom=number == len(names) - 1)
        ax.text(
            -0.055,
            0.5,
            name,
            transform=ax.transAxes,
            ha="right",
            va="center",
            fontsize=11,
            color=INK,
        )
    return list(axes)


def _frame(ax: Axes, values: Array, ends: tuple[int, int], *, ahead: bool) -> None:
    """A frame around some steps of a strip, with a dot at each of them."""
    first, last = ends
    paint, style = (AHEAD, (0, (3, 1.2))) if ahead else (INK, "solid")
    ax.axvspan(first - 0.45, last + 0.45, fill=False, edgecolor=paint, lw=2, ls=style, zorder=3)
    steps = np.arange(first, last + 1)
    ax.plot(steps, values[first : last + 1], "." if not ahead else "D", color=paint, ms=5, zorder=4)
