"""The small pictures beside the equations of writing: numbers, targets, heat, bits, the loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from course_lib.colours import COLOURS, FAINT, INK
from course_lib.drawing import arrow, block, box, new_canvas, write
from course_lib.figures import Picture, named_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PALE = "#EDEDF1"
GREY = "#B9B9C4"
TARGET = "#C2185B"
RED = "#C4302B"
TYPE = "DejaVu Sans Mono"
HIDDEN = COLOURS["hidden"]


def draw_writing_equation(name: str) -> Picture:
    """Draws the small picture that belongs to an equation about writing.

    Args:
        name: ``numbers``, ``targets``, ``heat``, ``dart``, ``bits``, ``loop``, ``judge`` or
            ``writer``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(WRITING_DRAWERS, name)


def _tiles(ax: Axes, left: float, base: float, words: list[str], fill: str = PALE) -> None:
    """A row of squares with a symbol or a number in each."""
    paint = "white" if fill == TARGET else INK
    for number, word in enumerate(words):
        block(ax, (left + 5 * number, base), (1, 1), fill, cell=5)
        write(ax, (left + 5 * number + 2.5, base + 2.5), word, size=11, paint=paint)


def _numbers() -> Picture:
    figure, ax = new_canvas(88, 27)
    text = ["g", "o", "a", "t", "!"]
    symbols = sorted(text)
    write(ax, (12, 20.5), "text", size=11, align="right")
    _tiles(ax, 14, 18, text)
    write(ax, (12, 5.5), "ids", size=11, align="right")
    _tiles(ax, 14, 3, [str(symbols.index(letter)) for letter in text], GREY)
    arrow(ax, (22, 16.6), (22, 9.4))
    write(ax, (20.6, 13), "encode", size=10, align="right")
    arrow(ax, (31, 9.4), (31, 16.6))
    write(ax, (32.4, 13), "decode", size=10, align="left")
    write(ax, (52, 24.6), "symbols, in order", size=10.5, align="left")
    _tiles(ax, 52, 18, symbols)
    write(ax, (52, 9.8), "index: from the symbol to its place", size=10.5, align="left")
    _tiles(ax, 52, 3, [str(number) for number in range(5)], GREY)
    for place in range(5):
        arrow(ax, (54.5 + 5 * place, 17.4), (54.5 + 5 * place, 11.6), paint=FAINT, width=1.0)
    return Picture(
        figure,
        "The symbols of goat! in order are !, a, g, o, t, with the numbers 0 to 4; the text "
        "becomes 2, 3, 1, 4, 0, and back.",
    )


def _targets() -> Picture:
    figure, ax = new_canvas(88, 32)
    text = list("THE GOAT SPEAKS")
    shown = ["␣" if letter == " " else letter for letter in text]
    write(ax, (8, 26.5), "text", size=11, align="right")
    _tiles(ax, 10, 24, shown)
    first, steps = 4, 6
    ax.plot([10 + 5 * first] * 2, [21.4, 23.4], color=INK, lw=2)
    write(ax, (9 + 5 * first, 21.6), "start", size=10, align="right")
    write(ax, (8 + 5 * first, 15.5), "x", size=12, align="right")
    _tiles(ax, 10 + 5 * first, 13, shown[first : first + steps], GREY)
    write(ax, (8 + 5 * first, 5.5), "y", size=12, align="right", paint=TARGET)
    _tiles(ax, 10 + 5 * first, 3, shown[first + 1 : first + steps + 1], TARGET)
    for place in range(steps):
        at = 12.5 + 5 * (first + place)
        arrow(ax, (at, 12.4), (at, 8.7), width=1.2)
    write(ax, (62, 10.6), "every symbol has to\nguess the one after it", size=10, align="left")
    return Picture(
        figure,
        "A piece of six symbols is cut out of a text as x. Its target y is the piece of six that "
        "begins one symbol later.",
    )


def _heat() -> Picture:
    figure, ax = new_canvas(92, 29)
    logits = (2.0, 1.0, 0.0, -1.0)
    cases = (
        ("0.3", "cold", (0.964, 0.034, 0.001, 0.000)),
        ("1", "as it is", (0.644, 0.237, 0.087, 0.032)),
        ("3", "hot", (0.385, 0.276, 0.198, 0.142)),
    )
    write(ax, (12, 26.6), "logits", size=10.5)
    for place, value in enumerate(logits):
        at = 4 + 4.5 * place
        # A logit of 0 gets a sliver, or it would look like a gap.
        _bar(ax, (at, 11), 3.6 * value or 0.5, GREY)
        write(ax, (at + 1.5, 4.6), f"{value:.0f}", size=10)
    ax.plot([3, 22], [11, 11], color=INK, lw=1)
    for number, (heat, word, shares) in enumerate(cases):
        left = 32 + 20 * number
        for place, value in enumerate(shares):
            _bar(ax, (left + 4 * place, 7), 17 * value, HIDDEN)
        ax.plot([left - 0.6, left + 16], [7, 7], color=INK, lw=1)
        write(ax, (left + 7.5, 26.6), f"temperature {heat}", size=10.5)
        write(ax, (left + 7.5, 4.4), word, size=10)
    arrow(ax, (24, 14), (29.5, 14), width=1.8)
    return Picture(
        figure,
        "Four logits, 2, 1, 0 and -1. At temperature 0.3 nearly all of the probability is with the "
        "largest, at 3 it is spread nearly evenly.",
    )


