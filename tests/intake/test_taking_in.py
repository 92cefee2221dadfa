"""Who, when and which attempt: what lies between a download and a record."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from autograder.batch.gradescope_run import _newest
from autograder.batch.handed import Handed
from autograder.batch.intake import find_submissions, open_submission, take_in
from autograder.batch.roster import read_roster
from autograder.faults import SubmissionFault
from tests.hostile.vault import VAULT
from tests.intake.gradescope_cases import METADATA
from tests.intake.materials import ONE, TWO, lay, notebook, zipped


def _who(handed: list[Handed]) -> list[tuple[str, int]]:
    return [(one.student, one.attempt) for one in handed]


def test_gradescope_tells_when(tmp_path: Path) -> None:
    """In UTC, to the microsecond, and into the submission."""
    lay(tmp_path, {"submission_metadata.yml": METADATA, "submission_11/a.ipynb": ONE})
    (handed,) = take_in([tmp_path]).handed
    assert "2026-02-01T22:58:00.861687+00:00" == handed.submitted_at
    assert handed.submitted_at == open_submission(handed).submission.submitted_at


def test_attempts_are_numbered_by_time(tmp_path: Path) -> None:
    """Where every attempt has one; the order of names does not matter then."""
    earlier = METADATA.replace("2026-02-01", "2026-01-31")
    lay(tmp_path / "a", {"submission_metadata.yml": METADATA, "submission_11/a.ipynb": TWO})
    lay(tmp_path / "b", {"submission_metadata.yml": earlier, "submission_11/a.ipynb": ONE})
    came = take_in([tmp_path / "a", tmp_path / "b"]).handed
    assert [("Ada Lovelace_4711", 2), ("Ada Lovelace_4711", 1)] == _who(came)


def test_the_same_upload_in_two_downloads_is_one(tmp_path: Path) -> None:
    """Canvas numbers its files: what was downloaded again is not handed in again."""
    lay(tmp_path / "1", {"ada_11_9001_a.ipynb": ONE})
    lay(tmp_path / "2", {"ada_11_9001_a.ipynb": ONE, "ada_11_9002_a-1.ipynb": TWO})
    came = take_in([tmp_path / "2", tmp_path / "1"]).handed
    assert [("ada_11", 1), ("ada_11", 2)] == _who(came)


def test_the_same_file_in_two_downloads_is_one(tmp_path: Path) -> None:
    """Where the platform does not number uploads, by what is in it; another one is another."""
    folder = "Ada Lovelace_7_assignsubmission_file"
    for name, text in (("1", ONE), ("2", ONE), ("3", TWO)):
        lay(tmp_path / name, {f"{folder}/a.ipynb": text})
    ada = "Ada Lovelace_7"
    assert [(ada, 1)] == _who(take_in([tmp_path / "1", tmp_path / "2"]).handed)
    assert [(ada, 1)] == _who(take_in([tmp_path / "1", tmp_path / "1"]).handed)
    assert [(ada, 1), (ada, 2)] == _who(take_in([tmp_path / "1", tmp_path / "3"]).handed)
    files = {"submission_metadata.yml": METADATA, "submission_11/a.ipynb": ONE}
    zips = [zipped(tmp_path / f"{name}.zip", files) for name in "ab"]
    assert [("Ada Lovelace_4711", 1)] == _who(take_in(zips).handed)


def test_canvas_marks_what_is_late(tmp_path: Path) -> None:
    """It does not say by how much."""
    lay(tmp_path, {"ada_LATE_11_9001_a.ipynb": ONE, "ben_12_9002_a.ipynb": TWO})
    assert {"ada_11": (True, True), "ben_12": (False, False)} == {
        one.student: (one.marked_late, one.late_unknown) for one in take_in([tmp_path]).handed
    }


def test_a_roster_gives_one_student_one_name(tmp_path: Path) -> None:
    """By numbers, addresses, logins and names, on all platforms at once."""
    (tmp_path / "roster.csv").write_text(
        "student,name,canvas id,sid,email,login\n"
        'ada,"Lovelace, Ada",11,4711,ada@uni.example,al815\n'
        "ben,Ben Smith,12,4712,ben@uni.example,bs1\n"
    )
    lay(tmp_path / "canvas", {"lovelaceada_11_9001_a.ipynb": ONE, "x_12_9002_a.ipynb": TWO})
    lay(tmp_path / "moodle", {"Ada Lovelace_7_assignsubmission_file/a.ipynb": ONE})
    lay(tmp_path / "local", {"al815 Ada Lovelace_7_assignsubmission_file/a.ipynb": ONE})
    lay(
        tmp_path / "gradescope",
        {"submission_metadata.yml": METADATA, "submission_11/a.ipynb": ONE},
    )
    lay(tmp_path / "plain", {"AL815.ipynb": ONE, "Ben Smith/a.ipynb": TWO, "eve.ipynb": ONE})
    roster = read_roster(tmp_path / "roster.csv")
    names = ("canvas", "moodle", "local", "gradescope", "plain")
    came = take_in([tmp_path / name for name in names], "auto", roster)
    assert {"ada": 5, "ben": 2, "eve": 1} == {
        student: sum(one.student == student for one in came.handed)
        for student in ("ada", "ben", "eve")
    }
    assert 8 == len(came.handed)
    assert "eve" in came.notes[-1]


def test_of_two_with_one_name_neither_is_the_row_of_that_name(tmp_path: Path) -> None:
    """Without numbers nobody knows which of them it is, so nobody's attempts are mixed."""
    (tmp_path / "roster.csv").write_text("student;name\njo;Jo Smith\n")
    lay(
        tmp_path / "in",
        {
            "Jo Smith_7_assignsubmission_file/a.ipynb": ONE,
            "Jo Smith_8_assignsubmission_file/a.ipynb": TWO,
        },
    )
    came = take_in([tmp_path / "in"], "auto", read_roster(tmp_path / "roster.csv"))
    assert [("Jo Smith_7", 1), ("Jo Smith_8", 1)] == _who(came.handed)
    assert "Jo Smith_7, Jo Smith_8" in came.notes[-1]


