"""Reads a picture that was handed in, where a decoder that can be fooled does no harm."""

from __future__ import annotations

import io

import numpy as np

WIDEST = 900
"""Pixels; what is wider is shrunk."""
TALLEST = 1600


def pixels_of(data: bytes) -> np.ndarray:
    """The pixels of a PNG file, on white.

    Args:
        data: the file.

    Returns:
        Red, green and blue, (height, width, 3), uint8; at most ``TALLEST`` by ``WIDEST``.

    Raises:
        Exception: whatever Pillow raises for what is no picture.
    """
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
        picture.load()
        picture.thumbnail((WIDEST, TALLEST))
        layered = picture.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return np.asarray(Image.alpha_composite(ground, layered).convert("RGB"))
