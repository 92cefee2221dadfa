"""The answers in a notebook: which cell holds each, and whether something has been written."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course_lib.cell_names import bound_at_top
from course_lib.saved_notebook import CodeCell, Expected, SavedNotebook, fingerprint


@dataclass(frozen=True, slots=True)
class Answer:
    """One question's answer as it lies in the notebook.

    Attributes:
        names: what its checks ask for; empty where nobody can tell.
        cell: the cell that holds it, or None.
        copies: other cells that make one of its names.
        check: the cell that checks it, or None.
        open_parts: names in it that are still to be written; ``(question,)`` for all of it.
    """

    question: str
    names: tuple[str, ...]
    cell: CodeCell | None
    copies: tuple[CodeCell, ...]
    check: CodeCell | None
    open_parts: tuple[str, ...]

    @property
    def is_written(self) -> bool:
        """Whether there is an answer without a gap in it."""
        return self.cell is not None and not self.open_parts


def find_answers(notebook: SavedNotebook) -> list[Answer]:
    """The answers of a notebook, question by question.

    Where the metadata is lost, every check cell is taken to check the cell above it.

    Args:
        notebook: as it was read.
    """
    wanted = notebook.expected or _guessed(notebook)
    checks: dict[str, CodeCell] = {}
    for cell in notebook.cells:
        if cell.check is not None:
            checks.setdefault(cell.check, cell)
    graded = [cell for cell in notebook.cells if cell.is_graded]
    makers = {cell.number: _made_by(cell) for cell in graded}
    own = {one.question: _home(one, graded, makers) for one in wanted}
    answers = []
    for one in wanted:
        home = own[one.question]
        # Two questions may both ask for a name; the other one's answer is no copy of this one.
        known = [own[other.question] for other in wanted if set(other.names) & set(one.names)]
        copies = tuple(
            other
            for other in graded
            if home is not None
            and other not in known
            and set(makers[other.number]) & set(one.names)
        )
        gaps = _gaps(home, one) if home is not None else ()
        answers.append(
            Answer(one.question, one.names, home, copies, checks.get(one.question), gaps)
        )
    return answers


def sentences(answers: Sequence[Answer], *, guessed: bool) -> Iterator[str]:
    """What is wrong with the cells of the answers, not with what they say.

    Args:
        answers: of one notebook.
        guessed: whether the cells had to be guessed from the check cells.
    """
    for answer in answers:
        if answer.cell is None:
            yield _lost(answer, guessed=guessed)
            continue
        if answer.cell.tree is not None and answer.cell.tree.body and not guessed:
            made = {*_made_by(answer.cell), *(n for c in answer.copies for n in _made_by(c))}
            for name in answer.names:
                if name not in made:
                    yield (
                        f"The answer to {answer.question}, {answer.cell.label}, does not make "
                        f"`{name}`, which is what the checks call. Was it renamed?"
                    )
        if answer.copies:
            yield _twice(answer)
        elif answer.check is not None and answer.check.number < answer.cell.number:
            yield (
                f"The answer to {answer.question}, {answer.cell.label}, stands below its check, "
                f"cell {answer.check.number}. What counts is what is there when the check comes: "
                "move the answer up."
            )


def _lost(answer: Answer, *, guessed: bool) -> str:
    if guessed:
        return (
            f"Above the check of {answer.question} there is no answer. Has its cell been deleted?"
        )
    names = " and ".join(f"`{name}`" for name in answer.names) or "what it should"
    return (
        f"The answer cell of {answer.question} is gone: no cell makes {names}. Copy it back from "
        "the notebook as you got it."
    )


def _twice(answer: Answer) -> str:
    assert answer.cell is not None
    made = {name for copy in answer.copies for name in _made_by(copy)}
    names = [name for name in answer.names if name in made]
    numbers = sorted([answer.cell.number, *(copy.number for copy in answer.copies)])
    where = f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
    words = f"`{names[0]}` of {answer.question} is made more than once, in cells {where}."
    if answer.check is None:
        return f"{words} Keep the one that you mean."
    before = [number for number in numbers if number < answer.check.number]
    if not before:
        return f"{words} All stand below the check, where they come too late: move one up."
    return (
        f"{words} What counts is the last one above the check, cell {before[-1]}. Keep that one if "
        "you mean it, and delete the others."
    )


def _home(
    wanted: Expected, graded: Sequence[CodeCell], makers: dict[int, list[str]]
) -> CodeCell | None:
    """The answer's cell: by its id, else by what it makes."""
    names = set(wanted.names)
    known = [cell for cell in graded if cell.id == wanted.id]
    # A cell whose content was replaced keeps its id; it is believed only if nothing fits better.
    for cell in (*known, *graded):
        if names and names <= set(makers[cell.number]):
            return cell
    for cell in graded:
        if names & set(makers[cell.number]):
            return cell
    return known[0] if known else None


def _guessed(notebook: SavedNotebook) -> tuple[Expected, ...]:
    found: dict[str, Expected] = {}
    above: CodeCell | None = None
    for cell in notebook.cells:
        if cell.check is not None and cell.check not in found:
            names = tuple(_made_by(above)) if above is not None else ()
            home = above.id if above is not None else ""
            found[cell.check] = Expected(home, cell.check, names, "")
            above = None
        elif cell.is_graded and (cell.slip is not None or _made_by(cell)):
            above = cell
    return tuple(found.values())


def _made_by(cell: CodeCell) -> list[str]:
    if cell.tree is not None:
        return bound_at_top(cell.tree)
    heads = (line.split("(")[0].split() for line in cell.source.splitlines())
    return [head[1] for head in heads if len(head) == 2 and head[0] in ("def", "class")]


def _gaps(cell: CodeCell, wanted: Expected) -> tuple[str, ...]:
    if not cell.source.strip() or fingerprint(cell.source) == wanted.skeleton:
        return (wanted.question,)
    if cell.tree is None:
        return ()
    found = [name for part in cell.tree.body for name in _open_in(part)]
    return tuple(dict.fromkeys(found))


def _open_in(node: ast.stmt) -> Iterator[str]:
    """The names in a statement that still wait for their value."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        empty = all(_is_dots(getattr(part, "value", None)) for part in body)
        if empty or any(name for part in body for name in _open_in(part)):
            yield node.name
    elif isinstance(node, ast.ClassDef):
        if any(name for part in node.body for name in _open_in(part)):
            yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign | ast.Return) and _is_dots(node.value):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", node)]
        yield next((one.id for one in targets if isinstance(one, ast.Name)), "...")
    elif isinstance(node, ast.For | ast.While | ast.If | ast.With):
        for part in node.body:
            yield from ["..."] if _is_dots(getattr(part, "value", None)) else _open_in(part)


def _is_dots(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...
