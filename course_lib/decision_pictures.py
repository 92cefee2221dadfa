"""What a net thinks of every place on a square: decision surfaces, still and moving; and digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import FAINT, INK
from course_lib.figures import Picture, new_figure, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import ListedColormap
    from matplotlib.figure import Figure

SIDE = 41
"""Places along each side of the square."""

SHOWN = 90
"""How many examples are drawn; two thousand would hide what is behind them."""

SHADES = ("#28324E", "#3F4A68", "#5E6880", "#8A8F96", "#B3AE93", "#D3C581", "#EBD672", "#FBE89A")
"""From surely off to surely on; the lightness alone tells them apart."""

Grid = NDArray[np.float64]


def decision_grid() -> Grid:
    """Places all over the square from -1 to 1, to ask a net about.

    Returns:
        The places, (1681, 2), float64: 41 rows of 41, from lower left to upper right.
    """
    line = np.linspace(-1, 1, SIDE)
    across, up = np.meshgrid(line, line)
    return np.stack([across.ravel(), up.ravel()], axis=1)


def draw_decision(
    surfaces: Mapping[str, Any],
    x: Any = None,
    y: Any = None,
    *,
    axes: tuple[str, str] = ("lower lever", "upper lever"),
) -> Picture:
    """Draws what nets say all over the square, side by side.

    Args:
        surfaces: outputs by name, from 0 to 1, each for the places of ``decision_grid()``.
        x: examples to draw on top, (N, 2).
        y: their labels, 0 or 1, (N, 1).
        axes: what is across and what is up.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: a surface is missing or does not fit the grid, or there are more than four.
    """
    if not 1 <= len(surfaces) <= 4:
        raise ValueError(f"{len(surfaces)} surfaces: choose from 1 to 4")
    width = 3.3 * len(surfaces) + 1.3
    figure = new_figure(width, 3.75)
    words = []
    for number, (name, values) in enumerate(surfaces.items()):
        ax = figure.add_axes(((0.62 + 3.3 * number) / width, 0.15, 2.9 / width, 0.74))
        surface = _surface(values, name)
        _square(ax, surface, x, y, axes if number == 0 else (axes[0], ""))
        ax.set_title(name, loc="left", fontsize=11, weight="bold", color=INK)
        words.append(f"{name}: on in {np.mean(surface > 0.5):.0%} of the square")
    _key(figure, (0.72 + 3.3 * len(surfaces) - 0.12) / width, 0.16 / width)
    return Picture(figure, f"Decision surfaces. {'; '.join(words)}.")


def animate_decision(  # noqa: PLR0913 - what a film of learning is made of
    surfaces: Sequence[Any],
    epochs: Sequence[int],
    losses: Any,
    x: Any,
    y: Any,
    *,
    title: str = "",
    seconds: float = 7.0,
) -> Animation:
    """A film of a net that learns: its decision surface on the left, its loss on the right.

    Args:
        surfaces: one for each frame, outputs from 0 to 1 for the places of ``decision_grid()``.
        epochs: after how many epochs each surface was taken.
        losses: the loss of every epoch, (epochs,).
        x: examples, (N, 2).
        y: their labels, 0 or 1, (N, 1).
        title: a line above the film.
        seconds: how long one round takes.

    Returns:
        An ``Animation``.

    Raises:
        ValueError: surfaces and epochs do not fit each other, or a surface does not fit the grid.
    """
    if len(surfaces) != len(epochs):
        raise ValueError(f"{len(surfaces)} surfaces and {len(epochs)} epochs: one each, please")
    frames = [_surface(values, f"frame {n}") for n, values in enumerate(surfaces)]
    curve = series({"losses": losses})["losses"]

    def draw(figure: Figure, number: int) -> None:
        ax = figure.add_axes((0.075, 0.14, 0.40, 0.70))
        _square(ax, frames[number], x, y, ("lower lever", "upper lever"))
        ax.set_title(f"epoch {epochs[number]}", loc="left", fontsize=11, color=INK)
        right = figure.add_axes((0.585, 0.14, 0.39, 0.70))
        _loss_so_far(right, curve, epochs[number])
        figure.text(0.075, 0.94, title, fontsize=13, weight="bold", color=INK, va="center")

    first, last = float(curve[0]), float(curve[-1])
    return animate(
        draw,
        len(frames),
        size=(6.6, 3.6),
        seconds=seconds,
        alt=f"{title or 'A net learns'}: after {epochs[-1]} epochs the square falls into "
        f"quarters, and the loss has gone from {first:.2f} to {last:.2f}.",
    )


def draw_digits(
    images: Any, labels: Sequence[Any], guesses: Sequence[Any] | None = None, *, title: str = ""
) -> Picture:
    """Draws small pictures of digits in rows, with what they are and what a net takes them for.

    Args:
        images: up to 24 pictures, (N, 64) or (N, 8, 8).
        labels: what each of them is, (N,).
        guesses: what a net says, (N,); wrong ones get a frame and a question mark.
        title: a line above the pictures.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the pictures are not of 64 dots each, or are too many.
    """
    tiles = np.asarray(images, dtype=np.float64)
    if tiles.size == 0 or tiles[0].size != 64 or not len(tiles) <= 24:
        raise ValueError(f"shape {tiles.shape}: up to 24 pictures of 64 dots each can be drawn")
    tiles = tiles.reshape(-1, 8, 8)
    rows = -(-len(tiles) // 12)
    figure = new_figure(9.2, 1.12 * rows + (0.5 if title else 0.15))
    height, wrong = figure.get_figheight(), 0
    for number, tile in enumerate(tiles):
        row, column = divmod(number, 12)
        low = height - (0.5 if title else 0.1) - 1.12 * row - 0.72
        ax = figure.add_axes(
            ((0.1 + 0.755 * column) / 9.2, low / height, 0.69 / 9.2, 0.69 / height)
        )
        ax.imshow(tile, cmap="Greys", vmin=0)
        ax.set(xticks=[], yticks=[])
        miss = guesses is not None and guesses[number] != labels[number]
        wrong += miss
        ax.spines[:].set(color=INK if miss else FAINT, linewidth=2.6 if miss else 1)
        words = f"{labels[number]}" if guesses is None else f"{guesses[number]}"
        ax.set_xlabel(f"{words} ?" if miss else words, fontsize=11, labelpad=2, color=INK)
    if title:
        figure.text(0.1 / 9.2, 1 - 0.22 / height, title, fontsize=12.5, weight="bold", va="center")
    said = "" if guesses is None else f"; the net is wrong about {wrong}"
    return Picture(figure, f"{title or 'Digits'}: {', '.join(map(str, labels))}{said}.")


def _surface(values: Any, name: str) -> Grid:
    if values is None:
        raise ValueError(f"{name} is None: the function that makes it returns nothing yet")
    array = np.asarray(values, dtype=np.float64)
    if array.size != SIDE * SIDE:
        raise ValueError(
            f"{name} has shape {array.shape}; one output for each of the {SIDE * SIDE} places of "
            "decision_grid() is needed"
        )
    return np.clip(array.reshape(SIDE, SIDE), 0.0, 1.0)


def _square(ax: Axes, surface: Grid, x: Any, y: Any, axes: tuple[str, str]) -> None:
    """One decision surface in eight shades, its border, and some examples on top."""
    line = np.linspace(-1, 1, SIDE)
    ax.contourf(line, line, surface, levels=np.linspace(0, 1, len(SHADES) + 1), colors=SHADES)
    if surface.min() < 0.5 < surface.max():
        ax.contour(line, line, surface, levels=[0.5], colors="white", linewidths=2.2)
    if x is not None and y is not None:
        places, labels = np.asarray(x)[:SHOWN], np.asarray(y).reshape(-1)[:SHOWN]
        lit, dark = places[labels > 0.5], places[labels <= 0.5]
        ax.plot(*lit.T, "o", ms=4.6, mfc="#FFF4C2", mec=INK, mew=0.9)
        ax.plot(*dark.T, "x", ms=4.6, color="white", mew=3.0)
        ax.plot(*dark.T, "x", ms=4.2, color=INK, mew=1.4)
    ax.set(xlim=(-1, 1), ylim=(-1, 1), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    ax.set_xlabel(axes[0], fontsize=10, color=INK, labelpad=1)
    ax.set_ylabel(axes[1], fontsize=10, color=INK, labelpad=-2)
    ax.tick_params(labelsize=9, color=FAINT)
    ax.spines[:].set_color(FAINT)


def _key(figure: Figure, left: float, width: float) -> None:
    """The shades and what they mean, from off to on."""
    from matplotlib.colors import ListedColormap

    ax = figure.add_axes((left, 0.25, width, 0.54))
    shades: ListedColormap = ListedColormap(SHADES)
    ax.imshow(np.linspace(1, 0, 8)[:, None], cmap=shades, aspect="auto", extent=(0, 1, 0, 1))
    ax.set(xticks=[], yticks=[0, 0.5, 1])
    ax.yaxis.tick_right()
    ax.tick_params(labelsize=9, color=FAINT)
    ax.spines[:].set_color(FAINT)
    ax.set_title("o  on", fontsize=9.5, color=INK)
    ax.set_xlabel("x  off", fontsize=9.5, color=INK)


def _loss_so_far(ax: Axes, curve: Grid, epoch: int) -> None:
    """The loss up to one epoch, and the rest of its way in grey."""
    ax.plot(np.arange(len(curve)), curve, color=FAINT, lw=2)
    ax.plot(np.arange(epoch), curve[:epoch], color=INK, lw=2.6)
    here = min(epoch, len(curve) - 1)
    ax.plot([here], [curve[here]], "o", ms=8, color=INK)
    ax.set_title(f"loss {curve[here]:.2f}", loc="left", fontsize=11, color=INK)
    ax.set(xlim=(-0.03 * len(curve), 1.03 * len(curve)), ylim=(0, 1.08 * float(curve.max())))
    ax.set_xlabel("epoch", fontsize=10, color=INK, labelpad=1)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(FAINT)
    ax.tick_params(labelsize=9, color=FAINT)
