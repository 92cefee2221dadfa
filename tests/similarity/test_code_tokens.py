"""Answers as tokens: names, comments and layout do not count, and no text takes long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.similarity.code_tokens import (
    LONGEST_SOURCE,
    MOST_TOKENS,
    called_in,
    code_tokens,
)


def _words(source: str, known: tuple[str, ...] = ()) -> list[str]:
    return [token.word for token in code_tokens(source, known)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("total = a + b", "s=x  +  y  # the sum"),
        ("f('one')", 'g("two")'),
        ("for row in rows:\n    print(row)", "for r in table :\n\tprint( r )"),
        ("x = '''a\nb'''", 'y = ""'),
        ("r'\\d' + b", 'f"{x}" + c'),
    ],
)
def test_what_is_only_written_otherwise_is_the_same(one: str, other: str) -> None:
    """Other names, comments, quotes, words and blanks."""
    assert _words(one) == _words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a + b", "a - b"),
        ("np.dot(a, b)", "np.sum(a, b)"),
        ("x = 1", "x = 2"),
        ("len(a)", "sum(a)"),
        ("a ** b", "a * b"),
        ("a == b", "a = b"),
    ],
)
def test_what_does_something_else_is_not(one: str, other: str) -> None:
    """Operators, numbers, Python's own names and what stands behind a dot."""
    assert _words(one) != _words(other)


def test_names_that_were_handed_out_are_nobodys_own() -> None:
    """They count as they are."""
    assert ["name", "=", "gates", "(", "name", ")"] == _words("f = gates(y)", ("gates",))


def test_functions_are_found_outside_of_texts() -> None:
    """Not in comments, not in strings, and nothing that is only named."""
    assert {"f", "g"} == called_in("def f(a):\n    return g (a) + a  # h(a)\nb = 'i(a)'")


PIECES = st.sampled_from(
    ['"""', "'''", '"', "'", "\\", "\n", "#", "r", "1e", "+", "3", "def f(", "é", "²", "\x0c", "\0"]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
@settings(deadline=None)
def test_any_text_is_tokens_in_their_order(source: str) -> None:
    """Nothing is refused, nothing is read twice, and what is between tokens is white space."""
    end = 0
    for token in code_tokens(source):
        assert end <= token.start < token.end <= len(source)
        between = source[end : token.start].replace("\\\n", " ")
        assert all(not line.strip() or line.strip().startswith("#") for line in between.split("\n"))
        end = token.end


@pytest.mark.parametrize("piece", ['"""\n\\', "'''\n\\", " \n", '"\\', "((((", "#", "1e+", "é"])
def test_a_long_text_is_read_up_to_a_length(piece: str) -> None:
    """Texts that lead other readers to read them again for each of their characters."""
    tokens = code_tokens(piece * 200_000)
    assert MOST_TOKENS >= len(tokens)
    assert all(token.end <= LONGEST_SOURCE for token in tokens)
