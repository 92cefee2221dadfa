"""A command waits for nothing that it does not use: what is heavy is imported where it is used."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from autograder.batch.intake import find_submissions, open_submission
from autograder.batch.store import save
from autograder.bundles import checks_of, frame_of
from autograder.course import Bundle
from autograder.examiner.versions import versions
from autograder.records import CheckRecord, QuestionRecord, Record, Status, Verdict
from tests.batch.conftest import RIGHT, HandIn, archive, doubling, hand_in

__all__ = ["archive", "doubling", "hand_in"]

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    *("otter", "jupytext", "nbformat", "jsonschema", "tensorflow", "keras", "pandas"),
    *("distributed", "dask", "xlsxwriter", "IPython", "course_lib", "matplotlib"),
}
_TELL = (
    "import sys; sys.stderr.write('\\n' + ' '.join({name.split('.')[0] for name in sys.modules}))"
)


def _heavy_after(code: str, *arguments: str | Path) -> tuple[set[str], str]:
    """What of the heavy a process has imported at its end, and what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", f"import atexit; atexit.register(exec, {_TELL!r}, {{}})\n{code}"]
        + [str(argument) for argument in arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    told = set(done.stderr.splitlines()[-1].split())
    assert "autograder" in told
    return told & HEAVY, done.stdout


def test_the_command_line_is_built_of_what_is_light() -> None:
    """With the options of every command."""
    code = "import typer.main, autograder.__main__ as m; typer.main.get_command(m.app)"
    assert set() == _heavy_after(code)[0]


def test_to_look_at_a_class_again_takes_nothing_heavy(
    doubling: Bundle, archive: Path, hand_in: HandIn, tmp_path: Path
) -> None:
    """Submissions read, records compared, pages written; no lane is started for nobody."""
    folder, out = hand_in("ada", RIGHT), tmp_path / "out"
    (handed,) = find_submissions([folder])
    (question,) = doubling.questions
    checks = (CheckRecord("doubles anything", True, 1.0, Verdict.PASSED),)
    there = Record(
        assignment=doubling.assignment,
        student="ada",
        attempt=1,
        status=Status.GRADED,
        score=1.0,
        points=1.0,
        submission_sha256=open_submission(handed).submission.sha256,
        bundle_sha256=doubling.sha256,
        isolation="none",
        seed=1,
        questions=(QuestionRecord("q1", 1.0, 1.0, 1.0, checks, checks_sha256=checks_of(question)),),
        versions=versions(),
        frame_sha256=frame_of(doubling),
    )
    save(out, there)
    options = ("--bundle", archive, "--out", out, "--isolation", "none", "--json")
    code = "from autograder.__main__ import main; main()"
    heavy, told = _heavy_after(code, "grade", folder, *options)
    assert set() == heavy
    assert [True] == [json.loads(line)["kept"] for line in told.splitlines()]
    assert (out / "report" / "index.html").is_file()
