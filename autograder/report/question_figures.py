"""What the desk says about each question and each check: numbers, and how to read them."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.records import CheckRecord, QuestionRecord, Record, Verdict
from autograder.report.advice import claim
from autograder.report.charts import Spread, spread
from autograder.report.clusters import Holder
from autograder.report.gradebook import natural_order
from autograder.report.items import (
    Alarm,
    Answer,
    alarm,
    answers_by_question,
    answers_to_check,
    difficulty_words,
    discrimination,
    discrimination_words,
    finite,
)
from autograder.report.plain_text import one_line

Answers = Sequence[tuple[Answer, QuestionRecord]]

_JUDGED = (Verdict.PASSED, Verdict.FAILED)


@dataclass(frozen=True, slots=True)
class Measure:
    """What something took over a class: the median, the most, and who had it."""

    median: float
    most: float
    holder: Holder


@dataclass(frozen=True, slots=True)
class AlarmView:
    """An alarm in words.

    Attributes:
        check: the check that rings, as a sentence; empty where it is the question as a whole.
        reasons: why, in sentences.
        holders: the strong students who failed.
        weight: the larger, the louder it rings.
    """

    question: str
    title: str
    check: str
    hidden: bool
    reasons: tuple[str, ...]
    holders: tuple[Holder, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Item:
    """What may ring: a check, or None and the question as a whole."""

    question: str
    title: str
    check: CheckRecord | None


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """How a class did on one check.

    Attributes:
        verdicts: how many answers got which, in the order of the closed set.
        percent: how many passed, of a hundred.
        discrimination: see ``items.discrimination``.
    """

    claim: str
    hidden: bool
    points: float
    answers: int
    verdicts: dict[Verdict, int]
    percent: float
    discrimination: float | None
    alarm: AlarmView | None


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """How a class did on one question.

    Attributes:
        answers: submissions counted: graded, last attempt, no check owed, marked where people mark.
        full: how many of them earned every point.
        percent: mean share of the points, 0 to 100: its difficulty. None without answers.
        rescued: how many were correct given an earlier question.
        untouched: answers of which nothing is there: every check is missing.
        skeleton: those of them that still are the skeleton.
        undefined: those of them of which a name is not defined.
        discrimination: see ``items.discrimination``.
        reading: both in words.
        spread: how many earned how much.
        alarms: those of its checks, or its own.
        seconds: wall seconds that its checks took; None in records that do not tell.
        memory: MiB; None in records that do not tell.
    """

    name: str
    title: str
    points: float
    answers: int
    full: int
    percent: float | None
    rescued: int
    untouched: int
    skeleton: int
    undefined: int
    discrimination: float | None
    difficulty: str
    reading: str
    spread: Spread
    checks: tuple[CheckFigures, ...]
    alarms: tuple[AlarmView, ...]
    seconds: Measure | None
    memory: Measure | None


def question_figures(
    graded: Sequence[Record], holders: Sequence[Holder]
) -> tuple[QuestionFigures, ...]:
    """The figures of every question, in their order.

    Args:
        graded: the last attempts that have a mark.
        holders: whose they are, in the same order.
    """
    everybody: dict[str, list[QuestionRecord]] = {}
    for record in graded:
        for question in record.questions:
            everybody.setdefault(question.name, []).append(question)
    counted_answers = answers_by_question(graded)
    return tuple(
        _figures(name, everybody[name], counted_answers.get(name, []), holders)
        for name in sorted(everybody, key=natural_order)
    )


def untouched(question: QuestionRecord) -> bool:
    """Whether nothing of an answer is there: a skeleton, or not even that."""
    return bool(question.checks) and all(c.verdict is Verdict.MISSING for c in question.checks)


def _figures(
    name: str, everybody: Sequence[QuestionRecord], answers: Answers, holders: Sequence[Holder]
) -> QuestionFigures:
    shares = [answer.share for answer, _ in answers]
    percent = round(100 * statistics.fmean(shares), 1) if shares else None
    apart = discrimination([answer for answer, _ in answers])
    title = next((one_line(q.title) for q in everybody if q.title), "")
    left = [question for _, question in answers if untouched(question)]
    undefined = sum("not defined" in check.message for q in left for check in q.checks[:1])
    checks = _checks(one_line(name), title, answers, holders)
    rung = tuple(check.alarm for check in checks if check.alarm)
    return QuestionFigures(
        name=one_line(name),
        title=title,
        points=max(question.points for question in everybody),
        answers=len(answers),
        full=sum(q.score >= q.points - 1e-9 for _, q in answers),
        percent=percent,
        rescued=sum(bool(question.given) for _, question in answers),
        untouched=len(left),
        skeleton=sum("still the skeleton" in c.message for q in left for c in q.checks[:1]),
        undefined=undefined,
        discrimination=apart,
        difficulty="" if percent is None else difficulty_words(percent),
        reading=discrimination_words(apart, len(answers)),
        spread=spread(shares),
        checks=checks,
        alarms=rung or _own_alarm(one_line(name), title, answers, holders),
        seconds=_measure(((a, q.seconds) for a, q in answers), holders),
        memory=_measure(((a, q.peak_mib) for a, q in answers), holders),
    )


def _checks(
    question: str, title: str, answers: Answers, holders: Sequence[Holder]
) -> tuple[CheckFigures, ...]:
    names = dict.fromkeys(check.name for _, q in answers for check in q.checks)
    made = []
    for name in names:
        seen = list(answers_to_check(answers, name))
        judged = [answer for answer, check in seen if _puts_to_the_test(check)]
        found = alarm(judged)
        first = seen[0][1]
        told = _told(found, _Item(question, title, first), judged, holders) if found else None
        made.append(_check(first, seen, told))
    return tuple(made)


def _puts_to_the_test(check: CheckRecord) -> bool:
    """Whether an answer says something about a check: judged, and not wrong for a known reason."""
    return check.verdict in _JUDGED and not check.misconception


def _check(
    first: CheckRecord, seen: Sequence[tuple[Answer, CheckRecord]], told: AlarmView | None
) -> CheckFigures:
    tally = Counter(check.verdict for _, check in seen)
    return CheckFigures(
        claim=claim(first.name),
        hidden=first.hidden,
        points=first.points,
        answers=len(seen),
        verdicts={verdict: tally[verdict] for verdict in Verdict},
        percent=round(100 * tally[Verdict.PASSED] / len(seen), 1),
        discrimination=discrimination([answer for answer, _ in seen]),
        alarm=told,
    )


def _own_alarm(
    question: str, title: str, answers: Answers, holders: Sequence[Holder]
) -> tuple[AlarmView, ...]:
    """That of a question as a whole: where a person marks it, or no single check rings."""
    tried = [
        answer
        for answer, q in answers
        if not untouched(q) and not any(check.misconception for check in q.checks)
    ]
    found = alarm(tried)
    if found is None or not (found.backwards or not any(q.checks for _, q in answers)):
        return ()
    return (_told(found, _Item(question, title, None), tried, holders),)


def _told(
    found: Alarm, item: _Item, tried: Sequence[Answer], holders: Sequence[Holder]
) -> AlarmView:
    failed = len(found.strong_failed)
    best, last = f"the best {found.strong}", f"the last {found.weak}"
    reasons = []
    if found.worse:
        reasons.append(f"{failed} of {best} who tried fail it, and {found.weak_failed} of {last}.")
    if found.stuck and not found.worse:
        reasons.append(
            f"{failed} of {best} who tried fail it, hardly fewer in proportion than the "
            f"{found.weak_failed} of {last}."
        )
    value = discrimination(tried)
    if found.backwards and value is not None:
        reasons.append(
            "Who does better on the other questions does worse here "
            f"(discrimination {value:.2f}, beyond chance).".replace("-", "\N{MINUS SIGN}")
        )
    if found.alike > 1:
        reasons.append(
            f"{found.alike} of those {failed} gave the very same wrong answer: perhaps another "
            "reading of the question."
        )
    return AlarmView(
        question=item.question,
        title=item.title,
        check=claim(item.check.name) if item.check else "",
        hidden=bool(item.check and item.check.hidden),
        reasons=tuple(reasons),
        holders=tuple(holders[place] for place in found.strong_failed),
        weight=failed / found.strong - found.weak_failed / found.weak,
    )


def _measure(measured: Iterable[tuple[Answer, float]], holders: Sequence[Holder]) -> Measure | None:
    """Median and most of what was measured; a zero was not."""
    found = [(finite(value), answer.place) for answer, value in measured if finite(value) > 0]
    if not found:
        return None
    most, place = max(found, key=lambda pair: (pair[0], -pair[1]))
    return Measure(statistics.median(value for value, _ in found), most, holders[place])
