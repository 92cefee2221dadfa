"""Which names a piece of Python keeps to itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def type_names(node: ast.AST) -> frozenset[str]:
    """The type parameters of a function or class, where this Python knows them."""
    return frozenset(one.name for one in getattr(node, "type_params", ()))


def local_names(node: Function | ast.Lambda) -> frozenset[str]:
    """The names that the body of a function makes or is given."""
    found = {one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg)}
    body = node.body if isinstance(node.body, list) else [node.body]
    for part in body:
        found |= set(bindings(part))
    declared = {name for part in body for name in _declared(part)}
    return frozenset(found - declared) | type_names(node)


def _declared(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Global | ast.Nonlocal):
        yield from node.names
    elif not isinstance(node, Function | ast.ClassDef | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _declared(child)


def bindings(node: ast.AST) -> Iterator[str]:
    """The names that a piece of code binds in its own scope."""
    if isinstance(node, Function | ast.ClassDef):
        yield node.name
    elif isinstance(node, Comprehension):
        for inner in ast.walk(node):
            if isinstance(inner, ast.NamedExpr):
                yield inner.target.id
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif not isinstance(node, ast.Lambda):
        bound = getattr(node, "name", None) or getattr(node, "rest", None)
        if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar | ast.MatchMapping):
            yield from [bound] if bound else []
        for child in ast.iter_child_nodes(node):
            yield from bindings(child)
