"""The small pictures beside the equations of encoder and decoder: note, whisper, loop, doors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from course_lib.colours import COLOURS, FAINT, INK
from course_lib.drawing import Point, arrow, block, box, new_canvas, write
from course_lib.figures import Picture, named_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PALE = "#FAFAFC"
GREY = "#B9B9C4"
LIGHT = "#EDEDF1"
WALL = "#D8D3CB"
TARGET = "#C2185B"
CELL, HIDDEN = COLOURS["cell"], COLOURS["hidden"]
BLANK = "␣"


def draw_hatch(name: str = "bridge") -> Picture:
    """Draws the small picture that belongs to an equation of encoder and decoder.

    Args:
        name: ``bridge``, ``switches``, ``shift``, ``clerks``, ``loop``, ``mask``, ``doors`` or
            ``exam``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(HATCH_DRAWERS, name)


def _tile(ax: Axes, corner: Point, word: str, *, fill: str = LIGHT, paint: str = INK) -> None:
    """A square with a symbol in it."""
    block(ax, corner, (1, 1), fill, cell=5)
    write(ax, (corner[0] + 2.5, corner[1] + 2.5), word, size=12, paint=paint)


def _two_pipes(ax: Axes, start: float, end: float, base: float) -> None:
    """What is handed on: the memory above, the hidden state below."""
    arrow(ax, (start, base + 6), (end, base + 6), paint=CELL, width=3.4)
    arrow(ax, (start, base + 3), (end, base + 3), paint=HIDDEN, width=2.0)


def _wall(ax: Axes, left: float, low: float, high: float, hole: tuple[float, float]) -> None:
    """A wall with a hatch in it."""
    from matplotlib.patches import Rectangle

    for bottom, top in ((low, hole[0]), (hole[1], high)):
        patch = Rectangle((left, bottom), 3, top - bottom, facecolor=WALL, lw=0, zorder=1)
        ax.add_patch(patch)


def _bridge() -> Picture:
    figure, ax = new_canvas(104, 38)
    for number, symbol in enumerate("43+21"):
        left = 3 + 9.6 * number
        box(ax, (left, 15), (6, 9), fill=PALE, edge=INK)
        _tile(ax, (left + 0.5, 4), symbol, fill=GREY)
        arrow(ax, (left + 3, 9.4), (left + 3, 15))
        if number < 4:
            _two_pipes(ax, left + 6, left + 9.6, 15)
    _wall(ax, 54, 2, 35, (14.5, 25.5))
    _two_pipes(ax, 47.4, 63, 15)
    write(ax, (58.8, 23), "$c$", size=14, paint=CELL)
    write(ax, (58.8, 15.8), "$h$", size=14, paint=HIDDEN)
    write(ax, (55.5, 36.6), "the hatch", size=10)
    for number, (told, said) in enumerate(zip("<46", "46.", strict=True)):
        left = 63 + 11 * number
        box(ax, (left, 15), (6, 9), fill=PALE, edge=INK)
        _tile(ax, (left + 0.5, 4), told)
        arrow(ax, (left + 3, 9.4), (left + 3, 15))
        arrow(ax, (left + 3, 24), (left + 3, 28.4))
        _tile(ax, (left + 0.5, 29), said, fill=TARGET, paint="white")
        if number < 2:
            _two_pipes(ax, left + 6, left + 11, 15)
    write(ax, (24.5, 27.2), "the Ear  (encoder)", size=12, weight="bold")
    write(ax, (92.6, 19.5), "the Mouth\n(decoder)", size=12, weight="bold", align="left")
    write(ax, (24.5, 1.6), "hears 12+34, back to front", size=10)
    write(ax, (77, 1.6), "is told < first, then what came before", size=10)
    return Picture(
        figure,
        "Five cells in a row read 4, 3, +, 2, 1. Their last h and c go through a hatch in a wall. "
        "Behind it three cells are told <, 4, 6 and say 4, 6 and a full stop.",
    )


def _switches() -> Picture:
    figure, ax = new_canvas(92, 36)
    symbols = [BLANK, *"0123456789+<."]
    left, side = 26, 4.2
    for number, symbol in enumerate(symbols):
        write(ax, (left + side * (number + 0.5), 33), symbol, size=11)
        write(ax, (left + side * (number + 0.5), 29.6), str(number), size=8, paint=HIDDEN)
    write(ax, (24, 33), "symbol", size=10, align="right")
    write(ax, (24, 29.6), "its number", size=9, align="right", paint=HIDDEN)
    for row, symbol in enumerate("8+7" + 2 * BLANK):
        base = 23 - 5 * row
        write(ax, (17, base + 2.1), symbol, size=13)
        for number, other in enumerate(symbols):
            fill = INK if symbol == other else LIGHT
            block(ax, (left + side * number, base), (1, 1), fill, cell=side)
    write(ax, (8, 15), "7+8,\nback to front,\nand blanks", size=9.5)
    write(ax, (88, 14.5), "(T, V)", size=11, align="center")
    return Picture(
        figure,
        "The text 8, plus, 7, blank, blank as five rows of fourteen switches; in each row one "
        "switch is on, that of its symbol, also for a blank.",
    )


