"""The class of invented students."""

from __future__ import annotations

import ast
import json
import zipfile
from pathlib import Path

import pytest

from autograder.course import Bundle
from autograder.release import notebook_text, reference_notebook, skeleton_notebook
from autograder.release.sample_class import SMALLEST_CLASS, Sample, make_sample_class


@pytest.fixture(scope="module")
def samples(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    """A class for the tiny assignment."""
    return make_sample_class(bundle, tmp_path_factory.mktemp("class"))


def _sources(path: Path) -> dict[str, str]:
    notebook = json.loads(path.read_text("utf-8"))
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


def _only(samples: list[Sample], words: str) -> Sample:
    (found,) = [sample for sample in samples if words in sample.what]
    return found


def test_the_class_is_large_and_everybody_is_somebody_else(samples: list[Sample]) -> None:
    """Names are unique and are the names of the files."""
    assert SMALLEST_CLASS <= len(samples)
    assert len(samples) == len({sample.student for sample in samples})
    assert all(sample.student == sample.path.stem for sample in samples)
    assert {sample.path for sample in samples} == set(samples[0].path.parent.iterdir())


def test_equal_seeds_give_equal_bytes(
    bundle: Bundle, samples: list[Sample], tmp_path: Path
) -> None:
    """Another seed mixes other answers."""
    again = make_sample_class(bundle, tmp_path / "again")
    other = make_sample_class(bundle, tmp_path / "other", seed=1)
    wanted = [sample.path.read_bytes() for sample in samples]
    assert wanted == [sample.path.read_bytes() for sample in again]
    assert wanted != [sample.path.read_bytes() for sample in other]


def test_the_first_two_are_the_reference_and_the_skeleton(
    bundle: Bundle, samples: list[Sample]
) -> None:
    """The one earns everything, the other nothing."""
    best, worst = samples[:2]
    assert notebook_text(reference_notebook(bundle)) == best.path.read_text("utf-8")
    assert notebook_text(skeleton_notebook(bundle)) == worst.path.read_text("utf-8")
    assert (5, ("q1", "q2"), ()) == (best.score, best.full, best.lost)
    assert (0, (), ("q1", "q2")) == (worst.score, worst.full, worst.lost)


def test_every_misconception_is_handed_in_once(bundle: Bundle, samples: list[Sample]) -> None:
    """It stands in its question's cell and loses that question alone."""
    for idea in bundle.misconceptions:
        sample = _only(samples, f"the misconception {idea.name}")
        assert idea.source == _sources(sample.path)[f"{idea.question}-answer"]
        assert (idea.question,) == sample.lost


def test_alternatives_are_handed_in_together(bundle: Bundle, samples: list[Sample]) -> None:
    """Right answers written differently earn every point."""
    sample = _only(samples, "written differently")
    handed_in = set(_sources(sample.path).values())
    assert {idea.source for idea in bundle.alternatives} <= handed_in
    assert bundle.points == sample.score


def test_mixtures_say_what_they_are_worth(bundle: Bundle, samples: list[Sample]) -> None:
    """Right questions are full, the others lost, and nobody is in both."""
    mixtures = [sample for sample in samples if sample.what.startswith("A mixture")]
    assert 5 <= len(mixtures)
    names = {question.name for question in bundle.questions}
    for sample in mixtures:
        assert names == set(sample.full) | set(sample.lost)
        assert not set(sample.full) & set(sample.lost)
        assert sample.lost


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("never returns", "while True:"),
        ("eats all memory", "hoard.append"),
        ("ends the process", "os._exit(0)"),
        ("cell of q2 never ends", "while True:"),
        ("another name", "def my_mean"),
    ],
)
def test_what_is_hostile_stands_in_one_question(
    bundle: Bundle, samples: list[Sample], words: str, code: str
) -> None:
    """The rest of the notebook is the reference, so only that question is lost."""
    sample = _only(samples, words)
    sources = _sources(sample.path)
    ast.parse(sources["q2-answer"])
    assert code in sources["q2-answer"]
    assert bundle.answers["q1-answer"] == sources["q1-answer"]
    assert (("q1",), ("q2",)) == (sample.full, sample.lost)


def test_damaged_files_are_damaged_as_they_say(bundle: Bundle, samples: list[Sample]) -> None:
    """Deleted cell, stripped metadata, export zip, half a file."""
    assert "q2-check" not in _sources(_only(samples, "was deleted").path)
    stripped = json.loads(_only(samples, "Colab").path.read_text("utf-8"))
    assert not any("id" in cell or cell["metadata"] for cell in stripped["cells"])
    exported = _only(samples, "otter exports")
    with zipfile.ZipFile(exported.path) as archive:
        text = archive.read(f"{bundle.slug}.ipynb").decode("utf-8")
    assert notebook_text(reference_notebook(bundle)) == text
    half = _only(samples, "not JSON")
    assert half.refused
    with pytest.raises(json.JSONDecodeError):
        json.loads(half.path.read_text("utf-8"))
