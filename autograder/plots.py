"""The pictures that a student's own code drew: kept beside the record, shown on the page.

A box sends bare pixels and our side makes the picture file, so that no decoder of ours ever reads
a file that was made by a stranger.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import io
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.records import write_atomically

MOST_PLOTS = 24
"""Of one submission; what comes later is left out."""
WIDEST = 900
"""Pixels; a box shrinks what is wider, and our side refuses it."""
TALLEST = 1600

_COLOURS = 64
_LONGEST_WORDS = 300
_SUFFIX = ".plots"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Plot:
    """One picture.

    Attributes:
        cell: position among the submission's code cells, from 0, of the cell that drew it.
        question: the question whose answer that cell is, or the one answered last before it.
        title: the titles in the picture, the student's own words; may be empty.
        axes: what stands at its axes, such as ``step, loss``; the student's own words.
        width: in pixels.
        height: in pixels.
        png: the picture file.
    """

    cell: int
    question: str | None
    title: str
    axes: str
    width: int
    height: int
    png: bytes


def plot_from_pixels(
    cell: int, question: str | None, title: str, axes: str, pixels: np.ndarray
) -> Plot:
    """A picture file from what a box says it drew.

    Args:
        cell: see ``Plot``.
        question: see ``Plot``.
        title: see ``Plot``; cut to a line.
        axes: see ``Plot``; cut to a line.
        pixels: red, green and blue, (height, width, 3), uint8.

    Raises:
        ValueError: the pixels are no picture of a size that is shown.
    """
    from PIL import Image

    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise ValueError("a picture is (height, width, 3) of uint8")
    height, width, _ = pixels.shape
    if not (0 < width <= WIDEST and 0 < height <= TALLEST):
        raise ValueError(f"a picture of {width} by {height} pixels is not shown")
    stream = io.BytesIO()
    # Few colours: a plot has few, and a page with two dozen of them goes by e-mail.
    Image.fromarray(np.ascontiguousarray(pixels)).quantize(_COLOURS).save(
        stream, "PNG", optimize=True
    )
    return Plot(cell, question, _line(title), _line(axes), width, height, stream.getvalue())


def plots_path(record: Path) -> Path:
    """Where the pictures of a record lie: beside it."""
    return record.with_suffix(_SUFFIX)


def write_plots(record: Path, plots: tuple[Plot, ...]) -> None:
    """Writes the pictures of a record beside it, or removes them where there are none."""
    path = plots_path(record)
    if not plots:
        path.unlink(missing_ok=True)
        return
    entries = [
        dataclasses.asdict(plot) | {"png": base64.b64encode(plot.png).decode()} for plot in plots
    ]
    write_atomically(path, json.dumps(entries, indent=1, sort_keys=True) + "\n")


def read_plots(record: Path) -> tuple[Plot, ...]:
    """The pictures of a record; none where there are none, or the file is not ours."""
    try:
        entries = json.loads(plots_path(record).read_text("utf-8"))
        plots = tuple(
            Plot(**entry | {"png": base64.b64decode(entry["png"], validate=True)})
            for entry in entries
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError, binascii.Error):
        return ()
    return plots if all(plot.png.startswith(_SIGNATURE) for plot in plots) else ()


def _line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_WORDS]
