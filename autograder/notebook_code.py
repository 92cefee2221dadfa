"""What the code of an assignment's cells defines and uses, read without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from autograder.course import Bundle, Role

_MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)


def parsed(source: str) -> ast.Module:
    """A cell's source as a tree; IPython's own lines do nothing in it.

    Raises:
        SyntaxError: it is not Python even so.
    """
    return ast.parse(_MAGIC.sub(r"\1pass", source))


def names_that_hang_on(bundle: Bundle, question: str, answers: Iterable[str] = ()) -> set[str]:
    """The names of a notebook whose meaning can change with one answer.

    Args:
        bundle: the assignment, with the reference's answers.
        question: whose answer is changed.
        answers: sources that take its place; names that they define count as well.
    """
    names: set[str] = set()
    for cell in bundle.cells:
        if cell.role not in (Role.ANSWER, Role.GIVEN):
            continue
        tree = parsed(bundle.answers.get(cell.id, cell.source))
        if cell.question == question:
            names |= defined(tree).union(*(defined(parsed(source)) for source in answers))
        elif names & used(tree):
            names |= defined(tree)
    return names


def used(tree: ast.Module) -> set[str]:
    """Names that a cell mentions, wherever in it."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def defined(tree: ast.Module) -> set[str]:
    """Names that a cell binds at its top; inner functions count as well, which is harmless."""
    bound = {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    stored = {
        node.id
        for statement in tree.body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return bound | stored


def taken_by_checks(tests: str) -> set[str]:
    """The names that a test file's functions take from the notebook.

    Args:
        tests: source of an otter test file in exception style.
    """
    return {
        arg.arg
        for node in ast.parse(tests).body
        if isinstance(node, ast.FunctionDef)
        for arg in node.args.args
    }
