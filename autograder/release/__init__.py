"""From masters to what students and graders get.

The only place that knows jupytext and ``otter assign``. ``release`` writes, ``check_release``
compares; both build every assignment from its source folder and from nothing else.
"""

from __future__ import annotations

from autograder.release.notebooks import (
    notebook_text,
    notebook_with,
    reference_notebook,
    skeleton_notebook,
)
from autograder.release.publish import Released, check_release, release

__all__ = [
    "Released",
    "check_release",
    "notebook_text",
    "notebook_with",
    "reference_notebook",
    "release",
    "skeleton_notebook",
]
