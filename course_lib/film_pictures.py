"""Films to look at: frame beside frame, row under row, or running side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import COLOURS, FAINT, INK, LETTERS
from course_lib.figures import Picture, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

VALVES = ("f", "i", "o")
BOTH_WAYS = "PuOr_r"
"""Purple below zero, orange above: told apart in every kind of colour vision."""
DREAM = "#B4561F"
MOST_COLUMNS = 20
Frames = NDArray[np.float64]


def draw_frames(
    rows: Mapping[str, Any],
    *,
    against: str = "",
    plug: int | None = None,
    first: int = 1,
    title: str = "",
) -> Picture:
    """Draws films frame beside frame, one row for each film.

    Args:
        rows: films by name, each (T, R, C) or (T, R, C, 1). A name that starts with one of the six
            letters, such as ``"f forget gate"``, is drawn in its colour: valves from 0, white, to
            1; the others purple below zero and orange above. All others are screens, from 0, dark,
            to 1, bright.
        against: the name of the row that screens are compared with; their mean squared error
            is then written below each frame.
        plug: number of the column, counted from 0, before which the plug is pulled.
        first: number of the first frame.
        title: a line above it all.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: a film is missing, or they do not fit each other.
    """
    films = _films(rows)
    steps = len(next(iter(films.values())))
    _expect_drawable(films, steps, against)
    left, cell = 1.45, min(1.0, 7.7 / steps)
    each = cell + (0.24 if against else 0.10)
    above, below = 0.36 + (0.24 if title else 0) + (0.16 if plug is not None else 0), 0.12
    width, height = left + steps * cell + 0.1, above + below + each * len(films)
    figure = new_figure(width, height)
    words = []
    for line, (name, film) in enumerate(films.items()):
        low = height - above - each * line - cell
        _name(figure, name, (left - 0.14) / width, (low + cell / 2) / height)
        errors = _errors(film, films[against]) if against and name != against else None
        limit = max(1e-9, float(np.abs(film).max()))
        for step in range(steps):
            size = (0.94 * cell / width, 0.94 * cell / height)
            ax = figure.add_axes(((left + step * cell) / width, low / height, *size))
            _screen(ax, film[step], name, limit)
            if line == 0:
                ax.set_title(str(first + step), fontsize=9, color=INK, pad=3)
            if errors is not None:
                ax.set_xlabel(f"{errors[step]:.3f}", fontsize=7.5, color=INK, labelpad=1.5)
        words.append(name if errors is None else f"{name} (mean error {errors.mean():.3f})")
    if plug is not None:
        _plug(figure, (left + (plug - 0.03) * cell) / width, (height - above + 0.24) / height)
    if title:
        figure.text(
            0.1 / width, 1 - 0.12 / height, title, fontsize=12.5, weight="bold", color=INK, va="top"
        )
    return Picture(figure, f"{title or 'Films'}, {steps} frames each: {', '.join(words)}.")


def _expect_drawable(films: Mapping[str, Any], steps: int, against: str) -> None:
    if steps > MOST_COLUMNS:
        raise ValueError(f"{steps} frames do not fit beside each other: at most {MOST_COLUMNS}")
    if against and against not in films:
        raise ValueError(f"there is no row {against!r}: there are {', '.join(films)}")


def animate_films(
    films: Mapping[str, Any],
    *,
    plug: int | None = None,
    dreams: tuple[str, ...] = (),
    seconds: float | None = None,
) -> Animation:
    """Lets films run side by side.

    Args:
        films: films by name, each (T, R, C) or (T, R, C, 1), from 0, dark, to 1, bright.
        plug: number of the frame, counted from 0, at which the plug is pulled.
        dreams: names of the films that are dreamed from then on; their screens get a frame.
        seconds: how long one round takes; a third of a second a frame, if left out.

    Returns:
        An ``Animation``.

    Raises:
        ValueError: a film is missing, or they do not fit each other.
    """
    reels = _films(films)
    steps = len(next(iter(reels.values())))
    count = len(reels)
    width, height = 2.6 * count + 0.2, 3.25

    def draw(figure: Figure, frame: int) -> None:
        pulled = plug is not None and frame >= plug
        for number, (name, film) in enumerate(reels.items()):
            place = (
                (0.2 + 2.6 * number) / width,
                0.45 / height,
                2.4 / width,
                2.4 / height,
            )
            ax = figure.add_axes(place)
            _screen(ax, film[frame], "", 1.0)
            ax.set_title(name, fontsize=12, color=INK, pad=4)
            if pulled and name in dreams:
                for spine in ax.spines.values():
                    spine.set(visible=True, color=DREAM, linewidth=5)
        words = f"frame {frame + 1}"
        if plug is not None:
            words += (
                f"  -  the plug is out: dreamed frame {frame - plug + 1}"
                if pulled
                else "  -  shown"
            )
        figure.text(0.2 / width, 0.14 / height, words, fontsize=11, color=DREAM if pulled else INK)

    told = "" if plug is None else f" After {plug} frames nothing is shown to {', '.join(dreams)}."
    return animate(
        draw,
        steps,
        size=(width, height),
        seconds=seconds or steps / 3,
        alt=f"{steps} frames, side by side: {', '.join(reels)}.{told}",
    )


def _films(rows: Mapping[str, Any]) -> dict[str, Frames]:
    """Every film as (T, R, C), float64; all of equal length."""
    films: dict[str, Frames] = {}
    for name, values in rows.items():
        if values is None:
            raise ValueError(f"{name} is None: the function that makes it returns nothing yet")
        film = np.asarray(values, dtype=np.float64)
        if film.ndim == 4 and film.shape[-1] == 1:
            film = film[..., 0]
        if film.ndim != 3 or film.size == 0:
            raise ValueError(
                f"{name} has shape {film.shape}; one film is (T, R, C) or (T, R, C, 1)"
            )
        films[name] = film
    lengths = {name: len(film) for name, film in films.items()}
    if not films or len(set(lengths.values())) > 1:
        raise ValueError(f"films side by side need as many frames each: {lengths}")
    return films


def _errors(film: Frames, truth: Frames) -> NDArray[np.float64]:
    """The mean squared error of each frame."""
    if film.shape != truth.shape:
        raise ValueError(f"frames of shapes {film.shape[1:]} and {truth.shape[1:]} differ in size")
    return np.asarray(((film - truth) ** 2).mean(axis=(1, 2)))


def _screen(ax: Axes, frame: Frames, name: str, limit: float) -> None:
    """One frame, without any ticks."""
    paint, low, high = _paint(name, limit)
    ax.imshow(frame, cmap=paint, vmin=low, vmax=high, interpolation="nearest")
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set(color=FAINT, linewidth=0.8)


def _letter(name: str) -> str:
    """The letter of the quantity that a row shows, or nothing."""
    first = name.split(" ", 1)[0]
    return first if first in LETTERS else ""


def _paint(name: str, limit: float) -> tuple[str | Colormap, float, float]:
    """Colours of a row, and which numbers get the first and the last of them."""
    letter = _letter(name)
    if not letter:
        return ("gray", 0.0, 1.0) if not name.startswith("±") else (BOTH_WAYS, -limit, limit)
    if letter in VALVES:
        from matplotlib.colors import LinearSegmentedColormap

        return LinearSegmentedColormap.from_list(letter, ["white", _colour(name)]), 0.0, 1.0
    return BOTH_WAYS, -limit, limit


def _colour(name: str) -> str:
    letter = _letter(name)
    return COLOURS[LETTERS[letter]] if letter else INK


def _name(figure: Figure, name: str, across: float, up: float) -> None:
    """The name of a row, at its left; a letter is set as in the formulas."""
    letter = _letter(name)
    rest = name[len(letter) :].strip()
    shown = f"${letter}$  {rest}" if letter else name.removeprefix("±").strip()
    figure.text(across, up, shown, ha="right", va="center", fontsize=10.5, color=_colour(name))


def _plug(figure: Figure, across: float, top: float) -> None:
    """The line behind which nothing is shown any more."""
    from matplotlib.lines import Line2D

    line = Line2D([across, across], [0.01, top], color=DREAM, lw=2.2, ls=(0, (4, 2)), zorder=20)
    figure.add_artist(line)
    figure.text(across, top, " the plug is out", fontsize=9, color=DREAM, va="bottom", ha="left")
