"""What goes on in a stack: activity by floor, errors and their spread, a film of a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import COLOURS, FAINT, INK
from course_lib.figures import Picture, new_figure, quiet, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HIDDEN, SAID = COLOURS["hidden"], COLOURS["output"]
BOTH_WAYS = "PuOr_r"
"""Purple below zero, orange above: told apart in every kind of colour vision."""
STEPS_A_FRAME = 3
Array = NDArray[np.float64]


def draw_floors(
    floors: Mapping[str, Any], *, inputs: Any = None, largest: float | None = None, title: str = ""
) -> Picture:
    """Draws the activity of each floor of a stack over the same time, the ground floor lowest.

    Args:
        floors: one array for each floor, from the ground up, (T, H) or (1, T, H).
        inputs: what the ground floor reads, (T,), drawn below it if given.
        largest: the value with the fullest colour; by default the largest there is.
        title: a line above it all.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: a floor is missing, belongs to several examples, or does not fit the others.
    """
    maps = {name: _activity(name, values) for name, values in floors.items()}
    if not maps:
        raise ValueError("a stack needs at least one floor")
    read = None if inputs is None else series({"inputs": inputs})["inputs"]
    steps = len(next(iter(maps.values())))
    for name, length in [*((n, len(m)) for n, m in maps.items())] + (
        [] if read is None else [("inputs", len(read))]
    ):
        if length != steps:
            raise ValueError(f"{name} has {length} steps and the ground floor {steps}")
    full = largest or max(float(np.abs(values).max()) for values in maps.values()) or 1.0
    tall = [0.22 * values.shape[1] + 0.2 for values in maps.values()]
    below = 1.25 if read is not None else 0.55
    height = sum(tall) + below + 0.12 * len(tall) + (0.42 if title else 0.1)
    figure = new_figure(9.2, height)
    base = below
    for (name, values), size in zip(maps.items(), tall, strict=True):
        ax = figure.add_axes((0.15, base / height, 0.83, size / height))
        _heat(ax, values, full)
        ax.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=11, color=HIDDEN)
        if base > below or read is not None:
            ax.set_xticklabels([])
        base += size + 0.12
    if read is not None:
        ax = figure.add_axes((0.15, 0.5 / height, 0.83, 0.62 / height))
        ax.plot(np.arange(steps), read, ".-", color=INK, lw=1, ms=5)
        ax.set_xlim(-0.5, steps - 0.5)
        quiet(ax, size=8.5)
        ax.set_ylabel("$x$", rotation=0, ha="right", va="center", fontsize=13, color=INK)
    ax = figure.axes[0] if read is None else figure.axes[-1]
    ax.set_xlabel("step", fontsize=10, color=INK)
    if title:
        figure.text(0.15, 1 - 0.26 / height, title, fontsize=12.5, weight="bold", color=INK)
    words = (
        f"{name}: {values.shape[1]} units, first moved at step {_first(values)}"
        for name, values in maps.items()
    )
    return Picture(figure, f"{title or 'Floors of a stack'}. {'; '.join(words)}.")


def draw_whiskers(
    errors: Mapping[str, Any],
    *,
    lines: Mapping[str, float] | None = None,
    label: str = "mean squared error",
    title: str = "",
) -> Picture:
    """Draws a bar for the mean of some errors, a whisker from best to worst, a dot for each.

    Args:
        errors: the errors of one net each, one for every seed, any length from 1.
        lines: errors to compare with, drawn as dashed lines, or named if they are far away.
        label: what the axis shows.
        title: a line above the chart.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: a net has no errors.
    """
    rows = {name: np.asarray(values, dtype=np.float64).ravel() for name, values in errors.items()}
    if not rows or any(len(values) == 0 for values in rows.values()):
        raise ValueError("every net needs at least one error")
    height = 1.05 + 0.62 * len(rows) + (0.3 if title else 0)
    figure = new_figure(8.4, height)
    ax = figure.add_axes((0.2, 0.62 / height, 0.74, (0.62 * len(rows)) / height))
    worst = max(float(values.max()) for values in rows.values())
    for place, values in enumerate(reversed(rows.values())):
        _bar(ax, place, values)
    ax.set_yticks(range(len(rows)), list(reversed(rows)), fontsize=11, color=INK)
    ax.set_xlim(0, 1.25 * worst)
    far = []
    for name, value in (lines or {}).items():
        if value > 1.22 * worst:
            far.append(f"{name}: {value:.4g}, off the page")
            continue
        ax.axvline(value, color=INK, lw=1.4, ls=(0, (4, 2)), zorder=2)
        above = ax.get_xaxis_transform()
        ax.text(value, 1.02, name, transform=above, ha="center", va="bottom", fontsize=9.5)
    quiet(ax, size=8.5)
    ax.set_xlabel(label + (f"   ({'; '.join(far)})" if far else ""), color=INK, fontsize=10)
    if title:
        figure.text(0.2, 1 - 0.27 / height, title, fontsize=12.5, weight="bold", color=INK)
    parts = [
        f"{name}: mean {values.mean():.2g}, from {values.min():.2g} to {values.max():.2g}"
        for name, values in rows.items()
    ]
    parts += [f"{name} {value:.2g}" for name, value in (lines or {}).items()]
    return Picture(figure, f"{title or 'Errors'}: {'; '.join(parts)}.")


def _bar(ax: Axes, place: int, values: Array) -> None:
    """The mean of some errors as a bar, with a whisker from best to worst and a dot for each."""
    mean = values.mean()
    ax.barh(place, mean, height=0.62, color=FAINT, zorder=1)
    ends = [[mean - values.min()], [values.max() - mean]]
    ax.errorbar(mean, place, xerr=ends, color=INK, lw=2, capsize=7, capthick=2, zorder=3)
    ax.plot(values, np.full(len(values), place), "o", ms=7, color=SAID, mec="white", zorder=4)


def animate_forecast(
    values: Any,
    forecast: Any,
    *,
    horizon: int,
    floors: Mapping[str, Any] | None = None,
    title: str = "",
) -> Animation:
    """A film in which a forecast is drawn ahead of what it forecasts.

    Args:
        values: what really happened, (L,).
        forecast: for each of these times what had been forecast for it, (L,); NaN for none.
        horizon: how many steps ahead it was said.
        floors: activity of each floor of the net while it reads, (L, H), from the ground up.
        title: a line above the film.

    Returns:
        An ``Animation``.

    Raises:
        ValueError: the lengths do not fit, or the horizon is longer than the film.
    """
    lines = series({"values": values, "forecast": forecast})
    truth, said = lines["values"], lines["forecast"]
    maps = {name: _activity(name, array) for name, array in (floors or {}).items()}
    odd = [name for name, array in maps.items() if len(array) != len(truth)]
    if odd:
        raise ValueError(f"{odd[0]} has {len(maps[odd[0]])} steps and the film {len(truth)}")
    if not 0 < horizon < len(truth):
        raise ValueError(f"a horizon of {horizon} does not fit a film of {len(truth)} steps")
    moments = np.arange(len(truth) - horizon - 1, -1, -STEPS_A_FRAME)[::-1]
    full = max((float(np.abs(array).max()) for array in maps.values()), default=1.0) or 1.0
    low, high = float(np.nanmin(np.r_[truth, said])), float(np.nanmax(np.r_[truth, said]))
    pad = 0.12 * (high - low or 1.0)

    def draw(figure: Figure, frame: int) -> None:
        now = int(moments[frame])
        top = 0.86 if title else 0.96
        split = 0.46 if maps else 0.17
        ax = figure.add_axes((0.13, split, 0.85, top - split))
        _pens(ax, truth, said, now, horizon)
        ax.set(xlim=(-0.5, len(truth) - 0.5), ylim=(low - pad, high + pad))
        _rooms(figure, maps, now, split, full)
        figure.axes[1 if maps else 0].set_xlabel("step", fontsize=9, color=INK)
        if maps:
            ax.set_xticklabels([])
        if title:
            figure.text(0.13, 0.92, title, fontsize=11.5, weight="bold", color=INK)

    kept = ~np.isnan(said)
    miss = float(np.sqrt(np.mean((said[kept] - truth[kept]) ** 2))) if kept.any() else float("nan")
    return animate(
        draw,
        len(moments),
        size=(7.6, 4.4) if maps else (7.6, 3.0),
        seconds=0.16 * len(moments),
        alt=f"{title or 'A film of a forecast'}: what is said {horizon} steps ahead is drawn "
        f"before it happens; typical miss {miss:.2g}, between {low:.2f} and {high:.2f}.",
    )


def _pens(ax: Axes, truth: Array, said: Array, now: int, horizon: int) -> None:
    """The two pens of the film: one writes what happens, the other one runs ahead."""
    steps, ahead = np.arange(len(truth)), now + horizon
    ax.axvline(now, color=FAINT, lw=1.5, zorder=0)
    ax.plot(steps[: ahead + 1], said[: ahead + 1], color=SAID, lw=3.6, alpha=0.55)
    ax.plot(steps[: now + 1], truth[: now + 1], color=INK, lw=1.8)
    ax.plot([now], [truth[now]], "o", ms=7, color=INK, label="now")
    if not np.isnan(said[ahead]):
        ax.plot([ahead], [said[ahead]], "D", ms=7, color=SAID, label=f"said now, {horizon} ahead")
    ax.legend(
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        fontsize=8.5,
        frameon=False,
        ncols=2,
        borderaxespad=0.1,
    )
    quiet(ax, size=8.5)


def _rooms(figure: Figure, maps: Mapping[str, Array], now: int, top: float, full: float) -> None:
    """What each floor has in mind up to now, the ground floor lowest, below a height."""
    each = (top - 0.13) / max(1, len(maps))
    for number, (name, array) in enumerate(maps.items()):
        room = figure.add_axes((0.13, 0.12 + each * number, 0.85, each * 0.86))
        _heat(room, np.where(np.arange(len(array))[:, None] <= now, array, np.nan), full)
        room.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=9.5, color=HIDDEN)
        if number:
            room.set_xticklabels([])


def _heat(ax: Axes, values: Array, full: float) -> None:
    ax.imshow(
        values.T, cmap=BOTH_WAYS, vmin=-full, vmax=full, aspect="auto", interpolation="nearest"
    )
    ax.set_yticks([])
    ax.tick_params(colors=INK, labelsize=8.5, color=FAINT)
    ax.spines[:].set_color(FAINT)


def _first(values: Array) -> int | str:
    """The first step at which a floor is not at rest."""
    moved = np.flatnonzero(np.abs(values).max(axis=1) > 1e-12)
    return int(moved[0]) if len(moved) else "none"


def _activity(name: str, values: Any) -> Array:
    """One floor's activity as (time, units)."""
    if values is None:
        raise ValueError(f"{name} is None: the function that makes it returns nothing yet")
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 3 and len(array) == 1:
        array = array[0]
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}; one example is drawn, (time, units)")
    return array
