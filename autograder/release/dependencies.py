"""What a mark depends on, as hashes: the code that grades, and what is used of the library."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable
from pathlib import Path

from autograder.course import Bundle, Role
from autograder.notebook_code import parsed
from autograder.release.outcomes import digest_of

_ROOT = Path(__file__).resolve().parents[2]
_GRADES = (
    "box",
    "examiner",
    "sandbox",
    "bundles.py",
    "course.py",
    "notebook_code.py",
    "records.py",
)
_WITHOUT_A_SAY = ("sandbox/watchdog.py", "records.py")
"""The one ends what runs too long, the other is the form in which outcomes are written down.

Neither answers anything. That they leave the reference alone is seen each time a certificate is
relied on.
"""

_LIBRARY = "course_lib"


@functools.cache
def grading_code(*more: str) -> str:
    """The hash of our code that decides over marks.

    Args:
        more: modules of the release that count as well, such as ``mutants.py``.
    """
    package = _ROOT / "autograder"
    files = [package / name for name in _GRADES]
    files += [package / "release" / name for name in more]
    found = {
        path.relative_to(package).as_posix(): path.read_text("utf-8")
        for top in files
        for path in (sorted(top.rglob("*.py")) if top.is_dir() else [top])
    }
    for name in _WITHOUT_A_SAY:
        del found[name]
    return digest_of(*(part for name in sorted(found) for part in (name, found[name])))


def library_code(bundle: Bundle) -> str:
    """The hash of the modules of ``course_lib`` that this bundle's code and checks lead to.

    A new picture for another assignment must not make anybody prove this one again.
    """
    modules = _modules()
    homes = _homes(modules)
    reached: dict[str, str] = {}
    waiting = list(_used(_sources(bundle)))
    while waiting:
        name = waiting.pop()
        # A name whose home is not known could come from anywhere in the package.
        for home in [homes[name]] if name in homes else sorted(modules):
            if home not in reached:
                reached[home] = modules[home]
                waiting += _used([modules[home]])
    return digest_of(*(part for name in sorted(reached) for part in (name, reached[name])))


def _sources(bundle: Bundle) -> Iterable[str]:
    yield from (cell.source for cell in bundle.cells if cell.role is Role.GIVEN)
    yield from bundle.answers.values()
    yield from (question.tests for question in bundle.questions)
    yield from (idea.source for idea in bundle.misconceptions)
    yield from (other.source for other in bundle.alternatives)


@functools.cache
def _modules() -> dict[str, str]:
    folder = _ROOT / _LIBRARY
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.py"))}


def _homes(modules: dict[str, str]) -> dict[str, str]:
    """Which module each public name comes from; a module's own name leads to itself."""
    homes = {stem: stem for stem in modules}
    for node in ast.walk(ast.parse(modules.get("__init__", ""))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{_LIBRARY}."):
            stem = (node.module or "").split(".")[1]
            homes |= {alias.asname or alias.name: stem for alias in node.names}
    return homes


def _used(sources: Iterable[str]) -> set[str]:
    """Names that sources take from the library, modules of it among them."""
    used: set[str] = set()
    for source in sources:
        for node in ast.walk(parsed(source)):
            if isinstance(node, ast.ImportFrom) and node.module == _LIBRARY:
                used |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                f"{_LIBRARY}."
            ):
                used.add((node.module or "").split(".")[1])
            elif isinstance(node, ast.Import):
                names = [alias.name.split(".") for alias in node.names]
                used |= {parts[1] for parts in names if parts[0] == _LIBRARY and len(parts) > 1}
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id == _LIBRARY:
                    used.add(node.attr)
    return used
