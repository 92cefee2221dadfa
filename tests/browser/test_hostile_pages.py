"""Hostile text in every field of every page: a browser shows it, and does nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autograder.plots import Plot, plot_from_pixels
from autograder.records import Record, write_atomically
from autograder.report import write_report
from autograder.report.marking_page import marking_page
from autograder.similarity.answers import Answer
from autograder.similarity.code_tokens import Token
from autograder.similarity.listing import Compared, write_listing
from autograder.similarity.passages import Pair, Passage
from autograder.worksheet import rows_of
from tests.browser.looking import Opened
from tests.report.hostile import HOSTILE, hostile_record
from tests.report.test_pictures import Drawings

Look = Callable[..., Opened]
TEXTS = [text for text in HOSTILE.values() if len(text) < 10_000]
POKE = """
for (const node of document.querySelectorAll("body *")) {
    for (const name of ["mouseover", "focus", "click", "error", "load", "toggle"]) {
        node.dispatchEvent(new Event(name));
    }
}
for (const one of document.querySelectorAll("details")) one.open = true;
"""


def _plots(record: Record) -> tuple[Plot, ...]:
    text = record.student
    plot = plot_from_pixels(0, text, text, np.full((20, 30, 3), 90, np.uint8))
    # A box does not cut titles; our side does, and the page has to stand what it kept.
    return (replace(plot, title=text), replace(plot, question=f"no {text}"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in which everybody is hostile, each in another way."""
    out = tmp_path_factory.mktemp("hostile") / "report"
    write_report([hostile_record(text) for text in TEXTS], out, TEXTS[0], Drawings(_plots))
    return out


def _watched(look: Look, pages: Iterator[Path] | list[Path]) -> Opened:
    opened = look()
    for path in pages:
        opened.go(path)
        opened.page.evaluate(POKE)
    return opened


def test_the_corpus_is_large_enough() -> None:
    """Rows 51 to 53 of the threats: markup, formulas, escapes."""
    assert 56 <= len(TEXTS)


def test_student_pages_do_nothing(look: Look, out: Path) -> None:
    """No dialog, no request, no script, nothing that the policy had to stop."""
    pages = sorted((out / "students").glob("*.html"))
    assert len(TEXTS) == len(pages)
    opened = _watched(look, pages)
    assert [] == opened.happened == opened.scripts


def test_what_was_written_is_what_is_read(look: Look, tmp_path: Path) -> None:
    """As text, tags and all."""
    text = HOSTILE["closing everything"]
    write_report([hostile_record(text)], tmp_path, text)
    opened = _watched(look, list((tmp_path / "students").glob("*.html")))
    assert text in opened.page.locator("main").inner_text()
    assert text in opened.page.locator("footer").inner_text()


def test_the_desks_do_nothing(look: Look, out: Path, tmp_path: Path) -> None:
    """Nor the page of the term, where all are; what is ours runs as on a harmless page."""
    write_report([hostile_record("harmless")], tmp_path, "harmless")
    harmless, term = look(), look()
    harmless.go(tmp_path / "index.html")
    term.go(out / "index.html")
    assert [] == term.happened
    assert harmless.scripts == term.scripts
    assert term.page.locator("tbody tr").count() >= len(TEXTS)
    desks = sorted((out / "assignments").glob("*.html"))
    assert len(TEXTS) == len(desks)
    opened = _watched(look, desks)
    assert [] == opened.happened
    assert set(harmless.scripts) == set(opened.scripts)


def test_the_worksheet_runs_its_own_script_alone(look: Look, tmp_path: Path) -> None:
    """One script, the same as on a page of harmless answers."""
    rows = rows_of([hostile_record(text) for text in TEXTS], every=True)
    write_atomically(tmp_path / "hostile.html", marking_page(rows, TEXTS[0]))
    harmless = rows_of([hostile_record("harmless")], every=True)
    write_atomically(tmp_path / "harmless.html", marking_page(harmless))
    hostile = look()
    hostile.go(tmp_path / "hostile.html")
    good = look()
    good.go(tmp_path / "harmless.html")
    assert [] == hostile.happened
    assert 1 == len(good.scripts)
    assert good.scripts == hostile.scripts
    assert len(rows) == hostile.page.locator("textarea").count()


def test_places_to_look_do_nothing(look: Look, tmp_path: Path) -> None:
    """Sources and names of two who wrote the same hostile text."""
    compared = [
        Compared(text, text, text, 2, 1, (text,), (Pair(one, other, (WHOLE,), 2, 1.0),))
        for text in TEXTS
        for one, other in [(_answer(f"one {text}", text), _answer(f"other {text}", text))]
    ]
    opened = _watched(look, [write_listing(compared, TEXTS, tmp_path)])
    assert [] == opened.happened == opened.scripts
    assert len(TEXTS) == opened.page.locator("details").count()


WHOLE = Passage((0, 1), (0, 1), 2, verbatim=True)


def _answer(author: str, source: str) -> Answer:
    return Answer((author,), source, source, (Token("x", 0, len(source)),))
