"""A manual question from the master to the student's notebook: asked, and never answered there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from autograder.course import AssignmentFolder, Bundle, ManualQuestion
from autograder.faults import CourseFault
from autograder.release import Released, release
from autograder.release.archive import read_zip
from autograder.release.build import model_answers_in
from autograder.release.ideas import read_misconceptions
from autograder.release.master import read_master
from autograder.release.parallel import build_all
from autograder.release.trials import trials_of

COURSE = Path(__file__).parent / "marked_course"

pytestmark = pytest.mark.xdist_group("lane")


@pytest.fixture
def own_root(tmp_path: Path) -> Path:
    """A checkout that a test may change."""
    return Path(shutil.copytree(COURSE, tmp_path / "checkout"))


@pytest.fixture
def own_folder(own_root: Path) -> AssignmentFolder:
    """Its assignment."""
    return AssignmentFolder(own_root / "solutions" / "01_marked", 1, "marked")


def test_students_are_asked(released: Released) -> None:
    """The invitation to type, and marks for PDFs; both cells can be edited and are answer cells."""
    cells = {cell["id"]: cell for cell in json.loads(released.notebook.read_text("utf-8"))["cells"]}
    text, code = cells["q2-answer"], cells["q4-answer"]
    assert ("markdown", ["_Type your answer here, replacing this text._"]) == (
        *(text["cell_type"], text["source"]),
    )
    assert ("code", "...") == (code["cell_type"], code["source"][-1])
    assert {"tags": ["otter_answer_cell"]} == text["metadata"] == code["metadata"]
    prose = next(c for c in cells.values() if "## Why zero?" in "".join(c["source"]))
    assert "<!-- BEGIN QUESTION -->" == prose["source"][0].strip()


def test_the_bundle_knows_what_a_person_marks(bundle: Bundle) -> None:
    """Beside the questions with checks, whose points are what checks can earn."""
    assert (
        ManualQuestion("q2", "Why zero?", 3.0, "q2-answer", text=True),
        ManualQuestion("q4", "Picture", 1.5, "q4-answer", text=False),
    ) == bundle.manual
    assert ["q1", "q3"] == [question.name for question in bundle.questions]
    assert 3.0 == bundle.points


def test_no_model_answer_reaches_a_student(released: Released) -> None:
    """They are in the bundle, for whoever marks, and in no file beside the notebook."""
    answers = model_answers_in(read_zip(released.archive.read_bytes()))
    assert {"q2-answer", "q4-answer"} == set(answers)
    assert "running_totals = np.cumsum" in answers["q4-answer"]
    assert "SOLUTION" not in answers["q4-answer"]
    handed_out = "".join(
        path.read_text("utf-8") for path in released.notebook.parent.rglob("*") if path.is_file()
    )
    for secret in ("running total", "running_totals", "neutral element", "cumsum"):
        assert secret not in handed_out


def test_two_builds_are_equal_and_the_cache_forgets_nothing(
    released: Released, own_root: Path, own_folder: AssignmentFolder
) -> None:
    """Equal bytes; a build from the cache knows its model answers."""
    (first,) = build_all([own_folder], own_root)
    (second,) = build_all([own_folder], own_root)
    assert released.archive.read_bytes() == first.archive
    assert first == second
    assert first.model_answers


LEAKS = {
    "words": ("# Add the numbers", "# Adding nothing must leave every running total exactly where\n"
              "# it stood before. Add the numbers", "words of the model answer to q2"),
    "code": ("# Add the numbers", "# `running_totals = np.cumsum(np.arange(1.0, 10.0) * 1.0)`\n"
             "# adds up. Add the numbers", "code of the answer to q4"),
}  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_a_model_answer_in_the_prose_stops_the_release(
    own_root: Path, own_folder: AssignmentFolder, leak: str
) -> None:
    """The leak scan knows them as it knows every answer."""
    old, new, words = LEAKS[leak]
    text = own_folder.master.read_text("utf-8")
    own_folder.master.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CourseFault, match=words):
        release(own_root)


def test_no_proof_hangs_on_them(bundle: Bundle) -> None:
    """Nothing that a proof runs holds the cell of a manual question."""
    trials = trials_of(bundle)
    assert trials
    assert not {"q2-answer", "q4-answer"} & {cell.id for trial in trials for cell in trial.cells}


MANUAL = "# name: q2\n# manual: true\n# points: 3"
SLIPS = {
    "not a truth": (MANUAL, MANUAL.replace("true", "perhaps"), "BEGIN QUESTION@2", "manual is ne"),
    "without points": (MANUAL, "# name: q2\n# manual: true", "BEGIN QUESTION@2", "it is worth"),
    "points in a list": (MANUAL, MANUAL.replace("3", "[1, 2]"), "BEGIN QUESTION@2", "it is worth"),
    "points are true": (MANUAL, MANUAL.replace("points: 3", "points: true"), "BEGIN QUESTION@2",
                        "what it is worth"),
    "no points at all": (MANUAL, MANUAL.replace("3", "0"), "BEGIN QUESTION@2", "what it is worth"),
    "endless points": (MANUAL, MANUAL.replace("3", ".inf"), "BEGIN QUESTION@2", "what it is worth"),
    "all or nothing": (MANUAL, f"{MANUAL}\n# all_or_nothing: true", "BEGIN QUESTION@2",
                       "all_or_nothing says nothing"),
    "tests": (
        "# Zero is the neutral element.\n\n# %% [raw]\n# # END SOLUTION\n",
        "# Zero.\n\n# %% [raw]\n# # END SOLUTION\n\n# %% [raw]\n# # BEGIN TESTS\n\n"
        "# %% [raw]\n# # END TESTS\n",
        "BEGIN TESTS@2", "has a TESTS block",
    ),
    "text without manual": ("# manual: true\n# points: 3", "# points: 3", "Because adding",
                            "text in the SOLUTION block"),
    "marker in words": ("# Zero is the neutral", "# # BEGIN SOLUTION\n# Zero is the neutral",
                        "BEGIN SOLUTION@4", "marker inside a model answer"),
    "two answers": ("# Zero is the neutral element.", "# Zero.\n\n# %% [markdown]\n# One more.",
                    "One more.", "second answer cell"),
    "no answer": (
        "# %% [markdown]\n# Because adding nothing must leave every running total exactly where it "
        "stood before.\n#\n# Zero is the neutral element.\n\n", "", "BEGIN QUESTION@2",
        "has no answer cell",
    ),
    "code with nothing marked": (
        "# BEGIN SOLUTION\nrunning_totals", "running_totals", "END SOLUTION@5", "closes nothing",
    ),
    "no heading": ("# ## Why zero?", "# Why zero?", "BEGIN QUESTION@2", "has no heading"),
    "same name": ("# name: q2", "# name: q1", "BEGIN QUESTION@2", "two questions called q1"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_stops_the_build_at_its_line(own_folder: AssignmentFolder, slip: str) -> None:
    """The fault carries the file, the line, what is wrong and what to do."""
    old, new, line, words = SLIPS[slip]
    text = own_folder.master.read_text("utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    own_folder.master.write_text(text, "utf-8")
    wanted, _, count = line.partition("@")
    lines = [found.lstrip("# ") for found in text.splitlines()]
    hits = [number for number, found in enumerate(lines, 1) if found.startswith(wanted)]
    with pytest.raises(CourseFault, match=words) as caught:
        read_master(own_folder)
    assert (own_folder.master, hits[int(count or 1) - 1]) == (caught.value.file, caught.value.line)
    assert caught.value.repair


def test_an_idea_about_a_manual_question_is_refused(own_folder: AssignmentFolder) -> None:
    """Nothing would ever try it."""
    text = own_folder.misconceptions.read_text("utf-8").replace('"q1"', '"q4"')
    own_folder.misconceptions.write_text(text, "utf-8")
    with pytest.raises(CourseFault, match="which a person marks"):
        read_misconceptions(own_folder, read_master(own_folder))


def test_one_question_at_least_is_checked(own_folder: AssignmentFolder) -> None:
    """What only people mark needs no autograder."""
    text = own_folder.master.read_text("utf-8")
    head, _, rest = text.partition("# %% [raw]\n# # BEGIN QUESTION\n# name: q1")
    _, _, rest = rest.partition("# # END QUESTION\n\n")
    manual = rest.partition("# %% [raw]\n# # BEGIN QUESTION\n# name: q3")[0]
    own_folder.master.write_text(head + manual, "utf-8")
    with pytest.raises(CourseFault, match="nothing to check"):
        read_master(own_folder)
