"""The pictures that a student's own cells drew, ready to stand on a page."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from autograder.plots import Plot
from autograder.report.plain_text import one_line

PAGE_BYTES = 700_000
"""Of picture data on one page, which so stays below the megabyte that any mail server takes."""
ON_PAPER = 6
"""So many are printed, or a page would not be two."""


@dataclass(frozen=True, slots=True)
class PlotView:
    """One picture.

    Attributes:
        question: name of the question it belongs to, or None.
        address: the picture itself, as an address that needs no request.
        words: what it is, for whoever does not see it.
        caption: what stands below it.
        on_paper: whether it is printed.
    """

    question: str | None
    address: Markup
    words: str
    caption: str
    width: int
    height: int
    on_paper: bool


def plot_views(plots: Sequence[Plot], room: int = PAGE_BYTES) -> tuple[tuple[PlotView, ...], int]:
    """The pictures that fit into so many bytes, in order, and how many others there are."""
    views: list[PlotView] = []
    for plot in plots:
        data = base64.b64encode(plot.png).decode()
        if len(data) > room:
            continue
        room -= len(data)
        views.append(_view(plot, data, on_paper=len(views) < ON_PAPER))
    return tuple(views), len(plots) - len(views)


def _view(plot: Plot, data: str, *, on_paper: bool) -> PlotView:
    title = one_line(plot.title)
    belongs = f", part of {one_line(plot.question)}" if plot.question else ""
    words = f"A picture that your code cell {plot.cell + 1} drew{belongs}."
    words += f" It stands below: {title}." if title else ""
    return PlotView(
        question=plot.question,
        # Longer than any text may be; its letters are those of base64, which need no escape.
        address=Markup(f"data:image/png;base64,{data}"),  # noqa: S704
        words=words,
        caption=f"{title or 'Your picture'}, code cell {plot.cell + 1}",
        width=plot.width,
        height=plot.height,
        on_paper=on_paper,
    )
