"""The eyes of the other tests: whatever a page must not do is noticed, on a page that does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.looking import Opened, pages_in

HEAD = "<!doctype html><html lang=en><head><meta charset=utf-8><title>A page</title>"
STRICT = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
QUIET = f"{HEAD}{STRICT}</head><body><main><h1>Quiet</h1><p>Nothing happens.</main></body></html>"
LOUD = {
    "dialog": "<script>alert(1)</script>",
    "request": "<img src=http://evil.example/x.png alt=x>",
    "console": "<script>console.error('no')</script>",
    "error": "<script>throw new Error('no')</script>",
    "frame": "<iframe srcdoc=x title=x></iframe>",
    "refused": "<img src=x onerror=alert(1) alt=x>",
}

Look = Callable[..., Opened]


def _shown(look: Look, folder: Path, text: str) -> Opened:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    opened = look()
    opened.go(path)
    return opened


def test_a_quiet_page_is_quiet(look: Look, tmp_path: Path) -> None:
    """Looking alone does nothing."""
    opened = _shown(look, tmp_path, QUIET)
    assert [] == opened.happened == opened.scripts == opened.barriers() == opened.too_wide()


@pytest.mark.parametrize("kind", LOUD)
def test_what_a_page_does_is_noticed(look: Look, tmp_path: Path, kind: str) -> None:
    """Each kind by its name."""
    policy = STRICT if kind == "refused" else ""
    opened = _shown(look, tmp_path, f"{HEAD}{policy}</head><body>{LOUD[kind]}</body></html>")
    assert [words for words in opened.happened if words.startswith(f"page.html: {kind}: ")]
    assert bool(opened.scripts) == (kind in {"dialog", "console", "error"})


def test_what_is_in_a_readers_way_is_noticed(look: Look, tmp_path: Path) -> None:
    """A picture without words, grey on grey."""
    page = QUIET.replace("<p>", "<img src=x><p style='color: #777; background: #888'>")
    page = page.replace(STRICT, "<style>@media (prefers-color-scheme: dark) { h1 { color: #ddd } }")
    found = _shown(look, tmp_path, page.replace("#ddd } }", "#ddd } }</style>")).barriers()
    assert ["by day, image-alt", "by day, color-contrast"] == sorted(
        (words.split(":")[0] for words in found if "by day" in words), reverse=True
    )
    assert 2 == len([words for words in found if words.startswith("by night, color-contrast")])


def test_what_is_too_wide_is_noticed(look: Look, tmp_path: Path) -> None:
    """By name, so that it can be repaired."""
    page = QUIET.replace(STRICT, "").replace("<p>", "<p style='width: 500px'>")
    opened = _shown(look, tmp_path, page)
    assert [] == opened.too_wide(640)
    assert "width: 500px" in opened.too_wide()[1]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_on_paper_are_counted(look: Look, tmp_path: Path, count: int) -> None:
    """As many as there are."""
    breaks = "<p style='break-after: page'>A page.</p>" * (count - 1)
    page = QUIET.replace(STRICT, "").replace("<h1>", f"{breaks}<h1>")
    assert count == pages_in(_shown(look, tmp_path, page).printed())
