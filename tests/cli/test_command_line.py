"""The commands as a person types them, right and wrong."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.bundles import load_bundle
from autograder.records import Record
from autograder.release import notebook_text, reference_notebook, release, skeleton_notebook

pytestmark = pytest.mark.xdist_group("cli")
ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "03_lstm_gates"


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four students: one perfect, one untouched, one broken, one in the wrong course."""
    archive = release(ROOT, [ASSIGNMENT])[0].archive
    bundle = load_bundle(archive)
    folder = tmp_path_factory.mktemp("class")
    reference = notebook_text(reference_notebook(bundle))
    (folder / "ada.ipynb").write_text(reference)
    (folder / "bob.ipynb").write_text(notebook_text(skeleton_notebook(bundle)))
    (folder / "cleo.zip").write_text("no zip at all")
    other = json.loads(reference)
    other["metadata"]["otter"] = {"assignment_name": "basket_weaving"}
    (folder / "dan.ipynb").write_text(json.dumps(other))
    # A bundle left by another release is newer than the sources: it must not be taken for theirs.
    archive.write_bytes(b"left behind")
    return folder


def test_grading_a_class(class_folder: Path, tmp_path: Path) -> None:
    """Records, CSV, pages; what cannot be read is told and stops nobody. Twice is the same."""
    out = tmp_path / "grades"
    done = _run("grade", class_folder, "--assignment", ASSIGNMENT, "--out", out, "--workers", "1")
    assert 0 == done.returncode, done.stdout + done.stderr
    records = {
        path.parent.name: Record.from_json(path.read_text())
        for path in out.glob(f"{ASSIGNMENT}/*/1.json")
    }
    assert {"ada": 20, "bob": 0, "cleo": 0, "dan": 0} == {n: r.score for n, r in records.items()}
    assert {"ada": "graded", "bob": "graded", "cleo": "refused", "dan": "refused"} == {
        name: record.status for name, record in records.items()
    }
    assert {"missing"} == {c.verdict for q in records["bob"].questions for c in q.checks}
    assert "basket_weaving" in records["dan"].faults[0].message
    with (out / "report" / "grades.csv").open(newline="") as stream:
        assert 4 == len(list(csv.DictReader(stream)))
    assert "20/20" in done.stdout

    again = _run("grade", class_folder, "--assignment", "lstm_gates", "--out", out, "--json")
    lines = {line["student"]: line for line in map(json.loads, again.stdout.splitlines())}
    assert [True, True] == [lines["ada"]["kept"], lines["bob"]["kept"]]


def test_grading_a_platforms_download(class_folder: Path, tmp_path: Path) -> None:
    """A zip as Canvas sends it, who is who, a deadline, and which of two attempts counts."""
    download, roster, late = (tmp_path / name for name in ("canvas.zip", "who.csv", "late.toml"))
    with zipfile.ZipFile(download, "w") as archive:
        for number, name in ((9001, "ada"), (9002, "bob")):
            text = (class_folder / f"{name}.ipynb").read_text()
            archive.writestr(f"lovelaceada_LATE_4711_{number}_lstm_gates.ipynb", text)
    roster.write_text('Student,ID,SIS Login ID,Section\n"Lovelace, Ada",4711,al815,LSTM\n')
    late.write_text(
        "[penalty]\nsteps = [{after_hours = 0, percent = 10}]\n"
        "[assignments.lstm_gates]\ndeadline = 2026-02-01T12:00:00Z\n"
        "[assignments.lstm_gates.handed_in]\nal815 = 2026-02-01T14:00:00Z\n"
    )
    out = tmp_path / "grades"
    options = ("--roster", roster, "--late-policy", late, "--out", out, "--workers", "1")
    done = _run("grade", download, *options, "--keep", "best", "--json")
    assert 0 == done.returncode, done.stdout + done.stderr
    assert "is read as a download from Canvas" in " ".join(done.stderr.split())
    assert {1: 20, 2: 0} == {
        line["attempt"]: line["score"] for line in map(json.loads, done.stdout.splitlines())
    }
    record = Record.from_json((out / ASSIGNMENT / "al815" / "2.json").read_text())
    assert (0.0, "2026-02-01T14:00:00+00:00", 7200.0, 10.0, True, False) == (
        *(record.score, record.submitted_at, record.late_seconds, record.late_percent),
        *(record.marked_late, record.late_unknown),
    )
    for arguments, rows in (((), [("1", "18")]), (("report", out), [("1", "18"), ("2", "0")])):
        assert not arguments or 0 == _run(*arguments).returncode
        with (out / "report" / "grades.csv").open(newline="") as stream:
            assert rows == [(row["attempt"], row["counts"]) for row in csv.DictReader(stream)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "--out", "x"], "no file or folder nowhere"),
        (["README.md", "--out", "x"], "neither a notebook (.ipynb) nor a zip"),
        (["{class}", "--out", "x", "--assignment", "04_macrame"], "There is: "),
        (["{class}/ada.ipynb", "--out", "x", "--isolation", "wishes"], "choose one of"),
        (["{class}/cleo.zip", "--out", "x"], "Add --assignment"),
    ],
)
def test_wrong_arguments_are_one_sentence_and_exit_code_2(
    class_folder: Path, arguments: list[str], words: str
) -> None:
    """What is wrong and what to do, before anything is graded."""
    filled = [argument.replace("{class}", str(class_folder)) for argument in arguments]
    done = _run("grade", *filled)
    assert 2 == done.returncode, done.stdout + done.stderr
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_doctor_names_the_rung() -> None:
    """Which sandbox this machine allows."""
    done = _run("doctor")
    assert 0 == done.returncode
    assert "every attack of the probe was stopped" in done.stdout
