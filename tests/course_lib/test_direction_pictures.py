"""The small pictures of reading in two directions."""

from __future__ import annotations

import pytest

import course_lib
from course_lib.direction_pictures import DRAWERS, ODDS


@pytest.mark.parametrize("name", sorted(DRAWERS))
def test_every_idea_has_a_picture_with_words(name: str) -> None:
    """A picture that says what can be seen."""
    picture = course_lib.draw_both_ways(name)
    assert picture.png().startswith(b"\x89PNG")
    assert len(picture.alt) > 40


def test_an_unknown_idea_names_the_known_ones() -> None:
    """The error helps."""
    with pytest.raises(KeyError, match="dartboard"):
        course_lib.draw_both_ways("submarine")


def test_the_dartboard_knows_the_ceiling() -> None:
    """The number in the picture is the one that was derived."""
    assert abs(ODDS - 0.8041) < 1e-4
    assert "80.4 %" in course_lib.draw_both_ways("dartboard").alt
