"""What a proof remembers, and what it finds out again."""

from __future__ import annotations

from pathlib import Path

from autograder.release.outcomes import Outcomes


def test_what_is_kept_is_there_next_time(tmp_path: Path) -> None:
    """A proof of which nothing has changed grades nothing."""
    path = tmp_path / "outcomes.json"
    first = Outcomes(path)
    first.keep("a", "text")
    first.save()
    assert Outcomes(path).text("a") == "text"


def test_what_does_not_last_is_known_now_and_found_out_again(tmp_path: Path) -> None:
    """As when a notebook ran out of time on a busy machine."""
    path = tmp_path / "outcomes.json"
    first = Outcomes(path)
    first.keep("slow", "timed out", lasting=False)
    first.keep("a", "text")
    first.save()
    assert first.text("slow") == "timed out"
    assert Outcomes(path).text("slow") is None
    assert Outcomes(path).text("a") == "text"


def test_what_nobody_asked_for_goes_when_the_file_is_tidied(tmp_path: Path) -> None:
    """So that the file does not grow with every draft."""
    path = tmp_path / "outcomes.json"
    first = Outcomes(path)
    first.keep("old", "text")
    first.keep("new", "text")
    first.save()
    second = Outcomes(path)
    assert second.text("new") == "text"
    second.save(only_used=True)
    assert Outcomes(path).text("old") is None
    assert Outcomes(path).text("new") == "text"


def test_a_damaged_file_is_no_outcome(tmp_path: Path) -> None:
    """It costs time, not the proof."""
    path = tmp_path / "outcomes.json"
    path.write_text('{"schema": 1, "kept": [1', "utf-8")
    assert Outcomes(path).text("a") is None
