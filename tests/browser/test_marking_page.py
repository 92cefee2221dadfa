"""The worksheet in a browser: what is typed is what is entered, and nothing is lost by accident."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autograder.plots import Plot, plot_from_pixels
from autograder.report.marking_page import marking_page
from autograder.worksheet import Row, read_worksheet, rows_of
from tests.browser.looking import Opened
from tests.manual.answered import answered

Look = Callable[..., Opened]
COMMENTS = (
    "Nearly. What is a step here?",
    '=HYPERLINK("http://evil.example"); +1',
    'two\nlines, "quoted"\n-3 of them;=1',
    "",
)


def _drawn(_: Row) -> tuple[Plot, ...]:
    pixels = np.full((40, 60, 3), 120, np.uint8)
    return tuple(plot_from_pixels(4, name, "Drawn", pixels) for name in ("q2", "q1"))


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Four answers to one question."""
    rows = rows_of([answered(f"student {n}", f"Because {n}.") for n in range(4)])
    path = tmp_path / "marks.html"
    path.write_text(marking_page(rows, plots=_drawn), encoding="utf-8")
    return path


def test_what_is_typed_comes_back(look: Look, sheet: Path) -> None:
    """Points and comments as they were typed, though a spreadsheet may open the file between."""
    opened = look()
    opened.go(sheet)
    page = opened.page
    for place, comment in enumerate(COMMENTS):
        page.locator("article").nth(place).get_by_label("Points, of 3").fill(f"{place / 2:g}")
        page.locator("article").nth(place).get_by_label("Comment for the student").fill(comment)
    assert "4 of 4 have points" == page.locator("output").inner_text()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Download marks.csv").click()
    assert "marks.csv" == saving.value.suggested_filename
    entries = read_worksheet(Path(saving.value.path()).read_bytes())
    assert [0.0, 0.5, 1.0, 1.5] == [entry.points for entry in entries]
    assert list(COMMENTS) == [entry.comment for entry in entries]
    assert [f"student {n}" for n in range(4)] == [entry.names[1] for entry in entries]
    assert [] == opened.happened
    assert 1 == len(set(opened.scripts))


@pytest.mark.parametrize(("points", "comment"), [("", "A word, and no points."), ("4", "")])
def test_a_slip_is_pointed_at(look: Look, sheet: Path, points: str, comment: str) -> None:
    """The field gets the focus, and nothing is downloaded."""
    opened = look()
    opened.go(sheet)
    saved: list[object] = []
    # Playwright cannot hold a method of a list.
    opened.page.on("download", lambda download: saved.append(download))  # noqa: PLW0108
    third = opened.page.locator("article").nth(2)
    third.get_by_label("Points, of 3").fill(points)
    third.get_by_label("Comment for the student").fill(comment)
    opened.page.get_by_role("button").click()
    assert "points are missing, or out of range" in opened.page.locator("output").inner_text()
    focused = opened.page.evaluate("document.activeElement.id")
    assert third.locator("input").get_attribute("id") == focused
    assert [] == saved


def test_leaving_asks_while_marks_would_be_lost(look: Look, sheet: Path) -> None:
    """Only then."""
    opened = look()
    opened.go(sheet)
    opened.go(sheet)
    assert [] == opened.happened
    opened.page.get_by_label("Points, of 3").first.press("1")
    opened.go(sheet)
    assert [words for words in opened.happened if "dialog" in words]


def test_the_picture_stands_with_the_answer(look: Look, sheet: Path) -> None:
    """That of the question alone, so that nobody has to open a notebook."""
    opened = look()
    opened.go(sheet)
    pictures = opened.page.locator("article").first.get_by_role("img")
    assert 1 == pictures.count()
    assert 60 == pictures.first.evaluate("(one) => one.naturalWidth")
    assert [] == opened.happened


def test_everybody_can_mark(look: Look, sheet: Path) -> None:
    """Nothing is in the way, and a phone is wide enough."""
    opened = look()
    opened.go(sheet)
    assert [] == opened.barriers()
    assert [] == opened.too_wide()
