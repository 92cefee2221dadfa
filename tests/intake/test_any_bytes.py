"""Any bytes at all, and good ones with a few changed, are cells or a fault: never a crash."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.intake_gradescope import read_metadata
from autograder.batch.intake_notebook import read_notebook
from autograder.batch.intake_script import read_script
from autograder.batch.intake_zip import only_submission, read_submission
from autograder.faults import SubmissionFault
from tests.intake.gradescope_cases import METADATA
from tests.intake.materials import ONE, TWO, notebook, packed

_ZIPS = (
    packed({"a.ipynb": ONE, "d/b.txt": "x" * 50}),
    packed({"a.zip": packed({"b.ipynb": TWO})}),
    packed({"é.py": "# %%\nx = 1\n"}, 0),
)
_CHANGES = st.lists(st.tuples(st.integers(0, 10**4), st.integers(0, 255)), min_size=1, max_size=6)


def _changed(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    new = bytearray(data)
    for place, value in changes:
        new[place % len(new)] = value
    return bytes(new)


@given(st.sampled_from(_ZIPS), _CHANGES, st.integers(0, 40))
@settings(deadline=None, max_examples=300)
def test_a_damaged_zip(archive: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    """Bytes changed and lost on the way."""
    data = _changed(archive, changes)
    data = data[: len(data) - cut]
    try:
        member = only_submission(data)
        content, name = read_submission(data, member.name)
        read_script(content) if name.endswith(".py") else read_notebook(content)
    except SubmissionFault:
        return


@given(_CHANGES)
@settings(deadline=None, max_examples=200)
def test_damaged_metadata(changes: list[tuple[int, int]]) -> None:
    """What Gradescope would never write."""
    try:
        told = read_metadata(_changed(METADATA.encode(), changes))
    except ValueError:
        return
    assert all(isinstance(entry, dict) for entry in told.values())


@given(_CHANGES)
@settings(deadline=None)
def test_a_damaged_notebook(changes: list[tuple[int, int]]) -> None:
    """Letters changed."""
    try:
        cells, _ = read_notebook(_changed(notebook("x = 'é'", "y").encode(), changes))
    except SubmissionFault:
        return
    assert all(cell.source.encode() is not None for cell in cells)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes(data: bytes) -> None:
    """As a notebook, a script and a zip."""
    for read in (read_notebook, read_script, only_submission):
        try:
            read(data)
        except SubmissionFault:
            continue


@given(st.text("'\"#\\\nab %", max_size=200))
@settings(deadline=None)
def test_any_script_keeps_its_lines(text: str) -> None:
    """No line of code is lost or made, wherever quotes stand."""
    try:
        cells, _ = read_script(text.encode())
    except SubmissionFault:
        return
    lines = {line.rstrip() for line in text.split("\n")}
    for cell in cells:
        assert {line.rstrip() for line in cell.source.split("\n")} <= lines
