"""The pictures in a notebook that was handed in, drawn anew from the pixels a box reads in them.

No grade hangs on them. They were made by a stranger's computer, so their files are opened in a box
that is there for nothing else, and only pixels come out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.box.pictures import TALLEST, WIDEST
from autograder.course import Bundle, Role
from autograder.examiner.conversation import BoxGone, Conversation, StudentRaised, Unusable
from autograder.examiner.submission import Submission, lay_out
from autograder.plots import MOST_PLOTS, Plot, plot_from_pixels
from autograder.sandbox import Cage
from autograder.sandbox.live_box import BoxLimits

_SECONDS = 5.0
_MEMORY_MIB = 1024


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture as it was handed in.

    Attributes:
        cell: position of the cell that drew it among the code cells, from 0.
        id: of that cell; may be empty.
        png: the file, which may be anything.
    """

    cell: int
    id: str
    png: bytes


def plots_of(
    cage: Cage, bundle: Bundle, submission: Submission, drawn: Sequence[Drawn]
) -> tuple[Plot, ...]:
    """The pictures that can be shown, in order; what is no picture is left out.

    Args:
        cage: where the box comes from.
        bundle: tells which question a cell belongs to.
        submission: whose pictures they are.
        drawn: the pictures.
    """
    if not drawn:
        return ()
    questions = _questions(bundle, submission)
    headings = _headings(bundle)
    box = cage.open_box(
        BoxLimits(
            memory_mib=_MEMORY_MIB,
            watchdog_mib=_MEMORY_MIB * 3 // 2,
            processes=bundle.limits.processes,
            cpu_seconds=len(drawn) * _SECONDS,
        )
    )
    plots: list[Plot] = []
    try:
        conversation = Conversation(box)
        for one in drawn[:MOST_PLOTS]:
            pixels = _pixels(conversation, one.png)
            if pixels is not None:
                question, title = questions.get(one.cell), headings.get(one.id, "")
                plots.append(plot_from_pixels(one.cell, question, title, pixels))
    except BoxGone:
        # A picture that ends its reader ends the showing, and nothing else.
        pass
    finally:
        box.close()
    return tuple(plots)


def _pixels(conversation: Conversation, png: bytes) -> np.ndarray | None:
    try:
        pixels = conversation.ask("pixels", png, _SECONDS)
    except (StudentRaised, Unusable):
        return None
    if type(pixels) is not np.ndarray or pixels.dtype != np.uint8 or pixels.ndim != 3:
        return None
    height, width, colours = pixels.shape
    fits = 0 < height <= TALLEST and 0 < width <= WIDEST and colours == 3
    return pixels if fits else None


def _questions(bundle: Bundle, submission: Submission) -> dict[int, str]:
    """The question that each cell belongs to: its own, or the one answered last before it."""
    found: dict[int, str] = {}
    last: str | None = None
    for step in lay_out(bundle, submission):
        last = step.question or last
        if last is not None:
            found.setdefault(step.index, last)
    return found


def _headings(bundle: Bundle) -> dict[str, str]:
    """What stands above each cell of the notebook that was handed out, in our own words."""
    found: dict[str, str] = {}
    heading = ""
    for cell in bundle.cells:
        if cell.role is Role.PROSE:
            lines = [line for line in cell.source.splitlines() if line.startswith("#")]
            heading = lines[-1].lstrip("#").strip() if lines else heading
        found[cell.id] = heading
    return found
