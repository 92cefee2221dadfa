"""What the intake hands on: one submission where it lies, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

NOTEBOOK_LIMIT = 20 * 1024 * 1024
"""So many bytes of a notebook or a script are read, and not one more."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One submission where it lies: a file, or a member of a zip.

    Attributes:
        student: whose it is, as told by its name, the platform or the roster.
        attempt: 1 for the first of this student.
        path: the notebook, the script or the zip.
        member: the file's name inside the zip, or None; never used as a path.
        fault: why it cannot be read at all, where that is already known.
        submitted_at: when it was handed in, ISO 8601 in UTC, where the platform tells.
        late_seconds: how long after its deadline; 0 where no deadline is known.
        late_percent: what that takes off the score.
        late_unknown: whether it may be late and nobody knows by how much.
        marked_late: whether the platform calls it late; None where it does not say.
        group: everybody whose submission this is, where several handed in together.
    """

    student: str
    attempt: int
    path: Path
    member: str | None = None
    fault: str | None = None
    submitted_at: str | None = None
    late_seconds: float = 0.0
    late_percent: float = 0.0
    late_unknown: bool = False
    marked_late: bool | None = None
    group: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """One cell as it was handed in, text or code, for people to read.

    Attributes:
        id: may be empty.
        text: whether it is text; else it is code.
    """

    id: str
    source: str
    text: bool


@dataclass(frozen=True, slots=True)
class Owner:
    """Who handed something in, in the words of file names or of a platform's metadata.

    Attributes:
        label: what its records are filed under where no roster knows better; never the same for
            two people of one platform, however alike their names are.
        name: as the platform spells it; of a person, or of a group.
        ids: kinds and values that a roster may know, such as ``("canvas", "4711")``.
    """

    label: str
    name: str = ""
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A file below what was named on the command line.

    Attributes:
        path: where its bytes are: the file itself, or the zip that holds it.
        member: its name inside that zip, or None.
        parts: its name and the folders above it, as labels.
        fault: why it cannot be read, where that is already known.
    """

    path: Path
    member: str | None
    parts: tuple[str, ...]
    fault: str | None = None

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.parts[-1]


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that counts as somebody's submission.

    Attributes:
        owners: whose it is; several where a group handed in together.
        place: where it lies.
        upload: the platform's number of this very upload, ascending in time, or None.
        submitted_at: ISO 8601 in UTC, where the platform tells.
        marked_late: whether the platform calls it late; None where it does not say.
    """

    owners: tuple[Owner, ...]
    place: Place
    upload: int | None = None
    submitted_at: str | None = None
    marked_late: bool | None = None
