"""Versions of what can change a score: part of every record."""

from __future__ import annotations

import functools
import importlib.metadata
import platform

_NAMES = ("numpy", "tensorflow-cpu", "keras", "otter-grader", "ipython")


@functools.cache
def _found() -> tuple[tuple[str, str], ...]:
    found = [("python", platform.python_version())]
    for name in _NAMES:
        try:
            found.append((name, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            continue
    return tuple(found)


def versions() -> dict[str, str]:
    """Package name to version, Python's among them."""
    return dict(_found())
