"""Rules of the house that can be counted."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted([*(ROOT / "autograder").rglob("*.py"), *(ROOT / "course_lib").rglob("*.py")])
BANNED = {"utils", "helpers", "common", "misc", "base", "manager", "core"}


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_say_what_they_hold_and_stay_readable(path: Path) -> None:
    """No drawer for everything, no module past 500 lines, no function past 60."""
    assert path.stem not in BANNED
    text = path.read_text()
    assert 500 >= len(text.splitlines())
    long = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert [] == long


def test_import_course_lib_brings_no_tensorflow() -> None:
    """A student's first cell is instant."""
    code = "import sys, course_lib; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "tensorflow" not in done.stdout
    assert "autograder" not in done.stdout


def test_import_rules_hold() -> None:
    """Who may import whom."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stdout


def test_no_tracked_file_names_a_machine() -> None:
    """No absolute path of this checkout, no package index."""
    done = subprocess.run(
        [
            "git",
            "grep",
            "-nIF",
            "-e",
            str(ROOT),
            "-e",
            "index" + "-url",
            "--",
            ":!tests/architecture",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "" == done.stdout


def test_the_installed_course_lib_is_this_checkouts() -> None:
    """Notebooks import what is installed; after an edit, `make setup` brings it up to date."""
    code = "import course_lib; print(course_lib.__file__)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd="/", capture_output=True, text=True, check=True
    )
    installed = Path(done.stdout.strip()).parent
    ours = {path.name: path.read_text() for path in (ROOT / "course_lib").glob("*.py")}
    assert ours == {path.name: path.read_text() for path in installed.glob("*.py")}
