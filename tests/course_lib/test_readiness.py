"""Pictures wait for their question instead of breaking the notebook."""

from __future__ import annotations

import pytest

from course_lib import once_ready


def test_an_unfinished_answer_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """The error ends the block, is named, and goes no further."""
    with once_ready("q3"):
        raise TypeError("cannot unpack non-iterable NoneType object")
    said = capsys.readouterr().out
    assert said.startswith("This picture waits for q3.")
    assert "cannot unpack" in said
    assert 1 == said.count("\n")


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
