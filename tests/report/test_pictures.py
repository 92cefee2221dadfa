"""What a student drew: with its question, in words too, and nothing but pictures."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.plots import MOST_PLOTS, Plot, plot_from_pixels
from autograder.records import Record, Verdict
from autograder.report import write_report


class Drawings:
    """Pictures of a record, told apart by all that they are.

    Args:
        of: gives them.
    """

    def __init__(self, of: Callable[[Record], Sequence[Plot]]) -> None:
        self._of = of

    def __call__(self, one: Record) -> Sequence[Plot]:
        """The pictures."""
        return self._of(one)

    def stamp(self, one: Record) -> object:
        """The same."""
        return self._of(one)


def _plot(question: str | None = "q1", title: str = "Loss") -> Plot:
    pixels = np.full((40, 60, 3), 255, np.uint8)
    pixels[10:20, 5:50] = (200, 30, 0)
    return plot_from_pixels(3, question, title, pixels)


def _noisy(size: tuple[int, int] = (1600, 900)) -> Plot:
    pixels = np.random.default_rng(1).integers(0, 256, (*size, 3), np.uint8)
    return plot_from_pixels(4, "q1", "Noise", pixels)


def _page(desk: Any, *plots: Plot) -> Any:
    record = desk.record("ada", desk.question("q1", desk.check(Verdict.FAILED)))
    write_report([record], desk.out, plots=Drawings(lambda _: plots))
    (path,) = (desk.out / "students").iterdir()
    assert path.stat().st_size < 1_000_000
    return desk.parse(path)


def _policy(page: Any) -> str:
    return page.all("meta")[1].attributes["content"]


def test_a_plot_stands_with_its_question(desk: Any) -> None:
    """As the very file that was kept, of its size, with the words that are in it."""
    plot = _plot()
    page = _page(desk, plot)
    (picture,) = page.all("article")[0].all("img")
    address = picture.attributes["src"]
    assert plot.png == base64.b64decode(address.removeprefix("data:image/png;base64,"))
    assert ("60", "40") == (picture.attributes["width"], picture.attributes["height"])
    expected = "A picture that your code cell 4 drew, part of q1. It stands below: Loss."
    assert expected == picture.attributes["alt"]
    assert "Loss, code cell 4" == page.all("figcaption")[0].text
    assert "What you drew elsewhere" not in page.text


def test_a_plot_without_words_has_words(desk: Any) -> None:
    """Nothing is said of it that nobody knows."""
    (picture,) = _page(desk, _plot(title="")).all("img")
    assert "A picture that your code cell 4 drew, part of q1." == picture.attributes["alt"]


@pytest.mark.parametrize("question", [None, "q7"])
def test_a_plot_of_no_question_is_not_lost(desk: Any, question: str | None) -> None:
    """It has a place of its own."""
    page = _page(desk, _plot(question))
    assert [] == page.all("article")[0].all("img")
    assert 1 == len(page.all("img"))
    assert "What you drew elsewhere" in page.text


def test_only_a_page_with_pictures_may_show_any(desk: Any) -> None:
    """And only such as stand in the page itself."""
    assert "img-src" not in _policy(_page(desk))
    assert re.search(r"; img-src data:$", _policy(_page(desk, _plot())))


def test_a_page_stays_small(desk: Any) -> None:
    """However large the pictures are; whoever misses one is told."""
    page = _page(desk, *[_noisy((800, 800))] * 3, *[_plot()] * 3)
    shown = len(page.all("img"))
    assert 3 <= shown < 6
    assert f"{6 - shown} plot" in page.text
    assert "left out, so that this page stays small" in page.text
    assert "left out" not in _page(desk, *[_plot()] * MOST_PLOTS).text


def test_few_are_printed(desk: Any) -> None:
    """The first six, or two sheets would not do."""
    page = _page(desk, *[_plot()] * 9)
    assert 3 == len(page.classed("screen"))


def test_a_new_picture_makes_a_new_page(desk: Any) -> None:
    """A report that is there already is not taken for one with other pictures."""
    assert "Loss" in _page(desk, _plot()).text
    assert "Gain" in _page(desk, _plot(title="Gain")).text


@pytest.mark.parametrize(
    "text", ['"><script>alert(1)</script>', "' onerror='alert(1)", "\x1b[31m\u202egnp"]
)
def test_words_in_a_picture_are_inert(desk: Any, text: str) -> None:
    """They are a stranger's like all others."""
    page = _page(desk, replace(_plot(), title=text, question="q1"))
    (picture,) = page.all("img")
    assert {"src", "alt", "width", "height"} == picture.attributes.keys()
    assert [] == page.all("script")
    assert not re.search("[\x1b\u202e]", Path(next((desk.out / "students").iterdir())).read_text())
