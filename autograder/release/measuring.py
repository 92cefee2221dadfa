"""Measures how far right and wrong answers are from the tolerances of the checks.

Runs in a process of its own, because how many threads the numeric libraries use is settled when
they are imported. Only code of the course's authors runs here, never a student's.
"""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import io
import json
import math
import random
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.box import kernel
from autograder.bundles import bundle_from_json
from autograder.course import Bundle, Misconception
from autograder.examiner.checks import Check, read_checks, run_check
from autograder.examiner.diagnosis import reference_namespace
from autograder.release.focus import training_checks

SEEDS = 10
"""Draws of the hidden inputs for the reference."""
FEWER_SEEDS = 4
"""The same for every alternative and misconception."""
TRAINED_SEEDS = 2
FEWER_TRAINED_SEEDS = 1
"""Both again, for checks that train a net and take seconds; a master's notes hold ten seeds."""

LARGEST_BOUND = 0.05
"""A comparison with a constant is one with a tolerance up to this size."""

_HUGE = 1e300
_COMPARERS = ("allclose", "isclose", "assert_allclose", "compare")


class Ruler:
    """Stands in the way of every comparison of numbers in a check and notes how it went.

    Attributes:
        ratios: for each comparison, the largest deviation as a share of what is tolerated.
    """

    def __init__(self) -> None:
        self.ratios: list[float] = []

    def below(self, value: Any, bound: Any, *, strict: bool) -> Any:
        """``value < bound``, or ``<=``."""
        self._compare(value, bound)
        return value < bound if strict else value <= bound

    def above(self, value: Any, bound: Any, *, strict: bool) -> Any:
        """``value > bound``, or ``>=``, in a sentence that says what must not be."""
        self._compare(value, bound)
        return value > bound if strict else value >= bound

    def call(self, name: str, function: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        """One of the comparing functions of NumPy, ``math`` and ``course_lib``."""
        ratio = _ratio(name, function, given, named)
        if ratio is not None:
            self._note(ratio)
        return function(*given, **named)

    def _compare(self, value: Any, bound: Any) -> None:
        if isinstance(bound, float) and 0.0 < bound <= LARGEST_BOUND:
            self._note(_largest(value) / bound)

    def _note(self, ratio: float) -> None:
        self.ratios.append(min(ratio, _HUGE) if not math.isnan(ratio) else _HUGE)


RULER = Ruler()
"""The one that instrumented checks find."""


def _largest(value: Any) -> float:
    numbers = np.asarray(value, dtype=np.float64)
    return float(np.max(numbers)) if numbers.size else 0.0


def _ratio(
    name: str, function: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]
) -> float | None:
    """How much of the tolerance two things use up; None where they cannot be compared."""
    if len(given) < 2:
        return None
    if function is math.isclose:
        relative, absolute = named.get("rel_tol", 1e-9), named.get("abs_tol", 0.0)
        allowed = max(relative * max(abs(given[0]), abs(given[1])), absolute)
        gap = abs(given[0] - given[1])
        return float(gap / allowed) if allowed else (_HUGE if gap else 0.0)
    usual = {"assert_allclose": (1e-7, 0.0), "compare": (1e-9, 1e-9)}.get(name, (1e-5, 1e-8))
    both = [*given[2:4], None, None]
    rtol = named.get("rtol", usual[0] if name == "compare" or both[0] is None else both[0])
    atol = named.get("atol", usual[1] if name == "compare" or both[1] is None else both[1])
    try:
        got, wanted = (np.asarray(part, dtype=np.float64) for part in given[:2])
        got, wanted = np.broadcast_arrays(got, wanted)
    except (TypeError, ValueError):
        return None
    with np.errstate(all="ignore"):
        same = (got == wanted) | (np.isnan(got) & np.isnan(wanted))
        share = np.where(same, 0.0, np.abs(got - wanted) / (atol + rtol * np.abs(wanted)))
    return _largest(np.nan_to_num(share, nan=_HUGE, posinf=_HUGE))


class _Instrumented(ast.NodeTransformer):
    """Rewrites a test file so that its comparisons pass through the ruler.

    A comparison that must not hold is none with a tolerance: ``not np.allclose(...)`` asks for a
    difference. So the walk knows whether it is inside a ``not``.
    """

    def __init__(self) -> None:
        self._wanted = True

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        if not isinstance(node.op, ast.Not):
            return self.generic_visit(node)
        return self._turned(node)

    def visit_If(self, node: ast.If) -> ast.AST:
        """``if gap > bound: raise`` says what must not be."""
        if any(isinstance(step, ast.Raise) for step in node.body):
            self._wanted = not self._wanted
            node.test = self.visit(node.test)
            self._wanted = not self._wanted
        else:
            node.test = self.visit(node.test)
        node.body = [self.visit(step) for step in node.body]
        node.orelse = [self.visit(step) for step in node.orelse]
        return node

    def _turned(self, node: ast.AST) -> ast.AST:
        self._wanted = not self._wanted
        self.generic_visit(node)
        self._wanted = not self._wanted
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        kinds: tuple[type[ast.cmpop], ...] = (ast.Lt, ast.LtE)
        if not self._wanted:
            kinds = (ast.Gt, ast.GtE)
        if len(node.ops) != 1 or not isinstance(node.ops[0], kinds) or _draws(node.left):
            return node
        bound = node.comparators[0]
        if not _is_constant(bound):
            return node
        strict = ast.keyword("strict", ast.Constant(isinstance(node.ops[0], kinds[0])))
        method = "below" if self._wanted else "above"
        return ast.Call(_ruler(method), [node.left, bound], [strict])

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        if isinstance(node.func, ast.Name):
            name = node.func.id
        if name not in _COMPARERS or not self._wanted:
            return node
        return ast.Call(_ruler("call"), [ast.Constant(name), node.func, *node.args], node.keywords)


