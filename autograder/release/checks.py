"""Test cells of a master: what a check is, what it is worth, and otter's file of a question.

otter's own writer of test files loses names, breaks on quotes in messages, lets the second function
of a cell vanish and depends on the Python version. So a check is read here once, and the files
that students and graders get are written from what was read, in otter's format.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from autograder.faults import CourseFault
from autograder.release.answers import parse_cell
from autograder.release.percent import ScriptCell
from autograder.release.prologue import with_prologue

_BEGIN_CONFIG = re.compile(r'"""\s*# BEGIN TEST CONFIG\s*')
_END_CONFIG = re.compile(r'"""\s*# END TEST CONFIG\s*')
_HIDDEN = re.compile(r"# HIDDEN\s*")
_CONFIG_KEYS: dict[str, tuple[type, ...]] = {
    "name": (str,),
    "points": (int, float),
    "hidden": (bool,),
    "success_message": (str,),
    "failure_message": (str,),
}
_HIDDEN_REMAIN = "This check has passed. Hidden checks remain: other numbers, other sizes."
_LARGEST_ASCII = 0x7F
_LARGEST_BYTE = 0xFF
_LARGEST_SHORT = 0xFFFF


@dataclass(frozen=True, slots=True)
class Check:
    """One test cell.

    Attributes:
        name: reads as a claim, such as ``gates stay between zero and one``.
        function: the name of its function, unique in the question.
        source: the function, without comments, ASCII only, with the imports that it leaves to us.
        points: what it is worth; None until ``share_points`` has decided.
        line: where its cell begins in the master.
    """

    name: str
    function: str
    source: str
    hidden: bool
    points: float | None
    success_message: str | None
    failure_message: str | None
    line: int


def read_check(file: Path, cell: ScriptCell) -> Check:
    """Reads a test cell.

    Raises:
        CourseFault: it is not an optional config and exactly one plain function.
    """
    tree = parse_cell(file, cell, cell.source)
    lines = cell.source.split("\n")
    config: dict[str, Any] = {}
    body = 0
    if _BEGIN_CONFIG.fullmatch(lines[0]):
        body = _config_end(file, cell, lines) + 1
        config = _read_config(file, cell, lines[1 : body - 1])
        tree = parse_cell(file, cell, "\n".join([""] * body + lines[body:]))
    elif lines[0].startswith("#") and re.search(r"\bhidden\b", lines[0], re.IGNORECASE):
        if not _HIDDEN.fullmatch(lines[0]):
            raise CourseFault(
                file,
                cell.line,
                "otter hides a check whose first comment contains the word hidden.",
                "Write '# HIDDEN' alone, 'hidden: true' in the TEST CONFIG, or another comment.",
            )
        config = {"hidden": True}
    function = _only_function(file, cell, tree)
    claim = function.name.removeprefix("test_").replace("_", " ")
    return Check(
        name=config.get("name", claim),
        function=function.name,
        source=with_prologue(_plain_source(file, cell, "\n".join(lines[body:]))),
        hidden=config.get("hidden", False),
        points=config.get("points"),
        success_message=config.get("success_message"),
        failure_message=config.get("failure_message"),
        line=cell.line,
    )


def share_points(
    file: Path,
    line: int,
    points: Any,
    checks: tuple[Check, ...],
) -> tuple[Check, ...]:
    """Decides what each check is worth, by otter's rules and without otter's silences.

    Args:
        file: the master.
        line: where the question's config stands.
        points: the question's key ``points``: a number, a list, ``{each: number}`` or None.
        checks: the question's checks in order.

    Raises:
        CourseFault: the points do not add up, or a check would silently be worth nothing.
    """
    if isinstance(points, dict) and set(points) == {"each"}:
        points = [points["each"]] * len(checks)
    if isinstance(points, list):
        if len(points) != len(checks):
            raise CourseFault(
                file,
                line,
                f"There are {len(points)} points for {len(checks)} checks.",
                "Give one number to each check.",
            )
        checks = tuple(replace(c, points=p) for c, p in zip(checks, points, strict=True))
        points = None
    for value in (points, *(check.points for check in checks)):
        if value is not None and (type(value) not in (int, float) or not 0 <= value < float("inf")):
            raise CourseFault(
                file, line, f"{value!r} is not a number of points.", "Write a number, 0 or more."
            )
    return _share(file, line, points, checks)


