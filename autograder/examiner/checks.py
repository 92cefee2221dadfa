"""Reads otter's exception-style test files and tells which of their words a student may read."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from otter.test_files.exception_test import ExceptionTestFile

from autograder.course import Question
from autograder.faults import CourseFault


@dataclass(frozen=True, slots=True)
class Check:
    """One otter test case.

    Attributes:
        needs: names from the student's namespace that it takes.
        function: the test itself; takes the objects by those names.
        sentences: assertion messages that are plain literals, and so cannot carry a value.
    """

    name: str
    hidden: bool
    points: float
    failure_message: str
    needs: tuple[str, ...]
    function: Callable[..., None]
    sentences: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuestionChecks:
    """All checks of one question, in order."""

    question: Question
    checks: tuple[Check, ...]
    all_or_nothing: bool


def read_checks(question: Question) -> QuestionChecks:
    """The checks of a question, read with otter's own reader.

    Raises:
        CourseFault: the test file is not one that otter would take.
    """
    place = f"tests/{question.name}.py"
    try:
        parsed = ExceptionTestFile.from_string(question.tests, path=place)
    except Exception as error:
        raise CourseFault(
            place, None, f"otter cannot read this test file: {error}.", "Build the release again."
        ) from error
    checks = tuple(
        Check(
            name=case.name,
            hidden=bool(case.hidden),
            points=float(case.points or 0),
            failure_message=case.failure_message or "",
            needs=tuple(inspect.signature(case.body.test_func).parameters),
            function=case.body.test_func,
            sentences=_sentences(question.tests),
        )
        for case in parsed.test_cases
    )
    return QuestionChecks(question, checks, bool(parsed.all_or_nothing))


def _sentences(source: str) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        message: Any = None
        if isinstance(node, ast.Assert):
            message = node.msg
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            message = node.exc.args[0]
        if isinstance(message, ast.Constant) and isinstance(message.value, str):
            found.add(message.value)
    return frozenset(found)
