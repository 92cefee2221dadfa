"""Which part of an assignment a trial needs: its own question, and what is built on that.

Asking all the others again would show nothing: their code and their checks are the reference's.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterable

from autograder.bundles import seal
from autograder.course import Bundle, Role
from autograder.notebook_code import (
    defined,
    names_that_hang_on,
    parsed,
    taken_by_checks,
    used,
)

_FIT = re.compile(r"\.(fit|train_on_batch)\(|GradientTape")


def with_dependents(bundle: Bundle, question: str, *answers: str) -> Bundle:
    """The assignment with one question and with those later ones that its answer can reach.

    Args:
        bundle: the assignment.
        question: the one whose answer is changed.
        answers: sources that take its place; names that they define count as well.
    """
    return with_questions(bundle, _reached(bundle, question, answers))


def on_its_own(bundle: Bundle, question: str) -> Bundle:
    """The assignment with the checks of one question and with the ideas about it."""
    small = with_questions(bundle, {question})
    return seal(
        dataclasses.replace(
            small,
            misconceptions=tuple(i for i in bundle.misconceptions if i.question == question),
            alternatives=tuple(a for a in bundle.alternatives if a.question == question),
        )
    )


def without_ideas(bundle: Bundle, question: str) -> Bundle:
    """The checks of one question and nothing else: enough to see whether it notices a mistake."""
    small = with_questions(bundle, {question})
    return seal(dataclasses.replace(small, misconceptions=(), alternatives=()))


def training_checks(bundle: Bundle, question: str) -> frozenset[str]:
    """The checks of a question that train a net, or call an answer that does.

    They take seconds where others take milliseconds, so a proof tries less with them.

    Returns:
        The names of their functions.
    """
    trained = {
        name
        for source in bundle.answers.values()
        if _FIT.search(source)
        for name in defined(parsed(source))
    }
    entry = next(entry for entry in bundle.questions if entry.name == question)
    return frozenset(
        node.name
        for node in parsed(entry.tests).body
        if isinstance(node, ast.FunctionDef)
        and (_FIT.search(ast.unparse(node)) or trained & {arg.arg for arg in node.args.args})
    )


def with_questions(bundle: Bundle, names: set[str]) -> Bundle:
    """The assignment with some of its questions; all answers and all ideas stay."""
    cells = tuple(
        cell for cell in bundle.cells if cell.role is not Role.CHECK or cell.question in names
    )
    kept = tuple(entry for entry in bundle.questions if entry.name in names)
    return seal(dataclasses.replace(bundle, questions=kept, cells=cells))


def _reached(bundle: Bundle, question: str, answers: Iterable[str]) -> set[str]:
    """The question, and the later ones whose answers or checks use a name that hangs on it."""
    names = names_that_hang_on(bundle, question, answers)
    order = [entry.name for entry in bundle.questions]
    later = bundle.questions[order.index(question) + 1 :]
    written = {
        cell.question: used(parsed(bundle.answers[cell.id]))
        for cell in bundle.cells
        if cell.role is Role.ANSWER
    }
    return {question} | {
        entry.name
        for entry in later
        if names & (taken_by_checks(entry.tests) | written.get(entry.name, set()))
    }
