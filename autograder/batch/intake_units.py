"""What of one person's files is to be graded, where a platform says that they belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.batch.file_names import is_notebook, is_script, is_zip, quoted
from autograder.batch.handed import Place
from autograder.batch.intake_listing import read_place
from autograder.batch.intake_script import MARKS_LIMIT, bears_marks, scripts_to_grade
from autograder.batch.intake_zip import only_submission
from autograder.faults import SubmissionFault


def gradable(places: Sequence[Place]) -> list[Place]:
    """The files to grade among those of one submission, in their order; never none.

    Notebooks count; where there is none, zips; where there is none, scripts. A submission that
    holds nothing of the kind is one place with a fault, so that its author is told.

    Args:
        places: at least one file.
    """
    notebooks = [place for place in places if is_notebook(place.name)]
    if notebooks:
        return notebooks
    zips = [place for place in places if is_zip(place.name)]
    if zips:
        return [looked_into(place) for place in zips]
    scripts = scripts_to_grade([place for place in places if is_script(place.name)], head_of)
    if scripts:
        return scripts
    names = quoted([place.name for place in places])
    return [
        replace(places[0], fault=f"There is no notebook (.ipynb) in what you handed in: {names}.")
    ]


def looked_into(place: Place) -> Place:
    """A student's zip on disk as the one file in it that counts, or with the fault that it has.

    A zip that lies in another is left for later: reading it takes its whole bytes.
    """
    if place.member is not None or not is_zip(place.name):
        return place
    try:
        member = only_submission(place.path)
    except SubmissionFault as fault:
        return replace(place, fault=str(fault))
    return replace(place, member=member.name, fault=member.fault)


def head_of(place: Place) -> bytes:
    """The first bytes of a file, as many as tell what kind of script it is."""
    return read_place(place, MARKS_LIMIT)


def is_marked_script(place: Place) -> bool:
    """Whether a file is a script that says of itself that it is a submission."""
    try:
        return is_script(place.name) and bears_marks(head_of(place))
    except SubmissionFault:
        return False