def test_a_roster_opens_a_group(tmp_path: Path) -> None:
    """What a group handed in is each member's, on the platforms that tell the group alone."""
    (tmp_path / "roster.csv").write_text(
        "student,name,group\nada,Ada,Team Gates\nben,Ben,team gates; Others\ncleo,Cleo,\n"
    )
    lay(
        tmp_path / "moodle",
        {
            "Team Gates_31_assignsubmission_file/a.ipynb": ONE,
            "Cleo_5_assignsubmission_file/a.ipynb": TWO,
        },
    )
    lay(tmp_path / "canvas", {"teamgates_4711_9001_a.ipynb": TWO})
    came = take_in(
        [tmp_path / "moodle", tmp_path / "canvas"],
        "auto",
        read_roster(tmp_path / "roster.csv"),
    )
    assert [("cleo", 1), ("ada", 1), ("ben", 1), ("ada", 2), ("ben", 2)] == _who(came.handed)


@pytest.mark.parametrize(
    ("files", "platform", "words"),
    [
        ({"notes.txt/x": "x"}, "canvas", "called as Canvas calls them"),
        ({"a/a.ipynb": ONE}, "moodle", "called as Moodle calls them"),
        ({"a.ipynb": ONE}, "gradescope", "called as Gradescope calls them"),
        # The folder around it may be the only student's, who imitates a platform.
        ({"eve/ada_11_9001_a.ipynb": ONE}, "auto", "'eve' .* Canvas.* --platform plain"),
        ({"eve/Ada_1_assignsubmission_file_a.ipynb": ONE}, "auto", "add --platform moodle"),
        ({"eve/submission_metadata.yml": METADATA, "eve/a.ipynb": ONE}, "auto", "gradescope"),
        ({"a.ipynb": ONE}, "blackboard", "choose one of auto, plain, gradescope"),
        ({"submission_metadata.yml": "submission_1: [\n"}, "auto", r"line \d+"),
        ({"submission_metadata.yml": "[" * 100_000}, "auto", "not what Gradescope writes"),
        ({"submission_metadata.yml": ":results: " + "[" * 99_999}, "auto", "not what Gradescope"),
        ({"submission_metadata.yml": "- 1\n"}, "auto", "not what Gradescope writes"),
        ({"submission_metadata.yml": ""}, "auto", "not what Gradescope writes"),
        ({"submission_metadata.yml": b"a: \xff\n"}, "auto", "not what Gradescope writes"),
    ],
)
def test_what_is_no_download_is_a_sentence_for_the_grader(
    tmp_path: Path, files: dict[str, str | bytes], platform: str, words: str
) -> None:
    """Before anything is graded."""
    with pytest.raises(ValueError, match=words):
        take_in([lay(tmp_path, files)], platform)


