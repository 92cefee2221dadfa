"""Passages that two answers share and few others have."""

from __future__ import annotations

import random
import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.similarity.answers import Answer, Given
from autograder.similarity.code_tokens import BREAK, LONGEST_SOURCE, code_tokens
from autograder.similarity.passages import Pair, most_that_counts, pairs_in

NOTHING = Given(frozenset(), ())
ODD = """
def cell(x, h):
    steps = []
    for index, value in enumerate(x):
        h = 0.25 * h + value ** 3 if index % 7 else abs(h)
        steps.append(max(h, -value) // 2)
    return steps[::-1]
"""
RENAMED = """
# my own work
def neuron( inputs,state ):
    out=[]
    for i,v in enumerate(inputs):
        state=0.25*state+v**3 if i%7 else abs(state)
        out.append(max(state,-v)//2)
    return out[::-1]
"""


def _answer(who: str, source: str) -> Answer:
    return Answer((who,), "q1", source, tuple(code_tokens(source)))


def _own(seed: int, length: int = 60) -> str:
    """An answer that looks like nobody else's."""
    rng = random.Random(seed)
    signs = ["+", "-", "*", "//", "%", "<", "(", ")", "[", "]", ":", ",", "if", "else", "for"]
    words = [f"{rng.choice(signs)} {rng.randrange(10**6)}" for _ in range(length)]
    return " ".join(words)


def _class(count: int) -> list[Answer]:
    return [_answer(f"s{n}", _own(n)) for n in range(count)]


def _names(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(pair.left.authors[0], pair.right.authors[0]) for pair in pairs]


def test_a_copy_with_other_names_is_found() -> None:
    """And nobody else is."""
    answers = [*_class(20), _answer("ada", ODD), _answer("ben", RENAMED)]
    (pair,) = pairs_in(answers, NOTHING, 20, 10)
    assert [("ada", "ben")] == _names([pair])
    (passage,) = pair.passages
    assert passage.tokens == len(pair.left.tokens)
    assert (2, 22, False) == (passage.shared_by, pair.answers, passage.verbatim)


def test_an_exact_copy_says_so() -> None:
    """Comments and names and all."""
    answers = [*_class(5), _answer("ada", RENAMED), _answer("ben", RENAMED)]
    (pair,) = pairs_in(answers, NOTHING, 20, 10)
    assert [True] == [passage.verbatim for passage in pair.passages]


def test_what_everybody_was_given_or_is_known_is_nobodys() -> None:
    """Skeleton, reference and known answers are taken away."""
    answers = [*_class(20), _answer("ada", ODD), _answer("ben", RENAMED)]
    known = Given(frozenset(), (tuple(code_tokens(ODD)),))
    assert [] == pairs_in(answers, known, 20, 10)


@pytest.mark.parametrize(("sharing", "shown"), [(2, True), (20, True), (21, False), (90, False)])
def test_what_many_share_is_no_evidence(sharing: int, shown: bool) -> None:
    """Up to a fifth of the class may look alike and be shown."""
    assert 20 == most_that_counts(100)
    answers = [
        *_class(100 - sharing),
        *(_answer(f"x{n}", ODD) for n in range(sharing)),
    ]
    pairs = pairs_in(answers, NOTHING, 20, 500)
    assert sharing * (sharing - 1) // 2 * shown == len(pairs)
    assert all(sharing == passage.shared_by for pair in pairs for passage in pair.passages)


def test_the_rarer_and_longer_comes_first() -> None:
    """Whatever the names of students."""
    long = ODD + ODD.replace("0.25", "0.75").replace("% 7", "% 9")
    answers = [
        *_class(40),
        *(_answer(f"a{n}", ODD) for n in range(5)),
        *(_answer(f"z{n}", long.replace("3", "4")) for n in range(2)),
    ]
    pairs = pairs_in(answers, NOTHING, 20, 3)
    assert ("z0", "z1") == _names(pairs)[0]
    assert 3 == len(pairs)


def test_members_of_a_group_are_not_compared() -> None:
    """What they share they may share; with others they are."""
    source = ODD
    tokens = tuple(code_tokens(source))
    answers = [
        *_class(10),
        Answer(("ada", "ben"), "q1", source, tokens),
        Answer(("ada", "cyd"), "q1", source, tokens),
        Answer(("dan",), "q1", source, tokens),
    ]
    assert {("ada", "dan")} == {*_names(pairs_in(answers, NOTHING, 20, 10))}
    assert 2 == len(pairs_in(answers, NOTHING, 20, 10))


def test_no_passage_goes_over_the_end_of_a_cell() -> None:
    """Two cells side by side were not written as one."""
    half = len(ODD) // 2
    cut = ODD[:half] + f"\n{BREAK}\n" + ODD[half:]
    pairs = pairs_in([*_class(9), _answer("a", cut), _answer("b", cut)], NOTHING, 12, 9)
    assert all(
        BREAK not in {token.word for token in pair.left.tokens[slice(*passage.left)]}
        for pair in pairs
        for passage in pair.passages
    )
    assert pairs


@pytest.mark.parametrize("source", ["x " * LONGEST_SOURCE, "(" * LONGEST_SOURCE, "", "\0" * 99])
def test_hostile_answers_are_answers(source: str) -> None:
    """One run a thousand times, nothing, or no Python at all."""
    answers = [*_class(9), _answer("a", source), _answer("b", source)]
    pairs = pairs_in(answers, NOTHING, 20, 9)
    assert {*_names(pairs)} <= {("a", "b")}


@given(st.lists(st.text(alphabet=string.ascii_letters[:3] + " +(1\n'#", max_size=120), max_size=6))
@settings(deadline=None)
def test_every_passage_is_where_it_says(sources: list[str]) -> None:
    """Equal tokens on both sides, none used twice on either."""
    answers = [_answer(f"s{n}", source) for n, source in enumerate(sources)]
    for pair in pairs_in(answers, NOTHING, 12, 50):
        for side, spans in (
            (pair.left, [passage.left for passage in pair.passages]),
            (pair.right, [passage.right for passage in pair.passages]),
        ):
            ordered = sorted(spans)
            assert all(a[1] <= b[0] for a, b in pairwise(ordered))
            assert all(0 <= a < b <= len(side.tokens) for a, b in spans)
        for passage in pair.passages:
            left = [t.word for t in pair.left.tokens[slice(*passage.left)]]
            assert left == [t.word for t in pair.right.tokens[slice(*passage.right)]]
            assert 2 <= passage.shared_by <= len(answers)
