"""Two trains that read one strip from its two ends, as a film."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import FAINT, INK
from course_lib.figures import series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORWARD, BACKWARD = "#D6336C", "#0B7285"
"""Colours of the two directions; both stay apart from the six of the cell and from each other."""

FEWEST, MOST = 2, 14
FRAMES_A_STEP = 3
STRIP, UPPER, LOWER = 0.0, 2.0, -3.2
"""Heights of the strip and of the two tracks."""


def animate_trains(values: Any, *, title: str = "") -> Animation:
    """Draws a film of two trains that read a strip of numbers from its two ends.

    Each train leaves a card at every station that it has passed. Where both cards lie, the sign of
    the sum of the number and its two neighbours is put on the strip.

    Args:
        values: the numbers on the strip, (T,), from 2 to 14 of them.
        title: a line above it all.

    Returns:
        An ``Animation``; three frames a step.

    Raises:
        ValueError: the numbers are missing, or too few or too many for the page.
    """
    strip = series({"values": values})["values"]
    steps = len(strip)
    if not FEWEST <= steps <= MOST:
        raise ValueError(f"{steps} stations do not fit on the page: from {FEWEST} to {MOST}")
    sums = np.convolve(np.pad(strip, 1), np.ones(3), mode="valid")
    start, stop = -1.0, float(steps)
    frames = round((stop - start) * FRAMES_A_STEP) + 1

    def draw(figure: Figure, frame: int) -> None:
        at = start + frame / FRAMES_A_STEP
        ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        ax.set(xlim=(-3.7, steps + 1.2), ylim=(-4.6, 4.9))
        ax.axis("off")
        _stations(ax, strip)
        _track(ax, (at, UPPER), steps, ahead=True)
        _track(ax, (steps - 1 - at, LOWER), steps, ahead=False)
        _cards(ax, sums, at)
        if title:
            ax.text(-3.5, 4.45, title, fontsize=12.5, weight="bold", color=INK, va="center")

    width = min(9.0, 2.9 + 0.6 * steps)
    alt = (
        f"{title or 'Two trains'}: one train reads a strip of {steps} numbers from left to right, "
        "another from right to left. Each leaves a card at every station; where both have been, "
        "the strip gets its tag, first in the middle, where they meet, and last at the two ends."
    )
    return animate(draw, frames, size=(width, 3.7), seconds=0.16 * frames, alt=alt)


def _stations(ax: Axes, strip: NDArray[np.float64]) -> None:
    """The strip: one square for each number, with a bar as high as the number."""
    from matplotlib.patches import Rectangle

    top = max(1e-12, float(np.abs(strip).max()))
    ax.text(-1.0, STRIP, "$x$", fontsize=15, color=INK, ha="right", va="center")
    for place, value in enumerate(strip.tolist()):
        frame = Rectangle((place - 0.45, STRIP - 0.62), 0.9, 1.24, facecolor="#F3F3F6", ec=FAINT)
        ax.add_patch(frame)
        ax.add_patch(Rectangle((place - 0.13, STRIP), 0.26, 0.55 * value / top, facecolor=INK))
        ax.plot([place - 0.38, place + 0.38], [STRIP, STRIP], color=FAINT, lw=1)


def _track(ax: Axes, nose: tuple[float, float], steps: int, *, ahead: bool) -> None:
    """Rails with sleepers, and on them the train, whose nose is where it says."""
    at, height = nose
    paint = FORWARD if ahead else BACKWARD
    ax.plot([-1.6, steps + 0.6], [height, height], color=FAINT, lw=3, zorder=1)
    for sleeper in np.arange(-1.4, steps + 0.5, 0.5).tolist():
        ax.plot([sleeper, sleeper], [height - 0.12, height + 0.12], color=FAINT, lw=2, zorder=1)
    words = "forward →" if ahead else "← backward"
    ax.text(-3.5, height + 0.6, words, fontsize=10, color=paint, weight="bold", va="center")
    _train(ax, at, height, paint, 1 if ahead else -1)


def _train(ax: Axes, at: float, height: float, paint: str, way: int) -> None:
    """A small engine whose nose is at ``at``, with a chimney, a window and two wheels."""
    from matplotlib.patches import Ellipse, Rectangle

    def part(back: float, front: float, low: float, high: float, fill: str) -> None:
        ends = sorted((at + way * back, at + way * front))
        size = (ends[1] - ends[0], high - low)
        ax.add_patch(Rectangle((ends[0], height + low), *size, facecolor=fill, zorder=4))

    part(-1.15, 0.1, 0.3, 0.95, paint)
    part(-1.15, -0.62, 0.95, 1.5, paint)
    part(-1.03, -0.75, 1.0, 1.32, "white")
    part(-0.28, -0.08, 0.95, 1.4, paint)
    for wheel in (-0.92, -0.18):
        spot = (at + way * wheel, height + 0.28)
        ax.add_patch(Ellipse(spot, 0.34, 0.5, facecolor=INK, edgecolor="white", lw=1, zorder=5))


def _cards(ax: Axes, sums: NDArray[np.float64], at: float) -> None:
    """What the trains have left behind, and the tags where both of them have been."""
    from matplotlib.patches import Rectangle

    last = len(sums) - 1
    for place, total in enumerate(sums.tolist()):
        seen = (at >= place, last - at <= place)
        for passed, paint, low, way in zip(
            seen, (FORWARD, BACKWARD), (0.95, -1.62), ("→", "←"), strict=True
        ):
            if passed:
                card = Rectangle((place - 0.32, low), 0.64, 0.67, facecolor=paint, zorder=3)
                ax.add_patch(card)
                ax.text(
                    place,
                    low + 0.31,
                    way,
                    fontsize=11,
                    color="white",
                    ha="center",
                    va="center",
                    zorder=4,
                )
        if all(seen):
            frame = Rectangle((place - 0.45, STRIP - 0.62), 0.9, 1.24, fill=False, ec=INK, lw=2.2)
            ax.add_patch(frame)
            ax.text(
                place,
                -4.15,
                "+" if total > 0 else "−",
                fontsize=15,
                weight="bold",
                color=INK,
                ha="center",
                va="center",
            )
    ax.text(-1.0, -4.15, "tag", fontsize=11, color=INK, ha="right", va="center")