def say_what_remains(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Lets the last public check, once it has passed, say that hidden ones remain.

    Args:
        checks: the question's checks in order. Where none is hidden, or the author has written
            words of their own there, nothing changes.
    """
    public = [index for index, check in enumerate(checks) if not check.hidden]
    if len(public) in (0, len(checks)) or checks[public[-1]].success_message is not None:
        return checks
    told = replace(checks[public[-1]], success_message=_HIDDEN_REMAIN)
    return (*checks[: public[-1]], told, *checks[public[-1] + 1 :])


def write_test_file(
    question: str, checks: tuple[Check, ...], *, all_or_nothing: bool, hidden: bool
) -> str:
    """A question's checks as one otter test file in exception style.

    Args:
        question: ``q1``...
        checks: in order, with their points.
        all_or_nothing: whether one failed check loses all points.
        hidden: whether hidden checks are written too; students get a file without them.
    """
    head = f'OK_FORMAT = False\n\nname = "{question}"\npoints = None\n'
    if all_or_nothing:
        head += "all_or_nothing = True\n"
    parts = ["from otter.test_files import test_case\n\n" + head]
    for check in checks:
        if check.hidden and not hidden:
            continue
        keywords = {
            "name": check.name,
            "points": check.points,
            "hidden": check.hidden,
            "success_message": check.success_message,
            "failure_message": check.failure_message,
        }
        given = [f"    {k}={v!a},\n" for k, v in keywords.items() if v is not None]
        parts.append("@test_case(\n" + "".join(given) + ")\n" + check.source + "\n")
    return "\n\n".join(parts)


def _config_end(file: Path, cell: ScriptCell, lines: list[str]) -> int:
    for index, line in enumerate(lines):
        if _END_CONFIG.fullmatch(line):
            return index
    raise CourseFault(
        file,
        cell.line,
        "BEGIN TEST CONFIG is never closed.",
        'Write \'""" # END TEST CONFIG\' on a line of its own below the keys.',
    )


def _read_config(file: Path, cell: ScriptCell, lines: list[str]) -> dict[str, Any]:
    try:
        config = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CourseFault(
            file,
            cell.line + 1 + (mark.line if mark is not None else 0),
            "This TEST CONFIG is not YAML.",
            "Put messages that contain a colon between quotes.",
        ) from error
    if not isinstance(config, dict):
        raise CourseFault(
            file, cell.line + 1, "This TEST CONFIG has no keys.", "Write 'key: value' lines."
        )
    for key, value in config.items():
        wanted = _CONFIG_KEYS.get(key)
        if wanted is None or not isinstance(value, wanted):
            raise CourseFault(
                file,
                cell.line,
                f"The TEST CONFIG has the unknown key {key!r}."
                if wanted is None
                else f"The value of {key} in the TEST CONFIG is of the wrong type.",
                f"The keys are {', '.join(_CONFIG_KEYS)}; messages and names are text, hidden is "
                "true or false, points is a number.",
            )
    return config


def _only_function(file: Path, cell: ScriptCell, tree: ast.Module) -> ast.FunctionDef:
    if not tree.body or not isinstance(tree.body[0], ast.FunctionDef):
        raise CourseFault(
            file, cell.line, "This test cell holds no function.", "Write one function in it."
        )
    if len(tree.body) > 1:
        raise CourseFault(
            file,
            cell.line + tree.body[1].lineno - 1,
            "A test cell holds exactly one function, and otter would drop what stands here.",
            "Begin a new cell for the next check; put imports inside the function.",
        )
    function = tree.body[0]
    parameters = function.args
    named = {argument.arg for argument in parameters.args}
    odd = parameters.vararg or parameters.kwarg or parameters.posonlyargs or parameters.defaults
    if odd or parameters.kwonlyargs or function.decorator_list or "env" in named:
        raise CourseFault(
            file,
            cell.line + function.lineno - 1,
            "A check takes names of the student's notebook and nothing else.",
            "Use plain parameters: no defaults, stars, decorators, and not the name env.",
        )
    return function


def _plain_source(file: Path, cell: ScriptCell, source: str) -> str:
    """A function without its comments and, as Windows reads otter's files, in ASCII."""
    wanted = ast.dump(ast.parse(source))
    plain = _escape(_uncomment(source))
    if ast.dump(ast.parse(plain)) != wanted:
        strange = next((char for char in source if ord(char) > _LARGEST_ASCII), "?")
        raise CourseFault(
            file,
            cell.line,
            f"A check may hold {strange!r} only in plain string literals.",
            "Write it in ASCII: students on Windows could not read the file otherwise.",
        )
    return plain


def _uncomment(source: str) -> str:
    lines = source.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            code = lines[row - 1][:column].rstrip()
            # A mark that no line of text can hold: lines that were only a comment go altogether.
            lines[row - 1] = code or "\0"
    return "\n".join(line for line in lines if line != "\0").strip("\n")


def _escape(source: str) -> str:
    return "".join(char if ord(char) <= _LARGEST_ASCII else _escaped(ord(char)) for char in source)


def _escaped(code: int) -> str:
    if code <= _LARGEST_BYTE:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= _LARGEST_SHORT else f"\\U{code:08x}"


def _share(
    file: Path, line: int, total: float | None, checks: tuple[Check, ...]
) -> tuple[Check, ...]:
    given = round(sum(check.points for check in checks if check.points is not None), 9)
    unset = [check for check in checks if check.points is None]
    if total is None:
        total = given if any(check.points is not None for check in checks) else 1
    left = round(total - given, 9)
    if left < 0 or (left > 0 and not unset):
        raise CourseFault(
            file,
            line,
            f"The question is worth {total:g} points but its checks {given:g}.",
            "Make the points of the checks add up to the points of the question.",
        )
    if unset and left == 0:
        raise CourseFault(
            file,
            unset[0].line,
            "This check has no points left, so otter would count it as 0.",
            "Give it points, or write 'points: 0' if it is meant to count nothing.",
        )
    if total == 0:
        raise CourseFault(file, line, "The question is worth nothing.", "Give it points.")
    return tuple(
        replace(check, points=_plain(left / len(unset) if check.points is None else check.points))
        for check in checks
    )


def _plain(points: float) -> float:
    return int(points) if points == int(points) else points
