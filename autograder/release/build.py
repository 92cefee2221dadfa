"""One assignment from its source folder to the bytes that are released."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.bundles import BUNDLE_MEMBER, bundle_to_json, seal
from autograder.course import AssignmentFolder, Bundle, ManualQuestion, Question, Role
from autograder.faults import CourseFault
from autograder.release.answers import clean_answer
from autograder.release.archive import make_zip
from autograder.release.assign import Assigned, assign
from autograder.release.checks import write_test_file
from autograder.release.ideas import read_alternatives, read_misconceptions
from autograder.release.master import Master, read_master
from autograder.release.notebooks import notebook_text, skeleton_notebook
from autograder.release.questions import MasterManualQuestion, MasterQuestion

PICTURES = ("picture.gif", "picture.png")
"""A picture of this name beside a master is shown in the syllabus."""

MODEL_ANSWERS_MEMBER = "course/model_answers.json"
"""Where the model answers to manual questions lie in a bundle's zip. No mark depends on them."""

_NOT_SHIPPED = ("__pycache__",)


@dataclass(frozen=True, slots=True)
class Built:
    """One assignment, ready to be written.

    Attributes:
        student: content of the files students get, by path below ``assignments/NN_slug``.
        archive: the bundle's zip.
        model_answers: what a person marks by, by the id of the answer's cell.
    """

    bundle: Bundle
    student: dict[str, bytes]
    archive: bytes
    model_answers: dict[str, str] = field(default_factory=dict)


def build_assignment(folder: AssignmentFolder, root: Path) -> Built:
    """Builds one assignment in memory: equal sources give equal bytes.

    Args:
        folder: the source.
        root: the checkout; its ``course_lib`` is put into the bundle for graders with plain otter.

    Raises:
        CourseFault: the source cannot be released.
    """
    folder.expect_complete()
    master = read_master(folder)
    assigned = assign(master)
    _expect_checks(master, assigned)
    bundle = _make_bundle(folder, master, assigned)
    student = {f"{master.slug}.ipynb": notebook_text(skeleton_notebook(bundle)).encode()}
    for question in master.questions:
        public = _test_file(question, hidden=False)
        student[f"tests/{question.name}.py"] = public.encode("ascii")
    for name in PICTURES:
        if (folder.path / name).is_file():
            student[name] = (folder.path / name).read_bytes()
    members = _members(root, assigned, bundle)
    model_answers = {f"{question.name}-answer": _model(question) for question in master.manual}
    if model_answers:
        text = json.dumps(model_answers, indent=1, sort_keys=True, ensure_ascii=False)
        members[MODEL_ANSWERS_MEMBER] = f"{text}\n".encode()
    return Built(bundle, student, make_zip(members), model_answers)


def model_answers_in(members: Mapping[str, bytes]) -> dict[str, str]:
    """What a person marks by, out of the members of a bundle's zip.

    Args:
        members: content by name.

    Raises:
        ValueError: the member is not JSON.
    """
    found: dict[str, str] = json.loads(members.get(MODEL_ANSWERS_MEMBER, b"{}"))
    return found


def _model(question: MasterManualQuestion) -> str:
    return question.answer.source if question.text else clean_answer(question.answer.source)


def _make_bundle(folder: AssignmentFolder, master: Master, assigned: Assigned) -> Bundle:
    answers = {question.name: clean_answer(question.answer.source) for question in master.questions}
    return seal(
        Bundle(
            assignment=folder.name,
            slug=master.slug,
            title=master.title,
            sha256="",
            cells=assigned.cells,
            questions=tuple(
                Question(
                    name=question.name,
                    title=question.title,
                    points=round(sum(check.points or 0 for check in question.checks), 5),
                    tests=_test_file(question, hidden=True),
                )
                for question in master.questions
            ),
            answers={
                cell.id: answers[cell.question]
                for cell in assigned.cells
                if cell.role is Role.ANSWER and cell.question is not None
            },
            misconceptions=read_misconceptions(folder, master),
            alternatives=read_alternatives(folder, master),
            limits=master.limits,
            manual=tuple(
                ManualQuestion(
                    name=question.name,
                    title=question.title,
                    points=question.points,
                    cell=f"{question.name}-answer",
                    text=question.text,
                )
                for question in master.manual
            ),
        )
    )


def _test_file(question: MasterQuestion, *, hidden: bool) -> str:
    return write_test_file(
        question.name, question.checks, all_or_nothing=question.all_or_nothing, hidden=hidden
    )


def _members(root: Path, assigned: Assigned, bundle: Bundle) -> dict[str, bytes]:
    members = dict(assigned.autograder)
    config = json.loads(members["otter_config.json"])
    members["otter_config.json"] = (json.dumps(config, indent=2, sort_keys=True) + "\n").encode()
    for question in bundle.questions:
        members[f"tests/{question.name}.py"] = question.tests.encode("ascii")
    # course_lib is in no package index; files/ is what otter lays beside the submission.
    library = root / "course_lib"
    for path in sorted(library.rglob("*")):
        if path.is_file() and not set(path.parts) & set(_NOT_SHIPPED):
            members[f"files/course_lib/{path.relative_to(library).as_posix()}"] = path.read_bytes()
    members[BUNDLE_MEMBER] = bundle_to_json(bundle).encode()
    return members


def _expect_checks(master: Master, assigned: Assigned) -> None:
    """Makes sure that otter found the functions that we found: no check was lost on the way."""
    for question in master.questions:
        text = assigned.autograder.get(f"tests/{question.name}.py", b"").decode("utf-8")
        found = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
        if found != [check.function for check in question.checks]:
            raise CourseFault(
                master.file,
                question.answer.line,
                f"otter read other checks for {question.name} than stand in the master.",
                "Compare the test cells of the question with their markers.",
            )
