"""One assignment from its source folder to the bytes that are released."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from pathlib import Path

from autograder.bundles import BUNDLE_MEMBER, bundle_to_json, seal
from autograder.course import AssignmentFolder, Bundle, Question, Role
from autograder.faults import CourseFault
from autograder.release.answers import clean_answer
from autograder.release.archive import make_zip
from autograder.release.assign import Assigned, assign
from autograder.release.checks import write_test_file
from autograder.release.ideas import read_alternatives, read_misconceptions
from autograder.release.master import Master, read_master
from autograder.release.notebooks import notebook_text, skeleton_notebook
from autograder.release.questions import MasterQuestion

PICTURES = ("picture.gif", "picture.png")
"""A picture of this name beside a master is shown in the syllabus."""

_NOT_SHIPPED = ("__pycache__",)


@dataclass(frozen=True, slots=True)
class Built:
    """One assignment, ready to be written.

    Attributes:
        student: content of the files students get, by path below ``assignments/NN_slug``.
        archive: the bundle's zip.
    """

    bundle: Bundle
    student: dict[str, bytes]
    archive: bytes


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
    return Built(bundle, student, make_zip(_members(root, assigned, bundle)))


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
