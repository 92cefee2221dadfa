"""Passages that two answers share and few others have.

Answers are compared by runs of tokens. What was handed out, the reference and every answer that
the course knows are taken away first, then what much of the class shares: it is how one writes
this, and tells nothing about anybody. What is left is ranked by length and rarity.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from autograder.similarity.answers import Answer, Given
from autograder.similarity.code_tokens import BREAK, Token

RUN = 12
"""Tokens that must follow each other in the same way to be compared at all."""

_COMMON = 0.2
_TRIED = 20
_PLACES = 8
"""So many places of one run in one answer are looked at: a text may be one run a thousand times."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Tokens that follow each other in two answers.

    Attributes:
        left: from which token to which of the first answer, the end not included.
        right: the same of the second.
        shared_by: how many answers have all of it, both counted.
        verbatim: whether names, comments and words in strings are the same, too.
    """

    left: tuple[int, int]
    right: tuple[int, int]
    shared_by: int
    verbatim: bool

    @property
    def tokens(self) -> int:
        """How long it is."""
        return self.left[1] - self.left[0]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers to one question, and where they are alike.

    Attributes:
        answers: how many answers to this question there are.
        weight: what the order of pairs is made of: tokens, the rarer the more.
    """

    left: Answer
    right: Answer
    passages: tuple[Passage, ...]
    answers: int
    weight: float

    @property
    def tokens(self) -> int:
        """How many tokens all passages have."""
        return sum(passage.tokens for passage in self.passages)


def pairs_in(answers: Sequence[Answer], given: Given, least: int, most: int) -> list[Pair]:
    """The pairs of one question that are most alike, the most alike first.

    Args:
        answers: everybody's to one question.
        given: what is known of the assignment.
        least: tokens that the longest passage of a pair must have.
        most: pairs that are wanted.
    """
    index = _Index(answers, given)
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for holders in index.rare.values():
        for pair in combinations(holders, 2):
            weights[pair] += index.weight(len(holders))
    found: list[Pair] = []
    # Beyond so many there are only crumbs, and each of them costs a comparison.
    ranked = heapq.nsmallest(_TRIED * most, weights.items(), key=lambda one: (-one[1], one[0]))
    for (i, j), weight in ranked:
        if len(found) == most:
            break
        left, right = answers[i], answers[j]
        if set(left.authors) & set(right.authors):
            continue
        passages = tuple(index.passages(i, j))
        if max((passage.tokens for passage in passages), default=0) >= least:
            found.append(Pair(left, right, passages, len(answers), round(weight, 6)))
    return found


def most_that_counts(answers: int) -> int:
    """How many answers may share a passage before it is how one writes this.

    Args:
        answers: of the whole class.
    """
    return max(2, min(5, answers // 2), int(answers * _COMMON))


class _Index:
    """Which runs of tokens stand where.

    Args:
        answers: to one question.
        given: what tells nothing.
    """

    def __init__(self, answers: Sequence[Answer], given: Given) -> None:
        self._answers = answers
        self._known = {run for text in given.texts for _, run in _runs(text)}
        first: dict[int, int] = {}
        holders: dict[int, list[int]] = {}
        for number, answer in enumerate(answers):
            for run in dict.fromkeys(run for _, run in _runs(answer.tokens)):
                if run in self._known:
                    continue
                # Most runs are one answer's alone, and take no list.
                if first.setdefault(run, number) != number:
                    holders.setdefault(run, [first[run]]).append(number)
        limit = most_that_counts(len(answers))
        self.rare = {run: who for run, who in holders.items() if len(who) <= limit}

    def weight(self, holders: int) -> float:
        """What one shared run is worth: little if many have it."""
        return math.log2(1 + len(self._answers) / holders)

    def passages(self, i: int, j: int) -> Iterator[Passage]:
        """The passages that two answers share, in the order of the first; none overlap."""
        left, right = self._answers[i], self._answers[j]
        places: dict[int, list[int]] = {}
        for place, run in _runs(right.tokens):
            if run in self.rare:
                places.setdefault(run, []).append(place)
        used = bytearray(len(right.tokens))
        end = 0
        for place, run in _runs(left.tokens):
            if place < end or run not in places:
                continue
            free = [there for there in places[run] if not any(used[there : there + RUN])]
            lengths = [
                (self._length(left, right, (place, there), used), -there)
                for there in free[:_PLACES]
            ]
            length, back = max(lengths, default=(0, 0))
            if length:
                there, end = -back, place + length
                used[there : there + length] = b"\1" * length
                yield Passage(
                    (place, end),
                    (there, there + length),
                    self._shared_by(left.tokens[place:end]),
                    _text(left, place, end) == _text(right, there, there + length),
                )

    def _length(self, left: Answer, right: Answer, start: tuple[int, int], used: bytearray) -> int:
        """How many tokens are the same from one run on, as long as they are not given ones."""
        place, there = start
        words = [token.word for token in left.tokens[place : place + RUN]]
        length = len(words)
        mine, theirs = left.tokens, right.tokens
        while place + length < len(mine) and there + length < len(theirs):
            word = mine[place + length].word
            words.append(word)
            if word == BREAK or word != theirs[there + length].word or used[there + length]:
                break
            if _run(words[-RUN:]) in self._known:
                break
            length += 1
        return length

    def _shared_by(self, tokens: Sequence[Token]) -> int:
        holders = [set(self.rare[run]) for _, run in _runs(tokens) if run in self.rare]
        return len(set.intersection(*holders)) if holders else 0


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    words = [token.word for token in tokens]
    clear = 0
    for place, word in enumerate(words):
        clear = 0 if word == BREAK else clear + 1
        if clear >= RUN:
            start = place - RUN + 1
            yield start, _run(words[start : place + 1])


def _run(words: Sequence[str]) -> int:
    # Python salts it anew in each process, so that nobody can write two runs of one hash.
    return hash(tuple(words))


def _text(answer: Answer, start: int, end: int) -> str:
    text = answer.source[answer.tokens[start].start : answer.tokens[end - 1].end]
    return " ".join(text.split())


def by_question(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """Answers to the same question together."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.question, []).append(answer)
    return found
