"""What the names in a cell do, in the order in which they do it.

Code at the top of a cell acts when the cell runs. The body of a function acts when somebody calls
it, so what it needs is kept with the function's name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from course_lib.scopes import Comprehension, Function, bindings, local_names, type_names

_CONSTRUCTORS = ("__init__", "__new__", "__post_init__")
_CATCH_ALL = ("NameError", "Exception", "BaseException")
_FORGIVING = ("once_ready", "suppress")


class Act(Enum):
    """What happens to a name."""

    USE = "use"
    CALL = "call"
    BIND = "bind"
    UNBIND = "unbind"
    DEFINE = "define"
    LATER = "later"
    """Code that runs some day, such as a callback; it has no name."""
    STAR = "star"
    """Names arrive that cannot be seen from here."""


@dataclass(frozen=True, slots=True)
class Use:
    """A name that is read, and the line of the cell."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Event:
    """One act in a cell.

    Attributes:
        name: whom it happens to.
        needs: for a definition, what a call of it reads.
        parts: for a class, what its other methods read.
    """

    act: Act
    name: str
    line: int
    needs: tuple[Use, ...] = ()
    parts: tuple[Use, ...] = ()


def events_of(tree: ast.Module) -> list[Event]:
    """The acts of a cell, in order.

    Args:
        tree: the cell.
    """
    walker = _Walker(())
    for statement in tree.body:
        if isinstance(statement, ast.Delete):
            for target in statement.targets:
                walker.visit(target)
                if isinstance(target, ast.Name):
                    walker.note(Act.UNBIND, target)
        else:
            walker.visit(statement)
    return walker.events


def bound_at_top(tree: ast.Module) -> list[str]:
    """The names that a cell leaves behind."""
    acts = (Act.BIND, Act.DEFINE)
    return list(dict.fromkeys(event.name for event in events_of(tree) if event.act in acts))


@dataclass(frozen=True, slots=True)
class _Scope:
    names: frozenset[str]
    is_class: bool = False


