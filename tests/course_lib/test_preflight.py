"""What the pre-flight sees in a notebook, and what it leaves alone."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course import NotebookCell, Role
from autograder.release import notebook_text
from autograder.release.notebooks import Notebook, make_notebook
from autograder.release.shared_cells import with_shared_cells
from course_lib import preflight, run_order
from course_lib.answer_cells import find_answers
from course_lib.fresh_run import FreshRun
from course_lib.preflight import Report, check
from course_lib.saved_notebook import read_notebook

ROOT = Path(__file__).resolve().parents[2]
GIVEN = NotebookCell("given", Role.GIVEN, "import numpy as np")
SHOWN = NotebookCell("shown", Role.IGNORED, "demo = np.ones(3)\ndemo")
SKELETON_1 = 'def double(x):\n    """Doubles."""\n    ...'
SKELETON_2 = "def quadruple(x):\n    ...\n\n\nLIMIT = ..."
HANDED_OUT = with_shared_cells(
    "tiny",
    (
        NotebookCell("init", Role.EXPORT, "import otter\ngrader = otter.Notebook()"),
        GIVEN,
        SHOWN,
        NotebookCell("q1-answer", Role.ANSWER, SKELETON_1, "q1"),
        NotebookCell("q1-check", Role.CHECK, 'grader.check("q1")', "q1"),
        NotebookCell("q2-answer", Role.ANSWER, SKELETON_2, "q2"),
        NotebookCell("q2-check", Role.CHECK, 'grader.check("q2")', "q2"),
        NotebookCell("words", Role.PROSE, "## Submission"),
        NotebookCell("export", Role.EXPORT, "grader.export(pdf=False)"),
    ),
)
ANSWERS = {
    "q1-answer": 'def double(x):\n    """Doubles."""\n    return 2 * x',
    "q2-answer": "def quadruple(x):\n    return double(double(x))\n\n\nLIMIT = np.inf",
}


def _notebook(**sources: str) -> Notebook:
    """The finished notebook, run from top to bottom, with some cells rewritten."""
    notebook = make_notebook("tiny", HANDED_OUT)
    count = 0
    for cell in notebook["cells"]:
        name = cell["id"]
        source = sources.get(name.replace("-", "_"), ANSWERS.get(name, "".join(cell["source"])))
        cell["source"] = source
        if cell["cell_type"] == "code" and source:
            count += 1
            cell["execution_count"] = count
    return notebook


def _cell(notebook: Notebook, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(cell for cell in notebook["cells"] if cell["id"] == name)
    return found


def _own(source: str, count: int | None = None) -> dict[str, Any]:
    """A cell that the student has made."""
    return {
        "cell_type": "code",
        "execution_count": count,
        "id": "0badcafe",
        "metadata": {},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def _insert(notebook: Notebook, before: str, source: str) -> Notebook:
    names = [cell["id"] for cell in notebook["cells"]]
    notebook["cells"].insert(names.index(before), _own(source))
    return _renumbered(notebook)


def _renumbered(notebook: Notebook) -> Notebook:
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for count, cell in enumerate(code, 1):
        cell["execution_count"] = count
    return notebook


def _without(notebook: Notebook, name: str) -> Notebook:
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != name]
    return _renumbered(notebook)


def _check(folder: Path, notebook: Notebook, **more: str) -> Report:
    path = folder / "my own copy.ipynb"
    path.write_text(notebook_text(notebook), "utf-8")
    return check(path, **more)


def test_a_finished_notebook_is_clear(tmp_path: Path) -> None:
    """Under any name; the report says what is handed in, and promises nothing about marks."""
    report = _check(tmp_path, _notebook(), assignment="tiny")
    assert () == report.findings
    assert () == report.remarks
    assert report.is_clear
    text = " ".join(str(report).split())
    for words in (
        "Pre-flight of my own copy.ipynb",
        "Nothing to repair",
        "some of them are hidden",
        "2 of 2 questions have an answer.",
        "a second or two",
        "a notebook of tiny",
    ):
        assert words in text


def test_every_notebook_of_the_course_is_clear_but_for_its_answers() -> None:
    """What is handed out has open questions and no other fault."""
    for path in (ROOT / "assignments").glob("*/*.ipynb"):
        report = check(path, assignment=path.stem)
        assert 1 == len(report.findings)
        assert "no answer yet" in report.findings[0]
        assert re.search(r"0 of \d+ questions have an answer", " ".join(report.handed_in))


def _stripped(notebook: Notebook) -> Notebook:
    """As Colab and others leave it: no metadata, new ids."""
    notebook["metadata"] = {}
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {}
        cell["id"] = f"new-{number}"
    return notebook


FOUND: dict[str, tuple[Callable[[], Notebook], str]] = {
    "syntax": (
        lambda: _notebook(q1_answer="def double(x):\n    return 2 * (x"),
        r"cannot read cell 4 \(`def double\(x\):`\): in line 2 \(`return 2 \* \(x`\) it says",
    ),
    "return outside": (lambda: _notebook(q1_answer="return 2"), "outside function"),
    "a name that no cell makes": (
        lambda: _notebook(q1_answer="def double(x):\n    return factr * x"),
        r"When q1 is checked, cell 4 .*line 2, uses `factr`, which no cell makes",
    ),
    "a slip of the pen": (
        lambda: _notebook(q2_answer="def quadruple(x):\n    return duble(x)\n\nLIMIT = 2"),
        "uses `duble`.*Did you mean `double`",
    ),
    "a name made further down": (
        lambda: _insert(_notebook(), "q1-check", "double(two)\ntwo = 2"),
        "uses `two`, which is first made further down, in cell 5",
    ),
    "a name that only a picture makes": (
        lambda: _notebook(q1_answer="def double(x):\n    return x + x * demo[0]"),
        "uses `demo`, which is made in cell 3 .*only shows something. The grader skips",
    ),
    "a name that was deleted": (
        lambda: _insert(_notebook(), "q2-answer", "a = 1\ndel a\nprint(a)"),
        "uses `a`",
    ),
    "answer gone": (
        lambda: _without(_notebook(), "q1-answer"),
        "answer cell of q1 is gone: no cell makes `double`. Copy it back",
    ),
    "answer gone, notes too": (
        lambda: _stripped(_without(_notebook(), "q2-answer")),
        "Above the check of q2 there is no answer",
    ),
    "answer renamed": (
        lambda: _notebook(q1_answer="def dbl(x):\n    return 2 * x\n\ndouble_ = dbl"),
        "does not make `double`.*Was it renamed",
    ),
    "answer twice": (
        lambda: _insert(_notebook(), "q1-check", "def double(x):\n    return x + x"),
        "`double` of q1 is made more than once, in cells 4 and 5. What counts is .*cell 5.",
    ),
    "answer again below its check": (
        lambda: _insert(_notebook(), "q2-answer", "def double(x):\n    return x + x"),
        "in cells 4 and 6. What counts is the last one above the check, cell 4",
    ),
    "answer below its check": (
        lambda: _insert(
            _without(_notebook(), "q1-answer"), "q2-answer", "def double(x):\n    return 2 * x"
        ),
        "stands below its check, cell 4",
    ),
    "handed-out answer": (lambda: _notebook(q1_answer=SKELETON_1), "q1 has no answer yet"),
    "half an answer": (
        lambda: _notebook(q2_answer="def quadruple(x):\n    return 4 * x\n\n\nLIMIT = ..."),
        "still has a `...` to fill in `LIMIT`, for q2",
    ),
    "a gap in a function": (
        lambda: _notebook(q1_answer="def double(x):\n    y = ...\n    return y"),
        "still has a `...` to fill in `double`, for q1",
    ),
    "an empty answer": (lambda: _notebook(q1_answer=""), "q1 has no answer yet"),
}


@pytest.mark.parametrize("case", FOUND)
def test_what_is_worth_a_look_is_found(tmp_path: Path, case: str) -> None:
    """One sentence with the place; nothing else is complained about in the same breath."""
    make, words = FOUND[case]
    report = _check(tmp_path, make())
    assert re.search(words, "\n".join(report.findings), re.DOTALL), report.findings
    assert 1 == len(report.findings) or case == "return outside"


LEFT_ALONE = {
    "magics": "%matplotlib inline\n%time y = double(2)\n!ls\n?double\ndouble?\nfiles = !ls\nfiles",
    "a cell magic": "%%bash\nfor i in 1 2; do echo $i; done",
    "a timed cell": "%%time\nz = double(3)",
    "a captured cell": "%%capture caught\nprint(double(3))",
    "top-level await": "async def wait():\n    return 1\n\nawait wait()",
    "comprehensions": "rows = [[i * j for j in range(i)] for i in [1, 2] if (k := i)]\nk",
    "a loop": "for a, (b, *c) in [(1, (2, 3))]:\n    d = a + b\nprint(a, b, c, d)",
    "late names": "def f():\n    return later\n\nlater = 1\nf()",
    "closures": (
        "def outer(k):\n    def inner():\n        nonlocal k\n        k += 1\n        return k\n"
        "    return inner\n\nouter(1)()"
    ),
    "a class": (
        "class Cell:\n    size = 3\n    sizes = [size]\n\n    def __init__(self):\n        "
        "self.n = Cell.size\n\n    def grow(self):\n        return Cell()\n\nCell().grow()"
    ),
    "global": "def f():\n    global made\n    made = 1\n\nf()\nprint(made)",
    "guarded": "try:\n    unheard_of\nexcept NameError:\n    unheard_of = 1",
    "with and except": (
        "with open('x') as f:\n    f.read()\ntry:\n    1 / 0\nexcept ZeroDivisionError as e:\n"
        "    print(e)"
    ),
    "match": (
        "match [1, 2]:\n    case [a, *rest]:\n        print(a, rest)\n    case {'k': v, **w}:\n"
        "        print(v, w)"
    ),
    "history": "_\n_12\nOut[3]\nIn[2]\n_i3\ndisplay(get_ipython())",
    "annotations": "n: int\nm: float = 1\ndef f(x: np.ndarray, *a, k=m, **w) -> int:\n    k",
    "lambdas": "f = lambda x, k=2: x * k + end\nend = 2\nf(1)\nsorted([1], key=lambda v: -v)",
    "dots elsewhere": "x = np.ones((2, 2))[..., 0]\ndef g():\n    return 1\n    ...",
    "an unused callback": "button = dict(click=lambda: much_later())\ndef much_later():\n    pass",
}


@pytest.mark.parametrize("case", LEFT_ALONE)
def test_what_is_fine_is_left_alone(tmp_path: Path, case: str) -> None:
    """Cells of the student's own that run, as IPython runs them."""
    report = _check(tmp_path, _insert(_notebook(), "q2-answer", LEFT_ALONE[case]))
    assert () == report.findings


