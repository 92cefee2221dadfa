"""The desk in a browser: it sorts, searches, filters and is brushed; it asks for nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from autograder.records import Record, Status
from autograder.report import write_report
from tests.browser.looking import Opened
from tests.report.generated_class import generated_class

Look = Callable[..., Opened]

HOSTILE = '</script><img src=x onerror=alert(1)>" onfocus="alert(1)" autofocus x="{{ 7 * 7 }}'


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """A class of 170, more than are listed at once, with three assignments."""
    return generated_class(170, assignments=3)


@pytest.fixture(scope="module")
def first(records: list[Record]) -> list[Record]:
    """The records of the first assignment."""
    return [record for record in records if record.assignment == "00_thing"]


@pytest.fixture(scope="module")
def desk(first: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk of one assignment."""
    return write_report(first, tmp_path_factory.mktemp("one") / "report")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a term with few students, every part of a page on it."""
    out = tmp_path_factory.mktemp("small") / "report"
    return write_report(generated_class(25, assignments=4), out)


@pytest.fixture(scope="module")
def term(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the term."""
    return write_report(records, tmp_path_factory.mktemp("term") / "report")


def _latest(records: list[Record]) -> dict[str, Record]:
    return {r.student: r for r in sorted(records, key=lambda r: r.attempt)}


def _opened(look: Look, page: Path, **window: Any) -> Opened:
    opened = look(**window)
    opened.go(page)
    return opened


def _column(opened: Opened, column: int, table: str = "#everybody") -> list[str]:
    found: list[str] = opened.page.eval_on_selector_all(
        f"{table} tbody tr", f"rows => rows.map(row => row.cells[{column}].innerText.trim())"
    )
    return found


def _told(opened: Opened) -> str:
    return opened.page.locator("#told").inner_text()


@pytest.mark.parametrize(
    "window", [{}, {"dark": True}, {"width": 360, "height": 800}], ids=["light", "dark", "phone"]
)
@pytest.mark.parametrize("which", ["assignments/01_thing.html", "index.html"])
def test_nothing_is_in_a_readers_way(
    look: Look, small: Path, which: str, window: dict[str, Any]
) -> None:
    """No request, no error, nothing for axe, nothing too wide; with everything unfolded as well."""
    opened = _opened(look, small.parent / which, **window)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert [] == opened.happened
    assert 1 == len(opened.scripts)
    assert [] == opened.barriers()
    assert [] == opened.too_wide()


def test_without_its_script_everything_is_there(
    browser: Browser, desk: Path, first: list[Record]
) -> None:
    """Every attempt is listed, no control that does nothing is shown."""
    context = browser.new_context(java_script_enabled=False)
    # A busy machine is no fault of a page.
    context.set_default_timeout(180_000)
    page = context.new_page()
    page.goto(desk.as_uri())
    assert len(first) == page.locator("#everybody tbody tr").count()
    assert 0 == page.locator("button:visible, input:visible, select:visible").count()
    context.close()


def test_scores_are_sorted_both_ways(look: Look, desk: Path, first: list[Record]) -> None:
    """By the keyboard; a screen reader is told; what has no mark stands last."""
    opened = _opened(look, desk)
    head = opened.page.locator("#everybody thead th", has_text="Score")
    head.locator("button").focus()
    opened.page.keyboard.press("Enter")
    assert "ascending" == head.get_attribute("aria-sort")
    opened.page.keyboard.press("Enter")
    assert "descending" == head.get_attribute("aria-sort")
    opened.page.get_by_role("button", name="List all").last.click()
    shown = [float(text.split()[0]) for text in _column(opened, 3) if text[0].isdigit()]
    expected = [r.score for r in _latest(first).values() if r.status is not Status.NOT_GRADED]
    assert sorted((round(score, 2) for score in expected), reverse=True) == shown
    assert all(not text[0].isdigit() for text in _column(opened, 3)[len(shown) :])


def test_questions_are_sorted_as_numbers(look: Look, desk: Path) -> None:
    """Mean success rises, and the order of questions comes back."""
    opened = _opened(look, desk)
    table = opened.page.locator("table", has=opened.page.locator("caption", has_text="Questions"))
    table.get_by_role("button", name="Mean success").click()
    shares = [float(t.split("%")[0]) for t in table.locator("td.level").all_inner_texts()]
    assert sorted(shares) == shares
    table.get_by_role("button", name="Question").click()
    names = table.locator("tbody .tag").all_inner_texts()
    assert [f"q{n}" for n in range(1, 7)] == names


def test_a_name_is_found(look: Look, desk: Path, first: list[Record]) -> None:
    """As it is typed, in any case; the number of rows is told; all come back."""
    opened = _opened(look, desk)
    everybody = len(_latest(first))
    assert f"{everybody} of {everybody} submissions" == _told(opened)
    assert 150 == len(_column(opened, 0))
    opened.page.locator("#find").fill("STUDENT-001")
    expected = sorted(name for name in _latest(first) if name.startswith("student-001"))
    assert expected == sorted(_column(opened, 0))
    assert f"{len(expected)} of {everybody} submissions" == _told(opened)
    opened.page.locator("#clear").click()
    assert f"{everybody} of {everybody} submissions" == _told(opened)


def test_what_needs_a_hand_is_filtered(look: Look, desk: Path, first: list[Record]) -> None:
    """Refused, late; earlier attempts only where they are asked for."""
    opened = _opened(look, desk)
    latest = _latest(first).values()
    opened.page.locator("#needs").select_option("refused")
    refused = sorted(r.student for r in latest if r.status is Status.REFUSED)
    assert refused == sorted(_column(opened, 0))
    opened.page.locator("#needs").select_option("late")
    assert sum(r.late_seconds > 0 for r in latest) == len(_column(opened, 0))
    opened.page.locator("#earlier").check()
    assert sum(r.late_seconds > 0 for r in first) == len(_column(opened, 0))


