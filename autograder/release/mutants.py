"""Small mistakes made on purpose in the reference answers; good checks notice each of them.

The mistakes are those that numeric code is prone to: a wrong axis, a term left out, a mean for a
sum, a state that is ignored. Kept mutation tools change files on disk and drive a test runner,
neither of which exists here: an answer is a cell, and its tests are an examination.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.course import Bundle, Role
from autograder.notebook_code import parsed
from autograder.release.focus import training_checks
from autograder.release.mistakes import MISTAKES, Place

MOST = 40
"""Mutants of one answer that are tried. Every kind of mistake gets its share of them."""
MOST_TRAINED = 10
"""The same where the checks train a net, which takes seconds each time."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One answer with one small mistake.

    Attributes:
        id: six hexadecimal digits, the same as long as the line it changes stays the same.
        question: whose answer it is.
        mistake: the kind, such as ``wrong axis``.
        before: the expression that was replaced.
        after: what stands in its place.
        source: replaces the answer cell of ``question``.
    """

    id: str
    question: str
    mistake: str
    before: str
    after: str
    source: str

    @property
    def label(self) -> str:
        """The mistake in one line."""
        return f"{self.mistake}: {self.before} -> {self.after}"


def mutants_of(bundle: Bundle, question: str, most: int | None = None) -> tuple[Mutant, ...]:
    """The mutants of one reference answer, chosen by their content: the same for everybody.

    Args:
        bundle: the assignment.
        question: whose answer is changed.
        most: how many at most; as a rule 40, or 10 where the checks train a net.
    """
    if most is None:
        most = MOST_TRAINED if training_checks(bundle, question) else MOST
    source = next(
        bundle.answers[cell.id]
        for cell in bundle.cells
        if cell.role is Role.ANSWER and cell.question == question
    )
    defined = frozenset(
        node.name
        for answer in bundle.answers.values()
        for node in parsed(answer).body
        if isinstance(node, ast.FunctionDef)
    )
    return _chosen(_all(question, source, defined), most)


def _all(question: str, source: str, defined: frozenset[str]) -> Iterator[Mutant]:
    tree = parsed(source)
    _drop_docstrings(tree)
    seen = {ast.unparse(tree)}
    ids: set[str] = set()
    for place in _places(tree, defined):
        before = ast.unparse(place.node)
        statement = ast.unparse(place.statement)
        for mistake, make in MISTAKES:
            for changed in make(place):
                place.put(changed)
                mutated = _unparsed(tree)
                altered = _unparsed(place.statement)
                place.put(place.node)
                if mutated is None or mutated in seen:
                    continue
                seen.add(mutated)
                key = "\n".join((question, mistake, place.function, statement, altered or ""))
                name = _id(key, ids)
                after = _line(ast.unparse(changed)) if isinstance(changed, ast.AST) else "nothing"
                yield Mutant(name, question, mistake, _line(before), after, mutated)


def _places(tree: ast.Module, defined: frozenset[str]) -> Iterator[Place]:
    """Every node below a function, with where it hangs."""

    def walk(
        parent: ast.AST,
        statement: ast.stmt | None,
        function: str,
        inputs: frozenset[str],
    ) -> Iterator[Place]:
        for field, value in ast.iter_fields(parent):
            held = value if isinstance(value, list) else [value]
            for index, node in enumerate(held):
                if not isinstance(node, ast.AST):
                    continue
                inner, name, names = statement, function, inputs
                if isinstance(node, ast.stmt):
                    inner = node
                if isinstance(node, ast.FunctionDef):
                    name = node.name
                    names = frozenset(argument.arg for argument in node.args.args) - {"self"}
                position = index if isinstance(value, list) else None
                if inner is not None:
                    yield Place(node, parent, field, position, inner, name, names, defined)
                yield from walk(node, inner, name, names)

    yield from walk(tree, None, "", frozenset())


def _chosen(mutants: Iterable[Mutant], most: int) -> tuple[Mutant, ...]:
    """Round after round one of each kind, those with the smallest id first."""
    kinds: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        kinds.setdefault(mutant.mistake, []).append(mutant)
    ranked = [
        (rank, mutant.mistake, mutant)
        for kind in kinds.values()
        for rank, mutant in enumerate(sorted(kind, key=lambda mutant: mutant.id))
    ]
    first = sorted(ranked, key=lambda entry: (entry[0], entry[1]))[:most]
    return tuple(mutant for _, _, mutant in sorted(first, key=lambda e: (e[1], e[2].id)))


def _id(key: str, taken: set[str]) -> str:
    """A short name; the same change to the same words twice in a function is told apart."""
    name = ""
    turn = 0
    while not name or name in taken:
        name = hashlib.sha256(f"{key}\n{turn}".encode()).hexdigest()[:6]
        turn += 1
    taken.add(name)
    return name


def _unparsed(tree: ast.AST) -> str | None:
    """The source, or None where the change left no Python behind."""
    try:
        source = ast.unparse(tree)
        ast.parse(source)
    except (SyntaxError, ValueError, AttributeError):
        return None
    return source


def _line(text: str, longest: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 3]}..."


def _drop_docstrings(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
