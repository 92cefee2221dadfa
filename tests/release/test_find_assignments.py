"""Finding assignments in a checkout."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.course import find_assignments
from autograder.faults import CourseFault
from autograder.release import release


def test_folders_are_found_in_order_of_their_numbers(own_root: Path) -> None:
    """The number orders, the slug identifies."""
    first = own_root / "solutions" / "01_tiny"
    shutil.copytree(first, own_root / "solutions" / "00_before")
    shutil.copytree(first, own_root / "solutions" / "12_far_behind")
    found = find_assignments(own_root)
    assert ["before", "tiny", "far_behind"] == [folder.slug for folder in found]
    assert [0, 1, 12] == [folder.number for folder in found]


def test_folders_that_begin_with_an_underscore_are_no_assignments(own_root: Path) -> None:
    """The template lies beside the assignments."""
    (own_root / "solutions" / "_template").mkdir()
    assert ["01_tiny"] == [folder.name for folder in find_assignments(own_root)]


@pytest.mark.parametrize("name", ["1_tiny", "tiny", "01-tiny", "01_Tiny", "001_tiny", "01_"])
def test_a_misnamed_folder_is_a_course_fault(own_root: Path, name: str) -> None:
    """The fault names the folder and says what a good name looks like."""
    shutil.move(own_root / "solutions" / "01_tiny", own_root / "solutions" / name)
    with pytest.raises(CourseFault, match="two digits") as caught:
        find_assignments(own_root)
    assert name == caught.value.file.name


@pytest.mark.parametrize("name", ["master.py", "misconceptions.py", "alternatives.py", "notes.md"])
def test_a_missing_file_is_a_course_fault(own_root: Path, name: str) -> None:
    """The fault names the file that is not there; nothing is written."""
    (own_root / "solutions" / "01_tiny" / name).unlink()
    with pytest.raises(CourseFault, match="lacks this file") as caught:
        release(own_root)
    assert name == caught.value.file.name
    assert not (own_root / "assignments").exists()


def test_an_unfinished_neighbour_is_in_nobodys_way(own_root: Path) -> None:
    """Somebody begins an assignment; another one is released by its name all the same."""
    (own_root / "solutions" / "02_begun").mkdir()
    assert ["01_tiny"] == [one.bundle.assignment for one in release(own_root, ["tiny"])]
    with pytest.raises(CourseFault, match="lacks this file"):
        release(own_root)


@pytest.mark.parametrize("twin", ["02_tiny", "01_other"])
def test_a_slug_or_number_given_twice_is_a_course_fault(own_root: Path, twin: str) -> None:
    """Two folders may share neither."""
    shutil.copytree(own_root / "solutions" / "01_tiny", own_root / "solutions" / twin)
    with pytest.raises(CourseFault, match="has the same"):
        find_assignments(own_root)


def test_no_solutions_at_all_is_a_course_fault(tmp_path: Path) -> None:
    """The wrong folder is told apart from an empty course."""
    with pytest.raises(CourseFault, match="no such folder"):
        find_assignments(tmp_path)