def _bar(ax: Axes, corner: tuple[float, float], height: float, paint: str, wide: float = 3) -> None:
    """A bar from a base line, upwards or downwards."""
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle(corner, wide, height, facecolor=paint, lw=0, zorder=2))


def _dart() -> Picture:
    from matplotlib.patches import Rectangle

    figure, ax = new_canvas(88, 21)
    shares = ((0.1, "a"), (0.5, "e"), (0.0, "q"), (0.25, "o"), (0.15, "!"))
    start = 0.0
    for number, (share, name) in enumerate(shares):
        left, wide = 8 + 72 * start, 72 * share
        fill = (PALE, GREY)[number % 2 if number < 3 else (number + 1) % 2]
        ax.add_patch(Rectangle((left, 7), wide, 6, facecolor=fill, edgecolor="white", lw=1.5))
        if share:
            write(ax, (left + wide / 2, 11), name, size=13)
            write(ax, (left + wide / 2, 8.3), f"{share:g}", size=9)
            ax.plot([left, left], [5.6, 7], color=INK, lw=1)
            write(ax, (left, 4.2), f"{start:g}", size=10)
        start += share
    ax.plot([80, 80], [5.6, 7], color=INK, lw=1)
    write(ax, (80, 4.2), "1", size=10)
    write(ax, (44, 1.2), "where the pieces end", size=9.5)
    at = 8 + 72 * 0.72
    arrow(ax, (at, 19), (at, 13.2), paint=TARGET, width=2.4)
    write(ax, (at + 1.6, 17.6), "a dart, thrown blindly", size=10.5, paint=TARGET, align="left")
    write(ax, (51.2, 17.6), "q: nothing to hit", size=9.5, align="right")
    arrow(ax, (51.2, 16.4), (51.2, 13.2), width=1.0)
    return Picture(
        figure,
        "The line from 0 to 1 is cut into pieces: a 0.1, e 0.5, q nothing, o 0.25, ! 0.15. They "
        "end at 0.1, 0.6, 0.6, 0.85 and 1. A dart is thrown blindly and hits o.",
    )


def _bits() -> Picture:
    figure, ax = new_canvas(88, 38)
    chart = figure.add_axes((0.10, 0.17, 0.50, 0.74))
    p = np.linspace(0.004, 1, 300)
    chart.plot(p, -np.log2(p), color=INK, lw=2.2)
    for share, words in ((0.5, "1 bit: one coin"), (0.25, "2 bits: two coins"), (1.0, "0 bits")):
        cost = -np.log2(share)
        chart.plot([share], [cost], "o", ms=8, color=TARGET)
        across, up = (share + 0.025, cost + 0.3) if share < 1 else (0.86, 0.55)
        chart.text(across, up, words, fontsize=10, color=INK)
    chart.set(xlim=(0, 1.04), ylim=(-0.2, 7))
    chart.spines[["top", "right"]].set_visible(False)
    chart.set_xlabel("probability that was given to what came", fontsize=10, color=INK)
    chart.set_ylabel("bits to pay", fontsize=10, color=INK)
    chart.tick_params(labelsize=9, colors=INK, color=FAINT)
    write(ax, (57, 29), "sure, and right: nearly free", size=10.5, align="left")
    write(
        ax, (57, 21), "58 symbols, all equally likely:\n5.86 bits for each", size=10.5, align="left"
    )
    write(ax, (57, 12), "sure, and wrong: ruin", size=10.5, align="left", paint=RED)
    return Picture(
        figure,
        "A falling curve: a symbol that was given the probability 1 costs 0 bits, one half 1 bit, "
        "a quarter 2 bits, and near 0 the price has no end.",
    )


def _loop() -> Picture:
    figure, ax = new_canvas(92, 34)
    write(ax, (8, 27), "seed", size=11)
    _tiles(ax, 3, 19, ["T", "H", "E"], GREY)
    arrow(ax, (18.6, 21.5), (25.4, 21.5))
    write(ax, (10.5, 14.5), "one after\nthe other", size=9.5)
    for left, word, wide in ((26, "step_fn", 14), (47, "softmax_t", 16), (70, "sample", 14)):
        box(ax, (left, 17), (wide, 9))
        write(ax, (left + wide / 2, 21.5), word, size=12)
    arrow(ax, (40, 21.5), (46.6, 21.5))
    write(ax, (43.4, 24), "logits", size=9.5)
    arrow(ax, (63, 21.5), (69.6, 21.5))
    write(ax, (66.4, 24), "p", size=10.5)
    ax.plot([77, 77, 33], [17, 8, 8], color=TARGET, lw=1.8, zorder=1)
    arrow(ax, (33, 8), (33, 16.6), paint=TARGET, width=1.8)
    block(ax, (53, 5.5), (1, 1), TARGET, cell=5)
    write(ax, (55.5, 8), "G", size=11, paint="white")
    write(ax, (55.5, 2.8), "what was written is read", size=10, paint=TARGET)
    ax.plot([37, 37, 29, 29], [26, 31, 31, 28], color=COLOURS["cell"], lw=2.4)
    arrow(ax, (29, 29), (29, 26.2), paint=COLOURS["cell"], width=2.4)
    write(ax, (39, 30.6), "state", size=11, paint=COLOURS["cell"], align="left")
    return Picture(
        figure,
        "The seed goes through step_fn symbol by symbol; its logits go through softmax_t and "
        "sample; the symbol drawn is fed to step_fn, which also hands its state to itself.",
    )