def test_the_platform_is_told(tmp_path: Path) -> None:
    """And what was passed over, and what could not be looked into."""
    lay(tmp_path / "c", {"ada_11_9001_a.ipynb": ONE})
    lay(tmp_path / "p", {"ben.ipynb": TWO, "tool.py": "x = 1", "/".join("d" * 40) + "/a.py": ""})
    notes = "\n".join(take_in([tmp_path / "c", tmp_path / "p"]).notes)
    assert "c is read as a download from Canvas" in notes
    assert "Passed over in" in notes
    assert "tool.py" in notes
    assert "could not be looked into" in notes


def test_what_a_terminal_obeys_is_no_part_of_a_name(tmp_path: Path) -> None:
    """Names reach the grader's screen: they are shown, and neither clear it nor turn words."""
    lay(tmp_path, {"e\x1b[2Jve\u202e.ipynb": ONE, "t\x1b]0;x\x07.py": "x = 1"})
    came = take_in([tmp_path])
    assert [("e␛[2Jve\ufffd", 1)] == _who(came.handed)
    assert "t␛]0;x␇.py" in came.notes[0]
    assert open_submission(came.handed[0]).submission.source.isprintable()


def test_whose_a_groups_work_is_goes_with_it(tmp_path: Path) -> None:
    """Each member's submission names all of them; who works alone has no group."""
    (tmp_path / "roster.csv").write_text("student,name,group\nada,Ada,T\nben,Ben,T\ncleo,Cleo,\n")
    lay(
        tmp_path / "in",
        {
            "T_31_assignsubmission_file/a.ipynb": ONE,
            "Cleo_5_assignsubmission_file/a.ipynb": TWO,
        },
    )
    came = take_in([tmp_path / "in"], "auto", read_roster(tmp_path / "roster.csv")).handed
    assert {"ada": ("ada", "ben"), "ben": ("ada", "ben"), "cleo": ()} == {
        one.student: one.group for one in came
    }


def test_without_being_asked_no_platform_is_looked_for(tmp_path: Path) -> None:
    """What a student's own files are called changes nothing where one submission is graded."""
    lay(tmp_path, {"ada_11_9001_a.ipynb": ONE})
    assert [("ada_11_9001_a", 1)] == _who(find_submissions([tmp_path]))


def test_metadata_of_outputs_do_not_count(tmp_path: Path) -> None:
    """A percent script and a notebook of the same cells are the same submission but for ids."""
    lay(tmp_path, {"ada.py": "# %%\nx = 1\n# %%\ny = 2\n", "ben.ipynb": notebook("x = 1", "y = 2")})
    ada, ben = (open_submission(one).submission for one in take_in([tmp_path]).handed)
    assert [c.source for c in ada.cells] == [c.source for c in ben.cells]
    assert "ada.py" == ada.source


def test_a_script_names_its_assignment(tmp_path: Path) -> None:
    """Where otter was told the name of the notebook."""
    lay(tmp_path, {"ada.py": "# %%\nimport otter\ngrader = otter.Notebook('lstm_gates.ipynb')\n"})
    (handed,) = take_in([tmp_path]).handed
    assert "lstm_gates" == open_submission(handed).assignment


def test_a_file_that_is_gone_is_a_fault_of_its_own(tmp_path: Path) -> None:
    """Between listing and reading."""
    path = zipped(tmp_path / "ada.zip", {"a.ipynb": ONE})
    (handed,) = take_in([path]).handed
    path.unlink()
    with pytest.raises(SubmissionFault, match="damaged"):
        open_submission(handed)


def test_beside_a_notebook_a_script_is_a_module_on_gradescope_too(tmp_path: Path) -> None:
    """However new it is, and even where the notebook has lost its metadata."""
    lay(tmp_path, {"renamed.ipynb": ONE, "tools.py": "# %%\nx = 3\n"})
    os.utime(tmp_path / "renamed.ipynb", (1, 1))
    chosen = _newest(tmp_path, VAULT)
    assert chosen is not None
    assert "renamed.ipynb" == chosen.path.name


def test_names_of_students_files_are_quoted_in_part(tmp_path: Path) -> None:
    """A refusal does not repeat a name without end."""
    lay(tmp_path, {f"ada_11_9001_{'x' * 200}.pdf": b"%PDF"})
    (handed,) = take_in([tmp_path]).handed
    assert handed.fault is not None
    assert re.search("x{20,50}…", handed.fault)
