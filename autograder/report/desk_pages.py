"""Turns what the desk says into pages, with the one script that sorts and filters them.

Without the script everything is there and can be read. The policy names it by its hash, as it
names the stylesheet, so that nothing else on a page can ever run.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from autograder.report.cohort import AssignmentSummary, Rung
from autograder.report.desk_rows import NEEDS
from autograder.report.pages import TEMPLATES, environment
from autograder.report.term import Term
from autograder.report.term_chart import term_chart


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the desk stands.

    Attributes:
        title: heading of the report.
        rungs: the isolation that the class ran under.
        several: whether there is a page for the term, which others lead back to.
        up: from this page to the folder of the report, such as ``../``.
        live: which state of the records this is, where a server shows it that knows when they
            change; else empty.
    """

    title: str
    rungs: Sequence[Rung]
    several: bool = False
    up: str = ""
    live: str = ""


def desk_page(place: Place, assignment: AssignmentSummary | None) -> str:
    """Returns the desk of one assignment as HTML; of none, that there is nothing yet."""
    return _render("index.html", place, assignment=assignment, needs=NEEDS)


def term_page(place: Place, term: Term) -> str:
    """Returns the page of a whole term as HTML."""
    return _render("term.html", place, term=term, chart=term_chart(term.assignments))


def _render(template: str, place: Place, **values: object) -> str:
    stylesheet, script, policy = _own_parts()
    allowed = "; connect-src 'self'" if place.live else ""
    return (
        environment()
        .get_template(template)
        .render(
            place=place,
            # Ours alone and constant, as those of every page are.
            stylesheet=Markup(stylesheet),  # noqa: S704
            script=Markup(script),  # noqa: S704
            policy=f"{policy}{allowed}",
            **values,
        )
    )


@functools.cache
def _own_parts() -> tuple[str, str, str]:
    """The stylesheet, the script, and the policy that allows both."""
    sheets = (TEMPLATES / name for name in ("style.css", "desk.css"))
    stylesheet = "\n".join(path.read_text(encoding="utf-8") for path in sheets)
    script = (TEMPLATES / "desk.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src '{_hash(stylesheet)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return stylesheet, script, policy


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
