"""Totals over assignments: weights and dropped lowest, from one small TOML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.policy_file import PolicyFile, slug_of
from autograder.exports.standings import Standing, Standings
from autograder.faults import CourseFault

_TOP = ("scale", "drop_lowest", "weights")
_EXAMPLE = "Add [weights] with a line for each assignment, such as lstm_gates = 1."
TITLE = "Total"


@dataclass(frozen=True, slots=True)
class TotalsPolicy:
    """How a total is made.

    Attributes:
        scale: what full marks in everything come to.
        drop_lowest: so many of a student's assignments do not count, the worst ones.
        weights: by assignment, as the file calls it.
    """

    path: Path
    scale: float
    drop_lowest: int
    weights: dict[str, float]


def read_totals_policy(path: Path) -> TotalsPolicy:
    """Reads a policy for totals.

    Raises:
        CourseFault: it cannot be read or has a mistake; with the key and what to do.
    """
    file = PolicyFile(path)
    told = file.read()
    file.only(told, _TOP, "the file")
    scale = file.number(told.get("scale", 100), "scale", 0)
    if scale == 0:
        raise file.fault("scale = 0.", "Write what full marks come to, such as 100.")
    weights = {
        name: file.number(weight, f"[weights] {name}", 0)
        for name, weight in file.table(told.get("weights", {}), "weights").items()
    }
    if not weights:
        raise file.fault("It weighs nothing.", _EXAMPLE)
    for name, weight in weights.items():
        if weight == 0:
            raise file.fault(f"[weights] {name} = 0.", "Take it out if it does not count.")
    slugs = [slug_of(name) for name in weights]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise file.fault(f"{slug} has two weights.", "Keep one of them.")
    return TotalsPolicy(path, scale, _dropped(file, told.get("drop_lowest", 0), weights), weights)


def _dropped(file: PolicyFile, told: object, weights: Mapping[str, float]) -> int:
    number = file.number(told, "drop_lowest", 0)
    if number != int(number):
        raise file.fault(f"drop_lowest = {number:g}.", "It must be a whole number.")
    if number >= len(weights):
        raise file.fault(
            f"drop_lowest = {number:g}, and {len(weights)} have a weight: nothing would be left.",
            "Drop fewer.",
        )
    return int(number)


def totals(policy: TotalsPolicy, standings: Mapping[str, Standings]) -> Standings:
    """Everybody's total.

    Of each assignment counts the share of its points. The worst shares are dropped, and of equal
    ones the heaviest, which is the kinder way; the rest are averaged by weight. What somebody did
    not hand in is a share of 0. Whoever is owed a mark has no total yet, whatever it would be.

    Args:
        policy: as read.
        standings: by assignment.

    Raises:
        CourseFault: the policy weighs what nobody was graded at, or what is worth nothing.
    """
    counted = {_named(policy, name, standings): w for name, w in policy.weights.items()}
    for name in counted:
        if standings[name].worth <= 0:
            raise CourseFault(
                policy.path,
                None,
                f"[weights] {name}: it is worth no points.",
                "Take it out, or grade it again.",
            )
    everybody = sorted({e.student for each in standings.values() for e in each.entries})
    found = {name: {entry.student: entry for entry in standings[name].entries} for name in counted}
    entries = []
    for student in everybody:
        theirs = {name: found[name].get(student) for name in counted}
        worth = {name: standings[name].worth for name in counted}
        entries.append(_total(policy, student, theirs, worth, counted))
    return Standings(TITLE, (TITLE,), policy.scale, tuple(entries))


def _named(policy: TotalsPolicy, name: str, standings: Mapping[str, Standings]) -> str:
    for assignment in standings:
        if assignment == name or slug_of(assignment) == slug_of(name):
            return assignment
    raise CourseFault(
        policy.path,
        None,
        f"[weights] {name}: there is no record of it.",
        f"There are records of: {', '.join(standings)}. Take it out until it is graded.",
    )


def _total(
    policy: TotalsPolicy,
    student: str,
    theirs: Mapping[str, Standing | None],
    worth: Mapping[str, float],
    weights: Mapping[str, float],
) -> Standing:
    owed = [name for name, entry in theirs.items() if entry is not None and entry.value is None]
    if owed:
        return Standing(student, None, f"no mark yet: {', '.join(owed)}")
    shares = {
        name: (entry.value or 0.0) / worth[name] if entry is not None else 0.0
        for name, entry in theirs.items()
    }
    ordered = sorted(shares, key=lambda name: (shares[name], -weights[name], name))
    dropped, kept = ordered[: policy.drop_lowest], ordered[policy.drop_lowest :]
    weight = sum(weights[name] for name in kept)
    value = policy.scale * sum(weights[name] * shares[name] for name in kept) / weight
    return Standing(student, value, "; ".join(_notes(theirs, dropped)))


def _notes(theirs: Mapping[str, Standing | None], dropped: Sequence[str]) -> list[str]:
    missing = [name for name, entry in theirs.items() if entry is None]
    notes = [f"nothing handed in: {', '.join(missing)}"] if missing else []
    return [*notes, f"dropped: {', '.join(sorted(dropped))}"] if dropped else notes
