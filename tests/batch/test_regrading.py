"""A hidden check is edited: who is graded again, what is shown before, and what can be replayed."""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from typer.testing import CliRunner

from autograder.__main__ import app
from autograder.batch.grading import Job, Outcome, grade_job
from autograder.batch.intake import find_submissions
from autograder.batch.lanes import LanesFault
from autograder.batch.replay import replay
from autograder.batch.scheduling import grade_all
from autograder.batch.store import load_all, save, take_over
from autograder.bundles import BUNDLE_MEMBER, bundle_to_json, load_bundle, seal
from autograder.examiner.lane import Lane
from autograder.faults import GraderFault
from autograder.records import Record
from autograder.release import (
    notebook_text,
    notebook_with,
    reference_notebook,
    release,
    skeleton_notebook,
)
from autograder.sandbox import Rung, choose_rung

pytestmark = pytest.mark.xdist_group("lane")
ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "03_lstm_gates"


def _write(bundle_path: Path, source: Path, edit: tuple[str, str, str]) -> Path:
    """A bundle with one question's tests edited, and nothing else."""
    name, old, new = edit
    bundle = load_bundle(source)
    questions = tuple(
        dataclasses.replace(one, tests=one.tests.replace(old, new)) if one.name == name else one
        for one in bundle.questions
    )
    assert questions != bundle.questions
    edited = seal(dataclasses.replace(bundle, questions=questions))
    with zipfile.ZipFile(bundle_path, "w") as archive:
        archive.writestr(BUNDLE_MEMBER, bundle_to_json(edited))
    return bundle_path


@pytest.fixture(scope="module")
def bundle_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The released bundle, where no other test writes."""
    archive = release(ROOT, [ASSIGNMENT])[0].archive
    path = tmp_path_factory.mktemp("bundle") / archive.name
    path.write_bytes(archive.read_bytes())
    return path


@pytest.fixture(scope="module")
def class_folder(bundle_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ada is right, Bob has done nothing, Cleo believes something about the first question."""
    bundle = load_bundle(bundle_path)
    folder = tmp_path_factory.mktemp("class")
    idea = next(one for one in bundle.misconceptions if one.question == bundle.questions[0].name)
    cell = next(
        c.id for c in bundle.cells if c.id in bundle.answers and c.question == idea.question
    )
    for name, notebook in {
        "ada": reference_notebook(bundle),
        "bob": skeleton_notebook(bundle),
        "cleo": notebook_with(bundle, bundle.answers | {cell: idea.source}),
    }.items():
        (folder / f"{name}.ipynb").write_text(notebook_text(notebook))
    return folder


@pytest.fixture(scope="module")
def lane() -> Iterator[Lane]:
    """One warm lane for all of them."""
    with Lane(choose_rung()) as lane:
        yield lane


class _Class:
    """A class that is graded again and again, as a worker does it."""

    def __init__(self, folder: Path, out: Path, lane: Lane) -> None:
        self._handed = find_submissions([folder])
        self._lane = lane
        self.out = out

    def grade(self, bundle_path: Path, **options: Any) -> dict[str, Outcome]:
        """What became of everybody."""
        bundle = load_bundle(bundle_path)
        jobs = self.jobs(bundle_path, **options)
        return {job.handed.student: grade_job(job, bundle, self._lane) for job in jobs}

    def jobs(self, bundle_path: Path, **options: Any) -> list[Job]:
        """One for everybody."""
        return [Job(one, bundle_path, self.out, **options) for one in self._handed]

    def records(self) -> dict[str, Record]:
        """What lies on the disk."""
        return {record.student: record for record in load_all(self.out)}


@pytest.fixture
def graded(class_folder: Path, bundle_path: Path, lane: Lane, tmp_path: Path) -> _Class:
    """The class after its first grading."""
    graded = _Class(class_folder, tmp_path / "grades", lane)
    graded.grade(bundle_path)
    return graded


@pytest.fixture
def edited(bundle_path: Path, tmp_path: Path) -> Path:
    """The second question has a check that nobody can meet: the worst of edits."""
    question = load_bundle(bundle_path).questions[1]
    head = question.tests[: question.tests.index(":\n", question.tests.index("\ndef ")) + 2]
    edit = (question.name, head, head + "    assert False, 'Never.'\n")
    return _write(tmp_path / bundle_path.name, bundle_path, edit)


