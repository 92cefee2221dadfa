"""The worksheet as a page: answer after answer, with a field for points and one for words.

The one page of ours with a script. The policy names that script by its hash, so that nothing a
student wrote can run, and allows no request: what is entered leaves the page as a download alone.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from collections.abc import Sequence

from markupsafe import Markup, escape

from autograder.inert_text import inert
from autograder.report.pages import TEMPLATES, environment
from autograder.worksheet import COLUMNS, COMMENT_LIMIT, Row, cells_of

_LONGEST = 30_000


def marking_page(rows: Sequence[Row], title: str = "Answers to mark") -> str:
    """Returns the worksheet as one self-contained page of HTML.

    Args:
        rows: the answers, in the order in which they are read.
        title: its heading.
    """
    script = (TEMPLATES / "marking.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    template = environment().get_template("marking.html")
    return template.render(
        title=title,
        questions=[
            [_answer(row) for row in same]
            for _, same in itertools.groupby(rows, lambda row: (row.assignment, row.question))
        ],
        heads=_data(COLUMNS),
        limit=COMMENT_LIMIT,
        # Ours alone and constant, as the stylesheet is.
        script=Markup(script),  # noqa: S704
        policy=f"{environment().globals['policy']}; script-src 'sha256-{digest}'",
    )


def _answer(row: Row) -> dict[str, object]:
    cells = cells_of(row)
    # It is on the page already, and entering marks needs no more than the key.
    cells[COLUMNS.index("response")] = ""
    return {
        "row": row,
        "cells": _data(cells),
        # Longer than other texts may be, so that it is made harmless here.
        "response": escape(inert(row.response, _LONGEST)),
        "possible": f"{row.possible:g}",
        "points": "" if row.points is None else f"{row.points:g}",
        "comment": row.comment,
    }


def _data(cells: Sequence[str]) -> Markup:
    return escape(json.dumps(list(cells)))
