"""What is written, that it is the same every time, and that drift is noticed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from autograder.course import Bundle
from autograder.faults import CourseFault
from autograder.release import (
    Released,
    check_release,
    notebook_text,
    notebook_with,
    reference_notebook,
    release,
    skeleton_notebook,
)


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_builds_in_two_places_are_equal_to_the_byte(
    tiny_root: Path, released: Released, own_root: Path
) -> None:
    """Neither the time nor the folder of a build can be seen in it."""
    (second,) = release(own_root)
    assert released.archive.read_bytes() == second.archive.read_bytes()
    assert _tree(tiny_root / "assignments") == _tree(own_root / "assignments")


def test_students_get_a_notebook_and_its_public_checks(tiny_root: Path, released: Released) -> None:
    """Nothing else, and the notebook is valid, without outputs, ending in one newline."""
    wanted = ["01_tiny/tests/q1.py", "01_tiny/tests/q2.py", "01_tiny/tiny.ipynb"]
    assert wanted == list(_tree(tiny_root / "assignments"))
    text = released.notebook.read_text(encoding="utf-8")
    assert text.endswith("}\n")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert text == json.dumps(json.loads(text), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def test_no_answer_and_no_hidden_check_reaches_a_student(
    tiny_root: Path, released: Released
) -> None:
    """Neither code, nor sentences, nor names of what is hidden, nor the authors' comments."""
    text = b"".join(_tree(released.notebook.parent).values()).decode("utf-8")
    for secret in (
        "secret_total",
        "len(numbers)",
        "hidden_sentence",
        "nothing_adds_up_to_zero",
        "nothing adds up to zero",
        "empty list",
        "mean_moves_with",
        "for authors",
        "a running result",
        "SOLUTION",
        str(tiny_root),
    ):
        assert secret not in text
    assert "one number" in text
    assert 'what does "add_up" say' in text


def test_the_skeleton_is_the_notebook_that_students_get(released: Released, bundle: Bundle) -> None:
    """There is one writer of notebooks."""
    assert released.notebook.read_text("utf-8") == notebook_text(skeleton_notebook(bundle))


def test_the_notebook_finds_its_checks_whatever_it_is_called(released: Released) -> None:
    """The init cell does not name the file, so a renamed copy works."""
    first = json.loads(released.notebook.read_text("utf-8"))["cells"][0]
    assert "grader = otter.Notebook()" == first["source"][-1]


def test_answers_are_put_into_their_cells(bundle: Bundle) -> None:
    """The reference fills every answer cell; an unknown cell is refused."""
    sources = {cell["id"]: "".join(cell["source"]) for cell in reference_notebook(bundle)["cells"]}
    assert bundle.answers == {cell: sources[cell] for cell in bundle.answers}
    with pytest.raises(CourseFault, match="no cell 'q9-answer'"):
        notebook_with(bundle, {"q9-answer": "pass"})


def test_a_fresh_release_is_current(tiny_root: Path, released: Released) -> None:
    """What Jupyter and otter leave behind does not count."""
    (released.notebook.parent / ".OTTER_LOG").write_bytes(b"log")
    assert [] == check_release(tiny_root)


DRIFTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "extra file": (
        lambda folder: (folder / "notes.txt").write_text("x"),
        "01_tiny/notes.txt comes from no source",
    ),
    "extra folder": (
        lambda folder: shutil.copytree(folder, folder.parent / "02_old"),
        "02_old/tiny.ipynb comes from no source",
    ),
    "missing file": (
        lambda folder: (folder / "tests" / "q2.py").unlink(),
        "01_tiny/tests/q2.py is missing",
    ),
    "missing folder": (shutil.rmtree, "01_tiny/tiny.ipynb is missing"),
    "changed byte": (
        lambda folder: _append(folder / "tests" / "q1.py"),
        "01_tiny/tests/q1.py is not what",
    ),
    "link": (lambda folder: _link(folder / "tiny.ipynb"), "01_tiny/tiny.ipynb is not what"),
    "CRLF": (lambda folder: _crlf(folder / "tiny.ipynb"), "01_tiny/tiny.ipynb is not what"),
}


def _link(path: Path) -> None:
    away = path.parent.parent.parent / "away.ipynb"
    path.rename(away)
    path.symlink_to(away)


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def _crlf(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("drift", DRIFTS)
def test_drift_is_noticed(own_root: Path, drift: str) -> None:
    """Names and bytes are compared in both directions, and nothing is repaired in passing."""
    change, words = DRIFTS[drift]
    (one,) = release(own_root)
    change(one.notebook.parent)
    differences = check_release(own_root)
    assert any(words in difference for difference in differences)
    assert differences == check_release(own_root)


def test_an_edited_master_makes_the_release_stale(own_root: Path) -> None:
    """The source decides, not what was committed."""
    release(own_root)
    master = own_root / "solutions" / "01_tiny" / "master.py"
    master.write_text(master.read_text("utf-8").replace("That was all", "The end"), "utf-8")
    assert 1 == len(check_release(own_root))


def test_a_new_release_removes_what_the_old_one_wrote_and_nothing_else(own_root: Path) -> None:
    """Generated files go with their source; a person's file stays and is reported."""
    (one,) = release(own_root)
    (one.notebook.parent / "tests" / "q9.py").write_text("", "utf-8")
    (one.notebook.parent / "mine.txt").write_text("mine", "utf-8")
    shutil.move(own_root / "solutions" / "01_tiny", own_root / "solutions" / "02_tiny")
    (two,) = release(own_root)
    names = set(_tree(own_root / "assignments"))
    assert {"01_tiny/mine.txt"} == {name for name in names if name.startswith("01")}
    assert "02_tiny/tests/q1.py" in names
    assert [two.archive] == list((own_root / "build" / "bundles").iterdir())


def test_one_assignment_can_be_named_by_folder_or_slug(own_root: Path) -> None:
    """A name that is not there is refused with the names that are."""
    told: list[str] = []
    assert ["01_tiny"] == [
        one.bundle.assignment for one in release(own_root, ["tiny"], told.append)
    ]
    assert ["01_tiny"] == told
    with pytest.raises(CourseFault, match="Name one of: 01_tiny"):
        release(own_root, ["02_tiny"])


def test_nothing_is_written_when_one_assignment_cannot_be_built(own_root: Path) -> None:
    """All or nothing: students never see half a release."""
    broken = own_root / "solutions" / "02_broken"
    shutil.copytree(own_root / "solutions" / "01_tiny", broken)
    with pytest.raises(CourseFault, match="02_broken"):
        release(own_root)
    assert not (own_root / "assignments").exists()
