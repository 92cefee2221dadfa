"""Attacks that need no code: names, zips, links and notebooks that are made to be hard to read."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.batch.intake import find_submissions, open_submission
from autograder.batch.store import record_path
from autograder.faults import SubmissionFault
from autograder.records import Record
from autograder.sandbox import Rung
from tests.hostile.canaries import Surroundings
from tests.hostile.staging import Stage, honest_notebook

# One worker for all that needs a warm lane of this rung.
pytestmark = pytest.mark.xdist_group("hostile-full")

_NOTEBOOK = json.dumps(honest_notebook())


def _zip(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def test_files_beside_the_notebook_do_nothing(
    stage_at: Callable[[Rung], Stage], honest_at: Callable[[Rung], Record], tmp_path: Path
) -> None:
    """Rows 14 and 19: start files, modules of known names and logs do nothing."""
    poison = "raise SystemExit('poisoned')\n"
    names = ("conftest.py", "numpy.py", "otter.py", "sitecustomize.py", "usercustomize.py",
             "evil.pth", "pytest.ini", ".OTTER_LOG", "tests/q1.py", "results.json")  # fmt: skip
    path = _zip(tmp_path / "ada.zip", {"vault.ipynb": _NOTEBOOK, **dict.fromkeys(names, poison)})
    got = stage_at(Rung.FULL).examine(path).record.stable()
    wanted = honest_at(Rung.FULL).stable() | {"source": "vault.ipynb"}
    assert wanted == got


def test_metadata_and_outputs_change_nothing(
    stage_at: Callable[[Rung], Stage], honest_at: Callable[[Rung], Record], tmp_path: Path
) -> None:
    """Rows 7 to 9: whatever a student writes beside the code, the record is the same."""
    notebook = honest_notebook()
    notebook["metadata"] = {"kernelspec": {"name": "nope"}, "widgets": {"state": "x" * 1000}}
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {
            "tags": ["skip-execution", "raises-exception", "otter_ignore"],
            "nbgrader": {"points": number},
            "editable": False,
        }
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "error", "ename": "E", "traceback": ["<b>"]}]
            cell["execution_count"] = number
    path = tmp_path / "ada.ipynb"
    path.write_text(json.dumps(notebook))
    assert honest_at(Rung.FULL).stable() == stage_at(Rung.FULL).examine(path).record.stable()


@pytest.mark.parametrize(
    "members",
    [
        pytest.param({"vault.ipynb": " " * (64 << 20)}, id="a bomb of blanks"),
        pytest.param({"vault.ipynb": "[" * 100_000}, id="brackets"),
        pytest.param({"vault.ipynb": '{"cells":' * 50_000}, id="objects"),
        pytest.param({"vault.ipynb": '{"cells": ' + "9" * 100_000 + "}"}, id="a number"),
        pytest.param({"vault.ipynb": '{"cells": [' + "{}," * 3000 + "{}]}"}, id="cells"),
        pytest.param({"inner.zip": "PK\x05\x06" + "\0" * 18}, id="a zip in a zip"),
        pytest.param({f"{n}.txt": "" for n in range(20_001)}, id="members"),
    ],
)
def test_what_is_hard_to_read_is_refused_with_words(
    members: dict[str, str], tmp_path: Path
) -> None:
    """Row 42: sizes, depths and counts end in a sentence for the student, not in a crash."""
    (handed,) = find_submissions([_zip(tmp_path / "ada.zip", members)])
    with pytest.raises(SubmissionFault):
        open_submission(handed)


_NAMES = (
    "../../up.ipynb", "/etc/cron.d/root.ipynb", "..\\..\\up.ipynb", "C:\\up.ipynb",
    "a/../../../up.ipynb", "-rf/x.ipynb", "$(touch x)/x.ipynb", "`id`/x.ipynb", "a;b|c&d/x.ipynb",
    "line\nbreak/x.ipynb", "\u202egnp/x.ipynb", "~root/x.ipynb", "%s%n/x.ipynb", "con/x.ipynb",
)  # fmt: skip


@pytest.mark.parametrize("name", _NAMES)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    """Rows 46 and 48: a student of any name has a record in the folder of records."""
    path = _zip(tmp_path / "class.zip", {name: _NOTEBOOK, "ben/x.ipynb": _NOTEBOOK})
    out = tmp_path / "grades"
    places = set()
    for handed in find_submissions([path]):
        place = record_path(out, "01_vault", handed.student, handed.attempt)
        assert out / "01_vault" == place.parent.parent
        assert place.resolve().is_relative_to(out.resolve())
        assert place.parent.name.isascii()
        places.add(place)
        open_submission(handed)
    assert {"class.zip"} == {path.name for path in tmp_path.iterdir()}
    assert places


def test_links_and_pipes_are_no_submissions(surroundings: Surroundings, tmp_path: Path) -> None:
    """Row 47: a link to another's notebook, a pipe and a link inside a zip lead nowhere."""
    folder = tmp_path / "handed"
    folder.mkdir()
    secret = surroundings.folder / "submissions/ben/vault.ipynb"
    (folder / "linked.ipynb").symlink_to(secret)
    (folder / "deep").symlink_to(secret.parent)
    os.mkfifo(folder / "pipe.ipynb")
    inside = zipfile.ZipInfo("vault.ipynb")
    inside.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / "ada.zip", "w") as archive:
        archive.writestr(inside, str(secret))
    (handed,) = find_submissions([folder])
    assert "ada" == handed.student
    with pytest.raises(SubmissionFault) as refused:
        open_submission(handed)
    assert str(secret) not in str(refused.value)


def test_a_zip_among_others_speaks_for_its_own_student_only(tmp_path: Path) -> None:
    """Beyond the rows: nobody hands in for somebody else, and so lowers or repeats their mark."""
    _zip(tmp_path / "ada.zip", {"ada/x.ipynb": _NOTEBOOK, "ben/x.ipynb": _NOTEBOOK})
    (tmp_path / "ben.ipynb").write_text(_NOTEBOOK)
    assert ["ben"] == [h.student for h in find_submissions([tmp_path]) if h.student == "ben"]
