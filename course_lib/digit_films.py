"""Handwritten digits as small pictures, and one finished film of them to look at.

The digits lie in the package ``scikit-learn``. They are read where they are, without importing it,
and nothing is downloaded.
"""

from __future__ import annotations

import gzip
import importlib.util
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PACKAGE = "sklearn"
SIDE = 8
"""A digit is a picture of this many rows and columns."""

FULL_INK = 16.0
"""The largest number in the file: black on paper, 1.0 here."""

REEL = "screensaver.png"


@lru_cache
def load_digit_images() -> NDArray[np.float64]:
    """Small pictures of handwritten digits; thirteen people have written them.

    Returns:
        (1797, 8, 8), float64, from 0 (no ink) to 1. The array cannot be written into; copy it.

    Raises:
        FileNotFoundError: ``scikit-learn``, in which they lie, is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    folders = (found.submodule_search_locations or []) if found else []
    files = [Path(folder) / "datasets" / "data" / "digits.csv.gz" for folder in folders]
    if not files or not files[0].is_file():
        raise FileNotFoundError(
            "the digits lie in scikit-learn, which is not installed: pip install scikit-learn"
        )
    with gzip.open(files[0], "rt", encoding="ascii") as lines:
        table = np.loadtxt(lines, delimiter=",")
    images = table[:, : SIDE * SIDE].reshape(-1, SIDE, SIDE) / FULL_INK
    images.setflags(write=False)
    return images


@lru_cache
def load_screensaver() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A film of a bouncing digit, and what a net went on dreaming when it was shown no more.

    Returns:
        Two films, the truth and the dream, each (T, 16, 16), float64, from 0 to 1. The first frame
        of the dream that differs from the truth is the net's own first.
    """
    from PIL import Image

    with Image.open(Path(__file__).with_name(REEL)) as sheet:
        grey = np.asarray(sheet.convert("L"), dtype=np.float64) / 255
    side = grey.shape[0] // 2
    truth, dream = (
        row.reshape(side, -1, side).swapaxes(0, 1).copy() for row in (grey[:side], grey[side:])
    )
    return truth, dream
