"""The platforms whose bulk downloads are understood, and how each is recognised."""

from __future__ import annotations

import re
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
        around: what the platform itself calls a folder around everything, if it puts one.
    """

    name: str
    title: str
    recognises: Callable[[Sequence[Place]], bool]
    fits: Callable[[Sequence[Place]], bool]
    claims: Callable[[Sequence[Place]], list[Claim]]
    around: re.Pattern[str] | None = None


PLATFORMS = (
    # Gradescope first: its metadata are beyond doubt.
    Platform(
        "gradescope",
        "Gradescope",
        intake_gradescope.recognises,
        intake_gradescope.recognises,
        intake_gradescope.claims,
        # Whoever saves it twice gets "… (1)".
        re.compile(r"assignment_[0-9]+_export(?: ?\([0-9]+\))?"),
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
    """The platform that these files come from, and the files without its folder around them.

    A folder around all of them that no platform puts there may be the only student's, whose
    names are the student's own and speak for nobody: see ``resembled``.

    Args:
        places: all that lie in one folder or zip.
    """
    for platform in PLATFORMS:
        if platform.recognises(places):
            return platform, places
    inside = unwrapped(places)
    for platform in PLATFORMS if inside is not places else ():
        around = platform.around and platform.around.fullmatch(places[0].parts[0])
        if around and platform.recognises(inside):
            return platform, inside
    return None


def resembled(places: Sequence[Place]) -> Platform | None:
    """The platform that these files seem to come from if the one folder around them is no name.

    Args:
        places: all that lie in one folder or zip.
    """
    inside = unwrapped(places)
    if inside is places:
        return None
    return next((platform for platform in PLATFORMS if platform.recognises(inside)), None)


def unwrapped(places: Sequence[Place]) -> Sequence[Place]:
    """Places without the one folder that all of them lie in; as they are, where there is none."""
    tops = {place.parts[0] for place in places}
    if len(tops) != 1 or any(len(place.parts) < 2 for place in places):
        return places
    return [Place(p.path, p.member, p.parts[1:], p.fault) for p in places]
