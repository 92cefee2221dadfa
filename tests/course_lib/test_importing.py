"""Importing course_lib is quick and loads little."""

from __future__ import annotations

import subprocess
import sys

import course_lib

HEAVY = ("tensorflow", "keras", "pandas", "matplotlib.pyplot", "IPython", "ipywidgets")


def test_importing_loads_neither_tensorflow_nor_pyplot() -> None:
    """What is slow to load is loaded when a picture needs it."""
    code = "import sys, course_lib; print(*sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert set() == set(HEAVY) & set(run.stdout.split())


def test_everything_that_is_promised_is_there_and_explained() -> None:
    """Each public name exists, and what can be called has a docstring."""
    assert sorted(set(course_lib.__all__)) == sorted(course_lib.__all__)
    for name in course_lib.__all__:
        thing = getattr(course_lib, name)
        assert not callable(thing) or (thing.__doc__ or "").strip(), name
