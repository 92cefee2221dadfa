"""Deadlines, grace and steps: what late means, and every slip of the pen in saying so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.handed import Handed
from autograder.batch.late import (
    LatePolicy,
    Step,
    expect_assignments,
    percent_off,
    read_late_policy,
    seconds_late,
)
from autograder.faults import CourseFault

_GOOD = """\
timezone = "Europe/Berlin"

[penalty]
grace_minutes = 10
steps = [
  { after_hours = 0, percent = 10 },
  { after_hours = 24, percent = 25.5 },
  { after_hours = 72, percent = 100 },
]

[assignments.03_lstm_gates]
deadline = 2026-02-01T23:59:00

[assignments.03_lstm_gates.extensions]
ada = 2026-02-03T23:59:00

[assignments.03_lstm_gates.handed_in]
ben = 2026-02-02T08:00:00

[assignments.problems]
deadline = 2026-03-01T12:00:00Z
grace_minutes = 0
steps = []
"""
_STEPS = (Step(0, 10), Step(24, 25.5), Step(72, 100))
_DUE = datetime(2026, 2, 1, 22, 59, tzinfo=UTC)


def _read(path: Path, text: str) -> LatePolicy:
    path.write_text(text)
    return read_late_policy(path)


@pytest.mark.parametrize(
    ("hours", "percent"),
    [(-5, 0), (0, 0), (0.001, 10), (24, 10), (24.001, 25.5), (72, 25.5), (72.1, 100), (9999, 100)],
)
def test_steps_cost_what_they_say(hours: float, percent: float) -> None:
    """More than so many hours: exactly so many is the step before."""
    assert percent == percent_off(hours * 3600, _STEPS)
    assert 0 == percent_off(hours * 3600, ())


@given(
    st.lists(st.tuples(st.floats(0, 1e4), st.floats(0, 100)), max_size=6, unique_by=lambda s: s[0]),
    st.floats(-1e6, 1e8),
    st.floats(0, 1e6),
)
@settings(deadline=None)
def test_later_is_never_cheaper(pairs: list[tuple[float, float]], late: float, more: float) -> None:
    """And nothing costs less than nothing or more than all."""
    hours = sorted(pair[0] for pair in pairs)
    percents = sorted(pair[1] for pair in pairs)
    steps = [Step(hour, percent) for hour, percent in zip(hours, percents, strict=True)]
    cost = percent_off(late, steps)
    assert 0 <= cost <= 100
    assert cost <= percent_off(late + more, steps)
    assert late > 0 or cost == 0


@given(st.integers(-(10**7), 10**7), st.integers(0, 10**5))
@settings(deadline=None)
def test_grace_forgives_those_inside_it(late: int, grace: int) -> None:
    """Whoever is beyond it is late by all of the time."""
    found = seconds_late(_DUE + timedelta(seconds=late), _DUE, grace)
    assert found == (late if late > grace else 0)


@pytest.mark.parametrize(
    ("student", "came", "late"),
    [
        ("cleo", "2026-02-01T22:59:00+00:00", 0),
        ("cleo", "2026-02-01T23:09:00+00:00", 0),
        ("cleo", "2026-02-01T23:09:01+00:00", 601),
        ("cleo", "2026-02-02T01:59:00+01:00", 7200),
        ("ada", "2026-02-03T22:59:00+00:00", 0),
        ("ada", "2026-02-04T00:59:00+00:00", 7200),
        ("ben", None, 8 * 3600 + 60),
        ("dan", None, 0),
        ("eve", None, 0),
    ],
)
def test_a_submission_is_stamped(
    tmp_path: Path, student: str, came: str | None, late: float
) -> None:
    """With the place's own clock, extensions, and moments that only the grader knows."""
    deadline = _read(tmp_path / "late.toml", _GOOD).of("lstm_gates" if late else "03_lstm_gates")
    # Canvas marks who is late, and so says of eve that she is not.
    handed = Handed(student, 1, tmp_path, submitted_at=came, marked_late=False)
    stamped = deadline.stamped(handed if student == "eve" else replace(handed, marked_late=None))
    assert late == stamped.late_seconds
    assert (10 if late else 0) == stamped.late_percent
    assert (stamped.submitted_at is None) == (student in ("dan", "eve"))
    assert stamped.late_unknown == (student == "dan")


def test_slugs_and_folders_are_the_same_assignment(tmp_path: Path) -> None:
    """Numbers only order."""
    policy = _read(tmp_path / "late.toml", _GOOD.replace("03_lstm_gates", "lstm_gates"))
    assert policy.of("03_lstm_gates") is policy.of("lstm_gates")
    assert 25.5 == percent_off(25 * 3600, policy.of("03_lstm_gates").steps)
    assert () == policy.of("04_problems").steps
    with pytest.raises(CourseFault, match="no deadline for 07_cnn"):
        policy.of("07_cnn")


