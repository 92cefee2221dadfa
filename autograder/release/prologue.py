"""What checks may use without saying where it comes from.

A check must stand alone: otter keeps nothing of its file but the function. So what nearly all
checks need is written into them here, and no author has to write it again.
"""

from __future__ import annotations

import ast
import textwrap

import course_lib
from autograder.notebook_code import used

RNG = "rng"
SEEDING = "rng = np.random.default_rng(np.random.randint(2**31))"
"""Fresh inputs for each submission: the examiner seeds NumPy before every question."""

_LIBRARIES = {"keras": "import keras", "np": "import numpy as np"}


def with_prologue(source: str) -> str:
    """Adds to a check the imports and the random generator that it uses and does not make.

    Args:
        source: one function; of ``np``, ``keras``, ``rng`` and the public names of
            ``course_lib``, those that it takes or binds itself are left alone.
    """
    tree = ast.parse(source)
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    bound = _bound(function)
    free = used(tree) - bound
    lines = []
    if RNG in free:
        free |= {"np"} - bound
        lines.append(SEEDING)
    imports = [line for name, line in sorted(_LIBRARIES.items()) if name in free]
    ours = sorted(free & set(course_lib.__all__))
    if ours:
        imports.append(f"from course_lib import {', '.join(ours)}")
    lines = [*imports, *([""] if imports else []), *lines]
    if not lines:
        return source
    first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
    text = source.split("\n")
    added = textwrap.indent("\n".join(lines), " " * first.col_offset)
    return "\n".join([*text[: first.lineno - 1], *added.split("\n"), *text[first.lineno - 1 :]])


def _bound(function: ast.FunctionDef) -> set[str]:
    """Every name that the function or anything in it binds."""
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, ast.FunctionDef) and node is not function:
            names.add(node.name)
    return names
