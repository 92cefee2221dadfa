"""One zip with everybody's page, and who gets which."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from autograder.__main__ import app
from autograder.batch.store import save
from autograder.plots import plot_from_pixels, write_plots
from autograder.report import write_report
from autograder.report.mailing import write_mailing


def _sent(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _list(files: dict[str, bytes]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(files["pages.csv"].decode())))[1:]


def test_everybody_has_one_page_an_assignment(desk: Any, tmp_path: Path) -> None:
    """The last attempt's, the very page of the report; and a list that a mail-merge can read."""
    question = desk.question("q1", desk.check())
    records = [
        desk.record("zoë", question),
        *(desk.record("ada", question, attempt=attempt) for attempt in (1, 2)),
        desk.record("ada", question, assignment="00_feed_forward"),
        desk.record("=1+1", question),
    ]
    write_report(records, desk.out)
    assert 4 == write_mailing(records, desk.out, tmp_path / "feedback.zip")
    files = _sent(tmp_path / "feedback.zip")
    assert b'"student","file","assignment"\n' == files["pages.csv"].splitlines(keepends=True)[0]
    rows = _list(files)
    assert ["ada", "'=1+1", "ada", "zoë"] == [row[0] for row in rows]
    assert rows[2][1] == "03_lstm_gates.ada.2.html"
    assert {"pages.csv", *(row[1] for row in rows)} == files.keys()
    for _, name, _ in rows:
        assert (desk.out / "students" / name).read_bytes() == files[name]


def test_equal_pages_are_an_equal_zip(desk: Any, tmp_path: Path) -> None:
    """Whenever it is made, in whatever order, and nothing is left behind."""
    records = [desk.record(name, desk.question("q1", desk.check())) for name in ("ada", "bob")]
    write_report(records, desk.out)
    write_mailing(records, desk.out, tmp_path / "one.zip")
    write_mailing(records[::-1], desk.out, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert {"one.zip", "two.zip", "report"} == {path.name for path in tmp_path.iterdir()}


def test_a_zip_that_cannot_be_written_leaves_nothing(desk: Any, tmp_path: Path) -> None:
    """Neither half a zip, nor the old one gone."""
    records = [desk.record("ada", desk.question("q1", desk.check()))]
    (tmp_path / "feedback.zip").write_text("old")
    with pytest.raises(OSError, match="students"):
        write_mailing(records, tmp_path / "nowhere", tmp_path / "feedback.zip")
    assert ["feedback.zip"] == [path.name for path in tmp_path.iterdir()]
    assert "old" == (tmp_path / "feedback.zip").read_text()


def test_the_command_writes_pages_with_plots(desk: Any, tmp_path: Path) -> None:
    """``report --zip``: the pages hold what was drawn, whoever reads them has no folder of ours."""
    import numpy as np

    path = save(tmp_path / "grades", desk.record("ada", desk.question("q1", desk.check())))
    pixels = np.full((30, 40, 3), 200, np.uint8)
    write_plots(path, (plot_from_pixels(0, "q1", "A square", pixels),))
    to = tmp_path / "feedback.zip"
    done = CliRunner().invoke(app, ["report", str(tmp_path / "grades"), "--zip", str(to)])
    assert 0 == done.exit_code, done.output
    assert "1 page to send" in done.output
    (page,) = (data for name, data in _sent(to).items() if name.endswith(".html"))
    assert b"data:image/png;base64," in page
    refused = CliRunner().invoke(app, ["report", str(tmp_path / "grades"), "--zip", "feedback"])
    assert 2 == refused.exit_code
