"""What students unpack: complete, equal to the byte wherever it was built, and cheap to rebuild."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.course import find_assignments
from autograder.faults import CourseFault
from autograder.release import release
from autograder.release.build import build_assignment
from autograder.release.parallel import build_all
from autograder.release.zips import build_wheel

ROOT = Path(__file__).resolve().parents[2]
WHEEL = "course_lib-0.1.0-py3-none-any.whl"


def _built(root: Path) -> dict[str, bytes]:
    """Everything a release writes, but for its cache."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for top in ("assignments", "build")
        for path in sorted((root / top).rglob("*"))
        if path.is_file() and "cache" not in path.parts
    }


def test_two_clones_build_equal_bytes(
    whole_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another folder, another process, other permissions, another time zone: the same files."""
    clone = tmp_path / "a clone somewhere else"
    kept = shutil.ignore_patterns("build", "assignments", "__pycache__")
    shutil.copytree(whole_root, clone, ignore=kept)
    for path in (clone / "course_lib").glob("*.py"):
        path.chmod(0o600)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    code = "from pathlib import Path; from autograder.release import release; release(Path.cwd())"
    subprocess.run([sys.executable, "-c", code], cwd=clone, check=True, capture_output=True)
    assert _built(whole_root) == _built(clone)
    assert {
        "assignments/01_tiny/tests/q1.py",
        "assignments/01_tiny/tests/q2.py",
        "assignments/01_tiny/tiny.ipynb",
        "build/bundles/01_tiny.zip",
        "build/gradescope/01_tiny.zip",
        "build/lstm-course-students.zip",
    } == set(_built(clone))


def test_the_students_zip_holds_the_course_and_nothing_of_this_machine(whole_root: Path) -> None:
    """Notebooks, library, versions, licence, first steps; no path of the checkout in any of it."""
    path = whole_root / "build" / "lstm-course-students.zip"
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        members = {name: archive.read(name) for name in archive.namelist()}
    assert {
        "LICENSE",
        "START_HERE.md",
        "assignments/01_tiny/tests/q1.py",
        "assignments/01_tiny/tests/q2.py",
        "assignments/01_tiny/tiny.ipynb",
        "constraints.txt",
        WHEEL,
    } == set(members)
    with zipfile.ZipFile(io.BytesIO(members[WHEEL])) as wheel:
        inner = b"".join(wheel.read(name) for name in wheel.namelist())
    for machine in (str(whole_root), str(ROOT), sys.prefix):
        assert machine.encode() not in b"".join(members.values()) + inner
    first = members["START_HERE.md"].decode()
    assert f'pip install -c constraints.txt "./{WHEEL}[student]"' in first
    assert "jupyter lab" in first
    assert "`assignments/01_tiny/tiny.ipynb`: Tiny: sums and means" in first


def test_the_wheel_installs_and_is_the_library(whole_root: Path, tmp_path: Path) -> None:
    """An ordinary pip takes it, and what it installs can be imported far from any checkout."""
    name, wheel = build_wheel(whole_root)
    (tmp_path / name).write_bytes(wheel)
    target = tmp_path / "installed"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    subprocess.run(
        [*command, "--disable-pip-version-check", "--target", str(target), str(tmp_path / name)],
        check=True,
        capture_output=True,
    )
    code = f"import sys; sys.path.insert(0, {str(target)!r}); import course_lib as c; print(c.BAR)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip()
    ours = {path.name: path.read_bytes() for path in (ROOT / "course_lib").glob("*.py")}
    theirs = (target / "course_lib").glob("*.py")
    assert ours == {path.name: path.read_bytes() for path in theirs}


def test_a_missing_file_is_named(own_whole_root: Path) -> None:
    """A checkout without its pinned versions gives no release."""
    (own_whole_root / "constraints.txt").unlink()
    with pytest.raises(CourseFault, match=r"constraints\.txt: The release needs this file"):
        release(own_whole_root)


def test_what_has_not_changed_is_not_built_again(own_whole_root: Path) -> None:
    """The cache is asked by content: a touched file is unchanged, a changed word is not."""
    (folder,) = find_assignments(own_whole_root)
    cache = own_whole_root / "build" / "cache" / "release" / "01_tiny.zip"
    before = cache.stat().st_mtime_ns
    folder.master.touch()
    release(own_whole_root)
    assert before == cache.stat().st_mtime_ns
    text = folder.master.read_text("utf-8").replace("That was all", "The end")
    folder.master.write_text(text, "utf-8")
    release(own_whole_root)
    assert before != cache.stat().st_mtime_ns
    notebook = own_whole_root / "assignments" / "01_tiny" / "tiny.ipynb"
    assert "The end" in notebook.read_text("utf-8")


def test_a_damaged_cache_is_as_good_as_none(own_whole_root: Path) -> None:
    """Half a file, or another file in its place, is built over."""
    (folder,) = find_assignments(own_whole_root)
    cache = own_whole_root / "build" / "cache" / "release" / "01_tiny.zip"
    wanted = build_assignment(folder, own_whole_root)
    for damage in (cache.read_bytes()[:-30], b"", wanted.archive):
        cache.write_bytes(damage)
        assert [wanted] == build_all([folder], own_whole_root)


def test_many_assignments_are_built_at_once_in_order(own_root: Path) -> None:
    """Workers give what one process gives; the first fault in order is the one that is told."""
    first = own_root / "solutions" / "01_tiny"
    for number in (2, 3, 4):
        copy = own_root / "solutions" / f"{number:02d}_tiny{number}"
        shutil.copytree(first, copy)
        master = copy / "master.py"
        text = master.read_text("utf-8").replace("name: tiny", f"name: tiny{number}")
        master.write_text(text, "utf-8")
    folders = find_assignments(own_root)
    told: list[str] = []
    alone = [build_assignment(folder, own_root) for folder in folders]
    assert alone == build_all(folders, own_root, told.append)
    assert [folder.name for folder in folders] == told
    for folder in folders[1:3]:
        folder.alternatives.write_text("# %% nameless\n1\n", "utf-8")
    with pytest.raises(CourseFault, match="02_tiny2") as caught:
        build_all(folders, own_root, fresh=True)
    assert 1 == caught.value.line
