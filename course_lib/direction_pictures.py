"""Pictures beside the ideas of reading in two directions: layer, last word, mirror, probe."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from course_lib.colours import INK
from course_lib.drawing import Point, arrow, block, box, new_canvas, write
from course_lib.figures import Picture, named_picture
from course_lib.trains import BACKWARD, FORWARD

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GREY = "#B9B9C4"
PALE = "#FAFAFC"
ODDS = 0.5 + math.atan(math.sqrt(2)) / math.pi
"""The share of sums of three that the sum of two already gives away."""


def draw_both_ways(name: str) -> Picture:
    """Draws the small picture that belongs to an idea of reading in two directions.

    Args:
        name: ``reverse``, ``layer``, ``last``, ``mirror``, ``tagger``, ``dartboard``, ``probe``
            or ``legal``.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name.
    """
    return named_picture(DRAWERS, name)


def _tiles(
    ax: Axes, corner: Point, words: Sequence[str], paint: str, *, empty: Sequence[str] = ()
) -> None:
    """A row of square tiles with a word on each; those that are padding are hollow and dotted."""
    from matplotlib.patches import Rectangle

    for place, word in enumerate(words):
        at = (corner[0] + 5 * place, corner[1])
        hollow = word in empty
        tile = Rectangle(
            at,
            4.6,
            4.6,
            facecolor="white" if hollow else paint,
            edgecolor=INK if hollow else "white",
            lw=1.0,
            ls=(0, (2, 2)) if hollow else "-",
        )
        ax.add_patch(tile)
        ink = INK if hollow or paint == GREY else "white"
        write(ax, (at[0] + 2.3, at[1] + 2.2), word, size=12, paint=ink, weight="bold")


def _reverse() -> Picture:
    figure, ax = new_canvas(78, 25)
    for up, length, before, after in (
        (13, 5, "abcde", "edcba"),
        (5, 3, "pqr··", "rqp··"),
    ):
        _tiles(ax, (11, up), before, GREY, empty="·")
        _tiles(ax, (47, up), after, GREY, empty="·")
        arrow(ax, (37.5, up + 2.3), (45.5, up + 2.3), width=2)
        write(ax, (9, up + 2.3), f"length {length}", size=10, align="right")
    write(ax, (23, 21), "x, time to the right", size=10.5)
    write(ax, (59, 21), "reverse_time(x, lengths)", size=10.5)
    write(ax, (59, 2.2), "the padding stays at the end", size=10)
    return Picture(
        figure,
        "a b c d e of length 5 becomes e d c b a. p q r and two padded steps, of length 3, become "
        "r q p and the two padded steps: the padding stays at the end.",
    )


def _chain(ax: Axes, up: float, paint: str, *, ahead: bool) -> None:
    """A chain of four cells, each with an arrow to the next one in its direction of travel."""
    for place in range(4):
        left = 14 + 16 * place
        box(ax, (left, up), (10, 6), fill=PALE, edge=paint)
        write(ax, (left + 4.9, up + 3), "LSTM", size=10, paint=paint)
        if place < 3:
            ends = ((left + 10, up + 3), (left + 16, up + 3))
            arrow(ax, *(ends if ahead else ends[::-1]), paint=paint, width=2.6)
    start = ((7, up + 3), (14, up + 3)) if ahead else ((79, up + 3), (72, up + 3))
    arrow(ax, *start, paint=paint, width=2.6)
    write(ax, (5 if ahead else 81, up + 3), "0", size=12, paint=paint, weight="bold")


def _pair(ax: Axes, middle: float, up: float, step: int, *, dim: tuple[bool, bool]) -> None:
    """The two hidden states of one step, side by side; a dimmed one is hollow."""
    for number, (paint, hollow) in enumerate(zip((FORWARD, BACKWARD), dim, strict=True)):
        left = middle - 5 + 5.2 * number
        block(ax, (left, up), (1, 2), "#EBEBF0" if hollow else paint, cell=2.4)
    write(ax, (middle, up + 4.8), f"step {step}", size=9)


def _two_chains(height: float) -> tuple[Picture, Axes]:
    """Inputs below, the backward chain above them, the forward chain above that."""
    figure, ax = new_canvas(98, height)
    for place in range(4):
        middle = 19 + 16 * place
        write(ax, (middle, 2), f"$x_{place + 1}$", size=14)
        arrow(ax, (middle - 3.6, 4), (middle - 3.6, 19.6))
        arrow(ax, (middle, 4), (middle, 8.6))
    _chain(ax, 8.8, BACKWARD, ahead=False)
    _chain(ax, 19.8, FORWARD, ahead=True)
    write(ax, (84, 22.8), "forward →", size=10.5, paint=FORWARD, align="left", weight="bold")
    write(ax, (84, 11.8), "← backward", size=10.5, paint=BACKWARD, align="left", weight="bold")
    return Picture(figure, ""), ax


def _layer() -> Picture:
    picture, ax = _two_chains(42)
    for place in range(4):
        middle = 19 + 16 * place
        arrow(ax, (middle - 2.6, 26), (middle - 2.6, 31.4), paint=FORWARD)
        arrow(ax, (middle + 3.4, 15), (middle + 3.4, 31.4), paint=BACKWARD)
        _pair(ax, middle, 32, place + 1, dim=(False, False))
    write(ax, (84, 33.2), "(N, T, 2H)", size=10.5, align="left")
    picture.alt = (
        "Two chains of LSTM cells over the same four inputs. The forward chain starts at step 1, "
        "the backward chain at step 4. At each step the two hidden states are put side by side."
    )
    return picture


def _last() -> Picture:
    picture, ax = _two_chains(46)
    for place in range(4):
        middle = 19 + 16 * place
        _pair(ax, middle, 32, place + 1, dim=(place != 3, place != 0))
    arrow(ax, (64.4, 26), (64.4, 31.4), paint=FORWARD, width=2.2)
    arrow(ax, (22.4, 15), (22.4, 31.4), paint=BACKWARD, width=2.2)
    write(ax, (64, 41.8), "forward train, last stop", size=10, paint=FORWARD)
    write(ax, (22, 41.8), "backward train, last stop", size=10, paint=BACKWARD)
    picture.alt = (
        "The two chains again. The forward chain has read everything at step 4, the backward "
        "chain at step 1. These two hidden states are the summary."
    )
    return picture


def _mirror() -> Picture:
    figure, ax = new_canvas(94, 39)
    rows = (
        (24, ("1", "2", "3", "4"), "fwd, bwd", ("a", "b", "c", "d"), ("p", "q", "r", "s"), 0),
        (6, ("4", "3", "2", "1"), "bwd, fwd", ("s", "r", "q", "p"), ("d", "c", "b", "a"), 1),
    )
    for up, read, weights, left, right, turned in rows:
        paints = (FORWARD, BACKWARD) if not turned else (BACKWARD, FORWARD)
        _tiles(ax, (3, up), read, GREY)
        arrow(ax, (24, up + 2.3), (42, up + 2.3), width=2)
        write(ax, (33, up + 5.4), f"layer with {weights}", size=9.5)
        _tiles(ax, (44, up), left, paints[0])
        _tiles(ax, (68, up), right, paints[1])
        write(ax, (54, up - 2), "first half", size=9)
        write(ax, (78, up - 2), "second half", size=9)
    write(ax, (13, 31.4), "x", size=11)
    write(ax, (13, 13.4), "x, reversed", size=11)
    write(ax, (69, 35.5), "the same eight cards, mirrored:", size=10.5)
    write(ax, (69, 32.2), "halves have changed places, and time runs the other way", size=9.5)
    return Picture(
        figure,
        "Reading 1 2 3 4 with weights forward, backward gives the halves a b c d and p q r s. "
        "Reading 4 3 2 1 with the weights exchanged gives s r q p and d c b a.",
    )


def _tagger() -> Picture:
    figure, ax = new_canvas(84, 23)
    places = ((4, "x", "(N, T, D)", GREY, 3), (38, "both halves", "(N, T, 2H)", FORWARD, 4))
    for left, word, shape, paint, wide in places:
        for step in range(4):
            half = wide // 2 if paint == FORWARD else wide
            block(ax, (left, 15.4 - 3.0 * step), (1, half), paint, cell=2.4)
            if paint == FORWARD:
                block(ax, (left + 2.4 * half, 15.4 - 3.0 * step), (1, half), BACKWARD, cell=2.4)
        write(ax, (left + 1.2 * wide, 20.4), word, size=11)
        write(ax, (left + 1.2 * wide, 3.4), shape, size=9)
    arrow(ax, (13, 12), (36, 12), width=2)
    write(ax, (24.5, 14.6), "Bidirectional", size=10.5)
    write(ax, (24.5, 9.4), "LSTM", size=10.5)
    arrow(ax, (49.5, 12), (68, 12), width=2)
    write(ax, (58.8, 14.6), r"Dense, $\sigma$", size=10.5)
    write(ax, (58.8, 9.4), "each step by itself", size=9)
    for step in range(4):
        block(ax, (70, 15.4 - 3.0 * step), (1, 1), INK, cell=2.4)
    write(ax, (72, 20.4), "probability", size=11)
    write(ax, (72, 3.4), "(N, T, 1)", size=9)
    return Picture(
        figure,
        "Inputs (N, T, D) go through a bidirectional LSTM to two halves (N, T, 2H), and through "
        "one Dense unit with a sigmoid, step by step, to a probability (N, T, 1).",
    )


def _dartboard() -> Picture:
    from matplotlib.patches import Circle, Wedge

    figure, ax = new_canvas(84, 44)
    middle, radius = (24.0, 21.0), 17.0
    slope = math.degrees(math.atan(math.sqrt(2)))
    ax.add_patch(Circle(middle, radius, facecolor="#E7E7EE", edgecolor=INK, lw=1.5))
    for turn in (0, 180):
        wedge = Wedge(
            middle, radius, 90 + turn, 180 - slope + turn, facecolor=FORWARD, alpha=0.85, hatch="//"
        )
        ax.add_patch(wedge)
    for degrees, paint in ((90, INK), (180 - slope, INK)):
        dx, dy = (19 * f(math.radians(degrees)) for f in (math.cos, math.sin))
        ends = ([middle[0] - dx, middle[0] + dx], [middle[1] - dy, middle[1] + dy])
        ax.plot(*ends, color=paint, lw=1.6, ls=(0, (4, 2)))
    write(ax, (33, 27), "right", size=12, weight="bold")
    write(ax, (15, 15), "right", size=12, weight="bold")
    arrow(ax, (middle[0], middle[1]), (middle[0] + 21, middle[1]), width=1.2)
    arrow(ax, (middle[0], middle[1]), (middle[0], middle[1] + 21), width=1.2)
    write(ax, (46.5, 19.4), "what is known: $x_{t-1} + x_t$", size=9.5, align="left")
    write(ax, (26, 42), "what is not: $x_{t+1}$", size=9.5, align="left")
    write(ax, (46.5, 32.5), "shaded: the guess is wrong,", size=10.5, align="left", paint=FORWARD)
    write(ax, (46.5, 29.4), "since the future outweighs the past", size=9.5, align="left")
    angle = f"two slices of {90 - slope:.1f}° out of 360°"
    write(ax, (46.5, 13), f"{angle}: {100 * (1 - ODDS):.1f} %", size=10, align="left")
    write(
        ax, (46.5, 9.6), f"so the best guess is right in {100 * ODDS:.1f} %", size=10, align="left"
    )
    return Picture(
        figure,
        "A round dartboard: across what is known, up what is not. In two slices of 35.3 degrees "
        "the unknown turns the sign around; everywhere else, in 80.4 %, the guess is right.",
    )


def _probe() -> Picture:
    figure, ax = new_canvas(92, 40)
    for up, word, future in ((27, "x", "stuvw"), (16, "x with another future", "?????")):
        _tiles(ax, (26, up), "pqr", GREY)
        _tiles(ax, (41, up), future, BACKWARD if future == "?????" else GREY)
        write(ax, (24, up + 2.3), word, size=10.5, align="right")
        arrow(ax, (66.5, up + 2.3), (73, up + 2.3), width=2)
        write(ax, (75, up + 2.3), "f", size=13, weight="bold", align="left")
    ax.plot([40.8, 40.8], [5, 34.5], color=FORWARD, lw=2, ls=(0, (4, 2)))
    write(ax, (40.8, 36.8), "now: $t_0$ is the last step to the left", size=10, paint=FORWARD)
    write(ax, (33.3, 11.6), "outputs here", size=10)
    write(ax, (33.3, 8.4), "must not move", size=10, weight="bold")
    write(ax, (53.5, 11.6), "outputs here", size=10)
    write(ax, (53.5, 8.4), "may do as they like", size=10)
    write(ax, (46, 2.2), "one look is no proof: throw the dice for the future many times", size=9.5)
    return Picture(
        figure,
        "A sequence, and the same sequence with other values after step t0. Both go through f. "
        "Outputs up to t0 must be the same; outputs after it may differ.",
    )


def _legal() -> Picture:
    figure, ax = new_canvas(92, 27)
    for up, word, split in (
        (19, "the whole strip lies\non your desk", 8),
        (6, "you are on\nthe engine", 5),
    ):
        write(ax, (22, up + 2.3), word, size=10.5, align="right")
        for place in range(8):
            known = place < split
            _tiles(ax, (25 + 5 * place, up), "·" if not known else " ", GREY, empty="·")
        asked = 3 if split == 8 else 5
        write(ax, (25 + 5 * asked + 2.3, up + 2.2), "?", size=15, paint=FORWARD, weight="bold")
    ax.plot([49.8, 49.8], [4, 12.5], color=FORWARD, lw=2, ls=(0, (4, 2)))
    write(ax, (49.8, 14.4), "now", size=10, paint=FORWARD)
    write(ax, (67, 21.3), "two trains are welcome", size=10.5, align="left", weight="bold")
    write(
        ax, (67, 8.3), "the second train\nhas no rails yet", size=10.5, align="left", weight="bold"
    )
    return Picture(
        figure,
        "Above, a whole strip is known and a step in the middle is asked for: reading both ways is "
        "legal. Below, the strip ends now and the next step is asked for: nothing to read back.",
    )


DRAWERS: dict[str, Callable[[], Picture]] = {
    "reverse": _reverse,
    "layer": _layer,
    "last": _last,
    "mirror": _mirror,
    "tagger": _tagger,
    "dartboard": _dartboard,
    "probe": _probe,
    "legal": _legal,
}
