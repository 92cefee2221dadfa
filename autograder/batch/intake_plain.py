"""Folders and zips without a platform: a student is the first folder below, or the file's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.batch.file_names import is_gradable, is_notebook, is_script, is_zip, label, stem
from autograder.batch.handed import Claim, Owner, Place
from autograder.batch.intake_script import scripts_to_grade
from autograder.batch.intake_units import head_of, is_marked_script, looked_into

_NO_NOTEBOOK = "There is no notebook (.ipynb) in this zip."


def of_file(path: Path) -> list[Claim]:
    """A notebook or a script that was named itself.

    Raises:
        ValueError: it is neither, nor a zip.
    """
    if not is_gradable(path.name):
        raise ValueError(f"{path} is neither a notebook (.ipynb) nor a zip nor a script (.py)")
    name = label(path.name)
    return [Claim((Owner(stem(name)),), Place(path, None, (name,)))]


def of_folder(places: Sequence[Place]) -> list[Claim]:
    """What lies in a folder of submissions is its student's, whatever names stand inside a zip."""
    files = {place for place in places if is_notebook(place.name) or is_zip(place.name)}
    students = {_student_of(place) for place in files}
    # Scripts beside a notebook are its author's own modules. Elsewhere in a folder of
    # submissions lie the grader's, so that a script must say what it is.
    return [
        Claim((Owner(_student_of(place)),), looked_into(place))
        for place in places
        if place in files or (_student_of(place) not in students and is_marked_script(place))
    ]


def passed_over(places: Sequence[Place], claims: Sequence[Claim]) -> list[str]:
    """Scripts of people of whom nothing else is there: they do not say that they are submissions.

    Args:
        places: all files of a folder.
        claims: what was made of them.
    """
    students = {claim.owners[0].label for claim in claims}
    return [
        "/".join(place.parts)
        for place in places
        if is_script(place.name) and _student_of(place) not in students
    ]


def of_zip(path: Path, places: Sequence[Place]) -> list[Claim]:
    """A zip that was named itself: one student's, or a class with a folder or a file for each."""
    found = [place for place in places if is_notebook(place.name)]
    found = found or [place for place in places if is_zip(place.name)]
    found = found or scripts_to_grade([p for p in places if is_script(p.name)], head_of)
    if not found:
        return of_unreadable(path, _NO_NOTEBOOK)
    if len(found) == 1:
        return [Claim((Owner(stem(label(path.name))),), found[0])]
    return [Claim((Owner(_student_of(place)),), place) for place in found]


def of_unreadable(path: Path, fault: str) -> list[Claim]:
    """A file that was named itself and cannot be read, with the reason for its author."""
    name = label(path.name)
    return [Claim((Owner(stem(name)),), Place(path, None, (name,), fault))]


def _student_of(place: Place) -> str:
    return place.parts[0] if len(place.parts) > 1 else stem(place.name)
