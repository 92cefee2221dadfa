"""Whether a right answer could ever fail a check by bad luck: hidden inputs, drawn again and again.

The references are asked in this process, without a sandbox: this is about numbers, not walls.
Takes minutes, so only ``make bench ONLY=luck`` measures it.
"""

from __future__ import annotations

import contextlib
import io
import random
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.bundles import load_bundle
from autograder.course import Bundle
from autograder.examiner.checks import Check, read_checks, run_check
from autograder.examiner.diagnosis import reference_namespace
from autograder.examiner.lane import quiet_libraries
from autograder.release import release
from benchmarks.sections import Line, Say, Section, table

ROOT = Path(__file__).resolve().parents[1]
_MOST_DRAWS, _MOST_SECONDS, _QUICK_SECONDS = 400, 2.0, 0.1


@dataclass(frozen=True, slots=True)
class Draws:
    """How one check met its reference.

    Attributes:
        made: how often its inputs were drawn.
        failed: how often the reference then failed it.
    """

    assignment: str
    check: str
    made: int
    failed: int


def measure(quick: bool, say: Say) -> Section:
    """Every check of every assignment, public and hidden."""
    quiet_libraries()
    say("building the release")
    seconds = _QUICK_SECONDS if quick else _MOST_SECONDS
    found = [
        draws for one in release(ROOT) for draws in draws_of(load_bundle(one.archive), seconds, say)
    ]
    made, failed = (sum(getattr(draws, name) for draws in found) for name in ("made", "failed"))
    line = Line("right answers that failed a check", f"{failed} of {made}", "", "0", not failed)
    return Section("luck", "A right answer, whatever is drawn", (line,), _text(found))


def draws_of(bundle: Bundle, seconds: float, say: Say) -> Iterator[Draws]:
    """Draws the inputs of each check until its time is up.

    Args:
        bundle: the assignment, whose reference is asked.
        seconds: so long for each check, but at least one draw.
        say: shows how far it is.
    """
    namespace = reference_namespace(bundle)
    for question in bundle.questions:
        say(f"{bundle.assignment}, {question.name}")
        for check in read_checks(question).checks:
            bound = {name: namespace[name] for name in check.needs}
            until, made, failed = time.monotonic() + seconds, 0, 0
            while made < _MOST_DRAWS and (not made or time.monotonic() < until):
                failed += not _passes(check, bound, made)
                made += 1
            yield Draws(bundle.assignment, f"{question.name}, {check.name}", made, failed)


def _passes(check: Check, bound: dict[str, Any], seed: int) -> bool:
    import keras

    # Keras's seed sets the others, so theirs come after.
    keras.utils.set_random_seed(7 * seed + 1)
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - checks draw from the global generator, as in the examiner
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            run_check(check, bound)
    except Exception:  # noqa: BLE001 - whatever a check raises is a check that failed
        return False
    return True


def _text(found: list[Draws]) -> str:
    by_assignment: dict[str, list[Draws]] = {}
    for draws in found:
        by_assignment.setdefault(draws.assignment, []).append(draws)
    rows = [
        (name, len(all_of), sum(draws.made for draws in all_of), min(d.made for d in all_of),
         ", ".join(f"{d.check}: {d.failed} of {d.made}" for d in all_of if d.failed) or "none")
        for name, all_of in by_assignment.items()
    ]  # fmt: skip
    heads = ("assignment", "checks", "draws", "fewest of a check", "failed by the reference")
    return (
        "A hidden check draws its inputs anew for each submission. Here the reference meets each "
        f"check with up to {_MOST_DRAWS} draws, or for {_MOST_SECONDS:g} seconds: what it fails "
        "once, an honest student would fail once.\n\n" + table(heads, rows)
    )
