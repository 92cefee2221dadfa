"""What the release reads out of cells: properties of its own parsers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.faults import CourseFault
from autograder.release.answers import clean_answer
from autograder.release.archive import make_zip, read_zip
from autograder.release.checks import Check, read_check, share_points, write_test_file
from autograder.release.ideas import split_words
from autograder.release.percent import ScriptCell, read_script

FILE = Path("master.py")
MARKS = ("# BEGIN SOLUTION", "# END SOLUTION", "# BEGIN SOLUTION NO PROMPT", "# SOLUTION")
LINES = st.one_of(
    st.sampled_from([f"    {mark}" for mark in MARKS] + [f"x = 1  {mark}" for mark in MARKS]),
    st.text(st.characters(blacklist_categories=("Cs", "Cc"))),
)
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).map(
    lambda text: " ".join(text.split())
)


def _cell(source: str) -> ScriptCell:
    return ScriptCell("code", source, 10, "", {})


def _check(points: float | None) -> Check:
    return Check(
        "a claim",
        "claim",
        "",
        hidden=False,
        points=points,
        success_message=None,
        failure_message=None,
        line=10,
    )


@settings(deadline=None)
@given(st.lists(LINES).map("\n".join))
def test_cleaning_a_clean_answer_changes_nothing(source: str) -> None:
    """What was taken out never comes back."""
    clean = clean_answer(source)
    assert clean == clean_answer(clean)
    assert not {line.strip() for line in clean.split("\n")} & set(MARKS[:3])


@settings(deadline=None)
@given(st.lists(st.sampled_from(["x = 1", "", "    y = 2", "# words"])).map("\n".join))
def test_cleaning_keeps_what_is_no_marker(source: str) -> None:
    """Only markers go, and blank lines at the ends."""
    assert source.strip("\n") == clean_answer(source)


@settings(deadline=None)
@given(WORDS.filter(bool), st.text(st.characters(blacklist_categories=("Cs", "Cc"))))
def test_a_message_survives_the_test_file_in_ascii(message: str, said: str) -> None:
    """Quotes, backslashes and every script of the world reach the student unharmed."""
    source = f"def claim(f):\n    # a comment # {message}\n    assert f(), {said!r}"
    check = read_check(FILE, _cell(source))
    check = Check(
        message,
        check.function,
        check.source,
        hidden=False,
        points=1,
        success_message=None,
        failure_message=message,
        line=10,
    )
    text = write_test_file("q1", (check,), all_or_nothing=False, hidden=True)
    assert text.isascii()
    function = next(node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef))
    decorator = function.decorator_list.pop()
    assert isinstance(decorator, ast.Call)
    given_words = {word.arg: ast.literal_eval(word.value) for word in decorator.keywords}
    assert (message, message) == (given_words["name"], given_words["failure_message"])
    assert ast.dump(ast.parse(source).body[0]) == ast.dump(function)


def test_comments_of_a_check_are_left_out() -> None:
    """Authors may explain a check to each other, layout and strings stay as they are."""
    source = (
        "def claim(f):  # why\n    # secret\n    text = '# no comment'\n\n    assert (\n"
        "        f(text)  # last\n    ), 'said'"
    )
    wanted = (
        "def claim(f):\n    text = '# no comment'\n\n    assert (\n        f(text)\n    ), 'said'"
    )
    assert wanted == read_check(FILE, _cell(source)).source


def test_a_character_that_cannot_be_escaped_is_a_course_fault() -> None:
    """A raw string has no escapes, so the meaning would change."""
    with pytest.raises(CourseFault, match="ASCII"):
        read_check(FILE, _cell("def claim(f):\n    assert f(), r'caf\u00e9'"))


def test_a_claim_is_read_from_the_function_or_the_config() -> None:
    """The name given in the TEST CONFIG wins."""
    bare = "def test_gates_stay_small(f):\n    assert f()"
    config = f'""" # BEGIN TEST CONFIG\nname: "no gate grows"\n"""  # END TEST CONFIG\n{bare}'
    assert "gates stay small" == read_check(FILE, _cell(bare)).name
    assert "no gate grows" == read_check(FILE, _cell(config)).name


@settings(deadline=None)
@given(st.integers(1, 40), st.lists(st.none() | st.integers(0, 8), min_size=1, max_size=8))
def test_shared_points_add_up_or_are_refused(total: int, parts: list[int | None]) -> None:
    """No check silently loses its points and no question its total."""
    checks = tuple(_check(part) for part in parts)
    fixed = sum(part for part in parts if part is not None)
    fits = fixed < total if None in parts else fixed == total
    if not fits:
        with pytest.raises(CourseFault):
            share_points(FILE, 1, total, checks)
        return
    shared = [check.points for check in share_points(FILE, 1, total, checks)]
    assert total == pytest.approx(sum(point or 0 for point in shared))
    assert all(part in (None, point) for part, point in zip(parts, shared, strict=True))


@pytest.mark.parametrize(
    ("points", "wanted"),
    [(None, [0.5, 0.5]), ({"each": 2}, [2, 2]), ([1, 0.5], [1, 0.5]), (3, [1.5, 1.5])],
)
def test_points_follow_otters_rules(points: object, wanted: list[float]) -> None:
    """Nothing means one point in all; each and lists are spelt out."""
    checks = share_points(FILE, 1, points, (_check(None), _check(None)))
    assert wanted == [check.points for check in checks]


@settings(deadline=None)
@given(WORDS.filter(lambda text: text and not text.startswith("#")), WORDS)
def test_words_above_an_answer_may_wrap(belief: str, hint: str) -> None:
    """Each word collects its lines; the code begins below them."""
    parts = belief.split()
    wrapped = "\n# ".join(parts)
    words, start = split_words(f"# Belief: {wrapped}\n# Hint: {hint}\n\ndef f():\n    pass")
    assert " ".join(part.lstrip("#").strip() for part in parts).split() == words["Belief"].split()
    assert hint.strip() == words["Hint"]
    assert len(parts) + 2 == start


SOURCES = st.lists(
    st.lists(st.sampled_from(["x = 1", "", "def f():", "    return 2", "'text'"]), max_size=5),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(SOURCES)
def test_cells_know_the_lines_they_stand_on(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    """The line of a cell is that of its first source line in the file."""
    path = tmp_path_factory.mktemp("percent") / "script.py"
    text = "".join("# %% name\n" + "".join(f"{line}\n" for line in cell) for cell in cells)
    path.write_text(text, encoding="utf-8")
    lines = text.split("\n")
    script = read_script(path)
    assert len(cells) == len(script.cells)
    for cell in script.cells:
        for offset, line in enumerate(cell.source.split("\n") if cell.source else []):
            assert line == lines[cell.line - 1 + offset]


@settings(deadline=None)
@given(
    st.dictionaries(
        st.text("abc/", min_size=1).filter(
            lambda n: "//" not in n and not n.startswith("/") and not n.endswith("/")
        ),
        st.binary(),
    )
)
def test_a_zip_depends_on_its_content_only(members: dict[str, bytes]) -> None:
    """Order does not matter, and what went in comes out."""
    backwards = dict(reversed(members.items()))
    assert make_zip(members) == make_zip(backwards)
    assert members == read_zip(make_zip(members))
