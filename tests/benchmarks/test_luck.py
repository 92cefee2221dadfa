"""A check that a right answer fails for some inputs is found, and only such a one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autograder.course import Bundle, Role
from benchmarks.luck import draws_of

_UNLUCKY = """

_always = make_windows


def make_windows(series, steps):
    x, y = _always(series, steps)
    return (x, y + 1) if series[0] > 0 else (x, y)
"""


def test_a_check_that_is_met_by_chance_is_found(released: tuple[Bundle, Path]) -> None:
    """The same draws are met by a reference that is always right."""
    bundle = replace(released[0], questions=released[0].questions[:2])
    (cell,) = (c.id for c in bundle.cells if c.role is Role.ANSWER and c.question == "q1")
    spoiled = replace(bundle, answers={**bundle.answers, cell: bundle.answers[cell] + _UNLUCKY})
    said: list[str] = []
    assert {0} == {draws.failed for draws in draws_of(bundle, 20.0, said.append)}
    assert [f"{bundle.assignment}, q1", f"{bundle.assignment}, q2"] == said
    (unlucky,) = (draws for draws in draws_of(spoiled, 20.0, said.append) if draws.failed)
    assert "q1, every window is followed by its own value" == unlucky.check
    assert 0 < unlucky.failed < unlucky.made == 400