def _shift() -> Picture:
    figure, ax = new_canvas(88, 30)
    write(ax, (27, 23.5), "the Mouth should say:  y", size=11, align="right", paint=TARGET)
    write(ax, (27, 5.5), "the teacher whispers:  told", size=11, align="right")
    for number, (told, says) in enumerate(zip("<46.", "46." + BLANK, strict=True)):
        left = 31 + 12 * number
        _tile(ax, (left, 21), says, fill=TARGET, paint="white")
        _tile(ax, (left, 3), told)
        arrow(ax, (left + 2.5, 8.6), (left + 2.5, 20.6), paint=FAINT, width=1.2)
        if number < 3:
            arrow(ax, (left + 4.4, 20.6), (left + 13, 8.6), width=1.8)
        write(ax, (left + 2.5, 28.2), f"step {number}", size=9, paint=HIDDEN)
    write(ax, (81.5, 13.5), "nobody", size=9)
    ax.plot([72, 78], [20.6, 14.8], color=INK, lw=1.4, ls=":")
    return Picture(
        figure,
        "Targets 4, 6, full stop, blank. Each is whispered one step later; the first whisper is "
        "the start, and the last target is whispered to nobody.",
    )


def _clerks() -> Picture:
    figure, ax = new_canvas(98, 34)
    box(ax, (18, 12), (20, 13), fill=PALE, edge=INK)
    write(ax, (28, 20), "encoder", size=12.5)
    write(ax, (28, 16), "T steps", size=9.5)
    arrow(ax, (12, 18.5), (18, 18.5))
    write(ax, (6, 20), "$x$", size=15)
    write(ax, (6, 15.6), "(N, T, V)", size=9)
    write(ax, (28, 8), "starts with zeros;\nall it says on the way\nis thrown away", size=9.5)
    _wall(ax, 47, 3, 33, (11, 26))
    arrow(ax, (38, 22), (62, 22), paint=CELL, width=3.6)
    arrow(ax, (38, 15), (62, 15), paint=HIDDEN, width=2.2)
    write(ax, (56, 24.6), "$c$", size=15, paint=CELL)
    write(ax, (56, 12.4), "$h$", size=15, paint=HIDDEN)
    write(ax, (56, 8.8), "(N, H) each", size=9)
    box(ax, (62, 12), (18, 13), fill=PALE, edge=INK)
    write(ax, (71, 20), "decoder_step", size=11)
    write(ax, (71, 16), "one step", size=9.5)
    arrow(ax, (71, 6.4), (71, 12))
    write(ax, (71, 4.4), "y_prev  (N, V)", size=10)
    arrow(ax, (71, 25), (71, 29.6), width=1.8)
    write(ax, (71, 31.6), r"logits = $h\,W + b$   (N, V)", size=11)
    arrow(ax, (80, 22), (88, 22), paint=CELL, width=3.6)
    arrow(ax, (80, 15), (88, 15), paint=HIDDEN, width=2.2)
    write(ax, (90, 22), "new $c$", size=12, paint=CELL, align="left")
    write(ax, (90, 15), "new $h$", size=12, paint=HIDDEN, align="left")
    return Picture(
        figure,
        "The encoder turns x, (N, T, V), into h and c, (N, H) each. They go through a wall into a "
        "decoder step, which also reads y_prev and gives logits and the new h and c.",
    )


def _loop() -> Picture:
    figure, ax = new_canvas(106, 40)
    write(ax, (5, 23), "$c$", size=15, paint=CELL)
    write(ax, (5, 17), "$h$", size=15, paint=HIDDEN)
    write(ax, (5, 12.6), "the note,\nread once", size=9.5)
    for number, (told, said) in enumerate(zip("<46", "46.", strict=True)):
        left = 19 + 25 * number
        arrow(ax, (left - (11 if number == 0 else 15), 23), (left, 23), paint=CELL, width=3.4)
        arrow(ax, (left - (11 if number == 0 else 15), 17), (left, 17), paint=HIDDEN, width=2)
        box(ax, (left, 14), (10, 12), fill=PALE, edge=INK)
        write(ax, (left + 5, 20), "step", size=11)
        _tile(ax, (left + 2.5, 3), told, fill=GREY if number == 0 else TARGET, paint="white")
        arrow(ax, (left + 5, 8.4), (left + 5, 14))
        arrow(ax, (left + 5, 26), (left + 5, 32))
        write(ax, (left + 6, 29), "argmax", size=9, align="left")
        _tile(ax, (left + 2.5, 32.6), said, fill=TARGET, paint="white")
        if number < 2:
            ax.plot(
                [left + 7.8, left + 18, left + 18, left + 24],
                [35, 35, 5.5, 5.5],
                color=TARGET,
                lw=1.8,
            )
            arrow(ax, (left + 24, 5.5), (left + 27, 5.5), paint=TARGET, width=1.8)
    write(ax, (83, 35), "stop: the answer is 46", size=10, align="left")
    ax.plot([77.2, 82], [35, 35], color=INK, lw=1.2, ls=":")
    write(ax, (24, 0.9), "start", size=9)
    return Picture(
        figure,
        "Three decoder steps. The first is told the start and gets the note; each says a symbol, "
        "which is what the next step is told, and hands h and c on. The third says the stop.",
    )


