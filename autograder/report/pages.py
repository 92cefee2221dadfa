"""Turns views into self-contained HTML that can do nothing but be read.

Three things hold for every page. Jinja escapes every value, and a value that is missing stops
the run. Every string passes ``clean`` on its way out, in one place, so that no template can
forget it. The policy in the head lets the browser use our own stylesheet, named by its hash, and
nothing else: no script, no request, no form. Pictures are part of the page, and only a page with
some may show any.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from autograder.report.plain_text import clean, code_spans, counted, number
from autograder.report.student import StudentView

GENERATOR = "autograder report"
"""Marks a page as ours, so that a stale one may be removed."""

TEMPLATES = Path(__file__).parent / "templates"


def student_page(view: StudentView) -> str:
    """Returns the page of one submission as HTML."""
    made = environment()
    pictures = view.plots or any(question.plots for question in view.questions)
    allowed = "; img-src data:" if pictures else ""
    policy = f"{made.globals['policy']}{allowed}"
    return made.get_template("student.html").render(view=view, policy=policy)


def _finalize(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return clean(value)
    return value


@cache
def environment(*folders: Path) -> jinja2.Environment:
    """Returns what every page is made with, so that all of them keep the same promises.

    Args:
        folders: of templates that extend ours; a ``style.css`` in them is added to our own.
    """
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )
    sheets = [folder / "style.css" for folder in (TEMPLATES, *folders)]
    stylesheet = "\n".join(path.read_text(encoding="utf-8") for path in sheets if path.is_file())
    digest = base64.b64encode(hashlib.sha256(stylesheet.encode()).digest()).decode()
    made.globals.update(
        # Ours alone and constant: the one text on a page that is not escaped.
        stylesheet=Markup(stylesheet),  # noqa: S704
        policy=(
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        ),
        generator=GENERATOR,
        counted=counted,
    )
    made.filters.update(code_spans=code_spans, number=number)
    return made
