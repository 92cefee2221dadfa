"""A sound assignment is proved once; one with ills is refused, each ill by its own sentence."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from autograder.bundles import load_bundle
from autograder.course import AssignmentFolder, find_assignments
from autograder.faults import CourseFault
from autograder.release import release
from autograder.release.certificates import (
    NAME,
    certificate_text,
    standing,
    verify,
    write_certificate,
)
from autograder.release.findings import Result, survivors_of
from autograder.release.kill_matrix import kill_matrix, summary
from autograder.release.proof import Claim, Proof, Setting, prove
from autograder.release.survivors import read_survivors
from autograder.release.trials import Kind
from autograder.sandbox import choose_rung

pytestmark = pytest.mark.xdist_group("lane")

TINY = Path(__file__).parent / "tiny_course"
CHECKOUT = Path(__file__).resolve().parents[2]

ILLS = {
    "master.py": [
        # The reference is not that exact.
        ("- 1.0) < 1e-9", "- 1.0) < 6e-16"),
        # Nothing can fail this any more.
        ("assert add_up([]) == 0.0", "assert add_up is not None"),
        # A sum and a difference are the same here.
        ("assert add_up([1.0, 2.0, 3.0]) == 6.0", "assert add_up([0.0]) == 0.0"),
    ],
    "misconceptions.py": [
        # Another idea of the same looks and other words: no hint can be given.
        ("# %% divides", '# %% twin question="q2"\n# Belief: b.\n# Hint: Twin?\nXXX\n# %% divides'),
        ("XXX", "def mean(numbers):\n    return add_up(numbers) / max(1, len(numbers) - 1)\n"),
        ("total = 1.0", "total = 0.0"),
    ],
    "alternatives.py": [("float(sum(numbers))", "sum(numbers) + 1.0")],
    "notes.md": [("Goal", "## Surviving mutants\n\n- q1 mutant abcdef: why not\n\nGoal")],
}


def copied(root: Path, name: str, slug: str, ills: dict[str, list[tuple[str, str]]]) -> None:
    """The tiny assignment under another name, with something wrong in it."""
    folder = root / "solutions" / name
    shutil.copytree(TINY / "solutions" / "01_tiny", folder)
    for file in folder.iterdir():
        text = file.read_text("utf-8").replace("# name: tiny", f"# name: {slug}")
        for old, new in ills.get(file.name, []):
            assert old in text
            text = text.replace(old, new)
        file.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with a sound assignment and an ill one, released."""
    root = tmp_path_factory.mktemp("proofs")
    shutil.copytree(CHECKOUT / "course_lib", root / "course_lib")
    copied(root, "01_sound", "sound", {})
    copied(root, "02_ill", "ill", ILLS)
    release(root)
    return root


def claims(root: Path) -> list[Claim]:
    """Both of them."""
    bundles = root / "build" / "bundles"
    return [Claim(f, bundles / f"{f.name}.zip") for f in find_assignments(root)]


@pytest.fixture(scope="module")
def proofs(course: Path) -> list[Proof]:
    """Both proofs, made together."""
    return prove(claims(course), Setting(choose_rung(), course / "kept", 1))


@pytest.fixture
def sound(proofs: list[Proof]) -> Proof:
    """The proof that holds."""
    return proofs[0]


@pytest.fixture
def folder(course: Path, sound: Proof, tmp_path: Path) -> AssignmentFolder:
    """The sound assignment with its certificate, which a test may spoil."""
    copy = tmp_path / "solutions" / "01_sound"
    shutil.copytree(course / "solutions" / "01_sound", copy)
    own = AssignmentFolder(copy, 1, "sound")
    write_certificate(sound, own, load_bundle(course / "build" / "bundles" / "01_sound.zip"))
    return own


def test_a_sound_assignment_is_proved(sound: Proof) -> None:
    """Everything was tried, every mutant noticed, the one tolerance lies in a gap."""
    assert () == sound.faults
    kinds = [result.kind for result in sound.results]
    assert [Kind.REFERENCE, Kind.SKELETON] == kinds[:2]
    assert {2} == {kinds.count(Kind.MISCONCEPTION), kinds.count(Kind.ALTERNATIVE)}
    assert kinds.count(Kind.MUTANT) >= 5
    assert [] == survivors_of(sound.results)
    (gap,) = sound.gaps
    assert gap.noise < 0.5
    assert gap.nearest is not None
    assert gap.nearest[1] > 2
    assert sound.fresh == len(sound.results)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("master.py", "right answers use up"),
        ("master.py", "no wrong answer to q1 fails 'nothing adds up to zero'"),
        ("master.py", "no check of q1 notices the mutant"),
        ("misconceptions.py", "starts_at_one passes q1. Strengthen a hidden check"),
        ("misconceptions.py", "twin gets another hint than its own"),
        ("alternatives.py", "the alternative builtin_sum loses points: q1"),
        ("notes.md:5", "q1 mutant abcdef does not survive"),
    ],
)
def test_every_ill_is_named_with_its_place(proofs: list[Proof], file: str, words: str) -> None:
    """A sentence that says which file to open and what is wrong in it."""
    found = [fault for fault in proofs[1].faults if words in fault]
    assert found, proofs[1].faults
    assert all(fault.startswith(f"solutions/02_ill/{file}: ") for fault in found)


