"""What every picture of the course has to look like."""

from __future__ import annotations

import io
from collections.abc import Iterable

import numpy as np
from matplotlib.image import imread

from course_lib import Picture


def expect_opaque_with_words(pictures: Iterable[Picture]) -> None:
    """Asks of each for white ground without holes, for ink, and for words that tell of it."""
    for picture in pictures:
        image = np.asarray(imread(io.BytesIO(picture.png())))
        assert np.all(image[..., -1] == 1), picture.alt
        assert image[0, 0, :3].tolist() == [1, 1, 1], picture.alt
        assert image[..., :3].min() < 0.5, picture.alt
        assert len(picture.alt) > 30
