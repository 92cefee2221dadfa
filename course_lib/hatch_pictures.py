"""What two clerks did: their switches, answers, exams and notes, and a sum on its way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import COLOURS, FAINT, INK
from course_lib.figures import Picture, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CELL = COLOURS["cell"]
TARGET = "#C2185B"
RED = "#C4302B"
LIGHT = "#EDEDF1"
TYPE = "DejaVu Sans Mono"
BOTH_WAYS = "PuOr_r"
"""Purple below zero, orange above: told apart in every kind of colour vision."""
MOST_ANSWERS = 24
MOST_NOTES = 60
THROUGH = 0.5
"""Half of the way from one side of the wall to the other."""
LARGEST = 2.0
"""Where the colours of a note end; beyond it they get no stronger."""
Array = NDArray[np.float64]


def draw_switches(grid: Any, symbols: Sequence[str], *, title: str = "") -> Picture:
    """Draws rows of switches: dark where one is on.

    Args:
        grid: switches, (T, V).
        symbols: the V symbols; blanks are drawn as a mark.
        title: a line above.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: there is nothing, or not one column for each symbol.
    """
    switches = _table(grid, "grid")
    steps, wide = switches.shape
    if wide != len(symbols):
        raise ValueError(f"{wide} columns and {len(symbols)} symbols do not belong together")
    height = 0.42 * steps + 1.1
    figure = new_figure(0.44 * wide + 1.4, height)
    ax = figure.add_axes((0.12, 0.06, 0.84, (0.42 * steps) / height))
    ax.imshow(switches, cmap="Greys", vmin=0, vmax=1.15, aspect="auto")
    ax.set_xticks(range(wide), [_shown(symbol) for symbol in symbols])
    ax.xaxis.tick_top()
    on = [_shown(symbols[int(place)]) for place in switches.argmax(axis=1)]
    lit = [word if row.any() else "?" for word, row in zip(on, switches, strict=True)]
    ax.set_yticks(range(steps), lit)
    ax.set_xticks(np.arange(-0.5, wide), minor=True)
    ax.set_yticks(np.arange(-0.5, steps), minor=True)
    ax.grid(which="minor", color=FAINT, lw=1)
    ax.tick_params(which="both", length=0, colors=INK, labelsize=12)
    ax.spines[:].set_color(FAINT)
    if title:
        figure.text(0.12, 1 - 0.3 / height, title, fontsize=12, weight="bold", color=INK)
    return Picture(figure, f"{title or 'Switches'}: {steps} rows; on are {', '.join(lit)}.")


def draw_answers(
    asked: Sequence[str], true: Sequence[str], said: Sequence[str], *, title: str = ""
) -> Picture:
    """Draws a table of answers, in two columns; the first wrong symbol of each is marked.

    Args:
        asked: what was asked, at most 24.
        true: what should have been said.
        said: what was said.
        title: a line above.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: the three lists do not fit together, or there are too many.
    """
    if not 0 < len(asked) == len(true) == len(said) <= MOST_ANSWERS:
        raise ValueError(
            f"{len(asked)} questions, {len(true)} right answers and {len(said)} answers: "
            f"as many of each, please, from 1 to {MOST_ANSWERS}"
        )
    rows = -(-len(asked) // 2)
    height = 0.34 * rows + (1.0 if title else 0.62)
    figure = new_figure(8.2, height)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 8.2), ylim=(0, height))
    ax.axis("off")
    if title:
        ax.text(0.3, height - 0.3, title, fontsize=12.5, weight="bold", color=INK, va="center")
    top = height - (0.72 if title else 0.32)
    slips = 0
    for number, words in enumerate(zip(asked, true, said, strict=True)):
        left, up = 0.3 + 4.0 * (number // rows), top - 0.36 - 0.34 * (number % rows)
        slips += _answer(ax, (left, up), words)
    for column in range(2 if len(asked) > rows else 1):
        for across, word in ((0.0, "sum"), (1.05, "right"), (1.85, "said")):
            at = 0.3 + 4.0 * column + across
            ax.text(at, top, word, fontsize=9.5, color=COLOURS["hidden"], va="center")
    alt = f"{title or 'Answers'}: {len(asked) - slips} of {len(asked)} answers shown are right."
    return Picture(figure, alt)


def _answer(ax: Axes, at: tuple[float, float], words: tuple[str, str, str]) -> bool:
    """One line of a table; whether there is a slip in it."""
    from matplotlib.patches import Rectangle

    asked, true, said = words
    (left, up), pitch = at, 0.135
    style: dict[str, Any] = {"fontfamily": TYPE, "fontsize": 12, "va": "center", "color": INK}
    ax.text(left, up, asked, **style)
    ax.text(left + 1.05, up, true, **style)
    first = next((k for k, (a, b) in enumerate(zip(true, said, strict=False)) if a != b), None)
    if first is None and len(true) != len(said):
        first = min(len(true), len(said))
    for place, symbol in enumerate(said):
        if place == first:
            spot = (left + 1.84 + pitch * place, up - 0.135)
            ax.add_patch(Rectangle(spot, pitch, 0.27, facecolor=RED, lw=0))
        paint = "white" if place == first else INK
        ax.text(left + 1.85 + pitch * place, up, symbol, **{**style, "color": paint})
    if first is not None and first >= len(said):
        spot = (left + 1.84 + pitch * len(said), up - 0.135)
        ax.add_patch(Rectangle(spot, pitch, 0.27, facecolor="white", edgecolor=RED, lw=1.4))
    mark, paint = ("✓", INK) if first is None else ("✗", RED)
    ax.text(left + 2.75, up, mark, fontsize=13, va="center", color=paint, family="DejaVu Sans")
    return first is not None


def draw_exam(lessons: Any, exam: Any, *, title: str = "") -> Picture:
    """Draws which sums are lessons and which are in the exam, as a board of squares.

    Args:
        lessons: pairs of numbers, (M, 2), from 0 on.
        exam: pairs of numbers, (K, 2).
        title: a line above.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: something is missing, or these are not pairs.
    """
    parts = [
        np.asarray(_table(part, name), int) for part, name in ((lessons, "lessons"), (exam, "exam"))
    ]
    if any(part.shape[1] != 2 for part in parts):
        raise ValueError("a sum has two numbers: lessons and exam are (., 2)")
    size = 1 + max(int(part.max()) for part in parts)
    board = np.zeros((size, size))
    for kind, part in enumerate(parts, start=1):
        board[part[:, 1], part[:, 0]] = kind
    from matplotlib.colors import ListedColormap

    figure = new_figure(6.6, 5.0)
    ax = figure.add_axes((0.11, 0.12, 0.62, 0.78))
    paints = ListedColormap(["white", "#C9D3EE", TARGET])
    ax.imshow(board, cmap=paints, vmin=0, vmax=2, origin="lower", interpolation="nearest")
    ax.plot([-0.5, size - 0.5], [-0.5, size - 0.5], color=INK, lw=0.8, ls="--")
    ax.set_xlabel("first number", color=INK)
    ax.set_ylabel("second number", color=INK)
    ax.tick_params(colors=INK, color=FAINT)
    ax.spines[:].set_color(FAINT)
    for up, paint, word, count in (
        (0.70, "#C9D3EE", "lessons", len(parts[0])),
        (0.58, TARGET, "exam", len(parts[1])),
        (0.46, "white", "not asked", int((board == 0).sum())),
    ):
        if not count:
            continue
        figure.text(0.77, up, "■", fontsize=14, color=paint if paint != "white" else FAINT)
        figure.text(0.81, up, f"{word}\n{count}", fontsize=10, color=INK, va="center")
    figure.text(0.11, 0.94, title, fontsize=12.5, weight="bold", color=INK)
    return Picture(
        figure, f"{title or 'Sums'}: {len(parts[0])} sums are lessons and {len(parts[1])} an exam."
    )


def draw_notes(notes: Any, names: Sequence[str], *, title: str = "") -> Picture:
    """Draws notes as a map: one row for each text, one column for each unit.

    Every unit has a scale of its own, from two standard deviations below its mean over the rows,
    purple, to two above, orange: some units are always far from zero and would be one dark stripe.

    Args:
        notes: cell states, (K, H), at most 60 rows.
        names: a word for each row.
        title: a line above.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: there is not one name for each row, or there are too many.
    """
    table = _table(notes, "notes")
    count, units = table.shape
    if count != len(names) or count > MOST_NOTES:
        raise ValueError(f"{count} notes and {len(names)} names: as many of each, at most 60")
    height = 0.17 * count + 1.1
    figure = new_figure(8.6, height)
    ax = figure.add_axes((0.17, 0.55 / height, 0.71, 0.17 * count / height))
    spread = table.std(axis=0)
    usual = (table - table.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    paint = ax.imshow(
        usual, cmap=BOTH_WAYS, vmin=-LARGEST, vmax=LARGEST, aspect="auto", interpolation="nearest"
    )
    ax.set_yticks(range(count), names, fontfamily=TYPE, fontsize=7.5)
    ax.set_xlabel("units", color=INK, fontsize=10)
    ax.tick_params(colors=INK, color=FAINT)
    scale = figure.add_axes((0.90, 0.55 / height, 0.018, 0.17 * count / height))
    bar = figure.colorbar(paint, cax=scale, ticks=[-LARGEST, 0, LARGEST], extend="both")
    bar.set_ticklabels(["low for\nthis unit", "its mean", "high for\nthis unit"], fontsize=8)
    scale.set_title("$c$", fontsize=13, color=CELL)
    figure.text(0.03, 1 - 0.32 / height, title, fontsize=11.5, weight="bold", color=INK)
    strong = float(np.abs(table).max())
    return Picture(
        figure,
        f"{title or 'Notes'}: {count} rows from {names[0]} to {names[-1]}, {units} units; the "
        f"largest cell state is {strong:.1f}.",
    )


def draw_note_plane(points: Any, values: Any, *, title: str = "", label: str = "result") -> Picture:
    """Draws notes as dots on a sheet of paper, coloured by a number that belongs to each.

    Args:
        points: where each note lies, (K, 2).
        values: the number of each, (K,).
        title: a line above.
        label: what the number is.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: there is not one number for each point.
    """
    places = _table(points, "points")
    numbers = np.asarray(values, dtype=np.float64).reshape(-1)
    if places.shape != (len(numbers), 2):
        raise ValueError(f"{places.shape} points and {len(numbers)} numbers do not fit")
    from matplotlib.patheffects import withStroke

    figure = new_figure(7.4, 4.6)
    ax = figure.add_axes((0.07, 0.08, 0.76, 0.80))
    dots = ax.scatter(places[:, 0], places[:, 1], c=numbers, cmap="viridis", s=26, lw=0)
    order = np.argsort(numbers, kind="stable")
    named = order[np.linspace(0, len(order) - 1, 9).astype(int)]
    # Without a ring one cannot tell which of the dots around a word it belongs to.
    across, up = places[named].T
    ax.scatter(across, up, s=72, lw=1.6, zorder=3, facecolors="none", edgecolors=INK)
    for number in named:
        word = ax.annotate(
            f"{numbers[number]:.0f}",
            places[number],
            textcoords="offset points",
            xytext=(6, 6),
            fontsize=10,
            color=INK,
            weight="bold",
        )
        word.set_path_effects([withStroke(linewidth=3, foreground="white")])
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_color(FAINT)
    scale = figure.add_axes((0.86, 0.08, 0.022, 0.80))
    figure.colorbar(dots, cax=scale, label=label)
    figure.text(0.07, 0.92, title, fontsize=12.5, weight="bold", color=INK)
    agree = [float(np.corrcoef(numbers, axis)[0, 1]) for axis in places.T]
    return Picture(
        figure,
        f"{title or 'Notes'}: {len(numbers)} dots; across and up they agree with the {label} with "
        f"correlations of {agree[0]:.2f} and {agree[1]:.2f}.",
    )


def animate_hatch(
    heard: str, notes: Any, said: str, odds: Any, symbols: Sequence[str]
) -> Animation:
    """Draws a film of a text on its way through the hatch.

    Args:
        heard: what the encoder hears, symbol by symbol.
        notes: the cell state after each symbol heard and then after each said, (steps, H).
        said: what the decoder says.
        odds: for each symbol said, the probabilities of all symbols, (len(said), V).
        symbols: the V symbols.

    Returns:
        An ``Animation`` with one frame for each step and one for the hatch.

    Raises:
        ValueError: the parts do not fit together.
    """
    states, shares = _table(notes, "notes"), _table(odds, "odds")
    steps = len(heard) + len(said)
    if len(states) != steps or shares.shape != (len(said), len(symbols)):
        raise ValueError(
            f"{steps} symbols need as many notes and not {len(states)}, and odds of shape "
            f"{(len(said), len(symbols))} and not {shares.shape}"
        )

    def draw(figure: Figure, frame: int) -> None:
        hearing, spoken = min(frame + 1, len(heard)), max(0, frame - len(heard))
        step = min(frame, len(heard) - 1) + spoken
        title = f"Through the hatch: {asked}"
        figure.text(0.04, 0.91, title, fontsize=13, weight="bold", color=INK)
        now = frame < len(heard)
        _spoken(
            figure, (0.04, 0.70), heard, count=hearing, now=now, name="the Ear hears, back to front"
        )
        _spoken(figure, (0.60, 0.70), said, count=spoken, now=spoken > 0, name="the Mouth says")
        place = 1.0 if spoken else 0.0 if now else THROUGH
        _note(figure, states[step : step + 1], place)
        _odds(figure, shares[spoken - 1] if spoken else None, symbols)

    asked = heard.strip()[::-1]
    alt = f"{asked} is heard back to front, the note changes symbol by symbol, and {said} is said."
    return animate(draw, steps + 1, size=(7.4, 3.6), seconds=1.0 * (steps + 1), alt=alt)


def _note(figure: Figure, state: Array, place: float) -> None:
    """The wall, and the note: on its left at place 0, on its right at 1."""
    from matplotlib.lines import Line2D

    for low, high in ((0.60, 0.86), (0.38, 0.43)):
        figure.add_artist(Line2D([0.53, 0.53], [low, high], color=INK, lw=5, alpha=0.75))
    left = 0.04 + 0.52 * place
    ax = figure.add_axes((left, 0.45, 0.46 - 0.06 * place, 0.11))
    ax.imshow(state, cmap=BOTH_WAYS, vmin=-LARGEST, vmax=LARGEST, aspect="auto")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_color(CELL)
    ax.spines[:].set_linewidth(2.2)
    where = {0.0: "is being written", 1.0: "goes on, on the other side"}
    words = "the note's $c$ " + where.get(place, "goes through")
    at, side = ((0.51, 0.405), "right") if place == THROUGH else ((left, 0.585), "left")
    figure.text(*at, words, fontsize=10.5, color=CELL, va="center", ha=side)


def _spoken(  # noqa: PLR0913 - the ways in which a row of symbols can look
    figure: Figure, at: tuple[float, float], text: str, *, count: int, now: bool, name: str
) -> None:
    """A row of symbols, those to come left blank, the newest marked."""
    across, up = at
    figure.text(across, up + 0.09, name, fontsize=10.5, color=INK)
    for place, symbol in enumerate(text):
        known = place < count
        newest = now and place == count - 1
        figure.text(
            across + 0.02 + 0.058 * place,
            up,
            _shown(symbol) if known else "·",
            fontsize=17,
            fontfamily=TYPE,
            ha="center",
            va="center",
            color="white" if newest else INK if known else FAINT,
            bbox={
                "boxstyle": "square,pad=0.18",
                "facecolor": TARGET if newest else LIGHT,
                "edgecolor": "none",
            },
        )


def _odds(figure: Figure, shares: Array | None, symbols: Sequence[str]) -> None:
    """What the decoder thinks of every symbol, as bars."""
    ax = figure.add_axes((0.04, 0.09, 0.92, 0.25))
    count = len(symbols)
    ax.bar(range(count), np.zeros(count) if shares is None else shares, color=TARGET, width=0.7)
    ax.set(xlim=(-0.6, count - 0.4), ylim=(0, 1.05))
    ax.set_xticks(range(count), [_shown(symbol) for symbol in symbols], fontfamily=TYPE)
    ax.set_yticks([])
    ax.tick_params(length=0, colors=INK, labelsize=10)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(FAINT)
    words = "how likely the Mouth finds each symbol"
    figure.text(0.96, 0.345, words, fontsize=9.5, color=INK, ha="right")


def _shown(symbol: str) -> str:
    return "␣" if symbol == " " else symbol


def _table(values: Any, name: str) -> Array:
    """A table of numbers."""
    if values is None:
        raise ValueError(f"{name} is None: the function that makes it returns nothing yet")
    table = np.asarray(values, dtype=np.float64)
    if table.ndim != 2 or table.size == 0:
        raise ValueError(f"{name} has shape {table.shape}; a table with rows and columns is needed")
    return table
