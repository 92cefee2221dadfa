"""A new assignment is the template, filled in, and the template proves itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.course import find_assignments
from autograder.faults import CourseFault
from autograder.release import release
from autograder.release.findings import survivors_of
from autograder.release.proof import Claim, Setting, prove
from autograder.release.scaffold import scaffold
from autograder.release.trials import Kind
from autograder.sandbox import choose_rung

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(own_root: Path) -> Path:
    """A checkout with the tiny course and the real template."""
    shutil.copytree(ROOT / "solutions" / "_template", own_root / "solutions" / "_template")
    return own_root


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A checkout with nothing but the real template."""
    shutil.copytree(ROOT / "solutions" / "_template", tmp_path / "solutions" / "_template")
    return tmp_path


def _names(root: Path) -> list[str]:
    return [folder.name for folder in find_assignments(root)]


@pytest.mark.xdist_group("lane")
def test_a_new_assignment_proves_green_as_it_is(fresh: Path) -> None:
    """Reference full, skeleton missing, wrong answers caught with their hint, others full."""
    new = scaffold(fresh, "peephole_lstm", title="A window on the memory")
    (one,) = release(fresh)
    setting = Setting(choose_rung(), fresh / "kept", 2)
    (proof,) = prove([Claim(new.folder, one.archive)], setting)
    assert () == proof.faults
    kinds = [result.kind for result in proof.results]
    assert {Kind.REFERENCE, Kind.SKELETON, Kind.MISCONCEPTION, Kind.ALTERNATIVE, Kind.MUTANT} == {
        *kinds
    }
    assert [] == survivors_of(proof.results)
    assert proof.gaps
    assert ("peephole_lstm", "A window on the memory") == (one.bundle.slug, one.bundle.title)


def test_students_of_a_new_assignment_see_no_note_for_authors(fresh: Path) -> None:
    """Notes stand in markers and tests, and nothing of the template's own name is left."""
    scaffold(fresh, "peephole_lstm")
    (one,) = release(fresh)
    files = [path for path in one.notebook.parent.rglob("*") if path.is_file()]
    student = "".join(path.read_text("utf-8") for path in files)
    for words in ("authors", "your_slug", "Your title", "Exactly one code cell", "drawn anew"):
        assert words not in student
    assert "# Peephole lstm\\n" in student
    sources = [
        path.read_text("utf-8") for path in (fresh / "solutions" / one.bundle.assignment).iterdir()
    ]
    assert not any("your_slug" in text or "Your title" in text for text in sources)


def test_it_gets_the_number_behind_the_one_it_follows(root: Path) -> None:
    """By slug or by folder name; behind the last one where nothing is said."""
    assert "02_second" == scaffold(root, "second", "tiny").folder.name
    assert "03_third" == scaffold(root, "third", "02_second").folder.name
    assert "04_last" == scaffold(root, "last").folder.name
    assert ["01_tiny", "02_second", "03_third", "04_last"] == _names(root)


def test_the_first_assignment_of_a_course_is_number_zero(fresh: Path) -> None:
    """An empty course begins somewhere."""
    assert "00_first" == scaffold(fresh, "first").folder.name


def test_a_taken_number_is_refused_with_the_free_ones(root: Path) -> None:
    """Nothing is written, and the sentence says what can be done."""
    scaffold(root, "second")
    with pytest.raises(CourseFault, match=r"02 is taken by 02_second.*03, 04, 05.*--shift"):
        scaffold(root, "between", "tiny")
    assert ["01_tiny", "02_second"] == _names(root)


def test_shifting_makes_room_up_to_the_first_gap(root: Path) -> None:
    """Slugs stay, numbers move, and who stands behind a gap stays where they are."""
    for slug in ("second", "third"):
        scaffold(root, slug)
    shutil.copytree(root / "solutions" / "01_tiny", root / "solutions" / "07_far")
    new = scaffold(root, "between", "tiny", shift=True)
    assert ["01_tiny", "02_between", "03_second", "04_third", "07_far"] == _names(root)
    assert (("02_second", "03_second"), ("03_third", "04_third")) == new.moved


def test_shifting_moves_nobody_where_the_number_is_free(root: Path) -> None:
    """The flag does no harm."""
    assert () == scaffold(root, "second", shift=True).moved
    assert ["01_tiny", "02_second"] == _names(root)


@pytest.mark.parametrize("slug", ["Peephole", "04_peephole", "peep-hole", "a__b", "", "../x", "x "])
def test_a_slug_that_cannot_be_one_is_refused(root: Path, slug: str) -> None:
    """Before anything is written."""
    with pytest.raises(CourseFault, match="is not a slug"):
        scaffold(root, slug)
    assert ["01_tiny"] == _names(root)


def test_other_refusals(root: Path) -> None:
    """A slug twice, nobody to follow, a title that breaks its quotes, no template, no number."""
    with pytest.raises(CourseFault, match="an assignment of this name"):
        scaffold(root, "tiny")
    with pytest.raises(CourseFault, match=r"no assignment 'nobody' to come after.*01_tiny"):
        scaffold(root, "second", "nobody")
    with pytest.raises(CourseFault, match="between quotes"):
        scaffold(root, "second", title='The "second"')
    (root / "solutions" / "01_tiny").rename(root / "solutions" / "99_tiny")
    with pytest.raises(CourseFault, match="up to 99 are taken"):
        scaffold(root, "second", "tiny")
    (root / "solutions" / "_template" / "notes.md").unlink()
    with pytest.raises(CourseFault, match="template lacks"):
        scaffold(root, "second")


def test_five_steps_are_told(fresh: Path) -> None:
    """Each names the folder or the slug, so that it can be copied from the terminal."""
    steps = scaffold(fresh, "peephole_lstm").steps
    assert 5 == len(steps)
    assert all("peephole_lstm" in step for step in steps)
