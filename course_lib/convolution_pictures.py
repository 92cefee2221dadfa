"""What a CNN-LSTM hears and sees: recordings, feature rows, learned filters, a changing opinion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import COLOURS, FAINT, INK
from course_lib.figures import Picture, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HOOTS = {"low": "#0B6E99", "high": "#C2456B"}
"""The colours of the two cars; each is always named as well, and high ones are drawn dashed."""

LINES = {"low": "-", "high": (0, (4, 1.2))}
MOST_RECORDINGS = 5
LENGTH = 16
"""How many steps of a recording are marked as a hoot."""


def draw_recordings(x: Any, *, where: Any = None, title: str = "") -> Picture:
    """Draws up to five recordings under each other.

    Args:
        x: what was heard, (N, T, 1) or (N, T).
        where: first steps of the low and of the high hoot, (N, 2), to mark both; None to leave
            them to the ear.
        title: a line above the recordings.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: there are no recordings, or more than five.
    """
    from matplotlib.ticker import MaxNLocator

    sounds = _two_axes(x)
    count = len(sounds)
    if not 1 <= count <= MOST_RECORDINGS:
        raise ValueError(f"{count} recordings: choose from 1 to {MOST_RECORDINGS}")
    height = 1.05 * count + 0.9
    figure = new_figure(8.6, height)
    axes = figure.subplots(count, 1, sharex=True, squeeze=False)[:, 0]
    figure.subplots_adjust(left=0.1, right=0.98, top=1 - 0.55 / height, bottom=0.42 / height)
    for number, (ax, sound) in enumerate(zip(axes, sounds, strict=True)):
        _bare(ax, f"no. {number + 1}")
        limit = max(2.4, float(np.abs(sound).max()) * 1.05)
        ax.set(xlim=(-0.5, len(sound) - 0.5), ylim=(-limit, 1.4 * limit))
        ax.plot(sound, color=INK, lw=1.3)
        if where is not None:
            _mark_hoots(ax, np.asarray(where)[number])
    # Axes that are shared have their ticks in common: none for all of them, or all of them for one.
    axes[-1].xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10], integer=True))
    for ax in axes:
        ax.tick_params(axis="x", bottom=False, labelbottom=False)
    axes[-1].tick_params(
        axis="x", bottom=True, labelbottom=True, colors=INK, labelsize=9, color=FAINT
    )
    axes[-1].set_xlabel("step", color=INK, fontsize=9.5, labelpad=1)
    figure.text(0.1, 1 - 0.1 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    marked = "" if where is None else " The two hoots are marked in each."
    return Picture(figure, f"{title or 'Recordings'}: {count} noisy recordings.{marked}")


def draw_pipeline(  # noqa: PLR0913 - the four stations that a sound passes
    x: Any, features: Any, shorter: Any, h: Any, *, where: Any = None, title: str = ""
) -> Picture:
    """Draws how a recording becomes feature rows, a shorter sequence and a state.

    Args:
        x: what was heard, (T,).
        features: what the rulers made of it, (T', F), zero or more.
        shorter: what pooling left of that, (T'', F).
        h: the hidden state after each step of the LSTM, (T'', H).
        where: first step of the low and of the high hoot, (2,), to mark both.
        title: a line above the picture.

    Returns:
        A ``Picture``.
    """
    sound = np.asarray(x, dtype=np.float64).reshape(-1)
    figure = new_figure(9.2, 6.2)
    axes = figure.subplots(4, 1, gridspec_kw={"height_ratios": [1, 1.25, 1.25, 1.25]})
    figure.subplots_adjust(left=0.17, right=0.98, top=0.9, bottom=0.05, hspace=0.28)
    _bare(axes[0], f"$x$\n{len(sound)} steps")
    limit = max(2.4, float(np.abs(sound).max()) * 1.05)
    axes[0].set(xlim=(-0.5, len(sound) - 0.5), ylim=(-limit, 1.4 * limit))
    axes[0].plot(sound, color=INK, lw=1.2)
    if where is not None:
        _mark_hoots(axes[0], np.asarray(where).reshape(-1))
    figure.text(0.98, 0.97, "the darker, the larger", fontsize=9.5, ha="right", va="top")
    words = []
    for ax, name, table in zip(
        axes[1:], ("features", "shorter", "$h$"), (features, shorter, h), strict=True
    ):
        rows = np.asarray(table, dtype=np.float64)
        state = name == "$h$"
        _bare(ax, f"{name}\n{rows.shape[0]} steps\n{rows.shape[1]} rows")
        _heat(ax, rows, "hidden" if state else "")
        if state:
            ax.texts[0].set_color(COLOURS["hidden"])
        words.append(f"{rows.shape[1]} rows of {rows.shape[0]} steps")
    figure.text(0.17, 0.975, title, fontsize=12.5, weight="bold", color=INK, va="top")
    alt = f"{title or 'Pipeline'}: {len(sound)} inputs become {', then '.join(words)}."
    return Picture(figure, alt)


def draw_wavelets(filters: Any, shapes: Mapping[str, Any], *, title: str = "") -> Picture:
    """Draws learned filters as little waves, each over the true shape that it resembles most.

    Args:
        filters: weights of a convolution with one channel, (k, 1, F) or (k, F); up to 12.
        shapes: the true shapes by name, ``low`` and ``high``, each (length,).
        title: a line above the picture.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the filters read several channels, or are too many.
    """
    waves = np.asarray(filters, dtype=np.float64)
    waves = waves[:, 0] if waves.ndim == 3 and waves.shape[1] == 1 else waves
    if waves.ndim != 2 or waves.shape[1] > 12:
        raise ValueError(f"filters of shape {np.shape(filters)} cannot be drawn as waves")
    count = waves.shape[1]
    columns = (count + 1) // 2
    figure = new_figure(10.2, 3.7)
    grid = figure.add_gridspec(2, columns + 1, width_ratios=[1.35] + [1] * columns)
    figure.subplots_adjust(left=0.02, right=0.985, top=0.8, bottom=0.03, wspace=0.12, hspace=0.42)
    for row, (name, shape) in enumerate(shapes.items()):
        ax = figure.add_subplot(grid[row, 0])
        _bare(ax, "")
        ax.set_facecolor("#F3F3F6")
        ax.plot(shape, color=HOOTS[name], ls=LINES[name], lw=2.8)
        ax.set_title(f"the true {name} hoot", fontsize=10, color=HOOTS[name])
    words = []
    for number in range(count):
        name, match, model = _resemblance(waves[:, number], shapes)
        ax = figure.add_subplot(grid[number // columns, 1 + number % columns])
        _bare(ax, "")
        ax.axhline(0, color=FAINT, lw=0.8)
        ax.plot(model, color=HOOTS[name], ls=LINES[name], lw=1.6)
        ax.plot(waves[:, number], color=INK, lw=2, marker=".", ms=5)
        ax.set_title(f"{name}? {match:.0%} alike", fontsize=9.5, color=HOOTS[name])
        words.append(f"{name} {match:.0%}")
    figure.text(0.02, 0.97, title, fontsize=12.5, weight="bold", color=INK, va="top")
    figure.text(0.985, 0.965, "black: what was learned", fontsize=9.5, ha="right", va="top")
    alt = f"{title or 'Filters'}: learned filters over the true shape each is most like: "
    return Picture(figure, alt + ", ".join(words) + ".")


def animate_listening(x: Any, features: Any, opinion: Any, ready: Any, *, where: Any) -> Animation:
    """Lets a recording run past, with its feature rows and what the net believes so far.

    Args:
        x: what was heard, (T,).
        features: the shorter sequence that the LSTM reads, (S, F).
        opinion: the net's probability for "low first" after each step of the LSTM, (S,).
        ready: by which step of the recording each step of the LSTM has heard all it reads, (S,).
        where: first step of the low and of the high hoot, (2,).

    Returns:
        An ``Animation``.
    """
    sound = np.asarray(x, dtype=np.float64).reshape(-1)
    rows = np.asarray(features, dtype=np.float64)
    belief = np.asarray(opinion, dtype=np.float64).reshape(-1)
    done = np.asarray(ready).reshape(-1)
    begins = np.asarray(where).reshape(-1)
    cuts = np.unique(np.r_[np.arange(3, len(sound), 3), len(sound)])

    def draw(figure: Figure, frame: int) -> None:
        _listen(figure, sound, rows, belief, done, begins, int(cuts[frame]))

    first = "low" if begins[0] < begins[1] else "high"
    said = "low" if belief[-1] > 0.5 else "high"
    alt = (
        f"A recording runs past; the {first} car hooted first, and the net ends up believing that "
        f"it was the {said} one, with probability {max(belief[-1], 1 - belief[-1]):.2f}."
    )
    return animate(draw, len(cuts), size=(7.6, 4.1), seconds=6.0, alt=alt)


def _listen(  # noqa: PLR0913, PLR0917 - one frame of a film with three rows
    figure: Figure,
    sound: NDArray[np.float64],
    rows: NDArray[np.float64],
    belief: NDArray[np.float64],
    done: NDArray[Any],
    begins: NDArray[Any],
    now: int,
) -> None:
    """One frame: everything up to ``now``, nothing of what comes later."""
    axes = figure.subplots(3, 1, gridspec_kw={"height_ratios": [1.1, 1, 1.1]})
    figure.subplots_adjust(left=0.15, right=0.97, top=0.97, bottom=0.05, hspace=0.2)
    steps = len(sound)
    limit = max(2.4, float(np.abs(sound).max()) * 1.05)
    _bare(axes[0], "the sound")
    axes[0].set(xlim=(0, steps), ylim=(-limit, 1.4 * limit))
    axes[0].plot(sound[:now], color=INK, lw=1.3)
    heard = np.where(begins + LENGTH <= now, begins, -steps)
    _mark_hoots(axes[0], heard)
    count = int(np.searchsorted(done, now, side="right"))
    shown = np.where(np.arange(len(rows))[:, None] < count, rows, 0.0)
    _bare(axes[1], "what the\nrulers found")
    ends = (float(2 * done[0] - done[1]), float(done[-1]))
    _heat(axes[1], shown, "", largest=float(rows.max()), ends=ends)
    axes[1].set_xlim(0, steps)
    _bare(axes[2], "the opinion")
    axes[2].set(xlim=(0, steps), ylim=(-0.12, 1.12))
    axes[2].axhline(0.5, color=FAINT, lw=1)
    so_far = np.r_[0.5, belief[:count]]
    times = np.r_[0, done[:count]]
    axes[2].step(np.r_[times, now], np.r_[so_far, so_far[-1]], where="post", color=INK, lw=2.4)
    axes[2].plot([now], [so_far[-1]], "o", color=INK, ms=7, clip_on=False)
    for height, name in ((1.0, "low"), (0.0, "high")):
        axes[2].text(
            0.4, height, f"{name} first", color=HOOTS[name], fontsize=10, va="center", weight="bold"
        )
    for ax in axes:
        ax.axvline(now, color=FAINT, lw=1.2)


def _two_axes(x: Any) -> NDArray[np.float64]:
    sounds = np.asarray(x, dtype=np.float64)
    sounds = sounds[..., 0] if sounds.ndim == 3 else sounds
    if sounds.ndim != 2:
        raise ValueError(f"recordings of shape {sounds.shape}: (N, T, 1) can be drawn")
    return sounds


def _bare(ax: Axes, name: str) -> None:
    """No frame, no numbers; only a name on the left."""
    ax.spines[:].set_visible(False)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.text(-0.02, 0.5, name, transform=ax.transAxes, ha="right", va="center", fontsize=10.5)


def _mark_hoots(ax: Axes, begins: NDArray[Any]) -> None:
    low, high = ax.get_ylim()
    for name, start in zip(HOOTS, begins.tolist(), strict=True):
        if start < 0:
            continue
        ax.axvspan(start - 0.5, start + LENGTH - 0.5, color=HOOTS[name], alpha=0.16, lw=0)
        at = (start + LENGTH / 2 - 0.5, high - 0.04 * (high - low))
        ax.text(*at, name, color=HOOTS[name], ha="center", va="top", fontsize=10, weight="bold")


def _heat(
    ax: Axes,
    rows: NDArray[np.float64],
    quantity: str,
    *,
    largest: float | None = None,
    ends: tuple[float, float] | None = None,
) -> None:
    """A table as a field of shades: the darker, the larger."""
    from matplotlib.colors import LinearSegmentedColormap

    paints = ["#F4F4F7", COLOURS[quantity], "#1E1D2C"] if quantity else ["#F4F4F7", "#16161C"]
    shades = LinearSegmentedColormap.from_list("shades", paints)
    low = float(rows.min()) if quantity else 0.0
    high = float(rows.max()) if largest is None else largest
    left, right = ends or (0.0, float(len(rows)))
    ax.imshow(
        rows.T,
        cmap=shades,
        vmin=low,
        vmax=max(high, low + 1e-9),
        aspect="auto",
        interpolation="nearest",
        extent=(left, right, 0.0, float(rows.shape[1])),
    )


def _resemblance(
    wave: NDArray[np.float64], shapes: Mapping[str, Any]
) -> tuple[str, float, NDArray[np.float64]]:
    """The shape that a wave is most like, how much, and that shape in its best place and size."""
    found: tuple[str, float, NDArray[np.float64]] = ("", -1.0, wave)
    own = float(np.linalg.norm(wave)) or 1.0
    for name, values in shapes.items():
        shape = np.asarray(values, dtype=np.float64)
        long = np.pad(shape, len(wave) - 1)
        for start in range(len(long) - len(wave) + 1):
            part = long[start : start + len(wave)]
            size = float(np.linalg.norm(part))
            cosine = float(part @ wave) / max(size * own, 1e-12)
            # Most of the shape has to be there: its faint ends resemble anything.
            if size > 0.6 * float(np.linalg.norm(shape)) and abs(cosine) > found[1]:
                found = (name, abs(cosine), part * (cosine * own / size))
    return found
