"""Hidden states to look at: as a map over time, as whispers in a row, as a reader's beliefs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import COLOURS, FAINT, INK
from course_lib.figures import Picture, new_figure, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HIDDEN = COLOURS["hidden"]
BOTH_WAYS = "PuOr_r"
"""Purple below zero, orange above: told apart in every kind of colour vision."""
MOST_UNITS = 12
MOST_ROWS = 30
Array = NDArray[np.float64]


def draw_state_map(seq: Any, *, inputs: Any = None, title: str = "") -> Picture:
    """Draws the hidden states of one example as a map: time across, one row for each unit.

    Args:
        seq: hidden states, (T, H) or (1, T, H), from -1 to 1.
        inputs: what was read, (T,), drawn above the map if given.
        title: a line above it all.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the states are missing, belong to several examples, or do not fit the inputs.
    """
    states = _states(seq, "seq")
    steps, units = states.shape
    read = None if inputs is None else series({"inputs": inputs})["inputs"]
    if read is not None and len(read) != steps:
        raise ValueError(f"{len(read)} inputs do not belong to {steps} steps")
    each = 0.34 if units <= MOST_ROWS else 10.0 / units
    below, above = 0.52, (0.5 if title else 0.2) + (0.85 if read is not None else 0)
    tall = below + max(0.9, each * units)
    height = tall + above
    figure = new_figure(9.2, height)
    ax = figure.add_axes((0.10, below / height, 0.78, (tall - below) / height))
    paint = ax.imshow(
        states.T, cmap=BOTH_WAYS, vmin=-1, vmax=1, aspect="auto", interpolation="nearest"
    )
    ax.set_xlabel("step", color=INK, fontsize=10)
    ax.set_ylabel("unit", color=INK, fontsize=10)
    ax.tick_params(colors=INK, labelsize=9, color=FAINT)
    if units <= MOST_ROWS:
        ax.set_yticks(range(units))
    scale = figure.add_axes((0.90, below / height, 0.016, (tall - below) / height))
    figure.colorbar(paint, cax=scale, ticks=[-1, 0, 1])
    scale.set_title("$h$", fontsize=13, color=HIDDEN)
    if read is not None:
        _read(figure, read, (0.10, (tall + 0.12) / height, 0.78, 0.68 / height), steps)
    if title:
        figure.text(0.10, 1 - 0.28 / height, title, fontsize=12.5, weight="bold", color=INK)
    loud = np.abs(states).max(axis=1)
    alt = (
        f"{title or 'Map of hidden states'}: {units} units over {steps} steps; the largest state "
        f"is {loud[0]:.2f} at first, {loud.max():.2f} at most, {loud[-1]:.2f} in the end."
    )
    return Picture(figure, alt)


def _read(
    figure: Figure, read: Array, place: tuple[float, float, float, float], steps: int
) -> None:
    """What was read, above a map."""
    ax = figure.add_axes(place)
    ax.axhline(0, color=FAINT, lw=1)
    ax.vlines(np.arange(steps), 0, read, color=FAINT, lw=1.6)
    ax.plot(np.arange(steps), read, ".", color=INK, ms=6)
    ax.set_xlim(-0.5, steps - 0.5)
    ax.set_ylabel("$x$", color=INK, fontsize=12, rotation=0, labelpad=12, va="center")
    ax.set_xticks([])
    ax.spines[["top", "right", "bottom"]].set_visible(False)
    ax.spines["left"].set_color(FAINT)
    ax.tick_params(colors=INK, labelsize=8, color=FAINT)


def animate_whispers(
    said: Any, seq: Any, heard: Any, *, net: Mapping[str, Any] | None = None, title: str = ""
) -> Animation:
    """Draws a film of numbers that walk from unit to unit.

    Args:
        said: what was put in, (T,).
        seq: what each unit held after each step, (T, H) or (1, T, H).
        heard: what came out at the other end, (T,).
        net: a dict with ``K`` (1, H), ``U`` (H, H) and ``readout`` (H, 1): the ways that are not
            zero are drawn as arrows. None for a plain row.
        title: a line above it all.

    Returns:
        An ``Animation``; two frames a step.

    Raises:
        ValueError: something is missing or does not fit.
    """
    lines = series({"said": said, "heard": heard})
    states = _states(seq, "seq")
    steps, units = states.shape
    if len(lines["said"]) != steps:
        raise ValueError(f"{len(lines['said'])} numbers were said in {steps} steps")
    if units > MOST_UNITS:
        raise ValueError(f"{units} units do not fit in a row: at most {MOST_UNITS}")
    ways = _ways(net, units)
    full = max(1e-12, float(np.abs(lines["said"]).max()))

    def draw(figure: Figure, frame: int) -> None:
        step, moving = frame // 2, frame % 2 == 0
        ax = figure.add_axes((0, 0.40, 1, 0.60))
        wide = max(units + 3.0, 7.0)
        middle, tall = (units - 1.0) / 2, wide * (3.5 * 0.6) / 7.6
        ax.set(xlim=(middle - wide / 2, middle + wide / 2), ylim=(-0.45 * tall, 0.55 * tall))
        ax.axis("off")
        before = states[step - 1] if step else np.zeros(units)
        _row_of_units(ax, before if moving else states[step], full, faint=moving)
        _walk(ax, ways, (lines["said"][step], before) if moving else None, full)
        _spot(ax, -1.45, lines["said"][step], full, square=True)
        if not moving:
            _spot(ax, units + 0.45, lines["heard"][step], full, square=True)
        ax.text(-1.45, -0.62, "said", ha="center", fontsize=10, color=INK)
        ax.text(units + 0.45, -0.62, "heard", ha="center", fontsize=10, color=HIDDEN)
        ax.text((units - 1) / 2, -0.8, f"step {step}", ha="center", fontsize=11, color=INK)
        if title:
            figure.text(0.03, 0.93, title, fontsize=12.5, weight="bold", color=INK)
        _said_and_heard(figure, lines, step, full)

    last = f"{title or 'Whispers'}: numbers enter at the left and walk through {units} units"
    gap = _delay(lines["said"], lines["heard"])
    words = f", and come out {gap} steps later" if gap is not None else ""
    return animate(
        draw, 2 * steps, size=(7.6, 3.5), seconds=0.42 * 2 * steps, alt=f"{last}{words}."
    )


def _ways(net: Mapping[str, Any] | None, units: int) -> dict[str, list[tuple[int, int]]]:
    """Which unit is reached from where: places -1 and ``units`` are the two ends."""
    if net is None:
        row = [(unit, unit + 1) for unit in range(units - 1)]
        return {"in": [(-1, 0)], "between": row, "out": [(units - 1, units)]}
    into, recurrent, readout = (np.asarray(net[name]) for name in ("K", "U", "readout"))
    for name, array, size in (
        ("K", into, (1, units)),
        ("U", recurrent, (units, units)),
        ("readout", readout, (units, 1)),
    ):
        if array.shape != size:
            raise ValueError(f"{name} has shape {array.shape} and should have {size}")
    return {
        "in": [(-1, int(unit)) for unit in np.flatnonzero(into[0])],
        "between": [(int(a), int(b)) for a, b in np.argwhere(recurrent)],
        "out": [(int(unit), units) for unit in np.flatnonzero(readout[:, 0])],
    }


def _walk(
    ax: Axes,
    ways: Mapping[str, list[tuple[int, int]]],
    moving: tuple[float, Array] | None,
    full: float,
) -> None:
    """The arrows, and on them whatever is on its way."""
    from matplotlib.patches import FancyArrowPatch

    for kind, pairs in ways.items():
        for start, end in pairs:
            a, b = ((-1.45 if start < 0 else start), (end + 0.45 if kind == "out" else end))
            near = start == end or abs(b - a) < 1.6
            bend = 0.0 if near else -0.32
            if start == end:
                ax.text(a + 0.32, 0.36, "↻", fontsize=15, color=HIDDEN, zorder=6)
                continue
            ax.add_patch(
                FancyArrowPatch(
                    (a, 0),
                    (b, 0),
                    arrowstyle="-|>",
                    mutation_scale=13,
                    color=FAINT,
                    lw=2,
                    shrinkA=21,
                    shrinkB=22,
                    connectionstyle=f"arc3,rad={bend}",
                    zorder=1,
                )
            )
            if moving is not None and kind != "out":
                value = moving[0] if kind == "in" else moving[1][start]
                middle = ((a + b) / 2, -bend * (b - a) / 2)
                _spot(ax, middle[0], value, full, up=middle[1], small=True)


def _row_of_units(ax: Axes, values: Array, full: float, *, faint: bool) -> None:
    for place, value in enumerate(values):
        _spot(ax, place, value, full, faint=faint)
        ax.text(place, -0.62, f"$h_{{{place}}}$", ha="center", fontsize=10, color=HIDDEN)


def _spot(  # noqa: PLR0913 - the ways in which a number can look
    ax: Axes,
    across: float,
    value: float,
    full: float,
    *,
    up: float = 0.0,
    square: bool = False,
    small: bool = False,
    faint: bool = False,
) -> None:
    """One number, as a coloured disc with the number in it."""
    from matplotlib import colormaps

    share = float(np.clip(value / full, -1, 1))
    paint = "white" if faint else colormaps[BOTH_WAYS](0.5 + 0.5 * share)
    edge = FAINT if faint else HIDDEN
    shape, wide = "s" if square else "o", 17 if small else 35
    rank = 3 if small else 2
    ax.plot([across], [up], shape, ms=wide, color=paint, mec=edge, mew=1.4, zorder=rank)
    if faint:
        return
    ink = "white" if abs(share) > 0.62 else INK
    text, size = f"{round(float(value), 1) + 0.0:.1f}", 7.5 if small else 11
    ax.text(across, up, text, ha="center", va="center", fontsize=size, color=ink, zorder=4)


def _said_and_heard(figure: Figure, lines: Mapping[str, Array], step: int, full: float) -> None:
    """What went in and what came out so far."""
    steps = np.arange(len(lines["said"]))
    for number, (name, paint) in enumerate((("said", INK), ("heard", HIDDEN))):
        ax = figure.add_axes((0.12, 0.25 - 0.19 * number, 0.85, 0.15))
        ax.axhline(0, color=FAINT, lw=1)
        shown = lines[name][: step + 1]
        ax.bar(steps[: step + 1], shown, width=0.62, color=paint)
        ax.set(xlim=(-0.6, len(steps) - 0.4), ylim=(-1.1 * full, 1.1 * full))
        ax.axis("off")
        ax.text(-0.015, 0.5, name, transform=ax.transAxes, ha="right", va="center", color=paint)


def _delay(said: Array, heard: Array) -> int | None:
    """By how many steps one line is behind the other, if it is a mere delay."""
    near = 0.02 * max(1e-12, float(np.abs(said).max()))
    for gap in range(len(said) - 1):
        if np.abs(heard[gap:] - said[: len(said) - gap]).max() < near:
            return gap
    return None


def animate_reading(image: Any, beliefs: Any, *, title: str = "") -> Animation:
    """Draws a film of a picture that is read row by row, with the reader's belief beside it.

    Args:
        image: grey values, (rows, columns).
        beliefs: after each row, the share of belief in each class, (rows, classes), from 0 to 1.
        title: a line above it all.

    Returns:
        An ``Animation`` with one frame for each row.

    Raises:
        ValueError: there is not one line of beliefs for each row.
    """
    picture, table = np.asarray(image, dtype=np.float64), np.asarray(beliefs, dtype=np.float64)
    if picture.ndim != 2 or table.ndim != 2 or len(table) != len(picture):
        raise ValueError(
            f"shapes {picture.shape} and {table.shape}: one belief for each row, please"
        )
    rows, classes = table.shape

    def draw(figure: Figure, frame: int) -> None:
        here = np.arange(rows)[:, None] <= frame
        left = figure.add_axes((0.05, 0.10, 0.36, 0.71))
        seen = np.where(here, picture, np.nan)
        left.imshow(seen, cmap="gray_r", vmin=0, vmax=picture.max(), aspect="auto")
        right = figure.add_axes((0.47, 0.10, 0.50, 0.71))
        right.imshow(np.where(here, table, np.nan), cmap="Purples", vmin=0, vmax=1, aspect="auto")
        for ax in (left, right):
            ax.axhline(frame + 0.5, color=INK, lw=1.6)
            ax.set_yticks([])
            ax.spines[:].set_color(FAINT)
        left.set_xticks([])
        right.set_xticks(range(classes))
        right.xaxis.tick_top()
        right.tick_params(colors=INK, labelsize=11, color=FAINT)
        for row in range(frame + 1):
            for label in np.flatnonzero(table[row] >= 0.08):
                ink = "white" if table[row, label] > 0.55 else INK
                words = f"{100 * table[row, label]:.0f}"
                right.text(
                    float(label), row, words, ha="center", va="center", fontsize=9, color=ink
                )
        figure.text(0.05, 0.03, "what has been read", fontsize=10, color=INK)
        figure.text(0.47, 0.03, "belief in each digit after that row, in %", fontsize=10, color=INK)
        figure.text(0.05, 0.94, title, fontsize=12.5, weight="bold", color=INK)

    best = ", ".join(str(label) for label in table.argmax(axis=1))
    alt = f"{title or 'Read row by row'}: {rows} rows; the first choice after each row is {best}."
    return animate(draw, rows, size=(7.6, 3.7), seconds=0.8 * rows, alt=alt)


def _states(seq: Any, name: str) -> Array:
    """The states of one example as (T, H)."""
    if seq is None:
        raise ValueError(f"{name} is None: the function that makes it returns nothing yet")
    states = np.asarray(seq, dtype=np.float64)
    if states.ndim == 3 and len(states) == 1:
        states = states[0]
    if states.ndim != 2 or states.size == 0:
        raise ValueError(f"{name} has shape {states.shape}; a map needs one example, (T, H)")
    return states
