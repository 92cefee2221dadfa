"""Pictures wait for their question instead of breaking the notebook."""

from __future__ import annotations

import pytest

from course_lib import once_ready


def test_an_unfinished_answer_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """The error ends the block, is named, and goes no further."""
    with once_ready("q3"):
        raise TypeError("cannot unpack non-iterable NoneType object")
    said = capsys.readouterr().out
    assert said.startswith("This picture waits for q3, or for a question before it.")
    assert "cannot unpack" in said
    assert 1 == said.count("\n")


@pytest.mark.parametrize(
    ("question", "words"),
    [("q1", "for q1. Finish that question"), ("q1 to q7", "for q1 to q7. Finish those that are")],
)
def test_it_says_how_many_questions_may_be_missing(
    question: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the first there is none, and of several it is said so."""
    with once_ready(question):
        raise NameError("name 'batches' is not defined")
    assert words in capsys.readouterr().out


def test_a_finished_answer_goes_through_silently(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said where nothing is missing."""
    with once_ready("q3"):
        done = 1 + 1
    assert 2 == done
    assert "" == capsys.readouterr().out


def test_an_interruption_is_not_swallowed() -> None:
    """A student who stops a cell stops it."""
    with pytest.raises(KeyboardInterrupt), once_ready("q3"):
        raise KeyboardInterrupt
