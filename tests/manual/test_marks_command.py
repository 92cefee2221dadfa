"""The command as a person types it: out, in, and every refusal a sentence."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.batch.store import save
from tests.manual.answered import answered

pytestmark = pytest.mark.xdist_group("cli")
ROOT = Path(__file__).resolve().parents[2]


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "autograder", "marks", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def grades(tmp_path: Path) -> Path:
    """Records of two students, as a grading leaves them."""
    for student in ("ada", "ben"):
        save(tmp_path / "grades", answered(student))
    return tmp_path / "grades"


def test_out_and_in_again(grades: Path, tmp_path: Path) -> None:
    """What waits, a worksheet, the points in it, the report; then nothing waits."""
    told = _run(grades)
    assert 0 == told.returncode, told.stdout + told.stderr
    assert "2 answers wait for a person" in " ".join(told.stderr.split())
    sheet = tmp_path / "marks.csv"
    assert 0 == _run(grades, "--to", sheet).returncode
    with sheet.open(newline="", encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert ["ada", "ben"] == [row["student"] for row in rows]
    with sheet.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"points": "2.5", "comment": "Good."} for row in rows)
    entered = _run(grades, "--from", sheet)
    assert 0 == entered.returncode, entered.stdout + entered.stderr
    assert "2 marked." in entered.stdout
    with (grades / "report" / "grades.csv").open(newline="", encoding="utf-8") as stream:
        assert ["2.5", "2.5"] == [row["q2"] for row in csv.DictReader(stream)]
    nothing = _run(grades, "--to", tmp_path / "more.csv")
    assert "No answer waits" in " ".join(nothing.stderr.split())
    assert not (tmp_path / "more.csv").exists()
    assert 0 == _run(grades, "--to", tmp_path / "all.html", "--all").returncode
    assert "Because." in (tmp_path / "all.html").read_text("utf-8")


REFUSALS = {
    "no records": (["{here}/nowhere"], "there are no records below"),
    "both": (["{here}/grades", "--to", "{here}/a.csv", "--from", "{here}/b.csv"], "are two steps"),
    "another kind": (["{here}/grades", "--to", "{here}/marks.xls"], "something.csv or something."),
    "is there": (["{here}/grades", "--to", "{here}/old.csv"], "may hold somebody's marks"),
    "not there": (["{here}/grades", "--from", "{here}/none.csv"], "there is no file"),
    "no worksheet": (["{here}/grades", "--from", "{here}/old.csv"], "nothing of"),
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refusals_are_sentences_and_exit_code_2(grades: Path, refusal: str) -> None:
    """What is wrong and what to do; nothing is written or entered."""
    (grades.parent / "old.csv").write_text("my,own,file\n")
    arguments, words = REFUSALS[refusal]
    done = _run(*(argument.replace("{here}", str(grades.parent)) for argument in arguments))
    assert 2 == done.returncode, done.stdout + done.stderr
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert "my,own,file\n" == (grades.parent / "old.csv").read_text()
