"""``kill -9`` at any moment loses nothing: driver, examiner, zygote and box, thirty times."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from autograder.bundles import load_bundle
from autograder.records import Record
from autograder.release import notebook_text, reference_notebook, release, skeleton_notebook
from autograder.release.notebooks import answer_cell, notebook_with
from tests.cli.kills import Run, heir, survivors

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "03_lstm_gates"
SEED = 8
_DRIVERS, _PARTS = 8, {"examiner": 5, "zygote": 5, "box": 12}
_LONGEST_WARM_UP = 6.0

Stable = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Right, untouched, wrong in known ways, unreadable: two dozen."""
    bundle = load_bundle(release(ROOT, [ASSIGNMENT])[0].archive)
    folder = tmp_path_factory.mktemp("class")
    kinds = [reference_notebook(bundle), skeleton_notebook(bundle)]
    for idea in bundle.misconceptions[:24:4]:
        cell = answer_cell(bundle, idea.question)
        kinds.append(notebook_with(bundle, {**bundle.answers, cell: idea.source}))
    for number in range(24):
        (folder / f"s{number:02}.ipynb").write_text(notebook_text(kinds[number % len(kinds)]))
    (folder / "torn.zip").write_text("no zip at all")
    return folder


def _arguments(folder: Path, out: Path) -> tuple[str | Path, ...]:
    return folder, "--assignment", ASSIGNMENT, "--out", out, "--workers", "2"


def _records(out: Path) -> Stable:
    """Every record below ``out``, which must be whole, without what may differ."""
    paths = [path for path in out.glob("*/*/*.json") if not path.name.startswith(".")]
    return {path.parent.name: Record.from_json(path.read_text()).stable() for path in paths}


def _expect_only(records: Stable, calm: Stable) -> None:
    """Nothing that is on disk after a kill is anything but what it would have been anyway."""
    for student, record in records.items():
        assert record["status"] == "not_graded" or calm[student] == record


def _kill_drivers(folder: Path, out: Path, calm: Stable, rng: random.Random) -> int:
    """Kills the driver at random moments, half of them while lanes warm up."""
    kills = 0
    for number in range(_DRIVERS):
        with heir() as before:
            run = Run(*_arguments(folder, out))
            if number % 2:
                run.wait_for_lines(rng.randint(1, 4))
                run.pause(rng.uniform(0, 0.3))
            else:
                run.pause(rng.uniform(0, _LONGEST_WARM_UP))
            if not run.over:
                kills += run.kill(run.process.pid)
            run.finish()
            assert [] == survivors(before)
        _expect_only(_records(out), calm)
    return kills


def _kill_parts(folder: Path, out: Path, calm: Stable, rng: random.Random) -> int:
    """Kills examiners, zygotes and boxes at random moments of a few runs."""
    parts = [part for part, count in _PARTS.items() for _ in range(count)]
    rng.shuffle(parts)
    kills = 0
    while parts:
        with heir() as before:
            run = Run(*_arguments(folder, out), "--force")
            while parts and run.wait_for_lines(1):
                run.pause(rng.uniform(0, 0.2))
                while not run.over:
                    victims = run.victims(parts[-1])
                    if victims and run.kill(rng.choice(victims)):
                        kills += 1
                        parts.pop()
                        break
                    run.pause(0.02)
            assert run.finish() in (0, 1)
            assert [] == survivors(before)
        _expect_only(_records(out), calm)
    return kills


def test_kill_9_at_any_moment_loses_nothing(class_folder: Path, tmp_path: Path) -> None:
    """After thirty kills, the same command once more gives what an undisturbed run gives."""
    rng = random.Random(SEED)
    assert 0 == Run(*_arguments(class_folder, tmp_path / "calm")).finish()
    calm = _records(tmp_path / "calm")
    assert 25 == len(calm)
    for kill in (_kill_drivers, _kill_parts):
        out = tmp_path / kill.__name__
        kills = kill(class_folder, out, calm, rng)
        assert kills >= (_DRIVERS // 2 if kill is _kill_drivers else sum(_PARTS.values()))
        assert 0 == Run(*_arguments(class_folder, out)).finish()
        assert calm == _records(out)
        files = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
        assert files == {
            str(path.relative_to(tmp_path / "calm"))
            for path in (tmp_path / "calm").rglob("*")
            if path.is_file()
        }
