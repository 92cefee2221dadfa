"""Mutants: believable small mistakes, the same for everybody, each of them once."""

from __future__ import annotations

import ast
import dataclasses

import pytest

from autograder.course import Bundle
from autograder.release.mutants import Mutant, mutants_of
from autograder.release.notebooks import answer_cell

STEP = '''
def step(x, h, weights):
    """One step, with 1 docstring that is 0 * code."""
    i, f = np.split(x @ weights.T + h.copy(), 2, axis=1)
    total = np.tanh(f).sum(axis=0)
    if total[0] < 1:
        total = total - 0.5
    return i[:, 1:], total
'''


def mutants(bundle: Bundle, source: str, most: int = 1000) -> tuple[Mutant, ...]:
    """The mutants of an answer to q1."""
    answers = {**bundle.answers, answer_cell(bundle, "q1"): source}
    return mutants_of(dataclasses.replace(bundle, answers=answers), "q1", most)


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        ("swapped blocks", "f, i = np.split"),
        ("swapped blocks", "return (total, i[:, 1:])"),
        ("wrong axis", "2, axis=0)"),
        ("wrong axis", "sum(axis=1)"),
        ("transposed", "x @ weights + h.copy()"),
        ("transposed", "x.T @ weights.T"),
        ("transposed", "weights.T @ x"),
        ("sum for mean", "np.tanh(f).mean(axis=0)"),
        ("wrong function", "np.arctan(f)"),
        ("off by one", "i[:, 1 + 1:]"),
        ("wrong sign", "x @ weights.T - h.copy()"),
        ("wrong sign", "total = total + 0.5"),
        ("wrong arithmetic", "x * weights.T"),
        ("wrong arithmetic", "0.5 - total"),
        ("missing part", "np.split(x @ weights.T, 2"),
        ("missing part", "np.split(h.copy(), 2"),
        ("ignored input", "0 * x @ weights.T"),
        ("missing copy", "weights.T + h, 2"),
        ("missing copy", "total -= 0.5"),
        ("flipped comparison", "total[0] >= 1"),
        ("wrong constant", "total - 1.0"),
        ("missing line", "if False:"),
    ],
)
def test_mistakes_of_numeric_code_are_made(bundle: Bundle, mistake: str, line: str) -> None:
    """Each kind of the catalogue, where it can happen."""
    made = [mutant for mutant in mutants(bundle, STEP) if mutant.mistake == mistake]
    assert any(line in mutant.source for mutant in made), [m.label for m in made]


def test_every_mutant_is_python_and_a_change_of_its_own(bundle: Bundle) -> None:
    """None says the same as the reference, none the same as another one, no text is touched."""
    made = mutants(bundle, STEP)
    trees = {ast.dump(ast.parse(mutant.source)) for mutant in made}
    assert len(made) == len(trees)
    original = ast.parse(STEP)
    original.body[0].body.pop(0)  # type: ignore[attr-defined]
    assert ast.dump(original) not in trees
    assert len(made) == len({mutant.id for mutant in made})


def test_a_bound_takes_some_of_every_kind_and_the_same_each_time(bundle: Bundle) -> None:
    """No kind of mistake is crowded out by one that is possible everywhere."""
    every = mutants(bundle, STEP)
    few = mutants(bundle, STEP, most=14)
    assert 14 == len(few) < len(every)
    assert {mutant.mistake for mutant in every} == {mutant.mistake for mutant in few}
    assert few == mutants(bundle, STEP, most=14)


def test_a_mutant_keeps_its_name_when_another_line_changes(bundle: Bundle) -> None:
    """So an explanation in the notes stays valid as long as its line does."""
    other = STEP.replace("total - 0.5", "total - 0.25")
    before = {mutant.label: mutant.id for mutant in mutants(bundle, STEP)}
    after = {mutant.label: mutant.id for mutant in mutants(bundle, other)}
    label = "sum for mean: np.tanh(f).sum -> np.tanh(f).mean"
    assert before[label] == after[label]


def test_a_magic_line_is_no_obstacle(bundle: Bundle) -> None:
    """Answers may hold what only IPython understands."""
    made = mutants(bundle, "%matplotlib inline\ndef one(x):\n    return x + 2")
    assert any("return x - 2" in mutant.source for mutant in made)
