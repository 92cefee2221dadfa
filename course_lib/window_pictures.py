"""Pictures of series as material: a gallery, a strip cut into parts, windows moving along it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import FAINT, INK
from course_lib.figures import Picture, new_figure, quiet, series
from course_lib.generated_series import TimeSeries

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PARTS: Mapping[str, str] = {"train": "#DDE5F2", "validation": "#F7ECC2", "test": "#F8D9DE"}
"""Ground of each part of a strip; every part is also labelled by its word."""

TARGET = "#C2185B"
"""The value that a window is to foretell."""

_MOST_FRAMES = 34


def draw_gallery(
    gallery: Mapping[str, TimeSeries], *, reveal: bool = True, title: str = ""
) -> Picture:
    """Draws several series, two side by side.

    Args:
        gallery: series by letter.
        reveal: whether to write what each one is, its unit, its dates and its source.
        title: a line above the pictures.

    Returns:
        A ``Picture``.
    """
    rows = (len(gallery) + 1) // 2
    height = 1.55 * rows + 0.45
    figure = new_figure(9.2, height)
    figure.text(0.02, 1 - 0.12 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    for number, (letter, one) in enumerate(gallery.items()):
        row, column = divmod(number, 2)
        bottom = (height - 0.45 - 1.55 * (row + 1) + 0.42) / height
        ax = figure.add_axes((0.065 + 0.5 * column, bottom, 0.42, 0.82 / height))
        quiet(ax, size=8)
        across = one.time if reveal else np.arange(len(one))
        ax.plot(across, one.values, color=INK, lw=0.9 if len(one) > 300 else 1.2)
        ax.text(-0.1, 1.1, letter, transform=ax.transAxes, fontsize=14, weight="bold", color=INK)
        if reveal:
            _label(ax, one)
        else:
            ax.set_xticks([])
            ax.set_yticks([])
    words = (
        "; ".join(f"{key} is {one.name}, {one.source}" for key, one in gallery.items())
        if reveal
        else f"{len(gallery)} series, {', '.join(gallery)}, without names"
    )
    return Picture(figure, f"{title or 'Gallery'}: {words}.")


def _label(ax: Axes, one: TimeSeries) -> None:
    """What it is above the picture, where it comes from below that."""
    unit = f", {one.unit}" if one.unit else ""
    ax.text(-0.02, 1.23, one.name + unit, transform=ax.transAxes, fontsize=10.5, color=INK)
    ax.text(-0.02, 1.07, one.source, transform=ax.transAxes, fontsize=8, color="#5A5A66")
    if np.issubdtype(one.time.dtype, np.datetime64):
        chosen, unit = first_days_of_years(one.time), "Y"
        if len(chosen) < 3:
            chosen, unit = one.time[np.linspace(0, 0.92 * (len(one) - 1), 4).astype(int)], "D"
        ax.set_xticks(chosen, [str(day) for day in chosen.astype(f"datetime64[{unit}]")])


def first_days_of_years(time: Any, most: int = 5) -> NDArray[np.datetime64]:
    """Where an axis of dates may say a year: at its beginning, and at even distances.

    Args:
        time: dates, oldest first, (L,).
        most: the largest number of them.

    Returns:
        First days of years, oldest first, datetime64[D]. A series that begins within the first two
        weeks of a year has that year among them.
    """
    days = np.asarray(time).astype("datetime64[D]")
    years = np.arange(days[0].astype("datetime64[Y]"), days[-1].astype("datetime64[Y]") + 1)
    starts = years.astype("datetime64[D]")
    years = years[starts >= days[0] - np.timedelta64(14, "D")]
    for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500):
        even = years[(years.astype(int) + 1970) % step == 0]
        if len(even) <= most:
            break
    chosen: NDArray[np.datetime64] = even.astype("datetime64[D]")
    return chosen


def draw_parts(
    values: Any, parts: Sequence[slice], *, title: str = "Your split", step: str = "step"
) -> Picture:
    """Draws a series on the coloured ground of its three parts.

    Args:
        values: the series, (L,).
        parts: three slices of it: training, validation, test.
        title: a line above the picture.
        step: what one step along the axis is.

    Returns:
        A ``Picture``.
    """
    line = series({"the series": values})["the series"]
    figure = new_figure(9.2, 2.6)
    ax = figure.add_axes((0.06, 0.2, 0.92, 0.55))
    quiet(ax, size=8)
    _ground(ax, len(line), parts)
    ax.plot(line, color=INK, lw=0.9)
    ax.set_xlim(-0.5, len(line) - 0.5)
    ax.set_xlabel(step, fontsize=10, color=INK)
    ax.set_title(title, loc="left", fontsize=12.5, weight="bold", color=INK, pad=22)
    spans = [part.indices(len(line))[:2] for part in parts]
    words = ", ".join(f"{name} {a} to {b}" for name, (a, b) in zip(PARTS, spans, strict=True))
    return Picture(figure, f"{title}: {words}, of {len(line)} steps.")


def _ground(ax: Axes, length: int, parts: Sequence[slice]) -> None:
    """Colours the ground of each part, hatches what belongs to none, and names the parts."""
    if len(parts) != len(PARTS):
        raise ValueError(f"three parts are drawn, and these are {len(parts)}")
    ax.axvspan(-0.5, length - 0.5, facecolor="white", edgecolor=FAINT, hatch="////", lw=0, zorder=0)
    for (name, paint), part in zip(PARTS.items(), parts, strict=True):
        start, stop, _ = part.indices(length)
        ax.axvspan(start - 0.5, stop - 0.5, color=paint, lw=0, zorder=0.5)
        ax.text(
            (start + stop) / 2 - 0.5,
            1.03,
            f"{name}: {stop - start}",
            transform=ax.get_xaxis_transform(),
            ha="center",
            va="bottom",
            fontsize=9.5,
            color=INK,
        )


def draw_windows(X: Any, y: Any, *, title: str = "Your windows") -> Picture:  # noqa: N803
    """Draws windows as rows of numbers, each with its target.

    Args:
        X: windows, (M, T, 1); the first dozen is drawn.
        y: their targets, (M,).
        title: a line above the picture.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the shapes are not those of windows and targets.
    """
    rows, goals = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if rows.ndim != 3 or goals.shape != rows.shape[:1]:
        raise ValueError(f"X has shape {rows.shape} and y {goals.shape}: (M, T, D) and (M,) fit")
    rows, goals = rows[:12, :, 0], goals[:12]
    count, T = rows.shape  # noqa: N806 - the letters of the course
    height = 0.34 * count + 1.0
    figure = new_figure(0.62 * (T + 3) + 1.2, height)
    ax = figure.add_axes((0.02, 0.02, 0.96, 1 - 0.75 / height))
    ax.set(xlim=(-1.4, T + 2.2), ylim=(count - 0.3, -0.6))
    ax.axis("off")
    low, span = float(rows.min()), float(np.ptp(np.r_[rows.ravel(), goals])) or 1.0
    for m in range(count):
        ax.text(-0.7, m, f"row {m}", ha="right", va="center", fontsize=9, color=INK)
        for t, value in enumerate([*rows[m], goals[m]]):
            target = t == T
            shade = 1 - 0.5 * (value - low) / span
            fill = "white" if target else (0.75 * shade, 0.82 * shade, min(1.0, 1.05 * shade))
            _cell(ax, (t + 0.9 * target, m), value, fill, TARGET if target else "white")
    for at, word in ((T / 2 - 0.5, "X: what is fed in"), (T + 0.9, "y")):
        ax.text(at, -0.75, word, ha="center", va="bottom", fontsize=10.5, color=INK)
    figure.text(0.02, 1 - 0.08 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    return Picture(figure, f"{title}: row 0 is {_listed(rows[0])} with the target {goals[0]:g}.")


def _cell(ax: Axes, at: tuple[float, int], value: float, fill: Any, edge: str) -> None:
    from matplotlib.patches import Rectangle

    across, row = at
    thick = 2.2 if edge == TARGET else 1.2
    ax.add_patch(
        Rectangle((across - 0.47, row - 0.42), 0.94, 0.84, facecolor=fill, edgecolor=edge, lw=thick)
    )
    dark = fill != "white" and sum(fill) < 1.45
    paint = "white" if dark else INK
    ax.text(across, row, f"{value:g}", ha="center", va="center", fontsize=9.5, color=paint)


def animate_windows(  # noqa: PLR0913 - what a window is made of
    values: Any,
    X: Any,  # noqa: N803 - the letters of the course
    y: Any,
    horizon: int,
    parts: Sequence[slice],
    *,
    seconds: float = 7.0,
) -> Animation:
    """Lets windows move along a strip, and shows to which part each of them belongs.

    Args:
        values: the series, (L,).
        X: its windows, (M, T, 1), which are drawn as dots over the series: they lie on it.
        y: their targets, (M,), each drawn as a ring.
        horizon: how far a target lies behind its window.
        parts: three slices of the series: training, validation, test.
        seconds: how long one round takes.

    Returns:
        An ``Animation``.

    Raises:
        ValueError: the shapes are not those of windows and targets of this series.
    """
    line = series({"the series": values})["the series"]
    rows, goals = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    fitting = rows.ndim == 3 and goals.shape == rows.shape[:1]
    if not fitting or len(rows) + rows.shape[1] + horizon - 1 != len(line):
        raise ValueError(f"windows {rows.shape}, targets {goals.shape} of {len(line)} steps")
    shown = np.unique(np.linspace(0, len(rows) - 1, _MOST_FRAMES).astype(int))

    def draw(figure: Figure, frame: int) -> None:
        m = int(shown[frame])
        _strip(figure, line, parts, m, rows[m, :, 0], float(goals[m]), horizon)

    return animate(
        draw,
        len(shown),
        size=(7.8, 3.1),
        seconds=seconds,
        alt=(
            f"A window of {rows.shape[1]} steps moves along a series of {len(line)}, its target "
            f"{horizon} further on, through training, validation and test; where it touches "
            "two parts or a gap it turns grey and belongs to none."
        ),
    )


def _strip(  # noqa: PLR0913, PLR0917 - one frame
    figure: Figure,
    line: NDArray[np.float64],
    parts: Sequence[slice],
    m: int,
    row: NDArray[np.float64],
    goal: float,
    horizon: int,
) -> None:
    """One frame: the strip with the window on it, and the window by itself below."""
    last = m + len(row) - 1
    owner = _owner(m, last + horizon, len(line), parts)
    paint = INK if owner else "#9A9AA6"
    ax = figure.add_axes((0.05, 0.45, 0.93, 0.4))
    quiet(ax, size=8)
    _ground(ax, len(line), parts)
    ax.plot(line, color="#9A9AA6", lw=1)
    low, high = float(line.min()), float(line.max())
    pad = 0.12 * (high - low)
    ax.set(xlim=(-0.5, len(line) - 0.5), ylim=(low - pad, high + pad), yticks=[])
    ax.axvspan(m - 0.5, last + 0.5, fill=False, edgecolor=paint, lw=2)
    ax.plot(np.arange(m, last + 1), row, ".", color=paint, ms=5)
    ax.plot([last + horizon], [goal], "o", ms=9, mfc="none", mew=2.4, color=TARGET)
    below = figure.add_axes((0.05, 0.07, 0.5, 0.25))
    quiet(below, size=8)
    below.set(xlim=(-1, len(row) + horizon), ylim=(low - pad, high + pad), xticks=[], yticks=[])
    below.plot(row, ".-", color=paint, ms=5, lw=0.8)
    below.plot([len(row) - 1 + horizon], [goal], "o", ms=9, mfc="none", mew=2.4, color=TARGET)
    says = f"row {m}: {len(row)} numbers in, 1 to foretell"
    figure.text(0.58, 0.22, says, fontsize=10.5, color=INK)
    word = f"belongs to: {owner}" if owner else "crosses a border: out"
    figure.text(0.58, 0.1, word, fontsize=11.5, color=paint, weight="bold")


def _owner(first: int, last: int, length: int, parts: Sequence[slice]) -> str:
    """The part that holds all steps from the first to the last, or nothing."""
    for name, part in zip(PARTS, parts, strict=True):
        start, stop, _ = part.indices(length)
        if start <= first and last < stop:
            return name
    return ""


def _listed(row: NDArray[np.float64]) -> str:
    return ", ".join(f"{value:g}" for value in row)
