"""What was answered is found, however the notebook came back; it is text and bounded."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.intake_notebook import read_written_cells
from autograder.batch.intake_script import read_written_script
from autograder.batch.manual import RESPONSE_LIMIT, responses_in
from autograder.course import Bundle
from autograder.release import notebook_with, skeleton_notebook

pytestmark = pytest.mark.xdist_group("lane")

ANSWER = "It changes no sum.\n\n- neutral"
PLOT = "plt.plot([1, 3, 6])"
Notebook = dict[str, Any]


def _notebook(bundle: Bundle) -> Notebook:
    answers = {**bundle.answers, "q2-answer": ANSWER, "q4-answer": PLOT}
    return notebook_with(bundle, answers)


def _read(bundle: Bundle, notebook: Notebook) -> tuple[str, str]:
    found = responses_in(bundle, read_written_cells(json.dumps(notebook).encode()))
    return found["q2"], found["q4"]


def _place(notebook: Notebook, name: str) -> int:
    return next(n for n, cell in enumerate(notebook["cells"]) if cell["id"] == name)


def _cell(kind: str, source: str) -> dict[str, Any]:
    return {"cell_type": kind, "id": "own", "metadata": {}, "source": source}


def _below(notebook: Notebook) -> None:
    """The invitation stays, the answer stands in a cell of its own below it."""
    place = _place(notebook, "q2-answer")
    notebook["cells"][place]["source"] = "_Type your answer here, replacing this text._"
    notebook["cells"].insert(place + 1, _cell("markdown", ANSWER))


def _above(notebook: Notebook) -> None:
    place = _place(notebook, "q2-answer")
    notebook["cells"][place]["source"] = "_Type your answer here, replacing this text._"
    notebook["cells"].insert(place, _cell("markdown", ANSWER))


def _kept_invitation(notebook: Notebook) -> None:
    place = _place(notebook, "q2-answer")
    invitation = "_Type your answer here, replacing this text._"
    notebook["cells"][place]["source"] = f"{invitation}\n\n{ANSWER}"


def _as_code(notebook: Notebook) -> None:
    place = _place(notebook, "q2-answer")
    notebook["cells"][place]["cell_type"] = "code"


def _new_cell(notebook: Notebook) -> None:
    """The answer's cell was deleted, and another one made in its place."""
    place = _place(notebook, "q2-answer")
    notebook["cells"][place] = _cell("markdown", ANSWER)


def _without_prose(notebook: Notebook) -> None:
    del notebook["cells"][_place(notebook, "q2-answer") - 1]


def _edited_prose(notebook: Notebook) -> None:
    cell = notebook["cells"][_place(notebook, "q2-answer") - 1]
    cell["source"] = [*cell["source"], "\n\nMy own note."]


def _scratch_code(notebook: Notebook) -> None:
    notebook["cells"].insert(_place(notebook, "q2-answer") + 1, _cell("code", "print(0)"))


def _windows(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        cell["source"] = source.replace("\n", "\r\n")


DAMAGES: dict[str, Callable[[Notebook], None]] = {
    "as handed in": lambda notebook: notebook.update(nbformat=4),
    "below the invitation": _below,
    "above the invitation": _above,
    "invitation kept": _kept_invitation,
    "typed into a code cell": _as_code,
    "a new cell": _new_cell,
    "prose deleted": _without_prose,
    "prose edited": _edited_prose,
    "scratch code beside it": _scratch_code,
    "CRLF": _windows,
}


@pytest.mark.parametrize("ids", [True, False], ids=["with ids", "ids lost"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_an_answer_is_found(bundle: Bundle, damage: str, ids: bool) -> None:
    """By its cell's id, or by its place between the cells of ours."""
    notebook = copy.deepcopy(_notebook(bundle))
    DAMAGES[damage](notebook)
    if not ids:
        for cell in notebook["cells"]:
            del cell["id"]
    assert (ANSWER, PLOT) == _read(bundle, notebook)


def test_nothing_written_is_nothing(bundle: Bundle) -> None:
    """The invitation and the skeleton are no answers, with ids and without."""
    notebook = copy.deepcopy(skeleton_notebook(bundle))
    assert ("", "") == _read(bundle, notebook)
    for cell in notebook["cells"]:
        del cell["id"]
    assert ("", "") == _read(bundle, notebook)
    assert ("", "") == _read(bundle, {"cells": [], "nbformat": 4})


def test_a_script_brings_its_text(bundle: Bundle) -> None:
    """As jupytext writes it; without ids, so places tell."""
    lines = []
    for cell in _notebook(bundle)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            lines += ["# %% [markdown]", *(f"# {line}".rstrip() for line in source.split("\n")), ""]
        else:
            lines += ["# %%", source, ""]
    found = responses_in(bundle, read_written_script("\n".join(lines).encode()))
    assert (ANSWER, PLOT) == (found["q2"], found["q4"])


@settings(deadline=None)
@given(st.text(min_size=1) | st.text(alphabet="\x00\x1b[31m\u202e\ufeff \n\t=-", min_size=1))
def test_any_text_becomes_plain_bounded_text(bundle: Bundle, text: str) -> None:
    """No control sign but the line end, no direction override, no half character."""
    notebook = notebook_with(bundle, {"q2-answer": text, "q4-answer": text})
    for response in _read(bundle, notebook):
        assert RESPONSE_LIMIT >= len(response)
        response.encode("utf-8")
        assert not {c for c in response if c < " " and c != "\n"} | {"\x7f", "\u202e"} & {*response}


def test_an_endless_answer_is_cut(bundle: Bundle) -> None:
    """A person is asked to read so much, and sees that there was more."""
    notebook = notebook_with(bundle, {"q2-answer": "word " * 100_000})
    text, _ = _read(bundle, notebook)
    assert RESPONSE_LIMIT == len(text)
    assert text.endswith("…")


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["code", "markdown", "raw", 3]), st.text(max_size=5))))
def test_any_cells_are_read(bundle: Bundle, cells: list[tuple[Any, str]]) -> None:
    """Whatever stands in a notebook, every question has a response."""
    notebook = {"cells": [{"cell_type": kind, "source": text} for kind, text in cells]}
    notebook["cells"] += [{"cell_type": "markdown", "id": "q2-answer", "source": ["x", 3]}, 7]
    assert "x" in _read(bundle, notebook)[0]
