"""The kinds of mistakes that mutants make.

Each takes a place in an answer and says what else could stand there.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Mistake = Callable[["Place"], Iterator[ast.AST | None]]


@dataclass(frozen=True, slots=True)
class Place:
    """One node of an answer and where it hangs.

    Attributes:
        node: what stands there.
        parent: the node above it.
        field: the parent's field that holds it.
        position: its index, where the field holds a list.
        statement: the statement it belongs to.
        function: the name of the function around it.
        inputs: the parameters of that function.
        defined: the functions that all answers of the assignment define.
    """

    node: ast.AST
    parent: ast.AST
    field: str
    position: int | None
    statement: ast.stmt
    function: str
    inputs: frozenset[str]
    defined: frozenset[str]

    def put(self, node: ast.AST | None) -> None:
        """Puts another node there; None leaves the place empty (or ``pass``, in a body)."""
        value: Any = ast.Pass() if node is None else node
        if self.position is None:
            setattr(self.parent, self.field, value)
        else:
            getattr(self.parent, self.field)[self.position] = value


def _swapped_blocks(place: Place) -> Iterator[ast.AST | None]:
    """Neighbours change places: names that are unpacked, parts that are returned or stacked."""
    node = place.node
    if isinstance(node, ast.Tuple | ast.List):
        for left in range(len(node.elts) - 1):
            parts = list(node.elts)
            parts[left], parts[left + 1] = parts[left + 1], parts[left]
            if isinstance(node, ast.Tuple):
                yield ast.Tuple(parts, node.ctx)
            else:
                yield ast.List(parts, node.ctx)
    elif isinstance(node, ast.Dict):
        for left in range(len(node.values) - 1):
            values = list(node.values)
            values[left], values[left + 1] = values[left + 1], values[left]
            yield ast.Dict(node.keys, values)


def _wrong_axis(place: Place) -> Iterator[ast.AST | None]:
    node = place.node
    if isinstance(node, ast.keyword) and node.arg == "axis":
        axis = _integer(node.value)
        if axis is not None:
            yield ast.keyword("axis", ast.Constant(0 if axis else 1))
    elif isinstance(node, ast.Subscript) and _attribute(node.value) == "shape":
        axis = _integer(node.slice)
        if axis is not None:
            yield ast.Subscript(node.value, ast.Constant(0 if axis else 1), node.ctx)


def _transposed(place: Place) -> Iterator[ast.AST | None]:
    node = place.node
    if _attribute(node) == "T" and isinstance(node, ast.Attribute):
        yield node.value
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        for left, right in ((True, False), (False, True)):
            yield ast.BinOp(_turned(node.left, left), node.op, _turned(node.right, right))
        yield ast.BinOp(node.right, node.op, node.left)


_REDUCTIONS = (("sum", "mean"), ("max", "min"), ("argmax", "argmin"), ("std", "var"))
_OTHER_REDUCTION = {**dict(_REDUCTIONS), **{two: one for one, two in _REDUCTIONS}}
_OTHER_FUNCTION = {
    "exp": ("expm1",),
    "log": ("log1p",),
    "sqrt": ("square",),
    "hstack": ("vstack",),
    "vstack": ("hstack",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "sin": ("cos",),
    "cos": ("sin",),
}


def _sum_for_mean(place: Place) -> Iterator[ast.AST | None]:
    node = place.node
    if isinstance(node, ast.Attribute) and _is_called(place) and node.attr in _OTHER_REDUCTION:
        yield ast.Attribute(node.value, _OTHER_REDUCTION[node.attr], node.ctx)


def _wrong_function(place: Place) -> Iterator[ast.AST | None]:
    node = place.node
    if not _is_called(place):
        return
    if isinstance(node, ast.Attribute):
        for other in _OTHER_FUNCTION.get(node.attr, ()):
            yield ast.Attribute(node.value, other, node.ctx)
        if node.attr == "tanh":
            if "sigmoid" in place.defined and place.function != "sigmoid":
                yield ast.Name("sigmoid", ast.Load())
            else:
                yield ast.Attribute(node.value, "arctan", node.ctx)
    elif isinstance(node, ast.Name) and node.id == "sigmoid":
        yield ast.Attribute(ast.Name("np", ast.Load()), "tanh", ast.Load())


def _off_by_one(place: Place) -> Iterator[ast.AST | None]:
    node = place.node
    if isinstance(node, ast.Slice):
        for step in (1, -1):
            if node.lower is not None:
                yield ast.Slice(_moved(node.lower, step), node.upper, node.step)
            if node.upper is not None:
                yield ast.Slice(node.lower, _moved(node.upper, step), node.step)
    elif isinstance(node, ast.Call) and _name(node.func) == "range" and node.args:
        if len(node.args) == 1:
            yield ast.Call(node.func, [ast.Constant(1), *node.args], node.keywords)
        last = min(1, len(node.args) - 1)
        arguments = list(node.args)
        arguments[last] = _moved(arguments[last], -1)
        yield ast.Call(node.func, arguments, node.keywords)


def _wrong_sign(place: Place) -> Iterator[ast.AST | None]:
    node = place.node
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield ast.BinOp(node.left, other, node.right)
    elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        yield ast.AugAssign(
            node.target, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.value
        )
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand


def _wrong_arithmetic(place: Place) -> Iterator[ast.AST | None]:
    node = place.node
    others: dict[type[ast.operator], ast.operator] = {
        ast.Mult: ast.Div(),
        ast.Div: ast.Mult(),
        ast.Pow: ast.Mult(),
        ast.MatMult: ast.Mult(),
    }
    if isinstance(node, ast.BinOp) and type(node.op) in others:
        yield ast.BinOp(node.left, others[type(node.op)], node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Div):
        yield ast.BinOp(node.right, node.op, node.left)


def _missing_part(place: Place) -> Iterator[ast.AST | None]:
    """A term of a sum or a factor of a product is left out."""
    node = place.node
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Pow):
        yield node.left
        if not isinstance(node.op, ast.Pow):
            yield node.right


def _ignored_input(place: Place) -> Iterator[ast.AST | None]:
    """An input counts for nothing: zeros in its place."""
    node = place.node
    read = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    if read and isinstance(node, ast.Name) and node.id in place.inputs:
        if not isinstance(place.parent, ast.Attribute) and not _is_called(place):
            yield ast.BinOp(ast.Constant(0), ast.Mult(), node)


def _missing_copy(place: Place) -> Iterator[ast.AST | None]:
    """Where a copy was made, or a new array, the one that was handed in is written into."""
    node = place.node
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr == "copy":
            own = [node.func.value] if not node.args else node.args[:1]
            yield from own
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
        target, value = node.targets[0], node.value
        if (
            len(node.targets) == 1
            and isinstance(target, ast.Name)
            and (target.id == _name(value.left))
        ):
            yield ast.AugAssign(target, value.op, value.right)


def _flipped_comparison(place: Place) -> Iterator[ast.AST | None]:
    node = place.node
    others: dict[type[ast.cmpop], tuple[ast.cmpop, ...]] = {
        ast.Lt: (ast.LtE(), ast.GtE()),
        ast.LtE: (ast.Lt(), ast.Gt()),
        ast.Gt: (ast.GtE(), ast.LtE()),
        ast.GtE: (ast.Gt(), ast.Lt()),
        ast.Eq: (ast.NotEq(),),
        ast.NotEq: (ast.Eq(),),
    }
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in others.get(type(node.ops[0]), ()):
            yield ast.Compare(node.left, [other], node.comparators)


def _wrong_constant(place: Place) -> Iterator[ast.AST | None]:
    node = place.node
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        return
    if isinstance(place.parent, ast.keyword) and place.parent.arg == "axis":
        return
    whole = isinstance(node.value, int)
    if node.value != 1:
        yield ast.Constant(1 if whole else 1.0)
    else:
        yield ast.Constant(0 if whole else 0.0)
        if not whole:
            yield ast.Constant(0.5)


def _missing_statement(place: Place) -> Iterator[ast.AST | None]:
    """A line is forgotten: one that adds up, writes into an array or asks first."""
    node = place.node
    if isinstance(node, ast.AugAssign | ast.Expr) or (
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
    ):
        yield None
    elif isinstance(node, ast.If):
        yield ast.If(ast.Constant(True), node.body, [])
        yield ast.If(ast.Constant(False), node.body, node.orelse)


MISTAKES: tuple[tuple[str, Mistake], ...] = (
    ("swapped blocks", _swapped_blocks),
    ("wrong axis", _wrong_axis),
    ("transposed", _transposed),
    ("sum for mean", _sum_for_mean),
    ("wrong function", _wrong_function),
    ("off by one", _off_by_one),
    ("wrong sign", _wrong_sign),
    ("wrong arithmetic", _wrong_arithmetic),
    ("missing part", _missing_part),
    ("ignored input", _ignored_input),
    ("missing copy", _missing_copy),
    ("flipped comparison", _flipped_comparison),
    ("wrong constant", _wrong_constant),
    ("missing line", _missing_statement),
)
"""Every kind of mistake with what makes it."""


def _integer(node: ast.AST) -> int | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _integer(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    return None


def _attribute(node: ast.AST) -> str | None:
    return node.attr if isinstance(node, ast.Attribute) else None


def _name(node: ast.AST) -> str | None:
    return node.id if isinstance(node, ast.Name) else None


def _is_called(place: Place) -> bool:
    return isinstance(place.parent, ast.Call) and place.field == "func"


def _turned(node: ast.expr, turn: bool) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load()) if turn and _attribute(node) != "T" else node


def _moved(node: ast.expr, step: int) -> ast.expr:
    operator: ast.operator = ast.Add() if step > 0 else ast.Sub()
    return ast.BinOp(node, operator, ast.Constant(1))
