"""A class of invented students for one assignment: right, half right, wrong, and hostile.

The demo grades it, the benchmarks repeat it, and the tests compare what each submission got with
what its ``Sample`` promises. Some of these notebooks hang, eat memory or end the process they run
in: open them in the sandbox only.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Bundle
from autograder.faults import CourseFault
from autograder.release.archive import make_zip
from autograder.release.notebooks import (
    Notebook,
    answer_cell,
    notebook_text,
    notebook_with,
    reference_notebook,
    skeleton_notebook,
)

SMALLEST_CLASS = 24
_FEWEST_MIXTURES = 5
_NAMES = (
    "abacus",
    "bumble",
    "crumpet",
    "doodle",
    "ember",
    "fidget",
    "gizmo",
    "hiccup",
    "inkling",
    "jigsaw",
    "kazoo",
    "lollop",
    "marzipan",
    "noodle",
    "oomph",
    "pickle",
    "quibble",
    "rumpus",
    "sprocket",
    "tinker",
    "umber",
    "vortex",
    "wobble",
    "yonder",
    "zigzag",
)

_LOOP = "while True:\n    pass\n"
_BOMB = "hoard = []\nwhile True:\n    hoard.append(b'x' * 2**26)\n"
_EXIT = "import os\nos._exit(0)\n"


@dataclass(frozen=True, slots=True)
class Sample:
    """One submission of the class, and what grading it has to say.

    Attributes:
        path: what was handed in.
        student: the invented name; it is also the file's name without its ending.
        what: one sentence for people.
        score: the exact score, or None where only ``full`` and ``lost`` are promised.
        full: questions that earn all their points; right answers after a wrong one do.
        lost: questions that do not earn all their points.
        refused: whether the submission cannot be read at all.
    """

    path: Path
    student: str
    what: str
    score: float | None
    full: tuple[str, ...]
    lost: tuple[str, ...]
    refused: bool = False


@dataclass(frozen=True, slots=True)
class _Draft:
    what: str
    data: bytes
    lost: tuple[str, ...] = ()
    zeroed: bool = True
    """Whether the lost questions earn nothing at all, so that the score is known."""
    suffix: str = ".ipynb"
    refused: bool = False


def make_sample_class(bundle: Bundle, folder: Path, seed: int = 0) -> list[Sample]:
    """Writes a class of at least ``SMALLEST_CLASS`` submissions.

    Args:
        bundle: the assignment.
        folder: where the files are written; it is made if it is not there.
        seed: of the mixtures of right and wrong answers; equal seeds give equal bytes.
    """
    drafts = [*_honest(bundle), *_damaged(bundle), *_hostile(bundle)]
    rng = random.Random(seed)  # noqa: S311 - nothing depends on its being hard to guess
    missing = max(_FEWEST_MIXTURES, SMALLEST_CLASS - len(drafts))
    drafts.extend(_mixture(bundle, rng) for _ in range(missing))
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(bundle, folder, index, draft) for index, draft in enumerate(drafts)]


def _write(bundle: Bundle, folder: Path, index: int, draft: _Draft) -> Sample:
    student = f"{_NAMES[index % len(_NAMES)]}-{index + 1:02d}"
    path = folder / f"{student}{draft.suffix}"
    path.write_bytes(draft.data)
    full = [question for question in bundle.questions if question.name not in draft.lost]
    score = round(sum(question.points for question in full), 5)
    return Sample(
        path=path,
        student=student,
        what=draft.what,
        score=score if draft.zeroed and not draft.refused else None,
        full=() if draft.refused else tuple(question.name for question in full),
        lost=draft.lost,
        refused=draft.refused,
    )


def _bytes(notebook: Notebook) -> bytes:
    return notebook_text(notebook).encode("utf-8")


def _answered(bundle: Bundle, question: str, source: str) -> bytes:
    """The reference with another answer to one question."""
    return _bytes(notebook_with(bundle, {**bundle.answers, answer_cell(bundle, question): source}))


def _honest(bundle: Bundle) -> Iterator[_Draft]:
    names = tuple(question.name for question in bundle.questions)
    yield _Draft("The reference.", _bytes(reference_notebook(bundle)))
    yield _Draft("The notebook as it was handed out.", _bytes(skeleton_notebook(bundle)), names)
    for idea in bundle.misconceptions:
        yield _Draft(
            f"Right but for {idea.question}, the misconception {idea.name}.",
            _answered(bundle, idea.question, idea.source),
            (idea.question,),
            zeroed=False,
        )
    by_question = {
        name: [idea for idea in bundle.alternatives if idea.question == name] for name in names
    }
    for turn in range(max(map(len, by_question.values()), default=0)):
        answers = dict(bundle.answers)
        for name, ideas in by_question.items():
            if ideas:
                answers[answer_cell(bundle, name)] = ideas[turn % len(ideas)].source
        yield _Draft("Right answers, written differently.", _bytes(notebook_with(bundle, answers)))


def _damaged(bundle: Bundle) -> Iterator[_Draft]:
    question, source = _middle_function(bundle)
    whole = reference_notebook(bundle)
    yield _Draft(
        f"The function of {question} has another name.",
        _answered(bundle, question, _rename(source)),
        (question,),
        zeroed=False,
    )
    yield _Draft(
        f"The cell of {question} is not Python.",
        _answered(bundle, question, source + "\nreturn return\n"),
        (question,),
        zeroed=False,
    )
    kept = [cell for cell in whole["cells"] if cell["id"] != f"{question}-check"]
    yield _Draft(f"The check cell of {question} was deleted.", _bytes({**whole, "cells": kept}))
    yield _Draft("All metadata are gone, as after a trip through Colab.", _bytes(_strip(whole)))
    yield _Draft(
        "The zip that otter exports.",
        make_zip(
            {
                f"{bundle.slug}.ipynb": _bytes(whole),
                "__zip_filename__": f"{bundle.slug}.zip".encode(),
            }
        ),
        suffix=".zip",
    )
    text = _bytes(whole)
    yield _Draft("Half of a notebook: not JSON.", text[: len(text) // 2], refused=True)


def _hostile(bundle: Bundle) -> Iterator[_Draft]:
    question, source = _middle_function(bundle)
    for what, body in (
        (f"The function of {question} never returns.", _LOOP),
        (f"The function of {question} eats all memory.", _BOMB),
        (f"The function of {question} ends the process with exit code 0.", _EXIT),
    ):
        answer = _with_body(source, body)
        yield _Draft(what, _answered(bundle, question, answer), (question,), zeroed=False)
    yield _Draft(
        f"The cell of {question} never ends.",
        _answered(bundle, question, f"{_LOOP}\n{source}"),
        (question,),
        zeroed=False,
    )


def _mixture(bundle: Bundle, rng: random.Random) -> _Draft:
    """Some answers right, some missing, some mistaken; never all of one kind."""
    order = [question.name for question in bundle.questions]
    rng.shuffle(order)
    wrong = set(order[: rng.randint(1, max(1, len(order) - 1))])
    answers: dict[str, str] = {}
    said: list[str] = []
    zeroed = True
    for name in (question.name for question in bundle.questions):
        cell = answer_cell(bundle, name)
        if name not in wrong:
            right = [idea.source for idea in bundle.alternatives if idea.question == name]
            answers[cell] = rng.choice([bundle.answers[cell], *right])
            continue
        mistakes = [idea for idea in bundle.misconceptions if idea.question == name]
        if mistakes and rng.random() < 0.6:
            idea = rng.choice(mistakes)
            answers[cell], zeroed = idea.source, False
            said.append(f"{name} {idea.name}")
        else:
            said.append(f"{name} not answered")
    data = _bytes(notebook_with(bundle, answers))
    lost = tuple(question.name for question in bundle.questions if question.name in wrong)
    return _Draft(f"A mixture: {', '.join(said)}.", data, lost, zeroed=zeroed)


def _middle_function(bundle: Bundle) -> tuple[str, str]:
    """The question nearest to the middle whose answer is a function, and its reference."""
    middle = len(bundle.questions) // 2
    nearest = sorted(range(len(bundle.questions)), key=lambda index: abs(index - middle))
    for index in nearest:
        name = bundle.questions[index].name
        source = bundle.answers[answer_cell(bundle, name)]
        if any(isinstance(node, ast.FunctionDef) for node in ast.parse(source).body):
            return name, source
    raise CourseFault(
        bundle.assignment, None, "No answer of it is a function.", "Ask for one function at least."
    )


def _first_function(source: str) -> tuple[ast.Module, ast.FunctionDef]:
    tree = ast.parse(source)
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
    return tree, function


def _with_body(source: str, body: str) -> str:
    tree, function = _first_function(source)
    function.body = ast.parse(body).body
    return ast.unparse(tree)


def _rename(source: str) -> str:
    tree, function = _first_function(source)
    function.name = f"my_{function.name}"
    return ast.unparse(tree)


def _strip(notebook: Notebook) -> Notebook:
    cells = [
        {key: value for key, value in cell.items() if key != "id"} | {"metadata": {}}
        for cell in notebook["cells"]
    ]
    return {
        "cells": cells,
        "metadata": {"colab": {"provenance": []}},
        "nbformat": 4,
        "nbformat_minor": 0,
    }