PIECES = (
    "a = 1",
    "b = a",
    "a = a",
    "b += 1",
    "print(b)",
    "def f():\n    return a\nf()",
    "def f(a=b):\n    return a\nf()",
    "def f():\n    return g()",
    "def g():\n    b = 1\n    return a, b",
    "f()",
    "[a for a in [1]]",
    "[b for c in [a] for d in [c]]",
    "for a in [1]:\n    pass",
    "class K:\n    a = 1\n    def __init__(self):\n        self.n = a\nK()",
    "class K:\n    c = a\n    d = c",
    "h = lambda: b\nh()",
    "(a := 2)",
    "import math as a",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    b = e",
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_the_walk_in_thought_agrees_with_python(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    """Where Python stops on a name, so does the walk, and it praises nothing that stops."""
    space: dict[str, Any] = {"__name__": "__main__", "print": lambda *_: None}
    stopped = set()
    for piece in pieces:
        try:
            exec(piece, space)  # noqa: S102 - this is what the walk is compared with
        except NameError as error:
            stopped.add(error.name)
            # The walk goes on as if the rest of the cell had run.
            break
        except TypeError:
            return
    notebook = make_notebook("tiny", ())
    notebook["cells"] = [_own(piece) for piece in pieces]
    path = tmp_path_factory.mktemp("walk") / "walk.ipynb"
    path.write_text(json.dumps(notebook), "utf-8")
    told = " ".join(FreshRun(read_notebook(path).cells, {}).sentences())
    for name in stopped:
        assert f"`{name}`" in told
    called = {"f()", "def f():\n    return g()", "def g():\n    b = 1\n    return a, b"}
    if not stopped and not called & set(pieces):
        assert "" == told


def test_the_brackets_tell_what_was_not_run_again(tmp_path: Path) -> None:
    """Out of order, not run, an output without a number, a check older than its answer."""
    notebook = _notebook()
    _cell(notebook, "q1-answer")["execution_count"] = 40
    (finding, second) = _check(tmp_path, notebook).findings
    assert "answer to q1 was run again after its check" in finding
    assert "Cell 6 ran before cell 4, which stands above it" in second

    notebook = _notebook()
    _cell(notebook, "q2-answer")["execution_count"] = None
    assert "has not been run, though others have" in _check(tmp_path, notebook).findings[0]

    notebook = _notebook()
    _cell(notebook, "shown")["execution_count"] = None
    _cell(notebook, "shown")["outputs"] = [{"output_type": "stream", "name": "x", "text": "1"}]
    assert "Cell 3 (`demo = np.ones(3)`) has an output" in _check(tmp_path, notebook).findings[0]

    notebook = _notebook()
    _cell(notebook, "export")["execution_count"] = 40
    report = _check(tmp_path, notebook)
    assert report.is_clear
    assert any("The numbers in the brackets skip" in remark for remark in report.remarks)


def test_cleared_outputs_cost_nothing(tmp_path: Path) -> None:
    """A notebook without numbers is a remark, not a finding."""
    notebook = _notebook()
    for cell in notebook["cells"]:
        cell.pop("execution_count", None)
    report = _check(tmp_path, notebook)
    assert report.is_clear
    assert "No cell shows that it was run" in report.remarks[0]


def test_the_kernel_knows_what_changed_since(tmp_path: Path) -> None:
    """What ran under a number is compared with what is written there now."""
    path = tmp_path / "tiny.ipynb"
    path.write_text(notebook_text(_notebook()), "utf-8")
    saved = read_notebook(path)
    answers = find_answers(saved)
    ran = {cell.count or 0: cell.source for cell in saved.cells}
    assert [] == list(run_order.sentences(saved.cells, answers, ran))
    ran[4] = "def double(x):\n    return 3 * x"
    (finding,) = run_order.sentences(saved.cells, answers, ran)
    assert finding.startswith("Cell 4 (`def double(x):`) has changed since the last run")


def test_lost_metadata_is_no_fault(tmp_path: Path) -> None:
    """The check cells show where the answers are, and the pre-flight cell what it is."""
    report = _check(tmp_path, _stripped(_notebook()), assignment="tiny")
    assert report.is_clear
    assert any("has lost the notes" in remark for remark in report.remarks)
    assert "2 of 2 questions have an answer." in report.handed_in
    opened = _check(tmp_path, _stripped(_notebook(q1_answer=SKELETON_1)))
    assert "still has a `...` to fill in `double`, for q1" in opened.findings[0]


def test_a_moved_answer_is_known_by_what_it_makes(tmp_path: Path) -> None:
    """An editor that gives cells new ids confuses nobody."""
    notebook = _notebook()
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"new-{number}"
    assert _check(tmp_path, notebook).is_clear


def test_a_deleted_check_cell_is_a_remark(tmp_path: Path) -> None:
    """The grader puts it back."""
    report = _check(tmp_path, _without(_notebook(), "q2-check"))
    assert report.is_clear
    assert "check cell of q2 is gone" in report.remarks[0]


def test_a_wrong_assignment_is_noticed(tmp_path: Path) -> None:
    """By what is asked for, by the folder, and by a notebook that contradicts itself."""
    (finding,) = _check(tmp_path, _notebook(), assignment="04_peephole").findings
    assert "This is a notebook of tiny, but peephole is asked for" in finding
    folder = tmp_path / "04_peephole"
    folder.mkdir()
    assert "lies in the folder of peephole" in _check(folder, _notebook()).findings[0]
    notebook = _notebook()
    notebook["metadata"]["otter"]["assignment_name"] = "peephole"
    assert "does not know what it is" in _check(tmp_path, notebook).findings[0]
    assert _check(tmp_path, _notebook(), assignment="01_tiny").is_clear


def test_star_imports_blind_the_walk(tmp_path: Path) -> None:
    """Better silent than wrong, and it says so."""
    report = _check(tmp_path, _notebook(given="from numpy import *\nimport numpy as np\nones(3)"))
    assert report.is_clear
    assert "star import" in report.remarks[0]


def test_too_large_a_file_names_its_heaviest_cell(tmp_path: Path) -> None:
    """The grader would not open it."""
    notebook = _notebook()
    output = {"output_type": "stream", "name": "stdout", "text": "x" * (preflight.LARGEST + 1)}
    _cell(notebook, "shown")["outputs"] = [output]
    (finding,) = _check(tmp_path, notebook).findings
    assert "at most 20.0 MiB. Most of it is the output of cell 3" in finding


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        ({"executionInfo": {"elapsed": 41_000}}, "about 41 seconds"),
        (
            {
                "execution": {
                    "iopub.execute_input": "2026-01-02T10:00:00.000000Z",
                    "shell.execute_reply": "2026-01-02T10:00:40.000000Z",
                }
            },
            "about 40 seconds",
        ),
        ({"execution": {"iopub.execute_input": "noon"}}, "a second or two"),
    ],
)
def test_grading_time_is_told_from_the_last_run(
    tmp_path: Path, metadata: dict[str, Any], words: str
) -> None:
    """A slow answer is a remark as well; cells that only show off do not count."""
    notebook = _notebook()
    _cell(notebook, "shown")["metadata"] |= {"executionInfo": {"elapsed": 900_000}}
    _cell(notebook, "q1-answer")["metadata"] = metadata
    report = _check(tmp_path, notebook)
    assert words in report.handed_in[-1]
    assert ("about" in words) == any("patience is limited" in remark for remark in report.remarks)


