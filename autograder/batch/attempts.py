"""Several attempts of one student: which of them are graded, and which one counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from autograder.records import Record, Status

Item = TypeVar("Item")


class Keep(StrEnum):
    """What ``--keep`` may say. The set is closed."""

    ALL = "all"
    """Every attempt is graded; reports show all and count the last."""
    LATEST = "latest"
    """The newest attempt alone is graded."""
    BEST = "best"
    """Every attempt is graded; reports show the best."""


def newest(
    items: Iterable[Item], whose: Callable[[Item], object], attempt: Callable[[Item], int]
) -> list[Item]:
    """The newest attempts, in the order in which they came.

    Args:
        items: attempts of anybody, in any order.
        whose: tells what the attempts of one student at one assignment have in common.
        attempt: its number.
    """
    everything = list(items)
    last: dict[object, int] = {}
    for item in everything:
        last[whose(item)] = max(attempt(item), last.get(whose(item), 0))
    return [item for item in everything if attempt(item) == last[whose(item)]]


def best_attempts(records: Iterable[Record]) -> list[Record]:
    """Of each student's attempts at each assignment the one that counts if the best does.

    The best is the one with the most left after what lateness takes off; among equals it is the
    last. What was refused counts only where nothing else is there. What our own fault kept from
    being graded might have been the best, so that it counts, and asks to be graded again, unless
    another attempt has full marks.

    Args:
        records: of anybody.
    """
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        groups.setdefault((record.assignment, record.student), []).append(record)
    return [_best(group) for group in groups.values()]


def _best(group: list[Record]) -> Record:
    graded = [record for record in group if record.status is Status.GRADED]
    owed = [record for record in group if record.status is Status.NOT_GRADED]
    top = max(graded, key=lambda record: (record.counted_score, record.attempt), default=None)
    if owed and (top is None or top.counted_score < top.points):
        return max(owed, key=lambda record: record.attempt)
    return top if top is not None else max(group, key=lambda record: record.attempt)
