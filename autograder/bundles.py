"""Bundles as text and as zips: what the release writes, and what examiner and batch read.

A bundle's zip is an otter autograder zip with one member more, ``course/bundle.json``. Only that
member is read here, so opening a bundle costs a few milliseconds.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.course import (
    Alternative,
    Bundle,
    Limits,
    ManualQuestion,
    Misconception,
    NotebookCell,
    Question,
    Role,
)
from autograder.faults import CourseFault, GraderFault

BUNDLE_MEMBER = "course/bundle.json"
"""Where the record lies inside the zip."""

SCHEMA = 1

LARGEST_RECORD = 64 * 2**20
"""Bytes of JSON that a bundle may hold; ten times the largest that makes sense."""


def seal(bundle: Bundle) -> Bundle:
    """The same bundle with ``sha256`` set to the hash of everything else in it."""
    return dataclasses.replace(bundle, sha256=_content_hash(bundle))


def bundle_to_json(bundle: Bundle) -> str:
    """A bundle as text: sorted keys, LF, one trailing newline."""
    data = {"schema": SCHEMA, **dataclasses.asdict(bundle)}
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def bundle_from_json(text: str) -> Bundle:
    """Reads what ``bundle_to_json`` wrote.

    Raises:
        ValueError: the text is not a bundle of this schema, or its content was changed.
    """
    try:
        data = json.loads(text)
        if data.pop("schema") != SCHEMA:
            raise ValueError("it was written by another version of the release")
        bundle = _revive(data)
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"it does not hold what a bundle holds ({error})") from error
    if bundle.sha256 != _content_hash(bundle):
        raise ValueError("its content is not what was sealed")
    return bundle


def load_bundle(path: Path) -> Bundle:
    """Opens a bundle, or any otter autograder zip.

    Args:
        path: ``build/bundles/NN_slug.zip``, or what ``otter assign`` or ``otter generate`` wrote.

    Raises:
        CourseFault: there is no such file.
        GraderFault: the file is damaged, or was written by another version.
    """
    if not path.is_file():
        raise CourseFault(path, None, "There is no such bundle.", "Build it with: make release")
    try:
        with zipfile.ZipFile(path) as archive:
            if BUNDLE_MEMBER not in archive.namelist():
                return foreign_bundle(archive, path.stem)
            if archive.getinfo(BUNDLE_MEMBER).file_size > LARGEST_RECORD:
                raise ValueError("its record is too large")
            text = archive.read(BUNDLE_MEMBER).decode("utf-8")
        return bundle_from_json(text)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError) as error:
        raise GraderFault(
            f"{path}: this bundle cannot be used: {error}. Build it again with: make release"
        ) from error


_LARGEST_SUPPORT = 16 * 2**20


def foreign_bundle(archive: zipfile.ZipFile, name: str) -> Bundle:
    """The bundle of an otter autograder zip that did not come from our release.

    Its notebook, its reference and its misconceptions are not known, so nothing is put back,
    nothing lent and no idea named; its tests are run as they are.

    Args:
        archive: with ``tests/*.py`` in it, of either of otter's formats.
        name: what to call the assignment where the zip does not say.

    Raises:
        ValueError: there are no tests in it.
    """
    names = archive.namelist()
    tests = [n for n in names if n.startswith("tests/") and n.endswith(".py")]
    if not tests:
        raise ValueError("it holds neither course/bundle.json nor tests/*.py")
    config = {}
    if "otter_config.json" in names:
        config = json.loads(archive.read("otter_config.json"))
    slug = str(config.get("assignment_name") or "")
    support = [n for n in names if n.startswith("files/") and not n.endswith("/")]
    if sum(archive.getinfo(n).file_size for n in support) > _LARGEST_SUPPORT:
        raise ValueError("its support files are larger than 16 MiB")
    questions = [_foreign_question(archive.read(n).decode("utf-8"), n) for n in sorted(tests)]
    return seal(
        Bundle(
            assignment=slug or name,
            slug=slug,
            title=slug or name,
            sha256="",
            cells=(),
            questions=tuple(sorted(questions, key=lambda q: _natural(q.name))),
            answers={},
            files={
                n.removeprefix("files/"): base64.b64encode(archive.read(n)).decode()
                for n in support
            },
        )
    )


def _foreign_question(source: str, member: str) -> Question:
    name = PurePosixPath(member).stem
    return Question(name=name, title=name, points=0.0, tests=source)


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(d) if d else -1, w) for d, w in re.findall(r"(\d+)|(\D+)", name)]


def frame_of(bundle: Bundle) -> str:
    """The hash of all that decides over every question alike: cells that run, answers, ideas.

    Not in it are the checks (see ``checks_of``), prose, and what a person marks.
    """
    data = dataclasses.asdict(bundle)
    data["cells"] = [cell for cell in data["cells"] if cell["role"] != Role.PROSE]
    for left_out in ("sha256", "title", "questions", "alternatives", "manual"):
        del data[left_out]
    return _hash_of(data)


def checks_of(question: Question) -> str:
    """The hash of one question's checks, points and title."""
    return _hash_of(dataclasses.asdict(question))


def _content_hash(bundle: Bundle) -> str:
    data = dataclasses.asdict(bundle)
    del data["sha256"]
    return _hash_of(data)


def _hash_of(data: dict[str, Any]) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _revive(data: dict[str, Any]) -> Bundle:
    return Bundle(
        **{
            **data,
            "cells": tuple(
                NotebookCell(**{**cell, "role": Role(cell["role"])}) for cell in data["cells"]
            ),
            "questions": tuple(Question(**question) for question in data["questions"]),
            "answers": {str(cell): str(source) for cell, source in data["answers"].items()},
            "misconceptions": tuple(Misconception(**idea) for idea in data["misconceptions"]),
            "alternatives": tuple(Alternative(**idea) for idea in data["alternatives"]),
            "limits": Limits(**data["limits"]),
            "manual": tuple(ManualQuestion(**question) for question in data["manual"]),
        }
    )