def test_an_edited_check_is_shown_before_it_is_taken_over(graded: _Class, edited: Path) -> None:
    """Only its question is examined again; what was looked at is taken over, and not repeated."""
    before = graded.records()
    shown = graded.grade(edited, stage=True)
    changes = {name: outcome.change for name, outcome in shown.items()}
    assert changes["bob"] is None
    ada = changes["ada"]
    assert ada is not None
    assert ada.points < 0
    assert ("checks edited: q2",) == ada.reasons
    assert "q2: " in ada.questions[0]
    assert before == graded.records()

    taken = graded.grade(edited)
    assert [True] * 3 == [outcome.kept for outcome in taken.values()]
    after = graded.records()
    assert after["ada"].score < before["ada"].score
    for name, record in before.items():
        for old, new in zip(record.questions, after[name].questions, strict=True):
            assert old.name == "q2" or (old.score, old.checks) == (new.score, new.checks)
    assert not list(graded.out.glob(".staged/*/*/*.json"))
    assert [True] * 3 == [outcome.kept for outcome in graded.grade(edited).values()]


def test_what_was_staged_can_be_taken_over_as_it_is(graded: _Class, edited: Path) -> None:
    """Without a lane: nothing is examined for it."""
    before = graded.records()
    shown = graded.grade(edited, stage=True)
    assert 3 == take_over(graded.out)
    assert {name: outcome.record for name, outcome in shown.items()} == graded.records() != before


def test_one_question_is_examined_again_on_demand(graded: _Class, bundle_path: Path) -> None:
    """The others keep even a word that no examination would give."""
    record = graded.records()["ada"]
    marked = tuple(dataclasses.replace(one, comment="mine") for one in record.questions)
    save(graded.out, dataclasses.replace(record, questions=marked))
    graded.grade(bundle_path, only=frozenset({"q3"}))
    comments = {one.name: one.comment for one in graded.records()["ada"].questions}
    assert {"q3": ""} == {one: words for one, words in comments.items() if words != "mine"}


def test_a_record_is_replayed_from_what_was_kept(graded: _Class, lane: Lane) -> None:
    """Without the submissions and the bundle it was made from; a stroke of the pen is found."""
    for record in graded.records().values():
        result = replay(graded.out, record, lane)
        assert (True, ()) == (result.reproduces, result.ground)

    record = graded.records()["cleo"]
    generous = dataclasses.replace(record.questions[0], score=record.questions[0].points)
    forged = dataclasses.replace(record, questions=(generous, *record.questions[1:]), score=20.0)
    result = replay(graded.out, forged, lane)
    assert result.differs[0].startswith("q1: ")
    elsewhere = dataclasses.replace(record, code_sha256="0", versions={"keras": "1.0"})
    result = replay(graded.out, elsewhere, lane)
    assert result.reproduces
    assert "another version of the grader or of course_lib" in result.ground
    assert any(words.startswith("keras 1.0 -> ") for words in result.ground)

    for kept in (graded.out / ".kept" / "submissions").rglob("*.json"):
        kept.write_text("[]junk")
    with pytest.raises(GraderFault, match="cannot be replayed"):
        replay(graded.out, record, lane)


class _Closed:
    """Lanes that nobody may open."""

    tries = 1
    window = 1

    def __init__(self) -> None:
        self.rung: Rung | None = choose_rung()

    def opened(self, most: int, stopping: object) -> NoReturn:
        raise LanesFault(f"{most} would be examined")

    room = submit = collect = give_up = busy = opened


def test_who_is_done_needs_no_lane(graded: _Class, bundle_path: Path, edited: Path) -> None:
    """A class that is looked at again costs no warm-up, unless something has changed."""
    outcomes = list(grade_all(graded.jobs(bundle_path), _Closed()))
    assert [True] * 3 == [outcome.kept for outcome in outcomes]
    for jobs in (graded.jobs(edited), graded.jobs(bundle_path, force=True)):
        with pytest.raises(LanesFault, match="3 would be examined"):
            list(grade_all(jobs, _Closed()))


def test_wrong_words_are_refused(class_folder: Path, bundle_path: Path, tmp_path: Path) -> None:
    """Before anything is graded."""
    told = CliRunner().invoke(
        app,
        [
            *("grade", str(class_folder), "--bundle", str(bundle_path)),
            *("--out", str(tmp_path), "--only", "q77"),
        ],
    )
    assert 2 == told.exit_code
    assert f"{ASSIGNMENT} has no q77. It has: q1, q2" in " ".join(told.output.split())
    for place, words in ((tmp_path / "nowhere", "no file or folder"), (tmp_path, "no record")):
        told = CliRunner().invoke(app, ["replay", str(place)])
        assert 2 == told.exit_code
        assert words in " ".join(told.output.split())