def test_training_takes_longer(tmp_path: Path) -> None:
    """Where nothing was timed."""
    notebook = _notebook(q1_answer="def double(x):\n    return x.fit(x)")
    assert "up to a minute" in _check(tmp_path, notebook).handed_in[-1]


BROKEN = {
    "empty": (b"", "is empty"),
    "zip": (b"PK\x03\x04", "is a zip"),
    "cut short": (notebook_text(_notebook()).encode()[:500], "cut short"),
    "not text": (b"\xff\xfe\x00", "not a readable notebook"),
    "old format": (b'{"worksheets": []}', "no list of cells"),
    "a list": (b"[]", "no list of cells"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_notebook_is_told_in_one_sentence(tmp_path: Path, case: str) -> None:
    """No trace, no guess."""
    data, words = BROKEN[case]
    path = tmp_path / "my.ipynb"
    path.write_bytes(data)
    (finding,) = check(path).findings
    assert words in finding


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=5,
    ),
    st.sampled_from(
        "metadata metadata.course metadata.course.answers cells source outputs tags id "
        "execution_count cell".split()
    ),
)
def test_odd_notebooks_never_raise(
    tmp_path_factory: pytest.TempPathFactory, odd: Any, where: str
) -> None:
    """Whatever an editor or a merge has made of the file, the answer is a report."""
    notebook = copy.deepcopy(_notebook())
    cell = _cell(notebook, "q1-answer")
    match where.split("."):
        case ["metadata", "course", "answers"]:
            notebook["metadata"]["course"]["answers"] = odd
        case ["metadata", "course"]:
            notebook["metadata"]["course"] = odd
        case ["metadata" | "cells" as key]:
            notebook[key] = odd
        case ["tags"]:
            cell["metadata"]["tags"] = odd
        case ["cell"]:
            notebook["cells"].append(odd)
        case [key]:
            cell[key] = odd
    assert str(_check(tmp_path_factory.mktemp("odd"), notebook))


