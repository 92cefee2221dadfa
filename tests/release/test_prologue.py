"""Checks need not say where NumPy comes from: the release writes it into them."""

from __future__ import annotations

import ast

import numpy as np

from autograder.release.prologue import SEEDING, with_prologue


def test_what_is_used_is_imported_and_nothing_else() -> None:
    """Imports first, then the generator, then the check as it was."""
    source = (
        "def claim(f):\n    (y,) = unpack(f(rng.normal(size=3)), 'y', (3,))\n    assert y.all()"
    )
    assert with_prologue(source) == (
        "def claim(f):\n"
        "    import numpy as np\n"
        "    from course_lib import unpack\n"
        "\n"
        f"    {SEEDING}\n"
        "    (y,) = unpack(f(rng.normal(size=3)), 'y', (3,))\n"
        "    assert y.all()"
    )


def test_names_of_the_check_itself_are_left_alone() -> None:
    """A parameter, an import or a variable of that name is the author's own."""
    for source in (
        "def claim(compare):\n    assert compare(3)",
        "def claim(f):\n    import numpy as np\n    assert np.all(f(3))",
        "def claim(f):\n    for rng in (1, 2):\n        assert f(rng)",
        "def claim(f):\n    def unpack(x):\n        return x\n    assert unpack(f(3))",
        "def claim(f):\n    assert f(3)",
    ):
        assert source == with_prologue(source)


def test_inner_functions_and_docstrings_are_seen() -> None:
    """The prologue stands behind a docstring, and serves functions within."""
    inner = "    def loss(x):\n        return np.sum(f(x))\n"
    source = f'def claim(f):\n    "Words."\n\n{inner}    assert loss(1)'
    added = with_prologue(source)
    body = ast.parse(added).body[0].body  # type: ignore[attr-defined]
    assert "Words." == body[0].value.value
    space: dict[str, object] = {}
    exec(added, space)  # noqa: S102 - our own three lines
    space["claim"](lambda x: x + np.ones(2))  # type: ignore[operator]


def test_adding_twice_adds_nothing() -> None:
    """What has been written is found again."""
    once = with_prologue("def claim(f):\n    assert np.all(f(rng.normal()))")
    assert once == with_prologue(once)
