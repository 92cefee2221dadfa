"""Certificates: what a proof found, in a small file beside the master.

A certificate says which sources, which checks and which grading code it speaks for. As long as
these are the same, nobody has to prove the assignment again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.bundles import load_bundle
from autograder.course import AssignmentFolder, Bundle, Role
from autograder.examiner.versions import versions
from autograder.records import write_atomically
from autograder.release.dependencies import grading_code, library_code
from autograder.release.findings import kills_of, survivors_of
from autograder.release.outcomes import digest_of
from autograder.release.proof import Claim, Proof, Setting, prove
from autograder.release.survivors import read_survivors
from autograder.release.tolerances import Gap, decade
from autograder.release.trials import Kind

NAME = "proof.json"
SCHEMA = 1

_JUDGES = (
    "dependencies.py",
    "findings.py",
    "focus.py",
    "measuring.py",
    "mistakes.py",
    "mutants.py",
    "outcomes.py",
    "proof.py",
    "survivors.py",
    "tolerances.py",
    "trials.py",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a certificate can be relied on.

    Attributes:
        problem: a sentence that names the file and the repair, or None.
        current: whether it speaks for what is here now, libraries included.
    """

    problem: str | None
    current: bool


def certificate_text(proof: Proof, folder: AssignmentFolder, bundle: Bundle) -> str:
    """The certificate of a proof that holds: equal sources give equal bytes.

    Args:
        proof: of the whole assignment.
        folder: the assignment's sources.
        bundle: what was built from them.
    """
    content = {
        "schema": SCHEMA,
        "assignment": proof.assignment,
        "sources": _sources(folder, bundle),
        "versions": _environment(),
        "questions": {name: _question(proof, name) for name in proof.questions},
    }
    return _sealed(content)


def write_certificate(proof: Proof, folder: AssignmentFolder, bundle: Bundle) -> None:
    """Writes ``proof.json`` beside the master, if it says anything new.

    Args:
        proof: of the whole assignment, without faults.
        folder: the assignment's sources.
        bundle: what was built from them.
    """
    path, text = folder.path / NAME, certificate_text(proof, folder, bundle)
    if not path.is_file() or path.read_bytes() != text.encode("utf-8"):
        write_atomically(path, text)


def verify(assignments: Sequence[tuple[AssignmentFolder, Path]], setting: Setting) -> list[str]:
    """Relies on certificates where they are current, and proves again where they are not.

    The reference and the skeleton of every assignment are graded in any case.

    Args:
        assignments: the sources of each, and its bundle.
        setting: how to prove.

    Returns:
        One sentence for everything that is wrong.

    Raises:
        CourseFault: notes cannot be read.
        GraderFault: the sandbox could not start.
    """
    found = [standing(folder, load_bundle(archive)) for folder, archive in assignments]
    claims = [
        Claim(folder, archive, ends_only=one.current, ends_anew=True)
        for (folder, archive), one in zip(assignments, found, strict=True)
    ]
    wrong = []
    for proof, one in zip(prove(claims, setting), found, strict=True):
        wrong += [*proof.faults, *([one.problem] if one.problem else [])]
    return wrong


def standing(folder: AssignmentFolder, bundle: Bundle) -> Standing:
    """Compares a certificate with the sources, the grading code and the libraries that are here.

    Args:
        folder: the assignment's sources.
        bundle: what is built from them.
    """
    place = f"solutions/{folder.name}/{NAME}"
    repair = f"Run: python -m autograder prove {folder.name}"
    try:
        text = (folder.path / NAME).read_text("utf-8")
    except FileNotFoundError:
        return Standing(f"{place} is missing: the assignment is not proved. {repair}", False)
    except (OSError, UnicodeDecodeError):
        return Standing(f"{place} cannot be read. {repair}", False)
    try:
        content = json.loads(text)
        del content["seal"]
        intact = content["schema"] == SCHEMA and _sealed(content) == text
    except (ValueError, KeyError, TypeError):
        intact = False
    if not intact:
        return Standing(f"{place} was changed by hand. {repair}", False)
    now = _sources(folder, bundle)
    was = content["sources"]
    changed = [what for what in now if was.get(what) != now[what]]
    if changed:
        words = f"{place} proves an earlier state: since then changed: {', '.join(changed)}."
        return Standing(f"{words} {repair}", False)
    # Another Python is no fault of the sources: it is proved again here, and that is enough.
    return Standing(None, content["versions"] == _environment())


def _sources(folder: AssignmentFolder, bundle: Bundle) -> dict[str, str]:
    """Hashes of all that a proof depends on, by the words a person knows it by."""
    given = [c.source for c in bundle.cells if c.role is Role.GIVEN]
    answers = [
        f"{c.question}\n{bundle.answers[c.id]}" for c in bundle.cells if c.id in bundle.answers
    ]
    skeleton = [c.source for c in bundle.cells if c.role is Role.ANSWER]
    return {
        "the given cells of master.py": _short(
            *given, json.dumps(bundle.files), str(bundle.limits)
        ),
        "the answers of master.py": _short(*answers, *skeleton),
        "the checks of master.py": _short(
            *(part for q in bundle.questions for part in (q.name, q.tests))
        ),
        "misconceptions.py": _short(
            *(p for i in bundle.misconceptions for p in (i.name, i.question, i.hint, i.source))
        ),
        "alternatives.py": _short(
            *(p for a in bundle.alternatives for p in (a.name, a.question, a.source))
        ),
        "the surviving mutants in notes.md": _short(
            *(p for e in read_survivors(folder).values() for p in (e.question, e.mutant, e.why))
        ),
        "what it uses of course_lib": library_code(bundle)[:16],
        "the code that grades and proves": grading_code(*_JUDGES)[:16],
    }


def _environment() -> dict[str, str]:
    """Library versions, and Python's without what only repairs bugs."""
    found = dict(versions())
    found["python"] = ".".join(found["python"].split(".")[:2])
    return found


def _question(proof: Proof, question: str) -> dict[str, Any]:
    own = [result for result in proof.results if result.question == question]
    mutants = [r for r in own if r.kind is Kind.MUTANT and not r.stillborn]
    kills = kills_of(own)
    gaps = {gap.check: gap for gap in proof.gaps if gap.question == question}
    return {
        "misconceptions": sum(result.kind is Kind.MISCONCEPTION for result in own),
        "alternatives": sum(result.kind is Kind.ALTERNATIVE for result in own),
        "mutants": len(mutants),
        "survivors": {
            result.name: next(e.why for e in proof.explained if e.mutant == result.name)
            for result in survivors_of(own)
        },
        "checks": {
            check: {"caught": kills.get((question, check), 0), **_gap(gaps.get(check))}
            for check in proof.checks[question]
        },
    }


def _gap(gap: Gap | None) -> dict[str, Any]:
    if gap is None:
        return {}
    found: dict[str, Any] = {"noise_below": decade(gap.noise, up=True)}
    if gap.nearest is not None:
        found["wrong_above"] = decade(gap.nearest[1], up=False)
    return found


def _sealed(content: dict[str, Any]) -> str:
    """The content as text with its own hash in it, so that a stroke of the pen is noticed."""
    seal = _short(json.dumps(content, sort_keys=True))
    return json.dumps({**content, "seal": seal}, indent=1, sort_keys=True) + "\n"


def _short(*parts: str) -> str:
    return digest_of(*parts)[:16]