def _ruler(method: str) -> ast.expr:
    return ast.Attribute(ast.Name("_RULER", ast.Load()), method, ast.Load())


def _is_constant(node: ast.AST) -> bool:
    """Whether it is a number, or a name in capitals for one."""
    if isinstance(node, ast.Constant):
        return type(node.value) is float
    name = node.attr if isinstance(node, ast.Attribute) else None
    name = node.id if isinstance(node, ast.Name) else name
    return name is not None and name.isupper()


def _draws(node: ast.AST) -> bool:
    """Whether random numbers are drawn in it: then the bound is a probability."""
    drawn = {"uniform", "random", "rand", "normal", "integers"}
    return any(isinstance(n, ast.Attribute) and n.attr in drawn for n in ast.walk(node))


def instrumented(tests: str) -> str:
    """A test file whose comparisons of numbers are measured.

    Args:
        tests: source of an otter test file.
    """
    tree = ast.parse(tests)
    _Instrumented().visit(tree)
    tree.body.insert(0, ast.parse(f"from {__name__} import RULER as _RULER").body[0])
    return ast.unparse(ast.fix_missing_locations(tree))


@dataclasses.dataclass(slots=True)
class Measured:
    """What was found at one check.

    Attributes:
        noise: the largest share of the tolerance that a right answer used up; None where the
            check compares no numbers.
        refused: right answers that failed it.
        wrong: by misconception, how many times the tolerance it deviates at least; only those
            that fail the check by value, whatever is drawn.
    """

    noise: float | None = None
    refused: list[str] = dataclasses.field(default_factory=list)
    wrong: dict[str, float] = dataclasses.field(default_factory=dict)


def measure(bundle: Bundle) -> dict[str, dict[str, Measured]]:
    """Measures every check of an assignment: by question, by name."""
    right: list[tuple[str, str | None, dict[str, Any]]] = []
    right.append(("the reference", None, reference_namespace(bundle)))
    for other in bundle.alternatives:
        space = reference_namespace(bundle, _as_idea(other.name, other.question, other.source))
        right.append((other.name, other.question, space))
    wrong = [(idea, reference_namespace(bundle, idea)) for idea in bundle.misconceptions]
    found: dict[str, dict[str, Measured]] = {}
    for question in bundle.questions:
        tests = dataclasses.replace(question, tests=instrumented(question.tests))
        found[question.name] = {}
        training = training_checks(bundle, question.name)
        for check in read_checks(tests).checks:
            trains = getattr(check.function, "__name__", None) in training
            most, fewer = (TRAINED_SEEDS, FEWER_TRAINED_SEEDS) if trains else (SEEDS, FEWER_SEEDS)
            measured = Measured()
            for name, answers, space in right:
                if answers in (None, question.name):
                    seeds = most if answers is None else fewer
                    _measure_right(measured, check, name, space, seeds)
            for idea, space in wrong:
                if idea.question == question.name:
                    _measure_wrong(measured, check, idea, space, fewer)
            found[question.name][check.name] = measured
    return found


def _as_idea(name: str, question: str, source: str) -> Misconception:
    return Misconception(name, question, "", "", source)


def _measure_right(
    measured: Measured, check: Check, name: str, space: dict[str, Any], seeds: int
) -> None:
    for seed in range(seeds):
        passed, ratios = _run(check, space, seed)
        if ratios:
            measured.noise = max(measured.noise or 0.0, *ratios)
        if not passed and name not in measured.refused:
            measured.refused.append(name)


def _measure_wrong(
    measured: Measured, check: Check, idea: Misconception, space: dict[str, Any], seeds: int
) -> None:
    least = _HUGE
    for seed in range(seeds):
        passed, ratios = _run(check, space, seed)
        if passed or max(ratios, default=0.0) < 1.0:
            return
        least = min(least, max(ratios))
    measured.wrong[idea.name] = least


def _run(check: Check, space: dict[str, Any], seed: int) -> tuple[bool, list[float]]:
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - checks draw from the global generator
    RULER.ratios.clear()
    try:
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
            run_check(check, {name: space.get(name) for name in check.needs})
    except Exception:  # noqa: BLE001 - wrong answers may fail in any way
        return False, list(RULER.ratios)
    return True, list(RULER.ratios)


def main() -> None:
    """Reads bundles as a JSON list of texts, writes what was measured as a JSON list.

    The only argument is the process number of who asked, whom this process does not outlive.
    """
    kernel.die_with(int(sys.argv[1]))
    found = [
        {
            question: {name: dataclasses.asdict(measured) for name, measured in checks.items()}
            for question, checks in measure(bundle_from_json(text)).items()
        }
        for text in json.load(sys.stdin)
    ]
    json.dump(found, sys.stdout)
