"""The form of every page: self-contained, locked down, and readable without eyes."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from typing import Any

import pytest

from autograder.records import CellRecord, FaultRecord, Verdict
from autograder.report import write_report

TAGS = frozenset(
    {"document", "html", "head", "meta", "title", "style", "body", "header", "main", "footer"}
    | {"nav", "section", "article", "figure", "figcaption", "h1", "h2", "h3", "p", "a", "abbr"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "div", "span", "strong", "em", "small", "code", "bdi"}
    | {"details", "summary", "blockquote", "img"}
    | {"label", "input", "select", "option", "button", "output", "script", "g"}
    | {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    | {"svg", "symbol", "path", "circle", "rect", "line", "text", "use"}
)


@pytest.fixture
def pages(desk: Any) -> list[Any]:
    """Returns every page of a report in which every part of a page occurs."""
    checks = [
        desk.check(
            verdict, name=verdict.value, misconception=idea, message="Why? `x` is lost. Why?"
        )
        for verdict in Verdict
        for idea in (None, "an_idea")
    ]
    full = desk.record(
        "ada",
        desk.question("q1", *checks, given=("q0",)),
        desk.question("q2", desk.check(Verdict.FAILED, hidden=True)),
        faults=(FaultRecord("SubmissionFault", "a"), FaultRecord("GraderFault", "b")),
        cells=(CellRecord(2, 0.1, "NameError: name 'x' is not defined", "q1"),),
        submitted_at="2020-01-28T18:02:11+00:00",
        late_seconds=90.0,
        late_percent=10.0,
        group=("ada", "zoë"),
        versions={"keras": "3.15.0", "python": "3.11.2"},
    )
    other = desk.record("bob", desk.question("q1", desk.check()), assignment="00_feed_forward")
    write_report([full, other], desk.out)
    return [desk.parse(path) for path in sorted(desk.out.rglob("*.html"))]


def test_policy_allows_one_stylesheet(pages: list[Any]) -> None:
    """The policy allows what it names by its hash: the stylesheet, and a desk's script."""
    for page in pages:
        (style,) = page.all("style")
        digest = base64.b64encode(hashlib.sha256(style.raw.encode()).digest()).decode()
        (policy,) = (
            meta.attributes["content"]
            for meta in page.all("meta")
            if meta.attributes.get("http-equiv") == "Content-Security-Policy"
        )
        expected = {
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            "base-uri 'none'",
            "form-action 'none'",
        }
        for script in page.all("script"):
            digest = base64.b64encode(hashlib.sha256(script.raw.encode()).digest()).decode()
            expected.add(f"script-src 'sha256-{digest}'")
        assert expected == {part.strip() for part in policy.split(";")}
        metas = [meta.attributes for meta in page.all("meta")]
        assert {"charset": "utf-8"} == metas[0]
        assert "Content-Security-Policy" == metas[1]["http-equiv"]


def test_pages_ask_for_nothing(pages: list[Any]) -> None:
    """No font, no frame, no address: a page works from a file, without a network."""
    for page in pages:
        assert {node.tag for node in page.walk()} <= TAGS
        assert not re.search(r"url\(|@import|https?:|//", page.all("style")[0].raw)
        assert len(page.all("script")) == (page.all("body")[0].attributes["class"] == "desk")


def test_landmarks_and_language(pages: list[Any]) -> None:
    """Every page has a language, a title, one heading of the first rank, and landmarks."""
    for page in pages:
        assert "en" == page.all("html")[0].attributes["lang"]
        assert page.all("title")[0].text
        for tag in ("h1", "header", "main", "footer"):
            assert 1 == len(page.all(tag))
        assert "#content" == page.classed("skip")[0].attributes["href"]


def test_headings_descend_step_by_step(pages: list[Any]) -> None:
    """No rank of heading is left out on the way down."""
    for page in pages:
        ranks = [int(n.tag[1]) for n in page.walk() if re.fullmatch("h[1-6]", n.tag)]
        assert 1 == ranks[0]
        assert all(after <= before + 1 for before, after in itertools.pairwise(ranks))


def test_tables_are_labelled(pages: list[Any]) -> None:
    """Every table has a caption, and every heading of it says what it heads."""
    tables = [table for page in pages for table in page.all("table")]
    assert 10 < len(tables)
    for table in tables:
        assert 1 == len(table.all("caption"))
        assert all(cell.attributes.get("scope") in {"row", "col"} for cell in table.all("th"))
        widths = {sum(c.tag in {"th", "td"} for c in row.walk()) for row in table.all("tr")}
        assert 1 == len(widths)


def test_references_meet_their_targets(pages: list[Any]) -> None:
    """Every id is unique, and every reference inside a page finds its id."""
    for page in pages:
        ids = [n.attributes["id"] for n in page.walk() if "id" in n.attributes]
        assert len(ids) == len(set(ids))
        for node in page.walk():
            for name in ("aria-labelledby", "href"):
                target = node.attributes.get(name) or ""
                if name == "aria-labelledby" and target:
                    assert target in ids
                if target.startswith("#"):
                    assert target[1:] in ids


def test_drawings_have_words(pages: list[Any]) -> None:
    """A drawing is either described or, where words stand beside it, hidden from readers."""
    for page in pages:
        for drawing in page.all("svg"):
            hidden = drawing.attributes.get("aria-hidden") == "true"
            assert hidden or drawing.attributes.get("aria-label")


def test_stylesheet_serves_every_reader(pages: list[Any]) -> None:
    """There are rules for the dark, for paper, for narrow screens and for the keyboard."""
    style = pages[0].all("style")[0].raw
    for rule in ("(prefers-color-scheme: dark)", "@media print", "(max-width:", ":focus-visible"):
        assert rule in style


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_can_be_read(pages: list[Any]) -> None:
    """Every colour of text has a contrast of at least 4.5 to every ground, in light and dark."""
    style = pages[0].all("style")[0].raw
    schemes = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    assert 3 == len(schemes)
    for scheme in schemes:
        for ground in ("page", "card", "idea", "code"):
            for ink in ("ink", "soft", "link", "good", "bad", "open", "ours"):
                light, dark = sorted(map(_luminance, (scheme[ink], scheme[ground])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
