"""The Gradescope zip, unpacked as Gradescope does it, run, and its results read field by field."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.bundles import load_bundle
from autograder.course import Bundle
from autograder.release import notebook_text, notebook_with, reference_notebook, skeleton_notebook
from autograder.release.archive import make_zip
from autograder.release.notebooks import Notebook, answer_cell

pytestmark = pytest.mark.xdist_group("lane")

TOP = {
    *("score", "execution_time", "output", "output_format", "test_output_format"),
    *("test_name_format", "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard"),
}
TEST = {
    *("score", "max_score", "status", "name", "name_format", "number", "output"),
    *("output_format", "tags", "visibility", "extra_data"),
}
VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
HIDDEN = ("nothing_adds_up", "default_rng", "1e-09", "moved")

Grade = Callable[[dict[str, bytes]], dict[str, Any]]


@pytest.fixture(scope="module")
def home(whole_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as Gradescope lays it out, after ``setup.sh``."""
    home = tmp_path_factory.mktemp("gradescope") / "autograder"
    _unpack(whole_root / "build" / "gradescope" / "01_tiny.zip", home / "source")
    shutil.copy2(home / "source" / "run_autograder", home / "run_autograder")
    subprocess.run([home / "source" / "setup.sh"], env=_environment(home), check=True)
    return home


@pytest.fixture
def grade(home: Path) -> Grade:
    """Hands in files, by name, and gives what Gradescope would read."""

    def hand_in(files: dict[str, bytes]) -> dict[str, Any]:
        for name in ("submission", "results"):
            shutil.rmtree(home / name, ignore_errors=True)
            (home / name).mkdir()
        for index, (name, data) in enumerate(files.items()):
            path = home / "submission" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            os.utime(path, (1_700_000_000 + index, 1_700_000_000 + index))
        return _run([home / "run_autograder"], home)

    return hand_in


def _environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "AUTOGRADER_HOME": str(home),
        "AUTOGRADER_PYTHON": sys.executable,
    }


def _run(command: list[Any], home: Path) -> dict[str, Any]:
    subprocess.run(command, env=_environment(home), check=True, cwd=home, stdin=subprocess.DEVNULL)
    results: dict[str, Any] = json.loads((home / "results" / "results.json").read_text("utf-8"))
    _expect_valid(results)
    return results