@dataclass(slots=True)
class _Walker(ast.NodeVisitor):
    scopes: tuple[_Scope, ...]
    events: list[Event] = field(default_factory=list)
    lenient: bool = False

    def note(self, act: Act, node: ast.Name) -> None:
        """Files one act of a name that is not local."""
        if any(node.id in scope.names for scope in self.scopes):
            return
        if not (self.lenient and act in (Act.USE, Act.CALL)):
            self.events.append(Event(act, node.id, node.lineno))

    def visit_Name(self, node: ast.Name) -> None:
        """A name by itself. Deleting one inside a condition may or may not happen."""
        if isinstance(node.ctx, ast.Load | ast.Del):
            self.note(Act.USE, node)
        else:
            self.note(Act.BIND, node)

    def visit_Call(self, node: ast.Call) -> None:
        """A call comes after everything that it is given."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name):
            self.note(Act.CALL, node.func)

    def visit_Assign(self, node: ast.Assign) -> None:
        """The right side first. A lambda that gets a name is a function."""
        names = [target for target in node.targets if isinstance(target, ast.Name)]
        if isinstance(node.value, ast.Lambda) and len(names) == len(node.targets):
            self._visit_all(_defaults(node.value.args))
            for target in names:
                self._define(target.id, node.lineno, self._needs(node.value))
            return
        self._visit_all([node.value, *node.targets])

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """What grows must be there before."""
        if isinstance(node.target, ast.Name):
            self.note(Act.USE, node.target)
        self._visit_all([node.value, node.target])

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """An annotation alone makes no name."""
        self._visit_all([node.value] if node.value else [])
        if node.value or not isinstance(node.target, ast.Name):
            self.visit(node.target)
        self.visit(node.annotation)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """The value first."""
        self._visit_all([node.value, node.target])

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        """What is walked through comes before the name that walks."""
        self._visit_all([node.iter, node.target, *node.body, *node.orelse])

    visit_AsyncFor = visit_For  # noqa: N815 - the name ast asks for

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        """Inside ``once_ready`` a missing name breaks nothing."""
        self._visit_all(node.items)
        calls = [i.context_expr.func for i in node.items if isinstance(i.context_expr, ast.Call)]
        names = {getattr(call, "attr", getattr(call, "id", "")) for call in calls}
        self._visit_forgiven(node.body, forgiven=bool(names & set(_FORGIVING)))

    visit_AsyncWith = visit_With  # noqa: N815 - the name ast asks for

    def visit_Try(self, node: ast.Try | ast.TryStar) -> None:
        """A name that may be missing, and is caught when it is."""
        forgiven = any(map(_catches_names, node.handlers))
        self._visit_forgiven(node.body, forgiven=forgiven)
        self._visit_all([*node.handlers, *node.orelse, *node.finalbody])

    visit_TryStar = visit_Try  # noqa: N815 - the name ast asks for

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """The error may get a name."""
        self._bind(node.name, node.lineno)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        """Patterns bind names."""
        self._bind(node.name, node.lineno)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        """The rest of a sequence."""
        self._bind(node.name, node.lineno)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        """The rest of a mapping."""
        self._bind(node.rest, node.lineno)
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        """Imports bind; a star binds what nobody can see from here."""
        for alias in node.names:
            if alias.name == "*":
                self.events.append(Event(Act.STAR, "*", node.lineno))
            else:
                self._bind(alias.asname or alias.name.partition(".")[0], node.lineno)

    visit_ImportFrom = visit_Import  # noqa: N815 - the name ast asks for

    def visit_ListComp(self, node: Comprehension) -> None:
        """The first source is outside; all else sees the names of the comprehension."""
        first, *others = node.generators
        self.visit(first.iter)
        inside = frozenset(name for one in node.generators for name in bindings(one.target))
        outside, self.scopes = self.scopes, (*self.scopes, _Scope(inside))
        for one in node.generators:
            self._visit_all([one.target, *one.ifs])
        self._visit_all([one.iter for one in others])
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._visit_all(parts)
        self.scopes = outside

    visit_SetComp = visit_ListComp  # noqa: N815 - the name ast asks for
    visit_DictComp = visit_ListComp  # noqa: N815 - the name ast asks for
    visit_GeneratorExp = visit_ListComp  # noqa: N815 - the name ast asks for

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """A function without a name runs when whoever got it likes."""
        self._visit_all(_defaults(node.args))
        self.events.append(Event(Act.LATER, "", node.lineno, self._needs(node)))

    def visit_FunctionDef(self, node: Function) -> None:
        """The head acts now, the body later."""
        arguments = node.args
        annotated = [
            *arguments.posonlyargs,
            *arguments.args,
            *arguments.kwonlyargs,
            *(one for one in (arguments.vararg, arguments.kwarg) if one is not None),
        ]
        self._visit_all([*node.decorator_list, *_defaults(arguments)])
        if not getattr(node, "type_params", None):
            self._visit_all([one.annotation for one in annotated if one.annotation is not None])
            self._visit_all([node.returns] if node.returns is not None else [])
        self._define(node.name, node.lineno, self._needs(node))

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - the name ast asks for

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """The body acts now, its methods when they are called."""
        heads = [*node.decorator_list, *node.bases, *(word.value for word in node.keywords)]
        self._visit_all(heads)
        own = frozenset(name for part in node.body for name in bindings(part))
        inner = _Walker((*self.scopes, _Scope(own | type_names(node), is_class=True)))
        inner.lenient = self.lenient
        born: list[Use] = []
        methods: list[Use] = []
        for part in node.body:
            if isinstance(part, Function):
                (born if part.name in _CONSTRUCTORS else methods).extend(inner._needs(part))
            else:
                inner.visit(part)
        self.events += inner.events
        self._define(node.name, node.lineno, tuple(born), tuple(methods))

    def _needs(self, node: Function | ast.Lambda) -> tuple[Use, ...]:
        """The names that a body reads and does not make itself."""
        outer = tuple(scope for scope in self.scopes if not scope.is_class)
        inner = _Walker((*outer, _Scope(local_names(node))))
        inner._visit_all(node.body if isinstance(node.body, list) else [node.body])
        needs: list[Use] = []
        for event in inner.events:
            if event.act is Act.USE:
                needs.append(Use(event.name, event.line))
            elif event.act in (Act.BIND, Act.STAR):
                # Only a name declared global gets here; whoever calls the function makes it.
                self.events.append(event)
            needs += [*event.needs, *event.parts]
        return tuple(dict.fromkeys(needs))

    def _define(
        self, name: str, line: int, needs: tuple[Use, ...], parts: tuple[Use, ...] = ()
    ) -> None:
        act = Act.LATER if any(name in scope.names for scope in self.scopes) else Act.DEFINE
        self.events.append(Event(act, name, line, needs, parts))

    def _bind(self, name: str | None, line: int) -> None:
        if name is not None:
            self.note(Act.BIND, ast.Name(name, ast.Store(), lineno=line, col_offset=0))

    def _visit_forgiven(self, body: Iterable[ast.AST], *, forgiven: bool) -> None:
        before, self.lenient = self.lenient, self.lenient or forgiven
        self._visit_all(body)
        self.lenient = before

    def _visit_all(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)


def _catches_names(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or getattr(kind, "id", "") in _CATCH_ALL for kind in kinds)


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [*arguments.defaults, *(one for one in arguments.kw_defaults if one is not None)]
