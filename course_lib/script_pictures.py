"""Pictures of scripts: a page, what may come next, what one unit thinks, marks for writers."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.animations import Animation, animate
from course_lib.colours import COLOURS, FAINT, INK
from course_lib.figures import Picture, new_figure
from course_lib.screenplay import read_line, split_scenes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TYPE = "DejaVu Sans Mono"
RED = "#C4302B"
ORANGE = "#E08214"
BOTH_WAYS = "PuOr_r"
"""Purple below zero, orange above: told apart in every kind of colour vision."""
WIDEST = 40
"""Symbols in a line of a page, before it is wrapped."""
SEEN = {" ": "␣", "\n": "↵"}
"""How symbols are drawn that nobody can see."""

Slips = Callable[[list[str]], Any]
Placed = tuple[str, str, bool, bool]


def draw_script(
    text: str, slips: Slips | None = None, *, title: str = "", columns: int = 2
) -> Picture:
    """Draws the scenes of a script as a page; lines with a slip are red and have a cross.

    Args:
        text: a script of whole scenes.
        slips: takes the lines of one scene and says of each whether it is wrong; None
            if nobody is to be the judge.
        title: a line above the page.
        columns: how many scenes stand side by side.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: there is no whole scene in the text, or the judge speaks of another number of
            lines.
    """
    scenes = split_scenes(text)
    if not scenes:
        raise ValueError("there is no whole scene here: a scene ends with an empty line")
    placed, wrong = [], 0
    for scene in scenes:
        marks = _marks_of(scene, slips)
        wrong += sum(marks)
        placed.append(
            [piece for line, bad in zip(scene, marks, strict=True) for piece in _laid(line, bad)]
        )
    rows = [placed[first : first + columns] for first in range(0, len(placed), columns)]
    tall = [max(map(len, row)) + 1.6 for row in rows]
    each, top = 0.165, 0.5 if title else 0.15
    height = sum(tall) * each + top
    figure = new_figure(4.15 * columns, height)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 47 * columns), ylim=(height / each, 0))
    ax.axis("off")
    y = top / each + 0.4
    for row, space in zip(rows, tall, strict=True):
        for column, lines in enumerate(row):
            _write_scene(ax, lines, 47 * column + 3, y)
        y += space
    if title:
        ax.text(1, 1.6, title, fontsize=12.5, weight="bold", color=INK, va="center")
    told = f" {wrong} of {sum(map(len, scenes))} lines have a slip." if slips else ""
    return Picture(
        figure, f"{title or 'A page of script'}: {len(scenes)} scenes.{told} {_spoken(scenes)}"
    )


def draw_next(
    chances: Mapping[str, Any],
    symbols: Sequence[str],
    *,
    most: int = 8,
    same_rows: bool = False,
    title: str = "",
) -> Picture:
    """Draws, for each of some beginnings, which symbols are likely to come next.

    All charts have one scale, which ends at the longest bar.

    Args:
        chances: probabilities, (V,), by what has been written so far (or by any other name).
        symbols: the symbols that belong to the numbers 0 to V - 1.
        most: how many bars there are in each chart, the likeliest first.
        same_rows: whether every chart has the rows of the first one, to be read across; otherwise
            each is sorted by itself.
        title: a line above the picture.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: there are not as many probabilities as symbols.
    """
    shares = {name: _one_each(values, symbols, name) for name, values in chances.items()}
    longest = max(float(p.max()) for p in shares.values()) or 1.0
    shown: list[int] | None = None
    count, words = len(shares), []
    height = 0.24 * most + 1.0
    figure = new_figure(2.55 * count + 0.3, height)
    for number, (name, p) in enumerate(shares.items()):
        left = (2.55 * number + 0.5) / (2.55 * count + 0.3)
        ax = figure.add_axes(
            (left, 0.12 / height, 1.85 / (2.55 * count + 0.3), 0.24 * most / height)
        )
        best = shown or _likeliest(p, most)
        shown = best if same_rows else None
        _bars(ax, p, symbols, best, longest=longest)
        ax.text(
            0,
            -0.75,
            _short(name, 25),
            fontsize=9,
            family=TYPE,
            color=INK,
            va="bottom",
            linespacing=1.1,
        )
        told = ", ".join(f"{_named(symbols[i])} {p[i]:.2f}" for i in best[:3])
        words.append(f"after {name!r}: {told}")
    figure.text(0.02, 1 - 0.1 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    return Picture(figure, f"{title or 'What may come next'}; {'; '.join(words)}.")


def draw_unit(text: str, values: Any, *, title: str = "", name: str = "the unit") -> Picture:
    """Draws a text with every symbol on a ground that shows what one unit has in mind there.

    Args:
        text: what was read.
        values: one number for each symbol, (L,), from -1, purple, to 1, orange.
        title: a line above the text.
        name: of the unit.

    Returns:
        A ``Picture``.

    Raises:
        ValueError: there are not as many values as symbols.
    """
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    mind = np.asarray(values, dtype=np.float64).reshape(-1)
    if len(mind) != len(text):
        raise ValueError(f"{len(mind)} values do not belong to {len(text)} symbols")
    places, row, column = [], 0, 0
    for symbol in text:
        places.append((column, row))
        column += 1
        if symbol == "\n":
            row, column = row + 1, 0
    wide = max(place[0] for place in places) + 1
    each, top = 0.19, 0.55
    height = (row + 1) * each + top
    figure = new_figure(0.097 * (wide + 18), height)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(-2, wide + 16), ylim=(height / each, -0.2))
    ax.axis("off")
    for symbol, value, (across, down) in zip(text, mind, places, strict=True):
        y = down + top / each
        fill = colormaps[BOTH_WAYS](0.5 + 0.27 * float(np.clip(value, -1, 1)))
        ax.add_patch(Rectangle((across, y - 0.5), 1, 1, facecolor=fill, lw=0))
        shown = "↵" if symbol == "\n" else symbol
        middle = across + 0.5
        ax.text(middle, y, shown, family=TYPE, fontsize=9.5, color=INK, ha="center", va="center")
    ax.text(-1.3, 0.8, title, fontsize=12, weight="bold", color=INK, va="center")
    legend = ((3.2, "orange:\nit says yes", "#9A5A0C"), (5.6, "purple:\nit says no", "#5E3C99"))
    for below, word, paint in legend:
        ax.text(wide + 2, below, word, fontsize=9.5, color=paint, va="top")
    high, low = (float(f(mind)) for f in (np.max, np.min))
    return Picture(figure, f"{title or name}: {len(text)} symbols, from {low:.2f} to {high:.2f}.")


def draw_marks(
    marks: Mapping[str, Mapping[str, float]],
    *,
    title: str = "",
    names: Mapping[str, str] | None = None,
) -> Picture:
    """Draws the marks of several writers: a small chart for each kind, a bar for each writer.

    Args:
        marks: by writer, the marks by kind, each from 0 to 1; all writers have the same kinds.
        title: a line above the picture.
        names: what to write above the chart of a kind, where that is not the kind itself.

    Returns:
        A ``Picture``.
    """
    kinds = list(next(iter(marks.values())))
    height = 0.3 * len(marks) + 1.15
    figure = new_figure(9.2, height)
    wide = 0.80 / len(kinds)
    for number, kind in enumerate(kinds):
        box = (0.185 + number * wide, 0.1 / height, wide * 0.84, 0.3 * len(marks) / height)
        ax = figure.add_axes(box)
        for row, (writer, given) in enumerate(marks.items()):
            value = float(given[kind])
            ax.barh(row, 1, color="#F1F1F5", height=0.72)
            ax.barh(row, value, color=COLOURS["hidden"], height=0.72)
            inside = value > 0.55
            ax.text(
                value + (-0.03 if inside else 0.03),
                row,
                f"{100 * value:.0f}%",
                va="center",
                ha="right" if inside else "left",
                fontsize=9.5,
                color="white" if inside else INK,
            )
            if number == 0:
                ax.text(-0.05, row, writer, va="center", ha="right", fontsize=10, color=INK)
        ax.set(xlim=(0, 1), ylim=(len(marks) - 0.5, -0.5))
        ax.axis("off")
        ax.text(0, -0.7, (names or {}).get(kind, kind), fontsize=10.5, color=INK, va="bottom")
    figure.text(0.02, 1 - 0.1 / height, title, fontsize=12.5, weight="bold", color=INK, va="top")
    told = "; ".join(
        f"{writer}: " + ", ".join(f"{kind} {float(value):.2f}" for kind, value in given.items())
        for writer, given in marks.items()
    )
    return Picture(figure, f"{title or 'Marks'}. {told}.")


def animate_typing(
    text: str, chances: Any, symbols: Sequence[str], *, title: str = "", seconds: float = 9.0
) -> Animation:
    """A typewriter at work: what stands on the page, and beside it what may come next.

    Args:
        text: what is typed.
        chances: the probabilities from which each of its symbols was drawn, (L, V).
        symbols: the symbols that belong to the numbers 0 to V - 1.
        title: a line above it all.
        seconds: how long the typing takes.

    Returns:
        An ``Animation`` of up to 56 frames.

    Raises:
        ValueError: there are not as many rows of probabilities as symbols in the text.
    """
    p = np.asarray(chances, dtype=np.float64)
    if p.shape != (len(text), len(symbols)):
        raise ValueError(f"chances of shape {p.shape} do not belong to {len(text)} symbols")
    frames = min(56, len(text))
    stops = np.linspace(0, len(text) - 1, frames).round().astype(int)

    def draw(figure: Figure, number: int) -> None:
        at = int(stops[number])
        page = figure.add_axes((0.02, 0.02, 0.64, 0.86))
        page.set(xlim=(0, 62), ylim=(15.5, -0.5))
        page.axis("off")
        lines = text[:at].split("\n")[-15:]
        for row, line in enumerate(lines):
            caret = "▮" if row == len(lines) - 1 else ""
            page.text(0, row, line + caret, family=TYPE, fontsize=10.5, color=INK, va="center")
        bars = figure.add_axes((0.73, 0.06, 0.24, 0.72))
        _bars(bars, p[at], symbols, _likeliest(p[at], 8), struck=text[at])
        figure.text(0.72, 0.84, "what may come next", fontsize=10, color=INK)
        figure.text(0.02, 0.92, title, fontsize=12.5, weight="bold", color=INK)

    alt = f"{title or 'A typewriter'}: {len(text)} symbols are typed one by one."
    return animate(draw, frames, size=(8.2, 3.9), seconds=seconds, alt=alt)


def _likeliest(p: NDArray[np.float64], most: int) -> list[int]:
    """The numbers of the likeliest symbols, the likeliest first."""
    return [int(i) for i in np.argsort(-p, kind="stable")[:most]]


def _bars(  # noqa: PLR0913 - the ways in which a bar can look
    ax: Axes,
    p: NDArray[np.float64],
    symbols: Sequence[str],
    rows: Sequence[int],
    *,
    longest: float = 1.0,
    struck: str = "",
) -> None:
    """A bar for each of some symbols, from the top down, on a scale that ends at the longest."""
    for row, i in enumerate(rows):
        hit = symbols[i] == struck
        ax.barh(row, p[i], height=0.72, color=ORANGE if hit else COLOURS["hidden"])
        shown = SEEN.get(symbols[i], symbols[i])
        ax.text(
            -0.04 * longest, row, shown, family=TYPE, fontsize=11, ha="right", va="center",
            color=INK, weight="bold" if hit else "normal",
        )  # fmt: skip
        share = f"{p[i]:.2f}" if p[i] >= 0.005 else ""
        ax.text(p[i] + 0.02 * longest, row, share, fontsize=8.5, va="center", color=INK)
    ax.set(xlim=(0, 1.15 * longest), ylim=(len(rows) - 0.5, -0.5))
    ax.axis("off")
    ax.plot([0, 0], [-0.5, len(rows) - 0.5], color=FAINT, lw=1)


def _marks_of(scene: list[str], slips: Slips | None) -> list[bool]:
    """What the judge says of each line of a scene."""
    if slips is None:
        return [False] * len(scene)
    said = slips(list(scene))
    if said is None or len(said) != len(scene):
        raise ValueError(f"the judge should say one thing for each of the {len(scene)} lines")
    return [bool(mark) for mark in said]


def _laid(line: str, bad: bool) -> list[Placed]:
    """A line as it is laid out: pieces of (text, kind, slip, whether a cross is drawn)."""
    read = read_line(line)
    kind = read.kind if read else "noise"
    pieces = textwrap.wrap(line, WIDEST - 4 if kind in ("speech", "noise") else WIDEST) or [line]
    return [(piece, kind, bad, bad and number == 0) for number, piece in enumerate(pieces)]


def _write_scene(ax: Axes, lines: list[Placed], left: float, y: float) -> None:
    """Writes one scene, each kind of line at its place."""
    looks = {
        "slug": ("bold", "normal", 0),
        "crowd": ("normal", "italic", 0),
        "cut": ("normal", "normal", 31),
    }
    for row, (words, kind, bad, crossed) in enumerate(lines):
        weight, style, start = looks.get(kind, ("normal", "normal", 3))
        start = 12 if kind == "cue" else start
        paint = RED if bad else INK
        ax.text(
            left + start, y + row, words, family=TYPE, fontsize=8.4, weight=weight, style=style,
            color=paint, va="center",
        )  # fmt: skip
        if crossed:
            ax.text(
                left - 1.6, y + row, "✗", family="DejaVu Sans", fontsize=9, color=RED, va="center"
            )


def _one_each(values: Any, symbols: Sequence[str], name: str) -> NDArray[np.float64]:
    """Probabilities, one for each symbol."""
    if values is None:
        raise ValueError(f"{name!r} has no probabilities: the function returns nothing yet")
    p = np.asarray(values, dtype=np.float64).reshape(-1)
    if len(p) != len(symbols):
        raise ValueError(f"{name!r}: {len(p)} probabilities for {len(symbols)} symbols")
    return p


def _short(name: str, most: int) -> str:
    """The end of a beginning, with line breaks that can be seen."""
    shown = name.replace("\n", "↵")
    return shown if len(shown) <= most else "…" + shown[1 - most :]


def _named(symbol: str) -> str:
    """A symbol for who listens."""
    return {" ": "a space", "\n": "a line break"}.get(symbol, symbol)


def _spoken(scenes: Sequence[Sequence[str]]) -> str:
    """The beginning of a script for who listens."""
    return f"It begins: {' / '.join(scenes[0][:4])}"
