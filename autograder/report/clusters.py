"""Who holds which idea, and who gave the very same wrong answer, with the ways to their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.records import CheckRecord, Record, Verdict
from autograder.report.advice import claim
from autograder.report.charts import share
from autograder.report.gradebook import natural_order
from autograder.report.plain_text import one_line


@dataclass(frozen=True, slots=True)
class Holder:
    """A student and the file name of the page in question."""

    student: str
    page: str


@dataclass(frozen=True, slots=True)
class MisconceptionCount:
    """A misconception and who holds it.

    Attributes:
        percent: share of the graded submissions.
    """

    idea: str
    question: str
    hint: str
    percent: float
    holders: tuple[Holder, ...]

    @property
    def students(self) -> int:
        """How many hold it."""
        return len(self.holders)


@dataclass(frozen=True, slots=True)
class SameAnswer:
    """Students whose answers were wrong in the very same way, which no idea that we know explains.

    Attributes:
        checks: what did not hold, as sentences.
        message: what they were told, where all of them were told the same.
        percent: share of the graded submissions.
    """

    question: str
    checks: tuple[str, ...]
    message: str
    percent: float
    holders: tuple[Holder, ...]

    @property
    def students(self) -> int:
        """How many gave it."""
        return len(self.holders)


def misconceptions(
    graded: Sequence[Record], holders: Sequence[Holder]
) -> tuple[MisconceptionCount, ...]:
    """The ideas of a class, the most frequent first; each student counts once for an idea.

    Args:
        graded: the last attempts that have a mark.
        holders: whose they are, in the same order.
    """
    held: dict[tuple[str, str], dict[int, None]] = {}
    hints: dict[tuple[str, str], str] = {}
    for place, record in enumerate(graded):
        for question in record.questions:
            for check in question.checks:
                if check.misconception:
                    key = (check.misconception, question.name)
                    held.setdefault(key, {})[place] = None
                    hints.setdefault(key, check.message)
    ranked = sorted(held, key=lambda key: (-len(held[key]), natural_order(key[1]), key))
    return tuple(
        MisconceptionCount(
            idea=claim(key[0]),
            question=one_line(key[1]),
            hint=one_line(hints[key]),
            percent=share(len(held[key]), len(graded)),
            holders=tuple(holders[place] for place in held[key]),
        )
        for key in ranked
    )


def same_answers(graded: Sequence[Record], holders: Sequence[Holder]) -> tuple[SameAnswer, ...]:
    """Clusters of at least two students with the same wrong answer, the largest first.

    One wrong answer fails several checks of its question: where these have the same students,
    they are one cluster.

    Args:
        graded: the last attempts that have a mark.
        holders: whose they are, in the same order.
    """
    given: dict[tuple[str, str, str], dict[int, str]] = {}
    for place, record in enumerate(graded):
        for question in record.questions:
            for check in filter(_unexplained, question.checks):
                key = (question.name, check.name, check.alike)
                given.setdefault(key, {})[place] = one_line(check.message)
    clusters: dict[tuple[str, tuple[int, ...]], list[tuple[str, set[str]]]] = {}
    for (name, sentence, _), places in given.items():
        if len(places) > 1:
            said = clusters.setdefault((name, tuple(places)), [])
            said.append((claim(sentence), set(places.values())))
    ranked = sorted(clusters, key=lambda key: (-len(key[1]), natural_order(key[0]), key))
    return tuple(
        SameAnswer(
            question=one_line(key[0]),
            checks=tuple(dict.fromkeys(check for check, _ in clusters[key])),
            message=_told_all(clusters[key]),
            percent=share(len(key[1]), len(graded)),
            holders=tuple(holders[place] for place in key[1]),
        )
        for key in ranked
    )


def _unexplained(check: CheckRecord) -> bool:
    return bool(check.alike) and check.verdict is Verdict.FAILED and not check.misconception


def _told_all(checks: Sequence[tuple[str, set[str]]]) -> str:
    for _, messages in checks:
        if len(messages) == 1:
            return next(iter(messages))
    return ""
