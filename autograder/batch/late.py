"""What being late means: deadlines, grace and steps of percent, from one small TOML file.

How late each submission is goes into its record, with what that takes off. No score is changed:
what was earned and what counts are two numbers, and reports show both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autograder.batch.handed import Handed
from autograder.batch.policy_file import PolicyFile, slug_of
from autograder.faults import CourseFault

_HOUR = 3600.0
_TOP = ("timezone", "penalty", "assignments")
_RULES = ("grace_minutes", "steps")
_OF_ONE = ("deadline", *_RULES, "extensions", "handed_in")
_STEP = ("after_hours", "percent")


@dataclass(frozen=True, slots=True)
class Step:
    """More than so many hours late costs so many percent."""

    after_hours: float
    percent: float


@dataclass(frozen=True, slots=True)
class Deadline:
    """When one assignment is due, for whom, and what being late costs.

    Attributes:
        due: for everybody without an extension.
        grace_seconds: whoever is late by no more than this is not late.
        steps: ascending in hours and percent.
        extensions: later deadlines, by student.
        handed_in: when somebody handed in, for students of whom no platform tells.
    """

    due: datetime
    grace_seconds: float = 0.0
    steps: tuple[Step, ...] = ()
    extensions: dict[str, datetime] = field(default_factory=dict)
    handed_in: dict[str, datetime] = field(default_factory=dict)

    def stamped(self, handed: Handed) -> Handed:
        """A submission with the moment it came, how late that was, and what it takes off.

        Where no moment is known, that is said instead, and nothing is taken off.
        """
        if handed.submitted_at is None:
            told = self.handed_in.get(handed.student)
            if told is None:
                # A platform that marks what is late says of the others that they are on time.
                return replace(handed, late_unknown=handed.marked_late is not False)
            came = told.astimezone(UTC)
        else:
            came = datetime.fromisoformat(handed.submitted_at)
        due = self.extensions.get(handed.student, self.due)
        late = seconds_late(came, due, self.grace_seconds)
        return replace(
            handed,
            submitted_at=came.isoformat(),
            late_seconds=late,
            late_percent=percent_off(late, self.steps),
            late_unknown=False,
        )


@dataclass(frozen=True, slots=True)
class LatePolicy:
    """The deadlines of a course, by assignment."""

    path: Path
    deadlines: dict[str, Deadline]

    def of(self, assignment: str) -> Deadline:
        """The deadline of one assignment.

        Args:
            assignment: its folder's name or its slug.

        Raises:
            CourseFault: the file gives it none.
        """
        slug = slug_of(assignment)
        for name, deadline in self.deadlines.items():
            if name == assignment or slug_of(name) == slug:
                return deadline
        raise CourseFault(
            self.path,
            None,
            f"It has no deadline for {assignment}.",
            f"Add a table [assignments.{assignment}] with a deadline.",
        )

    def students(self) -> set[str]:
        """Everybody of whom it speaks by name."""
        return {
            student
            for deadline in self.deadlines.values()
            for student in (*deadline.extensions, *deadline.handed_in)
        }


def seconds_late(came: datetime, due: datetime, grace_seconds: float = 0.0) -> float:
    """How late something came, counted from its deadline; 0 within the grace, and before.

    Args:
        came: when, with an offset.
        due: the deadline, with an offset.
        grace_seconds: forgives those inside it only: beyond, all of the time counts.
    """
    late = (came - due).total_seconds()
    return late if late > max(grace_seconds, 0.0) else 0.0


def percent_off(late_seconds: float, steps: Sequence[Step]) -> float:
    """The percent that lateness costs: those of the last step that it is beyond.

    Args:
        late_seconds: 0 or less is not late and costs nothing.
        steps: ascending in hours.
    """
    costs = [step.percent for step in steps if late_seconds > step.after_hours * _HOUR]
    return costs[-1] if costs and late_seconds > 0 else 0.0


def read_late_policy(path: Path) -> LatePolicy:
    """Reads a late policy.

    Raises:
        CourseFault: it cannot be read or has a mistake; with the table and what to do.
    """
    tables = _Tables(path)
    return tables.policy(tables.read())


def expect_assignments(policy: LatePolicy, assignments: Iterable[str]) -> None:
    """Makes sure that no assignment's name in a policy is a slip of the pen.

    Args:
        policy: as read.
        assignments: names of the folders; the policy may speak of their slugs.

    Raises:
        CourseFault: it speaks of an assignment that does not exist.
    """
    names = list(assignments)
    known = {*names, *map(slug_of, names)}
    for name in policy.deadlines:
        if name not in known:
            raise CourseFault(
                policy.path,
                None,
                f"There is no assignment {name!r}.",
                f"There is: {', '.join(names)}.",
            )


class _Tables(PolicyFile):
    """Reads the tables of one late policy."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.zone: ZoneInfo | None = None

    def policy(self, told: dict[str, Any]) -> LatePolicy:
        self.only(told, _TOP, "the file")
        self.zone = self._zone(told.get("timezone"))
        penalty = self.table(told.get("penalty", {}), "penalty")
        self.only(penalty, _RULES, "[penalty]")
        assignments = self.table(told.get("assignments", {}), "assignments")
        if not assignments:
            raise self.fault("It has no deadline.", "Add [assignments.NAME] with a deadline.")
        deadlines = {
            name: self._deadline(f"assignments.{name}", entry, penalty)
            for name, entry in assignments.items()
        }
        slugs = [slug_of(name) for name in deadlines]
        for slug in slugs:
            if slugs.count(slug) > 1:
                raise self.fault(f"{slug} has two tables.", "Keep one of them.")
        return LatePolicy(self.path, deadlines)

    def _deadline(self, where: str, told: Any, penalty: dict[str, Any]) -> Deadline:
        table = self.table(told, where)
        self.only(table, _OF_ONE, f"[{where}]")
        if "deadline" not in table:
            raise self.fault(
                f"[{where}] has no deadline.", "Add one: deadline = 2026-02-01T23:59:00."
            )
        rules = penalty | {key: table[key] for key in _RULES if key in table}
        grace = self.number(rules.get("grace_minutes", 0), f"[{where}] grace_minutes", 0)
        due = self._moment(table["deadline"], f"[{where}] deadline")
        extensions = self._moments(table.get("extensions", {}), f"{where}.extensions")
        for student, later in extensions.items():
            if later < due:
                raise self.fault(
                    f"[{where}.extensions] ends for {student!r} before the deadline.",
                    "An extension gives more time.",
                )
        return Deadline(
            due,
            grace * 60,
            self._steps(rules.get("steps", []), f"[{where}] steps"),
            extensions,
            self._moments(table.get("handed_in", {}), f"{where}.handed_in"),
        )

    def _steps(self, told: Any, where: str) -> tuple[Step, ...]:
        if not isinstance(told, list):
            raise self.fault(
                f"{where} is not a list.", "Write steps = [{after_hours = 0, percent = 10}]."
            )
        steps: list[Step] = []
        for number, entry in enumerate(told, 1):
            here = f"{where}, step {number}"
            table = self.table(entry, here)
            self.only(table, _STEP, here)
            for key in _STEP:
                if key not in table:
                    raise self.fault(f"{here} has no {key}.", f"Add {key}.")
            hours = self.number(table["after_hours"], f"{here}: after_hours", 0)
            percent = self.number(table["percent"], f"{here}: percent", 0, 100)
            if steps and hours <= steps[-1].after_hours:
                raise self.fault(
                    f"{here} begins no later than the one before.", "Put steps in order of hours."
                )
            if steps and percent < steps[-1].percent:
                raise self.fault(
                    f"{here} costs less than the one before.", "Later must not be cheaper."
                )
            steps.append(Step(hours, percent))
        return tuple(steps)

    def _moments(self, told: Any, where: str) -> dict[str, datetime]:
        table = self.table(told, where)
        return {name: self._moment(value, f"[{where}] {name}") for name, value in table.items()}

    def _moment(self, told: Any, where: str) -> datetime:
        if not isinstance(told, datetime):
            raise self.fault(
                f"{where} = {told!s:.40} is not a moment.",
                "Write day and time without quotes: 2026-02-01T23:59:00.",
            )
        if told.tzinfo is not None:
            return told
        if self.zone is None:
            raise self.fault(
                f"{where} does not say of which place it is the time.",
                'Add timezone = "Europe/Berlin" at the top, or an offset: '
                "2026-02-01T23:59:00+01:00.",
            )
        local = told.replace(tzinfo=self.zone)
        if local.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != told:
            raise self.fault(
                f"{where} does not exist: clocks are put forward over it.", "Choose another time."
            )
        return local

    def _zone(self, told: Any) -> ZoneInfo | None:
        if told is None:
            return None
        try:
            return ZoneInfo(told)
        except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
            raise self.fault(
                f"timezone = {told!r} is not known here.", 'Write it like "Europe/Berlin".'
            ) from error
