"""The leak scan: what is withheld from students against all that they are handed.

Answers of every assignment are searched for in the files of every assignment. Nothing here
relies on how the files were made, so a hand-edited notebook is found as well as a careless master.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograder.course import find_assignments
from autograder.release.build import Built
from autograder.release.parallel import build_all, library_files
from autograder.release.passages import Passage, passages, unclean
from autograder.release.tokens import Token, streams
from autograder.release.tree import released_files
from autograder.release.withheld import Run, Withheld, long_number, withheld, words
from autograder.release.zips import START_HERE, build_wheel, has_library, start_here

_QUOTED = 6
_REPAIR = "Write it differently there, or leave it out."


def scan(root: Path) -> list[str]:
    """Searches the committed release of a checkout for leaks.

    Args:
        root: the checkout; ``assignments/``, ``course_lib`` and its wheel are read.

    Returns:
        One sentence for each leak, with the place.

    Raises:
        CourseFault: an assignment cannot be built, or a file cannot be read.
    """
    return find_leaks(build_all(find_assignments(root), root), released_files(root), root)


def find_leaks(built: Sequence[Built], files: Mapping[str, bytes], root: Path) -> list[str]:
    """Searches student files, ``course_lib`` and its wheel for what assignments withhold.

    Args:
        built: the assignments whose secrets are kept.
        files: what students get, by name in the release.
        root: the checkout that ``course_lib`` is taken from.

    Returns:
        One sentence for each leak, with the place.
    """
    everything = dict(files)
    found: list[str] = []
    if has_library(root):
        name, wheel = build_wheel(root)
        found += foreign_in_wheel(root, name, wheel)
        everything |= {
            f"course_lib/{path}": file.read_bytes() for path, file in library_files(root)
        }
        everything |= _beside_the_library(name, wheel)
        everything[START_HERE] = start_here(name, built).encode()
    for path, data in sorted(everything.items()):
        if path.endswith(".ipynb"):
            found += unclean(path, data)
    secrets = withheld(list(built))
    search = _Search(secrets)
    for passage in passages(everything):
        found += search.leaks_in(passage)
    return found


def foreign_in_wheel(root: Path, name: str, wheel: bytes) -> list[str]:
    """How the wheel's content differs from the checkout's ``course_lib``: in nothing, it must be.

    Args:
        root: the checkout.
        name: the wheel's file name.
        wheel: its bytes.
    """
    ours = {f"course_lib/{path}": file.read_bytes() for path, file in library_files(root)}
    described = f"{'-'.join(name.split('-')[:2])}.dist-info/"
    allowed = {described + member for member in ("METADATA", "WHEEL", "RECORD")}
    allowed.add(f"{described}licenses/LICENSE")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        theirs = {member: archive.read(member) for member in archive.namelist()}
    found = [
        f"{name}: it holds {member}, which is not in the checkout's course_lib. Take it out."
        for member in sorted(theirs.keys() - ours.keys() - allowed)
    ]
    found += [f"{name}: it lacks {member}." for member in sorted(ours.keys() - theirs.keys())]
    found += [
        f"{name}: its {member} is not the checkout's."
        for member in sorted(ours.keys() & theirs.keys())
        if ours[member] != theirs[member]
    ]
    return found


def _beside_the_library(name: str, wheel: bytes) -> dict[str, bytes]:
    """The wheel's members that are not ``course_lib`` itself, which is read from the checkout."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        return {
            f"{name}/{member}": archive.read(member)
            for member in archive.namelist()
            if not member.startswith("course_lib/")
        }


class _Search:
    """Looks for secrets in one passage after another."""

    def __init__(self, secrets: Withheld) -> None:
        self._secrets = secrets
        self._lengths = sorted({len(run) for run in secrets.runs})
        self._openings: dict[Run, list[Run]] = {}
        self._opening = min(map(len, secrets.sentences), default=1)
        for sentence in sorted(secrets.sentences):
            self._openings.setdefault(sentence[: self._opening], []).append(sentence)

    def leaks_in(self, passage: Passage) -> Iterator[str]:
        """One sentence for each secret in a passage, at the first place where it stands."""
        told: set[tuple[str, str]] = set()
        for line, what, said, quote in self._hits(passage.text):
            if (what, said) not in told:
                told.add((what, said))
                yield f"{passage.place(line)}: it holds {what} {said}: {quote} {_REPAIR}"

    def _hits(self, text: str) -> Iterator[tuple[int, str, str, str]]:
        for stream in streams(text):
            yield from self._runs_in(stream)
            for token in stream:
                number = long_number(token.text)
                if number is not None and number in self._secrets.numbers:
                    said = self._secrets.numbers[number]
                    yield token.line, "a number from", said, f"{token.text}."
        yield from self._words_in(words(text))

    def _runs_in(self, stream: list[Token]) -> Iterator[tuple[int, str, str, str]]:
        texts = [token.text for token in stream]
        for length in self._lengths:
            for start in range(len(texts) - length + 1):
                run = tuple(texts[start : start + length])
                said = self._secrets.runs.get(run)
                if said is not None:
                    quote = f"`{' '.join(run[:_QUOTED])} ...`."
                    yield stream[start].line, "code of", said, quote

    def _words_in(self, text: list[tuple[str, int]]) -> Iterator[tuple[int, str, str, str]]:
        plain = [word for word, _ in text]
        for start, (word, line) in enumerate(text):
            if word in self._secrets.names:
                yield line, "the name of", self._secrets.names[word], f"{word}."
            opening = tuple(plain[start : start + self._opening])
            for sentence in self._openings.get(opening, ()):
                if tuple(plain[start : start + len(sentence)]) == sentence:
                    quote = f'"{" ".join(sentence[:_QUOTED])} ...".'
                    yield line, "words of", self._secrets.sentences[sentence], quote
