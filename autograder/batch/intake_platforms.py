"""The platforms whose bulk downloads are understood, and how each is recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.batch import intake_canvas, intake_gradescope, intake_moodle
from autograder.batch.handed import Claim, Place


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform's bulk download.

    Attributes:
        name: as the command line knows it.
        title: as people know it.
        recognises: whether files, all that lie in one folder or zip, are such a download beyond
            doubt.
        fits: whether they can be one, where somebody says that they are.
        claims: whose each submission is.
    """

    name: str
    title: str
    recognises: Callable[[Sequence[Place]], bool]
    fits: Callable[[Sequence[Place]], bool]
    claims: Callable[[Sequence[Place]], list[Claim]]


PLATFORMS = (
    # Gradescope first: its metadata are beyond doubt.
    Platform(
        "gradescope",
        "Gradescope",
        intake_gradescope.recognises,
        intake_gradescope.recognises,
        intake_gradescope.claims,
    ),
    Platform(
        "moodle", "Moodle", intake_moodle.recognises, intake_moodle.fits, intake_moodle.claims
    ),
    Platform(
        "canvas", "Canvas", intake_canvas.recognises, intake_canvas.fits, intake_canvas.claims
    ),
)

PLAIN = "plain"
"""No platform: names are students' names."""

AUTO = "auto"
"""Whatever recognises itself, and plain otherwise."""

NAMES = (AUTO, PLAIN, *(platform.name for platform in PLATFORMS))


def platform_named(name: str) -> Platform | None:
    """The platform of that name; None for ``plain`` and ``auto``.

    Raises:
        ValueError: there is none.
    """
    for platform in PLATFORMS:
        if platform.name == name:
            return platform
    if name not in NAMES:
        raise ValueError(f"--platform {name}: choose one of {', '.join(NAMES)}")
    return None


def recognised(places: Sequence[Place]) -> tuple[Platform, Sequence[Place]] | None:
    """The platform that these files come from, and the files without a folder around all of them.

    Args:
        places: all that lie in one folder or zip.
    """
    for seen in (places, unwrapped(places)):
        for platform in PLATFORMS:
            if platform.recognises(seen):
                return platform, seen
    return None


def unwrapped(places: Sequence[Place]) -> Sequence[Place]:
    """Places without the one folder that all of them lie in; as they are, where there is none."""
    tops = {place.parts[0] for place in places}
    if len(tops) != 1 or any(len(place.parts) < 2 for place in places):
        return places
    return [Place(p.path, p.member, p.parts[1:], p.fault) for p in places]
