"""Tolerances: what a check compares is measured, and a tolerance without a gap is refused."""

from __future__ import annotations

import dataclasses

import pytest

from autograder.course import Bundle
from autograder.release.measuring import measure
from autograder.release.tolerances import Gap, decade, faults_of

TEST_FILE = """
from otter.test_files import test_case

OK_FORMAT = False
name = "q1"
points = None

@test_case(name="the check", points=1, hidden=True)
def check(add_up):
    import math
    import numpy as np
    from course_lib import BAR, compare
    total = add_up([1.0, 2.0, 3.0])
    {line}
"""


@pytest.mark.parametrize(
    ("line", "noise"),
    [
        ("assert abs(total - 6.001) < 0.002", 0.5),
        ("assert np.all(np.abs(np.array([total, 6.0]) - 6.001) <= 4e-3)", 0.25),
        ("assert np.allclose(total, 6.001, rtol=0, atol=0.01)", 0.1),
        ("assert np.allclose(total, 6.001, 0, 0.01)", 0.1),
        ("assert np.isclose(total, 5.0, rtol=1.0, atol=5.0)", 0.1),
        ("np.testing.assert_allclose(total, 6.001, rtol=0, atol=0.01)", 0.1),
        ("assert math.isclose(total, 6.001, rel_tol=0, abs_tol=0.01)", 0.1),
        ("assert compare(total, 6.001, rtol=0, atol=0.01, name='t')", 0.1),
        ("assert total - 6.0 + 1e-7 <= BAR", 0.1),
        ("assert not total - 5.999 > 0.01", 0.1),
        ("if abs(total - 6.001) > 0.01: raise AssertionError('no')", 0.1),
    ],
)
def test_what_a_right_answer_uses_up_is_measured(bundle: Bundle, line: str, noise: float) -> None:
    """However the comparison is written, as a share of its tolerance."""
    (found,) = measure(_with(bundle, line))["q1"].values()
    assert found.noise == pytest.approx(noise, rel=1e-6)
    assert [] == found.refused


@pytest.mark.parametrize(
    "line",
    [
        "assert not np.allclose(total, 7.0)",
        "assert abs(total - 7.0) > 0.01",
        "assert total == 6.0",
        "assert total < 7",
        "assert total < 7.0",
        "drawn = np.random.default_rng(0).uniform(size=9) < 0.05",
    ],
)
def test_what_is_no_tolerance_is_left_alone(bundle: Bundle, line: str) -> None:
    """Differences that are asked for, exact comparisons, bounds, probabilities."""
    (found,) = measure(_with(bundle, line))["q1"].values()
    assert found.noise is None
    assert [] == found.refused


def test_how_far_a_wrong_answer_is_is_measured(bundle: Bundle) -> None:
    """`starts_at_one` is off by one, a hundred times what is allowed."""
    (found,) = measure(_with(bundle, "assert abs(total - 6.0) < 0.01"))["q1"].values()
    assert {"starts_at_one": pytest.approx(100.0)} == found.wrong


def test_a_wrong_answer_that_fails_otherwise_is_not_near(bundle: Bundle) -> None:
    """What is not decided by a tolerance says nothing about it."""
    line = "assert abs(total - total) < 0.01 and total == 6.0"
    (found,) = measure(_with(bundle, line))["q1"].values()
    assert {} == found.wrong


def test_a_right_answer_that_fails_is_named(bundle: Bundle) -> None:
    """The reference and the alternative."""
    (found,) = measure(_with(bundle, "assert abs(total - 6.1) < 0.01"))["q1"].values()
    assert ["the reference", "builtin_sum"] == found.refused


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Gap("q1", "c", 0.01, (), {"idea": 30.0}), None),
        (Gap("q1", "c", 0.0, (), {}), None),
        (Gap("q1", "c", 0.6, (), {"idea": 30.0}), "right answers use up 60% of its tolerance"),
        (Gap("q1", "c", 0.01, (), {"idea": 1.5}), "tells idea from a right answer by 1.5 times"),
        (Gap("q1", "c", 0.01, (), {}), "no misconception of q1 fails one of its tolerances"),
        (Gap("q1", "c", 0.01, ("it",), {"idea": 9.0}), "fails for it with some random inputs"),
    ],
)
def test_a_tolerance_without_a_gap_is_refused(gap: Gap, words: str | None) -> None:
    """Noise below a half, the nearest misconception beyond two."""
    faults = faults_of([gap], "solutions/01_x/master.py")
    assert (words is None) is (faults == [])
    assert all(words in fault and fault.startswith("solutions/01_x/master.py") for fault in faults)


def test_one_check_that_tells_an_idea_clearly_is_enough() -> None:
    """Another one of the same question may miss it by a hair."""
    gaps = [Gap("q1", "a", 0.1, (), {"idea": 1.1}), Gap("q1", "b", 0.1, (), {"idea": 50.0})]
    assert [] == faults_of(gaps, "m")


@pytest.mark.parametrize(
    ("value", "up", "expected"),
    [(3.2e-7, True, "1e-06"), (3.2e-7, False, "1e-07"), (1653.0, False, "1e+03"), (0.0, True, "0")],
)
def test_certificates_hold_powers_of_ten(value: float, up: bool, expected: str) -> None:
    """Rounding differs from machine to machine, magnitudes do not."""
    assert expected == decade(value, up=up)


def _with(bundle: Bundle, line: str) -> Bundle:
    """The tiny course with one question that has one check."""
    question = dataclasses.replace(bundle.questions[0], tests=TEST_FILE.format(line=line))
    return dataclasses.replace(bundle, questions=(question,))
