"""The cliff: the smallest recurrent net whose loss has a wall, and pictures of who meets it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import COLOURS, FAINT, INK
from course_lib.figures import Picture, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_FRAMES = 31
STEPS, START, GOAL = 15, 0.2, 0.8
ACROSS, UP = (1.2, 2.25), (-0.75, 0.35)
"""The part of the landscape that is drawn: the weight across, the bias up."""

LOOKS = (
    (COLOURS["forget"], "o", 5.0),
    (COLOURS["output"], "s", 2.0),
    (COLOURS["candidate"], "^", 1.0),
)
"""Colour, mark and width; later tracks are thinner, so that one below stays visible."""
Array = NDArray[np.float64]


def cliff_loss(w: float, b: float) -> float:
    """How wrong the smallest recurrent net is: one unit, fifteen steps, no input.

    It starts at 0.2 and is wanted at 0.8 in the end.

    Args:
        w: the weight of the unit on itself.
        b: its bias.

    Returns:
        The squared error at the last step.
    """
    return _run(w, b)[0]


def cliff_gradient(w: float, b: float) -> dict[str, Array]:
    """The exact gradient of ``cliff_loss``, carried forwards step by step.

    Args:
        w: the weight of the unit on itself.
        b: its bias.

    Returns:
        A dict with ``"w"`` and ``"b"``, each (1,), float64.
    """
    _, by_w, by_b = _run(w, b)
    return {"w": np.array([by_w]), "b": np.array([by_b])}


def _run(w: float, b: float) -> tuple[float, float, float]:
    """The loss and its two slopes."""
    state, by_w, by_b = START, 0.0, 0.0
    for _ in range(STEPS):
        before, state = state, math.tanh(b + state * w)
        slope = 1.0 - state * state
        by_w, by_b = slope * (before + by_w * w), slope * (1.0 + by_b * w)
    miss = state - GOAL
    return miss * miss, 2.0 * miss * by_w, 2.0 * miss * by_b


def draw_cliff(tracks: Mapping[str, Any] | None = None, *, title: str = "") -> Picture:
    """Draws the landscape of the loss from above, and who walked where on it.

    Args:
        tracks: places by name, each (steps + 1, 2) with the weight and the bias; up to three.
        title: a line above the picture.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: a track is missing or does not consist of pairs.
    """
    walks = _walks(tracks or {})
    figure = new_figure(9.2 if walks else 5.2, 3.9)
    steps = max((len(walk) for walk in walks.values()), default=1)
    _frame(figure, walks, steps - 1, title)
    return Picture(figure, _told(walks, title))


def animate_cliff(tracks: Mapping[str, Any], *, title: str = "", seconds: float = 6.0) -> Animation:
    """Films a walk on the landscape of the loss.

    Args:
        tracks: places by name, each (steps + 1, 2) with the weight and the bias; up to three.
        title: a line above the film.
        seconds: how long one round takes.

    Returns:
        An ``Animation``.

    Raises:
        ValueError: a track is missing or does not consist of pairs.
    """
    walks = _walks(tracks)
    longest = max(len(walk) for walk in walks.values())
    every = max(1, math.ceil(longest / MOST_FRAMES))
    frames = math.ceil((longest - 1) / every) + 1
    return animate(
        lambda figure, number: _frame(figure, walks, min(longest - 1, number * every), title),
        frames,
        size=(9.2, 3.9),
        seconds=seconds,
        alt=f"A film. {_told(walks, title)}",
    )


def _walks(tracks: Mapping[str, Any]) -> dict[str, Array]:
    walks = {}
    for name, places in tracks.items():
        if places is None:
            raise ValueError(f"{name} is None: the function that makes it returns nothing yet")
        walk = np.asarray(places, dtype=np.float64)
        if walk.ndim != 2 or walk.shape[1] != 2 or not len(walk):
            raise ValueError(f"{name} has shape {walk.shape}: a track needs pairs of w and b")
        walks[name] = walk
    if len(walks) > len(LOOKS):
        raise ValueError(f"{len(walks)} tracks are too many: three at the most")
    return walks


def _frame(figure: Figure, walks: dict[str, Array], now: int, title: str) -> None:
    """The landscape with the walks up to one step, and the loss of each so far."""
    share = 0.425 if walks else 0.82
    ground = figure.add_axes((0.075 if walks else 0.15, 0.145, share, 0.73))
    _landscape(ground)
    if title:
        figure.text(0.075, 0.94, title, fontsize=12.5, weight="bold", color=INK)
    if not walks:
        return
    chart = figure.add_axes((0.60, 0.145, 0.38, 0.73))
    chart.set_yscale("log")
    chart.spines[["top", "right"]].set_visible(False)
    chart.spines[["left", "bottom"]].set_color(FAINT)
    chart.tick_params(colors=INK, labelsize=9, color=FAINT)
    chart.set_xlabel("step of the descent", color=INK, fontsize=10)
    chart.set_ylabel("loss", color=INK, fontsize=10)
    longest = max(len(walk) for walk in walks.values())
    chart.set(xlim=(-1, longest), ylim=(1e-6, 10))
    for (name, walk), (paint, mark, width) in zip(walks.items(), LOOKS, strict=False):
        done = walk[: now + 1]
        _walk(ground, done, paint, mark, width)
        losses = [max(cliff_loss(float(w), float(b)), 1e-6) for w, b in done]
        chart.plot(range(len(done)), losses, color=paint, lw=width, zorder=3)
        chart.plot([len(done) - 1], losses[-1:], mark, color=paint, ms=8, zorder=4, label=name)
    chart.legend(loc="lower left", frameon=False, fontsize=10, labelcolor=INK)


@lru_cache(maxsize=1)
def _heights() -> tuple[Array, Array, Array]:
    """The loss on a grid, all places at once; it is drawn in every frame of a film."""
    weights, biases = np.linspace(*ACROSS, 241), np.linspace(*UP, 241)
    state = np.full((len(biases), len(weights)), START)
    for _ in range(STEPS):
        state = np.tanh(biases[:, None] + state * weights)
    return weights, biases, (state - GOAL) ** 2


def _landscape(ax: Axes) -> None:
    """The loss from above; the cliff is where all shades meet in one line."""
    weights, biases, heights = _heights()
    levels = [0, 0.001, 0.005, 0.02, 0.05, 0.2, 0.6, 1.5, 2.5, 3.0, 3.3]
    shades = [str(shade) for shade in np.linspace(0.99, 0.55, len(levels) - 1)]
    ax.contourf(weights, biases, heights, levels=levels, colors=shades, extend="max")
    ax.set(xlim=ACROSS, ylim=UP)
    ax.tick_params(colors=INK, labelsize=9, color=FAINT)
    ax.spines[:].set_color(FAINT)
    ax.set_xlabel("weight $w$", color=INK, fontsize=10)
    ax.set_ylabel("bias $b$", color=INK, fontsize=10)
    ax.text(1.30, -0.66, "high plateau", fontsize=10, color=INK)
    ax.text(1.93, 0.05, "low land", fontsize=10, color=INK)
    ax.text(1.215, 0.06, "the valley", fontsize=10, color=INK, rotation=-39)
    ax.text(1.85, -0.245, "the cliff", fontsize=10, color=INK, rotation=-10, weight="bold")


def _walk(ax: Axes, done: Array, paint: str, mark: str, width: float) -> None:
    """A track; where it leaves the picture, an arrow says how far."""
    inside = (done[:, 0] >= ACROSS[0]) & (done[:, 0] <= ACROSS[1])
    inside &= (done[:, 1] >= UP[0]) & (done[:, 1] <= UP[1])
    gone = int(np.argmin(inside)) if not inside.all() else len(done)
    seen = done[: max(gone, 1)]
    ax.plot(seen[:, 0], seen[:, 1], "-", color=paint, lw=width, zorder=4)
    ax.plot(seen[-1:, 0], seen[-1:, 1], mark, color=paint, ms=9, mec="white", mew=1, zorder=6)
    if gone == len(done):
        return
    place, far = seen[-1], done[gone]
    way = far - place
    reach = np.array([ACROSS[1] - ACROSS[0], UP[1] - UP[0]])
    tip = place + way / max(np.abs(way / reach).max(), 1e-12) * reach.max() * 0.55
    tip = np.clip(tip, [ACROSS[0] + 0.02, UP[0] + 0.02], [ACROSS[1] - 0.02, UP[1] - 0.1])
    look = {"arrowstyle": "-|>", "color": paint, "lw": 2.4, "mutation_scale": 18}
    ax.annotate("", xy=tuple(tip), xytext=tuple(place), arrowprops=look, zorder=5)
    words = f"off to $w$ = {far[0]:.0f}, $b$ = {far[1]:.0f}"
    ax.text(tip[0], tip[1] + 0.03, words, fontsize=10, color=paint, ha="center", weight="bold")


def _told(walks: dict[str, Array], title: str) -> str:
    parts = [
        f"{name} ends at w = {walk[-1, 0]:.2f}, b = {walk[-1, 1]:.2f} with a loss of "
        f"{cliff_loss(float(walk[-1, 0]), float(walk[-1, 1])):.2g}"
        for name, walk in walks.items()
    ]
    land = "The loss of a one-unit net from above: a high plateau and a valley beside a cliff"
    return f"{title + '. ' if title else ''}{'; '.join([land, *parts])}."
