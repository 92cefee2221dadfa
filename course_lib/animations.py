"""Moving pictures: drawn frame by frame, shown as a GIF, which every notebook program can show."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_lib.figures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL.Image import Image

DOTS_PER_INCH = 72
MOST_FRAMES = 120


class Animation:
    """A finished moving picture. A notebook shows it when it is the last thing in a cell.

    Attributes:
        gif: the bytes of a GIF file; it runs for ever.
        alt: what can be seen, in one or two sentences.
    """

    def __init__(self, gif: bytes, alt: str) -> None:
        self.gif = gif
        self.alt = alt

    def save(self, path: str | Path) -> None:
        """Writes the moving picture as a GIF file, to send to a friend.

        Args:
            path: where to; an existing file is replaced.
        """
        Path(path).write_bytes(self.gif)

    def show(self) -> None:
        """Shows the moving picture in a notebook, wherever in a cell this is called."""
        try:
            from IPython.display import display
        except ImportError:
            print(self.alt)  # noqa: T201 - outside of notebooks the words are the picture
        else:
            display(self)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        from base64 import b64encode

        # Colab and VS Code know image/gif as well; who shows no pictures shows the words.
        data = {"image/gif": b64encode(self.gif).decode("ascii"), "text/plain": self.alt}
        return data, {"image/gif": {"alt": self.alt}}

    def __repr__(self) -> str:
        return self.alt


def animate(
    draw: Callable[[Figure, int], object],
    frames: int,
    *,
    size: tuple[float, float] = (7.6, 3.6),
    seconds: float = 4.0,
    alt: str,
) -> Animation:
    """Draws a moving picture.

    Args:
        draw: gets an empty Matplotlib figure and the number of a frame, from 0 to ``frames - 1``,
            and draws that frame.
        frames: how many, up to 120; forty are plenty, and each takes about 50 ms to draw.
        size: width and height, inches.
        seconds: how long one round takes; the last frame is held for one second more.
        alt: what can be seen, for who listens.

    Returns:
        An ``Animation``.

    Raises:
        ValueError: the number of frames or the seconds make no film.
    """
    if not 1 <= frames <= MOST_FRAMES:
        raise ValueError(f"{frames} frames: choose from 1 to {MOST_FRAMES}")
    if not seconds > 0:
        raise ValueError(f"{seconds} seconds is no length for a film")
    import PIL.Image

    images: list[Image] = []
    for number in range(frames):
        figure = new_figure(*size)
        draw(figure, number)
        stream = io.BytesIO()
        figure.savefig(stream, format="png", dpi=DOTS_PER_INCH, facecolor="white")
        images.append(PIL.Image.open(stream).convert("RGB"))
    palette = _palette(images)
    plain = [image.quantize(palette=palette, dither=PIL.Image.Dither.NONE) for image in images]
    each = max(20, round(1000 * seconds / frames))
    film = io.BytesIO()
    plain[0].save(
        film,
        format="GIF",
        save_all=True,
        append_images=plain[1:],
        duration=[each] * (frames - 1) + [each + 1000],
        loop=0,
        optimize=False,
    )
    return Animation(film.getvalue(), alt)


def _palette(images: list[Image]) -> Image:
    """One palette for all frames, or colours would flicker; from frames all along the film."""
    import PIL.Image

    chosen = images[:: max(1, len(images) // 8)]
    width, height = chosen[0].size
    board = PIL.Image.new("RGB", (width, height * len(chosen)))
    for row, image in enumerate(chosen):
        board.paste(image, (0, row * height))
    return board.quantize(colors=255, dither=PIL.Image.Dither.NONE)
