"""``similar`` as a person runs it: a page to look at, and a table."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from autograder.__main__ import app
from tests.exports.classes import table
from tests.intake.materials import lay, notebook
from tests.report.conftest import parse
from tests.similarity.test_passages import ODD, RENAMED, _own

_TEST = """
from otter.test_files import test_case
OK_FORMAT = False
name = "q1"
points = 1
@test_case()
def test_q1(x):
    assert x
"""


def _bundle(folder: Path) -> Path:
    """An autograder zip of another course: nothing is known of its notebook."""
    path = folder / "autograder.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tests/q1.py", _TEST)
        archive.writestr("otter_config.json", json.dumps({"assignment_name": "other"}))
    return path


def _run(*arguments: object) -> Any:
    runner = CliRunner(env={"COLUMNS": "400", "TERM": "dumb"})
    done = runner.invoke(app, ["similar", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def test_places_to_look_are_shown_side_by_side_and_nobody_is_accused(tmp_path: Path) -> None:
    """Hostile names and sources are text, what cannot be read is named, nothing is run."""
    mark = tmp_path / "ran"
    run = f"open({str(mark)!r}, 'w')"
    attack = "<script>alert(1)</script>"
    folder = lay(
        tmp_path / "in",
        {
            **{f"s{n}.ipynb": notebook(_own(n)) for n in range(8)},
            f"{attack[1:7]}=1.ipynb": notebook(run, f"{ODD}  # {attack}"),
            "ben.ipynb": notebook(RENAMED),
            "eve.ipynb": "{",
        },
    )
    out = tmp_path / "alike"
    done = _run(folder, "--bundle", _bundle(tmp_path), "--out", out)
    assert 0 == done.exit_code, done.output
    assert "1 pair to look at" in done.output
    assert "Not compared: eve:" in done.output
    page = parse(out / "index.html")
    (pair,) = page.classed("pair")
    left, right = (node.raw for node in pair.all("pre"))
    assert "for i,v in enumerate(inputs):\n" in left
    assert "    for index, value in enumerate(x):\n" in right
    assert "2 of 10 answers have all of it." in pair.text
    assert not page.all("script")
    for word in ("cheat", "plagiar", "copied", "guilty", "suspect"):
        assert word not in page.text.lower()
    heading, row = table((out / "pairs.csv").read_text())
    told = dict(zip(heading, row, strict=True))
    assert ("the whole notebook", "ben", "script=1") == (
        told["question"],
        told["one"],
        told["other"],
    )
    assert not mark.exists()


def test_the_newest_attempt_of_each_student_is_compared(tmp_path: Path) -> None:
    """Nobody is compared with themselves."""
    folder = lay(
        tmp_path / "in",
        {
            **{f"s{n}.ipynb": notebook(_own(n)) for n in range(8)},
            "ada/a.ipynb": notebook(ODD),
            "ada/b.ipynb": notebook(RENAMED),
            "ben/a.ipynb": notebook(ODD),
            "ben/b.ipynb": notebook(_own(99)),
        },
    )
    done = _run(folder, "--bundle", _bundle(tmp_path), "--out", tmp_path / "alike")
    assert "0 pairs to look at" in done.output
    assert "Nothing to look at" in parse(tmp_path / "alike" / "index.html").text


def test_a_mistake_is_one_sentence(tmp_path: Path) -> None:
    """Nothing is written."""
    done = _run(tmp_path / "nowhere", "--out", tmp_path / "alike")
    assert 2 == done.exit_code
    assert "there is no file or folder" in done.output
    assert not (tmp_path / "alike").exists()
