"""The worksheet as a page: answer after answer, with a field for points and one for words.

The one page of ours with a script. The policy names that script by its hash, so that nothing a
student wrote can run, and allows no request: what is entered leaves the page as a download alone.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup, escape

from autograder.inert_text import inert
from autograder.plots import Plot
from autograder.report.pages import TEMPLATES, environment
from autograder.report.pictures import plot_views
from autograder.worksheet import COLUMNS, COMMENT_LIMIT, Row, cells_of

_LONGEST = 30_000
_PICTURE_BYTES = 30_000_000
"""Of a whole class: a browser on an ordinary machine still likes such a page."""


def _no_plots(_: Row) -> Sequence[Plot]:
    return ()


def marking_page(
    rows: Sequence[Row],
    title: str = "Answers to mark",
    plots: Callable[[Row], Sequence[Plot]] = _no_plots,
) -> str:
    """Returns the worksheet as one self-contained page of HTML.

    Args:
        rows: the answers, in the order in which they are read.
        title: its heading.
        plots: gives what the cells of the row's submission drew.
    """
    script = (TEMPLATES / "marking.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    template = environment().get_template("marking.html")
    answers = _answers(rows, plots)
    allowed = "; img-src data:" if any(answer["plots"] for answer in answers) else ""
    return template.render(
        title=title,
        questions=[
            list(same)
            for _, same in itertools.groupby(
                answers, lambda answer: (answer["row"].assignment, answer["row"].question)
            )
        ],
        heads=_data(COLUMNS),
        limit=COMMENT_LIMIT,
        # Ours alone and constant, as the stylesheet is.
        script=Markup(script),  # noqa: S704
        policy=f"{environment().globals['policy']}; script-src 'sha256-{digest}'{allowed}",
    )


def _answers(rows: Sequence[Row], plots: Callable[[Row], Sequence[Plot]]) -> list[dict[str, Any]]:
    answers, room = [], _PICTURE_BYTES
    for row in rows:
        drawn = [plot for plot in plots(row) if plot.question == row.question]
        shown, left_out = plot_views(drawn, room)
        room -= sum(len(plot.address) for plot in shown)
        answers.append({**_answer(row), "plots": shown, "left_out": left_out})
    return answers


def _answer(row: Row) -> dict[str, Any]:
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
