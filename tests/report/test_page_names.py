"""File names of pages: distinct, stable, and inside their folder."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from autograder.report import write_report
from autograder.report.page_names import page_names, slug

ALLOWED = re.compile(r"[a-z0-9][a-z0-9_-]*")


@given(st.text())
@example("../../etc/passwd")
@example("CON")
@example("\ud800")
def test_slugs_are_plain(text: str) -> None:
    """A slug is a short ASCII name that no file system reads as anything else."""
    assert ALLOWED.fullmatch(slug(text))
    assert len(slug(text)) <= 60


@given(st.text(alphabet="aA-_. é", max_size=6), st.text(alphabet="aA-_. é", max_size=6))
def test_slugs_tell_names_apart(one: str, other: str) -> None:
    """Two names that look alike still have two slugs."""
    assert (one == other) == (slug(one) == slug(other))


def test_slugs_cannot_be_imitated() -> None:
    """Who takes the slug of another as a name does not get the other's page."""
    victim = slug("Ada Lovelace")
    assert victim != slug(victim)


def test_every_submission_has_its_page(desk: Any) -> None:
    """Names that differ in case, accents or signs, attempts and even twins keep their pages."""
    names = ("ada", "Ada", "ADA", "ada ", "a.d.a", "ädà", "", "../ada", "..", "ada/1", "ada\\1")
    records = [desk.record(name, attempt=attempt) for name in names for attempt in (1, 2)]
    twins = [desk.record("ada", seed=8), desk.record("ada", assignment="01_series")]
    write_report([*records, *twins], desk.out)
    pages = sorted(path.name for path in (desk.out / "students").iterdir())
    assert len(records) + len(twins) == len({page.casefold() for page in pages})
    links = {
        link.attributes["href"]
        for path in (desk.out / "assignments").iterdir()
        for link in desk.parse(path).all("a")
        if "students/" in (link.attributes["href"] or "")
    }
    assert {f"../students/{page}" for page in pages} == links


def test_pages_keep_their_address(desk: Any) -> None:
    """A page's name does not depend on who else is in the class."""
    zoe = desk.record("Zoë Müller")
    alone = page_names([zoe])
    assert alone[0] in page_names([desk.record("Zoe Muller"), desk.record("zoe-muller"), zoe])
