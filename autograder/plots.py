"""The pictures that a student's own code drew: kept beside the record, shown on the page.

A box sends bare pixels and our side makes the picture file, so that no decoder of ours ever reads
a file that was made by a stranger.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.records import write_atomically

MOST_PLOTS = 24
"""Of one submission; what comes later is left out."""
_COLOURS = 64
_FAST = 2
"""Pillow's octree: a sixth of the time of its median cut."""
_LONGEST_WORDS = 300
_SUFFIX = ".plots"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Plot:
    """One picture.

    Attributes:
        cell: position among the submission's code cells, from 0, of the cell that drew it.
        question: the question whose answer that cell is, or the one answered last before it.
        title: the heading that it stands below, or another title; may be empty.
        width: in pixels.
        height: in pixels.
        png: the picture file.
    """

    cell: int
    question: str | None
    title: str
    width: int
    height: int
    png: bytes


def plot_from_pixels(cell: int, question: str | None, title: str, pixels: np.ndarray) -> Plot:
    """A picture file from what a box says it drew.

    Args:
        cell: see ``Plot``.
        question: see ``Plot``.
        title: see ``Plot``; cut to a line.
        pixels: red, green and blue, (height, width, 3), uint8.

    Raises:
        ValueError: the pixels are no picture of a size that is shown.
    """
    from PIL import Image

    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise ValueError("a picture is (height, width, 3) of uint8")
    height, width, _ = pixels.shape
    if not width or not height:
        raise ValueError("a picture without pixels")
    stream = io.BytesIO()
    # Few colours: a plot has few, and a page with two dozen of them goes by e-mail.
    few = Image.fromarray(np.ascontiguousarray(pixels)).quantize(_COLOURS, _FAST)
    few.save(stream, "PNG")
    return Plot(cell, question, _line(title), width, height, stream.getvalue())


def plots_path(record: Path) -> Path:
    """Where the pictures of a record lie: beside it."""
    return record.with_suffix(_SUFFIX)


def plots_to_json(plots: Sequence[Plot]) -> str:
    """Pictures as text: sorted keys, LF, one trailing newline."""
    entries = [
        dataclasses.asdict(plot) | {"png": base64.b64encode(plot.png).decode()} for plot in plots
    ]
    return json.dumps(entries, indent=1, sort_keys=True) + "\n"


def plots_from_json(text: str) -> tuple[Plot, ...]:
    """Reads what ``plots_to_json`` wrote.

    Raises:
        ValueError: it is something else.
    """
    try:
        plots = tuple(map(_plot, json.loads(text)))
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("no pictures of ours") from error
    if len(plots) > MOST_PLOTS:
        raise ValueError(f"more than {MOST_PLOTS} pictures")
    return plots


def _plot(entry: dict[str, Any]) -> Plot:
    png = base64.b64decode(entry["png"], validate=True)
    plot = Plot(**entry | {"png": png})
    words = (plot.title, plot.question or "")
    sound = all(type(word) is str for word in words) and all(
        type(number) is int for number in (plot.cell, plot.width, plot.height)
    )
    if not sound or not png.startswith(_SIGNATURE):
        raise ValueError("no picture of ours")
    return plot


def write_plots(record: Path, plots: Sequence[Plot]) -> None:
    """Writes the pictures of a record beside it, or removes them where there are none."""
    if plots:
        write_atomically(plots_path(record), plots_to_json(plots))
    else:
        plots_path(record).unlink(missing_ok=True)


def move_plots(record: Path, to: Path) -> None:
    """Puts the pictures of one record in the place of another's; leaves those where none are."""
    with contextlib.suppress(FileNotFoundError):
        plots_path(record).replace(plots_path(to))


def read_plots(record: Path) -> tuple[Plot, ...]:
    """The pictures of a record; none where there are none, or the file is not ours."""
    try:
        return plots_from_json(plots_path(record).read_text("utf-8"))
    except (OSError, ValueError):
        return ()


def _line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_WORDS]
