"""Tolerances: does each lie between the noise of right answers and the nearest wrong one?

Measured as a share of the tolerance, so that 1 is where a check changes its mind: right answers
must stay below a half, and a misconception that a tolerance tells apart must be beyond two.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.bundles import bundle_to_json
from autograder.course import Bundle
from autograder.examiner.versions import versions
from autograder.faults import GraderFault
from autograder.release.dependencies import grading_code, library_code
from autograder.release.focus import on_its_own
from autograder.release.outcomes import Outcomes, digest_of
from autograder.release.trials import graded_part

THREADS = (1, 2)
"""How many threads the numeric libraries use, in one process each."""

MOST_NOISE = 0.5
LEAST_DISTANCE = 2.0

_ROOT = Path(__file__).resolve().parents[2]
_MAIN = "from autograder.release.measuring import main; main()"


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies on both sides of one check's tolerance.

    Attributes:
        noise: the largest share of the tolerance that a right answer used up.
        refused: right answers that failed the check.
        wrong: how many times the tolerance each misconception deviates at least, by name.
    """

    question: str
    check: str
    noise: float
    refused: tuple[str, ...]
    wrong: dict[str, float]

    @property
    def nearest(self) -> tuple[str, float] | None:
        """The misconception that is nearest to passing, and how far it is."""
        if not self.wrong:
            return None
        name = min(self.wrong, key=lambda idea: (self.wrong[idea], idea))
        return name, self.wrong[name]


class Measurement:
    """Measures questions in processes of their own while something else goes on.

    Each question is measured and kept for itself: what is written for one of them must not make
    anybody wait for the others.

    Args:
        wanted: bundles, each with the names of its questions and where outcomes are kept.
    """

    def __init__(self, wanted: Sequence[tuple[Bundle, Sequence[str], Outcomes]]) -> None:
        self._wanted = [
            [(on_its_own(graded_part(bundle), name), outcomes) for name in questions]
            for bundle, questions, outcomes in wanted
        ]
        everything = [pair for pairs in self._wanted for pair in pairs]
        self._new = [pair for pair in everything if pair[1].text(_key(pair[0])) is None]
        self._running = [_start(threads) for threads in THREADS] if self._new else []
        texts = json.dumps([bundle_to_json(bundle) for bundle, _ in self._new])
        for process in self._running:
            assert process.stdin is not None
            process.stdin.write(texts)
            process.stdin.close()
            process.stdin = None

    def gaps(self) -> list[tuple[Gap, ...]]:
        """The gaps of each bundle's questions, in their order; waits for the processes.

        Raises:
            GraderFault: a process failed.
        """
        found = [_finished(process) for process in self._running]
        for position, (bundle, outcomes) in enumerate(self._new):
            outcomes.keep(_key(bundle), json.dumps([one[position] for one in found]))
        return [
            tuple(
                gap
                for bundle, outcomes in pairs
                for gap in _gaps(outcomes.text(_key(bundle)) or "[]")
            )
            for pairs in self._wanted
        ]

    def stop(self) -> None:
        """Ends what still runs."""
        for process in self._running:
            process.kill()
            process.wait()


def faults_of(gaps: Sequence[Gap], place: str) -> list[str]:
    """Every tolerance that does not lie in a gap, as a sentence.

    Args:
        gaps: of one assignment.
        place: the master, for the sentences.
    """
    faults = []
    for gap in gaps:
        where = f"{place}: {gap.question}, {gap.check!r}"
        if gap.refused:
            faults.append(f"{where} fails for {_listed(gap.refused)} with some random inputs.")
        elif gap.noise > MOST_NOISE:
            faults.append(
                f"{where}: right answers use up {gap.noise:.0%} of its tolerance by noise alone. "
                "Widen it, or draw inputs of a smaller range."
            )
    for question in sorted({gap.question for gap in gaps}):
        best: dict[str, float] = {}
        for gap in gaps:
            if gap.question == question:
                for idea, distance in gap.wrong.items():
                    best[idea] = max(best.get(idea, 0.0), distance)
        if not best and any(gap.question == question and gap.noise > 0 for gap in gaps):
            faults.append(
                f"{place}: no misconception of {question} fails one of its tolerances, so nothing "
                "shows how wide they may be. Write one in misconceptions.py."
            )
        faults += [
            f"{place}: {question} tells {idea} from a right answer by {distance:.2g} times a "
            f"tolerance only. Choose inputs that bring it out beyond {LEAST_DISTANCE:g} times."
            for idea, distance in sorted(best.items())
            if distance <= LEAST_DISTANCE
        ]
    return faults


def decade(value: float, *, up: bool) -> str:
    """A power of ten on one side of a number: the same on machines that round differently."""
    if value <= 0.0:
        return "0"
    exponent = math.log10(value)
    power = min(max(math.ceil(exponent) if up else math.floor(exponent), -99), 99)
    return f"1e{power:+03d}"


def _key(bundle: Bundle) -> str:
    return digest_of(
        "gaps",
        bundle.sha256,
        grading_code("measuring.py", "tolerances.py", "focus.py"),
        library_code(bundle),
        json.dumps(versions()),
    )


def _start(threads: int) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "KERAS_BACKEND": "tensorflow",
        "MPLBACKEND": "Agg",
        "PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    for name in ("OPENBLAS", "OMP", "MKL"):
        environment[f"{name}_NUM_THREADS"] = str(threads)
    for name in ("INTRAOP", "INTEROP"):
        environment[f"TF_NUM_{name}_THREADS"] = str(threads)
    return subprocess.Popen(
        [sys.executable, "-c", _MAIN, str(os.getpid())],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _finished(process: subprocess.Popen[str]) -> list[dict[str, dict[str, object]]]:
    output, errors = process.communicate()
    if process.returncode != 0:
        words = (errors.strip().splitlines() or ["it said nothing"])[-1]
        raise GraderFault(f"The tolerances could not be measured: {words}")
    found: list[dict[str, dict[str, object]]] = json.loads(output)
    return found


def _gaps(text: str) -> tuple[Gap, ...]:
    """The gaps of one question: the worst of all processes."""
    runs = json.loads(text)
    gaps = []
    for question, checks in runs[0].items():
        for check in checks:
            found = [run[question][check] for run in runs]
            noises = [one["noise"] for one in found if one["noise"] is not None]
            refused = sorted({name for one in found for name in one["refused"]})
            if not noises and not refused:
                continue
            ideas = set.intersection(*(set(one["wrong"]) for one in found))
            wrong = {idea: min(one["wrong"][idea] for one in found) for idea in sorted(ideas)}
            gaps.append(Gap(question, check, max(noises, default=0.0), tuple(refused), wrong))
    return tuple(gaps)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