_DEADLINE = "deadline = 2026-02-01T23:59:00Z\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has no deadline"),
        ("[assignments]\n", "has no deadline"),
        ("[assignments\n", r"late\.toml:1: It is not TOML"),
        ("[deadlines]\n", "the file has a key 'deadlines'. It may have: timezone"),
        ("timezone = 'Mars/Olympus'\n", "is not known here"),
        ("timezone = 3\n", "is not known here"),
        ("timezone = '/etc/passwd'\n", "is not known here"),
        ("assignments = 3\n", "assignments is no table"),
        ("[assignments]\na = 3\n", "assignments.a is no table"),
        ("[assignments.a]\ngrace_minutes = 3\n", r"\[assignments.a\] has no deadline"),
        ("[assignments.a]\ndeadlines = 3\n", "has a key 'deadlines'"),
        ("[assignments.a]\ndeadline = 2026-02-01\n", "is not a moment"),
        ("[assignments.a]\ndeadline = '2026-02-01T23:59:00Z'\n", "without quotes"),
        ("[assignments.a]\ndeadline = 2026-02-01T23:59:00\n", "of which place"),
        ("timezone = 'Europe/Berlin'\n[assignments.a]\ndeadline = 2026-03-29T02:30:00\n", "clocks"),
        (f"[assignments.a]\n{_DEADLINE}grace_minutes = -1\n", "number of at least 0"),
        (f"[assignments.a]\n{_DEADLINE}grace_minutes = true\n", "number of at least 0"),
        (f"[assignments.a]\n{_DEADLINE}grace_minutes = nan\n", "number of at least 0"),
        (f"[assignments.a]\n{_DEADLINE}grace_minutes = inf\n", "a number that ends"),
        (f"[penalty]\ngrace_minutes = 'ten'\n[assignments.a]\n{_DEADLINE}", "number of at least 0"),
        (f"[penalty]\nstep = []\n[assignments.a]\n{_DEADLINE}", "key 'step'"),
        (f"[assignments.a]\n{_DEADLINE}steps = 10\n", "is not a list"),
        (f"[assignments.a]\n{_DEADLINE}steps = [10]\n", "step 1 is no table"),
        (f"[assignments.a]\n{_DEADLINE}steps = [{{percent = 10}}]\n", "has no after_hours"),
        (f"[assignments.a]\n{_DEADLINE}steps = [{{after_hours = 1}}]\n", "has no percent"),
        (
            f"[assignments.a]\n{_DEADLINE}steps = [{{after_hours = 1, percent = 110}}]\n",
            "number from 0 to 100",
        ),
        (
            f"[assignments.a]\n{_DEADLINE}steps = [{{after_hours = 1, percent = 10, h = 1}}]\n",
            "key 'h'",
        ),
        (
            f"[assignments.a]\n{_DEADLINE}steps = [{{after_hours = 2, percent = 10}}, "
            "{after_hours = 2, percent = 20}]\n",
            "no later than the one before",
        ),
        (
            f"[assignments.a]\n{_DEADLINE}steps = [{{after_hours = 1, percent = 10}}, "
            "{after_hours = 2, percent = 5}]\n",
            "costs less than the one before",
        ),
        (
            f"[assignments.a]\n{_DEADLINE}[assignments.a.extensions]\nada = 2026-01-01T00:00:00Z\n",
            "before the deadline",
        ),
        (f"[assignments.a]\n{_DEADLINE}extensions = 3\n", "extensions is no table"),
        (f"[assignments.a]\n{_DEADLINE}[assignments.1_a]\n{_DEADLINE}", "a has two tables"),
    ],
)
def test_a_slip_of_the_pen_is_named(tmp_path: Path, text: str, words: str) -> None:
    """Where it is, what is wrong, and what to write instead."""
    with pytest.raises(CourseFault, match=words) as told:
        _read(tmp_path / "late.toml", text)
    assert "late.toml" in str(told.value)
    assert told.value.repair


def test_a_policy_that_is_no_text_is_told(tmp_path: Path) -> None:
    """The same for what cannot be read at all."""
    with pytest.raises(CourseFault, match="cannot be read"):
        read_late_policy(tmp_path / "nowhere.toml")
    (tmp_path / "late.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CourseFault, match="not UTF-8"):
        read_late_policy(tmp_path / "late.toml")
    (tmp_path / "late.toml").write_text("a = " + "[" * 100_000)
    with pytest.raises(CourseFault):
        read_late_policy(tmp_path / "late.toml")


def test_names_in_a_policy_must_exist(tmp_path: Path) -> None:
    """Those of assignments. Students may hand in later: it says of whom it speaks."""
    policy = _read(tmp_path / "late.toml", _GOOD)
    expect_assignments(policy, ["03_lstm_gates", "04_problems"])
    with pytest.raises(CourseFault, match="no assignment 'problems'"):
        expect_assignments(policy, ["03_lstm_gates"])
    assert {"ada", "ben"} == policy.students()
