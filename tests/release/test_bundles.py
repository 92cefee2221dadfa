"""Bundles as text and as files."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from autograder.bundles import (
    BUNDLE_MEMBER,
    bundle_from_json,
    bundle_to_json,
    load_bundle,
    seal,
)
from autograder.course import Bundle, Limits, Role
from autograder.faults import CourseFault, GraderFault
from autograder.release import Released


def test_a_bundle_is_read_as_it_was_written(released: Released, bundle: Bundle) -> None:
    """The zip and the text both give the same record back."""
    assert bundle == load_bundle(released.archive)
    assert bundle == bundle_from_json(bundle_to_json(bundle))
    assert bundle == seal(bundle)


def test_a_bundle_says_all_that_grading_needs(bundle: Bundle) -> None:
    """Roles, titles, points, limits, answers and ideas come from the source folder."""
    assert ("01_tiny", "tiny", "Tiny: sums and means") == (
        bundle.assignment,
        bundle.slug,
        bundle.title,
    )
    assert [("q1", "Add up", 2), ("q2", "Mean", 3)] == [
        (question.name, question.title, question.points) for question in bundle.questions
    ]
    assert 5 == bundle.points
    assert Limits(call_seconds=2.0) == bundle.limits
    assert ["q1-answer", "q2-answer"] == list(bundle.answers)
    assert "secret_total" in bundle.answers["q1-answer"]
    assert "SOLUTION" not in "".join(bundle.answers.values())
    (first, second) = bundle.misconceptions
    assert "a running result starts at 1, as a product does." == first.belief
    assert "What is the mean of one number?" == second.hint
    assert ["builtin_sum", "numpy_mean"] == [idea.name for idea in bundle.alternatives]


def test_cells_know_their_role_and_question(bundle: Bundle) -> None:
    """Ids are ours, unique and speak for answers and checks."""
    ids = [cell.id for cell in bundle.cells]
    assert len(ids) == len(set(ids))
    roles = {cell.id: (cell.role, cell.question) for cell in bundle.cells}
    assert (Role.ANSWER, "q1") == roles["q1-answer"]
    assert (Role.CHECK, "q2") == roles["q2-check"]
    wanted = [Role.EXPORT, Role.PROSE, Role.PROSE, Role.GIVEN, Role.IGNORED, Role.PROSE]
    assert wanted == [cell.role for cell in bundle.cells][:6]


def test_a_missing_bundle_says_how_to_build_it(tmp_path: Path) -> None:
    """It is the course that is not built, not the grader that is broken."""
    with pytest.raises(CourseFault, match="make release"):
        load_bundle(tmp_path / "01_tiny.zip")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 half a zip", b"{}"])
def test_a_damaged_zip_is_a_grader_fault(tmp_path: Path, data: bytes) -> None:
    """No student loses anything over it."""
    path = tmp_path / "01_tiny.zip"
    path.write_bytes(data)
    with pytest.raises(GraderFault, match="cannot be used"):
        load_bundle(path)


def test_a_truncated_bundle_is_a_grader_fault(released: Released, tmp_path: Path) -> None:
    """A copy that stopped half-way is not used."""
    path = tmp_path / "01_tiny.zip"
    whole = released.archive.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GraderFault, match="cannot be used"):
        load_bundle(path)


@pytest.mark.parametrize("change", ["points", "schema", "extra", "list"])
def test_a_changed_record_is_a_grader_fault(
    released: Released, tmp_path: Path, change: str
) -> None:
    """The seal covers every field."""
    with zipfile.ZipFile(released.archive) as archive:
        data = json.loads(archive.read(BUNDLE_MEMBER))
    if change == "points":
        data["questions"][0]["points"] = 1000
    elif change == "schema":
        data["schema"] = 0
    elif change == "extra":
        data["surprise"] = 1
    text = json.dumps([data] if change == "list" else data)
    path = tmp_path / "01_tiny.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(BUNDLE_MEMBER, text)
    with pytest.raises(GraderFault, match="cannot be used"):
        load_bundle(path)


def test_a_zip_without_a_record_is_a_grader_fault(tmp_path: Path) -> None:
    """Some other otter autograder zip is not a bundle."""
    path = tmp_path / "01_tiny.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("otter_config.json", "{}")
    with pytest.raises(GraderFault, match="cannot be used"):
        load_bundle(path)


def test_the_bundle_may_be_moved(released: Released, bundle: Bundle, tmp_path: Path) -> None:
    """Nothing in it depends on where it lies."""
    moved = shutil.copy(released.archive, tmp_path / "elsewhere.zip")
    assert bundle == load_bundle(Path(moved))