def test_the_chart_is_brushed(look: Look, desk: Path, first: list[Record]) -> None:
    """A click and the keyboard choose a column, a drag chooses several."""
    opened = _opened(look, desk)
    page, bars = opened.page, opened.page.locator(".chart [data-column]")
    graded = [r for r in _latest(first).values() if r.status is Status.GRADED]

    def within(low: int, high: int) -> int:
        return sum(low <= min(9, int(r.score / 14 * 10 + 1e-9)) <= high for r in graded)

    last = bars.last
    place = int(last.get_attribute("data-column") or "")
    last.focus()
    page.keyboard.press("Enter")
    assert "true" == last.get_attribute("aria-pressed")
    assert within(place, place) == len(_column(opened, 0))
    assert (last.get_attribute("aria-label") or "").startswith(f"{within(place, place)} submission")
    page.keyboard.press("Enter")
    assert "false" == last.get_attribute("aria-pressed")
    start, end = (bars.nth(place - 3).bounding_box(), bars.nth(place).bounding_box())
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] - 5)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] - 5, steps=8)
    page.mouse.up()
    low = int(bars.nth(place - 3).get_attribute("data-column") or "")
    high = int(bars.nth(place).get_attribute("data-column") or "")
    assert _told(opened).startswith(f"{within(low, high)} of ")


def test_holders_of_an_idea_are_shown_in_the_table(look: Look, desk: Path) -> None:
    """Those of the list, and the way back to everybody has the focus."""
    opened = _opened(look, desk)
    people = opened.page.locator("details.people").first
    people.locator("summary").click()
    names = people.locator("li").all_inner_texts()
    people.get_by_role("button").click()
    assert sorted(names) == sorted(_column(opened, 0))
    assert "clear" == opened.page.evaluate("document.activeElement.id")


def test_the_view_is_there_after_coming_back(look: Look, desk: Path) -> None:
    """A page of a student is read, and the desk is as it was."""
    opened = _opened(look, desk)
    page = opened.page
    page.locator("#find").fill("student-001")
    page.locator("#everybody thead th", has_text="Score").locator("button").click()
    before = _column(opened, 0)
    page.locator("#everybody tbody a").first.click()
    page.wait_for_url("**/students/**")
    page.go_back()
    expect(page.locator("#find")).to_have_value("student-001")
    assert before == _column(opened, 0)


def test_everybody_is_printed(look: Look, desk: Path, first: list[Record]) -> None:
    """Paper has no button that lists the others."""
    opened = _opened(look, desk)
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(_latest(first)) == len(_column(opened, 0))
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert 150 == len(_column(opened, 0))


def test_the_term_is_sorted_and_filtered(look: Look, term: Path, records: list[Record]) -> None:
    """By an assignment, by who misses something; each has a link to its desk."""
    opened = _opened(look, term)
    heads = opened.page.locator("#everybody thead th")
    heads.nth(2).locator("button").click()
    assert "descending" == heads.nth(2).get_attribute("aria-sort")
    marks = [int(t.split("×")[0].strip("…")) for t in _column(opened, 2) if t[0].isdigit()]
    assert sorted(marks, reverse=True) == marks
    opened.page.locator("#needs").select_option("missing")
    handed: dict[str, set[str]] = {}
    for record in records:
        handed.setdefault(record.student, set()).add(record.assignment)
    missing = sorted(name for name, those in handed.items() if len(those) < 3)
    assert missing == sorted(_column(opened, 0))
    opened.page.locator("table a[href^='assignments/']").first.click()
    opened.page.wait_for_url("**/assignments/00_thing.html")
    assert "Thing 00" == opened.page.locator("h1").inner_text()


@pytest.mark.parametrize("several", [False, True])
def test_hostile_text_stays_text(
    look: Look, tmp_path: Path, first: list[Record], several: bool
) -> None:
    """In names, ideas and messages: nothing runs, nothing is asked for, all of it can be read."""
    from dataclasses import replace

    def spoilt(record: Record) -> Record:
        questions = tuple(
            replace(
                q,
                title=HOSTILE,
                checks=tuple(
                    replace(
                        c,
                        name=f"{c.name} {HOSTILE}",
                        message=c.message and HOSTILE,
                        misconception=c.misconception and HOSTILE,
                    )
                    for c in q.checks
                ),
            )
            for q in record.questions
        )
        return replace(
            record, student=f"{record.student} {HOSTILE}", title=HOSTILE, questions=questions
        )

    class_ = [spoilt(record) for record in first[:60]]
    if several:
        class_ += [replace(record, assignment="01_other") for record in class_]
    index = write_report(class_, tmp_path / "report", HOSTILE)
    for page in (index, *sorted((tmp_path / "report").glob("assignments/*.html"))):
        opened = _opened(look, page)
        for details in opened.page.locator("details summary").all()[:6]:
            details.click()
        opened.page.locator("#find").fill("onerror")
        assert len(_column(opened, 0)) == len(_latest(class_))
        if opened.page.locator("[data-show]").count():
            opened.page.evaluate("document.querySelector('[data-show]').click()")
        for button in opened.page.locator(".sort").all()[:8]:
            button.click()
        assert [] == opened.happened
        assert 1 == len(opened.scripts)
        assert 0 == opened.page.locator("img, iframe, [onerror], [onfocus]").count()
        assert "{{ 7 * 7 }}" in opened.page.locator("#everybody").inner_text()
