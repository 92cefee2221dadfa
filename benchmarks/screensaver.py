"""The film at the beginning of 08_conv_lstm, made again from a real run of the notebook's answers.

Run it with ``python -m benchmarks.screensaver``; it writes ``course_lib/screensaver.png`` and takes
a few minutes. The answers of the reference make the films, build the net and let it dream; the
training is that of the notebook. The sheet shows two rows of twenty frames, the truth and the
dream, which are the same for the ten frames that the net is shown. Of a hundred films of digits
that the net has never seen, the one with the smallest error of its dream is kept.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from rich.console import Console

import course_lib
from autograder.bundles import load_bundle
from autograder.course import find_assignments
from autograder.release.build import build_assignment
from course_lib.digit_films import REEL

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = "08_conv_lstm"
_ROUNDS, _FILTERS, _FILMS, _SHOWN, _DREAMED = 24, 16, 100, 10, 10


def main() -> None:
    """Trains the net, prints how its error falls, and writes the sheet."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    console = Console()
    answers = _answers()
    digits = course_lib.load_digit_images()
    order = np.random.default_rng(0).permutation(len(digits))
    known, unseen = digits[order[:1400]], digits[order[1400:]]
    model = _trained(answers, known, unseen, console)
    films = answers["moving_digits"](_FILMS, T=_SHOWN + _DREAMED, seed=3, images=unseen)
    dreams = answers["rollout"](model, films[:, :_SHOWN], _DREAMED)
    squares = (dreams - films[:, _SHOWN:]) ** 2
    each = squares.mean(axis=(1, 2, 3, 4))
    best = int(each.argmin())
    console.print("error of the dream, frame by frame:", squares.mean(axis=(0, 2, 3, 4)).round(4))
    console.print(f"film {best}: {each[best]:.4f}; the median film: {np.median(each):.4f}")
    dreamed = np.concatenate([films[best, :_SHOWN], dreams[best]])
    _write(ROOT / "course_lib" / REEL, [films[best], dreamed])


def _answers() -> dict[str, Any]:
    """What the answer cells of the reference define, one after the other."""
    folder = next(one for one in find_assignments(ROOT) if one.name == ASSIGNMENT)
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "bundle.zip"
        archive.write_bytes(build_assignment(folder, ROOT).archive)
        bundle = load_bundle(archive)
    names: dict[str, Any] = {"np": np, "course_lib": course_lib}
    for source in bundle.answers.values():
        exec(source, names)  # noqa: S102 - the course's own answers
    return names


def _trained(answers: dict[str, Any], known: Any, unseen: Any, console: Console) -> Any:
    """The net of the notebook after its training."""
    import keras

    keras.utils.set_random_seed(1)
    model = answers["build_next_frame"](16, filters=_FILTERS)
    slower_and_slower = keras.optimizers.schedules.CosineDecay(0.01, _ROUNDS * 50)
    model.compile(optimizer=keras.optimizers.Adam(slower_and_slower), loss="binary_crossentropy")
    make, pairs = answers["moving_digits"], answers["next_frame_pairs"]
    shown, wanted = pairs(make(200, seed=2, images=unseen))
    for turn in range(1, _ROUNDS + 1):
        see, say = pairs(make(400, T=12, seed=100 + turn, images=known))
        model.fit(see, say, batch_size=8, verbose=0)
        if turn % 4 == 0:
            error = np.mean((model.predict(shown, batch_size=50, verbose=0) - wanted) ** 2)
            console.print(f"after {turn:2d} rounds: error on unseen digits {error:.4f}")
    return model


def _write(path: Path, films: list[Any]) -> None:
    """One row of frames for each film, as a small grey picture."""
    rows = [np.concatenate(list(film[..., 0]), axis=1) for film in films]
    sheet = np.round(255 * np.concatenate(rows)).astype(np.uint8)
    Image.fromarray(sheet).save(path, optimize=True)


if __name__ == "__main__":
    main()
