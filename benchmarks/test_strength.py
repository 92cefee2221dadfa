"""How many wrong LSTM cells each style of test lets pass.

Nineteen ways in which an LSTM step goes wrong are run against five styles of test that are common
in public courses and libraries, rewritten here, and against the checks of our own assignment 03. A
style misses a mistake whose result it cannot tell from the right one. Then the mutants that our
proof makes of the reference answers are run against the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course import Bundle, Role
from autograder.examiner.checks import read_checks, run_check
from autograder.examiner.lane import quiet_libraries
from autograder.release import release
from autograder.release.mutants import mutants_of
from benchmarks.sections import Line, Say, Section, table

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT, QUESTION = "03_lstm_gates", "q5"
TOLERANCE = 1e-5
Array = np.ndarray[Any, Any]
Step = Callable[..., tuple[Array, Array]]
OURS = "our checks of 03"
_HEADS = ("style of test", "mistakes", "mutants of the reference", "mistakes that pass")


def _sigmoid(z: Array) -> Array:
    return 0.5 * (1.0 + np.tanh(0.5 * z))


_RIGHT = {
    "start": "",
    "z": "x @ kernel + h @ recurrent_kernel + bias",
    "cut": "i, f, g, o = np.split(z, 4, axis=1)",
    "f": "sigmoid(f)",
    "c": "F * c + sigmoid(i) * np.tanh(g)",
    "h": "sigmoid(o) * np.tanh(c_new)",
}
_WRONG: dict[str, dict[str, str]] = {
    "order i, f, o, c": {"cut": "i, f, o, g = np.split(z, 4, axis=1)"},
    "input and output gate swapped": {"cut": "o, f, g, i = np.split(z, 4, axis=1)"},
    "input and forget gate swapped": {"cut": "f, i, g, o = np.split(z, 4, axis=1)"},
    "columns cut interleaved": {"cut": "i, f, g, o = (z[:, k::4] for k in range(4))"},
    "recurrent kernel transposed": {
        "z": "x @ kernel + bias + np.concatenate("
        "[h @ U.T for U in np.split(recurrent_kernel, 4, axis=1)], axis=1)"
    },
    "no recurrent term": {"z": "x @ kernel + bias"},
    "no bias": {"z": "x @ kernel + h @ recurrent_kernel"},
    "forget bias added at run time": {"f": "sigmoid(f + 1.0)"},
    "peephole on the forget gate": {"f": "sigmoid(f + c)"},
    "forget gate tied to the input gate": {"f": "1.0 - sigmoid(i)"},
    "forget gate turned around": {"f": "1.0 - sigmoid(f)"},
    "forget gate applied to h": {"c": "F * h + sigmoid(i) * np.tanh(g)"},
    "hidden state reset": {"start": "h = np.zeros_like(h)"},
    "cell state reset": {"start": "c = np.zeros_like(c)"},
    "both states reset": {"start": "h, c = np.zeros_like(h), np.zeros_like(c)"},
    "candidate through a sigmoid": {"c": "F * c + sigmoid(i) * sigmoid(g)"},
    "h without the last tanh": {"h": "sigmoid(o) * c_new"},
    "h from the old cell": {"h": "sigmoid(o) * np.tanh(c)"},
    "output gate left out": {"h": "np.tanh(c_new)"},
}


def cell(changes: dict[str, str]) -> str:
    """The source of an LSTM step with some lines changed."""
    part = _RIGHT | changes
    return (
        "def lstm_step(x, h, c, kernel, recurrent_kernel, bias):\n"
        f"    {part['start'] or 'pass'}\n    z = {part['z']}\n    {part['cut']}\n"
        f"    F = {part['f']}\n    c_new = {part['c']}\n    return {part['h']}, c_new\n"
    )


def _function(source: str, space: dict[str, Any] | None = None) -> Step:
    names = {"np": np, "sigmoid": _sigmoid, **(space or {})}
    exec(source, names)  # noqa: S102 - our own answers, right and wrong
    step: Step = names["lstm_step"]
    return step


def constant_weights() -> tuple[Array, ...]:
    """All weights the same number, counted inputs, zero states, as libraries test themselves."""
    x = np.arange(24.0).reshape(2, 3, 4) / 24
    return x, np.zeros((2, 3)), np.zeros((2, 3)), *_filled(0.1)


def constant_weights_random_inputs() -> tuple[Array, ...]:
    """The same with random inputs."""
    x = np.random.default_rng(1).normal(size=(2, 3, 4))
    return x, np.zeros((2, 3)), np.zeros((2, 3)), *_filled(0.1)


def one_step_from_nothing() -> tuple[Array, ...]:
    """Random weights, and one step from zero states."""
    return _drawn(steps=1, bias=True, states=False)


def no_bias_no_states() -> tuple[Array, ...]:
    """Random weights, several steps, zero bias, zero states."""
    return _drawn(steps=6, bias=False, states=False)


def everything_random() -> tuple[Array, ...]:
    """Random weights, bias and states, several steps, other sizes in and out."""
    return _drawn(steps=6, bias=True, states=True)


STYLES: dict[str, Callable[[], tuple[Array, ...]]] = {
    "constant weights, counted inputs, zero states": constant_weights,
    "constant weights, random inputs, zero states": constant_weights_random_inputs,
    "random weights, one step from zero states": one_step_from_nothing,
    "random weights, zero bias, zero states, six steps": no_bias_no_states,
    "random weights, bias and states, six steps": everything_random,
}


def _filled(value: float) -> tuple[Array, Array, Array]:
    return np.full((4, 12), value), np.full((3, 12), value), np.full(12, value)


def _drawn(*, steps: int, bias: bool, states: bool) -> tuple[Array, ...]:
    rng = np.random.default_rng(0)
    kernel, recurrent = rng.normal(size=(4, 12)), rng.normal(size=(3, 12))
    offset = rng.normal(size=12) * bias
    h, c = rng.normal(size=(2, 3)) * states, rng.normal(size=(2, 3)) * states
    return rng.normal(size=(2, steps, 4)), h, c, kernel, recurrent, offset


def result(step: Step, inputs: tuple[Array, ...]) -> Array:
    """The states after all steps, side by side."""
    x, h, c, *weights = inputs
    for moment in range(x.shape[1]):
        h, c = step(x[:, moment], h, c, *weights)
    return np.concatenate([h, c], axis=1)


def missed_by(inputs: tuple[Array, ...], right: Step, wrong: Step) -> bool:
    """Whether a test with these inputs cannot tell one from the other."""
    try:
        with np.errstate(all="ignore"):
            found = result(wrong, inputs)
    except Exception:  # noqa: BLE001 - an answer that breaks is noticed by anybody
        return False
    wanted = result(right, inputs)
    return found.shape == wanted.shape and bool(np.max(np.abs(found - wanted)) <= TOLERANCE)


class Checks:
    """Our own checks of one question, run in this process on answers of our own.

    Args:
        bundle: the assignment.
        question: whose checks.
    """

    def __init__(self, bundle: Bundle, question: str) -> None:
        self._bundle = bundle
        self._question = question
        (asked,) = (one for one in bundle.questions if one.name == question)
        self._checks = read_checks(asked).checks

    def miss(self, answer: str, *, hidden: bool = True) -> bool:
        """Whether all checks pass with this answer in place of the question's own.

        Args:
            answer: source of the answer cell.
            hidden: whether hidden checks are asked as well as public ones.
        """
        space = self.space(answer)
        for number, check in enumerate(self._checks):
            if check.hidden and not hidden:
                continue
            random.seed(number)
            np.random.seed(number)  # noqa: NPY002 - our checks draw from the global generator
            try:
                run_check(check, {name: space[name] for name in check.needs})
            except Exception:  # noqa: BLE001 - noticed, however
                return False
        return True

    def space(self, answer: str) -> dict[str, Any]:
        """The names of the notebook with this answer."""
        space: dict[str, Any] = {"__name__": "__main__"}
        for one in self._bundle.cells:
            if one.role is Role.GIVEN:
                exec(one.source, space)  # noqa: S102 - our own
            elif one.role is Role.ANSWER:
                source = answer if one.question == self._question else self._bundle.answers[one.id]
                exec(source, space)  # noqa: S102 - our own
        return space


def measure(quick: bool, say: Say) -> Section:
    """The two tables: mistakes by hand, and mutants of the reference."""
    say("building 03")
    quiet_libraries()
    bundle = release(ROOT, [ASSIGNMENT])[0].bundle
    checks = Checks(bundle, QUESTION)
    reference = next(
        bundle.answers[one.id]
        for one in bundle.cells
        if one.question == QUESTION and one.id in bundle.answers
    )
    assert checks.miss(reference), "the reference must pass, else nothing is compared"
    say("nineteen mistakes")
    by_hand = {name: cell(changes) for name, changes in _WRONG.items()}
    first = dict(_missed(by_hand, checks, _function(cell({})), {}))
    say("mutants of the reference")
    mutants = mutants_of(bundle, QUESTION, 8 if quick else 40)
    labelled = {f"{one.id} {one.label}": one.source for one in mutants}
    space = checks.space(reference)
    second = dict(_missed(labelled, checks, _function(reference, space), space))
    return _section(first, len(by_hand), second, len(labelled))


def _missed(
    answers: dict[str, str], checks: Checks, right: Step, space: dict[str, Any]
) -> Iterator[tuple[str, list[str]]]:
    """By style, the names of the wrong answers that it lets pass."""
    for style, inputs in STYLES.items():
        yield (
            style,
            [
                name
                for name, source in answers.items()
                if missed_by(inputs(), right, _function(source, space))
            ],
        )
    for style, hidden in (("our public checks of 03 alone", False), (OURS, True)):
        yield (
            style,
            [name for name, source in answers.items() if checks.miss(source, hidden=hidden)],
        )


def _section(
    first: dict[str, list[str]], mistakes: int, second: dict[str, list[str]], mutants: int
) -> Section:
    rows = [
        (
            style,
            f"{mistakes - len(first[style])} of {mistakes}",
            f"{mutants - len(second[style])} of {mutants}",
            "; ".join(first[style]) or "none",
        )
        for style in first
    ]
    held = not first[OURS] and not second[OURS]
    total = mistakes + mutants
    noticed = {style: total - len(first[style]) - len(second[style]) for style in first}
    constant, _, one_step = list(STYLES)[:3]
    lines = (
        Line(
            f"wrong LSTM steps that {OURS} notice", f"{noticed[OURS]} of {total}", "", "all", held
        ),
        Line(f"the same, {constant}", f"{noticed[constant]} of {total}"),
        Line(f"the same, {one_step}", f"{noticed[one_step]} of {total}"),
    )
    left = "".join(f"\n* `{name}`" for name in second[OURS])
    text = (
        "Wrong `lstm_step`s, and how many of them each style of test notices. The styles are ours, "
        "written after what public courses and libraries test with. A mistake is missed where no "
        f"number differs by more than {TOLERANCE:g} from the right one.\n\n"
        + table(
            ("style of test", "mistakes", "mutants of the reference", "mistakes that pass"), rows
        )
        + (f"\nMutants that our checks let pass:\n{left}\n" if left else "")
    )
    return Section("test_strength", "What tests notice", lines, text)
