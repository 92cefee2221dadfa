"""The strip chart: what the valves and the states of a cell do over time, row under row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.colours import COLOURS, FAINT, INK, LETTERS
from course_lib.figures import Picture, new_figure, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WORDS = {
    "f": "forget gate",
    "i": "input gate",
    "g": "candidate",
    "o": "output gate",
    "c": "cell state",
    "h": "hidden state",
}
VALVES = ("f", "i", "o")
ROOMY = 6
"""Up to this range, from lowest to highest, the lines at -1 and 1 can have numbers of their own."""


def draw_strips(
    rows: Mapping[str, Any],
    *,
    marks: Any = None,
    title: str = "",
) -> Picture:
    """Draws one strip for each row, all over the same time.

    Args:
        rows: values by name, each (time,); the names f, i, g, o, c and h get their colour and
            word, and so do names that start with one of them, such as ``"h unit 2"``.
        marks: steps to mark with a triangle, (time,), true or non-zero where marked.
        title: a line above the chart.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: a row is missing or does not fit the others.
    """
    lines = series(rows)
    if not lines:
        raise ValueError("a strip chart needs at least one row")
    heights = [0.62 if _letter(name) in VALVES else 0.92 for name in lines]
    top, bottom = (0.62 if title else 0.34), 0.52
    total = sum(heights) + top + bottom
    figure = new_figure(9.2, total)
    axes = figure.subplots(
        len(lines), 1, sharex=True, squeeze=False, gridspec_kw={"height_ratios": heights}
    )[:, 0]
    figure.subplots_adjust(
        left=0.17, right=0.98, top=1 - top / total, bottom=bottom / total, hspace=0.24
    )
    steps = np.arange(len(next(iter(lines.values()))))
    marked = steps[:0] if marks is None else steps[np.asarray(marks).reshape(-1).astype(bool)]
    for ax, (name, values) in zip(axes, lines.items(), strict=True):
        _strip(ax, name, values, steps)
        for step in marked:
            ax.axvline(step, color=INK, lw=0.8, ls=(0, (2, 2)), alpha=0.5, zorder=0)
    _mark(axes[0], marked)
    axes[-1].set_xlabel("step", color=INK, fontsize=10)
    axes[-1].tick_params(axis="x", bottom=True, labelbottom=True, colors=INK, labelsize=9)
    if title:
        figure.text(0.17, 1 - 0.1 / total, title, fontsize=12.5, weight="bold", color=INK, va="top")
    return Picture(figure, _alt(lines, marked, title))


def _mark(ax: Axes, marked: NDArray[np.int_]) -> None:
    """A triangle above each marked step."""
    above = ax.get_xaxis_transform()
    heights = np.full(len(marked), 1.13)
    ax.plot(marked, heights, "v", ms=8, color=INK, clip_on=False, transform=above)


def _strip(ax: Axes, name: str, values: NDArray[np.float64], steps: NDArray[np.int_]) -> None:
    letter = _letter(name)
    paint = COLOURS[LETTERS[letter]] if letter else INK
    ax.spines[:].set_visible(False)
    ax.tick_params(axis="x", bottom=False, labelbottom=False)
    ax.tick_params(axis="y", length=0, labelsize=8, colors=INK)
    ax.set_xlim(steps[0] - 0.7, steps[-1] + 0.7)
    if letter in VALVES:
        ax.set_ylim(0, 1.04)
        ax.set_yticks([0, 1], ["shut", "open"])
        ax.set_facecolor("#F3F3F6")
        ax.bar(steps, values, width=1.0, color=paint, linewidth=0)
    else:
        low, high = _limits(values)
        ax.set_ylim(low - 0.12, high + 0.12)
        named = {int(low), 0, int(high)}
        if high - low <= ROOMY:
            named |= {edge for edge in (-1, 1) if low <= edge <= high}
        ax.set_yticks(sorted(named))
        ax.axhline(0, color=FAINT, lw=1, zorder=0)
        for edge in (-1, 1):
            if low <= edge <= high:
                ax.axhline(edge, color=FAINT, lw=0.7, ls=(0, (1, 3)), zorder=0)
        if letter:
            ax.fill_between(steps, 0, values, step="mid", color=paint, alpha=0.18, linewidth=0)
            ax.step(steps, values, where="mid", color=paint, lw=2.4)
        else:
            ax.vlines(steps, 0, values, color=FAINT, lw=1.6)
            ax.plot(steps, values, ".", color=INK, ms=5)
    label = (name[1:].strip() or WORDS[letter]) if letter else ""
    ax.text(
        -0.075,
        0.5,
        f"${letter}$" if letter else name,
        transform=ax.transAxes,
        ha="right",
        va="center" if not label else "bottom",
        fontsize=17 if letter else 11,
        color=paint,
    )
    if label:
        ax.text(
            -0.075,
            0.44,
            label,
            transform=ax.transAxes,
            ha="right",
            va="top",
            fontsize=8.5,
            color=INK,
        )


def _limits(values: NDArray[np.float64]) -> tuple[float, float]:
    """From -1 to 1 where that is enough, otherwise as far as the values go, in whole numbers."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if max(-low, high) <= 1:
        return -1.0, 1.0
    return float(np.floor(min(low, 0.0))), float(np.ceil(max(high, 0.0)))


def _letter(name: str) -> str:
    """The letter of the quantity that a row shows, or nothing."""
    first = name.split(" ", 1)[0]
    return first if first in WORDS else ""


def _alt(lines: dict[str, NDArray[np.float64]], marked: NDArray[np.int_], title: str) -> str:
    parts = ", ".join(
        f"{name} from {np.min(values):.2f} to {np.max(values):.2f}"
        for name, values in lines.items()
    )
    steps = len(next(iter(lines.values())))
    where = f" Marked steps: {', '.join(str(step) for step in marked)}." if len(marked) else ""
    heading = f"{title}. " if title else ""
    return f"{heading}Strip chart over {steps} steps: {parts}.{where}"