def _judge() -> Picture:
    figure, ax = new_canvas(88, 39)
    lines = (
        ("EXT. DUCK POND - DAWN", "nobody", "", INK),
        ("THE GOAT", "THE GOAT", "nobody has spoken: no (CONT'D)", INK),
        ("No wigs without tiny clouds!", "THE GOAT", "", INK),
        ("(The crowd hums.)", "THE GOAT", "a crowd is nobody", INK),
        ("THE GOAT (CONT'D)", "THE GOAT", "the same again: right", INK),
        ("Who sued my square sock?", "THE GOAT", "", INK),
        ("A PIGEON (CONT'D)", "A PIGEON", "somebody else: a slip", RED),
    )
    write(ax, (3, 36.2), "line", size=10.5, align="left", weight="bold")
    write(ax, (40, 36.2), "spoke last, from here on", size=10.5, align="left", weight="bold")
    for row, (line, last, words, paint) in enumerate(lines):
        y = 31.6 - 4.4 * row
        ax.text(3, y, line, family=TYPE, fontsize=10, color=paint, va="center")
        ax.text(40, y, last, family=TYPE, fontsize=10, color=COLOURS["cell"], va="center")
        write(ax, (55, y), words, size=10, align="left", paint=paint)
        ax.plot([2, 86], [y + 2.2, y + 2.2], color=PALE, lw=1)
    return Picture(
        figure,
        "Seven lines of a scene, and beside each who spoke last. The goat goes on after a crowd "
        "line and is (CONT'D); the pigeon is as well, and should not be.",
    )


def _writer() -> Picture:
    figure, ax = new_canvas(92, 47)
    read, rows = ["G", "O", "A", "T"], np.random.default_rng(3).uniform(-1, 1, size=(4, 6))
    heights = ((-0.2, 0.9, 0.2), (0.8, 0.1, -0.2), (0.2, -0.15, 0.9), (0.5, 0.6, -0.1))
    for place, (symbol, row, said) in enumerate(zip(read, rows, heights, strict=True)):
        left = 27 + 17 * place
        block(ax, (left, 2), (1, 1), GREY, cell=5)
        write(ax, (left + 2.5, 4.5), symbol, size=12)
        arrow(ax, (left + 2.5, 7.6), (left + 2.5, 10.6))
        for number, value in enumerate(row):
            _bar(ax, (left - 3.5 + 2 * number, 13.6), 2.2 * float(value), INK, 1.5)
        arrow(ax, (left + 2.5, 16.8), (left + 2.5, 20.2))
        box(ax, (left - 3.5, 20.6), (12, 8))
        write(ax, (left + 2.5, 24.6), "LSTM", size=11.5)
        arrow(ax, (left + 2.5, 29), (left + 2.5, 33.6), paint=HIDDEN, width=1.8)
        for number, value in enumerate(said):
            _bar(ax, (left - 2 + 3.5 * number, 36), 7 * value, TARGET, 2.4)
        ax.plot([left - 3.5, left + 8.5], [36, 36], color=INK, lw=1)
        if place:
            arrow(ax, (left - 8.2, 24.6), (left - 3.9, 24.6), paint=COLOURS["cell"], width=2.6)
    for height, words in (
        (38, "logits, (N, T, V)"),
        (31, "Dense"),
        (24.6, "LSTM: keeps h, c"),
        (13.6, "rows, (N, T, E)"),
        (9.2, "Embedding"),
        (4.5, "symbols, (N, T)"),
    ):
        write(ax, (20.5, height), words, size=10, align="right")
    write(ax, (57, 45), "what comes next? asked at every place", size=10.5, paint=TARGET)
    return Picture(
        figure,
        "Four symbols, G, O, A, T, each with a row of numbers above it, then one LSTM that hands "
        "its state from place to place, and above it logits at every place.",
    )


WRITING_DRAWERS: dict[str, Callable[[], Picture]] = {
    "numbers": _numbers,
    "targets": _targets,
    "heat": _heat,
    "dart": _dart,
    "bits": _bits,
    "loop": _loop,
    "judge": _judge,
    "writer": _writer,
}
