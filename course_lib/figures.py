"""What every picture of the course is: a figure on white ground, and words for who listens."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.colours import FAINT, INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DOTS_PER_INCH = 110


class Picture:
    """A finished picture. A notebook shows it when it is the last thing in a cell.

    Attributes:
        figure: the Matplotlib figure.
        alt: what can be seen, in one or two sentences.
    """

    def __init__(self, figure: Figure, alt: str) -> None:
        self.figure = figure
        self.alt = alt

    def png(self) -> bytes:
        """The picture as the bytes of a PNG file."""
        stream = io.BytesIO()
        self.figure.savefig(stream, format="png", dpi=DOTS_PER_INCH, facecolor="white")
        return stream.getvalue()

    def save(self, path: str | Path) -> None:
        """Writes the picture as a PNG file.

        Args:
            path: where to; an existing file is replaced.
        """
        Path(path).write_bytes(self.png())

    def show(self) -> None:
        """Shows the picture in a notebook, wherever in a cell this is called."""
        try:
            from IPython.display import display
        except ImportError:
            print(self.alt)  # noqa: T201 - outside of notebooks the words are the picture
        else:
            display(self)

    def _repr_png_(self) -> tuple[bytes, dict[str, Any]]:
        return self.png(), {"alt": self.alt}

    def __repr__(self) -> str:
        return self.alt


def new_figure(width: float, height: float) -> Figure:
    """An empty figure with an opaque white ground, outside of pyplot's list of figures.

    Args:
        width: inches.
        height: inches.

    Returns:
        A Matplotlib figure.
    """
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), facecolor="white")


def quiet(ax: Axes, across: str | None = None, up: str | None = None, *, size: float = 9) -> None:
    """Takes the noise out of a chart: two thin spines, small figures, dark words.

    Args:
        ax: the axes.
        across: words below the chart; None leaves them as they are.
        up: the same beside it.
        size: of the figures along the axes, in points.
    """
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(FAINT)
    ax.tick_params(colors=INK, labelsize=size, color=FAINT)
    if across is not None:
        ax.set_xlabel(across, color=INK, fontsize=10)
    if up is not None:
        ax.set_ylabel(up, color=INK, fontsize=10)


def series(rows: Mapping[str, Any]) -> dict[str, NDArray[np.float64]]:
    """The rows of a chart as one-dimensional arrays of equal length.

    Args:
        rows: values by name, each (time,) or with further axes of length 1.

    Returns:
        The same names in the same order, each (time,), float64.

    Raises:
        ValueError: a row is missing, has several columns, or another length than the first.
    """
    lines: dict[str, NDArray[np.float64]] = {}
    for name, values in rows.items():
        if values is None:
            raise ValueError(f"{name} is None: the function that makes it returns nothing yet")
        array = np.asarray(values, dtype=np.float64)
        if array.size == 0 or max(array.shape, default=0) != array.size:
            raise ValueError(f"{name} has shape {array.shape}; a chart needs one value per step")
        lines[name] = array.reshape(-1)
    lengths = {name: len(line) for name, line in lines.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"the rows have different lengths: {lengths}")
    return lines


def named_picture(drawers: Mapping[str, Callable[[], Picture]], name: str) -> Picture:
    """Draws the picture of a name.

    Args:
        drawers: what draws each picture, by its name.
        name: one of these names.

    Returns:
        A ``Picture``.

    Raises:
        KeyError: there is no picture of that name; the message says which there are.
    """
    if name not in drawers:
        raise KeyError(f"no picture for {name!r}: there are {', '.join(drawers)}")
    return drawers[name]()
