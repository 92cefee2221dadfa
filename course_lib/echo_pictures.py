"""Charts of gradients that travel: echoes over many steps, clipped arrows, spirals, lost shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.colours import COLOURS, FAINT, INK, colour
from course_lib.figures import Picture, new_figure, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DASHES: tuple[Any, ...] = (
    (0, ()),
    (0, (6, 1.5)),
    (0, (1.2, 1.2)),
    (0, (6, 1.5, 1.2, 1.5)),
    (0, (2.5, 1)),
    (0, (8, 2, 1.2, 1.2, 1.2, 2)),
)
BEFORE, VALUE, NORM = INK, COLOURS["forget"], COLOURS["output"]
LOWEST = 1e-30
Array = NDArray[np.float64]


def draw_echoes(
    panels: Mapping[str, Mapping[str, Any]],
    *,
    paint: str | Mapping[str, str] = "hidden",
    up: str = "norm of the gradient",
    title: str = "",
) -> Picture:
    """Draws how much of a gradient is left after some steps, on an axis of powers of ten.

    Args:
        panels: one chart for each name; in it, norms by name, each (T,), in the order of the steps:
            the last entry belongs to a distance of 1, the first one to a distance of T.
        paint: letter or word of the quantity that the lines show, or one for each panel.
        up: what the axis of powers of ten shows.
        title: a line above the charts.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: there are no panels, more than three, or norms are missing.
    """
    if not 1 <= len(panels) <= 3:
        raise ValueError(f"{len(panels)} panels: choose from one to three")
    curves = {name: series(lines) for name, lines in panels.items()}
    low, high = _decades(curves)
    width = 9.2 if len(panels) > 1 else 7.8
    figure = new_figure(width, 3.9)
    room = (0.985 - 0.085) / len(panels)
    for number, (name, lines) in enumerate(curves.items()):
        share = (0.78, 0.63, 0.53)[len(panels) - 1]
        ax = figure.add_axes((0.085 + number * room, 0.14, room * share, 0.70))
        fill = colour(paint if isinstance(paint, str) else paint[name])
        _echo_axes(ax, low, high, len(next(iter(lines.values()))))
        ends = _apart([_height(line[0], low, high) for line in lines.values()], 0.082)
        for order, (word, line) in enumerate(lines.items()):
            distance = np.arange(len(line), 0, -1)
            dashes = DASHES[order % len(DASHES)]
            ax.plot(distance, np.maximum(line, LOWEST), color=fill, lw=2.3, ls=dashes)
            _end_word(ax, word, ends[order], fill, dashes)
        if name:
            ax.set_title(name, loc="left", fontsize=11, color=INK)
        if number == 0:
            ax.set_ylabel(up, color=INK, fontsize=10)
    if title:
        figure.text(0.085, 0.945, title, fontsize=12.5, weight="bold", color=INK)
    told = "; ".join(
        f"{name} {word}: {line[-1]:.2g} after one step, {line[0]:.2g} after {len(line)}".strip()
        for name, lines in curves.items()
        for word, line in lines.items()
    )
    return Picture(figure, f"{title or 'Echoes'}: {told}.")


def draw_clipping(  # noqa: PLR0913 - three arrows and two limits
    before: Any, by_value: Any, by_norm: Any, *, v: float, c: float, title: str = ""
) -> Picture:
    """Draws a gradient of two numbers as an arrow, before and after both kinds of clipping.

    Args:
        before: the gradient, two numbers.
        by_value: what clipping each number to at most ``v`` has made of it.
        by_norm: what shortening it to a length of at most ``c`` has made of it.
        v: half the side of the square that each number has to stay in.
        c: radius of the circle that the arrow has to stay in.
        title: a line above the picture.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: an arrow does not consist of two numbers.
    """
    from matplotlib.patches import Circle, Rectangle

    arrows = {"before": before, "by value": by_value, "by global norm": by_norm}
    ends = {}
    for name, values in arrows.items():
        flat = np.asarray(values, dtype=np.float64).reshape(-1)
        if flat.shape != (2,):
            raise ValueError(f"{name} holds {flat.size} numbers; an arrow needs two")
        ends[name] = flat
    figure = new_figure(8.6, 3.3)
    low = min(-max(v, c) * 1.15, *(1.15 * float(end.min()) for end in ends.values()))
    words = []
    for number, (name, paint) in enumerate((("by value", VALUE), ("by global norm", NORM))):
        ax = figure.add_axes((0.06 + 0.48 * number, 0.11, 0.44, 0.74))
        _plain(ax)
        if name == "by value":
            ax.add_patch(Rectangle((-v, -v), 2 * v, 2 * v, facecolor="#F3F3F6", edgecolor=FAINT))
        else:
            ax.add_patch(Circle((0, 0), c, facecolor="#F3F3F6", edgecolor=FAINT))
        old, new = ends["before"], ends[name]
        _arrow(ax, old, INK, 2.0, dashed=True)
        _arrow(ax, new, paint, 3.4)
        high = (1.15 * float(max(old[0], v, c)), 1.15 * float(max(old[1], v, c)))
        ax.set(xlim=(low, high[0]), ylim=(low, high[1]), aspect="equal")
        turned = _angle(old, new)
        ax.set_title(
            f"{name}: turned by {turned:.0f} degrees", loc="left", fontsize=11, color=paint
        )
        words.append(f"{name} the arrow becomes ({new[0]:.2f}, {new[1]:.2f}), turned {turned:.0f}")
    if title:
        figure.text(0.06, 0.935, title, fontsize=12.5, weight="bold", color=INK)
    start = ends["before"]
    told = f"A gradient ({start[0]:.2f}, {start[1]:.2f}); {'; '.join(words)} degrees."
    return Picture(figure, f"{title + '. ' if title else ''}{told}")


def draw_spirals(matrices: Mapping[str, Any], *, steps: int = 24, title: str = "") -> Picture:
    """Draws what becomes of an arrow that is multiplied by the same matrix again and again.

    Args:
        matrices: by name, each (2, 2); up to four.
        steps: how many multiplications.
        title: a line above the picture.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: a matrix is not 2 by 2, or there are none or too many.
    """
    if not 1 <= len(matrices) <= 4:
        raise ValueError(f"{len(matrices)} matrices: choose from one to four")
    figure = new_figure(9.2, 3.1)
    side = 0.96 / len(matrices)
    words = []
    for number, (name, values) in enumerate(matrices.items()):
        matrix = np.asarray(values, dtype=np.float64)
        if matrix.shape != (2, 2):
            raise ValueError(f"{name} has shape {matrix.shape}, and a flat page needs (2, 2)")
        places = [np.array([1.0, 0.0])]
        for _ in range(steps):
            places.append(places[-1] @ matrix)
        trail = np.array(places)
        ax = figure.add_axes((0.02 + number * side, 0.05, side * 0.94, 0.72))
        _plain(ax)
        ax.plot(trail[:, 0], trail[:, 1], "-", color=COLOURS["hidden"], lw=1.2)
        ax.plot(trail[:, 0], trail[:, 1], ".", color=COLOURS["hidden"], ms=6)
        ax.plot(*trail[0], "o", color=INK, ms=7)
        ax.plot(*trail[-1], "s", color=COLOURS["forget"], ms=8)
        reach = max(1.15, float(np.abs(trail).max()) * 1.12)
        ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
        length = float(np.linalg.norm(trail[-1]))
        ax.set_title(f"{name}\nlength {length:.2g} after {steps}", fontsize=10.5, color=INK)
        words.append(f"{name} leaves a length of {length:.2g}")
    if title:
        figure.text(0.02, 0.935, title, fontsize=12.5, weight="bold", color=INK)
    return Picture(figure, f"{title or 'Spirals'}: after {steps} steps {', '.join(words)}.")


def _decades(curves: Mapping[str, Mapping[str, Array]]) -> tuple[float, float]:
    """Whole powers of ten around all norms, with one of them on either side of 1."""
    values = np.concatenate([line for lines in curves.values() for line in lines.values()])
    values = np.maximum(values[np.isfinite(values)], LOWEST)
    low = min(-1.0, float(np.floor(np.log10(values.min(initial=1.0)))))
    high = max(1.0, float(np.ceil(np.log10(values.max(initial=1.0)))))
    return low, high


def _height(value: float, low: float, high: float) -> float:
    """Where a norm stands on the axis, from 0 at its foot to 1 at its top."""
    exponent = np.log10(max(float(value), LOWEST)) if np.isfinite(value) else high
    return float(np.clip((exponent - low) / (high - low), 0.0, 1.0))


def _apart(heights: list[float], gap: float) -> list[float]:
    """Moves labels apart so that none covers another and all stay beside their chart."""
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed = list(heights)
    for place, index in enumerate(order):
        floor = placed[order[place - 1]] + gap if place else 0.0
        placed[index] = max(placed[index], floor)
    over = max(0.0, placed[order[-1]] - 1.0) if order else 0.0
    for place, index in enumerate(reversed(order)):
        roof = 1.0 - place * gap
        placed[index] = min(placed[index], roof) if over else placed[index]
    return placed


def _echo_axes(ax: Axes, low: float, high: float, steps: int) -> None:
    ax.set_yscale("log")
    ax.set(ylim=(10.0**low, 10.0**high), xlim=(1, max(2, steps)))
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(FAINT)
    ax.tick_params(colors=INK, labelsize=9, color=FAINT)
    ax.tick_params(which="minor", left=False)
    ax.axhspan(1.0, 10.0**high, color="#F6F1EC", zorder=0, lw=0)
    ax.axhline(1.0, color=INK, lw=1, zorder=1)
    ax.set_xlabel("steps back", color=INK, fontsize=10)
    ax.text(1.6, 10.0 ** (high * 0.9), "louder", fontsize=9, color=INK, va="top")
    ax.text(1.6, 10.0 ** (low * 0.97), "quieter", fontsize=9, color=INK, va="bottom")


def _end_word(ax: Axes, words: str, height: float, paint: str, dashes: Any) -> None:
    """The name of a line at the right of its chart, behind a short piece of the same line."""
    beside = ax.transAxes
    ax.plot(
        [1.025, 1.105],
        [height, height],
        color=paint,
        lw=2.3,
        ls=dashes,
        transform=beside,
        clip_on=False,
    )
    ax.text(1.125, height, words, transform=beside, color=INK, fontsize=10, va="center")


def _plain(ax: Axes) -> None:
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.axhline(0, color=FAINT, lw=1, zorder=1)
    ax.axvline(0, color=FAINT, lw=1, zorder=1)


def _arrow(ax: Axes, end: Array, paint: str, width: float, *, dashed: bool = False) -> None:
    from matplotlib.patches import FancyArrowPatch

    ax.add_patch(
        FancyArrowPatch(
            (0, 0),
            (float(end[0]), float(end[1])),
            arrowstyle="-|>",
            mutation_scale=10 + 3 * width,
            color=paint,
            lw=width,
            ls=(0, (3, 2)) if dashed else "solid",
            shrinkA=0,
            shrinkB=0,
            zorder=3 if dashed else 4,
        )
    )


def _angle(first: Array, second: Array) -> float:
    """The angle between two arrows, degrees; 0 if one of them has no length."""
    sizes = float(np.linalg.norm(first) * np.linalg.norm(second))
    if sizes == 0:
        return 0.0
    return float(np.degrees(np.arccos(np.clip(first @ second / sizes, -1.0, 1.0))))
