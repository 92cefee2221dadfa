"""How soon a student can begin: ``import course_lib`` in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
import time

from benchmarks.sections import Say, Section, longest, no_bar, paired

_NOTHING, _LIBRARY = "pass", "import course_lib"


def measure(quick: bool, say: Say) -> Section:
    """Interpreters that import it and such that do not, in turns."""
    own, bare, extra = [], [], []
    for number in range(4 if quick else 21):
        say(f"import course_lib, {number}")
        bare.append(_seconds(_NOTHING))
        own.append(_seconds(_LIBRARY))
        extra.append(own[-1] - bare[-1])
    # The first time reads from disk what later ones find in memory.
    lines = (
        longest("`import course_lib`", extra[1:], 0.3),
        no_bar("the same, as multiple of an empty interpreter", paired(own[1:], bare[1:])),
    )
    text = "Seconds of a fresh interpreter that imports it, less those of one that does nothing."
    return Section("opening", "Opening a notebook", lines, text)


def _seconds(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started