def test_the_open_notebook_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The only one in the folder, or the one that Jupyter says is open; else it asks."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert "no saved notebook in this folder" in check().findings[0]
    (tmp_path / "one.ipynb").write_text(notebook_text(_notebook()), "utf-8")
    assert "one.ipynb" in check(assignment="tiny").title
    assert "one.ipynb" in check("one").title
    (tmp_path / "two.ipynb").write_text(notebook_text(_notebook()), "utf-8")
    assert "one.ipynb and two.ipynb. Say which" in check().findings[0]
    monkeypatch.setenv("JPY_SESSION_NAME", "somewhere/two.ipynb")
    assert "two.ipynb" in check().title


def test_the_command_line_runs_nothing_of_the_notebook(tmp_path: Path) -> None:
    """0 where all is well, 1 where something is worth a look; student code stays words."""
    path = tmp_path / "my.ipynb"
    trap = tmp_path / "ran"
    source = f"open({str(trap)!r}, 'w')\n" + ANSWERS["q1-answer"]
    path.write_text(notebook_text(_notebook(q1_answer=source)), "utf-8")
    command = [sys.executable, "-m", "course_lib.preflight"]
    done = subprocess.run([*command, path], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    assert "Nothing to repair" in done.stdout
    assert not trap.exists()
    path.write_text(notebook_text(_notebook(q1_answer=SKELETON_1)), "utf-8")
    assert 1 == preflight.main([str(path)])
    assert 1 == preflight.main([str(tmp_path / "none.ipynb")])


def test_it_imports_nothing_but_python_itself() -> None:
    """Neither the autograder nor otter nor IPython is needed to look at a notebook."""
    code = (
        "import sys, types, importlib; package = types.ModuleType('course_lib');"
        f"package.__path__ = [{str(ROOT / 'course_lib')!r}]; sys.modules['course_lib'] = package;"
        "before = set(sys.modules); importlib.import_module('course_lib.preflight');"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before};"
        "print(sorted(new - sys.stdlib_module_names - {'course_lib'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()
