"""What commands take in that look at submissions: options read, files found, jobs made of them."""

from __future__ import annotations

from pathlib import Path

from autograder.batch.attempts import Keep
from autograder.batch.file_names import quoted
from autograder.batch.grading import Job
from autograder.batch.intake import Handed
from autograder.bundles import load_bundle
from autograder.commands.choices import bundle_of, folder_of
from autograder.commands.intake_options import ClassOptions, fitting, named_in
from autograder.commands.terminal import ROOT, note, usage
from autograder.course import find_assignments
from autograder.faults import CourseFault


def jobs_of(
    handed: list[Handed], assignment: str | None, out: Path, bundle: Path | None = None
) -> list[Job]:
    """The jobs of a bundle or an assignment, or of those that the notebooks themselves tell."""
    if bundle is not None:
        load_bundle(bundle)
        return [Job(one, bundle.resolve(), out) for one in handed]
    if assignment is not None:
        folder = folder_of(assignment)
        bundle = bundle_of(folder)
        fit = fitting(handed, (folder.name, folder.slug))
        return [Job(one, bundle, out) for one in fit]
    names = {one: named_in(one) for one in handed}
    told = {name for name in names.values() if name}
    if not told:
        raise usage(
            "no notebook says which assignment it belongs to. Add --assignment, for example "
            "--assignment 03_lstm_gates."
        )
    bundles = {name: bundle_of(folder_of(name)) for name in sorted(told)}
    # What cannot say so itself is taken for a submission of the only assignment there is.
    if len(told) > 1 and None in names.values():
        silent = [one.student for one, name in names.items() if name is None]
        raise usage(
            f"what {quoted(sorted(set(silent)))} handed in does not say which of "
            f"{', '.join(sorted(told))} it belongs to. Grade one assignment at a time with "
            "--assignment."
        )
    only = next(iter(bundles.values()))
    return [Job(one, bundles[name] if name else only, out) for one, name in names.items()]


def options_of(roster: Path | None, late: Path | None, keep: Keep) -> ClassOptions:
    """The options about a class; a mistake in them ends the command, before anything is done."""
    try:
        return ClassOptions(roster, late, keep)
    except CourseFault as fault:
        raise usage(str(fault)) from fault


def found_in(
    submissions: list[Path], platform: str, options: ClassOptions, *, ours: bool
) -> list[Handed]:
    """Everything that was handed in; the grader is told what it was taken for."""
    names = [folder.name for folder in find_assignments(ROOT)] if ours else []
    try:
        intake = options.take_in(submissions, platform, names)
    except FileNotFoundError as error:
        raise usage(f"there is no file or folder {error}.") from error
    except OSError as error:
        raise usage(f"{error.filename} cannot be looked at: {error.strerror}.") from error
    except (ValueError, CourseFault) as error:
        raise usage(f"{str(error).rstrip('.')}.") from error
    for words in intake.notes:
        note(words)
    if not intake.handed:
        raise usage("there is no notebook, no zip and no script to grade in what was named.")
    return intake.handed


def chosen_from(jobs: list[Job], options: ClassOptions) -> list[Job]:
    """The jobs that are to be done; the grader is told whose times are not known."""
    try:
        chosen = options.chosen(jobs)
    except CourseFault as fault:
        raise usage(str(fault)) from fault
    for words in options.untimed(chosen):
        note(words)
    return chosen
