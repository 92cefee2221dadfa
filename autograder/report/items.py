"""How a class did on each question and each check, and which checks are not to be trusted.

An item is a question or a check. Two numbers say most about it. *Difficulty* is the mean share of
its points. *Discrimination* is the correlation of that share with how the same students did on all
other questions: whoever knows more should do better on every question. Where it is the other way
round, the check is to blame more often than the students.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.records import CheckRecord, QuestionRecord, Record, Verdict

ENOUGH = 10
"""Answers below which a correlation tells of chance, not of a question."""

_BEYOND_CHANCE = 2.0
"""Standard errors: of checks that say nothing at all, one in forty-four is that far below."""
_FEWEST_STRONG = 3
_HARDLY = 0.15


@dataclass(frozen=True, slots=True)
class Answer:
    """One student's answer to one item.

    Attributes:
        place: which of the graded submissions it is from.
        share: of the item's points, 0 to 1.
        rest: share of the points of all other questions, 0 to 1; None where there are none.
        group: what it has in common with other wrong answers; empty where that is not known.
    """

    place: int
    share: float
    rest: float | None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why an item may be a bad one: who is strong fails it, and who is weak does not.

    Attributes:
        strong: how many students of the best third tried it.
        strong_failed: the places of those of them who failed it.
        weak: how many students of the last third tried it.
        weak_failed: how many of them failed it.
        worse: whether the strong fail it more often than the weak, beyond chance.
        stuck: whether half of the strong fail it, and hardly fewer of them than of the weak.
        backwards: whether it goes against the other questions, beyond chance.
        alike: how many of the strong who failed gave the very same wrong answer.
    """

    strong: int
    strong_failed: tuple[int, ...]
    weak: int
    weak_failed: int
    worse: bool
    stuck: bool
    backwards: bool
    alike: int


def counts(question: QuestionRecord) -> bool:
    """Whether an answer says something about a class: it is marked, and no check is owed."""
    return not question.waits and all(
        check.verdict is not Verdict.NOT_GRADED for check in question.checks
    )


def finite(value: float) -> float:
    """The number, or zero where it is none: records are read from files."""
    return value if math.isfinite(value) else 0.0


def share_of(question: QuestionRecord) -> float:
    """Share of its points that an answer earned, 0 to 1."""
    points = finite(question.points)
    return min(1.0, max(0.0, finite(question.score) / points)) if points > 0 else 0.0


def answers_by_question(
    graded: Sequence[Record],
) -> dict[str, list[tuple[Answer, QuestionRecord]]]:
    """All answers that say something about the class, by the name of their question."""
    found: dict[str, list[tuple[Answer, QuestionRecord]]] = {}
    for place, record in enumerate(graded):
        counted = [question for question in record.questions if counts(question)]
        score = math.fsum(finite(question.score) for question in counted)
        points = math.fsum(finite(question.points) for question in counted)
        for question in counted:
            left = points - finite(question.points)
            # Sums of the same parts in another order differ in their last digits.
            rest = round((score - finite(question.score)) / left, 9) if left > 1e-9 else None
            answer = Answer(place, share_of(question), rest)
            found.setdefault(question.name, []).append((answer, question))
    return found


def answers_to_check(
    answers: Iterable[tuple[Answer, QuestionRecord]], name: str
) -> Iterator[tuple[Answer, CheckRecord]]:
    """Those answers as one check saw them: passed is 1, everything else 0."""
    for answer, question in answers:
        for check in question.checks:
            if check.name == name:
                passed = float(check.verdict is Verdict.PASSED)
                group = check.misconception or check.alike
                yield Answer(answer.place, passed, answer.rest, group), check


def discrimination(answers: Sequence[Answer]) -> float | None:
    """Correlation of an item with the rest, -1 to 1: corrected, so that it does not praise itself.

    Returns:
        None where fewer than ``ENOUGH`` answers have a rest, or nothing differs.
    """
    pairs = [(answer.share, answer.rest) for answer in answers if answer.rest is not None]
    if len(pairs) < ENOUGH or any(len(set(side)) == 1 for side in zip(*pairs, strict=True)):
        return None
    shares, rests = zip(*pairs, strict=True)
    return max(-1.0, min(1.0, statistics.correlation(shares, rests)))


def alarm(tried: Sequence[Answer]) -> Alarm | None:
    """Whether an item rings: probably it is wrong, and not the students.

    It rings where some of the best third fail it, and of the last third clearly fewer; where at
    least half of the best third fail it, and hardly fewer than of the last; and where some fail
    it and it goes against the other questions. Some are three, and a tenth. The thirds are those
    of the other questions.

    Args:
        tried: answers that were really judged, and are not wrong for a known reason; what is
            missing or hung says nothing about a check.
    """
    ranked = sorted(answer.rest for answer in tried if answer.rest is not None)
    if len(ranked) < ENOUGH:
        return None
    third = len(ranked) // 3
    lower, upper = ranked[third - 1], ranked[-third]
    if lower == upper:
        return None
    strong = [a for a in tried if a.rest is not None and a.rest >= upper]
    weak = [a for a in tried if a.rest is not None and a.rest <= lower]
    failed = [answer for answer in strong if answer.share < 0.5]
    weak_failed = sum(answer.share < 0.5 for answer in weak)
    groups = Counter(answer.group for answer in failed if answer.group)
    several = len(failed) >= max(_FEWEST_STRONG, len(strong) / 10)
    lead = len(failed) / len(strong) - weak_failed / len(weak)
    found = Alarm(
        strong=len(strong),
        strong_failed=tuple(answer.place for answer in failed),
        weak=len(weak),
        weak_failed=weak_failed,
        worse=several and _errors_apart(len(failed), len(strong), weak_failed, len(weak)) > 1.3,
        stuck=several and 2 * len(failed) >= len(strong) and lead > -_HARDLY,
        backwards=several and _backwards(tried),
        alike=max(groups.values(), default=0),
    )
    return found if found.worse or found.stuck or found.backwards else None


def _errors_apart(some: int, of: int, others: int, of_others: int) -> float:
    """By how many standard errors one proportion is above another."""
    together = (some + others) / (of + of_others)
    spread = together * (1 - together) * (1 / of + 1 / of_others)
    return (some / of - others / of_others) / math.sqrt(spread) if spread > 0 else 0.0


def _backwards(answers: Sequence[Answer]) -> bool:
    found = discrimination(answers)
    if found is None or found >= 0:
        return False
    size = sum(answer.rest is not None for answer in answers)
    # Fisher's transformation: its standard error depends on the size alone.
    return math.atanh(max(found, -0.999999)) * math.sqrt(size - 3) < -_BEYOND_CHANCE


def difficulty_words(percent: float) -> str:
    """What a mean share of the points means, in a few words."""
    for least, words in ((90, "very easy"), (75, "easy"), (45, "about right"), (25, "hard")):
        if percent >= least:
            return words
    return "very hard"


def discrimination_words(value: float | None, answers: int) -> str:
    """What a discrimination means, in a few words: how well an item tells students apart."""
    if answers < ENOUGH:
        return "too few answers"
    if value is None:
        return "all alike"
    if value < -0.05:
        return "the wrong way round"
    for least, words in ((0.4, "very well"), (0.3, "well"), (0.2, "a little")):
        if value >= least:
            return words
    return "hardly"