def _unpack(archive: Path, target: Path) -> None:
    """As unzip does: with the permissions that the zip names."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(target)
        for entry in opened.infolist():
            (target / entry.filename).chmod(stat.S_IMODE(entry.external_attr >> 16))


def _expect_valid(results: dict[str, Any]) -> None:
    """Each field is one that Gradescope knows, with a value that it takes."""
    assert set() == set(results) - TOP
    assert isinstance(results["score"], int | float)
    assert "hidden" == results["stdout_visibility"]
    assert results["visibility"] in VISIBILITIES
    assert results["output_format"] in FORMATS
    assert isinstance(results["output"], str)
    assert isinstance(results.get("execution_time", 0.0), int | float)
    for test in results["tests"]:
        assert set() == set(test) - TEST
        assert {"name", "score", "max_score", "output"} <= set(test)
        assert 0 <= test["score"] <= test["max_score"]
        assert test.get("status", "passed") in {"passed", "failed"}
        assert test["visibility"] in VISIBILITIES
        assert "text" == test["output_format"]


def _bytes(notebook: Notebook) -> bytes:
    return notebook_text(notebook).encode()


@pytest.fixture(scope="module")
def tiny(whole_root: Path) -> Bundle:
    """The assignment that the zip grades."""
    return load_bundle(whole_root / "build" / "bundles" / "01_tiny.zip")


def _wrong(bundle: Bundle) -> Notebook:
    """Right but for the second question, whose hidden check fails."""
    answer = "def mean(numbers):\n    return 4.0\n"
    return notebook_with(bundle, {**bundle.answers, answer_cell(bundle, "q2"): answer})


def test_the_zip_runs_as_it_is_unpacked_and_holds_no_source_of_the_course(home: Path) -> None:
    """Both scripts may be executed; what grading does not need is not there."""
    for script in ("setup.sh", "run_autograder"):
        assert os.access(home / "source" / script, os.X_OK)
    assert not (home / "source" / "solutions").exists()
    assert not (home / "source" / "autograder" / "release").exists()
    assert not (home / "source" / "autograder" / "report").exists()
    assert (home / "source" / "bundle.zip").is_file()


def test_the_reference_gets_everything_and_the_skeleton_nothing(grade: Grade, tiny: Bundle) -> None:
    """The sum is the score, and public checks are the visible ones."""
    results = grade({"tiny.ipynb": _bytes(reference_notebook(tiny))})
    assert 5 == results["score"]
    assert 5 == sum(test["score"] for test in results["tests"])
    shown = [test["visibility"] for test in results["tests"]]
    assert ["visible", "after_published"] * 2 == shown
    results = grade({"tiny.ipynb": _bytes(skeleton_notebook(tiny))})
    assert 0 == results["score"]
    assert 5 == sum(test["max_score"] for test in results["tests"])
    assert "still the skeleton" in results["tests"][0]["output"]


def test_hidden_checks_say_nothing_hidden_and_the_record_can_be_traced(
    grade: Grade, home: Path, tiny: Bundle
) -> None:
    """Neither code nor inputs of what is hidden; hashes of what was graded with what."""
    metadata = {"id": 7, "created_at": "2026-03-01T10:00:00.000000-08:00", "users": []}
    (home / "submission_metadata.json").write_text(json.dumps(metadata))
    results = grade({"anything.ipynb": _bytes(_wrong(tiny))})
    assert 3 == results["score"]
    text = json.dumps(results)
    for secret in HIDDEN:
        assert secret not in text
    traced = results["extra_data"]
    assert tiny.sha256 == traced["bundle_sha256"]
    assert 64 == len(traced["submission_sha256"])
    assert metadata["created_at"] == traced["submitted_at"]
    assert "graded" == traced["status"]
    assert traced["isolation"] in {"full", "root-ns", "landlock"}


def test_of_several_notebooks_the_newest_of_this_assignment_counts(
    grade: Grade, tiny: Bundle
) -> None:
    """An older try, a newer notebook of something else, and a zip as otter exports it."""
    right = _bytes(reference_notebook(tiny))
    other = json.loads(right)
    other["metadata"]["otter"]["assignment_name"] = "lstm_gates"
    wrong = _bytes(_wrong(tiny))
    assert 3 == grade({"old.ipynb": right, "new.ipynb": wrong})["score"]
    files = {
        "old.ipynb": wrong,
        "tiny_2026.zip": make_zip({"tiny.ipynb": right}),
        "newest.ipynb": json.dumps(other).encode(),
    }
    assert 5 == grade(files)["score"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"tiny.ipynb": b'{"cells": ['}, "its JSON is broken"),
        ({"tiny.ipynb": b""}, "This file is empty"),
        ({"tiny.pdf": b"%PDF"}, "There is no notebook"),
        ({}, "There is no notebook"),
        ({"tiny.zip": b"PK"}, "This zip cannot be opened"),
    ],
)
def test_a_broken_submission_gets_no_points_and_a_sentence(
    grade: Grade, files: dict[str, bytes], words: str
) -> None:
    """What is wrong and that it can be handed in again; nothing was run."""
    results = grade(files)
    assert 0 == results["score"]
    assert words in results["output"]
    assert "hand in again" in results["output"]
    assert "refused" == results["extra_data"]["status"]


@pytest.mark.parametrize("lost", ["bundle.zip", "autograder/box/zygote.py", "autograder/box"])
def test_a_fault_of_ours_is_said_and_is_no_silent_zero(
    home: Path, tiny: Bundle, tmp_path: Path, lost: str
) -> None:
    """The student reads that it is not their fault, staff read why, and no total is shown."""
    broken = tmp_path / "autograder"
    shutil.copytree(home, broken)
    path = broken / "source" / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(broken / "submission", ignore_errors=True)
    (broken / "submission").mkdir()
    (broken / "submission" / "tiny.ipynb").write_bytes(_bytes(reference_notebook(tiny)))
    shutil.rmtree(broken / "results", ignore_errors=True)
    results = _run([broken / "run_autograder"], broken)
    assert "not been graded" in results["output"]
    assert "not your fault" in results["output"]
    (staff,) = results["tests"]
    assert "hidden" == staff["visibility"]
    assert staff["output"]
    assert "graded" != results.get("extra_data", {}).get("status")


@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv to lose capabilities")
def test_a_container_without_namespaces_grades_behind_landlock(home: Path, tiny: Bundle) -> None:
    """As containers are: no capabilities and no user namespaces; never without a wall."""
    limit = "echo 0 > /proc/sys/user/max_user_namespaces"
    drop = f"exec setpriv --bounding-set=-all --inh-caps=-all {home}/run_autograder"
    command = ["unshare", "-Ur", "sh", "-c", f"{limit} && {drop}"]
    probe = subprocess.run([*command[:-1], limit], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("user namespaces are forbidden here")
    for name in ("submission", "results"):
        shutil.rmtree(home / name, ignore_errors=True)
        (home / name).mkdir()
    (home / "submission" / "tiny.ipynb").write_bytes(_bytes(reference_notebook(tiny)))
    results = _run(command, home)
    assert (5, "landlock") == (results["score"], results["extra_data"]["isolation"])