def test_a_proof_of_which_nothing_changed_starts_no_lane(course: Path, proofs: list[Proof]) -> None:
    """In a fresh process, without TensorFlow: nothing is graded again."""
    script = (
        "import json, sys; from pathlib import Path\n"
        "from autograder.course import find_assignments\n"
        "from autograder.release.proof import Claim, Setting, prove\n"
        "from autograder.sandbox import Rung\n"
        "root = Path(sys.argv[1]); bundles = root / 'build' / 'bundles'\n"
        "claims = [Claim(f, bundles / f'{f.name}.zip') for f in find_assignments(root)]\n"
        "proofs = prove(claims, Setting(Rung.FULL, root / 'kept'))\n"
        "print(json.dumps([[p.fresh for p in proofs], [len(p.faults) for p in proofs],\n"
        "    'tensorflow' in sys.modules]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(course)],
        capture_output=True,
        text=True,
        check=True,
        cwd=CHECKOUT,
    )
    assert [[0, 0], [len(p.faults) for p in proofs], False] == json.loads(done.stdout)


def test_one_question_is_proved_alone(course: Path, proofs: list[Proof]) -> None:
    """What answers another question is left out."""
    claim = claims(course)[0]
    (one,) = prove(
        [Claim(claim.folder, claim.archive, "q2")], Setting(choose_rung(), course / "kept", 1)
    )
    assert {None, "q2"} == {result.question for result in one.results}
    assert {"q2"} == set(one.checks)
    assert 0 == one.fresh
    assert len(one.results) < len(proofs[0].results)


def test_the_tables_name_every_answer(sound: Proof) -> None:
    """Misconceptions with their hint, mutants by their kind."""
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(kill_matrix(sound))
    text = console.export_text()
    assert "starts_at_one" in text
    assert "its own" in text
    assert "mutants: wrong constant" in text
    assert "mean moves with its numbers" in text
    assert summary(sound).startswith("01_sound: proved. 2 misconceptions, 2 alternatives")


def test_a_certificate_that_fits_is_relied_on(course: Path, folder: AssignmentFolder) -> None:
    """Equal sources give equal bytes, and these are trusted."""
    bundle = load_bundle(course / "build" / "bundles" / "01_sound.zip")
    found = standing(folder, bundle)
    assert found.problem is None
    assert found.current


def test_a_certificate_is_the_same_however_it_came_about(
    course: Path, folder: AssignmentFolder, sound: Proof
) -> None:
    """From trials graded now, and from trials that were kept."""
    claim = claims(course)[0]
    (again,) = prove([claim], Setting(choose_rung(), course / "kept", 1))
    bundle = load_bundle(claim.archive)
    assert 0 == again.fresh
    assert certificate_text(sound, folder, bundle) == certificate_text(again, folder, bundle)


def _edit(name: str, old: str, new: str) -> Callable[[AssignmentFolder], None]:
    def edit(folder: AssignmentFolder) -> None:
        path = folder.path / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return edit


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder.path / NAME).unlink(), "is missing"),
        (_edit(NAME, '"alternatives": 1', '"alternatives": 9'), "was changed by hand"),
        (_edit(NAME, "{", "[{"), "was changed by hand"),
        (
            _edit("notes.md", "Goal", "## Surviving mutants\n\n- q1 mutant 012345: x\n\nGoal"),
            "since then changed: the surviving mutants in notes.md",
        ),
    ],
)
def test_a_certificate_that_does_not_fit_is_named(
    course: Path, folder: AssignmentFolder, spoil: Callable[[AssignmentFolder], None], words: str
) -> None:
    """One sentence: the file, what is wrong with it, the command."""
    spoil(folder)
    found = standing(folder, load_bundle(course / "build" / "bundles" / "01_sound.zip"))
    assert not found.current
    assert found.problem is not None
    assert found.problem.startswith(f"solutions/01_sound/{NAME} ")
    assert words in found.problem
    assert found.problem.endswith("Run: python -m autograder prove 01_sound")


def test_a_certificate_of_other_checks_does_not_fit(course: Path, folder: AssignmentFolder) -> None:
    """The ill assignment's bundle stands for a master that was edited."""
    found = standing(folder, load_bundle(course / "build" / "bundles" / "02_ill.zip"))
    assert found.problem is not None
    assert "the checks of master.py, misconceptions.py, alternatives.py" in found.problem


def test_what_is_not_certified_is_proved_again(
    course: Path, folder: AssignmentFolder, proofs: list[Proof]
) -> None:
    """A certificate is relied on; without one, everything is tried and its lack is a fault."""
    sound, ill = claims(course)
    setting = Setting(choose_rung(), course / "kept", 1)
    wrong = verify([(folder, sound.archive), (ill.folder, ill.archive)], setting)
    missing = standing(ill.folder, load_bundle(ill.archive)).problem
    assert [*proofs[1].faults, missing] == wrong


def test_an_explanation_in_another_form_is_refused(folder: AssignmentFolder) -> None:
    """With the line to open."""
    _edit("notes.md", "Goal", "## Surviving mutants\n\n- the third one is fine\n\nGoal")(folder)
    with pytest.raises(CourseFault, match=r"notes\.md:5: This bullet does not explain"):
        read_survivors(folder)


def test_a_mutant_that_lives_is_one_that_fails_nothing() -> None:
    """One that could not even be defined proves nothing and does not live."""
    alive = Result(Kind.MUTANT, "a", "q1", (), None)
    dead = Result(Kind.MUTANT, "b", "q1", ("q1",), None, ("a check",))
    stillborn = Result(Kind.MUTANT, "c", "q1", ("q1",), None, stillborn=True)
    assert [alive] == survivors_of([alive, dead, stillborn])
