"""Every row of the list of attacks has an attack here, a test elsewhere, or a reason why not."""

from __future__ import annotations

import re

from tests.hostile.staging import all_attacks

_ROWS = range(1, 57)

_IN_TEST_HANDED_IN = {7, 8, 9, 14, 19, 42, 46, 47, 48}
"""Rows whose attack is a file and no code."""

_ELSEWHERE = {
    27: "siblings, roster and keys are among the files that row_21_hidden_files looks for",
    51: "markup in a report: tests/report/test_hostile_text, beside the attack here",
    52: "formulas in tables: tests/report/test_grades_csv",
}

_WITHOUT = {
    20: "there is no list of forbidden words: style is not a wall here",
    32: "how often somebody may hand in is for the course to say, not for the grader",
    54: "no language model reads a submission",
}


def test_every_row_is_accounted_for() -> None:
    """A row is forgotten by nobody: it is attacked, tested elsewhere, or has a reason."""
    attacked = {int(row[4:6]) for row in (attack.name for attack in all_attacks())}
    accounted = attacked | _IN_TEST_HANDED_IN | set(_ELSEWHERE) | set(_WITHOUT)
    assert set(_ROWS) == accounted


def test_no_row_is_excused_and_attacked() -> None:
    """An excuse goes when the attack comes."""
    attacked = {int(attack.name[4:6]) for attack in all_attacks()}
    assert set() == attacked & set(_WITHOUT)


def test_every_attack_says_what_must_come_of_it() -> None:
    """A header without a score would pass whatever happened."""
    for attack in all_attacks():
        assert re.fullmatch(r"(at most )?\d+(\.\d)?", attack.header["score"]), attack.name
