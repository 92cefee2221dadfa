"""No function of ``course_lib`` does for an answer, whatever its text."""

from __future__ import annotations

import ast
import contextlib
import io
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import course_lib
from autograder.course import Bundle, find_assignments
from autograder.examiner.checks import Check, read_checks, run_check
from autograder.examiner.diagnosis import reference_namespace
from autograder.release.build import build_assignment
from autograder.release.focus import training_checks
from autograder.release.notebooks import answer_cell

ROOT = Path(__file__).resolve().parents[2]
OFFERED = [name for name in course_lib.__all__ if callable(getattr(course_lib, name))]


def _asked_for(answer: str) -> list[str]:
    """The names that an answer defines."""
    names: list[str] = []
    for node in ast.parse(answer).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return names


def _hidden(bundle: Bundle, question: str) -> list[Check]:
    """The hidden checks of a question, without those that take seconds and tell nothing here.

    A public check may be one mini-case, which a number can meet by chance. What trains is left out,
    for a function that answers a question passes its other checks as well.
    """
    (entry,) = [entry for entry in bundle.questions if entry.name == question]
    slow = {name.replace("_", " ") for name in training_checks(bundle, question)}
    return [check for check in read_checks(entry).checks if check.hidden and check.name not in slow]


def _meets(check: Check, bound: dict[str, Any]) -> bool:
    np.random.seed(7)  # checks draw from the global generator
    try:
        with (
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            run_check(check, bound)
    except Exception:  # noqa: BLE001 - whatever a picture makes of the arguments of an answer
        return False
    return True


@pytest.mark.parametrize("name", [folder.name for folder in find_assignments(ROOT)])
def test_no_function_of_the_library_meets_a_hidden_check(name: str) -> None:
    """Each question is asked with all other answers right, so each stands for itself.

    The library is our own code, so it needs no box.
    """
    (folder,) = [one for one in find_assignments(ROOT) if one.name == name]
    bundle = build_assignment(folder, ROOT).bundle
    reference = reference_namespace(bundle)
    assert len(OFFERED) > 10
    met = []
    for entry in bundle.questions:
        asked_for = _asked_for(bundle.answers[answer_cell(bundle, entry.name)])
        checks = _hidden(bundle, entry.name)
        assert checks, entry.name
        for check in checks:
            right = {need: reference[need] for need in check.needs}
            assert _meets(check, right), (entry.name, check.name)
            for function in OFFERED:
                wrong = dict.fromkeys(set(asked_for) & set(right), getattr(course_lib, function))
                if wrong and _meets(check, right | wrong):
                    met.append((function, entry.name, check.name))
    assert [] == met, met
