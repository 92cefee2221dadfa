"""Each kind of leak is planted, and found with its place."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.faults import CourseFault
from autograder.release import check_release, release
from autograder.release.archive import make_zip, read_zip
from autograder.release.leaks import foreign_in_wheel, scan
from autograder.release.tokens import streams, tokens
from autograder.release.zips import build_wheel

ROOT = Path(__file__).resolve().parents[2]

ANSWER = """secret_total = 0.0
for number in numbers:
    secret_total += number
return secret_total
"""
COMMENTED = "".join(f"# {line}\n" for line in ANSWER.splitlines())
TEST_CODE = """numbers = [1.5, 2.5]
numbers = rng.normal(size=5).tolist()
moved = [number + 1.0 for number in numbers]
assert abs(mean(moved) - mean(numbers) - 1.0) < 1e-9
"""


def _notebook(root: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = root / "assignments" / "01_tiny" / "tiny.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), "utf-8")


def _given(root: Path, text: str) -> None:
    """Adds text to the code cell that shows off."""
    _notebook(root, lambda notebook: _cell(notebook, "ignored")["source"].append("\n" + text))


def _prose(root: Path, text: str) -> None:
    _notebook(root, lambda notebook: _cell(notebook, "prose")["source"].append("\n" + text))


def _cell(notebook: dict[str, Any], role: str) -> dict[str, Any]:
    cell: dict[str, Any] = next(one for one in notebook["cells"] if one["id"].startswith(role))
    return cell


def _file(root: Path, name: str, text: str) -> None:
    path = root / name
    path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")


PLANTED: dict[str, tuple[Callable[[Path], object], str]] = {
    "an answer in code": (
        lambda root: _given(root, ANSWER),
        r"assignments/01_tiny/tiny\.ipynb, cell ignored-\w+, line 2: .*the answer to q1 of 01_tiny",
    ),
    "an answer in code, spaced and commented": (
        lambda root: _given(root, ANSWER.replace(" = ", "=").replace(":", ":  # go on")),
        r"cell ignored-\w+, line 2: .*the answer to q1",
    ),
    "an answer in prose": (
        lambda root: _prose(root, f"Don't look, it's\n```python\n{ANSWER}```\n"),
        r"tiny\.ipynb, cell prose-\w+, line 6: .*the answer to q1",
    ),
    "an answer in a comment": (
        lambda root: _given(root, COMMENTED),
        r"cell ignored-\w+, line 2: .*the answer to q1",
    ),
    "an answer in a string": (
        lambda root: _given(root, f'text = """\n{ANSWER}"""'),
        r"cell ignored-\w+, line 3: .*the answer to q1",
    ),
    "an answer in a public check": (
        lambda root: _file(root, "assignments/01_tiny/tests/q2.py", f"\n{ANSWER}"),
        r"assignments/01_tiny/tests/q2\.py:\d+: .*the answer to q1",
    ),
    "an answer in course_lib": (
        lambda root: _file(root, "course_lib/sums.py", f"def total(numbers):\n    {ANSWER}"),
        r"course_lib/sums\.py:2: .*the answer to q1",
    ),
    "an answer in what describes the wheel": (
        lambda root: _file(root, "README.md", f"\n```\n{ANSWER}```\n"),
        r"dist-info/METADATA:\d+: .*the answer to q1",
    ),
    "a hidden check's code": (
        lambda root: _given(root, TEST_CODE),
        r"cell ignored-\w+, line \d: it holds code of a hidden check of q2",
    ),
    "a hidden check's sentence": (
        lambda root: _prose(root, "Think of the *empty* list: what is\nthe sum of nothing?"),
        r"cell prose-\w+, line \d: it holds words of a hidden check of q1",
    ),
    "a hidden check's name": (
        lambda root: _prose(root, "See `test_nothing_adds_up_to_zero`."),
        r"it holds the name of a hidden check of q1.*test_nothing_adds_up_to_zero",
    ),
    "an expected value": (
        lambda root: _prose(root, "You should get 2.7182820."),
        r"it holds a number from a hidden check of q2 of 01_tiny: 2\.7182820",
    ),
    "an output": (
        lambda root: _notebook(
            root, lambda n: _cell(n, "ignored").update(outputs=[{"output_type": "stream"}])
        ),
        r"tiny\.ipynb, cell ignored-\w+: it holds an output",
    ),
    "an execution count": (
        lambda root: _notebook(root, lambda n: _cell(n, "given").update(execution_count=3)),
        r"tiny\.ipynb, cell given-\w+: it holds an execution count",
    ),
    "metadata of a cell": (
        lambda root: _notebook(
            root, lambda n: _cell(n, "given")["metadata"].update(solution="total")
        ),
        r"tiny\.ipynb, cell given-\w+: .*'solution'",
    ),
    "a tag": (
        lambda root: _notebook(
            root, lambda n: _cell(n, "given")["metadata"].update(tags=["answer: 6"])
        ),
        r"cell given-\w+: .*'tag answer: 6'",
    ),
    "an attachment": (
        lambda root: _notebook(root, lambda n: _cell(n, "prose").update(attachments={})),
        r"cell prose-\w+: .*'attachments'",
    ),
    "metadata of the notebook": (
        lambda root: _notebook(root, lambda n: n["metadata"].update(authors=["a"])),
        r"tiny\.ipynb: the notebook holds 'authors'",
    ),
    "half a notebook": (
        lambda root: (root / "assignments/01_tiny/tiny.ipynb").write_text("{"),
        r"tiny\.ipynb: it is not a notebook",
    ),
}


@pytest.fixture
def guarded_root(own_whole_root: Path) -> Path:
    """The tiny course with a number of many digits in a hidden check."""
    master = own_whole_root / "solutions" / "01_tiny" / "master.py"
    text = master.read_text("utf-8")
    assert "add_up([]) == 0.0" in text
    text = text.replace("    moved = [", "    assert 2.718282 != mean([0.0])\n    moved = [")
    master.write_text(text, "utf-8")
    return own_whole_root


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_leak_is_found_with_its_place(guarded_root: Path, kind: str) -> None:
    """And it is the only kind of thing that is found."""
    plant, words = PLANTED[kind]
    assert [] == scan(guarded_root)
    plant(guarded_root)
    found = scan(guarded_root)
    assert found
    assert [] == [one for one in found if not re.search(words, one)]


DRAWS = """sizes = {"x": (4, 3), "h": (4, 2), "K": (3, 2), "U": (2, 2), "b": (2,)}
drawn = {name: 0.5 * rng.normal(size=size).astype(float) for name, size in sizes.items()}
"""


def test_drawing_inputs_alike_is_no_leak_but_what_is_done_with_them_is(guarded_root: Path) -> None:
    """The lines that draw may stand in any notebook; the lines after them may not."""
    done = 'assert len(drawn) + 2 * mean([0.0]) == 5 and drawn["x"].shape == (4, 3) != (2, 2)\n'
    master = guarded_root / "solutions" / "01_tiny" / "master.py"
    text = master.read_text("utf-8")
    inner = "".join(f"    {line}\n" for line in f"{DRAWS}{done}".splitlines())
    master.write_text(text.replace("    moved = [", f"{inner}    moved = ["), "utf-8")
    _given(guarded_root, DRAWS)
    assert [] == scan(guarded_root)
    _given(guarded_root, DRAWS + done)
    assert all("a hidden check of q2" in one for one in scan(guarded_root))
    assert scan(guarded_root)


@pytest.mark.xdist_group("real_course")
def test_the_real_course_leaks_nothing() -> None:
    """Nothing of any assignment stands in any student file."""
    assert [] == scan(ROOT)


def test_one_assignments_answer_is_found_in_another_and_nothing_is_written(
    own_whole_root: Path,
) -> None:
    """A release that would give an earlier answer away is refused, naming the place."""
    second = own_whole_root / "solutions" / "02_other"
    shutil.copytree(own_whole_root / "solutions" / "01_tiny", second)
    master = second / "master.py"
    text = master.read_text("utf-8").replace("name: tiny", "name: other")
    text = text.replace("secret_total", "running")
    text = text.replace(
        'print("a picture would be here")', f"def total(numbers):\n    {_indented()}"
    )
    master.write_text(text, "utf-8")
    before = (own_whole_root / "build" / "lstm-course-students.zip").read_bytes()
    with pytest.raises(CourseFault, match=r"02_other/other\.ipynb, cell .*the answer to q1 of 01_"):
        release(own_whole_root)
    assert not (own_whole_root / "assignments" / "02_other").exists()
    assert before == (own_whole_root / "build" / "lstm-course-students.zip").read_bytes()


def _indented() -> str:
    return ANSWER.replace("\n", "\n    ").strip()


def test_checking_the_release_looks_for_leaks_too(own_whole_root: Path) -> None:
    """The sentence about the file is followed by the one about what was found in it."""
    assert [] == check_release(own_whole_root)
    _given(own_whole_root, ANSWER)
    differs, leaks = check_release(own_whole_root)
    assert "tiny.ipynb is not what its source builds" in differs
    assert "the answer to q1" in leaks


def test_a_wheel_with_anything_else_in_it_is_refused(own_whole_root: Path) -> None:
    """More, less or other than the checkout's course_lib: each is told."""
    name, wheel = build_wheel(own_whole_root)
    members = read_zip(wheel)
    assert [] == foreign_in_wheel(own_whole_root, name, wheel)
    more = make_zip({**members, "solutions/master.py": b""})
    less = make_zip({key: data for key, data in members.items() if "gradients" not in key})
    other = make_zip({**members, "course_lib/__init__.py": b"pass\n"})
    for changed, words in (
        (more, "holds solutions/master.py"),
        (less, "lacks course_lib/gradients.py"),
        (other, "course_lib/__init__.py is not the checkout's"),
    ):
        (sentence,) = foreign_in_wheel(own_whole_root, name, changed)
        assert words in sentence


def test_any_text_has_tokens() -> None:
    """Prose, magics and halves of programs are read as far as they go."""
    assert ["x", "=", '"a b"', "**", "2.5e-3"] == [t.text for t in tokens("x = 'a b'**2.5e-3 # c")]
    assert [1, 3] == [token.line for token in tokens("%\n\nd\n")]
    inside = [[token.text for token in stream] for stream in streams("# it's\ny = '''z + 1'''")]
    assert ["z", "+", "1"] in inside
    assert ["it", "'", "s"] in inside
    assert [["(", "'", "unfinished"]] == [[t.text for t in s] for s in streams("('unfinished")]
