"""What was handed in is read, or refused with a sentence; it never stops the batch."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.intake import Handed, find_submissions, open_submission
from autograder.faults import SubmissionFault


def _notebook(*sources: str, **metadata: Any) -> dict[str, Any]:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "source": source, "metadata": {}, "outputs": []}
        for n, source in enumerate(sources)
    ]
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _write(path: Path, notebook: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notebook if isinstance(notebook, str) else json.dumps(notebook))
    return path


def _zip(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def test_a_folder_of_notebooks_zips_and_folders(tmp_path: Path) -> None:
    """Whose it is comes from the first folder or the file's name; hidden files are passed over."""
    text = json.dumps(_notebook("x = 1"))
    _write(tmp_path / "ada.ipynb", text)
    _write(tmp_path / "bob" / "lstm_gates.ipynb", text)
    _write(tmp_path / "bob" / ".ipynb_checkpoints" / "lstm_gates.ipynb", text)
    _write(tmp_path / "notes.txt", "hello")
    _zip(tmp_path / "cleo.zip", {"lstm_gates.ipynb": text, "__zip_filename__": "x"})
    whole = _zip(tmp_path.parent / "class.zip", {"dan/a.ipynb": text, "eve/a.ipynb": text})
    found = find_submissions([tmp_path, whole])
    assert ["ada", "bob", "cleo", "dan", "eve"] == sorted(handed.student for handed in found)
    for handed in found:
        assert ["x = 1"] == [cell.source for cell in open_submission(handed).submission.cells]


def test_a_zip_in_a_folder_belongs_to_its_student(tmp_path: Path) -> None:
    """Nobody hands in for somebody else by naming a folder in a zip."""
    text = json.dumps(_notebook("x = 1"))
    _zip(tmp_path / "ada.zip", {"ada.ipynb": text, "ben/x.ipynb": text})
    (handed,) = find_submissions([tmp_path])
    assert "ada" == handed.student
    with pytest.raises(SubmissionFault, match="holds 2 notebooks"):
        open_submission(handed)


def test_a_second_notebook_of_a_student_is_a_second_attempt(tmp_path: Path) -> None:
    """Attempts are numbered in the order of their names."""
    for name in ("a.ipynb", "b.ipynb"):
        _write(tmp_path / "ada" / name, _notebook("x"))
    assert [1, 2] == [handed.attempt for handed in find_submissions([tmp_path])]


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Before anything is graded."""
    with pytest.raises(FileNotFoundError):
        find_submissions([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ipynb", "", "empty"),
        ("a.ipynb", "{", "JSON is broken"),
        ("a.ipynb", "[" * 200_000, "JSON is broken"),
        ("a.ipynb", "[1]", "not a notebook"),
        ("a.ipynb", '{"worksheets": []}', "format 4"),
        ("a.ipynb", '{"cells": 3}', "format 4"),
        ("a.zip", "this is no zip", "cannot be opened"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_for_the_student(
    tmp_path: Path, name: str, content: str, words: str
) -> None:
    """What is wrong, and what to do."""
    _write(tmp_path / name, content)
    (handed,) = find_submissions([tmp_path])
    with pytest.raises(SubmissionFault, match=words):
        open_submission(handed)


def test_a_zip_without_a_notebook_says_so(tmp_path: Path) -> None:
    """The student forgot the notebook."""
    path = _zip(tmp_path / "ada.zip", {"readme.txt": "sorry"})
    (handed,) = find_submissions([path])
    with pytest.raises(SubmissionFault, match="no notebook"):
        open_submission(handed)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A member that inflates without end is read up to the limit and refused."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ipynb", b"0" * (64 << 20))
    assert path.stat().st_size < 1 << 20
    (handed,) = find_submissions([path])
    with pytest.raises(SubmissionFault, match="larger than"):
        open_submission(handed)


def test_names_inside_a_zip_are_never_paths(tmp_path: Path) -> None:
    """A member that points outside is only a label."""
    text = json.dumps(_notebook("x = 1"))
    path = _zip(tmp_path / "ada.zip", {"../../evil.ipynb": text})
    (handed,) = find_submissions([path])
    assert "ada" == handed.student
    assert "x = 1" == open_submission(handed).submission.cells[0].source
    assert not (tmp_path.parent.parent / "evil.ipynb").exists()


def test_only_the_code_decides_the_hash(tmp_path: Path) -> None:
    """Outputs, tags, execution counts and the kernel are dropped."""
    plain = _notebook("x = 1")
    dressed = _notebook("x = 1", kernelspec={"name": "nope"}, otter={"assignment_name": "tiny"})
    dressed["cells"][0] |= {"metadata": {"tags": ["skip-execution"]}, "execution_count": 9}
    opened = [
        open_submission(Handed("s", 1, _write(tmp_path / f"{n}.ipynb", notebook)))
        for n, notebook in enumerate((plain, dressed))
    ]
    assert opened[0].submission.sha256 == opened[1].submission.sha256
    assert [None, "tiny"] == [one.assignment for one in opened]


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["cells", "cell_type", "source", "id", "metadata", "otter", "x"]),
            inner | st.just("code"),
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(_JSON)
@settings(max_examples=300, deadline=None)
def test_any_json_is_cells_or_a_fault(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    """A notebook that is no notebook is never a crash."""
    path = tmp_path_factory.getbasetemp() / "any.ipynb"
    path.write_text(json.dumps(data))
    try:
        opened = open_submission(Handed("s", 1, path))
    except SubmissionFault:
        return
    assert all(isinstance(cell.source, str) for cell in opened.submission.cells)
