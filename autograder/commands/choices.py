"""What the words of a command line stand for: assignments, their bundles, sandboxes."""

from __future__ import annotations

from pathlib import Path

from autograder.commands.terminal import BUNDLES, ROOT, console, failed, usage
from autograder.course import AssignmentFolder, find_assignments
from autograder.sandbox import Rung, SandboxError, choose_rung


def rung_of(isolation: str) -> Rung:
    """The sandbox that ``--isolation`` names; ``auto`` is the strongest that holds."""
    try:
        return choose_rung() if isolation == "auto" else Rung(isolation)
    except ValueError:
        raise usage(f"--isolation {isolation}: choose one of auto, {', '.join(Rung)}.") from None
    except SandboxError as error:
        raise failed(error) from error


def folder_of(name: str) -> AssignmentFolder:
    """The assignment of that name or slug."""
    folders = find_assignments(ROOT)
    for folder in folders:
        if name in (folder.name, folder.slug):
            return folder
    raise usage(f"there is no assignment {name!r}. There is: {', '.join(f.name for f in folders)}.")


def bundle_of(folder: AssignmentFolder) -> Path:
    """The assignment's bundle, as its sources build it now; students' files are left alone."""
    # Not above: it brings all along that masters are read with, and most commands read none.
    from autograder.release.parallel import build_all
    from autograder.release.tree import write_bytes

    path = BUNDLES / f"{folder.name}.zip"
    with console.status(f"building {folder.name}"):
        (built,) = build_all([folder], ROOT)
    write_bytes(path, built.archive)
    return path
