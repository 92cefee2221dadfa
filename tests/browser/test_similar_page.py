"""Places to look, as a person looks at them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.similarity.answers import Answer
from autograder.similarity.code_tokens import code_tokens
from autograder.similarity.listing import Compared, write_listing
from autograder.similarity.passages import Pair, Passage
from tests.browser.looking import Opened

Look = Callable[..., Opened]
CODE = (
    "def cell(x, h):\n    steps = []\n    for value in x:\n        steps.append(h * 0.25 + value)\n"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Two questions: one with two pairs, one with nothing to look at."""
    answers = [
        Answer((name,), "q5", source, tuple(code_tokens(source)))
        for name, source in (("ada", CODE), ("ben", CODE.replace("h", "a_rather_long_name")))
    ]
    whole = Passage((0, len(answers[0].tokens)), (0, len(answers[1].tokens)), 2, verbatim=False)
    pair = Pair(answers[0], answers[1], (whole,), 9, 1.0)
    compared = [
        Compared("03_lstm_gates", "LSTM gates", "q5", 9, 4, (), (pair, pair)),
        Compared("03_lstm_gates", "LSTM gates", "q6", 9, 4, ("ada",), ()),
    ]
    return write_listing(compared, ["Not compared: eve."], tmp_path)


def test_everybody_can_look(look: Look, page: Path) -> None:
    """Nothing is in the way, unfolded as well, and a phone is wide enough."""
    opened = look()
    opened.go(page)
    opened.page.locator("summary").last.press("Enter")
    assert opened.page.locator("pre").last.is_visible()
    assert [] == opened.barriers()
    assert [] == opened.too_wide()
    assert [] == opened.happened == opened.scripts


def test_passages_stand_side_by_side(look: Look, page: Path) -> None:
    """Where there is room; the first pair is open already."""
    opened = look()
    opened.go(page)
    left, right = (opened.page.locator("pre").nth(place).bounding_box() for place in (0, 1))
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
