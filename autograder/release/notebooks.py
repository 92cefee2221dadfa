"""Notebooks written from a bundle: the student's own, the reference, and any mixture of answers.

There is one writer, so the skeleton of a bundle is byte for byte the notebook that students get.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.course import Bundle, ManualQuestion, NotebookCell, Role
from autograder.examiner.submission import defined_names
from autograder.faults import CourseFault

Notebook = dict[str, Any]
"""A notebook of format 4.5 as plain JSON data."""

_LOCKED = {"deletable": False, "editable": False}
_ANSWER_TAG = "otter_answer_cell"
_TAGS = {Role.ANSWER: [_ANSWER_TAG], Role.IGNORED: ["otter_ignore"]}


def make_notebook(
    slug: str, cells: Iterable[NotebookCell], manual: Iterable[ManualQuestion] = ()
) -> Notebook:
    """A notebook without outputs.

    Args:
        slug: the assignment's identity; otter reads it from the metadata.
        cells: in order.
        manual: the questions that a person marks; their cells are among ``cells``.
    """
    cells = list(cells)
    texts = {question.cell: question.text for question in manual}
    answers = {
        cell.id: answer_note(cell.question, cell.source)
        for cell in cells
        if cell.role is Role.ANSWER and cell.question is not None
    }
    return {
        "cells": [_make_cell(cell, texts.get(cell.id)) for cell in cells],
        "metadata": {
            "course": {"answers": answers, "assignment": slug},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "otter": {"assignment_name": slug},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def answer_note(question: str, skeleton: str) -> dict[str, Any]:
    """What a student's pre-flight has to know of an answer cell; the cell itself says as much.

    Args:
        question: the question it answers.
        skeleton: its source as it is handed out.
    """
    lines = [line.rstrip() for line in skeleton.splitlines() if line.strip()]
    return {
        "names": defined_names(skeleton),
        "question": question,
        "skeleton": hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12],
    }


def notebook_text(notebook: Notebook) -> str:
    """A notebook as it lies on disk: sorted keys, LF, one trailing newline."""
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def notebook_with(bundle: Bundle, answers: Mapping[str, str]) -> Notebook:
    """The student notebook with some cells filled in.

    Args:
        bundle: the assignment.
        answers: source by cell id; the cells that are not named stay as released.

    Raises:
        CourseFault: the notebook has no such cell.
    """
    known = {cell.id for cell in bundle.cells}
    for cell_id in answers:
        if cell_id not in known:
            raise CourseFault(
                bundle.assignment,
                None,
                f"Its notebook has no cell {cell_id!r}.",
                f"Its answer cells are {', '.join(bundle.answers)}.",
            )
    notebook = make_notebook(bundle.slug, bundle.cells, bundle.manual)
    for cell in notebook["cells"]:
        if cell["id"] in answers:
            cell["source"] = _lines(answers[cell["id"]])
    return notebook


def reference_notebook(bundle: Bundle) -> Notebook:
    """The notebook with every answer of the reference."""
    return notebook_with(bundle, bundle.answers)


def skeleton_notebook(bundle: Bundle) -> Notebook:
    """The notebook as students get it."""
    return notebook_with(bundle, {})


def answer_cell(bundle: Bundle, question: str) -> str:
    """The id of the answer cell of a question.

    Raises:
        CourseFault: the assignment has no such question.
    """
    for cell in bundle.cells:
        if cell.role is Role.ANSWER and cell.question == question:
            return cell.id
    raise CourseFault(
        bundle.assignment, None, f"It has no question {question!r}.", "Name one that it has."
    )


def _make_cell(cell: NotebookCell, text: bool | None) -> dict[str, Any]:
    """One cell of a notebook.

    Args:
        cell: the cell.
        text: whether it is answered in words; None where no person marks it.
    """
    metadata: dict[str, Any] = {}
    if text is not None:
        metadata["tags"] = [_ANSWER_TAG]
    elif cell.role in _TAGS:
        metadata["tags"] = list(_TAGS[cell.role])
    asked = cell.question is not None and cell.role is not Role.ANSWER and text is None
    if asked or cell.role is Role.EXPORT:
        metadata |= _LOCKED
    made = {"id": cell.id, "metadata": metadata, "source": _lines(cell.source)}
    if cell.role is Role.PROSE and text is not False:
        return {"cell_type": "markdown", **made}
    return {"cell_type": "code", "execution_count": None, "outputs": [], **made}


def _lines(source: str) -> list[str]:
    parts = source.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
