"""When something was handed in, how late that was, what it takes off, and with whom, in words."""

from __future__ import annotations

from datetime import datetime

from autograder.records import Record, Status
from autograder.report.plain_text import counted, number, one_line

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def handed_in(record: Record) -> str:
    """The moment it came, as the student reads it; empty where nobody knows."""
    text = record.submitted_at or ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return one_line(text)
    zone = (moment.tzname() or "").removesuffix("+00:00")
    # Month names of our own: strftime's depend on the machine's language.
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment:%Y, %H:%M} {zone}".strip()


def how_late(record: Record) -> str:
    """How late, such as ``1 day 2 hours``; empty where it is not, or nobody knows."""
    if record.late_seconds <= 0:
        return ""
    minutes = max(1, round(record.late_seconds / 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [counted(days, "day"), counted(hours, "hour"), counted(minutes, "minute")]
    kept = [part for part in parts if not part.startswith("0 ")]
    return " ".join(kept[:2])


def with_whom(record: Record) -> tuple[str, ...]:
    """The others of the group that handed in together."""
    others = (member for member in record.group if member != record.student)
    return tuple(one_line(member) or "(no name)" for member in others)


def told_to_student(record: Record) -> str:
    """What its author has to know about time, in whole sentences; mostly nothing."""
    if record.late_unknown and record.marked_late:
        return (
            "The platform marks this as late and does not say by how much. "
            "Nothing has been taken off for it."
        )
    if record.late_unknown:
        return "When this was handed in is not known, so it counts as on time."
    late = how_late(record)
    if not late or record.status is not Status.GRADED:
        return ""
    if record.late_percent <= 0:
        return f"It came {late} late, which costs nothing."
    return (
        f"It came {late} late, which takes off {number(record.late_percent)} %: "
        f"{number(record.counted_score)} of {number(record.points)} points count."
    )


def told_to_staff(record: Record) -> str:
    """The same in a few words, for a line in a table."""
    if record.late_unknown:
        return "marked late, how late is not known" if record.marked_late else "time not known"
    late = how_late(record)
    if not late:
        return ""
    if record.late_percent <= 0:
        return f"{late} late, costs nothing"
    cost = f"{late} late, {number(record.late_percent)} % off"
    if record.status is not Status.GRADED:
        return cost
    return f"{cost}: {number(record.counted_score)} count"