def _mask() -> Picture:
    figure, ax = new_canvas(88, 28)
    rows = (("198.", (0.1, 0.7, 0.2, 0.1)), ("7." + 2 * BLANK, (0.9, 0.4, 0.0, 0.0)))
    write(ax, (4, 25.6), "y", size=11, align="left", paint=TARGET)
    write(ax, (38, 25.6), "price of each place", size=10.5, align="left")
    for number, (text, prices) in enumerate(rows):
        base = 15.5 - 10 * number
        for place, (symbol, price) in enumerate(zip(text, prices, strict=True)):
            real = symbol != BLANK
            fill, paint = (TARGET, "white") if real else (LIGHT, INK)
            _tile(ax, (4 + 6.5 * place, base), symbol, fill=fill, paint=paint)
            left = 38 + 6.5 * place
            _tile(ax, (left, base), f"{price:.1f}" if real else "", fill=LIGHT)
            if not real:
                ax.plot([left + 0.6, left + 4.4], [base + 0.6, base + 4.4], color=INK, lw=1.6)
                ax.plot([left + 0.6, left + 4.4], [base + 4.4, base + 0.6], color=INK, lw=1.6)
    write(ax, (68, 14), "six real places:\n2.4 / 6 = 0.4", size=11, align="left")
    write(ax, (36, 2.2), "crossed out: thrown away, and not divided by", size=9.5, align="left")
    return Picture(
        figure,
        "Two answers, 198. and 7. with two blanks. Prices are added at the six real places only, "
        "2.4 in all, and divided by six: 0.4.",
    )


def _doors() -> Picture:
    figure, ax = new_canvas(96, 42)
    for left, word in ((48, "encoder"), (62, "decoder"), (76, "readout")):
        box(ax, (left, 10), (12, 22), fill=LIGHT, edge=INK)
        write(ax, (left + 6, 21), word, size=11, weight="bold")
    write(ax, (68, 36.4), "three layers, once each", size=11)
    write(ax, (68, 5.8), "here, and nowhere else, are the weights", size=9.5)
    doors = (
        (31, "train_model([x, told])", "a whole lesson", (48, 62, 76)),
        (19.5, "encode_fn(x)", "the note", (48,)),
        (8, "step_fn(y_prev, h, c)", "one step", (62, 76)),
    )
    for base, name, words, used in doors:
        box(ax, (3, base), (30, 8), fill="white", edge=INK)
        write(ax, (18, base + 5.2), name, size=10)
        write(ax, (18, base + 2), words, size=9, paint=HIDDEN)
        height = {31: 29, 19.5: 23.5, 8: 13}[base]
        ax.plot([33, 40], [base + 4, height], color=INK, lw=1.4)
        last = used[-1] + 6
        ax.plot([40, last], [height, height], color=INK, lw=1.2, ls=(0, (3, 2)), zorder=8)
        for left in used:
            ax.plot([left + 6], [height], "o", ms=7, color=TARGET, zorder=9)
    return Picture(
        figure,
        "Three doors, train_model, encode_fn and step_fn, lead to the same three layers: the first "
        "to all of them, the second to the encoder, the third to decoder and readout.",
    )


def _exam() -> Picture:
    figure, ax = new_canvas(92, 40)
    cell, size = 3.6, 9
    left, base = 6, 4
    asked = {(2, 5), (4, 4), (1, 7), (6, 8)}
    for a in range(size):
        for b in range(size):
            real = tuple(sorted((a, b))) in asked
            fill = TARGET if real else LIGHT
            block(ax, (left + a * cell, base + b * cell), (1, 1), fill, cell=cell)
    ax.plot([left, left + 9 * cell], [base, base + 9 * cell], color=INK, lw=1.2, ls="--")
    write(ax, (left + 4.5 * cell, 1.8), "first number", size=9.5)
    ax.text(3, base + 4.5 * cell, "second number", rotation=90, va="center", ha="center")
    ax.texts[-1].set(fontsize=9.5, color=INK)
    lines = (
        (33, "one square is one sum", INK),
        (26.5, "on both sides of the diagonal:\nmirror images, 2+5 and 5+2", INK),
        (18, "exam: always both", TARGET),
        (11.5, "pale: lessons", INK),
    )
    for up, words, paint in lines:
        write(ax, (46, up), words, size=11, paint=paint, align="left")
    return Picture(
        figure,
        "All sums of two numbers as a square board. Sums of the exam are marked, and whenever a "
        "square is marked, so is its mirror image across the diagonal.",
    )


HATCH_DRAWERS: dict[str, Callable[[], Picture]] = {
    "bridge": _bridge,
    "switches": _switches,
    "shift": _shift,
    "clerks": _clerks,
    "loop": _loop,
    "mask": _mask,
    "doors": _doors,
    "exam": _exam,
}
"""The picture for each name."""
