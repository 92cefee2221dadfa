"""Reads otter's test files, of either format, and tells which of their words a student may read."""

from __future__ import annotations

import ast
import builtins
import dataclasses
import doctest
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.bundles import checks_of
from autograder.course import Question
from autograder.faults import CourseFault


@dataclass(frozen=True, slots=True)
class Check:
    """One otter test case.

    Attributes:
        needs: names from the student's namespace that it takes.
        function: the test itself; takes the objects by those names.
        doctest: its text, where it is in otter's doctest format; then there is no function.
        sentences: assertion messages that are plain literals, and so cannot carry a value.
    """

    name: str
    hidden: bool
    points: float
    failure_message: str
    needs: tuple[str, ...]
    function: Callable[..., None] | None
    sentences: frozenset[str]
    doctest: str = ""


@dataclass(frozen=True, slots=True)
class QuestionChecks:
    """All checks of one question, in order."""

    question: Question
    checks: tuple[Check, ...]
    all_or_nothing: bool
    sha256: str
    """Of the question as the bundle has it."""


def read_checks(question: Question) -> QuestionChecks:
    """The checks of a question, read with otter's own reader.

    Where the question does not say its points, they are what its checks are worth.

    Raises:
        CourseFault: the test file is not one that otter would take.
    """
    # Here, for they bring seconds of libraries: records that are only looked at need none of them.
    from otter.test_files.exception_test import ExceptionTestFile
    from otter.test_files.ok_test import OKTestFile

    sha256 = checks_of(question)
    place = f"tests/{question.name}.py"
    space: dict[str, Any] = {}
    try:
        exec(compile(question.tests, place, "exec"), space)  # noqa: S102 - the course's own file
        if space.get("OK_FORMAT", True):
            parsed = OKTestFile.from_spec(space["test"], path=place)
            checks = _doctests(parsed)
        else:
            parsed = ExceptionTestFile.from_string(question.tests, path=place)
            checks = _exceptions(parsed, question.tests)
    except Exception as error:
        raise CourseFault(
            place, None, f"otter cannot read this test file: {error}.", "Build the release again."
        ) from error
    if not question.points:
        points = round(sum(check.points for check in checks), 5)
        question = dataclasses.replace(question, points=points)
    return QuestionChecks(question, checks, bool(parsed.all_or_nothing), sha256)


def _exceptions(parsed: Any, source: str) -> tuple[Check, ...]:
    sentences = _sentences(source)
    return tuple(
        Check(
            name=case.name,
            hidden=bool(case.hidden),
            points=float(case.points or 0),
            failure_message=case.failure_message or "",
            needs=tuple(inspect.signature(case.body.test_func).parameters),
            function=case.body.test_func,
            sentences=sentences,
        )
        for case in parsed.test_cases
    )


def _doctests(parsed: Any) -> tuple[Check, ...]:
    return tuple(
        Check(
            name=case.name,
            hidden=bool(case.hidden),
            points=float(case.points or 0),
            failure_message=case.failure_message or "",
            needs=tuple(sorted(_names(case.body))),
            function=None,
            sentences=frozenset(),
            doctest=case.body,
        )
        for case in parsed.test_cases
    )


def run_check(check: Check, bound: dict[str, Any]) -> None:
    """Runs a check with the objects it needs.

    Args:
        check: the check.
        bound: what it needs, by name.

    Raises:
        AssertionError: it failed.
    """
    if check.function is not None:
        check.function(**bound)
        return
    from otter.test_files.ok_test import run_doctest

    passed, told = run_doctest(check.name, check.doctest, bound)
    if not passed:
        raise AssertionError(told)


def _names(body: str) -> set[str]:
    """Names that a doctest needs from outside: read, but neither made by itself nor Python's."""
    reads: set[str] = set()
    makes: set[str] = set()
    for example in doctest.DocTestParser().get_examples(body):
        for node in ast.walk(ast.parse(example.source)):
            if isinstance(node, ast.Name):
                (reads if isinstance(node.ctx, ast.Load) else makes).add(node.id)
            elif isinstance(node, ast.arg):
                makes.add(node.arg)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                makes.add(node.name)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                makes |= {(a.asname or a.name).split(".")[0] for a in node.names}
    return reads - makes - set(vars(builtins))


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
