"""The gate picture: one LSTM cell as a pipe with three valves, opened as far as you say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib.colours import COLOURS, INK
from course_lib.drawing import Point, arrow, box, new_canvas, pipe, valve, write
from course_lib.figures import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 4.4
"""Inside of the pipes, in units of the canvas."""

TOP = 43.0
"""Height at which the pipe of the cell state runs."""


def draw_cell(
    forget: float | None = 0.9,
    input: float | None = 0.3,  # noqa: A002 - the gate's own name
    output: float | None = 0.6,
    *,
    title: str = "",
) -> Picture:
    """Draws one LSTM cell with its three valves.

    Args:
        forget: opening of the forget gate, from 0 (all is forgotten) to 1 (all is kept).
        input: opening of the input gate, from 0 to 1.
        output: opening of the output gate, from 0 to 1.
        title: a line above the picture.

    Returns:
        A ``Picture``. An opening of None is drawn as a question mark.

    Raises:
        ValueError: an opening is not between 0 and 1.
    """
    openings = {"forget": forget, "input": input, "output": output}
    for name, opening in openings.items():
        if opening is not None and not 0 <= opening <= 1:
            raise ValueError(f"the {name} gate opens from 0 to 1, not to {opening}")
    figure, ax = new_canvas(99, 59 if title else 55)
    _pipes(ax, forget, input, output)
    _readers(ax)
    places: dict[str, tuple[Point, bool]] = {
        "forget": ((28, TOP), False),
        "input": ((50, 29), True),
        "output": ((85, 23), False),
    }
    for name, (at, upright) in places.items():
        valve(ax, at, COLOURS[name], openings[name], upright=upright)
    _labels(ax, openings)
    if title:
        write(ax, (4, 56), title, size=13, weight="bold", align="left")
    settings = ", ".join(
        f"{name} gate {'not yet set' if opening is None else f'{opening:.0%} open'}"
        for name, opening in openings.items()
    )
    return Picture(
        figure,
        f"{title + '. ' if title else ''}One LSTM cell: the cell state runs straight through past "
        f"three valves: {settings}.",
    )


def _pipes(ax: Axes, forget: float | None, input_: float | None, output: float | None) -> None:
    kept = 0.35 if forget is None else forget
    written = 0.35 if input_ is None else input_
    said = 0.35 if output is None else output
    cell, candidate, hidden = (COLOURS[name] for name in ("cell", "candidate", "hidden"))
    after = min(1.0, kept + written)
    box(ax, (11, 9), (80, 44), fill="#FAFAFC")
    pipe(ax, [(72, TOP - WIDTH / 2), (72, 23), (85, 23)], cell, width=WIDTH, share=after)
    pipe(ax, [(85, 23), (95, 23)], hidden, width=WIDTH, share=said)
    pipe(ax, [(50, 14), (50, 29)], candidate, width=WIDTH, share=1)
    pipe(ax, [(50, 29), (50, TOP)], candidate, width=WIDTH, share=written)
    pipe(ax, [(4, TOP), (28, TOP)], cell, width=WIDTH, share=1)
    pipe(ax, [(28, TOP), (50, TOP)], cell, width=WIDTH, share=kept)
    pipe(ax, [(50, TOP), (95, TOP)], cell, width=WIDTH, share=after)
    for at, text in (((50, TOP), "+"), ((72, 34), "tanh")):
        round_ = text == "+"
        box(ax, (at[0] - (2.6 if round_ else 4), at[1] - 2.4), (5.2 if round_ else 8, 4.8))
        ax.patches[-1].set(zorder=6, edgecolor=INK)
        write(ax, at, text, size=15 if round_ else 10.5, weight="bold" if round_ else "normal")
    for height, paint in ((TOP, cell), (23, hidden)):
        arrow(ax, (94.4, height), (98.2, height), paint=paint, width=3)


def _readers(ax: Axes) -> None:
    """The thin lines by which the gates and the candidate read the input and the hidden state."""
    lines = (
        ([20, 85], [5, 5]),
        ([28, 28], [5, TOP - 6]),
        ([40, 40, 44], [5, 29, 29]),
        ([50, 50], [5, 9.5]),
        ([85, 85], [5, 17]),
    )
    for across, up in lines:
        ax.plot(across, up, color=INK, lw=1.3, ls=(0, (1.5, 1.5)), zorder=1.5)
    for start, end, name in (
        ((28, TOP - 7), (28, TOP - 3.6), "forget"),
        ((43, 29), (46.4, 29), "input"),
        ((50, 9), (50, 11.4), "candidate"),
        ((85, 16), (85, 19.4), "output"),
    ):
        arrow(ax, start, end, paint=COLOURS[name], width=2)
    box(ax, (41.5, 11.5), (17, 4.2), edge=COLOURS["candidate"])
    ax.patches[-1].set(zorder=6)
    write(ax, (50, 13.5), "candidate $g$", size=10.5, paint=COLOURS["candidate"])
    write(ax, (19, 5), "$x_t$ and $h_{t-1}$", size=12.5, align="right")


def _labels(ax: Axes, openings: dict[str, float | None]) -> None:
    places: dict[str, tuple[Point, str]] = {
        "forget": ((28, TOP + 6.6), "center"),
        "input": ((54.6, 29), "left"),
        "output": ((83.6, 29.4), "center"),
    }
    for name, (at, align) in places.items():
        opening = openings[name]
        value = "?" if opening is None else f"{opening:.2f}"
        text = f"{name} gate   ${name[0]}$ = {value}"
        if name != "forget":
            text = f"{name} gate\n${name[0]}$ = {value}"
        write(ax, at, text, size=11.5, paint=COLOURS[name], weight="bold", align=align)
    write(ax, (5, TOP + 5), "$c_{t-1}$", size=15, paint=COLOURS["cell"], align="left")
    write(ax, (94.5, TOP + 5), "$c_t$", size=15, paint=COLOURS["cell"])
    write(ax, (94.8, 18), "$h_t$", size=15, paint=COLOURS["hidden"])
