"""The page of measurements: ratios with their bars first, and parts that are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import sections
from benchmarks.sections import Line, Section, at_least, at_most, longest, paired
from benchmarks.stages import Stopwatch


def test_bars_hold_at_the_median() -> None:
    """One slow pair decides nothing."""
    assert at_most("x", [1.0, 1.1, 9.0], 1.15).held
    assert not at_most("x", [1.0, 1.2, 1.3], 1.15).held
    assert at_least("x", [1.0, 16.0, 17.0], 15).held
    assert not longest("x", [0.03, 0.05, 0.06], 40, "ms").held
    assert [2.0, 0.5] == paired([4.0, 1.0], [2.0, 2.0])


def test_a_part_that_is_measured_again_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that was stopped, or that asked for one part, loses nothing."""
    monkeypatch.setattr(sections, "KEPT", tmp_path / "kept")
    page = tmp_path / "page.md"
    for name, found in (("one", "1×"), ("two", "2×"), ("one", "3×")):
        line = Line(f"ratio of {name}", found, "", "≤ 2×", found != "3×")
        sections.keep(Section(name, f"Part {name}", (line,), "Words."), quick=True)
    sections.write_page(["one", "two", "three"], page)
    text = page.read_text()
    assert "| ratio of one | 3× |  | ≤ 2× | **no** | `one` |" in text
    assert "| ratio of two | 2× |  | ≤ 2× | yes | `two` |" in text
    assert "1×" not in text
    assert text.index("ratio of two") < text.index("## Part one") < text.index("## Part two")


def test_stages_add_up_to_the_whole() -> None:
    """What a stage inside another takes is not the outer one's."""
    watch = Stopwatch()
    with watch.stage("outer"):
        with watch.stage("inner"):
            sum(range(200_000))
        with watch.stage("inner"):
            pass
    assert {"outer", "inner"} == set(watch.seconds)
    assert 2 == watch.times["inner"]
    assert watch.seconds["inner"] > watch.seconds["outer"]
