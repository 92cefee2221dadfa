"""The syllabus quotes what notebooks promise; the glossary leaves out the words of the grader."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.faults import CourseFault
from autograder.release import check_release, release

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc33000000"
    "0049454e44ae426082"
)
OPENING = """\
# # Tiny
#
# **What you will have built.** A sum,
# and a mean.
#
# **Time.** About 5 minutes.
#
# **You need.** To count.
"""
GLOSSARY = "# Glossary\n\n| letter |\n\n## Words of the grader\n\n| secret |\n"


@pytest.fixture
def root(own_root: Path) -> Path:
    """The tiny course with an opening and a glossary."""
    master = own_root / "solutions" / "01_tiny" / "master.py"
    text = master.read_text()
    old = "# # Tiny\n#\n# Two questions, so that the release has something to build.\n"
    assert old in text
    master.write_text(text.replace(old, OPENING))
    (own_root / "docs").mkdir()
    (own_root / "docs" / "glossary.md").write_text(GLOSSARY)
    return own_root


def test_it_says_what_each_notebook_promises(root: Path) -> None:
    """Title, minutes and points in the table; what they build and need below."""
    release(root)
    page = (root / "assignments" / "README.md").read_text()
    assert "| [01 Tiny: sums and means](01_tiny/tiny.ipynb) | 5 | 5 |" in page
    assert "**What you will have built.** A sum, and a mean." in page
    assert "**You need.** To count." in page
    assert "# Glossary\n\n| letter |\n" == (root / "assignments" / "GLOSSARY.md").read_text()


def test_a_picture_beside_the_master_is_shown(root: Path) -> None:
    """And it is handed out with the notebook, as it is."""
    source = root / "solutions" / "01_tiny" / "picture.png"
    source.write_bytes(PIXEL)
    release(root)
    assert PIXEL == (root / "assignments" / "01_tiny" / "picture.png").read_bytes()
    page = (root / "assignments" / "README.md").read_text()
    assert "![Tiny: sums and means](01_tiny/picture.png)" in page
    assert [] == check_release(root)
    source.unlink()
    release(root)
    assert not (root / "assignments" / "01_tiny" / "picture.png").exists()


def test_pages_belong_to_what_is_checked(root: Path) -> None:
    """A page that somebody edited by hand is found."""
    release(root)
    (root / "assignments" / "README.md").write_text("mine")
    assert ["assignments/README.md is not what its source builds. Run: make release"] == (
        check_release(root)
    )


@pytest.mark.parametrize("label", ["What you will have built", "Time", "You need"])
def test_an_opening_that_promises_nothing_stops_the_release(root: Path, label: str) -> None:
    """The sentence names the file and the paragraph."""
    master = root / "solutions" / "01_tiny" / "master.py"
    master.write_text(master.read_text().replace(f"**{label}.**", "**Hm.**"))
    with pytest.raises(CourseFault, match=f"{label}"):
        release(root)
    assert not (root / "assignments" / "README.md").exists()
