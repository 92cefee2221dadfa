"""Small charts made from a student's own arrays: lines, bars, and two arrays against each other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from course_lib.colours import COLOURS, FAINT, INK, LETTERS, colour
from course_lib.figures import Picture, new_figure, quiet, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLES = ((0, ()), (0, (5, 1.5)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)))


def draw_lines(
    x: Any,
    lines: Mapping[str, Any],
    *,
    colour: str | None = None,
    labels: tuple[str, str] = ("", ""),
    title: str = "",
) -> Picture:
    """Draws lines over a common axis, each labelled at its right end.

    Args:
        x: the common axis, (points,).
        lines: values by name, each (points,); a name that is one of the six letters gets its
            colour.
        colour: letter or word of the quantity all lines show, where their names are other words.
        labels: what the two axes show.
        title: a line above the chart.

    Returns:
        A ``Picture``.
    """
    across = series({"x": x})["x"]
    curves = series({"x": x, **lines})
    del curves["x"]
    figure = new_figure(7.6, 3.5)
    ax = figure.add_axes((0.10, 0.17, 0.69, 0.68))
    quiet(ax, *labels)
    ax.axhline(0, color=FAINT, lw=1, zorder=0)
    ends = _spread([float(values[-1]) for values in curves.values()], _span(curves) * 0.085)
    for number, (name, values) in enumerate(curves.items()):
        paint = _paint(name, colour)
        style = STYLES[number % len(STYLES)]
        ax.plot(across, values, color=paint, lw=2.4, ls=style)
        _end_label(ax, _worded(name), ends[number], paint, style)
    ax.set_xlim(float(across.min()), float(across.max()))
    if title:
        ax.set_title(title, loc="left", fontsize=12.5, weight="bold", color=INK)
    alt = "; ".join(f"{n} from {v[0]:.2f} to {v[-1]:.2f}" for n, v in curves.items())
    return Picture(figure, f"{title or 'Lines'}: {alt}.")


def draw_bars(groups: Mapping[str, Any], *, title: str = "") -> Picture:
    """Draws the entries of several small arrays as bars, one colour for each array.

    Args:
        groups: arrays by letter, any shape; each is drawn flat, in its own block.
        title: a line above the chart.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: a group is missing or empty.
    """
    figure = new_figure(7.6, 2.7)
    ax = figure.add_axes((0.08, 0.20, 0.90, 0.66))
    quiet(ax, "", "")
    ax.axhline(0, color=INK, lw=1)
    start, words = 0.0, []
    for name, values in groups.items():
        if values is None or np.size(values) == 0:
            raise ValueError(f"{name} is missing: the function that makes it returns nothing yet")
        flat = np.asarray(values, dtype=np.float64).reshape(-1)
        places = start + np.arange(len(flat))
        ax.bar(places, flat, width=0.82, color=_paint(name, None))
        ax.text(
            float(places.mean()),
            -0.06,
            _worded(name),
            transform=ax.get_xaxis_transform(),
            ha="center",
            va="top",
            fontsize=12,
            color=_paint(name, None),
        )
        words.append(f"{name} is {', '.join(f'{value:.2f}' for value in flat)}")
        start = float(places[-1]) + 1.8
    ax.set_xticks([])
    if title:
        ax.set_title(title, loc="left", fontsize=12.5, weight="bold", color=INK)
    return Picture(figure, f"{title or 'Bars'}: {'; '.join(words)}.")


def draw_agreement(
    pairs: Mapping[str, tuple[Any, Any]], *, labels: tuple[str, str] = ("theirs", "yours")
) -> Picture:
    """Draws pairs of arrays against each other; where they agree, dots lie on the diagonal.

    Args:
        pairs: by name, (yours, theirs), two arrays of the same shape.
        labels: what is across and what is up.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the arrays of a pair have different shapes.
    """
    count = max(1, len(pairs))
    side = 2.9 if count < 4 else 2.3
    width, height = side * count + 0.5, side + 0.45
    figure = new_figure(width, height)
    words = []
    for number, (name, (yours, theirs)) in enumerate(pairs.items()):
        up, across = (np.asarray(values, dtype=np.float64) for values in (yours, theirs))
        if up.shape != across.shape:
            raise ValueError(f"{name}: shapes {up.shape} and {across.shape} cannot be compared")
        left = (0.72 + number * side) / width
        ax = figure.add_axes((left, 0.62 / height, (side - 0.55) / width, (side - 0.55) / height))
        quiet(ax, labels[0], labels[1] if number == 0 else "")
        low, high = (f(np.r_[up.ravel(), across.ravel()]) for f in (np.nanmin, np.nanmax))
        pad = 0.08 * max(float(high - low), 1e-9)
        ends = (float(low) - pad, float(high) + pad)
        ax.plot(ends, ends, color=FAINT, lw=3, zorder=0)
        paint = _paint(name, None)
        ax.plot(across.ravel(), up.ravel(), "o", ms=4.5, alpha=0.75, mew=0, color=paint)
        ax.set(xlim=ends, ylim=ends)
        gap = float(np.max(np.abs(up - across), initial=0.0))
        ax.set_title(f"{name}   (gap {gap:.0e})", loc="left", fontsize=10.5, color=INK)
        words.append(f"{name} with a largest gap of {gap:.1e}")
    return Picture(figure, f"{labels[1]} against {labels[0]}: {', '.join(words)}.")


def _end_label(ax: Axes, words: str, height: float, paint: str, style: Any) -> None:
    """The name of a line at the right of its chart, behind a short piece of the same line."""
    beside = ax.get_yaxis_transform()
    piece = ([1.02, 1.075], [height, height])
    ax.plot(*piece, color=paint, lw=2.4, ls=style, transform=beside, clip_on=False)
    ax.text(1.09, height, words, transform=beside, color=paint, fontsize=11, va="center")


def _span(curves: Mapping[str, Any]) -> float:
    """How far some curves reach from lowest to highest; 1.0 where all values are equal."""
    values = np.concatenate([np.ravel(curve) for curve in curves.values()])
    return float(np.ptp(values)) or 1.0


def _spread(heights: list[float], gap: float) -> list[float]:
    """Moves labels apart so that none covers another, lowest first."""
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed = list(heights)
    for before, after in pairwise(order):
        placed[after] = max(placed[after], placed[before] + gap)
    shift = (sum(placed) - sum(heights)) / max(1, len(heights))
    return [height - shift for height in placed]


def _paint(name: str, fallback: str | None) -> str:
    letter = name.removeprefix("d")[:1] if name.removeprefix("d") in LETTERS else ""
    if letter:
        return COLOURS[LETTERS[letter]]
    return colour(fallback) if fallback else INK


def _worded(name: str) -> str:
    return f"${name}$  {LETTERS[name]}" if name in LETTERS else name
