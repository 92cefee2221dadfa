"""What became of trials, and what that shows to be wrong with an assignment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.course import Bundle
from autograder.records import CheckRecord, QuestionRecord, Record, Status, Verdict
from autograder.release.survivors import HEADING, Explained
from autograder.release.trials import Kind, Trial


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one trial.

    Attributes:
        kind: what was tried.
        name: of the misconception, alternative or mutant.
        question: whose answer it is; None for reference and skeleton.
        lost: questions that lost points.
        asked: questions that were examined: its own, and those that are built on it.
        hint: the misconception that the feedback named, or None.
        failed: checks of its own question that it failed.
        label: what a mutant changes.
        stillborn: it raised before anything could be checked, so it shows nothing.
    """

    kind: Kind
    name: str
    question: str | None
    lost: tuple[str, ...]
    hint: str | None
    failed: tuple[str, ...] = ()
    label: str = ""
    stillborn: bool = False
    asked: tuple[str, ...] = ()


def result_of(trial: Trial, record: Record) -> Result:
    """What a record says of a trial."""
    own = _own(record, trial.question)
    names = sorted({c.misconception for q in own for c in q.checks if c.misconception})
    return Result(
        kind=trial.kind,
        name=trial.name,
        question=trial.question,
        lost=tuple(q.name for q in record.questions if q.score < q.points),
        asked=tuple(q.name for q in record.questions),
        hint=next(iter(names), None),
        failed=tuple(c.name for q in own for c in q.checks if _is_lost(c)),
        label=trial.label,
        stillborn=trial.kind is Kind.MUTANT
        and any(cell.error and cell.question == trial.question for cell in record.cells),
    )


def _own(record: Record, question: str | None) -> list[QuestionRecord]:
    return [entry for entry in record.questions if question in (None, entry.name)]


def _is_lost(check: CheckRecord) -> bool:
    """Whether a check was failed, and not by a fault of ours."""
    return check.verdict not in (Verdict.PASSED, Verdict.NOT_GRADED, Verdict.NOT_REACHED)


def faults_of_trial(trial: Trial, record: Record, bundle: Bundle, place: str) -> list[str]:
    """What one trial shows to be wrong.

    Args:
        trial: what was tried.
        record: what became of it.
        bundle: the assignment.
        place: its folder, for the sentences.
    """
    if record.status is not Status.GRADED and trial.kind is not Kind.MUTANT:
        words = record.faults[0].message if record.faults else "no reason is known"
        return [f"{place}: {trial.name} could not be graded: {words}"]
    match trial.kind:
        case Kind.REFERENCE:
            return _full(record, f"{place}/master.py: the reference")
        case Kind.ALTERNATIVE:
            return _full(record, f"{place}/alternatives.py: the alternative {trial.name}")
        case Kind.SKELETON:
            return _skeleton_faults(record, f"{place}/master.py")
        case Kind.MISCONCEPTION:
            return _misconception_faults(trial, record, bundle, f"{place}/misconceptions.py")
    return []


def _full(record: Record, what: str) -> list[str]:
    lost = [
        f"{question.name} ({check.name}: {check.verdict}, {check.message})"
        for question in record.questions
        for check in question.checks
        if check.verdict is not Verdict.PASSED
    ]
    return [f"{what} loses points: {'; '.join(lost)}"] if lost else []


def _skeleton_faults(record: Record, place: str) -> list[str]:
    faults = [f"{place}: the skeleton earns points."] if record.score else []
    return faults + [
        f"{place}: the skeleton's {question.name} is {check.verdict}, not missing: {check.name}"
        for question in record.questions
        for check in question.checks
        if check.verdict is not Verdict.MISSING
    ]


def _misconception_faults(trial: Trial, record: Record, bundle: Bundle, place: str) -> list[str]:
    (own,) = _own(record, trial.question)
    if own.score == own.points:
        return [
            f"{place}: {trial.name} passes {trial.question}. Strengthen a hidden check of "
            f"{trial.question} in master.py."
        ]
    wanted = next(idea.hint for idea in bundle.misconceptions if idea.name == trial.name)
    if {check.message for check in own.checks if check.misconception} != {wanted}:
        names = sorted({check.misconception for check in own.checks if check.misconception})
        return [
            f"{place}: {trial.name} gets another hint than its own: "
            f"{', '.join(names) or 'none at all'}."
        ]
    return []


def survivors_of(results: Iterable[Result]) -> list[Result]:
    """Mutants that no check noticed."""
    return [
        result
        for result in results
        if result.kind is Kind.MUTANT and not result.failed and not result.stillborn
    ]


def faults_of_survivors(
    results: Sequence[Result], explained: Sequence[Explained], place: str
) -> list[str]:
    """Mutants that live without an explanation, and explanations of mutants that do not."""
    known = {(one.question, one.mutant) for one in explained}
    alive = survivors_of(results)
    faults = [
        f"{place}/master.py: no check of {result.question} notices the mutant {result.name} "
        f"({result.label}). Strengthen a hidden check, or explain it in notes.md below "
        f"'{HEADING}': - {result.question} mutant {result.name}: why it is equivalent"
        for result in alive
        if (result.question, result.name) not in known
    ]
    names = {(result.question, result.name) for result in alive}
    return faults + [
        f"{place}/notes.md:{one.line}: {one.question} mutant {one.mutant} does not survive. "
        "Delete its explanation."
        for one in explained
        if (one.question, one.mutant) not in names
    ]


def faults_of_checks(
    results: Sequence[Result], checks: dict[str, tuple[str, ...]], place: str
) -> list[str]:
    """Checks that no wrong answer fails, so that nobody would notice if they were weakened."""
    kills = kills_of(results)
    return [
        f"{place}/master.py: no wrong answer to {question} fails {name!r}, so nothing shows that "
        "this check looks at anything. Add a misconception that it catches, or delete it."
        for question, names in checks.items()
        for name in names
        if not kills.get((question, name))
    ]


def kills_of(results: Iterable[Result]) -> dict[tuple[str, str], int]:
    """How many wrong answers fail each check, by question and check."""
    kills: dict[tuple[str, str], int] = {}
    for result in results:
        if result.kind in (Kind.MISCONCEPTION, Kind.MUTANT) and result.question:
            for check in result.failed:
                place = (result.question, check)
                kills[place] = kills.get(place, 0) + 1
    return kills
