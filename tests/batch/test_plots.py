"""The pictures in a notebook: drawn anew, from files that may be anything."""

from __future__ import annotations

import base64
import io
import json
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from autograder.batch.grading import Job, grade_job
from autograder.batch.intake import take_in
from autograder.batch.store import load_all, record_path, take_over
from autograder.bundles import load_bundle
from autograder.examiner.lane import Lane
from autograder.plots import (
    MOST_PLOTS,
    Plot,
    plot_from_pixels,
    plots_from_json,
    plots_path,
    plots_to_json,
    read_plots,
)
from autograder.sandbox import choose_rung
from tests.batch.conftest import RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.batch.conftest import HandIn

pytestmark = pytest.mark.xdist_group("lane")


@pytest.fixture(scope="module")
def lane() -> Iterator[Lane]:
    """A warm lane on the strongest rung."""
    with Lane(choose_rung()) as lane:
        yield lane


def _png(width: float = 3, height: float = 2) -> bytes:
    figure = Figure(figsize=(width, height), dpi=100)
    figure.subplots().plot([0, 1], [0, 1], "r")
    stream = io.BytesIO()
    figure.savefig(stream, format="png")
    return stream.getvalue()


def _bomb() -> bytes:
    """A file of two kilobytes that says it is 50,000 by 50,000."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 6, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    body = chunk(b"IDAT", zlib.compress(bytes(10**6)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def _output(png: bytes | str | list[str]) -> dict[str, Any]:
    text = base64.encodebytes(png).decode() if isinstance(png, bytes) else png
    return {"output_type": "display_data", "metadata": {}, "data": {"image/png": text}}


def _job(folder: Path, archive: Path, out: Path, outputs: dict[int, list[Any]], **how: Any) -> Job:
    (path,) = folder.glob("*.ipynb")
    notebook = json.loads(path.read_text())
    for place, several in outputs.items():
        notebook["cells"][place]["outputs"] = several
    path.write_text(json.dumps(notebook))
    (handed,) = take_in([folder]).handed
    return Job(handed, archive, out, **how)


def _graded(job: Job, lane: Lane) -> tuple[Plot, ...]:
    outcome = grade_job(job, load_bundle(job.bundle), lane)
    assert outcome.record.score == 1.0
    record = outcome.record
    return read_plots(record_path(job.out, record.assignment, record.student, record.attempt))


def test_pictures_are_kept_with_the_question_they_follow(
    hand_in: HandIn, archive: Path, tmp_path: Path, lane: Lane
) -> None:
    """Before any question, at one, and of any size; the same picture in fewer colours."""
    png = _png()
    outputs = {0: [_output(png)], 2: [{"output_type": "stream"}, _output(_png(20, 4))]}
    job = _job(hand_in("ada", RIGHT), archive, tmp_path / "out", outputs)
    first, second = _graded(job, lane)
    assert (0, None, 300, 200) == (first.cell, first.question, first.width, first.height)
    assert (2, "q1", 900, 180) == (second.cell, second.question, second.width, second.height)
    kept = np.asarray(Image.open(io.BytesIO(first.png)).convert("RGB"), float)
    drawn = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), float)
    assert np.abs(kept - drawn).mean() < 3
    assert 1 == len(list(load_all(tmp_path / "out")))


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        _png()[:-200],
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + bytes(100),
        _bomb(),
        "no base64 at all: é",
        ["iVBORw0KGgo", "="],
    ],
    ids=["empty", "a_signature", "cut", "svg", "gif", "bomb", "text", "pieces"],
)
def test_what_is_no_picture_is_left_out(
    hostile: Any, hand_in: HandIn, archive: Path, tmp_path: Path, lane: Lane
) -> None:
    """It costs no point, and those after it are shown."""
    outputs = {1: [_output(hostile), 7, {"data": 3}, _output(_png())]}
    job = _job(hand_in("ada", RIGHT), archive, tmp_path / "out", outputs)
    assert [(300, 200)] == [(plot.width, plot.height) for plot in _graded(job, lane)]


def test_a_flood_of_pictures_is_cut(
    hand_in: HandIn, archive: Path, tmp_path: Path, lane: Lane
) -> None:
    """A page has an end."""
    outputs = {1: [_output(_png(1, 1))] * (MOST_PLOTS + 5)}
    job = _job(hand_in("ada", RIGHT), archive, tmp_path / "out", outputs)
    assert MOST_PLOTS == len(_graded(job, lane))


def test_pictures_can_be_left_out(
    hand_in: HandIn, archive: Path, tmp_path: Path, lane: Lane
) -> None:
    """Then no box is opened for them."""
    job = _job(
        hand_in("ada", RIGHT), archive, tmp_path / "out", {1: [_output(_png())]}, plots=False
    )
    assert () == _graded(job, lane)


def test_staged_pictures_take_their_place_with_the_record(
    hand_in: HandIn, archive: Path, tmp_path: Path, lane: Lane
) -> None:
    """Not before: until then the page shows what its record is about."""
    out = tmp_path / "out"
    folder = hand_in("ada", RIGHT)
    (old,) = _graded(_job(folder, archive, out, {1: [_output(_png(3, 2))]}), lane)
    again = hand_in("ada", RIGHT + "\n# once more\n")
    staged = _job(again, archive, out, {1: [_output(_png(4, 2))]}, stage=True)
    assert (old,) == _graded(staged, lane)
    assert 1 == take_over(out)
    path = record_path(out, "01_doubling", "ada", 1)
    (new,) = read_plots(path)
    assert (300, 400) == (old.width, new.width)
    third = _job(again, archive, out, {1: [_output(_png(5, 2))]}, stage=True, force=True)
    _graded(third, lane)
    _graded(_job(again, archive, out, {}, only=frozenset()), lane)
    assert not list((out / ".staged").glob("*/*/*.plots"))


def test_only_our_own_files_are_shown(tmp_path: Path) -> None:
    """Whatever lies where pictures should lie."""
    plot = plot_from_pixels(3, "q1", " a  title\n", np.zeros((4, 5, 3), np.uint8))
    assert ("a title", 5, 4) == (plot.title, plot.width, plot.height)
    text = plots_to_json([plot])
    assert (plot,) == plots_from_json(text)
    record = tmp_path / "1.json"
    for broken in (
        *("", "[", "{}", "[1]", "[[]]", '[{"png": 3}]', "[" * 10**5, "[" + text[1:-2] + ", 1]"),
        *(text.replace("iVBOR", "AAAAA"), text.replace('"cell": 3', '"cell": "3"')),
        *(text.replace('"q1"', "7"), text.replace('"a title"', '["<b>"]')),
    ):
        plots_path(record).write_text(broken)
        assert () == read_plots(record)
    assert () == read_plots(tmp_path / "nobody.json")


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((4, 5)), np.zeros((4, 5, 4), np.uint8), np.zeros((0, 5, 3), np.uint8)],
    ids=["floats", "four_colours", "nothing"],
)
def test_only_pixels_become_a_picture(pixels: Any) -> None:
    """A box may send anything."""
    with pytest.raises(ValueError, match="picture"):
        plot_from_pixels(0, None, "", pixels)
