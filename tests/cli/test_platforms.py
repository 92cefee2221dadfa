"""From a platform's download to the file that goes back to it, with real grading between."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.batch.store import folder_name
from autograder.course import Bundle
from tests.batch.conftest import RIGHT, archive, doubling
from tests.exports.classes import canvas, moodle, table
from tests.intake.materials import Files, notebook, zipped

__all__ = ["archive", "doubling"]
pytestmark = pytest.mark.xdist_group("cli")
ROOT = Path(__file__).resolve().parents[2]
WRONG = "def double(x):\n    return x + 2\n"
SUBMITTERS = """\
submission_{number}:
  :submitters:
  - :name: {name}
    :sid: '{number}'
    :email: {email}
  :created_at: 2026-02-01 22:58:00.861687000 Z
"""


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return done


def _handed_in(bundle: Bundle, answer: str) -> str:
    own = [answer if cell.id in bundle.answers else cell.source for cell in bundle.cells]
    return notebook(*own)


Download = Callable[[Path, str, str], Path]


def _canvas(folder: Path, right: str, wrong: str) -> Path:
    files: Files = {
        "lovelaceada_4711_90210_a.ipynb": wrong,
        "lovelaceada_4711_90213_a-1.ipynb": right,
        "oneilben_LATE_4712_90211_b.ipynb": wrong,
        "cy_4713_90212_c.ipynb": "{",
    }
    return zipped(folder / "submissions.zip", files)


def _moodle(folder: Path, right: str, wrong: str) -> Path:
    files: Files = {
        "Ada Lovelace_4711_assignsubmission_file/a.ipynb": right,
        "Ben O'Neil_4712_assignsubmission_file/b.ipynb": wrong,
        "Cy Smith_4713_assignsubmission_file/c.ipynb": "{",
    }
    return zipped(folder / "submissions.zip", files)


def _gradescope(folder: Path, right: str, wrong: str) -> Path:
    people = ((4711, "Ada Lovelace"), (4712, "Ben O'Neil"), (4713, "Cy Smith"))
    told = "".join(
        SUBMITTERS.format(number=number, name=name, email=f"{number}@uni.example")
        for number, name in people
    )
    texts = dict(zip((4711, 4712, 4713), (right, wrong, "{"), strict=True))
    files: Files = {f"submission_{number}/a.ipynb": text for number, text in texts.items()}
    return zipped(folder / "export.zip", {"submission_metadata.yml": told, **files})


def _graded(bundle: Bundle, archive: Path, folder: Path, download: Download) -> Path:
    handed_in = download(folder, _handed_in(bundle, RIGHT), _handed_in(bundle, WRONG))
    out = folder / "grades"
    # Named twice, as it happens: nobody has handed in twice for that.
    copy = folder / "again" / handed_in.name
    copy.parent.mkdir()
    copy.write_bytes(handed_in.read_bytes())
    done = _run("grade", handed_in, copy, "--bundle", archive, "--out", out, "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len({(line["student"], line["attempt"]) for line in lines})
    assert {1} == {line["attempt"] for line in lines} or download is _canvas
    return out


def test_canvas(doubling: Bundle, archive: Path, tmp_path: Path) -> None:
    """The last of two uploads counts; what could not be read is a zero; one column is filled."""
    out = _graded(doubling, archive, tmp_path, _canvas)
    book, filled = tmp_path / "gradebook.csv", tmp_path / "filled.csv"
    people = (("Lovelace, Ada", "4711"), ("O'Neil, Ben", "4712"), ("Cy", "4713"))
    rows = [(name, number, number, number, "") for name, number in people]
    book.write_text(canvas(rows, heading="Doubling (7)", possible="1"))
    _run("export", out, "--format", "canvas", "--into", book, "--to", filled)
    marks = {row[1]: row[6] for row in table(filled.read_text())[3:]}
    assert {"4711": "1", "4712": "0", "4713": "0"} == marks


def test_moodle(doubling: Bundle, archive: Path, tmp_path: Path) -> None:
    """Participants are known by their numbers."""
    out = _graded(doubling, archive, tmp_path, _moodle)
    sheet, filled = tmp_path / "worksheet.csv", tmp_path / "filled.csv"
    people = (("4711", "Ada Lovelace"), ("4712", "Ben O'Neil"), ("4713", "Cy Smith"))
    rows = [(number, name, f"{number}@uni.example", "", "Yes") for number, name in people]
    sheet.write_text(moodle(rows, most="1.00"))
    _run("export", out, "--format", "moodle", "--into", sheet, "--to", filled)
    marks = {row[0]: row[4] for row in table(filled.read_text())[1:]}
    assert {"Participant 4711": 1, "Participant 4712": 0, "Participant 4713": 0} == {
        number: float(mark) for number, mark in marks.items()
    }


def test_gradescope(doubling: Bundle, archive: Path, tmp_path: Path) -> None:
    """Everybody has a results.json of their own."""
    out = _graded(doubling, archive, tmp_path, _gradescope)
    to = tmp_path / "results"
    _run("export", out, "--format", "gradescope", "--to", to)
    people = {"Ada Lovelace_4711": 1.0, "Ben O'Neil_4712": 0.0, "Cy Smith_4713": 0.0}
    for student, score in people.items():
        results = json.loads((to / folder_name(student) / "results.json").read_text())
        assert score == results["score"]
