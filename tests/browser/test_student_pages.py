"""The page of a student as it is read: by eye, in the dark, on a phone, by ear, on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.records import Status
from autograder.report import write_report
from autograder.report.page_names import page_names
from tests.browser.looking import Opened, pages_in
from tests.browser.made_class import drawn_by, everybody
from tests.report.test_pictures import Drawings

Look = Callable[..., Opened]
RECORDS = {record.student: record for record in everybody()}
UNFOLD = "document.querySelectorAll('details').forEach((one) => one.open = true)"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Everybody's page, by name."""
    out = tmp_path_factory.mktemp("class") / "report"
    write_report(RECORDS.values(), out, plots=Drawings(drawn_by))
    names = page_names(list(RECORDS.values()))
    return {one: out / "students" / name for one, name in zip(RECORDS, names, strict=True)}


def test_the_class_has_everything() -> None:
    """Or the tests below would look at less than they say."""
    assert set(Status) == {record.status for record in RECORDS.values()}
    scores = {name: record.score for name, record in RECORDS.items()}
    assert (20, 0, 12) == tuple(
        scores[name] for name in ("all of it", "nothing", "twelve of twenty")
    )


@pytest.mark.parametrize("student", RECORDS)
def test_everybody_can_read_it(look: Look, pages: dict[str, Path], student: str) -> None:
    """Nothing is in the way by day, by night, on a phone; everything unfolded; nothing runs."""
    opened = look()
    opened.go(pages[student])
    opened.page.evaluate(UNFOLD)
    assert [] == opened.barriers()
    assert [] == opened.too_wide()
    assert [] == opened.happened == opened.scripts


def test_nights_are_dark(look: Look, pages: dict[str, Path]) -> None:
    """For whoever asked for it."""
    grounds = []
    for dark in (False, True):
        opened = look(dark=dark)
        opened.go(pages["all of it"])
        grounds.append(opened.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert ["rgb(246, 245, 241)", "rgb(20, 24, 28)"] == grounds


def test_it_fits_on_two_sheets(look: Look, pages: dict[str, Path]) -> None:
    """Of A4; whoever has all points needs one."""
    opened = look()
    sheets = {}
    for student, path in pages.items():
        opened.go(path)
        sheets[student] = pages_in(opened.printed())
    assert {name: count for name, count in sheets.items() if count > 2} == {}
    assert 1 == sheets["all of it"]


def test_pictures_are_seen(look: Look, pages: dict[str, Path]) -> None:
    """The browser can read every one, and the policy lets it."""
    opened = look()
    opened.go(pages["six of twenty"])
    widths = opened.page.evaluate("[...document.images].map((picture) => picture.naturalWidth)")
    assert [640] * 5 == widths
    assert [] == opened.happened


def test_the_keyboard_is_enough(look: Look, pages: dict[str, Path]) -> None:
    """Over the heading to the content, to the first question, and what is folded away."""
    opened = look()
    opened.go(pages["twelve of twenty"])
    page = opened.page
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.is_visible()
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#question-1")
    folded = page.locator("details").first
    folded.locator("summary").focus()
    assert not folded.locator("ul").is_visible()
    page.keyboard.press("Enter")
    folded.locator("ul").wait_for(state="visible")


def test_who_listens_hears_the_verdicts(look: Look, pages: dict[str, Path]) -> None:
    """Signs are for eyes alone: what is read aloud has the same in words."""
    opened = look()
    opened.go(pages["twelve of twenty"])
    told = opened.page.locator("main").aria_snapshot()
    for words in ("12", "of 20 points", "q5 0/4 Missing", "Not yet", "Full marks", "hidden"):
        assert words in told
    assert "img" not in told
    opened.go(pages["six of twenty"])
    told = opened.page.locator("main").aria_snapshot()
    assert 'img "A picture that your code cell 1 drew, part of q2. It stands below: A gate.' in told
