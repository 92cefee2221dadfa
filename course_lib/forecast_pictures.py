"""Pictures of forecasts: lines beside the truth, scores above a floor, what a series remembers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import INK
from course_lib.figures import Picture, new_figure, quiet, series

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORECASTERS: Mapping[str, tuple[str, Any]] = {
    "parrot": ("#C2185B", (0, (4, 1.5))),
    "calendar": ("#00838F", (0, (1.2, 1.2))),
    "linear": ("#E65100", (0, ())),
    "machine": ("#C2185B", (0, (4, 1.5))),  # it is a parrot, as assignment 12 finds out
}
"""Colour and line of each forecaster, by the first word of its name."""

_OTHERS = (("#5E35B1", (0, (6, 1.5, 1.2, 1.5))), ("#5A5A66", (0, (2, 2))))


def draw_forecasts(
    truth: Any,
    forecasts: Mapping[str, Any],
    *,
    title: str = "",
    labels: tuple[str, str] = ("step", ""),
) -> Picture:
    """Draws what came and what was foretold.

    Args:
        truth: the series, (steps,).
        forecasts: by name, each (steps,); a name that begins with a word of FORECASTERS
            gets its colour.
        title: a line above the picture.
        labels: what the two axes show.

    Returns:
        A ``Picture``.
    """
    lines = series({"the series": truth, **forecasts})
    true = lines.pop("the series")
    figure = new_figure(9.2, 3.2)
    ax = figure.add_axes((0.075, 0.16, 0.905, 0.62))
    quiet(ax, *labels)
    steps = np.arange(len(true))
    ax.plot(steps, true, color=INK, lw=3.4, alpha=0.35, label="what came")
    for number, (name, values) in enumerate(lines.items()):
        paint, style = _look(name, number)
        ax.plot(steps, values, color=paint, ls=style, lw=1.7, label=name)
    ax.set_xlim(0, max(1, len(true) - 1))
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        ncols=len(lines) + 1,
        frameon=False,
        fontsize=10,
        handlelength=3,
    )
    figure.text(0.02, 0.985, title, fontsize=12.5, weight="bold", color=INK, va="top")
    gaps = {name: float(np.mean(np.abs(true - values))) for name, values in lines.items()}
    words = ", ".join(f"{name} is off by {gap:.3f}" for name, gap in gaps.items())
    return Picture(figure, f"{title or 'Forecasts'}: on average {words}.")


def draw_scores(
    scores: Mapping[str, float],
    *,
    floor: float | None = None,
    title: str = "",
    label: str = "mean absolute error",
) -> Picture:
    """Draws errors as bars, shorter is better, and the floor that nobody gets below.

    Names that begin with the same word have the same colour.

    Args:
        scores: the error by the forecaster's name.
        floor: the error that no forecast can avoid, or None where it is not known.
        title: a line above the picture.
        label: what the bars show.

    Returns:
        A ``Picture``.
    """
    height = 0.42 * len(scores) + 1.25
    figure = new_figure(8.2, height)
    ax = figure.add_axes((0.27, 0.55 / height, 0.68, 1 - 1.2 / height))
    quiet(ax, label, "")
    kinds = list(dict.fromkeys(word for word in map(_kind, scores) if word not in FORECASTERS))
    for number, (name, value) in enumerate(scores.items()):
        word = _kind(name)
        paint, _ = _look(word, kinds.index(word) if word in kinds else 0)
        ax.barh(number, float(value), color=paint, height=0.66)
        ax.text(float(value), number, f" {float(value):.3f}", va="center", fontsize=10, color=INK)
    ax.set_yticks(range(len(scores)), list(scores), fontsize=10.5)
    ax.set(ylim=(len(scores) - 0.5, -0.5), xlim=(0, 1.15 * max(map(float, scores.values()))))
    if floor is not None:
        ax.axvline(floor, color=INK, lw=1.6, ls=(0, (4, 2)))
        words = f"floor {floor:.3f}"
        ax.text(floor, -0.56, words, ha="center", va="bottom", fontsize=9.5, color=INK)
    figure.text(0.02, 1 - 0.08 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    told = ", ".join(f"{name} {float(value):.3f}" for name, value in scores.items())
    below = f"; the floor is {floor:.3f}" if floor is not None else ""
    return Picture(figure, f"{title or 'Scores'}: {told}{below}.")


def draw_contest(
    pairs: Mapping[str, tuple[float, float]], *, title: str = "Parrot against calendar"
) -> Picture:
    """Draws, for several series, how large the calendar's error is beside the parrot's.

    Args:
        pairs: by the name of the series, the error of the parrot and that of the calendar.
        title: a line above the picture.

    Returns:
        A ``Picture``.
    """
    ratios = {name: float(calendar) / float(parrot) for name, (parrot, calendar) in pairs.items()}
    height = 0.44 * len(pairs) + 1.35
    figure = new_figure(8.6, height)
    ax = figure.add_axes((0.3, 0.6 / height, 0.66, 1 - 1.3 / height))
    quiet(ax, "calendar's error, in parrots", "")
    ax.set_xscale("log")
    for number, ratio in enumerate(ratios.values()):
        paint, _ = FORECASTERS["parrot" if ratio > 1 else "calendar"]
        ax.plot([1, ratio], [number, number], color=paint, lw=4, solid_capstyle="butt")
        ax.plot([ratio], [number], "o", ms=9, color=paint)
        side = "left" if ratio > 1 else "right"
        ax.annotate(
            f"{ratio:.2f}",
            (ratio, number),
            xytext=(9 if ratio > 1 else -9, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=10,
            color=INK,
        )
    ax.axvline(1, color=INK, lw=1.6)
    ax.set_yticks(range(len(ratios)), list(ratios), fontsize=10)
    low, high = 0.55 * min(*ratios.values(), 0.35), 1.7 * max(*ratios.values(), 3)
    ax.set(ylim=(len(pairs) - 0.5, -0.5), xlim=(low, high))
    steps = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
    ticks = [tick for tick in steps if low <= tick <= high]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    for at, word, side, who in (
        (0.94, "← the calendar is better", "right", "calendar"),
        (1.06, "the parrot is better →", "left", "parrot"),
    ):
        paint = FORECASTERS[who][0]
        ax.text(at, -0.62, word, ha=side, va="bottom", fontsize=10, color=paint)
    figure.text(0.02, 1 - 0.08 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    told = ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items())
    return Picture(figure, f"{title}: the calendar's error divided by the parrot's: {told}.")


def draw_autocorrelation(
    rows: Mapping[str, Any], *, marks: tuple[int, ...] = (), title: str = ""
) -> Picture:
    """Draws how much series have in common with their own past, lag after lag.

    Args:
        rows: autocorrelations by the name of the series, each (lags + 1,), from lag 0 on.
        marks: lags to mark with a triangle and a number.
        title: a line above the picture.

    Returns:
        A ``Picture``.
    """
    values = {name: series({name: row})[name] for name, row in rows.items()}
    height = 1.15 * len(values) + 0.85
    figure = new_figure(9.2, height)
    for number, (name, row) in enumerate(values.items()):
        bottom = (height - 0.42 - 1.15 * (number + 1) + 0.12) / height
        ax = figure.add_axes((0.24, bottom, 0.74, 0.86 / height))
        quiet(ax, "", "")
        lags = np.arange(len(row))
        ax.axhline(0, color=INK, lw=0.8)
        ax.vlines(lags, 0, row, color="#5A5A66", lw=min(4.0, 320 / len(row)))
        ax.set(xlim=(-0.02 * len(row), 1.01 * len(row)), ylim=(-1.05, 1.12), yticks=[-1, 0, 1])
        for lag in marks:
            if lag < len(row):
                ax.plot([lag], [row[lag] + 0.13], "v", ms=7, color=INK, clip_on=False)
                ax.annotate(
                    str(lag),
                    (lag, row[lag] + 0.13),
                    xytext=(7, 3),
                    textcoords="offset points",
                    fontsize=9,
                    color=INK,
                )
        ax.text(-0.07, 0.5, name, transform=ax.transAxes, ha="right", va="center", fontsize=10)
        if number == len(values) - 1:
            ax.set_xlabel("lag: how many steps back", fontsize=10, color=INK)
    figure.text(0.02, 1 - 0.08 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    told = "; ".join(f"{name} {row[min(1, len(row) - 1)]:.2f}" for name, row in values.items())
    return Picture(figure, f"{title or 'Autocorrelation'}, at lag 1: {told}.")


def animate_dream(
    past: Any, truth: Any, dream: Any, *, title: str = "", seconds: float = 6.0
) -> Animation:
    """Lets a forecast go on by itself, step by step, beside what really came.

    Args:
        past: what the forecaster had seen, (steps before,).
        truth: what came, (steps,).
        dream: what it foretold, each step from its own steps before, (steps,).
        title: a line above the picture.
        seconds: how long one round takes.

    Returns:
        An ``Animation``.
    """
    seen = series({"the past": past})["the past"]
    lines = series({"the truth": truth, "the dream": dream})
    came, told = lines["the truth"], lines["the dream"]
    ends = np.unique(np.linspace(1, len(came), 42).astype(int))

    def draw(figure: Figure, frame: int) -> None:
        end = int(ends[frame])
        _dreaming(figure, seen, came[:end], told[:end], (len(came), title))

    gap = float(np.mean(np.abs(came - told)))
    return animate(
        draw,
        len(ends),
        size=(8.4, 3.0),
        seconds=seconds,
        alt=f"{title}: a forecast runs on for {len(came)} steps, off by {gap:.2f} on average.",
    )


def _dreaming(
    figure: Figure,
    seen: NDArray[np.float64],
    came: NDArray[np.float64],
    told: NDArray[np.float64],
    frame: tuple[int, str],
) -> None:
    """One frame: the past, and as much of truth and dream as has come."""
    whole, title = frame
    ax = figure.add_axes((0.06, 0.16, 0.92, 0.66))
    quiet(ax, "step", "")
    ax.axvspan(-len(seen), 0, color="#EFEFF3", lw=0)
    ax.text(-len(seen), 1.02, " seen", transform=ax.get_xaxis_transform(), fontsize=9.5, color=INK)
    ax.plot(np.arange(-len(seen), 0), seen, color=INK, lw=1.4)
    steps = np.arange(len(came))
    ax.plot(steps, came, color=INK, lw=3.4, alpha=0.35)
    paint = FORECASTERS["linear"][0]
    ax.plot(steps, told, color=paint, lw=1.8)
    ax.plot(steps[-1:], told[-1:], "o", color=paint, ms=6)
    words = "  grey: what came    orange, with the dot: the dream"
    ax.text(0, 1.02, words, transform=ax.get_xaxis_transform(), fontsize=9.5, color=INK)
    low, high = float(seen.min()), float(seen.max())
    pad = 0.25 * (high - low)
    ax.set(xlim=(-len(seen), whole), ylim=(low - pad, high + pad))
    figure.text(0.02, 0.985, title, fontsize=12, weight="bold", color=INK, va="top")


def _look(name: str, number: int) -> tuple[str, Any]:
    return FORECASTERS.get(_kind(name), _OTHERS[number % len(_OTHERS)])


def _kind(name: str) -> str:
    """The first word of a forecaster's name, which says of which kind it is."""
    return name.split(" ", maxsplit=1)[0].strip(",:")
