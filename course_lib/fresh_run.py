"""A run from top to bottom in a new kernel, in thought: which names would be missing?"""

from __future__ import annotations

import builtins
import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from course_lib.cell_names import Act, Event, Use, events_of
from course_lib.saved_notebook import CodeCell

_GIVEN = frozenset(dir(builtins)) | {
    *("__name__", "__doc__", "__file__", "__builtins__", "__annotations__"),
    *("get_ipython", "display", "In", "Out", "exit", "quit", "_", "__", "___"),
    *("_i", "_ii", "_iii", "_ih", "_oh", "_dh"),
}
_MAKES = re.compile(r"^(?:(?:async )?def |class |import )?(?P<name>[A-Za-z_]\w*)", re.MULTILINE)
_HISTORY = re.compile(r"_i?[0-9]+")


@dataclass(frozen=True, slots=True)
class _Definition:
    cell: CodeCell
    event: Event


class FreshRun:
    """Walks through cells as a new kernel would, without running any of them.

    Args:
        cells: all code cells of a notebook, in order.
        asked: for each question, the names that its checks ask for.
    """

    def __init__(self, cells: Sequence[CodeCell], asked: Mapping[str, Sequence[str]]) -> None:
        self._cells = [(cell, _events(cell)) for cell in cells]
        self._asked = asked
        self._homes: dict[str, list[CodeCell]] = {}
        for cell, events in self._cells:
            for event in events:
                if event.act in (Act.BIND, Act.DEFINE):
                    self._homes.setdefault(event.name, []).append(cell)
        self.blind = any(e.act is Act.STAR for _, events in self._cells for e in events)

    def sentences(self, known: Collection[str] = ()) -> list[str]:
        """What would stop on a missing name, one sentence for each name.

        Args:
            known: names that are known to be missing, because their answer is.
        """
        if self.blind:
            return []
        told = dict(_Walk(self._cells, self._asked).missing())
        graded = [(cell, events) for cell, events in self._cells if not cell.ignored]
        alone = dict(_Walk(graded, self._asked).missing())
        found = [
            self._everywhere(name, place)
            for name, place in told.items()
            if name not in known or name in self._homes
        ]
        return found + [
            self._when_graded(name, place) for name, place in alone.items() if name not in told
        ]

    def _everywhere(self, name: str, place: str) -> str:
        homes = self._homes.get(name)
        if homes:
            return (
                f"{place} uses `{name}`, which is first made further down, in {homes[0].label}. A "
                "run from top to bottom would stop there: move one of the two."
            )
        near = difflib.get_close_matches(name, [*self._homes, *_GIVEN], 1, 0.75)
        guess = f"Did you mean `{near[0]}`?" if near else "Was its cell deleted, or renamed?"
        return f"{place} uses `{name}`, which no cell makes. {guess}"

    def _when_graded(self, name: str, place: str) -> str:
        home = self._homes[name][0]
        return (
            f"{place} uses `{name}`, which is made in {home.label}, a cell that only shows "
            "something. The grader skips such cells, so the name will be missing there: hand it in "
            "as an argument, or make it in the answer itself."
        )


class _Walk:
    """One walk from top to bottom."""

    def __init__(
        self, cells: list[tuple[CodeCell, list[Event]]], asked: Mapping[str, Sequence[str]]
    ) -> None:
        self._cells = cells
        self._asked = asked
        self._names = set(_GIVEN)
        self._definitions: dict[str, _Definition] = {}
        self._ever: list[_Definition] = []

    def missing(self) -> Iterator[tuple[str, str]]:
        """Each missing name with the words for its first place."""
        told: set[str] = set()
        for name, place in self._all():
            if name not in told and not _HISTORY.fullmatch(name):
                told.add(name)
                yield name, place

    def _all(self) -> Iterator[tuple[str, str]]:
        for cell, events in self._cells:
            for event in events:
                yield from self._take(cell, event)
            if cell.check is not None:
                for name in self._asked.get(cell.check, ()):
                    yield from self._needs_of(name, f"when {cell.check} is checked, ", whole=True)
        # What nobody calls is looked at last: any cell may have made its names by then.
        for definition in self._ever:
            for use in (*definition.event.needs, *definition.event.parts):
                if use.name not in self._names:
                    yield use.name, _place("", definition.cell, use)

    def _take(self, cell: CodeCell, event: Event) -> Iterator[tuple[str, str]]:
        if event.act is Act.USE and event.name not in self._names:
            yield event.name, _place("", cell, Use(event.name, event.line))
        elif event.act is Act.CALL:
            yield from self._needs_of(event.name, f"when {cell.label} calls it, ")
        elif event.act in (Act.BIND, Act.DEFINE):
            self._names.add(event.name)
            self._definitions.pop(event.name, None)
        elif event.act is Act.UNBIND:
            self._names.discard(event.name)
        if event.act is Act.DEFINE:
            self._definitions[event.name] = _Definition(cell, event)
        if event.act in (Act.DEFINE, Act.LATER):
            self._ever.append(_Definition(cell, event))

    def _needs_of(self, name: str, when: str, *, whole: bool = False) -> Iterator[tuple[str, str]]:
        waiting, seen = [name], {name}
        while waiting:
            definition = self._definitions.get(waiting.pop())
            if definition is None:
                continue
            event = definition.event
            for use in (*event.needs, *event.parts) if whole else event.needs:
                if use.name not in self._names:
                    yield use.name, _place(when, definition.cell, use)
                elif use.name not in seen:
                    seen.add(use.name)
                    waiting.append(use.name)


def _events(cell: CodeCell) -> list[Event]:
    if cell.tree is not None:
        return events_of(cell.tree)
    # Once its slip is repaired it makes these names; one repair must not look like ten.
    return [Event(Act.BIND, match["name"], 1) for match in _MAKES.finditer(cell.source)]


def _place(when: str, cell: CodeCell, use: Use) -> str:
    words = f"{when}{cell.label}, line {use.line},"
    return words[0].upper() + words[1:]
