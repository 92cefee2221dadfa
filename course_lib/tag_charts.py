"""Charts about reading directions: who hears whom, scores under a ceiling, tagged handwriting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from course_lib.colours import FAINT, INK
from course_lib.figures import Picture, new_figure, series
from course_lib.trains import BACKWARD, FORWARD

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_MAPS = 4
FAINTEST = 1e-9
"""What moves an output by less than this is rounding."""


def draw_reach(maps: Mapping[str, Any], *, title: str = "") -> Picture:
    """Draws who hears whom: a square for each pair of an output step and an input step.

    Args:
        maps: by name, how much each output step moves when an input step is changed, (T, T): row
            t is the output, column s the input.
        title: a line above it all.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: there is no map, more than four, or one that is not square.
    """
    if not 1 <= len(maps) <= MOST_MAPS:
        raise ValueError(f"{len(maps)} maps: choose from 1 to {MOST_MAPS}")
    side = 3.0 if len(maps) < MOST_MAPS else 2.4
    width, height = side * len(maps) + 0.7, side + (0.55 if title else 0.25)
    figure = new_figure(width, height)
    words = []
    for number, (name, values) in enumerate(maps.items()):
        reach = np.abs(np.asarray(values, dtype=np.float64))
        if reach.ndim != 2 or reach.shape[0] != reach.shape[1]:
            raise ValueError(f"{name} has shape {reach.shape}; a map needs as many rows as columns")
        left, size = (0.62 + number * side) / width, side - 0.75
        ax = figure.add_axes((left, 0.58 / height, size / width, size / height))
        _reach(ax, reach, name)
        ax.set_ylabel("output step" if number == 0 else "", color=INK, fontsize=10)
        words.append(f"{name}: {_heard(reach)}")
    if title:
        place = (0.62 / width, 1 - 0.24 / height)
        figure.text(*place, title, fontsize=12.5, weight="bold", color=INK, va="center")
    return Picture(figure, f"{title or 'Who hears whom'}: {'; '.join(words)}.")


def _reach(ax: Axes, reach: Any, name: str) -> None:
    """One map: darker where more is heard, with a line where output and input step are the same."""
    steps = len(reach)
    top = max(float(reach.max()), FAINTEST)
    shade = np.where(reach > FAINTEST, 0.25 + 0.75 * np.sqrt(reach / top), 0.0)
    ax.imshow(shade, cmap="Greys", vmin=0, vmax=1.15, interpolation="nearest")
    ax.plot([-0.5, steps - 0.5], [-0.5, steps - 0.5], color=FORWARD, lw=1.4, ls=(0, (3, 2)))
    ax.set_xlabel("input step", color=INK, fontsize=10)
    ax.set_title(name, fontsize=11, color=INK)
    ax.set_xticks(range(0, steps, max(1, steps // 5)))
    ax.set_yticks(range(0, steps, max(1, steps // 5)))
    ax.tick_params(colors=INK, labelsize=8, color=FAINT)
    ax.spines[:].set_color(FAINT)


def _heard(reach: Any) -> str:
    """In words: which inputs move which outputs."""
    heard = reach > FAINTEST
    past, future = bool(np.tril(heard, -1).any()), bool(np.triu(heard, 1).any())
    if past and future:
        return "outputs hear earlier and later inputs"
    if past or future:
        return f"outputs hear {'earlier' if past else 'later'} inputs only, and their own"
    return "outputs hear at most their own input"


def draw_accuracies(
    scores: Mapping[str, float],
    *,
    ceiling: float | None = None,
    ceiling_name: str = "ceiling",
    floor: float = 0.5,
    title: str = "",
) -> Picture:
    """Draws accuracies as bars, with a line that some of them cannot honestly cross.

    Args:
        scores: accuracy from 0 to 1 by name.
        ceiling: where the line stands, or None for no line.
        ceiling_name: what to write at the line.
        floor: where the bars begin; what guessing would score.
        title: a line above the chart.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: there is no score, or one outside 0 to 1.
    """
    values = {name: float(score) for name, score in scores.items()}
    if not values or not all(0 <= value <= 1 for value in values.values()):
        raise ValueError(f"scores from 0 to 1 are needed, not {values}")
    height = 1.35 + 0.5 * len(values)
    figure = new_figure(8.4, height)
    ax = figure.add_axes((0.25, 0.5 / height, 0.71, (height - 1.25) / height))
    left = min(floor, *values.values()) - (0.02 if min(values.values()) < floor else 0)
    _bars(ax, list(values.values()), left, ceiling)
    ax.set(ylim=(len(values) - 0.5, -0.5), xlim=(left, 1.0))
    ax.set_yticks(range(len(values)), list(values), fontsize=10.5, color=INK)
    _percent(ax)
    if ceiling is not None:
        ax.axvline(ceiling, color=FORWARD, lw=2.2, ls=(0, (4, 2)))
        ax.text(
            ceiling,
            1.02,
            f"{ceiling_name} {100 * ceiling:.1f} %",
            fontsize=10,
            color=FORWARD,
            ha="center",
            va="bottom",
            transform=ax.get_xaxis_transform(),
        )
    if title:
        place = (0.02, 1 - 0.22 / height)
        figure.text(*place, title, fontsize=12.5, weight="bold", color=INK, va="center")
    said = ", ".join(f"{name} {100 * value:.1f} %" for name, value in values.items())
    limit = "" if ceiling is None else f" The {ceiling_name} stands at {100 * ceiling:.1f} %."
    return Picture(figure, f"{title or 'Accuracy'}: {said}.{limit}")


def _bars(ax: Axes, values: list[float], left: float, ceiling: float | None) -> None:
    """One bar for each score; what is above the ceiling has another colour."""
    for row, value in enumerate(values):
        over = ceiling is not None and value > ceiling
        ax.barh(row, value - left, left=left, height=0.62, color=BACKWARD if over else "#6B6B7B")
        inside = value > left + 0.12
        ax.text(
            value + (-0.008 if inside else 0.008),
            row,
            f"{100 * value:.1f} %",
            fontsize=10.5,
            color="white" if inside else INK,
            weight="bold",
            va="center",
            ha="right" if inside else "left",
        )


def _percent(ax: Axes) -> None:
    ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(FAINT)
    ax.tick_params(axis="x", colors=INK, labelsize=9, color=FAINT)
    ax.tick_params(axis="y", length=0)


def draw_tagged_strip(columns: Any, tags: Mapping[str, Any], *, title: str = "") -> Picture:
    """Draws a strip of handwriting, and below it how sure each reader is, column for column.

    Args:
        columns: pixels, (T, rows), from 0 to 1: one column of the picture for each step.
        tags: by name of the reader, probability of the tag at each step, (T,) or (T, 1).
        title: a line above it all.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the pixels are no picture, or a reader has another number of steps.
    """
    pixels = np.asarray(columns, dtype=np.float64)
    if pixels.ndim != 2:
        raise ValueError(f"the handwriting has shape {pixels.shape}; (steps, rows) is needed")
    rows = series(tags)
    for name, row in rows.items():
        if len(row) != len(pixels):
            raise ValueError(f"{name} has {len(row)} steps and the handwriting {len(pixels)}")
    tall, each, above = 0.85 * 8.2 * pixels.shape[1] / len(pixels), 0.36, 0.5 if title else 0.15
    height = above + tall + each * len(rows) + 0.62
    figure = new_figure(9.2, height)
    ax = figure.add_axes((0.13, 1 - (above + tall) / height, 0.85, tall / height))
    ax.imshow(pixels.T, cmap="Greys", vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    _frame(ax, "")
    for number, (name, row) in enumerate(rows.items()):
        low = above + tall + 0.06 + each * (number + 1)
        ax = figure.add_axes((0.13, 1 - low / height, 0.85, 0.86 * each / height))
        ax.imshow(
            row[None, :], cmap="PuOr_r", vmin=0, vmax=1, aspect="auto", interpolation="nearest"
        )
        for step, value in enumerate(row.tolist()):
            mark = "o" if value > 0.5 else "·"
            paint = "white" if abs(value - 0.5) > 0.3 else INK
            ax.text(step, 0, mark, fontsize=9, color=paint, ha="center", va="center", weight="bold")
        _frame(ax, name)
    legend = "orange, o: says hole      purple, ·: says no hole      pale: not sure"
    figure.text(0.13, 0.22 / height, legend, fontsize=9.5, color=INK, va="center")
    if title:
        place = (0.13, 1 - 0.24 / height)
        figure.text(*place, title, fontsize=12.5, weight="bold", color=INK, va="center")
    said = "; ".join(f"{name} says hole in {int((row > 0.5).sum())}" for name, row in rows.items())
    return Picture(figure, f"{title or 'Tagged handwriting'}: of {len(pixels)} columns, {said}.")


def _frame(ax: Axes, name: str) -> None:
    ax.set_xticks([])
    ax.set_yticks([0] if name else [], [name] if name else [], fontsize=10, color=INK)
    ax.tick_params(length=0)
    ax.spines[:].set_color(FAINT)
